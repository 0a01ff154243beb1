"""The settings read from the environment."""

from __future__ import annotations

import pytest

from directory.errors import UsageError
from directory.settings import read_settings


@pytest.mark.parametrize(("words", "days"), [("", None), ("1", (1,)), ("1 5 2", (5, 2, 1)), ("20", (20,))])
def test_the_days_of_reminders_are_read(words: str, days: tuple[int, ...] | None) -> None:
    """Days are school days before an appointment, the farthest first; None leaves it to the district."""
    assert read_settings({"REFERRAL_DESK_REMIND_BEFORE": words}).remind_before == days


@pytest.mark.parametrize("words", ["0", "-1", "21", "3,1", "three", "3 3", "1.5", "٣", " "])
def test_days_that_are_none_are_refused(words: str) -> None:
    """The day itself, a month, and anything but numbers stop the start with the setting's name."""
    with pytest.raises(UsageError, match="REFERRAL_DESK_REMIND_BEFORE"):
        read_settings({"REFERRAL_DESK_REMIND_BEFORE": words})
