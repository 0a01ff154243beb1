"""`referral-desk serve`: who may be served, where, and what is said when it cannot be."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

from tests.command_line import COMMAND, CommandLine

pytestmark = pytest.mark.slow

PATIENCE = 180  # seconds


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def serving(desk: CommandLine, *arguments: str) -> Iterator[int]:
    """The command, running; gives its port."""
    port = free_port()
    command = [*COMMAND, "serve", "--port", str(port), *arguments]
    with subprocess.Popen(
        command, cwd=desk.folder, env=desk.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield port
        finally:
            process.terminate()
            process.wait(PATIENCE)


def fetched(port: int, path: str, host: str = "desk.example.org") -> bytes:
    """What the service answers to a request for this host, once it does."""
    request = Request(f"http://127.0.0.1:{port}{path}", headers={"Host": host})
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(request) as answer:  # noqa: S310  # our own service
                return bytes(answer.read())
        except HTTPError as answer:
            return bytes(answer.read())
        except URLError:
            assert time.monotonic() < end, "the service did not start"
            time.sleep(0.1)


def test_without_keys_nothing_is_served(desk: CommandLine) -> None:
    """A district without keys is refused with the command that makes them."""
    done = desk("serve", "--port", str(free_port()))
    assert done.returncode == 1
    assert "referral-desk keys make" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_calendar_that_cannot_be_read_is_told_before_anything_is_served(
    desk: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 2 with the line that is no day."""
    (desk.folder / "calendar.txt").write_text("2026-11-26\nChristmas\n")
    monkeypatch.setenv("REFERRAL_DESK_CALENDAR", str(desk.folder / "calendar.txt"))
    assert desk("keys", "make").returncode == 0
    done = desk("serve", "--port", str(free_port()))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "Line 2 of the school calendar" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("AIMS", "attendance=lots"), ("CALENDAR", "no-such-file.txt"), ("LOGO", "absent.png")]
)
def test_a_setting_that_would_stop_a_page_is_told_at_the_start(
    desk: CommandLine, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """Aims, a school calendar and a logo that cannot be read are told by their setting before anybody is served."""
    assert desk("keys", "make").returncode == 0
    monkeypatch.setenv(f"REFERRAL_DESK_{name}", value)
    done = desk("serve", "--port", str(free_port()))
    assert done.returncode == 2
    assert f"REFERRAL_DESK_{name}" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_demo_is_for_this_machine_alone(desk: CommandLine) -> None:
    """The demo, to which anybody may sign in, is refused to other machines, and by several processes."""
    for arguments in (("--host", "0.0.0.0"), ("--workers", "2")):  # noqa: S104  it must be refused
        done = desk("serve", "--demo", *arguments)
        assert done.returncode == 2
        assert "demo" in done.stderr
    assert list(desk.folder.iterdir()) == []


def test_a_port_that_is_taken_is_told(desk: CommandLine) -> None:
    """Where something else is served already, one line says so."""
    assert desk("keys", "make").returncode == 0
    with socket.create_server(("127.0.0.1", 0)) as taken:
        runs = [desk("serve", *demo, "--port", str(taken.getsockname()[1])) for demo in ((), ("--demo",))]
    for done in runs:
        assert done.returncode == 1
        assert "--port" in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert done.stdout == ""  # no district is made for nothing


def test_processes_serve_side_by_side(desk: CommandLine) -> None:
    """With --workers several processes answer at one port."""
    assert desk("keys", "make").returncode == 0
    with serving(desk, "--workers", "2") as port:
        assert b"Sign in" in fetched(port, "/sign-in")
        assert b'"ok"' in fetched(port, "/health")


def test_the_demo_is_served_from_nothing(desk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """`serve --demo` makes its district in the folder where it is."""
    monkeypatch.delenv("REFERRAL_DESK_DATABASE_URL", raising=False)
    with serving(replace(desk, database_url=""), "--demo") as port:
        assert b"Try the demo as" in fetched(port, "/sign-in", "127.0.0.1")
    folder = desk.folder / ".referral-desk"
    assert (folder / "demo" / "demo.db").exists()
    assert [one.stat().st_mode & 0o777 for one in (folder, folder / "demo", folder / "demo" / "demo.db")] == [0o700, 0o700, 0o600]


@pytest.mark.audit
def test_the_demo_takes_an_empty_database_of_ones_own(new_desk_on_each: CommandLine) -> None:
    """A database that the environment names is used where it is empty."""
    with serving(new_desk_on_each, "--demo") as port:
        assert b"Try the demo as" in fetched(port, "/sign-in", "127.0.0.1")
    assert new_desk_on_each.json("staff", "list")["count"] > 0
    assert not (new_desk_on_each.folder / ".referral-desk" / "demo" / "demo.db").exists()


def test_the_demo_is_kept_out_of_a_real_database(desk: CommandLine) -> None:
    """A database that holds a school is refused in words, and stays as it is; what is made and where it will be is said first."""
    assert desk("schools", "add", "Cedar Elementary", "--zip", "48910").returncode == 0
    done = desk("serve", "--demo", "--port", str(free_port()))
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "not marked as a demo" in done.stderr
    assert done.stdout.startswith("Making the demo's district")
    assert desk.json("staff", "list")["count"] == 0


def test_serve_says_that_the_public_address_is_missing(desk: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """`serve` exits with 2 and one line; so does `staff add`, whose link would lead nowhere."""
    assert desk("keys", "make").returncode == 0
    monkeypatch.delenv("REFERRAL_DESK_PUBLIC_URL")
    done = desk("serve", "--port", str(free_port()))
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "REFERRAL_DESK_PUBLIC_URL" in done.stderr
    added = desk("staff", "add", "ada@example.org", "--name", "Ada", "--role", "administrator")
    assert added.returncode == 2
    assert "REFERRAL_DESK_PUBLIC_URL" in added.stderr
    assert desk.json("staff", "list")["count"] == 0


def test_a_served_district_answers_health_to_this_machine(desk: CommandLine) -> None:
    """The real service on its own port answers a monitor beside it, and nobody else under another name."""
    assert desk("keys", "make").returncode == 0
    with serving(desk) as port:
        assert b'"ok"' in fetched(port, "/health", "localhost")
        assert b"This is not the address" in fetched(port, "/sign-in", "localhost")
