"""Search without a student in mind: the form, and the results on the page that answers it."""

from __future__ import annotations

from directory.models.codes import Role
from directory.web.core.request import Answer, Asked
from directory.web.core.routes import get, post
from directory.web.finding import results
from directory.web.finding.lost_search import redirect_to_form
from directory.web.finding.shortlist_buttons import set_aside
from directory.web.finding.typed import TypedSearch, filled_in, read


@get("/find", may="signed_in")
def show(asked: Asked) -> Answer:
    # Nothing is nearby without a place to start from: a specialist's own school is the default and can be changed.
    own = asked.me.schools[0].id if asked.me.role == Role.SPECIALIST and asked.me.schools else ""
    return results.empty(asked, filled_in(TypedSearch(school=own)))


@post("/find", may="signed_in", reads=True)
def find(asked: Asked) -> Answer:
    return results.answered(asked, read(asked.form))


@get("/find/shortlist", may="signed_in")
def redirect_to_search(asked: Asked) -> Answer:  # noqa: ARG001  # a page's signature
    return redirect_to_form("/find")


@post("/find/shortlist", may="signed_in")
def shortlist(asked: Asked) -> Answer:
    refused = set_aside(asked)
    return results.answered(asked, read(asked.form), refused=refused)
