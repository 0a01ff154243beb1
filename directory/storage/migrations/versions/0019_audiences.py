"""The rows that matching reads know whom or what a service is for alone, by its own words.

What a service for one condition does not answer is taken out, as for a listing that is written now, and what is there for
danger alone is read again from what is said of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

from matching.needs import audience_of, is_for_crisis, narrowed

revision = "0019"
down_revision = "0018"

AT_ONCE = 1_000


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


LIKE = (
    "key", "id", "latitude", "longitude", "precision", "minimum_age", "maximum_age", "languages", "payments", "modes", "areas", "school",
    "assured", "capacity", "first_month", "last_month", "closed_until", "for_crisis", "audience",
)  # fmt: skip
ROWS = _table("match_candidate", "term", "fit", *LIKE)
LINKS = _table("service_at_location", "id", "service_id", "key")
SERVICES = _table("service", "id", "program_id", "name", "alternate_name", "description", "eligibility_description")
PROGRAMS = _table("program", "id", "name")
ATTRIBUTES = _table("attribute", "link_id", "link_type", "value")


def upgrade() -> None:
    op.add_column("match_candidate", sa.Column("audience", sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    keys = list(connection.scalars(sa.select(ROWS.c.key).distinct().order_by(ROWS.c.key)))
    for start in range(0, len(keys), AT_ONCE):
        _read(connection, keys[start : start + AT_ONCE])


def _read(connection: sa.Connection, keys: list[int]) -> None:
    fits: dict[int, dict[str, float]] = defaultdict(dict)
    before: dict[int, bool] = {}
    of_rows = sa.select(ROWS.c.key, ROWS.c.term, ROWS.c.fit, ROWS.c.for_crisis).where(ROWS.c.key.in_(keys))
    for key, term, fit, crisis in connection.execute(of_rows):
        fits[key][term] = fit
        before[key] = bool(crisis)
    of_these = sa.select(LINKS.c.service_id).where(LINKS.c.key.in_(keys))
    listed = sa.select(ATTRIBUTES.c.link_id, ATTRIBUTES.c.value)
    categories: dict[str, list[str]] = defaultdict(list)
    for service_id, value in connection.execute(
        listed.where(ATTRIBUTES.c.link_type == "category", ATTRIBUTES.c.link_id.in_(of_these))
    ):
        categories[service_id].append(value or "")
    described = (
        sa.select(SERVICES, LINKS.c.key, PROGRAMS.c.name.label("program"))
        .join(LINKS, SERVICES.c.id == LINKS.c.service_id)
        .outerjoin(PROGRAMS, PROGRAMS.c.id == SERVICES.c.program_id)
        .where(LINKS.c.key.in_(keys))
    )
    for row in connection.execute(described):
        names = dict.fromkeys(name for name in (row.name, row.alternate_name, row.program) if name)
        audience = audience_of(". ".join(names), row.description or "", row.eligibility_description or "")
        said = dict.fromkeys(name for name in (row.name, row.program) if name)
        danger = is_for_crisis(fits[row.key], *said, categories=categories[row.id], description=row.description or "")
        if audience or danger != before[row.key]:
            of_key = ROWS.c.key == row.key
            connection.execute(sa.update(ROWS).where(of_key).values(audience=" ".join(audience), for_crisis=danger))
            _narrow(connection, row.key, fits[row.key], narrowed(fits[row.key], audience))


def _narrow(connection: sa.Connection, key: int, fits: Mapping[str, float], left: Mapping[str, float]) -> None:
    """Brings the rows of a key to the fits that are left; a need that only its words name has a row like the others."""
    for term, fit in left.items():
        if term not in fits:
            same: list[sa.ColumnElement[object]] = [sa.literal(term), sa.literal(fit), *(ROWS.c[name] for name in LIKE)]
            first = sa.select(*same).where(ROWS.c.key == key).limit(1)
            connection.execute(sa.insert(ROWS).from_select(["term", "fit", *LIKE], first))
        elif fits[term] != fit:
            connection.execute(sa.update(ROWS).where(ROWS.c.key == key, ROWS.c.term == term).values(fit=fit))
    gone = sorted(fits.keys() - left.keys())
    if gone:
        connection.execute(sa.delete(ROWS).where(ROWS.c.key == key, ROWS.c.term.in_(gone)))
