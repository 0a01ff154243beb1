""" "Ask for a signature" on the work list: what brings it there, and what takes it off."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from sqlalchemy import text

from directory.errors import UnknownError
from directory.models.codes import DisclosureWay
from directory.referrals import disclosures
from directory.referrals.answers import revocation
from directory.referrals.disclosures import DisclosureDetails
from directory.storage.referrals import referrals as stored
from directory.storage.referrals import worklist
from directory.students import caseload, changes, guardians
from directory.students.profile import Withdrawal
from directory.worklist import signatures
from tests.referrals.making import Loop, agree
from tests.students.making import MARTA, NOW, OF_ELM, OF_OAK, TODAY


def shared(loop: Loop, *, days: int = 100) -> tuple[str, str]:
    """A referral whose provider was told under a consent of so many days, and that consent."""
    referral_id = loop.open(loop.records[:1])[0]
    with loop.work() as work:
        consent = agree(work.session, loop, loop.records[0], until=TODAY + datetime.timedelta(days=days))
        row = stored.lock(work.session, work.scope, referral_id)
        disclosures.disclose(work, row, DisclosureDetails("Maple House", "Ana"), how=DisclosureWay.PHONE, consent_id=consent)
    return referral_id, consent


def due(loop: Loop, *, days: int = 0) -> list[str]:
    """The reasons on the specialist's list, so many days later."""
    with loop.work(days=days) as work:
        return [str(one.reason) for one in signatures.wanted(work, OF_OAK.staff_id)]


def test_a_consent_that_ends_is_asked_for_again(loop: Loop) -> None:
    """Two weeks before its last day, and after it, until somebody signs again."""
    shared(loop, days=30)
    assert [due(loop, days=days) for days in (0, 15, 16, 30, 31)] == [[], [], ["ending"], ["ending"], ["ended"]]
    with loop.work() as work:
        agree(work.session, loop, loop.records[0])
    assert due(loop, days=31) == []


@pytest.mark.parametrize(("what", "reason"), [("order", "held"), ("adult", "of_age"), ("before", "before")])
def test_a_consent_that_is_held_is_asked_for(loop: Loop, what: str, reason: str) -> None:
    """A no-contact order, the 18th birthday, or a consent from before signatures: somebody else is to sign."""
    shared(loop)
    with loop.work() as work:
        file = caseload.open_student(work.session, loop.keys, OF_OAK, loop.student_id)
        if what == "order":
            order = replace(MARTA, ways=(), no_contact=True, no_contact_words="An order of a court")
            guardians.change(work.session, loop.keys, OF_OAK, loop.student_id, file.guardians[0].id, details=order, now=NOW)
        elif what == "adult":
            adult = replace(file.profile, birth_date=TODAY.replace(year=TODAY.year - 18))
            changes.change(work.session, loop.keys, OF_OAK, loop.student_id, adult, now=NOW)
        else:
            work.session.execute(text("UPDATE consent SET kind = 'history'"))
    assert due(loop) == [reason]


def test_nobody_nags_a_family_that_said_no(loop: Loop) -> None:
    """A withdrawn consent is not asked for again, unless somebody puts it on the list on purpose."""
    referral_id, consent = shared(loop)
    with loop.work(days=1) as work:
        revocation.withdraw_consent(work, loop.student_id, consent, Withdrawal("Marta Peña"))
    assert due(loop, days=2) == []
    with loop.work(days=2) as work:
        signatures.ask(work, referral_id)
    assert due(loop, days=2) == ["wanted"]


def test_a_provider_that_waits_is_on_the_list_until_it_is_decided(loop: Loop) -> None:
    """Put there by hand; gone with a signature, or with the decision that none is needed, until something is shared again."""
    referral_id = loop.open(loop.records[:1])[0]
    assert due(loop) == []
    with loop.work() as work:
        signatures.ask(work, referral_id)
    assert due(loop) == ["wanted"]
    with loop.work(days=1) as work:
        signatures.settle(work, referral_id)
    assert due(loop, days=1) == []
    with loop.work(days=2) as work:
        signatures.ask(work, referral_id)
        assert [one.name for one in signatures.wanted(work, worklist.EVERYBODY)] == ["Ana María Ruiz-Peña"]
    with loop.work(days=2) as work:
        agree(work.session, loop, loop.records[0])
    assert due(loop, days=2) == []


def test_a_closed_referral_waits_for_nothing(loop: Loop) -> None:
    """Neither on the list nor on that of another school, who may not decide about it either."""
    referral_id, _ = shared(loop, days=1)
    assert due(loop, days=5) == ["ended"]
    with loop.work(OF_ELM, days=5) as work:
        assert signatures.wanted(work, worklist.EVERYBODY) == ()
        with pytest.raises(UnknownError):
            signatures.settle(work, referral_id)
    loop.record(referral_id, "cancelled", days=5)
    assert due(loop, days=5) == []
