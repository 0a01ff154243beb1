"""A record as coordinators see it, with what can be done to it with one click."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from directory.errors import StaleError
from directory.listings.edits import confirm, correct, hide, show, version_of
from directory.storage.jobs import lock_listings
from directory.storage.listings.edits import merged_into
from directory.storage.listings.facts import Listing
from directory.storage.listings.history import last_change
from directory.storage.listings.records import opened
from directory.storage.listings.sources import origin
from directory.storage.versions import refuse_stale
from directory.web.core import notices, stale
from directory.web.core.filters import moment
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.listings.drafts import LONGEST_LINE
from directory.web.listings.flags import waiting
from directory.web.listings.words import badges, facts
from importers.fields import Target

notices.add(
    {
        "record_confirmed": "Confirmed as true today.",
        "record_hidden": "Hidden: nobody finds it in a search now.",
        "record_shown": "Shown again: specialists find it in a search.",
        "record_confidential": "The address is confidential now: it is shown to nobody.",
        "record_open": "The address is no longer confidential.",
        "record_not_referred": "Marked “do not refer”: nobody is sent there.",
        "record_referred": "Families may be sent there again.",
        "record_moved": "That record was merged into this one.",
    }
)


@get("/directory/{record_id:str}", may="directory")
def look(asked: Asked, record_id: str) -> Answer:
    if kept := merged_into(asked.session, record_id):
        return Redirect(f"/directory/{kept}", done="record_moved")
    fields = opened(asked.session, record_id)
    shown: dict[str, Any] = {
        "record_id": record_id,
        "fields": fields,
        "version": version_of(fields),
        "badges": badges_of(asked, fields),
        "facts": list(facts(fields)),
        "origin": origin(asked.session, record_id),
        "flags": waiting(asked, record_id),
    }
    return Page("listings/show.html", shown)


@post("/directory/{record_id:str}/confirm", may="directory")
def confirm_today(asked: Asked, record_id: str) -> Answer:
    if late := _opened_before(asked, record_id, "Confirm it as true today"):
        return late
    if confirm(asked.session, [record_id], staff_id=asked.me.staff_id, now=asked.now, today=asked.today):
        asked.changed("directory.confirmed", subject=f"record:{record_id}")
    return Redirect(f"/directory/{record_id}", done="record_confirmed")


@post("/directory/{record_id:str}/hide", may="directory")
def hide_it(asked: Asked, record_id: str) -> Answer:
    if late := _opened_before(asked, record_id, "Hide it"):
        return late
    if hide(asked.session, record_id, staff_id=asked.me.staff_id, now=asked.now):
        asked.changed("directory.hidden", subject=f"record:{record_id}")
    return Redirect(f"/directory/{record_id}", done="record_hidden")


@post("/directory/{record_id:str}/show", may="directory")
def show_it(asked: Asked, record_id: str) -> Answer:
    if late := _opened_before(asked, record_id, "Show it again"):
        return late
    if show(asked.session, record_id, staff_id=asked.me.staff_id, now=asked.now):
        asked.changed("directory.shown", subject=f"record:{record_id}")
    return Redirect(f"/directory/{record_id}", done="record_shown")


@post("/directory/{record_id:str}/confidential", may="directory")
def mark_confidential(asked: Asked, record_id: str) -> Answer:
    if late := _opened_before(asked, record_id, "Make the address confidential"):
        return late
    _correct(asked, record_id, {Target.SERVICE_CONFIDENTIAL: True})
    return Redirect(f"/directory/{record_id}", done="record_confidential")


@post("/directory/{record_id:str}/not-confidential", may="directory")
def disclose(asked: Asked, record_id: str) -> Answer:
    if late := _opened_before(asked, record_id, "Let the address be shown"):
        return late
    _correct(asked, record_id, {Target.SERVICE_CONFIDENTIAL: False})
    return Redirect(f"/directory/{record_id}", done="record_open")


@post("/directory/{record_id:str}/do-not-refer", may="directory")
def stop_referring(asked: Asked, record_id: str) -> Answer:
    """Mark the record “do not refer”; the reason, if given, becomes the notice that specialists read on the provider's page."""
    if late := _opened_before(asked, record_id, "Mark it “do not refer”"):
        return late
    why = " ".join(asked.form.get("why").split())[:LONGEST_LINE]
    _correct(asked, record_id, {Target.SERVICE_DO_NOT_REFER: True} | ({Target.SERVICE_ALERT: why} if why else {}))
    return Redirect(f"/directory/{record_id}", done="record_not_referred")


@post("/directory/{record_id:str}/refer-again", may="directory")
def refer_again(asked: Asked, record_id: str) -> Answer:
    if late := _opened_before(asked, record_id, "Refer there again"):
        return late
    gone: Listing = {Target.SERVICE_ALERT: None} if asked.form.has("without_notice") else {}
    _correct(asked, record_id, {Target.SERVICE_DO_NOT_REFER: False, **gone})
    return Redirect(f"/directory/{record_id}", done="record_referred")


def _opened_before(asked: Asked, record_id: str, wanted: str) -> Page | None:
    """Return the page for a click on a record that somebody has changed since; None if it is unchanged."""
    lock_listings(asked.session)
    fields = opened(asked.session, record_id)
    try:
        refuse_stale(asked.form.get("version"), version_of(fields))
    except StaleError:
        typed = asked.form.get("why")
        last = last_change(asked.session, record_id, str(fields[Target.ORGANIZATION_ID]))
        by = [f"{last.who or 'Somebody'}, {moment(last.at)}"] if last else []
        notice = str(fields.get(Target.SERVICE_ALERT) or "")
        return stale.clicked(
            asked,
            wanted=f"{wanted}, because: {typed}" if typed else wanted,
            now=[
                ("The record", [str(fields[Target.SERVICE_NAME]), *(words for words, _ in badges_of(asked, fields))]),
                ("The notice", [notice] if notice else []),
                ("Last change", by),
            ],
            version=version_of(fields),
            back=f"/directory/{record_id}",
            button=f"{wanted}, all the same",
        )
    return None


def _correct(asked: Asked, record_id: str, changes: Listing) -> None:
    if correct(asked.session, record_id, changes, staff_id=asked.me.staff_id, now=asked.now):
        asked.changed("directory.corrected", subject=f"record:{record_id}")


def badges_of(asked: Asked, fields: Mapping[Target, Any]) -> list[tuple[str, str]]:
    return badges(
        status=fields.get(Target.SERVICE_STATUS),
        confidential=bool(fields.get(Target.SERVICE_CONFIDENTIAL)),
        do_not_refer=bool(fields.get(Target.SERVICE_DO_NOT_REFER)),
        assured=fields.get(Target.SERVICE_ASSURED_DATE),
        today=asked.today,
    )
