"""Whom a provider is for: a referral that begins at a provider's page or at the shortlist asks for the student first."""

from __future__ import annotations

from urllib.parse import urlencode

from directory.students import caseload
from directory.web.asking import Answer, Asked, Page
from directory.web.referrals.choosing import chosen
from directory.web.referrals.picked import Picked, picked
from directory.web.routes import get, post

LONGEST = 200  # characters of a name or number


@get("/refer", may="students")
def show(asked: Asked) -> Answer:
    return _page(asked, picked(asked.query.get("record", ()), asked.word), "", asked.number("page"))


@post("/refer", may="students", reads=True)
def search(asked: Asked) -> Answer:
    form = asked.form
    return _page(asked, picked(form.all("record"), form.get), form.get("words"), 1)


def _page(asked: Asked, want: Picked, words: str, number: int) -> Page:
    too_long = len(words) > LONGEST
    found = caseload.caseload(asked.session, asked.keys, asked.scope, words=words[:LONGEST], page=number)
    asked.look("student.listed", detail="to refer one")
    providers = chosen(asked, want.records)
    query = urlencode([("record", one) for one in want.records] + want.beside)
    shown = {
        "found": found,
        "rows": [(row, want.to(row.id)) for row in found.rows],
        "want": want,
        "providers": providers.providers,
        "problems": providers.problems,
        "words": words,
        "to": f"/refer?{query}&page=",
        "errors": {"words": f"This is too long for a name: use {LONGEST} characters at most."} if too_long else {},
    }
    return Page("referrals/whom.html", shown, 422 if too_long else 200)
