"""The demo put into a directory, through the same door as everybody's list: the import."""

from __future__ import annotations

import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.demo.services import SOURCE, csv_bytes
from directory.errors import RefusedError
from directory.models import Mark, Organization
from directory.storage import staging
from directory.storage.publishing import importing

MARK = "demo"


def make_demo(session: Session, today: datetime.date) -> importing.Report:
    """Imports the demo's list as it stands on `today`; a second time on the same day it changes nothing.

    Raises RefusedError where the directory holds anything but the demo.
    """
    if session.get(Mark, MARK) is None:
        if session.scalar(select(Organization.id).limit(1)) is not None:
            raise RefusedError("This database is not marked as a demo: the fictional providers must not stand among real ones.")
        session.add(Mark(name=MARK, value="Everything in this database is fictional."))
        session.flush()
    staged = staging.stage(session, csv_bytes(today), "demo.csv", source=SOURCE, today=today)
    return importing.publish(session, staged, datetime.datetime.combine(today, datetime.time(12)))
