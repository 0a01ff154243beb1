"""A provider added by hand: the agency comes first, because most services belong to one that is listed already."""

from __future__ import annotations

from directory.listings.additions import add
from directory.listings.form import form
from directory.storage.listings.organizations import ListedOrganization, find_organizations, organization
from directory.web.core import notices
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.listings import drafts
from directory.web.listings.drafts import Boxes
from directory.web.listings.layout import ORGANIZATION, SERVICE, Section
from importers.fields import Target

NEW = "new"
LONGEST = 200

notices.add({"record_added": "Added. Specialists find it in a search from now on."})


@get("/directory/new", may="directory")
def begin(asked: Asked) -> Answer:
    """Ask for the agency; once `agency` is given, show the form for it or for a new one."""
    chosen, words = asked.word("agency"), asked.word("words")[:LONGEST]
    if not chosen:
        found = find_organizations(asked.session, words) if words else []
        return Page("listings/agency.html", {"words": words, "found": found})
    boxes: Boxes = dict(form({Target.SERVICE_STATUS: "active", Target.SERVICE_ASSURED_DATE: asked.today}))
    if chosen == NEW:
        return _form(asked, None, boxes | {Target.ORGANIZATION_NAME: words})
    return _form(asked, organization(asked.session, chosen), boxes)


@post("/directory/new", may="directory")
def add_it(asked: Asked) -> Answer:
    chosen = asked.form.get("agency")
    known = organization(asked.session, chosen) if chosen and chosen != NEW else None
    typed = drafts.typed_of(asked.form, _sections(known))
    read = drafts.read(asked.form, typed, {}, asked.today)
    if read.errors:
        return _form(asked, known, typed, read.errors)
    fields = read.fields | ({Target.ORGANIZATION_ID: known.id} if known else {})
    record_id = add(asked.session, fields, staff_id=asked.me.staff_id, now=asked.now)
    asked.changed("directory.added", subject=f"record:{record_id}")
    return Redirect(f"/directory/{record_id}", done="record_added")


def _sections(known: ListedOrganization | None) -> tuple[Section, ...]:
    return SERVICE if known else (ORGANIZATION, *SERVICE)


def _form(asked: Asked, known: ListedOrganization | None, boxes: Boxes, errors: dict[str, str] | None = None) -> Page:
    shown = {
        "agency": known,
        "chosen": known.id if known else NEW,
        **drafts.shown(asked.session, _sections(known), boxes, errors or {}),
    }
    return Page("listings/new.html", shown, 422 if errors else 200)
