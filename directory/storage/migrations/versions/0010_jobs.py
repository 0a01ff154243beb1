"""Jobs that write much, the copy that is read while one is half done; and shortlists that outlive a record.

A row of a shortlist went with its record at once, also while the undoing that took the record away was only half done.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "bulk_job",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("import_id", sa.BigInteger(), nullable=True),
        sa.Column("upload_id", sa.String(length=36), nullable=True),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("longest_hold", sa.Double(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_job")),
    )
    op.create_index("ix_bulk_job_state", "bulk_job", ["state"], unique=False)
    op.create_index(op.f("ix_bulk_job_upload_id"), "bulk_job", ["upload_id"], unique=False)
    op.create_table(
        "directory_copy",
        sa.Column("file", sa.String(length=120), nullable=False),
        sa.Column("import_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("file", name=op.f("pk_directory_copy")),
    )
    with op.batch_alter_table("shortlist_item") as shortlist:
        shortlist.drop_constraint(op.f("fk_shortlist_item_record_id"), type_="foreignkey")
