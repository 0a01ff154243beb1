"""The gap list: needs for which a search found nothing, by area and grade band. No student is in it, nor who searched."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from directory.referrals.asking import Ask
from directory.referrals.finding import Finding
from directory.referrals.outcomes.bands import band_asked
from directory.referrals.outcomes.report import Period
from directory.storage.loop import gaps as stored
from directory.students.small_counts import FEWEST

ANYWHERE, ELSEWHERE = "No place given", "Another place"
FEW = f"fewer than {FEWEST}"
_ZIP = re.compile(r"(\d{5})(?:-\d{4})?", re.ASCII)
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Gap:
    """A need without a match: how many searches found nothing, by one person once a day, on how many days, and when last."""

    term: str
    area: str
    band: str
    searches: int
    days: int
    last: datetime.date

    @property
    def searches_guarded(self) -> int | str:
        return _guarded(self.searches)

    @property
    def days_guarded(self) -> int | str:
        return _guarded(self.days)


def gap_in(ask: Ask, finding: Finding, *, staff_id: str, day: datetime.date) -> Callable[[Session], None] | None:
    """What to write of a search, in a transaction that writes; None where it found something or asked for nothing."""
    if finding.matches or not finding.needs:
        return None
    terms = sorted({need.slug for need in finding.needs})
    search: dict[str, Any] = {"day": day, "staff_id": staff_id, "area": area_of(ask), "band": band_asked(ask.age, ask.grade)}
    return partial(stored.note, terms=terms, **search)


def area_of(ask: Ask) -> str:
    """Where was looked, as coarsely as counts need it: a ZIP or a school; a point on the map could be somebody's home."""
    if ask.near:
        match = _ZIP.fullmatch(ask.near.strip())
        return f"ZIP {match[1]}" if match else ELSEWHERE
    return ask.school.name[:_LONGEST] if ask.school else ANYWHERE


def gaps(session: Session, period: Period) -> list[Gap]:
    """The gaps of a period, the most searched for first."""
    return [Gap(*row) for row in stored.counts(session, period.first, period.last)]


def _guarded(count: int) -> int | str:
    return FEW if count < FEWEST else count
