"""Time: moments are stored in UTC, and days are those of the district's own time zone, which is set once at startup.

Without a time zone a machine silently uses UTC, where tomorrow begins during the American evening. So whatever needs a date
raises UsageError until a known time zone is set.
"""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from directory.errors import UsageError
from directory.settings import PREFIX, Settings

OF_THE_DEMO = "America/Detroit"
SLACK = datetime.timedelta(minutes=2)
"""How far in the future a stored moment may be and still be believed, since requests wait for their turn and clocks get adjusted.

Anything later was written while the clock ran ahead: it does not count as a failed sign-in, a fresh session or a day to wait for.
"""

_set: str | None = None


def use(settings: Settings) -> None:
    """Take the time zone of all days from these settings from now on."""
    global _set  # noqa: PLW0603  # a process serves one district, and template filters get no settings
    _set = settings.time_zone or (OF_THE_DEMO if settings.demo else None)


def zone() -> ZoneInfo:
    """Return the district's time zone; raise UsageError if it is not set or not known."""
    if _set is None:
        raise UsageError(f"The time zone is not set: name the district's in {PREFIX}TIME_ZONE, such as America/Detroit.")
    try:
        return ZoneInfo(_set)  # ZoneInfo caches these
    except (KeyError, OSError, ValueError):
        raise UsageError(f"{PREFIX}TIME_ZONE is not a known time zone ({_set[:40]!r}): write it like America/Detroit.") from None


def now() -> datetime.datetime:
    """Return the current moment as stored in the tables: UTC, without tzinfo."""
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None)


def today() -> datetime.date:
    """Return today's date in the district."""
    return day_of(now())


def local(moment: datetime.datetime) -> datetime.datetime:
    """Convert a stored moment to the district's local time."""
    return moment.replace(tzinfo=datetime.UTC).astimezone(zone())


def day_of(moment: datetime.datetime) -> datetime.date:
    """Return the district's local date of a stored moment."""
    return local(moment).date()


def moment_of(wall: datetime.datetime) -> datetime.datetime:
    """Convert a local time of the district to a moment as stored."""
    return wall.replace(tzinfo=zone()).astimezone(datetime.UTC).replace(tzinfo=None)
