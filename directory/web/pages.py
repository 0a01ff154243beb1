"""All modules with pages, imported here so that what they declare is in `routes.ROUTES`."""

from __future__ import annotations

from directory.web import home, mail
from directory.web.accounts import audit, own_account, schools, sign_in, staff
from directory.web.answers import answer, by_code, stop
from directory.web.core import health, static
from directory.web.finding import by_needs, by_words, for_students, providers, shortlist
from directory.web.imports import jobs, preview, reports, review, uploads
from directory.web.letters import batch, letter, logo
from directory.web.listings import additions, catalog, edits, flags, history, listing, mergers
from directory.web.outcomes import gaps, open_needs, report, school_counts
from directory.web.referrals import backups, disclosures, events, new_referral, referral, student_choice, timeline
from directory.web.students import (
    alarms,
    caseload,
    consents,
    departures,
    file,
    guardians,
    households,
    needs,
    no_contact,
    profile,
    rosters,
)
from directory.web.worklist import call_sheet, handover, work_list

MODULES = (
    *(home, mail, health, static),
    *(audit, own_account, schools, sign_in, staff),
    *(answer, by_code, stop),
    *(by_needs, by_words, for_students, providers, shortlist),
    *(jobs, preview, reports, review, uploads),
    *(batch, letter, logo),
    *(additions, catalog, edits, flags, history, listing, mergers),
    *(gaps, open_needs, report, school_counts),
    *(backups, disclosures, events, new_referral, referral, student_choice, timeline),
    *(alarms, caseload, consents, departures, file, guardians, households, needs, no_contact, profile, rosters),
    *(call_sheet, handover, work_list),
)
