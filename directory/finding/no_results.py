"""Why there are few matches or none, as codes with counts, and what could be asked instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from directory.finding.question import Ask, Heard
from directory.finding.reason_codes import FewCode, ReasonNote
from directory.finding.results import Result
from matching.needs import answering, terms
from matching.needs.activities import activities
from matching.query import Ages, Query, Value, Verdict
from matching.wishes import WishKind, criterion

MOST_KINDRED = 3
MOST_WIDER = 2
LEAST_SHARED = 0.15
"""The least closeness at which a need is suggested: the product of how well services of a third term answer both needs."""


class Counts(Protocol):
    """The counts of matching.Tally that the answer uses."""

    @property
    def listed(self) -> tuple[int, ...]: ...
    @property
    def matching(self) -> tuple[int, ...]: ...
    @property
    def without_point(self) -> int: ...
    @property
    def failing(self) -> Mapping[str, int]: ...
    @property
    def any_age(self) -> int: ...


@dataclass(frozen=True, slots=True)
class SearchSuggestion:
    """A suggestion of something else to ask: its kind and what it says, how many services it finds, and the whole question."""

    kind: Literal["meant", "wider", "any_age", "kindred"]
    note: ReasonNote
    found: int
    ask: Ask


def kindred(slugs: Sequence[str]) -> tuple[str, ...]:
    """Return related needs, closest first, whose services the search does not already include."""
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
"""The criteria that are counted if there are few matches."""


def why(
    query: Query, needs: Sequence[str], distances: Sequence[float], counts: Counts, *, anywhere: int, matches: Sequence[Result]
) -> tuple[ReasonNote, ...]:
    """Return why there are few matches; `needs` are slugs, `distances` the miles of the counts, the query's own first."""
    if not anywhere:
        return (ReasonNote(FewCode.NOTHING_ANYWHERE, {"needs": tuple(needs)}),)
    found = [how_many(query, needs, len(matches)), _how_far(query, distances, counts, anywhere)]
    return (*found, *_shut_out(query, counts), *_asked(query, matches))


def how_many(query: Query, needs: Sequence[str], count: int) -> ReasonNote:
    """Return how many listings fit these needs (slugs)."""
    fields: dict[str, Value] = {"needs": tuple(needs)}
    if count:
        fields["count"] = count
    if query.place is None:
        return ReasonNote(FewCode.FEW_FIT if count else FewCode.NOTHING_FITS, fields)
    fields |= {"within": query.within, "place": query.place.words}
    return ReasonNote(FewCode.FEW_FIT_NEAR if count else FewCode.NOTHING_FITS_NEAR, fields)


def _how_far(query: Query, distances: Sequence[float], counts: Counts, anywhere: int) -> ReasonNote:
    if query.place is None:
        return ReasonNote(FewCode.LISTED, {"anywhere": anywhere})
    around = tuple(count - counts.without_point for count in counts.listed)
    fields: dict[str, Value] = {"distances": tuple(distances), "counts": around, "anywhere": anywhere}
    if counts.without_point:
        return ReasonNote(FewCode.LISTED_AROUND_AND_NOWHERE, {**fields, "without_point": counts.without_point})
    return ReasonNote(FewCode.LISTED_AROUND, fields)


def _shut_out(query: Query, counts: Counts) -> list[ReasonNote]:
    """Return how many services within the distance do not take the student, if any."""
    failing = {name: count for name in SHUT_OUT if (count := counts.failing.get(name, 0))}
    if not failing:
        return []
    fields: dict[str, Value] = {"reached": counts.listed[0], "criteria": tuple(failing), "counts": tuple(failing.values())}
    if query.ages:
        fields |= {"grade": query.ages.grade, "age": None if query.ages.grade is not None else _years(query.ages)}
    if query.place:
        fields["place"] = query.place.words
    return [ReasonNote(FewCode.SHUT_OUT, fields)]


def _years(ages: Ages) -> float | str:
    """Return an age, or several as "5-7"."""
    return ages.low if ages.high - ages.low <= 1 else f"{ages.low:g}-{ages.high - 1:g}"


def _asked(query: Query, matches: Sequence[Result]) -> list[ReasonNote]:
    """Return what was asked for and no match lists: a language, a way to pay, a way it is offered, hours."""
    codes = {
        "languages": (query.languages, FewCode.NO_LANGUAGE_LISTED),
        "payment": (query.payment, FewCode.NO_PAYMENT_LISTED),
        "mode": (query.modes, FewCode.NO_MODE_LISTED),
        "schedule": ([wish for wish in query.wishes if criterion(wish) == "schedule"], FewCode.NO_HOURS_LISTED),
    }
    passing = {reason.criterion for entry in matches for reason in entry.reasons if reason.verdict == Verdict.PASS}
    return [ReasonNote(code) for name, (asked, code) in codes.items() if asked and matches and name not in passing]


def suggestions(
    ask: Ask, query: Query, distances: Sequence[float], counts: Counts, related: Mapping[str, int]
) -> tuple[SearchSuggestion, ...]:
    """Return questions that would find more (farther away, any age, related needs), each asked with one click."""
    found: list[SearchSuggestion] = []
    have = counts.matching[0]
    for miles, count in zip(distances[1:], counts.matching[1:], strict=True):
        if count > have and len(found) < MOST_WIDER:
            note = ReasonNote(FewCode.LOOK_FARTHER, {"within": miles, "count": count})
            found.append(SearchSuggestion("wider", note, count, replace(ask, within=miles)))
            have = count
    if query.ages and counts.any_age > counts.matching[0]:
        note = ReasonNote(FewCode.LOOK_ANY_AGE, {"count": counts.any_age})
        found.append(
            SearchSuggestion("any_age", note, counts.any_age, replace(ask, age=None, oldest=None, grade=None, siblings=()))
        )
    for slug, count in related.items():
        if count:
            note = ReasonNote(FewCode.LOOK_FOR, {"need": slug, "count": count})
            found.append(SearchSuggestion("kindred", note, count, _instead(ask, query, slug)))
    return tuple(found)


def _instead(ask: Ask, query: Query, slug: str) -> Ask:
    """Return the question about another need, under all conditions but activities of the needs that it stands for."""
    listed_under = {f"{WishKind.ACTIVITY}:{one}": activity.terms for one, activity in activities().items()}
    wishes = tuple(one for one in ask.wishes if slug in listed_under.get(one, (slug,)))
    left_out = dict.fromkeys((*ask.left_out, *(need.slug for need in query.needs)))
    return replace(ask, needs=(slug,), wishes=wishes, left_out=tuple(left_out))


def if_meant(ask: Ask, heard: Heard) -> tuple[SearchSuggestion, ...]:
    """Return the question with each doubtful need added, which the words may mean."""
    code = FewCode.LOOK_FOR_AS_WELL if heard.needs else FewCode.LOOK_FOR_THIS
    return tuple(
        SearchSuggestion("meant", ReasonNote(code, {"need": slug}), 0, replace(ask, needs=(*ask.needs, slug)))
        for slug in heard.doubtful
    )
