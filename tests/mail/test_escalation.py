"""The weekly mail about referrals that nobody touched: to whom, when, and how often."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from directory.mail.escalation import escalate
from directory.mail.server import MailConnection, Server
from tests.mail.mailing import HOUSE, SENDER, Mailbox, given, mail_server, no_server, opening
from tests.referrals.making import Loop

MONDAY = 30
"""Days after TODAY, a Saturday: four weeks and a Monday later, when a letter of then is long due and untouched."""


def tell(loop: Loop, server: Server, days: int = MONDAY) -> int:
    with MailConnection(server, timeout=5.0) as post:
        return escalate(opening(loop, days), post, SENDER, HOUSE)


@pytest.fixture
def signed_up(loop_on_each: Loop) -> Loop:
    """A district whose staff have set their passwords, with one letter that nobody asked about."""
    with loop_on_each.district.writing() as session:
        session.execute(text("UPDATE staff SET password_hash = 'set'"))
    given(loop_on_each)
    return loop_on_each


def test_administrators_are_told_once_a_week(signed_up: Loop) -> None:
    """On the first school day of a week, each of them, with numbers alone; the same day nobody is told again."""
    box = Mailbox()
    with mail_server(box) as server:
        told = [tell(signed_up, server, days) for days in (MONDAY - 1, MONDAY, MONDAY, MONDAY + 1, MONDAY + 7)]
    assert told == [0, 1, 0, 0, 1]
    assert [one.rcpt_tos for one in box.taken] == [["staff-administrator@example.org"]] * 2
    body = box.mails[0].get_content()
    assert "Nobody works on them, Oak Elementary: 1" in body  # the district of these tests ties nobody to a school
    assert "https://desk.example.org/" in body
    assert not any(word in str(box.mails[0]) for word in ("Ana", "Peña", "Talking Together", "nxiety"))


def test_nobody_is_told_where_all_is_looked_after(signed_up: Loop) -> None:
    """A referral that somebody touched a week before is not forgotten; nor is an administrator told who cannot sign in."""
    with mail_server(Mailbox()) as server:
        assert tell(signed_up, server, MONDAY - 21) == 0
        with signed_up.district.writing() as session:
            session.execute(text("UPDATE staff SET password_hash = NULL"))
        assert tell(signed_up, server) == 0


def test_a_mail_that_could_not_go_out_goes_with_the_next_run(signed_up: Loop) -> None:
    """A server that is away takes nobody's mail of the week."""
    assert tell(signed_up, no_server()) == 0
    with mail_server(Mailbox()) as server:
        assert tell(signed_up, server) == 1


def test_two_runs_at_once_tell_once(signed_up: Loop) -> None:
    """Whichever claims the day first sends, on either engine."""
    with mail_server(Mailbox()) as server, ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(lambda _: tell(signed_up, server), range(4))) == 1
