"""Errors turned into pages that say what happened and what to do next, with the right status and nothing lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from directory.accounts.demo import Colleague
from directory.errors import (
    BusyError,
    DatabaseError,
    DeskError,
    KeysError,
    OutdatedError,
    RefusedError,
    UnknownError,
    UnreadableError,
    UsageError,
)
from directory.web.core import logs, waiting_search
from directory.web.core.forms import CARRIED, CHOSEN
from directory.web.core.rendering import RenderedAnswer, rendered
from directory.web.core.request import Asked, Page, Redirect
from directory.web.core.routes import ROUTES, Route


class NotSignedInError(DeskError):
    """The page requires a signed-in user; in the demo it names those who can sign in."""

    def __init__(self, words: str, colleagues: Sequence[Colleague] = ()) -> None:
        super().__init__(words)
        self.colleagues = colleagues


class ForbiddenError(DeskError):
    """The user's role does not include this page."""


class StaleFormError(DeskError):
    """The form's token is missing, forged, or from another session."""


class OthersFormError(DeskError):
    """The same, and whoever is signed in now did not open the page that the form was on."""


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """How a kind of failure is reported; `again` offers to send the form once more."""

    status: int
    title: str
    again: bool = False


KINDS: tuple[tuple[type[DeskError], ErrorKind], ...] = (
    (NotSignedInError, ErrorKind(401, "Sign in first", again=True)),
    (OthersFormError, ErrorKind(403, "You did not open this page")),
    (StaleFormError, ErrorKind(403, "This page was opened before you signed in", again=True)),
    (ForbiddenError, ErrorKind(403, "This page is not for your role")),
    (UnknownError, ErrorKind(404, "Not found")),
    (OutdatedError, ErrorKind(503, "Somebody else saved at the same time", again=True)),
    (BusyError, ErrorKind(503, "The directory is being changed", again=True)),
    (RefusedError, ErrorKind(409, "This was not done", again=False)),
    (UnreadableError, ErrorKind(422, "This file cannot be read")),
    (UsageError, ErrorKind(422, "This cannot be understood")),
    (KeysError, ErrorKind(500, "What is encrypted cannot be opened")),
    (DatabaseError, ErrorKind(503, "The database does not answer", again=True)),
)
OURS = ErrorKind(500, "Something went wrong on our side", again=True)

RETRY_SECONDS = "5"

STATUSES: dict[int, tuple[str, str]] = {
    400: ("This cannot be understood", "The request was damaged on its way. Go back and try again."),
    404: ("Not found", "There is no such page. It may have been moved or taken away."),
    405: ("Not found", "This address takes no such request. Go back and use the page's own buttons."),
    408: ("This took too long", "What you sent did not arrive in time. Check the connection, then send it again."),
    413: ("This is too large", "What you sent is larger than this page takes. Choose a smaller file, or shorten the text."),
    503: ("Many people are signing in right now", "Wait a few seconds, then type the password and send it again."),
}
"""Titles and texts for refusals before a page is reached: by Litestar, or because too many requests are waiting."""


SOON = {"Retry-After": "5"}
"""How many seconds a program should wait before it retries, when we were busy or the database was down."""

Tell = Callable[[Asked, Mapping[str, Any], int], Page]
_OTHERS: dict[str, Tell] = {}


def register_error_page(path: str, page: Tell) -> None:
    """Register a page of its own for failures below a path; it gets the values for failure.html and the status.

    It is for people without an account, who should not see the texts and buttons meant for staff. It may not use the database.
    """
    _OTHERS[path] = page


def _page(asked: Asked, shown: Mapping[str, Any], status: int) -> Page:
    other = next((page for path, page in _OTHERS.items() if asked.path == path or asked.path.startswith(f"{path}/")), None)
    return other(asked, shown, status) if other else Page("failure.html", shown, status)


def error_answer(asked: Asked, route: Route, error: Exception) -> RenderedAnswer:
    """Return the page for an error that a page raised; log an unforeseen one under a number that the page shows."""
    if isinstance(error, NotSignedInError) and route.method == "GET":
        return rendered(asked, Redirect(f"/sign-in?next={quote(asked.path)}"))
    kind = next((kind for of, kind in KINDS if isinstance(error, of)), OURS)
    shown = _shown(asked, kind, str(error))
    if isinstance(error, NotSignedInError):
        shown |= {"waiting": waiting_search.held_back(asked, route), "colleagues": error.colleagues}
    if kind is OURS or kind.status == 500:
        number = logs.failure(error, route=route.path)
        shown |= {
            "words": f"It is noted under {number}: give that number to the person who runs Referral Desk.",
            "number": number,
        }
    return _with_wait(rendered(asked, _page(asked, shown, kind.status)))


def _shown(asked: Asked, kind: ErrorKind, words: str) -> dict[str, Any]:
    """Return what failure.html shows; only a form from our own page is offered for sending again.

    Where nobody is known to be signed in, it keeps the token of whom its page was made for: nobody else can send it.
    """
    again = kind.again and asked.method == "POST" and asked.same_origin and not (asked.form.files or asked.form.secret)
    return {
        "title": kind.title,
        "words": words,
        "number": None,
        "sign_in": kind.status == 401,
        "typed": asked.form.typed() if again else [],
        "shows_typed": asked.is_of_sender,
        "token": asked.csrf if asked.staff else asked.form.csrf,
        "carried": CHOSEN.union(CARRIED),
        "again": asked.path if again else None,
        "waiting": [],
        "colleagues": [],
        "files_lost": asked.method == "POST" and (bool(asked.form.files) or asked.form.unread),
    }


def of_status(asked: Asked, status: int) -> RenderedAnswer:
    """Return the page for a request that Litestar itself refused."""
    title, words = STATUSES.get(status, STATUSES[400])
    if status == 413 and (most := _most_megabytes(asked.path)):
        words = f"{words} It may have {most} MB at most."
    shown: dict[str, Any] = {
        "title": title,
        "words": words,
        "number": None,
        "sign_in": False,
        "typed": [],
        "shows_typed": False,
        "token": "",
        "carried": (),
        "again": None,
        "waiting": [],
        "colleagues": [],
        "files_lost": False,
    }
    return _with_wait(rendered(asked, _page(asked, shown, status)))


def _with_wait(answered: RenderedAnswer) -> RenderedAnswer:
    return replace(answered, headers=answered.headers | SOON) if answered.status == 503 else answered


def _most_megabytes(path: str) -> int:
    """Return the largest file in MB that the page at this path accepts; 0 if it accepts none."""
    return max((route.largest // 1024 // 1024 for route in ROUTES if route.method == "POST" and route.path == path), default=0)


def problem(status: int) -> dict[str, Any]:
    """Return the same for programs, as problem details (RFC 9457)."""
    title, words = STATUSES.get(status, ("Something went wrong on our side", "Try again later."))
    return {"type": "about:blank", "title": title, "status": status, "detail": words}
