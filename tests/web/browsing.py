"""A browser without a screen: it keeps cookies, sends forms as pages do, and looks behind the service into the database."""

from __future__ import annotations

import datetime
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any, cast

import httpx
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import Engine, text

from directory.accounts import sessions
from directory.app import create_app, make_parts
from directory.keys import Keys
from directory.settings import Settings
from directory.storage import keyring
from directory.storage.engine import reading, writing
from directory.web.core import service
from directory.web.core.request import Parts
from tests.district import District, Ids, open_engine
from tests.server import Server
from tests.web.forms import form_to

HOST = "127.0.0.1"
"""The demo answers this machine alone; a district the host of its public address."""

COOKIE = "desk-demo-session"
VISIT = "desk-demo-visit"
OURS = {"sec-fetch-site": "same-origin"}
"""What a browser says of a form that comes from one of our own pages."""

Fields = Mapping[str, str | Sequence[str]]
Files = Mapping[str, tuple[str, bytes, str]]
_CSRF = re.compile(r'name="csrf" value="([^"]*)"')


def utc_now() -> datetime.datetime:
    """The moment, as the database holds it."""
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None)


@dataclass(slots=True)
class Site:
    """The service and one browser on it; `database` looks behind it, `page` is the one that was got last."""

    client: httpx.Client = field(repr=False)
    database: Engine = field(repr=False)
    district: District = field(repr=False)
    keys: Keys = field(repr=False)
    page: httpx.Response | None = None

    @property
    def ids(self) -> Ids:
        return self.district.ids

    def sign_in(self, who: str) -> str:
        """Signs somebody of tests.district.STAFF in, by a session of their own; returns its token."""
        with writing(self.database) as session:
            token = sessions.begin(session, self.ids.staff[who], utc_now())
        self.set_cookie(COOKIE, token)
        self.page = None
        return token

    def leave(self) -> None:
        """Forgets all cookies: a browser that was never here."""
        self.client.cookies.clear()
        self.page = None

    def set_cookie(self, name: str, value: str) -> None:
        self.client.cookies.set(name, value, domain=self.client.base_url.host, path="/")

    def get(self, path: str, **headers: str) -> httpx.Response:
        """A page as it answers, redirects included; it is the one that the next form is on."""
        self.page = self.client.get(path, headers=headers, follow_redirects=False)
        return self.page

    def post(
        self,
        path: str,
        fields: Fields | None = None,
        *,
        page: httpx.Response | None = None,
        files: Files | None = None,
        headers: Mapping[str, str] = OURS,
    ) -> httpx.Response:
        """Sends a form of `page`, which is the one that was got last, with its token and a fresh one-time number."""
        own = {"csrf": self.csrf(page), "once": secrets.token_urlsafe(12)}
        data = own | {name: value if isinstance(value, str) else list(value) for name, value in (fields or {}).items()}
        done = self.client.post(path, data=data, files=files, headers=dict(headers), follow_redirects=False)
        self.page = done if _CSRF.search(done.text) else self.page
        return done

    def send(self, on: str, path: str, fields: Fields | None = None, **how: Any) -> httpx.Response:
        """Opens a page, fills these fields into its form that goes to `path`, and sends it with all that the form carries."""
        return self.post(path, {**form_to(self.get(on).text, path).as_it_is(), **(fields or {})}, **how)

    def csrf(self, page: httpx.Response | None = None) -> str:
        """The token in the forms of a page, or that of this browser where none was looked at."""
        shown = page or self.page
        if shown is not None and (found := _CSRF.search(shown.text)):
            return found[1]
        cookie = self.client.cookies.get(COOKIE) or self.client.cookies.get(VISIT)
        if cookie is None:
            found = _CSRF.search(self.client.get("/sign-in").text)
            assert found is not None
            return found[1]
        return self.keys.digest("csrf", cookie)  # the half of the token that proves the session

    def rows(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        """What the database answers to a SELECT."""
        with reading(self.database) as session:
            return [tuple(row) for row in session.execute(text(statement), values)]

    def run(self, statement: str, **values: Any) -> None:
        """Changes the database behind the service's back."""
        with writing(self.database) as session:
            session.execute(text(statement), values)


class _Switched:
    """Stands for the parts of the service, which change from test to test."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    def __getattr__(self, name: str) -> Any:
        return getattr(self.parts, name)


_SPARE: list[tuple[Litestar, _Switched]] = []
"""Applications that no test uses now: registering 115 routes takes longer than most tests, and depends on no part."""


@contextmanager
def _application(settings: Settings) -> Iterator[Litestar]:
    """The application as directory.app makes it, on a new database but with the routes of an earlier test."""
    parts = make_parts(settings)
    app, switched = _SPARE.pop() if _SPARE else _registered(parts)
    switched.parts = parts
    try:
        yield app
    finally:
        parts.engine.dispose()
        _SPARE.append((app, switched))


def _registered(parts: Parts) -> tuple[Litestar, _Switched]:
    switched = _Switched(parts)
    return service.make(cast(Parts, switched)), switched


@contextmanager
def browse(district: District, settings: Settings | None = None, *, made_now: bool = False) -> Iterator[Site]:
    """The service on this district, with `settings` in place of the demo's, and a browser on it.

    `made_now` is for a test that changes what an application takes up as it is made: nobody else gets that one.
    """
    settings = settings or district.settings()
    base = settings.public_url or f"http://{HOST}"
    with (
        nullcontext(create_app(settings)) if made_now else _application(settings) as app,
        TestClient(app, base_url=base, raise_server_exceptions=False) as client,
        _site(client, district) as site,
    ):
        yield site


@contextmanager
def visit(server: Server) -> Iterator[Site]:
    """A browser on a service that runs in a process of its own."""
    with httpx.Client(base_url=server.url, timeout=60) as client, _site(client, server.district) as site:
        yield site


@contextmanager
def _site(client: httpx.Client, district: District) -> Iterator[Site]:
    with open_engine(district.database_url) as engine:
        with reading(engine) as session:
            keys = keyring.open_keys(session, district.settings())
        yield Site(client, engine, district, keys)
