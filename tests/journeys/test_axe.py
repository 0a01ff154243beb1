"""Every page as people meet it: plain to screen readers, within a telephone's width, in light and dark, nothing blocked."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import playwright.sync_api as playwright
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from directory.web.core.routes import Route
from tests.conftest import copy_of
from tests.district import District, Ids
from tests.journeys.conftest import HEIGHT, Scheme, Window, close_all
from tests.server import serving
from tests.web.browsing import OURS
from tests.web.test_matrix import KNOWN, LINES, filled, name_of

VIEWS: tuple[tuple[int, Scheme], ...] = ((360, "light"), (1200, "dark"))
RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}

# Forms as people fill them in, by route, so that what they lead to is looked at too: matches with their reasons, the crisis
# card, why there is nothing, a mended word. Every form is sent empty as well.
FOUND = ({"need": "anxiety", "near": "48910", "age": "9"}, {"sentence": "talks of suicide", "near": "48910"}, {"need": "dental"})
FILLED: Mapping[str, Sequence[Mapping[str, str]]] = {
    "POST /find": FOUND,
    "POST /students/{student_id:str}/find": FOUND,
    "POST /search": ({"words": "counselling"}, {"words": "homwork", "near": "48910"}, {"words": "zzyzx"}),
    "POST /students/{student_id:str}/needs": (
        {"sentence": "zzyzx", "urgency": "2"},
        {"sentence": "wants to die", "urgency": ""},
    ),
}

# Whoever comes first here has most on a page that several may open: the specialist's shortlist and students are filled, and
# an administrator has all that a coordinator and a viewer have. Pages that differ by role are looked at for each.
MOST = ("specialist", "administrator")
DIFFER = frozenset(("GET /", "GET /students", "GET /providers/{record_id:str}"))

# What is looked at comes before what changes it.
PAGES = sorted((route for route in KNOWN if route.path != "/static/{name:str}"), key=lambda route: route.method)


@pytest.fixture(scope="module")
def looked_at(browser: Browser, sqlite_district: District, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    """Windows on one service for all pages."""
    folder = tmp_path_factory.mktemp("looked_at")
    with serving(copy_of(sqlite_district, folder), folder) as running:
        yield Window(browser, running)


@pytest.fixture(scope="module")
def shared_page(looked_at: Window) -> Iterator[Page]:
    """One page of one window, in which everybody looks at everything in turn."""
    yield looked_at.open()
    close_all(looked_at.browser)


@pytest.fixture
def window(looked_at: Window) -> Window:
    """The window of that page, which has not complained yet."""
    looked_at.complaints.clear()
    return looked_at


@pytest.mark.parametrize("route", PAGES, ids=name_of)
def test_a_page_is_plain_to_everybody(window: Window, shared_page: Page, route: Route) -> None:
    """Axe finds nothing, the page does not scroll sideways, and the browser blocks nothing: in both views, as each role sees it."""
    for role in viewers(route):
        window.sign_in(shared_page, role)
        for fields in ({}, *FILLED.get(name_of(route), ())):
            if not go(shared_page, route, window.server.district.ids, fields):
                continue
            for width, scheme in VIEWS:
                shared_page.set_viewport_size({"width": width, "height": HEIGHT})
                shared_page.emulate_media(color_scheme=scheme)
                found = [*violations(shared_page), *sideways(shared_page), *window.complaints]
                assert found == [], f"{role} at {width} px in {scheme}, {fields}"


def viewers(route: Route) -> Sequence[str | None]:
    """Who looks at a page: every role where it differs, else whoever has most on it, and nobody where none is needed."""
    line = LINES[name_of(route)]
    if line.anyone:
        return (None,)
    return sorted(line.who) if name_of(route) in DIFFER else [next(role for role in MOST if role in line.who)]


def go(page: Page, route: Route, ids: Ids, fields: Mapping[str, str]) -> bool:
    """Opens the page, or sends its form with these fields; tells whether a page came of it, and not a file or another page."""
    path = filled(route.path, ids, ids.own)
    if route.method == "GET":
        answer = page.request.get(path, max_redirects=0)
        assert answer.status == LINES[name_of(route)].status
        if not _is_page(answer):
            return False
        page.goto(path)
        return True
    form: dict[str, str | float | bool] = {
        "csrf": _csrf(page),
        "once": secrets.token_urlsafe(12),
        **fields,
    }
    answer = page.request.post(path, form=form, headers=OURS, max_redirects=0)
    if not _is_page(answer):
        return False
    # A form that was just sent: what it answered is put in place of a page, with its own headers.
    page.route("**" + path, lambda request: request.fulfill(response=answer), times=1)
    page.goto(path)
    return True


def _is_page(answer: playwright.APIResponse) -> bool:
    return answer.status != 303 and answer.headers["content-type"].startswith("text/html")


def _csrf(page: Page) -> str:
    for path in ("/account", "/sign-in"):
        answer = page.request.get(path, max_redirects=0)
        if found := re.search(r'name="csrf" value="([^"]*)"', answer.text()):
            return found[1]
    raise AssertionError("no page has a form")


def violations(page: Page) -> list[str]:
    """What axe finds: the rule, what it asks for, and the elements that break it."""
    page.evaluate(axe_script())
    # What passed is long and is left where it is.
    found = page.evaluate("rules => axe.run(rules).then(results => results.violations)", RULES)
    return [f"{one['id']}: {one['help']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


@cache
def axe_script() -> str:
    return str(Axe().axe_script)


def sideways(page: Page) -> list[str]:
    """Whether the page can be scrolled to the right, with the innermost element that may be at fault."""
    found: list[str] = page.evaluate(
        """() => {
            const root = document.documentElement
            if (root.scrollWidth <= root.clientWidth) return []
            const beyond = e => e.getBoundingClientRect().right > root.clientWidth + 1 || e.scrollWidth > e.clientWidth + 1
            const last = [...document.querySelectorAll("body *")].filter(beyond).at(-1)
            return [`${root.scrollWidth - root.clientWidth} px too wide: ${last ? last.outerHTML.slice(0, 200) : "?"}`]
        }"""
    )
    return found
