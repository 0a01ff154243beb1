"""The one way to read a form: its fields, read one by one into values, with a sentence for each that is wrong.

    fields = FormFields(form)
    day = fields.day("happened_on", until=today)    # "11/24", "Nov 24", "2026-11-24"
    at = fields.time("at_time")                     # "3:30 pm", "9", "15h30"
    if fields.errors: …                             # {"happened_on": "This is not a date: write it as 3/14/2015."}

A field that takes one value and was sent with different ones is an error: no rule says which of them was meant.
No error quotes what was typed: the page shows that again anyway, and errors may end up in a log. The form of a listing alone is read
elsewhere (listings.form), by the readers of lists, because a box that nobody changed must keep its value whatever it is.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from directory.errors import UnknownError, UsageError, refused, words_of
from directory.i18n.languages import language_code
from directory.i18n.typed_dates import read_day, read_time
from directory.places.zips import center
from importers.values.emails import as_written, is_email

Read = TypeVar("Read")
Form = Mapping[str, str | Sequence[str]]
"""What was sent: one or several values by field name."""

GRADES = ("PK", "K", *map(str, range(1, 13)))
NO_DATE = refused("This is not a date: write it as 3/14/2015.")
NO_TIME = refused("Give the time as 3:30 pm or 15:30.")
ONE_ONLY = refused("Give one answer only: different ones were sent.")
LONGEST_LINE, LONGEST_WORDS, MOST_VALUES = 200, 2_000, 20

_GRADE_WORDS = {"prek": "PK", "pre": "PK", "pk": "PK", "k": "K", "kg": "K", "kindergarten": "K"}
_ZIP = re.compile(r"([0-9]{5})(?:[- ]?[0-9]{4})?")
_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")
_NORTH_AMERICAN = re.compile(r"\+1[2-9][0-9]{2}[2-9][0-9]{6}")
_YEARS = range(1900, 2200)
# Bidirectional control characters can make a page show what was never typed.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class FormFields:
    """The fields of one form, and the errors found so far: one sentence by field."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self.errors: dict[str, str] = {}

    def values(self, name: str) -> tuple[str, ...]:
        """Return all values of a field, cleaned, without empty ones and duplicates."""
        held = self._form.get(name, ())
        cleaned = (_line(value) for value in ([held] if isinstance(held, str) else held))
        return tuple(dict.fromkeys(value for value in cleaned if value))

    def line(self, name: str, missing: str | None = None) -> str | None:
        """Return the text of a field on one line; `missing` is the error for an empty required field."""
        return self._text(name, _line(self._only(name)), LONGEST_LINE, missing)

    def words(self, name: str, missing: str | None = None) -> str | None:
        """Return the text of a field, which may have several lines."""
        lines = (_line(line) for line in self._only(name).splitlines())
        return self._text(name, "\n".join(lines).strip(), LONGEST_WORDS, missing)

    def _only(self, name: str) -> str:
        """Return the text of a field that takes one value, with an error if it was sent with different ones."""
        found = _different(self._form, name)
        if len(found) > 1:
            self.errors[name] = ONE_ONLY
        return found[0] if len(found) == 1 else ""

    def _text(self, name: str, text: str, longest: int, missing: str | None) -> str | None:
        if not text and missing:
            self.errors.setdefault(name, missing)
        if len(text) > longest:
            self.errors[name] = refused("This is too long: use {longest} characters at most.", longest=f"{longest:,}")
        return text or None

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return any(value.casefold() in {"1", "on", "yes", "true"} for value in self.values(name))

    def code(self, name: str, table: Mapping[str, str], missing: str | None = None) -> str | None:
        """Return a key of the table: the one that was chosen, if there is one only."""
        found = self.codes(name, table)
        if len(found) > 1:
            self.errors[name] = ONE_ONLY
        if not found and missing and name not in self.errors:
            self.errors[name] = missing
        return found[0] if len(found) == 1 else None

    def codes(self, name: str, table: Mapping[str, str]) -> tuple[str, ...]:
        """Return several keys of the table."""
        found = self.values(name)
        if any(value not in table for value in found):
            self.errors[name] = refused("Choose from the list.")
        return tuple(value for value in found if value in table)

    def language(self, name: str) -> str | None:
        """Return a language as an ISO 639 code."""
        found = self.languages(name)
        if len(found) > 1:
            self.errors[name] = ONE_ONLY
        return found[0] if len(found) == 1 else None

    def languages(self, name: str) -> tuple[str, ...]:
        """Return several languages as ISO 639 codes."""
        found = [language_code(value) for value in self.values(name)]
        if None in found:
            self.errors[name] = refused("Choose a language of the list.")
        return tuple(dict.fromkeys(code for code in found if code))

    def day(
        self, name: str, *, since: datetime.date | None = None, until: datetime.date | None = None, language: str = "en"
    ) -> datetime.date | None:
        """Return a day as people type it. Without a year it is the first from `since` on, or the last up to `until`.

        A day outside these bounds is returned too: its own form says why it cannot be.
        """
        words = self.line(name)
        found = read_day(words, language, since=since, until=until) if words else None
        if words and (found is None or found.year not in _YEARS):
            self.errors[name] = NO_DATE
            return None
        return found

    def time(self, name: str) -> str | None:
        """Return a time of day as HH:MM."""
        words = self.line(name)
        found = read_time(words) if words else None
        if words and found is None:
            self.errors[name] = NO_TIME
        return found

    def number(self, name: str, low: float, high: float, wrong: str) -> float | None:
        """Return a number within the bounds, both included; `wrong` is the error for any other text."""
        words = self.line(name)
        if words is None:
            return None
        found = float(words) if _NUMBER.fullmatch(words) else None
        if found is None or not low <= found <= high:
            self.errors[name] = wrong
            return None
        return found

    def check(self, name: str, read: Callable[[], Read]) -> Read | None:
        """Return what a reader returns; if it raises UsageError or UnknownError, that sentence becomes the field's error."""
        try:
            return read()
        except (UsageError, UnknownError) as error:
            self.errors[name] = words_of(error)
            return None

    def grade(self, name: str) -> str | None:
        """Return a grade of GRADES."""
        words = self.line(name)
        found = read_grade(words) if words else None
        if words and found is None:
            self.errors[name] = refused("Choose a grade from PK and K to 12.")
        return found

    def zip(self, name: str) -> str | None:
        """Return a ZIP that is on the map, as five digits."""
        words = self.line(name)
        if words is None:
            return None
        match = _ZIP.fullmatch(words)
        if match is None:
            self.errors[name] = refused("A ZIP has five digits, such as 48910: correct it, or leave it empty.")
            return None
        if center(match[1]) is None:
            self.errors[name] = refused("This ZIP is not on the map: check its digits, or leave it empty.")
        return match[1]

    def phones(self, name: str) -> tuple[str, ...]:
        """Return phone numbers in E.164, one for each value; an extension follows as ;ext=."""
        found = [read_phone(value) for value in self.values(name)]
        if None in found:
            self.errors[name] = refused("One of the phone numbers cannot be called: give ten digits, such as 517-555-0123.")
        if len(found) > MOST_VALUES:
            self.errors[name] = refused("These are too many: keep {most} phone numbers at most.", most=MOST_VALUES)
        return tuple(dict.fromkeys(phone for phone in found if phone))

    def email(self, name: str) -> str | None:
        """Return an e-mail address that looks valid."""
        words = as_written(self.line(name) or "") or None
        if words and not is_email(words):
            self.errors[name] = refused("This is not an e-mail address: write it as name@example.org.")
        return words


def repeated(form: Form, names: Iterable[str]) -> dict[str, str]:
    """Return an error for each of these fields that was sent with different values, for forms that are checked elsewhere."""
    return {name: ONE_ONLY for name in names if len(_different(form, name)) > 1}


def _different(form: Form, name: str) -> list[str]:
    """Return the different values of a field, as they were sent, without empty ones."""
    held = form.get(name, ())
    return list({_line(one): one for one in ([held] if isinstance(held, str) else held) if _line(one)}.values())


def read_grade(words: str) -> str | None:
    """Return the grade of GRADES that "K", "kg", "05" or "5" means, or None."""
    plain = words.strip().casefold().replace("-", "").replace(" ", "")
    found = _GRADE_WORDS.get(plain) or plain.lstrip("0")
    return found if found in GRADES else None


def read_phone(words: str) -> str | None:
    """Return a number in E.164 with its extension, or None if it cannot be called.

    A number without + is North American.
    """
    import phonenumbers

    try:
        number = phonenumbers.parse(words, "US")
    except phonenumbers.NumberParseException:
        return None
    plain = str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    if plain.startswith("+1"):
        # The library's list of numbers in use lags behind new area codes, so the numbering plan's own rule decides.
        possible = _NORTH_AMERICAN.fullmatch(plain) is not None
    else:
        possible = phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
    extension = f";ext={number.extension}" if number.extension else ""
    return plain + extension if possible else None


def _line(text: str) -> str:
    """Return the text on one line, NFC-normalized, with single spaces and no invisible characters."""
    blank = (" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    seen = "".join(c for c in blank if c not in _TURNING and unicodedata.category(c) not in {"Cc", "Cs", "Co", "Cn"})
    return " ".join(seen.split())
