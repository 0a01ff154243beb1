"""The facts in a listing, as plain values: its texts, numbers, hours and phone numbers, when it runs, and for whom.

Functions take a listing's fields or one target of them, and return None or () if the listing says nothing.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from directory.storage.listings.targets import items_of
from importers import confidential
from importers.fields import Target
from importers.records import Cost, Fields, NeedFit, Phone, Schedule
from importers.times import closures, hours, seasons
from importers.times.closures import Closure
from importers.times.seasons import Season
from importers.values.openings import Openings, first_of, in_sentences
from importers.values.openings import read as openings_in
from matching.needs import audience_of, is_for_crisis
from matching.traits import DescribedListing, Opening
from matching.traits import read as traits_of
from matching.weekdays import DAYS

Listing: TypeAlias = Fields
"""The fields of one service at location, as records.load returns them."""

_RUNNING = (
    Target.SERVICE_DESCRIPTION,
    Target.SERVICE_ELIGIBILITY_DESCRIPTION,
    Target.SERVICE_APPLICATION_PROCESS,
    Target.SERVICE_AT_LOCATION_DESCRIPTION,
)
"""The texts in which a listing may say when a service runs."""


_NAMES = (
    Target.ORGANIZATION_NAME,
    Target.ORGANIZATION_ALTERNATE_NAME,
    Target.SERVICE_NAME,
    Target.SERVICE_ALTERNATE_NAME,
    Target.PROGRAM_NAME,
)
_CLOSED_DAYS = re.compile(r"\b(?:closed|cerrado|holidays?|feriados?|festivos?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Open:
    """A span on one day of the week (Monday is 0), as HH:MM; if it closes before it opens, it ends on the next day."""

    day: int
    opens_at: str
    closes_at: str


def shown(fields: Fields) -> Fields:
    """Return the fields as they may be shown: for a confidential place without anything that leads to it, in any text."""
    return confidential.withheld(fields) if fields.get(confidential.MARK) else fields


def text(fields: Fields, target: Target) -> str | None:
    """Return the text of a target, or None."""
    value = fields.get(target)
    return value.strip() or None if isinstance(value, str) else None


def texts(fields: Fields, target: Target) -> tuple[str, ...]:
    return tuple(item for item in items_of(fields, target) if isinstance(item, str))


def number(fields: Fields, target: Target) -> float | None:
    value = fields.get(target)
    return float(value) if isinstance(value, int | float) else None


def is_closed(fields: Listing) -> bool:
    """Whether a service does not run: nobody is sent there."""
    return text(fields, Target.SERVICE_STATUS) in ("inactive", "defunct")


def season(fields: Fields) -> Season | None:
    """Return the months in which the service runs, or None unless its listing says that it does not run all year."""
    return seasons.read(hours_line(fields), *(text(fields, target) for target in _RUNNING))


def closure(fields: Fields, today: datetime.date) -> Closure | None:
    """Return what the listing says, in its own words, about not running today; None if it runs."""
    return closures.read(today, *_closing_texts(fields))


def closed_until(fields: Fields) -> datetime.date | None:
    """Return the first day on which the listing no longer says that it is closed; datetime.date.max if it gives no end."""
    days = [one.until or datetime.date.max for one in closures.found(*_closing_texts(fields))]
    return max(days, default=None)


def _closing_texts(fields: Fields) -> tuple[str | None, ...]:
    named = (*_RUNNING, Target.SERVICE_NAME, Target.SERVICE_ALERT, Target.ORGANIZATION_DESCRIPTION)
    return (hours_line(fields), *(text(fields, target) for target in named))


def room(fields: Fields) -> Openings:
    """Return how many places are free and how long one waits, with the day as of which the listing says so.

    A number of its own comes before words. Without a day of its own, it is as of the day on which the listing was last confirmed.
    """
    day, confirmed = fields.get(Target.CAPACITY_UPDATED), fields.get(Target.SERVICE_ASSURED_DATE)
    counted = next((one for one in (day, confirmed) if isinstance(one, datetime.date)), None)
    told = (in_sentences(words, counted) for target in (*_RUNNING, Target.SERVICE_ALERT) if (words := text(fields, target)))
    said = first_of((openings_in(text(fields, Target.SERVICE_WAIT_TIME) or "", counted), *told))
    places = number(fields, Target.CAPACITY_AVAILABLE)
    if places is None and said.places is None and not said.wait:
        return Openings()
    return Openings(said.places if places is None else places, said.wait, said.as_of or counted)


def for_crisis(fields: Fields) -> bool:
    """Whether the service exists for danger only."""
    fits = {need.slug: need.fit for need in items_of(fields, Target.NEEDS) if isinstance(need, NeedFit)}
    names = (text(fields, Target.SERVICE_NAME), text(fields, Target.PROGRAM_NAME))
    said = dict.fromkeys(name for name in names if name)
    return is_for_crisis(
        fits, *said, categories=texts(fields, Target.CATEGORIES), description=text(fields, Target.SERVICE_DESCRIPTION) or ""
    )


def audience(fields: Fields) -> tuple[str, ...]:
    """Return the keys of the groups that the service is limited to, by its own words (matching.needs.audiences)."""
    names = (text(fields, target) for target in (Target.SERVICE_NAME, Target.SERVICE_ALTERNATE_NAME, Target.PROGRAM_NAME))
    said = (text(fields, target) or "" for target in (Target.SERVICE_DESCRIPTION, Target.SERVICE_ELIGIBILITY_DESCRIPTION))
    return audience_of(". ".join(dict.fromkeys(name for name in names if name)), *said)


def traits(fields: Fields) -> tuple[str, ...]:
    """Return what the listing says about wishes, as codes (matching.traits)."""
    fields = shown(fields)
    runs = season(fields)

    def said(*targets: Target) -> tuple[str, ...]:
        return tuple(dict.fromkeys(words for target in targets if (words := text(fields, target))))

    return traits_of(
        DescribedListing(
            names=said(*_NAMES),
            labels=(*texts(fields, Target.CATEGORIES), *texts(fields, Target.KEYWORDS)),
            descriptions=said(*_RUNNING, Target.SERVICE_ALERT),
            organization_descriptions=said(Target.ORGANIZATION_DESCRIPTION),
            transportation=text(fields, Target.LOCATION_TRANSPORTATION) or "",
            accessibility=texts(fields, Target.ACCESSIBILITY),
            modes=texts(fields, Target.MODES),
            openings=openings(schedules(fields)),
            vague_hours=any(is_vague(schedule) for schedule in schedules(fields)),
            season=(runs.first, runs.last) if runs else None,
        )
    )


def openings(listed: Iterable[Schedule]) -> tuple[Opening, ...]:
    """Return the days on which schedules say that a service is open, with the hours that were understood."""
    return tuple(
        Opening(day.lower(), schedule.opens_at, schedule.closes_at)
        for schedule in listed
        for day in (schedule.byday or "").split(",")
        if day in DAYS
    )


def is_vague(schedule: Schedule) -> bool:
    """Whether a schedule has only words that may mean more hours: "by appointment", not "closed on holidays"."""
    return not schedule.byday and not _CLOSED_DAYS.search(schedule.description or "")


def hours_line(fields: Fields) -> str | None:
    """Return the hours on one line: "Monday to Friday, 9 am to 5 pm; Saturday, 10 am to 2 pm"."""
    return hours.say(schedules(fields)) or None


def spans(fields: Fields) -> tuple[Open, ...]:
    """Return the hours that were understood, day by day."""
    found = {
        Open(DAYS.index(day), schedule.opens_at, schedule.closes_at)
        for schedule in schedules(fields)
        if schedule.opens_at and schedule.closes_at and schedule.byday
        for day in schedule.byday.split(",")
        if day in DAYS
    }
    return tuple(sorted(found, key=lambda one: (one.day, one.opens_at, one.closes_at)))


def schedules(fields: Fields) -> tuple[Schedule, ...]:
    return tuple(item for item in items_of(fields, Target.SCHEDULES) if isinstance(item, Schedule))


def options(fields: Fields) -> tuple[str, ...]:
    """Return the ways to pay, as a listing has them (matching.offers.Payment), without duplicates."""
    return tuple(dict.fromkeys(cost.option for cost in costs_of(fields)))


def costs_of(fields: Fields) -> tuple[Cost, ...]:
    return tuple(item for item in items_of(fields, Target.COSTS) if isinstance(item, Cost))


def phones(fields: Fields) -> tuple[Phone, ...]:
    return tuple(item for item in items_of(fields, Target.PHONES) if isinstance(item, Phone))


def first_phone(fields: Fields) -> Phone | None:
    """Return the number to call: the first that is not a fax."""
    return next((phone for phone in phones(fields) if phone.type != "fax"), None)
