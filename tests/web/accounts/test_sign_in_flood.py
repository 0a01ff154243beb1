"""A flood of wrong sign-ins against the real service: it fills its own line, and stops neither the others nor their pages."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import httpx
import pytest

from directory.accounts import links
from directory.accounts.sign_in import LIMITS
from directory.storage.engine import writing
from directory.web.core import service as serving_of_the_app
from directory.web.core.lanes import FullError, Lane
from tests.district import PASSWORD, District, email
from tests.loops import run_apart
from tests.server import Server, serving
from tests.web.browsing import OURS, Site, browse, utc_now, visit

AT_ONCE = 24
OTHERS = ("/health", "/static/desk.css", "/sign-in", "/answer")


@pytest.fixture
def server_on_each(district_on_each: District, tmp_path: Path) -> Iterator[Server]:
    """The service in a process of its own, on each engine in turn."""
    with serving(district_on_each, tmp_path) as running:
        yield running


def flood(server: Server, emails: list[str]) -> Counter[int]:
    """How many wrong sign-ins that all begin at one moment are answered with each status."""
    together = Barrier(len(emails))
    with httpx.Client(base_url=server.url) as client:
        page = client.get("/sign-in")
        cookies = dict(client.cookies)
    csrf = page.text.partition('name="csrf" value="')[2].partition('"')[0]

    def guess(who: str) -> int:
        with httpx.Client(base_url=server.url, cookies=cookies, timeout=60) as client:
            data = {"csrf": csrf, "email": who, "password": "a wrong guess at it", "next": ""}
            together.wait(60)
            return client.post("/sign-in", data=data, headers=OURS).status_code

    with ThreadPoolExecutor(len(emails)) as threads:
        return Counter(threads.map(guess, emails))


@pytest.mark.audit
def test_a_flood_of_guesses_stops_nobody_else(server_on_each: Server) -> None:
    """While many wrong sign-ins are under way, /health, static files, pages and families' links answer at once."""
    ended, answered = Event(), []

    def watch() -> None:
        with httpx.Client(base_url=server_on_each.url, timeout=60) as client:
            while not ended.is_set():
                for path in OTHERS:
                    assert client.get(path).status_code in {200, 404}
                    answered.append(path)

    with ThreadPoolExecutor(1) as threads:
        watching = threads.submit(watch)
        done = flood(server_on_each, [f"guess{number}@staff.example.org" for number in range(AT_ONCE)])
        ended.set()
        watching.result()
    assert done == {422: AT_ONCE}
    assert len(answered) > AT_ONCE, "one who waits for the line of guesses gets fewer pages than there are guesses"


@pytest.mark.audit
def test_guesses_at_once_get_no_further_than_one_by_one(server_on_each: Server) -> None:
    """Of many guesses at one account at one moment, five are answered and counted; the others wait, unlooked at."""
    done = flood(server_on_each, [email("specialist")] * AT_ONCE)
    misses = LIMITS["account"].failures
    assert done == {422: misses, 429: AT_ONCE - misses}
    with visit(server_on_each) as site:
        assert actions(site, "staff.sign_in_failed") == misses
        assert actions(site, "staff.sign_in_throttled") == 1


def test_a_line_that_is_full_says_so_and_keeps_the_e_mail(district_on_sqlite: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no more sign-ins can wait, one is asked to try again in a few seconds, with the e-mail still in the form."""
    monkeypatch.setattr(serving_of_the_app, "WAITING", -serving_of_the_app.HASHES)
    with browse(district_on_sqlite, made_now=True) as site:
        site.get("/sign-in")
        done = site.post("/sign-in", {"email": "ana@staff.example.org", "password": PASSWORD, "next": "/account"})
        assert (done.status_code, done.headers["retry-after"]) == (503, "5")
        assert "Wait a few seconds" in done.text
        assert 'value="ana@staff.example.org"' in done.text
        assert 'value="/account"' in done.text
        assert PASSWORD not in done.text.replace("Try the demo", "")
        assert site.get("/health").status_code == 200


@pytest.mark.slow
def test_a_full_line_leaves_other_forms_of_passwords_in_place(
    district_on_sqlite: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new password, one's own or by a link, that finds no room is asked for again on its own form, which then works."""
    new = "maple river lantern otter"
    typed = {"password_old": PASSWORD, "password": new, "password_again": new}
    monkeypatch.setattr(serving_of_the_app, "WAITING", -serving_of_the_app.HASHES)
    with browse(district_on_sqlite, made_now=True) as site:
        site.sign_in("specialist")
        site.get("/account")
        full = site.post("/account", typed)
        site.leave()
        with writing(site.database) as session:
            link = links.make_link(session, site.ids.staff["viewer"], "reset", utc_now(), by=None)
        opened = site.get(f"/welcome/{link}")
        full_link = site.post(f"/welcome/{link}", {"password": new, "password_again": new})
    assert opened.status_code == 200
    for done, action in ((full, "/account"), (full_link, f"/welcome/{link}")):
        assert (done.status_code, done.headers["retry-after"]) == (503, "5")
        assert "Wait a few seconds" in done.text
        assert f'action="{action}"' in done.text
        assert new not in done.text
    monkeypatch.undo()
    with browse(district_on_sqlite, made_now=True) as site:
        site.sign_in("specialist")
        assert site.send("/account", "/account", typed).headers["location"] == "/account?done=password_set"


@pytest.mark.slow
def test_the_form_on_a_full_lines_page_works(district_on_sqlite: District, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form on the page that asks to wait is one of this session: sent from there, it changes the password."""
    new = "maple river lantern otter"
    typed = {"password_old": PASSWORD, "password": new, "password_again": new}
    with browse(district_on_sqlite, made_now=True) as site:
        site.sign_in("specialist")
        site.get("/account")
        with monkeypatch.context() as full:
            full.setattr(Lane, "run", _no_room)
            assert site.post("/account", typed).status_code == 503
        assert site.post("/account", typed).headers["location"] == "/account?done=password_set"


async def _no_room(_lane: Lane, _work: object) -> None:
    raise FullError


def test_a_lane_lets_nobody_wait_for_longer_than_its_patience() -> None:
    """What has waited for too long when its turn comes is turned away, and what has not is worked on."""
    go_on = Event()

    async def two() -> list[object]:
        lane = Lane("test", threads=1, waiting=9, patience=0.05)
        works = [asyncio.create_task(lane.run(lambda: go_on.wait(30))) for _ in range(2)]
        await asyncio.sleep(0.1)
        go_on.set()
        done = await asyncio.gather(*works, return_exceptions=True)
        again = await lane.run(lambda: "room again")
        lane.close()
        return [*done, again]

    first, second, again = run_apart(two())
    assert (first, again) == (True, "room again")
    assert isinstance(second, FullError)


def test_a_lane_takes_so_many_and_no_more() -> None:
    """Two are worked on and one waits; the fourth is turned away, and there is room again when they are done."""
    go_on = Event()

    async def four() -> list[object]:
        lane = Lane("test", threads=2, waiting=1)
        works = [asyncio.create_task(lane.run(lambda: go_on.wait(30))) for _ in range(4)]
        await asyncio.sleep(0.05)
        assert [work.done() for work in works] == [False, False, False, True]
        go_on.set()
        done = await asyncio.gather(*works, return_exceptions=True)
        again = await lane.run(lambda: "room again")
        lane.close()
        return [*done, again]

    first, second, third, fourth, again = run_apart(four())
    assert (first, second, third, again) == (True, True, True, "room again")
    assert isinstance(fourth, FullError)


def actions(site: Site, action: str) -> int:
    """How many entries of this action the audit log has."""
    ((count,),) = site.rows("SELECT count(*) FROM audit_entry WHERE action = :action", action=action)
    return int(count)
