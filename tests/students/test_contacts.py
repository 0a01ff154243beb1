"""Calls, visits and meetings: written down, sealed, taken back, in scope."""

from __future__ import annotations

import datetime

import pytest
from sqlalchemy import text

from directory.errors import UnknownError
from directory.models.codes import ContactKind, ContactResult
from directory.students import changes, contacts
from directory.students.contacts import ContactDetails, NewContact, check_contact
from tests.students.making import ADMINISTRATOR, BLIND, LATER, NOW, OF_OAK, TODAY, District

CALL = NewContact(ContactKind.CALL, ContactResult.LEFT_MESSAGE, TODAY, ContactDetails("Marta Peña", "She works nights"))
TYPED = {"kind": "home_visit", "result": "not_home", "happened_on": "3/13/2026", "with_whom": "The uncle", "words": "Left a card"}


def test_what_is_typed_is_read() -> None:
    """A full form is a contact, and without a day it was today."""
    contact, errors = check_contact(TYPED, TODAY)
    assert errors == {}
    assert contact is not None
    assert (contact.kind, contact.result, contact.happened_on) == ("home_visit", "not_home", TODAY - datetime.timedelta(days=1))
    assert contact.details == ContactDetails("The uncle", "Left a card")
    today, _ = check_contact(TYPED | {"happened_on": ""}, TODAY)
    assert today is not None
    assert today.happened_on == TODAY


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", ""),
        ("kind", "telegram"),
        ("result", ""),
        ("happened_on", "3/15/2026"),
        ("happened_on", "3/1/2024"),
        ("happened_on", "the other day"),
        ("words", "x" * 10_000),
        ("with_whom", "x" * 10_000),
    ],
)
def test_each_wrong_field_is_told(field: str, value: str) -> None:
    """No kind, no result, a day to come or long ago, a text without end: one sentence at its field, and no contact."""
    contact, errors = check_contact(TYPED | {field: value}, TODAY)
    assert contact is None
    assert list(errors) == [field]


def test_a_contact_is_kept_sealed(district: District) -> None:
    """Who and what come back in the student's file; in the database they cannot be read."""
    student = district.add()
    with district.writing() as session:
        contacts.add(session, district.keys, OF_OAK, student, CALL, now=NOW)
    with district.reading() as session:
        (entry,) = contacts.of_student(session, district.keys, OF_OAK, student)
        assert (entry.row.kind, entry.row.result, entry.details, entry.gone) == ("call", "left_message", CALL.details, False)
        (sealed,) = session.execute(text("SELECT sealed FROM student_contact")).scalars()
        assert b"Marta" not in bytes(sealed)
    assert ("contact.added", OF_OAK.staff_id, student) in district.actions()


def test_a_contact_of_another_kind_is_shown_as_stored(district: District) -> None:
    """A kind or a result that this version does not know is read as its text, so that the student's page opens."""
    student = district.add()
    with district.writing() as session:
        contacts.add(session, district.keys, OF_OAK, student, CALL, now=NOW)
        session.execute(text("UPDATE student_contact SET kind = 'letter', result = 'returned'"))
    with district.reading() as session:
        (entry,) = contacts.of_student(session, district.keys, OF_OAK, student)
    assert (entry.row.kind, entry.row.result) == ("letter", "returned")


def test_a_contact_taken_back_stays(district: District) -> None:
    """It is marked as taken back, once, and only under its own student."""
    student = district.add()
    with district.writing() as session:
        contact_id = contacts.add(session, district.keys, OF_OAK, student, CALL, now=NOW)
    with district.writing() as session:
        contacts.take_back(session, OF_OAK, student, contact_id, now=LATER)
    with district.reading() as session:
        assert [one.gone for one in contacts.of_student(session, district.keys, OF_OAK, student)] == [True]
    with district.writing() as session, pytest.raises(UnknownError):
        contacts.take_back(session, OF_OAK, student, contact_id, now=LATER)


def test_who_may_not_see_the_student_sees_no_contact(district: District) -> None:
    """Another school's specialist, a coordinator and a viewer can neither read, nor add, nor take back."""
    student = district.add()
    with district.writing() as session:
        contact_id = contacts.add(session, district.keys, OF_OAK, student, CALL, now=NOW)
        for scope in BLIND:
            with pytest.raises(UnknownError):
                contacts.of_student(session, district.keys, scope, student)
            with pytest.raises(UnknownError):
                contacts.add(session, district.keys, scope, student, CALL, now=NOW)
            with pytest.raises(UnknownError):
                contacts.take_back(session, scope, student, contact_id, now=NOW)


def test_deleting_a_student_takes_the_contacts(district: District) -> None:
    """Nothing of them is left."""
    student = district.add()
    with district.writing() as session:
        contacts.add(session, district.keys, OF_OAK, student, CALL, now=NOW)
        changes.delete_for_good(session, ADMINISTRATOR, student, today=TODAY, now=NOW)
        assert session.execute(text("SELECT count(*) FROM student_contact")).scalar() == 0
