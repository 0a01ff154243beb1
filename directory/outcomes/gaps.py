"""The gap list: needs for which a search found nothing, by area and grade band, without students and without searchers."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from directory.finding.matches import Finding
from directory.finding.question import Ask
from directory.outcomes.bands import band_asked
from directory.outcomes.report import Period
from directory.storage.referrals import gaps as stored
from directory.students.small_counts import FEWEST

ANYWHERE, ELSEWHERE = "No place given", "Another place"
OTHER_AREAS, ALL_GRADES = "Other areas", "All grades"
FEW = f"fewer than {FEWEST}"
_ZIP = re.compile(r"(\d{5})(?:-\d{4})?", re.ASCII)
_ZIP_AREA = re.compile(r"ZIP \d{5}", re.ASCII)
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Gap:
    """A need without a match: how many searches found nothing (one a day for each person), on how many days, and when last."""

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
    """Return what to write about a search, as a function for a writing transaction; None if no need lacks a match."""
    if not finding.unanswered:
        return None
    terms = sorted({need.slug for need in finding.unanswered})
    search = stored.NewSearchRow(day, staff_id, area_of(ask), band_asked(ask.age, ask.grade))
    return partial(stored.note, terms=terms, search=search)


def area_of(ask: Ask) -> str:
    """Return the place of a search, as coarse as counts need it: a ZIP or a school, since a point could be somebody's home."""
    if ask.near:
        match = _ZIP.fullmatch(ask.near.strip())
        return f"ZIP {match[1]}" if match else ELSEWHERE
    return ask.school.name[:_LONGEST] if ask.school else ANYWHERE


def gaps(session: Session, period: Period) -> list[Gap]:
    """Return the gaps of a period, the most searched for first."""
    return [Gap(*row) for row in stored.counts(session, period.first, period.last)]


def coarse(found: Sequence[Gap]) -> list[Gap]:
    """Return the same for people who may not see students: gaps of few searches have no grade band, and no place but a ZIP."""
    few: dict[tuple[str, str], list[Gap]] = {}
    for one in found:
        if one.searches < FEWEST:
            few.setdefault((one.term, one.area if _ZIP_AREA.fullmatch(one.area) else OTHER_AREAS), []).append(one)
    together = [
        Gap(
            term,
            area,
            ALL_GRADES,
            sum(one.searches for one in some),
            max(one.days for one in some),
            max(one.last for one in some),
        )
        for (term, area), some in few.items()
    ]
    enough = [one for one in found if one.searches >= FEWEST]
    return sorted([*enough, *together], key=lambda one: (-one.searches, one.term, one.area, one.band))


def _guarded(count: int) -> int | str:
    return FEW if count < FEWEST else count
