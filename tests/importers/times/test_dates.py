"""Days of lists."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.problems import Severity
from importers.times import dates

TODAY = datetime.date(2025, 6, 1)
DATES = {
    "2024-05-01": "2024-05-01",
    "2024-05-01T10:15:00Z": "2024-05-01",
    "2024-05-01 00:00:00": "2024-05-01",
    "20240501": "2024-05-01",
    "5/1/2024": "2024-05-01",
    "12/6/11 0:00": "2011-12-06",
    "8/17/11 10:11": "2011-08-17",
    "9/9/99": "1999-09-09",
    "January 5, 2024": "2024-01-05",
    "Jan. 5th 2024": "2024-01-05",
    "Friday, January 5, 2024 10:00 AM": "2024-01-05",
    "5-Jan-24": "2024-01-05",
    "5 de enero de 2024": "2024-01-05",
    "45000": "2023-03-15",
    "45000.75": "2023-03-15",
    "25/12/2023": "2023-12-25",
}


@pytest.mark.parametrize(("written", "day"), DATES.items())
def test_a_full_date_is_read(written: str, day: str) -> None:
    """ISO, month first, month names and day numbers of spreadsheets are dates, with or without a time."""
    assert dates.read(written, TODAY).value == datetime.date.fromisoformat(day)


@pytest.mark.parametrize("written", ["January 2024", "2024", "5/1", "May 5", "30/30/2024", "2024-02-30", "soon"])
def test_a_missing_part_is_never_made_up(written: str) -> None:
    """What is no full date is left out and told."""
    reading = dates.read(written, TODAY)
    assert reading.value is None
    assert reading.troubles[0].severity == Severity.WARNING


def test_the_future_and_the_distant_past_are_left_out() -> None:
    """A day after tomorrow, or before 1950, is a slip of the keyboard."""
    assert dates.read("2025-06-02", TODAY).value == datetime.date(2025, 6, 2)
    assert dates.read("2025-06-03", TODAY).value is None
    assert dates.read("1949-12-31", TODAY).value is None


def test_guesses_are_told() -> None:
    """Day numbers and dates with the day first are read, and shown."""
    assert dates.read("45000", TODAY).troubles[0].severity == Severity.INFO
    assert dates.read("25/12/2023", TODAY).troubles[0].severity == Severity.INFO
    assert not dates.read("5/1/2024", TODAY).troubles


@given(st.text() | st.from_regex(r"[0-9]{1,5}[-/. ][0-9A-Za-z]{1,9}[-/. ][0-9]{1,5}", fullmatch=True))
def test_any_text_is_read(written: str) -> None:
    """Nothing raises, and no day comes out that was not allowed."""
    value = dates.read(written, TODAY).value
    assert value is None or dates.EARLIEST <= value <= TODAY + datetime.timedelta(days=1)


@given(st.dates(dates.EARLIEST, TODAY))
def test_every_day_is_read_in_every_form(day: datetime.date) -> None:
    """However a day is written, it is the same day."""
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%B %d, %Y", "%d %b %Y", "%Y%m%d"):
        assert dates.read(day.strftime(form), TODAY).value == day
