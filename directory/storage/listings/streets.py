"""Every street that a record is known to have had: now, in its list's words, before an import, an edit or a merge.

A place that becomes confidential loses its street, but text that names it may return through a list, an undo or a merge: such
text is searched for all of these streets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from directory.models import Address, ImportChange, RecordEdit, RecordSource, ServiceAtLocation, table
from directory.storage.chunks import chunks, rows_in
from directory.storage.listings.targets import COLUMNS, target_of
from importers.confidential import LINES, streets_in


def known_streets(session: Session, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the address lines of each of these services at location, past and present; those without any are left out."""
    wanted = list(ids)
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for record_id, line in (
        *_current(session, wanted),
        *_of_lists(session, wanted),
        *_before_imports(session, wanted),
        *_of_edits(session, wanted),
    ):
        found[record_id][line] = None
    return {record_id: tuple(lines) for record_id, lines in found.items()}


Lines = Iterable[tuple[str, str]]


def _current(session: Session, ids: list[str]) -> Lines:
    links, addresses = table(ServiceAtLocation).c, table(Address).c
    query = select(links.id, addresses.address_1, addresses.address_2).join(Address, addresses.location_id == links.location_id)
    for row in rows_in(session, query, links.id, ids):
        yield from ((row.id, line) for line in (row.address_1, row.address_2) if line)


def _of_lists(session: Session, ids: list[str]) -> Lines:
    columns = table(RecordSource).c
    for row in rows_in(session, select(columns.record_id, columns.fields), columns.record_id, ids):
        yield from ((row.record_id, line) for line in streets_in(row.fields or {}))


def _before_imports(session: Session, ids: list[str]) -> Lines:
    columns = table(ImportChange).c
    query = select(columns.entity_id, columns.before).where(columns.entity == "service_at_location", columns.before.is_not(None))
    for row in rows_in(session, query, columns.entity_id, ids):
        yield from ((row.entity_id, line) for line in _of_snapshot(row.before or {}))


def _of_edits(session: Session, ids: list[str]) -> Lines:
    """Yield what edits of these records changed, and both records of a merge as they were before it."""
    for part in chunks(ids):
        query = select(RecordEdit).where(or_(RecordEdit.record_id.in_(part), RecordEdit.other_id.in_(part)))
        for edit in session.scalars(query):
            lines = {line for one in edit.before.get("service_at_location", {}).values() for line in _of_snapshot(one)}
            lines |= {line for target in LINES for line in edit.fields.get(target, ()) if isinstance(line, str) and line.strip()}
            yield from ((key, line) for key in (edit.record_id, edit.other_id) if key and key in part for line in sorted(lines))


def _of_snapshot(snapshot: Mapping[str, list[dict[str, Any]]]) -> Iterable[str]:
    for row in snapshot.get("address", ()):
        yield from streets_in({target_of("address", column): row.get(column) for column in COLUMNS["address"]})
