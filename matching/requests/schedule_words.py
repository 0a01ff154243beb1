"""The words of days and hours, and phrases of them, found at a place in the words of an utterance.

>>> WordPhrases("after, despues de, despues").end_at("despues de las 4".split(), 0)
2
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple


@cache
def schedule_table() -> Mapping[str, Mapping[str, str]]:
    """Return the word lists of days and hours by section and key."""
    return tomllib.loads((Path(__file__).parent / "tables" / "schedule.toml").read_text("utf-8"))


class WordPhrases:
    """WordPhrases that are separated by commas in their table; a longer one is found before a shorter."""

    def __init__(self, text: str) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted((tuple(one.split()) for one in text.split(",") if one.strip()), key=len, reverse=True):
            self._by_first.setdefault(phrase[0], []).append(phrase)

    @property
    def first_words(self) -> frozenset[str]:
        """The words with which the phrases begin."""
        return frozenset(self._by_first)

    def end_at(self, words: Sequence[str], at: int) -> int | None:
        """Return where the longest phrase that begins at a word ends; None if none does."""
        if at >= len(words):
            return None
        for phrase in self._by_first.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                return at + len(phrase)
        return None

    def start_before(self, words: Sequence[str], at: int, longest: int = 5) -> int | None:
        """Return where the longest phrase that ends before a word begins; None if none does."""
        for start in range(max(0, at - longest), at):
            if self.end_at(words, start) == at:
                return start
        return None


class ScheduleWords(NamedTuple):
    """Words and phrases by what they do in a schedule."""

    days: Mapping[str, str]
    short_days: Mapping[str, str]
    named: Mapping[str, Mapping[str, WordPhrases]]
    to: WordPhrases
    of_list: frozenset[str]
    inside: frozenset[str]
    between: frozenset[str]
    alternative: frozenset[str]
    starts: frozenset[str]
    said_before: Mapping[str, WordPhrases]
    told: WordPhrases
    told_after: WordPhrases
    no: frozenset[str]
    yes: frozenset[str]
    fits: frozenset[str]
    only: frozenset[str]
    no_before: WordPhrases
    no_after: WordPhrases


@cache
def schedule_words() -> ScheduleWords:
    """Return the words of the table."""
    table = schedule_table()
    joints, signs = table["joints"], table["signs"]
    return ScheduleWords(
        days={word: code for code, text in table["days"].items() for word in text.split()},
        short_days={word: code for code, text in table["short_days"].items() for word in text.split()},
        named={
            key: {name: WordPhrases(text) for name, text in table[key].items()}
            for key in ("weeks", "relative", "parts", "day_parts")
        },
        to=WordPhrases(joints["of_days"]),
        of_list=frozenset(joints["list"].split()),
        inside=frozenset(joints["inside"].split()),
        between=frozenset(joints["between"].split()),
        alternative=frozenset(joints["alternative"].split()),
        starts=frozenset(joints["before"].split()),
        said_before={key: WordPhrases(text) for key, text in table["said_before"].items()},
        told=WordPhrases(f"{table['told']['phrases']}, {table['told']['ordinals']}"),
        told_after=WordPhrases(table["told"]["after"]),
        no=frozenset(signs["no"].split()),
        yes=frozenset(signs["yes"].split()),
        fits=frozenset(signs["fits"].split()),
        only=frozenset(signs["only"].split()),
        no_before=WordPhrases(signs["before"]),
        no_after=WordPhrases(signs["after"]),
    )


@cache
def spanish_days() -> frozenset[str]:
    """Return the names of days in Spanish, without accents."""
    letters = schedule_table()["letters"]
    return frozenset(f"{letters['spanish']} {letters['spanish_every']}".split())


@cache
def ordinals() -> tuple[str, ...]:
    """Return the words for which days of a month are meant, without accents: "second", "every other", "ultimo"."""
    return tuple(one.strip() for one in schedule_table()["told"]["ordinals"].split(",") if one.strip())
