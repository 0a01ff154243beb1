"""In which languages a service is given, and for what: ways to pay and prices, with the words of a column of fees."""

from __future__ import annotations

from functools import lru_cache

from importers.fields import Target
from importers.records import Cost, Value
from importers.rows.findings import Findings, ProblemLog
from importers.rows.source_row import SourceRow, plain_long
from importers.rows.stages.texts import joined
from importers.values import costs, flags, languages

_costs = lru_cache(maxsize=8192)(costs.read)
_languages = lru_cache(maxsize=8192)(languages.read)


def spoken_languages(row: SourceRow) -> Findings:
    """Return the languages spoken, and interpreters."""
    if not row.has("languages"):
        return Findings()
    log = ProblemLog(row.line)
    read = [spoken for column, cell in row.full("languages") if (spoken := log.value(column, cell, _languages(cell)))]
    fields: dict[Target, Value] = {Target.LANGUAGES: tuple(dict.fromkeys(code for spoken in read for code in spoken.codes))}
    if interpretation := next((spoken.interpretation for spoken in read if spoken.interpretation), None):
        fields[Target.SERVICE_INTERPRETATION_SERVICES] = interpretation
    return log.findings(fields)


def prices(row: SourceRow) -> Findings:
    """Return ways to pay and prices, with the words of a column of fees."""
    if not row.has("costs", Target.SERVICE_FEES_DESCRIPTION):
        return Findings()
    log = ProblemLog(row.line)
    read = [log.value(column, cell, _costs(cell)) or () for column, cell in row.full("costs", Target.SERVICE_FEES_DESCRIPTION)]
    fields: dict[Target, Value] = {Target.COSTS: _merged(tuple(dict.fromkeys(cost for costs in read for cost in costs)))}
    if row.has(Target.SERVICE_FEES_DESCRIPTION):
        cells = [cell for _, cell in row.full(Target.SERVICE_FEES_DESCRIPTION) if not flags.is_flag_column([cell])]
        fields[Target.SERVICE_FEES_DESCRIPTION] = joined([words for cell in cells if (words := plain_long(cell))])
    return log.findings(fields)


def _merged(found: tuple[Cost, ...]) -> tuple[Cost, ...]:
    """Return prices without a bare word if the same is said with words or an amount."""
    told = {c.option for c in found if c != Cost(c.option)}
    return tuple(c for c in found if c.option not in told or c != Cost(c.option))
