"""Template filters that format values for people: dates, phone numbers, grades, languages, counts."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from directory import clock
from directory.errors import Refusal
from directory.finding.crisis import Crisis
from directory.finding.reason_words import Coded, in_words
from directory.i18n import dates
from directory.i18n.catalogs import STAFF, catalog_of
from directory.i18n.counts import counted, either
from directory.i18n.languages import LANGUAGES
from directory.listings.words import number_words
from directory.referrals.history import PastReferral
from directory.referrals.snapshot import FrozenReason
from matching.needs import terms


def day(value: datetime.date | None) -> str:
    """Format a date the American way: "March 3, 2026"."""
    return "" if value is None else dates.day(value)


def moment(value: datetime.datetime | None) -> str:
    """Format a moment from the database (UTC) in the district's local time: "March 3, 2026, 4:05 pm"."""
    if value is None:
        return ""
    local = clock.local(value)
    return f"{day(local)}, {local.hour % 12 or 12}:{local:%M} {'am' if local.hour < 12 else 'pm'}"


def moment_day(value: datetime.datetime | None) -> str:
    """Format the district's local date of a moment from the database."""
    return "" if value is None else day(clock.day_of(value))


def phone(value: str | None) -> str:
    """Format a telephone number for reading; None becomes an empty string."""
    return number_words(value) if value else ""


def grade(value: str | None) -> str:
    """Return a grade in words: "grade 4", "kindergarten"."""
    words = {"PK": "pre-kindergarten", "K": "kindergarten"}
    return "" if not value else words.get(value, f"grade {value}")


def need(slug: str) -> str:
    """Return the English name of a need term; unknown slugs stay as they are."""
    known = terms()
    return known[slug].english if slug in known else slug


def language(code: str) -> str:
    """Return the English name of a language, or its code if we do not know it."""
    return LANGUAGES[code].english if code in LANGUAGES else code


def count(number: int, one: str, many: str | None = None) -> str:
    """Format a number with its noun: "1 need", "3 needs"."""
    return counted(number, one, many)


def reason(value: Coded | FrozenReason | PastReferral, language: str) -> str:
    """Return the sentence of a reason in a language; of one that was frozen, the one that was said on that day."""
    if isinstance(value, PastReferral):
        return value.sentence(language)
    return value.text if isinstance(value, FrozenReason) else in_words(value, language)


def refusal(value: str, language: str) -> str:
    """Return why something is refused in a language; what is no sentence of the catalogs stays as it is."""
    return catalog_of(language, STAFF)(value.sentence, **value.fields) if isinstance(value, Refusal) else value


def crisis_lines(card: Crisis, language: str) -> tuple[str, ...]:
    """Return the lines of the crisis card in a language."""
    return card.lines_in(language)


def of_language(code: str) -> Mapping[str, Callable[..., Any]]:
    """Return the filters for pages whose reasons and crisis card are said in a language."""
    return {
        **FILTERS,
        "reason": partial(reason, language=code),
        "refusal": partial(refusal, language=code),
        "crisis_lines": partial(crisis_lines, language=code),
        "crisis_first": partial(Crisis.first_lines, language=code),
        "crisis_further": partial(Crisis.further_lines, language=code),
        "crisis_names": partial(Crisis.further_names, language=code),
    }


FILTERS: Mapping[str, Callable[..., Any]] = {
    "day": day,
    "moment": moment,
    "moment_day": moment_day,
    "phone": phone,
    "grade": grade,
    "need": need,
    "language": language,
    "count": count,
    "either": either,
}
