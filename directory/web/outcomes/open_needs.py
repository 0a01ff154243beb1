"""How many students have open needs: exact for administrators, without small counts for viewers and in every file."""

from __future__ import annotations

from collections.abc import Iterator

from directory.models.codes import Role
from directory.students import need_counts
from directory.students.need_counts import CountLine, Numbers
from directory.students.small_counts import FEWEST
from directory.web.core import sheets
from directory.web.core.request import Answer, Asked, Page
from directory.web.core.routes import get

NOT_SHOWN = "not shown"


@get("/numbers", may="numbers")
def show(asked: Asked) -> Answer:
    exact = asked.me.role == Role.ADMINISTRATOR
    found = need_counts.exact(asked.session) if exact else need_counts.guarded(asked.session)
    shown = {
        "numbers": found,
        "exact": exact,
        "fewest": FEWEST,
        "tables": _tables(found),
    }
    return Page("outcomes/open_needs.html", shown)


@get("/numbers/file", may="numbers")
def download(asked: Asked) -> Answer:
    """Return a file with only what anybody may see, because files get passed on."""
    rows = _rows(need_counts.guarded(asked.session))
    name = f"needs-{asked.today.isoformat()}.csv"
    return sheets.csv_file(name, ("Table", "Group", "Line", "Students"), rows)


def _tables(found: Numbers) -> dict[str, tuple[CountLine, ...]]:
    """Return the tables in which each student is counted once."""
    return {
        "School": found.by_school,
        "Grade": found.by_grade,
        "Language at home": found.by_language,
        "How urgent": found.by_urgency,
    }


def _rows(found: Numbers) -> Iterator[tuple[str, str, str, object]]:
    yield "All", "", "Enrolled students", _figure(found.enrolled)
    yield "All", "", "Students with an open need", _figure(found.with_needs)
    for domain in found.by_need:
        yield "Need", domain.name, "All needs of this kind", _figure(domain.students)
        for line in domain.terms:
            yield "Need", domain.name, line.name, _figure(line.students)
    for table, lines in _tables(found).items():
        for line in lines:
            yield table, "", line.name, _figure(line.students)


def _figure(students: int | None) -> object:
    return NOT_SHOWN if students is None else students
