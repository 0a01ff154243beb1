"""History of a record: the imports that made and changed it and the corrections by hand, with what each changed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import SimpleNamespace
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from directory.models import ImportBatch, ImportChange, RecordEdit, Service, ServiceAtLocation, Staff
from directory.models.codes import EditKind
from directory.storage.listings.edits import Changes, holds, touching_organizations
from directory.storage.listings.journal import UNDONE, Snapshot, snapshots
from directory.storage.listings.streets import known_streets
from directory.storage.listings.targets import COLUMNS, DETAILS, need_term_id, target_of
from importers import confidential
from importers.places.streets import Streets
from importers.problems import WITHHELD
from importers.records import plain
from matching.needs import terms

_TABLES = {
    "service_at_location": ("service", "location", "address", "service_at_location", "service_capacity"),
    "organization": ("organization",),
}


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that happened to a record, or to its agency.

    `kind` is that of an edit, or imported or updated for an import; `who` is the staff member, or the list; `changes` are
    {target: [old, new]}; `undone` means that it was undone later; `newest` that it is the edit that can be undone; `other_id` is
    the other record of a merge.
    """

    at: datetime.datetime
    kind: str
    who: str | None
    changes: Changes
    import_id: int | None = None
    edit_id: str | None = None
    undone: bool = False
    newest: bool = False
    other_id: str | None = None
    order: tuple[int, int, str] = (0, 0, "")


def history(session: Session, record_id: str) -> list[HistoryEntry]:
    """Return what happened to this service at location and to its agency, newest first; empty if it never existed."""
    organization_id = _organization_of(session, record_id)
    entries = _edits(session, record_id, organization_id)
    for entity, key in (("service_at_location", record_id), ("organization", organization_id)):
        if key:
            entries += _imports(session, entity, key)
    merged: dict[tuple[int, int, str], HistoryEntry] = {}
    for entry in entries:
        # An import that changed the record and its agency is listed once.
        known = merged.get(entry.order)
        merged[entry.order] = replace(known, changes=known.changes | entry.changes) if known else entry
    ordered = sorted(merged.values(), key=lambda entry: entry.order, reverse=True)
    told = [e for e in ordered if e.edit_id or e.changes or e.undone or e.kind == "imported"]
    return _with_newest(_without_streets(session, record_id, organization_id, told))


def _without_streets(
    session: Session, record_id: str, organization_id: str | None, entries: list[HistoryEntry]
) -> list[HistoryEntry]:
    """Return the entries without streets of confidential places: the agency's in its texts, the record's own everywhere."""
    query = select(ServiceAtLocation.id).join(Service, Service.id == ServiceAtLocation.service_id)
    places = list(
        session.scalars(query.where(Service.organization_id == organization_id, Service.confidential.is_(True)))
        if organization_id
        else ()
    )
    if not places:
        return entries
    streets = known_streets(session, places)
    pattern = confidential.of_streets(dict.fromkeys(line for lines in streets.values() for line in lines))
    hidden = record_id in places
    return [
        replace(
            entry,
            changes={
                target: _without(_of(target, pattern), both) if hidden or target.startswith("organization.") else both
                for target, both in entry.changes.items()
                if not (hidden and target in confidential.PLACE)
            },
        )
        for entry in entries
    ]


def _of(target: str, streets: Streets | None) -> Streets | None:
    return streets.in_names() if streets and target in confidential.NAMES else streets


def _without(pattern: Streets | None, value: Any) -> Any:
    if isinstance(value, str):
        return pattern.sub(WITHHELD, value) if pattern else value
    if isinstance(value, Mapping):
        return {key: _without(pattern, one) for key, one in value.items()}
    return [_without(pattern, one) for one in value] if isinstance(value, list | tuple) else value


def last_change(session: Session, record_id: str, organization_id: str) -> HistoryEntry | None:
    """Return the newest thing that happened to the record or its agency, for a sentence about it."""
    found = _edits(session, record_id, organization_id)
    query = _batches().where(or_(ImportChange.entity_id == record_id, ImportChange.entity_id == organization_id))
    found += [_imported(row, {}) for row in session.execute(query) if row.state != UNDONE]
    return max(found, key=lambda entry: entry.order, default=None)


def _organization_of(session: Session, record_id: str) -> str | None:
    query = select(Service.organization_id).join(ServiceAtLocation, ServiceAtLocation.service_id == Service.id)
    return session.scalar(query.where(ServiceAtLocation.id == record_id))


def _edits(session: Session, record_id: str, organization_id: str | None) -> list[HistoryEntry]:
    edits = list(session.scalars(select(RecordEdit).where(RecordEdit.record_id == record_id)))
    if organization_id:
        edits += [e for e in touching_organizations(session, [organization_id]) if e.record_id != record_id]
    staff = {e.staff_id for e in edits} - {None}
    names = {row.id: row.name for row in session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(staff)))}
    standing: set[str] = set(session.scalars(select(RecordEdit.id).where(RecordEdit.id.in_([e.id for e in edits]), holds())))
    return [
        HistoryEntry(
            at=e.at,
            kind=e.kind,
            who=names.get(e.staff_id or ""),
            changes=_of_organization(e.fields) if e.record_id != record_id else e.fields,
            edit_id=e.id,
            undone=e.kind != EditKind.TAKEN_BACK and e.id not in standing,
            newest=e.id in standing and e.record_id == record_id and e.kind != EditKind.ACCEPTED,
            other_id=e.other_id,
            order=(e.after_import, 1, e.id),
        )
        for e in edits
    ]


def _of_organization(changes: Changes) -> Changes:
    return {target: values for target, values in changes.items() if target.startswith("organization.")}


def _with_newest(entries: Iterable[HistoryEntry]) -> list[HistoryEntry]:
    """Mark the newest entry that still counts as the one that can be undone, if it is an edit of this record."""
    found: list[HistoryEntry] = []
    open_ = True
    for entry in entries:
        counts = not entry.undone and entry.kind not in (EditKind.TAKEN_BACK, EditKind.ACCEPTED)
        found.append(replace(entry, newest=entry.newest and open_))
        open_ = open_ and not counts
    return found


def _batches() -> Any:
    return select(ImportBatch.id, ImportBatch.source, ImportBatch.imported_at, ImportBatch.state, ImportChange.before).join(
        ImportChange, ImportChange.import_id == ImportBatch.id
    )


def _imported(row: Any, changes: Changes) -> HistoryEntry:
    return HistoryEntry(
        at=row.imported_at,
        kind="imported" if row.before is None else "updated",
        who=row.source,
        changes=changes,
        import_id=row.id,
        undone=row.state == UNDONE,
        order=(row.id, 0, ""),
    )


def _imports(session: Session, entity: str, key: str) -> list[HistoryEntry]:
    """Return the imports that touched a record; each changed what differs from the state at the next change."""
    query = _batches().where(ImportChange.entity == entity, ImportChange.entity_id == key)
    rows = list(session.execute(query))
    states = [(row.id, 0, "", row.before) for row in rows if row.before]
    edited = ((edit, edit.before.get(entity, {}).get(key)) for edit in _edits_of(session, entity, key))
    states += [(edit.after_import, 1, edit.id, before) for edit, before in edited if before]
    states.sort(key=lambda state: state[:3])
    now = snapshots(session, entity, [key]).get(key)
    return [_imported(row, _difference(entity, row, states, now)) for row in rows]


def _edits_of(session: Session, entity: str, key: str) -> list[RecordEdit]:
    """Return the edits still in force on the record, on the one that it was merged into, or on the agency."""
    if entity == "organization":
        return touching_organizations(session, [key])
    mine = or_(RecordEdit.record_id == key, and_(RecordEdit.other_id == key, RecordEdit.kind == EditKind.MERGED))
    return list(session.scalars(select(RecordEdit).where(mine, holds())))


def _difference(entity: str, row: Any, states: list[tuple[int, int, str, Snapshot]], now: Snapshot | None) -> Changes:
    after = next((state[3] for state in states if state[:3] > (row.id, 0, "")), now)
    if row.before is None or after is None or row.state == UNDONE:
        return {}
    old, new = _plain_fields(entity, row.before), _plain_fields(entity, after)
    return {
        target: [old.get(target), new.get(target)] for target in old.keys() | new.keys() if old.get(target) != new.get(target)
    }


def _plain_fields(entity: str, snapshot: Snapshot) -> dict[str, object]:
    """Return what the rows of a snapshot say by target, as stored in JSON."""
    found: dict[str, object] = {}
    for name in _TABLES[entity]:
        for row in snapshot.get(name, ()):
            found |= {target_of(name, column): row.get(column) for column in COLUMNS[name]}
    slugs = _slugs()
    for detail in DETAILS if entity == "service_at_location" else ():
        rows = [r for r in snapshot.get(detail.model.__tablename__, ()) if all(r[c] == v for c, v in detail.extra.items())]
        rows.sort(key=lambda r: int(r["position"]))
        found[detail.target] = plain(tuple(detail.read(SimpleNamespace(**_with_slug(r, slugs))) for r in rows))
    return found


def _with_slug(row: Mapping[str, Any], slugs: Mapping[str, str]) -> dict[str, Any]:
    term = row.get("taxonomy_term_id")
    return {**row, "code": slugs.get(term, term)} if term else dict(row)


@cache
def _slugs() -> Mapping[str, str]:
    return {need_term_id(slug): slug for slug in terms()}
