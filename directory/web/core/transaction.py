"""One request from guard to answer: session, work, rendering and commit together, in one worker thread."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from directory.accounts import audit, demo, sessions
from directory.errors import UnknownError, UsageError
from directory.form_fields import ONE_ONLY
from directory.storage import engine as database
from directory.storage.people import receipts
from directory.web.core import errors, logs, waiting_search
from directory.web.core.danger import carried, keep_unsaved, tell_administrators, typed_in_vain, typed_now
from directory.web.core.errors import ForbiddenError, NotSignedInError, OthersFormError, StaleFormError
from directory.web.core.permissions import may
from directory.web.core.rendering import RenderedAnswer, location, rendered
from directory.web.core.request import Asked, Page, Parts, Redirect
from directory.web.core.routes import Route

Ids = Mapping[str, Any]
BAD = 400
"""The lowest status that means that nothing was done."""


class _UndoneError(Exception):
    """Carries a page out of a transaction that must be rolled back."""

    def __init__(self, page: Page) -> None:
        self.page = page


def answer(route: Route, asked: Asked, ids: Ids) -> RenderedAnswer:
    """Return the answer to a request; any exception becomes a page, after its transaction was rolled back."""
    try:
        if route.method == "POST":
            asked.form = waiting_search.sent_on(asked, route)
            # Outside any transaction, because reading a long text takes a while.
            asked.danger = typed_now(route, asked)
        done = _before_hashing(route, asked, ids)
        if done is None:
            done = _read(route, asked, ids) if route.reads else _write(route, asked, ids)
        keep_unsaved(route, asked, ids, is_refused=done.status >= BAD)
        _keep(asked)
        tell_administrators(asked)
    except Exception as error:  # noqa: BLE001  # the last place where anything can be turned into a page
        return _failed(route, asked, ids, error)
    return done


def is_signed_in(parts: Parts, token: str | None, now: datetime.datetime) -> bool:
    """Return whether a session cookie is valid, before anything large is read from the client."""
    if not token:
        return False
    with database.reading(parts.engine) as session:
        return sessions.signed_in(session, token, now) is not None


def _failed(route: Route, asked: Asked, ids: Ids, error: Exception) -> RenderedAnswer:
    if isinstance(error, ForbiddenError) or (isinstance(error, UnknownError) and route.may == "students"):
        # Somebody else's student looks the same as one that does not exist; the attempt is recorded all the same.
        asked.look("access.refused", subject=f"page:{route.path}")
    asked._session = None  # noqa: SLF001  # the request's own
    asked.danger = asked.danger or typed_in_vain(route, asked)
    answered = errors.error_answer(asked, route, error)
    try:
        keep_unsaved(route, asked, ids, is_refused=True)
        _keep(asked)
        tell_administrators(asked)
    except Exception as second:  # noqa: BLE001  # the page for the first failure must still go out
        logs.failure(second, route=route.path)
    return answered


@contextmanager
def _let_in(route: Route, asked: Asked) -> Iterator[None]:
    """Open a read-only transaction for a user who may see the page."""
    with database.reading(asked.parts.engine) as session:
        asked._session = session  # noqa: SLF001
        _enter(route, asked)
        yield


def _read(route: Route, asked: Asked, ids: Ids) -> RenderedAnswer:
    with _let_in(route, asked):
        return rendered(asked, route.call(asked, **ids))


def _before_hashing(route: Route, asked: Asked, ids: Ids) -> RenderedAnswer | None:
    """Hash the password with no transaction open; return an answer if the page has one without hashing."""
    if route.hashing is None:
        return None
    with _let_in(route, asked):
        given = route.hashing(asked, **ids)
        if not callable(given):
            return rendered(asked, given)
    asked._session = None  # noqa: SLF001
    asked._hashed = given()  # noqa: SLF001
    return None


def _write(route: Route, asked: Asked, ids: Ids) -> RenderedAnswer:
    if (answered := _before_writing(route, asked, ids)) is not None:
        return answered
    try:
        with database.writing(asked.parts.engine) as session:
            asked._session = session  # noqa: SLF001
            _enter(route, asked)
            return _once(route, asked, ids)
    except _UndoneError as undone:
        # Nobody else should wait while the page is rendered.
        with database.reading(asked.parts.engine) as session:
            asked._session = session  # noqa: SLF001
            return rendered(asked, undone.page)


def _before_writing(route: Route, asked: Asked, ids: Ids) -> RenderedAnswer | None:
    """Do the slow work while others may still write; return an answer if that already yields one."""
    if route.prepare is None:
        return None
    with _let_in(route, asked):
        asked.prepared = route.prepare(asked, **ids)
        if isinstance(asked.prepared, Page):
            return rendered(asked, asked.prepared)
    # The keys are opened again for writing: a change of keys waits for the transactions that hold them.
    asked._session = asked._keys = None  # noqa: SLF001
    return None


def _once(route: Route, asked: Asked, ids: Ids) -> RenderedAnswer:
    """Carry out a form, unless it was carried out before: then redirect to where the first one led.

    Raise UsageError if the page read a field as one value that was sent with different ones.
    """
    number = asked.form.get("once")
    if number and not receipts.claim(asked.session, number, asked.now):
        before = receipts.location_of(asked.session, number)
        return rendered(asked, carried(Redirect((before or "/").partition("?done=")[0], done="twice"), asked))
    given = carried(route.call(asked, **ids), asked)
    if isinstance(given, Page) and given.status >= BAD and not given.keep:
        raise _UndoneError(given)
    if asked.form.doubtful and not (isinstance(given, Page) and given.status >= BAD):
        raise UsageError(ONE_ONLY)
    answered = rendered(asked, given)
    if number and isinstance(given, Redirect):
        receipts.done(asked.session, number, location(given))
    return answered


def _enter(route: Route, asked: Asked) -> None:
    if asked.token:
        asked.staff = sessions.signed_in(asked.session, asked.token, asked.now)
        if asked.staff is None:
            asked.cookies["session"] = ""
    if route.may != "anyone":
        if asked.staff is None:
            colleagues = demo.colleagues(asked.session) if asked.settings.demo else ()
            raise NotSignedInError("You are signed out. Nothing was saved yet.", colleagues)
        if not may(asked.staff.role, route.may):
            raise ForbiddenError("Your role does not include this page. Ask an administrator if you need it.")
    if route.method == "POST" and not route.by_programs:
        _check_form(route, asked)


def _check_form(route: Route, asked: Asked) -> None:
    """Raise an error for a form that is not of this session; a page that only asks takes those of its user's earlier sessions."""
    if asked.is_our_form or (route.reads and asked.staff and asked.is_form_for(asked.staff.staff_id)):
        return
    if not asked.is_of_sender:
        raise OthersFormError("Nothing was done, and what was typed there is not shown. Begin again from the home page.")
    raise StaleFormError("Nothing was saved yet. Look at what you typed, then send it again.")


def _keep(asked: Asked) -> None:
    """Write what a request leaves behind besides its work: what was looked at, what was missed, and that its session is alive."""
    touched = asked.staff is not None and sessions.needs_touch(asked.staff, asked.now)
    if not asked.looks and not asked.afterwards and not touched:
        return
    with database.writing(asked.parts.engine) as session:
        for look in asked.looks:
            audit.record(
                session,
                now=asked.now,
                staff_id=asked.staff.staff_id if asked.staff else None,
                action=look.action,
                student_id=look.student_id,
                subject=look.subject,
                detail=look.detail,
                address=asked.address,
            )
        asked._session = session  # noqa: SLF001
        for write in asked.afterwards:
            write(session)
        if asked.staff is not None and touched:
            sessions.touch(session, asked.staff, asked.now)
    asked.looks.clear()
    asked.afterwards.clear()
