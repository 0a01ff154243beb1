"""Nothing of a student leaves by a side door: not in the database's file, the log, an address, or the page of an error."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from directory.web.core.routes import ROUTES
from tests.district import District
from tests.families import families
from tests.server import Server, serving
from tests.web.browsing import Site, visit
from tests.web.test_matrix import KNOWN, LINES, ROLES, ask, name_of, of_student

pytestmark = pytest.mark.slow

NUMBER = re.compile(r"noted under ([0-9a-f]{8})")


@pytest.fixture
def server(district_on_sqlite: District, tmp_path: Path) -> Iterator[Server]:
    """The service in a process of its own."""
    with serving(district_on_sqlite, tmp_path) as running:
        yield running


def secrets_of_students() -> set[str]:
    """Everything of every student that must not be found, in small letters."""
    today = datetime.datetime.now(datetime.UTC).date()
    return {words.casefold() for family in families(today) for words in family.personal()}


def found_in(text: str) -> set[str]:
    """What of students stands in a text."""
    folded = text.casefold()
    return {words for words in secrets_of_students() if words in folded}


def tour(site: Site) -> list[httpx.Response]:
    """Every page and every empty form, for every role that may; what asks about students is asked about Perpetua."""
    answers = []
    for route in sorted(KNOWN, key=lambda route: (route.method, route.path)):
        for role in ROLES.values():
            if role in LINES[name_of(route)].who:
                site.sign_in(role)
                answers.append(ask(site, route, site.ids.own))
    return answers


def test_nothing_of_a_student_is_in_the_file_the_log_or_an_address(server: Server) -> None:
    """After a tour of all pages: no name, date of birth, number or phone in the raw file, the log, an address or a header."""
    with visit(server) as site:
        answers = tour(site)
        file = Path(server.district.database_url.removeprefix("sqlite:///"))
        raw = b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    assert found_in(raw.decode("latin-1")) == set()
    assert found_in(server.log.read_text()) == set()
    assert found_in(" ".join(str(one.url) for one in answers)) == set()
    assert found_in(" ".join(" ".join(one.headers.values()) for one in answers)) == set()
    assert not any(of_student(route) for route in ROUTES) or found_in(" ".join(one.text for one in answers)), "the tour saw none"


def test_the_page_of_a_failure_shows_a_number_and_nothing_else(server: Server) -> None:
    """A failure that nobody foresaw answers 500 with a number; the log has the same number, the place, and no value."""
    token = "a-token-that-was-typed"  # noqa: S105  # made up
    with visit(server) as site:
        site.run("ALTER TABLE staff_link RENAME COLUMN expires_at TO expires_gone")
        page = site.get(f"/welcome/{token}")
    assert page.status_code == 500
    number = NUMBER.search(page.text)
    assert number is not None
    assert token not in page.text
    assert "staff_link" not in page.text
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    (told,) = [line for line in lines if line["event"] == "failure"]
    assert told["number"] == number[1]
    assert told["route"] == "/welcome/{token:str}"
    assert told["kind"] == "OperationalError"
    assert token not in server.log.read_text()


def test_a_log_line_tells_the_route_and_never_the_address(server: Server) -> None:
    """One JSON line a request: its route with the names of its parts, the status and the time."""
    with visit(server) as site:
        site.get("/welcome/somebody-typed-this?next=/and-that")
    (line,) = [json.loads(line) for line in server.log.read_text().splitlines()]
    assert (line["event"], line["route"], line["status"]) == ("request", "/welcome/{token:str}", 404)
    assert "typed" not in json.dumps(line)
