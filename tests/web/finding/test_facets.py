"""Facets on the page of results: what a count says is what a click shows, with and without words for what is not stated."""

from __future__ import annotations

import re

from tests.web.browsing import Site
from tests.web.finding.test_finding import text_of
from tests.web.finding.test_one_box import chips, fields_of

FACET = re.compile(
    r'name="narrow" value="([^"]+)">[^<]*</button> (\d+)(?: <span class="soft">\(\+(\d+) (?:not stated|perhaps)\))?'
)
ASKED = {"need": ["counseling"], "near": "48910", "within": "25"}


def facets(html: str) -> dict[str, tuple[int, int]]:
    return {code: (int(stated), int(unstated or 0)) for code, stated, unstated in FACET.findall(html)}


def results(html: str) -> int:
    """How many services the page shows as matches."""
    return len(re.findall(r'<span class="number">', html))


def test_every_count_is_what_a_click_shows(site: Site) -> None:
    """Each facet that is offered leads to as many results as it says, with a chip that takes it away again; none leads to nothing."""
    site.sign_in("specialist")
    page = site.post("/find", ASKED).text
    offered = facets(page)
    assert offered
    for code, (stated, _) in offered.items():
        narrowed = site.post("/find", {**fields_of(page), **ASKED, "narrow": code}).text
        assert results(narrowed) == stated > 0
        assert code not in facets(narrowed)
        assert f"Narrowed to {stated} of {results(page)} listings that fit" in text_of(narrowed)
        (chip,) = [one for one in chips(narrowed) if one.startswith("Only: ")]
        again = site.post("/find", {**fields_of(narrowed), **ASKED, "without": f"only:{code}"}).text
        assert chip not in chips(again)
        assert facets(again) == offered


def test_a_narrowed_answer_stays_narrowed_and_is_no_gap(site: Site) -> None:
    """Sorting keeps what the answer is narrowed by; a code that is none is refused in a sentence."""
    site.sign_in("specialist")
    page = site.post("/find", ASKED).text
    code = next(iter(facets(page)))
    narrowed = site.post("/find", {**ASKED, "only": [code], "sort": "distance"}).text
    assert results(narrowed) == facets(page)[code][0]
    wrong = site.post("/find", {**ASKED, "narrow": "color:red"})
    assert (wrong.status_code, "cannot be narrowed in that way" in wrong.text) == (422, True)
