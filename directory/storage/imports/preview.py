"""Preview of what publishing a staged list would do, for a coordinator."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TypeVar

from sqlalchemy.orm import Session

from directory.errors import UnreadableError
from directory.storage.engine import make_engine, reading
from directory.storage.imports.confined import SMALL
from directory.storage.imports.long_jobs import GivenList
from directory.storage.imports.publication import Report, report
from directory.storage.imports.staged_lists import Staged
from importers.columns import unread_headers
from importers.plan.planner import PlanStep
from importers.records import Fields, blank

T = TypeVar("T")

SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """A record as it would be, or what would change in it; `line` is that of its row."""

    line: int
    outcome: str
    record_id: str | None
    fields: Fields
    changes: Fields


@dataclass(frozen=True, slots=True)
class Preview:
    """How a list was understood and what it would do; `listed_before` is how many of its services are in the directory now."""

    report: Report
    columns: Mapping[str, str]
    left_out: Sequence[str]
    samples: Sequence[Sample]
    listed_before: int


def said_of(session: Session, given: GivenList, today: datetime.date, say: Callable[[Staged], T]) -> T:
    """Return what `say` (preview, or report) returns for a submitted list; raise as staging does.

    A large list is planned in a separate process: every page would wait for the second of Python that it takes.
    """
    if len(given.data) <= SMALL:
        return say(given.staged(session, today))
    url = session.get_bind().engine.url.render_as_string(hide_password=False)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        try:
            return process.submit(_said, url, given, today, say).result()
        except BrokenProcessPool:
            raise UnreadableError(
                f"{given.file_name} could not be looked through. Nothing was done: try again in a minute."
            ) from None


def _said(url: str, given: GivenList, today: datetime.date, say: Callable[[Staged], T]) -> T:
    os.nice(5)
    engine = make_engine(url)
    try:
        with reading(engine) as session:
            return say(given.staged(session, today))
    finally:
        engine.dispose()


def preview(staged: Staged) -> Preview:
    """Return what the staged list would do, in parts for a page."""
    done = report(staged)
    steps = staged.plan.steps
    headers = steps[0].record.cells if steps else {}
    return Preview(
        report=done,
        columns=staged.columns,
        left_out=unread_headers(headers, staged.columns),
        samples=[*_samples(steps, "created"), *_samples(steps, "updated")],
        listed_before=done.updated + done.unchanged + done.withdrawn,
    )


def _samples(steps: Sequence[PlanStep], outcome: str) -> list[Sample]:
    """Return some records of an outcome, from all over the list, because its first rows may not be typical."""
    found = [step for step in steps if step.outcome == outcome]
    apart = max(1, len(found) // SAMPLES)
    return [_sample(step) for step in found[::apart][:SAMPLES]]


def _sample(step: PlanStep) -> Sample:
    said = {target: value for target, value in step.record.fields.items() if not blank(value)}
    return Sample(step.record.line, step.outcome, step.id, said, step.changes)
