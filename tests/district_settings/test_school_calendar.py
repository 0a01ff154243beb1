"""The school calendar as a district writes it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.district_settings.effective import DistrictSettings, calendar_problem
from directory.district_settings.school_calendar import (
    DaysOff,
    SchoolCalendar,
    calendar_of,
    days_off_in,
    read_calendar,
    read_days_off,
    write_days_off,
)
from directory.errors import UsageError
from directory.settings import Settings

DAYS = st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 12, 31))


def test_days_and_spans_are_read_with_their_notes() -> None:
    """A line is a day or a span, with a note; blank lines and what follows # are passed over."""
    calendar = read_calendar("\ufeff# 2026\n2026-11-26..2026-11-27  Thanksgiving\n\n2027-01-18 # King\n")
    assert sorted(calendar.closed) == [datetime.date(2026, 11, 26), datetime.date(2026, 11, 27), datetime.date(2027, 1, 18)]


@pytest.mark.parametrize("line", ["26.11.2026", "2026-11-31", "2026-11-27..2026-11-26", "2026-01-01..2027-01-01", "soon"])
def test_a_line_that_is_no_day_is_named(line: str) -> None:
    """What cannot be read is told with its line, and what to write instead."""
    with pytest.raises(UsageError, match="Line 2 "):
        read_calendar(f"2026-11-26\n{line}\n")


def test_a_file_that_is_not_there_names_the_setting(tmp_path: Path) -> None:
    """A calendar that cannot be read says which setting to check; none at all is weekends alone."""
    with pytest.raises(UsageError, match="REFERRAL_DESK_CALENDAR"):
        days_off_in(tmp_path / "absent.txt")
    assert DistrictSettings(Settings()).calendar == SchoolCalendar()


def test_what_is_wrong_with_a_calendar_is_told_and_stops_no_page(tmp_path: Path) -> None:
    """A line that is no day, and a calendar that has run out, are told; where it cannot be read weekends count alone."""
    file, today = tmp_path / "calendar.txt", datetime.date(2026, 11, 24)
    assert calendar_problem(DistrictSettings(Settings()), today) is None
    file.write_text("2026-11-26  Thanksgiving\n")
    assert calendar_problem(DistrictSettings(Settings(calendar=file)), today) is None
    over = calendar_problem(DistrictSettings(Settings(calendar=file)), today + datetime.timedelta(days=7))
    assert f"{file} has no day to come" in str(over)
    file.write_text("Thanksgiving\n")
    assert "Line 1" in str(calendar_problem(DistrictSettings(Settings(calendar=file)), today))
    assert DistrictSettings(Settings(calendar=file)).calendar == SchoolCalendar()


def test_a_calendar_is_written_as_it_is_read() -> None:
    """Days and spans keep their notes, in the writing that is read."""
    days_off = (DaysOff(datetime.date(2026, 11, 26), datetime.date(2026, 11, 27), "Thanksgiving"),)
    assert write_days_off(days_off) == "2026-11-26..2026-11-27  Thanksgiving"
    assert read_days_off(write_days_off(days_off)) == days_off
    assert calendar_of(days_off) == read_calendar(write_days_off(days_off))


@given(DAYS, st.integers(0, 40), st.frozensets(DAYS, max_size=30))
def test_so_many_school_days_lie_between(day: datetime.date, days: int, closed: frozenset[datetime.date]) -> None:
    """The day found has school, and just so many school days lie after the first up to it."""
    calendar = SchoolCalendar(closed)
    found = calendar.after(day, days)
    assert calendar.has_school(found)
    between = [day + datetime.timedelta(days=at) for at in range(1, (found - day).days + 1)]
    count = sum(calendar.has_school(one) for one in between)
    assert count == days or (days == 0 and (count == 1) == (not calendar.has_school(day)))


@given(DAYS, st.integers(0, 30), st.sets(DAYS, max_size=40))
def test_the_way_back_is_the_way_there(day: datetime.date, days: int, closed: set[datetime.date]) -> None:
    """So many school days before a school day, the same many after it is that day again; and so many lie between the two."""
    calendar = SchoolCalendar(frozenset(closed))
    there = calendar.after(day, 0)
    back = calendar.before(there, days)
    assert calendar.has_school(back)
    assert calendar.after(back, days) == there
    assert calendar.between(back, there) == days
    assert calendar.between(there, back) == 0 or days == 0
