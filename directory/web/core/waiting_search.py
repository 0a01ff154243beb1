"""A search that was sent while nobody was signed in: the page that says so carries it, and signing in there sends it on.

It travels in hidden fields of that one form, from the browser and back, so that what was asked is part of no URL and stored nowhere.
The token of the page that it was typed on comes along: the search is answered for whom that page was made, and for nobody else.
"""

from __future__ import annotations

import re
from functools import cache

from directory.web.core import form_tokens
from directory.web.core.forms import Form
from directory.web.core.permissions import may
from directory.web.core.request import Asked
from directory.web.core.routes import ROUTES, Route

PATH, PREFIX, TOKEN = "waiting", "waiting.", "csrf"

Pairs = list[tuple[str, str]]


def held_back(asked: Asked, route: Route) -> Pairs:
    """Return the hidden fields for a form that was sent signed out; none unless it came from our own page and only asks."""
    form = asked.form
    if not (route.method == "POST" and route.reads and asked.same_origin) or form.files or form.unread or form.secret:
        return []
    sent = [*form.typed(), (TOKEN, form.csrf)]
    return [(PATH, asked.path), *((PREFIX + name, value) for name, value in sent)]


def carried(form: Form) -> Pairs:
    """Return the same fields from the sign-in form, for a page on which signing in is tried again."""
    return [(name, value) for name, value in form.typed() if name == PATH or name.startswith(PREFIX)]


def is_carried(form: Form) -> bool:
    """Whether a form carries a search: that of signing in, and what signing in sends on."""
    return form.has(PATH)


def search_in(form: Form) -> Form:
    """Return the search that a form carries, as the form that it was."""
    return Form({name.removeprefix(PREFIX): values for name, values in form.values.items() if name.startswith(PREFIX)})


def sent_on(asked: Asked, route: Route) -> Form:
    """Return the form that a page is to answer: the search that signing in has sent on to it, or what was sent itself."""
    is_ours = route.reads and is_carried(asked.form) and asked.form.get(PATH) == asked.path
    return search_in(asked.form) if is_ours else asked.form


def path_of(asked: Asked) -> str | None:
    """Return where the search that the sign-in form carries is answered, for who has just signed in; None if it is not theirs."""
    path = asked.form.get(PATH)
    route = _route_at(path)
    if route is None or asked.staff is None or not may(asked.staff.role, route.may):
        return None
    is_theirs = form_tokens.is_for(asked.parts.keys, search_in(asked.form).csrf, asked.staff.staff_id)
    return path if is_theirs else None


def _route_at(path: str) -> Route | None:
    return next((route for pattern, route in _searches() if pattern.fullmatch(path)), None)


@cache
def _searches() -> tuple[tuple[re.Pattern[str], Route], ...]:
    """Return the pages that only ask, each with a pattern for its paths."""
    asking = (route for route in ROUTES if route.method == "POST" and route.reads and route.may != "anyone")
    return tuple((re.compile(re.sub(r"\\{\w+:str\\}", r"[\\w-]{1,64}", re.escape(one.path)), re.ASCII), one) for one in asking)
