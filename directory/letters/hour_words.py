"""Pure: a line of hours that says more than days and times, word by word in the letter's language.

A line of which one word is not in the table is not put over at all: half a line would mislead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.dates import get_day_names, get_month_names

from directory.letters.catalogue import ENGLISH, Catalogue, marked

_WORDS: Mapping[str, str] = {
    sentence.casefold(): sentence
    for sentence in (
        marked("during the school year"), marked("school year"), marked("school days"), marked("school holidays"), marked("at dismissal"), marked("after school"),
        marked("at lunch"), marked("by appointment"), marked("by appointment only"), marked("by agreement"), marked("by request"), marked("by phone"),
        marked("walk-in"), marked("drop-in"), marked("every other"), marked("every day"), marked("open 24 hours"), marked("24 hours"), marked("first"), marked("second"),
        marked("third"), marked("fourth"), marked("last"), marked("each month"), marked("of the month"), marked("spring"), marked("summer"), marked("fall"),
        marked("winter"), marked("visits"), marked("deliveries"), marked("sign-up"), marked("evenings"), marked("mornings"), marked("weekdays"),
        marked("weekends"), marked("closed"), marked("until"), marked("from"), marked("later"), marked("noon"), marked("midnight"),
        marked("to"), marked("and"), marked("in"), marked("or"), marked("day camp"),
    )
}  # fmt: skip
_TIMES = r"\d{1,2}(?::\d\d)? ?[ap]m|\d{1,2}(?::\d\d)?|[ap]m"


def in_words(listed: str, say: Catalogue) -> tuple[str, ...]:
    """The clauses of a line; none where it has a word that the table does not know, unless the letter is in English."""
    said = listed if say.language == ENGLISH else _said(listed, say)
    clauses = [clause.strip(" .,") for clause in (said or "").split(";")]
    return tuple(clause[:1].upper() + clause[1:] for clause in clauses if clause)


def _said(listed: str, say: Catalogue) -> str | None:
    names = _names(say.locale)
    pattern = re.compile(
        "|".join([_TIMES, *(rf"\b{re.escape(word)}\b" for word in sorted((*_WORDS, *names), key=len, reverse=True))]),
        re.IGNORECASE,
    )
    if re.search(r"[^\W\d_]", pattern.sub("", listed)):
        return None

    def one(match: re.Match[str]) -> str:
        word = match[0].casefold()
        return names[word] if word in names else say(_WORDS[word]) if word in _WORDS else match[0]

    return pattern.sub(one, listed)


@cache
def _names(locale: Locale) -> Mapping[str, str]:
    """Days and months, also shortened, by their English name."""
    english = Locale.parse(ENGLISH)
    names: dict[str, str] = {}
    for own, theirs in (
        (get_day_names("wide", locale=english), get_day_names("wide", locale=locale)),
        (get_month_names("wide", locale=english), get_month_names("wide", locale=locale)),
    ):
        for number, name in own.items():
            names |= dict.fromkeys((name.casefold(), name[:3].casefold()), theirs[number])
    return names
