"""Fictional lists in the style of what cities, states and federal agencies publish: each is understood as a person would."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path
from typing import Any

import pytest

from directory.listings.problems.words import in_words
from importers import read
from importers.columns import ColumnMark, guess
from importers.fields import Target
from importers.records import Record, Schedule
from importers.tables.table import read_table

LISTS = Path(__file__).parent / "lists"
TODAY = datetime.date(2026, 3, 9)


def records(name: str) -> list[Record]:
    return list(read.listing((LISTS / name).read_bytes(), name, TODAY).records)


def small(*rows: list[str]) -> list[Record]:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return list(read.listing(text.getvalue().encode(), "small.csv", TODAY).records)


def ages(record: Record) -> tuple[Any, Any]:
    return record.fields.get(Target.SERVICE_MINIMUM_AGE), record.fields.get(Target.SERVICE_MAXIMUM_AGE)


def needs(record: Record) -> set[str]:
    return {need.slug for need in record.fields[Target.NEEDS]}  # type: ignore[union-attr]  # needs are a tuple of NeedFit


def test_streets_in_parts() -> None:
    """A street whose number, direction, name and type stand in columns of their own is put together."""
    first, *_ = records("split-streets.csv")
    assert first.fields[Target.ADDRESS_ADDRESS_1] == "12 N Cedar ST"
    assert first.fields[Target.ADDRESS_ADDRESS_2] == "2"


def test_counts_are_no_ages() -> None:
    """ "School age capacity: 60" and "20 toddlers" say no age; the sentence about who may come does."""
    assert [ages(r) for r in records("split-streets.csv")] == [(None, None), (None, None), (0.12, 12), (None, None)]


def test_license_words_are_a_status() -> None:
    """A license or a registration means that a place is open."""
    assert [r.fields[Target.SERVICE_STATUS] for r in records("split-streets.csv")] == ["active", "active", "active", "inactive"]


def test_federal_codes() -> None:
    """The treatment locator's codes of two letters are known where several stand together, and a code is no name."""
    first, second, third = records("federal-codes.csv")
    assert needs(second) >= {"substance-use"}
    assert [cost.option for cost in third.fields[Target.COSTS]] == ["medicare", "sliding_scale"]  # type: ignore[union-attr]
    assert third.fields[Target.SERVICE_NAME] == "Cliff House"
    assert [ages(r) for r in (first, second, third)] == [(0, 25), (0, 17), (18, 64)]


def test_years_and_months() -> None:
    """Years and months in columns of their own are one age; until the month after 4 years 11 months is until the 5th birthday."""
    assert [ages(r) for r in records("years-and-months.csv")] == [(0.5, 4), (5, 12), (3.5, 6.08)]


def test_ages_in_months() -> None:
    """A column of months is read as years."""
    rows = [
        ["Agency", "Minimum Age (Months)", "Max Age (mos)"],
        ["Oak", "0", "59"],
        ["Elm", "30", "144"],
        ["Ash", "2 months", ""],
    ]
    assert [ages(r) for r in small(*rows)] == [(0, 4), (2.5, 12.08), (0.17, None)]


def test_meals_on_their_days() -> None:
    """Days in one column and meals in others are hours, each with its meal."""
    first, second, _ = records("meal-sites.csv")
    assert first.fields[Target.SCHEDULES] == (
        Schedule("MO,TU,WE,TH,FR", "08:00", "09:00", "Breakfast"),
        Schedule("MO,TU,WE,TH,FR", "11:30", "12:30", "Lunch"),
        Schedule(description="2024/06/17 to 2024/08/16"),
    )
    assert second.fields[Target.SCHEDULES] == (
        Schedule("MO,WE,FR", "12:00", "13:00", "Lunch"),
        Schedule(description="2024/06/10 to 2024/08/09"),
    )
    assert ages(first) == (None, None)


def test_grades_beside_a_level_of_school() -> None:
    """ "Middle School (6-8)" are grades, "High School (14-18)" ages."""
    assert [ages(r) for r in records("rows-by-age-group.csv")] == [(5, 11), (11, 14), (14, 18), (14, 18)]


def test_a_column_of_school_levels() -> None:
    """Where "K-5" stands beside "6-8" and "9-12" these are grades too; without it they stay ages."""
    rows = [["Agency", "Ages"], ["Oak", "K-5"], ["Elm", "6-8"], ["Ash", "9-12"]]
    assert [ages(r) for r in small(*rows)] == [(5, 11), (11, 14), (14, 18)]
    assert [ages(r) for r in small(rows[0], *rows[2:])] == [(6, 8), (9, 12)]


def test_projected_coordinates_are_left_out() -> None:
    """Feet of a state's own grid are never taken for degrees, and a source called 211 is no phone."""
    first, *_ = records("state-plane.csv")
    assert (first.fields[Target.LOCATION_LATITUDE], first.fields[Target.LOCATION_LONGITUDE]) == (34.0072, -118.2581)
    assert [phone.number for phone in first.fields[Target.PHONES]] == ["+12135550101", "+12135550111"]  # type: ignore[union-attr]
    assert first.fields[Target.SERVICE_ASSURED_DATE] == datetime.date(2013, 5, 24)


@pytest.mark.slow
def test_names_in_one_cell() -> None:
    """Agency, program and site in one cell are parted as the header says; an agency alone names its service too."""
    first, _, third = records("three-names.csv")
    names = (Target.ORGANIZATION_NAME, Target.SERVICE_NAME, Target.LOCATION_NAME)
    assert [first.fields[n] for n in names] == ["Oak House", "Youth Hub", "Oak Hall"]
    assert [third.fields[n] for n in names] == ["Ash House", "Food Pantry", None]


def test_a_point_tells_state_and_city() -> None:
    """A list without addresses gets state and city from the nearest ZIP; a point far from all gets none."""
    first, *_ = records("three-names.csv")
    assert (first.fields[Target.ADDRESS_CITY], first.fields[Target.ADDRESS_STATE_PROVINCE]) == ("Seattle", "WA")
    (far,) = small(["Agency", "Latitude", "Longitude"], ["Oak", "47.0", "-131.0"])
    assert (far.fields[Target.ADDRESS_CITY], far.fields[Target.ADDRESS_STATE_PROVINCE]) == (None, None)


def test_populations_in_words() -> None:
    """ "Adolescents" as the whole of who may come is an age group; "Women" is not, nor a mark "College readiness"."""
    assert [ages(r) for r in records("school-health.csv")] == [(4, 14), (14, 18), (11, 14)]
    rows = [["Agency", "Population Served"], ["Oak", "Adults"], ["Elm", "Children & Adolescents"], ["Ash", "Women and children"]]
    assert [ages(r) for r in small(*rows)] == [(18, None), (0, 19), (None, None)]
    assert [ages(r) for r in records("marks-of-everything.csv")] == [(5, 17), (12, 24), (0, 4)]


def test_gender_is_told_where_it_shuts_out() -> None:
    """Who is served by gender stands in the words of who may come, unless it is everybody."""
    first, second, _ = records("school-health.csv")
    assert "Gender" not in str(first.fields[Target.SERVICE_ELIGIBILITY_DESCRIPTION])
    assert "Gender Served: Female" in str(second.fields[Target.SERVICE_ELIGIBILITY_DESCRIPTION])


def test_whom_a_mark_names_is_no_need() -> None:
    """ "Serves ELL" and "Financial aid" say for whom and at what price, not what is done."""
    table = read_table((LISTS / "marks-of-everything.csv").read_bytes(), "marks.csv")
    marks = {c.header: c.mark for c in guess(table) if c.mark}
    assert marks["Serves ELL"] == ColumnMark(keywords=("ELL",))
    assert marks["Financial Aid"] == ColumnMark(payments=("sliding_scale",))


def test_closed_for_a_while_and_full() -> None:
    """ "Temporarily closed: Yes" is a status, and nobody new taken means no free place, whatever the beds."""
    first, second, third = records("marks-of-everything.csv")
    assert [r.fields[Target.SERVICE_STATUS] for r in (first, second, third)] == ["active", "active", "temporarily closed"]
    assert [r.fields[Target.CAPACITY_AVAILABLE] for r in (first, second, third)] == [3, 0, 2]


def test_a_service_area_of_categories() -> None:
    """A "service area" whose cells are kinds of help is what the service does, not whom it serves."""
    rows = [["Agency", "Service Area"], ["Oak", "Tutoring"], ["Elm", "Mentoring"], ["Ash", "Food pantry"]]
    assert [needs(r) for r in small(*rows)] == [{"tutoring"}, {"mentoring"}, {"food-pantry"}]


def test_one_bad_day_spoils_no_week() -> None:
    """Hours of a weekday that cannot be taken apart stay words, and the other days are read."""
    header = ["Agency", "Mon", "Tue", "Wed"]
    (record,) = small(header, ["Oak", "9am-5pm", "call us on the first one", "9am-5pm"])
    assert Schedule("MO", "09:00", "17:00") in record.fields[Target.SCHEDULES]  # type: ignore[operator]


def test_many_ragged_rows_are_one_problem() -> None:
    """A trouble of every row is told once, with how many rows are like it."""
    rows = [["Agency", "City"], *([f"Oak {i}", "Lansing", "x"] for i in range(30))]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    told = [p for p in read_table(text.getvalue().encode(), "small.csv").problems if "header has" in in_words(p)]
    assert len(told) == 1
    assert "29 further rows" in in_words(told[0])


def test_an_age_of_helpers_is_none() -> None:
    """The age from which one may volunteer is not the age of those who are served."""
    rows = [["Program", "Min Age"], ["Oak", "minimum age to volunteer: 16"], ["Elm", "minimum age: 13"], ["Ash", "5"]]
    assert [ages(r) for r in small(*rows)] == [(None, None), (13, None), (5, None)]


def test_services_that_are_a_list() -> None:
    """A column of services that lists kinds of help is one of categories; sentences stay the description."""
    rows = [["Program", "Services"], ["Oak", "Tutoring, Family Support/Counseling"], ["Elm", "Mentoring, Health/Wellness"]]
    assert small(*rows)[0].fields[Target.CATEGORIES] == ("Tutoring", "Family Support/Counseling")
    told = small(
        ["Program", "Services"],
        ["Oak", "We tutor children after school, every day of the week but Friday."],
        ["Elm", "A quiet place to eat and to rest, and somebody who listens to you."],
    )
    assert told[0].fields[Target.SERVICE_DESCRIPTION] == "We tutor children after school, every day of the week but Friday."
