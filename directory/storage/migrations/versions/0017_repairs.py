"""How often it was tried to put right what an interrupted job left."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("bulk_job", sa.Column("repairs", sa.Integer(), nullable=False, server_default="0"))
