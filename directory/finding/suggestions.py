"""What completes the words that somebody is typing: needs from the vocabulary, providers and towns of the directory.

Only the words just before the cursor are completed, within one clause: as many of the last ones as something begins with. Where
nothing does, a typing error in the last word is allowed for. Nothing that was typed is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.orm import Session

from directory.i18n.catalogs import catalog_of
from directory.i18n.language_names import language_name
from directory.i18n.languages import LANGUAGES
from directory.listings.words import number_words
from directory.models.codes import ListedKind
from directory.storage.listed_names import FoundName, folded, names_beginning
from directory.storage.listings.contact_search import numbers_beginning, streets_beginning
from directory.storage.vocabulary import STOP_WORDS, words_beginning_nearly
from matching.languages import WORDS, base
from matching.needs import completion
from matching.needs.completion import SMALL, NeedCompletion
from matching.text import fold_text

LONGEST = 80
"""Letters before the cursor that are read."""
FROM_LETTER = 3
"""Suggestions begin with this letter."""
MOST_WORDS = 4
"""Words before the cursor that may be completed together."""

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_CLAUSE_END = re.compile(r"[.,;:!?()\n\r\u2026\u2022\u2013\u2014]")
_FEWEST_DIGITS = 5  # of a telephone number: fewer may be a ZIP or the number of a street
_BEFORE_SPANISH = frozenset("en habla hablan hable".split())
_BEFORE_LANGUAGES = _BEFORE_SPANISH | {"in", "speaks", "speak", "speaking"}
_MENDED = 3  # words that a misspelled one may mean


class SuggestionKind(StrEnum):
    NEED = "need"
    PROVIDER = "provider"
    TOWN = "town"
    LANGUAGE = "language"
    NUMBER = "number"
    STREET = "street"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be meant: `words` complete `replaced`, which is how the text ends.

    `need` is the term of a need. `record_id` is the one listing with a provider's name, None if there are several.
    """

    kind: SuggestionKind
    words: str
    replaced: str
    is_spanish: bool = False
    need: str | None = None
    record_id: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The suggestions, best first, and whether they are for a word as it may have been meant."""

    suggestions: tuple[Suggestion, ...] = ()
    mended: bool = False


Most = Mapping[SuggestionKind, int]
"""How many suggestions of each kind there are at most, in the order in which they are listed."""

IN_SENTENCE: Most = {SuggestionKind.LANGUAGE: 2, SuggestionKind.NEED: 5, SuggestionKind.TOWN: 2, SuggestionKind.PROVIDER: 2}
IN_SEARCH: Most = {
    SuggestionKind.NUMBER: 5,
    SuggestionKind.STREET: 5,
    SuggestionKind.PROVIDER: 5,
    SuggestionKind.LANGUAGE: 2,
    SuggestionKind.NEED: 3,
    SuggestionKind.TOWN: 2,
}

_LISTED: Mapping[SuggestionKind, Sequence[ListedKind]] = {
    SuggestionKind.PROVIDER: (ListedKind.ORGANIZATION, ListedKind.SERVICE),
    SuggestionKind.TOWN: (ListedKind.TOWN,),
}


class _Ending(NamedTuple):
    """The last words of a text: as they were typed, and folded."""

    typed: str
    words: tuple[str, ...]

    @property
    def beginning(self) -> str:
        return " ".join(self.words)


_Find = Callable[[_Ending, int], list[Suggestion]]


def suggest(session: Session, before: str, most: Most) -> Suggestions:
    """Return what may complete the end of a text, which is that before the cursor."""
    endings = list(_endings(before[-LONGEST:]))
    for mended, ways in ((False, _as_typed(session)), (True, _mended(session))):
        found = [one for kind, count in most.items() for one in _longest(ways.get(kind, _nothing), endings, count)]
        if found:
            return Suggestions(tuple(found), mended)
    return Suggestions()


def _endings(before: str) -> Iterator[_Ending]:
    """Yield the last words of a text, most words first; none where a word is over, too short, or one that begins nothing."""
    clause = _CLAUSE_END.split(before)[-1]
    words = list(_WORD.finditer(clause))
    if not words or words[-1].end() != len(clause):
        return
    for word in words[-MOST_WORDS:]:
        typed = clause[word.start() :]
        ending = _Ending(typed, tuple(fold_text(typed).split()))
        small = SMALL | STOP_WORDS
        if len(ending.beginning) >= FROM_LETTER and not small.issuperset(ending.words):
            yield ending


def _longest(find: _Find, endings: Sequence[_Ending], count: int) -> list[Suggestion]:
    """Return what completes the most words."""
    return next((found for ending in endings if (found := find(ending, count))), [])


def _as_typed(session: Session) -> Mapping[SuggestionKind, _Find]:
    def needs(ending: _Ending, count: int) -> list[Suggestion]:
        return [_of_need(one, ending) for one in completion.complete(ending.beginning, count)]

    def names(kind: SuggestionKind) -> _Find:
        def find(ending: _Ending, count: int) -> list[Suggestion]:
            if ending.words[0] in STOP_WORDS:
                return []
            beginning = " ".join((*(word for word in ending.words[:-1] if word not in STOP_WORDS), ending.words[-1]))
            return [_of_name(one, kind, ending) for one in names_beginning(session, beginning, _LISTED[kind], count)]

        return find

    def numbers(ending: _Ending, count: int) -> list[Suggestion]:
        digits = "".join(ending.words)
        if len(digits) < _FEWEST_DIGITS or not digits.isdigit():
            return []
        found = numbers_beginning(session, digits, count)
        return [
            Suggestion(SuggestionKind.NUMBER, _as_begun(one.words, digits), ending.typed, record_id=one.record_id)
            for one in found
        ]

    def streets(ending: _Ending, count: int) -> list[Suggestion]:
        if len(ending.words) == 1 or not ending.words[0].isdigit() or ending.words[-1].isdigit():
            return []
        found = streets_beginning(session, ending.words, count)
        return [Suggestion(SuggestionKind.STREET, one.words, ending.typed, record_id=one.record_id) for one in found]

    return {
        SuggestionKind.NEED: needs,
        SuggestionKind.LANGUAGE: _languages,
        SuggestionKind.NUMBER: numbers,
        SuggestionKind.STREET: streets,
        **{kind: names(kind) for kind in _LISTED},
    }


def _nothing(_: _Ending, __: int) -> list[Suggestion]:
    return []


def _as_begun(number: str, digits: str) -> str:
    """Return a number as people write it, without the area code if it was begun without."""
    words = number_words(number)
    return words if number.removeprefix("+1").startswith(digits) else words.rpartition(" ")[2]


def _languages(ending: _Ending, count: int) -> list[Suggestion]:
    """Return the languages that may be meant after "in": the first name of each that begins so."""
    if len(ending.words) == 1 or ending.words[0] not in _BEFORE_LANGUAGES:
        return []
    begun = " ".join(ending.words[1:])
    if len(begun) < FROM_LETTER:
        return []
    before, is_spanish = ending.typed.split()[0], ending.words[0] in _BEFORE_SPANISH
    names = (next((name for name in _names(code, is_spanish) if fold_text(name).startswith(begun)), None) for code in LANGUAGES)
    said = [f"{before} {name.lower() if is_spanish else name}" for name in names if name]
    return [Suggestion(SuggestionKind.LANGUAGE, words, ending.typed, is_spanish) for words in said[:count]]


def _names(code: str, is_spanish: bool) -> Iterator[str]:
    """Yield what a language is called, where Spanish is written in Spanish first if sentences are read with that name."""
    read = WORDS[base(code)]
    spanish = language_name(code, catalog_of("es")) if is_spanish else None
    if spanish and fold_text(spanish) in map(fold_text, read):
        yield spanish
    yield from read


def _mended(session: Session) -> Mapping[SuggestionKind, _Find]:
    meant: dict[str, Sequence[str]] = {}

    def needs(ending: _Ending, count: int) -> list[Suggestion]:
        return [_of_need(one, ending) for one in completion.complete_misspelled(ending.beginning, count)]

    def names(kind: SuggestionKind) -> _Find:
        def find(ending: _Ending, count: int) -> list[Suggestion]:
            *whole, last = ending.words
            if last not in meant:
                meant[last] = [] if completion.is_known(last) else words_beginning_nearly(session, last, _MENDED)
            found: dict[str, FoundName] = {}
            for word in meant[last]:
                beginning = folded(" ".join((*whole, word)))
                for one in names_beginning(session, beginning, _LISTED[kind], count):
                    found.setdefault(one.name, one)
            return [_of_name(one, kind, ending) for one in list(found.values())[:count]]

        return find

    return {SuggestionKind.NEED: needs, **{kind: names(kind) for kind in _LISTED}}


def _of_need(found: NeedCompletion, ending: _Ending) -> Suggestion:
    words = found.phrase
    if ending.typed[:1].islower() and words[1:2].islower():
        words = words[0].lower() + words[1:]
    return Suggestion(SuggestionKind.NEED, words, ending.typed, found.is_spanish, need=found.slug)


def _of_name(found: FoundName, kind: SuggestionKind, ending: _Ending) -> Suggestion:
    return Suggestion(kind, found.name, ending.typed, record_id=found.record_id)
