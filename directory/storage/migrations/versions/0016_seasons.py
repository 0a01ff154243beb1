"""The rows that matching reads know the months in which a service runs, and what is there for danger alone.

So that what runs now is never cut off by what does not, both must be known before anything is ranked.
"""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from importers.records import Schedule
from importers.times import hours, seasons
from matching.needs import is_for_crisis

revision = "0016"
down_revision = "0015"

AT_ONCE = 1_000


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


ROWS = _table("match_candidate", "key", "first_month", "last_month", "for_crisis")
LINKS = _table("service_at_location", "id", "service_id", "key")
SERVICES = _table("service", "id", "program_id", "name", "description")
PROGRAMS = _table("program", "id", "name")
NEEDS = _table("match_candidate", "key", "term", "fit")
SCHEDULES = _table("schedule", "service_at_location_id", "position", "byday", "opens_at", "closes_at", "description")


def upgrade() -> None:
    op.add_column("match_candidate", sa.Column("first_month", sa.SmallInteger(), nullable=True))
    op.add_column("match_candidate", sa.Column("last_month", sa.SmallInteger(), nullable=True))
    op.add_column("match_candidate", sa.Column("for_crisis", sa.Boolean(), nullable=False, server_default=sa.false()))
    connection = op.get_bind()
    keys = list(connection.scalars(sa.select(ROWS.c.key).distinct().order_by(ROWS.c.key)))
    for start in range(0, len(keys), AT_ONCE):
        changed = _changed(connection, keys[start : start + AT_ONCE])
        if changed:
            connection.execute(
                sa.update(ROWS)
                .where(ROWS.c.key == sa.bindparam("of_key"))
                .values(
                    first_month=sa.bindparam("to_first_month"),
                    last_month=sa.bindparam("to_last_month"),
                    for_crisis=sa.bindparam("to_for_crisis"),
                ),
                changed,
            )


def _changed(connection: sa.Connection, keys: list[int]) -> list[dict[str, object]]:
    """What is known now of these keys, of those that run in some months only or are there for danger alone."""
    fits: dict[int, dict[str, float]] = defaultdict(dict)
    for key, term, fit in connection.execute(sa.select(NEEDS.c.key, NEEDS.c.term, NEEDS.c.fit).where(NEEDS.c.key.in_(keys))):
        fits[key][term] = fit
    opened: dict[str, list[Schedule]] = defaultdict(list)
    times = sa.select(SCHEDULES).join(LINKS, LINKS.c.id == SCHEDULES.c.service_at_location_id).where(LINKS.c.key.in_(keys))
    for row in connection.execute(times.order_by(SCHEDULES.c.position)):
        opened[row.service_at_location_id].append(Schedule(row.byday, row.opens_at, row.closes_at, row.description))
    found: list[dict[str, object]] = []
    described = (
        sa.select(LINKS.c.id, LINKS.c.key, SERVICES.c.name, SERVICES.c.description, PROGRAMS.c.name.label("program"))
        .join(SERVICES, SERVICES.c.id == LINKS.c.service_id)
        .outerjoin(PROGRAMS, PROGRAMS.c.id == SERVICES.c.program_id)
        .where(LINKS.c.key.in_(keys))
    )
    for row in connection.execute(described):
        season = seasons.read(hours.say(tuple(opened[row.id])), row.description)
        danger = is_for_crisis(fits[row.key], *(name for name in (row.name, row.program) if name))
        if season or danger:
            months = {"to_first_month": season.first if season else None, "to_last_month": season.last if season else None}
            found.append({"of_key": row.key, **months, "to_for_crisis": danger})
    return found
