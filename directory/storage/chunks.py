"""Queries over more ids than one IN list can hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Delete, Row, Select
from sqlalchemy.orm import Session

SIZE = 5_000
"""Below SQLite's limit for one statement, and large enough that the number of statements does not matter."""


def chunks(ids: Iterable[Any]) -> Iterator[Sequence[Any]]:
    """Return the ids in lists of SIZE, in their order."""
    wanted = list(ids)
    return (wanted[start : start + SIZE] for start in range(0, len(wanted), SIZE))


def rows_in(session: Session, query: Select[Any], column: ColumnElement[Any], ids: Iterable[Any]) -> Iterator[Row[Any]]:
    """Yield the rows of `query` whose `column` is one of the ids."""
    for part in chunks(ids):
        yield from session.execute(query.where(column.in_(part)))


def delete_in(session: Session, statement: Delete, column: ColumnElement[Any], ids: Iterable[Any]) -> None:
    """Delete the rows whose `column` is one of the ids."""
    for part in chunks(ids):
        session.execute(statement.where(column.in_(part)))
