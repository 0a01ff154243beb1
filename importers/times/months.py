"""Months as listings name them: in English and Spanish, by a holiday, or in a numeric date.

>>> in_a_row("june, july and august"), in_a_row("march and october")
((6, 8), None)

Texts must be folded: lower case without accents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_ENGLISH = ("jan(?:uary)?", "feb(?:ruary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?")  # fmt: skip
_SPANISH = ("ene(?:ro)?", "febrero", "marzo", "abr(?:il)?", "mayo", "junio", "julio", "ago(?:sto)?", "(?:septiembre|setiembre)", "octubre", "noviembre", "dic(?:iembre)?")  # fmt: skip
_BARE = "|".join((*_ENGLISH, *_SPANISH))
NAMES = rf"({_BARE})"
"""A month's name, as the only group."""

_HOLIDAYS = {
    "new year(?:'?s)?(?: day| eve)?": 1, "martin luther king day|mlk day": 1, "presidents'? day": 2, "memorial day": 5, "juneteenth": 6,
    "(?:the )?fourth of july|independence day": 7, "labor day": 9, "columbus day|indigenous peoples'? day|halloween": 10,
    "thanksgiving(?: day)?|veterans'? day": 11, "christmas(?: day| eve)?|navidad": 12,
}  # fmt: skip
_HOLIDAY = "|".join(_HOLIDAYS)
_ABOUT = r"(?:(?:early|mid|late|(?:the )?(?:beginning|start|middle|end|first week|last week|first|last day) of|(?:a |el )?(?:mediados|principios|finales|fines|comienzos|inicio|final|fin) de)[ -])?"
_DAY = r"(?: \d{1,2}(?:st|nd|rd|th)?\b(?!:| ?[ap]\.?m))?"
POINT = rf"{_ABOUT}(?:\d{{1,2}} de )?((?:{_HOLIDAY})|(?:{_BARE}))\b\.?{_DAY}(?:,? (?:de |del )?\d{{4}}\b)?"
"""A point in the year; its only group is the month or the holiday."""

POINT_PLAIN = POINT.replace("((?:", "(?:(?:", 1)
"""POINT without a group."""

DATED_PLAIN = rf"(?:\d{{1,2}} de )?(?:{_BARE})\b\.?(?: \d{{1,2}}(?:st|nd|rd|th)?\b)?,? (?:of |de |del )?\d{{4}}"
"""A month with its year and optional day, without a group."""

_TO = r" ?(?:to|thru|through|until|till|a|al|hasta|[-–—]+) ?"
_DATE = r"(?<![\d/])(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})(?![\d/])"
_ISO = r"\b(\d{4})[-/.](\d\d)[-/.](\d\d)\b"
_DATES = re.compile(rf"{_DATE}{_TO}{_DATE}")
_ISO_DATES = re.compile(rf"{_ISO}{_TO}{_ISO}")
_SHORT = re.compile(rf"(?<![\d/])(\d{{1,2}})/(\d{{1,2}}){_TO}(\d{{1,2}})/(\d{{1,2}})(?![\d/])")


def number(name: str) -> int:
    """Return the number of a month, 1 to 12, by its name or a holiday in it; raise ValueError for other words."""
    for patterns in (_ENGLISH, _SPANISH):
        for month, pattern in enumerate(patterns, 1):
            if re.fullmatch(pattern, name):
                return month
    for pattern, month in _HOLIDAYS.items():
        if re.fullmatch(pattern, name):
            return month
    raise ValueError(name)


def of_point(found: re.Match[str], group: int) -> int:
    """Return the month of a match of a pattern built from POINT."""
    return number(found[group])


def date_of(words: str) -> tuple[int, int, int | None]:
    """Return the year, the month and the day (None if not given) of words that DATED_PLAIN matched."""
    named = re.search(rf"\b{NAMES}\b", words)
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", words)
    if named is None:
        raise ValueError(words)
    return int(words[-4:]), number(named[1]), int(day[1]) if day else None


def in_a_row(words: str) -> tuple[int, int] | None:
    """Return the first and last of the months in the words, if each follows the one before."""
    named = list(dict.fromkeys(number(found[1]) for found in re.finditer(rf"\b{NAMES}\b", words)))
    row = len(named) > 1 and all((after - before) % 12 == 1 for before, after in pairwise(named))
    return (named[0], named[-1]) if row else None


def is_names(said: str, found: str) -> bool:
    """Whether a list of months contains the auxiliary "may", judging by the original text."""
    return "may" in re.findall(r"\w+", found) and re.search(r"\bMay\b|\bMAY\b|\bmay\b(?=,| and (?i:june)|$)", said) is None


def dated(words: str) -> Iterator[tuple[int, int]]:
    """Yield the first and last months of spans between two numeric dates.

    A span of eleven months or more is not a season, and one within a month is an event.
    """
    spans = [
        ((_year(f[3]), int(f[1])), (_year(f[6]), int(f[4]))) for f in _DATES.finditer(words)
    ] + [((int(f[1]), int(f[2])), (int(f[4]), int(f[5]))) for f in _ISO_DATES.finditer(words)]  # fmt: skip
    spans += [((0, int(f[1])), (int(int(f[3]) < int(f[1])), int(f[3]))) for f in _SHORT.finditer(words)]
    for (year, first), (to_year, last) in spans:
        length = 12 * (to_year - year) + last - first
        if 1 <= first <= 12 and 1 <= last <= 12 and 0 < length < 11:
            yield first, last


def _year(figures: str) -> int:
    return int(figures) + 2000 if len(figures) == 2 else int(figures)
