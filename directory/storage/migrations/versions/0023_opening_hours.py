"""The rows that matching reads know at what hours a service is open, so that a time of the clock can be wished for."""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from matching.wishes.clock import opening_traits

revision = "0023"
down_revision = "0022"

AT_ONCE = 1_000
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
HOURS = "open:"


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


ROWS = _table("match_candidate", "key", "traits")
LINKS = _table("service_at_location", "id", "key")
SCHEDULES = _table("schedule", "service_at_location_id", "byday", "opens_at", "closes_at")


def upgrade() -> None:
    connection = op.get_bind()
    keys = list(connection.scalars(sa.select(ROWS.c.key).distinct().order_by(ROWS.c.key)))
    update = sa.update(ROWS).where(ROWS.c.key == sa.bindparam("of_key")).values(traits=sa.bindparam("to_traits"))
    for start in range(0, len(keys), AT_ONCE):
        changed = _changed(connection, keys[start : start + AT_ONCE])
        if changed:
            connection.execute(update, changed)


def _changed(connection: sa.Connection, keys: list[int]) -> list[dict[str, object]]:
    """Return the traits of the services with these keys that have hours, with their hours."""
    hours: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    listed = sa.select(LINKS.c.key, SCHEDULES).join(LINKS, LINKS.c.id == SCHEDULES.c.service_at_location_id)
    for row in connection.execute(listed.where(LINKS.c.key.in_(keys))):
        days = [day.lower() for day in (row.byday or "").split(",")]
        if row.opens_at and row.closes_at:
            hours[row.key] += [(day, row.opens_at, row.closes_at) for day in days if day in DAYS]
    before = connection.execute(sa.select(ROWS).where(ROWS.c.key.in_(list(hours))).distinct())
    return [{"of_key": row.key, "to_traits": _with_hours(row.traits, hours[row.key])} for row in before]


def _with_hours(traits: str, hours: list[tuple[str, str, str]]) -> str:
    # The traits of a database that is older than 0021 were made by it just now, with their hours.
    others = [trait for trait in traits.split() if not trait.startswith(HOURS)]
    return " ".join((*others, *opening_traits(hours)))
