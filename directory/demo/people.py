"""The demo's people, added with the same functions as real ones: schools, staff, students and their families."""

from __future__ import annotations

import calendar
import datetime
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from directory.accounts import links, passwords, schools, staff
from directory.accounts.passwords import PasswordHash
from directory.accounts.schools import SchoolDetails
from directory.keys import Keys
from directory.models.codes import Role
from directory.storage import marks
from directory.storage.scope import Scope
from directory.students import changes, consents, guardians, households, needs
from directory.students.profile import ConsentDetails, GuardianDetails, Profile

_WORDS = Path(__file__).parent / "words" / "district.toml"


@cache
def district() -> Mapping[str, Any]:
    """Return the demo's schools, staff and students from the file."""
    return tomllib.loads(_WORDS.read_text("utf-8"))


def make_people(session: Session, keys: Keys, today: datetime.date, now: datetime.datetime) -> None:
    """Add the district's people to a database that has none yet."""
    if schools.all_schools(session):
        return
    told = district()
    school_ids = {key: schools.add(session, _school(one), now=now, by=None) for key, one in told["schools"].items()}
    marks.write(session, marks.DEMO_PASSWORD, told["password"])
    scopes: dict[str, Scope] = {}
    password_hash = passwords.hash_password(told["password"])
    for one in told["staff"]:
        mine = [school_ids[key] for key in one["schools"]]
        staff_id = _member(session, one, mine, password_hash, now)
        scopes |= dict.fromkeys(one["schools"], Scope(staff_id, Role.SPECIALIST, frozenset(mine)))
        if one["role"] == "administrator":
            # Brothers and sisters attend schools of different specialists.
            office = Scope(staff_id, Role.ADMINISTRATOR, frozenset(school_ids.values()))
    first_of: dict[str, str] = {}
    for one in told["students"]:
        scope = scopes[one["school"]]
        student_id = _student(session, keys, scope, one, school_id=school_ids[one["school"]], today=today, now=now)
        sibling = first_of.setdefault(one.get("household", student_id), student_id)
        if sibling != student_id:
            households.link_siblings(session, keys, office, sibling, student_id, now=now)


def _school(one: Mapping[str, Any]) -> SchoolDetails:
    return SchoolDetails(
        name=one["name"], zip=one["zip"], point=one["point"], grades=one["grades"], code=one["code"], street=one["street"]
    )


def _member(
    session: Session, one: Mapping[str, Any], mine: list[str], password_hash: PasswordHash, now: datetime.datetime
) -> str:
    staff_id = staff.add(
        session, email=one["email"], name=one["name"], role=one["role"], school_ids=mine, phone=one["phone"], now=now, by=None
    )
    links.use_link(session, links.make_link(session, staff_id, "invitation", now, by=None), password_hash, now)
    return staff_id


def _student(
    session: Session,
    keys: Keys,
    scope: Scope,
    one: Mapping[str, Any],
    *,
    school_id: str,
    today: datetime.date,
    now: datetime.datetime,
) -> str:
    years, months = one["age"]
    profile = Profile(
        number=one["number"],
        given_name=one["given"],
        family_name=one["family"],
        birth_date=_birth_date(years, months, today),
        grade=one["grade"],
        home_zip=one["zip"],
        languages=tuple(one["languages"]),
        insurance=one["insurance"],
        preferences=tuple(one.get("preferences", ())),
    )
    student_id = changes.add(session, keys, scope, profile, school_id=school_id, now=now, roster="demo (fictional)")
    for person in one["guardians"]:
        guardians.add(session, keys, scope, student_id, _guardian(person), now=now)
    for urgency, term, sentence in one["needs"]:
        needs.add(session, keys, scope, student_id, chosen=[term], sentence=sentence, urgency=urgency, now=now)
    if told := one.get("consent"):
        details = ConsentDetails(told["what"], "", told["given_by"], told["how"])
        consents.note_spoken(session, keys, scope, student_id, details, now=now)
    return student_id


def _guardian(person: Mapping[str, Any]) -> GuardianDetails:
    shut = person.get("no_contact", False)
    return GuardianDetails(
        name=person["name"],
        relationship=person["relationship"],
        language=person.get("language"),
        phones=(person["phone"],) if "phone" in person else (),
        email=person.get("email"),
        ways=tuple(person.get("ways", ())),
        way_words=None if shut else person.get("words"),
        no_contact=shut,
        no_contact_words=person.get("words") if shut else None,
    )


def _birth_date(years: int, months: int, today: datetime.date) -> datetime.date:
    """Return the birth date of somebody who is exactly this old today."""
    year, month = divmod(today.year * 12 + today.month - 1 - years * 12 - months, 12)
    return datetime.date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
