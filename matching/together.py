"""What a sentence asks for together: by one service, not by one each.

>>> told = together("a summer camp for autistic kids", (FoundNeed("summer-camp", 0.9, "summer camp"),), ())
>>> [(one.need, one.people) for one in told.phrases], [one.slug for one in told.needs]
([('summer-camp', ('autism',))], ['summer-camp', 'autism'])

The rule is one of grammar, and names no case:

*People.* In a noun phrase a need is joined to the people that it is for: by "for", "with", "in" or "who", by "para", "con", "de",
"en" or "que". If a phrase after the joining word, in the same clause, says who somebody is (a term of people, such as autism or
foster families, or a condition that services are exclusively for, such as deafness), the nearest need before the joining word and
these people are asked for together. If no need was read in the sentence but the people, the words before the joining word are
read by themselves ("support group for foster kids"). People without a need before them ("my son is autistic, needs a camp") stay a
need of their own, or say nothing.

*Conditions.* A condition stands together with the needs of its own clause ("grief counseling in Spanish, and food": the food may
be given in any language). One whose clause names no need ("grief, in Spanish"; "no car") stands together with every need. An
activity stands with the needs that it belongs to. Age, grade and place are nothing that a service meets for one need only, and
exclude by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from matching.clauses import THOUGHT
from matching.needs import FoundNeed, find, terms
from matching.needs.activities import activities
from matching.needs.audiences import audiences
from matching.needs.reader import read_needs
from matching.phrase import Together
from matching.requests import Condition, Kind
from matching.wishes.codes import CRITERIA, WishKind

_OF_KIND: Mapping[Kind, str | None] = {
    Kind.LANGUAGE: "languages",
    Kind.PAYMENT: "payment",
    Kind.MODE: "mode",
    Kind.PLACE: None,
    Kind.WITHIN: None,
    Kind.AGE: None,
    Kind.GRADE: None,
}
"""The criterion of conditions that are no wishes; None for those that exclude by themselves."""

_COORDINATED = re.compile(r"\b(?:and|plus|y|e)\b|&", re.IGNORECASE)
_JOINED = re.compile(
    r"\b(?:for|with|in|who|whom|that|serving|accepting|para|con|en|de|que|quien(?:es)?)\b",
    re.IGNORECASE,
)
_EXACT = 0.8
"""The score from which a phrase of the vocabulary is taken for what somebody is."""

_DOMAINS_OF_CONDITIONS = ("health", "mental-health", "academics")


class JoinedNeeds(NamedTuple):
    """The needs of a sentence with the people that stand beside them, and what is asked for together."""

    needs: tuple[FoundNeed, ...]
    phrases: tuple[Together, ...]


class _Span(NamedTuple):
    start: int
    end: int


def together(rest: str, needs: Sequence[FoundNeed], conditions: Iterable[Condition]) -> JoinedNeeds:
    """Return what is asked for together. `rest` is the sentence with what is no need blanked, `needs` are those read in it."""
    found = {one.slug: one for one in needs}
    people: dict[str, list[str]] = {}
    for whom in _people(rest):
        need = _need_of(rest, whom, needs)
        if need is not None:
            found.setdefault(need.slug, need)
            found.setdefault(whom.slug, whom)
            people.setdefault(need.slug, []).append(whom.slug)
    beside = {slug for slugs in people.values() for slug in slugs}
    named = [one for one in found.values() if one.slug not in beside]
    criteria: dict[str, list[str]] = {}
    for one in conditions:
        if criterion := _criterion(one.kind):
            for slug in _needs_of(rest, one, named):
                criteria.setdefault(slug, []).append(criterion)
    phrases = (
        Together(one.slug, tuple(dict.fromkeys(people.get(one.slug, ()))), tuple(dict.fromkeys(criteria.get(one.slug, ()))))
        for one in named
    )
    return JoinedNeeds(tuple(found.values()), tuple(one for one in phrases if one.people or one.criteria))


def _criterion(kind: Kind) -> str | None:
    """Return the criterion of a match by which a condition is judged, if a service can meet it for one need."""
    return _OF_KIND[kind] if kind in _OF_KIND else CRITERIA[WishKind(kind.value)]


def _spans(text: str, edges: re.Pattern[str], within: _Span | None = None) -> Iterator[_Span]:
    """Yield the parts of a text between edges."""
    start, end = within or _Span(0, len(text))
    for match in edges.finditer(text, start, end):
        yield _Span(start, match.start())
        start = match.end()
    yield _Span(start, end)


def _people(rest: str) -> Iterator[FoundNeed]:
    """Yield the terms that say who somebody is, each once: named in the sentence, or in what follows a joining word alone."""
    told = list(find(rest).found)
    for clause in _spans(rest, THOUGHT):
        if joined := _JOINED.search(rest, *clause):
            told += find(rest[joined.end() : clause.end]).found
    for one in {one.slug: one for one in told if one.score >= _EXACT}.values():
        if _says_who(one):
            yield one


def _says_who(found: FoundNeed) -> bool:
    """Whether a phrase says who somebody is."""
    term = terms()[found.slug]
    of_health = term.domain in _DOMAINS_OF_CONDITIONS
    return term.people or (
        of_health and any(term.slug in one.answers and one.anywhere.search(found.heard) for one in audiences().values())
    )


def _need_of(rest: str, whom: FoundNeed, needs: Sequence[FoundNeed]) -> FoundNeed | None:
    """Return the need that people stand beside: the nearest before the last word that joins them to one."""
    at = rest.find(whom.heard)
    clause = next((one for one in _spans(rest, THOUGHT) if one.start <= at < one.end), None)
    if clause is None:
        return None
    for joined in reversed(list(_JOINED.finditer(rest, clause.start, at))):
        for part in reversed(list(_spans(rest, _COORDINATED, _Span(clause.start, joined.start())))):
            inside = [one for one in needs if one.slug != whom.slug and part.start <= rest.find(one.heard) < part.end]
            if inside:
                return max(inside, key=lambda one: rest.find(one.heard))
            if all(one.slug == whom.slug for one in needs) and (words := rest[part.start : part.end].strip()):
                alone = (one for one in read_needs(words).sure if one.slug != whom.slug and not terms()[one.slug].crisis)
                if need := next(alone, None):
                    return need
    return None


def _needs_of(rest: str, condition: Condition, needs: Sequence[FoundNeed]) -> Sequence[str]:
    """Return the needs that a condition stands together with."""
    if condition.kind is Kind.ACTIVITY:
        return [one.slug for one in needs if one.slug in activities()[condition.value].terms]
    for clause in _spans(rest, THOUGHT):
        for part in _spans(rest, _COORDINATED, clause):
            if part.start <= condition.start < part.end:
                own = [one.slug for one in needs if part.start <= rest.find(one.heard) < part.end]
                return own or [one.slug for one in needs]
    return [one.slug for one in needs]
