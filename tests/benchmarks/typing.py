"""How long answers take over HTTP while somebody types: needs, providers and towns, the students of a whole district, and danger.

As many people type in turn as it takes, so that nobody types faster than the desk lets them and the benchmark need not wait.
"""

from __future__ import annotations

import datetime
import http.client
import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import numpy as np
from sqlalchemy import insert, select

from directory.accounts import staff
from directory.models import ListedName, Student, table
from directory.models.codes import Role, StudentStatus
from directory.storage import keyring
from directory.storage.engine import reading, writing
from directory.storage.ids import new_id
from directory.students.caseload import number_hash
from directory.students.profile import Profile
from directory.students.seals import new_data_key, seal
from matching.needs import terms
from tests.benchmarks import databases
from tests.benchmarks.pages import Browser, Visit, ask, signed_in
from tests.benchmarks.sentences import everyday
from tests.benchmarks.table import Typed
from tests.district import OWN, District, make_district, open_engine
from tests.server import Server, serving

STUDENTS = 11_500
TYPISTS = 12
"""People who type in turn."""
WAIT = 0.12
"""Seconds between two letters of one person: the desk answers nobody who types faster for long."""
_WARMING = 2 * TYPISTS
"""Questions that are asked before those that count: the first of each person's session is slower."""

_SYLLABLES = (
    "ba be bo ca ce co da de do fa ga ha ja ka la le lo ma me mo na ne no pa pe ra re ro sa se so ta te to va we ya zo".split()
)


class _Field(NamedTuple):
    """What people type for, the path that answers, the name of the form's field, and texts of which they type the beginnings."""

    what: str
    path: str
    named: str
    texts: Sequence[str]


def latencies(
    url: str, engine_name: str, folder: Path, sizes: Sequence[int], count: int, *, say: Callable[[str], None]
) -> Iterator[Typed]:
    """Each kind of field so often, from the third letter on, after a few to warm up, as each is measured.

    `sizes` are how many services are searched; `say` is told what is done meanwhile.
    """
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    with databases.ready(url):
        district = make_district(url, now)
    rng = random.Random(7)
    names = ["".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize() for _ in range(3_000)]
    say(f"Enrolling {STUDENTS:,} students on {engine_name} …")
    _enroll(district, now, names, rng)
    typists = list(signed_in(district, _hire(district, now), now).values())[-TYPISTS:]
    have = 0
    for size in sizes:
        say(f"Generating {size:,} services on {engine_name} …")
        with open_engine(url) as engine:
            databases.grow(engine, have, size)
            have = size
            with reading(engine) as session:
                listed = list(session.scalars(select(table(ListedName).c.name).order_by(table(ListedName).c.folded)))
        fields = (
            _Field("a need", "/find/suggestions", "words", [one.english for one in terms().values()]),
            _Field("a sentence, for danger", "/find/danger", "sentence", everyday()),
            _Field("a name or a town", "/search/suggestions", "words", listed),
            _Field("a student, as administrator", "/students/suggestions", "words", names),
        )
        with serving(district, folder) as server:
            for field in fields:
                for how, spoil in (("typed", _as_it_is), ("misspelled", _misspelled)):
                    begin = _beginning_of_sentence if field.named == "sentence" else _beginning
                    typed = [spoil(begin(rng.choice(field.texts), rng), rng) for _ in range(count)]
                    visits = [Visit(field.what, field.path, fields={field.named: one}) for one in typed]
                    yield _typed(server, f"{field.what}, {how}", visits, typists, (engine_name, size))


def _typed(server: Server, what: str, visits: Sequence[Visit], typists: Sequence[Browser], where: tuple[str, int]) -> Typed:
    """Ask what the visits ask, person by person, each after a pause since the last letter."""
    connection, turn = http.client.HTTPConnection(urlsplit(server.url).netloc), cycle(typists)
    asked_at = dict.fromkeys(typists, 0.0)

    def timed(visit: Visit) -> tuple[float, int]:
        """Return the milliseconds until a visit is answered, and how many suggestions it brings."""
        browser = next(turn)
        time.sleep(max(asked_at[browser] + WAIT - time.perf_counter(), 0))
        asked_at[browser] = begun = time.perf_counter()
        answer = ask(connection, visit, browser)
        return 1_000 * (time.perf_counter() - begun), answer.count(b'"label"')

    for visit in visits[:_WARMING]:
        timed(visit)
    before = server.processor_time()
    times, found = zip(*map(timed, visits), strict=True)
    worked = 1_000 * (server.processor_time() - before) / len(visits)
    connection.close()
    median, worst = np.percentile(times, (50, 99))
    return Typed(what, *where, float(median), float(worst), worked, float(np.median(found)))


def _enroll(district: District, now: datetime.datetime, names: Sequence[str], rng: random.Random) -> None:
    """Write the rows of many students at once, each with its own key."""
    with open_engine(district.database_url) as engine, writing(engine) as session:
        keys = keyring.open_keys(session, district.settings())
        rows = []
        for number in range(STUDENTS):
            profile = Profile(str(300_000 + number), rng.choice(names), rng.choice(names), grade="3", home_zip="48910")
            student_id, data_key = new_id(), new_data_key()
            rows.append(
                {
                    "id": student_id,
                    "number_hash": number_hash(keys, profile.number),
                    "school_id": district.ids.schools[OWN],
                    "status": StudentStatus.ENROLLED,
                    "grade": profile.grade,
                    "data_key": keys.wrap(data_key),
                    "sealed": seal(data_key, profile, row_id=student_id, student_id=student_id),
                    "made_at": now,
                    "changed_at": now,
                }
            )
        session.execute(insert(Student), rows)


def _hire(district: District, now: datetime.datetime) -> dict[str, str]:
    """Return the ids of more administrators, by the names that they type under."""
    with open_engine(district.database_url) as engine, writing(engine) as session:
        return {
            f"typist {number}": staff.add(
                session, email=f"typist.{number}@staff.example.org", name=f"Typist {number}", role=Role.ADMINISTRATOR,
                school_ids=(), now=now, by=None,
            )
            for number in range(TYPISTS)
        }  # fmt: skip


def _beginning(name: str, rng: random.Random) -> str:
    """The first letters of one of its words, three at least."""
    word = rng.choice([word for word in name.split() if len(word) > 3] or [name])
    return word[: rng.randint(3, max(3, min(len(word), 8)))]


def _beginning_of_sentence(sentence: str, rng: random.Random) -> str:
    return sentence[: rng.randint(min(12, len(sentence)), len(sentence))]


def _as_it_is(words: str, _: random.Random) -> str:
    return words


def _misspelled(words: str, rng: random.Random) -> str:
    """The words with two neighbors exchanged, or as they are where they are too short for an error."""
    if len(words) < 5:
        return words + "xq"
    at = rng.randint(1, len(words) - 2)
    return words[:at] + words[at + 1] + words[at] + words[at + 2 :]
