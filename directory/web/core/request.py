"""What a page receives (`Asked`) and what it returns (`Page`, `Redirect`, `File`, `Json`, `Asset`); nothing here is Litestar's."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory.accounts import audit
from directory.accounts.passwords import Hashed
from directory.accounts.sessions import SignedIn
from directory.district_settings.effective import DistrictSettings, read_district
from directory.keys import Keys
from directory.settings import Settings
from directory.storage import keyring
from directory.storage.scope import Scope
from directory.web.core import form_tokens
from directory.web.core.forms import Form
from matching.danger import Danger


@dataclass(slots=True)
class LastRead:
    """What the district sets, as this process read it last: for the pages of failures, which may not ask the database."""

    district: DistrictSettings


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the service, assembled in directory.app; `keys` are for hashes, which a change of keys does not affect.

    `jobs_wait` is set when a job is requested, and wakes web.core.job_runner.
    """

    settings: Settings
    engine: Engine
    keys: Keys
    last_read: LastRead
    jobs_wait: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class Page:
    """A template and its values. A status of 400 or above rolls back what the request wrote, unless `keep` is set.

    `wait_seconds` tells programs when to ask again.
    """

    template: str
    shown: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    keep: bool = False
    wait_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """A redirect to another of our pages; `done` is a key of web.core.notices, whose sentence is shown there.

    `danger` is the matching.danger.Level of what was typed, which that page shows. `with_form` makes the browser send the same
    form on, for a page whose input must not be part of a URL.
    """

    path: str
    done: str | None = None
    danger: str | None = None
    with_form: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """Bytes to download under a file name or, if `shown`, to display as a picture on the page that requests them."""

    name: str
    data: bytes
    media_type: str
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Json:
    """A JSON document for programs."""

    document: Mapping[str, Any]
    status: int = 200


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file of our pages, which browsers may cache."""

    data: bytes
    media_type: str


Answer = Page | Redirect | File | Json | Asset
Hashing = Callable[[], Hashed]
"""The hashing of a password, which is done with no transaction open."""


@dataclass(slots=True)
class AuditedLook:
    """An audit row to be written at the end of a request that only reads or that was refused."""

    action: str
    student_id: str | None
    subject: str | None
    detail: str | None


@dataclass(slots=True)
class Asked:
    """One request: the user, the page, the form and the transaction.

    `session` is the request's only transaction, `form` the submitted form, `query` the query string, `address` the client's
    address, `origin` the start of our own URLs ("https://desk.example.org"), `token` the session cookie, `accepts` the languages
    that the browser accepts. `cookies` are set with the answer; an empty value deletes a cookie. `prepared` is the result of the
    route's `prepare`, from before the transaction began. `afterwards` is written in a transaction of its own, even if the request
    was refused. `danger` is the crisis card for what was typed.
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
    looks: list[AuditedLook] = field(default_factory=list)
    afterwards: list[Callable[[Session], None]] = field(default_factory=list)
    danger: Danger | None = None
    _read: set[str] = field(default_factory=lambda: {"done", "danger"})
    _unknown: set[str] = field(default_factory=set)
    _session: Session | None = None
    _keys: Keys | None = None
    _district: DistrictSettings | None = None

    @property
    def session(self) -> Session:
        assert self._session is not None, "a page asked for the database outside its request"
        return self._session

    @property
    def hashed(self) -> Hashed:
        """The result of hashing the form's password, on a page that declares a `hashing`."""
        assert self._hashed is not None
        return self._hashed

    @property
    def me(self) -> SignedIn:
        """The signed-in user, on a page that requires one."""
        assert self.staff is not None
        return self.staff

    @property
    def scope(self) -> Scope:
        return self.me.scope

    @property
    def keys(self) -> Keys:
        """The keys, opened in this transaction, so that they cannot be changed before it ends."""
        if self._keys is None:
            self._keys = keyring.open_keys(self.session, self.settings)
        return self._keys

    @property
    def settings(self) -> Settings:
        return self.parts.settings

    @property
    def language(self) -> str:
        """The language of the signed-in reader, decided here for every page of staff; pages of answers have their own."""
        return self.settings.staff_language

    @property
    def district(self) -> DistrictSettings:
        """What the district sets: read once, in this request's transaction; where there is none, as it was read last."""
        if self._district is None and self._session is not None:
            self._district = self.parts.last_read.district = read_district(self._session, self.settings)
        return self._district or self.parts.last_read.district

    @property
    def csrf(self) -> str:
        """The token that a form must bring back, bound to the session, or to the browser if nobody is signed in."""
        if self.staff and self.token:
            return form_tokens.make_token(self.parts.keys, self.token, self.staff.staff_id)
        return form_tokens.make_token(self.parts.keys, self.visit)

    @property
    def is_our_form(self) -> bool:
        """Whether the form brings back the token that our page gave it."""
        return form_tokens.proves(self.parts.keys, self.form.csrf, self.token if self.staff and self.token else self.visit)

    @property
    def is_of_sender(self) -> bool:
        """Whether the form may be given back: it was made for who is signed in now, if need be in an earlier session.

        Where nobody is known to be signed in it may, unless another session's page was sent with this session's cookie.
        """
        keys, sent = self.parts.keys, self.form.csrf
        if self.staff:
            return self.is_our_form or self.is_form_for(self.staff.staff_id) or form_tokens.proves(keys, sent, self.visit)
        return not self.token or form_tokens.proves(keys, sent, self.token)

    def is_form_for(self, staff_id: str) -> bool:
        """Whether the form is of a page that was made for this member of staff, in whatever session."""
        return form_tokens.is_for(self.parts.keys, self.form.csrf, staff_id)

    def word(self, name: str, default: str = "") -> str:
        """Return a value of the query string."""
        return next(iter(self.several(name)), default)

    def several(self, name: str) -> Sequence[str]:
        """Return all values of a name of the query string."""
        self._read.add(name)
        return self.query.get(name, ())

    def choice(self, name: str, known: Container[str]) -> str:
        """Return a value of the query string that is `known`; any other counts as none, and the page says so (`ignored`)."""
        given = self.word(name)
        if given and given not in known:
            self._unknown.add(name)
        return given if given in known else ""

    def number(self, name: str, default: int = 1) -> int:
        """Return a positive integer of the query string; anything else counts as none, and the page says so (`ignored`)."""
        given = self.word(name)
        if given.isascii() and given.isdigit() and len(given) < 7:
            return max(1, int(given))
        if given:
            self._unknown.add(name)
        return default

    @property
    def ignored(self) -> tuple[str, ...]:
        """The names in the query string that this page does not read, or whose values it does not know."""
        return tuple(name for name in self.query if name in self._unknown or name not in self._read)

    def look(self, action: str, *, student_id: str | None = None, subject: str | None = None, detail: str | None = None) -> None:
        """Record what was looked at; it is written before the answer leaves, whether the request reads or writes."""
        self.looks.append(AuditedLook(action, student_id, subject, detail))

    def changed(
        self, action: str, *, student_id: str | None = None, subject: str | None = None, detail: str | None = None
    ) -> None:
        """Record what was changed, in the transaction that changes it."""
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
