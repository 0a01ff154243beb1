"""From school to a service after the bell: a reason of each match, and the criterion where it is asked for."""

from __future__ import annotations

import datetime

from sqlalchemy import Engine

from directory.accounts import schools
from directory.accounts.schools import SchoolDetails
from directory.district_settings.dismissals import Dismissal, change_dismissal
from directory.finding.matches import find_matches
from directory.finding.question import Ask, AskedSchool
from directory.finding.reason_words import in_words
from directory.storage.engine import reading, writing
from importers.records import NeedFit, Schedule
from tests.importers.making import record
from tests.storage.publishing import publish_records

TODAY = datetime.date(2026, 9, 1)
NOW = datetime.datetime(2026, 9, 1, 12)
BY_CAR = "from school by car about 10 min, there by 3:25 pm (estimate)"


def school_that_ends(engine: Engine, ends: datetime.time | None) -> AskedSchool:
    """A school, and two services near it: one is open until 5, the nearer one until 3."""
    listed = [
        record(
            line, service_name=name, needs=(NeedFit("sports"),), location_latitude=latitude,
            schedules=(Schedule("MO,WE", "09:00", closes),),
        )
        for line, (name, latitude, closes) in enumerate((("Late", 42.7208, "17:00"), ("Early", 42.7108, "15:00")), 2)
    ]  # fmt: skip
    publish_records(engine, listed)
    with writing(engine) as session:
        school_id = schools.add(session, SchoolDetails("Oak", zip="48910", point="42.7008,-84.549"), now=NOW, by=None)
        change_dismissal(session, school_id, Dismissal(ends) if ends else None, now=NOW, by=None)
        return AskedSchool.of(schools.find(session, school_id))


def said(engine: Engine, ask: Ask, criterion: str) -> list[tuple[str, str, str]]:
    with reading(engine) as session:
        found = find_matches(session, ask, TODAY).matches
    return [(one.card.service, why.verdict, in_words(why)) for one in found for why in one.reasons if why.criterion == criterion]


def test_whether_it_is_open_after_school_is_told_and_excludes_nothing(engine: Engine) -> None:
    """Nobody asked for it, so it orders nothing; without a wish about the way it is by car."""
    school = school_that_ends(engine, datetime.time(15, 15))
    told = said(engine, Ask(needs=("sports",), school=school), "after_school")
    late = ("Late", "pass", f"Open until 5 pm on Monday and Wednesday; {BY_CAR}")
    early = "Closes at 3 pm, before the student could be there; from school by car about 10 min, there by 3:25 pm (estimate): call to ask"
    assert told == [("Early", "unknown", early), late]


def test_after_school_is_a_criterion_where_it_is_asked_for(engine: Engine) -> None:
    """Then it ranks, by the way that the sentence names, and is told once."""
    school = school_that_ends(engine, datetime.time(15, 15))
    ask = Ask(sentence="sports after school, no car", school=school)
    told = said(engine, ask, "schedule")
    assert [one[:2] for one in told] == [("Late", "pass"), ("Early", "fail")]
    assert told[0][2] == "Open until 5 pm on Monday and Wednesday; from school by bus about 25 min, there by 3:40 pm (estimate)"
    assert said(engine, ask, "after_school") == []


def test_without_a_known_time_it_is_the_afternoon(engine: Engine) -> None:
    """Of a school whose time is not set, after school is from 3 to 6 pm, and nothing is estimated."""
    school = school_that_ends(engine, None)
    told = said(engine, Ask(needs=("sports",), wishes=("time:after_school",), school=school), "schedule")
    assert told[0] == ("Late", "pass", "Open between 3 and 6 pm on Monday and Wednesday")
    assert said(engine, Ask(needs=("sports",), school=school), "after_school") == []
