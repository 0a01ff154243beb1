"""The day on which a family is asked how its appointment went, beside the days on which it is reminded of it."""

from __future__ import annotations

import datetime

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

REMIND_BEFORE = 3
"""Days from Monday to Friday; this migration does not know the school calendar, and each event after it sets the day anew."""


def upgrade() -> None:
    op.add_column("referral", sa.Column("ask_on", sa.Date(), nullable=True))
    referral = sa.table(
        "referral",
        sa.column("id", sa.String()),
        sa.column("status", sa.Text()),
        sa.column("since", sa.Date()),
        sa.column("due_on", sa.Date()),
        sa.column("ask_on", sa.Date()),
        sa.column("appointment_on", sa.Date()),
    )
    made = sa.and_(referral.c.status == "scheduled", referral.c.due_on > referral.c.appointment_on)
    rows = op.get_bind().execute(
        sa.select(referral.c.id, referral.c.since, referral.c.appointment_on, referral.c.due_on).where(made)
    )
    for row in rows.all():
        remind = _weekdays_before(row.appointment_on, REMIND_BEFORE)
        due = remind if remind > row.since else row.due_on
        op.execute(referral.update().where(referral.c.id == row.id).values(due_on=due, ask_on=row.due_on))


def _weekdays_before(day: datetime.date, days: int) -> datetime.date:
    while days > 0:
        day -= datetime.timedelta(days=1)
        days -= day.weekday() < 5
    return day
