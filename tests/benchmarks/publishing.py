"""What people wait for while a list is published and taken back in the browser, from a server in a process of its own.

People look at pages, think for a while, and look at the next; the families' page, the monitor's and a file are asked for more
often than anybody would, so that there are enough of them to tell one in a thousand.
"""

from __future__ import annotations

import asyncio
import datetime
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import httpx
import numpy as np
from sqlalchemy import text

from directory.storage.engine import reading
from tests.benchmarks import databases
from tests.benchmarks.generating import csv_bytes
from tests.benchmarks.pages import Browser, signed_in
from tests.district import District, make_district, open_engine
from tests.server import Server, serving

PEOPLE, THINKING = 30, (1.0, 3.0)  # seconds
SERVICES = 1_000
QUICK = ("/static/icon.svg", "/health", "/a")
QUICK_SECONDS = 0.05
BEFORE = 5.0
"""Seconds for which people browse before the list is published, to warm up."""

PAGES, QUICKLY = "pages", "families, files, /health"


@dataclass(slots=True)
class Waits:
    """How long each answer took, in ms, by kind; and how many were no answer."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Published:
    """How long it took to publish, from the upload on, and to take back, in seconds; what others waited for meanwhile; and the
    longest holds of the lock, in ms.
    """

    engine: str
    rows: int
    seconds: float
    undo_seconds: float
    waits: Waits
    undo_waits: Waits
    job_held: float
    pages_held: float

    @property
    def failed(self) -> int:
        return self.waits.failed + self.undo_waits.failed

    def lines(self) -> Iterator[tuple[str, ...]]:
        for doing, waits in (("published", self.waits), ("taken back", self.undo_waits)):
            for kind, times in waits.times.items():
                shares = np.percentile(times, (50, 99, 99.9, 100))
                yield doing, kind, self.engine, f"{len(times):,}", *(f"{share:.0f}" for share in shares)


HEAD = ("while a list is", "what", "on", "asked", "median ms", "99th % ms", "99.9th % ms", "most ms")


def published(url: str, engine_name: str, folder: Path, rows: int) -> Published:
    """A list of so many rows published in a directory of SERVICES, while PEOPLE browse."""
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    with databases.ready(url) as engine:
        district = make_district(url, now)
        databases.grow(engine, 0, SERVICES)
    browsers = signed_in(district, {}, now)
    with serving(district, folder) as server:
        (waits, seconds), (undo_waits, undo_seconds) = asyncio.run(_run(server, district, browsers, csv_bytes(rows)))
    held = re.findall(r"longest hold (\d+\.\d)", (folder / "server.log").read_text())
    with open_engine(url) as behind, reading(behind) as session:
        job_held = session.execute(text("SELECT max(longest_hold) FROM bulk_job")).scalar() or 0.0
    pages_held = float(held[-1]) if held else 0.0
    return Published(engine_name, rows, seconds, undo_seconds, waits, undo_waits, float(job_held), pages_held)


Took = tuple[Waits, float]
"""What others waited for, and how many seconds it took."""


async def _run(server: Server, district: District, browsers: dict[str, Browser], data: bytes) -> tuple[Took, Took]:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    coordinator = browsers["coordinator"]
    async with httpx.AsyncClient(base_url=server.url, timeout=120, limits=limits) as client:
        load = _Load(client, browsers, _pages(district))
        people = [asyncio.create_task(load.browse(number)) for number in range(PEOPLE)]
        people += [asyncio.create_task(load.ask_often(path)) for path in QUICK]
        await asyncio.sleep(BEFORE)
        load.waits, begun = Waits(), time.perf_counter()
        upload = await _send(client, coordinator, data)
        await _ask(client, upload, coordinator)
        made = await _followed(client, coordinator, f"{upload}/publish")
        published = load.waits, time.perf_counter() - begun
        load.waits, begun = Waits(), time.perf_counter()
        await _followed(client, coordinator, f"{made}/undo")
        undone = load.waits, time.perf_counter() - begun
        load.ended = True
        await asyncio.gather(*people)
    return published, undone


Look = tuple[str, str, dict[str, str]]
"""Who looks, at which page, with which form."""


@dataclass(slots=True)
class _Load:
    """People who browse until it is ended."""

    client: httpx.AsyncClient
    browsers: dict[str, Browser]
    pages: Sequence[Look]
    waits: Waits = field(default_factory=Waits)
    ended: bool = False

    async def browse(self, number: int) -> None:
        rng = random.Random(number)
        await asyncio.sleep(rng.uniform(0, THINKING[1]))
        while not self.ended:
            who, path, fields = rng.choice(self.pages)
            await self._timed(PAGES, path, self.browsers[who], fields)
            await asyncio.sleep(rng.uniform(*THINKING))

    async def ask_often(self, path: str) -> None:
        while not self.ended:
            await self._timed(QUICKLY, path, None, {})
            await asyncio.sleep(QUICK_SECONDS)

    async def _timed(self, kind: str, path: str, browser: Browser | None, fields: dict[str, str]) -> None:
        begun = time.perf_counter()
        try:
            failed = (await _ask(self.client, path, browser, fields)).status_code >= 400
        except httpx.TransportError:
            failed = True
        self.waits.times[kind].append(1_000 * (time.perf_counter() - begun))
        self.waits.failed += failed


def _pages(district: District) -> Sequence[Look]:
    student, record = district.ids.own.student, next(iter(district.ids.records.values()))
    find = {"need": "homework-help", "age": "9", "near": "48910", "within": "10"}
    return [
        ("specialist", "/", {}),
        ("specialist", "/students", {}),
        *[("specialist", f"/students/{student}", {})] * 3,
        ("specialist", "/find", find),
        ("specialist", f"/students/{student}/find", {}),
        ("specialist", "/search", {"words": "counsling lansing"}),
        ("specialist", f"/providers/{record}", {}),
        ("specialist", "/work", {}),
        ("coordinator", "/directory", {}),
    ]


async def _ask(
    client: httpx.AsyncClient, path: str, browser: Browser | None, fields: dict[str, str] | None = None
) -> httpx.Response:
    headers = {"Cookie": f"desk-demo-session={browser.token}; desk-demo-visit=bench"} if browser else {}
    if not fields or browser is None:
        return await client.get(path, headers=headers)
    headers |= {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    return await client.post(path, content=urlencode({**fields, "csrf": browser.csrf}), headers=headers)


async def _send(client: httpx.AsyncClient, browser: Browser, data: bytes) -> str:
    headers = {"Cookie": f"desk-demo-session={browser.token}; desk-demo-visit=bench", "Sec-Fetch-Site": "same-origin"}
    sent = await client.post(
        "/imports/new",
        data={"csrf": browser.csrf, "name": "bench"},
        files={"file": ("bench.csv", data, "text/csv")},
        headers=headers,
    )
    if sent.status_code != 303:
        raise RuntimeError(f"The list was not taken: {sent.status_code}")
    return str(sent.headers["location"])


async def _followed(client: httpx.AsyncClient, browser: Browser, path: str) -> str:
    """Asks for a job, and follows the page that shows how it goes; returns the page of the import to which it leads."""
    answer = await _ask(client, path, browser, {"once": path})
    while True:
        if answer.status_code == 303:
            place = str(answer.headers["location"])
            if found := re.match(r"/imports/\d+", place):
                return found[0]
        elif answer.status_code != 200 or 'http-equiv="refresh"' not in answer.text:
            raise RuntimeError(f"{path} was not done: {answer.status_code}")
        await asyncio.sleep(0.5)
        answer = await _ask(client, place, browser)
