"""Forms read field by field: values, or a sentence for each field that says what to do."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.errors import UsageError
from directory.form_fields import NO_DATE, NO_TIME, ONE_ONLY, FormFields, repeated

TODAY = datetime.date(2026, 11, 29)


@pytest.mark.parametrize("typed", ["11/24", "Nov 24", "24 November", "11/24/26", "2026-11-24"])
def test_staff_write_days_as_families_do(typed: str) -> None:
    """One reader serves both: with or without a year, in digits or with the month in letters."""
    assert FormFields({"day": typed}).day("day", until=TODAY) == datetime.date(2026, 11, 24)


@pytest.mark.parametrize(("typed", "time"), [("9", "09:00"), ("15h30", "15:30"), ("3:30 pm", "15:30"), ("", None)])
def test_staff_write_times_as_families_do(typed: str, time: str | None) -> None:
    """A bare hour, an hour with h, and the time of a clock; an empty field is no error."""
    fields = FormFields({"at": typed})
    assert fields.time("at") == time
    assert fields.errors == {}


@pytest.mark.parametrize("typed", ["soon", "2/30/2026", "0000-01-01", "0001-01-01", "3/3/3"])
def test_what_is_no_day_says_how_to_write_one(typed: str) -> None:
    """A text that is no day of our time has an error and no value."""
    fields = FormFields({"day": typed})
    assert fields.day("day", since=TODAY) is None
    assert fields.errors == {"day": NO_DATE}


def test_what_is_no_time_says_how_to_write_one() -> None:
    """A text that is no time of day has an error and no value."""
    fields = FormFields({"at": "after lunch"})
    assert fields.time("at") is None
    assert fields.errors == {"at": NO_TIME}


@pytest.mark.parametrize(("typed", "value"), [("9", 9), ("9.5", 9.5), ("25", 25), ("0", 0), ("", None)])
def test_a_number_lies_within_its_bounds(typed: str, value: float | None) -> None:
    """Both bounds are included; an empty field has no number and no error."""
    fields = FormFields({"age": typed})
    assert fields.number("age", 0, 25, "Write the age.") == value
    assert fields.errors == {}


@pytest.mark.parametrize("typed", ["26", "-1", "nine", "1e1", "nan", "٩", "9.", "9,5"])
def test_any_other_text_is_not_a_number(typed: str) -> None:
    """What lies outside the bounds or is written otherwise has the form's own sentence."""
    fields = FormFields({"age": typed})
    assert fields.number("age", 0, 25, "Write the age.") is None
    assert fields.errors == {"age": "Write the age."}


def test_two_values_for_a_choice_of_one_are_refused() -> None:
    """Neither is taken silently; the same one twice is one."""
    fields = FormFields({"kind": ["call", "visit"], "way": ["call", "call"]})
    table = {"call": "Call", "visit": "Visit"}
    assert fields.code("kind", table) is None
    assert fields.code("way", table) == "call"
    assert fields.errors == {"kind": ONE_ONLY}


def test_different_values_for_a_field_of_one_value_are_refused() -> None:
    """A line, a text, a day, a number and a language have no value if different ones were sent; blank ones do not count."""
    fields = FormFields(
        {
            "role": ["viewer", "administrator"],
            "words": ["Call.", "Do not call."],
            "day": ["11/24", "11/25"],
            "age": ["9", "10"],
            "language": ["en", "es"],
            "kind": ["", "call", " call "],
        }
    )
    assert fields.line("role", "Choose a role.") is None
    assert fields.words("words") is None
    assert fields.day("day", until=TODAY) is None
    assert fields.number("age", 0, 25, "Write the age.") is None
    assert fields.language("language") is None
    assert fields.line("kind") == "call"
    assert fields.errors == dict.fromkeys(("role", "words", "day", "age", "language"), ONE_ONLY)
    assert repeated({"role": ["viewer", "administrator"], "kind": ["call", "call"]}, ("role", "kind")) == {"role": ONE_ONLY}


@pytest.mark.parametrize("typed", [" ana@example.org ", "\u200eana@example.org\u200b", "ａｎａ＠example.org"])
def test_an_email_address_that_was_copied_is_read(typed: str) -> None:
    """Invisible marks and letters of full width are no part of an address."""
    fields = FormFields({"email": typed})
    assert fields.email("email") == "ana@example.org"
    assert fields.errors == {}


def test_the_sentence_of_a_reader_that_raises_is_the_fields_error() -> None:
    """Values that another room reads are told like all others; errors that are no answer to the user pass through."""

    def refuse() -> None:
        raise UsageError("Choose another name.")

    def fail() -> None:
        raise ValueError("a fault of ours")

    fields = FormFields({})
    fields.check("name", refuse)
    assert fields.errors == {"name": "Choose another name."}
    with pytest.raises(ValueError, match="a fault of ours"):
        fields.check("name", fail)


@given(st.text(alphabet="QXZ-/.@ 05", min_size=1, max_size=300))
def test_no_error_quotes_what_was_typed(typed: str) -> None:
    """Errors may end up in a log, so none holds a word of the form."""
    fields = FormFields({"f": typed})
    readers = (
        fields.line,
        fields.words,
        fields.day,
        fields.time,
        fields.zip,
        fields.grade,
        fields.language,
        fields.phones,
        fields.email,
    )
    for read in readers:
        read("f")
        assert not any(word in fields.errors.get("f", "") for word in typed.split() if set(word) & set("QX"))
