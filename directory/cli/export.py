"""`referral-desk export csv FILE`."""

from __future__ import annotations

from pathlib import Path

import rich_click as click

from directory.cli.common import desk


@click.group("export")
def command() -> None:
    """Write the directory to a file."""


@command.command("csv")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
def csv(file: Path) -> None:
    """Write a row for each service at location; edit the file and import it again to correct the directory."""
    from directory.storage.files import write_all
    from directory.storage.listings.export import export_csv

    with desk().reading() as session:
        text, rows = export_csv(session)
    write_all({file: text.encode()})
    print(f"{rows} rows written to {file.name}.")
