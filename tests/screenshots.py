"""The pictures of the README, taken anew from the demo: `make screenshots`."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
WIDTH, PHONE = 1100, 400
WAIT = 60  # seconds until the demo is made


def _home(page: Page) -> None:
    page.get_by_role("link", name="Home").click()


def _student(page: Page) -> None:
    page.get_by_role("link", name="Students").click()
    page.get_by_role("link", name="Villalobos, Amaya").click()


def _find(page: Page) -> None:
    _student(page)
    page.get_by_role("link", name="Find help").last.click()
    page.get_by_role("button", name="Find help").first.click()


def _provider(page: Page) -> None:
    _find(page)
    page.locator(".card h3 a, .card h2 a").first.click()


def _imports(page: Page) -> None:
    page.get_by_role("link", name="Imports").click()


class Shot(NamedTuple):
    """A picture: its name, who looks, how wide, and the way to the page."""

    name: str
    who: str
    width: int
    go: Callable[[Page], None]


SHOTS = (
    Shot("home", "Maya Torres", WIDTH, _home),
    Shot("student", "Maya Torres", WIDTH, _student),
    Shot("find", "Maya Torres", WIDTH, _find),
    Shot("provider-on-a-phone", "Maya Torres", PHONE, _provider),
    Shot("imports", "Ruth Lindqvist", WIDTH, _imports),
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
    height = 1200 if shot.width == PHONE else 900
    page.screenshot(
        path=PICTURES / f"{shot.name}.png", clip={"x": 0, "y": 0, "width": shot.width, "height": height}, full_page=True
    )
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
