"""A service as a card: what a specialist needs to see of it, named as the command line's contract names it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from directory.storage.publishing.records import load
from directory.storage.publishing.targets import DETAILS, items_of
from importers.records import Fields, NeedFit, Phone
from importers.values.phones import e164_with_extension

Card = dict[str, Any]

_SHOWN = tuple(detail for detail in DETAILS if detail.target in ("phones", "languages", "needs"))
_ADDRESS = ("address.address_1", "address.address_2", "address.city", "address.state_province", "address.postal_code")


def cards(session: Session, ids: Iterable[str]) -> dict[str, Card]:
    """The cards of these services at location, by id."""
    return {key: _card(fields) for key, fields in load(session, ids, _SHOWN).items()}


def _card(fields: Fields) -> Card:
    told = not fields.get("service.confidential")
    return {
        "service_id": fields["service.id"],
        "service": fields["service.name"],
        "organization": fields["organization.name"],
        "location": fields["location.name"] if told else None,
        "address": _address(fields) if told else None,
        "latitude": fields["location.latitude"] if told else None,
        "longitude": fields["location.longitude"] if told else None,
        "minimum_age": _whole(fields["service.minimum_age"]),
        "maximum_age": _whole(fields["service.maximum_age"]),
        "languages": list(items_of(fields, "languages")),
        "phone": next(
            (e164_with_extension(p) for p in items_of(fields, "phones") if isinstance(p, Phone) and p.type != "fax"), None
        ),
        "needs": [need.slug for need in items_of(fields, "needs") if isinstance(need, NeedFit)],
    }


def _address(fields: Fields) -> str | None:
    """The address in one line: "12 Main St, Floor 2, Lansing, MI 48910"."""
    street, suite, city, state, postal_code = (fields.get(target) for target in _ADDRESS)
    parts = [street, suite, city, " ".join(str(p) for p in (state, postal_code) if p)]
    return ", ".join(str(part) for part in parts if part) or None


def _whole(age: object) -> object:
    return int(age) if isinstance(age, float) and age.is_integer() else age
