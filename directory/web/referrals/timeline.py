"""A student's timeline of contacts and referrals, the form that adds to it, and the log of what was shared outside the school."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from directory.errors import UnknownError
from directory.form_fields import repeated
from directory.models.codes import ReferralStatus
from directory.referrals import contacts as loop_contacts
from directory.referrals import disclosures
from directory.referrals.files import under_way
from directory.referrals.status import STATUS_WORDS
from directory.referrals.timeline import timeline
from directory.storage.referrals import referrals as stored
from directory.storage.referrals.referrals import ReferralRow
from directory.students import contacts
from directory.students.files import StudentFile
from directory.students.profile import RECORDS
from directory.web.core import notices
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.core.work import working
from directory.web.referrals import words
from directory.web.referrals.words import EventLine
from directory.web.students import access

notices.add({"contact_added": "It is on the timeline.", "contact_taken_back": "It is taken back, and stays as taken back."})

FEW, PER_PAGE = 15, 50
LINES = ("kind", "with_whom", "result", "happened_on", "referral", "words")
GONE = "This referral is not there any more: choose another one, or none."


def of_file(asked: Asked, file: StudentFile) -> dict[str, Any]:
    """Return what a student's file shows of referrals and contacts."""
    rows = stored.of_student(asked.session, asked.scope, file.id)
    current = {row.id for row in under_way(rows, asked.today)}
    lines = lines_of(asked, file.id, rows)
    return {
        "referrals": [row for row in rows if row.id in current],
        "referrals_waiting": [row for row in rows if row.id not in current and row.status == ReferralStatus.DRAFT],
        "referrals_closed": [row for row in rows if row.id not in current and row.status != ReferralStatus.DRAFT],
        "statuses": STATUS_WORDS,
        "timeline": lines[:FEW],
        "timeline_more": len(lines) > FEW,
        "contact": _form(rows, _blank(asked), {}),
    }


def lines_of(asked: Asked, student_id: str, rows: list[ReferralRow]) -> list[EventLine]:
    """Return the timeline, the latest first."""
    found = timeline(working(asked), student_id, rows)
    events = {one.event.row.id: one.event.row for one in found if one.event is not None}
    return [words.happening_line(one, events) for one in found]


@get("/students/{student_id:str}/timeline", may="students")
def show(asked: Asked, student_id: str) -> Answer:
    file = access.opened(asked, student_id)
    rows = stored.of_student(asked.session, asked.scope, student_id)
    lines, number = lines_of(asked, student_id, rows), asked.number("page")
    shown = {
        "lines": lines[(number - 1) * PER_PAGE : number * PER_PAGE],
        "number": number,
        "more": len(lines) > number * PER_PAGE,
    }
    return _page(asked, file, "timeline", shown)


@get("/students/{student_id:str}/contacts", may="students")
def new(asked: Asked, student_id: str) -> Answer:
    return _contact(asked, access.opened(asked, student_id), _blank(asked) | {"referral": asked.word("referral")}, {})


@post("/students/{student_id:str}/contacts", may="students")
def add(asked: Asked, student_id: str) -> Answer:
    file = access.opened(asked, student_id)
    typed = {name: asked.form.get(name) for name in LINES}
    contact, errors = contacts.check_contact(typed, asked.today)
    errors |= repeated(asked.form.values, LINES)
    if contact is None or errors:
        return _contact(asked, file, typed, errors)
    try:
        loop_contacts.note(working(asked), student_id, contact, typed["referral"] or None)
    except UnknownError:
        return _contact(asked, file, typed, {"referral": GONE})
    return Redirect(f"/students/{student_id}", done="contact_added")


@post("/students/{student_id:str}/contacts/{contact_id:str}/take-back", may="students")
def take_back(asked: Asked, student_id: str, contact_id: str) -> Answer:
    loop_contacts.take_back(working(asked), student_id, contact_id)
    return Redirect(f"/students/{student_id}", done="contact_taken_back")


@get("/students/{student_id:str}/disclosures", may="students")
def disclosed(asked: Asked, student_id: str) -> Answer:
    file = access.opened(asked, student_id)
    shown = {
        "disclosures": disclosures.of_student(working(asked), student_id),
        "how": disclosures.HOW,
        "mail": disclosures.MAIL,
        "records": RECORDS,
    }
    return _page(asked, file, "disclosures", shown)


def _contact(asked: Asked, file: StudentFile, typed: Mapping[str, str], errors: Mapping[str, str]) -> Page:
    rows = stored.of_student(asked.session, asked.scope, file.id)
    return _page(asked, file, "contact", {"contact": _form(rows, typed, errors)}, 422 if errors else 200)


def _blank(asked: Asked) -> dict[str, str]:
    return dict.fromkeys(LINES, "") | {"happened_on": asked.today.isoformat()}


def _form(rows: Sequence[ReferralRow], typed: Mapping[str, str], errors: Mapping[str, str]) -> dict[str, Any]:
    return {
        "typed": typed,
        "errors": errors,
        "kinds": tuple(contacts.KINDS.items()),
        "results": tuple(contacts.RESULTS.items()),
        "referrals": [
            (row.id, f"{row.service} ({row.reference})") for row in rows if row.status != ReferralStatus.ENTERED_IN_ERROR
        ],
    }


def _page(asked: Asked, file: StudentFile, template: str, shown: Mapping[str, Any], status: int = 200) -> Page:
    asked.look("student.looked_at", student_id=file.id)
    return Page(f"referrals/{template}.html", {"file": file, "profile": file.profile, **shown}, status)
