"""What a page is handed (`Asked`) and what it hands back (`Page`, `Go`, `File`, `Json`, `Asset`); nothing of Litestar in it."""

from __future__ import annotations

import datetime
import hmac
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory.accounts import audit
from directory.accounts.passwords import Hashed
from directory.accounts.sessions import SignedIn
from directory.finding.crisis import Crisis
from directory.keys import Keys
from directory.settings import Settings
from directory.storage import keyring
from directory.storage.scope import Scope
from directory.web.core.forms import Form


@dataclass(frozen=True, slots=True)
class Parts:
    """What the service is made of, put together in directory.app; `keys` are for hashes, which no change of keys touches.

    `jobs_wait` is set where a job was asked for, which web.core.job_runner then has done.
    """

    settings: Settings
    engine: Engine
    keys: Keys
    jobs_wait: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class Page:
    """A template and what it shows. A status from 400 on undoes what the request wrote, unless `keep` is set.

    `wait_seconds` says to programs when it is worth while to ask again.
    """

    template: str
    shown: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    keep: bool = False
    wait_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Go:
    """Off to another page of ours; `done` is a key of web.core.notices, whose sentence is shown there.

    `danger` is how loudly that page says that what was typed tells of danger: a matching.danger.Level. `with_form` has the
    browser send the same form on to it, for a page that shows what stands in no address.
    """

    path: str
    done: str | None = None
    danger: str | None = None
    with_form: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """Bytes to keep, under a file name; where `shown`, as a picture on the page that asks for them instead."""

    name: str
    data: bytes
    media_type: str
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Json:
    """A document for programs."""

    document: Mapping[str, Any]
    status: int = 200


@dataclass(frozen=True, slots=True)
class Asset:
    """Bytes that a page is made with, which browsers may keep."""

    data: bytes
    media_type: str


Answer = Page | Go | File | Json | Asset
Hashing = Callable[[], Hashed]
"""Hashing a password, which is done with no transaction open."""


@dataclass(slots=True)
class Look:
    """An audit row that waits for the end of a request that only reads, or that was refused."""

    action: str
    student_id: str | None
    subject: str | None
    detail: str | None


@dataclass(slots=True)
class Asked:
    """One request: who asks, for what, with which form, in which transaction.

    `session` is the request's one transaction, `form` what was typed, `query` what stands behind the question mark,
    `address` where the request came from, `origin` what our own addresses begin with ("https://desk.example.org"),
    `token` the session cookie, `accepts` the languages that the browser asks for. `cookies` are set with the answer; an
    empty value takes a cookie away. `prepared` is what the route's `prepare` made of the form before the transaction began. `afterwards` is written in a transaction of its own, also where the request was refused.
    `danger` is what the words that were typed tell of.
    """

    parts: Parts
    path: str
    method: str
    form: Form
    query: Mapping[str, Sequence[str]]
    address: str
    now: datetime.datetime
    today: datetime.date
    token: str | None = None
    device: str | None = None
    visit: str = ""
    same_origin: bool = True
    origin: str = ""
    accepts: str = ""
    prepared: Any = None
    staff: SignedIn | None = None
    _hashed: Hashed | None = None
    cookies: dict[str, str] = field(default_factory=dict)
    looks: list[Look] = field(default_factory=list)
    afterwards: list[Callable[[Session], None]] = field(default_factory=list)
    danger: Crisis | None = None
    _session: Session | None = None
    _keys: Keys | None = None

    @property
    def session(self) -> Session:
        assert self._session is not None, "a page asked for the database outside its request"
        return self._session

    @property
    def hashed(self) -> Hashed:
        """What hashing the form's password found out, on a page that declares a `hashing`."""
        assert self._hashed is not None
        return self._hashed

    @property
    def me(self) -> SignedIn:
        """Who is signed in, on a page that needs somebody to be."""
        assert self.staff is not None
        return self.staff

    @property
    def scope(self) -> Scope:
        return self.me.scope

    @property
    def keys(self) -> Keys:
        """The keys, opened in this transaction, so that they cannot be changed for others before it has ended."""
        if self._keys is None:
            self._keys = keyring.open_keys(self.session, self.settings)
        return self._keys

    @property
    def settings(self) -> Settings:
        return self.parts.settings

    @property
    def csrf(self) -> str:
        """What a form must bring back: tied to the session, or to the browser where nobody is signed in."""
        return self.parts.keys.digest("csrf", self.token if self.staff and self.token else self.visit)

    @property
    def is_our_form(self) -> bool:
        """Whether the form brings back the token that our page gave it."""
        return self.brings(self.csrf)

    def brings(self, csrf: str) -> bool:
        """Whether the form brings back this very token."""
        return hmac.compare_digest(self.form.get("csrf").encode(), csrf.encode())

    def word(self, name: str, default: str = "") -> str:
        """One value behind the question mark."""
        return next(iter(self.query.get(name, ())), default)

    def number(self, name: str, default: int = 1) -> int:
        """One whole number from 1 on behind the question mark."""
        given = self.word(name)
        return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 7 else default

    def look(self, action: str, *, student_id: str | None = None, subject: str | None = None, detail: str | None = None) -> None:
        """Notes what was looked at; it is written before the answer leaves, whether the request reads or writes."""
        self.looks.append(Look(action, student_id, subject, detail))

    def changed(
        self, action: str, *, student_id: str | None = None, subject: str | None = None, detail: str | None = None
    ) -> None:
        """Notes what was changed, in the transaction that changes it."""
        audit.record(
            self.session,
            now=self.now,
            staff_id=self.staff.staff_id if self.staff else None,
            action=action,
            student_id=student_id,
            subject=subject,
            detail=detail,
            address=self.address,
        )
