"""The history of a record, the newest entry first, and the undoing of the newest correction."""

from __future__ import annotations

from directory.errors import RefusedError, UnknownError
from directory.listings.undo import take_back
from directory.storage.listings.edits import merged_into
from directory.storage.listings.history import history
from directory.storage.listings.records import opened
from directory.web.core import notices
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.listings.words import DONE, changes

notices.add(
    {
        "record_taken_back": "Undone: the listing is as it was before.",
        "record_gone": "Undone: the provider that was added has been removed.",
    }
)


@get("/directory/{record_id:str}/history", may="directory")
def show(asked: Asked, record_id: str) -> Answer:
    fields = opened(asked.session, record_id)
    shown = {
        "record_id": record_id,
        "fields": fields,
        "kept": merged_into(asked.session, record_id),
        "entries": [(entry, DONE[entry.kind], changes(entry.changes)) for entry in history(asked.session, record_id)],
    }
    return Page("listings/history.html", shown)


@post("/directory/{record_id:str}/take-back", may="directory")
def take_it_back(asked: Asked, record_id: str) -> Answer:
    opened(asked.session, record_id)
    edit_id = asked.form.get("edit")
    entry = next((one for one in history(asked.session, record_id) if one.edit_id == edit_id), None)
    if entry is None:
        raise UnknownError("There is no such correction of this record (any more).")
    if not entry.newest:
        raise RefusedError("This was already undone, or something was corrected later: undo that first.")
    take_back(asked.session, edit_id, staff_id=asked.me.staff_id, now=asked.now)
    asked.changed("directory.taken_back", subject=f"record:{record_id}")
    if entry.kind == "added":
        return Redirect("/directory", done="record_gone")
    return Redirect(f"/directory/{record_id}/history", done="record_taken_back")
