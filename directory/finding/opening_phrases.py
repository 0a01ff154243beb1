"""Openings and waits in words, as reasons speak of them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from babel.dates import format_skeleton

from directory.finding.list_phrases import all_of
from directory.i18n.catalogs import Catalog
from matching.openings import length
from matching.query import Value

Fields = Mapping[str, Value]


def said_first(fields: Fields, say: Catalog) -> str:
    """Return what there is at the beginning of a sentence: "8 openings", "Waiting list of about 6 weeks"."""
    words = all_of([*_places(fields, say), *_wait(fields, say)], say)
    return words[:1].upper() + words[1:]


def had(fields: Fields, say: Catalog) -> str:
    """Return what there was: "8 openings", "a waiting list of about 6 weeks"."""
    return all_of([*_places(fields, say), *_waited(fields, say)], say)


def _places(fields: Fields, say: Catalog) -> list[str]:
    places = fields["places"]
    if not isinstance(places, int):
        return []
    return [say.plural("{count} opening", "{count} openings", places, count=places) if places > 0 else say("no openings")]


def _wait(fields: Fields, say: Catalog) -> list[str]:
    code, time = str(fields["wait"]), _time(str(fields["wait"]), say)
    if code == "none":
        return [say("no wait")]
    if code.startswith("list"):
        return [say("waiting list of about {time}", time=time) if time else say("waiting list")]
    return [say("wait of about {time}", time=time)] if time else []


def _waited(fields: Fields, say: Catalog) -> list[str]:
    code, time = str(fields["wait"]), _time(str(fields["wait"]), say)
    if code == "none":
        return [say("no wait")]
    if code.startswith("list"):
        return [say("a waiting list of about {time}", time=time) if time else say("a waiting list")]
    return [say("a wait of about {time}", time=time)] if time else []


def _time(wait: str, say: Catalog) -> str:
    """Return how long one waits: "6 weeks", "2 to 3 months"."""
    found = length(wait)
    if found is None:
        return ""
    least, most, unit = found
    count = str(most) if least == most else say("{least} to {most}", least=least, most=most)
    return _UNITS[unit](say, most, count)


_UNITS: Mapping[str, Callable[[Catalog, int, str], str]] = {
    "day": lambda say, most, count: say.plural("{count} day", "{count} days", most, count=count),
    "week": lambda say, most, count: say.plural("{count} week", "{count} weeks", most, count=count),
    "month": lambda say, most, count: say.plural("{count} month", "{count} months", most, count=count),
    "year": lambda say, most, count: say.plural("{count} year", "{count} years", most, count=count),
}


def _counted(skeleton: str) -> Callable[[Fields, Catalog], str]:
    def written(fields: Fields, say: Catalog) -> str:
        day = fields["counted"]
        if not isinstance(day, datetime.date):
            raise TypeError(f"counted is no day: {day!r}")
        return format_skeleton(skeleton, day, locale=say.locale)

    return written


PHRASES: Mapping[str, Callable[[Fields, Catalog], str]] = {
    "openings": said_first,
    "had_openings": had,
    "counted_day": _counted("MMMMd"),
    "counted_month": _counted("yMMMM"),
}
"""Writers of these fields, by the name that sentences use."""
