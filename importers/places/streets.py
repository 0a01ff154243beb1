"""Streets found within other texts in any spelling: both sides are folded, and each match is replaced whole.

    withheld("At 33 Peñasco St., ring twice.", ("33 Penasco Street",))   ->   "At (withheld), ring twice."

A cell without a number and without a kind of street ("The Shelter", "Lansing") is not a street and hides no words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from importers.places.street_lines import CORNER, CROSSING, END, PIECE, SUFFIX, Folded, Street, fold, street_of, streets_of
from importers.places.street_words import CARDINALS, DIRECTIONS, KIND, LEADING, ORDINALS, SAME, SHORT, SURE_KIND, ordinary

_ROADS = r"(?:u ?s|united states|interstate|state|county|cty|cnty|co|hwy|highway|road|rd|route|rte|rt|cr|sr|sh|ch|cth|sth|fm|farm to market|trunk|m|i|k|old)"
_NUMBERED_ROAD = re.compile(
    rf"(?P<words>{_ROADS}(?: ?{_ROADS}){{0,3}}) (?P<mark>\d{{1,4}}(?: [a-z])?|[a-z]{{1,2}})(?: (?P<more>.*))?"
)
_COUNTY = re.compile(r"county|cty|cnty|cr|cth|highway|hwy|trunk")
_UNIT = r"(?:apt|apartment|ste|suite|unit|room|rm|floor|fl)\b\.?"
_AFTER = re.compile(
    rf"(?P<end>\.?)(?:\s+(?:[NS]\.?[EW]|[NSEW]|North|South|East|West)(?![\w'’])\.?)?(?:,?\s+(?i:{_UNIT})\s*#?\s*[\w-]+|,?\s*#\s*[\w-]+)?"
)
_BEFORE = re.compile(
    r"(?:(?<![\w.$-])(?:\d{1,6}(?:\s?[-–/]\s?\d{1,6}|[-\s]?[A-Za-z](?=[\s,]))?|(?i:" + "|".join(CARDINALS) + r"))(?:[\s,]|\+|%20)+)?"
    r"(?:(?:[NSEW]|N[EW]|S[EW]|(?i:north|south|east|west))\b\.?(?:\s|\+|%20)+)?$"
)  # fmt: skip
_ON = re.compile(
    r"(?:\b(?:on|off|along|near|at|behind|past|from|by|toward|of|and|sobre|en|la calle|cerca de|esquina)|[&/])\s*$", re.IGNORECASE
)
_ON_STREET = re.compile(r"\b(?:on|off|along|corner of|esquina(?: de)?|la calle)\s*$", re.IGNORECASE)
_AT_STREET = re.compile(r"\b(?:on|off|along|at|corner of|esquina(?: de)?|la calle)\s*$", re.IGNORECASE)
_LITERAL = re.compile(r"^\W*-?\d{1,3}\.\d{3,}|\bbox \d", re.IGNORECASE)  # a point or a post office box: found as written
_NAME_GOES_ON = re.compile(r"\s+(?:[A-Z0-9]|(?:and|&)\s+[A-Z])")


def _one_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=lambda one: (-len(one), one)))})"


_ANY_KIND = _one_of(KIND)
_ANY_DIRECTION = _one_of(DIRECTIONS)
_KING = r"(?:(?:dr|doctor|rev|reverend) )*(?:m ?l ?k|martin l(?:uther)? king)(?: (?:jr|junior))?"


def _name(words: tuple[str, ...], *, loose: bool) -> list[str]:
    """Return the patterns of the words in a name; `loose` ones may be split where others write one word."""
    text = " ".join(words)
    if re.search(r"\bmlk\b|\bm l k\b|\bluther king\b", text):
        return [_KING]
    return [_word(word, loose=loose) for word in words]


def _word(word: str, *, loose: bool) -> str:
    if ordinal := re.fullmatch(r"(\d+)th", word):
        said = [words for words, number in ORDINALS.items() if str(number) == ordinal[1]]
        return rf"(?:{'|'.join([rf'{ordinal[1]} {SUFFIX}', *said, *([ordinal[1]] if loose else [])])})"
    if forms := next((forms for forms in SAME if word in forms), None):
        return _one_of(forms)
    if loose and len(word) >= 5 and word.isalpha() and not re.match("and|or|for|in|on|to|at|by|un|over|under", word):
        return " ?".join(word)
    prefix = re.match(r"(mc|mac|la|le|de|del|du|des|van|von|der|den|st|san|santa|el|los|las|o|d)(?=\w{3})", word)
    return f"{prefix[1]} ?{word[prefix.end() :]}" if prefix else re.escape(word)


def _numbers(number: str) -> str:
    """Return a pattern for a house number, in digits and in words; of "7-9" also each end, of "66-B" also the number alone."""
    forms = {number.replace(" ", " ?"), *number.split()}
    figures = {CARDINALS.get(form, form) for form in forms if any(c.isdigit() for c in form) or form in CARDINALS}
    return f"(?:{'|'.join(sorted(figures | {word for word, digit in CARDINALS.items() if digit in figures}, key=len, reverse=True))})"


def _patterns(street: Street) -> Iterator[str]:
    """Yield the patterns for a street anywhere: with its number, and with its kind."""
    name = _name(street.name, loose=True)
    rest = rf"(?: ?{_ANY_KIND})?(?: {_ANY_DIRECTION}(?= |$))?"
    lead = rf"(?:{_one_of(LEADING)} ){'' if ordinary(street.name) else '?'}"
    if street.number:
        parts = "".join(rf"(?: ?{word}" for word in name[1:]) + ")?" * (len(name) - 1)
        yield rf"{_numbers(street.number)} (?:{_ANY_DIRECTION} )?(?:(?:el |la )?{_one_of(LEADING)} )?{name[0]}{parts}{rest}"
        yield rf"{lead}{' ?'.join(name)}{rest} (?:no |num |numero |number )?{_numbers(street.number)}"
    whole = " ?".join(name)
    if not street.kind:
        return
    if ordinary(street.name):
        strict = " ".join(_name(street.name, loose=False))
        yield rf"{strict} {_one_of(street.kind)}"
        if re.fullmatch(r"\d+(?:th)?", street.name[0]) and len(street.name) == 1:
            yield rf"{street.name[0].removesuffix('th')} {_one_of(street.kind & SURE_KIND or {'-'})}"
    else:
        yield rf"{whole} ?{_ANY_KIND}"
    yield rf"{_one_of(street.kind & LEADING or {'-'})} {whole}"


def _road(line: str) -> Iterator[tuple[str, str]]:
    """Yield the patterns for highways and county roads in a cell: "US Highway 127", "M-43", "County Road KK"."""
    for piece in PIECE.split(line):
        words = fold(END.sub("", piece or "")).text.strip()
        words = re.sub(rf"^(?:[nsew] ?)?(?:\d{{1,6}} )?(?:{_ANY_DIRECTION} )?", "", words)
        found = _NUMBERED_ROAD.fullmatch(words)
        if (
            found is None
            or (found["mark"] in KIND | {"n", "s", "w"} and not _COUNTY.search(found["words"]))
            or found["mark"] in KIND
        ):
            continue
        if found["more"] and found["more"].split()[0] in KIND:
            continue
        letters = found["mark"].isalpha()
        words_before = r"(?:county|cty|cnty|cr|cth|highway|hwy|road|rd|trunk|co|ch)" if letters else _ROADS
        yield rf"(?P<road>{words_before}(?: ?{words_before}){{0,3}}) ?{found['mark'].replace(' ', ' ?')}", found["mark"]


@dataclass(frozen=True, slots=True)
class Streets:
    """A finder of streets in texts: `found` by number or kind, `roads` by their mark, `names` by the name alone.

    `own` are names of the record, which are left as they are if they only contain such a name.
    """

    found: tuple[re.Pattern[str], ...]
    roads: tuple[re.Pattern[str], ...]
    names: tuple[tuple[re.Pattern[str], bool], ...]
    own: tuple[str, ...] = ()

    def of_record(self, names: Iterable[str]) -> Streets:
        """Return the finder that leaves the record's own names alone."""
        return replace(self, own=tuple(name for name in dict.fromkeys(names) if name))

    def in_names(self) -> Streets:
        """Return the finder for the names of a record, which may contain a street's bare name: the place is known by it."""
        return replace(self, names=())

    def sub(self, repl: str, text: str, /) -> str:
        """Return the text with each street replaced."""
        folded = fold(text)
        spans = [_widened(text, *span) for span in self._anchored(folded, text)]
        spans += [_widened(text, *span) for span in self._bare(folded, text)]
        out, end = [], 0
        for start, stop in sorted(spans):
            if start >= end:
                out += [text[end:start], repl]
            end = max(end, stop)
        return "".join((*out, text[end:]))

    def _anchored(self, folded: Folded, text: str) -> Iterator[tuple[int, int]]:
        for pattern in self.found:
            for hit in pattern.finditer(folded.text):
                yield _span(folded, hit)
        for pattern in self.roads:
            for hit in pattern.finditer(folded.text):
                start, end = _span(folded, hit)
                short = len(hit["road"].replace(" ", "")) <= 2
                if not short or not any(c.islower() for c in text[start : start + 2]):
                    yield start, end

    def _bare(self, folded: Folded, text: str) -> Iterator[tuple[int, int]]:
        kept = [hit.span() for name in self.own for hit in re.finditer(re.escape(name), text, re.IGNORECASE)]
        for pattern, common in self.names:
            for hit in pattern.finditer(folded.text):
                start, end = _span(folded, hit)
                before = text[max(0, start - 24) : start]
                if any(first <= start and end <= last for first, last in kept) and not _ON_STREET.search(before):
                    continue
                capital = text[start].isupper() or text[start].isdigit()
                if common and not (capital and _AT_STREET.search(before) and not _NAME_GOES_ON.match(text[end:])):
                    continue
                if capital or _ON.search(before) or "://" in text or "www." in text:
                    yield start, end


def _span(folded: Folded, hit: re.Match[str]) -> tuple[int, int]:
    return folded.at[hit.start()], folded.at[hit.end() - 1] + 1


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span extended by the number and direction before it, and the period, direction and unit after it."""
    head = text[max(0, start - 24) : start]
    if not text[start].isdigit() and (before := _BEFORE.search(head)):
        start -= len(head) - before.start()
    after = _AFTER.match(text, end)
    last = re.search(r"[^\W_]+$", text[max(start, end - 12) : end])
    if after and (after.end() > after.end("end") or (last and last[0].casefold() in SHORT)):
        end = after.end()
    return start, end


@lru_cache(maxsize=2048)
def of_lines(lines: tuple[str, ...]) -> Streets | None:
    """Return a finder for the streets in these address lines within other texts; None if they have no street."""
    streets = list(dict.fromkeys(street for line in lines for street in streets_of(line)))
    found = {_literal(line) for line in lines if _LITERAL.search(line) and len(line.strip()) >= 6}
    found |= {pattern for street in streets for pattern in _patterns(street)} | set(_crossings(lines))
    roads = {pattern for line in lines for pattern, _ in _road(line)}
    names: dict[str, bool] = {}
    for street in streets:
        if not street.kind and len(street.name) > 1 and not ordinary(street.name[:1]):
            names[_bounded(_name(street.name[:1], loose=False)[0])] = False
        if not all(re.fullmatch(r"\d+(?:th)?|\w{1,2}", word) for word in street.name):
            names[_bounded(" ".join(_name(street.name, loose=False)).replace(" ", " ?"))] = ordinary(street.name)
    if not (found or roads or names):
        return None
    ordered = sorted(found - {""}, key=lambda one: (-len(one), one))
    return Streets(
        tuple(re.compile(_bounded(pattern)) for pattern in ordered),
        tuple(re.compile(_bounded(pattern)) for pattern in sorted(roads)),
        tuple((re.compile(pattern), common) for pattern, common in names.items()),
    )


def _bounded(pattern: str) -> str:
    return rf"(?<![^ ])(?:{pattern})(?![^ ])"


def _literal(line: str) -> str:
    return re.escape(fold(line).text.strip()).replace(r"\ ", " ")


def _crossings(lines: tuple[str, ...]) -> Iterator[str]:
    """Yield the patterns for the two streets of a corner together, in either order."""
    for line in lines:
        for piece in PIECE.split(line):
            parts = [part for part in CROSSING.split(CORNER.sub(" ", piece or "")) if part.strip()]
            pair = [found for part in parts if (found := street_of(part.strip(), crossing=True))] if len(parts) == 2 else []
            for one, other in (pair, pair[::-1]) if len(pair) == 2 else ():
                first, second = (" ?".join(_name(street.name, loose=True)) for street in (one, other))
                yield rf"{first}(?: {_ANY_KIND})? (?:and |y |at |con )?{second}(?: {_ANY_KIND})?"
