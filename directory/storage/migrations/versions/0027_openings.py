"""The rows that matching reads know the wait of a service, and as of which day its openings and its wait are given.

A day that was only taken from the listing's last confirmation is taken away: it goes on with that confirmation.
"""

from __future__ import annotations

import datetime

import sqlalchemy as sa
from alembic import op

from importers.values import openings

revision = "0027"
down_revision = "0026"

AT_ONCE = 1_000


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


ROWS = _table("match_candidate", "key", "capacity", "wait", "capacity_day")
LINKS = _table("service_at_location", "id", "service_id", "key", "description")
SERVICES = sa.table(
    "service",
    *(sa.column(name) for name in ("id", "description", "eligibility_description", "application_process", "wait_time", "alert")),
    sa.column("assured_date", sa.Date()),
)
CAPACITIES = sa.table("service_capacity", sa.column("service_id"), sa.column("available"), sa.column("updated", sa.Date()))


def upgrade() -> None:
    op.add_column("match_candidate", sa.Column("wait", sa.Text(), nullable=False, server_default=""))
    op.add_column("match_candidate", sa.Column("capacity_day", sa.Integer(), nullable=True))
    connection = op.get_bind()
    confirmed = sa.select(SERVICES.c.assured_date).where(SERVICES.c.id == CAPACITIES.c.service_id).scalar_subquery()
    connection.execute(sa.update(CAPACITIES).where(CAPACITIES.c.updated == confirmed).values(updated=None))
    keys = list(connection.scalars(sa.select(ROWS.c.key).distinct().order_by(ROWS.c.key)))
    update = (
        sa.update(ROWS)
        .where(ROWS.c.key == sa.bindparam("of_key"))
        .values(capacity=sa.bindparam("places"), wait=sa.bindparam("to_wait"), capacity_day=sa.bindparam("day"))
    )
    for start in range(0, len(keys), AT_ONCE):
        changed = _changed(connection, keys[start : start + AT_ONCE])
        if changed:
            connection.execute(update, changed)


def _changed(connection: sa.Connection, keys: list[int]) -> list[dict[str, object]]:
    """Return the room of the services with these keys that say anything about it."""
    listed = (
        sa.select(SERVICES, LINKS.c.key, LINKS.c.description.label("here"), CAPACITIES.c.available, CAPACITIES.c.updated)
        .join(LINKS, SERVICES.c.id == LINKS.c.service_id)
        .outerjoin(CAPACITIES, CAPACITIES.c.service_id == SERVICES.c.id)
        .where(LINKS.c.key.in_(keys))
    )
    found = []
    for row in connection.execute(listed):
        counted: datetime.date | None = row.updated or row.assured_date
        told = (row.description, row.eligibility_description, row.application_process, row.here, row.alert)
        said = openings.first_of(
            (
                openings.read(row.wait_time or "", counted),
                *(openings.in_sentences(words.strip(), counted) for words in told if words),
            )
        )
        places = said.places if row.available is None else row.available
        if places is not None or said.wait:
            day = said.as_of or counted
            found.append({"of_key": row.key, "places": places, "to_wait": said.wait, "day": day.toordinal() if day else None})
    return found
