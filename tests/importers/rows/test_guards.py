"""Columns of a list that say what of a row is private: what they guard is nowhere, and what is not understood is told."""

from __future__ import annotations

import pytest

from directory.listings.problems.words import in_words
from importers import read
from importers.columns import privacy
from importers.columns.privacy import Guard
from importers.fields import Target
from importers.problem_codes import SecrecyCode
from importers.problems import Severity
from tests.importers.rows.small_lists import OTHER, ROW, STREET, TODAY, everything, records


def test_private_phones_and_contacts_are_left_out() -> None:
    """A number or a person that the list calls private is nowhere in the record; the others stay."""
    header = [
        "Agency",
        "Phone 1",
        "Phone 2",
        "Phone 2 is private",
        "Contact name",
        "Contact email",
        "Contact private",
        "Description",
    ]
    (one,) = records(
        header, ["Fig", "517-555-0151", "517-555-0152", "Y", "Ida Quill", "ida@fig.example.org", "Y", "Ask for Ida Quill."]
    )
    assert [p.number for p in one.fields[Target.PHONES]] == ["+15175550151"]  # type: ignore[union-attr]
    assert "0152" not in everything(one)
    assert "Quill" not in everything(one)
    assert "ida@" not in everything(one)


@pytest.mark.parametrize(
    ("guard", "other", "value"),
    [
        ("Phone 3 is private", "Phone 1", "517-555-0151"),
        ("Contact private", "Case lead", "Ida Quill"),
        ("Hide email", "Where to write", "Box at the front desk"),
    ],
)
def test_a_guard_of_no_known_column_is_reported(guard: str, other: str, value: str) -> None:
    """Where a list hides something that none of its columns was recognized as, the row says that nothing was left out."""
    hidden, shown = records(["Agency", "Program", other, guard], ["Fig", "Days", value, "Y"], ["Fig", "Nights", value, "N"])
    (problem,) = [one for one in hidden.problems if one.code == SecrecyCode.GUARDED_COLUMN_UNKNOWN]
    assert (problem.line, problem.column, problem.severity) == (2, guard, Severity.WARNING)
    assert "nothing was left out" in in_words(problem)
    assert not {SecrecyCode.PHONE_PRIVATE, SecrecyCode.CONTACT_PRIVATE, SecrecyCode.EMAIL_PRIVATE} & {
        one.code for one in hidden.problems
    }
    assert [one.code for one in shown.problems if one.code in SecrecyCode] == []


@pytest.mark.parametrize(
    ("header", "answers", "told"),
    [
        ("Internal caseworker notes only", ("Y", "N"), True),
        ("Do not share case lead", ("Yes", "No"), True),
        ("Internal caseworker notes only", ("N", "N"), False),
        ("Serves left-handed children", ("Y", "N"), False),
    ],
)
def test_a_guard_that_is_not_understood_is_reported(header: str, answers: tuple[str, str], told: bool) -> None:
    """A column that seems to hide something and is not read is named before the list is published."""
    rows = [["Agency", "Program", header], ["Fig", "Days", answers[0]], ["Fig", "Nights", answers[1]]]
    text = "\n".join(",".join(row) for row in rows)
    problems = read.listing(text.encode(), "list.csv", TODAY).problems
    assert [one.column for one in problems if one.code == SecrecyCode.GUARD_UNREAD] == ([header] if told else [])


def test_answers_that_are_not_understood_hide() -> None:
    """What a column of secrets says in words that nobody understands counts as private, and the line is told."""
    hidden, _ = records([*STREET, "Address private"], [*ROW, "ask first"], [*OTHER, "No"])
    assert hidden.fields[Target.SERVICE_CONFIDENTIAL] is True
    assert any(p.severity == Severity.WARNING and p.column == "Address private" for p in hidden.problems)


@pytest.mark.parametrize(
    "header",
    [
        "PublicName", "Public transportation", "Private insurance", "Public or private", "Open to the public", "LastVerificationApprovedBy",
        "Confidential notes", "Share of families", "Published date", "Show times", "Site list", "Mailing list", "Available online", "Program",
        "Hidden disabilities served", "Public school", "Private pay accepted", "Display name",
    ],
)  # fmt: skip
def test_other_headers_are_no_guards(header: str) -> None:
    """A header that speaks of anything besides what may be shown hides nothing."""
    assert privacy.of_header(header) is None


@pytest.mark.parametrize(
    ("header", "guard"),
    [
        ("Phone1IsPrivate", Guard("private", "phone:1")),
        ("MainContactIsPrivate", Guard("private", "contact")),
        ("Email is not public", Guard("private", "email")),
        ("MailingAddressIsPrivate", Guard("private", "mailing")),
        ("Available for directory", Guard("public", "record")),
        ("Unapproved", Guard("private", "approval")),
    ],
)
def test_what_a_guard_speaks_of(header: str, guard: Guard) -> None:
    """The words of a header say of what it speaks, and whether yes hides or shows."""
    assert privacy.of_header(header) == guard


def test_private_insurance_beside_other_payers_is_a_payment() -> None:
    """ "Private" beside Medicaid and Medicare is private insurance and hides nothing."""
    one, _ = records(
        ["Agency", "Service", "Medicaid", "Medicare", "Private"], ["Fig", "Therapy", "1", "", "1"], ["Ash", "Art", "", "1", ""]
    )
    assert not one.fields.get(Target.SERVICE_DO_NOT_REFER)


def test_what_is_private_by_its_header_is_not_read() -> None:
    """A number under "Private phone" is not taken."""
    (one,) = records(["Agency", "Private phone", "Phone"], ["Fig", "517-555-0152", "517-555-0151"])
    assert [p.number for p in one.fields[Target.PHONES]] == ["+15175550151"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "header", ["DV confidential site ind", "Adresse confidentielle", "Endereço sigiloso", "ACP confidentiality participant?"]
)
def test_a_header_in_other_words_is_answered_by_its_cells(header: str) -> None:
    """A column of yes and no under a header that speaks of secrecy hides the address, however else the header goes."""
    hidden, other = records([*STREET, header], [*ROW, "oui" if header.startswith("Adr") else "Y"], [*OTHER, "N"])
    assert hidden.fields[Target.SERVICE_CONFIDENTIAL] is True
    assert other.fields[Target.ADDRESS_ADDRESS_1] == "8 Plum Street"


def test_answers_hide_under_a_header_that_says_nothing() -> None:
    """A column of "ok" and "unlisted" says which rows are off the record, whatever its name is."""
    hidden, other = records([*STREET, "Column 9"], [*ROW, "unlisted"], [*OTHER, "ok"])
    assert (hidden.fields[Target.SERVICE_DO_NOT_REFER], bool(other.fields.get(Target.SERVICE_DO_NOT_REFER))) == (True, False)


@pytest.mark.parametrize(
    ("header", "cells"), [("School type", ("Private", "Public")), ("Offers confidential services", ("Y", "N"))]
)
def test_answers_of_other_columns_hide_nothing(header: str, cells: tuple[str, str]) -> None:
    """Private schools and confidential services are no secrets."""
    one, _ = records([*STREET, header], [*ROW, cells[0]], [*OTHER, cells[1]])
    assert one.fields[Target.ADDRESS_ADDRESS_1] == "31 Lantern Road"
    assert not one.fields.get(Target.SERVICE_DO_NOT_REFER)


def test_a_street_under_a_private_header_is_quoted_nowhere() -> None:
    """Where the private column holds the street itself, neither the report nor the row's cells keep it."""
    header = ["Agency", "Program", "Street (not for public release)", "City", "State", "ZIP", "Description", "Phone"]
    row = ["Pear House", "Pear Nights", "31 Lantern Road", "Lansing", "MI", "48910", "Come to 31 Lantern Rd.", "517-555-0147"]
    hidden = records(header, row)[0]
    assert "Lantern" not in everything(hidden)
    assert hidden.fields[Target.SERVICE_CONFIDENTIAL] is True
