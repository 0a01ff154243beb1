"""A referral in short sentences: its progress, what to do next, and its events."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from directory.finding.reason_codes import ReasonNote
from directory.finding.reason_words import in_words
from directory.models.codes import Author, EndCode, EventKind, ReferralStatus
from directory.referrals.event_checks import time_words
from directory.referrals.files import EventEntry, ReferralFile
from directory.referrals.reasons import REASONS
from directory.referrals.status import FORWARD, KINDS, State
from directory.referrals.timeline import TimelineEntry
from directory.referrals.updates import as_events
from directory.storage.referrals.events import EventRow
from directory.storage.referrals.referrals import ReferralRow
from directory.students.contacts import KINDS as CONTACT_KINDS
from directory.students.contacts import RESULTS
from directory.web.core.filters import day
from directory.worklist.steps import NextStep, is_to_choose, step_of, without_letter

STEPS: tuple[tuple[ReferralStatus, str], ...] = (
    (ReferralStatus.SENT, "Letter given"),
    (ReferralStatus.REACHED, "They have talked"),
    (ReferralStatus.SCHEDULED, "Appointment"),
    (ReferralStatus.CONNECTED, "Connected"),
    (ReferralStatus.COMPLETED, "Completed"),
)
WAITS = "This is a backup. It waits until its turn comes; you can give its letter earlier."
WHO: Mapping[Author, str] = {
    Author.FAMILY: "The family, by link",
    Author.PROVIDER: "The provider, by link",
    Author.SYSTEM: "The desk",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of progress: `done` with the day `on` which it was, `current` for the last one done."""

    words: str
    done: bool
    current: bool
    on: datetime.date | None


@dataclass(frozen=True, slots=True, repr=False)
class EventLine:
    """An entry of a timeline; `label` says why it is struck out or changed nothing."""

    on: datetime.date
    what: str
    more: str
    words: str | None
    who: str
    label: str = ""
    gone: bool = False
    event_id: str | None = None
    contact_id: str | None = None
    letter_id: str | None = None
    referral: ReferralRow | None = None


def progress(state: State) -> tuple[Stage, ...]:
    """Return the steps from the letter to the end of the help, with how far the referral has come."""
    reached = [state.status, *state.first]
    place = max((FORWARD.index(status) for status in reached if status in FORWARD), default=0)
    done = [status for status, _ in STEPS if FORWARD.index(status) <= place]
    return tuple(
        Stage(words, status in done, bool(done) and status == done[-1] and state.open, state.first.get(status))
        for status, words in STEPS
    )


def next_step(
    file: ReferralFile, today: datetime.date, *, left: bool, language: str, ruled_out: ReasonNote | None = None
) -> NextStep:
    """Return what to do next and its possible outcomes; a closed referral follows the reason that closed it.

    `left` says that the student has left, `ruled_out` why no family may be sent there any more, which is said in the language.
    """
    state, row = file.state, file.row
    day = row.due_by(today)
    waiting = [entry.row for entry in file.events if entry.row.id in state.unseen]
    answers = as_events(waiting)
    step = step_of(state.status, state, choice=row.choice, today=today, due_on=day, answers=answers, left=left)
    if ruled_out and state.status == ReferralStatus.DRAFT and not left:
        return without_letter(step, in_words(ruled_out, language))
    # Answers and the letter have buttons of their own, and the other outcomes lead to this very page.
    outcomes = [
        one for one in step.outcomes if one.to not in ("", "/letter", "/backups") and not (waiting and one.kind == EventKind.SEEN)
    ]
    step = replace(step, outcomes=tuple(outcomes))
    if state.status == ReferralStatus.DRAFT and row.choice > 1 and row.due_on is None and not left:
        return replace(step, words=WAITS)
    due = day is not None and (day <= today or is_to_choose(state.status, state, day))
    if state.status == ReferralStatus.NOT_COMPLETED and not waiting and not due:
        return replace(step, words=REASONS[state.reason or EndCode.OTHER].next)
    return step


def event_line(entry: EventEntry, events: Mapping[str, EventRow]) -> EventLine:
    """Return an event as an entry of a timeline; `events` are all events of its referral by id."""
    row = entry.row
    label = "Taken back" if entry.gone else "Came too late: nothing was changed" if entry.idle else ""
    back = events.get(row.retracts or "")
    what = KINDS.get(row.kind, row.kind)
    return EventLine(
        on=row.happened_on,
        what=f"{what}: {KINDS.get(back.kind, back.kind)}, {day(back.happened_on)}" if back else what,
        more=_more(row),
        words=entry.words,
        who=WHO.get(row.who) or row.staff_name or "Somebody who has left",
        label=label,
        gone=entry.gone,
        event_id=row.id,
    )


def lines_since(file: ReferralFile, event_id: str) -> list[EventLine]:
    """Return what happened to a referral after an event, the newest first."""
    rows = {entry.row.id: entry.row for entry in file.events}
    return [event_line(entry, rows) for entry in reversed(file.since(event_id))]


def _more(row: EventRow) -> str:
    if row.kind == EventKind.NOT_COMPLETED:
        reason = REASONS[row.reason or EndCode.OTHER].words
        return f"{reason}. Look again on {day(row.on_date)}." if row.on_date else f"{reason}."
    if row.on_date is None:
        return ""
    if row.kind == EventKind.SCHEDULED:
        return f"For {day(row.on_date)}{', ' + time_words(row.at_time) if row.at_time else ''}."
    return f"Until {day(row.on_date)}." if row.kind == EventKind.WAITLISTED else f"Look again on {day(row.on_date)}."


def happening_line(one: TimelineEntry, events: Mapping[str, EventRow]) -> EventLine:
    """Return a contact or an event of a student's timeline as an entry."""
    if one.event is not None:
        line = event_line(one.event, events)
        return EventLine(
            line.on, line.what, line.more, line.words, line.who, line.label, line.gone,
            letter_id=one.letter_id, referral=one.referral,
        )  # fmt: skip
    assert one.contact is not None
    row, details = one.contact.row, one.contact.details
    return EventLine(
        on=row.happened_on,
        what=CONTACT_KINDS.get(row.kind, row.kind) + (f": {details.with_whom}" if details.with_whom else ""),
        more=f"{RESULTS.get(row.result, row.result)}.",
        words=details.words,
        who=row.made_by or "Somebody who has left",
        label="Taken back" if one.contact.gone else "",
        gone=one.contact.gone,
        contact_id=row.id,
        referral=one.referral,
    )
