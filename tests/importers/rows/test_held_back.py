"""What lists say, in their columns and words, of rows that are not for the public, of hidden places and of what has ended."""

from __future__ import annotations

import csv
import datetime
import io

import pytest

from directory.listings.problems.words import in_words
from importers.fields import Target
from importers.read import listing
from importers.records import Record

TODAY = datetime.date(2026, 11, 2)


def first(header: str, cell: str, others: str = "") -> Record:
    """The first of three rows of a list, which says this under a header of its own, or in its description."""
    rows = [["Agency", "Program", "Description", "Address", "City", "State", "ZIP", header]]
    words = ("Swimming lessons for children after school", "Reading help for children", "Chess for children")
    for agency, street, said, answer in zip(
        "ABC", ("12 Oak St", "14 Oak St", "16 Oak St"), words, (cell, others, others), strict=True
    ):
        rows.append([f"{agency} Otter House", f"Program {agency}", said, street, "Lansing", "MI", "48910", answer])
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return listing(written.getvalue().encode(), "list.csv", TODAY).records[0]


@pytest.mark.parametrize(
    ("header", "cell", "others"),
    [
        ("Do not list", "x", ""),
        ("Share with public?", "no", "yes"),
        ("Opt out of directory", "Yes", "No"),
        ("Public listing", "Opted out", "Public"),
        ("Solo uso interno", "Sí", ""),
        ("External Facing", "No", "Yes"),
        ("Live", "No", "Yes"),
        ("Restricted", "Y", "N"),
        ("Flags", "NP", ""),
        ("Visibility", "Private", "Public"),
        ("Visibility", "Unlisted", "Public"),
        ("Visibility", "Partners", "Public"),
    ],
)
def test_what_is_not_for_the_public_is_not_offered(header: str, cell: str, others: str) -> None:
    """A row that its list keeps to itself, or says something of that is not understood, is not referred to, and that is said."""
    record = first(header, cell, others)
    assert record.fields[Target.SERVICE_DO_NOT_REFER] is True
    assert any("do not refer" in in_words(problem) for problem in record.problems)


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Notas", "No dar la dirección a nadie"),
        ("Notas", "Undisclosed"),
        ("Notes", "Hidden location; staff will pick you up"),
        ("Notes", "We can't tell you where we are until you call"),
        ("Site Type", "Undisclosed location"),
        ("Flags", "CONF"),
        ("Safe at home participant", "Yes"),
        ("Visibility", "Private"),
        ("Visibility", "Privado"),
    ],
)
def test_a_hidden_place_is_confidential(header: str, cell: str) -> None:
    """A list that hides where a service is, in whatever column, leaves no street and no point of it."""
    fields = first(header, cell).fields
    assert fields[Target.SERVICE_CONFIDENTIAL] is True
    assert (fields[Target.ADDRESS_ADDRESS_1], fields[Target.LOCATION_LATITUDE]) == (None, None)


@pytest.mark.parametrize(
    ("header", "cell", "others"),
    [
        ("Archived", "Yes", "No"),
        ("Deleted", "Yes", ""),
        ("Discontinued", "Y", "N"),
        ("Estado del registro", "Inactivo", "Activo"),
        ("Status", "No longer accepting", "Open"),
        ("Status", "Cerrado", "Abierto"),
        ("Program status", "Ended 2024", "Active"),
    ],
)
def test_what_has_ended_is_not_active(header: str, cell: str, others: str) -> None:
    """A row that its list has archived or deleted, or whose program has ended, does not run."""
    assert first(header, cell, others).fields[Target.SERVICE_STATUS] != "active"


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Opt out of emails", "Yes"),
        ("Archived", "No"),
        ("Live", "Yes"),
        ("Do not list", "No"),
        ("Notes", "We never tell anyone what you say in counseling"),
        ("Notes", "Hidden talents are welcome"),
        ("Status", "Open"),
    ],
)
def test_other_answers_hide_nothing(header: str, cell: str) -> None:
    """The opposite answers, and the same words about something else, leave a row as it is."""
    fields = first(header, cell, cell).fields
    assert (bool(fields.get(Target.SERVICE_DO_NOT_REFER)), bool(fields.get(Target.SERVICE_CONFIDENTIAL))) == (False, False)
    assert (fields[Target.SERVICE_STATUS], fields[Target.ADDRESS_ADDRESS_1]) == ("active", "12 Oak St")
