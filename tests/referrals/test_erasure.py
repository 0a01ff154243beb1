"""A student deleted for good with open referrals: what is left, on both databases."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.mail import outbox
from directory.mail.outbox import Mail
from directory.models import AnswerLink, Disclosure, OutboxMail, Referral, ReferralEvent, ReferralLetter, StudentContact
from directory.models.codes import Author, ContactKind, ContactResult, DisclosureWay, EventKind, MailKind, Recipient
from directory.outcomes.figures import Figures
from directory.outcomes.report import Period, exact_report
from directory.referrals import contacts, disclosures, updates
from directory.referrals.answers.links import make_link
from directory.referrals.disclosures import DisclosureDetails
from directory.referrals.event_checks import NewEvent
from directory.referrals.status import OPEN, state_of
from directory.storage.ids import new_id
from directory.storage.referrals import events as stored_events
from directory.storage.referrals import letters, worklist
from directory.storage.referrals import referrals as stored
from directory.students import changes
from directory.students.contacts import NewContact
from directory.worklist.work_list import work_list
from tests.referrals.making import NOW, OF_OAK, TODAY, Loop, agree
from tests.students.making import ADMINISTRATOR

_DAY = datetime.timedelta(days=1)
GONE = (AnswerLink, ReferralLetter, OutboxMail, StudentContact, Disclosure)
"""Tables of which no row of the student is left."""


def _whole(loop: Loop) -> tuple[str, ...]:
    """Two openings: one under way with all that can hang on it, and one that has come to its end."""
    first, second, third = loop.open()
    loop.record(first, "sent", words="Her aunt will call")
    (done,) = loop.open(loop.records[:1])
    loop.record(done, "connected", days=3)
    loop.record(done, "completed", days=9)
    loop.record(third, "not_completed", reason="wrong_contact_details", words="The aunt's number")
    with loop.work() as work:
        consent_id = agree(work.session, loop)
        row = stored.lock(work.session, work.scope, first)
        told = DisclosureDetails("Maple House", "Ana María may call")
        disclosures.disclose(work, row, told, how=DisclosureWay.PHONE, consent_id=consent_id)
        contacts.note(work, loop.student_id, NewContact(ContactKind.CALL, ContactResult.REACHED, TODAY), first)
        letters.put(work.session, letters.NewLetterRow(id=new_id(), referral_id=first, language="es", large=False, way="print", sealed=b"sealed", made_by=OF_OAK.staff_id, made_at=NOW))  # fmt: skip
        make_link(work, row, Recipient.FAMILY, "es", with_code=True)
        mail_id = outbox.reserve(work, row, audience=Recipient.FAMILY, kind=MailKind.REMINDER, to="marta@example.org")
        outbox.write(work, row, mail_id, Mail("marta@example.org", "From the school", "Please call"))
        updates.record_answer(loop.by_link(work), row, NewEvent(EventKind.PLEASE_CALL, words="On Monday"), Author.FAMILY)
    return first, second, third, done


def _counts(session: Session) -> dict[str, int]:
    return {one.__tablename__: session.scalar(select(func.count()).select_from(one)) or 0 for one in GONE}


def _told(figures: Figures) -> dict[str, Any]:
    """What a report says of who came how far."""
    return {
        "funnel": [(step.referrals, step.median_days_since_given) for step in figures.funnel],
        "reasons": [(line.code, line.referrals) for line in figures.reasons],
        "by": {key: [(one.name, one.given, one.connected) for one in found] for key, found in figures.by.items()},
        "openings": (figures.openings, figures.openings_connected),
    }


def test_nothing_sealed_is_left_and_the_counts_stay(loop: Loop) -> None:
    """Letters, links, mail, contacts and disclosures go, and every word and number of what stays; the report is as before."""
    _whole(loop)
    with loop.district.reading() as session:
        assert all(_counts(session).values()), _counts(session)
        before = exact_report(session, Period())
        events = session.scalar(select(func.count()).select_from(ReferralEvent)) or 0
        references = set(session.scalars(select(Referral.reference)))
    with loop.work(ADMINISTRATOR, days=10) as work:
        changes.delete_for_good(work.session, ADMINISTRATOR, loop.student_id, today=work.today, now=work.now)
    with loop.district.reading() as session:
        assert not any(_counts(session).values()), _counts(session)
        assert set(session.scalars(select(Referral.sealed))) == {None}
        assert set(session.scalars(select(ReferralEvent.sealed))) == {None}
        assert references.isdisjoint(session.scalars(select(Referral.reference)))
        after = exact_report(session, Period())
        assert session.scalar(select(func.count()).select_from(ReferralEvent)) == events + 2
    assert _told(after) == _told(before)
    ended = {line.code: line.referrals for line in after.ends if line.referrals}
    assert ended == {"completed": 1, "cancelled": 1}


def test_what_was_open_is_cancelled_by_the_desk_and_on_no_list(loop: Loop) -> None:
    """The rows are what their events come to, and neither the work list nor a caseload has them any more."""
    ids = _whole(loop)
    with loop.work(ADMINISTRATOR, days=10) as work:
        changes.delete_for_good(work.session, ADMINISTRATOR, loop.student_id, today=work.today, now=work.now)
    with loop.work(ADMINISTRATOR, days=11) as work:
        for referral_id in ids:
            rows = stored_events.of(work.session, referral_id)
            status, since, due = work.session.execute(
                select(Referral.status, Referral.since, Referral.due_on).where(Referral.id == referral_id)
            ).one()
            state = state_of(updates.as_events(rows))
            assert (status, since, due) == (state.status, state.since, None)
            assert [row.number for row in rows] == list(range(1, len(rows) + 1))
        assert work_list(work, owner=worklist.EVERYBODY).groups == ()
        assert worklist.count_unfinished(work.session, OF_OAK.staff_id) == 0


def test_all_that_is_open_is_cancelled() -> None:
    """What the tables call open is what the fold calls so."""
    assert set(worklist.OPEN) == set(OPEN)
