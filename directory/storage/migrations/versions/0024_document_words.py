"""The words that each listing names, by their stems and with where they are named, for the asker's own words.

Only words of its search document are filed, from which what may not be shown was withheld.
"""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from matching.own_words import listed_words
from matching.text import tokens

revision = "0024"
down_revision = "0023"

AT_ONCE = 1_000


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


WORDS = _table("document_words", "key", "words")
DOCUMENTS = _table("search_document", "key", "title", "body")
LINKS = _table("service_at_location", "id", "service_id", "key")
SERVICES = _table(
    "service", "id", "organization_id", "program_id", "name", "alternate_name", "description", "eligibility_description"
)
ORGANIZATIONS = _table("organization", "id", "name", "alternate_name", "description")
PROGRAMS = _table("program", "id", "name")
ATTRIBUTES = _table("attribute", "link_id", "link_type", "position", "value")


def upgrade() -> None:
    op.create_table(
        "document_words",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key"], ["service_at_location.key"], name=op.f("fk_document_words_key"), onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_document_words")),
    )
    connection = op.get_bind()
    keys = list(connection.scalars(sa.select(DOCUMENTS.c.key).order_by(DOCUMENTS.c.key)))
    for start in range(0, len(keys), AT_ONCE):
        rows = _words(connection, keys[start : start + AT_ONCE])
        if rows:
            connection.execute(sa.insert(WORDS), rows)


def _words(connection: sa.Connection, keys: list[int]) -> list[dict[str, object]]:
    """Return the rows of the services with these keys."""
    of_these = sa.select(LINKS.c.service_id).where(LINKS.c.key.in_(keys))
    labels: dict[str, list[str]] = defaultdict(list)
    told = sa.select(ATTRIBUTES).where(ATTRIBUTES.c.link_id.in_(of_these), ATTRIBUTES.c.link_type.in_(("category", "keyword")))
    for row in connection.execute(told):
        if row.value:
            labels[row.link_id].append(row.value)
    listings = (
        sa.select(
            LINKS.c.key,
            DOCUMENTS.c.title,
            DOCUMENTS.c.body,
            SERVICES,
            ORGANIZATIONS.c.name.label("agency"),
            ORGANIZATIONS.c.alternate_name.label("agency_too"),
            ORGANIZATIONS.c.description.label("agency_description"),
            PROGRAMS.c.name.label("program"),
        )
        .join(DOCUMENTS, DOCUMENTS.c.key == LINKS.c.key)
        .join(SERVICES, SERVICES.c.id == LINKS.c.service_id)
        .outerjoin(ORGANIZATIONS, ORGANIZATIONS.c.id == SERVICES.c.organization_id)
        .outerjoin(PROGRAMS, PROGRAMS.c.id == SERVICES.c.program_id)
        .where(LINKS.c.key.in_(keys))
    )
    return [_row(row, labels[row.id]) for row in connection.execute(listings)]


def _row(row: sa.Row[tuple[object, ...]], labels: list[str]) -> dict[str, object]:
    names = _told(row.name, row.alternate_name, row.agency, row.agency_too, row.program)
    listed = listed_words(names, labels, _told(row.description, row.eligibility_description, row.agency_description))
    shown = set(tokens(f"{row.title} {row.body}"))
    kept = [code for code in listed.split() if code.partition(":")[0] in shown]
    return {"key": row.key, "words": f" {' '.join(kept)} " if kept else ""}


def _told(*texts: str | None) -> list[str]:
    return [text for text in texts if text]
