"""What a sentence refuses: a condition whose words stand behind "not", "can't take", "doesn't want" or before "is not an option".

A refused value is never asked for. Where the vocabulary has what is meant instead, that is asked for; else the words are told.

>>> line = " she cant take the bus , doesnt want a man , no group "
>>> bus, man = line.index("the bus"), line.index("a man")
>>> refusal = refused(Kind.TRAVEL, line, bus, bus + len("the bus"))
>>> line[slice(*refusal)], instead(Kind.TRAVEL, "bus")
('cant take the bus', None)
>>> line[slice(*refused(Kind.HELPER, line, man, man + len("a man")))], instead(Kind.HELPER, "man")
('doesnt want a man', 'woman')
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from matching.requests.request import Kind
from matching.requests.words import word_lists

_REACH = 60  # letters before and after a phrase

_INSTEAD = {
    (Kind.HELPER, "woman"): "man",
    (Kind.HELPER, "man"): "woman",
    (Kind.HELPER, "faith_based"): "not_faith_based",
    (Kind.SETTING, "group"): "one_to_one",
    (Kind.SETTING, "one_to_one"): "group",
    (Kind.MODE, "online"): "in_person",
    (Kind.MODE, "in_person"): "online",
}
_LACKED = frozenset({Kind.PAYMENT, Kind.TRAVEL, Kind.ACCESS})
"""What is refused too where it is lacked; who has no man to look up to wants one."""
_REFUSED = frozenset({*_LACKED, Kind.HELPER, Kind.SETTING, Kind.MODE})
"""The kinds whose tables know a condition and not every way to refuse it; days, hours, languages and places have their own."""
_SURE = frozenset({(Kind.TRAVEL, "no_car"), (Kind.PAYMENT, "uninsured"), (Kind.HELPER, "not_faith_based")})
"""Values that say a lack or a refusal themselves."""


class RefusedValue(NamedTuple):
    """Words at a position in a line that refuse a value, and what is meant instead, if the vocabulary has it."""

    kind: Kind
    value: str
    start: int
    end: int


class _RefusingWords(NamedTuple):
    before: re.Pattern[str]
    lacking: re.Pattern[str]
    after: re.Pattern[str]
    missed: re.Pattern[str]
    named: tuple[tuple[Kind, str, re.Pattern[str]], ...]


@cache
def _words() -> _RefusingWords:
    table = tomllib.loads((Path(__file__).parent / "tables" / "refusal.toml").read_text("utf-8"))
    before, lacking, has, between, after = (
        "|".join(re.split(r"\s*,\s*", " ".join(table[key].split()))) for key in ("before", "lacking", "has", "between", "after")
    )
    named = ((*key.split("."), words) for key, words in table["named"].items())
    provider = word_lists()["provider"]
    return _RefusingWords(
        re.compile(rf"(?<= )(?:{before})(?: (?:{between})){{0,6}} $"),
        re.compile(rf"(?<= )(?:{before}|{lacking})(?: (?:{between}|{has})){{0,6}} $"),
        re.compile(rf"(?P<who> (?:{provider}))? (?:{after})(?= )"),
        re.compile(rf" {table['missed']}(?= )"),
        tuple(
            (Kind(kind), value, re.compile(rf"(?<= ){words}(?= )".replace("{provider}", provider)))
            for kind, value, words in named
        ),
    )


def refused(kind: Kind, line: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the position of the words at [start, end) of a line with those that refuse them; None if none do."""
    words, first = _words(), max(0, start - _REACH)
    before = (words.lacking if kind in _LACKED else words.before).search(line[first:start])
    after = words.after.match(line[end : end + _REACH])
    if (not before and not after) or words.missed.match(line[end : end + _REACH]):
        return None
    return (first + before.start() if before else start, end + after.end() if after and not after["who"] else end)


def may_be_refused(kind: Kind, value: str) -> bool:
    """Return whether words before a condition may turn it: no value that is a lack or a refusal itself."""
    return kind in _REFUSED and (kind, value) not in _SURE


def instead(kind: Kind, value: str) -> str | None:
    """Return the value that somebody wants who refuses this one; None if the vocabulary has none."""
    return _INSTEAD.get((kind, value))


def named_refusals(line: str) -> Iterator[RefusedValue]:
    """Yield the values that a line refuses in words that are a condition of no table: "won't ride the subway", "no ladies".

    >>> [(one.value, one.start, one.end) for one in named_refusals(" she wont ride the subway , not in the summer ")]
    [('bus', 5, 25), ('summer', 28, 45)]
    """
    for kind, value, words in _words().named:
        for match in words.finditer(line):
            if span := refused(kind, line, *match.span()):
                yield RefusedValue(kind, value, *span)
