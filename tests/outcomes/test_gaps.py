"""Needs for which nothing was found: noted once a day and person, without anything of a student."""

from __future__ import annotations

import datetime

import pytest

from directory.finding.matches import find_matches
from directory.finding.question import Ask, AskedSchool
from directory.finding.reason_words import in_words
from directory.outcomes import gaps
from directory.outcomes.bands import band_asked
from directory.outcomes.report import Period
from tests.referrals.making import Loop

DAY = datetime.date(2026, 3, 14)


def search(loop: Loop, ask: Ask, *, staff_id: str = "staff-oak", day: datetime.date = DAY) -> bool:
    """Searches as a page does; whether anything was noted."""
    with loop.district.reading() as session:
        note = gaps.gap_in(ask, find_matches(session, ask, day), staff_id=staff_id, day=day)
    if note is not None:
        with loop.district.writing() as session:
            note(session)
    return note is not None


def test_a_search_that_finds_nothing_is_noted_once_a_day(loop: Loop) -> None:
    """The same search again counts once; another day or another colleague counts anew; one that finds something not at all."""
    dental = Ask(needs=("dental",), near="48910", grade="4")
    assert search(loop, dental)
    assert search(loop, dental)
    assert search(loop, dental, day=DAY + datetime.timedelta(days=1))
    assert search(loop, dental, staff_id="staff-elm")
    assert not search(loop, Ask(needs=("counseling",), near="48910", grade="4"))
    with loop.district.reading() as session:
        (gap,) = gaps.gaps(session, Period())
        (one_day,) = gaps.gaps(session, Period(DAY, DAY))
    assert gap == gaps.Gap("dental", "ZIP 48910", "Kindergarten to grade 5", 3, 2, DAY + datetime.timedelta(days=1))
    assert (one_day.searches, one_day.searches_guarded) == (2, "fewer than 10")


def test_of_several_needs_those_without_a_match_are_noted(loop: Loop) -> None:
    """A search for two needs that finds services for one of them says so, and the other goes on the list, alone."""
    both = Ask(needs=("counseling", "dental"), near="48910", grade="4")
    with loop.district.reading() as session:
        finding = find_matches(session, both, DAY)
    assert finding.matches
    assert [need.slug for need in finding.unanswered] == ["dental"]
    assert in_words(finding.nothing[-1]) == "Nothing listed for Dental care fits within 10 miles of ZIP 48910 (Lansing)."
    assert search(loop, both)
    with loop.district.reading() as session:
        assert [gap.term for gap in gaps.gaps(session, Period())] == ["dental"]


@pytest.mark.parametrize(
    ("ask", "area", "band"),
    [
        (Ask(near="48910-1234", age=11.5), "ZIP 48910", "Grades 6 to 8"),
        (Ask(near="42.73,-84.55", age=18), "Another place", "18 and over"),
        (Ask(school=AskedSchool("Oak Elementary"), age=4), "Oak Elementary", "Under 5"),
        (Ask(), "No place given", "Grade not known"),
    ],
)
def test_a_gap_is_as_coarse_as_counts_need_it(ask: Ask, area: str, band: str) -> None:
    """A ZIP or a school, and a band; a point on the map, which may be a home, is not kept."""
    assert (gaps.area_of(ask), band_asked(ask.age, ask.grade)) == (area, band)


def test_a_school_stands_beside_no_few_searches() -> None:
    """For those who may not see students a gap of few searches names no school and no grades; one of many stays as it is."""
    day = datetime.date(2026, 3, 2)
    found = [
        gaps.Gap("anxiety", "Oak Elementary", "Grades 9 to 12", 1, 1, day),
        gaps.Gap("anxiety", "Elm Middle", "Grades 6 to 8", 2, 2, day),
        gaps.Gap("anxiety", "ZIP 48910", "Grades 6 to 8", 3, 1, day),
        gaps.Gap("anxiety", "ZIP 48910", "Grades 9 to 12", 12, 4, day),
    ]
    assert [(one.area, one.band, one.searches_guarded) for one in gaps.coarse(found)] == [
        ("ZIP 48910", "Grades 9 to 12", 12),
        ("Other areas", "All grades", "fewer than 10"),
        ("ZIP 48910", "All grades", "fewer than 10"),
    ]
