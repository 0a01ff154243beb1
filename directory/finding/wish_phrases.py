"""Wishes in words: hours, settings, ways to get there and activities, as reasons speak of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from babel.dates import get_month_names

from directory.finding.list_phrases import all_of, any_of, either, weekdays
from directory.i18n.catalogs import Catalog, marked
from matching.needs.activities import activities as known_activities
from matching.query import Value
from matching.wishes.clock import AFTERNOON as AFTERNOON_HOURS
from matching.wishes.codes import AFTERNOON, ANY_DAY, DAYS_OF_WEEK, NOW
from matching.wishes.seasons import MONTHS

Fields = Mapping[str, Value]

_PARTS: Mapping[str, str] = {
    "morning": marked("before noon"),
    "after_school": marked("between 3 and 6 pm"),
    "evening": marked("after 6 pm"),
}
_RELATIVE: Mapping[str, str] = {"now": marked("now"), "today": marked("today"), "tomorrow": marked("tomorrow")}
_FROM_SCHOOL: Mapping[str, str] = {"walk": marked("on foot"), "bus": marked("by bus"), "car": marked("by car")}
_SETTINGS: Mapping[str, str] = {"group": marked("help in a group"), "one_to_one": marked("help one to one")}
_SEASONS: Mapping[str, str] = {
    "summer": marked("in the summer"),
    "fall": marked("in the fall"),
    "winter_break": marked("during winter break"),
    "spring_break": marked("during spring break"),
}
_WAYS: Mapping[str, str] = {"home": marked("at home"), "remote": marked("by phone or online"), "school": marked("at school")}
_EVERY_DAY, _SCHOOL_DAYS = frozenset(range(7)), frozenset(range(5))


def hours(fields: Fields, say: Catalog) -> str:
    """Return when a service is open: "after 6 pm on Tuesday and on Saturday"."""
    return all_of([_open(slot, say) for slot in _each(fields, "hours")], say)


def wanted_hours(fields: Fields, say: Catalog) -> str:
    """Return when it should be open: "after 6 pm or on Saturday and Sunday"."""
    return either([_wanted(slot, say) for slot in _each(fields, "wanted_hours")], say)


def asked_hours(value: str, say: Catalog) -> str:
    """Return the value of a wish for hours (matching.wishes.codes): "now", "tomorrow before noon", "on Saturday at 5 pm"."""
    days, _, time = value.partition("@")
    then = _time(AFTERNOON_HOURS if time == AFTERNOON else time, say) if time else ""
    if days == ANY_DAY:
        return then
    on = (
        say(_RELATIVE[days])
        if days in _RELATIVE
        else say("on {days}", days=weekdays(map(DAYS_OF_WEEK.index, days.split(",")), say))
    )
    return f"{on} {then}".strip()


def settings(fields: Fields, say: Catalog) -> str:
    return all_of([say(_SETTINGS[one]) for one in _each(fields, "settings")], say)


def wanted_settings(fields: Fields, say: Catalog) -> str:
    return any_of([say(_SETTINGS[one]) for one in _each(fields, "wanted_settings")], say)


def ways(fields: Fields, say: Catalog) -> str:
    return any_of([say(_WAYS[one]) for one in _each(fields, "ways")], say)


def way(fields: Fields, say: Catalog) -> str:
    """Return how a student gets there from school."""
    return say(_FROM_SCHOOL[str(fields["way"])])


def activities(fields: Fields, say: Catalog) -> str:
    return all_of([activity_name(one, say.language) for one in _each(fields, "activities")], say)


def wanted_activities(fields: Fields, say: Catalog) -> str:
    return any_of([activity_name(one, say.language) for one in _each(fields, "wanted_activities")], say)


def activity_name(slug: str, language: str) -> str:
    """Return the name of an activity inside a sentence."""
    known = known_activities()[slug]
    return known.spanish if language == "es" else known.english


def _slot(code: str) -> tuple[list[int], str]:
    """Return the days of a time that will do, Monday being 0, and the part of the day, the time of the clock or ""."""
    days, _, part = code.partition(":")
    return [int(day) for day in days.split(",")], part


def _open(code: str, say: Catalog) -> str:
    when, _, closes = code.partition(">")
    days, time = _slot(when)
    named = weekdays(days, say)
    said = say("{time} on {days}", time=_time(time, say), days=named) if time else say("on {days}", days=named)
    return say("{open}, until {closes}", open=said, closes=clock(closes, say)) if closes else said


def _wanted(code: str, say: Catalog) -> str:
    """Return a time that will do, without its days if the time alone matters."""
    if code == NOW:
        return say(_RELATIVE[NOW])
    days, time = _slot(code)
    whole = _SCHOOL_DAYS if time == "after_school" else _EVERY_DAY
    return _time(time, say) if time and whole <= set(days) else _open(code, say)


def _time(time: str, say: Catalog) -> str:
    """Return a part of the day, or a time of the clock (matching.wishes.clock)."""
    if time in _PARTS:
        return say(_PARTS[time])
    begins, interval, ends = time.partition("-")
    if not interval:
        return say("at {time}", time=clock(time, say))
    if begins and ends:
        return say("between {begins} and {ends}", begins=clock(begins, say), ends=clock(ends, say))
    return say("after {time}", time=clock(begins, say)) if begins else say("before {time}", time=clock(ends, say))


def clock(time: str, say: Catalog) -> str:
    """Return a time written as HHMM: "4:30 pm", "noon"."""
    hour, minute = int(time[:2]), time[2:]
    if minute == "00" and hour % 12 == 0:
        return say("noon") if hour == 12 else say("midnight")
    of_clock = (hour - 1) % 12 + 1
    shown = f"{of_clock}" + ("" if minute == "00" else f":{minute}")
    if 12 <= hour < 24:
        return say.plural("{time} pm", "{time} pm", of_clock, time=shown)
    return say.plural("{time} am", "{time} am", of_clock, time=shown)


def _each(fields: Fields, name: str) -> list[str]:
    value = fields[name]
    if not isinstance(value, tuple):
        raise TypeError(f"{name} is not several: {value!r}")
    return [str(one) for one in value]


def season(value: str, say: Catalog) -> str:
    if value in MONTHS:
        name = get_month_names("wide", context="stand-alone", locale=say.locale)[MONTHS[value][0]]
        return say("in {month}", month=name)
    return say(_SEASONS[value])


def seasons(fields: Fields, say: Catalog) -> str:
    """Return times of the year: "in the summer and during winter break"."""
    return all_of([season(one, say) for one in _each(fields, "seasons")], say)


def either_season(fields: Fields, say: Catalog) -> str:
    return either([season(one, say) for one in _each(fields, "seasons")], say)


PHRASES: Mapping[str, Callable[[Fields, Catalog], str]] = {
    "hours": hours,
    "wanted_hours": wanted_hours,
    "seasons": seasons,
    "either_season": either_season,
    "settings": settings,
    "wanted_settings": wanted_settings,
    "ways": ways,
    "way": way,
    "activities": activities,
    "wanted_activities": wanted_activities,
}
"""Writers of these fields, by the name that sentences use."""
