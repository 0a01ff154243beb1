"""Mail that a real server refuses, keeps waiting or never answers: tried again, given up, and told."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from sqlalchemy import text

from directory.mail import delivery, outbox
from directory.mail.reminders import NO_MAIL_TAKEN
from directory.models.codes import MailKind, Recipient
from directory.storage.referrals import flags, referrals
from directory.worklist import actions
from directory.worklist.work_list import ANSWERED, work_list
from tests.mail.mailing import (
    BY_MAIL,
    DUE,
    Mailbox,
    given,
    guarded_by,
    mail_server,
    no_server,
    queue,
    reminded,
    rows,
    send,
    silent_server,
    states,
    told,
)
from tests.referrals.making import OF_OAK, Loop


@pytest.mark.parametrize("answer", ["451 4.3.0 marta@example.org later", "550 5.1.1 <marta@example.org> unknown", "554 5.7.1 no"])
def test_a_server_that_refuses(loop: Loop, answer: str) -> None:
    """For now: it is tried again later. For good: it is given up at once, with a reason that repeats no address."""
    given(loop)
    queue(loop)
    with mail_server(Mailbox({"marta@example.org": answer})) as server:
        done = send(loop, server)
    ((state, tries, error, kept),) = states(loop)
    assert "@" not in error
    if answer.startswith("4"):
        assert (state, tries, bool(kept), done.later) == ("waiting", 1, True, 1)
    else:
        assert (state, tries, bool(kept), done.failed) == ("failed", 1, False, 1)
        assert (error == NO_MAIL_TAKEN) == ("5.1.1" in answer)
    assert reminded(loop) == 0


def test_a_refused_mail_keeps_no_other_from_going(loop: Loop) -> None:
    """What one address brings about says nothing of the next mail."""
    told(loop)
    guarded_by(loop, BY_MAIL)
    assert queue(loop) == 2
    box = Mailbox({"marta@example.org": "550 5.1.1 unknown"})
    with mail_server(box) as server:
        done = send(loop, server)
    assert (done.failed, done.sent) == (1, 1)
    assert [one.rcpt_tos for one in box.taken] == [["intake@maple.example.org"]]


def test_a_mail_that_is_too_large_keeps_no_other_from_going(loop: Loop) -> None:
    """It is refused before a word of it was sent, by the answer to its sender; the run goes on."""
    referral_id = given(loop)
    with loop.work() as work:
        row = referrals.lock_for_link(work.session, referral_id)
        outbox.queue(
            work,
            row,
            audience=Recipient.FAMILY,
            kind=MailKind.LETTER,
            to="marta@example.org",
            subject="Letter",
            body="long " * 4000,
        )
    queue(loop)
    box = Mailbox()
    with mail_server(box, data_size_limit=10_000) as server:
        done = send(loop, server)
    assert (done.failed, done.sent, done.trouble) == (1, 1, "")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["hangs", "hangs up", "away", "closing"])
def test_a_server_that_does_not_answer(loop: Loop, kind: str) -> None:
    """The run ends at the first mail, which is tried again after five minutes; nothing is noted as sent."""
    given(loop)
    told(loop)
    queue(loop)
    if kind == "hangs":
        with silent_server() as server:
            done = send(loop, server, timeout=0.3)
    elif kind == "away":
        done = send(loop, no_server())
    else:
        box = Mailbox(closes=True) if kind == "hangs up" else Mailbox(data_says="421 closing")
        with mail_server(box) as server:
            done = send(loop, server)
    assert (done.sent, done.later) == (0, 1)
    assert done.trouble
    assert max((state, tries) for state, tries, _, _ in states(loop)) == ("waiting", 1)
    assert reminded(loop) == 0
    made, tried = rows(loop, "SELECT made_at, next_at FROM outbox_mail WHERE tries = 1")[0]
    as_moment = datetime.datetime.fromisoformat
    assert as_moment(tried) - as_moment(made) == delivery.BACKOFF[0]


def test_a_mail_is_given_up_after_a_day_and_a_half(loop: Loop) -> None:
    """Each try waits longer than the one before; after the sixth the mail has failed and its text is gone."""
    given(loop)
    queue(loop)
    waits: list[object] = []
    with mail_server(Mailbox({"marta@example.org": "450 4.2.1 busy"})) as server:
        for _ in range(8):
            done = send(loop, server)
            with loop.district.writing() as session:
                waits += session.execute(text("SELECT next_at FROM outbox_mail WHERE state = 'waiting'")).scalars()
                session.execute(text("UPDATE outbox_mail SET next_at = made_at"))
            if done.failed:
                break
    assert len(waits) == len(delivery.BACKOFF)
    assert waits == sorted(waits, key=str)
    assert states(loop) == [("failed", 6, "The mail server said: try later (450)", 0)]


@pytest.mark.parametrize(
    ("of", "address", "words", "flagged"),
    [
        (given, "marta@example.org", "Our mail did not get to the family", []),
        (told, "intake@maple.example.org", "Our mail did not get to the provider", ["its e-mail address takes no mail"]),
    ],
)
def test_mail_that_did_not_arrive_comes_on_the_work_list(
    loop: Loop, of: Callable[[Loop], str], address: str, words: str, flagged: list[str]
) -> None:
    """Whoever works on the referral reads of it until they have seen it; the listing of a provider's dead address is flagged."""
    referral_id = of(loop)
    queue(loop)
    with mail_server(Mailbox({address: "550 5.1.1 unknown"})) as server:
        assert send(loop, server).failed == 1
    with loop.work(days=DUE) as work:
        (group,) = work_list(work, owner=OF_OAK.staff_id, until=work.today).groups
        assert group.key == ANSWERED
        assert group.entries[0].answers[0].words.startswith(words)
        assert [one.words for one in flags.open_ones(work.session)] == flagged
        actions.at_one_click(work, referral_id, "seen")
        assert work_list(work, owner=OF_OAK.staff_id, until=work.today).answered == 0


def test_a_referral_that_has_ended_asks_nobody_to_look_after_its_mail(loop: Loop) -> None:
    """A mail that fails after the end has failed, and that is all."""
    referral_id = given(loop)
    queue(loop)

    def end() -> None:
        loop.record(referral_id, "not_completed", days=DUE, reason="moved")

    with mail_server(Mailbox({"marta@example.org": "550 5.1.1 unknown"}, meanwhile=end)) as server:
        assert send(loop, server).failed == 1
    assert rows(loop, "SELECT kind FROM referral_event ORDER BY number DESC LIMIT 1") == [("not_completed",)]


def test_a_server_that_is_away_costs_no_mail_for_a_week(loop: Loop) -> None:
    """However often it is tried, a mail waits for its server over a long weekend, and is given up after a week."""
    given(loop)
    queue(loop)
    for _ in range(len(delivery.BACKOFF) + 2):
        assert send(loop, no_server()).later == 1
        with loop.district.writing() as session:
            session.execute(text("UPDATE outbox_mail SET next_at = made_at"))
    assert send(loop, no_server(), DUE + 8).failed == 1
