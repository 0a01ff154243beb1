"""Agency rows and program rows of one list: which programs belong to which agency, and what they take from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from importers.problem_codes import SecrecyCode
from importers.problems import Problem
from importers.records import Fields, Value
from importers.rows import names
from importers.rows.findings import Findings, words
from importers.rows.read_row import ReadRow

_ORGANIZATION_TARGETS = {
    "service.name": "organization.name", "service.alternate_name": "organization.alternate_name", "service.description": "organization.description",
    "service.url": "organization.website", "service.email": "organization.email",
}  # fmt: skip
_INHERITED = ("organization.website", "organization.description", "organization.email", "organization.alternate_name")


def joined(rows: Sequence[ReadRow]) -> list[ReadRow]:
    """Return the rows with agencies marked, and programs completed from the rows of their agencies."""
    sound = [row for row in rows if not row.failed]
    parents = frozenset(number for row in sound if (number := row.source.said("parent.id")))
    rows = [_marked(row, parents) for row in rows]
    agencies = [row for row in rows if row.is_organization_row]
    by_number = {number: row for row in agencies if (number := words(row.fields, "identifier"))}
    by_name = {words(row.fields, "organization.name").casefold(): row for row in agencies}
    out = []
    for row in rows:
        name = words(row.fields, "organization.name").casefold()
        parent = by_number.get(row.source.said("parent.id") or "") or by_name.get(name)
        inherits = parent is not None and not row.is_organization_row and not row.failed
        out.append(row.having(_inherited(row, parent)) if parent and inherits else row)
    return out


def _marked(row: ReadRow, parents: frozenset[str]) -> ReadRow:
    if row.failed or not names.is_organization_row(row.source, row.fields, parents):
        return row
    return replace(row, is_organization_row=True, fields=organization_only(row.fields))


def organization_only(fields: Fields) -> Fields:
    """Return the fields of a row as those of an organization alone."""
    own = {t: v for t, v in fields.items() if t.startswith("organization.") or t == "identifier"}
    for target, organizations in _ORGANIZATION_TARGETS.items():
        value = fields.get(target)
        if value and (target == "service.name" or not own.get(organizations)):
            own[organizations] = value
    return own


def _inherited(row: ReadRow, parent: ReadRow) -> Findings:
    """Return what a row takes from the row of its agency."""
    hidden = parent.hidden & {"record", "approval"} - row.hidden
    told = (Problem(SecrecyCode.ORGANIZATION_PRIVATE, line=row.source.line),) if hidden else ()
    named = words(row.fields, "organization.name")
    fields: dict[str, Value] = {} if named else {"organization.name": parent.fields.get("organization.name")}
    fields |= {target: value for target in _INHERITED if (value := parent.fields.get(target))}
    return Findings(fields, told, hidden)
