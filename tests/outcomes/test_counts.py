"""Counts against the fold and against a slow recount, and what is left out against a reader who knows the rules."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations_with_replacement, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.models.codes import Author, EndCode, EventKind, ReferralStatus
from directory.outcomes import counts, figures, suppression
from directory.outcomes.counts import STEPS, Facts, Move
from directory.outcomes.report import MOVING, Period, as_json
from directory.referrals.status import KINDS, Event, state_of
from directory.students.small_counts import _gives_away as gives_away_slowly
from directory.students.small_counts import rest_of

DAY = datetime.date(2026, 9, 1)


@st.composite
def events(draw: st.DrawFn) -> list[Event]:
    """Events of all kinds in any order, late ones and taken back ones too."""
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), max_size=12))
    made = []
    for number, kind in enumerate(kinds, 1):
        retracts = f"e{draw(st.integers(1, number))}" if kind == "retracted" else None
        day = DAY + datetime.timedelta(days=draw(st.integers(0, 30)))
        held, reason = draw(st.booleans()), draw(st.sampled_from([None, EndCode.COST]))
        made.append(
            Event(f"e{number}", number, kind, Author.STAFF, day, reason=reason, retracts=retracts, held=held and not retracts)
        )
    return made


def move(event: Event) -> Move:
    return (event.number, event.id, event.kind, event.happened_on, event.reason, event.retracts, event.held)


@given(events(), st.randoms())
def test_the_quick_fold_is_the_fold(told: list[Event], random: Random) -> None:
    """Status, reason and first days are those of the one fold, whatever happened and in whatever order it is read."""
    state = state_of(told)
    moves = [move(event) for event in told if event.kind in MOVING]
    random.shuffle(moves)
    traced = counts.trace(moves)
    assert (traced.status, traced.first) == (state.status, state.first)
    assert traced.reason == state.reason


@pytest.mark.slow
@given(st.lists(st.tuples(events(), st.integers(0, 2)), max_size=8))
def test_counts_are_those_of_a_slow_recount(told: list[tuple[list[Event], int]]) -> None:
    """Every referral is in each step that it passed, once in each table, and in none where it was entered in error."""
    facts = [Facts(f"r{at}", f"q{of}", DAY, ("n", f"p{of}", "s", "l", "g")) for at, (_, of) in enumerate(told)]
    counted = counts.count(facts, {f"r{at}": [move(event) for event in of] for at, (of, _) in enumerate(told)})
    states = [(state_of(of), fact) for (of, _), fact in zip(told, facts, strict=True)]
    states = [(state, fact) for state, fact in states if state.status != ReferralStatus.ENTERED_IN_ERROR]
    order = ["draft", *STEPS]

    def far(first: Iterable[str]) -> int:
        return max(
            (order.index("accepted" if one == "waitlisted" else one) for one in first if one in (*order, "waitlisted")), default=0
        )

    assert counted.passed == [sum(far(state.first) > at for state, _ in states) for at in range(6)]
    assert counted.ends.total() == counted.passed[0] == counted.crossed.total()
    assert counted.reasons.total() == counted.ends["not_completed"]
    assert counted.drafts + counted.never_given == sum(not far(state.first) for state, _ in states)
    for dimension, cells in counted.groups.items():
        assert sum(cell.given for cell in cells.values()) == counted.passed[0], dimension
        assert sum(cell.connected for cell in cells.values()) == counted.passed[4]
    assert counted.openings == len({fact.request_id for state, fact in states if far(state.first)})
    assert counted.openings_connected == len({fact.request_id for state, fact in states if far(state.first) >= 5})


def test_a_later_step_implies_those_before() -> None:
    """Who was connected passed all before; days are counted only between days that were recorded, and by the day given."""
    week = [DAY + datetime.timedelta(days=days) for days in range(30)]
    facts = Facts("r", "q", DAY, ("n", "p", "s", "l", "g"))
    moves: dict[str, list[Move]] = {
        "r": [(1, "a", EventKind.SENT, week[2], None, None, False), (2, "b", EventKind.CONNECTED, week[12], None, None, False)]
    }
    counted = counts.count([facts], moves)
    assert counted.passed == [1, 1, 1, 1, 1, 0]
    assert (counted.between[4], counted.since_given[4]) == ([], [10])
    assert counts.count([facts], moves, first=week[3]).passed[0] == 0
    assert counts.count([facts], moves, week[2], week[2]).passed[0] == 1


def test_no_small_step_can_be_worked_out() -> None:
    """Whoever knows the rule and sees a funnel cannot tell a count left out, nor a small difference of two."""
    fewest, alike = 3, defaultdict(list)
    for funnel in combinations_with_replacement(range(7, -1, -1), 6):
        shown = suppression.steps_shown(funnel, fewest)
        alike[tuple(funnel[at] if at in shown else None for at in range(6))].append(funnel)
    for seen, funnels in alike.items():
        for at in range(6):
            if seen[at] is None:
                assert len({funnel[at] for funnel in funnels}) > 1, seen
            if at:
                apart = {funnel[at - 1] - funnel[at] for funnel in funnels}
                assert len(apart) > 1 or min(apart) >= fewest, seen


def test_no_small_part_of_a_group_can_be_worked_out() -> None:
    """The same for the second figure of groups whose first and whose totals are shown."""
    fewest = 3
    for given_ in combinations_with_replacement((3, 5, 8, 9, 10), 3):
        alike = defaultdict(list)
        for parts in product(*(range(one + 1) for one in given_)):
            if fewest <= sum(parts) <= sum(given_) - fewest:
                out = suppression.parts_left_out(given_, parts, set(), fewest)
                alike[(sum(parts), *(None if at in out else part for at, part in enumerate(parts)))].append(parts)
        for seen, found in alike.items():
            for at, part in enumerate(seen[1:]):
                assert part is not None or len({parts[at] for parts in found}) > 1, (given_, seen)


@given(
    st.sets(st.tuples(st.sampled_from("abcde"), st.sampled_from("vwxyz")), min_size=1),
    st.sets(st.sampled_from("abcde")),
    st.sets(st.sampled_from("vwxyz")),
)
def test_what_follows_from_two_tables_is_found(pairs: set[tuple[str, str]], rows: set[str], columns: set[str]) -> None:
    """The quick look at parts that hang together answers as the solving of all equations does."""
    rows &= {row for row, _ in pairs}
    columns &= {column for _, column in pairs}
    assert suppression.gives_away(pairs, rows, columns) == gives_away_slowly(dict.fromkeys(pairs, 1), rows, columns)


def test_a_share_is_rounded_once() -> None:
    """Of 11 referrals 5 are 45 percent on the page, and a tenth of a percent more exact in a document."""
    counted = counts.count(
        [Facts(f"r{at}", "q", DAY, ("n", "p", "s", "l", "g")) for at in range(11)],
        {f"r{at}": [(1, "a", EventKind.CONNECTED if at < 5 else EventKind.SENT, DAY, None, None, False)] for at in range(11)},
    )
    told = figures.exact(counted, lambda _, key: (key, None))
    (group,) = told.by["provider"]
    assert f"{group.rate:.0%}" == f"{told.funnel[4].rate_of_given:.0%}" == "45%"
    document = as_json(Period(), told)
    assert document["by"]["provider"][0]["rate"] == document["funnel"][4]["rate_of_given"] == 0.455


def test_needs_that_are_counted_together_are_called_what_they_are() -> None:
    """Of a kind of which no need stands alone, all are together; of another, the less frequent ones are."""
    often = {"grief": 30, "anxiety": 6, "anger": 4, "dental": 12, "vision": 8}
    counted = counts.count(
        [Facts(f"{need}{at}", "q", DAY, (need, "p", "s", "l", "g")) for need, many in often.items() for at in range(many)],
        {f"{need}{at}": [(1, "a", EventKind.SENT, DAY, None, None, False)] for need, many in often.items() for at in range(many)},
    )
    kinds = {"dental": "Health", "vision": "Health"}
    told = figures.guarded(counted, lambda _, key: (key, kinds.get(key, "Mind")))
    assert {one.name: one.given for one in told.by["need"]} == {
        "grief": 30,
        "Health: all needs": 20,
        "Mind: less frequent needs": 10,
    }


def test_reasons_of_few_each_are_told_together() -> None:
    """Where no reason can stand alone, the one line is of all of them, and not of others."""
    whys = (EndCode.COST, EndCode.TRANSPORT)
    ends: list[tuple[EventKind, EndCode | None]] = [(EventKind.NOT_COMPLETED, why) for why in whys for _ in range(6)]
    ends += [(end, None) for end in (EventKind.CONNECTED, EventKind.COMPLETED, EventKind.CANCELLED) for _ in range(15)]
    counted = counts.count(
        [Facts(f"r{at}", "q", DAY, ("n", "p", "s", "l", "g")) for at in range(len(ends))],
        {
            f"r{at}": [(1, "a", EventKind.SENT, DAY, None, None, False), (2, "b", end, DAY, why, None, False)]
            for at, (end, why) in enumerate(ends)
        },
    )
    told = figures.guarded(counted, lambda _, key: (key, None))
    assert [(line.words, line.referrals) for line in told.reasons] == [("All reasons together", 12)]


@given(
    st.sets(st.tuples(st.sampled_from("abcdef"), st.sampled_from("vwxyz")), min_size=1),
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["one", "other"])),
    st.sets(st.sampled_from(["a", "b", "c", "one", "other"])),
    st.sets(st.sampled_from("vwxyz")),
)
def test_a_need_that_is_counted_with_others_does_not_follow(
    pairs: set[tuple[str, str]], row_of: dict[str, str], hidden: set[str], columns: set[str]
) -> None:
    """Of rows that are shown together, or left out, one follows just where solving all equations of the cells finds it."""
    rows = {row for row, _ in pairs}
    columns &= {column for _, column in pairs}
    together = suppression.Merged(row_of, frozenset(row_of))
    hidden &= {together.row(row) for row in rows}
    place = {pair: at for at, pair in enumerate(sorted(pairs))}

    def cells(row: str | None = None, column: str | None = None, under: str | None = None) -> dict[int, Fraction]:
        """Those of a row, of a column, or of a row of the table; all of them where none is named."""
        wanted = {(one, other) for one, other in pairs if row in (None, one) and column in (None, other)}
        return {place[pair]: Fraction(1) for pair in wanted if under in (None, together.row(pair[0]))}

    shown = [cells(), *(cells(column=one) for one in {column for _, column in pairs} - columns)]
    shown += [cells(under=one) for one in {together.row(row) for row in rows} - hidden]
    basis: dict[int, dict[int, Fraction]] = {}
    for equation in shown:
        if rest := rest_of(equation, basis):
            basis[min(rest)] = rest
    follows = any(not rest_of(cells(row=row), basis) for row in rows & row_of.keys())
    assert suppression.reveals_small_count(pairs, hidden, columns, together) == follows


def test_a_need_of_few_is_not_told_by_its_providers() -> None:
    """Where providers that serve one need alone would tell a need of few apart from its kind, they are left out with it."""
    many = {("grief", "Harbor"): 1, ("anxiety", "Quiet"): 18, ("food", "Harbor"): 10, ("food", "Pantry"): 11}
    told_of = [(pair, at) for pair, count in many.items() for at in range(count)]
    counted = counts.count(
        [Facts(f"{need}{by}{at}", "q", DAY, (need, by, "s", "l", "g")) for (need, by), at in told_of],
        {f"{need}{by}{at}": [(1, "a", EventKind.SENT, DAY, None, None, False)] for (need, by), at in told_of},
    )
    told = figures.guarded(counted, lambda _, key: (key, {"food": "Basics"}.get(key, "Mind")))
    assert {one.name: one.given for one in told.by["need"]} == {"food": 21, "Mind: all needs": 19}
    assert {"Harbor", "Pantry"} - {one.name for one in told.by["provider"]}, "with food they would tell that grief has one"


@given(
    st.lists(
        st.sampled_from([*map(EventKind, ("sent", "connected", "completed", "not_completed", "cancelled"))]),
        min_size=20,
        max_size=90,
    )
)
def test_what_stands_in_two_tables_is_left_out_of_both(ends: list[EventKind]) -> None:
    """Completed referrals, which are a step and an end, and those that did not work, which are the sum of the reasons."""
    facts = [Facts(f"r{at}", f"q{at}", DAY, (f"n{at % 3}", f"p{at % 2}", "s", "l", "g")) for at in range(len(ends))]
    moves: dict[str, list[Move]] = {
        f"r{at}": [(1, "a", EventKind.SENT, DAY, None, None, False), (2, "b", end, DAY, EndCode.COST, None, False)]
        for at, end in enumerate(ends)
    }
    counted = counts.count(facts, moves)
    told = figures.guarded(counted, lambda _, key: (key, None))
    shown = {line.code: line.referrals for line in told.ends}
    assert (told.funnel[5].referrals is None) == (shown["completed"] is None)
    assert (told.reasons == ()) == (shown["not_completed"] is None)
    hidden = [counted.ends[code] for code, count in shown.items() if count is None]
    assert len(hidden) != 1
    assert not hidden or len(hidden) == 4 or sum(hidden) >= 10
    for groups in told.by.values():
        assert all(one.given is None or one.given >= 10 for one in groups)
        assert len(groups) == 1 or [one.connected for one in groups].count(None) != 1
