"""A referral with what was chosen, its events in words, and its backups: plain data without a repr."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.errors import KeysError
from directory.keys import Keys
from directory.models.codes import ReferralStatus
from directory.referrals.snapshot import EventWords, Snapshot
from directory.referrals.status import State, retracted, state_of
from directory.referrals.updates import as_events
from directory.storage.referrals import events as stored_events
from directory.storage.referrals import referrals as stored
from directory.storage.referrals.events import EventRow
from directory.storage.referrals.referrals import ReferralRow
from directory.storage.scope import Scope
from directory.students.seals import unseal


@dataclass(frozen=True, slots=True, repr=False)
class EventEntry:
    """An event with its words; `gone` if it was taken back, `idle` if it changed nothing."""

    row: EventRow
    words: str | None
    gone: bool
    idle: bool


@dataclass(frozen=True, slots=True, repr=False)
class ReferralFile:
    """A referral; `choices` are all choices of its opening in order, itself included."""

    row: ReferralRow
    snapshot: Snapshot
    state: State
    events: tuple[EventEntry, ...]
    choices: tuple[ReferralRow, ...]

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def newest(self) -> str:
        """The id of the newest event; a form carries it so that staff read what happened meanwhile before they record more."""
        return self.events[-1].row.id if self.events else ""

    def since(self, event_id: str) -> tuple[EventEntry, ...]:
        """Return the events after this one, or the last three if there is no such event."""
        at = next((at for at, entry in enumerate(self.events) if entry.row.id == event_id), None)
        return self.events[-3:] if at is None else self.events[at + 1 :]

    @property
    def backups(self) -> tuple[ReferralRow, ...]:
        """The other choices that have not been given yet."""
        return tuple(one for one in self.choices if one.id != self.row.id and one.status == ReferralStatus.DRAFT)


def open_referral(session: Session, keys: Keys, scope: Scope, referral_id: str) -> ReferralFile:
    """Return a referral of a student in scope; raise UnknownError if there is none."""
    row = stored.one(session, scope, referral_id)
    rows = stored_events.of(session, referral_id)
    return ReferralFile(
        row=row,
        snapshot=snapshot_of(keys, row),
        state=state_of(as_events(rows)),
        events=entries(keys, row, rows),
        choices=tuple(stored.of_request(session, scope, row.request_id)),
    )


def entries(keys: Keys, row: ReferralRow, rows: Sequence[EventRow]) -> tuple[EventEntry, ...]:
    """Return the stored events of a referral with their words and effects."""
    events = as_events(rows)
    idle, gone, data_key = state_of(events).idle, retracted(events), keys.unwrap(row.data_key)
    return tuple(
        EventEntry(one, event_words(data_key, row.student_id, one), one.id in gone, idle=one.held or one.id in idle)
        for one in rows
    )


def snapshot_of(keys: Keys, row: ReferralRow) -> Snapshot:
    """Return what was frozen at the opening; raise KeysError if it cannot be opened."""
    return unseal(Snapshot, keys.unwrap(row.data_key), row.sealed, row_id=row.id, student_id=row.student_id)


def under_way(rows: Iterable[ReferralRow], today: datetime.date) -> list[ReferralRow]:
    """Return the referrals of a student that somebody works on: given and open, a first choice not given yet, or due."""
    return [
        row
        for row in rows
        if row.answered
        or ((due := row.due_by(today)) is not None and (row.status != ReferralStatus.NOT_COMPLETED or due <= today))
        or row.status
        not in (
            ReferralStatus.DRAFT,
            ReferralStatus.COMPLETED,
            ReferralStatus.NOT_COMPLETED,
            ReferralStatus.CANCELLED,
            ReferralStatus.ENTERED_IN_ERROR,
        )
    ]


def event_words(data_key: bytes, student_id: str, event: EventRow) -> str | None:
    """Return what was said about an event; None if nothing was, or if it cannot be opened."""
    if event.sealed is None:
        return None
    try:
        return unseal(EventWords, data_key, event.sealed, row_id=event.id, student_id=student_id).words
    except KeysError:
        return None
