"""Openings, waiting lists and waits in words, with the day as of which they are said; and numbers of places.

>>> read("8 openings as of November 3, 2026", None)
Openings(places=8.0, wait='', as_of=datetime.date(2026, 11, 3))
>>> read("Waiting list: 6 to 8 weeks (as of 10/1)", datetime.date(2026, 11, 30))
Openings(places=None, wait='list:6-8:week', as_of=datetime.date(2026, 10, 1))
>>> read("2 semanas", None).wait, read("No hay lista de espera", None).wait, read("Call every morning at 8", None)
('wait:2-2:week', 'none', Openings(places=None, wait='', as_of=None))
>>> in_sentences("Dance for teens. There is currently a 6-week waiting list.", None).wait, in_sentences("A full day of 3 classes.", None)
('list:6-6:week', Openings(places=None, wait='', as_of=None))
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from importers.fields import Target
from importers.problem_codes import ValueCode
from importers.problems import Severity, Trouble
from importers.times.dates import MONTHS
from importers.values import Reader, Reading, folded
from importers.values.text import fold, is_blank

LONGEST = 2_000
"""Letters of a text that are read; further on it speaks of something else."""


@dataclass(frozen=True, slots=True)
class Openings:
    """How much room there is: free places (0: full), the wait as a code, and the day as of which that is said.

    The wait is "none", "list" (of unknown length), or "list" or "wait" with its length, as in "list:6-8:week"; "" if nothing is said.
    """

    places: float | None = None
    wait: str = ""
    as_of: datetime.date | None = None


_NUMBERS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        ("one a an un una", "two dos couple", "three tres", "four cuatro", "five cinco", "six seis", "seven siete", "eight ocho", "nine nueve",
         "ten diez", "eleven once", "twelve doce"), start=1)
    for word in words.split()
}  # fmt: skip
_UNITS: Mapping[str, str] = {
    **dict.fromkeys(("day", "dia"), "day"), **dict.fromkeys(("week", "wk", "semana"), "week"),
    **dict.fromkeys(("month", "mo", "mes", "mese"), "month"), **dict.fromkeys(("year", "yr", "ano"), "year"),
}  # fmt: skip
_N = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_ABOUT = (
    r"(?:(?:about|approximately|approx\.?|around|roughly|usually|currently|now|up to|within|at least|over|more than|estimated|average|avg\.?"
    r"|alrededor de|aproximadamente|unos|unas|hasta|mas de|~|is|are|of|at|es|de|:|-|\() ?){0,4}"
)
_LENGTH = rf"(?P<least>{_N})(?: ?(?:-|–|to|or|a|o) ?(?P<most>{_N}))?(?: |-)?(?:business |school )?(?P<unit>{'|'.join(_UNITS)})(?:s|es)?\b"
_LIST = r"(?P<list>wait(?:ing)?[ -]?list|lista de espera)"
_WAIT = rf"(?:{_LIST}|wait(?:ing)? (?:time|period)|waits?|tiempo de espera|espera)"
_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_DATE = (
    rf"(?:(?P<name>{_MONTH}) (?P<nd>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<ny>\d{{4}}))?|(?P<dd>\d{{1,2}}) de (?P<dname>{_MONTH})(?: del? (?P<dy>\d{{4}}))?"
    rf"|(?P<iy>\d{{4}})-(?P<im>\d{{1,2}})-(?P<id>\d{{1,2}})|(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}})(?:/(?P<y>\d{{4}}|\d{{2}}))?"
    rf"|(?P<mname>{_MONTH}) (?:de |del )?(?P<my>\d{{4}}))"
)
_AS_OF = re.compile(rf"\W*\b(?:as of|(?:last )?updated?(?: on)?|al(?: dia)?|a partir del?|actualizado(?: el| al)?):? {_DATE}\W*")

_ROOM = (
    r"(?:openings?|vacanc(?:y|ies)|(?:open|available|free) (?:slots?|spots?|seats?|spaces?|beds?|places?)"
    r"|(?:slots?|spots?|seats?|spaces?|beds?|places?) (?:(?:are|is|currently|now|still) ){0,2}(?:available|open|left|free)"
    r"|(?:cupos?|lugares?|plazas?|espacios?) (?:disponibles?|libres?|abiert[oa]s?))"
)
_PLACES = re.compile(
    rf"\b(?P<n>\d{{1,4}}|{'|'.join(word for word in _NUMBERS if len(word) > 2)}) (?:current |currently )?{_ROOM}\b"
)
_FULL = re.compile(
    rf"\bno (?:current |more )?{_ROOM}|\b(?:currently|now|is|are|program|we're) (?:now |currently |completely )?(?:full|at capacity)(?! (?:day|time|service|of))\b"
    r"|\b(?:sin|no hay) (?:cupos?|lugares?|plazas?|espacios?)\b"
)
_NO_WAIT = re.compile(rf"\b(?:no|without an?|sin|no hay|not have an?|zero) (?:current |long )?{_WAIT.replace('?P<list>', '?:')}")
_LONG_WAIT = re.compile(
    rf"\b{_WAIT}\b(?: to (?:be seen|start|join|enroll))? ?{_ABOUT}{_LENGTH}|(?<![\w-]){_LENGTH.replace('?P<', '?P<b')} (?:long )?(?:{_WAIT.replace('?P<list>', '?P<blist>')}|de espera)\b"
)
_LISTED = re.compile(
    rf"\b(?:there is|there's|has|have|with|on|current|currently|keeps?|hay|tiene|tenemos) (?:currently )?(?:an? |una )?(?:current |long |short |larga )?{_LIST}"
)
_VAGUE = re.compile(r"\b(?:may|might|could|can|if|when|sometimes|often|closed|puede|podria|si|cuando|a veces|cerrada)\b")

_CELL_FULL = re.compile(r"full|at capacity|closed to new (?:clients|students|patients)|llen[oa]|completo|sin cupos?")
_CELL_LENGTH = re.compile(rf"{_ABOUT}{_LENGTH}(?: ?(?:wait(?:ing)?|wait ?list|waiting list|on average|de espera))?")
_CELL_LIST = re.compile(rf"(?:yes|si|{_LIST})(?:,? ?(?:only|open|yes|si|available)| (?:of|de) \d{1, 4}(?: [a-z]+)?)?")
_CELL_NONE = re.compile(r"no|none|no wait|ningun[oa]?|immediate(?:ly)?|same day|inmediat[oa]|0(?: (?:days|weeks|dias|semanas))?")
_NEGATIVE = re.compile(r"\s*-\d")
_SENTENCE = re.compile(r"[;\n]|\.\s+(?=[A-ZÁÉÍÓÚ¿¡])|\.\s*$")
_SAYS = re.compile(
    r"wait|opening|vacanc|full|capacity|espera|cupo|lugar|plaza|espacio|slot|spot|seat|space|bed|place", re.IGNORECASE
)


OPENINGS: Reader[Openings] = Reader("openings", keeps=Target.SERVICE_WAIT_TIME, counts=True)


@OPENINGS.reads
def read_cell(text: str, latest: datetime.date | None) -> Reading[Openings]:
    """Return what a cell about openings or a wait says.

    `latest` is the last day that a day without a year may be; without it, such a day is not known.
    """
    cell = folded(text)
    if is_blank(text):
        return OPENINGS.blank(cell)
    words, as_of = _dated(cell.text[:LONGEST], latest)
    if _NEGATIVE.match(words):
        return OPENINGS.nothing(cell)
    found = _whole(words.strip(" .,:;()-"), as_of)
    if found is not None:
        return OPENINGS.account(cell, found, [cell.whole])
    bare = cell.sub(_AS_OF, " ")
    said = _said(words.strip(" .,:;()-"), as_of)
    if said.places is None and not said.wait:
        return OPENINGS.nothing(cell)
    return OPENINGS.account(
        cell,
        said,
        [span for p in (_PLACES, _FULL, _NO_WAIT, _LONG_WAIT, _LISTED) for span in bare.words(p)] + list(cell.spans(_AS_OF)),
    )


def _whole(words: str, as_of: datetime.date | None) -> Openings | None:
    """Return what words say of which all are understood."""
    if as_of and words.isdecimal():
        return Openings(float(words), "", as_of)
    if _CELL_FULL.fullmatch(words):
        return Openings(0.0, "", as_of)
    if _CELL_NONE.fullmatch(words):
        return Openings(None, "none", as_of)
    if found := _CELL_LENGTH.fullmatch(words):
        return Openings(None, _length("list" if "list" in words else "wait", found), as_of)
    return Openings(None, "list", as_of) if _CELL_LIST.fullmatch(words) else None


def read(cell: str, latest: datetime.date | None) -> Openings:
    """Return what words about openings or a wait say that are shown as they are, too; nothing where they are not all understood."""
    return read_cell(cell, latest).value or Openings()


def in_sentences(text: str, latest: datetime.date | None) -> Openings:
    """Return what the first sentence of a longer text says that speaks of openings or a wait; what may be is left out."""
    if not _SAYS.search(text):
        return Openings()
    for sentence in _SENTENCE.split(text[:LONGEST]):
        found = _said(*_dated(fold(sentence), latest))
        if found.places is not None or found.wait:
            return found
    return Openings()


def first_of(found: Iterable[Openings]) -> Openings:
    """Return the first that says anything."""
    return next((one for one in found if one.places is not None or one.wait), Openings())


def _said(words: str, as_of: datetime.date | None) -> Openings:
    if _VAGUE.search(words):
        return Openings()
    places = float(_in_figures(found["n"])) if (found := _PLACES.search(words)) else 0.0 if _FULL.search(words) else None
    wait = ""
    if _NO_WAIT.search(words):
        wait = "none"
    elif found := _LONG_WAIT.search(words):
        side = "" if found["least"] else "b"
        wait = _length("list" if found[f"{side}list"] else "wait", found, side)
    elif _LISTED.search(words):
        wait = "list"
    return Openings(places, wait, as_of if wait or places is not None else None)


def _length(kind: str, found: re.Match[str], side: str = "") -> str:
    """Return the code of a wait with its length; "" if its ends are the wrong way round."""
    least = _in_figures(found[f"{side}least"])
    most = _in_figures(found[f"{side}most"]) if found[f"{side}most"] else least
    return f"{kind}:{least}-{most}:{_UNITS[found[f'{side}unit']]}" if least <= most else ""


def _in_figures(word: str) -> int:
    return _NUMBERS[word] if word in _NUMBERS else int(word)


def _dated(words: str, latest: datetime.date | None) -> tuple[str, datetime.date | None]:
    """Return words without the day as of which they are said, and that day; a month alone is its first day."""
    found = _AS_OF.search(words)
    if found is None:
        return words, None
    rest = f"{words[: found.start()]} {words[found.end() :]}"
    for year, month, day in (
        ("ny", "name", "nd"),
        ("dy", "dname", "dd"),
        ("iy", "im", "id"),
        ("y", "m", "d"),
        ("my", "mname", None),
    ):
        if found[month]:
            return rest, _day(found[year], found[month].rstrip("."), found[day] if day else "1", latest)
    return rest, None


def _day(year: str | None, month: str, day: str, latest: datetime.date | None) -> datetime.date | None:
    number = MONTHS[month] if month in MONTHS else int(month) if month.isdigit() else 0
    try:
        if year:
            return datetime.date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
        if latest is None:
            return None
        found = datetime.date(latest.year, number, int(day))
        return found if found <= latest else found.replace(year=latest.year - 1)
    except ValueError:
        return None


# --- numbers of places, free ones and all

_ONE_NUMBER = re.compile(r"(?<![\w.,])[-+]?\d[\d,]*(?:\.\d+)?(?![\w.,]*\d)")

NUMBERS: Reader[float] = Reader("numbers", counts=True)


@NUMBERS.reads
def number(text: str) -> Reading[float]:
    """Return the number in a cell; None if it holds none, or several."""
    cell = folded(text)
    if is_blank(text):
        return NUMBERS.blank(cell)
    if (found := _ONE_NUMBER.search(cell.text)) is None:
        return NUMBERS.nothing(cell, Trouble(ValueCode.NO_NUMBER, severity=Severity.INFO))
    return NUMBERS.account(cell, float(found[0].replace(",", "")), [cell.origin(*found.span())])


def is_number(text: str) -> bool:
    """Whether a cell holds one number, and beside it only words that say nothing: "10 children"."""
    reading = number(text)
    return reading.value is not None and not reading.kept
