"""Listings created by hand; for imports they belong to another list, so that a row that is likely the same is noticed."""

from __future__ import annotations

import datetime

from sqlalchemy.orm import Session

from directory.errors import RefusedError, UnknownError
from directory.listings.edits import FIXED, as_old_and_new
from directory.listings.placement import placed
from directory.models.codes import EditKind
from directory.storage.ids import new_id
from directory.storage.jobs import lock_listings
from directory.storage.listings.creation import create
from directory.storage.listings.edits import Editor, note
from directory.storage.listings.lookups import reindex
from directory.storage.listings.records import load_organizations
from directory.storage.listings.rows import Writing
from directory.storage.listings.shared import write_organizations, write_programs, write_terms
from directory.storage.listings.sources import note_by_hand
from importers.fields import FIELDS, Target
from importers.records import Fields, Value, blank


def add(session: Session, fields: Fields, *, staff_id: str | None, now: datetime.datetime) -> str:
    """Create a service at location and return its id.

    `organization.id` names an existing agency; without it a new one is created from the other organization targets. Raises
    UnknownError if that agency is gone, RefusedError if a name is missing.
    """
    lock_listings(session)
    given = {t: v for t, v in fields.items() if t in FIELDS and t not in FIXED and not blank(v)}
    organization_id, organization = _organization(session, fields)
    given = {t: v for t, v in given.items() if FIELDS[t].entity != "organization"}
    if blank(given.get(Target.SERVICE_NAME)):
        raise RefusedError("Write the name of the service: a record needs one.")
    given = placed(given, {})
    one = Writing(new_id(), organization_id, given)
    if organization:
        write_organizations(session, {organization_id: organization})
    write_terms(session, [given])
    write_programs(session, [one])
    create(session, [one])
    whole = given | organization
    note_by_hand(session, one.id, whole)
    reindex(session, [one.id])
    note(session, Editor(staff_id, now), EditKind.ADDED, one.id, as_old_and_new(whole, {}))
    return one.id


def _organization(session: Session, fields: Fields) -> tuple[str, dict[Target, Value]]:
    """Return the agency's id, and what to write about it if it is new."""
    known = fields.get(Target.ORGANIZATION_ID)
    if isinstance(known, str) and known:
        if not load_organizations(session, [known]):
            raise UnknownError("This agency is not in the directory (any more): choose another one, or write its name.")
        return known, {}
    new = {
        t: v for t, v in fields.items() if t in FIELDS and FIELDS[t].entity == "organization" and t not in FIXED and not blank(v)
    }
    if Target.ORGANIZATION_NAME not in new:
        raise RefusedError("Choose the agency, or write the name of a new one: a record needs one.")
    return new_id(), new
