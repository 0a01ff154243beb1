"""Suggestions while somebody types the name of a student: only those whom the list would show."""

from __future__ import annotations

from directory.students import suggestions
from directory.students.caseload import OpenedStudent
from directory.web.core.filters import grade
from directory.web.core.request import Answer, Asked
from directory.web.core.routes import post
from directory.web.core.suggestion_list import Option, suggested, too_fast
from directory.web.students.caseload import LONGEST, sent_filter, status_of


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
        school_id=chosen.school or None,
        grade=chosen.grade or None,
        status=status_of(chosen),
    )
    if found.students:
        asked.look("student.listed", detail="while typing a name")
    return suggested([_option(one) for one in found.students], mended=found.mended)


def _option(one: OpenedStudent) -> Option:
    detail = ", ".join(part for part in (grade(one.profile.grade).capitalize(), one.row.school_name) if part)
    return Option(one.profile.sorted_name, detail, to=f"/students/{one.row.id}")
