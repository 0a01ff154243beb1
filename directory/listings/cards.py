"""A service as a card: what a specialist needs to see before opening its page."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from directory.listings import words as listing_words
from directory.storage.listings import facts
from directory.storage.listings.facts import Open, number, text, texts
from directory.storage.listings.records import load
from directory.storage.listings.targets import DETAILS, items_of
from importers.fields import Target
from importers.records import Fields, NeedFit
from importers.times.closures import Closure
from importers.times.seasons import Season
from importers.values.phones import e164_with_extension
from matching.freshness import is_stale

_SHOWN = tuple(
    d
    for d in DETAILS
    if d.target in (Target.PHONES, Target.LANGUAGES, Target.NEEDS, Target.COSTS, Target.SCHEDULES, Target.MODES)
)


@dataclass(frozen=True, slots=True)
class Card:
    """A service at a place; a confidential one has no place, address or point.

    `languages` are ISO 639 codes and `phone` is E.164 with `;ext=`, as in the command line's contract; `line` is the
    description's first sentence, `options` the ways to pay, `spans` the hours that could be parsed. `precision` is "address",
    "zip" or "city" for the point. `for_crisis` means that it is for danger alone, `season` that it runs in some months only;
    `closure` is what it says about not running today. `stale` is as `matching.freshness` defines it.
    """

    id: str
    service_id: str
    service: str
    organization: str
    location: str | None
    address: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None
    minimum_age: float | None
    maximum_age: float | None
    ages: str | None
    languages: tuple[str, ...]
    language_names: tuple[str, ...]
    phone: str | None
    phone_words: str | None
    needs: tuple[str, ...]
    line: str | None
    hours: str | None
    spans: tuple[Open, ...]
    cost: str | None
    options: tuple[str, ...]
    modes: tuple[str, ...]
    transport: str | None
    school: str | None
    confidential: bool
    do_not_refer: bool
    closed: bool
    assured: datetime.date | None
    stale: bool
    for_crisis: bool
    season: Season | None
    closure: Closure | None
    names: tuple[str, ...]
    descriptions: tuple[str, ...]

    @property
    def payment_text(self) -> str:
        """The texts that may name an insurance plan."""
        return ". ".join((*((self.cost,) if self.cost else ()), *self.descriptions))

    def as_json(self) -> dict[str, Any]:
        """Return exactly the keys that the command line's contract gives a service."""
        return {
            "service_id": self.service_id,
            "service": self.service,
            "organization": self.organization,
            "location": self.location,
            "address": self.address,
            "latitude": self.latitude,
            "longitude": self.longitude,
            "minimum_age": _whole(self.minimum_age),
            "maximum_age": _whole(self.maximum_age),
            "languages": list(self.languages),
            "phone": self.phone,
            "needs": list(self.needs),
        }


def cards(session: Session, ids: Iterable[str], today: datetime.date) -> dict[str, Card]:
    """Return the cards of these services at location, by id; unknown ids are left out."""
    return {key: _card(fields, today) for key, fields in load(session, ids, _SHOWN).items()}


def _card(fields: Fields, today: datetime.date) -> Card:
    told = not fields.get(Target.SERVICE_CONFIDENTIAL)
    fields = facts.shown(fields)
    phone = facts.first_phone(fields)
    minimum, maximum = number(fields, Target.SERVICE_MINIMUM_AGE), number(fields, Target.SERVICE_MAXIMUM_AGE)
    assured = fields.get(Target.SERVICE_ASSURED_DATE)
    day = assured if isinstance(assured, datetime.date) else None
    return Card(
        id=str(fields[Target.SERVICE_AT_LOCATION_ID]),
        service_id=str(fields[Target.SERVICE_ID]),
        service=text(fields, Target.SERVICE_NAME) or "",
        organization=text(fields, Target.ORGANIZATION_NAME) or "",
        location=text(fields, Target.LOCATION_NAME) if told else None,
        address=listing_words.address(fields) if told else None,
        latitude=number(fields, Target.LOCATION_LATITUDE) if told else None,
        longitude=number(fields, Target.LOCATION_LONGITUDE) if told else None,
        precision=text(fields, Target.LOCATION_PRECISION) if told else None,
        minimum_age=minimum,
        maximum_age=maximum,
        ages=listing_words.ages(minimum, maximum),
        languages=texts(fields, Target.LANGUAGES),
        language_names=listing_words.language_names(fields),
        phone=e164_with_extension(phone) if phone else None,
        phone_words=listing_words.phone_words(phone) if phone else None,
        needs=tuple(need.slug for need in items_of(fields, Target.NEEDS) if isinstance(need, NeedFit)),
        line=listing_words.first_sentence(
            text(fields, Target.SERVICE_DESCRIPTION) or text(fields, Target.ORGANIZATION_DESCRIPTION)
        ),
        hours=facts.hours_line(fields),
        spans=facts.spans(fields),
        cost=listing_words.cost_line(fields),
        options=facts.options(fields),
        modes=texts(fields, Target.MODES),
        transport=text(fields, Target.LOCATION_TRANSPORTATION) if told else None,
        school=text(fields, Target.SERVICE_SCHOOL),
        confidential=not told,
        do_not_refer=bool(fields.get(Target.SERVICE_DO_NOT_REFER)),
        closed=facts.is_closed(fields),
        assured=day,
        stale=is_stale(day, today),
        season=facts.season(fields),
        closure=facts.closure(fields, today),
        for_crisis=facts.for_crisis(fields),
        names=_said(
            fields, Target.ORGANIZATION_NAME, Target.ORGANIZATION_ALTERNATE_NAME, Target.SERVICE_NAME, Target.PROGRAM_NAME
        ),
        descriptions=_said(
            fields,
            Target.SERVICE_DESCRIPTION,
            Target.ORGANIZATION_DESCRIPTION,
            Target.SERVICE_ELIGIBILITY_DESCRIPTION,
            Target.SERVICE_ALERT,
        ),
    )


def _said(fields: Fields, *targets: Target) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for target in targets if (words := text(fields, target))))


def _whole(age: float | None) -> float | None:
    return int(age) if age is not None and age.is_integer() else age
