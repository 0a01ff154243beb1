"""`referral-desk restore FILE`."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from directory.cli.common import desk
from directory.cli.passphrase import given_passphrase


@click.command("restore")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Put a backup back, keys included, into a database that is empty or absent."""
    from directory.errors import UnknownError
    from directory.settings import read_settings
    from directory.storage.backup.restore import open_backup, restore

    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnknownError(f"{file} cannot be read: {error.strerror}.") from None
    backup = open_backup(data, given_passphrase(read_settings().backup_passphrase, new=False))
    # Only now, so that a backup that does not open leaves no new database behind.
    chosen = desk()
    with chosen.writing() as session:
        restore(session, chosen.settings, backup)
    print(f"{sum(backup.manifest.counts.values())} rows are back, as they were at {backup.manifest.made_at:%Y-%m-%d %H:%M} UTC.")
    if backup.manifest.keys and not chosen.settings.keys:
        print(f"The keys are in {chosen.settings.keys_file}.")
