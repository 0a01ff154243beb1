"""The contents of the work list, as data without a repr: entries in groups, each with its answers and what to do."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from directory.students.orders import Order
from directory.worklist.steps import StepOutcome
from directory.worklist.whom_to_call import Call
from matching.danger import read


@dataclass(frozen=True, slots=True, repr=False)
class AnswerWords:
    """An answer that waits to be read: its words, what family or provider wrote beside it, and when (in UTC)."""

    words: str
    quote: str | None
    at: datetime.datetime

    @property
    def urgent(self) -> bool:
        """Whether what they wrote indicates danger, or may: it is read today."""
        return read(self.quote) is not None


@dataclass(frozen=True, slots=True)
class WaitingBackup:
    """A choice of the same opening whose letter is ready to be given."""

    id: str
    service: str


@dataclass(frozen=True, slots=True, repr=False)
class WorkItem:
    """A referral on the list; `name` is None if the student's record cannot be opened, `call` if no number is known to be safe.

    `days_late` counts school days from the day on which it was due; `untouched` is set if nobody has touched it for two weeks;
    `flagged` means that the listing of an open referral was found wrong and is not corrected yet; `backup` is the choice to give
    next if this one fails; `newest` is the id of the newest event. `custody` are the words on custody on file and `shut_out` the
    people whom nobody may contact, both to be read before anybody calls.
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
    answers: tuple[AnswerWords, ...]
    todo: str
    call: Call | None
    outcomes: tuple[StepOutcome, ...]
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
    backup: WaitingBackup | None = None


@dataclass(frozen=True, slots=True, repr=False)
class WorkGroup:
    """Entries of one kind: `key` is ANSWERED, LATE or a day; `total` includes those of other pages."""

    key: str | datetime.date
    total: int
    entries: tuple[WorkItem, ...]


@dataclass(frozen=True, slots=True, repr=False)
class WorkList:
    """A page of the list, counted from 1; the totals are over all pages.

    `too_old_soon` are connected referrals that are not due, whose student will soon be too old for the provider; on the first page.
    """

    groups: tuple[WorkGroup, ...]
    answered: int
    late: int
    today: int
    ahead: int
    page: int
    pages: int
    too_old_soon: tuple[WorkItem, ...] = ()
