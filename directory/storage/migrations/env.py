"""Alembic's environment: runs a migration on the given connection, inside its transaction."""

from __future__ import annotations

from alembic import context

from directory.models import metadata
from directory.storage.schema import ours

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    include_object=ours,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
