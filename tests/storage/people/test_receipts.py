"""Receipts: a form that is sent twice is carried out once."""

from __future__ import annotations

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from directory.errors import RefusedError
from directory.storage.engine import reading, writing
from directory.storage.people import receipts
from tests.accounts.making import MINUTE, NOON, at_once


def test_a_form_is_carried_out_once(engine: Engine) -> None:
    """The first claim of a number is the first, every later one is not, and learns where the first one led."""
    with writing(engine) as session:
        assert receipts.claim(session, "one", NOON)
        receipts.done(session, "one", "/students/1")
    with writing(engine) as session:
        assert not receipts.claim(session, "one", NOON + MINUTE)
        assert receipts.claim(session, "two", NOON + MINUTE)
        assert receipts.location_of(session, "one") == "/students/1"
        assert receipts.location_of(session, "two") is None
        assert receipts.location_of(session, "three") is None


def _claim_and_be_refused(session: Session) -> None:
    assert receipts.claim(session, "one", NOON)
    raise RefusedError("It cannot be done.")


def test_a_form_that_failed_may_be_sent_again(engine: Engine) -> None:
    """A claim whose transaction was undone leaves the number free."""
    (done,) = at_once(engine, _claim_and_be_refused)
    assert isinstance(done, RefusedError)
    with writing(engine) as session:
        assert receipts.claim(session, "one", NOON)


def test_of_a_double_click_one_is_first(engine: Engine) -> None:
    """Of several claims at one moment exactly one is the first."""
    done = at_once(engine, *[lambda session: receipts.claim(session, "one", NOON)] * 4)
    assert sorted(map(bool, done)) == [False, False, False, True]


def test_receipts_are_kept_for_two_days(engine: Engine) -> None:
    """A number is known for two days; after them its row is gone."""
    with writing(engine) as session:
        receipts.claim(session, "one", NOON)
        assert not receipts.claim(session, "one", NOON + receipts.KEPT)
        receipts.claim(session, "two", NOON + receipts.KEPT + MINUTE)
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(receipts.RECEIPT)) == 1
