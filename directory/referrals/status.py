"""Pure: the table of moves of a referral, and its status as a fold over its events.

    draft → sent → reached → accepted | waitlisted → scheduled → connected → completed

*Reached* means that family and provider have spoken, *connected* that the first appointment or session took place. An open status
may skip forward, and any open status may change to not_completed (with a reason), cancelled or entered_in_error. Events are
appended and never changed; a later one may take one back.

The fold accepts any events in any order and never fails: an event that the table does not allow at its place is kept and changes
nothing (`State.idle`). `refusal` warns staff who record by hand beforehand.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

Who = Literal["staff", "family", "provider", "system"]

FORWARD = ("draft", "sent", "reached", "accepted", "waitlisted", "scheduled", "connected", "completed")
OPEN = FORWARD[:-1]
CLOSED = ("completed", "not_completed", "cancelled", "entered_in_error")
STATUSES = (*OPEN, *CLOSED)

STATUS_WORDS: Mapping[str, str] = {
    "draft": "Not given yet",
    "sent": "Letter given",
    "reached": "They have talked",
    "accepted": "Accepted",
    "waitlisted": "On a waiting list",
    "scheduled": "Appointment made",
    "connected": "Connected",
    "completed": "Completed",
    "not_completed": "Did not work",
    "cancelled": "Cancelled",
    "entered_in_error": "Entered by mistake",
}

_ENDS = frozenset({"not_completed", "cancelled", "entered_in_error"})
MOVES: Mapping[str, frozenset[str]] = {
    "draft": frozenset(FORWARD[1:]) | _ENDS,
    "sent": frozenset(FORWARD[2:]) | _ENDS,
    "reached": frozenset(FORWARD[3:]) | _ENDS,
    "accepted": frozenset(FORWARD[4:]) | _ENDS,
    # A place may become free, and a wait may be recorded again.
    "waitlisted": frozenset({"accepted", "waitlisted", *FORWARD[5:]}) | _ENDS,
    # An appointment may be moved to another day.
    "scheduled": frozenset(FORWARD[5:]) | _ENDS,
    "connected": frozenset({"completed"}) | _ENDS,
    "completed": frozenset(),
    "not_completed": frozenset(),
    "cancelled": frozenset(),
    "entered_in_error": frozenset(),
}
"""The statuses to which a move may lead from each status; a closed one is left by `reopened` alone."""

QUIET: Mapping[str, str] = {
    "opened": "Opened",
    "letter_given": "Letter given again",
    "missed_appointment": "Appointment missed",
    "received": "The provider has it",
    "provider_told": "Sent to the provider",
    "please_call": "Asks for a call",
    "reminded": "Reminder sent",
    "mail_failed": "Mail to the family did not arrive",
    "provider_mail_failed": "Mail to the provider did not arrive",
    "listing_mended": "The listing was corrected",
    "handed_over": "Handed over",
    "note": "Note",
    "seen": "Seen",
}
"""Kinds of event that do not move a referral."""

CLERICAL = frozenset({"handed_over", "retracted"})
"""Kinds that say nothing about the family or the provider: what waits to be seen, and until when, stays as it was."""

MAIL_FAILED: Mapping[str, str] = {"family": "mail_failed", "provider": "provider_mail_failed"}
"""The kind of event for undelivered mail, by audience."""

SILENT = frozenset({"note", "provider_told"})
"""Kinds that are no conversation: while the letter is with the family, its days to report back keep running."""

NEWS = frozenset({*MAIL_FAILED.values(), "listing_mended"})
"""Kinds that the service records itself and that wait to be seen, as an answer does."""

KINDS: Mapping[str, str] = {
    **{status: words for status, words in STATUS_WORDS.items() if status != "draft"},
    **QUIET,
    "reopened": "Opened again",
    "retracted": "Taken back",
}
"""Every kind of event, with its words on a timeline."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event as the fold reads it, with the fields of models.ReferralEvent.

    `recorded_on` is the local day on which it was recorded; None means the day on which it happened.
    """

    id: str
    number: int
    kind: str
    who: Who
    happened_on: datetime.date
    reason: str | None = None
    on_date: datetime.date | None = None
    at_time: str | None = None
    retracts: str | None = None
    held: bool = False
    recorded_on: datetime.date | None = None

    @property
    def known_on(self) -> datetime.date:
        """The day from which it has been known."""
        return self.recorded_on or self.happened_on


@dataclass(frozen=True, slots=True)
class State:
    """The state that events add up to; `since` is the day on which the status began, None for a draft without events.

    A reopened referral is what it was before it was closed, with its appointment, from the day of the reopening on.

    `first` is the first day of each status that was actually recorded. `on_date` and `at_time` are the appointment of a scheduled
    referral, the end of a wait, or the day to check again where there was no room. `missed` counts missed appointments since the
    last one was made; `made_on` is the day on which the appointment became known, and `recalled_on` the last day on which mail or
    staff reminded the family of it. `told` means that the provider was contacted, `heard` that it has responded since, `followed`
    that staff have recorded something since the status began; `touched` is the day of the last thing that staff recorded,
    `look_on` the day on which they want to look again. `unseen` are answers of family and provider, and news of the service,
    after the last thing that staff recorded; `idle` are moves that changed nothing because they came too late, twice, or out of
    order.
    """

    status: str = "draft"
    since: datetime.date | None = None
    reason: str | None = None
    on_date: datetime.date | None = None
    at_time: str | None = None
    made_on: datetime.date | None = None
    recalled_on: datetime.date | None = None
    missed: int = 0
    told: bool = False
    told_on: datetime.date | None = None
    heard: bool = False
    followed: bool = False
    touched: datetime.date | None = None
    look_on: datetime.date | None = None
    first: Mapping[str, datetime.date] = field(default_factory=dict)
    unseen: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        return self.status in OPEN


def fold(events: Iterable[Event]) -> State:
    """Return the state after these events, in the order of their numbers."""
    ordered = sorted(events, key=lambda event: event.number)
    gone = retracted(ordered)
    return _folded([event for event in ordered if event.id not in gone])


def retracted(events: Sequence[Event]) -> frozenset[str]:
    """Return the ids of events that a later one takes back; taking back can itself be taken back."""
    gone: set[str] = set()
    by_id = {event.id: event for event in events}
    for event in sorted(events, key=lambda one: -one.number):
        target = by_id.get(event.retracts or "")
        if event.kind == "retracted" and event.id not in gone and target is not None and target.number < event.number:
            gone.add(target.id)
    return frozenset(gone)


def _folded(events: Sequence[Event]) -> State:
    state, before = State(), State()
    for event in events:
        state = _noted(state, event)
        if event.kind == "reopened" and not state.open:
            # Restore the appointment, or the end of the wait, from before the referral was closed.
            state = _moved(state, event, before.status)
            kept = {name: getattr(before, name) for name in ("on_date", "at_time", "made_on", "recalled_on", "missed")}
            state = replace(state, **kept)
        elif event.kind in MOVES[state.status] and not event.held:
            before = state if event.kind in CLOSED else before
            state = _moved(state, event, event.kind)
        elif event.kind in STATUSES or event.kind == "reopened":
            state = replace(state, idle=(*state.idle, event.id))
    return state


def _noted(state: State, event: Event) -> State:
    """Return the state with what any event changes, move or not: who has seen what, and when."""
    if event.who in ("family", "provider") or (event.who == "system" and event.kind in NEWS):
        state = replace(state, unseen=(*state.unseen, event.id))
    elif event.who == "staff" and event.kind not in CLERICAL:
        silent = state.status == "sent" and event.kind in SILENT
        state = replace(state, unseen=(), touched=state.touched if silent else event.happened_on)
        if event.kind in QUIET:
            state = replace(state, look_on=event.on_date, followed=True)
    if event.kind == "provider_told":
        state = replace(state, told=True, told_on=event.happened_on, heard=False)
    elif event.kind == "received" or event.who == "provider":
        state = replace(state, heard=True)
    if state.status == "scheduled":
        state = replace(state, missed=state.missed + (event.kind == "missed_appointment"))
        if event.kind == "reminded" or (event.who == "staff" and event.kind == "seen" and event.on_date is None):
            state = replace(state, recalled_on=event.known_on)
    return state


def _moved(state: State, event: Event, to: str) -> State:
    tells = event.kind == to
    return replace(
        state,
        status=to,
        since=event.happened_on,
        reason=event.reason if tells else None,
        on_date=event.on_date if tells else None,
        at_time=event.at_time if tells else None,
        made_on=event.known_on if to == "scheduled" else None,
        recalled_on=None,
        missed=0,
        look_on=None,
        followed=False,
        first={to: event.happened_on, **state.first},
    )


def refusal(state: State, kind: str) -> str | None:
    """Return a sentence on why a move cannot be recorded now and what to do; None if it can."""
    if kind == "reopened":
        return "This referral is open: there is nothing to open again." if state.open else None
    if kind == "missed_appointment" and state.status != "scheduled":
        return f"There is no appointment to miss: the status is “{STATUS_WORDS[state.status]}”."
    if kind not in STATUSES or kind in MOVES[state.status]:
        return None
    if not state.open:
        return f"This referral is closed ({STATUS_WORDS[state.status].lower()}): open it again first."
    return (
        f"“{STATUS_WORDS[kind]}” does not come after “{STATUS_WORDS[state.status]}”. If something was recorded by mistake, "
        "take that event back on the referral's page."
    )
