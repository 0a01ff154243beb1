"""A student's file, opened: everything of a student that a page shows, as plain data without a repr."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from directory.students.profile import ConsentDetails, GuardianDetails, Profile


@dataclass(frozen=True, slots=True, repr=False)
class GuardianEntry:
    """A guardian and the id under which it is changed."""

    id: str
    details: GuardianDetails


@dataclass(frozen=True, slots=True, repr=False)
class NeedEntry:
    """A need: `term` is a slug of matching.needs, `urgency` 1 to 3, `made_by` the name of who wrote it down."""

    id: str
    term: str
    urgency: int
    words: str | None
    made_by: str | None
    made_at: datetime.datetime
    closed_at: datetime.datetime | None


@dataclass(frozen=True, slots=True, repr=False)
class ConsentEntry:
    """A consent; `until` is the last day on which it holds, None where no end was said."""

    id: str
    details: ConsentDetails
    until: datetime.date | None
    made_by: str | None
    made_at: datetime.datetime
    withdrawn_at: datetime.datetime | None

    def holds_on(self, today: datetime.date) -> bool:
        """Whether it is in force on a day: not withdrawn, not over."""
        return self.withdrawn_at is None and (self.until is None or today <= self.until)


@dataclass(frozen=True, slots=True, repr=False)
class Sibling:
    """A student of the same household whom the reader may see."""

    id: str
    profile: Profile
    school_name: str
    status: str


@dataclass(frozen=True, slots=True, repr=False)
class StudentFile:
    """All that is known of a student; `siblings_elsewhere` counts those of the household whom the reader may not see."""

    id: str
    profile: Profile
    school_id: str
    school_name: str
    status: str
    left_at: datetime.date | None
    made_at: datetime.datetime
    changed_at: datetime.datetime
    guardians: tuple[GuardianEntry, ...]
    open_needs: tuple[NeedEntry, ...]
    closed_needs: tuple[NeedEntry, ...]
    consents: tuple[ConsentEntry, ...]
    siblings: tuple[Sibling, ...]
    siblings_elsewhere: int

    def consents_on(self, today: datetime.date) -> tuple[ConsentEntry, ...]:
        """The consents in force on a day."""
        return tuple(consent for consent in self.consents if consent.holds_on(today))
