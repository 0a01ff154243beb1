"""The demo's database: its providers are imported like any list, and its people are added like any others."""

from __future__ import annotations

import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from directory.accounts import schools
from directory.app import Desk, open_desk
from directory.demo.district_settings import make_district_settings
from directory.demo.outcomes import make_outcomes
from directory.demo.people import make_people
from directory.demo.referrals import make_referrals, school_day
from directory.demo.school_year import calendar_text
from directory.demo.services import SOURCE, csv_bytes
from directory.district_settings.school_calendar import read_calendar
from directory.errors import RefusedError
from directory.settings import HOME, Settings
from directory.storage import keyring, marks
from directory.storage.files import is_empty, write_all
from directory.storage.imports import publication
from directory.storage.imports.staged_lists import stage
from directory.storage.listings.records import any_record

FOLDER = HOME / "demo"
ADDRESS = "http://127.0.0.1:8000"
BEGUN = -62
"""The school day on which the demo's people were added, relative to today: just before the first of their stories."""


def demo_settings(folder: Path = FOLDER, address: str = ADDRESS, database_url: str | None = None) -> Settings:
    """Return settings with the demo's own database and keys, apart from all others; nothing else of the environment is used.

    `address` is where the demo is served, for its letters. `database_url` names another database, which must be empty or the
    demo's.
    """
    return Settings(
        database_url=database_url or f"sqlite:///{folder / 'demo.db'}",
        keys_file=folder / "keys",
        public_url=address,
        calendar=folder / "calendar.txt",
        demo=True,
    )


def open_demo(settings: Settings, today: datetime.date, now: datetime.datetime) -> Desk:
    """Open the demo, creating it if it does not exist and updating it to today's list.

    Raise RefusedError if the database holds anything but the demo.
    """
    desk = open_desk(settings)
    with desk.writing() as session:
        make_demo(session, today, now)
        if not settings.keys_file.exists() or is_empty(settings.keys_file):
            keyring.make_keys(session, settings)
        keyring.prepare_keys(session, settings)
    written = calendar_text(today)
    if settings.calendar:
        write_all({settings.calendar: written.encode()})
    calendar = read_calendar(written)
    begun = now - (today - school_day(calendar, today, BEGUN))
    with desk.writing() as session:
        keys = keyring.open_keys(session, settings)
        make_people(session, keys, today, begun)
        make_district_settings(session, settings, calendar=calendar, today=today, now=begun)
        make_referrals(session, keys, settings, calendar=calendar, today=today, now=now)
        make_outcomes(session, calendar=calendar, today=today, now=now)
    return desk


def make_demo(session: Session, today: datetime.date, now: datetime.datetime) -> publication.Report:
    """Import the demo's list as of `today`; a second time on the same day it changes nothing.

    Raise RefusedError if the directory holds anything but the demo.
    """
    if marks.read(session, marks.DEMO) is None:
        if any_record(session) or schools.all_schools(session):
            raise RefusedError(
                "This database is not marked as a demo: made-up providers and people must not be mixed with real ones. Unset "
                "REFERRAL_DESK_DATABASE_URL, or name an empty one."
            )
        marks.write(session, marks.DEMO, "Everything in this database is fictional.")
    staged = stage(session, csv_bytes(today), "demo.csv", source=SOURCE, today=today)
    counts = staged.plan.counts()
    # An import that changes nothing would only clutter the list of imports, at each start of the demo.
    changes = any(counts[kind] for kind in ("created", "updated", "withdrawn", "needs_review"))
    return publication.publish(session, staged, now) if changes else publication.report(staged)
