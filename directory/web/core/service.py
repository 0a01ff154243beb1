"""The pages as a Litestar application: each request runs in one worker thread, and each answer gets every header it needs."""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import msgspec
from litestar import HttpMethod, Litestar, Request, Response, Router
from litestar.datastructures import Cookie
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException, InternalServerException
from litestar.handlers import HTTPRouteHandler

from directory import clock
from directory.accounts.sign_in import DEVICE_DAYS
from directory.web.core import addresses, bodies, errors, logs
from directory.web.core.forms import Form, clean
from directory.web.core.headers import headers
from directory.web.core.job_runner import Runner
from directory.web.core.lanes import FullError, Lane
from directory.web.core.rendering import RenderedAnswer
from directory.web.core.request import Asked, Parts
from directory.web.core.routes import OPEN_TO_ALL, ROUTES, SMALL, Route
from directory.web.core.transaction import answer, is_signed_in

THREADS = 8
"""Requests that run at once; the engine keeps enough connections for these and for the threads below, so that none waits for
another's (storage.engine.POOL).
"""

QUICK_THREADS, QUICK_WAITING = 3, 200
QUICK = ("/a", "/health", "/static")
"""Paths of families' pages, the monitor and static files: they have threads of their own, so that they are answered even while
every other thread waits for the database.
"""

HASHES, WAITING, HASH_PATIENCE = 2, 40, 10.0
"""How many passwords are hashed at once, how many requests wait for that, and for how many seconds: on two idle cores the last
one waits about three seconds; on a busy machine the user is asked to try again instead of waiting longer.
"""

SESSION, DEVICE, VISIT = "session", "device", "visit"
_DEVICE_SECONDS = DEVICE_DAYS * 24 * 3600
_ID = re.compile(r"[\w.-]{1,64}", re.ASCII)


def make(parts: Parts) -> Litestar:
    """Return the Litestar application with these parts."""
    routes = sorted(ROUTES, key=lambda route: route.path)
    runner = Runner(parts)
    passwords = Lane("password", threads=HASHES, waiting=WAITING, patience=HASH_PATIENCE)
    quick = Lane("quick", threads=QUICK_THREADS, waiting=QUICK_WAITING)

    async def before(request: Request[Any, Any, Any]) -> Response[bytes] | None:
        return _refusal(parts, request)

    return Litestar(
        # One router per path: Litestar wraps two handlers of one path twice if they are listed side by side, and fails.
        route_handlers=[
            _router(parts, path, list(some), _Lanes(passwords, quick))
            for path, some in groupby(routes, key=lambda route: route.path)
        ],
        exception_handlers={Exception: _failure(parts), HTTPException: _failure(parts)},
        before_request=before,
        on_startup=[_start_threads, runner.start],
        on_shutdown=[runner.stop, passwords.close, quick.close, parts.engine.dispose],
        openapi_config=None,
        logging_config=None,
        debug=False,
    )


async def _start_threads() -> None:
    """Give the event loop its threads for pages; at startup, because a worker process creates its application inside its loop."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="page"))


@dataclass(frozen=True, slots=True)
class _Lanes:
    """The lanes of pages that do not share the common threads."""

    passwords: Lane
    quick: Lane

    def of(self, route: Route) -> Lane | None:
        if route.hashing is not None:
            return self.passwords
        return self.quick if any(route.path == path or route.path.startswith(f"{path}/") for path in QUICK) else None


def _router(parts: Parts, path: str, routes: Sequence[Route], lanes: _Lanes) -> Router:
    return Router(path=path, route_handlers=[_handler(parts, route, lanes.of(route)) for route in routes])


def _handler(parts: Parts, route: Route, lane: Lane | None) -> Any:
    def work(asked: Asked, ids: Mapping[str, str]) -> RenderedAnswer:
        begun = time.perf_counter()
        known = all(_ID.fullmatch(value) for value in ids.values())
        answered = answer(route, asked, ids) if known else errors.of_status(asked, 404)
        spent = (time.perf_counter() - begun) * 1000
        logs.request(method=route.method, route=route.path, status=answered.status, milliseconds=spent)
        return answered

    async def handle(request: Request[Any, Any, Any], form: NamedDependency[Form]) -> Response[bytes]:
        asked = _asked(parts, request, form)
        ids = {name: str(value) for name, value in request.path_params.items()}
        if lane is None:
            return _response(parts, await asyncio.to_thread(work, asked, ids))
        try:
            return _response(parts, await lane.run(lambda: work(asked, ids)))
        except FullError:
            logs.request(method=route.method, route=route.path, status=503, milliseconds=0)
            return _response(parts, errors.of_status(asked, 503))

    handle.__name__ = f"{route.method.lower()}_{route.call.__module__.rpartition('.')[2]}_{route.call.__name__}"
    methods = [HttpMethod.GET, HttpMethod.HEAD] if route.method == "GET" else [HttpMethod.POST]

    async def form(request: Request[Any, Any, Any]) -> Form:
        return await _form(request, parts, route)

    how: dict[str, Any] = {"dependencies": {"form": Provide(form)}, "request_max_body_size": route.largest}
    return HTTPRouteHandler("/", http_method=methods, status_code=200, **how)(handle)


def _refusal(parts: Parts, request: Request[Any, Any, Any]) -> Response[bytes] | None:
    """Return the answer to a request for a host other than ours; None if the host is ours."""
    client = request.client.host if request.client else ""
    if addresses.is_ours(parts.settings, request.headers.get("host", ""), request.url.path, client):
        return None
    logs.request(method=request.method, route="another host", status=421, milliseconds=0)
    where = parts.settings.public_url or "http://127.0.0.1:8000"
    words = f"This is not the address of Referral Desk. Open {where}/ instead.\n"
    return _response(parts, RenderedAnswer(421, words.encode(), "text/plain"))


async def _form(request: Request[Any, Any, Any], parts: Parts, route: Route) -> Form:
    """Read the form, on the event loop, before the worker thread starts.

    The large body of a client that is not signed in is discarded, and the page itself then asks the user to sign in.
    """
    if route.method == "GET":
        return Form()
    announced = request.content_length
    seconds = bodies.LARGE_SECONDS if route.largest > SMALL else bodies.SMALL_SECONDS
    try:
        if route.may != "anyone" and (announced is None or announced > OPEN_TO_ALL):
            token = request.cookies.get(cookie_name(parts, SESSION))
            if not await asyncio.to_thread(is_signed_in, parts, token, clock.now()):
                await bodies.discard(request.stream(), seconds=seconds)
                return Form(unread=True)
        return await bodies.read_form(request.stream(), request.headers.get("content-type", ""), seconds=seconds)
    except bodies.BodyError as error:
        raise HTTPException(status_code=error.status) from None
    except InternalServerException:
        raise HTTPException(status_code=400) from None  # the browser has gone away: nobody reads the answer


def _asked(parts: Parts, request: Request[Any, Any, Any], form: Form) -> Asked:
    now = clock.now()
    jar = {name: request.cookies.get(cookie_name(parts, name)) for name in (SESSION, DEVICE, VISIT)}
    asked = Asked(
        parts=parts,
        path=request.url.path,
        method="GET" if request.method == "HEAD" else request.method,
        form=form,
        query={name: [clean(v) for v in request.query_params.getall(name)] for name in request.query_params},
        address=request.client.host if request.client else "",
        now=now,
        today=clock.day_of(now),
        token=jar[SESSION],
        device=jar[DEVICE],
        visit=jar[VISIT] or secrets.token_urlsafe(16),
        same_origin=_same_origin(parts, request),
        origin=addresses.origin(parts.settings, request.headers.get("host", "")),
        accepts=request.headers.get("accept-language", ""),
    )
    if not jar[VISIT]:
        asked.cookies[VISIT] = asked.visit
    return asked


def _same_origin(parts: Parts, request: Request[Any, Any, Any]) -> bool:
    """Return whether a form came from one of our pages, judged by headers that browsers set and pages cannot forge."""
    site = request.headers.get("sec-fetch-site")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is not None and origin == addresses.origin(parts.settings, request.headers.get("host", ""))


def cookie_name(parts: Parts, name: str) -> str:
    """Return a cookie's name; outside the demo its prefix makes browsers refuse it from another host or without TLS."""
    return f"desk-demo-{name}" if parts.settings.demo else f"__Host-desk-{name}"


def _response(parts: Parts, answered: RenderedAnswer) -> Response[bytes]:
    cookies = [
        Cookie(
            key=cookie_name(parts, name),
            value=value,
            httponly=True,
            samesite="lax",
            secure=not parts.settings.demo,
            path="/",
            max_age=0 if not value else _DEVICE_SECONDS if name == DEVICE else None,
        )
        for name, value in answered.cookies.items()
    ]
    return Response(
        answered.body,
        status_code=answered.status,
        media_type=answered.media_type,
        headers=headers(parts.settings, answered.media_type) | answered.headers,
        cookies=cookies,
    )


def _failure(parts: Parts) -> Any:
    """Return the handler for requests that reach no page: unknown path, or a body that is too large, damaged or not a form."""

    def handle(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
        if refusal := _refusal(parts, request):
            return refusal
        status = error.status_code if isinstance(error, HTTPException) else 500
        if status == 500:
            logs.failure(error, route="before any page")
        if request.url.path.startswith(("/api/", "/hsds/")):
            body = msgspec.json.encode(errors.problem(status))
            return _response(parts, RenderedAnswer(status, body, "application/problem+json"))
        answered = errors.of_status(_asked(parts, request, Form()), status)
        return _response(parts, answered)

    return handle
