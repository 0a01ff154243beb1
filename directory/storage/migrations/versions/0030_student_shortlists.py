"""A shortlist for each student beside the one for none; what was set aside before is on that one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.create_table(
        "student_shortlist_item",
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("student_id", sa.String(length=36), nullable=False),
        sa.Column("record_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_student_shortlist_item_staff_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["student_id"], ["student.id"], name=op.f("fk_student_shortlist_item_student_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("staff_id", "student_id", "record_id", name=op.f("pk_student_shortlist_item")),
    )
    op.create_index(op.f("ix_student_shortlist_item_student_id"), "student_shortlist_item", ["student_id"], unique=False)
    op.create_index(op.f("ix_student_shortlist_item_record_id"), "student_shortlist_item", ["record_id"], unique=False)
