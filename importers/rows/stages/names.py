"""What a row is called and what it is: an agency, a program, or a program at a site."""

from __future__ import annotations

import re
from collections.abc import Iterable

from importers.fields import TARGETS, Target
from importers.places import no_places
from importers.problem_codes import RowCode
from importers.problems import Problem, Severity
from importers.records import Fields, Value
from importers.rows.findings import Findings, items, words
from importers.rows.source_row import SourceRow, plain
from importers.values import text

_NAMES = (
    Target.ORGANIZATION_NAME,
    Target.PROGRAM_NAME,
    Target.SERVICE_NAME,
    Target.LOCATION_NAME,
    Target.ORGANIZATION_ALTERNATE_NAME,
    Target.SERVICE_ALTERNATE_NAME,
    Target.SERVICE_SCHOOL,
)
_NAMED_OTHERWISE = (Target.ORGANIZATION_NAME, Target.SERVICE_NAME, Target.PROGRAM_NAME)
_HEADING_NAMES = (Target.ORGANIZATION_NAME, Target.SERVICE_NAME, Target.PROGRAM_NAME, Target.LOCATION_NAME)
_PARTED = re.compile(r"\s+[-–—:/>]+\s+|\s*[|;]\s*|\s*\n\s*")
_TOGETHER = "organization.name|service.name|location.name"
_ORGANIZATIONS = ("agency", "organization", "provider", "agencia", "organizacion")


def read(row: SourceRow) -> Findings:
    """Return the names in the row, as they are written."""
    fields: dict[Target, Value] = {}
    for target in _NAMES:
        if row.has(target):
            said = row.said(target)
            fields[target] = text.tidy_name(said) if said else None
    site = words(fields, Target.LOCATION_NAME)
    if site and no_places.is_no_name(site) and row.has(*_NAMED_OTHERWISE):
        fields[Target.LOCATION_NAME] = None  # places.py keeps the word
    for column, cell in row.columns("names"):
        targets = [TARGETS[name] for name in (column.option or _TOGETHER).split("|")]
        fields |= dict.fromkeys(targets)
        if said := plain(cell):
            # With fewer parts than names, the first names come first, and the rest belongs to the last.
            parts = _PARTED.split(said, maxsplit=len(targets) - 1)
            fields |= {target: text.tidy_name(part) for target, part in zip(targets, parts, strict=False) if part}
    if row.has("identifier"):
        fields[Target.IDENTIFIER] = row.said("identifier")
    return Findings(fields | _under(row, fields))


def _under(row: SourceRow, fields: Fields) -> dict[Target, Value]:
    """Return the names of a row below a provider's own line, which is the agency of what the row names, and those of that line."""
    if row.heads:
        return {target: name.rstrip(": ") for target in _HEADING_NAMES if (name := words(fields, target))}
    if not row.organization:
        return {}
    own, organization = words(fields, Target.ORGANIZATION_NAME), text.tidy_name(row.organization)
    if own and not row.has(Target.SERVICE_NAME, Target.PROGRAM_NAME, "names"):
        return {Target.ORGANIZATION_NAME: organization, Target.SERVICE_NAME: own}
    return {} if own else {Target.ORGANIZATION_NAME: organization}


def is_organization_row(row: SourceRow, fields: Fields, parents: frozenset[str]) -> bool:
    """Return whether the row is an agency without its own service; `parents` are the agency numbers that other rows name."""
    if row.heads:
        return True
    kind = (row.said("kind") or "").casefold()
    if kind:
        return kind.startswith(_ORGANIZATIONS)
    return (
        words(fields, Target.IDENTIFIER) in parents
        and not words(fields, Target.SERVICE_NAME)
        and not words(fields, Target.PROGRAM_NAME)
    )


def completed(row: SourceRow, fields: Fields) -> Findings:
    """Fill in missing names from those that are there; if there are none, report an error."""
    names = [words(fields, t) for t in (Target.ORGANIZATION_NAME, Target.SERVICE_NAME, Target.PROGRAM_NAME, Target.LOCATION_NAME)]
    if not any(names):
        return Findings(problems=(nameless(row.line, (c for c in map(plain, row.cells.values()) if c)),))
    organization, service, program, place = names
    category = items(fields.get(Target.CATEGORIES))
    first = category[0] if category and isinstance(category[0], str) else ""
    first = first if re.search(r"[a-z]{3}", first) else ""  # "SA" and "FDC" are codes, not names.
    kind = next(
        (said for column, cell in row.columns(Target.CATEGORIES) if column.option == "name" and (said := plain(cell))), ""
    )
    # A list with one column of names calls the agency and its service the same; a category only replaces a blank cell.
    alike = organization if not row.has(Target.SERVICE_NAME, Target.PROGRAM_NAME, "names") else ""
    return Findings(
        {
            Target.SERVICE_NAME: service or program or text.tidy_name(kind) or alike or first or organization or place,
            Target.ORGANIZATION_NAME: organization or service or program or place,
        }
    )


def nameless(line: int, cells: Iterable[str]) -> Problem:
    """Return the problem of a row without any name, with what its cells say."""
    return Problem(RowCode.NAMELESS, line=line, value=" | ".join(cells)[:200] or None, severity=Severity.ERROR)
