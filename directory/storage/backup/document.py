"""The sealed content of a backup: compressed JSON lines; the first describes the rest.

    {"format": "referral-desk backup", "version": 1, "schema": …, "made_at": …, "counts": {table: rows, …}, "keys": […]}
    {"table": "organization", "columns": ["id", "name", …]}
    ["0198…", "Maple Valley Family Services", …]

Rows are written and read one by one and only compressed in memory, so that a backup takes a few times its own size.
Times and dates are ISO 8601, bytes are base64, according to the type of their column.
"""

from __future__ import annotations

import base64
import datetime
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Column, Date, DateTime, LargeBinary, MetaData, Table, Text

from directory.errors import SchemaError, UnreadableError
from directory.models import metadata
from directory.models.base import Code
from directory.storage.backup.encryption import DAMAGED, NO_BACKUP
from directory.storage.migrations import HEAD

FORMAT = "referral-desk backup"
VERSION = 1

LEFT_OUT = frozenset({
    "match_candidate", "search_document", "document_words", "word", "word_key",  # rebuilt from the directory
    "listed_name", "listed_name_start", "document_name",  # as well
    "staff_session", "form_receipt", "sign_in_failure", "upload", "bulk_job", "directory_copy",  # transient
})  # fmt: skip

BATCH, BATCH_OF_FILES = 1_000, 16
"""Rows held at once; those that are parts of files have a quarter of a megabyte each."""

Values = dict[str, Any]
Way = tuple[Callable[[Any], Any], Callable[[Any], Any]]

_WAYS: tuple[tuple[type[Any], Way], ...] = (
    (DateTime, (datetime.datetime.isoformat, datetime.datetime.fromisoformat)),
    (Date, (datetime.date.isoformat, datetime.date.fromisoformat)),
    (LargeBinary, (lambda value: base64.b64encode(value).decode(), base64.b64decode)),
)
_AS_IT_IS: Way = (lambda value: value, lambda value: value)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself: the schema version, the time (UTC), the rows of each table, the service keys."""

    schema: str
    made_at: datetime.datetime
    counts: Mapping[str, int]
    keys: tuple[str, ...] = field(repr=False)


def kept_tables() -> list[Table]:
    """Return the tables that a backup holds, parents before children; a code is a text, whether or not this program knows it."""
    return [table for table in _of_texts().sorted_tables if table.name not in LEFT_OUT]


@cache
def _of_texts() -> MetaData:
    copied = MetaData()
    for table in metadata.sorted_tables:
        for column in table.to_metadata(copied).columns:
            if isinstance(column.type, Code):
                column.type = Text()
    return copied


def batch_of(table: Table) -> int:
    """Return how many rows of a table are read or written at once."""
    return BATCH_OF_FILES if table.name == "attachment_part" else BATCH


def write(manifest: Manifest, tables: Iterable[tuple[Table, Iterable[Any]]]) -> bytes:
    """Return the document with the rows of each table, given as a query of the table's columns returns them."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as lines:
        lines.write(_line(_head(manifest)))
        for table, rows in tables:
            lines.write(_line({"table": table.name, "columns": [column.name for column in table.columns]}))
            ways = [_way(column)[0] for column in table.columns]
            for row in rows:
                values = (None if value is None else way(value) for way, value in zip(ways, row, strict=True))
                lines.write(_line(list(values)))
    return out.getvalue()


def read_manifest(document: bytes) -> Manifest:
    """Return the manifest; raise UnreadableError if the file is not a backup, SchemaError if its schema differs."""
    with _understood(NO_BACKUP), gzip.GzipFile(fileobj=io.BytesIO(document)) as lines:
        head = json.loads(lines.readline())
        known = head["format"] == FORMAT
        version, schema = head["version"], head["schema"]
    if not known:
        raise UnreadableError(NO_BACKUP)
    if version > VERSION or schema > HEAD:
        raise SchemaError(
            f"The backup is of a newer version ({schema}; this program knows {HEAD}): install the newer program. Nothing was changed."
        )
    if schema != HEAD:
        raise SchemaError(
            f"The backup is of an older version ({schema}; this program needs {HEAD}): restore it with the version of "
            "Referral Desk that made it, then run `referral-desk db upgrade` with this one. Nothing was changed."
        )
    with _understood(DAMAGED):
        return Manifest(schema, datetime.datetime.fromisoformat(head["made_at"]), head["counts"], tuple(head["keys"]))


def read_rows(document: bytes) -> Iterator[tuple[Table, Values]]:
    """Yield the rows, each with its table, in an order in which they can be written; may raise UnreadableError midway."""
    known = {table.name: table for table in kept_tables()}
    with _understood(DAMAGED), gzip.GzipFile(fileobj=io.BytesIO(document)) as lines:
        lines.readline()
        for line in lines:
            told = json.loads(line)
            if isinstance(told, dict):
                table = known[told["table"]]
                columns = [table.columns[name] for name in told["columns"]]
                ways = [(column.name, _way(column)[1]) for column in columns]
            else:
                pairs = zip(ways, told, strict=True)
                yield table, {name: None if value is None else way(value) for (name, way), value in pairs}


def count_rows(document: bytes) -> dict[str, int]:
    """Return how many rows of each table there are, including tables without any."""
    counts = {table.name: 0 for table in kept_tables()}
    for table, _ in read_rows(document):
        counts[table.name] += 1
    return counts


def _head(manifest: Manifest) -> Values:
    return {
        "format": FORMAT,
        "version": VERSION,
        "schema": manifest.schema,
        "made_at": manifest.made_at.isoformat(),
        "counts": dict(manifest.counts),
        "keys": list(manifest.keys),
    }


def _line(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode() + b"\n"


def _way(column: Column[Any]) -> Way:
    return next((way for kind, way in _WAYS if isinstance(column.type, kind)), _AS_IT_IS)


@contextmanager
def _understood(sentence: str) -> Iterator[None]:
    """Turn whatever a foreign or damaged document makes its readers raise into an UnreadableError."""
    try:
        yield
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError, UnboundLocalError):
        raise UnreadableError(sentence) from None
