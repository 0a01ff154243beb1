"""A student's file, opened: everything that a page shows about a student, as plain data without a repr."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from directory.models.codes import StudentStatus
from directory.storage.versions import version_of
from directory.students.orders import Order, barring, own
from directory.students.profile import ConsentDetails, GuardianDetails, Profile, Withdrawal
from directory.students.signers import ConsentSigner, ConsentState, signers, state_of


@dataclass(frozen=True, slots=True, repr=False)
class GuardianEntry:
    """A guardian and the id under which it is changed."""

    id: str
    details: GuardianDetails


@dataclass(frozen=True, slots=True, repr=False)
class NeedEntry:
    """A need: `term` is a slug of matching.needs, `urgency` is 1 to 3, `made_by` is the name of who recorded it."""

    id: str
    term: str
    urgency: int
    words: str | None
    made_by: str | None
    made_at: datetime.datetime
    closed_at: datetime.datetime | None
    version: str


@dataclass(frozen=True, slots=True, repr=False)
class ConsentEntry:
    """A consent; `until` is its last day, None if it has no end."""

    id: str
    kind: str
    details: ConsentDetails
    until: datetime.date | None
    made_by: str | None
    made_at: datetime.datetime
    withdrawn_at: datetime.datetime | None
    withdrawal: Withdrawal | None

    def names(self, organization_id: str) -> bool:
        """Whether the consent names this organization as a recipient."""
        return organization_id in self.details.recipients


@dataclass(frozen=True, slots=True, repr=False)
class Sibling:
    """A student of the same household whom the reader may see."""

    id: str
    profile: Profile
    school_name: str
    status: StudentStatus


@dataclass(frozen=True, slots=True, repr=False)
class StudentFile:
    """All that is known of a student; `siblings_elsewhere` counts siblings whom the reader may not see."""

    id: str
    profile: Profile
    school_id: str
    school_name: str
    status: StudentStatus
    left_at: datetime.date | None
    made_at: datetime.datetime
    changed_at: datetime.datetime
    guardians: tuple[GuardianEntry, ...]
    open_needs: tuple[NeedEntry, ...]
    closed_needs: tuple[NeedEntry, ...]
    consents: tuple[ConsentEntry, ...]
    siblings: tuple[Sibling, ...]
    siblings_elsewhere: int
    household_version: str
    orders_of_siblings: tuple[Order, ...] = ()

    @property
    def shut_out(self) -> tuple[Order, ...]:
        """The persons whom nobody may contact or inform, including those under an order on a sibling's file."""
        mine = tuple(own(one.id, one.details) for one in self.guardians if one.details.no_contact)
        return (*mine, *self.orders_of_siblings)

    @property
    def cared(self) -> list[GuardianDetails]:
        """The guardians as they may be reached: one named in an order on a sibling's file is treated like one under an own order.

        The persons under those orders follow, whether or not they are on this file.
        """
        return barring(self.orders_of_siblings, [one.details for one in self.guardians])

    @property
    def held(self) -> tuple[GuardianEntry, ...]:
        """The guardians on file, each with the details from `cared`."""
        return tuple(replace(one, details=details) for one, details in zip(self.guardians, self.cared, strict=False))

    def state_of(self, consent: ConsentEntry, today: datetime.date) -> ConsentState:
        """Return what a consent of this student allows on a day."""
        return consent_state(self.id, self.profile, self.held, consent, today)

    def consents_on(self, today: datetime.date) -> tuple[ConsentEntry, ...]:
        """Return the consents that open sharing on a day."""
        return tuple(one for one in self.consents if self.state_of(one, today) is ConsentState.ACTIVE)

    def beside(self, consent: ConsentEntry, today: datetime.date) -> tuple[ConsentEntry, ...]:
        """Return the other signed consents for one of the same recipients that open sharing, or would if no longer on hold."""
        may_open = (ConsentState.ACTIVE, ConsentState.HELD, ConsentState.OF_AGE)
        others = (one for one in self.consents if one.id != consent.id and self.state_of(one, today) in may_open)
        return tuple(one for one in others if set(one.details.recipients) & set(consent.details.recipients))

    def withdrawal_version(self, consent: ConsentEntry, today: datetime.date) -> str:
        """Return the version of what a withdrawal affects: this consent and those beside it."""
        return version_of(consent.id, consent.withdrawn_at is None, sorted(one.id for one in self.beside(consent, today)))

    def signers_on(self, today: datetime.date) -> tuple[ConsentSigner, ...]:
        """Return who may sign a consent on a day."""
        return signers(self.id, self.profile, {one.id: one.details for one in self.held}, today)


def consent_state(
    student_id: str, profile: Profile, guardians: Sequence[GuardianEntry], consent: ConsentEntry, today: datetime.date
) -> ConsentState:
    """Return what a consent allows on a day, given who is on file then."""
    return state_of(
        consent.kind,
        consent.details,
        consent.until,
        withdrawn=consent.withdrawn_at is not None,
        student_id=student_id,
        profile=profile,
        guardians={one.id: one.details for one in guardians},
        today=today,
    )
