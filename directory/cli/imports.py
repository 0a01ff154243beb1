"""`referral-desk imports` and `imports undo ID`."""

from __future__ import annotations

from dataclasses import asdict

import rich_click as click

from directory.cli.common import desk, json_option, now, print_json


@click.group("imports", invoke_without_command=True)
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """List the imports, the newest first."""
    if ctx.invoked_subcommand is not None:
        return
    from directory.storage.imports.past_imports import imports

    with desk().reading() as session:
        found = imports(session)
    if as_json:
        print_json({"imports": [asdict(one) for one in found]})
        return
    if not found:
        print("Nothing was imported yet: referral-desk import FILE")
    for one in found:
        counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in one.counts.items() if count)
        print(f"{one.import_id:5}  {one.imported_at:%Y-%m-%d %H:%M}  {one.state:9}  {one.source}: {counts}")


@command.command("undo")
@click.argument("import_id", metavar="ID", type=int)
def undo(import_id: int) -> None:
    """Take an import back: what it made goes, what it changed is as it was before."""
    from directory.storage.imports.long_jobs import undo_import

    records = undo_import(desk().engine, import_id, now())
    print(f"Import {import_id} was undone: {records} records are as they were before it.")
