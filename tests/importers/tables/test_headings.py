"""Lines of one cell are headings, providers whose programs follow, or rows, by what the list does elsewhere."""

from __future__ import annotations

import datetime

import pytest

from importers.fields import Target
from importers.problem_codes import FileCode
from importers.read import Listing, listing
from importers.tables.headings import LineKind, kinds

ROWS = ("Elm House", "Ash Mentors", "Basic Center", "Fir Pantry")


def read(*lines: str, header: str = "Name,Phone,Address,Description") -> Listing:
    return listing("\n".join([header, *lines]).encode(), "list.csv", datetime.date(2026, 3, 9))


@pytest.mark.parametrize(
    "line",
    [
        "FOOD", "FOOD PANTRIES", "Mental Health Services", "YOUTH CENTERS", "SHELTERS:", "Ingham County", "DOWNTOWN", "TUTORING & HOMEWORK HELP", "VIVIENDA",
        "ALIMENTOS Y ROPA", "Other Resources", "Region 2: North", "AFTER SCHOOL PROGRAMS", "LANSING SERVICES", "Housing", "Utility assistance:",
    ],
)  # fmt: skip
def test_headings(line: str) -> None:
    """A line without a proper name heads a group, in capitals or not."""
    assert kinds([line], ROWS) == [LineKind.HEADING]


@pytest.mark.parametrize(
    "line",
    [
        "BIRCHVIEW YOUTH CENTER", "Birchview Youth Center:", "SALVATION ARMY", "LUTHERAN SOCIAL SERVICES", "CASA ROBLE:", "CENTRO JUVENIL ROBLE", "YMCA of Lansing:",
        "BOYS & GIRLS CLUB", "ST. MARK CHURCH", "WILLOWBEND FAMILY RESOURCE CENTER",
    ],
)  # fmt: skip
def test_providers(line: str) -> None:
    """A proper name that is set apart by capitals or a colon is a provider whose programs follow."""
    assert kinds([line], ROWS) == [LineKind.PROVIDER]


def test_rows() -> None:
    """A proper name written as the names of the other rows are is a row that says no more."""
    assert kinds(["Birchview House"], ROWS) == [LineKind.ROW]
    assert kinds(["BIRCHVIEW HOUSE"], [name.upper() for name in ROWS]) == [LineKind.ROW]


@pytest.mark.parametrize("line", ["BIRCHVIEW YOUTH CENTER", "Birchview Youth Center:"])
def test_programs_of_a_provider(line: str) -> None:
    """The rows below a provider's line are its programs, without a need of its name or of the heading before it, up to the next heading."""
    found = read(
        "CLOTHING,,,",
        "Elm House,517-555-0101,1 Elm St,Coats for children.",
        f"{line},,,",
        "Shelter for Men,517-555-0102,2 Elm St,Emergency shelter for men.",
        "Job Room,517-555-0103,3 Elm St,Job search for adults.",
        "FOOD,,,",
        "Ash Pantry,517-555-0104,4 Elm St,Groceries.",
    )
    assert [(one.fields[Target.ORGANIZATION_NAME], one.fields.get(Target.SERVICE_NAME)) for one in found.records] == [
        ("Elm House", "Elm House"), ("Birchview Youth Center", None), ("Birchview Youth Center", "Shelter for Men"),
        ("Birchview Youth Center", "Job Room"), ("Ash Pantry", "Ash Pantry"),
    ]  # fmt: skip
    needs = [str(one.fields.get(Target.NEEDS)) for one in found.records]
    assert not any("youth-center" in said for said in needs)
    assert ["clothing" in said for said in needs] == [True, False, False, False, False]
    assert [p.line for p in found.problems if p.code == FileCode.PROVIDER_LINE] == [4]


def test_a_row_that_says_no_more() -> None:
    """A name as the others are written is a service of its own, and heads nothing."""
    lines = [f"{name},517-555-010{i},{i} Elm St,Help." for i, name in enumerate(ROWS)]
    found = read(*lines[:2], "Birchview House,,,", *lines[2:])
    assert [one.fields[Target.ORGANIZATION_NAME] for one in found.records] == [*ROWS[:2], "Birchview House", *ROWS[2:]]
    assert not any("heading" in problem.code for problem in found.problems)


def test_an_agency_above_blank_cells() -> None:
    """An agency named once above its programs, whose own cells of that column are blank, is the agency of all of them."""
    found = read(
        "Elm House,,,",
        ",Choir,517-555-0101,1 Elm St",
        ",Chess,517-555-0102,2 Elm St",
        "Ash House,Art,517-555-0103,3 Elm St",
        ",Band,517-555-0104,3 Elm St",
        header="Agency,Program,Phone,Address",
    )
    assert [(one.fields[Target.ORGANIZATION_NAME], one.fields.get(Target.SERVICE_NAME)) for one in found.records][:4] == [
        ("Elm House", None), ("Elm House", "Choir"), ("Elm House", "Chess"), ("Ash House", "Art"),
    ]  # fmt: skip
