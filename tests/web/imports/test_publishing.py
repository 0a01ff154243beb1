"""A long list published in the browser: asked for at once, watched, done once; and who waits for the database meanwhile."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from directory.storage.engine import LOCK_SECONDS
from directory.web.core.service import THREADS
from tests.district import District
from tests.server import serving
from tests.web.browsing import Site, visit
from tests.web.imports.test_imports import send

LONG = b"Agency,Program,Category,Phone,Address,City,State,ZIP,Ages,Description\n" + b"".join(
    b"Elm House %d,Chess Club %d,After school,(517) 555-0141,%d Elm Street,Lansing,MI,48910,6-11,%s\n"
    % (n // 5, n, n, b"We play every day. " * 25)
    for n in range(1, 46)
)
SECONDS = 90


def outcome(site: Site, path: str) -> str:
    """Where the page that shows a job leads when the job has ended; it looks again by itself."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        page = site.get(path)
        if page.status_code == 303:
            return str(page.headers["location"])
        assert 'http-equiv="refresh"' in page.text, page.text
        time.sleep(0.2)
    raise AssertionError("the job did not end")


@pytest.mark.slow
def test_a_long_list_is_published_by_a_job(site_on_each: Site) -> None:
    """Publishing a long list answers at once with a page that shows how it goes and leads to the import; a second click
    leads to the same, and so does the undoing; both are audited under whoever asked."""
    site = site_on_each
    site.sign_in("coordinator")
    preview = send(site, LONG)
    first, second = site.post(f"{preview}/publish"), site.post(f"{preview}/publish")
    assert first.headers["location"] == second.headers["location"]
    report = outcome(site, first.headers["location"]).partition("?")[0]
    assert site.rows("SELECT count(*) FROM service WHERE name LIKE 'Chess Club %'") == [(45,)]
    assert site.post(f"{preview}/publish").headers["location"].partition("?")[0] == report
    taken = site.post(f"{report}/undo")
    assert outcome(site, taken.headers["location"]).partition("?")[0] == report
    assert site.rows("SELECT count(*) FROM service WHERE name LIKE 'Chess Club %'") == [(0,)]
    audited = "SELECT action, staff_id FROM audit_entry WHERE action LIKE 'import.%' ORDER BY action"
    coordinator = site.ids.staff["coordinator"]
    assert site.rows(audited) == [("import.published", coordinator), ("import.undone", coordinator)]


@contextmanager
def locked(district: District) -> Iterator[None]:
    """Somebody else writes to the database, and does not come to an end."""
    path = district.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


@pytest.mark.audit
def test_those_who_wait_for_the_database_hold_up_nobody_else(district_on_sqlite: District, tmp_path: Path) -> None:
    """While as many pages wait for the write lock as there are threads, families' pages, files and /health are answered; and
    the pages give up after a few seconds, say that nothing was saved, and when to come again."""
    with serving(district_on_sqlite, tmp_path) as server, visit(server) as site:
        site.sign_in("specialist")
        student = site.ids.own.student
        assert site.get(f"/students/{student}").status_code == 200
        with ThreadPoolExecutor(THREADS) as pool, locked(district_on_sqlite):
            waiting = [pool.submit(site.client.get, f"/students/{student}") for _ in range(THREADS)]
            time.sleep(0.5)
            for path in ("/health", "/static/desk.css", "/a"):
                begun = time.monotonic()
                assert site.client.get(path).status_code == 200
                assert time.monotonic() - begun < LOCK_SECONDS / 2
            assert not any(page.done() for page in waiting)
            answers = [page.result() for page in waiting]
        assert {answer.status_code for answer in answers} == {503}
        assert {answer.headers["Retry-After"] for answer in answers} == {"5"}
        assert "Another program is writing to the database" in answers[0].text
