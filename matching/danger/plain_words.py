"""Plain words that surely report danger, or surely report none, where the models are not sure enough.

`plain_words.toml` has the first, by kind, and `harmless_words.toml` the others, in English and in Spanish.

>>> plain_danger("he is diabetic, his father refuses to buy the insulin".split())
PlainDanger(kinds=('child-abuse',), now=True)
>>> without_harmless("he bombed the final. Algebra M/W/F please"), without_harmless("he bombed the school")
('he failed the final. Algebra  please', 'he bombed the school')
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from matching.danger.word_lists import filled
from matching.text import plain

_DANGER, _HARMLESS = (Path(__file__).with_name(f"{name}_words.toml") for name in ("plain", "harmless"))


class PlainDanger(NamedTuple):
    """The kinds of danger that words report, the one that the card is named by first, and whether they raise it by themselves."""

    kinds: tuple[str, ...]
    now: bool

    @property
    def kind(self) -> str:
        return self.kinds[0]


class _PlainWords(NamedTuple):
    """What words are looked for, and what must and must not stand anywhere beside them."""

    pattern: re.Pattern[str]
    beside: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def may_be_in(self, text: str) -> bool:
        return not (self.beside and not self.beside.search(text)) and not (self.unless and self.unless.search(text))

    def are_in(self, text: str) -> bool:
        return bool(self.pattern.search(text)) and self.may_be_in(text)


class _Patterns(NamedTuple):
    dangers: tuple[tuple[_PlainWords, PlainDanger], ...]
    harmless: tuple[tuple[_PlainWords, str], ...]


def plain_danger(words: list[str]) -> PlainDanger | None:
    """Return the dangers of the table that words report, in plain lower case without accents and apostrophes; None if none.

    The first that raises the card names it, and no kind of the others is lost.
    """
    text = " ".join(words)
    found = [danger for reported, danger in _patterns().dangers if reported.are_in(text)]
    if not found:
        return None
    first = next((one for one in found if one.now), found[0])
    return PlainDanger(tuple(dict.fromkeys(kind for one in (first, *found) for kind in one.kinds)), first.now)


def without_harmless(text: str) -> str:
    """Return a text with words that only sound like danger as they are meant."""
    return _as_meant(text)[0]


def sounds_harmless(text: str) -> bool:
    """Whether a text has words that only sound like danger, even if others beside them forbid to take them for harmless."""
    return _as_meant(text)[1]


@lru_cache(maxsize=256)
def _as_meant(text: str) -> tuple[str, bool]:
    plain_text, sounds = plain(text), False
    for words, meant in _patterns().harmless:
        if not words.pattern.search(plain_text):
            continue
        sounds = True
        if words.may_be_in(plain_text):
            for match in reversed(list(words.pattern.finditer(plain_text))):
                text = f"{text[: match.start()]}{match.expand(meant)}{text[match.end() :]}"
            plain_text = plain(text)
    return text, sounds


@cache
def _patterns() -> _Patterns:
    danger, harmless = (tomllib.loads(path.read_text(encoding="utf-8")) for path in (_DANGER, _HARMLESS))
    lists = danger["words"] | harmless["words"]

    def pattern(written: str) -> re.Pattern[str]:
        return re.compile(filled(written, lists, patterns=("between",)))

    def words(row: Mapping[str, str]) -> _PlainWords:
        beside, unless = (rf"\b(?:{row[key]})\b" if key in row else "" for key in ("with", "unless"))
        return _PlainWords(pattern(row["pattern"]), pattern(beside) if beside else None, pattern(unless) if unless else None)

    dangers = tuple(
        (words(row), PlainDanger((row["kind"], *filter(None, (row.get("beside"),))), row.get("now", False)))
        for row in danger["danger"]
    )
    return _Patterns(dangers, tuple((words(row), row["meant"]) for row in harmless["harmless"]))
