"""The guardians of a student: added, corrected, removed, and put in the order in which to contact them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from directory.errors import StaleError, UnknownError
from directory.form_fields import repeated
from directory.i18n.languages import LANGUAGES
from directory.students import guardians
from directory.students.files import GuardianEntry, StudentFile
from directory.students.form_checks import check_guardian
from directory.students.guardians import OnFileError
from directory.students.profile import WAYS, GuardianDetails
from directory.web.core import notices, stale
from directory.web.core.filters import phone
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.students import access

notices.add(
    {
        "guardian_added": "The guardian is added.",
        "guardian_changed": "What is known of the guardian is changed.",
        "guardian_shut_out": "Saved. The links of letters given before have ended, so that this person cannot use one: give the others a new letter.",
        "guardian_removed": "The guardian is removed.",
        "guardian_moved": "Order changed: the guardian at the top is contacted first.",
    }
)

CHANGE_IT = ("guardian.added", "guardian.changed", "no_contact.recorded", "no_contact.reworded", "no_contact.lifted")
LINES = ("name", "relationship", "language", "phones", "email", "way_words", "no_contact", "no_contact_words")
CHOICES = {
    "ways": tuple(WAYS.items()),
    "languages": tuple((code, one.english) for code, one in LANGUAGES.items()),
}
SHAPE = stale.Shape(
    {
        "name": "Name",
        "relationship": "Who they are to the student",
        "language": "Language to speak with them",
        "phones": "Phone",
        "email": "E-mail",
        "ways": "Safe ways",
        "way_words": "What to keep in mind",
        "order": "No-contact order",
    },
    {"language": dict(CHOICES["languages"]), "ways": WAYS},
)
GONE = "This guardian is not there any more: load the student's page again."


@get("/students/{student_id:str}/guardians", may="students")
def new(asked: Asked, student_id: str) -> Answer:
    return _page(asked, access.opened(asked, student_id), None, dict.fromkeys(LINES, "") | {"ways": ()})


@post("/students/{student_id:str}/guardians", may="students")
def add(asked: Asked, student_id: str) -> Answer:
    file, typed = access.opened(asked, student_id), _typed(asked)
    details, errors = _checked(asked, typed)
    if details is None or errors:
        return _page(asked, file, None, typed, errors=errors, status=422)
    knowing = asked.form.has("knowing")
    try:
        guardians.add(asked.session, asked.keys, asked.scope, student_id, details, now=asked.now, knowing=knowing)
    except OnFileError as error:
        return _page(asked, file, None, typed, status=409, on_file=str(error))
    return Redirect(f"/students/{student_id}", done="guardian_shut_out" if details.no_contact else "guardian_added")


@get("/students/{student_id:str}/guardians/{guardian_id:str}", may="students")
def edit(asked: Asked, student_id: str, guardian_id: str) -> Answer:
    file = access.opened(asked, student_id)
    guardian = one_of(file, guardian_id)
    return _page(asked, file, guardian, _of_details(guardian.details), carried=_carried(asked, guardian))


@post("/students/{student_id:str}/guardians/{guardian_id:str}", may="students")
def change(asked: Asked, student_id: str, guardian_id: str) -> Answer:
    file, typed = access.opened(asked, student_id), _typed(asked)
    guardian = next((one for one in file.guardians if one.id == guardian_id), None)
    if guardian is None:
        return _removed_meanwhile(asked, file, typed)
    details, errors = _checked(asked, typed)
    if details is None or errors:
        return _page(asked, file, guardian, typed, errors=errors, status=422)
    try:
        guardians.change(
            asked.session, asked.keys, asked.scope, student_id, guardian_id, details=details, now=asked.now,
            expected=asked.form.get("version"),
        )  # fmt: skip
    except StaleError:
        return _changed_meanwhile(asked, student_id, guardian_id, typed)
    newly = details.no_contact and not guardian.details.no_contact
    return Redirect(f"/students/{student_id}", done="guardian_shut_out" if newly else "guardian_changed")


def _removed_meanwhile(asked: Asked, file: StudentFile, typed: Mapping[str, Any]) -> Page:
    """Return the form with what was typed about a guardian whom somebody has removed since, to add them again.

    Raise UnknownError if nothing was typed.
    """
    if not typed["name"]:
        raise UnknownError(GONE)
    return _page(asked, file, None, typed, status=409, removed=True)


def _changed_meanwhile(asked: Asked, student_id: str, guardian_id: str, typed: Mapping[str, Any]) -> Page:
    file = access.opened(asked, student_id)
    guardian = one_of(file, guardian_id)
    mine = dict(typed)
    if typed["no_contact"] or typed["no_contact_words"]:
        mine["order"] = typed["no_contact_words"]
    found = stale.put_together(
        asked, SHAPE, mine, _of_details(guardian.details), actions=CHANGE_IT, subject=f"guardian:{guardian_id}"
    )
    return _page(asked, file, guardian, found.boxes, status=409, carried=_carried(asked, guardian), found=found)


@post("/students/{student_id:str}/guardians/{guardian_id:str}/remove", may="students")
def remove(asked: Asked, student_id: str, guardian_id: str) -> Answer:
    try:
        guardians.remove(
            asked.session, asked.keys, asked.scope, student_id, guardian_id, now=asked.now, expected=asked.form.get("version")
        )
    except StaleError:
        details = one_of(access.opened(asked, student_id), guardian_id).details
        held = _of_details(details)
        now = [(label, lines) for name, label in SHAPE.labels.items() if (lines := SHAPE.lines(name, held[name]))]
        asked.look("student.looked_at", student_id=student_id)
        return stale.clicked(
            asked,
            wanted=f"Remove {details.name}",
            now=now,
            version=guardians.version(details),
            back=f"/students/{student_id}#guardians",
            button=f"Remove {details.name} all the same",
        )
    return Redirect(f"/students/{student_id}", done="guardian_removed")


@post("/students/{student_id:str}/guardians/{guardian_id:str}/up", may="students")
def move_up(asked: Asked, student_id: str, guardian_id: str) -> Answer:
    file = access.opened(asked, student_id)
    order = [one.id for one in file.guardians]
    place = order.index(one_of(file, guardian_id).id)
    order.insert(max(0, place - 1), order.pop(place))
    try:
        guardians.order(asked.session, asked.scope, student_id, order, now=asked.now, expected=asked.form.get("version"))
    except StaleError:
        file = access.opened(asked, student_id)
        moved = one_of(file, guardian_id).details.name
        asked.look("student.looked_at", student_id=student_id)
        return stale.clicked(
            asked,
            wanted=f"Move {moved} up by one",
            now=[("The order", [one.details.name for one in file.guardians])],
            version=guardians.order_version(file),
            back=f"/students/{student_id}#guardians",
            button=f"Move {moved} up all the same",
        )
    return Redirect(f"/students/{student_id}#guardians", done="guardian_moved")


def _typed(asked: Asked) -> dict[str, Any]:
    return {name: asked.form.get(name) for name in LINES} | {"ways": tuple(asked.form.all("ways"))}


def _checked(asked: Asked, typed: Mapping[str, Any]) -> tuple[GuardianDetails | None, dict[str, str]]:
    details, errors = check_guardian(_as_checked(typed))
    return details, errors | repeated(asked.form.values, LINES)


def _of_details(details: GuardianDetails) -> dict[str, Any]:
    """Return a guardian's values in the form; `order` is shown beside the form, which cannot change it."""
    held = {name: getattr(details, name) or "" for name in LINES}
    order = (details.no_contact_words or "Nobody may contact this person") if details.no_contact else ""
    return held | {
        "no_contact": "yes" if details.no_contact else "",
        "phones": "\n".join(phone(number) for number in details.phones),
        "ways": details.ways,
        "order": order,
    }


def _carried(asked: Asked, guardian: GuardianEntry) -> dict[str, str]:
    return stale.carried(asked, guardians.version(guardian.details), _of_details(guardian.details))


def _as_checked(typed: Mapping[str, Any]) -> dict[str, Any]:
    return {**typed, "phones": typed["phones"].splitlines()}


def one_of(file: StudentFile, guardian_id: str) -> GuardianEntry:
    for guardian in file.guardians:
        if guardian.id == guardian_id:
            return guardian
    raise UnknownError(GONE)


def _page(
    asked: Asked,
    file: StudentFile,
    guardian: GuardianEntry | None,
    typed: Mapping[str, Any],
    *,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
    carried: Mapping[str, str] | None = None,
    found: stale.Stale | None = None,
    removed: bool = False,
    on_file: str | None = None,
) -> Page:
    shown = {
        "guardian": guardian,
        "typed": typed,
        "errors": errors or {},
        "choices": CHOICES,
        "carried": carried or stale.carried_on(asked.form),
        "stale": found,
        "removed": removed,
        "on_file": on_file,
    }
    return access.page(asked, file, "guardian", shown, status)
