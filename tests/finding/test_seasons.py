"""A service that runs in some months only says so, and comes after one that runs today."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from sqlalchemy import text

from directory.finding.matches import Ask, find_matches, judge_services
from directory.finding.reason_words import in_words
from directory.storage.listings.lookups import reindex
from tests.referrals.making import Loop

IN_JULY, IN_NOVEMBER, IN_MAY = datetime.date(2026, 7, 6), datetime.date(2026, 11, 9), datetime.date(2026, 5, 4)
ASK = Ask(needs=("counseling",), near="48910", age=11)


def best(loop: Loop, today: datetime.date) -> tuple[str, str]:
    """The best match and the nearest's words and verdict on its season."""
    with loop.district.reading() as session:
        return find_matches(session, ASK, today).matches[0].card.id, _season(loop, today)


def _season(loop: Loop, today: datetime.date) -> str:
    with loop.district.reading() as session:
        entry = judge_services(session, ASK, loop.records[:1], today).results[loop.records[0]]
    return next((f"{one.verdict}: {in_words(one)}" for one in entry.reasons if one.criterion == "season"), "")


@pytest.mark.parametrize(
    ("today", "first", "said"),
    [
        (IN_JULY, True, "pass: Runs June to August"),
        (IN_NOVEMBER, False, "fail: Runs June to August: not now, starts in June"),
        (IN_MAY, False, "unknown: Runs June to August: starts next month"),
    ],
)
def test_out_of_season_comes_after_what_runs(loop: Loop, today: datetime.date, first: bool, said: str) -> None:
    """The best match of the summer stands behind the others in November, with when it starts."""
    assert best(loop, today) == (loop.records[0], "")
    with loop.district.writing() as session:
        session.execute(text("UPDATE service SET description = 'Our groups run June to August.' WHERE name = 'Talking Together'"))
        reindex(session, loop.records)
    found, words = best(loop, today)
    assert (found == loop.records[0]) is first
    assert words == said


@pytest.mark.parametrize(("wish", "first"), [("time:summer", True), ("time:winter_break", False), ("time:now", False)])
def test_a_season_that_is_wished_for_counts_instead_of_today(loop: Loop, wish: str, first: bool) -> None:
    """In November, who asks for the summer is answered by the service of the summer, and who asks for anything else is not."""
    with loop.district.writing() as session:
        session.execute(text("UPDATE service SET description = 'Our groups run June to August.' WHERE name = 'Talking Together'"))
        reindex(session, loop.records)
    asked = replace(ASK, wishes=(wish,), moment=datetime.datetime.combine(IN_NOVEMBER, datetime.time(9)))
    with loop.district.reading() as session:
        matches = find_matches(session, asked, IN_NOVEMBER).matches
    assert (matches[0].card.id == loop.records[0]) is first
    of_summer = next(match for match in matches if match.card.id == loop.records[0])
    said = [in_words(one) for one in of_summer.reasons if one.criterion == "schedule"]
    assert said[0].startswith("Runs in the summer" if first else "Does not run ")


def test_what_runs_now_is_never_cut_off_by_what_does_not(loop: Loop) -> None:
    """With room for one answer, it is one that runs today, though the service of the summer scores higher."""
    with loop.district.writing() as session:
        session.execute(text("UPDATE service SET description = 'Our groups run June to August.' WHERE name = 'Talking Together'"))
        reindex(session, loop.records)
    one = replace(ASK, limit=1)
    with loop.district.reading() as session:
        (summer,) = find_matches(session, one, IN_JULY).matches
        (autumn,) = find_matches(session, one, IN_NOVEMBER).matches
    assert summer.card.id == loop.records[0]
    assert autumn.card.id != loop.records[0]
    assert summer.score > autumn.score


@pytest.mark.parametrize(
    ("description", "first", "said"),
    [
        (
            "Talking groups. Suspended until further notice.",
            False,
            "unknown: The listing says: “Suspended until further notice”. Ask first",
        ),
        ("Talking groups. Closed until March 2027.", False, "unknown: The listing says: “Closed until March 2027”. Ask first"),
        ("Talking groups. Closed until March 2026.", True, ""),
    ],
)
def test_what_says_that_it_does_not_run_comes_after_what_runs(loop: Loop, description: str, first: bool, said: str) -> None:
    """A closure stands in the listing's own words and behind all others; one whose day is over does not count."""
    with loop.district.writing() as session:
        session.execute(text("UPDATE service SET description = :words WHERE name = 'Talking Together'"), {"words": description})
        reindex(session, loop.records)
    found, words = best(loop, IN_JULY)
    assert (found == loop.records[0]) is first
    assert words == said
