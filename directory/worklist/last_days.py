"""Students who will soon be too old for the provider that they are connected with: told 60 days ahead, in time to find another.

A birth date is sealed, so that no query knows whom this concerns; the day is found by opening the profiles of those who are
connected with a provider that names a maximum age.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass

from directory.errors import KeysError
from directory.i18n.dates import day_of_year
from directory.referrals.ages import too_old_on, turns
from directory.referrals.work import Work
from directory.storage.referrals import worklist as stored
from directory.storage.referrals.worklist import DueRow
from directory.students.profile import Profile
from directory.students.seals import unseal

AHEAD = datetime.timedelta(days=60)
"""How long before the day the list tells of it."""

OLDEST = 25
"""Years; students are younger, so that a higher maximum age concerns none."""


@dataclass(frozen=True, slots=True, repr=False)
class LastDay:
    """A connected referral, and the day on which its student becomes too old for the provider."""

    row: DueRow
    day: datetime.date
    turns: float

    @property
    def words(self) -> str:
        """What to do about it, as a sentence."""
        return f"They take the student until {day_of_year(self.day)}, who turns {self.turns:g} then: look for what comes next."

    def is_new(self, until: datetime.date) -> bool:
        """Whether the list must tell of it: it is not there for another reason, and nobody has worked on it since it could tell."""
        listed = self.row.answered or (self.row.due_on is not None and self.row.due_on <= until)
        return not listed and self.row.touched_on < self.day - AHEAD


def last_days(work: Work, owner: str) -> Mapping[str, LastDay]:
    """Return the connected referrals of an owner whose last day is near, by id, the nearest first."""
    found = []
    for row, most in stored.connected(work.session, work.scope, owner, OLDEST, today=work.today):
        born = _born(work, row)
        day = too_old_on(born, most, work.today, AHEAD) if born else None
        if born and day:
            found.append(LastDay(row, day, turns(born, most, day)))
    return {one.row.id: one for one in sorted(found, key=lambda one: (one.day, one.row.id))}


def new_ones(found: Collection[LastDay], until: datetime.date) -> list[LastDay]:
    """Return those that the list must tell of by themselves, since they are not due by then."""
    return [one for one in found if one.is_new(until)]


def _born(work: Work, row: DueRow) -> datetime.date | None:
    with suppress(KeysError):
        data_key = work.keys.unwrap(row.data_key)
        return unseal(Profile, data_key, row.profile, row_id=row.student_id, student_id=row.student_id).birth_date
    return None
