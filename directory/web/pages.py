"""Every module of pages, imported here so that what it declares is in `routes.ROUTES`."""

from __future__ import annotations

from directory.web import health, home, numbers, signing_in, static
from directory.web.finding import by_needs, by_words, for_students, providers, shortlisting
from directory.web.imports import previewing, reports, reviewing, sending
from directory.web.people import account, audit, schools, staff
from directory.web.records import adding, browsing, editing, history, merging, record
from directory.web.students import caseload, consents, file, guardians, households, leaving, needs, rosters
from directory.web.students import editing as student_editing

MODULES = (
    health,
    home,
    numbers,
    signing_in,
    static,
    account,
    audit,
    schools,
    staff,
    adding,
    browsing,
    editing,
    history,
    merging,
    record,
    by_needs,
    by_words,
    for_students,
    providers,
    shortlisting,
    caseload,
    consents,
    file,
    guardians,
    households,
    leaving,
    needs,
    rosters,
    student_editing,
    sending,
    previewing,
    reports,
    reviewing,
)
