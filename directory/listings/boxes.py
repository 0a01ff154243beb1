"""The boxes of a listing's form, each with how it shows a value and reads what is typed.

A box has the name of its target; the two ages share the box "ages". People type as they would write it down ("Mon-Fri 9-5", "5 to
12"): the readers are those of the lists, but a form asks about what a list may leave out.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from directory.listings.edits import FIXED
from directory.listings.typed_times import wrong_days, wrong_wait
from importers.fields import FIELDS, Kind, Target
from importers.places import addresses, zips
from importers.problems import Severity
from importers.records import MODES, Value
from importers.times import dates
from importers.values import Reading, ages, flags, links
from importers.values.age_spans import AgeRange
from importers.values.text import clean, clean_long

Control = Literal["line", "area", "lines", "flag", "choice", "ticks"]
BoxName = Target | Literal["ages"]
AGES: Literal["ages"] = "ages"
AGE_TARGETS = (Target.SERVICE_MINIMUM_AGE, Target.SERVICE_MAXIMUM_AGE)
_CONTROLS: Mapping[Kind, Control] = {
    "long_text": "area", "flag": "flag", "choice": "choice", "codes": "lines", "texts": "lines", "phones": "lines",
    "contacts": "lines", "schedules": "lines", "costs": "lines", "needs": "ticks",
}  # fmt: skip
_MOST_PLACES = 100_000
_FIGURES = re.compile(r"-?(?:[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_NO_AGES = re.compile(r"^\s*[-−]\s?\d|\bgrades?\b.*\b(?:1[3-9]|[2-9]\d)\b", re.IGNORECASE)


class TypedError(ValueError):
    """Raised when typed text cannot be understood; the message explains that and what to write."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box: `meaning` is a sentence on what belongs in it; `choices` are the options of a choice or ticks, if they are few."""

    name: BoxName
    control: Control
    meaning: str
    choices: tuple[str, ...] = ()


def _boxes() -> dict[str, Box]:
    found: dict[str, Box] = {}
    for target, field in FIELDS.items():
        if target in AGE_TARGETS:
            found[AGES] = Box(AGES, "line", "The ages it takes, such as 5 to 12, 13 and up, or grades K-5.")
        elif target == Target.MODES:
            found[target] = Box(target, "ticks", field.meaning, MODES)
        elif target not in FIXED and target != Target.LOCATION_PRECISION:
            found[target] = Box(target, _CONTROLS.get(field.kind, "line"), field.meaning, field.choices)
    return found


BOXES: Mapping[str, Box] = _boxes()
"""All boxes that a listing's form can show, by name, in the order of the export's columns."""


# --- the text of a box with one value


def one_line(text: str) -> str:
    return " ".join(text.split())


def number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def show(target: str, value: Value) -> str:
    """Return the text of a box that holds one value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if BOXES[target].control == "area" else one_line(str(value))


def show_ages(minimum: Value, maximum: Value) -> str:
    """Return both ages as people say them: "5 to 12", "5 only", "13 and up", "up to 17", "all ages"."""
    low, high = (number(age) if isinstance(age, int | float) else None for age in (minimum, maximum))
    if low is None or high is None:
        if high is None:
            return "" if low is None else "all ages" if low == "0" else f"{low} and up"
        return f"up to {high}"
    return f"{low} only" if low == high else f"{low} to {high}"


# --- readers of typed text; each takes the text and the day, and raises TypedError

Reader = Callable[[str, datetime.date], Value]
_TWO_AGES = re.compile(r"\D*(\d+(?:\.\d+)?)\s*(?:-|–|to|through)\s*(\d+(?:\.\d+)?)\D*")


def read_ages(text: str) -> AgeRange:
    """Return the ages that were typed; a blank box has none."""
    if not text:
        return AgeRange(None, None)
    if re.fullmatch(r"\d{1,2}(?:\.\d+)?", text):
        raise TypedError(f"Is it age {text} alone, or older ones too? Write “{text} only” or “{text} and up”.")
    if (two := _TWO_AGES.fullmatch(text)) and float(two[1]) > float(two[2]):
        raise TypedError(f"The youngest comes first: write {two[2]} to {two[1]}.")
    reading = ages.read(text, AGES)
    if (
        _NO_AGES.search(text)
        or reading.value is None
        or any(trouble.severity == Severity.WARNING for trouble in reading.troubles)
        or reading.kept
    ):
        raise TypedError(f"“{text[:60]}” is not understood as ages. Write them as 5 to 12, 13 and up, or up to 17.")
    return reading.value


def _with(read: Callable[[str], Any], sentence: str, text: str, _: datetime.date) -> Value:
    value: Value = read(text)
    if value is None:
        raise TypedError(sentence.format(text[:60]))
    return value


def alone(reading: Reading[Any], sentence: str, text: str) -> Any:
    """Return the value that was typed; raise TypedError if there is none, or if words beside it were not understood."""
    if reading.value is None:
        raise TypedError(sentence.format(text[:60]))
    if reading.left:
        raise TypedError(f"“{reading.left[:60]}” is not understood here. Write the value alone, and the rest in words elsewhere.")
    return reading.value


def _read(read: Callable[[str], Reading[Any]], sentence: str, text: str, _: datetime.date) -> Value:
    value: Value = alone(read(text), sentence, text)
    return value


def _date(text: str, today: datetime.date) -> Value:
    reading = dates.read(text, today)
    if reading.value is None:
        raise TypedError(f"“{text[:60]}” is not a day up to today. Write it as year-month-day, such as {today.isoformat()}.")
    return reading.value


def _number(low: float, high: float, sentence: str, text: str, _: datetime.date) -> Value:
    value = float(text.replace(",", "")) if _FIGURES.fullmatch(text) else None
    if value is None or not low <= value <= high:
        raise TypedError(sentence)
    return value


def _whole(low: int, high: int, sentence: str, text: str, today: datetime.date) -> Value:
    value = _number(low, high, sentence, text, today)
    if not float(str(value)).is_integer():
        raise TypedError(sentence)
    return value


def _year(text: str, today: datetime.date) -> Value:
    return _whole(1600, today.year, "Write a year of four digits up to this one, such as 1984.", text, today)


def _wait(text: str, today: datetime.date) -> Value:
    if said := wrong_wait(text, today):
        raise TypedError(said)
    return clean(text) or None


def _employer_number(text: str) -> str | None:
    digits = text.replace("-", "").replace(" ", "")
    return clean(text) if re.fullmatch(r"[0-9]{9}", digits) else None


def _name(text: str) -> str | None:
    words = clean(text)
    return words if any(map(str.isalpha, words)) else None


def _country(text: str) -> str | None:
    letters = re.sub(r"[^a-z]", "", text.lower())
    return (
        "US"
        if letters in ("us", "usa", "unitedstates", "unitedstatesofamerica")
        else letters.upper()
        if len(letters) == 2
        else None
    )


_SITE = partial(_read, links.website, "“{}” is not a web address. Write one such as www.example.org.")
_EMAIL = partial(_read, links.email, "“{}” is not an e-mail address. Write one such as info@example.org.")
_PLACES = partial(_whole, 0, _MOST_PLACES, "Write a whole number of places, 0 or more, or nothing where it is not known.")
_NAMED = partial(_with, _name, "“{}” has no letters. Write a name.")

READERS: Mapping[str, Reader] = {
    Target.ORGANIZATION_WEBSITE: _SITE,
    Target.SERVICE_URL: _SITE,
    Target.LOCATION_URL: _SITE,
    Target.ORGANIZATION_EMAIL: _EMAIL,
    Target.SERVICE_EMAIL: _EMAIL,
    Target.ORGANIZATION_NAME: _NAMED,
    Target.ORGANIZATION_YEAR_INCORPORATED: _year,
    Target.ORGANIZATION_TAX_ID: partial(
        _with, _employer_number, "“{}” is not an employer number. Write its nine digits, such as 12-3456789."
    ),
    Target.SERVICE_NAME: _NAMED,
    Target.SERVICE_WAIT_TIME: _wait,
    Target.ADDRESS_CITY: partial(_with, _name, "“{}” is not a city. Write its name, such as Lansing."),
    Target.CAPACITY_AVAILABLE: _PLACES,
    Target.CAPACITY_MAXIMUM: _PLACES,
    Target.CAPACITY_UPDATED: _date,
    Target.SERVICE_ASSURED_DATE: _date,
    Target.LOCATION_LATITUDE: partial(_number, -90, 90, "Write degrees north, such as 42.7325."),
    Target.LOCATION_LONGITUDE: partial(
        _number, -180, 180, "Write degrees east, in the United States below zero, such as -84.5555."
    ),
    Target.ADDRESS_POSTAL_CODE: partial(_read, zips.read, "“{}” is not a ZIP in use. Check its five digits."),
    Target.ADDRESS_STATE_PROVINCE: partial(_with, addresses.state, "“{}” is not a state. Write its two letters, such as MI."),
    Target.ADDRESS_COUNTRY: partial(
        _with, _country, "“{}” is not a country that is known here. Write its two letters, such as US."
    ),
}
"""Readers of single values that are more than text."""


def read_one(name: str, text: str, today: datetime.date) -> Value:
    """Return the value of a box that holds one, or None if it is blank."""
    box = BOXES[name]
    if not text:
        return None
    if box.control == "flag":
        return _with(lambda words: flags.read(words).value, "Tick the box, or leave it.", text, today)
    if box.control == "choice":
        if text not in box.choices:
            raise TypedError(f"Choose one of {', '.join(box.choices)}.")
        return text
    if said := wrong_days(text) if box.control == "area" or name == Target.SERVICE_ALERT else None:
        raise TypedError(said)
    reader = READERS.get(name)
    return reader(text, today) if reader else (clean_long(text) if box.control == "area" else clean(text)) or None
