"""Merging two listings that are one: the one that is kept takes over what is better in the other, which is hidden.

The other stays in the tables, defunct, as the row of its list. So the next import of that list finds its row, adds no new listing
and goes on to update what nobody sees (edits.keep_away), and the merger can be undone.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection

from sqlalchemy.orm import Session

from directory.errors import RefusedError
from directory.listings.edits import FIXED, as_old_and_new, touches_organization, whole_before
from directory.models.codes import EditKind
from directory.storage.jobs import lock_listings
from directory.storage.listings.changes import change_all
from directory.storage.listings.edits import AWAY, Editor, merged_into, note
from directory.storage.listings.lookups import reindex
from directory.storage.listings.records import opened
from directory.storage.listings.rows import Writing
from directory.storage.listings.shared import write_organizations, write_programs
from directory.storage.listings.streets import known_streets
from importers import confidential
from importers.fields import FIELDS, TARGETS, Target
from importers.records import Fields, NeedFit, Value, plain

# The place is one unit: taking the street takes the point that belongs to it.
_STREET = (Target.ADDRESS_ADDRESS_1, Target.ADDRESS_POSTAL_CODE)
_STOP, _NOTICE = Target.SERVICE_DO_NOT_REFER, Target.SERVICE_ALERT
_POINT = (Target.LOCATION_LATITUDE, Target.LOCATION_LONGITUDE, Target.LOCATION_PRECISION)


def merge(
    session: Session,
    keep_id: str,
    gone_id: str,
    *,
    choices: Collection[str],
    staff_id: str | None,
    now: datetime.datetime,
    unite: Collection[str] = (),
) -> str:
    """Merge `gone_id` into `keep_id`; return the id of the kept listing's edit.

    `choices` are the targets taken from the one that goes; for those in `unite`, which have several values, the kept listing gets
    the values of both. Raises UnknownError for an unknown record, RefusedError for merging one with itself or one merged already.
    """
    lock_listings(session)
    if keep_id == gone_id:
        raise RefusedError("This is one and the same record: choose another one to merge with it.")
    keep, gone = opened(session, keep_id), opened(session, gone_id)
    for record_id in (keep_id, gone_id):
        if merged_into(session, record_id):
            raise RefusedError("One of these was merged into another record already: merge with that one instead.")
    changes = _taken(keep, gone, choices, unite)
    leaving: dict[Target, Value] = {Target.SERVICE_STATUS: AWAY}
    if keep.get(confidential.MARK) or gone.get(confidential.MARK):
        streets = known_streets(session, [keep_id, gone_id])
        changes |= _withheld(keep, changes, [line for lines in streets.values() for line in lines])
        leaving |= {} if gone.get(confidential.MARK) else {confidential.MARK: True}
    before = whole_before(session, keep_id, keep, changes)
    before["service_at_location"] |= whole_before(session, gone_id, gone, leaving)["service_at_location"]
    writings = [
        Writing(keep_id, str(keep[Target.ORGANIZATION_ID]), changes),
        Writing(gone_id, str(gone[Target.ORGANIZATION_ID]), leaving),
    ]
    organization = {target: value for target, value in changes.items() if FIELDS[target].entity == "organization"}
    renamed = (
        write_organizations(session, {writings[0].organization_id: organization}) if touches_organization(changes) else set()
    )
    write_programs(session, writings[:1])
    change_all(session, writings)
    reindex(session, sorted({keep_id, gone_id} | renamed))
    editor = Editor(staff_id, now)
    note(session, editor, EditKind.MERGED_AWAY, gone_id, as_old_and_new(leaving, gone), other_id=keep_id)
    return note(session, editor, EditKind.MERGED, keep_id, as_old_and_new(changes, keep), before=before, other_id=gone_id)


def _taken(keep: Fields, gone: Fields, choices: Collection[str], unite: Collection[str]) -> dict[Target, Value]:
    chosen = {target for name in choices if (target := TARGETS.get(name)) and target not in FIXED}
    if chosen & set(_STREET):
        chosen |= set(_POINT)
    taken = {target: gone.get(target) for target in chosen}
    taken |= {target: _united(keep.get(target), gone.get(target)) for name in unite if (target := TARGETS.get(name))}
    if keep.get(confidential.MARK) or gone.get(confidential.MARK):  # if either of the two hides its place, the kept one does
        taken = {target: value for target, value in taken.items() if target not in confidential.PLACE}
        taken[confidential.MARK] = True
    if gone.get(_STOP) and not keep.get(
        _STOP
    ):  # if either of the two must not be referred to, neither may the kept one, for the reasons given
        taken[_STOP] = True
        taken.setdefault(_NOTICE, "\n".join(dict.fromkeys(str(one[_NOTICE]) for one in (keep, gone) if one.get(_NOTICE))) or None)
    elif keep.get(_STOP):
        taken = {target: value for target, value in taken.items() if target != _STOP}
    return {target: value for target, value in taken.items() if plain(value) != plain(keep.get(target))}


def _withheld(keep: Fields, changes: Fields, streets: Collection[str]) -> dict[Target, Value]:
    """Return the changes to a confidential kept listing's words, so that they contain neither record's street."""
    words = confidential.scrubbed({**keep, **changes}, confidential.of_streets(streets))
    return {target: value for target, value in words.items() if target not in confidential.PLACE and target not in FIXED}


def _united(one: Value, other: Value) -> Value:
    """Return the values of both in the order of the first; for a need that both answer, the first one's answer."""
    if not isinstance(one, tuple) or not isinstance(other, tuple):
        return one
    slugs = {item.slug for item in one if isinstance(item, NeedFit)}
    more = [item for item in other if item not in one and not (isinstance(item, NeedFit) and item.slug in slugs)]
    united: Value = (*one, *more)  # both hold values of one target
    return united
