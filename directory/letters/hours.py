"""Pure: when a place is open, in the letter's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from babel.dates import get_day_names
from babel.lists import format_list

from directory.i18n.catalogs import ENGLISH, Catalog, catalog_of, marked
from directory.letters.hour_words import in_words
from directory.letters.plain_text import clean
from directory.letters.prose import quoted, says_nothing
from directory.referrals.snapshot import FrozenProvider
from directory.storage.listings.facts import Open

HOURS_UNKNOWN = marked("Ask when they are open.")
MOST_LINES = 4
ALL_DAY = ("00:00", "23:59")
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")

# Days and times alone; for a line that says more ("School days", "April to October") the times are not enough.
_PLAIN = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bevery day\b|\bopen 24 hours\b|\b(?:to|and|am|pm|noon|midnight)\b|[\d:,;.\s]",
    re.IGNORECASE,
)


def hours_lines(provider: FrozenProvider, say: Catalog) -> tuple[str, ...]:
    """Return the hours by groups of days; the listing's own line if it says more; what to ask if it says nothing."""
    listed = "" if provider.confidential else clean(provider.hours).rstrip(".")
    listed = "" if says_nothing(listed) else listed
    spans = [span for span in provider.spans if _CLOCK.fullmatch(span.opens_at) and _CLOCK.fullmatch(span.closes_at)]
    says_more = _PLAIN.sub("", listed) != ""
    if (says_more or not spans) and (told := in_words(listed, say)):
        return told
    if not spans:
        worth = listed and say.language != ENGLISH and in_words(listed, catalog_of(ENGLISH))
        return (quoted(listed, say) if worth else say(HOURS_UNKNOWN),)
    lines = _grouped(spans, say)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], say("Ask for more times.")]
    if says_more:
        lines.append(say("Ask if these times are right."))
    return tuple(lines)


def _grouped(spans: Sequence[Open], say: Catalog) -> list[str]:
    """Return a line for each group of days with the same times, the earliest day first."""
    by_day: dict[int, list[Open]] = {}
    for span in sorted(set(spans), key=lambda one: (one.day, one.opens_at, one.closes_at)):
        by_day.setdefault(span.day % 7, []).append(span)
    groups: dict[tuple[str, ...], list[int]] = {}
    for day, times in sorted(by_day.items()):
        always = any(_hours(span) == ALL_DAY for span in times)
        said = (say("day and night"),) if always else tuple(dict.fromkeys(_span(span, say) for span in times))
        groups.setdefault(said, []).append(day)
    return [
        say("{days}, {times}", days=_capital(_days(days, say)), times=format_list(times, locale=say.locale))
        for times, days in groups.items()
    ]


def _hours(span: Open) -> tuple[str, str]:
    return span.opens_at, span.closes_at


def _span(span: Open, say: Catalog) -> str:
    return say("{opens} to {closes}", opens=_clock(span.opens_at, say), closes=_clock(span.closes_at, say))


def _clock(time: str, say: Catalog) -> str:
    hour, minute = int(time[:2]), time[3:]
    if minute == "00" and hour in (0, 12):
        return say("noon") if hour else say("midnight")
    shown = f"{(hour - 1) % 12 + 1}" + ("" if minute == "00" else f":{minute}")
    return say("{time} pm", time=shown) if hour >= 12 else say("{time} am", time=shown)


def _days(days: Sequence[int], say: Catalog) -> str:
    names = [get_day_names("wide", locale=say.locale)[day] for day in days]
    if len(days) == 7:
        return say("Every day")
    if len(days) > 2 and all(after - before == 1 for before, after in pairwise(days)):
        return say("{first} to {last}", first=names[0], last=names[-1])
    return format_list(names, locale=say.locale)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
