"""The user's own account: profile and password."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from directory.accounts import own_password, passwords
from directory.web.accounts.sign_in import UNLIKE
from directory.web.accounts.staff import DUTIES
from directory.web.core.errors import register_error_page
from directory.web.core.request import Answer, Asked, Hashing, Page, Redirect
from directory.web.core.routes import get, post

NO_OLD = "Type the password that you signed in with."
SAME = "This is the old password: choose another."


@get("/account", may="signed_in")
def show(asked: Asked) -> Answer:
    return _page(asked, {})


def _look(asked: Asked) -> Answer | Hashing:
    old, new = asked.form.get("password_old"), asked.form.get("password")
    errors: dict[str, str] = {}
    if not old:
        errors["password_old"] = NO_OLD
    if words := passwords.problem(new, email=asked.me.email, district=asked.district.name):
        errors["password"] = words
    elif old == new:
        errors["password"] = SAME
    elif new != asked.form.get("password_again"):
        errors["password_again"] = UNLIKE
    if errors:
        return _page(asked, errors)
    done = own_password.look(asked.session, asked.parts.keys, asked.me, old=old, new=new, now=asked.now)
    return _refused(asked, done) if isinstance(done, own_password.RefusedPassword) else done


@post("/account", may="signed_in", hashing=_look)
def change(asked: Asked) -> Answer:
    refused = own_password.change(
        asked.session,
        asked.parts.keys,
        asked.me.staff_id,
        asked.hashed,
        token=asked.token or "",
        now=asked.now,
        address=asked.address,
    )
    return _refused(asked, refused) if refused else Redirect("/account", done="password_set")


def _refused(asked: Asked, refused: own_password.RefusedPassword) -> Page:
    shown = _page(asked, {"password_old": refused.sentence})
    # A wrong password that was counted must stay counted.
    return replace(shown, status=429 if refused.wait_seconds else 422, keep=True, wait_seconds=refused.wait_seconds)


def _page(asked: Asked, errors: dict[str, str]) -> Page:
    return Page("accounts/account.html", {"duty": DUTIES[asked.me.role], "errors": errors, "full": None}, 422 if errors else 200)


def _failure_page(asked: Asked, shown: Mapping[str, Any], status: int) -> Page:
    """Return the failure page; with no room to hash or no database, that is the form itself, to be filled in again at once."""
    if status != 503 or asked.method != "POST":
        return Page("failure.html", shown, status)
    # The user was not looked up, so the form's token is made from the session cookie, as on the page itself.
    again = {"csrf": asked.parts.keys.digest("csrf", asked.token or asked.visit), "errors": {}, "full": shown["words"]}
    return Page("accounts/account.html", again, status)


register_error_page("/account", _failure_page)
