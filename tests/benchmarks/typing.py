"""How long suggestions take over HTTP while somebody types: needs, providers and towns, and the students of a whole district."""

from __future__ import annotations

import datetime
import http.client
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from sqlalchemy import select

from directory.models import ListedName, table
from directory.models.codes import Role
from directory.storage import keyring
from directory.storage.engine import reading, writing
from directory.storage.scope import Scope
from directory.students import changes
from directory.students.profile import Profile
from matching.needs import terms
from tests.benchmarks import databases
from tests.benchmarks.pages import Visit, ask, signed_in
from tests.benchmarks.table import Latency
from tests.district import OWN, District, make_district, open_engine
from tests.server import serving

STUDENTS = 11_500
WAIT = 0.12
"""Seconds between two letters: the desk answers nobody who types faster for long."""

_SYLLABLES = (
    "ba be bo ca ce co da de do fa ga ha ja ka la le lo ma me mo na ne no pa pe ra re ro sa se so ta te to va we ya zo".split()
)


def latencies(url: str, engine_name: str, folder: Path, sizes: Sequence[int], count: int) -> Iterator[Latency]:
    """Each kind of field so often, from the third letter on, after a few to warm up; `services` is how many are searched."""
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    with databases.ready(url):
        district = make_district(url, now)
    rng = random.Random(7)
    names = ["".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize() for _ in range(3_000)]
    _enroll(district, now, names, rng)
    have = 0
    for size in sizes:
        with open_engine(url) as engine:
            databases.grow(engine, have, size)
            have = size
            with reading(engine) as session:
                listed = list(session.scalars(select(table(ListedName).c.name).order_by(table(ListedName).c.folded)))
        browsers = signed_in(district, {}, now)
        words = {
            "a need": [one.english for one in terms().values()],
            "a name or a town": listed,
            "a student, as administrator": names,
        }
        with serving(district, folder) as server:
            connection = http.client.HTTPConnection(urlsplit(server.url).netloc)
            for what, path, who in (
                ("a need", "/find/suggestions", "specialist"),
                ("a name or a town", "/search/suggestions", "specialist"),
                ("a student, as administrator", "/students/suggestions", "administrator"),
            ):
                for how, spoil in (("typed", _as_it_is), ("misspelled", _misspelled)):
                    typed = [spoil(_beginning(rng.choice(words[what]), rng), rng) for _ in range(count)]
                    visits = [Visit(what, path, who, {"words": one}) for one in typed]
                    times, found = [], []
                    for visit in (*visits[:10], *visits):
                        time.sleep(WAIT)
                        begun = time.perf_counter()
                        answer = ask(connection, visit, browsers[who])
                        times.append(1_000 * (time.perf_counter() - begun))
                        found.append(answer.count(b'"label"'))
                    median, worst = np.percentile(times[10:], (50, 99))
                    yield Latency(f"{what}, {how}", engine_name, size, float(median), float(worst), float(np.median(found[10:])))
            connection.close()


def _enroll(district: District, now: datetime.datetime, names: Sequence[str], rng: random.Random) -> None:
    scope = Scope(district.ids.staff["administrator"], Role.ADMINISTRATOR)
    with open_engine(district.database_url) as engine, writing(engine) as session:
        keys = keyring.open_keys(session, district.settings())
        for number in range(STUDENTS):
            profile = Profile(str(300_000 + number), rng.choice(names), rng.choice(names), grade="3", home_zip="48910")
            changes.add(session, keys, scope, profile, school_id=district.ids.schools[OWN], now=now)


def _beginning(name: str, rng: random.Random) -> str:
    """The first letters of one of its words, three at least."""
    word = rng.choice([word for word in name.split() if len(word) > 3] or [name])
    return word[: rng.randint(3, max(3, min(len(word), 8)))]


def _as_it_is(words: str, _: random.Random) -> str:
    return words


def _misspelled(words: str, rng: random.Random) -> str:
    """The words with two neighbors exchanged, or as they are where they are too short for an error."""
    if len(words) < 5:
        return words + "xq"
    at = rng.randint(1, len(words) - 2)
    return words[:at] + words[at + 1] + words[at] + words[at + 2 :]
