"""Search for a student: the form filled in from the file, and the results at once."""

from __future__ import annotations

from directory.finding.question import ask_of_file
from directory.referrals.alternatives import search_for_reason
from directory.storage.referrals import referrals
from directory.students import caseload
from directory.students.files import StudentFile
from directory.web.core.request import Answer, Asked
from directory.web.core.routes import get, post
from directory.web.finding import results
from directory.web.finding.lost_search import redirect_to_form
from directory.web.finding.results import SearchedStudent
from directory.web.finding.shortlist_buttons import set_aside
from directory.web.finding.typed import TypedSearch, filled_in, of_ask, read


@get("/students/{student_id:str}/find", may="students")
def show(asked: Asked, student_id: str) -> Answer:
    file = _looked_at(asked, student_id)
    typed = _filled(asked, file)
    if not typed.need:
        return results.empty(asked, typed, _named(file))
    return results.answered(asked, typed, _named(file))


@post("/students/{student_id:str}/find", may="students", reads=True)
def find(asked: Asked, student_id: str) -> Answer:
    file, typed = _looked_at(asked, student_id), read(asked.form)
    return results.answered(asked, typed, _named(file))


@get("/students/{student_id:str}/find/shortlist", may="students")
def redirect_to_search(asked: Asked, student_id: str) -> Answer:
    _looked_at(asked, student_id)
    return redirect_to_form(f"/students/{student_id}/find")


@post("/students/{student_id:str}/find/shortlist", may="students")
def shortlist(asked: Asked, student_id: str) -> Answer:
    file = _looked_at(asked, student_id)
    refused = set_aside(asked, file)
    typed = read(asked.form)
    return results.answered(asked, typed, _named(file), refused)


def _looked_at(asked: Asked, student_id: str) -> StudentFile:
    file = caseload.open_student(asked.session, asked.keys, asked.scope, student_id)
    asked.look("match.made", student_id=student_id)
    return file


def _named(file: StudentFile) -> SearchedStudent:
    family = file.profile.family_name
    name = f"{file.profile.given_name} {family[0]}." if family else file.profile.given_name
    return SearchedStudent(file, name)


def _filled(asked: Asked, file: StudentFile) -> TypedSearch:
    """Return the form as the file fills it in."""
    # If that need has been closed since, search for all open ones.
    open_needs = [need for need in file.open_needs if need.id == asked.word("need")] or file.open_needs
    ask = ask_of_file(file, open_needs, asked.today)
    if asked.word("referral"):
        # After a referral that did not work, its reason changes the search: free of charge, or closer.
        row = referrals.one(asked.session, asked.scope, asked.word("referral"))
        ask = search_for_reason(ask, row.reason if row.student_id == file.id else None)
    return filled_in(of_ask(ask, file.school_id))
