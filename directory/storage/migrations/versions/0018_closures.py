"""The rows that matching reads know until when a service does not run, and the seasons that are read since.

What does not run now stands behind what does, so that both must be known before anything is ranked.
"""

from __future__ import annotations

import datetime
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from importers.records import Schedule
from importers.times import closures, hours, seasons

revision = "0018"
down_revision = "0017"

AT_ONCE = 1_000


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


ROWS = _table("match_candidate", "key", "first_month", "last_month", "closed_until")
LINKS = _table("service_at_location", "id", "service_id", "key", "description")
SERVICES = _table(
    "service", "id", "organization_id", "name", "description", "eligibility_description", "application_process", "alert"
)
ORGANIZATIONS = _table("organization", "id", "description")
SCHEDULES = _table("schedule", "service_at_location_id", "position", "byday", "opens_at", "closes_at", "description")


def upgrade() -> None:
    op.add_column("match_candidate", sa.Column("closed_until", sa.Integer(), nullable=True))
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
                    closed_until=sa.bindparam("to_closed_until"),
                ),
                changed,
            )


def _changed(connection: sa.Connection, keys: list[int]) -> list[dict[str, object]]:
    """What is known now of these keys, of those that run in some months only or say that they do not run, and did not before."""
    opened: dict[str, list[Schedule]] = defaultdict(list)
    times = sa.select(SCHEDULES).join(LINKS, LINKS.c.id == SCHEDULES.c.service_at_location_id).where(LINKS.c.key.in_(keys))
    for row in connection.execute(times.order_by(SCHEDULES.c.position)):
        opened[row.service_at_location_id].append(Schedule(row.byday, row.opens_at, row.closes_at, row.description))
    before = {
        row.key: (row.first_month, row.last_month, None)
        for row in connection.execute(sa.select(ROWS.c.key, ROWS.c.first_month, ROWS.c.last_month).where(ROWS.c.key.in_(keys)))
    }
    described = (
        sa.select(
            LINKS.c.id,
            LINKS.c.key,
            LINKS.c.description.label("here"),
            SERVICES.c.name,
            SERVICES.c.description,
            SERVICES.c.eligibility_description,
            SERVICES.c.application_process,
            SERVICES.c.alert,
            ORGANIZATIONS.c.description.label("agency"),
        )
        .join(SERVICES, SERVICES.c.id == LINKS.c.service_id)
        .outerjoin(ORGANIZATIONS, ORGANIZATIONS.c.id == SERVICES.c.organization_id)
        .where(LINKS.c.key.in_(keys))
    )
    found: list[dict[str, object]] = []
    for row in connection.execute(described):
        line = hours.say(tuple(opened[row.id]))
        texts = (row.description, row.eligibility_description, row.application_process, row.here)
        season = seasons.read(line, *texts)
        days = [one.until or datetime.date.max for one in closures.found(line, *texts, row.name, row.alert, row.agency)]
        first, last = (season.first, season.last) if season else (None, None)
        until = max(days).toordinal() if days else None
        if (first, last, until) != before[row.key]:
            found.append({"of_key": row.key, "to_first_month": first, "to_last_month": last, "to_closed_until": until})
    return found
