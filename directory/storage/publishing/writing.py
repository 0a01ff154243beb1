"""A plan carried out: rows of the directory made, changed and withdrawn, with all that is needed to undo it.

A record that exists is noted in the journal as it was before it is touched.
"""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from directory.models import RecordSource, table
from directory.storage.chunks import rows_in
from directory.storage.publishing.changing import change_all, withdraw
from directory.storage.publishing.creating import create
from directory.storage.publishing.edits import keep_away
from directory.storage.publishing.journal import Journal
from directory.storage.publishing.lookups import reindex
from directory.storage.publishing.rows import Writing, insert_rows
from directory.storage.publishing.shared import write_organizations, write_programs, write_terms
from importers.plan import Outcome, Plan
from importers.records import said


def carry_out(session: Session, plan: Plan, import_id: int) -> None:
    """Writes the plan's changes to the directory, its look-up tables and the journal of the import."""
    journal = Journal(session, import_id)
    write_terms(session, [step.changes for step in plan.steps])
    created, updated = _writings(plan, "created"), _writings(plan, "updated")
    journal.keep("service_at_location", [*(one.id for one in updated), *(s.id for s in plan.withdrawn)])
    journal.keep("organization", plan.organizations)
    renamed = write_organizations(session, plan.organizations)
    journal.made("program", write_programs(session, [*created, *updated]))
    create(session, created)
    journal.made("service_at_location", [one.id for one in created])
    change_all(session, updated)
    withdraw(session, [s.id for s in plan.withdrawn])
    _remember(session, plan, import_id)
    journal.write()
    touched = {one.id for one in (*created, *updated)} | {s.id for s in plan.withdrawn}
    keep_away(session, touched)
    reindex(session, sorted(touched | renamed))


def _writings(plan: Plan, outcome: Outcome) -> list[Writing]:
    """What the plan writes of services at location; rows of an agency alone write nothing there."""
    return [
        Writing(step.id, step.organization_id, step.changes)
        for step in plan.steps
        if step.outcome == outcome and step.id and step.id != step.organization_id
    ]


def _remember(session: Session, plan: Plan, import_id: int) -> None:
    """What each written row said, for the next edition of the list."""
    sources = table(RecordSource)
    rows = [
        {
            "record_id": step.id,
            "entity": "organization" if step.id == step.organization_id else "service_at_location",
            "source": plan.source,
            "row_key": step.row_key,
            "import_id": import_id,
            "line": step.record.line,
            "fields": said(step.record.fields),
            "withdrawn": False,
        }
        for step in plan.steps
        if step.outcome in ("created", "updated") and step.id
    ]
    query = select(sources.c.record_id, sources.c.source)
    have = {row.record_id: row.source for row in rows_in(session, query, sources.c.record_id, [r["record_id"] for r in rows])}
    insert_rows(session, sources, [row for row in rows if row["record_id"] not in have])
    # A row of an export corrects the record of another list, which goes on to be that list's.
    for row in rows:
        if have.get(row["record_id"]) == plan.source:
            session.execute(update(sources).where(sources.c.record_id == row["record_id"]).values(row))
