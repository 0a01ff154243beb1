"""What the database, errors and the audit hold of a student: nothing that is personal."""

from __future__ import annotations

import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import LargeBinary, delete, inspect, select, text, update

from directory.errors import KeysError, RefusedError, UnknownError
from directory.keys import Keys
from directory.models import Guardian, Student, StudentNeed, table
from directory.storage import database_file
from directory.storage.people import students
from directory.storage.people.students import EVERY_STUDENT
from directory.students import caseload, changes, consents, guardians, households, needs
from directory.students.profile import Withdrawal
from tests.students.making import ADMINISTRATOR, ANA, BEN, ELM, LATER, MARTA, NOW, OF_ELM, OF_OAK, SPOKEN, TODAY, District, agreed

SENTENCE = "She lost her grandmother and cries in class"
PERSONAL = (
    *("10442", "Ana", "María", "Ruiz", "Peña", "2015-03-14", "48910", "medicaid"),
    *("Marta", "Mother", "5175550123", "marta@example.org", "grandmother", "Oak Counseling", "She moved", "To start help"),
)


def whole(district: District) -> str:
    """A student with everything that can be written down."""
    student = district.add()
    keys = district.keys
    with district.writing() as session:
        guardian = guardians.add(session, keys, OF_OAK, student, MARTA, now=NOW)
        needs.add(session, keys, OF_OAK, student, chosen=["tutoring"], sentence=SENTENCE, now=NOW)
        details = agreed(guardian, "organization-1")
        consent = consents.sign(session, keys, OF_OAK, student, details, until=TODAY, today=TODAY, now=NOW)
        consents.note_spoken(session, keys, OF_OAK, student, SPOKEN, now=NOW)
        consents.withdraw(session, keys, OF_OAK, student, consent, withdrawal=Withdrawal("Marta Peña", "She moved"), now=NOW)
        changes.change(session, keys, OF_OAK, student, ANA, now=NOW)
    return student


def raw(district: District) -> bytes:
    """All that the database holds: the bytes of SQLite's files, or every column of PostgreSQL's tables as text."""
    if district.engine.dialect.name == "sqlite":
        path = Path(district.engine.url.database or "")
        held_by_files = []
        for file in sorted(path.parent.glob(path.name + "*")):
            with suppress(FileNotFoundError):  # SQLite removes its own files when the last connection closes
                held_by_files.append(file.read_bytes())
        return b"".join(held_by_files)
    with district.reading() as session:
        tables = inspect(session.connection()).get_table_names()
        held = [row[0] for name in tables for row in session.execute(text(f'SELECT t::text FROM "{name}" t'))]
    # A bytea reads as hex digits: both they and what they stand for are looked through.
    blobs = b"".join(bytes.fromhex(part) for one in held for part in _hex(one))
    return "\n".join(held).encode() + blobs


def _hex(line: str) -> list[str]:
    return re.findall(r"\\x((?:[0-9a-f]{2})+)", line)


def test_nothing_personal_is_in_the_raw_database(district: District) -> None:
    """No name, number, birth date, ZIP, contact or sentence stands in the database's files, nor does a data key."""
    student = whole(district)
    held = raw(district)
    assert b"Oak Elementary" in held
    assert [words for words in PERSONAL if words.encode() in held] == []
    with district.reading() as session:
        data_key = session.scalar(select(Student.data_key).where(Student.id == student))
        assert data_key is not None
    assert district.keys.unwrap(data_key) not in held


def test_the_audit_of_changes_names_ids_only(district: District) -> None:
    """Each change is recorded with who did it, and with nothing that was written."""
    student = whole(district)
    assert [action for action, _, _ in district.actions()] == [
        "student.added",
        "guardian.added",
        *["need.added"] * (len(district.actions()) - 6),
        "consent.given",
        "consent.given",
        "consent.withdrawn",
        "student.changed",
    ]
    assert {(staff, whom) for action, staff, whom in district.actions() if action != "student.added"} == {
        (OF_OAK.staff_id, student)
    }


def test_tampering_is_noticed(district: District) -> None:
    """A changed byte in the database makes a file unreadable, in words that name nobody."""
    student = whole(district)
    with district.writing() as session:
        sealed = session.scalar(select(Student.sealed).where(Student.id == student))
        assert sealed is not None
        session.execute(update(Student).where(Student.id == student).values(sealed=sealed[:-1] + bytes([sealed[-1] ^ 1])))
    with pytest.raises(KeysError) as caught, district.reading() as session:
        caseload.open_student(session, district.keys, OF_OAK, student)
    assert not any(words in str(caught.value) for words in (*PERSONAL, student))


def test_one_damaged_record_takes_no_caseload_away(district: District) -> None:
    """A list shows who can be read and counts who cannot; where nobody can, it is an error of the keys."""
    ana, ben = district.add(), district.add(BEN)
    with district.writing() as session:
        session.execute(update(Student).where(Student.id == ana).values(sealed=b"\x01damaged"))
    with district.reading() as session:
        page = caseload.caseload(session, district.keys, OF_OAK)
    assert ([row.id for row in page.rows], page.unreadable) == ([ben], 1)
    with district.writing() as session:
        session.execute(delete(Student).where(Student.id == ben))
    with pytest.raises(KeysError), district.reading() as session:
        caseload.caseload(session, district.keys, OF_OAK)


def test_what_is_moved_between_rows_does_not_open(district: District) -> None:
    """Whoever can write in the database cannot show one student's data as another's, even with the key moved along."""
    ana, ben = whole(district), district.add(BEN)
    with district.writing() as session:
        row = session.execute(select(Student.data_key, Student.sealed).where(Student.id == ana)).one()
        session.execute(update(Student).where(Student.id == ben).values(data_key=row.data_key, sealed=row.sealed))
    with pytest.raises(KeysError), district.reading() as session:
        caseload.open_student(session, district.keys, OF_OAK, ben)


def test_what_is_moved_between_two_rows_of_a_student_does_not_open(district: District) -> None:
    """A guardian's data stays with that guardian, a need's words with that need."""
    student = whole(district)
    with district.writing() as session:
        guardians.add(session, district.keys, OF_OAK, student, MARTA, now=NOW)
        first, second = session.execute(select(Guardian.id, Guardian.sealed).order_by(Guardian.position)).all()
        session.execute(update(Guardian).where(Guardian.id == second.id).values(sealed=first.sealed))
    with pytest.raises(KeysError), district.reading() as session:
        caseload.open_student(session, district.keys, OF_OAK, student)


def test_the_keys_of_another_desk_open_nothing(district: District) -> None:
    """With other service keys no student is read."""
    student = whole(district)
    with pytest.raises(KeysError), district.reading() as session:
        caseload.open_student(session, Keys([Fernet(Fernet.generate_key())], b"l" * 32), OF_OAK, student)


def test_a_deleted_student_cannot_be_read_by_anybody(district: District) -> None:
    """The key is gone from the database's files, what was sealed is gone, and nobody finds the student again."""
    student, ben = whole(district), district.add(BEN, ELM)
    with district.writing() as session:
        households.link_siblings(session, district.keys, ADMINISTRATOR, student, ben, now=NOW)
        wrapped = session.scalar(select(Student.data_key).where(Student.id == student))
        sealed = session.scalar(select(Student.sealed).where(Student.id == student))
        assert wrapped is not None
        assert sealed is not None
    with district.writing() as session:
        changes.delete_for_good(session, ADMINISTRATOR, student, today=TODAY, now=LATER)
    district.engine.dispose()
    end = time.monotonic() + database_file.BLANKED_WITHIN
    while wrapped in (held := raw(district)) and time.monotonic() < end:
        time.sleep(0.1)
    assert wrapped not in held
    assert sealed not in held
    with district.reading() as session:
        assert caseload.by_number(session, district.keys, ADMINISTRATOR, ANA.number) is None
        listed = caseload.caseload(session, district.keys, ADMINISTRATOR, among=EVERY_STUDENT)
        assert [row.id for row in listed.rows] == [ben]
        assert caseload.open_student(session, district.keys, ADMINISTRATOR, ben).siblings_elsewhere == 0
    with pytest.raises(UnknownError), district.reading() as session:
        caseload.open_student(session, district.keys, ADMINISTRATOR, student)


def test_a_deletion_keeps_what_counts_need(district: District) -> None:
    """School, grade and the terms of needs stay, the words of the needs, guardians and consents do not."""
    student = whole(district)
    with district.writing() as session:
        changes.delete_for_good(session, ADMINISTRATOR, student, today=TODAY, now=LATER)
    with district.reading() as session:
        row = session.execute(
            select(Student.school_id, Student.grade, Student.status, Student.left_at, Student.number_hash).where(
                Student.id == student
            )
        ).one()
        kept = session.execute(select(StudentNeed.term, StudentNeed.sealed)).all()
        counts = [session.scalar(text(f"SELECT count(*) FROM {name}")) for name in ("guardian", "consent")]
    assert tuple(row) == ("school-oak", "5", "left", TODAY, None)
    assert {need.term for need in kept} >= {"tutoring"}
    assert {need.sealed for need in kept} == {None}
    assert counts == [0, 0]
    assert district.actions()[-1] == ("student.deleted", ADMINISTRATOR.staff_id, student)


def test_a_deletion_leaves_no_column_of_sealed_bytes(district: District) -> None:
    """Whatever column of bytes a student's row has or will have, a deletion empties it."""
    student = whole(district)
    columns = [column for column in table(Student).c if isinstance(column.type, LargeBinary)]
    with district.writing() as session:
        session.execute(update(Student).where(Student.id == student).values(roster_sealed=b"sealed"))
        changes.delete_for_good(session, ADMINISTRATOR, student, today=TODAY, now=LATER)
        assert set(session.execute(select(*columns).where(table(Student).c.id == student)).one()) == {None}


def test_a_number_that_is_taken_tells_nothing_else(district: District) -> None:
    """A number of another school's student is refused without a word on who or where, and is free after a deletion."""
    elsewhere = district.add(ANA, ELM)
    with pytest.raises(RefusedError, match="ask an administrator") as caught, district.writing() as session:
        changes.add(session, district.keys, OF_OAK, ANA, school_id="school-oak", now=NOW)
    assert not any(words in str(caught.value) for words in (*PERSONAL, "Elm", elsewhere))
    with district.writing() as session:
        changes.delete_for_good(session, ADMINISTRATOR, elsewhere, today=TODAY, now=LATER)
        changes.add(session, district.keys, OF_OAK, ANA, school_id="school-oak", now=NOW)


def test_a_number_that_comes_in_at_the_same_moment_is_refused_too(district: District) -> None:
    """What the look-up missed, the table's own rule refuses, in the same words and without the statement's values."""
    district.add(ANA, ELM)
    ben = district.add(BEN)
    taken = caseload.number_hash(district.keys, ANA.number)
    with pytest.raises(RefusedError, match="cannot be used"), district.writing() as session:
        students.alter(session, OF_OAK, ben, students.StudentChange(number_hash=taken))
    with pytest.raises(UnknownError), district.writing() as session:
        students.alter(session, OF_ELM, ben, students.StudentChange(grade="4"))
