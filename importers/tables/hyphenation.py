"""Hyphens at line breaks, as a PDF pasted into a sheet has them: a word's own, or those of the typesetter.

    "coun-\\nseling"  ->  "counseling"        "drop-\\nin"  ->  "drop-in"

The words of the list itself decide: how it writes a word elsewhere, and whether both halves are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from importers.tables.table import Table

_HALF = r"[^\W\d_]{1,40}"
_BREAK = re.compile(rf"(?<!\w)({_HALF}(?:['’-]{_HALF}){{0,4}})[-\u2010\u2011\u00ad][^\S\n]{{0,9}}\n\s{{0,99}}({_HALF})")
"""Two halves of a word and the line break between them; a hyphen after a blank is a dash or a bullet."""
_BLANK = re.compile(rf"(?<![\w-])({_HALF})[-\u2010\u00ad] ({_HALF})(?!\w)")
"""The same where the line break became a blank when it was pasted."""
_BEFORE_BLANK = ("- ", "\u2010 ", "\u00ad ")
_NUMBERS = re.compile(r"(\w)[-\u2010\u2011\u00ad][^\S\n]{0,9}\n\s{0,99}(?=\w)")
_WORD = re.compile(rf"{_HALF}(?:[-\u2010\u2011]{_HALF})*")
_TAILS = frozenset("in up on off out by".split())
_HEADS = frozenset("self e x".split())
"""Halves behind and before which a hyphen is the word's own, whatever the list says elsewhere: "drop-in", "self-help"."""


@dataclass(frozen=True, slots=True)
class _WordsOfList:
    """The words of a list outside line breaks, and those that stand side by side as "drop in"."""

    alone: frozenset[str]
    pairs: frozenset[tuple[str, str]]


def joined(table: Table) -> Table:
    """Return the table with words that a line break has cut made whole, and without line breaks after other hyphens."""
    texts = [*table.header, *(cell for row in table.rows for cell in row.cells)]
    broken = any("\n" in text and _NUMBERS.search(text) for text in texts)
    if not broken and not any(_blank(text) for text in texts):
        return table
    words = _words(texts)
    header = tuple(_joined(name, words) for name in table.header)
    rows = tuple(replace(row, cells=tuple(_joined(cell, words) for cell in row.cells)) for row in table.rows)
    return replace(table, header=header, rows=rows)


def _words(texts: Iterable[str]) -> _WordsOfList:
    alone: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    for text in set(texts):
        whole = _BLANK.sub(" ", _BREAK.sub(" . ", text))
        found = [_plain(word) for word in _WORD.findall(whole)]
        alone.update(found)
        pairs.update(pairwise(found))
    return _WordsOfList(frozenset(alone), frozenset(pairs))


def _plain(word: str) -> str:
    return word.casefold().replace("\u2010", "-").replace("\u2011", "-")


def _joined(text: str, words: _WordsOfList) -> str:
    if "\n" in text:
        text = _NUMBERS.sub(r"\1-", _BREAK.sub(lambda found: _whole(found, words), text))
    return _BLANK.sub(lambda found: _closed(found, words), text) if _blank(text) else text


def _blank(text: str) -> bool:
    return any(sign in text for sign in _BEFORE_BLANK) and _BLANK.search(text) is not None


def _whole(found: re.Match[str], words: _WordsOfList) -> str:
    first, second = found[1], found[2]
    return f"{first}-{second}" if "\u2011" in found[0] or _own_hyphen(first, second, words) else first + second


def _own_hyphen(first: str, second: str, words: _WordsOfList) -> bool:
    """Whether the hyphen belongs to the word; only a line break put it into any other."""
    if second[0].isupper():
        return not first.isupper()  # "Mon-Fri", "Smith-Jones"; but "COUN-SELING"
    head, tail = _plain(first), _plain(second)
    if f"{head}-{tail}" in words.alone:
        return True
    if head + tail in words.alone:
        return False
    last = head.rpartition("-")[2]
    return tail in _TAILS or last in _HEADS or (last, tail) in words.pairs or {last, tail} <= words.alone


def _closed(found: re.Match[str], words: _WordsOfList) -> str:
    """Return a word that a hyphen and a blank cut, only if the list writes it whole elsewhere: "pre- and postnatal" is none."""
    return found[1] + found[2] if _plain(found[1]) + _plain(found[2]) in words.alone else found[0]
