"""Suggestions while somebody types the name of a student: only those whom the list would show."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from directory.students import suggestions
from directory.students.caseload import OpenedStudent
from directory.web.core.filters import grade
from directory.web.core.request import Answer, Asked
from directory.web.core.routes import post
from directory.web.core.suggestion_list import Option, suggested, too_fast
from directory.web.students.caseload import LONGEST, sent_filter


@post("/students/suggestions", may="students", reads=True)
def suggest(asked: Asked) -> Answer:
    if refused := too_fast(asked):
        return refused
    chosen = sent_filter(asked)
    found = suggestions.suggest(
        asked.session,
        asked.keys,
        asked.scope,
        chosen.words[:LONGEST],
        chosen.among,
    )
    if found.students:
        asked.look("student.listed", detail="while typing a name")
    leads = LEADS.get(asked.form.get("pick"), _to_file)
    return suggested([leads(one, chosen.words) for one in found.students], mended=found.mended)


def _to_file(one: OpenedStudent, _: str) -> Option:
    return Option(one.profile.sorted_name, _detail(one), to=f"/students/{one.row.id}")


def _to_search(one: OpenedStudent, _: str) -> Option:
    return Option(one.profile.sorted_name, _detail(one), to=f"/students/{one.row.id}/find")


def _to_form(one: OpenedStudent, typed: str) -> Option:
    """Return an option that completes the name in its form, which is sent with all else that it holds."""
    return Option(one.profile.sorted_name, _detail(one), words=one.profile.sorted_name, replaced=typed)


def _detail(one: OpenedStudent) -> str:
    return ", ".join(part for part in (grade(one.profile.grade).capitalize(), one.row.school_name) if part)


LEADS: Mapping[str, Callable[[OpenedStudent, str], Option]] = {"find": _to_search, "refer": _to_form}
"""Where a suggestion leads, by the field `pick` of its form; without one, to the student's file."""
