"""A provider list on its way in: read and planned against the directory, then stored with a row for each outcome.

`stage` writes nothing, so that a preview can be made of it; `record_batch` and `record_rows` store what is published.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, insert, or_, select
from sqlalchemy.orm import Session

from directory.errors import UnreadableError, UsageError
from directory.models import ImportBatch, ImportRow, RecordSource, Service, ServiceAtLocation, table
from directory.storage.imports import confined, stored_likeness, stored_problems
from directory.storage.listings.records import load, records_of_list
from directory.storage.listings.sources import BY_HAND
from directory.storage.listings.targets import DETAILS
from importers import read
from importers.columns import mapfile
from importers.errors import ListError
from importers.fields import Target
from importers.identity import digest
from importers.plan.likeness import Likeness, ResembledRecord, likeness
from importers.plan.planner import Plan, PlanStep, plan
from importers.problems import Problem
from importers.records import Record, said
from importers.tables.table import Format

PUBLISHED, PUBLISHING = "published", "publishing"

# The multi-row targets by which likely duplicates are found; loading the others would take most of the time.
_COMPARED = tuple(detail for detail in DETAILS if detail.target in (Target.PHONES, Target.NEEDS))


@dataclass(frozen=True, slots=True)
class Staged:
    """A list as it was understood, and what it would do; `unread` are the columns that were not used."""

    source: str
    file_name: str
    digest: str
    columns: Mapping[str, str]
    plan: Plan
    problems: tuple[Problem, ...]
    unread: tuple[str, ...] = ()


def stage(
    session: Session,
    data: bytes,
    file_name: str,
    *,
    source: str,
    today: datetime.date,
    format: Format = "auto",
    map_text: str | None = None,
) -> Staged:
    """Read a list and plan its changes; write nothing.

    Raise UnreadableError if it cannot be read, and UsageError if its name is that of the records made by hand.
    """
    if source.strip().casefold() == BY_HAND:
        raise UsageError(f"“{BY_HAND}” are the records that coordinators made: give the list another name.")
    try:
        chosen = mapfile.parse(map_text) if map_text is not None else None
        arguments = (data, file_name, today, format, chosen)
        listing: read.Listing = confined.run(read.listing, *arguments, name=file_name, files=[data])
    except ListError as error:
        raise UnreadableError(str(error)) from error
    records = listing.records
    changes = plan(
        records,
        records_of_list(session, source, _carried(records)),
        source=source,
        others=records_of_other_lists(session, source),
        waiting=rows_in_review(session, source),
        settled=settled(session, source),
    )
    problems = (*listing.problems, *(p for step in changes.steps for p in step.record.problems))
    return Staged(source, file_name, hashlib.sha256(data).hexdigest(), listing.columns, changes, problems, listing.unread)


def _carried(records: Sequence[Record]) -> list[str]:
    """Return the ids in the rows: of services at location, or of agencies in rows without a service."""
    ids = (r.fields.get(Target.SERVICE_AT_LOCATION_ID) or r.fields.get(Target.ORGANIZATION_ID) for r in records)
    return [i for i in ids if isinstance(i, str)]


def records_of_other_lists(session: Session, source: str) -> list[Likeness]:
    """Return the active records of other lists, reduced to the fields by which likely duplicates are found."""
    query = (
        select(ServiceAtLocation.id)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .join(RecordSource, RecordSource.record_id == ServiceAtLocation.id)
        .where(RecordSource.source != source, Service.status == "active")
    )
    found = load(session, session.scalars(query), _COMPARED)
    sources = select(RecordSource.record_id, RecordSource.source).where(RecordSource.source != source)
    names = {row.record_id: row.source for row in session.execute(sources)}
    labels = {key: f"{fields.get(Target.SERVICE_NAME)} ({names[key]})" for key, fields in found.items()}
    return [likeness(ResembledRecord(labels[key]), names[key], fields) for key, fields in found.items()]


def rows_in_review(session: Session, source: str) -> set[str]:
    """Return the rows of this list that an earlier import held for review."""
    query = (
        select(ImportRow.cells)
        .join(ImportBatch, ImportBatch.id == ImportRow.import_id)
        .where(
            ImportBatch.source == source,
            ImportBatch.state == PUBLISHED,
            ImportRow.outcome == "needs_review",
        )
    )
    return {digest(cells) for cells in session.scalars(query)}


def settled(session: Session, source: str) -> set[str]:
    """Return the rows of this list that a coordinator dismissed, or matched to a record that still exists."""
    bound = select(ServiceAtLocation.id).where(ServiceAtLocation.id == ImportRow.record_id).exists()
    query = (
        select(ImportRow.cells)
        .join(ImportBatch, ImportBatch.id == ImportRow.import_id)
        .where(
            ImportBatch.source == source,
            ImportBatch.state == PUBLISHED,
            or_(ImportRow.outcome == "dismissed", and_(ImportRow.outcome == "same", bound)),
        )
    )
    return {digest(cells) for cells in session.scalars(query)}


def record_batch(
    session: Session, staged: Staged, report: Mapping[str, Any], now: datetime.datetime, state: str = PUBLISHED
) -> int:
    """Store the import without its rows; return its number."""
    row = {
        "source": staged.source,
        "file_name": staged.file_name,
        "digest": staged.digest,
        "imported_at": now,
        "state": state,
        "counts": dict(report),
        "columns": dict(staged.columns),
        "problems": [stored_problems.stored(problem) for problem in staged.problems],
    }
    import_id = session.execute(insert(table(ImportBatch)).returning(table(ImportBatch).c.id), row).scalar_one()
    return int(import_id)


def record_rows(session: Session, steps: Sequence[PlanStep], import_id: int) -> None:
    """Store rows of the import as they were written, and the outcome of each."""
    rows = [
        {
            "import_id": import_id,
            "line": step.record.line,
            "outcome": step.outcome,
            "record_id": step.id,
            "cells": dict(step.record.cells),
            "fields": said(step.record.fields) if step.outcome != "duplicate" else None,
            "like": stored_likeness.stored(step.like) if step.like else None,
        }
        for step in steps
    ]
    session.execute(insert(table(ImportRow)), rows)
