"""The host of a request: only the public address is answered, and every link is made from it, whatever a request says."""

from __future__ import annotations

import re

import pytest

from directory.errors import UsageError
from directory.settings import Settings
from directory.web.core import addresses
from tests.district import PASSWORD, District, email
from tests.web.browsing import Site, browse
from tests.web.test_matrix import KNOWN, LINES, ROLES, filled, name_of

PUBLIC = "https://desk.example.org"
EVIL = ("evil.example.org", "desk.example.org.evil.example.org", "desk.example.org:8443", "127.0.0.1", "", "desk.example.org@evil",
        "[::1")  # fmt: skip


@pytest.mark.parametrize("host", EVIL)
def test_another_host_is_answered_nothing(district_on_sqlite: District, host: str) -> None:
    """A page, a form, a file or an unknown path under another host's name answers 421, in plain words, with the right address."""
    with browse(district_on_sqlite, district_on_sqlite.settings(demo=False)) as site:
        for method, path in (("GET", "/sign-in"), ("POST", "/sign-in"), ("GET", "/static/desk.css"), ("GET", "/no/such")):
            done = site.client.request(method, path, headers={"host": host})
            assert done.status_code == 421, (method, path)
            assert done.headers["content-type"].startswith("text/plain")
            assert PUBLIC in done.text
            assert "set-cookie" not in done.headers


@pytest.mark.parametrize("host", ["desk.example.org", "DESK.example.org", "desk.example.org:443"])
def test_the_public_host_is_answered(district_on_sqlite: District, host: str) -> None:
    """The public address in other letters or with its usual port is the same one."""
    with browse(district_on_sqlite, district_on_sqlite.settings(demo=False)) as site:
        assert site.client.get("/sign-in", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"), [("localhost:9", 200), ("[::1]:8000", 200), ("127.0.0.1", 200), ("rebound.example.org", 421)]
)
def test_the_demo_answers_this_machine_alone(site: Site, host: str, status: int) -> None:
    """A name that somebody else has pointed at this machine opens no demo."""
    assert site.client.get("/sign-in", headers={"host": host}).status_code == status


@pytest.mark.parametrize(("client", "path", "ours"), [
    ("127.0.0.1", "/health", True), ("::1", "/health", True), ("192.0.2.7", "/health", False), ("127.0.0.1", "/sign-in", False),
])  # fmt: skip
def test_health_is_answered_to_this_machine_under_any_name(client: str, path: str, *, ours: bool) -> None:
    """A monitor on the machine itself need not know the public address."""
    for host in ("10.0.0.5:8000", "desk.example.org:x"):
        assert addresses.is_ours(Settings(public_url=PUBLIC), host, path, client) is ours


def test_links_are_made_from_the_public_address(district_on_sqlite: District) -> None:
    """Nothing that a request says of its host or its proxy's gets into an invitation, a letter or a redirect."""
    lies = {"x-forwarded-host": "evil.example.org", "forwarded": "host=evil.example.org", "x-forwarded-proto": "http"}
    with browse(district_on_sqlite, district_on_sqlite.settings(demo=False)) as site:
        site.client.headers.update(lies)
        site.get("/sign-in")
        done = site.post("/sign-in", {"email": email("administrator"), "password": PASSWORD, "next": "//evil.example.org/"})
        assert done.headers["location"] == "/"
        staff = site.ids.staff["viewer"]
        site.get(f"/staff/{staff}")
        made = site.post(f"/staff/{staff}/link").text
        assert re.search(rf"{PUBLIC}/welcome/[\w-]{{43}}", made)
        site.get(f"/referrals/{site.ids.own.referral}/letter")
        letter = site.post(f"/referrals/{site.ids.own.referral}/letter", {"way": "print", "language": "en", "letters": "9"}).text
        assert f"{PUBLIC}/a/" in letter
        assert "evil" not in made + letter


@pytest.mark.parametrize(
    "url", [None, "http://desk.example.org", "desk.example.org", "https://", "https://desk.example.org/desk", "https://a:b@c"]
)
def test_without_a_public_address_nothing_is_served(url: str | None) -> None:
    """Outside the demo the public address must be set, whole, and for TLS; one sentence says so."""
    with pytest.raises(UsageError, match="REFERRAL_DESK_PUBLIC_URL"):
        addresses.check(Settings(public_url=url))
    addresses.check(Settings(demo=True))


def test_every_page_answers_head(site: Site) -> None:
    """HEAD has the status and the headers of GET, and no body."""
    for route in (one for one in KNOWN if one.method == "GET"):
        role = next((role for role in ROLES.values() if role in LINES[name_of(route)].who), None)
        site.leave() if role is None or route.may == "anyone" else site.sign_in(role)
        path = filled(route.path, site.ids, site.ids.own)
        asked, told = site.client.get(path, follow_redirects=False), site.client.head(path, follow_redirects=False)
        assert told.status_code == asked.status_code, path
        assert told.headers["content-type"] == asked.headers["content-type"], path
        assert told.content == b"", path
