"""A student's age, and names as lists sort them."""

from __future__ import annotations

import datetime

import pytest

from directory.students.profile import Profile, age_on

BORN = datetime.date(2015, 3, 14)


@pytest.mark.parametrize(
    ("today", "age"),
    [
        (datetime.date(2024, 3, 13), 8 + 11 / 12),
        (datetime.date(2024, 3, 14), 9.0),
        (datetime.date(2024, 9, 13), 9 + 5 / 12),
        (datetime.date(2024, 9, 14), 9.5),
        (datetime.date(2015, 3, 14), 0.0),
    ],
)
def test_an_age_is_completed_months(today: datetime.date, age: float) -> None:
    """An age grows with each completed month, and is a whole number on the birthday."""
    assert age_on(BORN, today) == pytest.approx(age)


def test_a_child_born_on_a_leap_day_grows_on_the_first_of_march() -> None:
    """In a year without February 29 the birthday is March 1."""
    born = datetime.date(2016, 2, 29)
    assert age_on(born, datetime.date(2025, 2, 28)) < 9
    assert age_on(born, datetime.date(2025, 3, 1)) == 9


def test_names_are_written_and_sorted() -> None:
    """A page shows "Ana Ruiz", and a list sorts her as "Ruiz, Ana"."""
    profile = Profile("10442", "Ana", "Ruiz")
    assert (profile.name, profile.sorted_name) == ("Ana Ruiz", "Ruiz, Ana")
