"""Dates as lists write them: ISO, month first, month names, a spreadsheet's day numbers; a missing part is never made up."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from importers.problem_codes import ValueCode
from importers.problems import Severity, Trouble
from importers.values import Reader, Reading, folded
from importers.values.text import clean, is_blank

EARLIEST = datetime.date(1950, 1, 1)
MONTHS = {
    word: number
    for number, words in enumerate(
        ("january enero", "february febrero", "march marzo", "april abril", "may mayo", "june junio", "july julio", "august agosto",
         "september sept septiembre setiembre", "october octubre", "november noviembre", "december diciembre"), start=1)
    for full in words.split()
    for word in (full, full[:3])
}  # fmt: skip
"""Month numbers by English and Spanish names and their first three letters."""

_EPOCH = datetime.date(1899, 12, 30)  # day 0 of a spreadsheet
_MONTH = r"(?P<name>[a-z]{3,10})\.?"
_TIME = r"(?:[t, ]+\d{1,2}(?::\d{2}){1,2}(?:[.,]\d+)?\s*(?:[ap]\.?m\.?)?\s*(?:z|utc|gmt|[a-z]{3,4}|[+-]\d{2}(?::?\d{2})?)?)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[., ]+)?"

_YEAR_FIRST = re.compile(rf"(?P<y>\d{{4}})[-/. ](?P<m>\d{{1,2}})[-/. ](?P<d>\d{{1,2}}){_TIME}")
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:t?\d{4,6}z?)?")
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}(?P<m>\d{{1,2}})[-/. ](?P<d>\d{{1,2}})[-/. ](?P<y>\d{{4}}|\d{{2}}){_TIME}")
_NAME_FIRST = re.compile(rf"{_WEEKDAY}{_MONTH}[ -]*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ ,-]+(?P<y>\d{{4}}|\d{{2}}){_TIME}")
_DAY_FIRST = re.compile(
    rf"{_WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: de|-| )\s*{_MONTH}(?: del?|[-,])*\s*(?P<y>\d{{4}}|\d{{2}}){_TIME}"
)
_SERIAL = re.compile(r"(?P<days>\d{5})(?:\.\d+)?")


def _year(digits: str, today: datetime.date) -> int:
    """Return the full year; two digits mean the latest such year that is not beyond next year."""
    if len(digits) > 2:
        return int(digits)
    year = today.year // 100 * 100 + int(digits)
    return year if year <= today.year + 1 else year - 100


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _numbered(found: re.Match[str], today: datetime.date) -> datetime.date | None:
    return _date(_year(found["y"], today), int(found["m"]), int(found["d"]))


def _swapped(found: re.Match[str], today: datetime.date) -> datetime.date | None:
    return _date(_year(found["y"], today), int(found["d"]), int(found["m"]))


def _named(found: re.Match[str], today: datetime.date) -> datetime.date | None:
    return _date(_year(found["y"], today), MONTHS.get(found["name"], 0), int(found["d"]))


def _counted(found: re.Match[str], _: datetime.date) -> datetime.date | None:
    return _EPOCH + datetime.timedelta(days=int(found["days"]))


# Each date format, its reader, and what to report if the reading is not obvious.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], datetime.date], datetime.date | None], ValueCode | None], ...] = (
    (_YEAR_FIRST, _numbered, None),
    (_COMPACT, _numbered, None),
    (_MONTH_FIRST, _numbered, None),
    (_MONTH_FIRST, _swapped, ValueCode.DATE_DAY_FIRST),
    (_NAME_FIRST, _named, None),
    (_DAY_FIRST, _named, None),
    (_SERIAL, _counted, ValueCode.DATE_AS_NUMBER),
)


def day(text: str, latest: datetime.date) -> datetime.date | None:
    """Return the date that a text is, up to the day after `latest`: for words that are kept as they are, whether a date or not."""
    return read(text, latest).value


DATES: Reader[datetime.date] = Reader("dates")


@DATES.reads
def read(text: str, today: datetime.date) -> Reading[datetime.date]:
    """Return the date in a cell; None with a warning if it is not a full date, is before 1950 or is in the future."""
    cell = folded(text)
    if is_blank(text):
        return DATES.blank(cell)
    shown = clean(text)[:80]
    for form, reader, code in _FORMS:
        found = form.fullmatch(cell.text)
        day = reader(found, today) if found else None
        if day is None:
            continue
        if day < EARLIEST:
            return DATES.nothing(cell, Trouble(ValueCode.DATE_TOO_EARLY, {"shown": shown}))
        if day > today + datetime.timedelta(days=1):
            return DATES.nothing(cell, Trouble(ValueCode.DATE_IN_FUTURE, {"shown": shown}))
        told = (Trouble(code, {"shown": shown, "day": day}, Severity.INFO),) if code else ()
        return DATES.account(cell, day, [cell.whole], *told)
    return DATES.nothing(cell, Trouble(ValueCode.DATE_INCOMPLETE, {"shown": shown}))
