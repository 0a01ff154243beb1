"""Pure: the figures of a report from exact counts: all of them, or those that anybody may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from statistics import median

from directory.models.codes import EndCode, ReferralStatus
from directory.outcomes.counts import DIMENSIONS, ENDS, STEP_WORDS, STEPS, Cell, Counted
from directory.outcomes.suppression import Merged, merged, parts_left_out, steps_shown, widened
from directory.referrals.reasons import REASONS
from directory.students.small_counts import FEWEST, left_out

OTHERS, NO_KIND = "All others together", "Other kinds"
EVERY_REASON = "All reasons together"
SOME, EVERY = "some of:", "all of:"
"""Prefixes of a kind, as the key of those of its needs that are counted together."""
END_WORDS: Mapping[str, str] = {
    "open": "Still going on",
    "completed": "Completed",
    "not_completed": "Did not work",
    "cancelled": "Cancelled",
}
Name = Callable[[str, str], tuple[str, str | None]]
"""Map a dimension and one of its keys to its name, and for a need to the name of its kind."""


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """A step of the funnel; a figure is None if it is suppressed, or if there is nothing to divide by."""

    step: str
    words: str
    referrals: int | None
    rate_of_given: float | None
    rate_of_previous: float | None
    median_days: float | None
    median_days_since_given: float | None


@dataclass(frozen=True, slots=True)
class FigureLine:
    """How many referrals ended this way, or for this reason."""

    code: str
    words: str
    referrals: int | None


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """A group of referrals; `kind` is the domain of a need, `rate` the share connected, from 0 to 1."""

    name: str
    kind: str | None
    given: int | None
    connected: int | None
    rate: float | None
    median_days: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """A report's figures. `openings` are families' searches for help that led to one letter or more.

    An opening is connected if it led to a first appointment at any of its choices; only the share of these is given if
    `suppressed`. `drafts` are first choices that wait to be given, `never_given` were closed before they were.
    """

    funnel: tuple[FunnelStep, ...]
    ends: tuple[FigureLine, ...]
    reasons: tuple[FigureLine, ...]
    by: Mapping[str, tuple[FigureGroup, ...]]
    openings: int | None
    openings_connected: int | None
    openings_rate: float | None
    drafts: int | None
    never_given: int | None
    suppressed: bool


def exact(counted: Counted, name: Name) -> Figures:
    """Return every figure as it is, with the needs also by their kind."""
    cells = {**counted.groups, "kind": _by_kind(counted.groups["need"], name)}
    reasons = sorted((code for code in counted.reasons), key=lambda code: -counted.reasons[code])
    return Figures(
        funnel=_funnel(counted, set(range(len(STEPS)))),
        ends=tuple(FigureLine(end, END_WORDS[end], counted.ends[end]) for end in ENDS),
        reasons=tuple(FigureLine(code, _reason(code), counted.reasons[code]) for code in reasons),
        by={one: _sorted(_group(name(one, key), cell) for key, cell in of.items()) for one, of in cells.items()},
        openings=counted.openings,
        openings_connected=counted.openings_connected,
        openings_rate=_rate(counted.openings_connected, counted.openings),
        drafts=counted.drafts,
        never_given=counted.never_given,
        suppressed=False,
    )


def guarded(counted: Counted, name: Name) -> Figures:
    """Return the figures without those under FEWEST, and without those that would reveal one."""
    ends = [counted.ends[end] for end in ENDS]
    completed, place = STEPS.index(ReferralStatus.COMPLETED), ENDS.index("completed")
    steps = steps_shown(counted.passed, but={completed} if place in left_out(ends) else set())
    out = left_out(ends, also=() if completed in steps else {place})
    apart = min(counted.openings_connected, counted.openings - counted.openings_connected)
    return Figures(
        funnel=_funnel(counted, steps, FEWEST),
        ends=tuple(FigureLine(end, END_WORDS[end], None if at in out else ends[at]) for at, end in enumerate(ENDS)),
        reasons=() if ENDS.index("not_completed") in out else _reasons_guarded(counted),
        by=_groups_guarded(counted, name) if 0 in steps else dict.fromkeys(DIMENSIONS, ()),
        openings=None,
        openings_connected=None,
        openings_rate=_percent(counted.openings_connected, counted.openings) if apart >= FEWEST else None,
        drafts=_unless_small(counted.drafts),
        never_given=_unless_small(counted.never_given),
        suppressed=True,
    )


def _funnel(counted: Counted, shown: AbstractSet[int], fewest: int = 1) -> tuple[FunnelStep, ...]:
    """Return the steps; a median needs `fewest` referrals with both days known."""
    return tuple(
        FunnelStep(
            step,
            STEP_WORDS[step],
            counted.passed[at] if at in shown else None,
            _rate(counted.passed[at], counted.passed[0]) if at in shown else None,
            _rate(counted.passed[at], counted.passed[at - 1]) if at and {at, at - 1} <= shown else None,
            _median(counted.between[at], fewest) if {at, at - 1} <= shown else None,
            _median(counted.since_given[at], fewest) if at in shown else None,
        )
        for at, step in enumerate(STEPS)
    )


def _reasons_guarded(counted: Counted) -> tuple[FigureLine, ...]:
    # All codes count, even those that nobody has: that nobody has a reason is information about people too.
    out = left_out([counted.reasons[code] for code in REASONS])
    shown = [code for at, code in enumerate(REASONS) if at not in out]
    lines = [
        FigureLine(code, _reason(code), counted.reasons[code]) for code in sorted(shown, key=lambda code: -counted.reasons[code])
    ]
    rest = counted.reasons.total() - sum(line.referrals or 0 for line in lines)
    return (*lines, FigureLine("others", OTHERS if lines else EVERY_REASON, _unless_small(rest)))


def _groups_guarded(counted: Counted, name: Name) -> dict[str, tuple[FigureGroup, ...]]:
    groups, keyed = _merged_needs(counted, name)
    crossed = {
        ("school", "grade"): {(keys[2], keys[4]) for keys in counted.crossed},
        ("need", "provider"): {(keys[0], keys[1]) for keys in counted.crossed},
    }
    least_given, least_part = _together(counted.groups["need"], keyed)
    out = {one: _keys_left_out(cells) for one, cells in groups.items()}
    given = {one: {key: cell.given for key, cell in cells.items()} for one, cells in groups.items()}
    for (one, other), pairs in crossed.items():
        together = least_given if one == "need" else None
        out[one], out[other] = widened(pairs, given[one], given[other], (out[one], out[other]), together)
    parts = {one: _parts_left_out(cells, out[one]) for one, cells in groups.items()}
    least = {one: {key: _least(cell) for key, cell in cells.items()} for one, cells in groups.items()}
    for (one, other), pairs in crossed.items():
        together = least_part if one == "need" else None
        parts[one], parts[other] = widened(pairs, least[one], least[other], (parts[one], parts[other]), together)
    return {one: _shown_groups(one, cells, out[one], parts[one], name) for one, cells in groups.items()}


def _together(needs: Mapping[str, Cell], keyed: Mapping[str, str]) -> tuple[Merged, Merged]:
    """Return the needs that are counted together: with those of few referrals, and with those of few connected or not."""
    row_of = {slug: key for slug, key in keyed.items() if key != slug}
    few = frozenset(slug for slug in row_of if needs[slug].given < FEWEST)
    few_parts = frozenset(slug for slug in row_of if _least(needs[slug]) < FEWEST)
    return Merged(row_of, few), Merged(row_of, few_parts)


def _least(cell: Cell) -> int:
    """Return the smaller of the numbers connected and not connected."""
    return min(cell.connected, cell.given - cell.connected)


def _by_kind(needs: Mapping[str, Cell], name: Name) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for slug, cell in needs.items():
        _join(found.setdefault(name("need", slug)[1] or NO_KIND, Cell()), cell)
    return found


def _join(whole: Cell, cell: Cell) -> None:
    whole.given += cell.given
    whole.connected += cell.connected
    whole.days += cell.days


def _merged_needs(counted: Counted, name: Name) -> tuple[dict[str, dict[str, Cell]], dict[str, str]]:
    """Return the groups with needs of few referrals merged by kind, and the key of each need after merging."""
    needs = counted.groups["need"]
    kinds = {slug: name("need", slug)[1] or "" for slug in needs}
    keyed = merged({slug: cell.given for slug, cell in needs.items()}, kinds.__getitem__)
    alone = {kinds[slug] for slug, key in keyed.items() if key == slug}
    keyed = {slug: key if key == slug else f"{SOME if key in alone else EVERY}{key}" for slug, key in keyed.items()}
    together: dict[str, Cell] = {}
    for slug, cell in needs.items():
        _join(together.setdefault(keyed[slug], Cell()), cell)
    return {**counted.groups, "need": together}, keyed


def _keys_left_out(cells: Mapping[str, Cell]) -> set[str]:
    out = left_out([cell.given for cell in cells.values()])
    return {key for place, key in enumerate(cells) if place in out}


def _parts_left_out(cells: Mapping[str, Cell], out: AbstractSet[str]) -> set[str]:
    places = {place for place, key in enumerate(cells) if key in out}
    found = parts_left_out([c.given for c in cells.values()], [c.connected for c in cells.values()], places)
    return {key for place, key in enumerate(cells) if place in found}


def _shown_groups(
    dimension: str, cells: Mapping[str, Cell], out: AbstractSet[str], parts: AbstractSet[str], name: Name
) -> tuple[FigureGroup, ...]:
    shown = _sorted(
        _given_alone(_named(dimension, key, name), cell) if key in parts else _group(_named(dimension, key, name), cell, FEWEST)
        for key, cell in cells.items()
        if key not in out
    )
    rest = Cell()
    for key in out:
        _join(rest, cells[key])
    if rest.given < FEWEST:
        return shown
    # How many of them were connected follows from the total only if no other line hides it.
    whole = set(out) == set(parts) and min(rest.connected, rest.given - rest.connected) >= FEWEST
    return (*shown, _group((OTHERS, None), rest, FEWEST) if whole else _given_alone((OTHERS, None), rest))


def _named(dimension: str, key: str, name: Name) -> tuple[str, str | None]:
    for prefix, words in ((SOME, "less frequent needs"), (EVERY, "all needs")):
        if key.startswith(prefix):
            kind = key.removeprefix(prefix)
            return f"{kind}: {words}" if kind else OTHERS, kind or None
    return name(dimension, key)


def _group(named: tuple[str, str | None], cell: Cell, fewest: int = 1) -> FigureGroup:
    """Return the line of a group; its median needs `fewest` referrals with both days known."""
    return FigureGroup(*named, cell.given, cell.connected, _rate(cell.connected, cell.given), _median(cell.days, fewest))


def _given_alone(named: tuple[str, str | None], cell: Cell) -> FigureGroup:
    return FigureGroup(*named, cell.given, None, None, None)


def _sorted(groups: Iterable[FigureGroup]) -> tuple[FigureGroup, ...]:
    return tuple(sorted(groups, key=lambda one: (-(one.given or 0), one.name)))


def _reason(code: str) -> str:
    return REASONS[EndCode(code)].words if code in REASONS else code


def _median(days: Sequence[int], fewest: int) -> float | None:
    return float(median(days)) if len(days) >= fewest else None


def _rate(part: int, whole: int) -> float | None:
    # Pages round it: 5 of 11 is 45 percent, and would become 46 by way of 0.455.
    return part / whole if whole else None


def _percent(part: int, whole: int) -> float | None:
    """Return the rate in whole percents: the counts of openings are hidden, and must not follow from it."""
    return round(part / whole, 2) if whole else None


def _unless_small(count: int) -> int | None:
    return count if count >= FEWEST else None
