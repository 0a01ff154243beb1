"""Pure: what a referral needs today, whom to call about it, and what can be recorded with one click.

>>> step_of("sent", State("sent"), choice=1, today=datetime.date(2026, 3, 20)).words
'Ask the family whether they called.'
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from directory.i18n.dates import day_of_year, weekday
from directory.models.codes import EndCode, EventKind, Recipient, ReferralStatus
from directory.referrals.due import FOLLOWED
from directory.referrals.event_checks import time_words
from directory.referrals.reasons import REASONS
from directory.referrals.status import CLOSED, MOVED_TO, OPEN, Event, State
from directory.referrals.turns import BACKUP_STEPS


@dataclass(frozen=True, slots=True)
class StepOutcome:
    """A possible outcome: a kind of event, recorded with one click.

    `to` is the end of the URL under the referral's page where a day or a reason is asked for, or the next step is.
    """

    label: str
    kind: EventKind | None = None
    to: str | None = None


def _asked(label: str, kind: EventKind) -> StepOutcome:
    """Return an outcome that needs a day or a reason."""
    return StepOutcome(label, kind, f"?happened={kind}")


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do, whom to call for it, and the possible outcomes."""

    words: str
    calls: Recipient | None
    outcomes: tuple[StepOutcome, ...]

    @property
    def at_one_click(self) -> frozenset[EventKind]:
        return frozenset(one.kind for one in self.outcomes if one.to is None and one.kind is not None)


_APPOINTMENT = _asked("They have an appointment…", EventKind.SCHEDULED)
_WAITLIST = _asked("On a waiting list…", EventKind.WAITLISTED)
_FAILED = _asked("It did not work…", EventKind.NOT_COMPLETED)
_WENT = StepOutcome("They went", EventKind.CONNECTED)
_ACCEPTED = StepOutcome("Accepted", EventKind.ACCEPTED)
_LETTER = StepOutcome("Make the letter…", to="/letter")
_WENT_EARLIER = StepOutcome("They went already…", EventKind.CONNECTED)
_GIVEN = StepOutcome("The letter is given", EventKind.SENT)
_SEEN = StepOutcome("I have read it", EventKind.SEEN)
_AGAIN = StepOutcome("Open it again", EventKind.REOPENED)
_ROOM = StepOutcome("There is room: open it again", EventKind.REOPENED)
_NEXT = StepOutcome("See what comes next", to="")
_DONE = StepOutcome("I have done that", EventKind.SEEN)
_CHOOSE = StepOutcome("Choose another provider…", to="/backups")
_MOVED = _asked("The family moved…", EventKind.NOT_COMPLETED)

STEPS: Mapping[str, NextStep] = {
    "draft": NextStep("Give the family the letter.", None, (_LETTER, _GIVEN, _FAILED)),
    "backup": NextStep("Give the backup’s letter: the choice before it did not work.", None, (_LETTER, _GIVEN, _FAILED)),
    "sent": NextStep(
        "Ask the family whether they called.",
        Recipient.FAMILY,
        (StepOutcome("They called", EventKind.REACHED), _APPOINTMENT, _FAILED),
    ),
    "told": NextStep(
        "Call the provider: did they get it?",
        Recipient.PROVIDER,
        (StepOutcome("They have it", EventKind.RECEIVED), _ACCEPTED, _APPOINTMENT, _WAITLIST, _FAILED),
    ),
    "reached": NextStep(
        "Ask the family what the provider said.", Recipient.FAMILY, (_ACCEPTED, _APPOINTMENT, _WAITLIST, _FAILED)
    ),
    "accepted": NextStep(
        "Ask the family whether they have an appointment.", Recipient.FAMILY, (_APPOINTMENT, _WENT, _WAITLIST, _FAILED)
    ),
    "waitlisted": NextStep(
        "Ask the provider: is there a place now?",
        Recipient.PROVIDER,
        (
            StepOutcome("There is a place", EventKind.ACCEPTED),
            _APPOINTMENT,
            _asked("They still wait…", EventKind.WAITLISTED),
            _FAILED,
        ),
    ),
    "before": NextStep(
        "Remind the family of the appointment on {day}.",
        Recipient.FAMILY,
        (StepOutcome("They know", EventKind.SEEN), _asked("It was moved…", EventKind.SCHEDULED), _WENT_EARLIER, _FAILED),
    ),
    "today": NextStep(
        "The appointment is today: ask afterwards how it went.",
        None,
        (
            _WENT,
            StepOutcome("They missed it", EventKind.MISSED_APPOINTMENT),
            _asked("It was moved…", EventKind.SCHEDULED),
            _FAILED,
        ),
    ),
    "scheduled": NextStep(
        "Did they go on {day}?",
        Recipient.FAMILY,
        (
            _WENT,
            StepOutcome("They missed it", EventKind.MISSED_APPOINTMENT),
            _asked("It was moved…", EventKind.SCHEDULED),
            _FAILED,
        ),
    ),
    "missed": NextStep(
        "Ask what got in the way, and help with a new appointment.",
        Recipient.FAMILY,
        (_asked("A new appointment…", EventKind.SCHEDULED), StepOutcome("They went after all", EventKind.CONNECTED), _FAILED),
    ),
    "connected": NextStep(
        "Are they still going?",
        Recipient.FAMILY,
        (
            StepOutcome("Still going", EventKind.SEEN),
            StepOutcome("It is completed", EventKind.COMPLETED),
            _asked("They stopped…", EventKind.NOT_COMPLETED),
        ),
    ),
    "recheck": NextStep(
        "Look again: is there room now?",
        Recipient.PROVIDER,
        (_ROOM, StepOutcome("No: leave it closed", EventKind.SEEN)),
    ),
    "later": NextStep("Look again on {day}: is there room then?", Recipient.PROVIDER, (_ROOM,)),
    "follow": NextStep("{next}", None, (_DONE, _AGAIN)),
    "choose": NextStep("{next}", None, (_CHOOSE, _DONE, _AGAIN)),
    "closed": NextStep("Nothing more is due.", None, (_AGAIN,)),
}
"""The step of each situation. The table of moves (referrals.status) says what an outcome leads to; all of them are allowed there.
"""

_AFTER_THE_END = NextStep("Read the answer: it came after the end.", None, (StepOutcome("Look at it", to=""), _AGAIN))
_MENDED = NextStep("Open it again, if the family still wants to go there.", None, (StepOutcome("Look at it", to=""), _AGAIN))
_NONE_LEFT = "No backup is left: choose another provider."
_LEFT = "The student has left: hand it over or close it."
_LEFT_CLOSED = "The student has left: leave it closed."

KINDS_AT_ONE_CLICK = frozenset[str]().union(*(step.at_one_click for step in STEPS.values())) | {_SEEN.kind}


def situation(
    status: ReferralStatus, state: State, *, choice: int, today: datetime.date, due_on: datetime.date | None = None
) -> str:
    """Return the key of STEPS; `due_on` is the day to look again at a closed referral."""
    if status == ReferralStatus.DRAFT:
        return "backup" if choice > 1 else "draft"
    if status == ReferralStatus.SENT and state.told and not state.heard:
        return "told"
    if status == ReferralStatus.SCHEDULED:
        ahead = (state.on_date - today).days if state.on_date else -1
        return "missed" if state.missed else "before" if ahead > 0 else "scheduled" if ahead else "today"
    if status in OPEN:
        return status
    if _is_to_follow(status, state):
        return "follow"
    if is_to_choose(status, state, due_on):
        return "choose"
    day = _room_check_day(status, state)
    return "closed" if day is None else "later" if day > today else "recheck"


def can_wait(status: ReferralStatus, reason: EndCode | None) -> bool:
    """Whether it can be put off to another day: it is open, or its end asked for a later check or talk."""
    return status in OPEN or (status == ReferralStatus.NOT_COMPLETED and _asks_for(reason) in {*BACKUP_STEPS, *FOLLOWED})


def _asks_for(reason: EndCode | None) -> str | None:
    known = REASONS[reason] if reason else None
    return known.step if known else None


def _is_to_follow(status: ReferralStatus, state: State) -> bool:
    """Whether the talk that the end asked for is still to come, as in due.due_on."""
    waits = not state.followed or state.look_on is not None
    return status == ReferralStatus.NOT_COMPLETED and _asks_for(state.reason) in FOLLOWED and waits


def is_to_choose(status: ReferralStatus, state: State, due_on: datetime.date | None) -> bool:
    """Whether another provider is to be chosen because no backup is left (referrals.next_steps makes that due)."""
    if status != ReferralStatus.NOT_COMPLETED or due_on is None or _asks_for(state.reason) not in BACKUP_STEPS:
        return False
    room = _room_check_day(status, state)
    return room is None or due_on < room


def _room_check_day(status: ReferralStatus, state: State) -> datetime.date | None:
    """Return the day to check for room, for a referral that was closed for lack of it."""
    waits = status == ReferralStatus.NOT_COMPLETED and _asks_for(state.reason) == "recheck"
    return (state.look_on or state.on_date) if waits else None


def step_of(
    status: ReferralStatus,
    state: State,
    *,
    choice: int,
    today: datetime.date,
    due_on: datetime.date | None = None,
    answers: Sequence[Event] = (),
    left: bool = False,
) -> NextStep:
    """Return what to do; `answers` are unread and come first, `left` means that the student has left."""
    key = situation(status, state, choice=choice, today=today, due_on=due_on)
    step = _in_words(key, status, state)
    if _asks_for_call(answers):
        step = replace(step, words="Call the family: they ask for it.", calls=Recipient.FAMILY)
    elif state.unseen and not state.open:
        step = _of_answer(step, state, answers, follow=key in ("follow", "choose"))
    if left:
        step = _without_student(step, status, answered=bool(state.unseen))
    if state.unseen and _SEEN.kind not in step.at_one_click:
        step = replace(step, outcomes=(_SEEN, *step.outcomes))
    return step


def _in_words(key: str, status: ReferralStatus, state: State) -> NextStep:
    """Return the step of a situation with its day, or with what the reason of the end asks for."""
    reason = REASONS[state.reason] if state.reason else None
    day = day_words(_room_check_day(status, state) or state.on_date)
    if status == ReferralStatus.SCHEDULED and state.on_date is not None:
        at = time_words(state.at_time) if key == "before" else ""
        day = weekday(state.on_date) + (f", {at}" if at else "")
    step = STEPS[key]
    calls: Recipient | None = Recipient.FAMILY if key == "follow" and reason and reason.step == "ask" else step.calls
    asked = reason.next if reason else ""
    if key == "choose" and reason and reason.step != "next_match":
        asked = _NONE_LEFT
    return replace(step, words=step.words.format(day=day, next=asked), calls=calls)


def _of_answer(step: NextStep, state: State, answers: Sequence[Event], *, follow: bool) -> NextStep:
    """Return the step of a closed referral with an unread answer, which either ended it and says what is next, or came later."""
    reason = REASONS[state.reason] if state.reason else None
    last = next((one for one in reversed(answers) if not _repeats(one, answers, state)), None)
    if last is not None and last.kind == EventKind.LISTING_MENDED and not follow:
        return _MENDED
    ended = last is not None and MOVED_TO.get(last.kind) in CLOSED and last.id not in state.idle
    if ended and reason is not None and follow:
        return step if _CHOOSE in step.outcomes else replace(step, outcomes=(_DONE, _NEXT, _AGAIN))
    if ended and reason is not None:
        return NextStep(reason.next, None, (_NEXT, _AGAIN))
    # Reading an answer must not end a task that is still to be done.
    return replace(step, words=f"{_AFTER_THE_END.words} {step.words}") if follow else _AFTER_THE_END


def _repeats(answer: Event, answers: Sequence[Event], state: State) -> bool:
    """Whether an answer is a second tap: it changed nothing, and says what an earlier answer said."""
    said = (answer.who, answer.kind, answer.reason)
    return answer.id in state.idle and any(
        one.number < answer.number and (one.who, one.kind, one.reason) == said for one in answers
    )


def _without_student(step: NextStep, status: ReferralStatus, *, answered: bool) -> NextStep:
    """Return the step for a student who has left: nobody is called, and what is left is to close the referral."""
    if status in OPEN:
        return NextStep(_LEFT, None, (_MOVED, *(one for one in step.outcomes if one.kind == EventKind.COMPLETED)))
    if answered:
        return replace(step, calls=None)
    return NextStep(_LEFT_CLOSED, None, tuple(one for one in step.outcomes if one.kind == EventKind.SEEN))


def without_letter(step: NextStep, why: str) -> NextStep:
    """Return the step for a letter still to be given where no family may be sent any more; `why` is a sentence."""
    return replace(step, words=why, outcomes=(_CHOOSE, *(one for one in step.outcomes if one not in (_LETTER, _GIVEN))))


def _asks_for_call(answers: Sequence[Event]) -> bool:
    return any(event.kind == EventKind.PLEASE_CALL for event in answers)


def day_words(day: datetime.date | None) -> str:
    """Return a day of this year or the next as people say it: "March 3"."""
    return day_of_year(day) if day else "the day"
