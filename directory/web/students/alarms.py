"""Alarms: words of danger, shown first to everybody who may see the student, until a named person records what was done."""

from __future__ import annotations

from collections.abc import Mapping

from directory.errors import RefusedError, UsageError
from directory.finding.crisis import card_lines
from directory.students import alarms
from directory.students.alarms import Alarm
from directory.web.core import notices
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post

PLACES: Mapping[str, str] = {
    "need": "/students/{student}#open-needs",
    "note": "/referrals/{referral}",
    "family": "/referrals/{referral}",
    "provider": "/referrals/{referral}",
    "message": "/students/{student}/disclosures",
    "contact": "/students/{student}#timeline",
    "preference": "/students/{student}#about-title",
    "guardian": "/students/{student}#guardians",
    "consent": "/students/{student}/consents/{source}",
    "unsaved": "/students/{student}",
}
"""The page that shows, or once showed, words from each of students.alarms.SOURCES."""

notices.add({"alarm_seen_to": "Thank you. What was done is kept in the student's file."})


def waiting(asked: Asked, student_id: str | None = None) -> tuple[Alarm, ...]:
    """Return the alarms to show first on a page: those of a student, or of all students the user may see."""
    found = alarms.unacknowledged(asked.session, asked.keys, asked.scope, student_id)
    if found and student_id is None:
        asked.look("student.listed", detail="alarms of danger")
    return found


@get("/alarms/{alarm_id:str}", may="students")
def show(asked: Asked, alarm_id: str) -> Answer:
    return _page(asked, alarm_id)


@post("/alarms/{alarm_id:str}", may="students")
def acknowledge(asked: Asked, alarm_id: str) -> Answer:
    try:
        student_id = alarms.acknowledge(asked.session, asked.keys, asked.scope, alarm_id, asked.form.get("done"), now=asked.now)
    except UsageError as error:
        return _page(asked, alarm_id, wrong=str(error), status=422)
    except RefusedError as error:
        return _page(asked, alarm_id, refused=str(error), status=409)
    return Redirect(f"/students/{student_id}", done="alarm_seen_to")


def _place(alarm: Alarm) -> str:
    row = alarm.row
    gone = "{referral}" in PLACES[row.source] and row.referral_id is None
    place = "/students/{student}#timeline" if gone else PLACES[row.source]
    return place.format(student=row.student_id, referral=row.referral_id, source=row.source_id)


def _page(asked: Asked, alarm_id: str, *, wrong: str | None = None, refused: str | None = None, status: int = 200) -> Page:
    alarm = alarms.one(asked.session, asked.keys, asked.scope, alarm_id)
    asked.look("student.looked_at", student_id=alarm.row.student_id)
    shown = {
        "alarm": alarm,
        "place": _place(alarm),
        "lines": card_lines(alarm.kinds, asked.district, asked.language),
        "typed": asked.form.get("done"),
        "errors": {"done": wrong} if wrong else {},
        "refused": refused,
    }
    return Page("students/alarm.html", shown, status)
