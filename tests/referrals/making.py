"""A district with three providers and a student who needs help, and referrals to open in it: all of it fictional."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from directory.district_settings.school_calendar import SchoolCalendar
from directory.keys import Keys
from directory.models import Service, ServiceAtLocation
from directory.models.codes import EventKind
from directory.referrals import opening, updates
from directory.referrals.event_checks import NewEvent
from directory.referrals.fit import AcceptedMisfit
from directory.referrals.work import NOBODY, Work
from directory.storage import engine as database
from directory.storage.imports import publication
from directory.storage.imports.staged_lists import stage
from directory.storage.listings.records import load
from directory.storage.scope import Scope
from directory.students import caseload, consents, guardians, needs
from importers.fields import Target
from tests.students.making import ADMINISTRATOR, ANA, LATER, MARTA, NOW, OAK, OF_OAK, TODAY, District, agreed, make_district

CALENDAR = SchoolCalendar()
ALL_THE_SAME = opening.OpeningStatement(accepted=AcceptedMisfit("They have an interpreter on Mondays"))
"""Why a provider that does not list the family's language is chosen."""
NEXT_SUMMER = datetime.date(2027, 2, 28)
_DAY = datetime.timedelta(days=1)

PROVIDERS = b"""Record number,Agency,Program,Category,Phone,Address,City,State,ZIP,Ages,Languages,Fees,Hours,What to bring,Last confirmed
p1,Maple House,Talking Together,Counseling,(517) 555-0101,12 Maple Street,Lansing,MI,48910,5-18,Spanish,Free,Mon-Fri 9am-5pm,Photo ID,2026-02-01
p2,River Center,Quiet Rooms,Counseling,(517) 555-0102,7 River Road,Lansing,MI,48912,5-18,English,Sliding scale,Mon-Fri 10am-6pm,,2026-02-01
p3,Hill Clinic,Feeling Better,Counseling,(517) 555-0103,3 Hill Street,Lansing,MI,48911,5-18,English,Medicaid,,,2020-01-01
"""
"""A list of three providers of counseling, in the order in which a test chooses them; the last is stale."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A district in which referrals can be opened: `records` are its providers, `student_id` Ana at Oak with one need."""

    district: District
    records: tuple[str, ...]
    student_id: str
    need_id: str

    @property
    def keys(self) -> Keys:
        return self.district.keys

    def on(self, engine: Engine) -> Loop:
        """The same district in a copy of its database."""
        return replace(self, district=replace(self.district, engine=engine))

    @contextmanager
    def work(self, scope: Scope = OF_OAK, *, days: int = 0) -> Iterator[Work]:
        """A transaction of a specialist, so many days after the opening of the district."""
        with self.district.writing() as session:
            yield self.in_session(session, scope, days=days)

    def in_session(self, session: Session, scope: Scope = OF_OAK, *, days: int = 0) -> Work:
        return Work(session, self.keys, scope, CALENDAR, TODAY + days * _DAY, NOW + days * _DAY)

    def by_link(self, work: Work) -> Work:
        """The same transaction in the hands of whoever holds a link."""
        return replace(work, scope=NOBODY)

    def open(self, records: Sequence[str] | None = None, *, days: int = 0) -> tuple[str, ...]:
        """Opens a referral to these providers (all three where none are named) and returns the ids."""
        chosen = [opening.ProviderChoice(record_id) for record_id in (self.records if records is None else records)]
        with self.work(days=days) as work:
            return opening.open_referral(work, self.student_id, self.need_id, chosen, said=ALL_THE_SAME)

    def record(self, referral_id: str, kind: str, *, days: int = 0, **how: Any) -> updates.RecordedEvent:
        """Records what a specialist says, so many days later."""
        with self.work(days=days) as work:
            return updates.record(work, referral_id, NewEvent(EventKind(kind), **how))


def agree(session: Session, loop: Loop, *records: str, until: datetime.date = NEXT_SUMMER, **how: Any) -> str:
    """A consent signed by the student's guardian, for the agencies of these providers, or of all; returns its id."""
    file = caseload.open_student(session, loop.keys, ADMINISTRATOR, loop.student_id)
    recipients = [
        str(fields[Target.ORGANIZATION_ID])
        for key, fields in load(session, loop.records).items()
        if key in (records or loop.records)
    ]
    details = agreed(file.guardians[0].id, *recipients, name=file.guardians[0].details.name, **how)
    return consents.sign(session, loop.keys, OF_OAK, loop.student_id, details, until=until, today=min(TODAY, until), now=NOW)


def make_loop(engine: Engine) -> Loop:
    """The district, its providers and its student with a guardian and one need."""
    district = make_district(engine)
    with database.writing(engine) as session:
        staged = stage(session, PROVIDERS, "providers.csv", source="test", today=TODAY)
        publication.publish(session, staged, NOW)
        records = _records(session)
    student_id = district.add(ANA, OAK)
    with district.writing() as session:
        guardians.add(session, district.keys, OF_OAK, student_id, MARTA, now=NOW)
        needs.add(session, district.keys, OF_OAK, student_id, chosen=["anxiety"], sentence="She cannot sleep", urgency=2, now=NOW)
    with district.reading() as session:
        need_id = caseload.open_student(session, district.keys, ADMINISTRATOR, student_id).open_needs[0].id
    return Loop(district, records, student_id, need_id)


def _records(session: Session) -> tuple[str, ...]:
    found = session.execute(select(Service.name, ServiceAtLocation.id).join(ServiceAtLocation)).all()
    names = {row[0]: row[1] for row in found}
    return tuple(names[name] for name in ("Talking Together", "Quiet Rooms", "Feeling Better"))


__all__ = ["LATER", "NOW", "OAK", "OF_OAK", "TODAY", "Loop", "agree", "make_loop"]
