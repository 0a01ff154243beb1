"""Brothers and sisters: linked by a student number or from a suggestion, and unlinked."""

from __future__ import annotations

from directory.errors import StaleError, UnknownError, UsageError
from directory.students import caseload, households
from directory.students.files import StudentFile
from directory.web.core import notices, stale
from directory.web.core.filters import count
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.students import access

notices.add(
    {"household_tied": "They are linked as siblings.", "household_untied": "The student is no longer linked to the siblings."}
)

NO_NUMBER = "Type the number of the brother or sister."
NOBODY = "None of your students has this number. Siblings at another school: an administrator can link them."


@get("/students/{student_id:str}/household", may="students")
def show(asked: Asked, student_id: str) -> Answer:
    return _page(asked, access.opened(asked, student_id), "", {})


@post("/students/{student_id:str}/household", may="students")
def link_siblings(asked: Asked, student_id: str) -> Answer:
    file, number = access.opened(asked, student_id), asked.form.get("number")
    other_id = asked.form.get("other") or (caseload.by_number(asked.session, asked.keys, asked.scope, number) if number else None)
    if other_id is None:
        return _page(asked, file, number, {"number": NOBODY if number else NO_NUMBER})
    try:
        households.link_siblings(
            asked.session, asked.keys, asked.scope, student_id, other_id, now=asked.now, expected=asked.form.get("version")
        )
    except StaleError:
        return _changed_meanwhile(asked, student_id, "Link them as siblings")
    except (UnknownError, UsageError) as error:
        # A suggestion that no longer holds, or the student's own number.
        return _page(asked, file, number, {"number": str(error)})
    return Redirect(f"/students/{student_id}", done="household_tied")


@post("/students/{student_id:str}/household/untie", may="students")
def unlink_student(asked: Asked, student_id: str) -> Answer:
    try:
        households.unlink_student(
            asked.session, asked.keys, asked.scope, student_id, now=asked.now, expected=asked.form.get("version")
        )
    except StaleError:
        return _changed_meanwhile(asked, student_id, "Unlink the student from all siblings")
    return Redirect(f"/students/{student_id}", done="household_untied")


def _changed_meanwhile(asked: Asked, student_id: str, wanted: str) -> Page:
    file = access.opened(asked, student_id)
    tied = [one.profile.name for one in file.siblings]
    if file.siblings_elsewhere:
        tied.append(f"{count(file.siblings_elsewhere, 'sibling')} at a school that is not yours")
    asked.look("student.looked_at", student_id=student_id)
    return stale.clicked(
        asked,
        wanted=wanted,
        now=[("Linked siblings", tied)],
        version=file.household_version,
        back=f"/students/{student_id}#household",
        button=f"{wanted}, all the same",
    )


def _page(asked: Asked, file: StudentFile, number: str, errors: dict[str, str]) -> Page:
    found = households.suggestions(asked.session, asked.keys, asked.scope, file.id)
    if found:
        asked.look("student.listed", detail="suggested as siblings")
    return access.page(asked, file, "household", {"found": found, "number": number, "errors": errors}, 422 if errors else 200)
