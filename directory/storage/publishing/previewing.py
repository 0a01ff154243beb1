"""What publishing a staged list would do, so that a coordinator can see it before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from directory.storage.publishing.importing import Report, report
from directory.storage.publishing.meanings import not_used, understood
from directory.storage.publishing.problem_kinds import ProblemKind, kinds
from directory.storage.staging.lists import Staged
from importers.plan import Step
from importers.records import Fields, blank

SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """A record as it would be, or what would change on it; `line` is that of its row."""

    line: int
    outcome: str
    record_id: str | None
    fields: Fields
    changes: Fields


@dataclass(frozen=True, slots=True)
class Preview:
    """What a list was understood as and what it would do; `standing` is how many of its services are in the directory now."""

    report: Report
    columns: Sequence[tuple[str, str]]
    left_out: Sequence[str]
    kinds: Sequence[ProblemKind]
    samples: Sequence[Sample]
    standing: int


def preview(staged: Staged) -> Preview:
    """What the staged list would do, in parts for a page."""
    done = report(staged)
    steps = staged.plan.steps
    headers = steps[0].record.cells if steps else {}
    return Preview(
        report=done,
        columns=understood(staged.columns),
        left_out=not_used(headers, staged.columns),
        kinds=kinds(done.problems),
        samples=[*_samples(steps, "created"), *_samples(steps, "updated")],
        standing=done.updated + done.unchanged + done.withdrawn,
    )


def _samples(steps: Sequence[Step], outcome: str) -> list[Sample]:
    """Some records of an outcome, from all over the list: its first rows alone often say little of the rest."""
    found = [step for step in steps if step.outcome == outcome]
    apart = max(1, len(found) // SAMPLES)
    return [_sample(step) for step in found[::apart][:SAMPLES]]


def _sample(step: Step) -> Sample:
    said = {target: value for target, value in step.record.fields.items() if not blank(value)}
    return Sample(step.record.line, step.outcome, step.id, said, step.changes)
