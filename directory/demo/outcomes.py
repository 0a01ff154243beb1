"""The demo's outcomes besides its referrals: searches that found nothing, and the schools' monthly counts."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from directory.accounts import staff
from directory.demo.people import district
from directory.demo.referrals import school_day
from directory.district_settings.school_calendar import SchoolCalendar
from directory.finding.matches import find_matches
from directory.finding.question import Ask
from directory.outcomes import school_counts
from directory.outcomes.count_sheets import MEASURES, read
from directory.outcomes.gaps import gap_in
from directory.storage.referrals import school_counts as stored

_WORDS = Path(__file__).parent / "words" / "outcomes.toml"


@cache
def outcome_stories() -> Mapping[str, Any]:
    """Return the searches and the schools' counts from the file."""
    return tomllib.loads(_WORDS.read_text("utf-8"))


def make_outcomes(session: Session, *, calendar: SchoolCalendar, today: datetime.date, now: datetime.datetime) -> None:
    """Make the searches and import the counts, if the schools have none yet."""
    if stored.values(session):
        return
    for search in outcome_stories()["searches"]:
        _search(session, search, [school_day(calendar, today, at) for at in search["at"]])
    school_counts.import_sheet(session, read(sheet(today).encode(), today), now=now, by=None)


def sheet(today: datetime.date) -> str:
    """Return the counts of the last full months as a school office would send them."""
    measures = tuple(MEASURES)
    return "\n".join([",".join(("School", "Month", *measures)), *_lines(measures, today), ""])


def _search(session: Session, search: Mapping[str, Any], days: list[datetime.date]) -> None:
    """Record the same search on each of the days; its result does not depend on the day."""
    member = staff.find_by_email(session, search["by"])
    ask = Ask(needs=(search["need"],), near=search["near"], grade=search["grade"])
    finding = find_matches(session, ask, days[0])
    for day in days:
        if note := gap_in(ask, finding, staff_id=member.id, day=day):
            note(session)


def _lines(measures: Sequence[str], today: datetime.date) -> Iterator[str]:
    for key, counts in outcome_stories()["schools"].items():
        for month in school_counts.last_months(today)[:-1]:
            cells = [counts[one][month.month - 1] if one in counts else -1 for one in measures]
            yield ",".join(
                [district()["schools"][key]["name"], f"{month:%Y-%m}", *("" if one < 0 else f"{one}" for one in cells)]
            )
