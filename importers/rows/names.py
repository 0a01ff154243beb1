"""What the row is called and what it is: an agency, a program, or a program at a site."""

from __future__ import annotations

import re

from importers.rows.draft import Draft, plain
from importers.values import text

_NAMES = (
    "organization.name",
    "program.name",
    "service.name",
    "location.name",
    "organization.alternate_name",
    "service.alternate_name",
    "service.school",
)
_PARTED = re.compile(r"\s+[-–—:/>]+\s+|\s*[|;]\s*|\s*\n\s*")
_TOGETHER = "organization.name|service.name|location.name"
_AGENCIES = ("agency", "organization", "provider", "agencia", "organizacion")


def read(draft: Draft) -> None:
    """The names in the row, as they are written."""
    for target in _NAMES:
        if draft.has(target):
            said = draft.said(target)
            draft.fields[target] = text.tidy_name(said) if said else None
    for column, cell in draft.columns("names"):
        targets = (column.option or _TOGETHER).split("|")
        draft.fields |= dict.fromkeys(targets)
        if said := plain(cell):
            # Fewer parts than names: the first names come first, and what is left over belongs to the last.
            parts = _PARTED.split(said, maxsplit=len(targets) - 1)
            draft.fields |= {target: text.tidy_name(part) for target, part in zip(targets, parts, strict=False) if part}
    if draft.has("identifier"):
        draft.fields["identifier"] = draft.said("identifier")


def is_agency(draft: Draft, parents: frozenset[str]) -> bool:
    """Whether the row is an agency without a service of its own; `parents` are the numbers that other rows name as theirs."""
    kind = (draft.said("kind") or "").casefold()
    if kind:
        return kind.startswith(_AGENCIES)
    return draft.words("identifier") in parents and not draft.words("service.name") and not draft.words("program.name")


def settle(draft: Draft) -> bool:
    """Fills the names that lack from those that are there; rejects the row, and says False, where there is none."""
    fields = draft.fields
    names = [draft.words(t) for t in ("organization.name", "service.name", "program.name", "location.name")]
    if not any(names):
        cells = " | ".join(c for c in map(plain, draft.cells.values()) if c)
        draft.tell(
            None,
            cells,
            "This row names no agency and no program, so it was left out. Write the name and import it again.",
            "error",
        )
        return False
    organization, service, program, place = names
    category = fields.get("categories")
    first = category[0] if isinstance(category, tuple) and category and isinstance(category[0], str) else ""
    first = first if re.search(r"[a-z]{3}", first) else ""  # "SA" and "FDC" are codes, no names
    # A list with one column of names names the agency and its service alike; a category only stands in for a blank cell.
    alike = organization if not draft.has("service.name", "program.name", "names") else ""
    fields["service.name"] = service or program or alike or first or organization or place
    fields["organization.name"] = organization or service or program or place
    return True
