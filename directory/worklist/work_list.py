"""The work list: unread answers, what is late, due today and in the coming days, each with what to do next."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from directory.errors import KeysError
from directory.finding.reason_words import in_words
from directory.models.codes import Author, EndCode, Recipient, ReferralStatus
from directory.referrals.current_listings import ListingToday, listings_today
from directory.referrals.files import event_words
from directory.referrals.status import OPEN, STATUS_WORDS, State, state_of
from directory.referrals.updates import as_events
from directory.referrals.work import Work
from directory.storage.people.guardians import GuardianRow
from directory.storage.referrals import events as stored_events
from directory.storage.referrals import flags
from directory.storage.referrals import worklist as stored
from directory.storage.referrals.events import EventRow
from directory.storage.referrals.worklist import DueRow
from directory.students.orders import Order, barring, of_siblings, own
from directory.students.profile import GuardianDetails, Profile
from directory.students.seals import unseal
from directory.worklist.answer_words import answer_words
from directory.worklist.entries import AnswerWords, WaitingBackup, WorkGroup, WorkItem, WorkList
from directory.worklist.escalation import untouched_days
from directory.worklist.last_days import LastDay, last_days, new_ones
from directory.worklist.steps import NextStep, can_wait, step_of, without_letter
from directory.worklist.whom_to_call import Call, call_for
from matching.needs import terms

PER_PAGE = 50
DAYS_AHEAD = 5
"""School days after today that the list shows."""

_BEFORE_BACKUP = frozenset(
    {
        ReferralStatus.SENT,
        ReferralStatus.REACHED,
        ReferralStatus.ACCEPTED,
        ReferralStatus.WAITLISTED,
        ReferralStatus.NOT_COMPLETED,
    }
)
"""Statuses in which a waiting backup may be what comes next."""

ANSWERED, LATE = "answered", "late"


def work_list(work: Work, *, owner: str, until: datetime.date | None = None, page: int = 1, size: int = PER_PAGE) -> WorkList:
    """Return the list of an owner (an id, stored.EVERYBODY or stored.NOBODY) until a day, by default the coming school days."""
    until = work.calendar.after(work.today, DAYS_AHEAD) if until is None else until
    counts = _counts(stored.counts(work.session, work.scope, owner, until, today=work.today), work.today)
    total = sum(counts.values())
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    offset = (page - 1) * size
    rows = stored.waiting(work.session, work.scope, owner, until, today=work.today, limit=size, offset=offset)
    last = last_days(work, owner)
    new = new_ones(last.values(), until) if page == 1 else []
    entries = [_with_last_day(entry, last) for entry in _entries(work, [*rows, *(one.row for one in new)])]
    by_key: dict[str | datetime.date, list[WorkItem]] = {}
    for row, entry in zip(rows, entries, strict=False):
        by_key.setdefault(_key(row.due_on, work.today, answered=row.answered), []).append(entry)
    return WorkList(
        groups=tuple(WorkGroup(key, counts.get(key, len(found)), tuple(found)) for key, found in by_key.items()),
        answered=counts.get(ANSWERED, 0),
        late=counts.get(LATE, 0),
        today=counts.get(work.today, 0),
        ahead=sum(number for key, number in counts.items() if isinstance(key, datetime.date) and key > work.today),
        page=page,
        pages=pages,
        too_old_soon=tuple(entries[len(rows) :]),
    )


def _with_last_day(entry: WorkItem, last: Mapping[str, LastDay]) -> WorkItem:
    """Return an entry that also tells of its student's last day with the provider, if that is near."""
    return replace(entry, todo=f"{entry.todo} {last[entry.id].words}") if entry.id in last else entry


def without_owner(work: Work) -> int:
    """Return how many referrals in scope without an owner are due within the coming school days, or answered."""
    until = work.calendar.after(work.today, DAYS_AHEAD)
    return sum(stored.counts(work.session, work.scope, stored.NOBODY, until, today=work.today).values())


def step_from(
    work: Work,
    status: ReferralStatus,
    choice: int,
    due_on: datetime.date | None,
    rows: Sequence[EventRow],
    *,
    of: State | None = None,
    left: bool = False,
) -> tuple[NextStep, State, tuple[str, ...]]:
    """Return the next step of a referral with these events, its state, and the unread answers.

    `of` is its state without events; `left` means that the student has left.
    """
    events = as_events(rows)
    state = state_of(events) if events else of or State()
    unseen = [event for event in events if event.id in state.unseen]
    step = step_of(status, state, choice=choice, today=work.today, due_on=due_on, answers=unseen, left=left)
    return step, state, tuple(answer_words(one, idle=one.held or one.id in state.idle) for one in unseen)


def name_of(work: Work, row: DueRow) -> str | None:
    """Return the student's name, or None if it cannot be opened."""
    found = _profile(work, row)
    return found.name if found else None


def _profile(work: Work, row: DueRow) -> Profile | None:
    """Return the profile, or None if it cannot be opened: one damaged record must not break the whole list."""
    try:
        return unseal(Profile, work.keys.unwrap(row.data_key), row.profile, row_id=row.student_id, student_id=row.student_id)
    except KeysError:
        return None


def _counts(by_day: Mapping[datetime.date | None, int], today: datetime.date) -> dict[str | datetime.date, int]:
    counted: dict[str | datetime.date, int] = {}
    for day, number in by_day.items():
        key = _key(day, today, answered=day is None)
        counted[key] = counted.get(key, 0) + number
    return counted


def _key(due_on: datetime.date | None, today: datetime.date, *, answered: bool) -> str | datetime.date:
    if answered or due_on is None:
        return ANSWERED
    return LATE if due_on < today else due_on


def _entries(work: Work, rows: Sequence[DueRow]) -> list[WorkItem]:
    events = stored_events.of_many(work.session, [row.id for row in rows if _is_told_by_events(row)])
    guardians = stored.guardians(work.session, list({row.student_id for row in rows}))
    told = [_step_and_answers(work, row, events.get(row.id, [])) for row in rows]
    providers = [
        row.record_id
        for row, (step, _) in zip(rows, told, strict=True)
        if step.calls == Recipient.PROVIDER or row.status == ReferralStatus.DRAFT
    ]
    backups = stored.waiting_backups(work.session, [row.id for row in rows if row.status in _BEFORE_BACKUP])
    waiting = [one.record_id for found in backups.values() for one in found]
    listings = listings_today(work.session, [*providers, *waiting, *(row.record_id for row in rows if row.id in backups)])
    opened = _opened(work, rows, guardians)
    shut_out = _shut_out(work, opened)
    wrong = flags.flagged(work.session, [row.record_id for row in rows if row.status in OPEN])
    newest = stored_events.newest(work.session, [row.id for row in rows])
    made = []
    for row, said in zip(rows, told, strict=True):
        cared = barring(shut_out.get(row.student_id, ()), list(opened.get(row.student_id, {}).values()))
        call = _call(work, row, said[0].calls, cared, listings)
        made.append(_entry(work, row, _ruled_out(work, row, said, listings), call, wrong))
    return [
        replace(
            entry,
            newest=newest.get(entry.id, ""),
            shut_out=shut_out.get(row.student_id, ()),
            backup=_backup(row, backups.get(row.id, ()), listings),
        )
        for row, entry in zip(rows, made, strict=True)
    ]


def _opened(
    work: Work, rows: Sequence[DueRow], guardians: Mapping[str, Sequence[GuardianRow]]
) -> dict[str, dict[str, GuardianDetails]]:
    """Return the guardians by student and by their ids, without students for whom one cannot be opened."""
    found: dict[str, dict[str, GuardianDetails]] = {}
    for row in rows:
        with suppress(KeysError):
            data_key = work.keys.unwrap(row.data_key)
            found[row.student_id] = {
                one.id: unseal(GuardianDetails, data_key, one.sealed, row_id=one.id, student_id=row.student_id)
                for one in guardians[row.student_id]
            }
    return found


def _shut_out(work: Work, opened: Mapping[str, Mapping[str, GuardianDetails]]) -> dict[str, tuple[Order, ...]]:
    """Return whom nobody may contact, by student: by an order on the student's own file or on a sibling's."""
    siblings = of_siblings(work.session, work.keys, work.scope, {of: list(cared.values()) for of, cared in opened.items()})
    return {
        of: (*(own(id, details) for id, details in cared.items() if details.no_contact), *siblings.get(of, ()))
        for of, cared in opened.items()
    }


def _backup(row: DueRow, waiting: Sequence[stored.BackupRow], listings: Mapping[str, ListingToday]) -> WaitingBackup | None:
    """Return the first choice to which a family may be sent today and that has not become the same listing."""
    for one in waiting:
        listing = listings[one.record_id]
        if not listing.ruled_out and listing.record_id != listings[row.record_id].record_id:
            return WaitingBackup(one.id, one.service)
    return None


def _ruled_out(
    work: Work, row: DueRow, told: tuple[NextStep, tuple[AnswerWords, ...]], listings: Mapping[str, ListingToday]
) -> tuple[NextStep, tuple[AnswerWords, ...]]:
    """Return the step, replaced for a letter still to be given if no family may be sent there today."""
    step, answers = told
    why = listings[row.record_id].ruled_out if row.status == ReferralStatus.DRAFT and row.enrolled else None
    return (without_letter(step, in_words(why, work.language)) if why else step), answers


def _is_told_by_events(row: DueRow) -> bool:
    """Whether the step depends on more than the row: answers, contact with the provider, missed appointments, or a day to check."""
    return row.answered or row.status in (ReferralStatus.SENT, ReferralStatus.SCHEDULED) or row.reason == EndCode.NO_CAPACITY


def _step_and_answers(work: Work, row: DueRow, events: Sequence[EventRow]) -> tuple[NextStep, tuple[AnswerWords, ...]]:
    step, state, answers = step_from(work, row.status, row.choice, row.due_on, events, of=_state_of(row), left=not row.enrolled)
    unseen = [event for event in events if event.id in state.unseen]
    quotes = _quotes(work, row, unseen)
    return step, tuple(
        AnswerWords(words, quote, event.recorded_at) for words, quote, event in zip(answers, quotes, unseen, strict=True)
    )


def _quotes(work: Work, row: DueRow, events: Sequence[EventRow]) -> list[str | None]:
    """Return what family or provider wrote in these events; notes of the service are not quotes."""
    theirs = [event for event in events if event.sealed is not None and event.who in (Author.FAMILY, Author.PROVIDER)]
    try:
        data_key = work.keys.unwrap(row.data_key) if theirs else b""
    except KeysError:
        return [None] * len(events)
    found = {event.id: event_words(data_key, row.student_id, event) for event in theirs}
    return [found.get(event.id) for event in events]


def _call(
    work: Work, row: DueRow, party: Recipient | None, cared: Sequence[GuardianDetails], listings: Mapping[str, ListingToday]
) -> Call | None:
    """Return whom to call: the provider as it is in the directory now, or as it was frozen if it has left."""
    if party == Recipient.PROVIDER and not (now := listings[row.record_id]).is_gone:
        return Call(now.number, now.organization or row.organization) if now.number else None
    return call_for(work, row, party, cared)


def _entry(
    work: Work, row: DueRow, told: tuple[NextStep, tuple[AnswerWords, ...]], call: Call | None, wrong: Collection[str]
) -> WorkItem:
    known, (step, answers), profile = terms(), told, _profile(work, row)
    return WorkItem(
        id=row.id,
        student_id=row.student_id,
        name=profile.name if profile else None,
        need=known[row.term].english if row.term in known else row.term,
        service=row.service,
        organization=row.organization,
        status=STATUS_WORDS[row.status],
        since=row.since,
        due_on=row.due_on,
        days_late=work.calendar.between(row.due_on, work.today) if row.due_on else 0,
        untouched=untouched_days(row.status, row.touched_on, row.due_on, work.today),
        answers=answers,
        todo=step.words,
        call=call,
        outcomes=step.outcomes,
        can_wait=can_wait(row.status, row.reason),
        owner_id=row.owner_id,
        owner_name=row.owner_name,
        cared_for=row.cared_for,
        has_left=not row.enrolled,
        flagged=row.record_id in wrong and row.status in OPEN,
        school_name=row.school_name,
        newest="",
        custody=profile.custody_words if profile else None,
    )


def _state_of(row: DueRow) -> State:
    """Return the state from the row alone, for steps that do not depend on events."""
    look_again = row.due_on if row.status == ReferralStatus.NOT_COMPLETED else None
    return State(row.status, row.since, row.reason, row.appointment_on, look_on=look_again)
