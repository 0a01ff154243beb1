"""The report of outcomes: exact for those who may see the students, guarded for everybody else."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from directory.errors import UsageError
from directory.i18n.languages import LANGUAGES
from directory.models.codes import EventKind, ReferralStatus
from directory.outcomes.bands import band_of
from directory.outcomes.counts import CONNECTED, DIMENSIONS, Counted, Facts, Move, count, step_days, trace
from directory.outcomes.figures import Figures, Name, exact, guarded
from directory.referrals.status import MOVED_TO
from directory.storage.referrals import outcomes as stored
from directory.students.need_counts import NO_LANGUAGE
from matching.needs import DOMAINS, terms

MOVING = frozenset({*MOVED_TO, EventKind.REOPENED, EventKind.RETRACTED})
"""Kinds of event that are counted; a retraction of any other kind changes nothing in the counts."""

SAYS_NOT = (
    "These figures are what staff, families and providers recorded. A step that nobody recorded is missing here though it "
    "may have happened, and referrals of the last weeks have had less time: compare periods of like length that ended a "
    "month ago or more. Providers get unlike families and needs, so a share alone does not say who works better."
)
"""What the figures can and cannot say, for every page and printout of them."""

SHARE_DIGITS = 3
YEAR_STARTS = 8
"""The month in which a school year begins."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days between which a referral was given, both included; None is open on that side."""

    first: datetime.date | None = None
    last: datetime.date | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise UsageError("The last day lies before the first: change one of them.")

    def whole_months(self) -> Period:
        """Return the period widened to whole months, so that the reports of two nearly equal periods cannot be compared."""
        first = self.first and self.first.replace(day=1)
        next_month = self.last and (self.last.replace(day=1) + datetime.timedelta(days=32)).replace(day=1)
        return Period(first, next_month and next_month - datetime.timedelta(days=1))

    def school_year(self, today: datetime.date) -> Period:
        """Return the school year of the last of the days, or today's: adjacent years cannot be subtracted from each other."""
        day = self.last or self.first or today
        first = datetime.date(day.year - (day.month < YEAR_STARTS), YEAR_STARTS, 1)
        return Period(first, first.replace(year=first.year + 1) - datetime.timedelta(days=1))


def exact_report(session: Session, period: Period, school_ids: Collection[str] | None = None) -> Figures:
    """Return every figure of these schools, or of all if None: for people who may see their students."""
    return exact(_counted(session, period, school_ids), _names(session, school_ids))


def guarded_report(session: Session, period: Period, school_ids: Collection[str] | None = None) -> Figures:
    """Return the figures that anybody may see."""
    return guarded(_counted(session, period, school_ids), _names(session, school_ids))


def by_school_and_month(
    session: Session, period: Period, school_ids: Collection[str] | None = None
) -> dict[tuple[str, datetime.date], tuple[int, int]]:
    """Return the referrals given in each month (its first day) at each school, and how many of them were connected since."""
    found: dict[tuple[str, datetime.date], tuple[int, int]] = {}
    facts, moves = _read(session, period, school_ids)
    for one in facts:
        told = trace(moves.get(one.id, ()))
        passed, days = step_days(told)
        on = min((day for day in days if day), default=None)
        if on is None or told.status == ReferralStatus.ENTERED_IN_ERROR or not (period.first or on) <= on <= (period.last or on):
            continue
        key = (one.keys[DIMENSIONS.index("school")], on.replace(day=1))
        given, connected = found.get(key, (0, 0))
        found[key] = (given + 1, connected + (passed > CONNECTED))
    return found


def as_json(period: Period, figures: Figures) -> dict[str, Any]:
    """Return the report in the format of the command line's contract; a suppressed figure is null."""
    told = _rounded(asdict(figures))
    for step in told["funnel"]:
        del step["words"]
    openings = {"connected": told.pop("openings_connected"), "rate": told.pop("openings_rate")}
    return {"from": period.first, "to": period.last, **told, "openings": {"openings": told["openings"], **openings}}


def rounded(figure: object) -> object:
    """Return a figure as written to files: shares to a tenth of a percent."""
    return round(figure, SHARE_DIGITS) if isinstance(figure, float) else figure


def _rounded(told: Any) -> Any:
    if isinstance(told, dict):
        return {name: _rounded(figure) for name, figure in told.items()}
    return [_rounded(one) for one in told] if isinstance(told, list | tuple) else rounded(told)


def _counted(session: Session, period: Period, school_ids: Collection[str] | None) -> Counted:
    return count(*_read(session, period, school_ids), period.first, period.last)


def _read(session: Session, period: Period, school_ids: Collection[str] | None) -> tuple[Iterator[Facts], dict[str, list[Move]]]:
    """Return the facts of each referral, and the moves by referral id."""
    moves: dict[str, list[Move]] = {}
    for row in stored.moves(session, MOVING, school_ids, period.last):
        moves.setdefault(row[0], []).append(row[1:])
    rows = stored.referrals(session, school_ids, period.last)
    facts = (Facts(row[0], row[1], row[2], (row[3], row[4], row[5], row[6] or "", band_of(row[7])), row[8]) for row in rows)
    return facts, moves


def _names(session: Session, school_ids: Collection[str] | None) -> Name:
    schools, organizations = stored.names(session, school_ids)
    known = terms()

    def name(dimension: str, key: str) -> tuple[str, str | None]:
        match dimension:
            case "need":
                return (known[key].english, DOMAINS[known[key].domain][0]) if key in known else (key, None)
            case "provider":
                return organizations.get(key, key), None
            case "school":
                return schools.get(key, key), None
            case "language":
                return (LANGUAGES[key].english if key in LANGUAGES else key or NO_LANGUAGE), None
        return key, None

    return name
