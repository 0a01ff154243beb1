"""The list of all records, to search by words and by what is missing, and to confirm many at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from directory.listings.edits import confirm
from directory.storage.imports.review import alike_held_rows
from directory.storage.listings import attention
from directory.storage.listings.catalog import CatalogFilters, CatalogRow, browse, sources
from directory.storage.listings.records import existing
from directory.web.core import notices
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.listings.words import STATUSES, badges

GONE = "Nothing was confirmed: a listing that you ticked is not in the directory any more. Look at the list, and tick again."
LONGEST = 200
WANTING = {
    "stale": "Stale: not confirmed for a year",
    "without_phone": "Without a phone",
    "without_needs": "Without a need",
    "without_place": "Without a place on the map",
    "confidential": "Confidential address",
    "in_review": "Like a row that waits",
}
"""What a listing may lack; all but the last are the reasons of storage.listings.attention."""

FILTERS = ("words", "source", "status", "attention")

notices.add({"records_confirmed": "Confirmed as true today."})


@get("/directory", may="directory")
def everything(asked: Asked) -> Answer:
    chosen = {
        "words": asked.word("words")[:LONGEST],
        "source": asked.choice("source", sources(asked.session)),
        "status": asked.choice("status", STATUSES),
        "attention": asked.choice("attention", WANTING),
    }
    return _list(asked, chosen, asked.number("page"))


@post("/directory/confirm", may="directory")
def confirm_ticked(asked: Asked) -> Answer:
    chosen = {name: asked.form.get(name)[:LONGEST] for name in FILTERS}
    page = asked.form.get("page")
    ticked = list(dict.fromkeys(asked.form.all("ticked")))
    number = int(page) if page.isdecimal() and len(page) < 7 else 1
    if not ticked:
        return _list(asked, chosen, number, "Tick the listings first.")
    if existing(asked.session, ticked) != set(ticked):
        return _list(asked, chosen, number, GONE)
    for record_id in confirm(asked.session, ticked, staff_id=asked.me.staff_id, now=asked.now, today=asked.today):
        asked.changed("directory.confirmed", subject=f"record:{record_id}")
    return Redirect(_address(chosen, page if page.isdecimal() else "1"), done="records_confirmed")


def _list(asked: Asked, chosen: dict[str, str], page: int, problem: str | None = None) -> Page:
    lists = sources(asked.session)
    filters = CatalogFilters(
        words=chosen["words"],
        source=chosen["source"] if chosen["source"] in lists else None,
        status=chosen["status"] if chosen["status"] in STATUSES else None,
        among=alike_held_rows(asked.session) if chosen["attention"] == "in_review" else None,
        attention=chosen["attention"] if chosen["attention"] in attention.REASONS else None,
    )
    found = browse(asked.session, filters, asked.today, page)
    shown: dict[str, Any] = {
        "found": found,
        "rows": [(one, _badges(asked, one)) for one in found.records],
        "chosen": chosen,
        "narrowed": any(chosen.values()),
        "lists": [(name, name) for name in lists],
        "statuses": list(STATUSES.items()),
        "wanting": list(WANTING.items()),
        "to": _address(chosen, ""),
        "problem": problem,
    }
    return Page("listings/list.html", shown, 422 if problem else 200)


def _badges(asked: Asked, one: CatalogRow) -> list[tuple[str, str]]:
    return badges(
        status=one.status,
        confidential=one.confidential,
        do_not_refer=one.do_not_refer,
        assured=one.assured_date,
        today=asked.today,
    )


def _address(chosen: dict[str, str], page: str) -> str:
    """Return the list's URL with its filters, which ends in "page=" if `page` is blank."""
    return "/directory?" + urlencode({name: value for name, value in chosen.items() if value} | {"page": page})
