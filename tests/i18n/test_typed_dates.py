"""Days and times as families type them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.i18n.typed_dates import read_day, read_time

OPENED = datetime.date(2026, 11, 24)
DECEMBER = datetime.date(2026, 12, 3)


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        *[
            ("en", typed)
            for typed in ("2026-12-03", "12/3", "12/3/26", "12-3-2026", "December 3", "dec. 3rd", "Dec 3, 2026", "3 December")
        ],
        *[
            ("es", typed)
            for typed in ("2026-12-03", "3 de diciembre", "3 de Diciembre de 2026", "diciembre 3", "3 dic", "3 dic. 2026")
        ],
    ],
)
def test_a_day_is_read_in_many_ways(language: str, typed: str) -> None:
    """In English and in Spanish, with and without a year."""
    assert read_day(typed, language, since=OPENED) == DECEMBER


@pytest.mark.parametrize(
    "typed", ["", "tomorrow", "13/13", "2/30/2026", "30 de febrero", "2026-13-01", "3 de", "decoy 3", "12", "3/4/5/6"]
)
def test_what_is_no_day_is_none(typed: str) -> None:
    """Nothing is guessed."""
    assert read_day(typed, "en", since=OPENED) is None
    assert read_day(typed, "es", since=OPENED) is None


def test_numbers_that_could_be_two_days_are_none_in_spanish() -> None:
    """3/12 may be the third of December or the twelfth of March: the page asks for the month in letters."""
    assert read_day("3/12/2026", "es", since=OPENED) is None
    assert read_day("25/12", "es", since=OPENED) == read_day("12/25", "es", since=OPENED) == datetime.date(2026, 12, 25)
    assert read_day("12/12", "es", since=OPENED) == datetime.date(2026, 12, 12)


def test_a_day_without_a_year_is_the_first_one_from_the_opening_on() -> None:
    """In November "January 7" is the next one, and the day of the opening is this year's."""
    assert read_day("January 7", "en", since=OPENED) == datetime.date(2027, 1, 7)
    assert read_day("11/24", "en", since=OPENED) == OPENED


def test_a_day_without_a_year_that_is_past_is_the_last_one_up_to_today() -> None:
    """In January "December 3" is the one before; with no bound at all, a day needs its year."""
    january = datetime.date(2027, 1, 7)
    assert read_day("12/3", "en", until=january) == DECEMBER
    assert read_day("1/7", "en", until=january) == january
    assert read_day("2/29", "en", until=datetime.date(2029, 1, 1)) == datetime.date(2028, 2, 29)
    assert read_day("2/29", "en", until=january) is None
    assert read_day("12/3", "en") is None


def test_a_day_just_beyond_its_bound_is_that_day_and_not_one_of_another_year() -> None:
    """Who types tomorrow for what has happened has slipped: the form refuses the day, instead of taking it for last year's."""
    assert read_day("12/5", "en", until=DECEMBER) == datetime.date(2026, 12, 5)
    assert read_day("1/20", "en", until=DECEMBER) == datetime.date(2027, 1, 20)
    assert read_day("3/20", "en", until=DECEMBER) == datetime.date(2026, 3, 20)
    assert read_day("12/1", "en", since=DECEMBER) == datetime.date(2026, 12, 1)
    assert read_day("9/1", "en", since=DECEMBER) == datetime.date(2027, 9, 1)


def test_a_day_needs_its_year_where_there_is_no_bound() -> None:
    """A birthday without a year is none."""
    assert read_day("12/3", "en") is None
    assert read_day("12/3/2026", "en") == DECEMBER


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("15:30", "15:30"),
        ("03:30", "03:30"),
        ("3:30", "15:30"),
        ("3:30 pm", "15:30"),
        ("3:30 p. m.", "15:30"),
        ("9", "09:00"),
        ("12 am", "00:00"),
        ("12 PM", "12:00"),
        ("12", "12:00"),
        ("12:30", "12:30"),
        ("12:30 am", "00:30"),
        ("23:15", "23:15"),
        ("3pm", "15:00"),
        ("3p", "15:00"),
        ("15h30", "15:30"),
        ("15h", "15:00"),
        ("9.15 a.m.", "09:15"),
        ("25:00", None),
        ("13 pm", None),
        ("9:75", None),
        ("noon", None),
        ("", None),
    ],
)
def test_a_time_is_read(typed: str, time: str | None) -> None:
    """As clocks of phones send it and as people type it; who names an hour from 1 to 6 alone means the afternoon."""
    assert read_time(typed) == time


@given(st.times())
def test_every_time_of_a_phones_clock_is_read_as_it_is(time: datetime.time) -> None:
    """From 00:00 to 23:59, as a field for a time sends it."""
    assert read_time(f"{time:%H:%M}") == f"{time:%H:%M}"


@given(st.text(max_size=40), st.sampled_from(["en", "es"]))
def test_nothing_typed_breaks_the_reading(typed: str, language: str) -> None:
    """Wild words are a day or none, a time or none."""
    read_day(typed, language, since=OPENED)
    read_time(typed)


@pytest.mark.parametrize("typed", ["\u200e12/3\u200e", "\u200f3 dic\u200f", "１２/３", "２０２６-１２-０３", "12\u200b/3"])
def test_a_day_that_was_copied_is_read(typed: str) -> None:
    """Invisible marks and digits of full width come along from calendars and keyboards: they change no day."""
    assert read_day(typed, "en", since=OPENED) == DECEMBER


@pytest.mark.parametrize("typed", ["Dec 3 26", "3 dic 26", "3 de diciembre de 26", "Dec. 3, '26"])
def test_a_year_of_two_digits_may_follow_the_name_of_a_month(typed: str) -> None:
    """It is a year of this century, as in 12/3/26."""
    assert read_day(typed, "en", since=datetime.date(2020, 1, 1)) == DECEMBER


@pytest.mark.parametrize(
    "typed", ["Thu. Dec 3", "Thursday, December 3, 2026", "jueves 3 de diciembre", "el jueves, 3 dic", "el 3 de diciembre"]
)
def test_the_weekday_may_come_before_a_day(typed: str) -> None:
    """People write it along, in either language, and Spanish has an article too."""
    assert read_day(typed, "es", since=OPENED) == DECEMBER


def test_a_weekday_on_which_the_day_does_not_fall_makes_it_none() -> None:
    """December 3, 2026 is a Thursday: who writes Friday means one of two days."""
    assert read_day("Friday, Dec 3, 2026", "en") is None


def test_a_short_weekday_is_not_taken_for_a_month() -> None:
    """In Spanish "mar 1 dic" is Tuesday, December 1, and not the first of March."""
    assert read_day("mar 1 dic", "es", since=OPENED) == datetime.date(2026, 12, 1)


@pytest.mark.parametrize("typed", ["Dec 3 next year", "Dec 3 or Dec 4", "Dec 3 at 10", "3 dic o después"])
def test_words_after_a_day_make_it_none(typed: str) -> None:
    """They may change what is meant, so the page asks for the day alone."""
    assert read_day(typed, "es", since=OPENED) is None


def test_a_time_in_digits_of_full_width_is_the_same_time() -> None:
    """A bare hour from 1 to 6 is in the afternoon, whatever keyboard it was typed on."""
    assert read_time("３:３０") == "15:30"
