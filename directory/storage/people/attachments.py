"""The rows of attachments: what they belong to, unsealed, and their sealed parts in order."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from directory.models import Attachment, AttachmentPart
from directory.storage.columns import columns_of
from directory.storage.people.students import ids_shown
from directory.storage.scope import Scope


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """An attachment as stored, without its parts; `size` is in bytes."""

    id: str
    student_id: str
    kind: str
    subject_id: str
    media_type: str
    size: int
    parts: int
    made_at: datetime.datetime


_QUERY = select(
    Attachment.id,
    Attachment.student_id,
    Attachment.kind,
    Attachment.subject_id,
    Attachment.media_type,
    Attachment.size,
    Attachment.parts,
    Attachment.made_at,
).order_by(Attachment.made_at, Attachment.id)


@dataclass(frozen=True, slots=True)
class NewAttachmentRow:
    """An attachment to keep, as models.Attachment describes it."""

    id: str
    student_id: str
    kind: str
    subject_id: str
    media_type: str
    size: int
    made_by: str | None
    made_at: datetime.datetime


def put(session: Session, sealed: Sequence[bytes], attachment: NewAttachmentRow) -> None:
    """Add an attachment with its parts."""
    session.execute(insert(Attachment).values(**columns_of(attachment), parts=len(sealed)))
    for number, part in enumerate(sealed):
        session.execute(insert(AttachmentPart).values(attachment_id=attachment.id, number=number, sealed=part))


def of(session: Session, scope: Scope, student_id: str) -> list[AttachmentRow]:
    """Return the attachments of a student in scope, oldest first."""
    mine = Attachment.student_id.in_(ids_shown(scope))
    return [AttachmentRow(*row) for row in session.execute(_QUERY.where(mine, Attachment.student_id == student_id))]


def of_subject(session: Session, scope: Scope, student_id: str, kind: str, subject_id: str) -> list[AttachmentRow]:
    """Return the attachments of one subject of a student in scope."""
    return [one for one in of(session, scope, student_id) if (one.kind, one.subject_id) == (kind, subject_id)]


def parts(session: Session, attachment_id: str) -> list[bytes]:
    """Return the sealed parts of an attachment in order; the caller has checked access to it."""
    query = select(AttachmentPart.sealed).where(AttachmentPart.attachment_id == attachment_id)
    return [bytes(part) for part in session.scalars(query.order_by(AttachmentPart.number))]


def drop_all(session: Session, scope: Scope, student_id: str) -> None:
    """Remove all attachments of a student in scope."""
    mine = Attachment.student_id.in_(ids_shown(scope)) & (Attachment.student_id == student_id)
    session.execute(delete(AttachmentPart).where(AttachmentPart.attachment_id.in_(select(Attachment.id).where(mine))))
    session.execute(delete(Attachment).where(mine))
