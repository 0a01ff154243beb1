"""Photos and scans that belong to a student, stored in parts sealed with the student's own key and never in clear.

A part opens only at its own position in its own attachment, and an attachment only if all its parts are there.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from directory.accounts import audit
from directory.errors import KeysError, UnknownError
from directory.keys import Keys
from directory.storage.ids import new_id
from directory.storage.people import attachments as stored
from directory.storage.people import students
from directory.storage.scope import Scope
from directory.students.scans import Scan
from directory.students.seals import seal_bytes, unseal_bytes

PART_BYTES = 256 * 1024
_NOT_WHOLE = "This attachment is not whole any more: restore it from a backup."


class AttachmentKind(StrEnum):
    """What an attachment belongs to, whose id is its subject."""

    CONSENT = "consent"


@dataclass(frozen=True, slots=True, repr=False)
class OpenedAttachment:
    """An attachment, opened."""

    id: str
    kind: str
    media_type: str
    data: bytes


def keep(
    session: Session,
    keys: Keys,
    scope: Scope,
    student_id: str,
    scan: Scan,
    *,
    kind: AttachmentKind,
    subject_id: str,
    now: datetime.datetime,
) -> str:
    """Seal and store a scan with its subject; return its id. Raise UnknownError for a student out of scope."""
    row, attachment_id = students.lock(session, scope, student_id), new_id()
    data_key = keys.unwrap(row.data_key)
    pieces = [scan.data[at : at + PART_BYTES] for at in range(0, len(scan.data), PART_BYTES)]
    sealed = [
        seal_bytes(data_key, piece, _place(attachment_id, number, len(pieces), student_id)) for number, piece in enumerate(pieces)
    ]
    attachment = stored.NewAttachmentRow(
        id=attachment_id,
        student_id=student_id,
        kind=kind,
        subject_id=subject_id,
        media_type=scan.media_type,
        size=len(scan.data),
        made_by=scope.staff_id or None,
        made_at=now,
    )
    stored.put(session, sealed, attachment)
    audit.record(
        session,
        now=now,
        staff_id=scope.staff_id or None,
        action="attachment.added",
        student_id=student_id,
        subject=f"attachment:{attachment_id}",
    )
    return attachment_id


def read(session: Session, keys: Keys, scope: Scope, student_id: str, attachment_id: str) -> OpenedAttachment:
    """Open an attachment of a student in scope.

    Raise UnknownError if there is none, and KeysError if a part is missing, altered or out of place.
    """
    row = students.one(session, scope, student_id)
    found = next((one for one in stored.of(session, scope, student_id) if one.id == attachment_id), None)
    if found is None:
        raise UnknownError("There is no such attachment: load the student’s page again.")
    data_key, parts = keys.unwrap(row.data_key), stored.parts(session, attachment_id)
    if len(parts) != found.parts:
        raise KeysError(_NOT_WHOLE)
    pieces = [
        unseal_bytes(data_key, part, _place(attachment_id, number, found.parts, student_id)) for number, part in enumerate(parts)
    ]
    return OpenedAttachment(found.id, found.kind, found.media_type, b"".join(pieces))


def _place(attachment_id: str, number: int, parts: int, student_id: str) -> str:
    return f"attachment_part:{attachment_id}:{number}/{parts}:{student_id}"
