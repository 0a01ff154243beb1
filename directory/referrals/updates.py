"""Recording what happens to a referral: an event is added, and the row takes the state of all events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from directory.clock import day_of
from directory.errors import RefusedError, UnknownError, UsageError
from directory.finding.reason_words import in_words
from directory.models.codes import Author, EndCode, EventKind, ReferralStatus
from directory.referrals import fit, next_steps
from directory.referrals.choices import still_referable
from directory.referrals.due import RECHECK_DAYS, ask_on, due_on
from directory.referrals.event_checks import NewEvent, ask_if_early, wrong
from directory.referrals.reasons import REASONS
from directory.referrals.snapshot import EventWords, Snapshot
from directory.referrals.status import CLERICAL, MOVED_TO, MOVES, Event, State, refusal, retracted, state_of
from directory.referrals.work import Work
from directory.storage.columns import KEEP
from directory.storage.ids import new_id
from directory.storage.referrals import events as stored_events
from directory.storage.referrals import referrals as stored
from directory.storage.referrals.events import EventRow
from directory.storage.referrals.referrals import ReferralChange, ReferralRow
from directory.storage.versions import refuse_stale
from directory.students import alarms, caseload
from directory.students.seals import seal, unseal

REFUSED_IF_REPEATED = frozenset({EventKind.NOTE, EventKind.MISSED_APPOINTMENT, EventKind.SCHEDULED, EventKind.WAITLISTED})
"""Kinds of the form that may follow themselves: one that says just what the newest event says is a form sent from two tabs."""


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """The result: the state, whether the event changed nothing (`held`), and the backup whose turn it is now."""

    event_id: str
    state: State
    held: bool = False
    backup_id: str | None = None
    flagged: bool = False


def record(
    work: Work, referral_id: str, new: NewEvent, *, expected: str | None = None, letter_made: bool = False
) -> RecordedEvent:
    """Record what a member of staff says.

    `expected` is the newest event that their page knew of; None skips that check. `letter_made` means that the first letter was
    just made here, so the checks on its provider are already done.

    Raises UnknownError out of scope, RefusedError for a move that the table does not allow and for a letter to a provider that is
    ruled out or does not fit any more, UsageError for invalid fields, EarlyError for the result of an appointment that is still
    to come, and StaleError if something happened since: it would count as read, and an older page's appointment could replace a
    newer one.
    """
    row = stored.lock(work.session, work.scope, referral_id)
    rows = stored_events.of(work.session, referral_id)
    state = state_of(as_events(rows))
    if words := refusal(state, new.kind):
        raise RefusedError(words)
    _refuse_repeated(work, row, rows, new)
    if errors := wrong(new, row.opened_on, work.today):
        raise UsageError(next(iter(errors.values())))
    refuse_stale(expected, rows[-1].id if rows else "")
    if state.status == ReferralStatus.DRAFT and new.kind == EventKind.SENT and not letter_made:
        _refuse_letter(work, row)
    ask_if_early(state, new, work.today, work.clock)
    recorded = _append(work, row, new, Author.STAFF, held=False)
    work.changed("referral.recorded", student_id=row.student_id, subject=f"referral:{referral_id}", detail=new.kind)
    return recorded


def _refuse_letter(work: Work, row: ReferralRow) -> None:
    """Raise RefusedError if the first letter would raise a question, so that a click does not give it either."""
    chosen = unseal(Snapshot, work.keys.unwrap(row.data_key), row.sealed, row_id=row.id, student_id=row.student_id)
    still_referable(work.session, chosen.provider, work.today, work.language)
    student = caseload.open_student(work.session, work.keys, work.scope, row.student_id)
    choices = stored.of_request(work.session, work.scope, row.request_id)
    if unfit := fit.misfits_since(work.session, student, row, choices, snapshot=chosen, today=work.today):
        told = "; ".join(in_words(one, work.language) for one in unfit)
        raise RefusedError(
            f"Not recorded, because it does not fit any more: {told}. Give the letter on the referral's page and say why it is "
            "given all the same, or choose another provider."
        )


def _refuse_repeated(work: Work, row: ReferralRow, events: Sequence[EventRow], new: NewEvent) -> None:
    """Raise RefusedError if the newest event is identical and of a kind that is refused then."""
    newest = max(events, key=lambda event: event.number, default=None)
    if newest is None or newest.who != Author.STAFF or new.kind not in REFUSED_IF_REPEATED:
        return
    told = (newest.kind, newest.happened_on, newest.on_date, newest.at_time)
    if told != (new.kind, new.happened_on or work.today, new.on_date, new.at_time):
        return
    sealed, data_key = newest.sealed, work.keys.unwrap(row.data_key)
    words = unseal(EventWords, data_key, sealed, row_id=newest.id, student_id=row.student_id).words if sealed else None
    if (words or "").split() == (new.words or "").split():
        raise RefusedError(f"{newest.staff_name or 'Somebody'} has recorded exactly this already, so it was not recorded twice.")


def record_answer(work: Work, row: ReferralRow, new: NewEvent, who: Author) -> RecordedEvent:
    """Record an answer by link to a locked referral (referrals.hold_for_holder).

    An answer that comes too late or twice is kept, changes nothing, and waits for the owner to see it. Raises UsageError for
    invalid fields, EarlyError as `record` does.
    """
    if errors := wrong(new, row.opened_on, work.today):
        raise UsageError(next(iter(errors.values())))
    events = as_events(stored_events.of(work.session, row.id))
    state = state_of(events)
    to = MOVED_TO.get(new.kind)
    late = (to is not None and to not in MOVES[state.status]) or _said_already(events, new, who)
    held = late or not state.open
    if not held:
        ask_if_early(state, new, work.today, work.clock)
    return _append(work, row, new, who, held=held)


def _said_already(events: Sequence[Event], new: NewEvent, who: Author) -> bool:
    """Whether the newest event is identical to this answer: somebody tapped twice."""
    newest = max(events, key=lambda event: event.number, default=None)
    same = (newest.kind, newest.reason, newest.on_date, newest.at_time) if newest else None
    return newest is not None and newest.who == who and same == (new.kind, new.reason, new.on_date, new.at_time)


def take_back(work: Work, referral_id: str, event_id: str, words: str | None = None) -> RecordedEvent:
    """Take an event back, keeping it as taken back; raise UnknownError if it is missing, RefusedError if that is not possible."""
    row = stored.lock(work.session, work.scope, referral_id)
    events = as_events(stored_events.of(work.session, referral_id))
    target = next((event for event in events if event.id == event_id), None)
    if target is None:
        raise UnknownError("There is no such event in this referral: load its page again.")
    if target.kind == EventKind.OPENED:
        raise RefusedError("The opening cannot be undone: close the referral as “entered by mistake” instead.")
    if event_id in retracted(events):
        raise RefusedError("This event was taken back already.")
    recorded = _append(work, row, NewEvent(EventKind.RETRACTED, words=words), Author.STAFF, held=False, retracts=event_id)
    work.changed("referral.taken_back", student_id=row.student_id, subject=f"referral:{referral_id}", detail=target.kind)
    return recorded


def by_system(work: Work, row: ReferralRow, new: NewEvent) -> RecordedEvent:
    """Record what the service did itself to a locked referral."""
    return _append(work, row, new, Author.SYSTEM, held=False)


def _append(
    work: Work, row: ReferralRow, new: NewEvent, who: Author, *, held: bool, retracts: str | None = None
) -> RecordedEvent:
    event_id, new = new_id(), _with_recheck(work, new)
    data_key = work.keys.unwrap(row.data_key)
    words = EventWords(new.words) if new.words else None
    stored_events.put(
        work.session,
        stored_events.NewEventRow(
            id=event_id,
            referral_id=row.id,
            number=stored_events.next_number(work.session, row.id),
            kind=new.kind,
            who=who,
            staff_id=work.staff_id if who == Author.STAFF else None,
            happened_on=new.happened_on or work.today,
            recorded_at=work.now,
            reason=new.reason if new.kind == EventKind.NOT_COMPLETED else None,
            on_date=new.on_date,
            at_time=new.at_time,
            retracts=retracts,
            held=held,
            sealed=seal(data_key, words, row_id=event_id, student_id=row.student_id) if words else None,
        ),
    )
    if words:
        alarms.raise_if_danger(
            work.session,
            new.words,
            student_id=row.student_id,
            data_key=data_key,
            source="note" if who in (Author.STAFF, Author.SYSTEM) else who,
            source_id=event_id,
            now=work.now,
            staff_id=work.staff_id if who == Author.STAFF else None,
            referral_id=row.id,
        )
    state = refold(work, row, touched=who != Author.SYSTEM and new.kind not in CLERICAL)
    flagged = (
        row.status != ReferralStatus.NOT_COMPLETED
        and state.status == ReferralStatus.NOT_COMPLETED
        and REASONS[state.reason or EndCode.OTHER].flags
    )
    actor = next_steps.Actor(
        record=lambda other, kind: by_system(work, other, NewEvent(kind)), refold=lambda other: refold(work, other, touched=False)
    )
    backup = next_steps.apply_consequences(work, row, state, actor)
    return RecordedEvent(event_id, state, held, backup, flagged)


def _with_recheck(work: Work, new: NewEvent) -> NewEvent:
    """Return the event with a default day to check again where a provider had no room and nobody named a day."""
    again = new.kind == EventKind.NOT_COMPLETED and new.reason is not None and REASONS[new.reason].step == "recheck"
    return replace(new, on_date=work.calendar.after(work.today, RECHECK_DAYS)) if again and new.on_date is None else new


def refold(work: Work, row: ReferralRow, *, touched: bool) -> State:
    """Write the state of all events into the row of a locked referral."""
    state = state_of(as_events(stored_events.of(work.session, row.id)))
    # Whether a draft is due depends on the choices beside it, which next_steps checks; a new day replaces the old one.
    is_due = state.status != ReferralStatus.DRAFT or row.due_on is not None
    day = due_on(state, work.calendar, row.opened_on, work.remind_before) if is_due else None
    stored.alter(
        work.session,
        row.id,
        ReferralChange(
            status=state.status,
            since=state.since or row.opened_on,
            reason=state.reason,
            due_on=day,
            ask_on=ask_on(state, work.calendar, row.opened_on),
            appointment_on=state.on_date if state.status == ReferralStatus.SCHEDULED else None,
            appointment_at=state.at_time if state.status == ReferralStatus.SCHEDULED else None,
            outcome=outcome(state),
            answered=bool(state.unseen),
            touched_on=work.today if touched else KEEP,
        ),
    )
    return state


def outcome(state: State) -> int | None:
    """Return 1 if the student was connected, 0 if the provider's part failed, None if neither is known or counts."""
    if state.status == ReferralStatus.ENTERED_IN_ERROR:
        return None
    if ReferralStatus.CONNECTED in state.first or ReferralStatus.COMPLETED in state.first:
        return 1
    failed = state.status == ReferralStatus.NOT_COMPLETED and state.reason is not None and REASONS[state.reason].counts
    return 0 if failed else None


def as_events(rows: Sequence[EventRow]) -> list[Event]:
    """Return the stored events as the fold reads them."""
    return [
        Event(
            row.id,
            row.number,
            row.kind,
            row.who,
            row.happened_on,
            reason=row.reason,
            on_date=row.on_date,
            at_time=row.at_time,
            retracts=row.retracts,
            held=row.held,
            recorded_on=day_of(row.recorded_at),
        )
        for row in rows
    ]
