"""The call sheet: who is on it, and whose number never is."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from sqlalchemy import text

from directory.mail import outbox
from directory.mail.addresses import address_hash
from directory.mail.reminders import KINDS, MOST, asks_by_mail
from directory.models.codes import Author, EventKind
from directory.referrals import updates
from directory.referrals.event_checks import NewEvent
from directory.referrals.work import NOBODY
from directory.storage.referrals import referrals
from directory.storage.scope import Scope
from directory.students.profile import GuardianDetails
from directory.worklist.call_sheet import COLUMNS, CallRow, call_sheet
from tests.mail.mailing import BY_MAIL, DUE, Mailbox, due, given, guarded_by, mail_server, queue, send
from tests.referrals.making import OF_OAK, TODAY, Loop
from tests.students.making import ADMINISTRATOR, MARTA, OF_ELM

PHONE = "(517) 555-0123"
FATHER = GuardianDetails("Luis Ruiz", "Father", "en", MARTA.phones, None, (), no_contact=True)


def sheet(loop: Loop, scope: Scope = OF_OAK, *, days: int = DUE, mail_goes_out: bool = True) -> list[CallRow]:
    with loop.work(scope, days=days) as work:
        return call_sheet(work, scope.staff_id, asks_by_mail=asks_by_mail if mail_goes_out else None)


def test_a_family_without_mail_is_called(loop: Loop) -> None:
    """A family that is due and reads no mail stands on its owner's sheet alone, with all that a call needs."""
    given(loop)
    guarded_by(loop, MARTA)
    (row,) = sheet(loop)
    assert (row.student, row.guardian, row.phones) == ("Ruiz-Peña, Ana María", "Marta Peña (Mother)", (PHONE,))
    assert (row.ways, row.language) == ("text only", "Spanish (interpreter)")
    assert row.ask == "Ask the family whether they called."
    assert (row.provider, row.provider_phone) == ("Maple House", "(517) 555-0101")
    assert len(row.cells()) == len(COLUMNS)
    assert [sheet(loop, scope) for scope in (OF_ELM, ADMINISTRATOR, NOBODY)] == [[], [], []]
    assert sheet(loop, days=DUE - 1) == []
    with loop.work(ADMINISTRATOR, days=DUE) as work:
        assert len(call_sheet(work, OF_OAK.staff_id, asks_by_mail=asks_by_mail)) == 1


def test_a_family_with_mail_is_called_when_no_mail_goes_out_or_it_was_stopped(loop: Loop) -> None:
    """Whom reminders reach is not on the sheet; without a mail server, or when they stopped them, they are."""
    given(loop)
    guarded_by(loop, replace(BY_MAIL, ways=("email", "call")))
    assert sheet(loop) == []
    assert len(sheet(loop, mail_goes_out=False)) == 1
    with loop.work(NOBODY) as work:
        outbox.stop(work, address_hash(loop.keys, "marta@example.org"), KINDS)
    assert len(sheet(loop)) == 1


@pytest.mark.parametrize("guardians", [(FATHER,), (FATHER, MARTA), (replace(MARTA, ways=("at_school",)),), ()])
def test_a_number_that_is_not_safe_never_stands_on_it(loop: Loop, guardians: tuple[GuardianDetails, ...]) -> None:
    """Not that of a no-contact order, not one that such a person shares, not one where no call was said to be safe."""
    given(loop)
    guarded_by(loop, *guardians)
    (row,) = sheet(loop)
    assert (row.guardian, row.phones) == ("", ())
    assert "look at the student's page" in row.cells()[2]


def test_a_family_that_three_mails_did_not_move_is_called(loop: Loop) -> None:
    """Once the last reminder is as old as the next one would be, somebody calls; until then mail asks."""
    given(loop)
    guarded_by(loop, replace(BY_MAIL, ways=("email", "call")))
    days = DUE
    for _ in range(MOST):
        while not due(loop, days):
            days += 1
        queue(loop, days)
        with mail_server(Mailbox()) as server:
            send(loop, server, days)
        assert sheet(loop, days=days) == []
    assert [len(sheet(loop, days=days + more)) for more in (6, 7)] == [0, 1]


def test_an_appointment_is_recalled_by_telephone(loop: Loop) -> None:
    """On Wednesday and Friday for a Monday's, until somebody has said that they know; whom mail tells is not called."""
    referral_id = given(loop)
    guarded_by(loop, MARTA)
    monday, wednesday, friday = 9, 4, 6
    loop.record(referral_id, "scheduled", days=1, on_date=TODAY + datetime.timedelta(days=monday))
    assert [len(sheet(loop, days=day)) for day in range(wednesday - 1, monday + 1)] == [0, 1, 1, 1, 1, 1, 0]
    loop.record(referral_id, "seen", days=wednesday)
    assert [len(sheet(loop, days=day)) for day in range(wednesday, monday + 1)] == [0, 0, 1, 1, 1, 0]
    assert sheet(loop, days=friday)[0].ask == "Remind the family of the appointment on Monday, March 23."
    guarded_by(loop, replace(BY_MAIL, ways=("email", "call")))
    assert sheet(loop, days=friday) == []
    guarded_by(loop, MARTA)
    loop.record(referral_id, "seen", days=friday)
    assert sheet(loop, days=friday) == []


def test_what_no_mail_asks_is_asked_by_telephone(loop: Loop) -> None:
    """After the appointment, while they go, and as soon as they ask for a call, also of those who read mail."""
    referral_id = given(loop)
    guarded_by(loop, replace(BY_MAIL, ways=("email", "call")))
    loop.record(referral_id, "scheduled", days=1, on_date=TODAY + datetime.timedelta(days=2))
    assert [row.ask for row in sheet(loop, days=3)] == ["Did they go on Monday, March 16?"]
    with loop.work(days=3) as work:
        row = referrals.lock_for_link(work.session, referral_id)
        updates.record_answer(loop.by_link(work), row, NewEvent(EventKind.PLEASE_CALL), Author.FAMILY)
    assert [row.ask for row in sheet(loop, days=3)] == ["Call the family: they ask for it."]
    loop.record(referral_id, "connected", days=3)
    assert sheet(loop, days=4) == []
    assert [row.ask for row in sheet(loop, days=60)] == ["Are they still going?"]


def test_whoever_has_just_told_us_is_not_called(loop: Loop) -> None:
    """An answer that waits is read first."""
    referral_id = given(loop)
    guarded_by(loop, MARTA)
    with loop.work(days=DUE) as work:
        row = referrals.lock_for_link(work.session, referral_id)
        updates.record_answer(loop.by_link(work), row, NewEvent(EventKind.REACHED), Author.FAMILY)
    assert sheet(loop, days=DUE + 10) == []


def test_the_providers_number_is_that_of_today(loop: Loop) -> None:
    """A number that was mended since the referral was opened is printed, not the one that was wrong."""
    given(loop)
    guarded_by(loop, MARTA)
    with loop.district.writing() as session:
        session.execute(text("UPDATE phone SET number = '+15175550188' WHERE number = '+15175550101'"))
    assert sheet(loop)[0].provider_phone == "(517) 555-0188"
