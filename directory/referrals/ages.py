"""Age limits of a listing against the student's age on the day that counts: an appointment, the start of a season, or soon."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import count, takewhile

from directory.finding.reason_codes import CheckCode
from directory.listings.words import OLDEST
from directory.storage.listings.facts import Listing, number, season
from directory.students.profile import age_on
from importers.fields import Target
from matching.query import Reason, Value, Verdict

BEGINS_WITHIN = datetime.timedelta(days=60)
"""How far ahead to look for the start of help: a student who will be too old by then is pointed out now."""

A_YEAR = datetime.timedelta(days=366)
"""How far ahead it is told until when a student is taken."""


def with_start(born: datetime.date | None, fields: Listing, judged: Sequence[Reason], today: datetime.date) -> tuple[Reason, ...]:
    """Return the reasons with the age judged on the day on which help begins.

    An unknown age is added as a question, and so is an age that fits today but not then. A season still to come begins on the
    first day of its first month.
    """
    least, most = number(fields, Target.SERVICE_MINIMUM_AGE), number(fields, Target.SERVICE_MAXIMUM_AGE)
    known = [one for one in judged if one.criterion == "age"]
    if not known:
        return (*judged, *([Reason("age", Verdict.UNKNOWN, CheckCode.AGE_NOT_ON_FILE)] if least or most is not None else []))
    if born is None or (least is None and most is None):
        return tuple(judged)
    start = _season_start(fields, today)
    if start is not None:
        then = _at_start(born, fields, known[0], start)
        if then is not None:
            return tuple(then if one is known[0] else one for one in judged)
    elif known[0].verdict == Verdict.FAIL:
        old_enough = _old_enough(born, fields, known[0], today)
        return tuple(old_enough if one is known[0] else one for one in judged)
    return (*judged, *_soon(born, most, start or today))


def on_day(born: datetime.date | None, fields: Listing, day_of: datetime.date) -> Reason | None:
    """Return a failing reason if the student is outside a listing's ages on a future day; None if the age fits or is unknown."""
    if born is None or _fits(born, fields, day_of):
        return None
    said: dict[str, Value] = {**_listed(fields), "years": int(age_on(born, day_of)), "day": day_of}
    return Reason("age", Verdict.FAIL, CheckCode.AGE_ON_DAY, said)


def _season_start(fields: Listing, today: datetime.date) -> datetime.date | None:
    months = season(fields)
    if months is None or months.holds(today.month):
        return None
    return datetime.date(today.year + (months.first < today.month), months.first, 1)


def _at_start(born: datetime.date, fields: Listing, now: Reason, start: datetime.date) -> Reason | None:
    """Return the verdict on the age when a season begins, or None where it is the same as today's."""
    fits = _fits(born, fields, start)
    if fits == (now.verdict != Verdict.FAIL):
        return None
    said: dict[str, Value] = {**_listed(fields), "years": int(age_on(born, start)), "month": start.month}
    code = CheckCode.AGE_AT_START_SIGN_UP if fits else CheckCode.AGE_AT_START
    return Reason("age", Verdict.UNKNOWN if fits else Verdict.FAIL, code, said)


def _old_enough(born: datetime.date, fields: Listing, now: Reason, today: datetime.date) -> Reason:
    """Return the failing reason of today, with the day on which the student is old enough where that day is near."""
    comes = next((on for on in _days(today) if _fits(born, fields, on)), None)
    if comes is None:
        return now
    said: dict[str, Value] = {**now.fields, "turns": float(f"{age_on(born, comes):.4g}"), "day": comes}
    return Reason("age", Verdict.FAIL, CheckCode.AGE_SOON_OLD_ENOUGH, said)


def too_old_on(born: datetime.date, most: float, begin: datetime.date, within: datetime.timedelta) -> datetime.date | None:
    """Return the first day after `begin` on which a student is too old for a maximum age; None if there is none so soon."""
    if _too_old(age_on(born, begin), most) or not _too_old(age_on(born, begin + within), most):
        return None
    return next((on for on in _days(begin, within) if _too_old(age_on(born, on), most)), None)


def turns(born: datetime.date, most: float, day: datetime.date) -> float:
    """Return the age in years that a student reaches on the day that `too_old_on` returns."""
    return most + 1 if most.is_integer() else float(f"{age_on(born, day):.4g}")


def _soon(born: datetime.date, most: float | None, begin: datetime.date) -> list[Reason]:
    """Return until when a student is taken, if that is within a year: a question if help may begin too late."""
    day = None if most is None else too_old_on(born, most, begin, A_YEAR)
    if most is None or day is None:
        return []
    said: dict[str, Value] = {"maximum": most, "turns": turns(born, most, day), "day": day}
    if day - begin <= BEGINS_WITHIN:
        return [Reason("age", Verdict.UNKNOWN, CheckCode.AGE_SOON_TOO_OLD, said)]
    return [Reason("age", Verdict.PASS, CheckCode.AGE_UNTIL, said)]


def _listed(fields: Listing) -> dict[str, Value]:
    """The ages that the listing names as limits."""
    least, most = number(fields, Target.SERVICE_MINIMUM_AGE), number(fields, Target.SERVICE_MAXIMUM_AGE)
    return {"minimum": least or None, "maximum": None if most is None or most >= OLDEST else most}


def _fits(born: datetime.date, fields: Listing, on: datetime.date) -> bool:
    least, most, age = number(fields, Target.SERVICE_MINIMUM_AGE), number(fields, Target.SERVICE_MAXIMUM_AGE), age_on(born, on)
    return (least is None or age >= least) and (most is None or not _too_old(age, most))


def _days(begin: datetime.date, within: datetime.timedelta = BEGINS_WITHIN) -> list[datetime.date]:
    last = begin + within
    return list(takewhile(lambda on: on <= last, (begin + datetime.timedelta(days=more) for more in count(1))))


def _too_old(age: float, most: float) -> bool:
    return age >= (most + 1 if most.is_integer() else most)
