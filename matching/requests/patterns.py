"""Tables of patterns: how one reads and writes them, and the phrases that they find in an utterance.

A table is a TOML file with a section for each value. A pattern is a line of plain words, as `utterance` makes them, and a regular
expression but for these signs, so that a line stays readable:

    [may|might] word     one of these words, or none, before the next
    ...3 word            up to three words of any kind before the next
    (a|b)                one of these; it is never a group that counts
    {name}               a word list of the table common.toml, or of the table itself
    <some words>         only these are the words heard, if the pattern needs others around them
    (?!some words)       at the end of a line: not if these words follow; (?=…) only if they do
    END                  nothing but a pause, an "and" or the end may follow

>>> compiled("no [health] insurance").findall(" has no insurance or no health insurance ")
['no insurance', 'no health insurance']
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from matching.requests import asks
from matching.requests.required_words import DIGIT, RequiredWords, Words, commonness
from matching.requests.words import LANGUAGE_LISTS, languages_in, word_lists

_TABLES = Path(__file__).parent / "tables"
_EDGE = r"(?= (?:[.,] |$|(?:and|or|but|so|because|y|o|pero|porque|e|please|por favor) ))"
_SIGNS = (
    (re.compile(r"<(?![=!])([^<>]*)>"), r"(?P<heard>\1)"),
    (re.compile(r"\((?!\?)"), "(?:"),
    (re.compile(r" \[([^\]]*)\]$"), r"(?: (?:\1))?"),
    (re.compile(r"\[([^\]]*)\] "), r"(?:(?:\1) )?"),
    (re.compile(r"\.\.\.(\d) "), r"(?:[^ ,.~]{1,40} ){0,\1}?"),
    (re.compile(r" END\b"), lambda _: _EDGE),
)
_ENDS = re.compile(r"END\||\|END(?=[|)])")
_NAMED_LIST = re.compile(r"\{([a-z_]+)\}")
_A_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^ ]+")


VOCABULARY = "vocabulary"
"""The section of words that speak of a kind and say no value."""


class Phrase(NamedTuple):
    """Words that a pattern found: the section of their table, and their position in the utterance's line."""

    section: str
    start: int
    end: int


class Covered:
    """The parts of a line that phrases have taken."""

    def __init__(self, line: str) -> None:
        self._taken = bytearray(len(line))

    def add(self, start: int, end: int) -> None:
        """Take [start, end)."""
        self._taken[start:end] = b"\1" * (end - start)

    def meets(self, start: int, end: int) -> bool:
        """Return whether anything in [start, end) is taken."""
        return self._taken.find(1, start, end) >= 0


class Pattern:
    """A pattern of a table for a section, which is compiled when the first line has its required words: most lines have few.

    Of hundreds of names of languages only those that the line has are compiled with it: all of them take longer than the sentence.
    """

    def __init__(self, section: str, line: str, lists: Mapping[str, str], required: Iterable[Words]) -> None:
        self.section = section
        self.required = tuple(required)
        self._line, self._lists = line, lists

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The regular expression that the pattern stands for, with all names of languages."""
        return compiled(self._line, self._lists)

    @cached_property
    def _but_for_languages(self) -> tuple[str, bool]:
        """The same without the names of languages, and whether it has any."""
        source = written_out(self._line, {name: words for name, words in self._lists.items() if name not in LANGUAGE_LISTS})
        return source, _NAMED_LIST.search(source) is not None

    def phrases(self, line: str) -> Iterator[Phrase]:
        """Yield what the pattern finds in a line."""
        source, names_languages = self._but_for_languages
        return self.found_by(_with_lists(source, languages_in(line) if names_languages else ()), line)

    def found_by(self, regex: re.Pattern[str], line: str) -> Iterator[Phrase]:
        """Yield what an expression of the pattern finds in a line."""
        group = "heard" if "heard" in regex.groupindex else 0
        return (Phrase(self.section, match.start(group), match.end(group)) for match in regex.finditer(line))


class Patterns:
    """Patterns in an order, which find in a line what each of them would find alone; those that cannot find anything are not tried."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self.all = tuple(patterns)
        self._always = tuple(number for number, pattern in enumerate(self.all) if not pattern.required)
        self._by_word: dict[str, list[int]] = {}
        for number, pattern in enumerate(self.all):
            for word in min(pattern.required, key=commonness, default=()):
                self._by_word.setdefault(word, []).append(number)
        self._words = frozenset(self._by_word)

    def phrases(self, line: str) -> list[Phrase]:
        """Return what the patterns find in a line."""
        words = _words_of(line)
        if not self._always and self._words.isdisjoint(words):
            return []
        numbers = {*self._always, *(number for word in self._words & words for number in self._by_word[word])}
        possible = (self.all[number] for number in sorted(numbers))
        return [
            phrase for pattern in possible if not any(map(words.isdisjoint, pattern.required)) for phrase in pattern.phrases(line)
        ]


@lru_cache(maxsize=16)
def _words_of(line: str) -> Words:
    """Return the words of a line, which all tables are asked about in turn, as patterns require them."""
    return frozenset((*line.split(" "), *((DIGIT,) if _A_DIGIT.search(line) else ())))


@dataclass(frozen=True, slots=True)
class PatternTable:
    """The patterns of one kind. `read` are sure as they stand, `asked` only if the sentence asks for something there.

    `likely` are asked for as well, but only if the trained network holds some of their words for a condition (matching.requests.marks),
    and `also` leave their words to the needs ("support group").
    `vocabulary` are words that speak of the kind: where no condition is made of them, they are told as not understood, but for
    those of `look_alikes`. Phrases that are `told` look like a condition too ("Medicaid lapsed"): they are among the look-alikes,
    and are told. `bars` are expressions for a line with « and » around what the network marks, of which no condition is made where
    one fits; no sign stands in them.
    """

    read: Patterns
    asked: Patterns
    look_alikes: Patterns
    vocabulary: Patterns
    told: Patterns
    likely: Patterns
    also: Patterns
    bars: tuple[re.Pattern[str], ...] = ()


def compiled(line: str, lists: Mapping[str, str] = MappingProxyType({})) -> re.Pattern[str]:
    """Return the regular expression of a pattern that may name these word lists."""
    source = written_out(line, lists)
    assert not _NAMED_LIST.search(source), source
    return re.compile(source)


@lru_cache(maxsize=4_000)
def _with_lists(source: str, lists: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    return re.compile(_listed(source, dict(lists)))


def written_out(line: str, lists: Mapping[str, str]) -> str:
    """Return a pattern as a regular expression, but for word lists that are not among these."""
    for _ in range(4):  # a list may name other lists
        line = _listed(line, lists)
    line = _before_its_words(line)
    for sign, meaning in _SIGNS:
        line = sign.sub(meaning, line)
    assert "END" not in line, line
    return f"(?<= ){line}(?= )"


def _listed(line: str, lists: Mapping[str, str]) -> str:
    return _NAMED_LIST.sub(lambda match: f"(?:{lists[match[1]]})" if match[1] in lists else match[0], line)


def _before_its_words(line: str) -> str:
    """Return a pattern whose condition on the words that follow, if it ends with one, stands before the space between."""
    if not line.endswith(")"):
        return line
    first, depth = len(line) - 1, 1
    while depth:
        first -= 1
        depth += {")": 1, "(": -1}.get(line[first], 0)
    condition = line[first : first + 3]
    return f"{line[: first - 1]}{condition} (?:{line[first + 3 : -1]}))" if condition in {"(?!", "(?="} else line


def _with_ends(line: str) -> Iterator[str]:
    """Yield a pattern, and once more for a group in which END is one of several: with the end alone."""
    yield _ENDS.sub("", line)
    if match := _ENDS.search(line):
        first, last = match.start(), match.end()
        depth = 0
        while depth >= 0:
            first -= 1
            depth += {"(": -1, ")": 1}.get(line[first], 0)
        depth = 0
        while depth >= 0:
            depth += {"(": 1, ")": -1}.get(line[last], 0)
            last += 1
        yield f"{line[:first].rstrip()} END{line[last:]}"


@cache
def table(name: str) -> PatternTable:
    """Return a table of patterns by its name."""
    raw = tomllib.loads((_TABLES / f"{name}.toml").read_text("utf-8"))
    lists = {**word_lists(), **raw.get("lists", {})}
    required = RequiredWords(lists)

    def patterns(section: str, text: str) -> Iterator[Pattern]:
        lines = (line for line in text.splitlines() if line.strip())
        return (Pattern(section, one, lists, required.of(one)) for line in lines for one in _with_ends(line))

    read, asked, likely, also = (
        Patterns(pattern for section, text in raw.get(part, {}).items() for pattern in patterns(section, text))
        for part in ("read", "asked", "likely", "also")
    )
    look_alikes, vocabulary, told = (
        Patterns(patterns(VOCABULARY, raw.get(part, {}).get("patterns", ""))) for part in ("look_alikes", "vocabulary", "told")
    )
    bars = tuple(map(re.compile, raw.get("bars", {}).get("expressions", "").splitlines()))
    return PatternTable(read, asked, Patterns((*look_alikes.all, *told.all)), vocabulary, told, likely, also, bars)


@cache
def list_of(name: str, key: str) -> re.Pattern[str]:
    """Return the words of one list of a table as a regular expression, for words between spaces."""
    raw = tomllib.loads((_TABLES / f"{name}.toml").read_text("utf-8"))
    return compiled(f"{{{key}}}", raw["lists"])


_SAID_OF = ("payment", "language", "age", "grade", "access", "travel")
"""Tables of what is so of somebody or of the help, by which a sentence neither asks for a day nor tells of one."""
_LONGEST_BEFORE = 6
_BEFORE = re.compile(r"(?:(?<= )(?:who|that|que|with|and|con|y) )?$")


@lru_cache(maxsize=16)
def _asking(line: str) -> str:
    """Return a line with what is surely said of somebody or of the help as blanks, but for the words that ask."""
    left = list(line)
    for name in _SAID_OF:
        false = Covered(line)
        for phrase in look_alikes(table(name), line):
            false.add(phrase.start, phrase.end)
        for phrase in table(name).read.phrases(line):
            if false.meets(phrase.start, phrase.end):
                continue
            before = _BEFORE.findall(line[max(0, phrase.start - _LONGEST_BEFORE) : phrase.start])[0]
            for word in _WORD.finditer(line, phrase.start - len(before), phrase.end):
                if not asks.asks_for(word[0]):
                    left[word.start() : word.end()] = " " * len(word[0])
    return "".join(left)


def is_asked(line: str, start: int, end: int) -> bool:
    """Return whether a sentence asks for something at [start, end) of its line, whatever else it says of whom and of the help."""
    return asks.is_asked(line, start, end) or asks.is_asked(_asking(line), start, end)


def read_table(kind: PatternTable, line: str) -> Iterator[Phrase]:
    """Yield what a table finds in a line, without what only looks like it; its vocabulary last, as the section VOCABULARY."""
    false = Covered(line)
    for phrase in look_alikes(kind, line):
        false.add(phrase.start, phrase.end)
    found = [*kind.read.phrases(line), *(one for one in kind.asked.phrases(line) if is_asked(line, one.start, one.end))]
    found += kind.vocabulary.phrases(line)
    yield from (one for one in found if not false.meets(one.start, one.end))
    yield from kind.told.phrases(line)


def asked_for(kind: PatternTable, patterns: Patterns, line: str) -> Iterator[Phrase]:
    """Yield what patterns of a kind find where the sentence asks for something, without what only looks like it."""
    found = [one for one in patterns.phrases(line) if is_asked(line, one.start, one.end)]
    false = look_alikes(kind, line) if found else []
    yield from (one for one in found if not any(one.start < other.end and other.start < one.end for other in false))


def look_alikes(kind: PatternTable, line: str) -> list[Phrase]:
    """Return the phrases that only look like conditions of a kind."""
    return kind.look_alikes.phrases(line)


def only_told(kind: PatternTable, line: str) -> Iterator[Phrase]:
    """Yield the phrases that are no conditions of a kind: what only looks like it, and what the sentence tells of and does not ask for."""
    yield from look_alikes(kind, line)
    yield from (one for one in kind.asked.phrases(line) if not is_asked(line, one.start, one.end))
