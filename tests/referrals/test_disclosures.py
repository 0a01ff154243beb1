"""What went outside the school, why a provider was chosen, and what contacts and the directory do to a referral."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from sqlalchemy import text

from directory.errors import RefusedError, UnknownError
from directory.finding.reason_words import in_words
from directory.models.codes import Author, ContactKind, ContactResult, DisclosureWay, EventKind
from directory.referrals import contacts, disclosures, files, opening, updates
from directory.referrals.disclosures import DisclosureDetails
from directory.referrals.event_checks import NewEvent
from directory.referrals.provider_changes import CONFIDENTIAL_NOW, GONE, since
from directory.referrals.timeline import timeline
from directory.storage.referrals import referrals as stored
from directory.students import consents
from directory.students.contacts import ContactDetails, NewContact
from directory.students.profile import Withdrawal
from tests.referrals.making import NEXT_SUMMER, TODAY, Loop, agree
from tests.students.making import LATER, OF_ELM

TOLD = DisclosureDetails("Talking Together, Maple House", "Ana; call Marta Peña")


def consent(loop: Loop, *, until: datetime.date = NEXT_SUMMER) -> str:
    with loop.work() as work:
        return agree(work.session, loop, until=until)


def disclose(loop: Loop, referral_id: str, consent_id: str, *, days: int = 0) -> None:
    with loop.work(days=days) as work:
        row = stored.lock(work.session, work.scope, referral_id)
        disclosures.disclose(work, row, TOLD, how=DisclosureWay.PHONE, consent_id=consent_id)


def test_a_disclosure_is_kept_with_its_consent(loop: Loop) -> None:
    """To whom, what, how, by whom and under which consent; sealed in the database, and in the audit."""
    referral, *_ = loop.open()
    consent_id = consent(loop)
    disclose(loop, referral, consent_id)
    with loop.work() as work:
        (entry,) = disclosures.of_student(work, loop.student_id)
        assert (entry.details, entry.row.how, entry.row.made_by) == (TOLD, "phone", "Staff-Oak")
        assert entry.consent is not None
        assert entry.consent.id == consent_id
        (sealed,) = work.session.execute(text("SELECT sealed FROM disclosure")).scalars()
        assert b"Marta" not in bytes(sealed)
    assert loop.district.actions()[-1][0] == "disclosure.made"


def test_a_disclosure_by_another_way_is_read_as_stored(loop: Loop) -> None:
    """A way that this version does not know is read as its text, so that the record of disclosures opens."""
    referral, *_ = loop.open()
    disclose(loop, referral, consent(loop))
    with loop.work() as work:
        work.session.execute(text("UPDATE disclosure SET how = 'fax'"))
        (entry,) = disclosures.of_student(work, loop.student_id)
    assert entry.row.how == "fax"


def test_nothing_is_disclosed_without_a_consent_in_force(loop: Loop) -> None:
    """A consent that is over, taken back or none of this student's is refused, and nothing is written."""
    referral, *_ = loop.open()
    over = consent(loop, until=TODAY)
    taken_back = consent(loop)
    with loop.work() as work:
        consents.withdraw(
            work.session, loop.keys, work.scope, loop.student_id, taken_back, withdrawal=Withdrawal("Marta"), now=LATER
        )
    for consent_id in (over, taken_back, "no-consent"):
        with pytest.raises(RefusedError):
            disclose(loop, referral, consent_id, days=1)
    with loop.work() as work:
        assert disclosures.of_student(work, loop.student_id) == ()


def test_another_school_sees_no_disclosure(loop: Loop) -> None:
    """The record is as unknown as the student."""
    with loop.work(OF_ELM) as work, pytest.raises(UnknownError):
        disclosures.of_student(work, loop.student_id)


def test_a_provider_made_confidential_meanwhile_shows_no_place(loop: Loop) -> None:
    """Of the frozen address nothing is shown, nor how far it is; the page warns."""
    with loop.work() as work:
        referral, *_ = opening.open_referral(work, loop.student_id, loop.need_id, [opening.ProviderChoice(loop.records[0])])
        before = since(work.session, files.open_referral(work.session, loop.keys, work.scope, referral).snapshot, work.today)
        assert before.provider.address is not None
        assert before.warnings == ()
        work.session.execute(text("UPDATE service SET confidential = true WHERE name = 'Talking Together'"))
        now = since(work.session, files.open_referral(work.session, loop.keys, work.scope, referral).snapshot, work.today)
        assert (now.provider.address, now.miles, now.provider.confidential) == (None, None, True)
        assert "distance" not in {one.criterion for one in now.reasons}
        assert now.provider.phones == tuple(replace(phone, note=None) for phone in before.provider.phones)
        assert CONFIDENTIAL_NOW in now.warnings


def test_a_provider_that_is_gone_or_ruled_out_is_warned_of(loop: Loop) -> None:
    """“Do not refer” since the opening is told, and so is one that left the directory."""
    referral, *_ = loop.open()
    with loop.work() as work:
        snapshot = files.open_referral(work.session, loop.keys, work.scope, referral).snapshot
        work.session.execute(text("UPDATE service SET do_not_refer = true WHERE name = 'Talking Together'"))
        assert "do not refer" in in_words(since(work.session, snapshot, work.today).warnings[0])
        gone = replace(snapshot, provider=replace(snapshot.provider, record_id="gone"))
        assert since(work.session, gone, work.today).warnings == (GONE,)


def test_a_contact_sees_the_answers_of_its_referral(loop: Loop) -> None:
    """Whoever calls about a referral has seen what was answered, and the referral was looked after that day."""
    referral, *_ = loop.open()
    loop.record(referral, "sent")
    with loop.work(days=1) as work:
        row = stored.lock_for_link(work.session, referral)
        updates.record_answer(loop.by_link(work), row, NewEvent(EventKind.PLEASE_CALL), Author.FAMILY)
    call = NewContact(ContactKind.CALL, ContactResult.REACHED, TODAY, ContactDetails("Marta", "She will go"))
    with loop.work(days=2) as work:
        contacts.note(work, loop.student_id, call, referral)
        row = stored.one(work.session, work.scope, referral)
        assert (row.answered, row.touched_on) == (False, work.today)
        told = timeline(work, loop.student_id, stored.of_student(work.session, work.scope, loop.student_id))
        kinds = [one.event.row.kind if one.event else "call" for one in told]
        assert kinds == ["seen", "please_call", "call", "sent", "opened"]
    with loop.work() as work, pytest.raises(UnknownError):
        contacts.note(work, loop.student_id, call, "another")
