"""Days that are written as letters: "M-F", "T/Th", "MWF", and in Spanish "L-V", "L/M/V".

>>> def days(text): return [" ".join(word for word, _, _ in found) for found in lettered_days(text)]
>>> days("tutor M-F"), days("T/Th or MWF"), days("M, W and F"), days("de L a V")
(['monday - friday'], ['tuesdays thursdays', 'mondays wednesdays fridays'], ['mondays wednesdays fridays'], ['lunes - viernes'])
>>> days("los L/M/V"), days("coat in M/L"), days("16 M/F"), days("MTF"), days("size S-M")
(['lunes miercoles viernes'], [], [], [], [])
>>> days("can do T/Th after 4")
['tuesdays thursdays']

Letters mean much else: they are days only where they run through the week in its order, and in small letters only in longer lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from matching.requests.schedule_words import schedule_table

LetteredDay = tuple[str, int, int]
"""A word of an utterance, the day or "-" for "to", with the position of its letters in the text."""

_RUN = re.compile(r"\s?[-\u2013\u2014]\s?|\s+(?:to|thru|through|a)\s+")
_JOINT = r"\s?[-\u2013\u2014/,&+]\s?(?:(?:and|or|y|o)\s)?|\s+(?:(?:and|or|to|thru|through|y|o|a)\s+)?"
_MY = "Mi"
"""Wednesday, unless a blank alone stands beside it: "Mi J necesita ropa" is somebody's child."""
_FEW = 2
_MANY = 3


class _LetteredWeek(NamedTuple):
    """The numbers of days by their letters in one language, Monday being 0; the names of one day, and of that day of every week."""

    letters: Mapping[str, tuple[int, ...]]
    days: Sequence[str]
    every: Sequence[str]


class _DayLetters(NamedTuple):
    weeks: Sequence[_LetteredWeek]
    joined: Mapping[str, list[str]]
    others: frozenset[str]
    listed: re.Pattern[str]
    one: re.Pattern[str]


@cache
def _letters() -> _DayLetters:
    table = schedule_table()["letters"]
    weeks = [_week(table, name) for name in ("english", "spanish")]
    others = frozenset(table["others"].split())
    joined: dict[str, list[str]] = {}
    for parts in (one.split("+") for one in table["joined"].split()):
        text = "".join(parts)
        joined |= {text: parts, text.upper(): parts}
        if len(text) >= _MANY and text.casefold() not in others:
            joined[text.casefold()] = parts
    letters = sorted({one for week in weeks for one in week.letters}, key=len, reverse=True)
    one = f"(?:{'|'.join(letters)}|{'|'.join(letters).title()}|{'|'.join(letters).upper()})"
    both = "|".join(sorted(joined, key=len, reverse=True))
    listed = re.compile(rf"(?<![\w'’&/-])(?:{one}(?:(?:{_JOINT}){one})+|{both})(?![\w'’&/]|-\w)")
    return _DayLetters(weeks, joined, others, listed, re.compile(rf"(?P<day>{one})(?P<joint>(?:{_JOINT})(?=\w))?"))


def _week(table: Mapping[str, str], name: str) -> _LetteredWeek:
    letters: dict[str, tuple[int, ...]] = {}
    for number, words in enumerate(table[f"{name}_letters"].split()):
        for one in words.split("|"):
            letters[one] = (*letters.get(one, ()), number)
    return _LetteredWeek(letters, table[name].split(), table[f"{name}_every"].split())


def lettered_days(text: str) -> Iterator[list[LetteredDay]]:
    """Yield the days of each list of letters in a text that is written as its author did, but for accents."""
    known = _letters()
    for match in known.listed.finditer(text):
        start, end = match.span()
        if parts := known.joined.get(match[0]):
            yield [(day, start, end) for day in _days(parts, is_run=False)]
            continue
        found = [*known.one.finditer(match[0])]
        # What stands before a list may be letters as well: "do M/W".
        several = (_listed(found[first:], start) for first in range(len(found) - 1))
        if days := next((days for days in several if days), None):
            yield days


def _listed(found: Sequence[re.Match[str]], at: int) -> list[LetteredDay]:
    """Return the days of letters with signs and small words between, of a list that begins at a position in the text."""
    letters, joints = [one["day"] for one in found], [one["joint"] for one in found[:-1]]
    if not all(joints):  # letters that begin a longer word
        return []
    is_run = len(letters) == _FEW and _RUN.fullmatch(joints[0]) is not None
    days = _days(letters, is_run=is_run) if _are_days(letters, joints, is_run=is_run) else []
    spans = [(at + one.start("day"), at + one.end("day")) for one in found]
    said = [(day, *span) for day, span in zip(days, spans, strict=False)]
    return [said[0], ("-", spans[0][1], spans[1][0]), said[1]] if said and is_run else said


def _are_days(letters: Sequence[str], joints: Sequence[str], *, is_run: bool) -> bool:
    """Whether letters with these signs and small words between are written as days are."""
    small = [one.casefold() for one in letters]
    if "".join(small) in _letters().others and not is_run:
        return False
    if letters[0].islower():
        is_long = len(letters) >= _MANY or not {"th", "tu"}.isdisjoint(small) or (is_run and small[0] in ("m", "l"))
        return is_long and letters == small and not any(joint[0].isspace() or joint[-1].isspace() for joint in joints)
    is_short_name = any(one[1:].islower() and one != _MY for one in letters)
    return any(not joint.isspace() for joint in joints) or len(letters) >= _MANY or is_short_name


def _days(letters: Sequence[str], *, is_run: bool) -> list[str]:
    """Return the names of the days in the first language in which letters run through the week, none if they do in neither."""
    small = tuple(one.casefold() for one in letters)
    for week in _letters().weeks:
        if numbers := _in_order(week, small):
            return [(week.days if is_run else week.every)[number] for number in numbers]
    return []


def _in_order(week: _LetteredWeek, letters: Sequence[str]) -> list[int]:
    """Return the days of letters in the order of the week: the second of two that are alike is a later day."""
    if letters == ("l", "m", "v"):  # every other day
        letters = ("l", "mi", "v")
    days: list[int] = []
    for one in letters:
        later = [day for day in week.letters.get(one, ()) if not days or day > days[-1]]
        if not later:
            return []
        days.append(later[0])
    return days
