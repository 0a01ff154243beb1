"""When schools let out: the usual time, other times on some weekdays, and days of early release."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from directory.accounts.schools import GONE
from directory.district_settings.changes import from_json, save, version
from directory.district_settings.school_calendar import SchoolCalendar
from directory.district_settings.texts import read_line
from directory.errors import UnknownError, UsageError
from directory.i18n import dates
from directory.storage import district_settings as stored
from directory.storage.district_settings import DISMISSAL, SetRow
from directory.storage.people import schools

EARLIEST, LATEST = datetime.time(9), datetime.time(19)
"""The earliest and the latest plausible end of a school day: a time outside them is am mistaken for pm."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
MOST_EARLY_DAYS = 200


@dataclass(frozen=True, slots=True)
class EarlyRelease:
    """A day on which school ends earlier, with a note such as "Conferences"."""

    day: datetime.date
    at: datetime.time
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dismissal:
    """When a school lets out, in the district's time zone; `by_weekday` has the exceptions, from 0 for Monday to 4 for Friday."""

    usual: datetime.time
    by_weekday: Mapping[int, datetime.time] = field(default_factory=dict)
    early: tuple[EarlyRelease, ...] = ()

    def at(self, day: datetime.date, calendar: SchoolCalendar) -> datetime.time | None:
        """Return the time at which school ends on a day, None if there is no school."""
        if not calendar.has_school(day):
            return None
        released = next((one.at for one in self.early if one.day == day), None)
        return released or self.on_weekday(day.weekday())

    def on_weekday(self, weekday: int) -> datetime.time:
        """Return the time at which school ends on a weekday, 0 for Monday, ignoring early releases."""
        return self.by_weekday.get(weekday, self.usual)


@dataclass(frozen=True, slots=True)
class KnownDismissal:
    """A school's dismissal, None if unknown, and the version that a change must name."""

    dismissal: Dismissal | None
    version: str
    changed_by: str | None = None
    changed_at: datetime.datetime | None = None


def dismissals(session: Session) -> Mapping[str, KnownDismissal]:
    """Return the dismissals of all schools by school id, in one query; schools without one are left out."""
    return {school_id: _of(row) for school_id, row in stored.all_rows(session, DISMISSAL).items()}


def dismissal_of(session: Session, school_id: str) -> KnownDismissal:
    """Return the dismissal of one school."""
    return dismissals(session).get(school_id) or KnownDismissal(None, version(None))


def change_dismissal(
    session: Session,
    school_id: str,
    dismissal: Dismissal | None,
    *,
    now: datetime.datetime,
    by: str | None,
    address: str | None = None,
    expected: str | None = None,
) -> bool:
    """Set when a school lets out, None for unknown; return whether anything changed.

    `by` is the administrator, None on the command line; `expected` is the version that the page was opened with.
    Raise UnknownError if there is no such school, UsageError for impossible times, StaleError if somebody else changed it first.
    """
    if school_id not in schools.lock_all(session, [school_id]):
        raise UnknownError(GONE)
    return save(
        session,
        DISMISSAL,
        school_id,
        checked_dismissal(dismissal) if dismissal else None,
        action="school.dismissal_changed",
        subject=f"school:{school_id}",
        now=now,
        by=by,
        address=address,
        expected=expected,
    )


def checked_dismissal(dismissal: Dismissal) -> Dismissal:
    """Return a dismissal in its normal form, with weekdays only where they differ and early releases by day; raise UsageError."""
    if not set(dismissal.by_weekday) <= set(range(len(WEEKDAYS))):
        raise UsageError("School ends from Monday to Friday only: leave other days out.")
    for time in (dismissal.usual, *dismissal.by_weekday.values(), *(one.at for one in dismissal.early)):
        _check_time(time)
    if len(dismissal.early) > MOST_EARLY_DAYS:
        raise UsageError(f"There are more than {MOST_EARLY_DAYS} days of early release: take out those that are over.")
    twice = next((day for day, count in Counter(one.day for one in dismissal.early).items() if count > 1), None)
    if twice:
        raise UsageError(f"{dates.day(twice)} is listed twice among the days of early release: keep one.")
    for one in dismissal.early:
        _check_early(dismissal, one)
    return Dismissal(
        dismissal.usual,
        {weekday: time for weekday, time in sorted(dismissal.by_weekday.items()) if time != dismissal.usual},
        tuple(replace(one, note=read_line(one.note)) for one in sorted(dismissal.early, key=lambda one: one.day)),
    )


def _check_time(time: datetime.time) -> None:
    if time.tzinfo is not None or time.second or time.microsecond or not EARLIEST <= time <= LATEST:
        raise UsageError(f"{time:%H:%M} cannot be the end of a school day: give a time from 9:00 am to 7:00 pm.")


def _check_early(dismissal: Dismissal, one: EarlyRelease) -> None:
    named = dates.day(one.day)
    if one.day.weekday() >= len(WEEKDAYS):
        raise UsageError(f"{named} is a day of a weekend: school ends on no such day.")
    if one.at >= (usual := dismissal.on_weekday(one.day.weekday())):
        raise UsageError(f"On {named} school would end no earlier than on other days, which is {usual:%H:%M}.")


def _of(row: SetRow) -> KnownDismissal:
    try:
        found = None if row.value is None else checked_dismissal(from_json(row.value, Dismissal))
    except UsageError:
        # Written by another version of the program: unknown is safer than a guess.
        found = None
    return KnownDismissal(found, version(row), row.changed_by, row.changed_at)
