"""`referral-desk db upgrade | check`: the tables of the database."""

from __future__ import annotations

import rich_click as click

from directory.cli.common import mention_empty


@click.group("db")
def command() -> None:
    """Make, upgrade or check the database."""


@command.command("upgrade")
def upgrade() -> None:
    """Bring the tables to this program's version; what is in them stays."""
    from directory.settings import read_settings
    from directory.storage import schema
    from directory.storage.engine import make_engine

    settings = read_settings()
    mention_empty(settings)
    before, after = schema.upgrade(make_engine(settings.database_url))
    if before == after:
        print(f"The database is of this program's version already ({after}).")
    else:
        print(f"The database was {'made' if before is None else f'brought from version {before}'}: it is of version {after} now.")


@command.command("check")
def check() -> None:
    """Say whether the database is of this program's version and whole."""
    from directory.errors import SchemaError
    from directory.settings import read_settings
    from directory.storage import schema
    from directory.storage.engine import make_engine

    settings = read_settings()
    mention_empty(settings)
    engine = make_engine(settings.database_url)
    is_new = schema.ready(engine)
    if problems := schema.problems(engine):
        raise SchemaError("The database is not as it should be: " + "; ".join(problems) + ". Restore it from a backup.")
    if is_new:
        print(f"There was no database yet: an empty one is made at {engine.url.render_as_string()}.")
    print("The database is of this program's version, and whole.")
