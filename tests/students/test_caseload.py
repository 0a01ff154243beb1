"""The list of students, a look at one, and how they are found."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.errors import UnknownError
from directory.models.codes import StudentStatus
from directory.storage.people.students import StudentFilter
from directory.students import changes, guardians, households, needs
from directory.students.caseload import by_number, caseload, normal_number, open_student
from directory.students.profile import Profile
from tests.students.making import ADMINISTRATOR, ANA, BEN, ELM, LATER, MARTA, NOW, OAK, OF_ELM, OF_OAK, TODAY, District

ZOE = Profile("0077", "Zoë", "Abbott", grade="K")


def found(district: District, words: str) -> list[str]:
    with district.reading() as session:
        return [row.profile.given_name for row in caseload(session, district.keys, OF_OAK, words=words).rows]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", ["Zoë", "Ben", "Ana María"]),
        ("maria", ["Ana María"]),
        ("PENA ana", ["Ana María"]),
        ("ru an", ["Ana María"]),
        ("ruizpena", ["Ana María"]),
        ("ohara", ["Ben"]),
        ("o’hara ben", ["Ben"]),
        ("zoe", ["Zoë"]),
        ("10442", ["Ana María"]),
        ("10-442", ["Ana María"]),
        ("1044", []),
        ("77", ["Zoë"]),
        ("ana abbott", []),
        ("uiz", []),
        ("!!", []),
        ("%", []),
        ("_ %", []),
        (" ", ["Zoë", "Ben", "Ana María"]),
    ],
)
def test_a_caseload_is_searched_as_people_type(district: District, words: str, names: list[str]) -> None:
    """The words begin words of the name in any order, without accents and case; a number is meant whole; sorted by name."""
    for profile in (ANA, BEN, ZOE):
        district.add(profile)
    assert found(district, words) == names


def test_a_caseload_is_narrowed(district: District) -> None:
    """By school, grade and status; whoever has left is shown only where asked for."""
    ana, ben, zoe = district.add(ANA), district.add(BEN, ELM), district.add(ZOE)
    with district.writing() as session:
        changes.mark_left(session, OF_OAK, zoe, today=TODAY, now=NOW)

    def ids(
        school_id: str | None = None, grade: str | None = None, status: StudentStatus | None = StudentStatus.ENROLLED
    ) -> set[str]:
        with district.reading() as session:
            page = caseload(session, district.keys, ADMINISTRATOR, among=StudentFilter(school_id, grade, status))
            return {row.id for row in page.rows}

    assert ids() == {ana, ben}
    assert ids(status=None) == {ana, ben, zoe}
    assert ids(status=StudentStatus.LEFT) == {zoe}
    assert ids(school_id=ELM) == {ben}
    assert ids(grade="5") == {ana}
    assert ids(school_id=ELM, grade="5") == set()


def test_a_caseload_comes_in_pages(district: District) -> None:
    """Pages count from one; a page beyond the last is the last."""
    for number in range(5):
        district.add(replace(ANA, number=str(number), family_name=f"Family {number}"))
    with district.reading() as session:
        pages = [caseload(session, district.keys, OF_OAK, page=page, size=2) for page in (1, 2, 3, 9, -1)]
    assert [[row.profile.number for row in page.rows] for page in pages] == [["0", "1"], ["2", "3"], ["4"], ["4"], ["0", "1"]]
    assert {(page.total, page.pages) for page in pages} == {(5, 3)}
    assert [page.page for page in pages] == [1, 2, 3, 3, 1]


def test_a_caseload_counts_open_needs(district: District) -> None:
    """Each row has the number of open needs and the highest urgency; closed ones do not count."""
    ana, ben = district.add(ANA), district.add(BEN)
    with district.writing() as session:
        needs.add(session, district.keys, OF_OAK, ana, chosen=["tutoring"], urgency=1, now=NOW)
        needs.add(session, district.keys, OF_OAK, ana, chosen=["grief", "sports"], urgency=3, now=NOW)
        opened = {need.term: need.id for need in open_student(session, district.keys, OF_OAK, ana).open_needs}
        needs.close(session, OF_OAK, ana, opened["sports"], now=LATER)
    with district.reading() as session:
        rows = caseload(session, district.keys, OF_OAK).rows
    assert {row.id: (row.open_needs, row.urgency) for row in rows} == {ana: (2, 3), ben: (0, 0)}


def test_a_student_is_found_by_number(district: District) -> None:
    """However the number is written, with the zeros that a spreadsheet loses or without; not where it is another's."""
    zoe = district.add(ZOE)
    with district.reading() as session:
        assert {by_number(session, district.keys, OF_OAK, number) for number in ("0077", "77", " 0-077 ")} == {zoe}
        assert by_number(session, district.keys, OF_OAK, "770") is None
        assert by_number(session, district.keys, OF_ELM, "0077") is None


@given(st.text())
def test_a_normal_number_is_its_own(number: str) -> None:
    """Writing a number as it is compared changes nothing more the second time."""
    assert normal_number(normal_number(number)) == normal_number(number)


def test_a_look_shows_the_whole_file(district: District) -> None:
    """The profile, the school, guardians in order, needs by urgency, siblings; those of other schools are only counted."""
    ana, zoe, ben = district.add(ANA), district.add(ZOE), district.add(BEN, ELM)
    keys = district.keys
    with district.writing() as session:
        households.link_siblings(session, district.keys, ADMINISTRATOR, ana, zoe, now=NOW)
        households.link_siblings(session, district.keys, ADMINISTRATOR, ben, ana, now=NOW)
        second = guardians.add(session, keys, OF_OAK, ana, MARTA, now=NOW)
        first = guardians.add(session, keys, OF_OAK, ana, replace(MARTA, name="Luis Ruiz"), now=NOW)
        guardians.order(session, OF_OAK, ana, [first, second], now=NOW)
        needs.add(session, keys, OF_OAK, ana, chosen=["tutoring"], urgency=1, now=NOW)
        needs.add(session, keys, OF_OAK, ana, sentence="She lost her mom", urgency=3, now=LATER)
    with district.reading() as session:
        file = open_student(session, keys, OF_OAK, ana)
        everybody = open_student(session, keys, ADMINISTRATOR, ana)
    assert (file.profile, file.school_id, file.school_name, file.status) == (ANA, OAK, "Oak Elementary", StudentStatus.ENROLLED)
    assert [one.details.name for one in file.guardians] == ["Luis Ruiz", "Marta Peña"]
    assert [(one.term, one.urgency, one.words) for one in file.open_needs] == [
        ("grief", 3, "She lost her mom"),
        ("tutoring", 1, None),
    ]
    assert file.open_needs[0].made_by == "Staff-Oak"
    assert ([one.id for one in file.siblings], file.siblings_elsewhere) == ([zoe], 1)
    assert ([one.id for one in everybody.siblings], everybody.siblings_elsewhere) == ([zoe, ben], 0)


def test_a_change_replaces_the_profile(district: District) -> None:
    """The new number finds the student and the old one does not; grade and language are kept where counts read them."""
    ana = district.add()
    changed = replace(ANA, number="20442", family_name="Ruiz", grade="6")
    with district.writing() as session:
        changes.change(session, district.keys, OF_OAK, ana, changed, roster="sis", now=LATER)
    with district.reading() as session:
        file = open_student(session, district.keys, OF_OAK, ana)
        assert (file.profile, file.changed_at) == (changed, LATER)
        assert by_number(session, district.keys, OF_OAK, "20442") == ana
        assert by_number(session, district.keys, OF_OAK, "10442") is None
        assert [row.id for row in caseload(session, district.keys, OF_OAK, among=StudentFilter(grade="6")).rows] == [ana]


def test_who_left_can_come_back(district: District) -> None:
    """Leaving keeps the day and everything known; coming back forgets the day; doing either twice does it once."""
    ana = district.add()
    with district.writing() as session:
        changes.mark_left(session, OF_OAK, ana, today=TODAY, now=NOW)
        changes.mark_left(session, OF_OAK, ana, today=TODAY + datetime.timedelta(days=1), now=LATER)
        gone = open_student(session, district.keys, OF_OAK, ana)
        changes.mark_returned(session, OF_OAK, ana, now=LATER)
        changes.mark_returned(session, OF_OAK, ana, now=LATER)
        back = open_student(session, district.keys, OF_OAK, ana)
    assert (gone.status, gone.left_at, gone.profile) == (StudentStatus.LEFT, TODAY, ANA)
    assert (back.status, back.left_at) == (StudentStatus.ENROLLED, None)
    assert [action for action, _, _ in district.actions()] == ["student.added", "student.left", "student.returned"]


def test_a_student_is_added_to_a_school_that_exists(district: District) -> None:
    """Even an administrator adds nobody to a school that there is not."""
    with pytest.raises(UnknownError, match="no such school"), district.writing() as session:
        changes.add(session, district.keys, ADMINISTRATOR, ANA, school_id="nowhere", now=NOW)
