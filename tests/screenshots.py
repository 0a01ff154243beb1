"""The pictures of docs/pictures, taken again from the demo: `make screenshots`."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

from tests import chromium

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
WAIT = 60  # seconds until the demo is made


def _home(page: Page) -> None:
    page.get_by_role("link", name="Home", exact=True).click()


def _student(page: Page) -> None:
    page.get_by_role("link", name="Students", exact=True).click()
    page.get_by_role("link", name="Amaya").click()


def _find(page: Page) -> None:
    _student(page)
    page.locator("main").get_by_role("link", name="Find help").first.click()


def _provider(page: Page) -> None:
    _find(page)
    with page.context.expect_page() as opened:  # it opens in a tab of its own
        page.locator(".card").first.get_by_role("heading").locator("a, button").click()
    page.goto(opened.value.url)


def _directory(page: Page) -> None:
    page.get_by_role("link", name="Directory", exact=True).click()


def _work(page: Page) -> None:
    page.get_by_role("link", name="Work list", exact=True).click()


def _letter(page: Page) -> None:
    """A letter in Spanish as it is given, without the page around it."""
    page.goto(urljoin(page.url, "/letters"))
    page.locator("main").get_by_role("link", name="Look").first.click()
    page.locator("select[name=language]").first.select_option("es")
    page.get_by_role("button", name="Give it on paper").click()
    page.locator(".letter").wait_for()
    page.evaluate("document.querySelector('main').replaceChildren(document.querySelector('.letter'))")
    page.evaluate("document.querySelectorAll('.top, .demo, .foot').forEach(part => part.remove())")


def _answer(page: Page) -> None:
    """What the family sees behind its link."""
    _letter(page)
    link = re.search(r"/a/[\w-]+", page.locator(".letter").inner_text())
    assert link is not None
    page.goto(urljoin(page.url, link[0]))


def _outcomes(page: Page) -> None:
    page.get_by_role("link", name="Outcomes", exact=True).click()


class Shot(NamedTuple):
    """A picture: its name, who looks, the way to the page, and how much of it is seen, in pixels."""

    name: str
    who: str
    go: Callable[[Page], None]
    width: int = 1100
    height: int = 900


SHOTS = (
    Shot("home", "Maya Torres", _home),
    Shot("student", "Maya Torres", _student),
    Shot("find", "Maya Torres", _find, height=1350),
    Shot("provider-on-a-phone", "Maya Torres", _provider, width=400, height=1100),
    Shot("work-list", "Maya Torres", _work),
    Shot("letter", "Maya Torres", _letter, width=760, height=1120),
    Shot("answer-on-a-phone", "Dan Okafor", _answer, width=400, height=900),
    Shot("outcomes", "Grace Abernathy", _outcomes),
    Shot("directory", "Ruth Lindqvist", _directory),
)


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, _demo(Path(folder)) as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium.program(), args=list(chromium.ARGUMENTS))
        for shot in SHOTS:
            _take(browser, address, shot)
        browser.close()


def _take(browser: Browser, address: str, shot: Shot) -> None:
    context = browser.new_context(viewport={"width": shot.width, "height": 900}, color_scheme="light")
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_role("button", name=f"Sign in as {shot.who}").click()
    shot.go(page)
    seen: FloatRect = {"x": 0, "y": 0, "width": shot.width, "height": shot.height}
    page.screenshot(path=PICTURES / f"{shot.name}.png", clip=seen, full_page=True)
    print(f"docs/pictures/{shot.name}.png")
    context.close()


@contextmanager
def _demo(folder: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "directory.cli", "serve", "--demo", "--port", str(port)]
    with subprocess.Popen(command, cwd=folder, env={"PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait(port: int) -> None:
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The demo did not start.")


if __name__ == "__main__":
    main()
