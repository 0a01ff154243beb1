"""What the commands share: opening the desk, printing JSON, reporting errors in one line."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from importers.problems import Severity

if TYPE_CHECKING:
    from directory.app import Desk
    from directory.settings import Settings

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
near_option = click.option("--near", metavar='ZIP|"LAT,LON"', help="Where the student starts from.")
within_option = click.option(
    "--within",
    type=click.FloatRange(0, 500),
    show_default="10, unless the words say how far",
    metavar="MILES",
    help="How far one can go.",
)
limit_option = click.option("--limit", type=click.IntRange(1, 500), default=20, show_default=True, help="How many at the most.")


def desk() -> Desk:
    """Open the desk with the settings of this machine."""
    from directory.app import open_desk
    from directory.settings import read_settings

    settings = read_settings()
    mention_empty(settings)
    return open_desk(settings)


def existing_desk() -> Desk:
    """Open the desk as `desk` does, but raise DatabaseError if its database file is absent: no new one begins.

    Cron runs commands in another folder, where a relative path leads to no database.
    """
    from directory.errors import DatabaseError
    from directory.settings import read_settings
    from directory.storage.files import is_empty

    file = _database_file(read_settings())
    if file is not None and (not file.exists() or is_empty(file)):
        raise DatabaseError(
            f"There is no database at {file.absolute()}: name it in REFERRAL_DESK_DATABASE_URL, with its whole path."
        )
    return desk()


def _database_file(settings: Settings) -> Path | None:
    """Return the file of a SQLite database, None for any other."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(settings.database_url)
    except ArgumentError:
        return None
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def mention_empty(settings: Settings) -> None:
    """Warn on standard error that a database file is empty, because a new database begins there."""
    from directory.storage.files import is_empty

    file = _database_file(settings)
    if file is not None and is_empty(file):
        complain(
            f"{file} is empty, which counts as no file: a new database begins there. If it held one, restore it from a "
            "backup before anything else."
        )


def today() -> datetime.date:
    """Return today's date in the district."""
    from directory import clock
    from directory.settings import read_settings

    clock.use(read_settings())
    return clock.today()


def now() -> datetime.datetime:
    """Return the current moment as stored in the tables: UTC, without tzinfo."""
    from directory import clock

    return clock.now()


def print_json(document: dict[str, Any] | list[Any]) -> None:
    """Write one JSON document to standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1, default=str, allow_nan=False) + "\n")


def complain(sentence: str) -> None:
    """Write one line to standard error."""
    sys.stderr.write(" ".join(sentence.split()) + "\n")


def contact_line(card: dict[str, Any]) -> str:
    """Return a service's place and phone number in one line."""
    from directory.listings.words import number_words

    phone = card["phone"] and number_words(card["phone"])
    parts = (card["location"], card["address"], phone)
    return " · ".join(dict.fromkeys(part for part in parts if part)) or "No address and no telephone number are listed."


def print_problems(problems: Iterable[Any], *, whole: str, most: int) -> None:
    """Print the problems of a list that need a look, the first `most` in full; `whole` names those without a line: "the list"."""
    telling = [problem for problem in problems if problem.severity != Severity.INFO]
    if not telling:
        return
    print(f"{len(telling)} cells or rows need a look:")
    for problem in telling[:most]:
        file = f"{name} " if (name := getattr(problem, "file", "")) else ""
        column = f", {problem.column.strip()}" if problem.column else ""
        print(f"  {file}{f'line {problem.line}' if problem.line else whole}{column}: {problem.problem}")
    if len(telling) > most:
        print(f"  … and {len(telling) - most} more: --json lists them all.")
