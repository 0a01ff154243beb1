"""Wishes in words: hours, settings, ways to get there and activities, as reasons speak of them."""

from __future__ import annotations

from collections.abc import Mapping

from directory.finding.list_phrases import all_of, any_of, either, weekdays
from directory.i18n.catalogs import Catalog, marked
from matching.needs.activities import activities as known_activities
from matching.query import Value

Fields = Mapping[str, Value]

_PARTS: Mapping[str, str] = {
    "morning": marked("before noon"),
    "after_school": marked("between 3 and 6 pm"),
    "evening": marked("after 6 pm"),
}
_SETTINGS: Mapping[str, str] = {"group": marked("help in a group"), "one_to_one": marked("help one to one")}
_WAYS: Mapping[str, str] = {"home": marked("at home"), "remote": marked("by phone or online"), "school": marked("at school")}
_EVERY_DAY, _SCHOOL_DAYS = frozenset(range(7)), frozenset(range(5))


def hours(fields: Fields, say: Catalog) -> str:
    """Return when a service is open: "after 6 pm on Tuesday and on Saturday"."""
    return all_of([_open(slot, say) for slot in _each(fields, "hours")], say)


def wanted_hours(fields: Fields, say: Catalog) -> str:
    """Return when it should be open: "after 6 pm or on Saturday and Sunday"."""
    return either([_wanted(slot, say) for slot in _each(fields, "wanted_hours")], say)


def settings(fields: Fields, say: Catalog) -> str:
    return all_of([say(_SETTINGS[one]) for one in _each(fields, "settings")], say)


def wanted_settings(fields: Fields, say: Catalog) -> str:
    return any_of([say(_SETTINGS[one]) for one in _each(fields, "wanted_settings")], say)


def ways(fields: Fields, say: Catalog) -> str:
    return any_of([say(_WAYS[one]) for one in _each(fields, "ways")], say)


def activities(fields: Fields, say: Catalog) -> str:
    return all_of([activity_name(one, say.language) for one in _each(fields, "activities")], say)


def wanted_activities(fields: Fields, say: Catalog) -> str:
    return any_of([activity_name(one, say.language) for one in _each(fields, "wanted_activities")], say)


def activity_name(slug: str, language: str) -> str:
    """Return the name of an activity inside a sentence."""
    known = known_activities()[slug]
    return known.spanish if language == "es" else known.english


def _slot(code: str) -> tuple[list[int], str]:
    """Return the days of a time that will do, Monday being 0, and the part of the day or ""."""
    days, _, part = code.partition(":")
    return [int(day) for day in days.split(",")], part


def _open(code: str, say: Catalog) -> str:
    days, part = _slot(code)
    named = weekdays(days, say)
    return say("{time} on {days}", time=say(_PARTS[part]), days=named) if part else say("on {days}", days=named)


def _wanted(code: str, say: Catalog) -> str:
    """Return a time that will do, without its days if the part of the day alone matters."""
    days, part = _slot(code)
    whole = _SCHOOL_DAYS if part == "after_school" else _EVERY_DAY
    return say(_PARTS[part]) if part and whole <= set(days) else _open(code, say)


def _each(fields: Fields, name: str) -> list[str]:
    value = fields[name]
    if not isinstance(value, tuple):
        raise TypeError(f"{name} is not several: {value!r}")
    return [str(one) for one in value]
