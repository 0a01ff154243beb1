"""The demo's referrals: each story of words/referrals.toml, recorded in order with the same functions as real ones."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts import staff
from directory.demo.people import district
from directory.district_settings.effective import read_district
from directory.district_settings.school_calendar import SchoolCalendar
from directory.keys import Keys
from directory.letters import issuance
from directory.letters.issuance import LetterOptions
from directory.models.codes import Author, ContactKind, ContactResult, DisclosureWay, EndCode, EventKind, Role
from directory.referrals import contacts, disclosures, opening, updates
from directory.referrals.disclosures import DisclosureDetails
from directory.referrals.event_checks import NewEvent
from directory.referrals.fit import AcceptedMisfit
from directory.referrals.work import NOBODY, Work
from directory.settings import Settings
from directory.storage.listings.records import all_ids, load
from directory.storage.people.students import ENROLLED
from directory.storage.referrals import events as stored_events
from directory.storage.referrals import referrals as stored
from directory.storage.referrals.referrals import ReferralRow
from directory.storage.scope import Scope
from directory.students import caseload, consents, needs
from directory.students.contacts import ContactDetails, NewContact
from directory.students.files import NeedEntry, StudentFile
from directory.students.profile import ConsentDetails
from importers.fields import Target

_WORDS = Path(__file__).parent / "words" / "referrals.toml"
_MORNING = datetime.time(8, 10)
_CONSENT_LASTS = datetime.timedelta(days=300)
_MINUTES = 420
"""From the first event on a school day to the last."""


@cache
def stories() -> Mapping[str, Any]:
    """Return the stories (`story`) and what goes with them (`contacts`, `called`) from the file."""
    return tomllib.loads(_WORDS.read_text("utf-8"))


def make_referrals(
    session: Session,
    keys: Keys,
    settings: Settings,
    *,
    calendar: SchoolCalendar,
    today: datetime.date,
    now: datetime.datetime,
) -> None:
    """Record the stories of the students in the database, unless it has referrals already."""
    if stored.any_referral(session):
        return
    telling = _StoryContext(
        session, keys, settings, calendar, today, now, records=_records(session), students=_students(session, keys)
    )
    for step, moment in telling.in_order([step for step in _steps() if step.of["student"] in telling.students]):
        telling.tell(step, moment)


def school_day(calendar: SchoolCalendar, today: datetime.date, at: int) -> datetime.date:
    """Return the school day `at` school days after `today`, or before it if negative; for 0, today or the last one before."""
    if at > 0:
        return calendar.after(today, at)
    day = today
    while at < 0 or not calendar.has_school(day):
        at += calendar.has_school(day)
        day -= datetime.timedelta(days=1)
    return day


@dataclass(frozen=True, slots=True)
class _Step:
    """Something that happens on a day: a step of the story `of`, or a contact."""

    of: Mapping[str, Any]
    at: int
    kind: str
    how: Mapping[str, Any] = field(default_factory=dict)

    @property
    def about(self) -> tuple[str, str]:
        """The student and the need, for which there is only one story."""
        return self.of["student"], self.of.get("need", "")


def _steps() -> Iterator[_Step]:
    for story in stories()["story"]:
        yield _Step(story, story["opened"], "opened")
        yield from (_Step(story, *step) for step in story["steps"])
    yield from (_Step(one, one["at"], "contact") for one in stories()["contacts"])


@dataclass(frozen=True, slots=True, repr=False)
class _StoryContext:
    """The context of the stories: students by number, with the scope of their specialist; records by name; what was opened."""

    session: Session
    keys: Keys
    settings: Settings
    calendar: SchoolCalendar
    today: datetime.date
    now: datetime.datetime
    records: Mapping[str, str]
    students: Mapping[str, tuple[Scope, str]]
    opened: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def in_order(self, steps: Sequence[_Step]) -> Iterator[tuple[_Step, datetime.datetime]]:
        """Yield the steps by day, each with its moment on that day."""
        by_day: dict[int, list[_Step]] = {}
        for step in steps:
            by_day.setdefault(step.at, []).append(step)
        for at, together in sorted(by_day.items()):
            for place, step in enumerate(together):
                yield step, self._moment(at, place / len(together))

    def tell(self, step: _Step, moment: datetime.datetime) -> None:
        scope, student_id = self.students[step.of["student"]]
        work = Work(self.session, self.keys, scope, self.calendar, self._day(step.at), moment)
        if step.kind == "opened":
            self.opened[step.about] = self._open(work, step.of, student_id)
        elif step.kind == "need_met":
            need = _need(caseload.open_student(work.session, work.keys, scope, student_id), step.of["need"])
            needs.close(work.session, scope, student_id, need.id, now=moment)
        elif step.kind == "contact":
            details = ContactDetails(step.of["whom"], step.of.get("words"))
            contact = NewContact(ContactKind(step.of["kind"]), ContactResult(step.of["result"]), work.today, details)
            contacts.note(work, student_id, contact, self.opened.get(step.about, (None,))[0])
        else:
            self._happens(work, step, self.opened[step.about][step.how.get("choice", 1) - 1])

    def _open(self, work: Work, story: Mapping[str, Any], student_id: str) -> tuple[str, ...]:
        if "urgency" in story:
            how = {"chosen": [story["need"]], "sentence": story.get("sentence", ""), "urgency": story["urgency"]}
            needs.add(work.session, work.keys, work.scope, student_id, **how, now=work.now)
        file = caseload.open_student(work.session, work.keys, work.scope, student_id)
        need = _need(file, story["need"])
        records = [self.records[name] for name in story["to"]]
        chosen = [opening.ProviderChoice(record, "match") for record in records]
        said = opening.OpeningStatement(story.get("why"), AcceptedMisfit(stories()["called"]))
        return opening.open_referral(work, student_id, need.id, chosen, said=said)

    def _happens(self, work: Work, step: _Step, referral_id: str) -> None:
        if step.kind == "taken_back":
            updates.take_back(work, referral_id, _newest(work.session, referral_id, step.how["of"]), step.how.get("words"))
            return
        new, who = self._event(step), Author(step.how.get("by", Author.STAFF))
        if new.kind in (EventKind.SENT, EventKind.LETTER_GIVEN):
            _give_letter(work, self.settings, referral_id)
        elif new.kind is EventKind.PROVIDER_TOLD:
            what = step.how.get("what", "Age, school and the reference number; they may call the family")
            _tell_provider(work, referral_id, what)
        elif who is Author.STAFF:
            updates.record(work, referral_id, new)
        else:
            outside = replace(work, scope=NOBODY)
            row = stored.lock_for_link(work.session, referral_id)
            if who is Author.SYSTEM:
                updates.by_system(outside, row, new)
            else:
                updates.record_answer(outside, row, new, who)

    def _event(self, step: _Step) -> NewEvent:
        how = step.how
        on = self._day(how["on"]) if "on" in how else None
        reason = EndCode(how["reason"]) if "reason" in how else None
        # The times within a day are made up: an appointment's outcome is recorded on its day, even if its time is still to come.
        return NewEvent(EventKind(step.kind), None, reason, on, how.get("at"), how.get("words"), earlier=True)

    def _day(self, at: int) -> datetime.date:
        return school_day(self.calendar, self.today, at)

    def _moment(self, at: int, part: float) -> datetime.datetime:
        """Return a moment in UTC within the local school day, never later than now."""
        wall = datetime.datetime.combine(self._day(at), _MORNING) + datetime.timedelta(minutes=int(part * _MINUTES))
        return min(clock.moment_of(wall), self.now)


def _give_letter(work: Work, settings: Settings, referral_id: str) -> None:
    """Give the family its letter, which is kept; nobody has the link in it."""
    issuance.give_letter(work, read_district(work.session, settings), referral_id, LetterOptions(), address=settings.public_url)


def _tell_provider(work: Work, referral_id: str, what: str) -> None:
    """Share the referral with the provider by phone, under a consent that the family signs that day unless it already has."""
    row = stored.lock(work.session, work.scope, referral_id)
    active = disclosures.consents_for(work, row)
    consent_id = active[0].id if active else _sign(work, row)
    details = DisclosureDetails(f"{row.service}, {row.organization}", what)
    disclosures.disclose(work, row, details, how=DisclosureWay.PHONE, consent_id=consent_id)
    updates.record(work, referral_id, NewEvent(EventKind.PROVIDER_TOLD))


def _sign(work: Work, row: ReferralRow) -> str:
    """Record a consent for the referral's provider, signed by typing by the first person who may sign."""
    signer = caseload.open_student(work.session, work.keys, work.scope, row.student_id).signers_on(work.today)[0]
    details = ConsentDetails(
        what="",
        recipient=row.organization,
        given_by=signer.name,
        how="typed",
        records=("name", "age_grade", "need", "contact"),
        purpose="To start help, and to tell the school how it goes",
        recipients=(row.organization_id,),
        signer=signer.id,
        relationship=signer.relationship,
        signed_on=work.today,
        typed_name=signer.name,
    )
    until = work.today + _CONSENT_LASTS
    return consents.sign(
        work.session, work.keys, work.scope, row.student_id, details, until=until, today=work.today, now=work.now
    )


def _need(file: StudentFile, term: str) -> NeedEntry:
    return next(need for need in file.open_needs if need.term == term)


def _newest(session: Session, referral_id: str, kind: str) -> str:
    return [event.id for event in stored_events.of(session, referral_id) if event.kind == kind][-1]


def _records(session: Session) -> dict[str, str]:
    """Return the records by the name of the service, and by name and site."""
    names: dict[str, str] = {}
    for record_id, fields in load(session, all_ids(session)).items():
        names[str(fields[Target.SERVICE_NAME])] = names[f"{fields[Target.SERVICE_NAME]} @ {fields.get(Target.LOCATION_NAME)}"] = (
            record_id
        )
    return names


def _students(session: Session, keys: Keys) -> dict[str, tuple[Scope, str]]:
    """Return the students by number, each with the scope of the school's specialist and the id."""
    emails = {one["email"] for one in district()["staff"] if one["role"] == "specialist"}
    members = [one for one in staff.all_staff(session) if one.email in emails]
    found = {}
    for member in members:
        scope = Scope(member.id, Role.SPECIALIST, frozenset(school.id for school in member.schools))
        for one in caseload.opened(session, keys, scope, ENROLLED)[0]:
            found[one.profile.number] = (scope, one.row.id)
    return found
