"""What a family agrees to: recorded, and taken back."""

from __future__ import annotations

from collections.abc import Mapping

from directory.students import consents
from directory.students.checking import check_consent
from directory.students.files import StudentFile
from directory.students.profile import CONSENT_HOW
from directory.web import notices
from directory.web.asking import Answer, Asked, Go, Page
from directory.web.routes import get, post
from directory.web.students import opening

notices.add({"consent_given": "The consent is recorded.", "consent_withdrawn": "The consent is taken back from now on."})

LINES = ("what", "recipient", "given_by", "how", "until")


@get("/students/{student_id:str}/consents", may="students")
def new(asked: Asked, student_id: str) -> Answer:
    return _page(asked, opening.opened(asked, student_id), dict.fromkeys(LINES, ""), {})


@post("/students/{student_id:str}/consents", may="students")
def give(asked: Asked, student_id: str) -> Answer:
    file, typed = opening.opened(asked, student_id), {name: asked.form.get(name) for name in LINES}
    given, errors = check_consent(typed, asked.today)
    if given is None:
        return _page(asked, file, typed, errors)
    consents.give(asked.session, asked.keys, asked.scope, student_id, given.details, until=given.until, now=asked.now)
    return Go(f"/students/{student_id}", done="consent_given")


@post("/students/{student_id:str}/consents/{consent_id:str}/withdraw", may="students")
def withdraw(asked: Asked, student_id: str, consent_id: str) -> Answer:
    consents.withdraw(asked.session, asked.scope, student_id, consent_id, now=asked.now)
    return Go(f"/students/{student_id}", done="consent_withdrawn")


def _page(asked: Asked, file: StudentFile, typed: Mapping[str, str], errors: Mapping[str, str]) -> Page:
    names = [one.details.name for one in file.guardians if not one.details.no_contact]
    shown = {"typed": typed, "errors": errors, "how": tuple(CONSENT_HOW.items()), "names": names}
    return opening.page(asked, file, "consent", shown, 422 if errors else 200)
