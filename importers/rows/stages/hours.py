"""When a service is open: hours in one or several cells, by weekday, or as opening and closing times."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from importers.fields import Target
from importers.records import Schedule
from importers.rows.findings import Findings, ProblemLog
from importers.rows.source_row import Cell, SourceRow, plain
from importers.times import hours, weekdays
from matching.weekdays import DAYS

_WEEKDAYS = dict(zip(DAYS, weekdays.NAMES, strict=True))
_DAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun|lun|mar|mi[eé]|jue|vie|s[aá]b|dom|daily|weekday|weekend)", re.IGNORECASE)
_CLOSED = re.compile(r"\W*(closed|cerrado|no|none|-+|0)\W*$", re.IGNORECASE)
_SHUT = re.compile(r"\W*(?:(?:permanently|temporarily) )?(?:closed|cerrado)\W*", re.IGNORECASE)
"""Words in place of hours: the service does not run, and its card must say so."""
_MEAL = re.compile(r"breakfast|lunch|snack|dinner|supper", re.IGNORECASE)

_hours = lru_cache(maxsize=8192)(hours.read)


def read(row: SourceRow) -> Findings:
    """Return the hours of a row."""
    if not row.has("schedules", "hours.opens", "hours.closes"):
        return Findings()
    log = ProblemLog(row.line)
    found = _week([(c, cell) for c, cell in row.full("schedules") if c.option in _WEEKDAYS and plain(cell)], log)
    given = [(c, cell) for c, cell in row.full("schedules") if c.option not in _WEEKDAYS and plain(cell)]
    for column, cell in _days_with_times(given):
        if meal := _MEAL.search(column.header):
            served: tuple[Schedule, ...] = log.value(column, cell, _hours(cell)) or ()
            found += [replace(s, description=s.description or meal[0].capitalize()) for s in served]
        elif not any(s.opens_at for s in found):
            read = log.value(column, cell, _hours(cell)) or ()
            found = list(read) if any(s.opens_at for s in read) or not found else found
    found += _from_times(row, log)
    if not found and given and all(_SHUT.fullmatch(cell) for _, cell in given):
        found = [Schedule(description=plain(given[0][1]))]
    return log.findings({Target.SCHEDULES: tuple(dict.fromkeys(found))})


def _week(cells: list[Cell], log: ProblemLog) -> list[Schedule]:
    """Return the hours from weekday columns: together, or day by day if one of them is not a plain time."""
    days = [(c, f"{_WEEKDAYS[c.option]} {plain(cell)}", cell) for c, cell in cells if not _CLOSED.match(cell)]
    if days and (together := hours.timed("; ".join(said for _, said, _ in days))):
        return list(together)
    found: list[Schedule] = []
    for column, said, cell in days:
        read: tuple[Schedule, ...] = log.value(column, cell, _hours(said)) or ()
        found += read
    return found


def _days_with_times(cells: list[Cell]) -> list[Cell]:
    """Return the cells of several columns of hours, combined if one holds only days and the others only times."""
    days = [cell for _, cell in cells if not re.search(r"\d", cell)]
    times = [(column, cell) for column, cell in cells if re.search(r"\d", cell) and not _DAY.search(cell)]
    if len(days) == 1 and times and len(cells) == len(times) + 1:
        return [(column, f"{days[0].strip()} {cell.strip()}") for column, cell in times]
    return cells


def _from_times(row: SourceRow, log: ProblemLog) -> tuple[Schedule, ...]:
    """Return the hours from columns of opening and closing times, for all days or by weekday."""
    closing = {c.option: cell for c, cell in row.full("hours.closes")}
    days = row.said("hours.days") or ""
    found: list[Schedule] = []
    for column, cell in row.full("hours.opens"):
        if column.option in closing:
            said = f"{_WEEKDAYS.get(column.option, days)} {cell} - {closing[column.option]}".strip()
            read: tuple[Schedule, ...] = log.value(column, said, _hours(said)) or ()
            found += read
    return tuple(found)
