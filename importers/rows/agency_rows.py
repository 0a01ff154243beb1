"""Agency rows and program rows of one list: which programs belong to which agency, and what they take from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from importers.fields import Target
from importers.problem_codes import RowCode, SecrecyCode
from importers.problems import Problem
from importers.records import Fields, Value
from importers.rows.findings import Findings, words
from importers.rows.read_row import ReadRow
from importers.rows.stages import names

_ORGANIZATION_TARGETS = {
    Target.SERVICE_NAME: Target.ORGANIZATION_NAME, Target.SERVICE_ALTERNATE_NAME: Target.ORGANIZATION_ALTERNATE_NAME, Target.SERVICE_DESCRIPTION: Target.ORGANIZATION_DESCRIPTION,
    Target.SERVICE_URL: Target.ORGANIZATION_WEBSITE, Target.SERVICE_EMAIL: Target.ORGANIZATION_EMAIL,
}  # fmt: skip
_OWN_NAMES = (Target.SERVICE_NAME, Target.PROGRAM_NAME, Target.LOCATION_NAME)
_NO_NUMBER = frozenset({"", "0", "-1", "-"})
_LONGEST_NUMBER = 30  # characters of a number that may stand for a name; a UUID says nothing without its header
_INHERITED = (
    Target.ORGANIZATION_WEBSITE,
    Target.ORGANIZATION_DESCRIPTION,
    Target.ORGANIZATION_EMAIL,
    Target.ORGANIZATION_ALTERNATE_NAME,
)


def joined(rows: Sequence[ReadRow]) -> list[ReadRow]:
    """Return the rows with agencies marked, and programs completed from the rows of their agencies."""
    rows = [_programs_own(row) if row.source.organization and not row.failed else row for row in rows]
    sound = [row for row in rows if not row.failed]
    parents = frozenset(number for row in sound if (number := row.source.said("parent.id")))
    rows = [_marked(row, parents) for row in rows]
    agencies = [row for row in rows if row.is_organization_row]
    by_number = {number: row for row in agencies if (number := words(row.fields, Target.IDENTIFIER))}
    by_name = {words(row.fields, Target.ORGANIZATION_NAME).casefold(): row for row in agencies}
    out = []
    for row in rows:
        name = words(row.fields, Target.ORGANIZATION_NAME).casefold()
        parent = by_number.get(row.source.said("parent.id") or "") or by_name.get(name)
        inherits = parent is not None and not row.is_organization_row and not row.failed
        out.append(row.having(_inherited(row, parent)) if parent and inherits else row)
    return _under_numbers(out)


def _under_numbers(rows: Sequence[ReadRow]) -> list[ReadRow]:
    """Return the rows of which the list gives no more than their agency's number with its name, or with the number until it has one."""
    named: dict[str, str] = {}
    for row in rows:
        if (number := _number_of(row)) and (name := words(row.fields, Target.ORGANIZATION_NAME)):
            named.setdefault(number, name)
    counted = Counter(map(_number_of, rows))
    first = {number: row.source.line for row in reversed(rows) if (number := _number_of(row))}
    # A number that no other row has may be the row's own, unless the list has a column for these.
    return [
        row.having(_numbered(row, number, named.get(number), first=first[number] == row.source.line))
        if (number := _number_of(row)) and (counted[number] > 1 or row.source.has(Target.IDENTIFIER)) and _lacks_organization(row)
        else row
        for row in rows
    ]


def _lacks_organization(row: ReadRow) -> bool:
    return not row.is_organization_row and not words(row.fields, Target.ORGANIZATION_NAME)


def _number_of(row: ReadRow) -> str:
    number = "" if row.failed else row.source.said("parent.id") or ""
    return "" if number in _NO_NUMBER else number


def _numbered(row: ReadRow, number: str, name: str | None, *, first: bool) -> Findings:
    """Return the name of a row's agency, by its number; without any name of its own the row stays nameless."""
    own = next((said for target in _OWN_NAMES if (said := words(row.fields, target))), None)
    if own is None:
        return Findings()
    header = next(column.header.strip() for column, cell in row.source.columns("parent.id") if cell.strip())
    shown = number if re.search(r"[^\W\d_]{3}", number) and len(number) < _LONGEST_NUMBER else f"{header} {number}"
    column = (Problem(RowCode.ORGANIZATION_UNNAMED, {"number": number}, row.source.line, header, number),) if first else ()
    return Findings({Target.ORGANIZATION_NAME: name or shown, Target.SERVICE_NAME: own}, () if name else column)


def _programs_own(row: ReadRow) -> ReadRow:
    """Return a row below its agency's own line with what it says of itself as its own and not the agency's."""
    if row.source.has(Target.SERVICE_NAME, Target.PROGRAM_NAME, "names"):
        return row
    fields = dict(row.fields)
    for own, organizations in _ORGANIZATION_TARGETS.items():
        if organizations != Target.ORGANIZATION_NAME and fields.get(organizations) and not fields.get(own):
            fields[own] = fields.pop(organizations)
    return replace(row, fields=fields)


def _marked(row: ReadRow, parents: frozenset[str]) -> ReadRow:
    if row.failed or not names.is_organization_row(row.source, row.fields, parents):
        return row
    return replace(row, is_organization_row=True, fields=organization_only(row.fields))


def organization_only(fields: Fields) -> Fields:
    """Return the fields of a row as those of an organization alone."""
    own = {t: v for t, v in fields.items() if t.startswith("organization.") or t == Target.IDENTIFIER}
    for target, organizations in _ORGANIZATION_TARGETS.items():
        value = fields.get(target)
        if value and (target == Target.SERVICE_NAME or not own.get(organizations)):
            own[organizations] = value
    return own


def _inherited(row: ReadRow, parent: ReadRow) -> Findings:
    """Return what a row takes from the row of its agency."""
    hidden = parent.hidden & {"record", "approval"} - row.hidden
    told = (Problem(SecrecyCode.ORGANIZATION_PRIVATE, line=row.source.line),) if hidden else ()
    named = words(row.fields, Target.ORGANIZATION_NAME)
    fields: dict[Target, Value] = {} if named else {Target.ORGANIZATION_NAME: parent.fields.get(Target.ORGANIZATION_NAME)}
    fields |= {target: value for target in _INHERITED if (value := parent.fields.get(target))}
    return Findings(fields, told, hidden=hidden)
