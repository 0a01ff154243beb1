"""The ways around: what a page offers somebody is there and theirs to open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest

from directory.web.core.routes import ROUTES, Route
from tests.web.browsing import Site
from tests.web.forms import forms_of
from tests.web.test_matrix import KNOWN, LINES, ROLES, ask, name_of

pytestmark = pytest.mark.slow

IGNORED = re.compile(r"Unknown filters? in the address")
_LINK = re.compile(r'<(?:a|link|script|img)\b[^>]*?\s(?:href|src)="(/[^"#]*)')


@pytest.mark.parametrize("role", ROLES.values())
def test_no_link_leads_nowhere(site: Site, role: str) -> None:
    """Every link of every page leads this role to a page that reads all of its filters, and every form to a route of theirs."""
    site.sign_in(role)
    seen: dict[str, str] = {}
    for route, html in pages(site, role):
        for link in {unescape(link) for link in _LINK.findall(html)} - seen.keys():
            seen[link] = name_of(route)
            answer = site.client.get(link, follow_redirects=False)
            assert answer.status_code in {200, 303}, f"{link} on {name_of(route)} answers {answer.status_code}"
            assert IGNORED.search(answer.text) is None, f"{link} on {name_of(route)} has a filter that its page ignores"
        for form in forms_of(html):
            assert role in takers(form.action), f"{form.action} on {name_of(route)} is not for a {role}"


def pages(site: Site, role: str) -> Iterator[tuple[Route, str]]:
    """What this role sees: every page, and what forms that only ask answer."""
    for route in KNOWN:
        line = LINES[name_of(route)]
        if role in line.who and not line.anyone and (route.method == "GET" or route.reads):
            yield route, ask(site, route, site.ids.own).text


def takers(path: str) -> frozenset[str]:
    """The roles that may send a form to this address; nobody where there is no such route."""
    for route in ROUTES:
        pattern = re.sub(r"\{\w+:str\}", "[^/]+", route.path)
        if route.method == "POST" and re.fullmatch(pattern, path.partition("?")[0]):
            return LINES[name_of(route)].who
    return frozenset()
