"""The sentences in which the network learns to mark conditions and denials, each with its marks.

They are in `sentences/`: a file for each author's hand, with a line for each sentence: the language, the terms of the needs that
it tells of, and the sentence with marks. A mark is `[kind=value|words]` around the words of a condition, or `[denied|words]`
around those of a denial; without its marks a line reads as its writer meant it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from matching.digests import digest_of

FOLDER = Path(__file__).parent / "sentences"

_MARK = re.compile(r"\[(?P<kind>[a-z]+)(?:=(?P<value>[^|\]]*))?\|(?P<words>[^\]]*)\]")


class MarkedWords(NamedTuple):
    """What some words say, `text[start:end]` of the sentence: a kind, and a value where the writer gave one."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence, its language, the terms of its needs, its marks in order, and the hand that wrote it."""

    text: str
    language: str
    needs: tuple[str, ...]
    marks: tuple[MarkedWords, ...]
    hand: str


def read_sentence(line: str, hand: str) -> MarkedSentence:
    """Return the sentence of one line; raise ValueError if it does not have the three fields."""
    language, needs, written = line.split("\t")
    text, marks, at = "", [], 0
    for found in _MARK.finditer(written):
        text += written[at : found.start()]
        marks.append(MarkedWords(found["kind"], found["value"] or "", len(text), len(text) + len(found["words"])))
        text += found["words"]
        at = found.end()
    named = tuple(need.strip() for need in needs.split(",") if need.strip())
    return MarkedSentence(text + written[at:], language, named, tuple(marks), hand)


def all_sentences() -> Iterator[MarkedSentence]:
    """Yield every sentence, file by file in the order of their names."""
    for path in sorted(FOLDER.glob("*.tsv")):
        yield from (read_sentence(line, path.stem) for line in path.read_text(encoding="utf-8").splitlines())


def digest() -> str:
    """Return one SHA-256 of the sentences, independent of line endings."""
    return digest_of(sorted(FOLDER.glob("*.tsv")))
