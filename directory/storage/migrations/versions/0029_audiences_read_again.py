"""The rows that matching reads know again whom a service is for alone: parents who are told how a child does are no audience."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matching.needs import audience_of, closed

revision = "0029"
down_revision = "0028"

AT_ONCE = 1_000


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


ROWS = _table("match_candidate", "key", "audience")
LINKS = _table("service_at_location", "service_id", "key")
SERVICES = _table("service", "id", "program_id", "name", "alternate_name", "description", "eligibility_description")
PROGRAMS = _table("program", "id", "name")


def upgrade() -> None:
    connection = op.get_bind()
    limited = sa.select(ROWS.c.key, ROWS.c.audience).where(ROWS.c.audience != "").distinct().order_by(ROWS.c.key)
    before = {row.key: row.audience for row in connection.execute(limited)}
    keys = list(before)
    for start in range(0, len(keys), AT_ONCE):
        described = (
            sa.select(SERVICES, LINKS.c.key, PROGRAMS.c.name.label("program"))
            .join(LINKS, SERVICES.c.id == LINKS.c.service_id)
            .outerjoin(PROGRAMS, PROGRAMS.c.id == SERVICES.c.program_id)
            .where(LINKS.c.key.in_(keys[start : start + AT_ONCE]))
        )
        for row in connection.execute(described).all():
            names = dict.fromkeys(name for name in (row.name, row.alternate_name, row.program) if name)
            read = audience_of(". ".join(names), row.description or "", row.eligibility_description or "")
            # What a service for one condition answers depends on it: that stays as it was.
            conditions = [key for key in before[row.key].split() if closed([key]) is not None]
            now = " ".join([*(key for key in read if closed([key]) is None), *conditions])
            if now != before[row.key]:
                connection.execute(sa.update(ROWS).where(ROWS.c.key == row.key).values(audience=now))
