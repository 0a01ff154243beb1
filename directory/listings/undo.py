"""Undoing a correction by hand: the listing, and its agency if it was touched, are restored."""

from __future__ import annotations

import datetime

from sqlalchemy.orm import Session

from directory.errors import RefusedError, UnknownError
from directory.models.codes import EditKind
from directory.storage.jobs import lock_listings
from directory.storage.listings.confidential_places import withhold_from_organizations
from directory.storage.listings.edit_effects import (
    edit_of,
    edited_later,
    imported_later,
    is_in_force,
    is_used,
    organization_made_with,
    partner_of,
)
from directory.storage.listings.edits import Changes, Editor, note
from directory.storage.listings.lookups import reindex
from directory.storage.listings.restoration import (
    forget_shortlisted,
    links_of,
    remove_links,
    remove_organizations,
    restore_links,
    restore_organizations,
)


def take_back(session: Session, edit_id: str, *, staff_id: str | None, now: datetime.datetime) -> str:
    """Undo the newest edit of a listing; return the id of the edit that records this.

    Undoing an addition removes the listing; undoing a merger restores both. Raises UnknownError if there is no such edit,
    RefusedError if it was taken back already, cannot be, or something later built on it.
    """
    lock_listings(session)
    edit = edit_of(session, edit_id)
    if edit is None:
        raise UnknownError("There is no such correction (any more).")
    partner = partner_of(session, edit)
    if edit.kind == EditKind.MERGED_AWAY and partner:
        edit, partner = partner, edit
    if not is_in_force(session, edit.id) or edit.kind == EditKind.ACCEPTED:
        raise RefusedError("This was already undone, or it cannot be undone.")
    links = {edit.record_id, *edit.before.get("service_at_location", {})}
    organizations = set(edit.before.get("organization", {}))
    made = organization_made_with(session, edit)
    if edited_later(session, edit, links, organizations, {edit.id, partner.id if partner else edit.id}):
        raise RefusedError("Something later was corrected in this record or its agency: undo that first.")
    if later := imported_later(session, edit, links | organizations):
        import_id, source = later
        raise RefusedError(
            f"Import {import_id} of “{source}” changed this record or its agency later, so the correction stays. "
            "Correct the record again instead."
        )
    if edit.kind == EditKind.ADDED:
        remove_links(session, [edit.record_id])
        remove_organizations(session, [made] if made and not is_used(session, made) else [])
        forget_shortlisted(session)
    else:
        restore_links(session, edit.before["service_at_location"])
        restore_organizations(session, edit.before.get("organization", {}))
        withhold_from_organizations(session, organizations)
        reindex(session, sorted(links | links_of(session, organizations)))
    editor = Editor(staff_id, now)
    if partner:
        note(
            session,
            editor,
            EditKind.TAKEN_BACK,
            partner.record_id,
            _inverse(partner.fields),
            other_id=edit.record_id,
            undoes=partner.id,
        )
    return note(
        session, editor, EditKind.TAKEN_BACK, edit.record_id, _inverse(edit.fields), other_id=edit.other_id, undoes=edit.id
    )


def _inverse(changes: Changes) -> Changes:
    return {target: [new, old] for target, (old, new) in changes.items()}
