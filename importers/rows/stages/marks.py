"""Columns of marks (1, x, Yes), and what their marks add to a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from importers.columns import ColumnMark
from importers.fields import Target
from importers.records import Cost, Fields, Schedule, Value
from importers.rows.findings import Findings, ProblemLog, items
from importers.rows.source_row import SourceRow
from importers.values import flags
from matching.needs import terms

_ADDED = (Target.LANGUAGES, Target.MODES, Target.CATEGORIES, Target.KEYWORDS, Target.ACCESSIBILITY)


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a row; ages and needs among them are left to the stages that decide on these."""

    marks: tuple[ColumnMark, ...]
    findings: Findings
    usual: tuple[str, ...] = ()
    """The needs that the list marks if all are of one kind, and this row has no mark of them: it is listed for one all the same."""


def read(row: SourceRow, fields: Fields) -> Marks:
    """Return the marks of a row, and what they add to fields with several values."""
    log = ProblemLog(row.line)
    cells = list(row.full("flag"))
    marked = tuple(column.mark for column, cell in cells if log.value(column, cell, flags.read(cell)) and column.mark)
    possible = [column.mark for column, _ in row.columns("flag") if column.mark]
    found: dict[Target, Value] = {}
    costs = _each_once(Cost(option) for mark in marked for option in mark.payments)
    if costs or any(mark.payments for mark in possible):
        found[Target.COSTS] = costs
    for target in _ADDED:
        values = _each_once(value for mark in marked for value in getattr(mark, target))
        if values or any(getattr(mark, target) for mark in possible):
            found[target] = values
    if Target.MODES in found:  # Ages and needs are not added up: the stages that decide on them come last.
        found[Target.MODES] = _each_once((*items(fields.get(Target.MODES)), *items(found[Target.MODES])))
    days = [day for mark in marked for day in mark.days]
    if days and not fields.get(Target.SCHEDULES):
        found[Target.SCHEDULES] = (Schedule(byday=",".join(days)),)
    return Marks(marked, log.findings(found), () if any(mark.needs for mark in marked) else _usual(possible))


def _usual(possible: Iterable[ColumnMark]) -> tuple[str, ...]:
    needs = tuple(dict.fromkeys(slug for mark in possible for slug in mark.needs))
    kinds = {terms()[slug].domain for slug in needs if slug in terms()}
    return needs if len(needs) > 1 and len(kinds) == 1 else ()


def _each_once(values: Iterable[object]) -> Value:
    return tuple(dict.fromkeys(values))  # type: ignore[return-value]  # of one kind, by Mark's types
