"""Whether a service runs today, where its listing says that it runs in some months only."""

from __future__ import annotations

import datetime

from directory.referrals.dates import MONTHS
from directory.storage.publishing.cards import Card
from matching.query import Reason

CRITERION = "season"

SOON = 2
"""So many months before it starts, a family can ask about a place; with more to go it is no help now."""


def judged(card: Card, today: datetime.date) -> Reason | None:
    """How the season of a service stands to today: it runs, it starts soon (a question), or it is long until then; None where none is told."""
    season = card.season
    if season is None:
        return None
    runs = f"Runs {MONTHS[season.first - 1]} to {MONTHS[season.last - 1]}"
    if season.holds(today.month):
        return Reason(CRITERION, "pass", runs)
    months = (season.first - today.month) % 12
    starts = "starts next month" if months == 1 else f"starts in {months} months"
    return Reason(CRITERION, "unknown" if months <= SOON else "fail", f"{runs}: {starts}")
