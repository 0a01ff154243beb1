"""The traits of stored listings, read again by a migration after more of them came to be read (matching.traits).

The tables are written out here and no model is imported, so that it stays valid from version 0021 on when the models have changed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa

from importers import confidential
from importers.fields import Target
from importers.records import Schedule
from importers.times import hours, seasons
from matching.traits import DescribedListing, Opening, read

AT_ONCE = 1_000
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
CLOSED_DAYS = re.compile(r"\b(?:closed|cerrado|holidays?|feriados?|festivos?)\b", re.IGNORECASE)


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


ROWS = _table("match_candidate", "key", "traits")
LINKS = _table("service_at_location", "id", "service_id", "location_id", "key", "description")
SERVICES = _table(
    "service", "id", "organization_id", "program_id", "name", "alternate_name", "description", "eligibility_description",
    "application_process", "alert", "confidential",
)  # fmt: skip
ORGANIZATIONS = _table("organization", "id", "name", "alternate_name", "description")
PROGRAMS = _table("program", "id", "name")
LOCATIONS = _table("location", "id", "transportation")
ADDRESSES = _table("address", "location_id", "address_1", "address_2")
SCHEDULES = _table("schedule", "service_at_location_id", "position", "byday", "opens_at", "closes_at", "description")
ATTRIBUTES = _table("attribute", "link_id", "link_type", "position", "value")
ACCESSIBILITY = _table("accessibility", "location_id", "position", "description")

TEXTS = {
    Target.ORGANIZATION_NAME: ORGANIZATIONS.c.name,
    Target.ORGANIZATION_ALTERNATE_NAME: ORGANIZATIONS.c.alternate_name,
    Target.ORGANIZATION_DESCRIPTION: ORGANIZATIONS.c.description,
    Target.SERVICE_NAME: SERVICES.c.name,
    Target.SERVICE_ALTERNATE_NAME: SERVICES.c.alternate_name,
    Target.PROGRAM_NAME: PROGRAMS.c.name,
    Target.SERVICE_DESCRIPTION: SERVICES.c.description,
    Target.SERVICE_ELIGIBILITY_DESCRIPTION: SERVICES.c.eligibility_description,
    Target.SERVICE_APPLICATION_PROCESS: SERVICES.c.application_process,
    Target.SERVICE_AT_LOCATION_DESCRIPTION: LINKS.c.description,
    Target.SERVICE_ALERT: SERVICES.c.alert,
    Target.LOCATION_TRANSPORTATION: LOCATIONS.c.transportation,
    Target.ADDRESS_ADDRESS_1: ADDRESSES.c.address_1,
    Target.ADDRESS_ADDRESS_2: ADDRESSES.c.address_2,
}
"""The column of each text that is read, or from which the street of a confidential place is known."""

NAMES = confidential.NAMES
RUNNING = (
    Target.SERVICE_DESCRIPTION,
    Target.SERVICE_ELIGIBILITY_DESCRIPTION,
    Target.SERVICE_APPLICATION_PROCESS,
    Target.SERVICE_AT_LOCATION_DESCRIPTION,
)


def read_again(connection: sa.Connection) -> None:
    """Write the traits that every stored listing has by what is read of it now."""
    keys = list(connection.scalars(sa.select(ROWS.c.key).distinct().order_by(ROWS.c.key)))
    update = sa.update(ROWS).where(ROWS.c.key == sa.bindparam("of_key")).values(traits=sa.bindparam("to_traits"))
    for start in range(0, len(keys), AT_ONCE):
        changed = _traits(connection, keys[start : start + AT_ONCE])
        if changed:
            connection.execute(update, changed)


def _traits(connection: sa.Connection, keys: list[int]) -> list[dict[str, object]]:
    """Return the traits of the services with these keys."""
    labeled = (column.label(target.value) for target, column in TEXTS.items())
    heads = (
        sa.select(LINKS.c.key, LINKS.c.id, LINKS.c.service_id, LINKS.c.location_id, SERVICES.c.confidential, *labeled)
        .join(SERVICES, SERVICES.c.id == LINKS.c.service_id)
        .outerjoin(ORGANIZATIONS, ORGANIZATIONS.c.id == SERVICES.c.organization_id)
        .outerjoin(PROGRAMS, PROGRAMS.c.id == SERVICES.c.program_id)
        .outerjoin(LOCATIONS, LOCATIONS.c.id == LINKS.c.location_id)
        .outerjoin(ADDRESSES, ADDRESSES.c.location_id == LINKS.c.location_id)
        .where(LINKS.c.key.in_(keys))
    )
    rows = [row._mapping for row in connection.execute(heads)]
    opened: dict[str, list[Schedule]] = defaultdict(list)
    for row in _of(connection, SCHEDULES, "service_at_location_id", {row["id"] for row in rows}):
        opened[row.service_at_location_id].append(Schedule(row.byday, row.opens_at, row.closes_at, row.description))
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in _of(connection, ATTRIBUTES, "link_id", {row["service_id"] for row in rows}):
        if row.value and row.link_type != "need":
            said[row.link_id, row.link_type].append(row.value)
    accessible: dict[str, list[str]] = defaultdict(list)
    for row in _of(connection, ACCESSIBILITY, "location_id", {row["location_id"] for row in rows}):
        accessible[row.location_id].append(row.description)
    return [
        {"of_key": row["key"], "to_traits": " ".join(read(_listing(row, opened, said, accessible[row["location_id"]])))}
        for row in rows
    ]


def _of(
    connection: sa.Connection, table: sa.TableClause, owner: str, owners: Collection[str]
) -> Iterable[sa.Row[tuple[object, ...]]]:
    return connection.execute(sa.select(table).where(table.c[owner].in_(sorted(owners))).order_by(table.c.position))


def _listing(
    row: sa.RowMapping, opened: dict[str, list[Schedule]], said: dict[tuple[str, str], list[str]], accessible: list[str]
) -> DescribedListing:
    service = row["service_id"]
    fields: dict[Target, Any] = {
        **{target: row[target.value] for target in TEXTS},
        Target.SCHEDULES: tuple(opened[row["id"]]),
        Target.CATEGORIES: tuple(said[service, "category"]),
        Target.KEYWORDS: tuple(said[service, "keyword"]),
        Target.ACCESSIBILITY: tuple(accessible),
    }
    if row["confidential"]:
        fields = dict(confidential.withheld(fields))

    def texts(*targets: Target) -> tuple[str, ...]:
        return tuple(dict.fromkeys(words for target in targets if (words := str(fields[target] or "").strip())))

    schedules: tuple[Schedule, ...] = fields[Target.SCHEDULES]
    runs = seasons.read(hours.say(schedules) or None, *(str(fields[target] or "") for target in RUNNING))
    return DescribedListing(
        names=texts(*NAMES),
        labels=(*fields[Target.CATEGORIES], *fields[Target.KEYWORDS]),
        descriptions=texts(*RUNNING, Target.SERVICE_ALERT),
        organization_descriptions=texts(Target.ORGANIZATION_DESCRIPTION),
        transportation=str(fields[Target.LOCATION_TRANSPORTATION] or "").strip(),
        accessibility=fields[Target.ACCESSIBILITY],
        modes=tuple(said[service, "mode"]),
        openings=tuple(
            Opening(day.lower(), one.opens_at, one.closes_at)
            for one in schedules
            for day in (one.byday or "").split(",")
            if day in DAYS
        ),
        vague_hours=any(not one.byday and not CLOSED_DAYS.search(one.description or "") for one in schedules),
        season=(runs.first, runs.last) if runs else None,
    )
