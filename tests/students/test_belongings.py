"""Guardians, needs, consents and households as they are written down and changed."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from directory.errors import RefusedError, UnknownError, UsageError
from directory.students import consents, guardians, households, needs
from directory.students.caseload import open_student
from directory.students.files import StudentFile
from directory.students.profile import GuardianDetails, Withdrawal
from tests.students.making import (
    ADMINISTRATOR,
    ANA,
    BEN,
    ELM,
    LATER,
    MARTA,
    NOW,
    OAK,
    OF_OAK,
    TODAY,
    District,
    agreed,
)

DAY = datetime.timedelta(days=1)


def seen(district: District, student: str) -> StudentFile:
    with district.reading() as session:
        return open_student(session, district.keys, ADMINISTRATOR, student)


def test_guardians_are_added_changed_and_removed(district: District) -> None:
    """Each comes after the others, and is changed and removed alone."""
    ana, keys = district.add(), district.keys
    with district.writing() as session:
        first, second, third = (guardians.add(session, keys, OF_OAK, ana, MARTA, now=NOW) for _ in range(3))
        guardians.change(session, keys, OF_OAK, ana, second, details=replace(MARTA, name="Luis Ruiz"), now=LATER)
        guardians.remove(session, keys, OF_OAK, ana, first, now=LATER)
        fourth = guardians.add(session, keys, OF_OAK, ana, MARTA, now=LATER)
    file = seen(district, ana)
    assert [one.id for one in file.guardians] == [second, third, fourth]
    assert file.guardians[0].details.name == "Luis Ruiz"
    with pytest.raises(UnknownError, match="not there any more"), district.writing() as session:
        guardians.remove(session, keys, OF_OAK, ana, first, now=LATER)


def test_an_order_of_other_guardians_is_refused(district: District) -> None:
    """Whoever orders guardians that were changed meanwhile is asked to look again."""
    ana = district.add()
    with district.writing() as session:
        first = guardians.add(session, district.keys, OF_OAK, ana, MARTA, now=NOW)
    for ids in ([], [first, first], [first, "other"]):
        with pytest.raises(RefusedError, match="meanwhile"), district.writing() as session:
            guardians.order(session, OF_OAK, ana, ids, now=NOW)


def test_needs_come_from_terms_and_from_a_sentence(district: District) -> None:
    """What was chosen and what the sentence names is written down, the sentence with each."""
    ana = district.add()
    with district.writing() as session:
        added = needs.add(session, district.keys, OF_OAK, ana, chosen=["tutoring"], sentence="She lost her mom", now=NOW)
    assert added.new == ("tutoring", "grief")
    assert {need.words for need in seen(district, ana).open_needs} == {"She lost her mom"}


def test_a_need_that_is_open_stays_one(district: District) -> None:
    """Told again it keeps the higher urgency and both sentences; told again alike, nothing happens."""
    ana, keys = district.add(), district.keys
    with district.writing() as session:
        needs.add(session, keys, OF_OAK, ana, sentence="She lost her mom", urgency=3, now=NOW)
        again = needs.add(session, keys, OF_OAK, ana, chosen=["grief"], sentence="Her mom died", urgency=1, now=LATER)
        before = len(open_student(session, keys, OF_OAK, ana).open_needs)
        needs.add(session, keys, OF_OAK, ana, chosen=["grief"], sentence="Her mom died", urgency=1, now=LATER)
    assert "grief" in again.open_already
    grief = [need for need in seen(district, ana).open_needs if need.term == "grief"]
    assert [(need.urgency, need.words) for need in grief] == [(3, "She lost her mom\nHer mom died")]
    assert len(seen(district, ana).open_needs) == before


def test_safety_words_are_told_even_where_no_need_is_understood(district: District) -> None:
    """The danger that a sentence tells of comes back with whatever was understood of it."""
    ana = district.add()
    with district.writing() as session:
        assert needs.add(session, district.keys, OF_OAK, ana, sentence="He says he wants to kill himself", now=NOW).danger
        nothing = needs.add(session, district.keys, OF_OAK, ana, sentence="xqzzt", now=NOW)
    assert (nothing.new, nothing.open_already, nothing.danger) == ((), (), None)


def test_what_is_no_need_is_refused(district: District) -> None:
    """An unknown term, an urgency that is none and a sentence without end are told, and nothing is written down."""
    ana, keys = district.add(), district.keys
    with pytest.raises(UnknownError), district.writing() as session:
        needs.add(session, keys, OF_OAK, ana, chosen=["tutoring", "nonsense"], now=NOW)
    with pytest.raises(UsageError), district.writing() as session:
        needs.add(session, keys, OF_OAK, ana, chosen=["tutoring"], urgency=4, now=NOW)
    with pytest.raises(UsageError, match="too long"), district.writing() as session:
        needs.add(session, keys, OF_OAK, ana, sentence="sad " * 1_000, now=NOW)
    assert seen(district, ana).open_needs == ()


def test_a_need_is_closed_and_reopened(district: District) -> None:
    """A closed need stays and can be opened again, unless the same one was opened meanwhile."""
    ana, keys = district.add(), district.keys
    with district.writing() as session:
        needs.add(session, keys, OF_OAK, ana, chosen=["grief"], now=NOW)
        (need,) = open_student(session, keys, OF_OAK, ana).open_needs
        needs.set_urgency(session, OF_OAK, ana, need.id, 3, now=NOW)
        needs.close(session, OF_OAK, ana, need.id, now=NOW)
        needs.close(session, OF_OAK, ana, need.id, now=LATER)
    file = seen(district, ana)
    assert [(one.id, one.urgency, one.closed_at) for one in file.closed_needs] == [(need.id, 3, NOW)]
    with district.writing() as session:
        needs.reopen(session, OF_OAK, ana, need.id, now=LATER)
        needs.reopen(session, OF_OAK, ana, need.id, now=LATER)
        needs.close(session, OF_OAK, ana, need.id, now=LATER)
        needs.add(session, keys, OF_OAK, ana, chosen=["grief"], now=LATER)
    with pytest.raises(RefusedError, match="open already"), district.writing() as session:
        needs.reopen(session, OF_OAK, ana, need.id, now=LATER)


def test_a_consent_holds_until_its_day_or_its_withdrawal(district: District) -> None:
    """Its last day is included; withdrawn it holds no more, and cannot be withdrawn twice."""
    ana, keys, gone = district.add(), district.keys, Withdrawal("Marta Peña")
    with district.writing() as session:
        marta = guardians.add(session, keys, OF_OAK, ana, MARTA, now=NOW)
        details = agreed(marta, "organization-1")
        ends = consents.sign(session, keys, OF_OAK, ana, details, until=TODAY, today=TODAY, now=NOW)
        later = consents.sign(session, keys, OF_OAK, ana, details, until=TODAY + DAY, today=TODAY, now=LATER)
    file = seen(district, ana)
    assert [one.id for one in file.consents_on(TODAY)] == [later, ends]
    assert [one.id for one in file.consents_on(TODAY + DAY)] == [later]
    assert file.consents[0].details == details
    with district.writing() as session:
        consents.withdraw(session, keys, OF_OAK, ana, later, withdrawal=gone, now=LATER)
    assert seen(district, ana).consents_on(TODAY + DAY) == ()
    assert seen(district, ana).consents[0].withdrawal == gone
    with pytest.raises(UnknownError, match="withdrawn already"), district.writing() as session:
        consents.withdraw(session, keys, OF_OAK, ana, later, withdrawal=gone, now=LATER)


def test_ties_join_households(district: District) -> None:
    """Two pairs become one household of four by one more tie; tied already, nothing happens."""
    four = [district.add(replace(ANA, number=str(number))) for number in range(4)]
    with district.writing() as session:
        for one, other in ((0, 1), (2, 3), (1, 2), (3, 0)):
            households.link_siblings(session, district.keys, OF_OAK, four[one], four[other], now=NOW)
    assert {one.id for one in seen(district, four[0]).siblings} == set(four[1:])
    with pytest.raises(UsageError), district.writing() as session:
        households.link_siblings(session, district.keys, OF_OAK, four[0], four[0], now=NOW)


def test_a_tie_needs_both_in_scope(district: District) -> None:
    """A specialist cannot learn by a tie whether a student of another school exists."""
    ana, ben = district.add(ANA), district.add(BEN, ELM)
    for one, other in ((ana, ben), (ben, ana)):
        with pytest.raises(UnknownError), district.writing() as session:
            households.link_siblings(session, district.keys, OF_OAK, one, other, now=NOW)


def test_a_household_of_one_is_none(district: District) -> None:
    """Unlinkd, a student leaves; with one left there is no household any more."""
    ana, ben = district.add(ANA), district.add(BEN)
    with district.writing() as session:
        households.link_siblings(session, district.keys, OF_OAK, ana, ben, now=NOW)
        households.unlink_student(session, district.keys, OF_OAK, ana, now=NOW)
        households.unlink_student(session, district.keys, OF_OAK, ana, now=NOW)
        households.unlink_student(session, district.keys, OF_OAK, ben, now=NOW)
    assert seen(district, ana).siblings == seen(district, ben).siblings == ()
    assert [action for action, _, _ in district.actions()].count("household.untied") == 1


def test_siblings_are_suggested(district: District) -> None:
    """By a guardian's phone, or by a guardian's name with the ZIP; never of another school, and not once they are tied."""
    keys = district.keys
    home = replace(ANA, home_zip="48910")
    same = GuardianDetails("PENA, Marta")
    own = district.add(home)
    cases = {
        "phone": (replace(home, number="1", home_zip=None), replace(MARTA, name="Somebody Else"), OAK),
        "name": (replace(home, number="2"), same, OAK),
        "elsewhere": (replace(home, number="3", home_zip="48912"), same, OAK),
        "other school": (replace(home, number="4"), MARTA, ELM),
        "stranger": (replace(home, number="5"), GuardianDetails("Ida Novak", phones=("+15175550199",)), OAK),
    }
    ids = {}
    for name, (profile, details, school_id) in cases.items():
        ids[name] = district.add(profile, school_id)
        with district.writing() as session:
            guardians.add(session, keys, ADMINISTRATOR, ids[name], details, now=NOW)
    with district.writing() as session:
        guardians.add(session, keys, OF_OAK, own, MARTA, now=NOW)

    def suggested() -> dict[str, str]:
        with district.reading() as session:
            return {one.student_id: one.why for one in households.suggestions(session, keys, OF_OAK, own)}

    assert suggested() == {ids["phone"]: households.SAME_PHONE, ids["name"]: households.SAME_GUARDIAN}
    with district.writing() as session:
        households.link_siblings(session, district.keys, OF_OAK, own, ids["name"], now=NOW)
    assert suggested() == {ids["phone"]: households.SAME_PHONE}
