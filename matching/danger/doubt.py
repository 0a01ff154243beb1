"""The needs that a text means, if it reports danger or only sounds like it.

The exact safety words are read twice: for the card, and for the need that they name. If the danger is not *now*, because
the model is sure that the words are harmless there or because they are denied, the need of that danger is also doubtful:
it may be offered, but it is not assumed; nor is any other need that was heard in the same words. Where no danger is heard at all,
it is not even offered, unless the model of needs is sure of it. Where danger is asked about, and nothing else is surely needed, its
need is offered. Somebody who names the service itself ("a suicide prevention group") has said what they want, and is taken at their
word.

>>> "suicide" in [found.slug for found in meaning("wants to die her hair purple").doubtful]
False
>>> meaning("he says he is not suicidal").doubtful[0].slug
'suicide'
>>> [found.slug for found in meaning("she wants to die").found]
['suicide']
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from matching.clauses import CLAUSE
from matching.comprehension import encode_ahead
from matching.danger.detector import parts_read, read
from matching.danger.kinds import KINDS, NEEDS
from matching.danger.pieces import Danger, Level
from matching.needs import FoundNeed, find, resolve, terms
from matching.needs.long_texts import LONG, MOST_OFFERED
from matching.needs.reader import DOUBTFUL, SURE, model_chance, read_in, read_needs
from matching.text import phrase, tokens


@dataclass(frozen=True, slots=True)
class Meaning:
    """The needs that are assumed to be meant, best first, those that may be meant, and the danger that the text reports."""

    found: tuple[FoundNeed, ...] = ()
    doubtful: tuple[FoundNeed, ...] = ()
    danger: Danger | None = None


def meaning(text: str, whole: str | None = None) -> Meaning:
    """Return the needs that a text means and those that it may mean, without those of a danger that is not *now*.

    Danger is read in `whole`, the sentence that the text is part of: a condition or a denial that was taken out may report it.
    """
    _read_ahead(text, whole)
    danger = read(whole or text)
    if text.strip() in terms():  # given by its slug, as from a list: there is no doubt
        return Meaning(resolve(text).found, (), danger)
    if danger is not None and danger.level is Level.NOW:
        reading = read_needs(text, whole=whole)
        return _with_its_needs(Meaning(reading.sure, reading.doubtful, danger), danger, whole or text)
    named = named_services(text, whole)
    # The model alone hears no danger where the detector hears none: only exact words make the need of a danger doubtful.
    exact = tuple(one for one in resolve(text).found if one.slug in NEEDS and one.slug not in named)
    offered = tuple(one for one in exact if danger is not None or model_chance(text, one.slug, whole) >= SURE)
    others = read_needs(text, without=[slug for slug in NEEDS if slug not in named], whole=whole)
    unsure = tuple(one for one in others.sure if any(near.heard in one.heard for near in exact))
    sure = tuple(one for one in others.sure if one not in unsure)
    if danger is not None and not sure and not offered:
        offered = (FoundNeed(KINDS[danger.kind].need, DOUBTFUL, danger.heard[0]),)
    doubtful = (
        *offered,
        *unsure,
        *(one for one in others.doubtful if one.slug not in (*NEEDS, *(near.slug for near in offered))),
    )
    return Meaning(sure, doubtful[:MOST_OFFERED], danger)


def _read_ahead(text: str, whole: str | None) -> None:
    """Have the network read at once what it will be asked about for danger and for needs."""
    parts = parts_read(whole or text)
    if len(text.split()) <= LONG:
        encode_ahead([*((part, None) for part in parts), read_in(text, whole)])


def _with_its_needs(meant: Meaning, danger: Danger, text: str) -> Meaning:
    """Return what is meant with every need that exact words of a danger name, first; if there is none, its own is offered.

    Other needs, and another danger, must not crowd one out.
    """
    need, have = KINDS[danger.kind].need, {one.slug for one in meant.found}
    exact = {
        one.slug: one
        for part in (text, *CLAUSE.split(text))
        for one in find(part).found
        if one.slug in NEEDS and one.slug not in have and any(one.heard in words for words in danger.heard)
    }
    own = () if exact or have & {*NEEDS, need} else (need,)
    beside = (KINDS[kind].need for kind in danger.beside)
    slugs = [slug for slug in dict.fromkeys((*own, *beside)) if slug not in {*have, *exact}]
    offered = [FoundNeed(slug, DOUBTFUL, danger.heard[0]) for slug in slugs[:MOST_OFFERED]]
    others = [one for one in meant.doubtful if one.slug not in {*exact, *slugs}]
    return Meaning((*exact.values(), *meant.found), (*others[: MOST_OFFERED - len(offered)], *offered), danger)


def named_services(text: str, whole: str | None = None) -> set[str]:
    """Return the terms of danger that are surely meant, and in words by which providers list their services."""
    words = {*tokens(text)}
    if not any(words.issuperset(name) for names in service_names().values() for name in names):
        return set()  # most texts: their needs are read once
    sure = read_needs(text, whole=whole).sure
    return {
        one.slug
        for one in sure
        if one.slug in service_names() and len(one.heard.split()) > 1 and phrase(one.heard) in service_names()[one.slug]
    }


@cache
def service_names() -> Mapping[str, frozenset[tuple[str, ...]]]:
    """Return the words by which providers list the services for each danger, and that families do not use."""
    return {
        slug: frozenset(map(phrase, (*term.provides, *term.labels))) - {*map(phrase, (*term.says, *term.says_spanish))}
        for slug, term in terms().items()
        if slug in NEEDS
    }
