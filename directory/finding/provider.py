"""Everything known about one service at a place, in the order in which a specialist asks for it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy.orm import Session

from directory import clock
from directory.errors import UnknownError
from directory.finding.condition_words import MODES
from directory.finding.provider_record import record_of
from directory.finding.reason_codes import CheckCode, ListingCode, ReasonNote
from directory.finding.reason_words import in_words
from directory.i18n.dates import day
from directory.listings import words as listing_words
from directory.listings.place import is_for_mail
from directory.storage.candidates import is_answered
from directory.storage.listings import facts, sources
from directory.storage.listings.facts import number, text, texts
from directory.storage.listings.records import load
from directory.storage.listings.sources import Elsewhere, Origin
from directory.storage.listings.targets import items_of
from directory.storage.referrals import flags
from importers.fields import Target
from matching.freshness import is_stale
from matching.needs import terms
from matching.offers import WITHOUT_PLACE, Mode

Group = tuple[str, tuple[str, ...]]
"""A label and the lines below it."""

PLACE = ("location.", "address.", "accessibility", Target.SERVICE_AT_LOCATION_DESCRIPTION)
"""Targets that reveal where a place is; none of them is read for a confidential place."""

STATUS = {
    "inactive": CheckCode.STATUS_INACTIVE,
    "defunct": CheckCode.STATUS_DEFUNCT,
    "temporarily closed": CheckCode.STATUS_PAUSED,
}


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


def provider(session: Session, record_id: str, today: datetime.date, language: str) -> Provider:
    """Return what is known about a service at location, in words of a language; raise UnknownError if it does not exist."""
    fields = load(session, [record_id]).get(record_id)
    if fields is None:
        raise UnknownError("There is no such provider. It may have been taken out of the directory.")
    confidential = bool(fields.get(Target.SERVICE_CONFIDENTIAL))
    if confidential:
        fields = {target: value for target, value in facts.shown(fields).items() if not target.startswith(PLACE)}
    came = sources.origin(session, record_id)
    others = sources.elsewhere(session, record_id, str(fields[Target.ORGANIZATION_ID]), text(fields, Target.SERVICE_NAME) or "")
    if confidential:  # the agency's other services may be at the same address
        others = tuple(replace(one, place=None) for one in others)
    assured = fields.get(Target.SERVICE_ASSURED_DATE)
    confirmed = assured if isinstance(assured, datetime.date) else None
    fresh = freshness(confirmed, today)
    latitude, longitude = number(fields, Target.LOCATION_LATITUDE), number(fields, Target.LOCATION_LONGITUDE)
    if set(texts(fields, Target.MODES) or (Mode.IN_PERSON,)) <= WITHOUT_PLACE:
        latitude = longitude = None  # nobody goes there, and no map shows the way
    return Provider(
        id=record_id,
        service=text(fields, Target.SERVICE_NAME) or "",
        organization=text(fields, Target.ORGANIZATION_NAME) or "",
        warnings=_warnings(fields, came, wrong=record_id in flags.flagged(session, [record_id])),
        freshness=fresh,
        stale=is_stale(confirmed, today),
        groups=tuple((label, lines) for label, lines in _groups(fields, came, others, in_words(fresh, language)) if lines),
        phones=tuple((listing_words.e164(phone), listing_words.phone_words(phone)) for phone in facts.phones(fields)),
        address=listing_words.address(fields),
        point=None if latitude is None or longitude is None else (latitude, longitude),
        approximate=text(fields, Target.LOCATION_PRECISION) in ("zip", "city"),
        confidential=confidential,
        do_not_refer=bool(fields.get(Target.SERVICE_DO_NOT_REFER)),
        closed=facts.is_closed(fields),
        elsewhere=others,
        origin=came,
        record=record_of(session, record_id, language),
    )


def freshness(confirmed: datetime.date | None, today: datetime.date) -> ReasonNote:
    """Return when somebody last confirmed the listing: "Confirmed on March 3, 2026, 8 months ago"."""
    if confirmed is None:
        return ReasonNote(ListingCode.UNCONFIRMED)
    code = ListingCode.CONFIRMED_ON_STALE if is_stale(confirmed, today) else ListingCode.CONFIRMED_ON
    return ReasonNote(code, {"day": confirmed, "today": today})


def _warnings(fields: facts.Listing, came: Origin | None, *, wrong: bool) -> tuple[ReasonNote, ...]:
    status = text(fields, Target.SERVICE_STATUS) or "active"
    alert = text(fields, Target.SERVICE_ALERT)
    found: tuple[tuple[StrEnum, bool], ...] = (
        (ListingCode.DO_NOT_REFER, bool(fields.get(Target.SERVICE_DO_NOT_REFER))),
        (STATUS.get(status, CheckCode.STATUS_UNKNOWN), status != "active"),
        (ListingCode.WRONG_DETAILS, wrong),
        (CheckCode.CONFIDENTIAL, bool(fields.get(Target.SERVICE_CONFIDENTIAL))),
        (CheckCode.STATUS_WITHDRAWN, came is not None and came.withdrawn and status == "active"),
    )
    told = tuple(ReasonNote(code) for code, true in found if true)
    return (*told, ReasonNote(CheckCode.ALERT, {"words": alert})) if alert else told


def _groups(
    fields: facts.Listing,
    came: Origin | None,
    others: tuple[Elsewhere, ...],
    fresh: str,
) -> tuple[Group, ...]:
    def lines(*targets: Target) -> tuple[str, ...]:
        return tuple(dict.fromkeys(words for target in targets if (words := text(fields, target))))

    return (
        ("Who it is for", (*_ages(fields), *lines(Target.SERVICE_ELIGIBILITY_DESCRIPTION), *_school(fields))),
        ("What it does", lines(Target.SERVICE_DESCRIPTION, Target.SERVICE_AT_LOCATION_DESCRIPTION)),
        ("Helps with", _needs(fields)),
        ("Cost and payment", listing_words.cost_lines(fields)),
        ("Hours", listing_words.week(fields)),
        ("Languages", (*_joined(listing_words.language_names(fields)), *lines(Target.SERVICE_INTERPRETATION_SERVICES))),
        (
            "How it is offered",
            tuple(MODES.get(mode, mode.replace("_", " ").capitalize()) for mode in texts(fields, Target.MODES)),
        ),
        ("How to apply", lines(Target.SERVICE_APPLICATION_PROCESS)),
        ("What to bring", texts(fields, Target.REQUIRED_DOCUMENTS)),
        ("Openings", _capacity(fields)),
        ("Wait", _dated(lines(Target.SERVICE_WAIT_TIME), fields)),
        ("Phone", listing_words.phone_lines(fields)),
        ("Contacts", listing_words.contact_lines(fields)),
        ("E-mail", lines(Target.SERVICE_EMAIL, Target.ORGANIZATION_EMAIL)),
        (
            "Web",
            tuple(
                dict.fromkeys(
                    (*lines(Target.SERVICE_URL, Target.LOCATION_URL, Target.ORGANIZATION_WEBSITE), *texts(fields, Target.URLS))
                )
            ),
        ),
        (
            "Where",
            (*lines(Target.LOCATION_NAME), *_one(_where(fields)), *lines(Target.ADDRESS_ATTENTION, Target.LOCATION_DESCRIPTION)),
        ),
        ("Access", texts(fields, Target.ACCESSIBILITY)),
        ("Getting there", lines(Target.LOCATION_TRANSPORTATION)),
        ("Area served", _joined(texts(fields, Target.SERVICE_AREAS))),
        (
            "The agency",
            lines(
                Target.ORGANIZATION_ALTERNATE_NAME,
                Target.PROGRAM_NAME,
                Target.ORGANIZATION_DESCRIPTION,
                Target.ORGANIZATION_LEGAL_STATUS,
            ),
        ),
        ("Licenses", lines(Target.SERVICE_LICENSES, Target.SERVICE_ACCREDITATIONS)),
        ("Also from this agency", tuple(", ".join(filter(None, (one.service, one.place))) for one in others)),
        ("This listing", (fresh, *_origin(came))),
    )


def _where(fields: facts.Listing) -> str | None:
    """Return the address, marked as for mail only if nobody can visit it."""
    address = listing_words.address(fields)
    return f"For mail only: {address}" if address and is_for_mail(address) else address


def _ages(fields: facts.Listing) -> tuple[str, ...]:
    return _one(listing_words.ages(number(fields, Target.SERVICE_MINIMUM_AGE), number(fields, Target.SERVICE_MAXIMUM_AGE)))


def _school(fields: facts.Listing) -> tuple[str, ...]:
    school = text(fields, Target.SERVICE_SCHOOL)
    return (f"For students of {school} only",) if school else ()


def _needs(fields: facts.Listing) -> tuple[str, ...]:
    """Return the needs that it is listed for, surest first, and apart from them those that its listing only hints at, as cards do."""
    needs = [need for need in sorted(items_of(fields, Target.NEEDS), key=_unsure) if getattr(need, "slug", "") in terms()]
    sure, hinted = ([one for one in needs if is_answered(-_unsure(one)) is is_sure] for is_sure in (True, False))
    asked = _joined([_need_name(one) for one in hinted])
    return (*_joined([_need_name(one) for one in sure]), *(f"Call to ask about: {names}" for names in asked))


def _need_name(need: object) -> str:
    return terms()[str(getattr(need, "slug", ""))].english


def _unsure(need: object) -> float:
    return -float(getattr(need, "fit", 0.0))


def _capacity(fields: facts.Listing) -> tuple[str, ...]:
    available, maximum = number(fields, Target.CAPACITY_AVAILABLE), number(fields, Target.CAPACITY_MAXIMUM)
    if available is None:
        return ()
    of = f" of {maximum:g}" if maximum else ""
    if available <= 0:
        return _dated(("No openings: ask about the waiting list",), fields)
    return _dated((f"{available:g}{of} {'opening' if available == 1 and not of else 'openings'}",), fields)


def _dated(lines: tuple[str, ...], fields: facts.Listing) -> tuple[str, ...]:
    """Return what is said of openings or a wait with the day as of which it is."""
    counted = facts.room(fields).as_of
    return tuple(f"{line} ({f'as of {day(counted)}' if counted else 'no date is given'})" for line in lines)


def _origin(came: Origin | None) -> tuple[str, ...]:
    if came is None:
        return ("Written by hand in this directory",)
    when = f", imported on {day(clock.day_of(came.imported_at))}" if came.imported_at else ""
    return (f"From the list “{came.source}”{when}",)


def _joined(items: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (", ".join(items),) if items else ()


def _one(line: str | None) -> tuple[str, ...]:
    return (line,) if line else ()
