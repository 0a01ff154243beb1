"""What the work list offers, under Hypothesis: never refused, never without words, and undone as if it had not been."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.models.codes import Author, EventKind
from directory.referrals.reasons import REASONS
from directory.referrals.status import KINDS, Event, refusal, state_of
from directory.worklist.answer_words import answer_words
from directory.worklist.steps import KINDS_AT_ONE_CLICK, situation, step_of

DAY = datetime.date(2026, 3, 16)


def one_event(number: int) -> st.SearchStrategy[Event]:
    days = st.integers(-20, 20).map(lambda days: DAY + datetime.timedelta(days=days))
    return st.builds(
        Event,
        id=st.just(f"e{number}"),
        number=st.just(number),
        kind=st.sampled_from(sorted(KINDS)),
        who=st.sampled_from(("staff", "family", "provider", "system")),
        happened_on=days,
        reason=st.sampled_from((None, *REASONS)),
        on_date=st.none() | days,
        held=st.booleans(),
    )


HISTORIES = st.integers(0, 8).flatmap(lambda many: st.tuples(*(one_event(number) for number in range(many))))


@pytest.mark.slow
@given(HISTORIES, st.integers(1, 3))
def test_what_is_offered_is_never_refused(events: tuple[Event, ...], choice: int) -> None:
    """After any history the list says something to do, and the table of moves allows each of its buttons."""
    state = state_of(events)
    step = step_of(state.status, state, choice=choice, today=DAY)
    assert step.words.endswith((".", "?"))
    assert step.at_one_click <= KINDS_AT_ONE_CLICK
    assert [refusal(state, one.kind) for one in step.outcomes if one.kind] == [None for one in step.outcomes if one.kind]
    assert situation(state.status, state, choice=choice, today=DAY)
    assert all(answer_words(one, idle=one.id in state.idle) for one in events if one.who in (Author.FAMILY, Author.PROVIDER))


@pytest.mark.slow
@given(HISTORIES, one_event(8))
def test_undo_leaves_nothing_behind(events: tuple[Event, ...], last: Event) -> None:
    """What was recorded and taken back at once changes nothing: answers that waited wait again, days are as they were."""
    back = Event("e9", 9, EventKind.RETRACTED, Author.STAFF, DAY, retracts=last.id)
    assert state_of((*events, last, back)) == state_of(events)
