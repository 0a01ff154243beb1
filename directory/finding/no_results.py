"""Why there are few matches or none, in sentences made of counts, and what could be asked instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from directory.finding.question import Ask
from directory.finding.results import Entry
from matching.needs import answering, terms
from matching.query import Ages, Query

MOST_KINDRED = 3
MOST_WIDER = 2
LEAST_SHARED = 0.15
"""Two needs are near where services of a third help with both at least so well (the product of both shares)."""


class Counts(Protocol):
    """The counts of matching.Tally that are told."""

    @property
    def listed(self) -> tuple[int, ...]: ...
    @property
    def matching(self) -> tuple[int, ...]: ...
    @property
    def pointless(self) -> int: ...
    @property
    def failing(self) -> Mapping[str, int]: ...
    @property
    def any_age(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something else to ask: what to call it, how many it finds, and the whole of what is then asked."""

    kind: Literal["meant", "wider", "any_age", "kindred"]
    words: str
    found: int
    ask: Ask


def kindred(slugs: Sequence[str]) -> tuple[str, ...]:
    """Needs near to these under which their services are not looked for already, the nearest first."""
    looked_for = {other for slug in slugs for other in answering(slug)}
    near: dict[str, float] = {}
    for other, term in terms().items():
        if other not in looked_for and not term.crisis:
            shared = max(
                (share * answering(other).get(through, 0.0) for slug in slugs for through, share in answering(slug).items())
            )
            same = 0.01 if term.domain in {terms()[slug].domain for slug in slugs} else 0.0
            near[other] = shared + same
    ordered = sorted((other for other, share in near.items() if share >= LEAST_SHARED), key=lambda other: -near[other])
    return tuple(ordered[:MOST_KINDRED])


SHUT_OUT = ("age", "audience", "area", "school")
"""The criteria that are counted in an answer with few matches."""


def why(
    query: Query, names: Sequence[str], distances: Sequence[float], counts: Counts, *, anywhere: int, matches: Sequence[Entry]
) -> tuple[str, ...]:
    """The sentences; `distances` are those of the counts, the query's own first."""
    needs = " or ".join(names)
    if not anywhere:
        return (f"The directory lists nothing for {needs} anywhere.",)
    found = [how_many(query, needs, len(matches)), _how_far(query, distances, counts, anywhere)]
    reached = counts.listed[0]
    shut_out = [words for words in (_failing(query, name, counts.failing.get(name, 0)) for name in SHUT_OUT) if words]
    if shut_out:
        found.append(f"Of {'the one' if reached == 1 else f'the {reached}'} in reach, {', '.join(shut_out)}.")
    return (*found, *_asked(query, matches))


def how_many(query: Query, needs: str, count: int) -> str:
    """How few listings fit, as a sentence; `needs` are their names."""
    where = f" within {_miles(query.within)} of {query.place.words}" if query.place else ""
    if not count:
        return f"Nothing listed for {needs} fits{where}."
    return f"Only {count} {'listing' if count == 1 else 'listings'} for {needs} {'fits' if count == 1 else 'fit'}{where}."


def _how_far(query: Query, distances: Sequence[float], counts: Counts, anywhere: int) -> str:
    if query.place is None:
        return f"Listed for it in the whole directory: {anywhere}."
    parts = [f"{count - counts.pointless} within {_miles(miles)}" for miles, count in zip(distances, counts.listed, strict=True)]
    has = "1 has" if counts.pointless == 1 else f"{counts.pointless} have"
    without = f" Of them {has} no place on the map: by phone, online, or no address listed." if counts.pointless else ""
    return f"Listed for it: {', '.join(parts)}, {anywhere} in the whole directory.{without}"


def _failing(query: Query, criterion: str, count: int) -> str | None:
    if not count:
        return None
    do = "does" if count == 1 else "do"
    age = _of_ages(query.ages) if query.ages else ""
    return {
        "age": f"{count} {do} not take a student {age}",
        "audience": f"{count} {'is' if count == 1 else 'are'} for others alone, such as veterans or seniors",
        "area": f"{count} {do} not serve {query.place.words if query.place else 'the place'}",
        "school": f"{count} {'is' if count == 1 else 'are'} for the students of another school",
    }[criterion]


def _of_ages(ages: Ages) -> str:
    if ages.grade is None:
        return f"aged {ages.low:g}"
    return {0: "in kindergarten", -1: "in pre-kindergarten"}.get(ages.grade, f"in grade {ages.grade}")


def _asked(query: Query, matches: Sequence[Entry]) -> list[str]:
    """What none of the matches says that it has, though it was asked for."""
    words = {
        "languages": (query.languages, "a language of the family: ask about an interpreter"),
        "payment": (query.payment, "the way the family can pay: ask before sending them"),
        "mode": (query.modes, "the way it should be offered: call to ask"),
    }
    passing = {reason.criterion for entry in matches for reason in entry.reasons if reason.verdict == "pass"}
    return [f"None of these lists {told}." for name, (asked, told) in words.items() if asked and matches and name not in passing]


def suggestions(
    ask: Ask, query: Query, distances: Sequence[float], counts: Counts, related: Mapping[str, int]
) -> tuple[Suggestion, ...]:
    """What would find more: farther away, any age, other needs; each is asked with one click."""
    found: list[Suggestion] = []
    have = counts.matching[0]
    for miles, count in zip(distances[1:], counts.matching[1:], strict=True):
        if count > have and len(found) < MOST_WIDER:
            found.append(Suggestion("wider", f"Look within {_miles(miles)} ({count} found)", count, replace(ask, within=miles)))
            have = count
    if query.ages and counts.any_age > counts.matching[0]:
        words = f"Look for any age ({counts.any_age} found)"
        found.append(Suggestion("any_age", words, counts.any_age, replace(ask, age=None, grade=None)))
    for slug, count in related.items():
        if count:
            words = f"Look for {terms()[slug].english} ({count} found)"
            found.append(Suggestion("kindred", words, count, replace(ask, needs=(slug,), sentence=None, left_out=())))
    return tuple(found)


def if_meant(ask: Ask, doubtful: Sequence[str]) -> tuple[Suggestion, ...]:
    """The same question with the needs of danger that its words name, though they seem to tell of none: with one click each."""
    return tuple(
        Suggestion("meant", f"Look for {terms()[slug].english} as well", 0, replace(ask, needs=(*ask.needs, slug)))
        for slug in doubtful
    )


def _miles(miles: float) -> str:
    return f"{miles:g} {'mile' if miles == 1 else 'miles'}"
