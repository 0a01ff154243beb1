"""A correction by hand taken back: the record, and its agency where it was touched, become what they were before it."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.errors import RefusedError, UnknownError
from directory.models import ImportBatch, ImportChange, RecordEdit, RecordSource, Service, ServiceAtLocation
from directory.storage.jobs import lock_listings
from directory.storage.publishing.confidential_places import withhold_from_agencies
from directory.storage.publishing.edits import Changes, Hand, changes_organization, holds, note, touching_organizations
from directory.storage.publishing.lookups import reindex
from directory.storage.publishing.restoring import (
    forget_shortlisted,
    links_of,
    remove_links,
    remove_organizations,
    restore_links,
    restore_organizations,
)
from directory.storage.publishing.undoing import UNDONE


def take_back(session: Session, edit_id: str, *, staff_id: str | None, now: datetime.datetime) -> str:
    """Undoes the newest edit of a record; returns the id of the edit that says so.

    An addition takes the record away; a merger gives both records back. Raises UnknownError where there is no such edit,
    RefusedError where it was taken back already, is none that can be, or something later built on it.
    """
    lock_listings(session)
    edit = session.get(RecordEdit, edit_id)
    if edit is None:
        raise UnknownError("There is no such correction (any more).")
    partner = _partner(session, edit)
    if edit.kind == "merged_away" and partner:
        edit, partner = partner, edit
    if session.scalar(select(RecordEdit.id).where(RecordEdit.id == edit.id, holds())) is None or edit.kind == "accepted":
        raise RefusedError("This was taken back already, or is nothing that can be taken back.")
    links = {edit.record_id, *edit.before.get("service_at_location", {})}
    agencies = set(edit.before.get("organization", {}))
    made = _agency_made(session, edit)
    _refuse_if_later_edits(session, edit, links, agencies, {edit.id, partner.id if partner else edit.id})
    _refuse_if_later_imports(session, edit, links | agencies)
    if edit.kind == "added":
        remove_links(session, [edit.record_id])
        remove_organizations(session, [made] if made and not _still_used(session, made) else [])
        forget_shortlisted(session)
    else:
        restore_links(session, edit.before["service_at_location"])
        restore_organizations(session, edit.before.get("organization", {}))
        withhold_from_agencies(session, agencies)
        reindex(session, sorted(links | links_of(session, agencies)))
    hand = Hand(staff_id, now)
    if partner:
        note(session, hand, "taken_back", partner.record_id, _inverse(partner.fields), other_id=edit.record_id, undoes=partner.id)
    return note(session, hand, "taken_back", edit.record_id, _inverse(edit.fields), other_id=edit.other_id, undoes=edit.id)


def _partner(session: Session, edit: RecordEdit) -> RecordEdit | None:
    """The other record's note of the same merger, which was written right before or after it."""
    if edit.kind not in ("merged", "merged_away"):
        return None
    query = select(RecordEdit).where(
        RecordEdit.record_id == edit.other_id,
        RecordEdit.other_id == edit.record_id,
        RecordEdit.kind.in_(("merged", "merged_away")),
        RecordEdit.kind != edit.kind,
        RecordEdit.at == edit.at,
    )
    found = session.scalars(query.order_by(RecordEdit.id))
    later = edit.kind == "merged_away"
    return next((one for one in (found if later else reversed(list(found))) if (one.id > edit.id) == later), None)


def _refuse_if_later_edits(
    session: Session, edit: RecordEdit, links: Collection[str], agencies: Collection[str], mine: Collection[str]
) -> None:
    later = (RecordEdit.id > edit.id, RecordEdit.id.not_in(mine))
    query = select(RecordEdit.id).where(RecordEdit.record_id.in_(links), RecordEdit.kind != "accepted", holds(), *later)
    if session.scalar(query.limit(1)) or touching_organizations(session, agencies, *later):
        raise RefusedError("Something later was corrected in this record or its agency: take that back first.")


def _refuse_if_later_imports(session: Session, edit: RecordEdit, touched: Collection[str]) -> None:
    query = (
        select(ImportBatch.id, ImportBatch.source)
        .join(ImportChange, ImportChange.import_id == ImportBatch.id)
        .where(ImportBatch.id > edit.after_import, ImportBatch.state != UNDONE, ImportChange.entity_id.in_(touched))
        .order_by(ImportBatch.id.desc())
    )
    if later := session.execute(query).first():
        raise RefusedError(
            f"Import {later.id} of “{later.source}” changed this record or its agency later, so the correction stays. "
            "Correct the record anew instead."
        )


def _agency_made(session: Session, edit: RecordEdit) -> str | None:
    """The agency that was made with a record that was added, None where it was there before."""
    if edit.kind != "added" or not changes_organization(edit.fields):
        return None
    query = select(Service.organization_id).join(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
    return session.scalar(query.where(ServiceAtLocation.id == edit.record_id))


def _still_used(session: Session, organization_id: str) -> bool:
    services = select(Service.id).where(Service.organization_id == organization_id)
    rows = select(RecordSource.record_id).where(RecordSource.record_id == organization_id)
    return any(session.scalar(query.limit(1)) for query in (services, rows))


def _inverse(changes: Changes) -> Changes:
    return {target: [new, old] for target, (old, new) in changes.items()}
