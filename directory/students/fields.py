"""The fields of a form, read one by one into values; errors are reported by field, in a sentence that says what to do.

No error quotes what was typed: the page shows that again anyway, and errors may end up in a log.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping, Sequence

from directory.accounts.fields import read_phone
from directory.accounts.schools import GRADES
from directory.i18n.languages import language_code
from directory.i18n.typed_dates import read_date
from directory.places.zips import centre
from importers.values.emails import is_email

Form = Mapping[str, str | Sequence[str]]
"""What was sent: one or several values by field name."""

LONGEST_LINE, LONGEST_WORDS, MOST_VALUES = 200, 2_000, 20

_GRADE_WORDS = {"prek": "PK", "pre": "PK", "pk": "PK", "k": "K", "kg": "K", "kindergarten": "K"}
_ZIP = re.compile(r"([0-9]{5})(?:[- ]?[0-9]{4})?")
# Bidirectional control characters can make a page show what was never typed.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Fields:
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
        return self._text(name, " ".join(self.values(name)[:1]), LONGEST_LINE, missing)

    def words(self, name: str, missing: str | None = None) -> str | None:
        """Return the text of a field, which may have several lines."""
        held = self._form.get(name, "")
        text = held if isinstance(held, str) else next(iter(held), "")
        lines = (_line(line) for line in text.splitlines())
        return self._text(name, "\n".join(lines).strip(), LONGEST_WORDS, missing)

    def _text(self, name: str, text: str, longest: int, missing: str | None) -> str | None:
        if not text and missing:
            self.errors[name] = missing
        if len(text) > longest:
            self.errors[name] = f"This is too long: use {longest:,} characters at most."
        return text or None

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return any(value.casefold() in {"1", "on", "yes", "true"} for value in self.values(name))

    def code(self, name: str, table: Mapping[str, str], missing: str | None = None) -> str | None:
        """Return a key of the table."""
        found = self.codes(name, table)
        if not found and missing and name not in self.errors:
            self.errors[name] = missing
        return found[0] if found else None

    def codes(self, name: str, table: Mapping[str, str]) -> tuple[str, ...]:
        """Return several keys of the table."""
        found = self.values(name)
        if any(value not in table for value in found):
            self.errors[name] = "Choose from what the form offers."
        return tuple(value for value in found if value in table)

    def language(self, name: str) -> str | None:
        """Return a language as an ISO 639 code."""
        return next(iter(self.languages(name)), None)

    def languages(self, name: str) -> tuple[str, ...]:
        """Return several languages as ISO 639 codes."""
        found = [language_code(value) for value in self.values(name)]
        if None in found:
            self.errors[name] = "Choose a language of the list."
        return tuple(dict.fromkeys(code for code in found if code))

    def day(self, name: str) -> datetime.date | None:
        """Return a date, written as 2015-03-14 or 3/14/2015."""
        words = self.line(name)
        found = read_date(words) if words else None
        if words and found is None:
            self.errors[name] = "This is no date: write it as 3/14/2015."
        return found

    def grade(self, name: str) -> str | None:
        """Return a grade of GRADES."""
        words = self.line(name)
        found = read_grade(words) if words else None
        if words and found is None:
            self.errors[name] = "Choose a grade from PK and K to 12."
        return found

    def zip(self, name: str) -> str | None:
        """Return a ZIP that is on the map, as five digits."""
        words = self.line(name)
        if words is None:
            return None
        match = _ZIP.fullmatch(words)
        if match is None:
            self.errors[name] = "A ZIP has five digits, such as 48910: correct it, or leave it empty."
            return None
        if centre(match[1]) is None:
            self.errors[name] = "This ZIP is not on the map: check its digits, or leave it empty."
        return match[1]

    def phones(self, name: str) -> tuple[str, ...]:
        """Return phone numbers in E.164, one for each value; an extension follows as ;ext=."""
        found = [read_phone(value) for value in self.values(name)]
        if None in found:
            self.errors[name] = "One of the phone numbers cannot be called: give ten digits, such as 517-555-0123."
        if len(found) > MOST_VALUES:
            self.errors[name] = f"These are too many: keep {MOST_VALUES} phone numbers at most."
        return tuple(dict.fromkeys(phone for phone in found if phone))

    def email(self, name: str) -> str | None:
        """Return an e-mail address that looks valid."""
        words = self.line(name)
        if words and not is_email(words):
            self.errors[name] = "This is no e-mail address: write it as name@example.org."
        return words


def read_grade(words: str) -> str | None:
    """Return the grade of GRADES that "K", "kg", "05" or "5" means, or None."""
    plain = words.strip().casefold().replace("-", "").replace(" ", "")
    found = _GRADE_WORDS.get(plain) or plain.lstrip("0")
    return found if found in GRADES else None


def _line(text: str) -> str:
    """Return the text on one line, NFC-normalized, with single spaces and no invisible characters."""
    blank = (" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    seen = "".join(c for c in blank if c not in _TURNING and unicodedata.category(c) not in {"Cc", "Cs", "Co", "Cn"})
    return " ".join(seen.split())
