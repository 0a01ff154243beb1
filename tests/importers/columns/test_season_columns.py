"""Columns that say in which months a service runs."""

from __future__ import annotations

import csv
import datetime
import io

import pytest

from importers.fields import Target
from importers.read import listing
from importers.times import hours
from importers.times.seasons import Season, read

TODAY = datetime.date(2026, 11, 2)
SUMMER = Season(6, 8)


def first(told: dict[str, str]) -> tuple[str, Season | None]:
    """The line of hours and the season of the first of three rows, which has these cells beside the usual ones."""
    rows = [["Agency", "Program", "Description", "Phone", *told]]
    rows += [
        [agency, "Swim", "Swimming lessons", "517-555-0100", *cells]
        for agency, cells in (("Otter Door", told.values()), ("Heron House", [""] * len(told)), ("Fox Den", [""] * len(told)))
    ]
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    fields = listing(written.getvalue().encode(), "list.csv", TODAY).records[0].fields
    schedules = fields.get(Target.SCHEDULES)
    line = hours.say(schedules) if isinstance(schedules, tuple) else ""  # type: ignore[arg-type]  # the tuple is of schedules
    return line, read(line)


@pytest.mark.parametrize(
    ("header", "cell", "line", "season"),
    [
        ("Season", "June-August", "Season: June-August", SUMMER),
        ("Season", "Summer", "Season: Summer", SUMMER),
        ("Months", "July", "Months: July", Season(7, 7)),
        ("Dates", "June 14 - August 13", "Dates: June 14 - August 13", SUMMER),
        ("Program Dates", "06/14/2027-08/13/2027", "Program Dates: 06/14/2027-08/13/2027", SUMMER),
        ("When", "June-August", "When: June-August", SUMMER),
        ("When", "Mon-Fri 9-5", "Monday to Friday, 9 am to 5 pm", None),
        ("Term", "Summer 2027", "Term: Summer 2027", SUMMER),
        ("Session", "Summer", "Session: Summer", SUMMER),
        ("Session", "Session 1", "Session: Session 1", None),
        ("Season", "Once the pool is warm", "Season: Once the pool is warm", None),
        ("Start Date", "Starts in June", "Starts: Starts in June", None),
        ("Temporada", "junio a agosto", "Temporada: junio a agosto", SUMMER),
        ("Summer only", "x", "Summer only", SUMMER),
        ("School year only", "Yes", "School year only", Season(9, 6)),
        ("Start Date", "3/8/2027", "Starting 3/8/2027", None),
        ("Start Date", "2019-03-08", "Starts: 2019-03-08", None),
        ("End Date", "4/30/2026", "Ended 4/30/2026", None),
        ("End Date", "4/30/2028", "Ends: 4/30/2028", None),
        ("Closed until", "2027-03-08 00:00:00", "Closed until 3/8/2027", None),
        ("Reopens", "further notice", "Closed until further notice", None),
        ("Season", "Closed", "Season: Closed", None),
        ("Season", "Summer and school year", "Season: Summer and school year", None),
    ],
)
@pytest.mark.slow
def test_a_column_of_seasons_is_kept_as_words_and_read(header: str, cell: str, line: str, season: Season | None) -> None:
    """Its words stand beside the hours, understood or not, and the season is read from them."""
    assert first({header: cell}) == (line, season)


def test_hours_that_only_say_closed_are_kept() -> None:
    """A list with hours in which one row says "Closed" keeps the word, so that its card says it."""
    told = io.StringIO()
    csv.writer(told).writerows(
        [
            ["Agency", "Program", "Phone", "Hours"],
            ["Otter Door", "Swim", "517-555-0100", "CLOSED"],
            ["Heron House", "Dive", "517-555-0101", "Mon-Fri 9-5"],
        ]
    )
    schedules = listing(told.getvalue().encode(), "list.csv", TODAY).records[0].fields[Target.SCHEDULES]
    assert isinstance(schedules, tuple)
    assert hours.say(schedules) == "CLOSED"  # type: ignore[arg-type]  # the tuple is of schedules


@pytest.mark.parametrize(
    ("start", "end", "line", "season"),
    [
        ("06/14/2027", "08/13/2027", "06/14/2027 to 08/13/2027", SUMMER),
        ("June", "August", "June to August", SUMMER),
        ("2025-07-01 00:00:00", "2026-06-30 00:00:00", "", None),
    ],
)
def test_a_start_and_an_end_are_a_season(start: str, end: str, line: str, season: Season | None) -> None:
    """Dates in two columns are one span; one of about a year is that of a contract, and no season."""
    assert first({"Start Date": start, "End Date": end}) == (line, season)
