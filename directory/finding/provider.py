"""Everything known about one service at a place, in the order in which a specialist asks for it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy.orm import Session

from directory import clock
from directory.errors import UnknownError
from directory.finding.provider_record import record_of
from directory.finding.reason_codes import CheckCode, ListingCode, ReasonNote
from directory.finding.reason_words import in_words
from directory.i18n.dates import day
from directory.listings import words as listing_words
from directory.listings.place import is_for_mail
from directory.storage.listings import facts, sources
from directory.storage.listings.facts import number, text, texts
from directory.storage.listings.lookups import REMOTE
from directory.storage.listings.records import load
from directory.storage.listings.sources import Elsewhere, Origin
from directory.storage.listings.targets import items_of
from directory.storage.referrals import flags
from matching.freshness import is_stale
from matching.needs import terms

Group = tuple[str, tuple[str, ...]]
"""A label and the lines below it."""

PLACE = ("location.", "address.", "accessibility", "service_at_location.description")
"""Targets that reveal where a place is; none of them is read for a confidential place."""

STATUS = {
    "inactive": CheckCode.STATUS_INACTIVE,
    "defunct": CheckCode.STATUS_DEFUNCT,
    "temporarily closed": CheckCode.STATUS_PAUSED,
}
MODES = {"in_person": "In person", "online": "Online", "phone": "By phone", "home": "At the family's home", "school": "At school"}


@dataclass(frozen=True, slots=True)
class Provider:
    """A service at a place as its page shows it: warnings first, then groups of lines.

    `point` is in degrees, None if there is none or it must not be shown; `phones` are E.164 with `;ext=` and in words. `record`
    says what came of earlier referrals, for those who may see the students.
    """

    id: str
    service: str
    organization: str
    warnings: tuple[ReasonNote, ...]
    freshness: ReasonNote
    stale: bool
    groups: tuple[Group, ...]
    phones: tuple[tuple[str, str], ...]
    address: str | None
    point: tuple[float, float] | None
    approximate: bool
    confidential: bool
    do_not_refer: bool
    closed: bool
    elsewhere: tuple[Elsewhere, ...]
    origin: Origin | None
    record: str | None = None


def provider(session: Session, record_id: str, today: datetime.date) -> Provider:
    """Return what is known about a service at location; raise UnknownError if it does not exist."""
    fields = load(session, [record_id]).get(record_id)
    if fields is None:
        raise UnknownError("There is no such provider. It may have been taken out of the directory.")
    confidential = bool(fields.get("service.confidential"))
    if confidential:
        fields = {target: value for target, value in facts.shown(fields).items() if not target.startswith(PLACE)}
    came = sources.origin(session, record_id)
    others = sources.elsewhere(session, record_id, str(fields["organization.id"]), text(fields, "service.name") or "")
    if confidential:  # the agency's other services may be at the same address
        others = tuple(replace(one, place=None) for one in others)
    assured = fields.get("service.assured_date")
    confirmed = assured if isinstance(assured, datetime.date) else None
    fresh = freshness(confirmed, today)
    latitude, longitude = number(fields, "location.latitude"), number(fields, "location.longitude")
    if set(texts(fields, "modes") or ("in_person",)) <= REMOTE:
        latitude = longitude = None  # nobody goes there, and no map shows the way
    return Provider(
        id=record_id,
        service=text(fields, "service.name") or "",
        organization=text(fields, "organization.name") or "",
        warnings=_warnings(fields, came, wrong=record_id in flags.flagged(session, [record_id])),
        freshness=fresh,
        stale=is_stale(confirmed, today),
        groups=tuple((label, lines) for label, lines in _groups(fields, came, others, fresh) if lines),
        phones=tuple((listing_words.e164(phone), listing_words.phone_words(phone)) for phone in facts.phones(fields)),
        address=listing_words.address(fields),
        point=None if latitude is None or longitude is None else (latitude, longitude),
        approximate=text(fields, "location.precision") in ("zip", "city"),
        confidential=confidential,
        do_not_refer=bool(fields.get("service.do_not_refer")),
        closed=facts.is_closed(fields),
        elsewhere=others,
        origin=came,
        record=record_of(session, record_id),
    )


def freshness(confirmed: datetime.date | None, today: datetime.date) -> ReasonNote:
    """Return when somebody last confirmed the listing: "Confirmed on March 3, 2026, 8 months ago"."""
    if confirmed is None:
        return ReasonNote(ListingCode.UNCONFIRMED)
    code = ListingCode.CONFIRMED_ON_STALE if is_stale(confirmed, today) else ListingCode.CONFIRMED_ON
    return ReasonNote(code, {"day": confirmed, "today": today})


def _warnings(fields: facts.Listing, came: Origin | None, *, wrong: bool) -> tuple[ReasonNote, ...]:
    status = text(fields, "service.status") or "active"
    alert = text(fields, "service.alert")
    found: tuple[tuple[StrEnum, bool], ...] = (
        (ListingCode.DO_NOT_REFER, bool(fields.get("service.do_not_refer"))),
        (STATUS.get(status, CheckCode.STATUS_UNKNOWN), status != "active"),
        (ListingCode.WRONG_DETAILS, wrong),
        (CheckCode.CONFIDENTIAL, bool(fields.get("service.confidential"))),
        (CheckCode.STATUS_WITHDRAWN, came is not None and came.withdrawn and status == "active"),
    )
    told = tuple(ReasonNote(code) for code, true in found if true)
    return (*told, ReasonNote(CheckCode.ALERT, {"words": alert})) if alert else told


def _groups(
    fields: facts.Listing,
    came: Origin | None,
    others: tuple[Elsewhere, ...],
    fresh: ReasonNote,
) -> tuple[Group, ...]:
    def lines(*targets: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(words for target in targets if (words := text(fields, target))))

    return (
        ("Who it is for", (*_ages(fields), *lines("service.eligibility_description"), *_school(fields))),
        ("What it does", lines("service.description", "service_at_location.description")),
        ("Helps with", _needs(fields)),
        ("Cost and payment", listing_words.cost_lines(fields)),
        ("Hours", listing_words.week(fields)),
        ("Languages", (*_joined(listing_words.language_names(fields)), *lines("service.interpretation_services"))),
        ("How it is offered", tuple(MODES.get(mode, mode.replace("_", " ").capitalize()) for mode in texts(fields, "modes"))),
        ("How to apply", lines("service.application_process")),
        ("What to bring", texts(fields, "required_documents")),
        ("Openings", _capacity(fields)),
        ("Wait", lines("service.wait_time")),
        ("Phone", listing_words.phone_lines(fields)),
        ("Contacts", listing_words.contact_lines(fields)),
        ("E-mail", lines("service.email", "organization.email")),
        ("Web", tuple(dict.fromkeys((*lines("service.url", "location.url", "organization.website"), *texts(fields, "urls"))))),
        ("Where", (*lines("location.name"), *_one(_where(fields)), *lines("address.attention", "location.description"))),
        ("Access", texts(fields, "accessibility")),
        ("Getting there", lines("location.transportation")),
        ("Area served", _joined(texts(fields, "service_areas"))),
        (
            "The agency",
            lines("organization.alternate_name", "program.name", "organization.description", "organization.legal_status"),
        ),
        ("Licenses", lines("service.licenses", "service.accreditations")),
        ("Also from this agency", tuple(", ".join(filter(None, (one.service, one.place))) for one in others)),
        ("This listing", (in_words(fresh), *_origin(came))),
    )


def _where(fields: facts.Listing) -> str | None:
    """Return the address, marked as for mail only if nobody can visit it."""
    address = listing_words.address(fields)
    return f"For mail only: {address}" if address and is_for_mail(address) else address


def _ages(fields: facts.Listing) -> tuple[str, ...]:
    return _one(listing_words.ages(number(fields, "service.minimum_age"), number(fields, "service.maximum_age")))


def _school(fields: facts.Listing) -> tuple[str, ...]:
    school = text(fields, "service.school")
    return (f"For students of {school} only",) if school else ()


def _needs(fields: facts.Listing) -> tuple[str, ...]:
    """Return the needs that it is listed for, surest first."""
    slugs = [str(getattr(need, "slug", "")) for need in sorted(items_of(fields, "needs"), key=_unsure)]
    return _joined([terms()[slug].english for slug in slugs if slug in terms()])


def _unsure(need: object) -> float:
    return -float(getattr(need, "fit", 0.0))


def _capacity(fields: facts.Listing) -> tuple[str, ...]:
    available, maximum = number(fields, "capacity.available"), number(fields, "capacity.maximum")
    if available is None:
        return ()
    of = f" of {maximum:g}" if maximum else ""
    if available <= 0:
        return ("No free places when last reported: ask about the waiting list",)
    return (f"{available:g}{of} free {'place' if available == 1 and not of else 'places'} when last reported",)


def _origin(came: Origin | None) -> tuple[str, ...]:
    if came is None:
        return ("Written by hand in this directory",)
    when = f", imported on {day(clock.day_of(came.imported_at))}" if came.imported_at else ""
    return (f"From the list “{came.source}”{when}",)


def _joined(items: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (", ".join(items),) if items else ()


def _one(line: str | None) -> tuple[str, ...]:
    return (line,) if line else ()
