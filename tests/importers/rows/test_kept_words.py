"""Words of a cell that its reader does not understand reach a field in which people read them, once, and never what is hidden."""

from __future__ import annotations

import csv
import datetime
import io

import pytest

from importers import read
from importers.fields import Target
from importers.records import Record

TODAY = datetime.date(2026, 3, 9)
NAMES = {"Agency": "Elm House", "Program": "Chess Club"}
PLAIN = {"Zip": "48910", "Do not refer": "No", "Status": "Active", "Available slots": "3"}


def record(**cells: str) -> Record:
    """The record of a row with these cells, in a list whose other rows are plain."""
    row = NAMES | {header.replace("_", " ").capitalize(): cell for header, cell in cells.items()}
    lines = io.StringIO()
    others = [[PLAIN.get(header, cell) for header, cell in {**row, "Program": f"Club {n}"}.items()] for n in range(9)]
    csv.writer(lines).writerows([row.keys(), row.values(), *others])
    return read.listing(lines.getvalue().encode(), "list.csv", TODAY).records[0]


def codes(found: Record) -> set[str]:
    return {str(problem.code) for problem in found.problems}


def test_words_beside_a_value_are_kept_below_their_header_and_told() -> None:
    """A ZIP with a remark is a ZIP, and the remark is read with the place."""
    found = record(address="12 Fern Street", city="Lansing", state="MI", zip="48910 rear building")
    assert found.fields[Target.ADDRESS_POSTAL_CODE] == "48910"
    assert found.fields[Target.LOCATION_DESCRIPTION] == "Zip: 48910 rear building"
    assert "words_kept" in codes(found)


def test_words_that_turn_a_value_round_leave_none() -> None:
    """A ZIP that is for mail only is no place."""
    found = record(address="12 Fern Street", city="Lansing", state="MI", zip="48910 (mail only)")
    assert found.fields[Target.ADDRESS_POSTAL_CODE] != "48910"
    assert found.fields[Target.LOCATION_DESCRIPTION] == "Zip: 48910 (mail only)"
    assert "words_unread" in codes(found)


def test_no_words_stand_twice() -> None:
    """What the field says already is not added."""
    found = record(
        address="12 Fern Street",
        city="Lansing",
        state="MI",
        zip="48910 rear building",
        location_description="Rear: 48910 rear building.",
    )
    assert str(found.fields[Target.LOCATION_DESCRIPTION]).count("rear building") == 1


def test_a_question_with_a_safe_answer_leans_to_it() -> None:
    """ "Yes, but …" under "Do not refer" refers nobody, although it is no plain yes."""
    assert record(do_not_refer="Yes, until May").fields[Target.SERVICE_DO_NOT_REFER] is True


@pytest.mark.parametrize(
    ("said", "status", "places", "wait", "alert"),
    [
        ("Full", "active", 0.0, None, None),
        ("Active, waitlist", "active", None, "waitlist", None),
        ("Not closed", "active", None, None, None),
        ("Closed Fridays", "active", None, None, "Status: Closed Fridays"),
        ("Active - do not list", "inactive", None, None, None),
    ],
)
def test_a_status_may_speak_of_room(said: str, status: str, places: float | None, wait: str | None, alert: str | None) -> None:
    """Full is no free place and a waiting list a wait; what is no status is read as an alert."""
    fields = record(status=said).fields
    assert fields[Target.SERVICE_STATUS] == status
    assert [fields.get(t) for t in (Target.CAPACITY_AVAILABLE, Target.SERVICE_WAIT_TIME, Target.SERVICE_ALERT)] == [
        places,
        wait,
        alert,
    ]


@pytest.mark.parametrize(
    ("said", "places"),
    [("8", 8.0), ("10 children", 10.0), ("6 week wait", None), ("10 (8 filled)", None), ("no openings at Oak; 4 at Elm", None),
     ("3 openings, 2 for girls", None), ("Full", 0.0), ("3 cupos disponibles", 3.0)],
)  # fmt: skip
def test_the_first_number_is_no_guess(said: str, places: float | None) -> None:
    """Openings of several numbers are unknown, and told; the words stand where waits are read."""
    found = record(available_slots=said)
    assert found.fields[Target.CAPACITY_AVAILABLE] == places
    assert ("words_unread" in codes(found)) == (places is None and "wait" not in said)
    assert places is not None or found.fields[Target.SERVICE_WAIT_TIME] == said


def test_what_the_list_hides_is_not_kept() -> None:
    """The cell of a confidential place is shown in no other field."""
    found = record(address="12 Zyx Street", city="Lansing", state="MI", zip="48910 by Zyx Street", address_private="Y")
    assert found.fields[Target.SERVICE_CONFIDENTIAL] is True
    assert "zyx" not in str(found.fields.values()).casefold()
