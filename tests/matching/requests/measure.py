"""How well conditions are read: precision and recall by kind on sentences with the conditions that are expected.

`python -m tests.matching.requests.measure held` prints them for the sentences that no pattern was written for, `look` for the others.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from matching.requests import NamedPlace, PlaceKind, read

SENTENCES = Path(__file__).with_name("sentences.tsv")
PLACES = {
    "holt": NamedPlace(PlaceKind.TOWN, "town:holt"),
    "okemos": NamedPlace(PlaceKind.TOWN, "town:okemos"),
    "lansing": NamedPlace(PlaceKind.TOWN, "town:lansing"),
    "everett": NamedPlace(PlaceKind.SCHOOL, "school:everett"),
    "everett high": NamedPlace(PlaceKind.SCHOOL, "school:everett"),
}
DENIED = "denied"


class Expected(NamedTuple):
    """A sentence, what it is used for ("look" or "held"), and the conditions and denials that it holds."""

    use: str
    sentence: str
    conditions: Counter[str]


def expected() -> Iterator[Expected]:
    """Yield the sentences of the file."""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Expected(row["use"], row["sentence"], Counter(_split(row["expected"] or "")))


def _split(text: str) -> list[str]:
    words: list[str] = []
    for word in text.split():
        if ":" in word or word == DENIED:
            words.append(word)
        else:
            words[-1] += f" {word}"  # a name of several words
    return words


def found(sentence: str) -> Counter[str]:
    """Return what is read out of a sentence, in the form in which the file has it."""
    request = read(sentence, PLACES)
    return Counter([*(f"{one.kind.value}:{one.value}" for one in request.conditions), *(DENIED for _ in request.denied)])


def figures(use: str) -> dict[str, tuple[int, int, int]]:
    """Return by kind how many conditions were read rightly, wrongly and not at all."""
    counts: dict[str, list[int]] = {}
    for one in expected():
        if one.use == use:
            read_here = found(one.sentence)
            for place, some in enumerate((one.conditions & read_here, read_here - one.conditions, one.conditions - read_here)):
                for name, number in some.items():
                    counts.setdefault(name.split(":")[0], [0, 0, 0])[place] += number
    return {kind: (right, wrong, missing) for kind, (right, wrong, missing) in sorted(counts.items())}


def main(use: str) -> None:
    total = [0, 0, 0]
    print(f"{'kind':10} precision recall  (right, wrong, missing)")
    for kind, several in figures(use).items():
        total = [a + b for a, b in zip(total, several, strict=True)]
        _print(kind, *several)
    _print("all", *total)
    if use == "look":
        for one in expected():
            if one.use == use and one.conditions != (got := found(one.sentence)):
                print(one.sentence, "| wrong", dict(got - one.conditions), "| missing", dict(one.conditions - got))


def _print(kind: str, right: int, wrong: int, missing: int) -> None:
    precision, recall = right / max(1, right + wrong), right / max(1, right + missing)
    print(f"{kind:10} {precision:9.2f} {recall:6.2f}  ({right}, {wrong}, {missing})")


if __name__ == "__main__":
    main(sys.argv[1])
