"""The shortlist: the few providers set aside, side by side, to print or to copy as a list."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from directory.errors import UnknownError
from directory.finding.comparison import compare
from directory.referrals import history
from directory.storage import shortlists
from directory.students.files import StudentFile
from directory.web.core import notices
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.finding import providers
from directory.web.finding.asked_lines import asked_lines
from directory.web.finding.carried import Carried, carried_in, typed_in
from directory.web.finding.shortlist_buttons import RefusedShortlist, set_aside, shortlist_of

notices.add(
    {
        "shortlist_added": "It is on the shortlist.",
        "shortlist_removed": "It is off the shortlist.",
        "shortlist_cleared": "The shortlist is empty again.",
        "provider_merged": "Two listings of this provider were made into one. This is it.",
    }
)

_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


@get("/shortlist", may="signed_in")
def show(asked: Asked) -> Answer:
    return _page(asked, asked.word("for"))


@post("/shortlist", may="signed_in", reads=True)
def show_with_search(asked: Asked) -> Answer:
    """Show the shortlist with the search of the form, its own or one that it carries."""
    return _page(asked, asked.form.get("for"), carried_in(asked.form) or typed_in(asked.form))


def _page(asked: Asked, student_id: str, carried: Carried | None = None) -> Page:
    """Return the shortlist for a student (an id, or blank); `carried` is the search that led to it."""
    student = providers.student_of(asked, student_id)
    ids = shortlists.listed(asked.session, shortlist_of(asked, student))
    shown = {
        "carried": carried,
        "lines": asked_lines(asked, carried, ids),
        "back": carried.back(student, asked.today) if carried else None,
        "compared": compare(asked.session, ids, asked.today, asked.language),
        "student": student,
        "without_student": len(shortlists.listed(asked.session, shortlist_of(asked, None))) if student else 0,
        "pasts": history.past(asked.session, student, ids) if student else {},
        "most": shortlists.MOST,
    }
    return Page("finding/shortlist.html", shown)


@post("/shortlist/add", may="signed_in")
def add(asked: Asked) -> Answer:
    """Add a provider to the shortlist from its own page; a fifth is refused there."""
    if refused := set_aside(asked, _student(asked)):
        if refused.status == 404:
            raise UnknownError(refused.words)
        return _provider(asked, refused.record_id, refused)
    return _back(asked, asked.form.get("add"), "shortlist_added")


@post("/shortlist/remove", may="signed_in")
def remove(asked: Asked) -> Answer:
    record_id = asked.form.get("take_off")
    shortlists.remove(asked.session, shortlist_of(asked, _student(asked)), record_id)
    return _back(asked, record_id, "shortlist_removed")


@post("/shortlist/clear", may="signed_in")
def clear(asked: Asked) -> Answer:
    shortlists.clear(asked.session, shortlist_of(asked, _student(asked)))
    return Redirect(_address(asked), done="shortlist_cleared")


def _student(asked: Asked) -> StudentFile | None:
    """Return the student for whom the form's shortlist is."""
    return providers.student_of(asked, asked.form.get("for"))


def _address(asked: Asked) -> str:
    """Return the address of the form's shortlist."""
    student_id = asked.form.get("for")
    return f"/shortlist?{urlencode({'for': student_id})}" if _ID.fullmatch(student_id) else "/shortlist"


def _provider(asked: Asked, record_id: str, refused: RefusedShortlist | None = None) -> Page:
    """Return the provider's page again, with the search that found it."""
    form = asked.form
    return providers.page(asked, record_id, form.get("from"), form.get("for"), refused, carried=carried_in(form))


def _back(asked: Asked, record_id: str, done: str) -> Answer:
    """Return to the provider's page if the button was there, else to the shortlist: never to a URL given in a form.

    If a search came along, the page itself is the answer, because what was asked is never part of a URL.
    """
    if asked.form.get("page") == "shortlist" and (carried := carried_in(asked.form)):
        return _page(asked, asked.form.get("for"), carried)
    if asked.form.get("page") != "provider" or not _ID.fullmatch(record_id):
        return Redirect(_address(asked), done=done)
    if carried_in(asked.form):
        return _provider(asked, record_id)
    beside = [(name, asked.form.get(name)) for name in ("from", "for")]
    query = urlencode([(name, value) for name, value in beside if _ID.fullmatch(value)])
    return Redirect(f"/providers/{record_id}{f'?{query}' if query else ''}", done=done)
