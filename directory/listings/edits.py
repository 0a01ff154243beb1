"""Corrections of listings by hand: differences are written, the old values are kept, and no correction is overwritten unseen."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from directory.clock import day_of
from directory.errors import RefusedError, TellsPlaceError
from directory.i18n.dates import day_of_year
from directory.listings.placement import placed
from directory.models.codes import EditKind
from directory.storage.jobs import lock_listings
from directory.storage.listings.changes import change_all
from directory.storage.listings.edits import Changes, Editor, merged_into, note
from directory.storage.listings.history import last_change
from directory.storage.listings.journal import snapshots
from directory.storage.listings.lookups import reindex
from directory.storage.listings.records import load, opened
from directory.storage.listings.rows import Writing
from directory.storage.listings.shared import write_organizations, write_programs, write_terms
from directory.storage.listings.streets import known_streets
from importers import confidential
from importers.fields import FIELDS, Target
from importers.identity import ID_TARGETS
from importers.records import Fields, Value, blank, plain

FIXED = ID_TARGETS | {"identifier"}
"""Targets that identify a record and that nobody corrects."""

_NEEDED = {
    Target.ORGANIZATION_NAME: "Write the name of the agency: a record needs one.",
    Target.SERVICE_NAME: "Write the name of the service: a record needs one.",
    Target.SERVICE_STATUS: "Choose whether the service is running.",
}

_STAYS_CONFIDENTIAL = (
    "The address of this provider is confidential, so nothing that tells where it is can be saved. Take the street out here, "
    "or say that it is no longer confidential."
)


def version_of(fields: Fields) -> str:
    """Return a hash of a listing's contents, by which a form detects changes made meanwhile."""
    known = {target: plain(value) for target, value in fields.items() if not blank(value)}
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()


def correct(
    session: Session,
    record_id: str,
    changes: Fields,
    *,
    staff_id: str | None,
    now: datetime.datetime,
    expected: str | None = None,
    kind: EditKind = EditKind.CORRECTED,
) -> str | None:
    """Write what differs from the listing and its agency; return the edit's id, or None if nothing differs.

    `expected` is version_of the fields that the form was opened with. Raises UnknownError for an unknown record, RefusedError if
    it was changed meanwhile, was merged into another, or would lose its name, TellsPlaceError if it is confidential and the
    changes name its street.
    """
    lock_listings(session)
    known = opened(session, record_id)
    if expected is not None and expected != version_of(known):
        raise RefusedError(_changed_meanwhile(session, record_id, str(known[Target.ORGANIZATION_ID])))
    if told_where := _tells_where(session, record_id, changes, known):
        raise TellsPlaceError(_STAYS_CONFIDENTIAL, told_where)
    return write_by_hand(session, {record_id: changes}, kind, Editor(staff_id, now)).get(record_id)


def confirm(
    session: Session, ids: Iterable[str], *, staff_id: str | None, now: datetime.datetime, today: datetime.date
) -> list[str]:
    """Record that somebody confirmed these listings today; return the ids of those not yet confirmed today."""
    lock_listings(session)
    wanted: dict[str, Fields] = {record_id: {Target.SERVICE_ASSURED_DATE: today} for record_id in ids}
    return list(write_by_hand(session, wanted, EditKind.CONFIRMED, Editor(staff_id, now)))


def hide(session: Session, record_id: str, *, staff_id: str | None, now: datetime.datetime) -> str | None:
    """Take a service out of searches and matches until it is shown again."""
    return correct(session, record_id, {Target.SERVICE_STATUS: "inactive"}, staff_id=staff_id, now=now, kind=EditKind.HIDDEN)


def show(session: Session, record_id: str, *, staff_id: str | None, now: datetime.datetime) -> str | None:
    """Return a hidden service to searches and matches."""
    return correct(session, record_id, {Target.SERVICE_STATUS: "active"}, staff_id=staff_id, now=now, kind=EditKind.SHOWN)


def write_by_hand(session: Session, wanted: Mapping[str, Fields], kind: EditKind, editor: Editor) -> dict[str, str]:
    """Write what differs in each listing and note it; return the notes' ids by record, without unchanged records."""
    known = load(session, wanted)
    changes: dict[str, Fields] = {
        key: _without_forgotten_streets(session, key, differing, fields)
        for key, fields in known.items()
        if (differing := _counted(_differing(wanted[key], fields), fields, day_of(editor.now)))
    }
    for key, found in changes.items():
        _refuse(session, key, found)
    before = {key: whole_before(session, key, known[key], changes[key]) for key in changes}
    writings = [Writing(key, str(known[key][Target.ORGANIZATION_ID]), found) for key, found in changes.items()]
    organizations = {one.organization_id: _of_organization(one.fields) for one in writings if touches_organization(one.fields)}
    renamed = write_organizations(session, organizations)
    write_terms(session, changes.values())
    write_programs(session, writings)
    change_all(session, writings)
    reindex(session, sorted(changes.keys() | renamed))
    return {
        key: note(session, editor, kind, key, as_old_and_new(changes[key], known[key]), before=before[key]) for key in changes
    }


def as_old_and_new(changes: Fields, known: Fields) -> Changes:
    """Return these changes as {target: [old, new]}."""
    return {target: [plain(known.get(target)), plain(value)] for target, value in changes.items()}


def whole_before(session: Session, record_id: str, known: Fields, changes: Fields) -> dict[str, Any]:
    """Return the full rows that an edit touches, as they are before it."""
    before: dict[str, Any] = {"service_at_location": snapshots(session, "service_at_location", [record_id])}
    if touches_organization(changes):
        before["organization"] = snapshots(session, "organization", [str(known[Target.ORGANIZATION_ID])])
    return before


def touches_organization(changes: Fields) -> bool:
    return any(FIELDS[target].entity == "organization" for target in changes)


def _of_organization(changes: Fields) -> Fields:
    return {target: value for target, value in changes.items() if FIELDS[target].entity == "organization"}


def _differing(wanted: Fields, known: Fields) -> dict[Target, Value]:
    given = {target: None if blank(value) and not isinstance(value, tuple) else value for target, value in wanted.items()}
    differing = {t: v for t, v in given.items() if t in FIELDS and t not in FIXED and plain(v) != plain(known.get(t))}
    moved = {t: v for t, v in placed(differing, known).items() if plain(v) != plain(known.get(t))}
    return _still_confidential(moved) if known.get(confidential.MARK) and differing.get(confidential.MARK, True) else moved


ROOM = frozenset({Target.CAPACITY_AVAILABLE, Target.SERVICE_WAIT_TIME})


def _counted(changes: dict[Target, Value], known: Fields, today: datetime.date) -> dict[Target, Value]:
    """Return changes with today as the day of openings and a wait that are changed, or confirmed with the whole listing."""
    if Target.CAPACITY_UPDATED in changes:
        return changes
    is_confirmed = changes.get(Target.SERVICE_ASSURED_DATE) == today and known.get(Target.CAPACITY_UPDATED)
    if (ROOM & changes.keys() or is_confirmed) and known.get(Target.CAPACITY_UPDATED) != today:
        return {**changes, Target.CAPACITY_UPDATED: today}
    return changes


def _tells_where(session: Session, record_id: str, changes: Fields, known: Fields) -> tuple[str, ...]:
    """Return the targets by which an edit would reveal a confidential place without lifting the mark."""
    if not known.get(confidential.MARK) or not changes.get(confidential.MARK, True):
        return ()
    differing = {t: v for t, v in changes.items() if not blank(v) and plain(v) != plain(known.get(t))}
    streets = (*known_streets(session, [record_id]).get(record_id, ()), *confidential.streets_in(differing))
    words = confidential.scrubbed(differing, confidential.of_streets(streets), {**known, **differing})
    return tuple(target for target in differing if target in confidential.PLACE or target in words)


def _without_forgotten_streets(session: Session, record_id: str, changes: Fields, known: Fields) -> Fields:
    """Return the changes of a confidential listing; if its street is removed, its words lose it for good."""
    if not known.get(confidential.MARK) or not changes.get(confidential.MARK, True):
        return changes
    if not any(target in changes for target in confidential.LINES):
        return changes
    streets = known_streets(session, [record_id]).get(record_id, ())
    words = confidential.scrubbed({**known, **changes}, confidential.of_streets(streets))
    return {**changes, **{t: v for t, v in words.items() if t not in confidential.PLACE and t not in FIXED}}


def _still_confidential(changes: dict[Target, Value]) -> dict[Target, Value]:
    """Return the changes of a confidential listing without new facts about its place; known ones may be removed."""
    return {t: v for t, v in changes.items() if t not in confidential.PLACE or blank(v)}


def _refuse(session: Session, record_id: str, changes: Fields) -> None:
    for target, sentence in _NEEDED.items():
        if target in changes and blank(changes[target]):
            raise RefusedError(sentence)
    if merged_into(session, record_id):
        raise RefusedError("This record was merged into another one: correct that one, or take the merger back first.")


def _changed_meanwhile(session: Session, record_id: str, organization_id: str) -> str:
    last = last_change(session, record_id, organization_id)
    by = f" by {last.who} on {day_of_year(last.at)}" if last and last.who else ""
    return (
        f"This record was changed meanwhile{by}, so nothing was saved and nothing of theirs is lost. "
        "Open it again, see what is new, and enter your corrections there."
    )
