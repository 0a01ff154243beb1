"""An agency of which a list gives only the number holds its programs together until it has a name."""

from __future__ import annotations

import datetime

import pytest

from importers.fields import Target
from importers.plan.planner import plan
from importers.problem_codes import RowCode
from importers.read import Listing, listing


def read(*lines: str) -> Listing:
    return listing("\n".join(lines).encode(), "list.csv", datetime.date(2026, 3, 9))


def organizations(found: Listing) -> list[object]:
    return [one.fields.get(Target.ORGANIZATION_NAME) for one in found.records]


@pytest.mark.parametrize(
    "header",
    ["org_id", "Organization ID", "agency_id", "Agency Number", "provider id", "Sponsor ID", "OrgCode", "id_organizacion", "ID de la agencia",
     "Número de agencia"],
)  # fmt: skip
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("elm-parks", "oak-rec"),
        ("1204", "1317"),
        ("0b6f2a52-8a57-4a55-9c3e-5f3f1d0c7a11", "0b6f2a52-8a57-4a55-9c3e-5f3f1d0c7a12"),
    ],
)
def test_two_agencies_stay_two(header: str, first: str, second: str) -> None:
    """Programs of one number are those of one agency, those of another number of another, whatever they are called."""
    found = read(
        f"program_id,{header},program_name,city,state", f"p1,{first},Day Camp,Lansing,MI", f"p2,{second},Day Camp,Lansing,MI",
        f"p3,{first},Chess Club,Lansing,MI",
    )  # fmt: skip
    steps = plan(found.records, (), source="list").steps
    assert [step.outcome for step in steps] == ["created"] * 3
    assert steps[0].organization_id == steps[2].organization_id != steps[1].organization_id
    assert [one.fields[Target.SERVICE_NAME] for one in found.records] == ["Day Camp", "Day Camp", "Chess Club"]
    told = [(p.line, p.fields["number"]) for one in found.records for p in one.problems if p.code == RowCode.ORGANIZATION_UNNAMED]
    assert told == [(2, first), (3, second)]


def test_what_it_is_called() -> None:
    """Until it has a name, an agency is called by a number that reads as words, or by the list's word for it and the number."""
    words = read("id,org_id,program_name,city", "1,elm-parks,Camp,Lansing", "2,elm-parks,Choir,Lansing")
    assert organizations(words) == ["elm-parks"] * 2
    figures = read("id,Agency ID,Program Name,City", "1,1204,Camp,Lansing", "2,1204,Choir,Lansing")
    assert organizations(figures) == ["Agency ID 1204"] * 2


def test_a_name_in_one_row() -> None:
    """The name that one row gives for a number is that of all rows with this number."""
    found = read("Agency ID,Agency,Program", "7,Elm House,Choir", "7,,Chess", "8,Oak House,Art")
    assert organizations(found) == ["Elm House", "Elm House", "Oak House"]


def test_names_beside_repeated_numbers_are_programs() -> None:
    """In a list that names no agencies, several names beside one number are programs of that agency."""
    found = read(
        "id,organization_id,name,city,state,phone", *(f"{i},{i // 2 + 50},Club {i},Lansing,MI,517-555-010{i}" for i in range(6))
    )
    assert [one.fields[Target.SERVICE_NAME] for one in found.records] == [f"Club {i}" for i in range(6)]
    assert organizations(found) == [f"organization_id {i // 2 + 50}" for i in range(6)]


def test_a_rows_own_number() -> None:
    """A number that no two rows share is the row's own where the list has no other: its provider is called as it is."""
    found = read("Provider ID,Camp Name,City", "12045,Elm Camp,Lansing", "12046,Oak Camp,Lansing")
    assert organizations(found) == ["Elm Camp", "Oak Camp"]


def test_no_number() -> None:
    """A row without a number is called as before."""
    rows = ["1,elm-parks,Camp", "2,,Choir", "3,0,Art", "4,elm-parks,Band"]
    found = read("id,org_id,program_name,city", *(f"{row},Lansing" for row in rows))
    assert organizations(found) == ["elm-parks", "Choir", "Art", "elm-parks"]
