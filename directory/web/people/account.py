"""One's own account: who one is here, and a new password."""

from __future__ import annotations

from directory.accounts import passwords, staff
from directory.errors import UsageError
from directory.web.asking import Answer, Asked, Go, Page
from directory.web.people.staff import DUTIES
from directory.web.routes import get, post
from directory.web.signing_in import UNLIKE

NO_OLD = "Type the password that you signed in with."
SAME = "This is the old password: choose another."


@get("/account", may="signed_in")
def show(asked: Asked) -> Answer:
    return _page(asked, {})


@post("/account", may="signed_in")
def change(asked: Asked) -> Answer:
    old, new = asked.form.get("password_old"), asked.form.get("password")
    errors: dict[str, str] = {}
    if not old:
        errors["password_old"] = NO_OLD
    if words := passwords.problem(new, email=asked.me.email, district=asked.settings.district):
        errors["password"] = words
    elif old == new:
        errors["password"] = SAME
    elif new != asked.form.get("password_again"):
        errors["password_again"] = UNLIKE
    if errors:
        return _page(asked, errors)
    try:
        staff.change_own_password(
            asked.session,
            asked.me.staff_id,
            old,
            new,
            token=asked.token or "",
            now=asked.now,
            district=asked.settings.district,
            address=asked.address,
        )
    except UsageError as error:
        return _page(asked, {"password_old": str(error)})
    return Go("/account", done="password_set")


def _page(asked: Asked, errors: dict[str, str]) -> Page:
    return Page("people/account.html", {"duty": DUTIES[asked.me.role], "errors": errors}, 422 if errors else 200)
