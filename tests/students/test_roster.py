"""The roster in the database: nobody types in a caseload, nobody's correction is lost, and nothing personal gets out."""

from __future__ import annotations

import dataclasses
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from unittest.mock import patch

import pytest
from sqlalchemy import Connection, Engine, text

from directory.errors import RefusedError, UnreadableError
from directory.listings.problems.words import in_words
from directory.models.codes import StudentStatus
from directory.storage.imports import roster_rows
from directory.storage.imports.roster_rows import RosterRows, held_ready, still_stand, writing_ready
from directory.storage.write_lock import HOLDS
from directory.students import alarms, caseload, changes, guardians
from directory.students.profile import GuardianDetails
from directory.students.roster import RosterReport, import_roster, report, stage_roster
from directory.students.roster_rows import Writer
from tests.district import OWN, open_engine
from tests.district import District as SchoolDistrict
from tests.students.making import ADMINISTRATOR, ANA, LATER, NOW, OAK, OF_OAK, TODAY, District

HEAD = "Student ID,Last Name,First Name,DOB,Grade,School,Home Language,ZIP,Guardian 1 Name,Guardian 1 Relationship,Guardian 1 Phone,Guardian 2 Name,Guardian 2 No Contact,Family ID\n"
ROWS = (
    "00417,Qwertzruiz,Zyxwana,3/14/2017,3,Oak Elem,Spanish,48910,Marta Yppena,Mother,517-555-0123,Lukas Yppena,yes,F1\n",
    "00418,Qwertzruiz,Zyxwben,2015-01-02,5,Oak Elementary School,Spanish,48910,Marta Yppena,Mother,517-555-0123,,,F1\n",
    "00419,Vexlee,Cyvex,2013-05-06,7,Elm Middle,English,48912,,,,,,\n",
)
SECRETS = ("Qwertzruiz", "Zyxw", "Yppena", "00417", "00418", "2017-03-14", "517-555-0123", "5175550123", "Vexlee", "Cyvex")


def imported(district: District, rows: tuple[str, ...] = ROWS, *, leavers_too: bool = False) -> RosterReport:
    return district.take_roster(_files(*rows), staff_id=ADMINISTRATOR.staff_id, leavers_too=leavers_too)


def _files(*rows: str) -> dict[str, bytes]:
    return {"roster.csv": (HEAD + "".join(rows)).encode()}


def student(district: District, number: str = "00417") -> str:
    with district.reading() as session:
        found = caseload.by_number(session, district.keys, ADMINISTRATOR, number)
    assert found is not None
    return found


def test_a_roster_makes_the_caseload(district: District) -> None:
    """A student of the roster has a file with names, birth date, guardians and siblings, in the right school's scope."""
    done = imported(district)
    assert (done.rows_read, done.created, done.rejected) == (3, 3, 0)
    with district.reading() as session:
        seen = caseload.open_student(session, district.keys, OF_OAK, student(district))
    profile = seen.profile
    assert (profile.number, profile.name, profile.grade, profile.languages, profile.home_zip) == (
        "00417", "Zyxwana Qwertzruiz", "3", ("es",), "48910",
    )  # fmt: skip
    assert [(g.details.name, g.details.relationship, g.details.phones, g.details.no_contact) for g in seen.guardians] == [
        ("Marta Yppena", "Mother", ("+15175550123",), False),
        ("Lukas Yppena", None, (), True),
    ]
    assert [one.profile.given_name for one in seen.siblings] == ["Zyxwben"]


def test_a_second_import_is_unchanged(district: District) -> None:
    """The same roster again writes nothing of a student."""
    imported(district)
    with district.reading() as session:
        before = session.execute(text("SELECT id, sealed, roster_sealed, changed_at FROM student ORDER BY id")).all()
    done = imported(district)
    assert (done.unchanged, done.created, done.updated, done.left) == (3, 0, 0, 0)
    with district.reading() as session:
        assert session.execute(text("SELECT id, sealed, roster_sealed, changed_at FROM student ORDER BY id")).all() == before


def test_corrections_survive_and_news_arrive(district: District) -> None:
    """What staff corrected and added stays while the roster says the same; what the roster changes is changed."""
    imported(district)
    of = student(district)
    with district.writing() as session:
        seen = caseload.open_student(session, district.keys, OF_OAK, of)
        profile = dataclasses.replace(seen.profile, given_name="Anka", preferences=("woman",))
        changes.change(session, district.keys, OF_OAK, of, profile, now=NOW)
        marta = dataclasses.replace(seen.guardians[0].details, ways=("text",), phones=("+15175550123", "+15175550177"))
        guardians.change(session, district.keys, OF_OAK, of, seen.guardians[0].id, details=marta, now=NOW)
        guardians.add(session, district.keys, OF_OAK, of, GuardianDetails("Rosa Paz", "Aunt"), now=NOW)
    changed = ROWS[0].replace("48910", "48912").replace("517-555-0123", "517-555-0124")
    done = imported(district, (changed, *ROWS[1:]))
    assert (done.updated, done.unchanged) == (1, 2)
    with district.reading() as session:
        seen = caseload.open_student(session, district.keys, OF_OAK, of)
    assert (seen.profile.given_name, seen.profile.home_zip, seen.profile.preferences) == ("Anka", "48912", ("woman",))
    assert [(g.details.name, g.details.ways, g.details.phones) for g in seen.guardians] == [
        ("Marta Yppena", ("text",), ("+15175550177", "+15175550124")),
        ("Lukas Yppena", (), ()),
        ("Rosa Paz", (), ()),
    ]


def test_leavers_are_marked_not_lost(district: District) -> None:
    """Who is gone from the roster has left and keeps the file; who is back in it is enrolled again."""
    imported(district)
    done = imported(district, (ROWS[0], ROWS[2]))
    assert (done.left, done.unchanged) == (1, 2)
    of = student(district, "00418")
    with district.reading() as session:
        seen = caseload.open_student(session, district.keys, OF_OAK, of)
        assert (seen.status, seen.left_at, len(seen.guardians)) == (StudentStatus.LEFT, TODAY, 1)
    done = imported(district)
    assert (done.returned, done.updated) == (1, 1)
    with district.reading() as session:
        assert caseload.open_student(session, district.keys, OF_OAK, of).status == StudentStatus.ENROLLED


def test_a_half_empty_file_is_refused(district: District) -> None:
    """A file without more than half of the students changes nothing, names the count, and may be insisted on."""
    more = tuple(ROWS[0].replace("00417", f"005{n}").replace("F1", f"G{n}") for n in range(10, 14))
    imported(district, (*ROWS, *more))
    with pytest.raises(RefusedError, match="5 of the 6"):
        imported(district, (ROWS[0],))
    assert imported(district, (ROWS[0],), leavers_too=True).left == 5


def test_who_was_typed_in_is_not_made_twice(district: District) -> None:
    """A student who was added by hand is known by the number, with or without its leading zeros."""
    district.add(dataclasses.replace(ANA, number="417"))
    assert (imported(district).created, imported(district).unchanged) == (2, 3)


def test_an_unknown_school_rejects_the_row(district: District) -> None:
    """A row of a school that the desk does not have is left out, and says what to do."""
    done = imported(district, (*ROWS, ROWS[0].replace("Oak Elem", "Yppenwood").replace("00417", "9")))
    assert (done.rejected, done.created) == (1, 3)
    assert [(p.line, "schools add" in in_words(p)) for p in done.problems] == [(5, True)]


def test_a_oneroster_brings_its_schools(district: District) -> None:
    """The schools of orgs.csv are made where the desk has none of their name or code."""
    files = {
        "users.csv": b"sourcedId,status,enabledUser,orgSourcedIds,role,givenName,familyName,identifier,grades\n"
        b"s1,active,true,o1,student,Zyxwana,Qwertzruiz,00417,03\ns2,active,true,o2,student,Bo,Vexlee,00418,04\nt1,active,true,o1,teacher,Jo,May,,\n",
        "orgs.csv": b"sourcedId,name,type,identifier\no1,Ash Elementary,school,31\no2,Oak Elementary School,school,32\n",
    }
    done = district.take_roster(files)
    with district.reading() as session:
        schools = session.execute(text("SELECT name, code FROM school ORDER BY name")).all()
        where = session.scalar(text("SELECT school_id FROM student WHERE grade = '4'"))
    assert (done.created, done.skipped, done.schools_added, where) == (2, 1, 1, OAK)
    assert [tuple(row) for row in schools] == [("Ash Elementary", "31"), ("Elm Middle", None), ("Oak Elementary", None)]


def test_nothing_personal_gets_out(district: District) -> None:
    """Reports, the row of the import, the audit and every other table show nothing of a student."""
    imported(district)
    done = imported(
        district, (ROWS[0].replace("3/14/2017", "3/14/2077"), ROWS[0], ROWS[1].replace("48910", "Zyxw"), ROWS[2], ROWS[2])
    )
    told = [repr(done), json.dumps(done.as_json())]
    with district.reading() as session:
        names = [row[0] for row in session.execute(text(_TABLES[session.get_bind().dialect.name]))]
        assert {"student", "guardian", "roster_import", "audit_entry"} <= set(names)
        for name in names:
            told += [repr(tuple(row)) for row in session.execute(text(f'SELECT * FROM "{name}"'))]
    assert [secret for secret in SECRETS if any(secret in words for words in told)] == []


_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
    "postgresql": "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'",
}


def test_an_import_is_on_record(district: District) -> None:
    """Each import leaves its counts and one entry in the audit; a dry run leaves nothing."""
    with district.reading() as session:
        staged = stage_roster(session, district.keys, {"roster.csv": (HEAD + ROWS[0]).encode()}, today=TODAY)
        assert (report(staged).created, report(staged).import_id) == (1, None)
    assert district.actions() == []
    done = imported(district)
    assert district.actions() == [("roster.imported", ADMINISTRATOR.staff_id, None)]
    with district.reading() as session:
        (kept,) = session.execute(text("SELECT id, roster, file_name, staff_id, counts FROM roster_import")).all()
    assert tuple(kept)[:4] == (done.import_id, "district", "roster.csv", ADMINISTRATOR.staff_id)
    assert json.loads(kept.counts)["created"] == 3


def test_what_is_no_roster_is_refused_without_its_words(district: District) -> None:
    """A file that is no roster is refused with a sentence that repeats nothing of it, nor does what caused it."""
    with district.reading() as session, pytest.raises(UnreadableError) as raised:
        stage_roster(session, district.keys, {"list.csv": b"Zyxwana,Qwertzruiz\nA,B\n"}, today=TODAY)
    assert "Zyxwana" not in str(raised.value)
    assert raised.value.__cause__ is None


def test_words_about_contact_are_read_before_a_roster_is_taken(district: District) -> None:
    """A roster whose rows say of custody or contact what only a person can decide waits until somebody has read them, once; they
    are kept, so their column does not count as unread."""
    rows = (ROWS[0].replace("\n", ",custody: see office\n"),)
    data = {"roster.csv": (HEAD.replace("\n", ",Remarks\n") + "".join(rows)).encode()}
    for read, refused in ((False, True), (True, False), (False, False)):
        if refused:
            with pytest.raises(RefusedError, match="line 2"):
                district.take_roster(data, orders_read=read)
        else:
            assert district.take_roster(data, orders_read=read).unread_columns == ()


def with_remarks(district: District, *remarks: str) -> str:
    """Takes a roster of one student once with each of these remarks; returns what the file says of custody then."""
    for said in remarks:
        row = ROWS[0].replace("\n", f",{said}\n")
        district.take_roster({"roster.csv": (HEAD.replace("\n", ",Remarks\n") + row).encode()}, orders_read=True)
    with district.reading() as session:
        return caseload.open_student(session, district.keys, OF_OAK, student(district)).profile.custody_words or ""


DATED = f"{TODAY.isoformat()}, roster: "


def test_what_a_roster_says_of_custody_stands_in_the_file(district: District) -> None:
    """The words stay when a later roster no longer has them, and other words are added to them, each with its day."""
    assert with_remarks(district, "custody: see office") == f"{DATED}custody: see office"
    assert with_remarks(district, "", "custody: see office") == f"{DATED}custody: see office"
    assert with_remarks(district, "CPS case open").splitlines() == [f"{DATED}custody: see office", f"{DATED}CPS case open"]


def test_the_newest_statement_of_custody_stands_last(district: District) -> None:
    """A statement that comes again after another one is added again, so that the last line is what holds now."""
    said = ("Sole custody: mother", "Joint custody", "Sole custody: mother", "", "Sole custody: mother")
    assert with_remarks(district, *said).splitlines() == [
        f"{DATED}Sole custody: mother",
        f"{DATED}Joint custody",
        f"{DATED}Sole custody: mother",
    ]


def test_what_staff_wrote_of_custody_outlives_a_roster(district: District) -> None:
    """Words that staff took away come back with no roster that says what the last one said; theirs stay beside new ones."""
    with_remarks(district, "custody: see office")
    for words in (None, "Grandmother only, by court order"):
        with district.writing() as session:
            profile = caseload.open_student(session, district.keys, OF_OAK, student(district)).profile
            changed = dataclasses.replace(profile, custody_words=words)
            changes.change(session, district.keys, OF_OAK, student(district), changed, now=LATER)
        assert with_remarks(district, "custody: see office") == (words or "")
    assert with_remarks(district, "CPS case open").splitlines() == ["Grandmother only, by court order", f"{DATED}CPS case open"]


OLDER = ROWS[0].replace(",3,Oak", ",4,Oak")
MEANWHILE = {
    "nothing": ("", True),
    "another file of the student": ("UPDATE student SET sealed = sealed || sealed WHERE grade = '3'", False),
    "another school": ("UPDATE student SET school_id = 'school-elm' WHERE grade = '3'", False),
    "a student whom it leaves as he is": ("UPDATE student SET grade = '8' WHERE grade = '7'", True),
    "one of its new numbers": (f"UPDATE student SET number_hash = '{'1' * 64}' WHERE grade = '7'", False),
    "a guardian removed": ("DELETE FROM guardian WHERE position = 1", False),
    "a guardian changed": ("UPDATE guardian SET sealed = sealed || sealed WHERE position = 1", False),
    "guardians in another order": ("UPDATE guardian SET position = position + 5", False),
    "a guardian added": (
        "INSERT INTO guardian SELECT 'another', student_id, 7, sealed FROM guardian WHERE position = 1", False
    ),
    "the household that a new sibling joins": ("DELETE FROM household", False),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "stands"), MEANWHILE.values(), ids=list(MEANWHILE))
def test_what_was_changed_meanwhile_is_not_written_over(district: District, statement: str, stands: bool) -> None:
    """What was planned and sealed outside the transaction is written only where nobody changed its students or their
    guardians, took one of its new numbers, or removed a household that it names since.
    """
    imported(district)
    sibling = ROWS[1].replace("00418", "00420").replace("Zyxwben", "Zyxwbo")
    with district.reading() as session:
        staged = stage_roster(session, district.keys, _files(OLDER, *ROWS[1:], sibling), today=TODAY)
    writer = Writer(district.keys, staged.roster, staged.stored, TODAY, LATER)
    for step in staged.plan.steps:
        writer.take(step)
    rows = writer.rows(staged.plan.households)
    created = [replace(row, number_hash="1" * 64) for row in rows.created]
    rows = replace(rows, created=created)
    if statement:
        with district.writing() as session:
            session.execute(text(statement))
    with held_ready(district.engine, rows) as connection, writing_ready(connection) as session:
        assert still_stand(session) is stands


def test_a_roster_is_planned_again_where_a_student_was_changed_meanwhile(district: District) -> None:
    """What a colleague saves between planning and writing is kept, and the roster is brought in all the same."""
    imported(district)
    ana, times = student(district), []

    @contextmanager
    def held(engine: Engine, rows: RosterRows) -> Iterator[Connection]:
        times.append(len(rows.changed))
        if len(times) == 1:
            with district.writing() as session:
                row = caseload.open_student(session, district.keys, OF_OAK, ana).profile
                changes.change(session, district.keys, OF_OAK, ana, dataclasses.replace(row, insurance="medicaid"), now=LATER)
        with held_ready(engine, rows) as connection:
            yield connection

    with patch.object(roster_rows, "held_ready", held):
        imported(district, (OLDER, *ROWS[1:]))
    with district.reading() as session:
        profile = caseload.open_student(session, district.keys, OF_OAK, ana).profile
    assert (profile.grade, profile.insurance, times) == ("4", "medicaid", [1, 1])


@pytest.mark.slow
def test_sealing_a_roster_keeps_nobody_waiting(district_on_sqlite: SchoolDistrict) -> None:
    """A roster that is imported takes the write lock once, when all of it is read, planned and sealed."""
    rows = "".join(f"{70000 + n},Vexlee,Cy{n},2013-05-06,7,{OWN},English,48912,,,,,,\n" for n in range(150))
    count, waited = HOLDS.count, []
    with open_engine(district_on_sqlite.database_url) as engine:
        begun = time.perf_counter()
        _, done = import_roster(
            engine, district_on_sqlite.settings(), {"r.csv": (HEAD + rows).encode()}, today=TODAY, now=NOW,
            first=lambda _session: waited.append(1_000 * (time.perf_counter() - begun)),
        )  # fmt: skip
    assert done.created == 150
    assert HOLDS.count == count + 1
    assert HOLDS.last < waited[0]


def test_danger_in_what_a_roster_says_of_a_guardian_raises_an_alarm_once(district: District) -> None:
    """Words that land on a student are heard as if somebody had typed them, the same roster again raises nothing, and what a
    standing order is called is no danger by itself.
    """
    head = HEAD.replace("Guardian 2 No Contact", "Guardian 2 No Contact Reason")
    lines = (
        "00417,Qwertzruiz,Zyxwana,3/14/2017,3,Oak Elem,Spanish,48910,Marta Yppena,Mother,,Lukas Yppena,He will kill her if he finds them,F1",
        "00418,Qwertzruiz,Zyxwben,2015-01-02,5,Oak Elem,Spanish,48910,Marta Yppena,Mother,,Lukas Yppena,Order of protection: domestic violence,F1",
    )
    for _ in range(2):
        files = {"roster.csv": (head + "\n".join(lines)).encode()}
        district.take_roster(files, staff_id=ADMINISTRATOR.staff_id, orders_read=True)
    with district.reading() as session:
        found = alarms.unacknowledged(session, district.keys, ADMINISTRATOR)
    assert [(one.row.student_id, one.row.source) for one in found] == [(student(district), "guardian")]
    assert "He will kill her if he finds them" in (found[0].said or "")


def test_danger_in_the_custody_words_of_a_roster_raises_an_alarm_once(district: District) -> None:
    """Words about custody are heard as those about a guardian are, only what is new in them, and a court's orders raise nothing."""
    head = HEAD.replace("Family ID", "Custody,Family ID")
    start = "Oak Elem,Spanish,48910,Marta Yppena,Mother,,,,"
    custody = "Joint custody; the father said he is going to kill the children"
    threatened = f"00417,Qwertzruiz,Zyxwana,3/14/2017,3,{start}{custody},F1"
    ordered = f"00418,Qwertzruiz,Zyxwben,2015-01-02,5,{start}Order of protection; see court order,F1"
    for rows in ((threatened, ordered), (threatened, ordered), (threatened, ordered.replace(",F1", " and the file,F1"))):
        district.take_roster({"roster.csv": (head + "\n".join(rows)).encode()}, staff_id=ADMINISTRATOR.staff_id, orders_read=True)
        with district.reading() as session:
            found = alarms.unacknowledged(session, district.keys, ADMINISTRATOR)
        assert [(one.row.student_id, one.row.source) for one in found] == [(student(district), "preference")]
        assert custody in (found[0].said or "")
