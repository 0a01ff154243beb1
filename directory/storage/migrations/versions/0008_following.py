"""What keeps the loop going: listings to mend, searches that found nothing, counts of schools, addresses that want no mail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "mail_stop",
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("address_hash", name=op.f("pk_mail_stop")),
    )
    op.create_table(
        "school_count",
        sa.Column("school_id", sa.String(length=36), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("measure", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_count_school_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("school_id", "month", "measure", name=op.f("pk_school_count")),
    )
    op.create_table(
        "unmet_need",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("term", sa.String(length=60), nullable=False),
        sa.Column("area", sa.String(length=120), nullable=False),
        sa.Column("band", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_unmet_need_staff_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("day", "staff_id", "term", "area", "band", name=op.f("pk_unmet_need")),
    )
    op.create_index(op.f("ix_unmet_need_staff_id"), "unmet_need", ["staff_id"], unique=False)
    op.create_table(
        "listing_flag",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("record_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("referral_id", sa.String(length=36), nullable=True),
        sa.Column("made_by", sa.String(length=36), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("done_by", sa.String(length=36), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["done_by"], ["staff.id"], name=op.f("fk_listing_flag_done_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name=op.f("fk_listing_flag_made_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_listing_flag_referral_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_flag")),
    )
    op.create_index(op.f("ix_listing_flag_record_id"), "listing_flag", ["record_id"], unique=False)
    op.create_index(op.f("ix_listing_flag_referral_id"), "listing_flag", ["referral_id"], unique=False)
