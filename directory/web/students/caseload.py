"""The caseload: the students of the user's own schools, filtered by school, grade, status and words.

Words are sent by POST, because a name must never be part of a URL; the other filters may be.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from urllib.parse import urlencode

from directory.form_fields import GRADES
from directory.models.codes import StudentStatus
from directory.storage.people.students import StudentFilter
from directory.students import caseload
from directory.students.profile import Profile, age_on
from directory.web.core.filters import count
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.finding.offered import GRADE_CHOICES

STATUSES = {"enrolled": "Here now", "left": "Have left", "all": "All"}
LONGEST = 200  # characters of a name or number


@dataclass(frozen=True, slots=True)
class CaseloadFilter:
    """The filters of the list; an empty one does not filter."""

    words: str = ""
    school: str = ""
    grade: str = ""
    status: str = StudentStatus.ENROLLED

    @property
    def narrowed(self) -> bool:
        return self != CaseloadFilter()

    @property
    def by_choice(self) -> bool:
        """Whether anything but words filters the list."""
        return self.narrowed and self != CaseloadFilter(self.words)

    @property
    def among(self) -> StudentFilter:
        """The students who are filtered by all but words."""
        status = None if self.status == "all" else StudentStatus(self.status)
        return StudentFilter(self.school or None, self.grade or None, status)


@get("/students", may="students")
def show(asked: Asked) -> Answer:
    return _list(asked, _chosen(asked, "", asked.choice), asked.number("page"))


@post("/students/search", may="students", reads=True)
def search(asked: Asked) -> Answer:
    chosen = sent_filter(asked)
    if not chosen.words:
        return Redirect(f"/students?{_query(chosen)}" if chosen.narrowed else "/students")
    page = asked.form.get("page")
    return _list(asked, chosen, int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1)


@get("/students/search", may="students")
def redirect_to_list(asked: Asked) -> Answer:  # noqa: ARG001  # a page's signature
    """Redirect a GET of the search's URL to the list, because what was typed is never part of a URL."""
    return Redirect("/students")


def sent_filter(asked: Asked) -> CaseloadFilter:
    """Return the filters in the form that searches the list."""

    def of(name: str, known: Container[str]) -> str:
        return sent if (sent := asked.form.get(name)) in known else ""

    return _chosen(asked, asked.form.get("words"), of)


def _chosen(asked: Asked, words: str, of: Callable[[str, Container[str]], str]) -> CaseloadFilter:
    """Return the filters that `of` finds among those known; a school that is no longer the user's own is unknown."""
    return CaseloadFilter(
        words=words,
        school=of("school", {one.id for one in asked.me.schools}),
        grade=of("grade", GRADES),
        status=of("status", STATUSES) or StudentStatus.ENROLLED,
    )


def _query(chosen: CaseloadFilter) -> str:
    told = {
        "school": chosen.school,
        "grade": chosen.grade,
        "status": chosen.status if chosen.status != StudentStatus.ENROLLED else "",
    }
    return urlencode({name: value for name, value in told.items() if value})


def _list(asked: Asked, chosen: CaseloadFilter, number: int) -> Page:
    too_long = len(chosen.words) > LONGEST
    found = caseload.caseload(
        asked.session,
        asked.keys,
        asked.scope,
        among=chosen.among,
        words=chosen.words[:LONGEST],
        page=number,
    )
    asked.look("student.listed")
    query = _query(chosen)
    shown = {
        "found": found,
        "rows": [(row, _age(asked, row.profile)) for row in found.rows],
        "chosen": chosen,
        "schools": [(one.id, one.name) for one in asked.me.schools],
        "grades": GRADE_CHOICES,
        "statuses": tuple(STATUSES.items()),
        "to": f"/students?{query}{'&' if query else ''}page=",
        "errors": {"words": f"This is too long for a name: use {LONGEST} characters at most."} if too_long else {},
    }
    return Page("students/list.html", shown, 422 if too_long else 200)


def _age(asked: Asked, profile: Profile) -> str:
    return count(int(age_on(profile.birth_date, asked.today)), "year") if profile.birth_date else ""
