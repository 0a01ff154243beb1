"""Whether a service is open when a student comes from school, by its hours and the way there.

>>> trip = Trip(Way.BUS, 35, ("1515",) * 5)
>>> answer = after_school(frozenset({"day:mo", "open:mo:0900-1730"}), trip)
>>> answer.said, answer.fields
(<ReasonCode.OPEN_AFTER_SCHOOL: 'open_after_school'>, {'days': (0,), 'closes': '1730', 'way': 'bus', 'minutes': 35, 'arrival': '1550'})
>>> after_school(frozenset({"day:mo", "open:mo:0900-1600"}), trip).said
<ReasonCode.CLOSES_BEFORE_ARRIVAL: 'closes_before_arrival'>
"""

from __future__ import annotations

from matching.after_school import CLOSES, STAY, Trip, later
from matching.query import Value, Way
from matching.reason_codes import ReasonCode
from matching.verdicts import PASS, UNKNOWN
from matching.wishes.answer import Traits, WishAnswer
from matching.wishes.clock import first_closing, is_open, last_closing, opening_hours
from matching.wishes.codes import DAYS_OF_WEEK

__all__ = ["Way", "after_school", "in_time", "known_trip", "open_after_school", "too_late"]

WEEKDAYS = frozenset(DAYS_OF_WEEK[:5])
NO_WAY = frozenset({"travel:home", "travel:remote", "travel:school"})
"""Traits of services that a student need not go to."""


def after_school(traits: Traits, trip: Trip | None) -> WishAnswer | None:
    """Return whether a listing is open when a student comes from school, if its hours and the way there are known.

    It is an estimate that nobody asked for, so what speaks against a service is a question.
    """
    known = known_trip(trip, traits)
    if known is None or not (of_week := WEEKDAYS & opening_hours(traits).keys()):
        return None
    if days := in_time(traits, WEEKDAYS, known):
        return open_after_school(traits, days, known)
    return too_late(traits, of_week, known, UNKNOWN)


def known_trip(trip: Trip | None, traits: Traits) -> Trip | None:
    """Return the way from school if its time is known; there is none to a service that comes to the student."""
    if trip is not None and NO_WAY & traits:
        return Trip(None, 0, trip.ends)
    return None if trip is None or trip.minutes is None else trip


def in_time(traits: Traits, days: frozenset[str], trip: Trip) -> frozenset[str]:
    """Return the weekdays on which a listing is open for a while after a student has come from school."""
    hours = opening_hours(traits)
    return frozenset(day for day in days & WEEKDAYS if _settled(trip, day) < CLOSES and is_open(hours, day, _stay(trip, day)))


def _stay(trip: Trip, day: str) -> str:
    return f"{_settled(trip, day)}-{CLOSES}"


def _settled(trip: Trip, day: str) -> str:
    """Return the time on a day from which a listing must be open for the way from school to be worth it."""
    return later(trip.ends[DAYS_OF_WEEK.index(day)], (trip.minutes or 0) + STAY - 1)


def open_after_school(traits: Traits, days: frozenset[str], trip: Trip) -> WishAnswer:
    hours = opening_hours(traits)
    closes = first_closing(hours, {day: _stay(trip, day) for day in days})
    fields: dict[str, Value] = {"days": tuple(sorted(DAYS_OF_WEEK.index(day) for day in days)), "closes": closes}
    if trip.way is None:
        return WishAnswer(PASS, ReasonCode.OPEN_AFTER_SCHOOL_NO_WAY, fields)
    return WishAnswer(PASS, ReasonCode.OPEN_AFTER_SCHOOL, fields | _way(trip, days))


def too_late(traits: Traits, days: frozenset[str], trip: Trip, code: int) -> WishAnswer | None:
    """Return that a listing has closed before a student could be there, on each of these days; None if it is closed for another reason."""
    hours = opening_hours(traits)
    if trip.way is None or not days or any(is_open(hours, day, f"{_settled(trip, day)}-") for day in days):
        return None
    closes = max(last_closing(hours, day) for day in days)
    return WishAnswer(code, ReasonCode.CLOSES_BEFORE_ARRIVAL, {"closes": closes, **_way(trip, days)})


def _way(trip: Trip, days: frozenset[str]) -> dict[str, Value]:
    """Return how a student gets there from school, and the latest time at which that is on these days."""
    arrival = max(trip.arrival(DAYS_OF_WEEK.index(day)) or "" for day in days)
    return {"way": str(trip.way), "minutes": trip.minutes, "arrival": arrival}
