"""Cells of words that are kept as they are: texts, and lists of texts."""

from __future__ import annotations

import re
from functools import lru_cache

from importers.columns import Column, staff_columns
from importers.fields import Target
from importers.problem_codes import SecrecyCode
from importers.problems import Severity, Trouble
from importers.records import Value
from importers.rows.findings import Findings, ProblemLog
from importers.rows.source_row import SourceRow, plain, plain_long
from importers.values import flags, text
from importers.values.staff_notes import is_prose, parted, tells_a_change

_LONG = (
    Target.ORGANIZATION_DESCRIPTION, Target.SERVICE_DESCRIPTION, Target.SERVICE_ELIGIBILITY_DESCRIPTION, Target.SERVICE_APPLICATION_PROCESS,
    Target.LOCATION_DESCRIPTION, Target.SERVICE_AT_LOCATION_DESCRIPTION,
)  # fmt: skip
_SHORT = (
    Target.ORGANIZATION_LEGAL_STATUS, Target.ORGANIZATION_TAX_ID, Target.SERVICE_WAIT_TIME, Target.SERVICE_ACCREDITATIONS,
    Target.SERVICE_LICENSES, Target.SERVICE_ALERT, Target.LOCATION_TRANSPORTATION, Target.LOCATION_EXTERNAL_IDENTIFIER,
)  # fmt: skip
_LISTS = (Target.KEYWORDS, Target.REQUIRED_DOCUMENTS, Target.SERVICE_AREAS)
_GENDER = re.compile(r"\b(?:gender|sex)\b|gender_|_gender|g[eé]nero", re.IGNORECASE)
_EVERYBODY = re.compile(
    r"\W*(?:all|any|both|co-?ed|mixed|everyone|every\b.*|no restrictions?|todos|male ?(?:and|&|/|,) ?female|m ?/ ?f|n/?a)\b",
    re.IGNORECASE,
)

_items = lru_cache(maxsize=16384)(text.split_list)
_parted = lru_cache(maxsize=8192)(parted)


def read(row: SourceRow) -> Findings:
    """Return texts and lists."""
    log = ProblemLog(row.line)
    fields: dict[Target, Value] = {target: row.said(target) for target in _SHORT if row.has(target)}
    if row.has(Target.SERVICE_INTERPRETATION_SERVICES):
        fields[Target.SERVICE_INTERPRETATION_SERVICES] = _interpreters(row)
    for target in _LONG:
        if row.has(target):
            fields[target] = joined([words for c, cell in row.columns(target) if (words := _text(c, _public(log, c, cell)))])
    for target in _LISTS:
        if row.has(target):
            fields[target] = tuple(dict.fromkeys(item for _, cell in row.full(target) for item in _list(cell)))
    return log.findings(fields)


def _interpreters(row: SourceRow) -> str | None:
    """Return what the row says of interpreters; of a column answered with yes or no, its header where the answer is yes."""
    for column, cell in row.full(Target.SERVICE_INTERPRETATION_SERVICES):
        if not flags.is_flag_column([cell]) and (words := plain(cell)):
            return words
        if flags.leaning(cell):
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
        severity = Severity.WARNING if tells_a_change(note) else Severity.INFO
        log.add(column.header.strip(), note, Trouble(SecrecyCode.STAFF_NOTE, severity=severity))
    return "" if scribbled else found.public


def _text(column: Column, cell: str) -> str | None:
    """Return a text; a column for the gender of those served is kept only if it excludes somebody."""
    words = plain_long(cell)
    if words is None or not _GENDER.search(column.header):
        return words
    return None if _EVERYBODY.match(words) or len(words) < 2 else f"{column.header.strip()}: {words}"


def joined(parts: list[str]) -> str | None:
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
