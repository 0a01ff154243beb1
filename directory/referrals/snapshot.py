"""Pure: what was chosen and why, frozen on the day of the opening so that letters and reports stay true afterwards."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from directory.listings.place import street_address
from directory.storage.listings.facts import Open
from directory.students.seals import kept_in
from matching.offers import WITHOUT_PLACE


@dataclass(frozen=True, slots=True)
class FrozenPhone:
    """A number to call: E.164 with `;ext=`, its kind (voice, text, tty, cell, hotline) and the listing's note."""

    number: str
    kind: str = "voice"
    note: str | None = None


@dataclass(frozen=True, slots=True)
class FrozenReason:
    """A criterion, the text of its verdict (matching.query.Verdict) and its sentence, as shown beside the match."""

    criterion: str
    verdict: str
    text: str


@dataclass(frozen=True, slots=True, repr=False)
class FrozenProvider:
    """A service at a place as it was in the directory that day; nothing reveals the place of a confidential one.

    `languages` are ISO 639 codes; `options` are ways to pay (matching.offers.Payment), `costs` the listing's lines on cost;
    `spans` are the hours that could be parsed and `hours` the listing's own line; `modes` are ways in which it is given
    (matching.offers.Mode); `first_month` and `last_month` are the season of one that does not run all year; `closed_until` is the
    first day on which its listing no longer says that it is closed.
    """

    record_id: str
    service_id: str
    organization_id: str
    service: str
    organization: str
    phones: tuple[FrozenPhone, ...] = ()
    email: str | None = None
    url: str | None = None
    location: str | None = None
    address: str | None = None
    transport: str | None = None
    access: tuple[str, ...] = ()
    spans: tuple[Open, ...] = ()
    hours: str | None = None
    options: tuple[str, ...] = ()
    costs: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    interpreters: bool = False
    modes: tuple[str, ...] = ()
    minimum_age: float | None = None
    maximum_age: float | None = None
    eligibility: str | None = None
    documents: tuple[str, ...] = ()
    apply: str | None = None
    wait: str | None = None
    school: str | None = None
    first_month: int | None = None
    last_month: int | None = None
    closed_until: datetime.date | None = None
    confidential: bool = False
    assured: datetime.date | None = None
    stale: bool = False


@kept_in("referral")
@dataclass(frozen=True, slots=True, repr=False)
class Snapshot:
    """The choice: the provider, how it fitted by each criterion, its distance in miles, and the words of staff.

    `despite` says why it was opened although something did not fit, None if everything did. `start` is where the miles were
    measured from: home (by its ZIP), school, or another place; `origin` is match, provider or shortlist.
    """

    on: datetime.date
    provider: FrozenProvider
    reasons: tuple[FrozenReason, ...] = ()
    miles: float | None = None
    approximate: bool = False
    start: str = "school"
    origin: str = "provider"
    words: str | None = None
    despite: str | None = None


@kept_in("referral_event")
@dataclass(frozen=True, slots=True, repr=False)
class EventWords:
    """What was said about an event."""

    words: str


def place_of(provider: FrozenProvider) -> str | None:
    """Return where a family goes; None where it goes nowhere, or where the place is unknown or must not be revealed."""
    goes_nowhere = bool(provider.modes) and set(provider.modes) <= WITHOUT_PLACE
    return None if provider.confidential or goes_nowhere else street_address(provider.address)
