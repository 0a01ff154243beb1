"""Signing in and out, and the link with which a new or locked-out colleague sets a password."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from directory.accounts import demo, links, passwords, sessions, sign_in
from directory.accounts.passwords import Hashed
from directory.storage.people.links import PasswordLink
from directory.web.core import notices, waiting_search
from directory.web.core.danger import waiting_danger
from directory.web.core.errors import register_error_page
from directory.web.core.request import Answer, Asked, Hashing, Page, Redirect
from directory.web.core.routes import get, post

_OURS = re.compile(r"/(?!/)[!-\[\]-~]*")

notices.add({"search_dropped": "The search that waited here was not carried out: it was not typed by you."})

UNLIKE = "This is not the same as above: type the password once more."


@get("/sign-in", may="anyone")
def show(asked: Asked) -> Answer:
    if asked.staff is not None:
        return Redirect(_next(asked.word("next")))
    return _page(asked, next_=_next(asked.word("next")))


def _look(asked: Asked) -> Answer | Hashing:
    email, password = asked.form.get("email"), asked.form.get("password")
    done = sign_in.look(
        asked.session, asked.parts.keys, email, password, address=asked.address, device=asked.device, now=asked.now
    )
    return _refused(asked, done) if isinstance(done, sign_in.RefusedSignIn) else done


@post("/sign-in", may="anyone", hashing=_look)
def enter(asked: Asked) -> Answer:
    email = asked.form.get("email")
    entered = sign_in.sign_in(
        asked.session, asked.parts.keys, email, asked.hashed, address=asked.address, device=asked.device, now=asked.now
    )
    if isinstance(entered, sign_in.RefusedSignIn):
        return _refused(asked, entered)
    _come_in(asked, entered)
    asked.token, asked.staff = entered.token, sessions.signed_in(asked.session, entered.token, asked.now)
    # What was typed in the search is read for danger by its own page, and is nobody else's business.
    asked.danger = None
    if path := waiting_search.path_of(asked):
        return Redirect(path, with_form=True)
    done = "search_dropped" if waiting_search.is_carried(asked.form) else None
    return Redirect(_next(asked.form.get("next")), done=done)


def _refused(asked: Asked, refused: sign_in.RefusedSignIn) -> Page:
    shown = _page(asked, email=asked.form.get("email"), next_=_next(asked.form.get("next")), wrong=refused.sentence)
    # A failure that was counted must stay counted.
    return replace(shown, status=429 if refused.wait_seconds else 422, keep=True, wait_seconds=refused.wait_seconds)


def _page(asked: Asked, *, email: str = "", next_: str = "/", wrong: str | None = None) -> Page:
    colleagues = demo.colleagues(asked.session) if asked.settings.demo else []
    waiting = waiting_search.carried(asked.form)
    shown = {"email": email, "next": next_, "wrong": wrong, "waiting": waiting, "colleagues": colleagues}
    return Page("accounts/sign_in.html", shown)


def _failure_page(asked: Asked, shown: Mapping[str, Any], status: int) -> Page:
    """Return the failure page; with no room to hash or no database, that is the sign-in form, with the e-mail address kept."""
    if status != 503:
        return Page("failure.html", shown, status)
    asked.danger = asked.danger or waiting_danger(asked.form)
    kept = {
        "email": asked.form.get("email"),
        "next": _next(asked.form.get("next")),
        "waiting": waiting_search.carried(asked.form),
    }
    again = kept | {"wrong": shown["words"], "colleagues": []}
    return Page("accounts/sign_in.html", again, status)


register_error_page("/sign-in", _failure_page)


def _next(path: str) -> str:
    """Return the path to go to after signing in: one of ours, and nothing that a browser reads as another host."""
    # Browsers drop tabs and line ends and read a backslash as a slash; our paths have none of these, and only ASCII.
    ours = _OURS.fullmatch(path) and not path.startswith(("/sign-in", "/sign-out"))
    return path if ours else "/"


@post("/sign-out", may="signed_in")
def leave(asked: Asked) -> Answer:
    if asked.token:
        sessions.end(asked.session, asked.token)
    asked.changed("staff.signed_out")
    asked.cookies["session"] = ""
    return Redirect("/sign-in", done="signed_out")


@get("/welcome/{token:str}", may="anyone")
def welcome(asked: Asked, token: str) -> Answer:
    return _choice(links.read_link(asked.session, token, asked.now), token, {})


def _choice(link: PasswordLink | None, token: str, errors: Mapping[str, str], *, full: str | None = None) -> Page:
    shown = {"link": link, "token": token, "errors": errors, "full": full}
    return Page("accounts/welcome.html", shown, 503 if full else 422 if errors else 200)


def _no_room(asked: Asked, shown: Mapping[str, Any], status: int) -> Page:
    """Return the failure page; with no room to hash or no database, that is the link's form, and the link stays valid."""
    if status != 503 or asked.method != "POST":
        return Page("failure.html", shown, status)
    return _choice(None, asked.path.rpartition("/")[2], {}, full=shown["words"])


register_error_page("/welcome", _no_room)


def _choose(asked: Asked, token: str) -> Answer | Hashing:
    link = links.read_link(asked.session, token, asked.now)
    password = asked.form.get("password")
    errors: dict[str, str] = {}
    if words := passwords.problem(password, email=link.email, district=asked.district.name):
        errors["password"] = words
    elif password != asked.form.get("password_again"):
        errors["password_again"] = UNLIKE
    if errors:
        return _choice(link, token, errors)
    return lambda: Hashed(new=passwords.hash_password(password))


@post("/welcome/{token:str}", may="anyone", hashing=_choose)
def set_password(asked: Asked, token: str) -> Answer:
    assert asked.hashed.new is not None
    staff_id = links.use_link(asked.session, token, asked.hashed.new, asked.now, address=asked.address)
    # Signed in directly: somebody locked out by wrong guesses would otherwise still wait, with a new password in hand.
    _come_in(asked, sign_in.enter(asked.session, asked.parts.keys, staff_id, address=asked.address, now=asked.now))
    return Redirect("/", done="password_set")


def _come_in(asked: Asked, entered: sign_in.SignInResult) -> None:
    if asked.token:
        # This signs out the previous user of this browser.
        sessions.end(asked.session, asked.token)
    asked.cookies |= {"session": entered.token, "device": entered.device}
