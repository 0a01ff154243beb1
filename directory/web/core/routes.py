"""The list of all pages: each declares its path, method and permission, and nothing else is served."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, Literal

from directory import web
from directory.web.core.permissions import May
from directory.web.core.request import Answer, Hashing

Call = Callable[..., Answer]
Prelude = Callable[..., Answer | Hashing]
Prepare = Callable[..., Any]
"""Slow work that writes nothing, such as decoding pictures: run once the user is known, in a transaction that only reads, before
the one that writes and locks others out. If it returns a page, that page is the answer.
"""
SMALL = 1_000_000
"""The most bytes in a form; a page that accepts a file sets its own limit."""

OPEN_TO_ALL = 100_000
"""The most bytes that are read from a client that is not signed in: a sign-in or a family's answer has a few hundred."""


@dataclass(frozen=True, slots=True)
class Route:
    """A page: `call(asked, **ids)` runs in one worker thread and one transaction, which only reads if `reads` is set.

    A form that writes is carried out once, however often it is sent; one that only asks may be sent again. `by_programs` accepts
    a POST without our form's token: only for pages that the URL itself authorizes and that use no session. `hashing`, called with
    the same arguments, runs before `call` in a read-only transaction of its own, and collects what hashing a password needs; or
    it returns the answer, and nothing is hashed. Such pages wait in a lane of their own (web.core.service).
    """

    method: Literal["GET", "POST"]
    path: str
    may: May
    call: Call
    reads: bool
    largest: int
    by_programs: bool = False
    hashing: Prelude | None = None
    prepare: Prepare | None = None


ROUTES: list[Route] = []


def import_pages() -> None:
    """Import every module below `directory.web`, so that what it declares is in ROUTES: a page is served because its file is there."""
    for module in walk_packages(web.__path__, f"{web.__name__}."):
        import_module(module.name)


def get(path: str, *, may: May) -> Callable[[Call], Call]:
    """Declare a page to look at."""
    return _declare("GET", path, may, reads=True, largest=None)


def post(
    path: str,
    *,
    may: May,
    reads: bool = False,
    largest: int | None = None,
    by_programs: bool = False,
    hashing: Prelude | None = None,
    prepare: Prepare | None = None,
) -> Callable[[Call], Call]:
    """Declare the action of a form; `reads` if it only asks (a search that must not be part of a URL)."""
    how: dict[str, Any] = {"hashing": hashing, "prepare": prepare}
    return _declare("POST", path, may, reads=reads, largest=largest, by_programs=by_programs, **how)


def _declare(method: Literal["GET", "POST"], path: str, may: May, *, largest: int | None, **how: Any) -> Callable[[Call], Call]:
    def declare(call: Call) -> Call:
        if any((route.method, route.path) == (method, path) for route in ROUTES):
            raise ValueError(f"two pages at {method} {path}")
        most = largest or (OPEN_TO_ALL if may == "anyone" else SMALL)
        ROUTES.append(Route(method, path, may, call, largest=most, **how))
        return call

    return declare
