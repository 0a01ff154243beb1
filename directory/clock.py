"""The time: moments are kept in UTC, days are those of the district's own time zone, which is set once at start.

A machine whose zone is unset or unknown would be on UTC in silence, and on tomorrow in the evening; so nothing that needs a
day is done without a zone that is named and known.
"""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from directory.errors import UsageError
from directory.settings import PREFIX, Settings

OF_THE_DEMO = "America/Detroit"
SLACK = datetime.timedelta(minutes=2)
"""How far ahead of now a stored moment may lie and still be believed: requests wait for their turn, and clocks are set.

What lies farther ahead was written while the clock ran ahead: it is no failed sign-in, no fresh session and no day to wait for.
"""

_set: str | None = None


def use(settings: Settings) -> None:
    """Takes the days from now on from the time zone of these settings."""
    global _set  # noqa: PLW0603  # a process serves one district, and filters of templates are handed no settings
    _set = settings.time_zone or (OF_THE_DEMO if settings.demo else None)


def zone() -> ZoneInfo:
    """The district's time zone; raises UsageError where it is not set or not known."""
    if _set is None:
        raise UsageError(f"The time zone is not set: name the district's in {PREFIX}TIME_ZONE, such as America/Detroit.")
    try:
        return ZoneInfo(_set)  # which is cached
    except (KeyError, OSError, ValueError):
        raise UsageError(
            f"{PREFIX}TIME_ZONE names no time zone that is known ({_set[:40]!r}): write it like America/Detroit."
        ) from None


def now() -> datetime.datetime:
    """The moment, in UTC, without a zone, as the tables keep moments."""
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None)


def today() -> datetime.date:
    """The day that it is in the district."""
    return day_of(now())


def local(moment: datetime.datetime) -> datetime.datetime:
    """A moment of the tables as the clock on the wall had it."""
    return moment.replace(tzinfo=datetime.UTC).astimezone(zone())


def day_of(moment: datetime.datetime) -> datetime.date:
    """The day of a moment of the tables, as the calendar on the wall had it."""
    return local(moment).date()


def moment_of(wall: datetime.datetime) -> datetime.datetime:
    """The moment of the tables at which the clock on the wall shows this day and time."""
    return wall.replace(tzinfo=zone()).astimezone(datetime.UTC).replace(tzinfo=None)
