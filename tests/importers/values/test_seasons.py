"""The months in which a service runs."""

from __future__ import annotations

import pytest

from importers.values.seasons import Season, read


@pytest.mark.parametrize(
    ("hours", "description", "months"),
    [
        ("Mon-Fri 9am-4pm, June to August", None, (6, 8)),
        ("June-August, Monday to Friday", None, (6, 8)),
        ("Sat 10-2 (Apr. through Oct.)", None, (4, 10)),
        ("June 15 – August 20", None, (6, 8)),
        ("mid-June to late August", None, (6, 8)),
        ("Sept to May", None, (9, 5)),
        ("November 2026 until March 2027", None, (11, 3)),
        ("Summer only", None, (6, 8)),
        ("Mon-Fri 9-5", "A day camp. It runs from June to August.", (6, 8)),
        ("Mon-Fri 9-5", "Only during the school year.", (9, 6)),
        ("June to August", "Runs March to April in spring.", (6, 8)),
    ],
)
def test_a_season_is_read(hours: str | None, description: str | None, months: tuple[int, int]) -> None:
    """A range of months in the hours, or in a sentence of the description that says when it runs."""
    assert read(hours, description) == Season(*months)


@pytest.mark.parametrize(
    ("hours", "description"),
    [
        (None, None),
        ("Mon-Fri 9-5", None),
        ("January to December", None),
        ("Closed July to August", None),
        ("Summer hours June to August", None),
        ("June to August 9-5; September to May 3-6", None),
        (None, "Applications are taken from June to August."),
        (None, "Register June to July for camp."),
        (None, "Open all year; camps from June to August."),
        (None, "Named after the battle of June to July 1863."),
        (None, "Children born March to May may go."),
        ("Not open June to August", None),
        ("Marching to Mayfield", None),
    ],
)
def test_other_months_are_no_season(hours: str | None, description: str | None) -> None:
    """When to apply, when it is closed, other hours in summer, and two ranges say nothing of when it runs."""
    assert read(hours, description) is None


@pytest.mark.parametrize(("season", "months"), [(Season(6, 8), {6, 7, 8}), (Season(11, 2), {11, 12, 1, 2})])
def test_a_season_may_go_over_the_new_year(season: Season, months: set[int]) -> None:
    """A month is in the season from the first month to the last, over December too."""
    assert {month for month in range(1, 13) if season.holds(month)} == months
