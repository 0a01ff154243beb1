"""What the work list holds, as data without a repr: entries in groups, each with what was answered and what to do."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from directory.students.orders import Order
from directory.worklist.steps import Outcome
from directory.worklist.whom_to_call import Call
from matching.danger import read


@dataclass(frozen=True, slots=True, repr=False)
class Said:
    """An answer that waits to be read: what it says, what family or provider wrote beside it, and when (in UTC)."""

    words: str
    quote: str | None
    at: datetime.datetime

    @property
    def urgent(self) -> bool:
        """Whether what they wrote tells of danger, or may: it is read today."""
        return read(self.quote) is not None


@dataclass(frozen=True, slots=True)
class Backup:
    """A choice of the same opening whose letter is ready to be given."""

    id: str
    service: str


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """A referral of the list; `name` is None where the student's record does not open, `call` where no number is known to be safe.

    `days_late` counts school days from the day on which it was due; `untouched` is set where nobody has touched it for two weeks;
    `flagged` says that the listing of an open one was found wrong and is not mended yet, `backup` is the choice to give next
    where this one does not lead on; `newest` is the id of the newest event; `custody` are the words of custody on file and
    `shut_out` whom nobody may contact, both to be read before anybody calls.
    """

    id: str
    student_id: str
    name: str | None
    need: str
    service: str
    organization: str
    status: str
    since: datetime.date
    due_on: datetime.date | None
    days_late: int
    untouched: int | None
    answers: tuple[Said, ...]
    todo: str
    call: Call | None
    outcomes: tuple[Outcome, ...]
    can_wait: bool
    owner_id: str | None
    owner_name: str | None
    cared_for: bool
    has_left: bool
    flagged: bool
    school_name: str
    newest: str
    custody: str | None
    shut_out: tuple[Order, ...] = ()
    backup: Backup | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Group:
    """Entries of one kind: `key` is ANSWERED, LATE or a day; `total` counts those of other pages too."""

    key: str | datetime.date
    total: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, repr=False)
class WorkList:
    """A page of the list, counted from 1; the totals are over all pages."""

    groups: tuple[Group, ...]
    answered: int
    late: int
    today: int
    ahead: int
    page: int
    pages: int
