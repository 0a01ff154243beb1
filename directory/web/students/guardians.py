"""Who cares for a student: added, corrected, removed, put in the order in which they are to be reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from directory.errors import UnknownError
from directory.students import guardians
from directory.students.checking import check_guardian
from directory.students.files import GuardianEntry, StudentFile
from directory.students.languages import LANGUAGES
from directory.students.profile import WAYS
from directory.web import notices
from directory.web.asking import Answer, Asked, Go, Page
from directory.web.routes import get, post
from directory.web.showing import phone
from directory.web.students import opening

notices.add(
    {
        "guardian_added": "The guardian is added.",
        "guardian_changed": "What is known of the guardian is changed.",
        "guardian_shut_out": "Saved. The links of letters given before have ended, so that this person cannot use one: give the others a new letter.",
        "guardian_removed": "The guardian is removed.",
        "guardian_moved": "The order is changed: whoever stands first is reached first.",
    }
)

LINES = ("name", "relationship", "language", "phones", "email", "way_words", "no_contact", "no_contact_words")
CHOICES = {
    "ways": tuple(WAYS.items()),
    "languages": tuple((code, one.english) for code, one in LANGUAGES.items()),
}
GONE = "This guardian is not there any more: load the student's page again."


@get("/students/{student_id:str}/guardians", may="students")
def new(asked: Asked, student_id: str) -> Answer:
    return _page(asked, opening.opened(asked, student_id), None, dict.fromkeys(LINES, "") | {"ways": ()}, {})


@post("/students/{student_id:str}/guardians", may="students")
def add(asked: Asked, student_id: str) -> Answer:
    file, typed = opening.opened(asked, student_id), _typed(asked)
    details, errors = check_guardian(_as_checked(typed))
    if details is None:
        return _page(asked, file, None, typed, errors)
    guardians.add(asked.session, asked.keys, asked.scope, student_id, details, now=asked.now)
    return Go(f"/students/{student_id}", done="guardian_shut_out" if details.no_contact else "guardian_added")


@get("/students/{student_id:str}/guardians/{guardian_id:str}", may="students")
def edit(asked: Asked, student_id: str, guardian_id: str) -> Answer:
    file = opening.opened(asked, student_id)
    guardian = _one(file, guardian_id)
    held = {name: getattr(guardian.details, name) or "" for name in LINES}
    lines = {"phones": "\n".join(phone(number) for number in guardian.details.phones), "ways": guardian.details.ways}
    return _page(asked, file, guardian, held | lines, {})


@post("/students/{student_id:str}/guardians/{guardian_id:str}", may="students")
def change(asked: Asked, student_id: str, guardian_id: str) -> Answer:
    file, typed = opening.opened(asked, student_id), _typed(asked)
    guardian = _one(file, guardian_id)
    details, errors = check_guardian(_as_checked(typed))
    if details is None:
        return _page(asked, file, guardian, typed, errors)
    guardians.change(asked.session, asked.keys, asked.scope, student_id, guardian_id, details=details, now=asked.now)
    newly = details.no_contact and not guardian.details.no_contact
    return Go(f"/students/{student_id}", done="guardian_shut_out" if newly else "guardian_changed")


@post("/students/{student_id:str}/guardians/{guardian_id:str}/remove", may="students")
def remove(asked: Asked, student_id: str, guardian_id: str) -> Answer:
    guardians.remove(asked.session, asked.scope, student_id, guardian_id, now=asked.now)
    return Go(f"/students/{student_id}", done="guardian_removed")


@post("/students/{student_id:str}/guardians/{guardian_id:str}/up", may="students")
def move_up(asked: Asked, student_id: str, guardian_id: str) -> Answer:
    file = opening.opened(asked, student_id)
    order = [one.id for one in file.guardians]
    place = order.index(_one(file, guardian_id).id)
    order.insert(max(0, place - 1), order.pop(place))
    guardians.order(asked.session, asked.scope, student_id, order, now=asked.now)
    return Go(f"/students/{student_id}#guardians", done="guardian_moved")


def _typed(asked: Asked) -> dict[str, Any]:
    return {name: asked.form.get(name) for name in LINES} | {"ways": tuple(asked.form.all("ways"))}


def _as_checked(typed: Mapping[str, Any]) -> dict[str, Any]:
    return {**typed, "phones": typed["phones"].splitlines()}


def _one(file: StudentFile, guardian_id: str) -> GuardianEntry:
    for guardian in file.guardians:
        if guardian.id == guardian_id:
            return guardian
    raise UnknownError(GONE)


def _page(
    asked: Asked, file: StudentFile, guardian: GuardianEntry | None, typed: Mapping[str, Any], errors: Mapping[str, str]
) -> Page:
    shown = {"guardian": guardian, "typed": typed, "errors": errors, "choices": CHOICES}
    return opening.page(asked, file, "guardian", shown, 422 if errors else 200)
