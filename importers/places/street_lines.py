"""The streets in an address cell, regardless of what else it says: "Confidential - 66 Yarborough Street"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from importers.places.street_words import CARDINALS, DIRECTIONS, KIND, KINDS, LEADING, ORDINALS
from matching.text import without_accents

_QUOTES = "'’‘`´ʼ"
SUFFIX = r"(?:st|nd|rd|th)"
PIECE = re.compile(
    r"[()\[\]{};\n|,]|\s[-–—:]+\s|(?<!\b\w\w)[:.]\s(?=\d)|:\s|\b(?:near|between|behind|across from|next to|off of|off|cerca de|entre|beside)\b", re.IGNORECASE
)  # fmt: skip
CROSSING = re.compile(r"\s(?:and|y|at|con)\s|\s*[&@/]\s*", re.IGNORECASE)
CORNER = re.compile(r"\b(?:corner of|(?:ne|nw|se|sw)? ?corner|esquina(?: de| con)?)\b", re.IGNORECASE)
END = re.compile(r"(?:\s+[A-Z]{2}\.?)?\s+\d{5}(?:-\d{4})?\s*$")
_NUMBER = re.compile(
    rf"(?<![\w#])(?P<number>\d{{1,6}}(?:\s?[-–/]\s?\d{{1,6}}|-?[A-Za-z](?![\w'])|\s?1/2)?|{'|'.join(CARDINALS)})(?!{SUFFIX}\b)(?![\w.]\d)[\s,]+(?P<rest>\S.*)",
    re.IGNORECASE,
)
_TIMES = frozenset("hour hours hrs day days week weeks month months year years am pm x h horas dias".split())
"""Units that are counted, and are not a street after a number: "24 hours"."""
_SECRET = frozenset(
    "confidential confidencial undisclosed unlisted unpublished withheld private privado privada secret secreto hidden address addr location "
    "domicilio direccion ubicacion do not publish is the a at en in on our kept staff only dv shelter site".split()
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in lower case, with one space between words and between digits and letters; `at` is each character's position."""

    text: str
    at: tuple[int, ...]


def fold(text: str) -> Folded:
    """Return the text folded for the search for streets."""
    out: list[str] = []
    at: list[int] = []
    text = re.sub(r"%[0-9A-Fa-f]{2}", "   ", text)
    for index, char in enumerate(text):
        letters = without_accents(char.casefold())
        known = [c for c in letters if c.isalnum()]
        if not known:
            joins = not letters or (char in _QUOTES and not re.match(r"s\b", text[index + 1 : index + 3], re.IGNORECASE))
            if not joins and out and out[-1] != " ":
                out.append(" ")
                at.append(index)
            continue
        if out and out[-1] != " " and out[-1].isdigit() != known[0].isdigit():
            out.append(" ")
            at.append(index)
        out += known
        at += [index] * len(known)
    return Folded("".join(out), tuple(at))


@dataclass(frozen=True, slots=True)
class Street:
    """A street in a cell: its number, its name in folded words, and the spellings of its kind."""

    number: str | None
    name: tuple[str, ...]
    kind: frozenset[str]


def words_of(text: str) -> list[str]:
    """Return the folded words of a text, with ordinals as "9th"."""
    folded = fold(text).text.strip()
    folded = re.sub(rf"\b(\d+) {SUFFIX}\b", r"\1th", folded)
    for words, number in sorted(ORDINALS.items(), key=lambda one: -len(one[0])):
        if words in folded:
            folded = re.sub(rf"\b{words}\b", f"{number}th", folded)
    return folded.split()


def streets_of(line: str) -> Iterator[Street]:
    """Yield the streets in a cell, regardless of what else it says."""
    for piece in PIECE.split(line):
        said = END.sub("", CORNER.sub(" ", piece or "")).strip(" .-–—:*")
        parts = [part for part in CROSSING.split(f" {said} ") if part.strip()]
        for part in dict.fromkeys([said, *(parts if len(parts) > 1 else ())]):
            if found := street_of(part.strip(), crossing=len(parts) > 1 and part != said):
                yield found


def street_of(part: str, *, crossing: bool) -> Street | None:
    found = _NUMBER.search(part)
    number = " ".join(words_of(found["number"])) if found else None
    words = words_of(found["rest"] if found else part)
    while found is None and words and words[0] in _SECRET:
        words = words[1:]
    if len(words) > 1 and words[0] in DIRECTIONS and words[1] not in KIND:
        words = words[1:]
    if not words:
        return None
    if len(words) > 2 and words[0] in ("el", "la") and words[1] in LEADING:
        words = words[1:]
    if words[0] in LEADING and not any(word in KIND for word in words[1:]):
        last = next((i for i, word in enumerate(words[1:], 1) if word.isdigit() and i > 1), len(words))
        house = words[last] if last < len(words) else number
        return Street(house, tuple(words[1:last][:4]), spellings(words[0])) if words[1:last] else None
    end = next((i for i in range(1, len(words)) if words[i] in KIND and not _goes_on(words, i)), None)
    if end is not None:
        while end + 1 < len(words) and words[end + 1] in KIND:
            end += 1
        return Street(number, tuple(words[max(0, end - 5) : end]), spellings(words[end]))
    stop = next(
        (i for i, word in enumerate(words) if word in ("apt", "apartment", "ste", "suite", "unit", "room", "rm", "floor")),
        len(words),
    )
    if words[0] in _TIMES:
        return None
    if not words[:stop] or (found is None and not crossing) or (found and found.start() > 0 and not crossing):
        return None
    return Street(number, tuple(words[:stop][:5]), frozenset())


def _goes_on(words: list[str], i: int) -> bool:
    """Whether a kind is part of the name: "Old St Joseph St"."""
    return words[i] in ("st", "mt", "ft") and i + 2 < len(words) and words[i + 2] in KIND and words[i + 1] not in KIND


def spellings(kind: str) -> frozenset[str]:
    return next(words for words in KINDS if kind in words)
