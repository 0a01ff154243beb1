"""What is never known of a confidential place, whatever a list, an export, an edit or a merger says of it.

A shelter from violence keeps its services, its telephone, its city and its ZIP; nothing that leads to its door is kept.
The mark is lifted by an act of its own, never by a list that no longer carries it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from importers.records import Fields, Problem, Record, Value, blank

MARK = "service.confidential"
PLACE = (
    "address.address_1", "address.address_2", "address.attention", "location.latitude", "location.longitude", "location.precision",
    "location.name", "location.description", "location.transportation", "location.external_identifier", "location.url",
)  # fmt: skip
"""The targets that lead to the door."""

STAYS = (
    "This place is confidential in the directory, so the street and the point of this row were left out. "
    "If it is confidential no longer, say so on its page first."
)


def withheld(fields: Fields) -> dict[str, Value]:
    """The fields of a confidential place with nothing in them that leads to it."""
    return {target: None if target in PLACE else value for target, value in fields.items()}


def of_a_standing_place(record: Record, standing: Fields) -> Record:
    """What a list's row may say of a record of the directory: of one that is confidential, nothing of its place."""
    if not standing.get(MARK):
        return record
    fields = {t: v for t, v in record.fields.items() if t not in PLACE and not (t == MARK and not v)}
    lost = any(not blank(record.fields.get(target)) for target in PLACE)
    told = (Problem(record.line, None, None, STAYS, "warning"),) if lost else ()
    return replace(record, fields=fields, problems=(*record.problems, *told))


def cleared(changes: Mapping[str, Value], standing: Fields) -> dict[str, Value]:
    """The changes that make a record confidential, with all that is known of its place taken away."""
    return {**changes, **{target: None for target in PLACE if not blank(standing.get(target))}}
