"""The imports: their rows as they were written, where each record came from, and what undoing needs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# SQLite counts a primary key by itself only where it is called INTEGER.
AUTO = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "import_batch",
        sa.Column("id", AUTO, sa.Identity(always=False), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_table(
        "import_change",
        sa.Column("import_id", AUTO, nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.String(length=36), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.id"], name=op.f("fk_import_change_import_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("import_id", "entity", "entity_id", name=op.f("pk_import_change")),
    )
    op.create_index(op.f("ix_import_change_entity_id"), "import_change", ["entity_id"], unique=False)
    op.create_table(
        "import_row",
        sa.Column("import_id", AUTO, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("record_id", sa.String(length=36), nullable=True),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("like", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.id"], name=op.f("fk_import_row_import_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("import_id", "line", name=op.f("pk_import_row")),
    )
    op.create_index(op.f("ix_import_row_record_id"), "import_row", ["record_id"], unique=False)
    op.create_table(
        "record_source",
        sa.Column("record_id", sa.String(length=36), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("import_id", AUTO, nullable=True),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["import_batch.id"], name=op.f("fk_record_source_import_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_record_source")),
    )
    op.create_index(op.f("ix_record_source_import_id"), "record_source", ["import_id"], unique=False)
    op.create_index(op.f("ix_record_source_source"), "record_source", ["source"], unique=False)
