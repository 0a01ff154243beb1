"""The values that the words heard stand for: codes of languages, years and grades; days and hours are in matching.requests.schedule.

>>> language_codes("spoken", "speaks spanish and mixteco")
('es', 'mix')
>>> ages("years", "9 and twelve year olds"), ages("months", "18 months old"), ages("turns", "turns 6 in may")
(('9', '12'), ('1.5',), ('5',))
>>> ages("span", "ages 5 to 7"), ages("span", "9-12 year olds"), ages("below", "under five")
(('5-7',), ('9-12',), ('0-4',))
>>> miles("most", "within 3 miles"), miles("most", "a no mas de media milla"), miles("most", "up to 8 km"), miles("most", "a 15-mile radius")
(('3',), ('0.5',), ('5',), ('15',))
>>> grades("middle", "in middle school")
('6-8',)
>>> grades("span", "6th - 8th grade"), grades("span", "k - 2"), grades("span", "grades 5-3")
(('6-8',), ('K-2',), ())
>>> grades("usual", "2nd and 5th graders"), grades("mexican", "primero de secundaria"), grades("high", "a freshman")
(('2', '5'), ('7',), ('9',))
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from matching.offers import Payment
from matching.requests.patterns import list_of
from matching.requests.request import Kind
from matching.requests.words import languages, plan_named
from matching.wishes.codes import NOW

Values = tuple[str, ...]

OLDEST = 21
"""The age in years up to which somebody may be a student; older people in a sentence are relatives."""

SPAN = "span"
"""The section of ages and grades from one to another."""

PLAN = "plan"
"""The section of insurance plans by name, and what their values begin with."""

_ENGLISH = "en"
_A_NOW = re.compile(r"\b(?:now|ahora|ahorita)\b")
_OR_ENGLISH = re.compile(r"\b(?:english|ingles) (?:or|o) |\b(?:or|o) (?:english|ingles)\b")
_ONLY = re.compile(r"\b(?:only|solo|solamente|nomas|nada mas|unicamente|puro|speaking|speakers?)\b")

_NUMBERS = (
    "zero one|un|uno two|dos three|tres four|cuatro five|cinco six|seis seven|siete eight|ocho nine|nueve ten|diez eleven|once "
    "twelve|doce thirteen|trece fourteen|catorce fifteen|quince sixteen|dieciseis seventeen|diecisiete eighteen|dieciocho "
    "nineteen|diecinueve twenty|veinte"
)
_NUMBER = {word: number for number, words in enumerate(_NUMBERS.split()) for word in words.split("|")}
_A_NUMBER = re.compile(
    r"\b(?:(\d{1,2}(?:\.\d)?)(h?)|"
    + "|".join(sorted(_NUMBER, key=len, reverse=True))
    + r")(?P<half> and a half| y medi[oa]| 1/2)?(?=(?:yo[fm]?|yrs?|y|f|m)?(?![/\w]))"
)
_A_HALF_AFTER = re.compile(r" (anos|years?) (and a half|y medi[oa])\b")
_UNDER = re.compile(r"\bu(?=\d)|(?<=\d)u\b")
"""What says in the name of a team that its players are younger: "U10"."""
_HALF = 0.5
_FEWEST_COUNTED = 2
_MONTHS = 12

_ORDINALS = (
    "first|primero|primer|1 second|segundo|2 third|tercero|tercer|3 fourth|cuarto|4 fifth|quinto|5 sixth|sexto|6 seventh|septimo|7 "
    "eighth|eigth|octavo|8 ninth|noveno|9 tenth|decimo|10 eleventh|once|onceavo|undecimo|11 twelfth|doce|doceavo|duodecimo|12"
)
_ORDINAL = {word: number for number, words in enumerate(_ORDINALS.split(), start=1) for word in words.split("|")}
_AN_ORDINAL = re.compile(
    r"\b(?:(\d{1,2})(?:st|nd|rd|th|o|mo|ro|do|to|vo|no|er)?|(" + "|".join(w for w in _ORDINAL if w.isalpha()) + r"))\b"
)
_NAMED_GRADES = (
    (re.compile(r"\b(?:pk$|pre ?k|prek|pre kindergarten|pre kinder|prekinder|preescolar|preschoolers?)\b"), "PK"),
    (re.compile(r"\bkinder\w*|\bkg?$"), "K"),
    (re.compile(r"\bfresh(?:man|men)\b"), "9"),
    (re.compile(r"\bsophomores?\b"), "10"),
    (re.compile(r"\bjuniors?\b"), "11"),
    (re.compile(r"\bseniors?\b"), "12"),
)
_K_OF_SEVERAL = re.compile(r"\bgrades k\b")
_MEXICAN = ((re.compile(r"\bsec"), 6), (re.compile(r"\b(?:prepa|bachi)"), 9))
_HIGHEST = 12
_YEARS_AT_K = 5
SCHOOLS = {"elementary": "K-5", "middle": "6-8", "secondary": "7-9", "high_school": "9-12"}
"""The grades of schools by the sections of their table; a Mexican secundaria has those of 7 to 9."""


def ages_of_grades(grades_to: str) -> tuple[int, int] | None:
    """Return the ages in years of the students from one grade to another, K being 0; None if that is no span of grades.

    >>> ages_of_grades("K-5"), ages_of_grades("6-8"), ages_of_grades("7")
    ((5, 11), (11, 14), None)
    """
    first, dash, last = grades_to.partition("-")
    if not dash:
        return None
    return int(first.replace("K", "0")) + _YEARS_AT_K, int(last) + _YEARS_AT_K + 1


@cache
def _a_language() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(languages(), key=len, reverse=True)) + r")\b")


def language_codes(_: str, heard: str) -> Values:
    """Return the codes of the languages that are named: English only if it will do as well, or if it is the only one and said to be."""
    codes = dict.fromkeys(languages()[name] for name in _a_language().findall(heard))
    if _OR_ENGLISH.search(heard):
        return tuple(codes)
    others = tuple(code for code in codes if code != _ENGLISH)
    return others or (tuple(codes) if _ONLY.search(heard) else ())


def _numbers(heard: str) -> list[float]:
    found = []
    for match in _A_NUMBER.finditer(heard):
        number = float(match[1]) if match[1] else float(_NUMBER[match[0].removesuffix(match["half"] or "")])
        found.append(number + (_HALF if match[2] or match["half"] else 0))
    return found


def ages(section: str, heard: str) -> Values:
    """Return the ages in years that are named, as far as students may have them; "turns 6" is still 5, "5 to 7" is a span."""
    heard = _UNDER.sub("", _A_HALF_AFTER.sub(r" \2 \1", heard))
    if section in _SPANS:
        return _SPANS[section](_numbers(heard))
    if section == "months":
        years = [math.floor(number / _MONTHS * 10) / 10 for number in _numbers(heard)]
    elif section == "turns":
        years = [number - 1 for number in _numbers(heard)[:1]]
    else:
        years = _without_their_number(_numbers(heard), heard)
    return tuple(f"{year:g}" for year in dict.fromkeys(years)) if all(0 <= year <= OLDEST for year in years) else ()


def _without_their_number(years: list[float], heard: str) -> list[float]:
    """Return ages without the word before them for how many they are: "her two, 6 and 8"."""
    is_their_number = len(years) > _FEWEST_COUNTED and years[0] == len(years) - 1 and heard.split(maxsplit=1)[0].isalpha()
    return years[1:] if is_their_number else years


def _span(numbers: list[float]) -> Values:
    first, last = numbers[0], numbers[-1]
    return (f"{first:g}-{last:g}",) if len(numbers) == 2 and first < last <= OLDEST else ()


def _below(numbers: list[float]) -> Values:
    return (f"0-{numbers[0] - 1:g}",) if numbers and 1 < numbers[0] <= OLDEST + 1 else ()


def _at_most(numbers: list[float]) -> Values:
    return (f"0-{numbers[0]:g}",) if numbers and 1 < numbers[0] <= OLDEST else ()


_SPANS: Mapping[str, Callable[[list[float]], Values]] = {"span": _span, "below": _below, "at_most": _at_most}


def grades(section: str, heard: str) -> Values:
    """Return the grades that are named; those of a Mexican secundaria begin with 7, of a preparatoria with 10. A school is a span."""
    if section in SCHOOLS:
        return (SCHOOLS[section],)
    if section == SPAN:
        return _span_of_grades(heard)
    named = tuple(grade for pattern, grade in _NAMED_GRADES if section != "mexican" and pattern.search(heard))
    if named:
        return named[:1]
    more = next((more for pattern, more in _MEXICAN if section == "mexican" and pattern.search(heard)), 0)
    numbers = [int(digits) if digits else _ORDINAL[word] for digits, word in _AN_ORDINAL.findall(heard)]
    if not all(1 <= number + more <= _HIGHEST for number in numbers):
        return ()
    kindergarten = ("K",) if _K_OF_SEVERAL.search(heard) else ()
    return (*kindergarten, *(str(number + more) for number in dict.fromkeys(numbers)))


def _span_of_grades(heard: str) -> Values:
    numbers = [int(digits) if digits else _ORDINAL[word] for digits, word in _AN_ORDINAL.findall(heard)]
    first, last = numbers[0] if len(numbers) == 2 else 0, numbers[-1]
    return (f"{first or 'K'}-{last}",) if first < last <= _HIGHEST else ()


_FARTHEST = 500
"""Miles, as a form takes them at most."""

_MILES_OF_KM = 0.621371
_TENS = {"thirty": 30, "treinta": 30, "forty": 40, "cuarenta": 40, "fifty": 50, "cincuenta": 50}
_PARTS = {"a": 1.0, "an": 1.0, "una": 1.0, "half a": 0.5, "half an": 0.5, "media": 0.5, "a couple": 2.0, "a couple of": 2.0}
_LENGTHS: Mapping[str, float] = {**_PARTS, **_NUMBER, **_TENS}
_A_LENGTH = re.compile(
    rf"\b(?P<number>\d+(?:\.\d+)?|{'|'.join(sorted(_LENGTHS, key=len, reverse=True))})(?: and a half| y media)?[- ]?(?P<unit>mi|k)"
)
_AND_A_HALF = re.compile(r"\b(?:and a half|y media)\b")


def miles(_: str, heard: str) -> Values:
    """Return how many miles somebody can go at most, of kilometers rounded to a tenth."""
    match = _A_LENGTH.search(heard)
    if match is None:
        return ()
    number = _LENGTHS[match["number"]] if match["number"] in _LENGTHS else float(match["number"])
    number += _HALF if _AND_A_HALF.search(heard) else 0
    far = round(number * _MILES_OF_KM, 1) if match["unit"] == "k" else number
    return (f"{far:g}",) if 0 < far <= _FARTHEST else ()


def _section(section: str, _: str) -> Values:
    return (section,)


def payments(section: str, heard: str) -> Values:
    """Return a way to pay, or the insurance plan that is named, and that it is one of Medicaid if that is said."""
    if section != PLAN:
        return (section,)
    is_medicaid = list_of("payment", "of_medicaid").search(f" {heard} ")
    of_medicaid = (Payment.MEDICAID.value,) if is_medicaid else ()
    return (*of_medicaid, f"{PLAN}:{plan_named(heard)}")


def _now(_: str, heard: str) -> Values:
    """Return the only hours that name no day and no time; the others are in matching.requests.schedule."""
    return (NOW,) if _A_NOW.search(heard) else ()


def _none(_: str, __: str) -> Values:
    return ()


VALUES: Mapping[Kind, Callable[[str, str], Values]] = MappingProxyType({
    Kind.WITHIN: miles,  # before the ways there, whose table has distances as well
    **dict.fromkeys((Kind.TRAVEL, Kind.ACCESS, Kind.HELPER, Kind.SETTING, Kind.MODE, Kind.TIME), _section),
    Kind.PAYMENT: payments,
    Kind.LANGUAGE: language_codes,
    Kind.DAY: _none,
    Kind.HOURS: _now,
    Kind.AGE: ages,
    Kind.GRADE: grades,
})  # fmt: skip
"""By kind what a section of its table and the words heard stand for. No value: the words are no condition."""
