"""The choice of a student: a referral that begins without one asks for the student first, and keeps everything else."""

from __future__ import annotations

from dataclasses import replace

from directory.students import caseload
from directory.web.core.request import Answer, Asked, Page
from directory.web.core.routes import get, post
from directory.web.finding.carried import typed_in
from directory.web.finding.lost_search import records_named, redirect_to_referral
from directory.web.referrals.new_referral import chosen, crisis_in
from directory.web.referrals.picked import Picked, picked, picked_in, with_search

LONGEST = 200  # characters of a name or number


@get("/refer", may="students")
def show(asked: Asked) -> Answer:
    return _page(asked, picked(asked.several("record"), asked.word), "", asked.number("page"))


@post("/refer", may="students", reads=True)
def search(asked: Asked) -> Answer:
    page = asked.form.get("page")
    number = int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 7 else 1
    return _page(asked, picked_in(asked.form), asked.form.get("words"), max(1, number))


@get("/find/refer", may="students")
def redirect_to_start(asked: Asked) -> Answer:
    return redirect_to_referral(asked, "/find")


@post("/find/refer", may="students", reads=True)
def from_results(asked: Asked) -> Answer:
    """Start from a match of a search without a student."""
    return _page(asked, _begun(asked, "match"), "", 1)


@get("/search/refer", may="students")
def redirect_to_search(asked: Asked) -> Answer:
    return redirect_to_referral(asked, "/search")


@post("/search/refer", may="students", reads=True)
def from_words(asked: Asked) -> Answer:
    """Start from a result of a search by words."""
    return _page(asked, _begun(asked, "provider"), "", 1)


def _begun(asked: Asked, origin: str) -> Picked:
    """Return the provider whose button was pressed, with the search from the button's form."""
    records = picked(records_named(asked), lambda _: "")
    return with_search(replace(records, origin=origin), typed_in(asked.form))


def _page(asked: Asked, want: Picked, words: str, number: int) -> Page:
    too_long = len(words) > LONGEST
    found = caseload.caseload(asked.session, asked.keys, asked.scope, words=words[:LONGEST], page=number)
    asked.look("student.listed", detail="to refer one")
    providers = chosen(asked, want.records)
    shown = {
        "crisis": crisis_in(want, asked.district),
        "found": found,
        "rows": found.rows,
        "want": want,
        "providers": providers.providers,
        "problems": providers.problems,
        "words": words,
        "back": want.carried.back(None, asked.today) if want.carried else None,
        "errors": {"words": f"This is too long for a name: use {LONGEST} characters at most."} if too_long else {},
    }
    return Page("referrals/whom.html", shown, 422 if too_long else 200)
