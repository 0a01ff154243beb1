"""Consents are signed or spoken; those from before open no sharing, and what rested on them is ended and asked for."""

from __future__ import annotations

import datetime

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_OPEN = ("draft", "sent", "reached", "accepted", "waitlisted", "scheduled", "connected")


def upgrade() -> None:
    # Nobody can tell any more what was signed, by whom, and for which recipient: all that is there stays as history.
    op.add_column("consent", sa.Column("kind", sa.Text(), nullable=False, server_default="history"))
    op.add_column("consent", sa.Column("withdrawal", sa.LargeBinary(), nullable=True))
    op.create_table(
        "signature_task",
        sa.Column("referral_id", sa.String(length=36), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("wanted_at", sa.DateTime(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_signature_task_referral_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["settled_by"], ["staff.id"], name=op.f("fk_signature_task_settled_by"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("referral_id", name=op.f("pk_signature_task")),
    )
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    _ask_for_signatures(now)
    _end_what_rested_on_them(now)


def _ask_for_signatures(now: datetime.datetime) -> None:
    """Every open referral whose provider was told something, or has a link that works, waits for a signature."""
    referral = sa.table("referral", sa.column("id", sa.String), sa.column("status", sa.Text))
    disclosure = sa.table("disclosure", sa.column("referral_id", sa.String))
    link = _links()
    told = sa.select(disclosure.c.referral_id).where(disclosure.c.referral_id.is_not(None))
    linked = sa.select(link.c.referral_id).where(*_working(link, now))
    shared = sa.select(referral.c.id).where(
        referral.c.status.in_(_OPEN), sa.or_(referral.c.id.in_(told), referral.c.id.in_(linked))
    )
    task = sa.table(
        "signature_task", sa.column("referral_id", sa.String), sa.column("reason", sa.Text), sa.column("wanted_at", sa.DateTime)
    )
    rows = [{"referral_id": one, "reason": "before", "wanted_at": now} for one in op.get_bind().scalars(shared)]
    if rows:
        op.bulk_insert(task, rows)


def _end_what_rested_on_them(now: datetime.datetime) -> None:
    link = _links()
    op.execute(link.update().where(*_working(link, now)).values(revoked_at=now))
    mail = sa.table(
        "outbox_mail", sa.column("audience", sa.Text), sa.column("state", sa.Text), sa.column("sealed", sa.LargeBinary)
    )
    waiting = (mail.c.audience == "provider", mail.c.state == "waiting")
    op.execute(mail.update().where(*waiting).values(state="stopped", sealed=None))


def _links() -> sa.TableClause:
    return sa.table(
        "answer_link",
        sa.column("referral_id", sa.String),
        sa.column("audience", sa.Text),
        sa.column("expires_at", sa.DateTime),
        sa.column("revoked_at", sa.DateTime),
    )


def _working(link: sa.TableClause, now: datetime.datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return link.c.audience == "provider", link.c.revoked_at.is_(None), link.c.expires_at > now
