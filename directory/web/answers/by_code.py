"""The entrance for people without a camera, who type in the code and the reference number of a letter."""

from __future__ import annotations

from collections.abc import Mapping

from directory.i18n.catalogs import marked
from directory.referrals.answers import code_entry
from directory.referrals.answers.links import ClosedLink
from directory.web.answers import words
from directory.web.answers.shown import STATUS_OF_ENDED, closed_page, shared, to
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.core.work import by_link

PAGE = code_entry.PAGE
FIELDS = ("code", "reference")
LONGEST = 40
"""The most characters of a code or a reference number, including any separators typed."""

MISSING = marked("Please type this too.")
UNLIKE = marked("This code and this number do not fit. Please look at your letter and try again.")


@get(PAGE, may="anyone")
def ask(asked: Asked) -> Answer:
    return _page(asked, {})


@post(PAGE, may="anyone")
def enter(asked: Asked) -> Answer:
    if missing := {name: MISSING for name in FIELDS if not asked.form.has(name)}:
        return _page(asked, missing, 422)
    code, reference = (asked.form.get(name)[:LONGEST] for name in FIELDS)
    found = code_entry.enter_code(by_link(asked), code, reference, address=asked.address)
    if isinstance(found, code_entry.EnteredCode):
        return Redirect(f"{PAGE}/{found.token}{to({'in': asked.word('in')}) if asked.word('in') else ''}")
    if isinstance(found, ClosedLink):
        return closed_page(asked, STATUS_OF_ENDED, found.language)
    # A failed attempt that was counted must stay counted.
    return closed_page(asked, 429, keep=True) if found.wait else _page(asked, {"code": UNLIKE}, 422)


def _page(asked: Asked, errors: Mapping[str, str], status: int = 200) -> Page:
    typed = {name: asked.form.get(name)[:LONGEST] for name in FIELDS}
    return Page(
        "answers/code.html", shared(asked, words.page_catalog(asked)) | {"typed": typed, "errors": errors}, status, keep=True
    )
