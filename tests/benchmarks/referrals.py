"""A district's referrals by the thousand, and how long its report of outcomes and the work lists of its staff take."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from directory.district_settings.school_calendar import SchoolCalendar
from directory.keys import Keys
from directory.models import Guardian, Referral, ReferralEvent, School, Staff, StaffSchool, Student, StudentNeed
from directory.models.codes import ReferralStatus, Role
from directory.outcomes.report import Period, exact_report, guarded_report
from directory.referrals.due import ask_on, due_on
from directory.referrals.snapshot import FrozenPhone, FrozenProvider, Snapshot
from directory.referrals.status import Event, state_of
from directory.referrals.updates import outcome
from directory.referrals.work import Work
from directory.settings import Settings
from directory.storage import keyring
from directory.storage.engine import reading, writing
from directory.storage.ids import new_id
from directory.storage.scope import Scope
from directory.students.caseload import number_hash
from directory.students.profile import GuardianDetails, Profile
from directory.students.seals import new_data_key, seal
from directory.worklist.work_list import work_list
from matching.needs import terms
from tests.benchmarks.paths import Happened, path
from tests.benchmarks.table import Latency, latency

REFERRALS, SCHOOLS, STAFF = 10_000, 20, 30
STUDENTS_EACH = 1.15
"""Students to a referral: 11,500 to 10,000."""

SEED = 20261124
TODAY = datetime.date(2026, 11, 24)
DAYS = 540
"""How long ago the first of the referrals was opened."""

CALENDAR = SchoolCalendar()
_BACKED_UP = 0.12
"""The share of openings with a backup that nobody gave."""

_GIVEN = "Ada Bo Cal Dee Eli Fay Gus Hal Ivy Jo Kit Lou Mae Ned Ona Pip Quin Rae Sid Tess Uma Val Wyn Xan Yuri Zoe".split()
_FAMILY = "Ashdown Birchall Copperly Dunmore Elmsby Fairmead Goosefoot Harrowell Inkpen Juniper Kestrel Larkmoor".split()
_LANGUAGES = ("en", "es", "ar", "so", "vi", "ne", "sw")
_SPOKEN = (70, 17, 4, 3, 2, 2, 2)
_GRADES = (("K", "1", "2", "3", "4", "5"), ("6", "7", "8"), ("9", "10", "11", "12"))


@dataclass(frozen=True, slots=True)
class Many:
    """What was made: the scopes of the specialists, and some referrals that are open with (id, student_id), by owner."""

    scopes: tuple[Scope, ...]
    referrals: dict[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True, repr=False)
class _Child:
    id: str
    data_key: bytes
    school_id: str
    grade: str
    language: str


@dataclass(frozen=True, slots=True, repr=False)
class _Making:
    """What is made of what: the rows of each table, until they are written."""

    keys: Keys
    today: datetime.date
    rng: random.Random = field(default_factory=lambda: random.Random(SEED))
    rows: dict[Any, list[dict[str, Any]]] = field(default_factory=dict)

    def put(self, table: Any, **values: Any) -> None:
        self.rows.setdefault(table, []).append(values)

    def moment(self, day: datetime.date) -> datetime.datetime:
        return datetime.datetime.combine(day, datetime.time(15))

    def write(self, session: Session) -> None:
        for table in (School, Staff, StaffSchool, Student, Guardian, StudentNeed, Referral, ReferralEvent):
            for part in _parts(self.rows[table]):
                session.execute(insert(table), part)


def many_referrals(
    engine: Engine,
    keys: Keys,
    count: int = REFERRALS,
    *,
    today: datetime.date = TODAY,
    providers: Sequence[FrozenProvider] = (),
) -> Many:
    """Fills a database with schools, staff, students and so many referrals, each row as its events fold.

    They go to `providers`, or to made-up ones that stand in no directory where none are given.
    """
    making = _Making(keys, today)
    scopes = _staff(making)
    of_school = _students(making, int(count * STUDENTS_EACH), [one["id"] for one in making.rows[School]])
    chosen = providers or _providers()
    weights = [1 / (place + 3) for place in range(len(chosen))]
    opened: dict[str, list[tuple[str, str]]] = {}
    made = 0
    while made < count:
        scope = making.rng.choice(scopes)
        child = making.rng.choice(of_school[making.rng.choice(sorted(scope.school_ids))])
        both = making.rng.choices(chosen, weights, k=2)
        backed_up = making.rng.random() < _BACKED_UP and made + 1 < count
        first, is_open = _opening(making, scope, child, both if backed_up else both[:1])
        if is_open:
            opened.setdefault(scope.staff_id, []).append((first, child.id))
        made += 1 + backed_up
    with writing(engine) as session:
        making.write(session)
    return Many(scopes, opened)


def latencies(engine: Engine, engine_name: str, count: int) -> Iterator[Latency]:
    """The report as the office and as anybody sees it, and the work list of each specialist."""
    settings = Settings(keys=(Fernet.generate_key().decode(),))
    with writing(engine) as session:
        keys = keyring.prepare_keys(session, settings)
    many = many_referrals(engine, keys, count)
    now = datetime.datetime.combine(TODAY, datetime.time(15))
    whole, year = Period(), Period(TODAY - datetime.timedelta(days=365), TODAY)

    def listed(scope: Scope) -> int:
        with reading(engine) as session:
            found = work_list(Work(session, keys, scope, CALENDAR, TODAY, now), owner=scope.staff_id)
        return found.answered + found.late + found.today + found.ahead

    def told(period: Period) -> int:
        with reading(engine) as session:
            return exact_report(session, period).funnel[0].referrals or 0

    def told_guarded(period: Period) -> int:
        with reading(engine) as session:
            return guarded_report(session, period).funnel[0].referrals or 0

    yield latency("report of outcomes, all", engine_name, count, [whole] * 10, told)
    yield latency("report of outcomes, a year", engine_name, count, [year] * 10, told)
    yield latency("report of outcomes, guarded", engine_name, count, [whole] * 10, told_guarded)
    yield latency(f"work list of {len(many.scopes)} staff", engine_name, count, many.scopes, listed)


def _staff(making: _Making) -> tuple[Scope, ...]:
    for number in range(SCHOOLS):
        grades = _GRADES[number % 3]
        making.put(
            School, id=new_id(), name=f"Bench School {number}", code=f"B{number}", low_grade=grades[0], high_grade=grades[-1],
            postal_code="48910",
        )  # fmt: skip
    schools = [one["id"] for one in making.rows[School]]
    scopes = []
    for number in range(STAFF):
        staff_id, mine = new_id(), {schools[number % SCHOOLS], schools[number * 7 % SCHOOLS]}
        making.put(
            Staff, id=staff_id, email=f"bench{number}@staff.example.org", name=f"Bench Specialist {number}", role="specialist",
            made_at=making.moment(making.today),
        )  # fmt: skip
        for school_id in sorted(mine):
            making.put(StaffSchool, staff_id=staff_id, school_id=school_id)
        scopes.append(Scope(staff_id, Role.SPECIALIST, frozenset(mine)))
    return tuple(scopes)


def _students(making: _Making, count: int, schools: Sequence[str]) -> dict[str, list[_Child]]:
    """Small files: a profile and one guardian, sealed as always."""
    found: dict[str, list[_Child]] = {school_id: [] for school_id in schools}
    begun = making.moment(making.today - datetime.timedelta(days=DAYS + 10))
    for number in range(count):
        school = number % len(schools)
        child = _Child(
            new_id(),
            new_data_key(),
            schools[school],
            making.rng.choice(_GRADES[school % 3]),
            making.rng.choices(_LANGUAGES, _SPOKEN)[0],
        )
        family = making.rng.choice(_FAMILY)
        profile = Profile(
            number=f"B{number}", given_name=making.rng.choice(_GIVEN), family_name=family, grade=child.grade,
            home_zip="48910", languages=(child.language,),
        )  # fmt: skip
        making.put(
            Student, id=child.id, number_hash=number_hash(making.keys, profile.number), school_id=child.school_id,
            status="enrolled", grade=child.grade, language=child.language, data_key=making.keys.wrap(child.data_key),
            sealed=seal(child.data_key, profile, row_id=child.id, student_id=child.id), made_at=begun, changed_at=begun,
        )  # fmt: skip
        carer, guardian_id = (
            GuardianDetails(f"Mo {family}", "Mother", child.language, ("+15175550199",), None, ("call",)),
            new_id(),
        )
        sealed = seal(child.data_key, carer, row_id=guardian_id, student_id=child.id)
        making.put(Guardian, id=guardian_id, student_id=child.id, position=1, sealed=sealed)
        found[child.school_id].append(child)
    return found


def _providers() -> tuple[FrozenProvider, ...]:
    phone = (FrozenPhone("+15175550199"),)
    return tuple(
        FrozenProvider(new_id(), new_id(), str(number // 3), f"Service {number}", f"Agency {number // 3}", phones=phone)
        for number in range(240)
    )


def _opening(making: _Making, scope: Scope, child: _Child, providers: Sequence[FrozenProvider]) -> tuple[str, bool]:
    """An opening with its need; returns the first choice's id, and whether it is open."""
    rng, request_id, need_id = making.rng, new_id(), new_id()
    opened_on = CALENDAR.after(making.today - datetime.timedelta(days=rng.randint(0, DAYS)), 0)
    opened_on = min(opened_on, making.today)
    known = list(terms())
    term, urgency = known[min(int(rng.expovariate(1 / 18)), len(known) - 1)], rng.randint(1, 3)
    way = path(rng, opened_on, making.today)
    opened_at = making.moment(opened_on)
    making.put(
        StudentNeed, id=need_id, student_id=child.id, term=term, urgency=urgency, made_by=scope.staff_id, made_at=opened_at,
        closed_at=making.moment(way[-1].day) if way[-1].kind == "completed" else None,
    )  # fmt: skip
    ids = []
    for choice, provider in enumerate(providers, 1):
        snapshot = Snapshot(opened_on, provider)
        referral_id = new_id()
        ids.append(referral_id)
        making.put(
            Referral, id=referral_id, request_id=request_id, choice=choice, reference=f"{len(making.rows.get(Referral, ())):06}",
            student_id=child.id, need_id=need_id, term=term, urgency=urgency, school_id=child.school_id, grade=child.grade,
            language=child.language, record_id=provider.record_id, organization_id=provider.organization_id,
            organization=provider.organization, service=provider.service, opened_by=scope.staff_id, owner_id=scope.staff_id,
            sealed=seal(child.data_key, snapshot, row_id=referral_id, student_id=child.id), opened_at=opened_at,
            opened_on=opened_on, **_happened(making, scope, referral_id, way if choice == 1 else way[:1], choice),
        )  # fmt: skip
    return ids[0], making.rows[Referral][-len(ids)]["due_on"] is not None


def _happened(making: _Making, scope: Scope, referral_id: str, way: Sequence[Happened], choice: int) -> dict[str, Any]:
    """Adds the events; returns the columns of the referral that they fold to."""
    ids = [new_id() for _ in way]
    events = []
    for number, (event_id, one) in enumerate(zip(ids, way, strict=True), 1):
        retracts = None if one.retracts is None else ids[one.retracts]
        told = {"reason": one.reason, "on_date": one.on_date, "retracts": retracts}
        events.append(Event(event_id, number, one.kind, one.who, one.day, **told))  # type: ignore[arg-type]
        making.put(
            ReferralEvent, id=event_id, referral_id=referral_id, number=number, kind=one.kind, who=one.who, happened_on=one.day,
            staff_id=scope.staff_id if one.who == "staff" else None, recorded_at=making.moment(one.day), held=False, **told,
        )  # fmt: skip
    state, opened_on = state_of(events), way[0].day
    waits = state.status == ReferralStatus.DRAFT and choice > 1
    return {
        "status": state.status,
        "since": state.since or opened_on,
        "reason": state.reason,
        "due_on": None if waits else due_on(state, CALENDAR, opened_on),
        "ask_on": ask_on(state, CALENDAR, opened_on),
        "appointment_on": state.on_date if state.status == ReferralStatus.SCHEDULED else None,
        "outcome": outcome(state),
        "answered": bool(state.unseen),
        "touched_on": max((one.day for one in way if one.who != "system"), default=opened_on),
    }


def _parts(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    return (rows[first : first + 5_000] for first in range(0, len(rows), 5_000))
