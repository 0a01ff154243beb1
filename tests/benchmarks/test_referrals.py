"""The benchmarks' referrals are such as the rooms themselves would have written."""

from __future__ import annotations

import datetime
from collections import Counter

from cryptography.fernet import Fernet
from sqlalchemy import Engine

from directory.models.codes import Role
from directory.referrals.files import open_referral
from directory.referrals.status import retracted
from directory.referrals.updates import as_events, refold
from directory.referrals.work import Work
from directory.settings import Settings
from directory.storage import keyring
from directory.storage.engine import writing
from directory.storage.people import students
from directory.storage.referrals import events
from directory.storage.referrals import referrals as stored
from directory.storage.scope import Scope
from tests.benchmarks.referrals import CALENDAR, TODAY, many_referrals

EVERYBODY = Scope("nobody", Role.ADMINISTRATOR)
NOW = datetime.datetime.combine(TODAY, datetime.time(15))


def test_each_row_is_what_its_events_fold_to(engine: Engine) -> None:
    """Folding the events anew changes no row, no move stands where the table forbids it, and what is sealed opens."""
    settings = Settings(keys=(Fernet.generate_key().decode(),))
    with writing(engine) as session:
        keys = keyring.prepare_keys(session, settings)
    many = many_referrals(engine, keys, 80)
    with writing(engine) as session:
        work = Work(session, keys, EVERYBODY, CALENDAR, TODAY, NOW)
        rows = [row for one in students.listed(session, EVERYBODY) for row in stored.of_student(session, EVERYBODY, one.id)]
        for row in rows:
            state = refold(work, row, touched=False)
            assert open_referral(session, keys, EVERYBODY, row.id).row == row
            gone = retracted(as_events(events.of(session, row.id)))
            assert not set(state.idle) - gone
    assert len(rows) == 80
    assert Counter(row.owner_id for row in rows).keys() <= {scope.staff_id for scope in many.scopes}
