"""Rendering of answers to bytes: undefined names are errors, all values are escaped, and it runs in the request's own thread."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from directory.finding.crisis import crisis_card
from directory.i18n.catalogs import ENGLISH
from directory.web.core import filters, notices, static
from directory.web.core.danger import typed_before
from directory.web.core.headers import NOT_KEPT
from directory.web.core.permissions import May, may
from directory.web.core.request import Answer, Asked, Asset, File, Json, Page, Redirect

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"

OF_FILES = {"Cache-Control": NOT_KEPT, "Content-Security-Policy": "default-src 'none'; sandbox"}
"""Headers of files: any file may be a student's, so nothing caches it and nothing in it runs."""

NAVIGATION: tuple[tuple[str, str, May], ...] = (
    ("Home", "/", "signed_in"),
    ("Work list", "/work", "students"),
    ("Students", "/students", "students"),
    ("Find help", "/find", "signed_in"),
    ("Directory", "/directory", "directory"),
    ("Imports", "/imports", "directory"),
    ("Numbers", "/numbers", "numbers"),
    ("Outcomes", "/outcomes", "outcomes"),
    ("Staff", "/staff", "people"),
    ("Audit", "/audit", "people"),
)


@dataclass(slots=True)
class RenderedAnswer:
    """An answer ready to be sent; an empty cookie deletes that cookie."""

    status: int
    body: bytes
    media_type: str
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)


@cache
def environment(language: str = ENGLISH) -> Environment:
    """Return what renders pages whose reasons are said in a language."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.do"],
    )
    made.filters |= filters.of_language(language)
    made.globals |= {"asset": static.address}
    return made


def rendered(asked: Asked, answer: Answer) -> RenderedAnswer:
    """Render a page's answer."""
    match answer:
        case Page():
            body = html(asked, answer.template, answer.shown).encode()
            wait = {} if answer.wait_seconds is None else {"Retry-After": str(answer.wait_seconds)}
            return RenderedAnswer(answer.status, body, "text/html", wait, asked.cookies)
        case Redirect():
            return RenderedAnswer(
                307 if answer.with_form else 303, b"", "text/plain", {"Location": location(answer)}, asked.cookies
            )
        case File():
            # The name is our own or was cleaned on upload: letters, digits, dots and dashes.
            how = "inline" if answer.shown else "attachment"
            headers = {"Content-Disposition": f'{how}; filename="{answer.name}"', **OF_FILES}
            return RenderedAnswer(200, answer.data, answer.media_type, headers, asked.cookies)
        case Asset():
            return RenderedAnswer(200, answer.data, answer.media_type)
        case Json():
            return RenderedAnswer(answer.status, msgspec.json.encode(answer.document), "application/json", cookies=asked.cookies)


LONGEST_NAME, MOST_NAMES = 40, 5
"""How much is shown of the filters that a page ignores: addresses may hold anything."""


def location(go: Redirect) -> str:
    query = {name: value for name, value in (("done", go.done), ("danger", go.danger)) if value}
    if not query:
        return go.path
    path, hash_, anchor = go.path.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{urlencode(query)}{hash_}{anchor}"


def html(asked: Asked, template: str, shown: Mapping[str, Any]) -> str:
    """Render a template to HTML, with what every page shows: the user, the navigation, and the notice."""
    return environment(asked.language).get_template(template).render(_shared(asked) | dict(shown))


def _shared(asked: Asked) -> dict[str, Any]:
    staff = asked.staff
    return {
        "district": asked.district.name,
        "demo": asked.settings.demo,
        "me": staff,
        "i_may": lambda what: staff is not None and may(staff.role, what),
        "path": asked.path,
        "today": asked.today,
        "csrf": asked.csrf,
        "once": lambda: secrets.token_urlsafe(12),
        "danger": crisis_card(asked.danger, asked.district) or typed_before(asked),
        "notice": notices.sentence(asked.word("done")) if asked.word("done") else None,
        "ignored": [name[:LONGEST_NAME] for name in asked.ignored[:MOST_NAMES]],
        "navigation": [(label, path) for label, path, what in NAVIGATION if staff and may(staff.role, what)],
    }
