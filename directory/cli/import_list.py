"""`referral-desk import`: importing a provider list."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import rich_click as click

from directory.cli.common import complain, desk, json_option, now, print_json, print_problems, today

if TYPE_CHECKING:
    from directory.storage.imports.publication import Report

MOST_SHOWN = 15


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--source", help="What the list is called; the next edition must go by the same name. Default: the file's name.")
@click.option("--format", "format_", type=click.Choice(["auto", "csv", "xlsx"]), default="auto", show_default=True)
@click.option(
    "--columns",
    "map_file",
    metavar="MAP.toml",
    type=click.Path(path_type=Path),
    help="What the columns mean, where a human must say.",
)
@click.option("--gone-too", is_flag=True, help="Withdraw the services that are gone from it, even if those are more than half.")
@click.option("--all-the-same", is_flag=True, help="Publish it though it looks, as a whole, as if it was read wrong.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@json_option
def command(
    file: Path,
    source: str | None,
    format_: Literal["auto", "csv", "xlsx"],
    map_file: Path | None,
    gone_too: bool,
    all_the_same: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read a provider list into the directory: new services, changed ones, and those that are gone from it."""
    from directory.storage.imports.long_jobs import GivenList, publish_list
    from directory.storage.imports.publication import DoubtfulError, WithdrawalConsent, doubt, misread, report

    map_text = _text(map_file) if map_file else None
    given = GivenList(_bytes(file), file.name, source or file.stem, format_, map_text)
    chosen = desk()
    refused: DoubtfulError | None = None
    try:
        if dry_run:
            with chosen.reading() as session:
                done = report(given.staged(session, today()))
        else:
            done = publish_list(
                chosen.engine, given, today=today(), now=now(), gone=WithdrawalConsent.ALL if gone_too else WithdrawalConsent.ASK,
                all_the_same=all_the_same,
            )  # fmt: skip
    except DoubtfulError as error:
        done, refused = error.report, error
    if as_json:
        print_json(_json(done))
    else:
        _print(done, dry_run=dry_run)
    if refused:
        raise refused
    if dry_run and not gone_too and (words := doubt(done)):
        complain(words)
    if dry_run and not all_the_same and (words := misread(done)):
        complain(words)


def _bytes(path: Path) -> bytes:
    from directory.errors import UnknownError

    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UnknownError(f"There is no file {path.name}: check its name and folder.") from None
    except IsADirectoryError:
        if any(one.name.casefold() == "users.csv" for one in path.iterdir()):
            raise UnknownError(f"{path.name} is the folder of a roster: it is read by `referral-desk students import`.") from None
        raise UnknownError(f"{path.name} is a folder: name the list in it.") from None
    except OSError as error:
        raise UnknownError(f"{path.name} cannot be read: {error.strerror}.") from None


def _text(path: Path) -> str:
    from directory.errors import UsageError

    try:
        return _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path.name} is not a text in UTF-8: save it as one.") from None


def _json(done: Report) -> dict[str, Any]:
    from directory.listings.problems.words import told

    return asdict(done) | {"problems": [asdict(told(problem)) for problem in done.problems]}


def _print(done: Report, *, dry_run: bool) -> None:
    from directory.listings.problems.words import told

    number = "" if done.import_id is None else f" (import {done.import_id})"
    print(f"{done.rows_read} rows of “{done.source}” read{number}:")
    parts = ("created", "updated", "unchanged", "withdrawn", "needs_review", "rejected", "duplicates")
    for part in parts:
        if count := getattr(done, part):
            print(f"  {count:6}  {part.replace('_', ' ')}")
    print("Columns understood:")
    for header, target in done.columns.items():
        print(f"  {' '.join(header.split())} → {target}")
    if done.unread_columns:
        print(f"Columns not read: {', '.join(done.unread_columns)}")
    if done.doubts:
        print("Was this list read right?")
    for doubt in map(told, done.doubts):
        print(f"  {f'{doubt.column}: ' if doubt.column else ''}{doubt.problem}")
        for row in (doubt.value or "").splitlines():
            print(f"    line {row}")
    print_problems([told(one) for one in done.problems if one not in done.doubts], whole="the list", most=MOST_SHOWN)
    if dry_run:
        print("Nothing was changed: this was a dry run.")
    elif done.import_id is not None:
        print(f"To take it back: referral-desk imports undo {done.import_id}")
