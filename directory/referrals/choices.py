"""A provider as it is in the directory today, frozen for a referral."""

from __future__ import annotations

import datetime
from dataclasses import replace

from sqlalchemy.orm import Session

from directory.errors import RefusedError, UnknownError
from directory.finding.provider import PLACE
from directory.finding.reason_codes import ListingCode, ReasonNote
from directory.finding.reason_words import in_words
from directory.i18n.catalogs import ENGLISH
from directory.listings import words as listing_words
from directory.referrals.snapshot import FrozenPhone, FrozenProvider, Snapshot
from directory.storage.listings import facts
from directory.storage.listings.edits import merged_into
from directory.storage.listings.facts import Listing, number, text, texts
from directory.storage.listings.records import load
from importers.fields import Target
from matching.freshness import is_stale

GONE = ReasonNote(ListingCode.GONE)

REACHED = (
    "service",
    "organization",
    "phones",
    "email",
    "url",
    "location",
    "address",
    "transport",
    "access",
    "spans",
    "hours",
    "apply",
    "first_month",
    "last_month",
    "closed_until",
)
"""The fields that say as whom, how, where and when a provider is reached."""


def frozen(session: Session, record_id: str, today: datetime.date, language: str = ENGLISH) -> FrozenProvider:
    """Return what a letter needs of a service at location; raise UnknownError, in a language, if there is none.

    Where it is confidential, nothing that reveals its place is included.
    """
    fields = load(session, [record_id]).get(record_id)
    if fields is None:
        raise UnknownError(in_words(GONE, language))
    return _frozen(fields, today)


def referable(session: Session, record_id: str, today: datetime.date, language: str = ENGLISH) -> FrozenProvider:
    """Return a provider as `frozen` does; raise RefusedError if the district or the listing says not to send a family there."""
    fields = load(session, [record_id]).get(record_id)
    if fields is None:
        raise UnknownError(in_words(GONE, language))
    if why := ruled_out(fields):
        raise RuledOutError(why, language)
    return _frozen(fields, today)


class RuledOutError(RefusedError):
    """No family may be sent to a provider; `why` says why."""

    def __init__(self, why: ReasonNote, language: str) -> None:
        super().__init__(in_words(why, language))
        self.why = why


def ruled_out(fields: Listing) -> ReasonNote | None:
    """Return why no family may be sent to a service, or None if one may."""
    if fields.get(Target.SERVICE_DO_NOT_REFER):
        return ReasonNote(ListingCode.NOT_TO_REFER)
    return ReasonNote(ListingCode.NOT_RUNNING) if facts.is_closed(fields) else None


def _frozen(fields: Listing, today: datetime.date) -> FrozenProvider:
    confidential = bool(fields.get(Target.SERVICE_CONFIDENTIAL))
    if confidential:
        fields = {target: value for target, value in fields.items() if not target.startswith(PLACE)}
    assured = fields.get(Target.SERVICE_ASSURED_DATE)
    season = facts.season(fields)
    confirmed = assured if isinstance(assured, datetime.date) else None
    return FrozenProvider(
        record_id=str(fields[Target.SERVICE_AT_LOCATION_ID]),
        service_id=str(fields[Target.SERVICE_ID]),
        organization_id=str(fields[Target.ORGANIZATION_ID]),
        service=text(fields, Target.SERVICE_NAME) or "",
        organization=text(fields, Target.ORGANIZATION_NAME) or "",
        phones=tuple(
            FrozenPhone(listing_words.e164(phone), phone.type, phone.description)
            for phone in facts.phones(fields)
            if phone.type != "fax"
        ),
        email=text(fields, Target.SERVICE_EMAIL) or text(fields, Target.ORGANIZATION_EMAIL),
        url=text(fields, Target.SERVICE_URL) or text(fields, Target.ORGANIZATION_WEBSITE),
        location=text(fields, Target.LOCATION_NAME),
        address=listing_words.address(fields),
        transport=text(fields, Target.LOCATION_TRANSPORTATION),
        access=texts(fields, Target.ACCESSIBILITY),
        spans=facts.spans(fields),
        hours=facts.hours_line(fields),
        options=facts.options(fields),
        costs=listing_words.cost_lines(fields),
        languages=texts(fields, Target.LANGUAGES),
        interpreters=text(fields, Target.SERVICE_INTERPRETATION_SERVICES) is not None,
        modes=texts(fields, Target.MODES),
        minimum_age=number(fields, Target.SERVICE_MINIMUM_AGE),
        maximum_age=number(fields, Target.SERVICE_MAXIMUM_AGE),
        eligibility=text(fields, Target.SERVICE_ELIGIBILITY_DESCRIPTION),
        documents=texts(fields, Target.REQUIRED_DOCUMENTS),
        apply=text(fields, Target.SERVICE_APPLICATION_PROCESS),
        wait=text(fields, Target.SERVICE_WAIT_TIME),
        school=text(fields, Target.SERVICE_SCHOOL),
        first_month=season.first if season else None,
        last_month=season.last if season else None,
        closed_until=facts.closed_until(fields),
        confidential=confidential,
        assured=confirmed,
        stale=is_stale(confirmed, today),
    )


def still_referable(session: Session, provider: FrozenProvider, today: datetime.date, language: str = ENGLISH) -> FrozenProvider:
    """Return a frozen provider checked again before a letter is given.

    How to reach it is as in the directory now, and one that has become confidential loses its place. Raises RefusedError if the
    family must not be sent there any more.
    """
    now_id = merged_into(session, provider.record_id) or provider.record_id
    try:
        now = referable(session, now_id, today, language)
    except UnknownError:
        raise RefusedError(f"{provider.service} is not in the directory any more: give the family a backup.") from None
    return as_of_today(provider, now)


def as_of_today(provider: FrozenProvider, now: FrozenProvider) -> FrozenProvider:
    """Return the chosen provider with the current ways to reach it: a wrong number that was corrected must not be printed again.

    A provider that was merged into another listing takes everything from that one: the new number must not appear under the old
    name.
    """
    if now.record_id != provider.record_id:
        kept = replace(now, record_id=provider.record_id)
        return without_place(kept) if now.confidential or provider.confidential else kept
    if now.confidential or provider.confidential:
        told = replace(provider, service=now.service, organization=now.organization, phones=now.phones, email=now.email)
        return without_place(replace(told, spans=now.spans))
    return replace(provider, **{name: getattr(now, name) for name in REACHED})


def chosen_today(snapshot: Snapshot, provider: FrozenProvider) -> Snapshot:
    """Return a choice with its provider as of today, without the miles if its place has changed."""
    moved = (provider.location, provider.address) != (snapshot.provider.location, snapshot.provider.address)
    return replace(snapshot, provider=provider, miles=None if moved else snapshot.miles)


def without_place(provider: FrozenProvider) -> FrozenProvider:
    """Return the provider without anything that reveals its place, free text of the listing included."""
    return replace(
        provider,
        location=None,
        address=None,
        transport=None,
        access=(),
        eligibility=None,
        apply=None,
        wait=None,
        school=None,
        phones=tuple(replace(phone, note=None) for phone in provider.phones),
        documents=(),
        costs=(),
        hours=None,
        confidential=True,
    )
