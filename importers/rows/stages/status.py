"""Whether a service runs and anybody may be sent there, and as of which day that, its openings and its wait are said."""

from __future__ import annotations

import datetime
from functools import lru_cache

from importers.fields import Target
from importers.records import Value
from importers.rows.findings import Findings, ProblemLog
from importers.rows.source_row import SourceRow
from importers.times import dates
from importers.values import flags, status

_status = lru_cache(maxsize=1024)(status.read)
_date = lru_cache(maxsize=8192)(dates.read)


def read(row: SourceRow) -> Findings:
    """Return whether the service runs, and whether anybody may be sent there."""
    log = ProblemLog(row.line)
    fields: dict[Target, Value] = {}
    for column, cell in row.full(Target.SERVICE_STATUS):
        if state := log.value(column, cell, _status(cell, column.header)):
            fields |= {Target.SERVICE_STATUS: state.status, Target.SERVICE_DO_NOT_REFER: state.do_not_refer}
            fields |= {Target.CAPACITY_AVAILABLE: 0.0} if state.full else {}
            fields |= {Target.SERVICE_WAIT_TIME: state.wait} if state.wait else {}
            break
    if row.has(Target.SERVICE_STATUS, Target.SERVICE_DO_NOT_REFER, "referable", "private", "public"):
        fields.setdefault(Target.SERVICE_DO_NOT_REFER, False)
    fields.setdefault(Target.SERVICE_STATUS, "active")
    if any(flags.leaning(cell) for _, cell in row.full(Target.SERVICE_DO_NOT_REFER)) or any(
        flags.leaning(cell) is False for _, cell in row.full("referable")
    ):
        fields[Target.SERVICE_DO_NOT_REFER] = True
    if row.has(Target.SERVICE_CONFIDENTIAL) or any(c.option == "address" for c, _ in row.columns("private", "public")):
        fields[Target.SERVICE_CONFIDENTIAL] = False  # privacy.py says which are
    return log.findings(fields)


def days(row: SourceRow, today: datetime.date) -> Findings:
    """Return the day on which somebody last confirmed the row, and that as of which its openings and its wait are given."""
    log = ProblemLog(row.line)
    fields: dict[Target, Value] = {}
    for target in (Target.SERVICE_ASSURED_DATE, Target.CAPACITY_UPDATED):
        if row.has(target):
            read = (log.value(column, cell, _date(cell, today)) for column, cell in row.full(target))
            fields[target] = next((day for day in read if day), None)
    return log.findings(fields)
