"""What is looked up fast: match candidates, search documents and the vocabulary.

SQLite indexes the search documents in an FTS5 table that triggers keep in step; PostgreSQL computes a text vector.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# SQLite counts a primary key by itself only where it is called INTEGER.
AUTO = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _tables()
    if op.get_bind().dialect.name == "sqlite":
        for statement in FTS5:
            op.execute(statement)
    else:
        op.execute(TEXT_VECTOR)
        op.execute("CREATE INDEX ix_search_document_tsv ON search_document USING gin (tsv)")


# An FTS5 table can only forget a row when it is told the old words, so the triggers tell them.
FTS5 = (
    """CREATE VIRTUAL TABLE search_index USING fts5(
        title, body, content='search_document', content_rowid='key', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER search_index_add AFTER INSERT ON search_document BEGIN
        INSERT INTO search_index(rowid, title, body) VALUES (new.key, new.title, new.body); END""",
    """CREATE TRIGGER search_index_remove AFTER DELETE ON search_document BEGIN
        INSERT INTO search_index(search_index, rowid, title, body) VALUES ('delete', old.key, old.title, old.body); END""",
    """CREATE TRIGGER search_index_change AFTER UPDATE ON search_document BEGIN
        INSERT INTO search_index(search_index, rowid, title, body) VALUES ('delete', old.key, old.title, old.body);
        INSERT INTO search_index(rowid, title, body) VALUES (new.key, new.title, new.body); END""",
)
TEXT_VECTOR = """ALTER TABLE search_document ADD COLUMN tsv tsvector GENERATED ALWAYS AS
    (setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'B')) STORED"""


def _tables() -> None:
    op.create_table(
        "mark",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_mark")),
    )
    op.create_table(
        "word",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_word")),
    )
    op.create_table(
        "word_key",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["word"], ["word.word"], name=op.f("fk_word_key_word"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "word", name=op.f("pk_word_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_word_key_word"), "word_key", ["word"], unique=False)
    op.create_table(
        "match_candidate",
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("fit", sa.Double(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("minimum_age", sa.Double(), nullable=True),
        sa.Column("maximum_age", sa.Double(), nullable=True),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("payments", sa.Text(), nullable=False),
        sa.Column("modes", sa.Text(), nullable=False),
        sa.Column("areas", sa.Text(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("assured", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["key"], ["service_at_location.key"], name=op.f("fk_match_candidate_key"), onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("term", "key", name=op.f("pk_match_candidate")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_match_candidate_key"), "match_candidate", ["key"], unique=False)
    op.create_table(
        "search_document",
        sa.Column("key", AUTO, autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key"], ["service_at_location.key"], name=op.f("fk_search_document_key"), onupdate="CASCADE", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_search_document")),
    )
