"""A whole sentence understood: its needs and conditions, what it says is not needed, its danger, and the words left over.

>>> found = understand("speaks only Spanish, no insurance, no car, needs somebody to talk to after school")
>>> [one.slug for one in found.needs]
['counseling']
>>> [(one.kind.value, one.value) for one in found.conditions]
[('language', 'es'), ('payment', 'uninsured'), ('travel', 'no_car'), ('time', 'after_school')]
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from matching import requests
from matching.comprehension import read_ahead
from matching.danger import Danger, Meaning, meaning, parts_read
from matching.needs import FoundNeed, find, terms
from matching.needs.activities import activities, asked_activities
from matching.needs.correction import is_known, mended
from matching.needs.long_texts import MOST_OFFERED
from matching.needs.plain_requests import plain_requests, says_only_what_is_known
from matching.own_words import OwnWord, own_words
from matching.phrase import Together
from matching.requests import Child, Condition, Denial, ForKin, Kind, NamedChildren, NamedPlace, Request
from matching.text import fold
from matching.together import together

_FEW_WORDS = 6
_MAY_BE_AN_AGE = re.compile(r"[1-9]|1\d|2[01]")
"""A number that is told if no age was made of it: that the model has learned it says nothing."""
_LACKS = frozenset({"uninsured", "free", "sliding_scale"})
_WHO = frozenset({Kind.AGE, Kind.GRADE, Kind.LANGUAGE, Kind.PLACE})
_GRADES = frozenset({"preschool"})
"""The terms that are grades as well, by the same words."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a sentence says: `needs` are meant and `doubtful` may be, each best first; `unread` are words that nobody understood.

    `words` are all of the sentence that say something, misspelled ones mended, without those that became conditions or are denied.
    `together` is what one service is to meet (matching.together), `children` are the conditions that tell of each child, and
    `named_children` are several that it speaks of, however old, `kin` a relative for whom it asks, `whose` which needs are of which
    child.
    """

    needs: tuple[FoundNeed, ...] = ()
    doubtful: tuple[FoundNeed, ...] = ()
    conditions: tuple[Condition, ...] = ()
    denied: tuple[Denial, ...] = ()
    unread: tuple[str, ...] = ()
    danger: Danger | None = None
    words: tuple[OwnWord, ...] = ()
    together: tuple[Together, ...] = ()
    children: tuple[Child, ...] = ()
    named_children: NamedChildren | None = None
    kin: ForKin | None = None
    whose: requests.Apart = requests.NOT_APART

    def siblings(self, conditions: Collection[Condition]) -> tuple[Condition, ...]:
        """Return a condition for each child but the first, of those conditions that are asked for."""
        told = [asked for child in self.children if (asked := [one for one in child if one in conditions])]
        return tuple(child[0] for child in told[1:])

    def asked_together(self, needs: Collection[str]) -> tuple[Together, ...]:
        """Return what is asked for together, of the needs that are asked for."""
        asked = (
            replace(one, people=tuple(slug for slug in one.people if slug in needs)) for one in self.together if one.need in needs
        )
        return tuple(one for one in asked if one.people or one.criteria)


def understand(text: str, places: Mapping[str, NamedPlace] | None = None) -> Understanding:
    """Return what a sentence says; `places` are towns and schools that it may name (matching.requests.read)."""
    read_ahead((text, *parts_read(text)))
    request = requests.with_kin(requests.read(text, places), text)
    meant = meaning(request.of_needs, text)
    if not meant.found or (_says_nothing(request.rest) and not find(request.of_needs).found):
        meant = _of_the_whole(text, request, meant)
    meant = _with_asked_grades(text, request, _without_denied(request, meant))
    asked = _activities(request.of_needs, meant)
    meant = _of_adults(text, _with_their_needs(meant, asked))
    request = _with_towns(text, request, meant, asked, places or {})
    conditions = (*request.conditions, *asked)
    young = _with_own_child(text, requests.children(conditions, text), conditions, meant)
    whose = requests.apart(text, young, {one.slug: one.heard for one in meant.found})
    conditions = tuple(one for one in conditions if one not in whose.excepted)
    joined = together(request.of_needs, meant.found, conditions)
    doubtful = tuple(one for one in meant.doubtful if one.slug not in {need.slug for need in joined.needs})
    meant = Meaning(joined.needs, doubtful, meant.danger)
    left, words = _unread(text, request, meant, asked), own_words(mended(request.rest))
    return Understanding(
        needs=meant.found,
        doubtful=doubtful,
        conditions=conditions,
        denied=(*request.denied, *whose.denied),
        unread=left,
        danger=meant.danger,
        words=words,
        together=joined.phrases,
        children=tuple(child for child in young if not set(child) & set(whose.excepted)),
        named_children=requests.named_children(text),
        kin=requests.for_kin(text, {one.slug: one.heard for one in meant.found}),
        whose=whose,
    )


def _with_own_child(
    text: str, children: tuple[Child, ...], conditions: tuple[Condition, ...], meant: Meaning
) -> tuple[Child, ...]:
    """Return the children of a sentence, with the baby of a young parent who asks for it."""
    baby = requests.child_of_first(conditions, text)
    both = (*children, (baby,)) if baby and len(children) == 1 else children
    return both if requests.of_young_parent(text, both, [one.slug for one in meant.found]) else children


def _with_towns(
    text: str, request: Request, meant: Meaning, asked: tuple[Condition, ...], places: Mapping[str, NamedPlace]
) -> Request:
    """Return the request with the towns that stand by the words of a need: "a Holt food pantry"."""
    needs = [*_heard_for(request.of_needs, meant), *((one.start, one.end) for one in asked)]
    towns = [*requests.towns_beside(text, requests.unread_spans(request.rest, needs), needs, places)] if places else []
    if not towns:
        return request
    rest = _blanked(request.rest, ((one.start, one.end) for one in towns))
    return replace(request, conditions=(*request.conditions, *towns), rest=rest)


def _without_denied(request: Request, meant: Meaning) -> Meaning:
    """Return the needs without those that a denial names and nothing else does; danger is not denied so easily."""
    denied = {one.slug for denial in request.denied for one in find(denial.heard).found if not terms()[one.slug].crisis}
    away = denied - {one.slug for one in find(request.of_needs).found}
    left, maybe = (tuple(one for one in some if one.slug not in away) for some in (meant.found, meant.doubtful))
    return Meaning(left, maybe, meant.danger)


def _with_asked_grades(text: str, request: Request, meant: Meaning) -> Meaning:
    """Return the needs with those that words of a grade name, if the sentence asks for them: "needs a dentist and preschool"."""
    written = [one.heard for one in request.conditions if one.kind is Kind.GRADE] + [
        text[start:end] for start, end in request.unmade
    ]
    have = {one.slug for one in meant.found}
    if not any(one.slug in _GRADES - have for words in written for one in find(words).found):
        return meant
    added = tuple(one.found for one in plain_requests(text) if one.sure and one.found.slug in _GRADES - have)
    doubtful = tuple(one for one in meant.doubtful if one.slug not in {need.slug for need in added})
    return Meaning((*meant.found, *added), doubtful, meant.danger)


def _says_nothing(text: str) -> bool:
    """Whether a text has words that ask or say who somebody is, and no others."""
    return not requests.unread(text) and not find(text).found


def _unread(text: str, request: Request, meant: Meaning, asked: tuple[Condition, ...]) -> tuple[str, ...]:
    """Return the words that nobody understood: neither taken out of the rest, nor heard for a need or an activity, nor learned.

    A word that speaks of a condition is understood only as a condition or as words of a need: that the model has learned it
    means little, since no need was made of it.
    """
    rest = list(request.rest)
    for start, end in request.unmade:
        rest[start:end] = text[start:end]
    used = [*_heard_for(request.of_needs, meant), *((one.start, one.end) for one in asked)]
    learned = [
        (first, last)
        for first, last in (*_known(request.rest), *_phrases(request.rest))
        if not any(start < last and first < end for start, end in request.unmade)
    ]
    told = [
        (start, end)
        for start, end in request.unmade
        if (start, end) in request.told_always or not any(start < last and first < end for first, last in used)
    ]
    left = requests.unread("".join(rest), [*used, *learned], told)
    return tuple({word.casefold(): word for word in left}.values())


def _heard_for(rest: str, meant: Meaning) -> Iterator[tuple[int, int]]:
    """Yield the positions of the words that needs were heard in; a need of the sentence as a whole was heard in none."""
    for need in meant.found:
        start = rest.find(need.heard) if need.heard and need.heard != rest.strip() else -1
        if start >= 0:
            yield start, start + len(need.heard)


def _activities(rest: str, meant: Meaning) -> tuple[Condition, ...]:
    """Return the activities that are asked for: those of a need that is meant or may be, or of a few words that say no more."""
    near = {one.slug for one in (*meant.found, *meant.doubtful)}
    short = len(rest.split()) <= _FEW_WORDS and not meant.found
    asked = [one for one in asked_activities(rest) if short or near & set(activities()[one.slug].terms)]
    return tuple(Condition(Kind.ACTIVITY, one.slug, rest[one.start : one.end], one.start, one.end) for one in asked)


def _with_their_needs(meant: Meaning, asked: tuple[Condition, ...]) -> Meaning:
    """Return the needs with one for each activity: who asks for soccer means sports, however the model doubts it."""
    have = {one.slug for one in meant.found}
    more = [FoundNeed(terms_of[0], 1.0, one.heard) for one in asked if not have & set(terms_of := activities()[one.value].terms)]
    added = {one.slug: one for one in more}
    doubtful = tuple(one for one in meant.doubtful if one.slug not in added)
    return Meaning((*meant.found, *added.values()), doubtful, meant.danger)


def _of_adults(text: str, meant: Meaning) -> Meaning:
    """Return the needs with those of adult relatives as adults have them: "mom needs a job" asks for no youth employment."""
    others = requests.of_adults(text, {one.slug: one.heard for one in meant.found})
    if not others:
        return meant
    found = {slug: replace(one, slug=slug) for one in reversed(meant.found) for slug in [others.get(one.slug, one.slug)]}
    doubtful = tuple(one for one in meant.doubtful if one.slug not in found)
    return Meaning(tuple(reversed(found.values())), doubtful, meant.danger)


def _of_the_whole(text: str, request: Request, rest: Meaning) -> Meaning:
    """Return the needs of a sentence whose rest names none: what its conditions name ("no insurance") is one, if it says no more.

    A grade that is a service of its own ("pre-k") is one, whatever else it says. Anything else that the sentence as a whole may mean is only offered: "after 6 pm on weekdays" asks for nothing yet. "I need help"
    means all needs alike, and so none.
    """
    says_nothing = _says_nothing(_blanked(request.rest, request.unmade))
    if request.denied or not request.conditions:
        if not says_nothing:
            return rest
        of_danger = tuple(one for one in rest.doubtful if rest.danger and terms()[one.slug].crisis)
        beside = (
            meaning(_blanked(text, ((one.start, one.end) for one in request.denied)))
            if request.conditions and not _says_only_who(request)
            else Meaning()
        )
        beside_it = {one.slug: one for one in (*of_danger, *beside.found, *beside.doubtful)}
        return Meaning((), tuple(beside_it.values())[:MOST_OFFERED], rest.danger)
    whole = meaning(_blanked(text, request.unmade), text) if says_nothing else meaning(text)
    named = {one.slug for one in find(text).found} if says_nothing else set()
    of_grade = [
        need for one in request.conditions if one.kind is Kind.GRADE for need in find(one.heard).found if need.score == 1.0
    ]
    sure = {one.slug: one for one in (*of_grade, *(need for need in whole.found if need.slug in named))}
    sure = {slug: one for slug, one in sure.items() if not _is_had(one, request)}
    guessed = () if whole.danger is None and _says_only_who(request) else (*whole.found, *whole.doubtful)
    unsure = (*rest.found, *rest.doubtful) or guessed
    offered = sorted((one for one in unsure if one.slug not in sure), key=lambda one: -one.score)
    return Meaning(tuple(sure.values()), tuple(offered[:MOST_OFFERED]), whole.danger)


def _is_had(need: FoundNeed, request: Request) -> bool:
    """Whether a need is but a word of a way to pay that is there: "has Acme Health insurance"; "no insurance" says a lack."""
    ways = (one.heard for one in request.conditions if one.kind is Kind.PAYMENT and one.value not in _LACKS)
    return any(need.heard in way and " " in way for way in ways)  # "Medicaid" alone may ask for it


def _says_only_who(request: Request) -> bool:
    """Whether a sentence only tells of whom it speaks: "my son in 7th grade", of which the model would guess."""
    return all(one.kind in _WHO for one in request.conditions) and says_only_what_is_known(request.rest)


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    rest = list(text)
    for start, end in spans:
        rest[start:end] = " " * (end - start)
    return "".join(rest)


def _known(rest: str) -> Iterator[tuple[int, int]]:
    """Yield the positions of the words that the model of needs has learned, as written or misspelled."""
    for word in fold(rest):
        written = rest[word.start : word.end]
        if is_known(written) and not _MAY_BE_AN_AGE.fullmatch(written):
            yield word.start, word.end


def _phrases(rest: str) -> Iterator[tuple[int, int]]:
    """Yield the positions of phrases of the vocabulary, which may be misspelled."""
    for need in find(rest).found:
        start = rest.find(need.heard)
        if start >= 0:
            yield start, start + len(need.heard)
