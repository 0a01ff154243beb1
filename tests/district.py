"""A small fictional district in a database, made with the program's own functions: the starting point of the page tests."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from directory.accounts import passwords, schools, staff
from directory.accounts.schools import SchoolDetails
from directory.district_settings.effective import DistrictSettings
from directory.district_settings.school_calendar import SchoolCalendar
from directory.keys import Keys
from directory.letters import issuance
from directory.models.codes import ContactKind, ContactResult, EndCode, Role
from directory.referrals import files, opening
from directory.referrals.fit import AcceptedMisfit
from directory.referrals.work import Work
from directory.settings import Settings
from directory.storage import jobs, keyring, shortlists, uploads
from directory.storage.engine import make_engine, writing
from directory.storage.ids import new_id
from directory.storage.listings.records import all_ids, load
from directory.storage.people import staff as staff_rows
from directory.storage.referrals import flags
from directory.storage.scope import Scope
from directory.students import attachments, caseload, changes, consents, contacts, guardians, households, needs
from directory.students.attachments import AttachmentKind
from directory.students.profile import RECORDS, ConsentDetails
from directory.students.scans import cleaned
from importers.fields import Target
from tests.families import OTHER, OWN, WAITING, Family, families, providers, second_list
from tests.storage.publishing import publish_records

__all__ = ["OTHER", "OWN", "PASSWORD", "STAFF", "Case", "District", "Ids", "email", "make_district", "name_of", "open_engine"]

PASSWORD = "quiet maple river lantern"  # noqa: S105  # of people who do not exist
STAFF: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "specialist": ("specialist", (OWN,)),
    "other_specialist": ("specialist", (OTHER,)),
    "coordinator": ("coordinator", ()),
    "administrator": ("administrator", ()),
    "viewer": ("viewer", ()),
}
"""The staff: role and schools, by the name with which tests sign in."""

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg=="
"""A PNG of one pixel, used as the scan of a signed paper."""

SHORTLIST = ("Talking Helps", "Quiet Room")
"""The services on the specialist's shortlists for the own student and for none."""


@dataclass(frozen=True, slots=True)
class Case:
    """A student's ids: `referral` was given by `letter`, recorded in `event`, and `backup` is waiting."""

    student: str
    guardian: str
    need: str
    closed_need: str
    consent: str
    attachment: str = ""
    referral: str = ""
    backup: str = ""
    event: str = ""
    letter: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids for tests to use in addresses: `students` by school, `records` of the directory by the service's name."""

    schools: Mapping[str, str]
    staff: Mapping[str, str]
    students: Mapping[str, tuple[str, ...]]
    own: Case
    other: Case
    records: Mapping[str, str]
    import_id: str
    upload_id: str
    flag_id: str
    job_id: str


@dataclass(frozen=True, slots=True)
class District:
    """A database with the district in it; `key` unseals what is sealed."""

    database_url: str
    key: str = field(repr=False)
    ids: Ids

    def settings(self, *, demo: bool = True) -> Settings:
        public_url = None if demo else "https://desk.example.org"
        return Settings(self.database_url, keys=(self.key,), public_url=public_url, time_zone="UTC", demo=demo)


def make_district(database_url: str, now: datetime.datetime) -> District:
    """Fill a database that has its tables; all events are in the week before `now`."""
    key = Fernet.generate_key().decode()
    settings = Settings(database_url=database_url, keys=(key,))
    begun = now - datetime.timedelta(days=7)
    with open_engine(database_url) as engine:
        done = publish_records(engine, providers())
        publish_records(engine, second_list(), source="second list")
        with writing(engine) as session:
            keys = keyring.prepare_keys(session, settings)
            ids = _people(session, keys, begun)
            records = _records(session)
            for name in SHORTLIST:
                for student in (None, ids["own"].student):
                    shortlists.add(session, shortlists.Shortlist(ids["staff"]["specialist"], student), records[name], now)
            upload_id = _upload(session, ids["staff"]["coordinator"], now)
            for case, who in (("own", "specialist"), ("other", "other_specialist")):
                scope = _scope(ids, who)
                ids[case] = _referred(Work(session, keys, scope, SchoolCalendar(), begun.date(), begun), ids[case], records)
            flag_id = _flag(session, records["Quiet Room"], begun)
            job_id = _failed_job(session, now, upload_id)
    ids |= {"records": records, "import_id": str(done.import_id), "upload_id": upload_id, "flag_id": flag_id, "job_id": job_id}
    return District(database_url, key, Ids(**ids))


def _scope(ids: Mapping[str, Any], who: str) -> Scope:
    return Scope(ids["staff"][who], Role.SPECIALIST, frozenset(ids["schools"][name] for name in STAFF[who][1]))


def _referred(work: Work, case: Case, records: Mapping[str, str]) -> Case:
    """Return the student with a referral whose letter was given, a waiting backup, and a recorded call."""
    chosen = [opening.ProviderChoice(records[name]) for name in SHORTLIST]
    referral, backup = opening.open_referral(
        work, case.student, case.need, chosen, said=opening.OpeningStatement(accepted=AcceptedMisfit("They were called first"))
    )
    district = DistrictSettings(Settings())
    letter = issuance.give_letter(work, district, referral, issuance.LetterOptions(), address="http://desk.example.org").letter_id
    event = files.open_referral(work.session, work.keys, work.scope, referral).events[-1].row.id
    called = contacts.NewContact(ContactKind.CALL, ContactResult.LEFT_MESSAGE, work.today, contacts.ContactDetails(None, None))
    contact = contacts.add(work.session, work.keys, work.scope, case.student, called, referral_id=referral, now=work.now)
    return replace(case, referral=referral, backup=backup, event=event, letter=letter, contact=contact)


def _flag(session: Session, record_id: str, now: datetime.datetime) -> str:
    flag_id = new_id()
    flags.put(session, flags.NewFlagRow(flag_id, record_id, EndCode.WRONG_CONTACT_DETAILS, None, None, None, now))
    return flag_id


def _records(session: Session) -> dict[str, str]:
    return {str(fields[Target.SERVICE_NAME]): one for one, fields in load(session, all_ids(session)).items()}


def _upload(session: Session, staff_id: str, now: datetime.datetime) -> str:
    return uploads.keep(session, staff_id=staff_id, file_name="birch.csv", source="birch", map_text=None, data=WAITING, now=now)


def _failed_job(session: Session, now: datetime.datetime, upload_id: str) -> str:
    """Return the id of a failed job that was to publish a list."""
    job_id = jobs.ask(session, jobs.JobKind.IMPORT, "maple", now=now, upload_id=upload_id)
    jobs.end(session, job_id, jobs.JobState.FAILED, now, "The disk is full: nothing was saved. Make room and try again.")
    return job_id


@contextmanager
def open_engine(database_url: str) -> Iterator[Engine]:
    """Yield an engine, and close its connections at the end."""
    engine = make_engine(database_url)
    try:
        yield engine
    finally:
        engine.dispose()


@dataclass(frozen=True, slots=True)
class _Making:
    """The actor who fills the database, the time, and the keys."""

    session: Session
    keys: Keys
    scope: Scope
    now: datetime.datetime


def _people(session: Session, keys: Keys, now: datetime.datetime) -> dict[str, Any]:
    of_school = {
        name: schools.add(session, SchoolDetails(name, zip="48910", grades=grades, code=code), now=now, by=None)
        for name, grades, code in ((OWN, "K-5", "91"), (OTHER, "6-8", "92"))
    }
    password_hash = passwords.hash_password(PASSWORD)
    of_staff = {}
    for who, (role, names) in STAFF.items():
        tied = [of_school[name] for name in names]
        of_staff[who] = staff.add(session, email=email(who), name=name_of(who), role=role, school_ids=tied, now=now, by=None)
        staff_rows.set_password(session, of_staff[who], password_hash)
    making = _Making(session, keys, Scope(of_staff["administrator"], Role.ADMINISTRATOR, frozenset(of_school.values())), now)
    made = [(family.school, _student(making, family, of_school[family.school])) for family in families(now.date())]
    students = {name: tuple(case.student for school, case in made if school == name) for name in of_school}
    (own, other) = (next(case for school, case in made if school == name) for name in (OWN, OTHER))
    households.link_siblings(session, keys, making.scope, own.student, other.student, now=now)
    return {"schools": of_school, "staff": of_staff, "students": students, "own": own, "other": other}


def email(who: str) -> str:
    return f"{who.replace('_', '.')}@staff.example.org"


def name_of(who: str) -> str:
    return who.replace("_", " ").title()


def _student(making: _Making, family: Family, school_id: str) -> Case:
    session, keys, scope, now = making.session, making.keys, making.scope, making.now
    student = changes.add(session, keys, scope, family.profile, school_id=school_id, now=now)
    cared = [guardians.add(session, keys, scope, student, details, now=now) for details in family.guardians]
    needs.add(session, keys, scope, student, chosen=("clothing",), now=now)
    (closed,) = _open_needs(making, student)
    needs.close(session, scope, student, closed, now=now)
    for urgency, term, words in family.needs:
        needs.add(session, keys, scope, student, chosen=(term,), sentence=words, urgency=urgency, now=now)
    consent = _consent(making, student, family, cared)
    scan = cleaned(base64.b64decode(DOT))
    attachment = attachments.keep(session, keys, scope, student, scan, kind=AttachmentKind.CONSENT, subject_id=consent, now=now)
    return Case(student, _first(cared), _first(_open_needs(making, student)), closed, consent, attachment)


def _consent(making: _Making, student: str, family: Family, cared: Sequence[str]) -> str:
    """Record a consent signed by the first guardian for every agency in the directory, or a spoken one if there is no guardian."""
    if not cared:
        spoken = ConsentDetails("They may call", "", "A neighbor", "spoken_by_phone")
        return consents.note_spoken(making.session, making.keys, making.scope, student, spoken, now=making.now)
    name = family.guardians[0].name
    organizations = {row[0]: row[1] for row in making.session.execute(text("SELECT id, name FROM organization ORDER BY name"))}
    details = ConsentDetails(
        what="",
        recipient=", ".join(organizations.values()),
        given_by=name,
        how="typed",
        records=tuple(RECORDS),
        purpose="To start help",
        recipients=tuple(organizations),
        signer=cared[0],
        signed_on=making.now.date(),
        typed_name=name,
    )
    today = making.now.date()
    until = today + datetime.timedelta(days=200)
    return consents.sign(making.session, making.keys, making.scope, student, details, until=until, today=today, now=making.now)


def _open_needs(making: _Making, student: str) -> list[str]:
    return [need.id for need in caseload.open_student(making.session, making.keys, making.scope, student).open_needs]


def _first(ids: Sequence[str]) -> str:
    return ids[0] if ids else ""
