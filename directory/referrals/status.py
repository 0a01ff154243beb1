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

from directory.models.codes import Author, EndCode, EventKind, Recipient, ReferralStatus

FORWARD = (
    ReferralStatus.DRAFT,
    ReferralStatus.SENT,
    ReferralStatus.REACHED,
    ReferralStatus.ACCEPTED,
    ReferralStatus.WAITLISTED,
    ReferralStatus.SCHEDULED,
    ReferralStatus.CONNECTED,
    ReferralStatus.COMPLETED,
)
OPEN = FORWARD[:-1]
CLOSED = (ReferralStatus.COMPLETED, ReferralStatus.NOT_COMPLETED, ReferralStatus.CANCELLED, ReferralStatus.ENTERED_IN_ERROR)
STATUSES = (*OPEN, *CLOSED)

STATUS_WORDS: Mapping[ReferralStatus, str] = {
    ReferralStatus.DRAFT: "Not given yet",
    ReferralStatus.SENT: "Letter given",
    ReferralStatus.REACHED: "They have talked",
    ReferralStatus.ACCEPTED: "Accepted",
    ReferralStatus.WAITLISTED: "On a waiting list",
    ReferralStatus.SCHEDULED: "Appointment made",
    ReferralStatus.CONNECTED: "Connected",
    ReferralStatus.COMPLETED: "Completed",
    ReferralStatus.NOT_COMPLETED: "Did not work",
    ReferralStatus.CANCELLED: "Cancelled",
    ReferralStatus.ENTERED_IN_ERROR: "Entered by mistake",
}

_ENDS = frozenset({ReferralStatus.NOT_COMPLETED, ReferralStatus.CANCELLED, ReferralStatus.ENTERED_IN_ERROR})

MOVED_TO: Mapping[EventKind, ReferralStatus] = {
    EventKind(status): status for status in STATUSES if status is not ReferralStatus.DRAFT
}
"""The status to which each kind of event moves a referral; the other kinds move nothing."""

MOVES: Mapping[ReferralStatus, frozenset[ReferralStatus]] = {
    ReferralStatus.DRAFT: frozenset(FORWARD[1:]) | _ENDS,
    ReferralStatus.SENT: frozenset(FORWARD[2:]) | _ENDS,
    ReferralStatus.REACHED: frozenset(FORWARD[3:]) | _ENDS,
    ReferralStatus.ACCEPTED: frozenset(FORWARD[4:]) | _ENDS,
    # A place may become free, and a wait may be recorded again.
    ReferralStatus.WAITLISTED: frozenset({ReferralStatus.ACCEPTED, ReferralStatus.WAITLISTED, *FORWARD[5:]}) | _ENDS,
    # An appointment may be moved to another day.
    ReferralStatus.SCHEDULED: frozenset(FORWARD[5:]) | _ENDS,
    ReferralStatus.CONNECTED: frozenset({ReferralStatus.COMPLETED}) | _ENDS,
    ReferralStatus.COMPLETED: frozenset(),
    ReferralStatus.NOT_COMPLETED: frozenset(),
    ReferralStatus.CANCELLED: frozenset(),
    ReferralStatus.ENTERED_IN_ERROR: frozenset(),
}
"""The statuses to which a move may lead from each status; a closed one is left by `reopened` alone."""

QUIET: Mapping[EventKind, str] = {
    EventKind.OPENED: "Opened",
    EventKind.LETTER_GIVEN: "Letter given again",
    EventKind.MISSED_APPOINTMENT: "Appointment missed",
    EventKind.RECEIVED: "The provider has it",
    EventKind.PROVIDER_TOLD: "Sent to the provider",
    EventKind.PLEASE_CALL: "Asks for a call",
    EventKind.REMINDED: "Reminder sent",
    EventKind.MAIL_FAILED: "Mail to the family did not arrive",
    EventKind.PROVIDER_MAIL_FAILED: "Mail to the provider did not arrive",
    EventKind.LISTING_MENDED: "The listing was corrected",
    EventKind.HANDED_OVER: "Handed over",
    EventKind.NOTE: "Note",
    EventKind.SEEN: "Seen",
}
"""Kinds of event that do not move a referral."""

CLERICAL = frozenset({EventKind.HANDED_OVER, EventKind.RETRACTED})
"""Kinds that say nothing about the family or the provider: what waits to be seen, and until when, stays as it was."""

MAIL_FAILED: Mapping[Recipient, EventKind] = {
    Recipient.FAMILY: EventKind.MAIL_FAILED,
    Recipient.PROVIDER: EventKind.PROVIDER_MAIL_FAILED,
}
"""The kind of event for undelivered mail, by audience."""

SILENT = frozenset({EventKind.NOTE, EventKind.PROVIDER_TOLD})
"""Kinds that are no conversation: while the letter is with the family, its days to report back keep running."""

HEARD = frozenset({EventKind.RECEIVED})
"""Kinds by which staff record that the provider has responded: it need not be called to ask whether it got the message."""

NEWS = frozenset({*MAIL_FAILED.values(), EventKind.LISTING_MENDED})
"""Kinds that the service records itself and that wait to be seen, as an answer does."""

KINDS: Mapping[EventKind, str] = {
    **{EventKind(status): words for status, words in STATUS_WORDS.items() if status is not ReferralStatus.DRAFT},
    **QUIET,
    EventKind.REOPENED: "Opened again",
    EventKind.RETRACTED: "Taken back",
}
"""Every kind of event, with its words on a timeline."""


@dataclass(frozen=True, slots=True)
class Event:
    """An event as the fold reads it, with the fields of models.ReferralEvent.

    `recorded_on` is the local day on which it was recorded; None means the day on which it happened.
    """

    id: str
    number: int
    kind: EventKind
    who: Author
    happened_on: datetime.date
    reason: EndCode | None = None
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

    status: ReferralStatus = ReferralStatus.DRAFT
    since: datetime.date | None = None
    reason: EndCode | None = None
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
    first: Mapping[ReferralStatus, datetime.date] = field(default_factory=dict)
    unseen: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        return self.status in OPEN


def state_of(events: Iterable[Event]) -> State:
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
        if event.kind == EventKind.RETRACTED and event.id not in gone and target is not None and target.number < event.number:
            gone.add(target.id)
    return frozenset(gone)


def _folded(events: Sequence[Event]) -> State:
    state, before = State(), State()
    for event in events:
        state = _noted(state, event)
        if event.kind is EventKind.REOPENED and not state.open:
            # Restore the appointment, or the end of the wait, from before the referral was closed.
            state = _moved(state, event, before.status)
            kept = {name: getattr(before, name) for name in ("on_date", "at_time", "made_on", "recalled_on", "missed")}
            state = replace(state, **kept)
        elif (to := MOVED_TO.get(event.kind)) is not None and to in MOVES[state.status] and not event.held:
            before = state if to in CLOSED else before
            state = _moved(state, event, to)
        elif to is not None or event.kind is EventKind.REOPENED:
            state = replace(state, idle=(*state.idle, event.id))
    return state


def _noted(state: State, event: Event) -> State:
    """Return the state with what any event changes, move or not: who has seen what, and when."""
    if event.who in (Author.FAMILY, Author.PROVIDER) or (event.who == Author.SYSTEM and event.kind in NEWS):
        state = replace(state, unseen=(*state.unseen, event.id))
    elif event.who == Author.STAFF and event.kind not in CLERICAL:
        silent = state.status == ReferralStatus.SENT and event.kind in SILENT
        state = replace(state, unseen=(), touched=state.touched if silent else event.happened_on)
        if event.kind in QUIET:
            state = replace(state, look_on=event.on_date, followed=True)
    if event.kind == EventKind.PROVIDER_TOLD:
        state = replace(state, told=True, told_on=event.happened_on, heard=False)
    elif event.kind in HEARD or event.who == Author.PROVIDER:
        state = replace(state, heard=True)
    if state.status == ReferralStatus.SCHEDULED:
        state = replace(state, missed=state.missed + (event.kind == EventKind.MISSED_APPOINTMENT))
        if event.kind == EventKind.REMINDED or (
            event.who == Author.STAFF and event.kind == EventKind.SEEN and event.on_date is None
        ):
            state = replace(state, recalled_on=event.known_on)
    return state


def _moved(state: State, event: Event, to: ReferralStatus) -> State:
    tells = MOVED_TO.get(event.kind) is to
    return replace(
        state,
        status=to,
        since=event.happened_on,
        reason=event.reason if tells else None,
        on_date=event.on_date if tells else None,
        at_time=event.at_time if tells else None,
        made_on=event.known_on if to == ReferralStatus.SCHEDULED else None,
        recalled_on=None,
        missed=0,
        look_on=None,
        followed=False,
        first={to: event.happened_on, **state.first},
    )


def refusal(state: State, kind: EventKind) -> str | None:
    """Return a sentence on why a move cannot be recorded now and what to do; None if it can."""
    if kind == EventKind.REOPENED:
        return "This referral is open: there is nothing to open again." if state.open else None
    if kind == EventKind.MISSED_APPOINTMENT and state.status != ReferralStatus.SCHEDULED:
        return f"There is no appointment to miss: the status is “{STATUS_WORDS[state.status]}”."
    to = MOVED_TO.get(kind)
    if to is None or to in MOVES[state.status]:
        return None
    if not state.open:
        return f"This referral is closed ({STATUS_WORDS[state.status].lower()}): open it again first."
    return (
        f"“{STATUS_WORDS[to]}” does not come after “{STATUS_WORDS[state.status]}”. If something was recorded by mistake, "
        "take that event back on the referral's page."
    )
