"""One import from bytes to a report, and the list of imports."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.models import ImportBatch, table
from directory.storage.pace import Pace, Whole
from directory.storage.publishing.writing import carry_out
from directory.storage.staging.lists import PUBLISHED, Staged, record_batch, record_rows
from importers.records import Problem

COUNTED = ("rows_read", "created", "updated", "unchanged", "withdrawn", "needs_review", "rejected", "duplicates")
"""The figures of a report that are kept with the import."""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did: each row counted once, and what was wrong in the list."""

    import_id: int | None
    source: str
    rows_read: int
    created: int
    updated: int
    unchanged: int
    withdrawn: int
    needs_review: int
    rejected: int
    duplicates: int
    columns: dict[str, str]
    problems: Sequence[Problem]
    unread_columns: Sequence[str] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"problems": [asdict(p) for p in self.problems]}


def publish(session: Session, staged: Staged, now: datetime.datetime, progress: Callable[[int], None] | None = None) -> Report:
    """Carries the staged list's plan out, in the session's transaction."""
    done = report(staged)
    import_id = open_import(session, staged, done, now)
    write_import(Whole(session, progress), staged, import_id)
    return replace(done, import_id=import_id)


def open_import(session: Session, staged: Staged, done: Report, now: datetime.datetime, state: str = PUBLISHED) -> int:
    """Stores the import without its rows; returns its number."""
    return record_batch(session, staged, {name: getattr(done, name) for name in COUNTED}, now, state)


def write_import(pace: Pace, staged: Staged, import_id: int) -> None:
    """Stores the rows of the list and carries its plan out."""
    for steps in pace.parts(staged.plan.steps):
        record_rows(pace.session, steps, import_id)
    carry_out(pace, staged.plan, import_id)


def report(staged: Staged) -> Report:
    """What the staged list would do."""
    problems = [*staged.problems, *_reviews(staged)]
    counts = staged.plan.counts()
    return Report(
        import_id=None,
        source=staged.source,
        rows_read=len(staged.plan.steps),
        columns=dict(staged.columns),
        problems=sorted(problems, key=lambda p: p.line),
        unread_columns=list(staged.unread),
        **counts,
    )


def _reviews(staged: Staged) -> list[Problem]:
    sentence = "This row looks like {} and waits for review. Take one of them out of the list, or make plain how they differ."
    duplicate = "This row says word for word what {} says: it is passed over."
    likely = [
        Problem(step.record.line, None, str(step.record.fields.get("service.name")), sentence.format(step.like), "warning")
        for step in staged.plan.steps
        if step.like and step.outcome != "duplicate"
    ]
    exact = [
        Problem(s.record.line, None, None, duplicate.format(s.like), "info")
        for s in staged.plan.steps
        if s.outcome == "duplicate"
    ]
    return likely + exact


@dataclass(frozen=True, slots=True)
class Import:
    """One import that was made, for the list of them."""

    import_id: int
    source: str
    file: str
    imported_at: datetime.datetime
    state: str
    counts: dict[str, int]


def imports(session: Session, most: int | None = None) -> list[Import]:
    """The imports, the newest first: all of them, or so many at most."""
    columns = table(ImportBatch).c
    # Not their problems, which may be thousands.
    query = select(columns.id, columns.source, columns.file_name, columns.imported_at, columns.state, columns.counts)
    return [Import(*row) for row in session.execute(query.order_by(columns.id.desc()).limit(most))]
