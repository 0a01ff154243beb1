"""Effects of an edit: what it touched and what was built on it since, to be known before it is undone."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.models import ImportBatch, ImportChange, RecordEdit, RecordSource, Service, ServiceAtLocation
from directory.models.codes import EditKind
from directory.storage.listings.edits import changes_organization, holds, touching_organizations
from directory.storage.listings.journal import UNDONE


def edit_of(session: Session, edit_id: str) -> RecordEdit | None:
    """Return the note of an edit, or None."""
    return session.get(RecordEdit, edit_id)


def is_in_force(session: Session, edit_id: str) -> bool:
    """Whether an edit still counts: it was not undone, and does not itself undo one."""
    return session.scalar(select(RecordEdit.id).where(RecordEdit.id == edit_id, holds())) is not None


def partner_of(session: Session, edit: RecordEdit) -> RecordEdit | None:
    """Return the other record's note of the same merge, which was written right before or after it."""
    if edit.kind not in (EditKind.MERGED, EditKind.MERGED_AWAY):
        return None
    query = select(RecordEdit).where(
        RecordEdit.record_id == edit.other_id,
        RecordEdit.other_id == edit.record_id,
        RecordEdit.kind.in_((EditKind.MERGED, EditKind.MERGED_AWAY)),
        RecordEdit.kind != edit.kind,
        RecordEdit.at == edit.at,
    )
    found = session.scalars(query.order_by(RecordEdit.id))
    later = edit.kind == EditKind.MERGED_AWAY
    return next((one for one in (found if later else reversed(list(found))) if (one.id > edit.id) == later), None)


def edited_later(
    session: Session, edit: RecordEdit, links: Collection[str], organizations: Collection[str], mine: Collection[str]
) -> bool:
    """Whether an edit other than `mine` changed these records or agencies after this one, and still counts."""
    later = (RecordEdit.id > edit.id, RecordEdit.id.not_in(mine))
    query = select(RecordEdit.id).where(RecordEdit.record_id.in_(links), RecordEdit.kind != "accepted", holds(), *later)
    return session.scalar(query.limit(1)) is not None or bool(touching_organizations(session, organizations, *later))


def imported_later(session: Session, edit: RecordEdit, touched: Collection[str]) -> tuple[int, str] | None:
    """Return the number and the source of the newest import that changed these records or agencies after the edit."""
    query = (
        select(ImportBatch.id, ImportBatch.source)
        .join(ImportChange, ImportChange.import_id == ImportBatch.id)
        .where(ImportBatch.id > edit.after_import, ImportBatch.state != UNDONE, ImportChange.entity_id.in_(touched))
        .order_by(ImportBatch.id.desc())
    )
    later = session.execute(query).first()
    return (later.id, later.source) if later else None


def organization_made_with(session: Session, edit: RecordEdit) -> str | None:
    """Return the agency that was created with an added record, None if it existed before."""
    if edit.kind != EditKind.ADDED or not changes_organization(edit.fields):
        return None
    query = select(Service.organization_id).join(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
    return session.scalar(query.where(ServiceAtLocation.id == edit.record_id))


def is_used(session: Session, organization_id: str) -> bool:
    """Whether an agency still has a service, or is in a list."""
    services = select(Service.id).where(Service.organization_id == organization_id)
    rows = select(RecordSource.record_id).where(RecordSource.record_id == organization_id)
    return any(session.scalar(query.limit(1)) for query in (services, rows))
