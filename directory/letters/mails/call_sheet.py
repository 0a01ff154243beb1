"""The families that no reminder by e-mail gets to, for whoever takes care of their referrals to call."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from directory.errors import KeysError
from directory.letters.mails import reminders
from directory.referrals.loop.files import snapshot_of
from directory.referrals.loop.work import Work
from directory.storage.loop import reminding
from directory.storage.loop.referrals import ReferralRow
from directory.storage.people import students
from directory.storage.publishing.telling import number_words
from directory.students.caseload import profile_of
from directory.students.languages import LANGUAGES
from directory.students.profile import WAYS, GuardianDetails, Profile
from directory.students.reaching import first_by_phone

COLUMNS = ("Student", "Whom to call", "Number", "Language", "Provider", "Reference", "What they said")
NO_NUMBER = "No number is known to be safe: look at the student's page"


@dataclass(frozen=True, slots=True, repr=False)
class CallRow:
    """A family to call: `phones` and `ways` are in words, `ways` blank where none was named; `since` is the status's first day."""

    referral_id: str
    student: str
    guardian: str
    phones: tuple[str, ...]
    ways: str
    language: str
    provider: str
    since: datetime.date
    reference: str

    def cells(self) -> tuple[str, ...]:
        """The row as it stands on paper, with room for what they said."""
        number = "; ".join(filter(None, (", ".join(self.phones) or NO_NUMBER, self.ways)))
        reference = f"{self.reference}, since {self.since:%b} {self.since.day}"
        return (self.student, self.guardian, number, self.language, self.provider, reference, "")


def call_sheet(work: Work, *, mail_goes_out: bool) -> list[CallRow]:
    """The families to call today about the asker's own referrals, by student: those that wait, are due and read no mail here.

    Where no mail goes out these are all that are due. Guardians with a no-contact order never stand in it.
    """
    found = reminding.due_of_owner(work.session, work.scope, reminders.WAITING_FOR_FAMILY, work.today)
    made = [(_row(work, row, mail_goes_out=mail_goes_out)) for row in found]
    return sorted((row for row in made if row is not None), key=lambda row: (row.student.casefold(), row.reference))


def _row(work: Work, row: ReferralRow, *, mail_goes_out: bool) -> CallRow | None:
    if not reminders.family_is_due(work, row):
        return None
    try:
        cared = reminders.guardians(work, row)
        if mail_goes_out and reminders.reaches(work, reminders.by_mail(cared)):
            return None
        profile = profile_of(work.keys, students.one(work.session, work.scope, row.student_id))
        return _filled(work, row, profile, cared)
    except KeysError:
        # A record that does not open: the rest must not go without its sheet.
        return None


def _filled(work: Work, row: ReferralRow, profile: Profile, cared: Sequence[GuardianDetails]) -> CallRow:
    found = first_by_phone(cared)
    guardian = found[0] if found else None
    provider = snapshot_of(work.keys, row).provider
    phone = next((one.number for one in provider.phones if one.kind != "fax"), None)
    return CallRow(
        referral_id=row.id,
        student=profile.sorted_name,
        guardian=_who(guardian) if guardian else "",
        phones=tuple(number_words(number) for number in found[1]) if found else (),
        ways=_ways(guardian) if guardian else "",
        language=_language((guardian.language if guardian else None) or row.language),
        provider="; ".join(filter(None, (provider.organization or provider.service, phone and number_words(phone)))),
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
