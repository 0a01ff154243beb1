"""A district of two schools with staff of each role, and students to put in: all of it fictional."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cryptography.fernet import Fernet
from sqlalchemy import Engine, insert, text
from sqlalchemy.orm import Session

from directory.keys import Keys
from directory.models import School, Staff
from directory.models.codes import Role
from directory.settings import Settings
from directory.storage import keyring
from directory.storage.engine import reading, writing
from directory.storage.scope import Scope
from directory.students import changes
from directory.students.profile import RECORDS, ConsentDetails, GuardianDetails, Profile
from directory.students.roster import RosterReport, import_roster

NOW = datetime.datetime(2026, 3, 14, 15, 9)
TODAY = NOW.date()
LATER = NOW + datetime.timedelta(hours=1)

OAK, ELM = "school-oak", "school-elm"
OF_OAK = Scope("staff-oak", Role.SPECIALIST, frozenset({OAK}))
OF_ELM = Scope("staff-elm", Role.SPECIALIST, frozenset({ELM}))
COORDINATOR = Scope("staff-coordinator", Role.COORDINATOR, frozenset({OAK, ELM}))
VIEWER = Scope("staff-viewer", Role.VIEWER, frozenset({OAK, ELM}))
ADMINISTRATOR = Scope("staff-administrator", Role.ADMINISTRATOR)
SCOPES = (OF_OAK, OF_ELM, COORDINATOR, VIEWER, ADMINISTRATOR)
BLIND = (OF_ELM, COORDINATOR, VIEWER)
"""Those who may not see a student of Oak."""

ANA = Profile("10442", "Ana María", "Ruiz-Peña", datetime.date(2015, 3, 14), "5", "48910", ("es", "en"), "medicaid")
BEN = Profile("10443", "Ben", "O'Hara", datetime.date(2012, 7, 1), "8", "48912", ("en",))
MARTA = GuardianDetails("Marta Peña", "Mother", "es", ("+15175550123",), "marta@example.org", ("text",))
SPOKEN = ConsentDetails("They may call her", "", "Marta Peña", "spoken_by_phone")
EVERY_RECORD = tuple(RECORDS)


@dataclass(frozen=True, slots=True)
class District:
    """A database with schools and staff, and the keys that open it, as the settings name them."""

    engine: Engine
    keys: Keys
    settings: Settings

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with writing(self.engine) as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with reading(self.engine) as session:
            yield session

    def add(self, profile: Profile = ANA, school_id: str = OAK) -> str:
        """Adds a student as an administrator does."""
        with self.writing() as session:
            return changes.add(session, self.keys, ADMINISTRATOR, profile, school_id=school_id, now=NOW)

    def take_roster(
        self, files: dict[str, bytes], *, staff_id: str | None = None, leavers_too: bool = False, orders_read: bool = False
    ) -> RosterReport:
        """Imports a roster as an administrator does."""
        done = import_roster(
            self.engine, self.settings, files, today=TODAY, now=LATER, staff_id=staff_id, leavers_too=leavers_too,
            orders_read=orders_read,
        )  # fmt: skip
        return done[1]

    def actions(self) -> list[tuple[str, str | None, str | None]]:
        """What the audit holds: who, what, of which student."""
        with self.reading() as session:
            rows = session.execute(text("SELECT action, staff_id, student_id FROM audit_entry ORDER BY id"))
            return [(row[0], row[1], row[2]) for row in rows]


def agreed(signer: str, *recipients: str, name: str = "Marta Peña", records: tuple[str, ...] = EVERY_RECORD) -> ConsentDetails:
    """What is signed by a guardian on file, for these organizations."""
    return ConsentDetails(
        what="",
        recipient="Oak Counseling",
        given_by=name,
        how="typed",
        records=records,
        purpose="To start help",
        recipients=recipients,
        signer=signer,
        signed_on=TODAY,
        typed_name=name,
    )


def make_district(engine: Engine) -> District:
    with writing(engine) as session:
        session.execute(insert(School), [{"id": OAK, "name": "Oak Elementary"}, {"id": ELM, "name": "Elm Middle"}])
        staff = [
            {"id": s.staff_id, "email": f"{s.staff_id}@example.org", "name": s.staff_id.title(), "role": s.role, "made_at": NOW}
            for s in SCOPES
        ]
        session.execute(insert(Staff), staff)
        settings = Settings(keys=(Fernet.generate_key().decode(),))
        keys = keyring.prepare_keys(session, settings)
    return District(engine, keys, settings)
