"""The places of importers.fields' targets in the tables: each is a column of a row, or rows of its own.

One table serves loading, writing and restoring.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from directory import models
from directory.models import Base
from importers.fields import TARGETS, Target
from importers.identity import derived
from importers.records import Contact, Cost, Fields, NeedFit, Phone, Schedule, Value, blank

Row = dict[str, Any]


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "organization": ("name", "alternate_name", "description", "email", "website", "year_incorporated", "legal_status"),
    "service": (
        "name", "alternate_name", "description", "url", "email", "status", "do_not_refer", "confidential", "school",
        "minimum_age", "maximum_age", "eligibility_description", "fees_description", "application_process", "wait_time",
        "interpretation_services", "accreditations", "licenses", "alert", "assured_date",
    ),
    "location": (
        "name", "description", "transportation", "location_type", "url", "external_identifier", "latitude", "longitude", "precision",
    ),
    "address": ("attention", "address_1", "address_2", "city", "region", "state_province", "postal_code", "country"),
    "service_at_location": ("description",),
    "service_capacity": ("available", "maximum", "updated"),
}  # fmt: skip
"""Columns that a target "table.column" fills; `service_capacity` is called "capacity" in targets."""

TARGET_PREFIX = {"service_capacity": "capacity"}


def target_of(table_name: str, column: str) -> Target:
    return TARGETS[f"{TARGET_PREFIX.get(table_name, table_name)}.{column}"]


@dataclass(frozen=True, slots=True)
class Detail:
    """A target whose values are rows: `owner` is the column with their owner's id, `extra` what is the same in all of them."""

    target: Target
    model: type[Base]
    owner: str
    write: Callable[[Any], Row]
    read: Callable[[Any], Any]
    extra: Mapping[str, str]

    def rows(self, owner_id: str, value: Value, fresh: Callable[[str, Target, int], str]) -> list[Row]:
        """Return the rows that hold `value`, with ids from `fresh(owner_id, target, position)`."""
        items: Sequence[Any] = value if isinstance(value, tuple) else ()
        return [
            {
                "id": fresh(owner_id, self.target, position),
                self.owner: owner_id,
                "position": position,
                **self.extra,
                **self.write(item),
            }
            for position, item in enumerate(items)
        ]


def _one(column: str) -> tuple[Callable[[Any], Row], Callable[[Any], Any]]:
    return (lambda item: {column: item}), (lambda row: getattr(row, column))


def _text(target: Target, model: type[Base], owner: str, column: str) -> Detail:
    return Detail(target, model, owner, *_one(column), {})


def _said(target: Target, link_type: str) -> Detail:
    """Return the detail for text about a service, stored as HSDS attributes without a term."""
    extra = {"link_entity": "service", "link_type": link_type}
    return Detail(
        target, models.Attribute, "link_id", lambda item: {"value": item, "taxonomy_term_id": None}, lambda r: r.value, extra
    )


def _write_need(need: NeedFit) -> Row:
    return {"value": repr(need.fit), "taxonomy_term_id": need_term_id(need.slug)}


def need_term_id(slug: str) -> str:
    """Return the id of a need term in the taxonomy_term table."""
    return derived("need term", slug)


DETAILS: tuple[Detail, ...] = (
    Detail(
        Target.PHONES, models.Phone, "service_id",
        lambda p: {"number": p.number, "extension": p.extension, "type": p.type, "description": p.description},
        lambda r: Phone(r.number, r.extension, r.type, r.description), {},
    ),
    Detail(
        Target.CONTACTS, models.Contact, "service_id",
        lambda c: {"name": c.name, "title": c.title, "email": c.email}, lambda r: Contact(r.name, r.title, r.email), {},
    ),
    Detail(
        Target.SCHEDULES, models.Schedule, "service_at_location_id",
        lambda s: {"byday": s.byday, "opens_at": s.opens_at, "closes_at": s.closes_at, "description": s.description},
        lambda r: Schedule(r.byday, r.opens_at, r.closes_at, r.description), {},
    ),
    Detail(
        Target.COSTS, models.CostOption, "service_id",
        lambda c: {"option": c.option, "amount": c.amount, "amount_description": c.description},
        lambda r: Cost(r.option, r.amount, r.amount_description), {},
    ),
    _text(Target.LANGUAGES, models.Language, "service_id", "code"),
    _text(Target.REQUIRED_DOCUMENTS, models.RequiredDocument, "service_id", "document"),
    _text(Target.SERVICE_AREAS, models.ServiceArea, "service_id", "name"),
    _text(Target.URLS, models.Url, "service_id", "url"),
    _text(Target.ACCESSIBILITY, models.Accessibility, "location_id", "description"),
    _said(Target.CATEGORIES, "category"),
    _said(Target.KEYWORDS, "keyword"),
    _said(Target.MODES, "mode"),
    Detail(
        Target.NEEDS, models.Attribute, "link_id", _write_need, lambda r: NeedFit(r.code, float(r.value)),
        {"link_entity": "service", "link_type": "need"},
    ),
)  # fmt: skip


def columns_given(name: str, fields: Fields) -> Row:
    """Return the columns of a table that these fields fill."""
    return {c: value_of(fields, target) for c in COLUMNS[name] if (target := target_of(name, c)) in fields}


def all_columns(name: str, fields: Fields) -> Row:
    return {c: value_of(fields, target_of(name, c)) for c in COLUMNS[name]}


def items_of(fields: Fields, target: Target) -> tuple[object, ...]:
    """Return the values of a target that may have several; () if it has none."""
    value = fields.get(target)
    return value if isinstance(value, tuple) else ()


def value_of(fields: Fields, target: Target) -> Value:
    value = fields.get(target)
    return None if blank(value) else value
