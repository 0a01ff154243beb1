"""Referrals with their events, letters, links and mail; what staff do about a student; what went outside the school."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "referral",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.String(length=36), nullable=False),
        sa.Column("choice", sa.SmallInteger(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("student_id", sa.String(length=36), nullable=False),
        sa.Column("need_id", sa.String(length=36), nullable=True),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("urgency", sa.SmallInteger(), nullable=False),
        sa.Column("school_id", sa.String(length=36), nullable=False),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("record_id", sa.String(length=36), nullable=False),
        sa.Column("organization_id", sa.String(length=36), nullable=False),
        sa.Column("organization", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("opened_by", sa.String(length=36), nullable=True),
        sa.Column("owner_id", sa.String(length=36), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("appointment_on", sa.Date(), nullable=True),
        sa.Column("appointment_at", sa.Text(), nullable=True),
        sa.Column("outcome", sa.SmallInteger(), nullable=True),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("touched_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["student_need.id"], name=op.f("fk_referral_need_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["opened_by"], ["staff.id"], name=op.f("fk_referral_opened_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.id"], name=op.f("fk_referral_owner_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_referral_school_id")),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=op.f("fk_referral_student_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("reference", name=op.f("uq_referral_reference")),
    )
    op.create_index(op.f("ix_referral_need_id"), "referral", ["need_id"], unique=False)
    op.create_index("ix_referral_owner_due", "referral", ["owner_id", "due_on"], unique=False)
    op.create_index("ix_referral_record_outcome", "referral", ["record_id", "outcome"], unique=False)
    op.create_index(op.f("ix_referral_request_id"), "referral", ["request_id"], unique=False)
    op.create_index(op.f("ix_referral_school_id"), "referral", ["school_id"], unique=False)
    op.create_index(op.f("ix_referral_status"), "referral", ["status"], unique=False)
    op.create_index(op.f("ix_referral_student_id"), "referral", ["student_id"], unique=False)
    op.create_table(
        "disclosure",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("student_id", sa.String(length=36), nullable=False),
        sa.Column("referral_id", sa.String(length=36), nullable=True),
        sa.Column("consent_id", sa.String(length=36), nullable=True),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", sa.String(length=36), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["consent_id"], ["consent.id"], name=op.f("fk_disclosure_consent_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name=op.f("fk_disclosure_made_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_disclosure_referral_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=op.f("fk_disclosure_student_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
    )
    op.create_index(op.f("ix_disclosure_consent_id"), "disclosure", ["consent_id"], unique=False)
    op.create_index(op.f("ix_disclosure_referral_id"), "disclosure", ["referral_id"], unique=False)
    op.create_index(op.f("ix_disclosure_student_id"), "disclosure", ["student_id"], unique=False)
    op.create_table(
        "outbox_mail",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("student_id", sa.String(length=36), nullable=False),
        sa.Column("referral_id", sa.String(length=36), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_outbox_mail_referral_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=op.f("fk_outbox_mail_student_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_mail")),
    )
    op.create_index(op.f("ix_outbox_mail_address_hash"), "outbox_mail", ["address_hash"], unique=False)
    op.create_index(op.f("ix_outbox_mail_referral_id"), "outbox_mail", ["referral_id"], unique=False)
    op.create_index("ix_outbox_mail_state_next", "outbox_mail", ["state", "next_at"], unique=False)
    op.create_index(op.f("ix_outbox_mail_student_id"), "outbox_mail", ["student_id"], unique=False)
    op.create_table(
        "referral_event",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("referral_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("at_time", sa.Text(), nullable=True),
        sa.Column("retracts", sa.String(length=36), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_referral_event_referral_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_referral_event_staff_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_event")),
        sa.UniqueConstraint("referral_id", "number", name=op.f("uq_referral_event_referral_id_number")),
    )
    op.create_index(op.f("ix_referral_event_referral_id"), "referral_event", ["referral_id"], unique=False)
    op.create_table(
        "referral_letter",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("referral_id", sa.String(length=36), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("large", sa.Boolean(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name=op.f("fk_referral_letter_made_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_referral_letter_referral_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_letter")),
    )
    op.create_index(op.f("ix_referral_letter_referral_id"), "referral_letter", ["referral_id"], unique=False)
    op.create_table(
        "student_contact",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("student_id", sa.String(length=36), nullable=False),
        sa.Column("referral_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("made_by", sa.String(length=36), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("retracted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name=op.f("fk_student_contact_made_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_student_contact_referral_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["student_id"], ["student.id"], name=op.f("fk_student_contact_student_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_student_contact")),
    )
    op.create_index(op.f("ix_student_contact_referral_id"), "student_contact", ["referral_id"], unique=False)
    op.create_index(op.f("ix_student_contact_student_id"), "student_contact", ["student_id"], unique=False)
    op.create_table(
        "answer_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("referral_id", sa.String(length=36), nullable=False),
        sa.Column("letter_id", sa.String(length=36), nullable=True),
        sa.Column("mail_id", sa.String(length=36), nullable=True),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["referral_letter.id"], name=op.f("fk_answer_link_letter_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["mail_id"], ["outbox_mail.id"], name=op.f("fk_answer_link_mail_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_answer_link_referral_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_answer_link")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_answer_link_code_hash")),
    )
    op.create_index(op.f("ix_answer_link_letter_id"), "answer_link", ["letter_id"], unique=False)
    op.create_index(op.f("ix_answer_link_mail_id"), "answer_link", ["mail_id"], unique=False)
    op.create_index(op.f("ix_answer_link_referral_id"), "answer_link", ["referral_id"], unique=False)
