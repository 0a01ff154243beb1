"""Who is taken at which age."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.ages import limits, of_age, of_ages, of_grade, verdicts, years_off
from matching.query import Ages
from matching.verdicts import NAMES


def verdict(minimum: float, maximum: float, ages: Ages) -> str:
    return NAMES[verdicts(np.array([minimum]), np.array([maximum]), ages)[0]]


@pytest.mark.parametrize(
    ("minimum", "maximum", "ages", "expected"),
    [
        (6, 12, of_age(12), "pass"),
        (6, 12, of_age(13), "fail"),
        (6, 12, of_age(5), "fail"),
        (6, 12, Ages(12.99, 12.995), "pass"),
        (6, 12.5, of_age(12), "unknown"),
        (6, 12.5, Ages(12.5, 12.51), "fail"),
        (6, 12.5, Ages(12.4, 12.5), "pass"),
        (9.5, 12, of_age(9), "unknown"),
        (5, 11, of_grade("K"), "pass"),
        (6, 11, of_grade("K"), "unknown"),
        (7, 11, of_grade("K"), "fail"),
        (9, 10, of_grade("4"), "pass"),
        (math.nan, 9, of_grade("4"), "unknown"),
        (16, math.nan, of_age(16), "pass"),
        (16, math.nan, of_age(15), "fail"),
        (math.nan, 12, of_age(3), "pass"),
        (5, 7, of_ages(5, 7), "pass"),
        (6, 12, of_ages(5, 7), "unknown"),
        (8, 12, of_ages(5, 7), "fail"),
        (math.nan, math.nan, of_age(9), "unknown"),
    ],
)
def test_ages_are_inclusive_years(minimum: float, maximum: float, ages: Ages, expected: str) -> None:
    """A whole maximum takes a child until the next birthday, a decimal one until just then; part of a span is unknown."""
    assert verdict(minimum, maximum, ages) == expected


@pytest.mark.parametrize(
    ("grade", "low", "high", "number"),
    [
        ("K", 5, 7, 0),
        ("0", 5, 7, 0),
        ("Pre-K", 4, 6, -1),
        (1, 6, 8, 1),
        ("4th", 9, 11, 4),
        ("Grade 12", 17, 19, 12),
        ("03", 8, 10, 3),
    ],
)
def test_a_grade_spans_two_years(grade: str | int, low: float, high: float, number: int) -> None:
    """Grade g is ages g+5 to g+6, kindergarten 5 to 6."""
    assert of_grade(grade) == Ages(low, high, number)


@pytest.mark.parametrize("grade", ["13", "", "fourth", "-3", "4.5"])
def test_what_is_no_grade_is_refused(grade: str) -> None:
    """A grade that does not exist is named in the error."""
    with pytest.raises(ValueError, match="A grade is PK, K or a number from 1 to 12"):
        of_grade(grade)


@pytest.mark.parametrize("age", [-1, 130, math.nan, math.inf])
def test_what_is_no_age_is_refused(age: float) -> None:
    """An age is from 0 to 129 years."""
    with pytest.raises(ValueError, match="An age is given in years"):
        of_age(age)


@pytest.mark.parametrize(("minimum", "maximum", "age", "off"), [(12, 18, 11, 1), (12, 18, 10, 2), (6, 12, 13, 1), (6, 12, 9, 0)])
def test_years_off_are_counted_in_birthdays(minimum: float, maximum: float, age: float, off: float) -> None:
    """A student of 11 is one year short of 12 and up, one of 13 a year past 12."""
    assert years_off(np.array([float(minimum)]), np.array([float(maximum)]), of_age(age)).tolist() == [off]


@given(st.floats(0, 99), st.floats(0, 99), st.integers(0, 120))
def test_a_stated_age_is_taken_or_not(minimum: float, maximum: float, age: int) -> None:
    """A pass takes the student on both ends of the year, a fail on neither."""
    found, end = verdict(minimum, maximum, of_age(age)), limits(np.array([maximum]))[0]
    first_day, last_day = minimum <= age < end, minimum <= math.nextafter(age + 1, 0) < end
    assert found == ("pass" if first_day and last_day else "unknown" if minimum < age + 1 and age < end else "fail")
