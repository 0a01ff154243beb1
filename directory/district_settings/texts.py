"""Pure: texts and telephone numbers that the district types, in a clean form; each reader raises UsageError with a sentence."""

from __future__ import annotations

from directory.errors import UsageError
from directory.form_fields import read_phone
from directory.listings.words import number_words

LONGEST_LINE, LONGEST_PARAGRAPH = 120, 1_000  # characters


def read_line(text: str) -> str:
    """Return one line of at most LONGEST_LINE characters, with single spaces."""
    return _clean(text, LONGEST_LINE)


def read_paragraph(text: str) -> str:
    """Return one paragraph of at most LONGEST_PARAGRAPH characters; line breaks become spaces."""
    return _clean(text, LONGEST_PARAGRAPH)


def read_number(text: str) -> str:
    """Return a telephone number in E.164 with its extension; a short one such as 988 is returned as it is."""
    plain = text.strip()
    if plain.isascii() and plain.isdigit() and len(plain) == 3:
        return plain
    found = read_phone(plain)
    if found is None:
        raise UsageError("This is not a telephone number that can be dialed: write it as (517) 555-0123, or 988.")
    return found


def number_as_written(number: str) -> str:
    """Return a number from `read_number` as Americans write it."""
    return number_words(number) if number.startswith("+") else number


def _clean(text: str, longest: int) -> str:
    words = " ".join(text.split())
    if not words.isprintable():
        raise UsageError("This text holds characters that cannot be printed: type it again rather than pasting it.")
    if len(words) > longest:
        raise UsageError(f"Shorten this to {longest:,} characters.")
    return words
