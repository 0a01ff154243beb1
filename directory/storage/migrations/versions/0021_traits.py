"""The rows that matching reads know what a listing says about wishes: hours, setting, who helps, the way there, activities."""

from __future__ import annotations

import re
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from importers.records import Schedule
from importers.times import hours, seasons
from matching.traits import DescribedListing, Opening, read

revision = "0021"
down_revision = "0020"

AT_ONCE = 1_000
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
CLOSED_DAYS = re.compile(r"\b(?:closed|cerrado|holidays?|feriados?|festivos?)\b", re.IGNORECASE)


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


ROWS = _table("match_candidate", "key", "traits")
LINKS = _table("service_at_location", "id", "service_id", "location_id", "key", "description")
SERVICES = _table(
    "service", "id", "organization_id", "program_id", "name", "alternate_name", "description", "eligibility_description",
    "application_process", "alert",
)  # fmt: skip
ORGANIZATIONS = _table("organization", "id", "name", "alternate_name", "description")
PROGRAMS = _table("program", "id", "name")
LOCATIONS = _table("location", "id", "transportation")
SCHEDULES = _table("schedule", "service_at_location_id", "position", "byday", "opens_at", "closes_at", "description")
ATTRIBUTES = _table("attribute", "link_id", "link_type", "position", "value")


def upgrade() -> None:
    op.add_column("match_candidate", sa.Column("traits", sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    keys = list(connection.scalars(sa.select(ROWS.c.key).distinct().order_by(ROWS.c.key)))
    for start in range(0, len(keys), AT_ONCE):
        changed = _traits(connection, keys[start : start + AT_ONCE])
        if changed:
            update = sa.update(ROWS).where(ROWS.c.key == sa.bindparam("of_key")).values(traits=sa.bindparam("to_traits"))
            connection.execute(update, changed)


def _traits(connection: sa.Connection, keys: list[int]) -> list[dict[str, object]]:
    """Return the traits of the services with these keys."""
    opened: dict[str, list[Schedule]] = defaultdict(list)
    times = sa.select(SCHEDULES).join(LINKS, LINKS.c.id == SCHEDULES.c.service_at_location_id).where(LINKS.c.key.in_(keys))
    for row in connection.execute(times.order_by(SCHEDULES.c.position)):
        opened[row.service_at_location_id].append(Schedule(row.byday, row.opens_at, row.closes_at, row.description))
    of_these = sa.select(LINKS.c.service_id).where(LINKS.c.key.in_(keys))
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    words = sa.select(ATTRIBUTES).where(ATTRIBUTES.c.link_id.in_(of_these), ATTRIBUTES.c.link_type != "need")
    for row in connection.execute(words.order_by(ATTRIBUTES.c.position)):
        if row.value:
            said[row.link_id, row.link_type].append(row.value)
    described = (
        sa.select(
            SERVICES,
            LINKS.c.key,
            LINKS.c.id.label("link"),
            LINKS.c.description.label("here"),
            ORGANIZATIONS.c.name.label("agency"),
            ORGANIZATIONS.c.alternate_name.label("agency_too"),
            ORGANIZATIONS.c.description.label("agency_description"),
            PROGRAMS.c.name.label("program"),
            LOCATIONS.c.transportation,
        )
        .join(LINKS, SERVICES.c.id == LINKS.c.service_id)
        .outerjoin(ORGANIZATIONS, ORGANIZATIONS.c.id == SERVICES.c.organization_id)
        .outerjoin(PROGRAMS, PROGRAMS.c.id == SERVICES.c.program_id)
        .outerjoin(LOCATIONS, LOCATIONS.c.id == LINKS.c.location_id)
        .where(LINKS.c.key.in_(keys))
    )
    return [
        {"of_key": row.key, "to_traits": " ".join(read(_listing(row, opened[row.link], said)))}
        for row in connection.execute(described)
    ]


def _listing(
    row: sa.Row[tuple[object, ...]], schedules: list[Schedule], said: dict[tuple[str, str], list[str]]
) -> DescribedListing:
    runs = seasons.read(
        hours.say(tuple(schedules)), row.description, row.eligibility_description, row.application_process, row.here
    )
    return DescribedListing(
        names=_told(row.agency, row.agency_too, row.name, row.alternate_name, row.program),
        labels=(*said[row.id, "category"], *said[row.id, "keyword"]),
        descriptions=_told(row.description, row.eligibility_description, row.application_process, row.here, row.alert),
        organization_descriptions=_told(row.agency_description),
        transportation=(row.transportation or "").strip(),
        modes=tuple(said[row.id, "mode"]),
        openings=tuple(
            Opening(day.lower(), one.opens_at, one.closes_at)
            for one in schedules
            for day in (one.byday or "").split(",")
            if day in DAYS
        ),
        vague_hours=any(not one.byday and not CLOSED_DAYS.search(one.description or "") for one in schedules),
        season=(runs.first, runs.last) if runs else None,
    )


def _told(*texts: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words for text in texts if text and (words := text.strip())))
