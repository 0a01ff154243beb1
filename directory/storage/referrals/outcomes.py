"""The data that outcomes are counted from: the plain columns of referrals and of those events that can change them.

They name no student, and do not include the status stored in a referral's row. `school_ids` are the schools of users who may
see only their own students' numbers; None is all schools.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.orm import Session

from directory.models import Organization, Referral, ReferralEvent, School, Service, ServiceAtLocation
from directory.models.codes import EventKind
from directory.storage.chunks import chunks
from directory.storage.listings.edits import merges

Schools = Collection[str] | None


def referrals(session: Session, school_ids: Schools, last: datetime.date | None) -> list[tuple[Any, ...]]:
    """Return rows of (id, request_id, opened_on, term, organization_id, school_id, language, grade, choice), opened by `last`.

    A referral is given on the day of its opening or later, so none of a period is missing. A referral to a listing that was
    merged into another one counts for the agency of that one.
    """
    columns = (
        Referral.id, Referral.request_id, Referral.opened_on, Referral.term, Referral.organization_id, Referral.school_id,
        Referral.language, Referral.grade, Referral.choice, Referral.record_id,
    )  # fmt: skip
    merged = _organizations_of_merged(session)
    found = session.execute(_of(select(*columns), school_ids, last))
    return [(*row[:4], merged[row[9]][0] if row[9] in merged else row[4], *row[5:9]) for row in found]


def _organizations_of_merged(session: Session) -> dict[str, tuple[str, str]]:
    """Return the id and the name of the agency that now represents each listing that was merged away."""
    into = merges(session)
    query = select(ServiceAtLocation.id, Organization.id, Organization.name)
    query = query.join(Service, Service.id == ServiceAtLocation.service_id)
    query = query.join(Organization, Organization.id == Service.organization_id)
    kept: dict[str, tuple[str, str]] = {}
    for part in chunks(sorted(set(into.values()))):
        kept |= {row[0]: (row[1], row[2]) for row in session.execute(query.where(ServiceAtLocation.id.in_(part)))}
    return {away: kept[standing] for away, standing in into.items() if standing in kept}


def moves(
    session: Session, kinds: Collection[EventKind], school_ids: Schools, last: datetime.date | None
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return (referral_id, number, id, kind, happened_on, reason, retracts, held) of the events of these kinds, unordered."""
    columns = (
        ReferralEvent.referral_id, ReferralEvent.number, ReferralEvent.id, ReferralEvent.kind, ReferralEvent.happened_on,
        ReferralEvent.reason, ReferralEvent.retracts, ReferralEvent.held,
    )  # fmt: skip
    query: Select[*tuple[Any, ...]] = select(*columns).where(ReferralEvent.kind.in_(sorted(kinds)))
    if school_ids is None and last is None:
        return session.execute(query).all()
    return session.execute(_of(query.join(Referral, Referral.id == ReferralEvent.referral_id), school_ids, last)).all()


def names(session: Session, school_ids: Schools) -> tuple[dict[str, str], dict[str, str]]:
    """Return the names of the schools, and of the agencies as their newest referral has them, by id."""
    newest = select(Referral.organization_id, Referral.organization, func.max(Referral.opened_at).label("at"))
    grouped = _of(newest, school_ids, None).group_by(Referral.organization_id, Referral.organization).order_by("at")
    schools = {row[0]: row[1] for row in session.execute(select(School.id, School.name))}
    return schools, dict(_organizations_of_merged(session).values()) | {row[0]: row[1] for row in session.execute(grouped)}


def _of(query: Select[*tuple[Any, ...]], school_ids: Schools, last: datetime.date | None) -> Select[*tuple[Any, ...]]:
    conditions: list[ColumnElement[bool]] = []
    if school_ids is not None:
        conditions.append(Referral.school_id.in_(sorted(school_ids)))
    if last is not None:
        conditions.append(Referral.opened_on <= last)
    return query.where(*conditions)
