"""The bodies of requests: read in memory alone, within limits of size, number and time, and from people who may send them."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from directory.web.core.bodies import MOST_FIELDS, BodyError, read_form
from directory.web.core.routes import OPEN_TO_ALL
from tests.loops import run_apart
from tests.web.browsing import COOKIE, OURS, Site

LARGE_LIST = b"Agency,Description\n" + b"".join(
    b"Heron House %d,%s\n" % (number, b"Homework help after school. " * 30) for number in range(4_000)
)
BOUNDARY = "limit-of-a-part"
_opened: list[str] | None = None


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if _opened is not None and event == "open" and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR):
        _opened.append(str(arguments[0]))


sys.addaudithook(_note)


@contextmanager
def written_files() -> Iterator[list[str]]:
    """The files that this process opens for writing until the block ends; an open pipe, whose name is a number, does not count."""
    global _opened  # noqa: PLW0603  # an audit hook stays for as long as the process
    _opened = []
    try:
        yield _opened
    finally:
        _opened = None


@pytest.mark.slow
def test_an_upload_is_never_on_the_disk(site: Site) -> None:
    """A file of over 3 MB is read in memory: the process opens no file for writing while it takes it."""
    site.sign_in("coordinator")
    site.get("/imports/new")
    assert len(LARGE_LIST) > 3_000_000
    with written_files() as written:
        done = site.post("/imports/new", {"name": "Large"}, files={"file": ("large.csv", LARGE_LIST, "text/csv")})
    assert done.status_code == 303
    assert [path for path in written if "directory.db" not in path and not path.isdecimal()] == []
    ((kept,),) = site.rows("SELECT data FROM upload WHERE file_name = 'large.csv'")
    assert kept == LARGE_LIST


@pytest.mark.parametrize("token", [None, "made-up"])
def test_a_large_file_is_not_taken_from_somebody_who_is_not_signed_in(site: Site, token: str | None) -> None:
    """It is read away, and the page asks them to sign in and to choose the file again."""
    if token:
        site.set_cookie(COOKIE, token)
    done = site.post("/roster", files={"file": ("roster.csv", LARGE_LIST, "text/csv")})
    assert done.status_code == 401
    assert "choose" in done.text.casefold()
    assert "Sign in" in done.text


def test_a_page_that_is_open_to_all_takes_little(site: Site) -> None:
    """A sign-in, a password by link and a family's answer are refused from 100 kB on, in words."""
    for path in ("/sign-in", "/welcome/none", "/a/none"):
        done = site.post(path, {"words": "x" * OPEN_TO_ALL})
        assert done.status_code == 413, path


def test_a_form_of_too_many_fields_is_refused(site: Site) -> None:
    """A form has 2,000 fields at the most, however it is written."""
    site.sign_in("specialist")
    many = [(f"f{number}", "x") for number in range(MOST_FIELDS + 1)]
    headers = OURS | {"content-type": "application/x-www-form-urlencoded"}
    assert site.client.post("/sign-out", content=urlencode(many), headers=headers).status_code == 413
    parts = "".join(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\nx\r\n' for name, _ in many)
    headers = OURS | {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}
    assert site.client.post("/sign-out", content=f"{parts}--{BOUNDARY}--\r\n", headers=headers).status_code == 413


def test_a_form_is_read_as_it_was_sent() -> None:
    """Letters of every script, blank fields, several values and files are the same in both kinds of form."""
    fields = [("name", "Noor Çelik 王小明"), ("blank", ""), ("tick", "a"), ("tick", "b")]
    request = httpx.Request("POST", "http://desk.local/", data=_as_data(fields))
    form = run_apart(_read(request))
    assert {name: list(values) for name, values in form.values.items()} == {
        "name": ["Noor Çelik 王小明"],
        "blank": [""],
        "tick": ["a", "b"],
    }
    file = ("lists/ol\x07d—list.csv", b"\x00\xff\r\n--\r\n", "text/csv")
    mixed = run_apart(_read(httpx.Request("POST", "http://desk.local/", data=_as_data(fields), files={"file": file})))
    assert mixed.values == form.values
    assert mixed.files["file"][0].data == file[1]
    assert mixed.files["file"][0].name.endswith("list.csv")


def test_a_body_that_takes_too_long_is_given_up() -> None:
    """Who sends a byte now and then is answered 408, and keeps nothing waiting."""

    async def drops() -> AsyncIterator[bytes]:
        while True:
            yield b"a"
            await asyncio.sleep(0.005)

    with pytest.raises(BodyError) as raised:
        run_apart(read_form(drops(), "application/x-www-form-urlencoded", seconds=0.05))
    assert raised.value.status == 408


@pytest.mark.parametrize("body", [b"", b"--", b"--x\r\n\r\nwords", b"--x\r\nContent-Disposition: form-data\r\n\r\nwords\r\n"])
def test_a_damaged_form_is_refused(body: bytes) -> None:
    """A form with files that ends early or has no parts answers 400, not a failure of ours."""
    with pytest.raises(BodyError) as raised:
        run_apart(read_form(_in_pieces(body), "multipart/form-data; boundary=x", seconds=5))
    assert raised.value.status == 400


async def _read(request: httpx.Request) -> Any:
    return await read_form(_in_pieces(request.read()), request.headers["content-type"], seconds=5)


async def _in_pieces(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 7):
        yield body[start : start + 7]


def _as_data(fields: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in fields:
        found.setdefault(name, []).append(value)
    return found
