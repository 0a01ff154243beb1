"""`referral-desk backup FILE`."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from directory.cli.common import existing_desk, now
from directory.cli.passphrase import given_passphrase


@click.command("backup")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Write everything, keys included, to a new FILE that a passphrase opens."""
    from directory.accounts import audit
    from directory.storage.backup.creation import refuse_short, save
    from directory.storage.files import is_empty

    chosen = existing_desk()
    passphrase = given_passphrase(chosen.settings.backup_passphrase, new=True)
    refuse_short(passphrase)
    if is_empty(file):
        print(f"{file.name} is empty, which counts as no file.")
    with chosen.reading() as session:
        manifest = save(session, chosen.settings, file, passphrase, now=now())
    with chosen.writing() as session:
        audit.record(session, now=now(), staff_id=None, action="backup.made")
    print(f"{sum(manifest.counts.values())} rows written to {file.name}, and read again.")
    if manifest.keys:
        print("The keys are in it. Keep the passphrase somewhere else: without it, the backup opens for nobody.")
    else:
        print("Keep the passphrase somewhere else: without it, the backup opens for nobody.")
