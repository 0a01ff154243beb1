"""The families to call today, each with what to ask, for the referrals' owner; families that mail asks are left out."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from directory.errors import KeysError
from directory.i18n.languages import LANGUAGES
from directory.listings.words import number_words
from directory.models.codes import Author, EventKind, MailKind, Recipient, ReferralStatus
from directory.referrals.current_listings import ListingToday, listings_today
from directory.referrals.due import remind_on
from directory.referrals.files import snapshot_of
from directory.referrals.work import Work
from directory.storage.people import students
from directory.storage.referrals import events, reminders
from directory.storage.referrals.events import EventRow
from directory.storage.referrals.referrals import ReferralRow
from directory.students.caseload import profile_of
from directory.students.contact_ways import first_by_phone
from directory.students.profile import WAYS, GuardianDetails
from directory.worklist.family_due import WAITING_FOR_FAMILY, appointments_until, family_is_due, guardians
from directory.worklist.steps import STEPS
from directory.worklist.work_list import step_from

COLUMNS = ("Student", "Whom to call", "Number", "Language", "What to ask", "Provider", "What they said")
AsksByMail: TypeAlias = Callable[[Work, ReferralRow, MailKind, Sequence[GuardianDetails]], bool]
"""Whether mail of a kind asks the family of a referral now, given its guardians: mail.reminders.asks_by_mail."""

NO_NUMBER = "No number is known to be safe: look at the student's page"


@dataclass(frozen=True, slots=True, repr=False)
class CallRow:
    """A family to call: telephone numbers and `ways` are in words, blank if there are none; `since` is the status's first day."""

    referral_id: str
    student: str
    guardian: str
    phones: tuple[str, ...]
    ways: str
    language: str
    ask: str
    provider: str
    provider_phone: str
    since: datetime.date
    reference: str

    def cells(self) -> tuple[str, ...]:
        """Return the row as printed, with room for what they said."""
        number = "; ".join(filter(None, (", ".join(self.phones) or NO_NUMBER, self.ways)))
        provider = "; ".join(filter(None, (self.provider, self.provider_phone)))
        return (f"{self.student}, {self.reference}", self.guardian, number, self.language, self.ask, provider, "")


def call_sheet(work: Work, owner_id: str, *, asks_by_mail: AsksByMail | None) -> list[CallRow]:
    """Return the families to call about an owner's referrals in scope, by student.

    They are those that the work list asks about today, and those to be reminded of an appointment today. Families that mail asks
    the same are left out; `asks_by_mail` is None if no mail goes out. Guardians with a no-contact order are never listed.
    """
    found = reminders.to_ask(work.session, work.scope, owner_id, work.today, appointments_until(work))
    history = events.of_many(work.session, [row.id for row in found])
    listings = listings_today(work.session, [row.record_id for row in found])
    made = [_row(work, row, history[row.id], listings[row.record_id], asks_by_mail) for row in found]
    return sorted((row for row in made if row is not None), key=lambda row: (row.student.casefold(), row.reference))


def _row(
    work: Work, row: ReferralRow, history: Sequence[EventRow], listing: ListingToday, asks_by_mail: AsksByMail | None
) -> CallRow | None:
    ask, mail = _question(work, row, history)
    if not ask:
        return None
    try:
        cared = guardians(work, row)
        if asks_by_mail and mail and asks_by_mail(work, row, mail, cared):
            return None
        return _filled(work, row, cared, ask, listing)
    except KeysError:
        # A record that cannot be opened must not cost the others their sheet.
        return None


def _question(work: Work, row: ReferralRow, history: Sequence[EventRow]) -> tuple[str, MailKind | None]:
    """Return what to ask the family today, blank for nothing, and the kind of mail that asks the same, if there is one."""
    step, state, _ = step_from(work, row.status, row.choice, row.due_on, history)
    answers = [one for one in history if one.id in state.unseen and one.who == Author.FAMILY]
    if any(one.kind == EventKind.PLEASE_CALL for one in answers):
        return step.words, None
    if answers:
        # A family that has just answered is not asked again before somebody has read the answer.
        return "", None
    if state.status in WAITING_FOR_FAMILY:
        # A provider that was contacted is asked first; the family has its own days.
        words = step.words if step.calls is Recipient.FAMILY else STEPS["sent"].words
        return (words, MailKind.REMINDER) if family_is_due(work, row) else ("", None)
    if step.calls != Recipient.FAMILY:
        return "", None
    if state.status == ReferralStatus.SCHEDULED and not state.missed and state.on_date is not None and state.on_date > work.today:
        day = remind_on(state, work.calendar, work.remind_before)
        return (step.words, MailKind.APPOINTMENT) if day is not None and day <= work.today else ("", None)
    return step.words, None


def _filled(work: Work, row: ReferralRow, cared: Sequence[GuardianDetails], ask: str, listing: ListingToday) -> CallRow:
    found = first_by_phone(cared)
    guardian = found[0] if found else None
    provider = snapshot_of(work.keys, row).provider
    frozen = next((one.number for one in provider.phones if one.kind != "fax"), None)
    phone = frozen if listing.is_gone else listing.number
    return CallRow(
        referral_id=row.id,
        student=profile_of(work.keys, students.one(work.session, work.scope, row.student_id)).sorted_name,
        guardian=_who(guardian) if guardian else "",
        phones=tuple(number_words(number) for number in found[1]) if found else (),
        ways=_ways(guardian) if guardian else "",
        language=_language((guardian.language if guardian else None) or row.language),
        ask=ask,
        provider=listing.organization or provider.organization or provider.service,
        provider_phone=number_words(phone) if phone else "",
        since=row.since,
        reference=row.reference,
    )


def _who(guardian: GuardianDetails) -> str:
    return f"{guardian.name} ({guardian.relationship})" if guardian.relationship else guardian.name


def _ways(guardian: GuardianDetails) -> str:
    told = [WAYS[way].lower() for way in guardian.ways if way in ("call", "text")]
    return ", ".join(filter(None, (" or ".join(told) + " only" if len(told) == 1 else "", guardian.way_words)))


def _language(code: str | None) -> str:
    if code is None or code == "en":
        return "English" if code else ""
    return f"{LANGUAGES[code].english if code in LANGUAGES else code} (interpreter)"
