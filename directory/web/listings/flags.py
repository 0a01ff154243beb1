"""Listings that referrals found wrong, for coordinators: what is wrong and since when, and nothing about any student."""

from __future__ import annotations

from dataclasses import dataclass

from directory.referrals.corrected_listings import record_correction
from directory.referrals.reasons import REASONS
from directory.storage.referrals import flags
from directory.storage.referrals.flags import FlagRow
from directory.web.core import notices
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.core.work import by_link

MOST = 200
"""The most flags on the page; as the oldest are fixed, the others follow."""

notices.add({"flag_mended": "Marked as fixed. Everyone with a referral there is notified."})


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag with the sentence for its kind."""

    row: FlagRow
    words: str


@get("/directory/flags", may="directory")
def show(asked: Asked) -> Answer:
    return Page("listings/flags.html", {"flags": waiting(asked), "all": flags.count_open(asked.session)})


@post("/directory/flags/{flag_id:str}/done", may="directory")
def done(asked: Asked, flag_id: str) -> Answer:
    record_id = record_correction(by_link(asked), flag_id, by=asked.me.staff_id)
    asked.changed("listing.mended", subject=f"provider:{record_id}")
    return Redirect(f"/directory/{record_id}" if asked.form.has("on_record") else "/directory/flags", done="flag_mended")


def waiting(asked: Asked, record_id: str | None = None) -> list[Flag]:
    """Return the open flags, the oldest first; only those of one listing if `record_id` is given."""
    return [Flag(row, words_of(row)) for row in flags.open_ones(asked.session, record_id, limit=MOST)]


def words_of(row: FlagRow) -> str:
    said = REASONS[row.kind].words if row.kind in REASONS else "Something is wrong with this listing"
    return f"{said}: {row.words}" if row.words else said
