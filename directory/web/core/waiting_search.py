"""A search that was sent while nobody was signed in: the page that says so carries it, and signing in there answers it.

It travels in hidden fields of that one form, from the browser and back, so that what was asked is part of no URL and stored nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from directory.errors import DeskError
from directory.web.core.danger import keep_unsaved, typed_now
from directory.web.core.forms import Form
from directory.web.core.permissions import may
from directory.web.core.request import Answer, Asked, Page
from directory.web.core.routes import ROUTES, Route

PATH, PREFIX = "waiting", "waiting."
BAD = 400
"""The lowest status of a form that was refused."""

Pairs = list[tuple[str, str]]


def held_back(asked: Asked, route: Route) -> Pairs:
    """Return the hidden fields for a form that was sent signed out; none unless it came from our own page and only asks."""
    if not (route.method == "POST" and route.reads and asked.same_origin) or asked.form.files or asked.form.secret:
        return []
    return [(PATH, asked.path), *((PREFIX + name, value) for name, value in asked.form.typed())]


def carried(form: Form) -> Pairs:
    """Return the same fields from the sign-in form, for a page on which signing in is tried again."""
    return [(name, value) for name, value in form.typed() if name == PATH or name.startswith(PREFIX)]


def answered(asked: Asked) -> Answer | None:
    """Return the answer to the search that the sign-in form carries, for who has just signed in; None if there is none for them."""
    path, form = asked.form.get(PATH), asked.form
    waiting = {name.removeprefix(PREFIX): values for name, values in form.values.items() if name.startswith(PREFIX)}
    found = _route_at(path)
    if found is None or asked.staff is None or not may(asked.staff.role, found[0].may):
        return None
    route, ids = found
    before, asked.path, asked.form = asked.path, path, Form(waiting)
    asked.danger = typed_now(route, asked)
    try:
        given = route.call(asked, **ids)
    except DeskError:
        if route.may == "students":
            asked.look("access.refused", subject=f"page:{route.path}")
        asked.path, asked.form = before, form
        return None
    keep_unsaved(route, asked, ids, is_refused=isinstance(given, Page) and given.status >= BAD)
    # Whatever comes of the search, the sign-in stays.
    return replace(given, keep=True) if isinstance(given, Page) else given


def _route_at(path: str) -> tuple[Route, Mapping[str, str]] | None:
    for pattern, route in _searches():
        if found := pattern.fullmatch(path):
            return route, found.groupdict()
    return None


@cache
def _searches() -> tuple[tuple[re.Pattern[str], Route], ...]:
    """Return the pages that only ask, each with a pattern for its paths."""
    asking = (route for route in ROUTES if route.method == "POST" and route.reads and route.may != "anyone")
    return tuple(
        (re.compile(re.sub(r"\\{(\w+):str\\}", r"(?P<\1>[\\w-]{1,64})", re.escape(one.path)), re.ASCII), one) for one in asking
    )
