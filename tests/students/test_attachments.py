"""Attachments on both databases: sealed in parts, opened whole, destroyed with the student, and kept by backups."""

from __future__ import annotations

import os

import pytest
from sqlalchemy import text

from directory.errors import KeysError, UnknownError
from directory.storage.backup import document
from directory.students import attachments, changes
from directory.students.attachments import PART_BYTES, AttachmentKind
from directory.students.scans import PDF, Scan
from tests.students.making import ADMINISTRATOR, BEN, BLIND, NOW, OF_OAK, TODAY, District

DATA = b"%PDF-1.7 Marta " + os.urandom(2 * PART_BYTES)


def kept(district: District, data: bytes = DATA) -> tuple[str, str]:
    """A student with an attachment."""
    student = district.add()
    with district.writing() as session:
        scan = Scan(PDF, data)
        return student, attachments.keep(
            session, district.keys, OF_OAK, student, scan, kind=AttachmentKind.CONSENT, subject_id="consent-1", now=NOW
        )


def test_an_attachment_comes_back_as_it_was(district: District) -> None:
    """In three parts, none of them in clear, byte by byte; adding it is in the audit."""
    student, attachment_id = kept(district)
    with district.reading() as session:
        found = attachments.read(session, district.keys, OF_OAK, student, attachment_id)
        assert (found.data == DATA, found.media_type, found.kind) == (True, PDF, "consent")
        parts = [bytes(part) for part in session.scalars(text("SELECT sealed FROM attachment_part ORDER BY number"))]
        assert [b"Marta" in part or DATA[20:60] in part for part in parts] == [False] * 3
    assert district.actions()[-1] == ("attachment.added", OF_OAK.staff_id, student)


def test_nobody_else_opens_it(district: District) -> None:
    """To another school, a coordinator and a viewer it is unknown; so it is under another student."""
    student, attachment_id = kept(district)
    other = district.add(BEN)
    with district.reading() as session:
        for scope in BLIND:
            with pytest.raises(UnknownError):
                attachments.read(session, district.keys, scope, student, attachment_id)
        with pytest.raises(UnknownError):
            attachments.read(session, district.keys, ADMINISTRATOR, other, attachment_id)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM attachment_part WHERE number = 2",
        "UPDATE attachment_part SET number = 3 - number WHERE number > 0",
        "UPDATE attachment SET parts = 2",
    ],
)
def test_a_part_that_is_missing_or_out_of_place_is_noticed(district: District, change: str) -> None:
    """What was changed behind the desk's back opens no more, rather than as something else."""
    student, attachment_id = kept(district)
    with district.writing() as session:
        for step in (
            (change.replace("3 - number", "number + 10"), "UPDATE attachment_part SET number = 13 - number WHERE number > 10")
            if "3 - number" in change
            else (change,)
        ):
            session.execute(text(step))
    with district.reading() as session, pytest.raises(KeysError):
        attachments.read(session, district.keys, OF_OAK, student, attachment_id)


def test_deleting_the_student_destroys_it(district: District) -> None:
    """No part and no row is left."""
    student, _ = kept(district)
    with district.writing() as session:
        changes.delete_for_good(session, ADMINISTRATOR, student, today=TODAY, now=NOW)
        assert [session.scalar(text(f"SELECT count(*) FROM {name}")) for name in ("attachment", "attachment_part")] == [0, 0]


def test_a_backup_holds_attachments_a_few_parts_at_a_time() -> None:
    """They are in every backup, read and written in batches that fit into memory."""
    sizes = {table.name: document.batch_of(table) for table in document.kept_tables()}
    assert sizes["attachment_part"] * PART_BYTES <= 8_000_000
    assert "attachment" in sizes
