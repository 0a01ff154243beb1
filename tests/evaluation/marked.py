"""How many conditions are read of those that two writers marked in their sentences: `python -m tests.evaluation.marked`.

A mark is `[kind=value|words]` around the words of a condition, or `[denied|words]` around those of a denial; without its marks
a line reads as its writer meant it. These sentences may be learned from, so no goal is held against them.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from matching.requests import NamedPlace, PlaceKind
from matching.sentence import understand
from matching.text import fold_text
from tests.evaluation.spoken import FOLDER

DENIED = "denied"
_MARK = re.compile(r"\[(?P<kind>[a-z]+)(?:=(?P<value>[^|\]]*))?\|(?P<words>[^\]]*)\]")
_TOPICS = {"grade": "age", "day": "when", "time": "when", "hours": "when", "start": "when"}
"""Kinds that one phrase may be read as either of: what matters is that it is read."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The words of a condition: `text[start:end]` of the sentence without its marks."""

    topic: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence, its language, and its marks in order."""

    text: str
    language: str
    marks: tuple[Mark, ...]


def topic(kind: str) -> str:
    """Return what a kind of condition is about, as it is counted here."""
    return _TOPICS.get(kind, kind)


def marked(line: str) -> MarkedSentence:
    """Return the sentence of one line: language, needs, and the sentence with its marks."""
    language, _needs, written = line.split("\t")
    text, marks, at = "", [], 0
    for found in _MARK.finditer(written):
        text += written[at : found.start()]
        marks.append(Mark(topic(found["kind"]), found["value"] or "", len(text), len(text) + len(found["words"])))
        text += found["words"]
        at = found.end()
    return MarkedSentence(text + written[at:], language, tuple(marks))


def sentences(folder: Path = FOLDER) -> Iterator[MarkedSentence]:
    """Yield the marked sentences, file by file."""
    for path in sorted(folder.glob("marked-*.tsv")):
        yield from map(marked, path.read_text(encoding="utf-8").splitlines())


def named_places(read: list[MarkedSentence]) -> Mapping[str, NamedPlace]:
    """Return the towns and schools that the writers name, as a directory would know them."""
    kinds = {"town": PlaceKind.TOWN, "school": PlaceKind.SCHOOL}
    named = (mark.value.partition(":") for one in read for mark in one.marks if mark.topic == "place")
    return {
        fold_text(name).strip(): NamedPlace(kinds[kind], f"{kind}:{name}") for kind, _, name in named if kind in kinds and name
    }


def main() -> None:
    read = list(sentences())
    places = named_places(read)
    wanted, met, made, right, missed = Counter[str](), Counter[str](), Counter[str](), Counter[str](), []
    for one in read:
        found = understand(one.text, places)
        heard = [(topic(condition.kind.value), condition.start, condition.end) for condition in found.conditions]
        heard += [(DENIED, denial.start, denial.end) for denial in found.denied]
        for name, start, end in heard:
            made[name] += 1
            right[name] += any(mark.topic == name and mark.start < end and start < mark.end for mark in one.marks)
        for mark in one.marks:
            there = any(name == mark.topic and mark.start < end and start < mark.end for name, start, end in heard)
            wanted[mark.topic] += 1
            met[mark.topic] += there
            if not there:
                missed.append(f"{mark.topic:10} {mark.value:16} {one.text[mark.start : mark.end]}")
    print(f"{len(read)} sentences\n{'about':12}{'marked':>8}{'read':>8}{'made':>8}{'right':>8}")
    for name in (*sorted(wanted), "activity"):
        if made[name] or wanted[name]:
            print(
                f"{name:12}{wanted[name]:8}{met[name] / (wanted[name] or 1):8.2f}{made[name]:8}{right[name] / (made[name] or 1):8.2f}"
            )
    print(f"{'all':12}{wanted.total():8}{met.total() / wanted.total():8.2f}")
    if "--missed" in sys.argv:
        print("\n".join(sorted(missed)))


if __name__ == "__main__":
    main()
