"""Chromium on the real service: `browser_page` is a page of somebody signed out, `signed_in_page` of somebody at work.

Where Chromium is absent the tests are skipped with the reason, and under CI=true they fail.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect, sync_playwright

from directory.accounts import sessions
from directory.storage.engine import writing
from tests import chromium
from tests.conftest import CI, refuse_unmarked
from tests.district import District, open_engine
from tests.server import Server, serving
from tests.web.browsing import COOKIE, utc_now

Scheme = Literal["light", "dark"]
WIDTHS = (360, 1200)
HEIGHT = 900
PATIENCE = 15_000  # milliseconds: a machine may have much else to do


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config) -> Iterator[Browser]:
    """Chromium, started once a worker."""
    refuse_unmarked(pytestconfig, "browser")
    program = chromium.program()
    if program is None and CI:
        pytest.fail(chromium.ABSENT)
    if program is None:
        pytest.skip(chromium.ABSENT)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(chromium.ARGUMENTS))
        yield started
        started.close()


@pytest.fixture
def server(district_on_sqlite: District, tmp_path: Path) -> Iterator[Server]:
    """The service in a process of its own, with a district of the test's own."""
    with serving(district_on_sqlite, tmp_path) as running:
        yield running


class OpenPage(Protocol):
    """Opens a page; `who` is somebody of tests.district.STAFF, None for nobody."""

    def __call__(self, who: str | None = None, /, *, width: int = 1200, scheme: Scheme = "light") -> Page: ...


@dataclass(slots=True)
class Window:
    """Opens pages in windows of their own, and collects what they complain of on the console."""

    browser: Browser
    server: Server
    complaints: list[str] = field(default_factory=list)

    def open(self, who: str | None = None, /, *, width: int = 1200, scheme: Scheme = "light") -> Page:
        """A page that has not gone anywhere yet; addresses begin at the service."""
        context = self.browser.new_context(
            base_url=self.server.url, viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, service_workers="block"
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        self.sign_in(page, who)
        listen(page, self.complaints)
        return page

    def sign_in(self, page: Page, who: str | None) -> None:
        """Makes whoever sits at this page's window somebody else, who has just signed in; None for nobody."""
        page.context.clear_cookies()
        if who is not None:
            page.context.add_cookies([{"name": COOKIE, "value": token(self.server.district, who), "url": self.server.url}])


def listen(page: Page, complaints: list[str]) -> None:
    """Collects what a page complains of: scripts and styles that were blocked, errors of the script."""

    def hear(message: ConsoleMessage) -> None:
        # A page that answers 404 or 422 on purpose is no complaint.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))


def follow(page: Page, what: Locator) -> None:
    """Presses what leads to another page, and waits until that is there: a click alone returns before."""
    with page.expect_navigation():
        what.click()


def fits(page: Page) -> bool:
    """Whether a page does not scroll sideways."""
    page.wait_for_load_state()
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def token(district: District, who: str) -> str:
    """The session cookie of somebody who has just signed in."""
    with open_engine(district.database_url) as engine, writing(engine) as session:
        return sessions.begin(session, district.ids.staff[who], utc_now())


@pytest.fixture
def window(browser: Browser, server: Server) -> Iterator[Window]:
    """Pages on the test's own service; no page may complain on the console."""
    opened = Window(browser, server)
    yield opened
    close_all(browser)
    assert opened.complaints == []


def close_all(browser: Browser) -> None:
    """Closes every window."""
    for context in browser.contexts:
        context.close()


@pytest.fixture
def browser_page(window: Window) -> OpenPage:
    """Opens a page of somebody who is signed out: browser_page(width=360)."""
    return window.open


@pytest.fixture
def signed_in_page(window: Window) -> OpenPage:
    """Opens a page of somebody at work: signed_in_page("specialist", width=360)."""
    return window.open
