"""Every module of pages, imported here so that what it declares is in `routes.ROUTES`."""

from __future__ import annotations

from directory.web import health, home, mails, numbers, signing_in, static, work_calls
from directory.web.answers import answering as answer_pages
from directory.web.answers import by_code, stop
from directory.web.finding import by_needs, by_words, for_students, providers, shortlisting
from directory.web.imports import jobs as import_jobs
from directory.web.imports import previewing, reports, reviewing, sending
from directory.web.letters import batch, giving, logo
from directory.web.outcomes import gaps, report
from directory.web.outcomes import schools as school_counts
from directory.web.people import account, audit, schools, staff
from directory.web.records import adding, browsing, editing, flags, history, merging, record
from directory.web.referrals import backups, choosing, recording, sharing, timeline, whom
from directory.web.referrals import page as referral_page
from directory.web.students import alarms, caseload, consents, file, guardians, households, leaving, needs, no_contact, rosters
from directory.web.students import editing as student_editing
from directory.web.work_list import handing_over, listing

MODULES = (
    health,
    home,
    numbers,
    signing_in,
    static,
    answer_pages,
    by_code,
    stop,
    mails,
    work_calls,
    batch,
    giving,
    logo,
    account,
    audit,
    schools,
    staff,
    adding,
    browsing,
    editing,
    flags,
    history,
    merging,
    record,
    by_needs,
    by_words,
    for_students,
    providers,
    shortlisting,
    alarms,
    caseload,
    consents,
    file,
    guardians,
    households,
    leaving,
    needs,
    no_contact,
    rosters,
    student_editing,
    import_jobs,
    sending,
    previewing,
    reports,
    reviewing,
    backups,
    choosing,
    recording,
    referral_page,
    sharing,
    timeline,
    whom,
    gaps,
    report,
    school_counts,
    handing_over,
    listing,
)
