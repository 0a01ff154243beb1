"""Execution of a plan: rows of the directory created, changed and withdrawn, with all that is needed to undo it.

An existing record is saved in the journal before it is touched, in the transaction that touches it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from directory.models import RecordSource, table
from directory.storage.chunks import rows_in
from directory.storage.listings.changes import change_all, withdraw
from directory.storage.listings.creation import create, numbered
from directory.storage.listings.edits import keep_away
from directory.storage.listings.journal import Journal
from directory.storage.listings.lookups import cell_key, reindex_all
from directory.storage.listings.rows import Writing, insert_rows
from directory.storage.listings.shared import write_organizations, write_programs, write_terms
from directory.storage.pace import Pace
from importers.plan.planner import Outcome, Plan, PlanStep
from importers.records import said


def carry_out(pace: Pace, plan: Plan, import_id: int) -> None:
    """Write the plan's changes to the directory, its look-up tables and the journal of the import."""
    session = pace.session
    written = [step for step in plan.steps if step.outcome in ("created", "updated") and step.id]
    created, updated = _of_services(written, "created"), _of_services(written, "updated")
    for part in pace.parts([written]):
        write_terms(session, [step.changes for step in part[0]])
        numbers = numbered(session, len(created))
    renamed: set[str] = set()
    for agencies in pace.parts(list(plan.organizations)):
        journal = Journal(session, import_id)
        journal.keep("organization", agencies)
        renamed |= write_organizations(session, {key: plan.organizations[key] for key in agencies})
        journal.write()
    for new in pace.parts(_by_place(created, numbers)):
        _create(session, plan.source, [step for step, _ in new], [number for _, number in new], import_id)
    for changed in pace.parts(updated):
        _change(session, plan.source, changed, import_id)
    for gone in pace.parts([standing.id for standing in plan.withdrawn]):
        journal = Journal(session, import_id)
        journal.keep("service_at_location", gone)
        withdraw(session, list(gone))
        journal.write()
        keep_away(session, gone)
    for organizations_alone in pace.parts([step for step in written if step.id == step.organization_id]):
        _remember(session, plan.source, organizations_alone, import_id)
    touched = {str(step.id) for step in (*created, *updated)} | {standing.id for standing in plan.withdrawn}
    reindex_all(pace, touched | renamed)


def _of_services(steps: Sequence[PlanStep], outcome: Outcome) -> list[PlanStep]:
    """Return the steps that write a service at location; rows with an agency only write none."""
    return [step for step in steps if step.outcome == outcome and step.id != step.organization_id]


def _by_place(steps: Sequence[PlanStep], numbers: Sequence[int]) -> list[tuple[PlanStep, int]]:
    """Return the steps with their numbers in map order: neighbors are stored together on disk, as they are read together."""
    return sorted(zip(steps, numbers, strict=True), key=lambda one: cell_key(one[0].changes, one[1]))


def _writings(steps: Sequence[PlanStep]) -> list[Writing]:
    return [Writing(str(step.id), step.organization_id, step.changes) for step in steps]


def _create(session: Session, source: str, steps: Sequence[PlanStep], numbers: Sequence[int], import_id: int) -> None:
    journal, writings = Journal(session, import_id), _writings(steps)
    journal.made("program", write_programs(session, writings))
    create(session, writings, numbers)
    journal.made("service_at_location", [one.id for one in writings])
    _remember(session, source, steps, import_id)
    journal.write()
    keep_away(session, [one.id for one in writings])


def _change(session: Session, source: str, steps: Sequence[PlanStep], import_id: int) -> None:
    journal, writings = Journal(session, import_id), _writings(steps)
    journal.keep("service_at_location", [one.id for one in writings])
    journal.made("program", write_programs(session, writings))
    change_all(session, writings)
    _remember(session, source, steps, import_id)
    journal.write()
    keep_away(session, [one.id for one in writings])


def _remember(session: Session, source: str, steps: Sequence[PlanStep], import_id: int) -> None:
    """Store what each written row said, for the next edition of the list."""
    sources = table(RecordSource)
    rows = [
        {
            "record_id": step.id,
            "entity": "organization" if step.id == step.organization_id else "service_at_location",
            "source": source,
            "row_key": step.row_key,
            "import_id": import_id,
            "line": step.record.line,
            "fields": said(step.record.fields),
            "withdrawn": False,
        }
        for step in steps
    ]
    query = select(sources.c.record_id, sources.c.source)
    have = {row.record_id: row.source for row in rows_in(session, query, sources.c.record_id, [r["record_id"] for r in rows])}
    insert_rows(session, sources, [row for row in rows if row["record_id"] not in have])
    # A row of an export may correct the record of another list, which keeps that list as its source.
    for row in rows:
        if have.get(row["record_id"]) == source:
            session.execute(update(sources).where(sources.c.record_id == row["record_id"]).values(row))
