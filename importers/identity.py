"""The identity of a row: the same row in a list's next edition gets the same key, and the same key gets the same id."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from functools import lru_cache

from importers.fields import Target
from importers.places import addresses
from importers.records import Fields, Record
from matching.text import fold_text

NAMESPACE = uuid.UUID("6f0c8f0a-6d0e-5a55-9a1b-7a1f4f7be0d1")
ID_TARGETS = frozenset({Target.SERVICE_AT_LOCATION_ID, Target.SERVICE_ID, Target.ORGANIZATION_ID, Target.LOCATION_ID})


def fold(text: object) -> str:
    """Return a name without what people write differently: case, accents, punctuation, spaces."""
    return _folded(text) if isinstance(text, str) else ""


@lru_cache(maxsize=65_536)  # a list has an agency's name in many rows, and each is looked at several times
def _folded(text: str) -> str:
    return fold_text(text.replace("&", " and "))


def is_organization(fields: Fields) -> bool:
    """Whether a row names only an agency, without a service."""
    return not fields.get(Target.SERVICE_NAME)


def row_key(fields: Fields) -> str:
    """Return what distinguishes a row from others in its list: its own number there, or agency, service, site and street."""
    if number := fields.get(Target.IDENTIFIER):
        return f"#{number}"
    if is_organization(fields):
        return f"organization|{fold(fields.get(Target.ORGANIZATION_NAME))}"
    street = fields.get(Target.ADDRESS_ADDRESS_1)
    names = (fold(fields.get(target)) for target in (Target.ORGANIZATION_NAME, Target.SERVICE_NAME, Target.LOCATION_NAME))
    return "|".join((*names, addresses.normal(street) if isinstance(street, str) else ""))


def digest(cells: Mapping[str, str]) -> str:
    """Return the cells of a row as one text, by which exact duplicates are recognized."""
    return json.dumps([(header, text.strip()) for header, text in cells.items()], ensure_ascii=False)


def derived(*parts: str) -> str:
    """Return the UUIDv5 of the parts."""
    return str(uuid.uuid5(NAMESPACE, "\n".join(parts)))


def organization_id(record: Record, source: str) -> str:
    """Return the id of the row's agency: the one it carries, or one derived from the list's name and the agency's."""
    given = record.fields.get(Target.ORGANIZATION_ID)
    return (
        given
        if isinstance(given, str) and given
        else derived(source, "organization", fold(record.fields.get(Target.ORGANIZATION_NAME)))
    )
