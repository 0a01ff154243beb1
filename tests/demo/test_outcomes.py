"""What the demo's outcomes have beside its referrals: a gap list and the schools' counts, such as the pages themselves take."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest

from directory.demo.district import demo_settings, open_demo
from directory.demo.outcomes import outcome_stories, sheet
from directory.demo.people import district
from directory.outcomes import school_counts
from directory.outcomes.count_sheets import read
from directory.outcomes.gaps import gaps
from directory.outcomes.report import Period

pytestmark = pytest.mark.slow

NEW_YEAR = datetime.date(2027, 1, 2)


def test_the_gap_list_and_the_counts_have_something_to_show(tmp_path: Path) -> None:
    """Every search of the file finds nothing, one of them often; each school has counts; a second start adds nothing."""
    settings = demo_settings(tmp_path)
    for day in (NEW_YEAR, NEW_YEAR + datetime.timedelta(days=40)):
        desk = open_demo(settings, day, datetime.datetime.combine(day, datetime.time(21)))
        with desk.reading() as session:
            found = gaps(session, Period())
            schools = school_counts.beside(session, {}, today=NEW_YEAR)
        desk.engine.dispose()
        assert Counter({one.term: one.searches for one in found}) == Counter(
            {search["need"]: len(search["at"]) for search in outcome_stories()["searches"]}
        )
        assert max(one.searches for one in found) >= 10
        assert {school.name for school in schools} == {one["name"] for one in district()["schools"].values()}
        assert all({"attendance", "suspensions"} <= set(school.measures) for school in schools)


@pytest.mark.parametrize("today", [NEW_YEAR, datetime.date(2026, 7, 4), datetime.date(2028, 2, 29), datetime.date(2026, 8, 31)])
def test_the_counts_are_of_the_last_months_whenever_it_starts(today: datetime.date) -> None:
    """Each month before this one stands there once, and no line of the sheet is wrong."""
    counts = read(sheet(today).encode(), today)
    assert counts.problems == ()
    months = {one.month for one in counts.counts}
    assert months <= set(school_counts.last_months(today)[:-1])
    assert len(months) == 11, "in July nobody counts"
