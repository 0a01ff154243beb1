"""The end of a file: a student who has left, one who returns, and one who is deleted for good."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from directory.errors import StaleError
from directory.models.codes import StudentStatus
from directory.referrals import departures
from directory.students import changes, separation
from directory.students.files import StudentFile
from directory.web.core import notices, stale
from directory.web.core.filters import day, moment
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.core.work import working
from directory.web.students import access
from matching.needs import terms

notices.add(
    {
        "student_left": "Marked as left. The file is kept: you can bring the student back at any time.",
        "student_back": "Welcome back: the student is among yours again.",
        "student_deleted": "The student is deleted for good.",
    }
)

WORD = "DELETE"


@get("/students/{student_id:str}/left", may="students")
def ask(asked: Asked, student_id: str) -> Answer:
    file = access.opened(asked, student_id)
    shown = {"referrals": departures.open_ones(working(asked), student_id), "version": changes.file_version(file)}
    return access.page(asked, file, "left", shown)


@post("/students/{student_id:str}/left", may="students")
def leave(asked: Asked, student_id: str) -> Answer:
    try:
        changes.mark_left(
            asked.session, asked.scope, student_id, today=asked.today, now=asked.now, expected=asked.form.get("version")
        )
    except StaleError:
        return _changed_meanwhile(asked, student_id, "Mark the student as left")
    if asked.form.has("close_referrals"):
        departures.close_all(working(asked), student_id)
    return Redirect(f"/students/{student_id}", done="student_left")


@post("/students/{student_id:str}/back", may="students")
def mark_returned(asked: Asked, student_id: str) -> Answer:
    try:
        changes.mark_returned(asked.session, asked.scope, student_id, now=asked.now, expected=asked.form.get("version"))
    except StaleError:
        return _changed_meanwhile(asked, student_id, "Bring the student back")
    return Redirect(f"/students/{student_id}", done="student_back")


@get("/students/{student_id:str}/delete", may="students")
def warn(asked: Asked, student_id: str) -> Answer:
    file = access.opened(asked, student_id)
    return access.page(asked, file, "delete", _deleting(file, "", {}))


@post("/students/{student_id:str}/delete", may="students")
def delete(asked: Asked, student_id: str) -> Answer:
    file, typed = access.opened(asked, student_id), asked.form.get("word")
    if typed != WORD:
        errors = {"word": f"Nothing was deleted. If you mean it, type {WORD} in capital letters."}
        shown = _deleting(file, typed, errors) | {"version": asked.form.get("version")}
        return access.page(asked, file, "delete", shown, 422)
    try:
        separation.delete_for_good(
            asked.session,
            asked.keys,
            asked.scope,
            student_id,
            today=asked.today,
            now=asked.now,
            expected=asked.form.get("version"),
        )
    except StaleError:
        return _changed_meanwhile(asked, student_id, "Delete the student for good")
    return Redirect("/students", done="student_deleted")


def _deleting(file: StudentFile, typed: str, errors: Mapping[str, str]) -> dict[str, Any]:
    return {"typed": typed, "errors": errors, "word": WORD, "version": changes.file_version(file)}


def _changed_meanwhile(asked: Asked, student_id: str, wanted: str) -> Page:
    file = access.opened(asked, student_id)
    status = f"Left on {day(file.left_at)}" if file.status == StudentStatus.LEFT and file.left_at else file.status.capitalize()
    asked.look("student.looked_at", student_id=student_id)
    return stale.clicked(
        asked,
        wanted=wanted,
        now=[
            ("The student", [file.profile.name, status]),
            ("Last change of the file", [moment(file.changed_at)]),
            ("Open needs", [terms()[need.term].english for need in file.open_needs if need.term in terms()]),
        ],
        version=changes.file_version(file),
        back=f"/students/{student_id}",
        button=f"{wanted}, all the same",
    )
