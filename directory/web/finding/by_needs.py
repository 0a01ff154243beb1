"""Finding help without a student in mind: the form, and the results on the page that answers it."""

from __future__ import annotations

from directory.web.core.request import Answer, Asked, Go
from directory.web.core.routes import get, post
from directory.web.finding import results
from directory.web.finding.shortlist_buttons import set_aside
from directory.web.finding.typed import Typed, read


@get("/find", may="signed_in")
def show(asked: Asked) -> Answer:
    # Without a place to start from nothing is near: a specialist's own school stands there, and can be changed.
    own = asked.me.schools[0].id if asked.me.role == "specialist" and asked.me.schools else ""
    return results.empty(asked, Typed(school=own))


@post("/find", may="signed_in", reads=True)
def find(asked: Asked) -> Answer:
    return results.answered(asked, read(asked.form))


@get("/find/shortlist", may="signed_in")
def again(asked: Asked) -> Answer:  # noqa: ARG001  # a page's signature
    """Whoever opens the address of the button below begins anew: what was asked stands in no address."""
    return Go("/find")


@post("/find/shortlist", may="signed_in")
def shortlist(asked: Asked) -> Answer:
    refused = set_aside(asked)
    return results.answered(asked, read(asked.form), refused=refused)
