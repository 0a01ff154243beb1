"""Pure: a line of hours that says more than days and times, translated word by word.

A line with a word that is not in the table is not translated at all: half a line would mislead. Words in brackets, such as
"(Intake Center)" after the hours of one of several offices, may stay as they are, in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.dates import get_day_names, get_month_names

from directory.i18n.catalogs import ENGLISH, Catalog, marked
from directory.letters.prose import shames
from directory.letters.reading_level import simple

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
        marked("office"), marked("office hours"), marked("program"), marked("hotline"), marked("phone line"), marked("classes"),
        marked("appointments"), marked("except on holidays"), marked("holidays"), marked("closed for lunch"), marked("school hours"),
        marked("summer hours"), marked("evening hours"), marked("some evenings"), marked("new families"), marked("home visits"), marked("only"),
    )
}  # fmt: skip
# Other spellings of some of these.
_SAME = {
    "upon request": "by request", "by appt": "by appointment", "administrative": "office", "administration": "office", "offices": "office",
    "administrative office": "office", "administrative offices": "office", "main office": "office", "administrative hours": "office hours",
    "business hours": "office hours", "programs": "program", "after school program": "after school", "after school programs": "after school",
    "after-school program": "after school", "after-school programs": "after school", "except on public holidays": "except on holidays",
    "except holidays": "except on holidays", "hot line": "hotline", "telephone line": "phone line", "walk in": "walk-in", "thurs": "thursday",
    "tues": "tuesday", "12 noon": "noon",
}  # fmt: skip
_TIME = r"(?P<hour>\d{1,2}(?::\d\d)?) ?(?P<half>[ap])\.?m\b\.?|\d{1,2}(?::\d\d)?"
_ASIDE = re.compile(r"\((?P<words>[^()]*)\)")
_A_TIME = re.compile(r"\d|\b(?:mon|tue|wed|thu|fri|sat|sun)|day|noon|appointment|request", re.IGNORECASE)
# A placeholder for a bracket by its number while the line around it is translated; clean text has no such character.
_HELD = 0xE000


def in_words(listed: str, say: Catalog) -> tuple[str, ...]:
    """Return the clauses of a line, or none if the line has an unknown word; an unknown word in a bracket adds a line to ask."""
    asides: list[str] = []
    line = _ASIDE.sub(lambda match: _held(match["words"].strip(), asides, say), listed)
    line = (line if say.language == ENGLISH else _translated(line, say)) or ""
    if shames(line) or (say.language == ENGLISH and not _A_TIME.search(line) and not simple(ENGLISH, (line,))):
        return ()
    clauses = [_tidy(_filled(clause, asides)) for clause in _clauses(line, say)]
    told = [clause[:1].upper() + clause[1:] for clause in clauses if clause]
    unsure = line.endswith("…") or any(not aside or "“" in aside for aside in asides)
    return (*told, say("Ask if these times are right.")) if told and unsure else tuple(told)


def _tidy(clause: str) -> str:
    """Return the clause without spaces before commas, and without commas before a bracket."""
    return re.sub(r"[\s,]+(?=[,(])", lambda gap: " " if gap.string[gap.end()] == "(" else "", " ".join(clause.split())).strip(
        " ,"
    )


def _clauses(line: str, say: Catalog) -> list[str]:
    """Return the clauses between semicolons, or the whole line where the day of some times is in the clause before."""
    clauses = [clause.strip() for clause in line.split(";")]
    days = tuple(name.casefold() for code in (ENGLISH, say.language) for name in _abbreviated(code))
    named = [clause.casefold().startswith(days) for clause in clauses]
    parted = any(before and re.match(r"\d", clause) for before, clause in zip(named, clauses[1:], strict=False))
    return [line] if parted else clauses


@cache
def _abbreviated(language: str) -> tuple[str, ...]:
    return tuple(get_day_names("abbreviated", locale=Locale.parse(language)).values())


def _held(words: str, asides: list[str], say: Catalog) -> str:
    """Return a placeholder for a bracket, whose words wait in `asides`: translated, quoted, or blank if they would shame."""
    said = words if say.language == ENGLISH else _translated(words, say) or f"“{words}”"
    asides.append("" if not words or shames(words) else f"({said})")
    return chr(_HELD + len(asides) - 1)


def _filled(clause: str, asides: list[str]) -> str:
    for number, aside in enumerate(asides):
        clause = clause.replace(chr(_HELD + number), aside)
    return clause


def _translated(listed: str, say: Catalog) -> str | None:
    names = _names(say.locale)
    pattern = _pattern(say.locale)
    if re.search(r"[^\W\d_]", pattern.sub("", listed)):
        return None

    def one(match: re.Match[str]) -> str:
        if match["hour"]:
            return say("{time} pm" if match["half"] in "pP" else "{time} am", time=match["hour"].removesuffix(":00"))
        word = _SAME.get(match[0].casefold(), match[0].casefold())
        name = names.get(word) or names.get(word.removesuffix("s"))
        return name or (say(_WORDS[word]) if word in _WORDS else match[0])

    return re.sub(r"(?<=[\w.])\s*[–-]\s*(?=\w)", f" {say('to')} ", pattern.sub(one, listed))


@cache
def _pattern(locale: Locale) -> re.Pattern[str]:
    """Return the pattern of everything that `_translated` can translate, the longest first."""
    known = sorted((*_WORDS, *_SAME, *(f"{name}s" for name in _names(locale)), *_names(locale)), key=len, reverse=True)
    return re.compile("|".join([*(rf"\b{re.escape(word)}\b" for word in known), _TIME]), re.IGNORECASE)


@cache
def _names(locale: Locale) -> Mapping[str, str]:
    """Return days and months, including abbreviations, by their English name."""
    english = Locale.parse(ENGLISH)
    names: dict[str, str] = {}
    for own, theirs in (
        (get_day_names("wide", locale=english), get_day_names("wide", locale=locale)),
        (get_month_names("wide", locale=english), get_month_names("wide", locale=locale)),
    ):
        for number, name in own.items():
            names |= dict.fromkeys((name.casefold(), name[:3].casefold()), theirs[number])
    return names
