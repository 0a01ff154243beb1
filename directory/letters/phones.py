"""Pure: the numbers to call, the most useful first, each with what a family should know about it."""

from __future__ import annotations

import re

from directory.i18n.catalogs import ENGLISH, Catalog, marked
from directory.letters.plain_text import clean
from directory.letters.prose import is_in, shames
from directory.listings import words as listing_words
from directory.referrals.snapshot import FrozenPhone, FrozenProvider

MOST_PHONES = 3
LONGEST_NOTE = 40

# Notes that help nobody who is about to call.
_SAYS_NOTHING = re.compile(
    r"(?:main|office|general|primary|business|local|telephone|phone|number|line|switchboard|information|info|intake|toll|free|alternate|alternative"
    r"|customer|service|front|desk|voice|tty|tdd|ttd|only|[\s/-])*",
    re.IGNORECASE,
)
_FILLERS = re.compile(r"\b(?:intake|numbers?)\b", re.IGNORECASE)
# First calls are best answered by the first kind of number, and not by the second.
_BEGINS = re.compile(r"\b(?:intake|appointments?|admissions?|registration|enrollment)\b", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:administrat\w*|board|directors?|headquarters|business|after[- ]hours)\b", re.IGNORECASE)
_NOTES = (
    (re.compile(r"after[- ]?hours?(?: (?:number|line|phone))*", re.IGNORECASE), marked("when they are closed")),
    (re.compile(r"(?:24[- ]?hours?|24/7)(?: (?:hotline|help ?line|line|number|phone))*", re.IGNORECASE), marked("day and night")),
    (re.compile(r"(?:the )?(?:administrat\w*|directors?'?s?|business|board)(?: (?:number|office|phone|line|only))*", re.IGNORECASE), marked("office")),
    (re.compile(r"(?:in |for )?spanish(?: (?:line|number|speaking))*|habla(?:mos|n)? español|en español", re.IGNORECASE), marked("in Spanish")),
    (re.compile(r"hot ?line(?: number)?|help ?line(?: number)?", re.IGNORECASE), marked("help line")),
    (re.compile(r"appointments?(?: (?:number|line|desk))*", re.IGNORECASE), marked("for appointments")),
    (re.compile(r"language line", re.IGNORECASE), marked("other languages")),
)  # fmt: skip


def phones(provider: FrozenProvider, say: Catalog) -> tuple[tuple[str, str], ...]:
    """Return the numbers as (E.164, in words with their note), in the order to call.

    Voice comes before text and TTY, and numbers for new families before offices.
    """
    ordered = sorted(provider.phones, key=_rank)
    said = {clean(phone.number): _phone_line(phone, provider, say) for phone in reversed(ordered) if clean(phone.number)}
    return tuple(reversed(said.items()))[:MOST_PHONES]


def number_in_words(phone: str | None) -> str | None:
    """Return a telephone number as people write it, however it is stored."""
    words = clean(phone)
    return clean(listing_words.number_words(words)) if words.startswith("+") else words or None


def _rank(phone: FrozenPhone) -> tuple[bool, bool, bool, bool]:
    note = clean(phone.note)
    return phone.kind == "tty", phone.kind == "text", bool(_ANOTHER.search(note)), not _BEGINS.search(note)


def _phone_line(phone: FrozenPhone, provider: FrozenProvider, say: Catalog) -> str:
    number = number_in_words(phone.number) or ""
    note = "" if provider.confidential else _note(clean(phone.note, LONGEST_NOTE).strip("()[] "), say)
    number = f"{number} ({note})" if note else number
    if phone.kind == "text":
        return say("Send a text to {number}", number=number)
    return say("{number} (TTY, for people who cannot hear)", number=number) if phone.kind == "tty" else number


def _note(note: str, say: Catalog) -> str:
    if _SAYS_NOTHING.fullmatch(note) or shames(note):
        return ""
    known = next((words for pattern, words in _NOTES if pattern.fullmatch(note)), None)
    if known is not None:
        return say(known)
    note = clean(_FILLERS.sub("", note)).strip(" ,;:-")
    return note if say.language == ENGLISH or is_in(note, say.language) else f"“{note}”"
