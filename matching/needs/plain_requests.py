"""Needs that a text asks for by name: a phrase of the vocabulary after a word that asks, or in a clause or a line of its own.

>>> [(one.found.slug, one.sure) for one in plain_requests("dad hits her. also needs a warm coat and a tutor")]
[('clothing', True), ('tutoring', True)]
>>> [(one.found.slug, one.sure) for one in plain_requests("no beds, no food; she has soccer and dance")]
[('household-goods', True), ('food-pantry', True), ('sports', False), ('dance', False)]

A text may only list needs:

>>> [one.slug for one in listed("we need a food pantry, winter coats, a mentor and help with rent")]
['food-pantry', 'clothing', 'mentoring', 'housing-help']
>>> listed("she sleeps badly since the move and hides in the library"), listed("a food pantry")
((), ())

The trained model divides its chance among all that a sentence tells of, and hears hardly more than one of a list; what is asked for
so plainly is meant, whatever stands beside it. Terms of danger are none of it: they are read with the danger. What is denied must have been blanked before.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from matching import text as folding
from matching.languages import WORDS
from matching.needs.phrases import is_said
from matching.needs.recognition import FoundNeed, find, named
from matching.needs.vocabulary import terms

EXACT = 0.8
"""The score from which a phrase of the vocabulary is taken for a name of its term."""


@dataclass(frozen=True, slots=True)
class PlainRequest:
    """A need that is named; `sure` unless the clause may only tell of what somebody has.

    `is_wished` if a word that asks stands before it or the list it is in: "lost his job, needs food" wishes for food.
    """

    found: FoundNeed
    sure: bool
    is_wished: bool = False


@cache
def file() -> dict[str, Any]:
    """Return the tables of words."""
    return tomllib.loads((Path(__file__).parent / "plain_requests.toml").read_text(encoding="utf-8"))


@cache
def _words() -> dict[str, str]:
    """Return the lists of words as alternatives of a regular expression, the longest first."""
    words = {key: " ".join(text.split()).split(", ") for key, text in file()["words"].items()}
    return {key: "|".join(sorted(some, key=len, reverse=True)) for key, some in words.items()}


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{([a-z]+)\}", lambda name: _words()[name[1]], template))


_OPENERS = r"\b(?:(?P<lack>{lacks})|(?P<ask>{asks}))\b(?:\s+(?:{small})\b)*"
_HAS = r"\b(?:{has})\b"
_AFTER_HEAD = r"\s+(?:{heads})\b"
_VERB = r"\b(?:{verbs})\b|\w{3}(?:ed|aron|ieron)\b"
_LONGEST_AFTER_HEAD = 8  # words
_DEFINITE = r"(?:^|.*\s)(?:{definite})\s+"
_NEGATED = r"\b(?:{negations})(?:\s+\w+)?\s+$"

_SENTENCE = re.compile(
    r"[.!?;\n\r\u2022*]+|\b\d{1,2}[.)](?=\s)|^\s*-+\s|\b(?:also|plus|adem[a\u00e1]s)\b", re.MULTILINE | re.IGNORECASE
)
CLAUSE = re.compile(
    r"[,:()/&+|\u2013\u2014]+|\s-+\s|\s{3,}|\b(?:and|or|but|nor|then|y(?!\s+(?:media|cuarto)\b)|e|o|u|ni|pero|tambi[e\u00e9]n)\b",
    re.IGNORECASE,
)
_LONGEST_BARE = 3  # words of a clause that is a phrase and one word beside it: "warm winter coats"
_BESIDE = 1
_LONGEST_LISTED = 6  # words of a part of a list
_FEWEST_LISTED = 2  # parts of a list
_NOT = folding.tokens("not")[0]


@lru_cache(maxsize=32)
def plain_requests(text: str) -> tuple[PlainRequest, ...]:
    """Return what a text asks for by name, in its order, each term once."""
    found: dict[str, PlainRequest] = {}
    for sentence in _SENTENCE.split(text):
        for one in _of_sentence(sentence):
            known = found.get(one.found.slug)
            if known is None or one.sure > known.sure:
                found[one.found.slug] = one
    return tuple(found.values())


@lru_cache(maxsize=32)
def listed(text: str) -> tuple[FoundNeed, ...]:
    """Return the needs of a list, in its order; none if the text is no list of needs alone."""
    parts = [(part, words) for sentence in _SENTENCE.split(text) for part in CLAUSE.split(sentence) if (words := size(part))]
    if len(parts) < _FEWEST_LISTED or any(words > _LONGEST_LISTED for _, words in parts):
        return ()
    found: dict[str, FoundNeed] = {}
    for part, _ in parts:
        need = _bare(part)
        if need is None:
            return ()
        for one in (need, *filter(_is_name, named(part).found)):  # "counseling for anxiety" names two
            found.setdefault(one.slug, one)
    return tuple(found.values()) if len(found) >= _FEWEST_LISTED else ()


def asked_in(clause: str, states: Collection[str]) -> list[FoundNeed]:
    """Return what one clause asks for by name, or the need whose name it is, none of `states`: terms whose names tell how somebody is."""
    named_here = [one for opener in _openers(clause) for one in _opened(clause, opener)]
    if not named_here and (bare := _bare(clause)) and not (bare.slug in states or _is_definite(bare.heard, clause)):
        named_here = [bare]
    return named_here


def says_no_more(text: str, found: Iterable[FoundNeed]) -> bool:
    """Whether a text only asks for what was found in it by name: "grocery help"."""
    return size(text) <= sum(size(one.heard) for one in found)


def _bare(clause: str, most_beside: int = _BESIDE) -> FoundNeed | None:
    """Return the need whose name a clause is, with few words beside it; no danger, and nobody: "dad" alone asks for nothing."""
    words = size(clause)
    best = next((one for one in find(clause).found if _is_name(one) and not _is_only_vague(one.heard)), None)
    if best is None:
        return None
    if _NOT in folding.tokens(clause) and _NOT not in folding.tokens(best.heard):
        return None
    beside = words - size(best.heard)
    return best if beside <= most_beside and (not beside or words <= _LONGEST_BARE) else None


def _head(clause: str) -> FoundNeed | None:
    """Return the need that begins a clause without a verb, whose other words only say for whom or where: "therapy near the school"."""
    plain = folding.plain(clause)
    best = next((one for one in named(clause).found if _is_name(one)), None)
    if best is None:
        return None
    before, _, after = plain.partition(folding.plain(best.heard))
    begins = not size(before) and _pattern(_AFTER_HEAD).match(after) and not _pattern(_VERB).search(after)
    return best if begins and len(after.split()) <= _LONGEST_AFTER_HEAD else None


def _of_sentence(sentence: str) -> Iterator[PlainRequest]:
    """Yield the requests of a sentence: its clauses go on with a list that one of them begins, of what is asked for or is had."""
    clauses = [clause for clause in CLAUSE.split(sentence) if clause.strip()]
    asks = has = lacks = wishes = False
    for clause in clauses:
        openers = list(_openers(clause))
        opened = [one for opener in openers for one in _opened(clause, opener)]
        if opened:
            asks, has, lacks = True, False, any(opener["lack"] for opener in openers)
            wishes = not lacks
            yield from (PlainRequest(one, sure=True, is_wished=wishes) for one in opened)
            continue
        if openers and not size(clause[openers[-1].end() :]):  # "Needs:", "no tiene ni"
            asks, has, lacks = True, False, bool(openers[-1]["lack"])
        elif _pattern(_HAS).search(folding.plain(clause)):
            asks, has, lacks = False, True, False
        elif any(opener["ask"] for opener in openers):
            asks, has, lacks = True, False, False
        alone = len(clauses) == 1
        best = _bare(clause, most_beside=_BESIDE if asks or alone else 0) or (_head(clause) if alone or asks else None)
        if best and not (lacks and best.slug not in _goods()):
            sure = not has and (asks or not _is_definite(best.heard, clause))
            yield PlainRequest(best, sure, is_wished=sure and wishes)


def _is_definite(heard: str, clause: str) -> bool:
    """Whether words name something that is known, of which a sentence tells: "he loses his backpack, the glasses"."""
    before = folding.plain(clause).partition(folding.plain(heard))[0]
    return bool(_pattern(_DEFINITE).search(before) or _pattern(_DEFINITE).match(folding.plain(heard)))


def _openers(clause: str) -> Iterator[re.Match[str]]:
    """Yield the words of a clause that ask, or that say that there is none."""
    plain = folding.plain(clause)
    for opener in _pattern(_OPENERS).finditer(plain):
        if opener["lack"] or not _pattern(_NEGATED).search(plain[: opener.start()]):
            yield opener


def _opened(clause: str, opener: re.Match[str]) -> Iterator[FoundNeed]:
    """Yield the needs that stand after a word that asks, or that says that there is none."""
    for one in _at_the_start(clause[opener.end() :]):
        if not opener["lack"] or one.slug in _goods():
            yield one


def _at_the_start(rest: str) -> Iterator[FoundNeed]:
    """Yield the needs that are named where a text begins, one after the other; before the first one other word may stand."""
    at, beside = 0, _BESIDE
    for one in sorted((one for one in named(rest).found if _is_name(one)), key=lambda one: rest.find(one.heard)):
        start = max(rest.find(one.heard), 0)
        if size(rest[at:start]) > beside:
            return
        yield one
        at, beside = start + len(one.heard), 0


def _is_name(found: FoundNeed) -> bool:
    """Whether words name a need surely: no danger, nobody, and more than words that ask ("need something" is part of a phrase)."""
    surely = found.score >= EXACT and not terms()[found.slug].crisis
    return surely and size(found.heard) > 0 and not says_only_what_is_known(found.heard)


def says_only_who(words: str) -> bool:
    """Whether words only say who somebody is: "dad", "teen boy"."""
    return all(word in _persons() for word in folding.tokens(words))


def says_only_what_is_known(words: str) -> bool:
    """Whether words only say who somebody is or which language they speak: "Home language: Twi"."""
    return all(word in _known() for word in folding.tokens(words))


def _is_only_vague(words: str) -> bool:
    """Whether words are only known as a label that names a kind of place or of people: "family", "church"."""
    return folding.phrase(words) in _vague()


@cache
def _vague() -> frozenset[tuple[str, ...]]:
    labels = (folding.phrase(text) for term in terms().values() for text in term.vague)
    return frozenset(words for words in labels if not is_said(words))


@cache
def _persons() -> frozenset[str]:
    return frozenset(token for word in file()["persons"] for token in folding.tokens(word))


@cache
def _known() -> frozenset[str]:
    languages = (word for words in WORDS.values() for word in words)
    return _persons() | {folding.EDGE} | {token for word in (*languages, *file()["headings"]) for token in folding.tokens(word)}


@cache
def _goods() -> frozenset[str]:
    """Return the terms of what a family lacks where there is none: "no food"; "no therapy" may as well be a wish."""
    return frozenset(file()["goods"].split())


def size(text: str) -> int:
    """Return the number of words that say what is needed."""
    plain = folding.plain(text)
    left = _pattern(r"\b(?:x\d+|\d+|{asks}|{small})\b").sub(" ", plain)
    return sum(word not in (folding.EDGE, folding.SOMEBODY) for word in folding.tokens(left))
