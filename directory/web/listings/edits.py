"""The form that corrects a record; what somebody else changed meanwhile is shown, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Sequence

from directory.errors import RefusedError, TellsPlaceError, UsageError
from directory.listings.edits import correct, version_of
from directory.listings.form import form
from directory.storage.listings.edits import merged_into
from directory.storage.listings.facts import Listing
from directory.storage.listings.history import history
from directory.storage.listings.organizations import organization
from directory.storage.listings.records import opened
from directory.web.core import notices
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.listings import drafts
from directory.web.listings.drafts import Boxes, ConflictingBox
from directory.web.listings.layout import SECTIONS
from importers.fields import Target

notices.add({"record_saved": "Saved.", "record_same": "Nothing was changed, so nothing was saved."})


@get("/directory/{record_id:str}/edit", may="directory")
def edit(asked: Asked, record_id: str) -> Answer:
    if kept := merged_into(asked.session, record_id):
        return Redirect(f"/directory/{kept}", done="record_moved")
    fields = opened(asked.session, record_id)
    return _form(asked, record_id, fields, dict(form(fields)))


@post("/directory/{record_id:str}/edit", may="directory")
def save(asked: Asked, record_id: str) -> Answer:
    known = opened(asked.session, record_id)
    version = asked.form.get("version")
    if not version:
        raise UsageError("This form came without what it was opened with. Open the record again and correct it there.")
    typed = drafts.typed_of(asked.form, SECTIONS)
    if version != version_of(known):
        return _changed_meanwhile(asked, record_id, typed)
    read = drafts.read(asked.form, typed, known, asked.today)
    if read.errors:
        return _form(asked, record_id, known, typed, errors=read.errors, status=422)
    try:
        edit_id = correct(asked.session, record_id, read.fields, staff_id=asked.me.staff_id, now=asked.now, expected=version)
    except TellsPlaceError as error:
        sentences = drafts.in_order(dict.fromkeys(error.targets, str(error)))
        return _form(asked, record_id, known, typed, errors=sentences, status=422)
    except RefusedError:
        if version == version_of(opened(asked.session, record_id)):
            raise
        return _changed_meanwhile(asked, record_id, typed)
    if edit_id is None:
        return Redirect(f"/directory/{record_id}", done="record_same")
    asked.changed("directory.corrected", subject=f"record:{record_id}")
    return Redirect(f"/directory/{record_id}", done="record_saved")


def _changed_meanwhile(asked: Asked, record_id: str, typed: Boxes) -> Page:
    known = opened(asked.session, record_id)
    version, mark = asked.form.get("version"), asked.form.get("seen")
    boxes, theirs = drafts.put_together(asked.session, record_id, typed, known, version=version, mark=mark)
    return _form(asked, record_id, known, boxes, theirs=theirs, status=409)


def _form(
    asked: Asked,
    record_id: str,
    known: Listing,
    boxes: Boxes,
    *,
    errors: dict[str, str] | None = None,
    theirs: Sequence[ConflictingBox] = (),
    status: int = 200,
) -> Page:
    entries = history(asked.session, record_id)
    shown = {
        "record_id": record_id,
        "known": known,
        "agency": organization(asked.session, str(known[Target.ORGANIZATION_ID])),
        "version": version_of(known),
        # A form shown again to fix mistakes keeps what it was opened with.
        "seen": asked.form.get("seen") if status == 422 else drafts.seen(entries),
        "meanwhile": status == 409,
        "last": entries[0] if entries else None,
        "theirs": theirs,
        **drafts.shown(asked.session, SECTIONS, boxes, errors or {}),
    }
    return Page("listings/edit.html", shown, status)
