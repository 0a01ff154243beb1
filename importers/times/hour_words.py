"""The parts of a clause about hours: days, times, and plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from importers.times import clock, months, weekdays

Kind = Literal["days", "times", "words", "note", "closed", "stray"]


@dataclass(frozen=True, slots=True)
class Item:
    """Days, time spans or words, and their position in the clause; "stray" is a part that fits nowhere."""

    kind: Kind
    start: int
    end: int
    days: frozenset[int] = frozenset()
    times: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    word: str
    start: int
    end: int


AROUND_THE_CLOCK = ("00:00", "23:59")

_TOKEN = re.compile(
    r"(?P<note>\([^)]*(?:\)|$))"
    r"|(?P<allday>(?:open\s+)?(?:24[\s-]*(?:hours|hour|hrs|hr)\b\.?|24\s*/\s*7|around the clock|las 24 horas|24 horas)"
    r"(?:,?\s+(?:a|per)\s+day|\s+daily)?(?:,?\s*(?:7|seven)\s*days\s*(?:a|per|/)\s*week|,?\s*every\s*day)?)"
    rf"|(?P<season>\b{months.POINT_PLAIN} ?(?:to|thru|through|until|a|al|hasta|[-–—]) ?{months.POINT_PLAIN})"
    r"|(?P<group>(?:" + "|".join(re.escape(words) for words in sorted(weekdays.GROUPS, key=len, reverse=True)) + r")\b)"
    r"|(?P<time>(?:12(?::00)?\s*)?(?:noon|midnight|mediod[ií]a|medianoche)\b"
    r"|(?<![0-9])(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9])?(?![0-9:])\s?(?:[ap]\.?\s?m\b\.?|(?<=[0-9])[ap]\b)?)"
    r"|(?P<dash>[-–—]+|\b(?:to|through|thru|a|al)\b)"
    r"|(?P<until>\b(?:until|till?|hasta)\b)"
    r"|(?P<join>,|&|/|\band\b|\by\b)"
    r"|(?P<closed>\b(?:closed?|cerrado)\b)"
    r"|(?P<colon>:)"
    r"|(?P<fill>\b(?:open|from|de|las|los|la|el|on|between|every|each|hours of operation|abierto|desde)\b)"
    r"|(?P<word>[^\s,;:()&/–—-]+)",
    re.IGNORECASE,
)  # fmt: skip


def items(text: str) -> list[Item]:
    """Return the parts of a clause in order, without the words that only join them."""
    tokens = [_token(match) for match in _TOKEN.finditer(text)]
    after = [token.kind == "word" for token in tokens[1:]] + [False]
    tokens = [token for token, word in zip(tokens, after[: len(tokens)], strict=True) if token.kind != "fill" or word]
    found: list[Item] = []
    position = 0
    while position < len(tokens):
        item, position = _next(tokens, position)
        if item is not None:
            found.append(item)
    return found


def _token(match: re.Match[str]) -> _Token:
    kind, word = match.lastgroup or "", match.group()
    if kind == "word" and (weekdays.number(word) is not None or len(weekdays.letters(word)) > 1):
        kind = "day"
    elif kind == "season":
        kind = "word"  # its numbers are days of months
    return _Token(kind, word, match.start(), match.end())


def _next(tokens: list[_Token], position: int) -> tuple[Item | None, int]:
    token = tokens[position]
    where = token.start, token.end
    match token.kind:
        case "day" | "group":
            return _days(tokens, position)
        case "time":
            return _times(tokens, position)
        case "allday":
            every = re.search(r"week|/|every\s*day", token.word, re.IGNORECASE)
            return Item("times", *where, weekdays.EVERY if every else frozenset(), (AROUND_THE_CLOCK,)), position + 1
        case "note":
            return Item("note", *where, _closed_days(token.word)), position + 1
        case "closed":
            return Item("closed", *where), position + 1
        case "until":
            return Item("stray", *where), position + 1
        case "word" | "fill":
            last = position
            while last + 1 < len(tokens) and tokens[last + 1].kind in {"word", "fill", "join", "dash", "colon"}:
                last += 1
            return Item("words", token.start, tokens[last].end), last + 1
    return None, position + 1


def _closed_days(note: str) -> frozenset[int]:
    """Return the days of a note such as "(Closed Sat, Sun)"."""
    closed = re.fullmatch(r"\(\s*(?:closed?|cerrado)\s+(.+?)\s*\)?", note, re.IGNORECASE)
    inside = items(closed.group(1)) if closed else []
    return inside[0].days if len(inside) == 1 and inside[0].kind == "days" else frozenset()


def _after_joins(tokens: list[_Token], position: int, kinds: frozenset[str]) -> int | None:
    """Return the position where the list continues after commas and "and"; None if it does not."""
    here = position
    while here < len(tokens) and tokens[here].kind == "join":
        here += 1
    return here if here < len(tokens) and tokens[here].kind in kinds else None


def _days(tokens: list[_Token], position: int) -> tuple[Item, int]:
    """Return a list of days and ranges of days, as far as it extends, and the position after it."""
    start, days = tokens[position].start, frozenset[int]()
    while True:
        more, position = _one_or_range(tokens, position)
        days |= more
        onward = _after_joins(tokens, position, frozenset({"day", "group"}))
        if onward is None:
            return Item("days", start, tokens[position - 1].end, days), position
        position = onward


def _one_or_range(tokens: list[_Token], position: int) -> tuple[frozenset[int], int]:
    token = tokens[position]
    if token.kind == "group":
        return weekdays.GROUPS[" ".join(token.word.lower().split())], position + 1
    first = weekdays.number(token.word)
    if first is None:
        return frozenset(weekdays.letters(token.word)), position + 1
    if position + 2 < len(tokens) and tokens[position + 1].kind == "dash" and tokens[position + 2].kind == "day":
        last = weekdays.number(tokens[position + 2].word)
        if last is not None:
            return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1)), position + 3
    return frozenset({first}), position + 1


def _times(tokens: list[_Token], position: int) -> tuple[Item, int]:
    """Return one time span, or several joined by commas or "and"; a time that is not part of a span is a stray."""
    start, spans = tokens[position].start, list[tuple[str, str]]()
    while True:
        span = _span(tokens[position : position + 3])
        if span is None:
            return Item("stray", start, tokens[position].end), position + 1
        spans.append(span)
        position += 3
        onward = _after_joins(tokens, position, frozenset({"time"}))
        if onward is None:
            return Item("times", start, tokens[position - 1].end, times=tuple(spans)), position
        position = onward


def _span(tokens: list[_Token]) -> tuple[str, str] | None:
    if [token.kind for token in (*tokens[:1], *tokens[2:])] != ["time", "time"]:
        return None
    between = tokens[1]
    if between.kind not in {"dash", "until"} and between.word.lower() not in {"and", "y"}:
        return None
    return clock.span(clock.read(tokens[0].word), clock.read(tokens[2].word))
