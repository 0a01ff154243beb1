"""Links, codes and answers on both databases."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import text

from directory.accounts.throttle import Limit
from directory.errors import RefusedError, UnknownError
from directory.models.codes import Author, EndCode, EventKind, Recipient, ReferralStatus
from directory.referrals.answers import choices, guess_limits, links, receipt, revocation
from directory.referrals.answers.code_entry import EnteredCode, MissedCode, enter_code
from directory.referrals.answers.links import LASTS, ClosedLink, IssuedLink, OpenedLink
from directory.referrals.event_checks import NewEvent
from directory.referrals.files import open_referral
from directory.storage.referrals import referrals as stored
from directory.students import caseload, changes, guardians
from directory.students.profile import Withdrawal
from tests.referrals import making
from tests.referrals.making import Loop
from tests.students.making import ANA, MARTA, NOW, OF_OAK, TODAY


def given(loop: Loop, audience: Recipient = Recipient.FAMILY, *, code: bool = False) -> tuple[str, IssuedLink]:
    """A referral whose letter was given, and a link to answer it."""
    referral_id = loop.open()[0]
    loop.record(referral_id, "sent")
    with loop.work() as work:
        row = stored.one(work.session, OF_OAK, referral_id)
        return referral_id, links.make_link(work, row, audience, "es", with_code=code)


def opened(loop: Loop, token: str, *, days: int = 0) -> OpenedLink | ClosedLink:
    with loop.district.reading() as session:
        day = datetime.timedelta(days=days)
        return links.read_link(session, loop.keys, token, now=NOW + day, today=TODAY + day)


def agree(loop: Loop, *records: str) -> str:
    with loop.district.writing() as session:
        return making.agree(session, loop, *records)


def withdraw(loop: Loop, consent_id: str) -> int:
    with loop.work() as work:
        return revocation.withdraw_consent(work, loop.student_id, consent_id, Withdrawal("Marta Peña"))


def say(loop: Loop, token: str, name: str, **typed: str) -> bool:
    """Answers by a link, and tells whether it changed nothing."""
    with loop.work() as work:
        found = links.read_link(work.session, loop.keys, token, now=work.now, today=work.today)
        assert isinstance(found, OpenedLink)
        read = choices.read(found.audience, name, typed, language="en", opened_on=found.opened_on, today=work.today)
        assert not read.problems
        return receipt.record(loop.by_link(work), found, read.new).held


def test_a_link_is_random_and_kept_as_a_hash(loop: Loop) -> None:
    """22 letters of 128 bits, a code of 8; the row holds neither, and tells whom to call."""
    referral_id, link = given(loop, code=True)
    assert len(link.token) == 22
    assert link.code is not None
    assert len(link.code) == 9
    with loop.district.reading() as session:
        kept = repr(session.execute(text("SELECT * FROM answer_link")).all())
    assert link.token not in kept
    assert link.code not in kept
    assert link.token not in repr(link)
    found = opened(loop, link.token)
    assert isinstance(found, OpenedLink)
    assert (found.referral_id, found.language, found.contact) == (referral_id, "es", "Staff-Oak")


def test_a_link_runs_out_and_can_be_revoked(loop: Loop) -> None:
    """On its last day it opens, after it not; revoking ends those of the family."""
    referral_id, link = given(loop)
    last = LASTS[Recipient.FAMILY].days
    assert isinstance(opened(loop, link.token, days=last - 1), OpenedLink)
    assert opened(loop, link.token, days=last) == ClosedLink(ended=True, language="es")
    with loop.work() as work:
        assert links.revoke(work, referral_id, Recipient.FAMILY) == 1
        assert links.revoke(work, referral_id, Recipient.FAMILY) == 0
    assert opened(loop, link.token) == ClosedLink(ended=True, language="es")
    assert opened(loop, link.token[:-1]) == ClosedLink()


def test_a_provider_needs_a_consent_all_the_while(loop: Loop) -> None:
    """No link is made without a signed one, and the links are dead from its withdrawal on, whatever is signed later."""
    with pytest.raises(RefusedError, match="consent"):
        given(loop, Recipient.PROVIDER)
    consent = agree(loop)
    _, link = given(loop, Recipient.PROVIDER)
    assert isinstance(opened(loop, link.token), OpenedLink)
    assert withdraw(loop, consent) == 1
    assert opened(loop, link.token) == ClosedLink(ended=True, language="es")
    agree(loop)
    assert isinstance(opened(loop, link.token), ClosedLink)


def test_a_link_ends_when_no_consent_names_its_provider(loop: Loop) -> None:
    """A consent that names another provider keeps no link open and makes none; the last day of the right one is the link's."""
    agree(loop, loop.records[1])
    with pytest.raises(RefusedError, match="consent"):
        given(loop, Recipient.PROVIDER)
    with loop.district.writing() as session:
        making.agree(session, loop, loop.records[0], until=TODAY + datetime.timedelta(days=10))
    _, link = given(loop, Recipient.PROVIDER)
    assert isinstance(opened(loop, link.token, days=10), OpenedLink)
    assert opened(loop, link.token, days=11) == ClosedLink(ended=True, language="es")


@pytest.mark.parametrize("what", ["order", "removed", "adult"])
def test_a_link_is_held_with_the_right_of_who_signed(loop: Loop, what: str) -> None:
    """A no-contact order for who signed, or nobody of that name on file any more, holds the links; so does the student's 18th
    birthday, for then the student signs alone.
    """
    agree(loop)
    _, link = given(loop, Recipient.PROVIDER)
    assert isinstance(opened(loop, link.token), OpenedLink)
    with loop.work() as work:
        file = caseload.open_student(work.session, loop.keys, OF_OAK, loop.student_id)
        marta, adult = file.guardians[0], replace(file.profile, birth_date=TODAY.replace(year=TODAY.year - 18))
        order = replace(MARTA, ways=(), no_contact=True, no_contact_words="An order of a court")
        if what == "order":
            guardians.change(work.session, loop.keys, OF_OAK, loop.student_id, marta.id, details=order, now=NOW)
        elif what == "removed":
            guardians.remove(work.session, loop.keys, OF_OAK, loop.student_id, marta.id, now=NOW)
        else:
            changes.change(work.session, loop.keys, OF_OAK, loop.student_id, adult, now=NOW)
    assert opened(loop, link.token) == ClosedLink(ended=True, language="es")


def test_a_guardian_who_was_entered_again_still_stands_for_what_was_signed(loop: Loop) -> None:
    """A roster may replace an entry by another one of the same name: that holds nothing."""
    agree(loop)
    _, link = given(loop, Recipient.PROVIDER)
    with loop.work() as work:
        marta = caseload.open_student(work.session, loop.keys, OF_OAK, loop.student_id).guardians[0]
        guardians.remove(work.session, loop.keys, OF_OAK, loop.student_id, marta.id, now=NOW)
        guardians.add(work.session, loop.keys, OF_OAK, loop.student_id, replace(MARTA, name="peña, Marta"), now=NOW)
    assert isinstance(opened(loop, link.token), OpenedLink)


def test_ending_a_providers_links_leaves_the_familys(loop: Loop) -> None:
    """Whoever was told at a wrong address counts as not told; the family still answers, and the audit says who ended what."""
    agree(loop)
    referral_id, ours = given(loop)
    theirs = told(loop, referral_id), told(loop, referral_id)
    with loop.work() as work:
        assert revocation.end_for_provider(work, referral_id) == 2
        assert revocation.end_for_provider(work, referral_id) == 0
        assert not open_referral(work.session, loop.keys, OF_OAK, referral_id).state.told
    assert [opened(loop, one.token) for one in theirs] == [ClosedLink(ended=True, language="en")] * 2
    assert isinstance(opened(loop, ours.token), OpenedLink)
    assert [action for action, *_ in loop.district.actions()].count("provider.links_ended") == 1
    assert isinstance(opened(loop, told(loop, referral_id).token), OpenedLink)


def test_a_telling_that_was_answered_stands(loop: Loop) -> None:
    """Links that are ended after the provider has answered take nothing back of what came before the answer."""
    agree(loop)
    referral_id, _ = given(loop)
    say(loop, told(loop, referral_id).token, "received")
    told(loop, referral_id)
    with loop.work() as work:
        assert revocation.end_for_provider(work, referral_id) == 2
        state = open_referral(work.session, loop.keys, OF_OAK, referral_id).state
    assert (state.told, state.heard) == (True, True)


def told(loop: Loop, referral_id: str) -> IssuedLink:
    """The provider is told, and gets a link."""
    loop.record(referral_id, "provider_told")
    with loop.work() as work:
        return links.make_link(work, stored.one(work.session, OF_OAK, referral_id), Recipient.PROVIDER, "en", with_code=False)


def test_an_answer_moves_the_referral_and_a_second_one_is_held(loop: Loop) -> None:
    """The first answer counts; the same again, and one from before, are kept and change nothing."""
    referral_id, link = given(loop)
    assert not say(loop, link.token, "appointment", on_date="3/20", at_time="3:30 pm")
    assert say(loop, link.token, "appointment", on_date="3/20", at_time="3:30 pm")
    assert say(loop, link.token, "called")
    with loop.district.reading() as session:
        file = open_referral(session, loop.keys, OF_OAK, referral_id)
    assert (file.state.status, file.state.on_date, file.state.at_time) == (
        ReferralStatus.SCHEDULED,
        datetime.date(2026, 3, 20),
        "15:30",
    )
    assert [event.row.held for event in file.events if event.row.who == Author.FAMILY] == [False, True, True]
    assert file.row.answered


def test_an_answer_after_the_closing_is_held(loop: Loop) -> None:
    """A late answer changes nothing and is not lost."""
    referral_id, link = given(loop)
    loop.record(referral_id, "cancelled")
    assert say(loop, link.token, "did_not_work", reason="other")
    with loop.district.reading() as session:
        file = open_referral(session, loop.keys, OF_OAK, referral_id)
    assert file.state.status == ReferralStatus.CANCELLED
    assert file.events[-1].words == choices.NO_WORDS
    assert file.row.answered


def test_a_provider_who_cannot_serve_brings_the_backup(loop: Loop) -> None:
    """The reason does its next step as if staff had recorded it."""
    agree(loop)
    referral_id, link = given(loop, Recipient.PROVIDER)
    say(loop, link.token, "cannot_serve", reason="no_capacity")
    with loop.district.reading() as session:
        file = open_referral(session, loop.keys, OF_OAK, referral_id)
    assert (file.state.status, file.state.reason) == (ReferralStatus.NOT_COMPLETED, EndCode.NO_CAPACITY)
    assert file.backups[0].due_on is not None


def test_of_two_answers_at_once_one_counts(loop: Loop) -> None:
    """Both are kept, the second as held; neither is lost or fails."""
    referral_id, link = given(loop)
    together = Barrier(2)

    def answer() -> bool:
        together.wait(30)
        return say(loop, link.token, "went")

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.submit(answer), threads.submit(answer)
        assert {first.result(60), second.result(60)} == {False, True}
    with loop.district.reading() as session:
        assert open_referral(session, loop.keys, OF_OAK, referral_id).state.status == ReferralStatus.CONNECTED


def test_a_student_deleted_between_is_unknown(loop: Loop) -> None:
    """An answer on its way finds nothing to record it in."""
    _, link = given(loop)
    found = opened(loop, link.token)
    assert isinstance(found, OpenedLink)
    with loop.district.writing() as session:
        session.execute(text("UPDATE student SET data_key = NULL"))
    with pytest.raises(UnknownError), loop.work() as work:
        receipt.record(loop.by_link(work), found, NewEvent(EventKind.REACHED))
    assert opened(loop, link.token) == ClosedLink()


def test_a_code_lends_a_link_that_ends_with_its_letter(loop: Loop) -> None:
    """What a code opens lasts an hour, and is revoked with the link whose code it was."""
    referral_id, link = given(loop, code=True)
    with loop.work() as work:
        reference = stored.one(work.session, OF_OAK, referral_id).reference
        entered = enter_code(loop.by_link(work), link.code or "", reference, address="203.0.113.7")
        assert isinstance(entered, EnteredCode)
        assert links.revoke(work, referral_id, Recipient.FAMILY) == 2
        ended = enter_code(loop.by_link(work), link.code or "", reference, address="203.0.113.7")
    assert ended == ClosedLink(ended=True, language="es")
    assert isinstance(opened(loop, entered.token), ClosedLink)


def test_codes_are_limited_in_the_whole_service(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Misses of many addresses add up; after an hour codes are looked at again."""
    monkeypatch.setattr(guess_limits, "LIMITS", {**guess_limits.LIMITS, "code": Limit(5, datetime.timedelta(hours=1))})
    referral_id, link = given(loop, code=True)
    with loop.work() as work:
        by_link = loop.by_link(work)
        reference = stored.one(work.session, OF_OAK, referral_id).reference
        tries = [enter_code(by_link, "BCDF-2345", reference, address=f"203.0.113.{number}") for number in range(6)]
        assert tries == [MissedCode(wait=False)] * 5 + [MissedCode(wait=True)]
        assert enter_code(by_link, link.code or "", reference, address="198.51.100.1") == MissedCode(wait=True)
        later = replace(by_link, now=work.now + datetime.timedelta(minutes=61))
        assert isinstance(enter_code(later, link.code or "", reference, address="198.51.100.1"), EnteredCode)


ROSTER = "Student ID,Last Name,First Name,Grade,School,Guardian 1 Name,Guardian 2 Name,Guardian 2 No Contact\n"


def test_an_order_from_a_roster_ends_the_links_of_the_family(loop: Loop) -> None:
    """A roster's new order ends every link that a letter gave the family, as one by hand does, and none of a provider; the
    same order in the next roster ends none.
    """
    agree(loop)
    referral_id, family = given(loop)

    def link(audience: Recipient) -> IssuedLink:
        with loop.work() as work:
            return links.make_link(work, stored.one(work.session, OF_OAK, referral_id), audience, "es", with_code=False)

    def take(order: str) -> None:
        row = f"{ANA.number},{ANA.family_name},{ANA.given_name},{ANA.grade},Oak Elementary,{MARTA.name},Luis Corvo,{order}\n"
        loop.district.take_roster({"r.csv": (ROSTER + row).encode()})

    provider = link(Recipient.PROVIDER)
    take("")
    assert isinstance(opened(loop, family.token), OpenedLink)
    take("court order")
    assert isinstance(opened(loop, family.token), ClosedLink)
    assert isinstance(opened(loop, provider.token), OpenedLink)
    family = link(Recipient.FAMILY)
    take("court order")
    assert isinstance(opened(loop, family.token), OpenedLink)
    assert loop.district.actions().count(("letter.links_ended", None, loop.student_id)) == 1
