"""The list of all pages: each names its path, its method and who may see it, and nothing is served that is not in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from directory.web.core.permissions import May
from directory.web.core.request import Answer, Hashing

Call = Callable[..., Answer]
Prelude = Callable[..., Answer | Hashing]
Prepare = Callable[..., Any]
"""What takes long and writes nothing, such as opening pictures: run once it is known who asks, in a transaction that only reads,
before the one that writes and keeps others from writing. Where it returns a page, that is the answer.
"""
SMALL = 1_000_000
"""Bytes that a form may have; a page that takes a file says how large it may be."""

OPEN_TO_ALL = 100_000
"""Bytes that are read from somebody who is not signed in: a sign-in or a family's answer has a few hundred."""


@dataclass(frozen=True, slots=True)
class Route:
    """A page: `call(asked, **ids)` is run in one worker thread and one transaction, which only reads where `reads`.

    What writes is carried out once, however often its form is sent; a form that only asks may be sent again. `by_programs`
    takes a POST without our form's token: only where the address itself is what allows it, and no session is asked.
    `hashing(asked, **ids)` reads what hashing a password needs, before `call` and in a transaction of its own that only reads;
    or it gives the answer, and nothing is hashed. Such pages wait in a line of their own (web.core.service).
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


def get(path: str, *, may: May) -> Callable[[Call], Call]:
    """Declares a page that is looked at."""
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
    """Declares what a form does; `reads` where it only asks (a search that must not stand in an address)."""
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
