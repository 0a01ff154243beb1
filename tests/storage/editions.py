"""Two editions of a made-up list, the second of which makes, changes, withdraws and renames."""

from __future__ import annotations

import datetime

from sqlalchemy import Engine, select

from directory.models import metadata
from directory.storage.engine import reading
from directory.storage.imports.long_jobs import GivenList

NOON = datetime.datetime(2026, 9, 1, 12, 0, 0)
TODAY = NOON.date()
NOT_COMPARED = ("import_", "bulk_job", "directory_copy", "taxonomy", "audit", "staff")
HEADER = "Agency,Agency website,Program,Description,Ages,ZIP,Phone"


def edition(number: int, rows: int = 40) -> GivenList:
    """Edition 1 has the rows 0 to `rows`; edition 2 lacks every fifth, changes every third, and has half as many new ones."""
    return GivenList("\n".join([HEADER, *_lines(number, rows)]).encode(), f"list-{number}.csv", "list")


def _lines(number: int, rows: int) -> list[str]:
    first = [_line(n, "Help with homework after school") for n in range(rows)]
    if number == 1:
        return first
    kept = [_line(n, "Chess and drums" if n % 3 == 0 else "Help with homework after school") for n in range(rows) if n % 5]
    return kept + [_line(n, "A choir in the evenings") for n in range(rows, rows + rows // 2)]


def _line(n: int, description: str) -> str:
    return f"Agency {n // 4},https://a{n // 4}.example.org,Club {n},{description},6-{10 + n % 8},{48910 + n % 3},517-555-01{n % 100:02}"


def directory_of(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """All rows that readers of the directory see; terms that were once used stay, and say nothing of any provider."""
    with reading(engine) as session:
        return {
            name: sorted((tuple(row) for row in session.execute(select(t))), key=repr)
            for name, t in metadata.tables.items()
            if not name.startswith(NOT_COMPARED)
        }
