"""What was done with no-contact orders: recorded, reworded, lifted, with the words sealed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "no_contact_act",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("student_id", sa.String(length=36), nullable=False),
        sa.Column("guardian_id", sa.String(length=36), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name=op.f("fk_no_contact_act_made_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=op.f("fk_no_contact_act_student_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_no_contact_act")),
    )
    op.create_index(op.f("ix_no_contact_act_student_id"), "no_contact_act", ["student_id"], unique=False)
