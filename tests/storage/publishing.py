"""Made-up records into a directory, as an import does it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory.storage.engine import writing
from directory.storage.imports.publication import Report, publish
from directory.storage.imports.staged_lists import Staged, records_of_other_lists, rows_in_review, settled
from directory.storage.listings.records import records_of_list
from importers.fields import Target
from importers.plan.planner import plan
from importers.records import Record

NOON = datetime.datetime(2026, 9, 1, 12, 0, 0)


def publish_records(engine: Engine, records: Sequence[Record], source: str = "list") -> Report:
    """Imports these records as the list `source`."""
    with writing(engine) as session:
        return publish(session, staged(session, records, source), NOON)


def staged(session: Session, records: Sequence[Record], source: str = "list") -> Staged:
    """The records as a list that was read and planned."""
    carried = [str(r.fields[Target.SERVICE_AT_LOCATION_ID]) for r in records if r.fields.get(Target.SERVICE_AT_LOCATION_ID)]
    changes = plan(
        records,
        records_of_list(session, source, carried),
        source=source,
        others=records_of_other_lists(session, source),
        waiting=rows_in_review(session, source),
        settled=settled(session, source),
    )
    return Staged(source, f"{source}.csv", "0" * 64, {}, changes, ())
