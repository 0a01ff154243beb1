"""Cells that each say one thing: texts, lists, numbers, languages, prices, status, dates."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache

from importers.columns import Column, staff_columns
from importers.fields import Target
from importers.problem_codes import SecrecyCode, ValueCode
from importers.problems import Severity, Trouble
from importers.records import Cost, Fields, Value
from importers.rows.findings import Findings, ProblemLog
from importers.rows.source_row import SourceRow, plain, plain_long
from importers.times import dates
from importers.values import costs, flags, languages, openings, status, text
from importers.values.staff_notes import is_prose, parted

_LONG = (
    Target.ORGANIZATION_DESCRIPTION, Target.SERVICE_DESCRIPTION, Target.SERVICE_ELIGIBILITY_DESCRIPTION, Target.SERVICE_APPLICATION_PROCESS,
    Target.LOCATION_DESCRIPTION, Target.SERVICE_AT_LOCATION_DESCRIPTION,
)  # fmt: skip
_SHORT = (
    Target.ORGANIZATION_LEGAL_STATUS, Target.ORGANIZATION_TAX_ID, Target.SERVICE_WAIT_TIME, Target.SERVICE_ACCREDITATIONS,
    Target.SERVICE_LICENSES, Target.SERVICE_ALERT, Target.LOCATION_TRANSPORTATION, Target.LOCATION_EXTERNAL_IDENTIFIER,
)  # fmt: skip
_LISTS = (Target.KEYWORDS, Target.REQUIRED_DOCUMENTS, Target.SERVICE_AREAS)
_NUMBERS = (Target.CAPACITY_AVAILABLE, Target.CAPACITY_MAXIMUM, Target.ORGANIZATION_YEAR_INCORPORATED)
_GENDER = re.compile(r"\b(?:gender|sex)\b|gender_|_gender|g[eé]nero", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"[-+]?\d[\d,.]*")
_EVERYBODY = re.compile(
    r"\W*(?:all|any|both|co-?ed|mixed|everyone|every\b.*|no restrictions?|todos|male ?(?:and|&|/|,) ?female|m ?/ ?f|n/?a)\b",
    re.IGNORECASE,
)

_costs = lru_cache(maxsize=8192)(costs.read)
_languages = lru_cache(maxsize=8192)(languages.read)
_status = lru_cache(maxsize=1024)(status.read)
_date = lru_cache(maxsize=8192)(dates.read)
_items = lru_cache(maxsize=16384)(text.split_list)
_parted = lru_cache(maxsize=8192)(parted)


def texts(row: SourceRow) -> Findings:
    """Return texts, lists and numbers."""
    log = ProblemLog(row.line)
    fields: dict[Target, Value] = {target: row.said(target) for target in _SHORT if row.has(target)}
    if row.has(Target.SERVICE_INTERPRETATION_SERVICES):
        fields[Target.SERVICE_INTERPRETATION_SERVICES] = _interpreters(row)
    for target in _LONG:
        if row.has(target):
            fields[target] = _joined([words for c, cell in row.columns(target) if (words := _text(c, _public(log, c, cell)))])
    for target in _LISTS:
        if row.has(target):
            fields[target] = tuple(dict.fromkeys(item for _, cell in row.full(target) for item in _list(cell)))
    for target in _NUMBERS:
        if row.has(target):
            numbers = (_number(log, column, cell) for column, cell in row.full(target))
            fields[target] = next((number for number in numbers if number is not None), None)
    return Findings(fields | _room(row, fields) | _openings_in_words(row, fields), log.problems())


def _interpreters(row: SourceRow) -> str | None:
    """Return what the row says of interpreters; of a column answered with yes or no, its header where the answer is yes."""
    for column, cell in row.full(Target.SERVICE_INTERPRETATION_SERVICES):
        answer = flags.read(cell).value
        if answer is None and (words := plain(cell)):
            return words
        if answer:
            return column.header.strip(" ?:")
    return None


def _public(log: ProblemLog, column: Column, cell: str) -> str:
    """Return a text without the notes of staff in it; each is told."""
    if column.how in ("map", "export"):
        return cell
    noting = staff_columns.about_notes(column.header)
    found = _parted(cell, noting=noting)
    scribbled = column.option == staff_columns.SENTENCES and bool(found.public) and not is_prose(found.public)
    for note in (*found.notes, *((found.public,) if scribbled else ())):
        log.add(column.header.strip(), note, Trouble(SecrecyCode.STAFF_NOTE, severity=Severity.INFO))
    return "" if scribbled else found.public


def _text(column: Column, cell: str) -> str | None:
    """Return a text; a column for the gender of those served is kept only if it excludes somebody."""
    words = plain_long(cell)
    if words is None or not _GENDER.search(column.header):
        return words
    return None if _EVERYBODY.match(words) or len(words) < 2 else f"{column.header.strip()}: {words}"


def _joined(parts: list[str]) -> str | None:
    """Return several texts as one, without those contained in another."""
    kept: list[str] = []
    for part in sorted(dict.fromkeys(parts), key=len, reverse=True):
        if not any(part.casefold() in other.casefold() for other in kept):
            kept.append(part)
    return "\n\n".join(sorted(kept, key=parts.index)) or None


def _list(cell: str) -> tuple[str, ...]:
    """Return the items of a cell; a sentence whose commas separate bare numbers ("Wards 1, 3 and 4") is not split."""
    if not (words := plain(cell)):
        return ()
    items = tuple(item for item in _items(cell) if not text.is_blank(item))
    return (words,) if any(not re.search(r"[^\W\d_]{3}|\d{5}", item) for item in items) else items


def _number(log: ProblemLog, column: Column, cell: str) -> float | None:
    if plain(cell) is None:
        return None
    if column.target == Target.CAPACITY_AVAILABLE and not _BARE_NUMBER.fullmatch(cell.strip()):
        said = openings.read(cell, None)
        if said.places is not None or said.wait:
            return said.places
    found = re.search(r"\d[\d,]*", cell)
    if found is None:
        log.add(column.header.strip(), cell, Trouble(ValueCode.NO_NUMBER, severity=Severity.INFO))
        return None
    return float(found[0].replace(",", ""))


def _room(row: SourceRow, fields: Fields) -> dict[Target, Value]:
    """Return no free places if nobody new is taken; that people are taken does not say how many places there are."""
    if not row.has("accepting") or fields.get(Target.CAPACITY_AVAILABLE) is not None:
        return {}
    full = any(flags.read(cell).value is False for _, cell in row.full("accepting"))
    return {Target.CAPACITY_AVAILABLE: 0.0 if full else None}


def _openings_in_words(row: SourceRow, fields: Fields) -> dict[Target, Value]:
    """Return the words of a cell of openings that are more than a number ("8 as of 11/3", "6 week wait"), where waits are kept."""
    said = [
        words for _, cell in row.full(Target.CAPACITY_AVAILABLE) if (words := plain(cell)) and not _BARE_NUMBER.fullmatch(words)
    ]
    return {Target.SERVICE_WAIT_TIME: "; ".join(said)} if said and not fields.get(Target.SERVICE_WAIT_TIME) else {}


def spoken_languages(row: SourceRow) -> Findings:
    """Return the languages spoken, and interpreters."""
    if not row.has("languages"):
        return Findings()
    log = ProblemLog(row.line)
    read = [spoken for column, cell in row.full("languages") if (spoken := log.value(column, cell, _languages(cell)))]
    fields: dict[Target, Value] = {Target.LANGUAGES: tuple(dict.fromkeys(code for spoken in read for code in spoken.codes))}
    if interpretation := next((spoken.interpretation for spoken in read if spoken.interpretation), None):
        fields[Target.SERVICE_INTERPRETATION_SERVICES] = interpretation
    return Findings(fields, log.problems())


def prices(row: SourceRow) -> Findings:
    """Return ways to pay and prices, with the words of a column of fees."""
    if not row.has("costs", Target.SERVICE_FEES_DESCRIPTION):
        return Findings()
    log = ProblemLog(row.line)
    read = [log.value(column, cell, _costs(cell)) or () for column, cell in row.full("costs", Target.SERVICE_FEES_DESCRIPTION)]
    fields: dict[Target, Value] = {Target.COSTS: _merged(tuple(dict.fromkeys(cost for costs in read for cost in costs)))}
    if row.has(Target.SERVICE_FEES_DESCRIPTION):
        cells = [cell for _, cell in row.full(Target.SERVICE_FEES_DESCRIPTION) if flags.read(cell).value is None]
        fields[Target.SERVICE_FEES_DESCRIPTION] = _joined([words for cell in cells if (words := plain_long(cell))])
    return Findings(fields, log.problems())


def _merged(found: tuple[Cost, ...]) -> tuple[Cost, ...]:
    """Return prices without a bare word if the same is said with words or an amount."""
    told = {c.option for c in found if c != Cost(c.option)}
    return tuple(c for c in found if c.option not in told or c != Cost(c.option))


def running_status(row: SourceRow) -> Findings:
    """Return whether the service runs, and whether anybody may be sent there."""
    log = ProblemLog(row.line)
    fields: dict[Target, Value] = {}
    for column, cell in row.full(Target.SERVICE_STATUS):
        if state := log.value(column, cell, _status(cell, column.header)):
            fields |= {Target.SERVICE_STATUS: state.status, Target.SERVICE_DO_NOT_REFER: state.do_not_refer}
            break
    if row.has(Target.SERVICE_STATUS, Target.SERVICE_DO_NOT_REFER, "referable", "private", "public"):
        fields.setdefault(Target.SERVICE_DO_NOT_REFER, False)
    fields.setdefault(Target.SERVICE_STATUS, "active")
    if any(flags.read(cell).value for _, cell in row.full(Target.SERVICE_DO_NOT_REFER)) or any(
        flags.read(cell).value is False for _, cell in row.full("referable")
    ):
        fields[Target.SERVICE_DO_NOT_REFER] = True
    if row.has(Target.SERVICE_CONFIDENTIAL) or any(c.option == "address" for c, _ in row.columns("private", "public")):
        fields[Target.SERVICE_CONFIDENTIAL] = False  # privacy.py says which are
    return Findings(fields, log.problems())


def days(row: SourceRow, today: datetime.date) -> Findings:
    """Return the day on which somebody last confirmed the row, and that as of which its openings and its wait are given."""
    log = ProblemLog(row.line)
    fields: dict[Target, Value] = {}
    for target in (Target.SERVICE_ASSURED_DATE, Target.CAPACITY_UPDATED):
        if row.has(target):
            read = (log.value(column, cell, _date(cell, today)) for column, cell in row.full(target))
            fields[target] = next((day for day in read if day), None)
    return Findings(fields, log.problems())
