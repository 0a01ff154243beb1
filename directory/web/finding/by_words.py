"""Search of the directory by words: a name, a street, anything in a listing; typing errors are corrected."""

from __future__ import annotations

from typing import Any

from directory.errors import refused
from directory.finding.crisis import crisis_card
from directory.finding.searches import Searched, search_services
from directory.form_fields import repeated
from directory.storage import search, shortlists
from directory.web.core.request import Answer, Asked, Page
from directory.web.core.routes import get, post
from directory.web.finding import results, search_form, typed
from directory.web.finding.lost_search import redirect_to_form
from directory.web.finding.maps import DrawnMap, of_results
from directory.web.finding.shortlist_buttons import RefusedShortlist, set_aside, shortlist_of
from matching.danger import ends_of, read

FIELDS = ("words", "near", "within")
LIMIT = 20
NO_WORDS = refused("Type a name or a few words from the listing.")
TOO_MANY = refused("Shorten this to {longest} letters: a name or a few words are enough.", longest=search.LONGEST)


@get("/search", may="signed_in")
def show(asked: Asked) -> Answer:
    return Page("finding/search.html", _shown(asked, {}))


@post("/search", may="signed_in", reads=True)
def look_for(asked: Asked) -> Answer:
    return _answered(asked)


@get("/search/shortlist", may="signed_in")
def redirect_to_search(asked: Asked) -> Answer:  # noqa: ARG001  # a page's signature
    return redirect_to_form("/search")


@post("/search/shortlist", may="signed_in")
def shortlist(asked: Asked) -> Answer:
    return _answered(asked, set_aside(asked))


def _answered(asked: Asked, refused: RefusedShortlist | None = None) -> Page:
    words = asked.form.get("words")
    start, errors = search_form.start_of(typed.read(asked.form))
    if not words or len(words) > search.LONGEST:
        errors["words"] = TOO_MANY if words else NO_WORDS
    errors |= repeated(asked.form.values, FIELDS)
    if errors:
        return Page("finding/search.html", _shown(asked, errors), 422)
    found = search_services(
        asked.session,
        words,
        asked.today,
        place=start.place,
        within=start.chosen,
        limit=LIMIT,
        district=asked.district,
    )
    drawn = of_results(found.results, start.place, start.within)
    return Page("finding/search.html", _shown(asked, {}, found, drawn, refused), refused.status if refused else 200)


def _shown(
    asked: Asked,
    wrong: dict[str, str],
    found: Searched | None = None,
    drawn: DrawnMap | None = None,
    refused: RefusedShortlist | None = None,
) -> dict[str, Any]:
    words, place = asked.form.get("words"), typed.read(asked.form)
    danger = read(ends_of(words))
    return {
        "typed": {"words": words, "near": place.near, "within": place.within},
        "errors": wrong,
        "crisis": found.crisis if found else crisis_card(danger, asked.district),
        "found": found,
        "understood": found.understood(asked.language) if found else (),
        "results": results.card_views(asked, found.results, order=found.order) if found else [],
        "map": drawn,
        "limit": LIMIT,
        "refused": refused,
        "shortlisted": shortlists.listed(asked.session, shortlist_of(asked, None)),
        "most": shortlists.MOST,
    }
