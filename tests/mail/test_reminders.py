"""Who is reminded, how often, and who never is."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from directory.district_settings.school_calendar import SchoolCalendar
from directory.mail import outbox, reminders
from directory.mail.addresses import address_hash
from directory.mail.reminders import KINDS, NO_MAIL_TAKEN
from directory.mail.server import Server
from directory.models.codes import Author, EventKind
from directory.referrals import updates
from directory.referrals.answers import revocation
from directory.referrals.event_checks import NewEvent
from directory.referrals.work import NOBODY
from directory.storage.people import consents as consent_rows
from directory.storage.referrals import referrals as stored
from directory.students import changes
from directory.students.profile import GuardianDetails
from tests.command_line import ROOT
from tests.mail.mailing import BY_MAIL, DUE, Mailbox, due, given, guarded_by, mail_server, queue, rows, send, told
from tests.referrals.making import OF_OAK, TODAY, Loop
from tests.students.making import ADMINISTRATOR

FATHER = GuardianDetails("Luis Ruiz", "Father", "en", (), "MARTA@example.org", (), no_contact=True)


def whom(loop: Loop, days: int = DUE) -> list[tuple[str, str, str]]:
    return [(one.audience, one.kind, one.to) for one in due(loop, days)]


def test_a_family_is_reminded_when_the_letter_is_due(loop: Loop) -> None:
    """Three school days after the letter the family is reminded, in its own language, and not a day before."""
    given(loop)
    assert whom(loop, DUE - 1) == []
    assert whom(loop) == [("family", "reminder", "marta@example.org")]
    assert due(loop)[0].language == "es"


@pytest.mark.parametrize(
    "guardians",
    [
        (),
        (replace(BY_MAIL, ways=("text",)),),
        (replace(BY_MAIL, email=None),),
        (replace(BY_MAIL, email="märta@example.org"),),
        (replace(BY_MAIL, no_contact=True),),
        (BY_MAIL, FATHER),
    ],
    ids=["nobody", "not by mail", "no address", "no address that takes mail", "no contact", "one inbox with a no-contact order"],
)
def test_mail_goes_only_where_it_is_safe(loop: Loop, guardians: tuple[GuardianDetails, ...]) -> None:
    """No mail goes to a guardian who did not say so, has a no-contact order, or shares the address with one who has."""
    given(loop)
    guarded_by(loop, *guardians)
    assert whom(loop) == []


def test_the_next_safe_guardian_is_written_to(loop: Loop) -> None:
    """Where the first guardian reads no mail the next one does; no way named means that none was ruled out."""
    given(loop)
    aunt = GuardianDetails("Rosa Peña", "Aunt", None, (), "rosa@example.org")
    guarded_by(loop, replace(BY_MAIL, ways=("call",)), aunt)
    assert whom(loop) == [("family", "reminder", "rosa@example.org")]
    assert due(loop)[0].language == "es", "the student's first language stands in"


def test_the_next_guardian_is_written_to_where_the_first_address_is_dead(loop: Loop) -> None:
    """An address that takes no mail is no way to reach the family; one that was stopped is, and was asked not to."""
    given(loop)
    guarded_by(loop, BY_MAIL, replace(BY_MAIL, name="Rosa Peña", email="rosa@example.org"))
    queue(loop)
    with loop.district.writing() as session:
        session.execute(text("UPDATE outbox_mail SET state = 'failed', error = :error"), {"error": NO_MAIL_TAKEN})
    assert whom(loop, DUE + 7) == [("family", "reminder", "rosa@example.org")]
    with loop.work(NOBODY) as work:
        outbox.stop(work, address_hash(loop.keys, "rosa@example.org"), KINDS)
    assert whom(loop, DUE + 7) == []


def test_nobody_is_reminded_on_a_day_without_school(loop: Loop) -> None:
    """Who calls the number in a mail must find somebody there: what became due meanwhile goes out on the next school day."""
    given(loop)
    friday = 6
    assert [bool(whom(loop, days)) for days in range(friday, friday + 4)] == [True, False, False, True]


DAY = datetime.timedelta(days=1)


@pytest.fixture
def mailbox() -> Iterator[Server]:
    with mail_server(Mailbox()) as server:
        yield server


def recalled(loop: Loop, server: Server, days: range) -> list[int]:
    """On which of these days an appointment is recalled, where mail goes out every day."""
    sent = []
    for day in days:
        if queue(loop, day):
            sent.append(day)
            send(loop, server, day)
    return sent


@pytest.mark.slow
@pytest.mark.parametrize(
    ("days", "runs", "expected"),
    [
        ((1, 9), range(2, 12), [4, 6]),  # a Monday's: on Wednesday and on Friday
        ((1, 5), range(2, 12), [2, 4]),  # a Thursday's
        ((1, 9), range(5, 12), [5, 6]),  # nobody ran it on Wednesday
        ((1, 9), range(7, 12), [7]),  # nor until Saturday: once is enough
        ((1, 9), range(9, 12), []),  # nor until the day itself
        ((4, 9), range(4, 12), [6]),  # made on the day of the first reminder: they know
        ((6, 9), range(6, 12), [7]),  # made on Friday for Monday
        ((0, 2), range(3), [1]),  # made on Saturday for Monday: on Sunday
        ((2, 3), range(2, 6), []),  # made today for tomorrow
        ((2, 2), range(2, 6), []),  # made today for today
    ],
)
def test_an_appointment_is_recalled_before_its_day(
    loop: Loop, mailbox: Server, days: tuple[int, int], runs: range, expected: list[int]
) -> None:
    """One and three school days before it, later where no run went then, and never on the day itself or after it."""
    referral_id, (made, on) = given(loop), days
    loop.record(referral_id, "scheduled", days=made, on_date=TODAY + on * DAY, at_time="15:30")
    assert recalled(loop, mailbox, runs) == expected


def test_a_moved_appointment_is_recalled_anew(loop: Loop, mailbox: Server) -> None:
    """Of a new day the family is reminded as of the first one; a mail that waited with the old day never goes out."""
    referral_id = given(loop)
    loop.record(referral_id, "scheduled", on_date=TODAY + 9 * DAY)
    assert queue(loop, 4) == 1
    loop.record(referral_id, "scheduled", days=4, on_date=TODAY + 10 * DAY, at_time="09:00")
    assert send(loop, mailbox, 6).sent == 0
    assert rows(loop, "SELECT state FROM outbox_mail") == [("stopped",)]
    assert recalled(loop, mailbox, range(5, 14)) == [5, 9]
    loop.record(referral_id, "scheduled", days=9, on_date=TODAY + 17 * DAY)
    assert recalled(loop, mailbox, range(10, 20)) == [12, 16]


def test_a_cancelled_or_missed_appointment_is_not_recalled(loop: Loop, mailbox: Server) -> None:
    """Where the family does not go there any more nothing reminds it."""
    referral_id = given(loop)
    loop.record(referral_id, "scheduled", on_date=TODAY + 9 * DAY)
    loop.record(referral_id, "not_completed", days=2, reason="transport")
    assert recalled(loop, mailbox, range(2, 12)) == []


def test_who_said_that_they_know_is_not_reminded_that_day(loop: Loop, mailbox: Server) -> None:
    """A call on the day of the reminder stands for the mail; the next day to remind has its own."""
    referral_id = given(loop)
    loop.record(referral_id, "scheduled", on_date=TODAY + 9 * DAY)
    loop.record(referral_id, "seen", days=4)
    assert recalled(loop, mailbox, range(4, 12)) == [6]


def test_holidays_are_no_school_days_for_a_reminder(loop: Loop) -> None:
    """With Wednesday to Friday closed, the day before a Monday's appointment is the Tuesday of the week before."""
    referral_id = given(loop)
    loop.record(referral_id, "scheduled", on_date=TODAY + 9 * DAY)
    closed = SchoolCalendar(frozenset(TODAY + days * DAY for days in (4, 5, 6)))
    with loop.work(NOBODY, days=3) as work:
        assert [one.kind for one in reminders.due(replace(work, calendar=closed))] == ["appointment"]
        assert [one.kind for one in reminders.due(replace(work, calendar=closed, remind_before=(1,)))] == ["appointment"]
        assert reminders.due(replace(work, remind_before=(2, 1))) == []


def test_cron_runs_every_day() -> None:
    """A day to remind that fell out is made up for on the next one: so the line for cron in the documentation runs every day."""
    assert " * * *  referral-desk remind\n" in (ROOT / "docs" / "operating.md").read_text("utf-8")


@pytest.mark.parametrize("what", ["closed", "left", "deleted", "answered", "given later"])
def test_who_is_not_reminded(loop: Loop, what: str) -> None:
    """None for a closed referral, a student who left or was deleted, one who has just answered, or a letter not given yet."""
    referral_id = given(loop)
    assert whom(loop) != []
    if what == "closed":
        loop.record(referral_id, "cancelled")
    elif what == "answered":
        with loop.work(NOBODY) as work:
            updates.record_answer(
                work, stored.lock_for_link(work.session, referral_id), NewEvent(EventKind.PLEASE_CALL), Author.FAMILY
            )
    elif what == "given later":
        with loop.work() as work:
            event = work.session.scalar(text("SELECT id FROM referral_event WHERE kind = 'sent'"))
            updates.take_back(work, referral_id, event)
    else:
        with loop.work() as work:
            if what == "left":
                changes.mark_left(work.session, OF_OAK, loop.student_id, today=TODAY, now=work.now)
            else:
                changes.delete_for_good(work.session, ADMINISTRATOR, loop.student_id, today=work.today, now=work.now)
    assert whom(loop) == []


@pytest.mark.slow
def test_three_reminders_are_the_most(loop: Loop) -> None:
    """A family gets a reminder in five school days at the most and three in all, though the referral stays due."""
    given(loop)
    queued = []
    for days in range(60):
        queued += [days] * queue(loop, days)
        with loop.district.writing() as session:
            session.execute(text("UPDATE outbox_mail SET state = 'sent', sent_at = made_at"))
    assert queued == [4, 11, 18]


def test_a_reminder_that_waits_is_not_queued_again(loop: Loop) -> None:
    """While one waits for the server none is added."""
    given(loop)
    assert [queue(loop), queue(loop), queue(loop, DUE + 30)] == [1, 0, 0]


def test_a_reminder_of_the_future_keeps_nobody_from_theirs(loop: Loop) -> None:
    """One that went out while the clock ran ahead does not hold the next one back until that day comes."""
    given(loop)
    assert queue(loop) == 1
    sent = "UPDATE outbox_mail SET state = 'sent', sealed = NULL, made_at = :at, sent_at = :at"
    with loop.work(NOBODY, days=DUE) as work:
        now = work.now
        work.session.execute(text(sent), {"at": now.isoformat(" ")})
    assert whom(loop) == []
    with loop.district.writing() as session:
        session.execute(text(sent), {"at": (now + datetime.timedelta(days=30)).isoformat(" ")})
    assert [one[0] for one in whom(loop)] == ["family"]


def test_an_address_that_wants_or_takes_no_mail_gets_none(loop: Loop) -> None:
    """A stopped address, and one that the server said takes no mail, are not written to again."""
    given(loop)
    queue(loop)
    with loop.work(NOBODY) as work:
        assert outbox.stop(work, address_hash(loop.keys, "Marta@Example.org"), KINDS)
        assert not outbox.stop(work, address_hash(loop.keys, "marta@example.org"), KINDS)
    assert rows(loop, "SELECT state, sealed FROM outbox_mail") == [("stopped", None)]
    assert whom(loop, 40) == []
    with loop.district.writing() as session:
        session.execute(text("DELETE FROM mail_stop"))
    assert whom(loop, 40) != []
    with loop.district.writing() as session:
        session.execute(text("UPDATE outbox_mail SET state = 'failed', error = :why"), {"why": NO_MAIL_TAKEN})
    assert whom(loop, 40) == []


def test_a_provider_is_reminded_only_with_consent(loop: Loop) -> None:
    """A provider who was told and is silent is reminded after two school days, unless the consent was taken back."""
    told(loop)
    expected = [("provider", "reminder", "intake@maple.example.org")]
    assert [whom(loop, days) for days in (2, 3)] == [[], expected]
    with loop.work() as work:
        consent = consent_rows.of(work.session, OF_OAK, loop.student_id)[0]
        consent_rows.withdraw(work.session, OF_OAK, loop.student_id, consent.id, withdrawal=b"sealed", now=work.now)
    assert whom(loop, 3) == []


def test_no_reminder_goes_where_the_providers_link_was_ended(loop: Loop) -> None:
    """A link that went to a wrong address is not followed by a new one; what waits for that address is stopped, text and all."""
    referral_id = told(loop)
    assert queue(loop, 3) == 1
    with loop.work(days=3) as work:
        assert revocation.end_for_provider(work, referral_id) == 1
    assert rows(loop, "SELECT state, sealed FROM outbox_mail") == [("stopped", None)]
    assert [whom(loop, days) for days in (3, 30)] == [[], []]


def test_a_provider_who_was_heard_is_not_asked_again(loop: Loop) -> None:
    """Whoever said that the referral has arrived is not mailed “did you get it”; told anew, they are asked anew."""
    referral_id = told(loop)
    loop.record(referral_id, "received")
    assert [whom(loop, days) for days in (3, 30)] == [[], []]
    loop.record(referral_id, "provider_told", days=30)
    assert [one[0] for one in whom(loop, 40)] == ["provider"]


def test_a_family_keeps_its_days_when_the_provider_was_told(loop: Loop) -> None:
    """The referral is due after two school days for the provider's sake; the family is asked after three."""
    told(loop)
    guarded_by(loop, BY_MAIL)
    assert [one[0] for one in whom(loop, 3)] == ["provider"]
    assert [one[0] for one in whom(loop, DUE)] == ["family", "provider"]


def test_a_record_that_does_not_open_keeps_nobody_from_theirs(loop: Loop) -> None:
    """A damaged record is passed over."""
    given(loop)
    with loop.district.writing() as session:
        session.execute(text("UPDATE guardian SET sealed = x'01'"))
    assert whom(loop) == []
