"""The line of a card: what was asked for in a few words each, failures first, then doubts, each in the order in which it was asked.

What nobody asked for is said only where it speaks against the service, but for openings and waits. Where little was asked, the line goes on with what the
listing says of ages and cost, which is judged by nobody. Below it reasons stand in sentences, of which none repeats another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from directory.finding.brief_words import in_brief, is_question
from directory.finding.child_words import CHILDREN, children_of
from directory.finding.phrases import capital
from directory.finding.reason_codes import ListingCode, PreferenceCode, ReasonNote
from directory.finding.reason_words import in_words
from directory.finding.results import WORST_FIRST, Result
from directory.i18n.catalogs import STAFF, catalog_of
from matching.query import Reason, Verdict
from matching.reason_codes import ReasonCode

SHORTEST_LINE = 3
"""With fewer entries than this, the line goes on with what the listing says."""

UNASKED = frozenset({"freshness", "record", "season", "audience", "area", "school", "after_school"})
"""Criteria of which the line speaks only where they fail or are unknown."""

ELSEWHERE = frozenset({"freshness", "record"})
"""Criteria for which a card has a place of its own."""


LAST = frozenset({"freshness", "record"})
"""Criteria about the provider alone."""


@dataclass(frozen=True, slots=True)
class Brief:
    """A few words, and their verdict; None where nothing was asked. `asks` is whether the words themselves say to ask."""

    criterion: str
    verdict: Verdict | None
    words: str
    asks: bool = False


def briefs(entry: Result, order: Sequence[str], language: str, *, near_miss: bool = False) -> tuple[Brief, ...]:
    """Return the line of a card in a language; `order` are criteria in the order in which they were asked.

    In what a near miss fails its card says in full, so that the line leaves it out.
    """
    shown = [
        one
        for one in told(entry.reasons, order)
        if one.criterion not in ELSEWHERE
        and not (one.criterion in UNASKED and one.verdict == Verdict.PASS)
        and not (near_miss and one.verdict == Verdict.FAIL)
    ]
    line = _with_way_there(shown, [_brief(one, language) for one in shown], language)
    line.sort(key=lambda one: WORST_FIRST.index(one.verdict or Verdict.PASS))
    asked = {one.criterion for one in shown}
    return (*line, *_listed(entry, asked, language)[: max(0, SHORTEST_LINE - len(line))])


def in_full(entry: Result, order: Sequence[str], *, near_miss: bool = False) -> tuple[Reason, ...]:
    """Return the reasons that a card says in sentences: all but those that stand elsewhere on it."""
    told_elsewhere = (one for one in sentences(entry.reasons, order) if one.criterion not in ELSEWHERE)
    return tuple(one for one in told_elsewhere if not (near_miss and one.verdict == Verdict.FAIL))


def told(reasons: Iterable[Reason], order: Sequence[str] = ()) -> tuple[Reason, ...]:
    """Return reasons as people read them: the worst first, then in the order in which they were asked; none that repeats another.

    How fresh the listing is and what came of earlier referrals was not asked, and comes last.
    """
    place = {criterion: number for number, criterion in enumerate(dict.fromkeys(order))}
    ordered = sorted(without_repeats(reasons), key=lambda one: place.get(one.criterion, len(place)))
    return tuple(sorted(ordered, key=lambda one: (one.criterion in LAST, WORST_FIRST.index(one.verdict))))


def sentences(reasons: Iterable[Reason], order: Sequence[str] = ()) -> tuple[Reason, ...]:
    """Return reasons as `told` does, of which one speaks of the distance: the miles stand above them."""
    read = told(reasons, order)
    says_how_far = any(one.code in HOW_FAR for one in read)
    return tuple(one for one in read if not (says_how_far and one.code == ReasonCode.DISTANCE))


def without_repeats(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return reasons without those that say what another one of the same verdict says, or affirm what another one leaves open.

    Who only works in schools needs no car where it comes to the student's: as long as that is to be asked, nothing is said of a car.
    """
    each = tuple(dict.fromkeys(reasons))
    if any(one.code == ReasonCode.SCHOOL_TO_ASK for one in each):
        each = tuple(one for one in each if not (one.code == ReasonCode.NO_WAY_TO_GO and one.fields["ways"] == _AT_SCHOOL))
    said = {(one.code, one.verdict) for one in each}
    return tuple(one for one in each if not any((other, one.verdict) in said for other in SAID_BY.get(one.code, ())))


_AT_SCHOOL = ("school",)
SAID_BY: Mapping[StrEnum, frozenset[StrEnum]] = {
    ReasonCode.NO_TRIP: frozenset({ReasonCode.NO_WAY_TO_GO, PreferenceCode.NO_CAR_NEEDED}),
    PreferenceCode.NO_CAR_NEEDED: frozenset({ReasonCode.NO_WAY_TO_GO}),
    PreferenceCode.CLOSE_BY: frozenset({ReasonCode.NEAR_BY}),
    PreferenceCode.NOT_CLOSE_BY: frozenset({ReasonCode.NOT_NEAR}),
    PreferenceCode.DISTANCE_UNKNOWN: frozenset({ReasonCode.WAY_NOT_LISTED}),
}
"""Codes that are left out beside another one, which says the same and more."""

HOW_FAR = frozenset({ReasonCode.NEAR_BY, ReasonCode.NOT_NEAR, PreferenceCode.CLOSE_BY, PreferenceCode.NOT_CLOSE_BY})
"""Codes that say whether a service is near enough, for somebody without a car."""

WAYS_THERE = frozenset(
    {
        ReasonCode.NEAR_BY, ReasonCode.NOT_NEAR, ReasonCode.RIDE_LISTED, ReasonCode.BUS_LISTED, ReasonCode.BUS_UNSURE, ReasonCode.WAY_NOT_LISTED,
        PreferenceCode.CLOSE_BY, PreferenceCode.NOT_CLOSE_BY, PreferenceCode.TRANSPORT,
    }
)  # fmt: skip
"""Codes that the line says together with the miles: "4.2 miles, on a bus line"."""


def _with_way_there(reasons: Sequence[Reason], line: Sequence[Brief], language: str) -> list[Brief]:
    """Return the line with the way there beside the miles, as one entry of the worse verdict."""
    found = list(line)
    miles = next((i for i, one in enumerate(reasons) if one.code == ReasonCode.DISTANCE), None)
    way = next((i for i, one in enumerate(reasons) if one.code in WAYS_THERE), None)
    if miles is None or way is None:
        return found
    after = in_brief(reasons[way], language)
    words = f"{found[miles].words}, {after[:1].lower()}{after[1:]}"
    found[way] = Brief(reasons[way].criterion, reasons[way].verdict, words, found[way].asks)
    del found[miles]
    return found


def _brief(reason: Reason, language: str) -> Brief:
    """Return a reason in a few words; where there are several children, those of ages name the children."""
    if reason.criterion == "age" and CHILDREN in reason.fields:
        return Brief(reason.criterion, reason.verdict, capital(children_of(reason.fields, catalog_of(language, STAFF))))
    asks = reason.verdict == Verdict.UNKNOWN and is_question(reason)
    return Brief(reason.criterion, reason.verdict, in_brief(reason, language), asks)


def _listed(entry: Result, asked: set[str], language: str) -> list[Brief]:
    """Return what the listing says of what nobody asked for: ages, cost or else hours."""
    card = entry.card
    unlisted = in_words(ReasonNote(ListingCode.COST_UNLISTED), language)
    said = (("age", card.ages), ("payment", card.cost or card.hours or unlisted))
    return [Brief(criterion, None, words) for criterion, words in said if words and criterion not in asked]
