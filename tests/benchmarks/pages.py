"""How long pages take over HTTP from a server in a process of its own, beside one that does nothing: an icon."""

from __future__ import annotations

import datetime
import http.client
import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import numpy as np

from directory.accounts import sessions
from directory.models.codes import Role
from directory.referrals.choices import frozen
from directory.storage import keyring
from directory.storage.engine import reading, writing
from directory.storage.listings.records import all_ids
from directory.storage.scope import Scope
from directory.students import changes, guardians, needs
from directory.students.profile import GuardianDetails, Profile
from matching.needs import terms
from tests.benchmarks import databases
from tests.benchmarks.referrals import Many, many_referrals
from tests.benchmarks.table import PageTime
from tests.district import OWN, District, make_district, open_engine
from tests.server import Server, serving

STUDENTS, SERVICES = 2_000, 5_000
PROVIDERS = 200
"""Services that students were referred to."""

FOLLOWS = "follows referrals"
"""In place of a role: the specialist who has most referrals."""

NOTHING = "an icon: a page that does nothing"

_GIVEN = "Ada Bo Cal Dee Eli Fay Gus Hal Ivy Jo Kit Lou Mae Ned Ona Pip Quin Rae Sid Tess Uma Val Wyn Xan Yuri Zoe".split()
_FAMILY = "Ashdown Birchall Copperly Dunmore Elmsby Fairmead Goosefoot Harrowell Inkpen Juniper Kestrel Larkmoor".split()


@dataclass(frozen=True, slots=True)
class Visit:
    """A page as a browser asks for it; `fields` make it a form."""

    what: str
    path: str
    who: str = "specialist"
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Browser:
    """What a signed-in browser brings along: the session cookie, and what its forms bear."""

    token: str
    csrf: str


def page_times(url: str, engine_name: str, folder: Path, count: int, referred: int) -> Iterator[PageTime]:
    """Each kind of page so often, after as many to warm up; the first line is the page that does nothing.

    `referred` is how many referrals there are.
    """
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    with databases.ready(url):
        district = make_district(url, now)
    _fill(district, now)
    many = _refer(district, now, referred)
    busiest = max(many.referrals, key=lambda staff_id: len(many.referrals[staff_id]))
    browsers = signed_in(district, {FOLLOWS: busiest}, now)
    nothing: float | None = None
    with serving(district, folder) as server:
        for visit in (*_visits(district), *_follow_ups(*many.referrals[busiest][0])):
            median, worst = _times(server, visit, browsers.get(visit.who), count)
            nothing = nothing or median
            yield PageTime(visit.what, engine_name, median, worst, median / nothing)


def _fill(district: District, now: datetime.datetime) -> None:
    rng = random.Random(3)
    scope = Scope(district.ids.staff["specialist"], Role.SPECIALIST, frozenset({district.ids.schools[OWN]}))
    with open_engine(district.database_url) as engine:
        databases.grow(engine, 0, SERVICES)
        with writing(engine) as session:
            keys = keyring.open_keys(session, district.settings())
            for number in range(STUDENTS):
                profile = Profile(
                    number=str(100_000 + number),
                    given_name=rng.choice(_GIVEN),
                    family_name=rng.choice(_FAMILY),
                    birth_date=now.date() - datetime.timedelta(days=rng.randint(6 * 365, 11 * 365)),
                    grade=str(rng.randint(1, 5)),
                    home_zip="48910",
                    languages=("en",),
                )
                student = changes.add(session, keys, scope, profile, school_id=district.ids.schools[OWN], now=now)
                carer = GuardianDetails(
                    f"{rng.choice(_GIVEN)} {profile.family_name}", "Mother", "en", ("+15175550199",), None, ("call",)
                )
                guardians.add(session, keys, scope, student, carer, now=now)
                if number % 5 == 0:
                    chosen = (rng.choice(list(terms())),)
                    needs.add(session, keys, scope, student, chosen=chosen, urgency=rng.randint(1, 3), now=now)


def _refer(district: District, now: datetime.datetime, count: int) -> Many:
    """Referrals of other schools to services that stand in the directory."""
    with open_engine(district.database_url) as engine:
        with reading(engine) as session:
            providers = [frozen(session, record, now.date()) for record in all_ids(session)[:: SERVICES // PROVIDERS]]
        with writing(engine) as session:
            keys = keyring.open_keys(session, district.settings())
        return many_referrals(engine, keys, count, today=now.date(), providers=providers)


def signed_in(district: District, others: Mapping[str, str], now: datetime.datetime) -> dict[str, Browser]:
    """A browser for each role, and for other members of staff by their ids."""
    with open_engine(district.database_url) as engine, writing(engine) as session:
        keys = keyring.open_keys(session, district.settings())
        tokens = {who: sessions.begin(session, staff_id, now) for who, staff_id in {**district.ids.staff, **others}.items()}
        return {who: Browser(token, keys.digest("csrf", token)) for who, token in tokens.items()}


def _visits(district: District) -> list[Visit]:
    ids = district.ids
    student, record = ids.own.student, next(iter(ids.records.values()))
    asked = {"need": "homework-help", "age": "9", "near": "48910", "within": "10"}
    return [
        Visit(NOTHING, "/static/icon.svg"),
        Visit("sign-in page", "/sign-in", who=""),
        Visit("home of a specialist", "/"),
        Visit("home of a coordinator", "/", "coordinator"),
        Visit(f"caseload of {STUDENTS:,}", "/students"),
        Visit("caseload, by words", "/students/search", fields={"words": "kestrel"}),
        Visit("a student", f"/students/{student}"),
        Visit("find help, the form", "/find"),
        Visit("find help, results", "/find", fields=asked),
        Visit("find help for a student", f"/students/{student}/find"),
        Visit("search by words", "/search", fields={"words": "counsling lansing"}),
        Visit("a provider", f"/providers/{record}"),
        Visit("shortlist", "/shortlist"),
        Visit("directory", "/directory", "coordinator"),
        Visit("correct a provider", f"/directory/{record}/edit", "coordinator"),
        Visit("imports", "/imports", "coordinator"),
        Visit("numbers", "/numbers", "viewer"),
        Visit("audit", "/audit", "administrator"),
    ]


def _follow_ups(referral: str, student: str) -> list[Visit]:
    """The pages of referrals, for the specialist who has most of them."""
    return [
        Visit("a referral", f"/referrals/{referral}", FOLLOWS),
        Visit("a letter before it is given", f"/referrals/{referral}/letter", FOLLOWS),
        Visit("a student with referrals", f"/students/{student}", FOLLOWS),
        Visit("work list", "/work", FOLLOWS),
        Visit("work list of everybody", "/work", "administrator"),
        Visit("outcomes, exact", "/outcomes", "administrator"),
        Visit("outcomes, guarded", "/outcomes", "viewer"),
    ]


def _times(server: Server, visit: Visit, browser: Browser | None, count: int) -> tuple[float, float]:
    host = urlsplit(server.url).netloc
    connection = http.client.HTTPConnection(host)
    times = []
    for turn in range(2 * count):
        begun = time.perf_counter()
        ask(connection, visit, browser)
        if turn >= count:
            times.append(1_000 * (time.perf_counter() - begun))
    connection.close()
    median, worst = np.percentile(times, (50, 99))
    return float(median), float(worst)


def ask(connection: http.client.HTTPConnection, visit: Visit, browser: Browser | None) -> bytes:
    """What a visit answers, which must be a page."""
    headers = {"Cookie": f"desk-demo-session={browser.token}; desk-demo-visit=bench"} if browser else {}
    if browser and visit.fields:
        body = urlencode({**visit.fields, "csrf": browser.csrf})
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        connection.request("POST", visit.path, body, headers)
    else:
        connection.request("GET", visit.path, headers=headers)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200 or not content:
        raise RuntimeError(f"{visit.what} answered {answer.status}")
    return content
