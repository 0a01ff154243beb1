"""The page of a no-contact order: recorded, reworded and lifted, each with a reason in words, and its history."""

from __future__ import annotations

from collections.abc import Mapping

from directory.errors import StaleError
from directory.students import no_contact
from directory.students.files import GuardianEntry, StudentFile
from directory.web.core import notices, stale
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.students import access
from directory.web.students.guardians import CHANGE_IT, one_of

notices.add(
    {
        "no_contact_recorded": "The order is recorded. The links of letters given before have ended, so that this person cannot use one: give the others a new letter.",
        "no_contact_reworded": "The wording of the order was changed. The order is still in force.",
        "no_contact_lifted": "The order is lifted, and the reason is kept. Ask which ways of reaching this person are safe.",
    }
)

PATH = "/students/{student_id:str}/guardians/{guardian_id:str}/no-contact"
SHAPE = stale.Shape({"words": "What the order says"})


@get(PATH, may="students")
def show(asked: Asked, student_id: str, guardian_id: str) -> Answer:
    file = access.opened(asked, student_id)
    guardian = one_of(file, guardian_id)
    return _page(asked, file, guardian, guardian.details.no_contact_words or "", carried=_carried(asked, guardian))


@post(PATH, may="students")
def record(asked: Asked, student_id: str, guardian_id: str) -> Answer:
    file = access.opened(asked, student_id)
    guardian, typed = one_of(file, guardian_id), asked.form.get("words")
    words, errors = no_contact.check_words({"words": typed}, no_contact.NO_REASON)
    if words is None:
        return _page(asked, file, guardian, typed, errors=errors, status=422)
    try:
        no_contact.record(
            asked.session, asked.keys, asked.scope, student_id, guardian_id, words=words, now=asked.now,
            expected=asked.form.get("version"),
        )  # fmt: skip
    except StaleError:
        return _changed_meanwhile(asked, student_id, guardian_id, typed)
    done = "no_contact_reworded" if guardian.details.no_contact else "no_contact_recorded"
    return Redirect(f"/students/{student_id}", done=done)


def _changed_meanwhile(asked: Asked, student_id: str, guardian_id: str, typed: str) -> Page:
    file = access.opened(asked, student_id)
    guardian = one_of(file, guardian_id)
    saved = {"words": guardian.details.no_contact_words or ""}
    found = stale.put_together(asked, SHAPE, {"words": typed}, saved, actions=CHANGE_IT, subject=f"guardian:{guardian_id}")
    return _page(asked, file, guardian, typed, status=409, carried=_carried(asked, guardian), found=found)


@post(f"{PATH}/lift", may="students")
def lift(asked: Asked, student_id: str, guardian_id: str) -> Answer:
    file = access.opened(asked, student_id)
    guardian, typed = one_of(file, guardian_id), asked.form.get("reason")
    reason, errors = no_contact.check_words({"words": typed}, no_contact.NO_LIFTING)
    if reason is None:
        wrong = {"reason": errors["words"]}
        return _page(asked, file, guardian, guardian.details.no_contact_words or "", errors=wrong, reason=typed, status=422)
    try:
        no_contact.lift(
            asked.session, asked.keys, asked.scope, student_id, guardian_id, reason=reason, now=asked.now,
            expected=asked.form.get("version"),
        )  # fmt: skip
    except StaleError:
        details = one_of(access.opened(asked, student_id), guardian_id).details
        asked.look("student.looked_at", student_id=student_id)
        return stale.clicked(
            asked,
            wanted=f"Lift the no-contact order about {details.name}, because: {reason}",
            now=[("The order", [details.no_contact_words or ""] if details.no_contact else [])],
            version=no_contact.version(details),
            back=f"/students/{student_id}#guardians",
            button="Lift it all the same",
        )
    return Redirect(f"/students/{student_id}", done="no_contact_lifted")


def _carried(asked: Asked, guardian: GuardianEntry) -> dict[str, str]:
    return stale.carried(asked, no_contact.version(guardian.details), {"words": guardian.details.no_contact_words or ""})


def _page(
    asked: Asked,
    file: StudentFile,
    guardian: GuardianEntry,
    words: str,
    *,
    errors: Mapping[str, str] | None = None,
    reason: str = "",
    status: int = 200,
    carried: Mapping[str, str] | None = None,
    found: stale.Stale | None = None,
) -> Page:
    acts = no_contact.history(asked.session, asked.keys, asked.scope, file.id)
    shown = {
        "guardian": guardian,
        "words": words,
        "reason": reason,
        "errors": errors or {},
        "carried": carried or stale.carried_on(asked.form),
        "stale": found,
        "acts": [act for act in acts if act.guardian_id == guardian.id],
    }
    return access.page(asked, file, "no_contact", shown, status)
