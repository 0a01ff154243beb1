"""The rows that matching reads know the town where one goes, by which answers are narrowed.

As for a listing that is written now, a confidential place has none, nor has a service that comes to the student.
"""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

AT_ONCE = 1_000
WITHOUT_PLACE = frozenset({"phone", "online", "home"})
"""Ways in which nobody goes to the place, as matching.offers had them when this was written."""


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


ROWS = _table("match_candidate", "key", "town")
LINKS = _table("service_at_location", "id", "service_id", "location_id", "key")
SERVICES = _table("service", "id", "confidential")
ADDRESSES = _table("address", "id", "location_id", "city")
ATTRIBUTES = _table("attribute", "link_id", "link_type", "value")


def upgrade() -> None:
    op.add_column("match_candidate", sa.Column("town", sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    keys = list(connection.scalars(sa.select(ROWS.c.key).distinct().order_by(ROWS.c.key)))
    for start in range(0, len(keys), AT_ONCE):
        changed = _towns(connection, keys[start : start + AT_ONCE])
        if changed:
            update = sa.update(ROWS).where(ROWS.c.key == sa.bindparam("of_key")).values(town=sa.bindparam("to_town"))
            connection.execute(update, changed)


def _towns(connection: sa.Connection, keys: list[int]) -> list[dict[str, object]]:
    """Return the towns of the services with these keys, of those that have one."""
    of_these = sa.select(LINKS.c.service_id).where(LINKS.c.key.in_(keys))
    modes: dict[str, set[str]] = defaultdict(set)
    listed = sa.select(ATTRIBUTES.c.link_id, ATTRIBUTES.c.value)
    for row in connection.execute(listed.where(ATTRIBUTES.c.link_type == "mode", ATTRIBUTES.c.link_id.in_(of_these))):
        modes[row.link_id].add(row.value)
    found: dict[int, str] = {}
    places = (
        sa.select(LINKS.c.key, LINKS.c.service_id, ADDRESSES.c.city)
        .join(SERVICES, SERVICES.c.id == LINKS.c.service_id)
        .join(ADDRESSES, ADDRESSES.c.location_id == LINKS.c.location_id)
        .where(LINKS.c.key.in_(keys), SERVICES.c.confidential.is_not(True), ADDRESSES.c.city.is_not(None))
        .order_by(ADDRESSES.c.id)
    )
    for key, service_id, city in connection.execute(places):
        ways = modes.get(service_id, set())
        if not (ways and ways <= WITHOUT_PLACE):
            found.setdefault(key, " ".join(city.split()))
    return [{"of_key": key, "to_town": town} for key, town in found.items()]
