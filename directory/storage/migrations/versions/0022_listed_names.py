"""The names of organizations, services and towns by which listings are suggested while somebody types.

Names are filed as for a listing that is written now. On PostgreSQL the keys of words are sorted by code points, as on SQLite,
so that the keys with one beginning are a range of the index.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from matching.text import fold_text

revision = "0022"
down_revision = "0021"

AT_ONCE = 1_000

# As directory.storage.listed_names and directory.storage.vocabulary had them when this was written.
STOP_WORDS = frozenset("a an and at by de del el en for from in la las los of on or para por the to un una with y".split())
LONGEST, LONGEST_START, MOST_STARTS = 160, 80, 6

SORTED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


NAMES = _table("listed_name", "kind", "folded", "name", "documents")
STARTS = _table("listed_name_start", "kind", "within", "start", "folded")
LINKS = _table("document_name", "key", "kind", "folded")
DOCUMENTS = _table("search_document", "key", "title")
PLACES = _table("service_at_location", "key", "service_id", "location_id")
SERVICES = _table("service", "id", "organization_id", "name", "alternate_name", "confidential")
ORGANIZATIONS = _table("organization", "id", "name", "alternate_name")
ADDRESSES = _table("address", "id", "location_id", "city")


def upgrade() -> None:
    _make_tables()
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.alter_column("word_key", "key", type_=SORTED)
    keys = list(connection.scalars(sa.select(DOCUMENTS.c.key).order_by(DOCUMENTS.c.key)))
    for start in range(0, len(keys), AT_ONCE):
        _fill(connection, keys[start : start + AT_ONCE])


def _make_tables() -> None:
    op.create_table(
        "listed_name",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("folded", SORTED, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "folded", name=op.f("pk_listed_name")),
    )
    op.create_table(
        "listed_name_start",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("within", sa.Boolean(), nullable=False),
        sa.Column("start", SORTED, nullable=False),
        sa.Column("folded", SORTED, nullable=False),
        sa.ForeignKeyConstraint(
            ["kind", "folded"],
            ["listed_name.kind", "listed_name.folded"],
            name=op.f("fk_listed_name_start_kind_folded"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("kind", "within", "start", "folded", name=op.f("pk_listed_name_start")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_listed_name_start_kind_folded"), "listed_name_start", ["kind", "folded"], unique=False)
    op.create_table(
        "document_name",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("folded", SORTED, nullable=False),
        sa.ForeignKeyConstraint(
            ["key"], ["service_at_location.key"], name=op.f("fk_document_name_key"), onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "kind", "folded", name=op.f("pk_document_name")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_document_name_kind_folded"), "document_name", ["kind", "folded"], unique=False)


def _fill(connection: sa.Connection, keys: list[int]) -> None:
    links: dict[tuple[int, str, str], str] = {}
    for key, kind, name in _listed(connection, keys):
        words = fold_text(name).split()
        folded = " ".join([word for word in words if word not in STOP_WORDS] or words)[:LONGEST].strip()
        if folded:
            links.setdefault((key, kind, folded), " ".join(name.split()))
    for (_, kind, folded), name in links.items():
        its = sa.and_(NAMES.c.kind == kind, NAMES.c.folded == folded)
        if not connection.execute(sa.update(NAMES).where(its).values(documents=NAMES.c.documents + 1)).rowcount:
            connection.execute(sa.insert(NAMES).values(kind=kind, folded=folded, name=name, documents=1))
            connection.execute(sa.insert(STARTS), list(_starts(kind, folded)))
    if links:
        connection.execute(sa.insert(LINKS), [{"key": key, "kind": kind, "folded": name} for key, kind, name in links])


def _listed(connection: sa.Connection, keys: list[int]) -> Iterator[tuple[int, str, str]]:
    """Yield the names of listings, each as its key, its kind and the name; a confidential place is in no town."""
    query = (
        sa.select(
            PLACES.c.key,
            ORGANIZATIONS.c.name.label("organization"),
            ORGANIZATIONS.c.alternate_name.label("organization_too"),
            SERVICES.c.name.label("service"),
            SERVICES.c.alternate_name.label("service_too"),
            SERVICES.c.confidential,
            ADDRESSES.c.city,
            DOCUMENTS.c.title,
        )
        .join(DOCUMENTS, DOCUMENTS.c.key == PLACES.c.key)
        .join(SERVICES, SERVICES.c.id == PLACES.c.service_id)
        .join(ORGANIZATIONS, ORGANIZATIONS.c.id == SERVICES.c.organization_id)
        .outerjoin(ADDRESSES, ADDRESSES.c.location_id == PLACES.c.location_id)
        .where(PLACES.c.key.in_(keys))
        .order_by(PLACES.c.key)
    )
    for row in connection.execute(query):
        towns = () if row.confidential else (("town", row.city),)
        organization = (("organization", row.organization), ("organization", row.organization_too))
        service = (("service", row.service), ("service", row.service_too))
        for kind, name in (*organization, *service, *towns):
            # What was withheld from the title of a confidential place is no name to suggest.
            if name and not (row.confidential and fold_text(name) not in row.title):
                yield row.key, kind, name


def _starts(kind: str, folded: str) -> Iterator[dict[str, object]]:
    words = folded.split()
    starts = [" ".join(words[at:])[:LONGEST_START].strip() for at in range(min(len(words), MOST_STARTS))]
    yield {"kind": kind, "within": False, "start": starts[0], "folded": folded}
    yield from ({"kind": kind, "within": True, "start": start, "folded": folded} for start in dict.fromkeys(starts[1:]))
