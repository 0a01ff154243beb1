"""The insurance plans that a sentence may name: the district's own list in one box, or the list that comes with the desk."""

from __future__ import annotations

from directory.district_settings.effective import change as change_setting
from directory.district_settings.effective import read_district
from directory.district_settings.insurance_plans import LONGEST_FILE, read_plans, write_plans
from directory.district_settings.table import INSURANCE_PLANS
from directory.errors import StaleError, UsageError
from directory.form_fields import repeated
from directory.web.core import notices, stale
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post

notices.add({"plans_saved": "The insurance plans are saved."})

SHAPE = stale.Shape({"plans": "Insurance plans"})


@get("/insurance-plans", may="people")
def show(asked: Asked) -> Answer:
    held, version = _held(asked)
    return _page(asked, held, carried=stale.carried(asked, version, {"plans": held}))


@post("/insurance-plans", may="people")
def change(asked: Asked) -> Answer:
    typed = asked.form.get("plans")
    errors = repeated(asked.form.values, ("plans",))
    if len(typed) > LONGEST_FILE:
        errors["plans"] = f"The list may have up to {LONGEST_FILE:,} letters."
    if errors:
        return _page(asked, typed, errors=errors)
    try:
        change_setting(
            asked.session, asked.settings, INSURANCE_PLANS, read_plans(typed) if typed.strip() else None, now=asked.now,
            by=asked.me.staff_id, address=asked.address, expected=asked.form.get("version"),
        )  # fmt: skip
    except UsageError as error:
        return _page(asked, typed, errors={"plans": str(error)})
    except StaleError:
        held, version = _held(asked)
        found = stale.put_together(
            asked,
            SHAPE,
            {"plans": typed},
            {"plans": held},
            actions=("setting.changed",),
            subject=f"setting:{INSURANCE_PLANS.key}",
        )
        kept = str(found.boxes["plans"])
        return _page(asked, kept, carried=stale.carried(asked, version, {"plans": held}), found=found)
    return Redirect("/insurance-plans", done="plans_saved")


def _held(asked: Asked) -> tuple[str, str]:
    """Return the list in force as it is typed, and its version."""
    known = read_district(asked.session, asked.settings).effective(INSURANCE_PLANS)
    return write_plans(known.value), known.version


def _page(
    asked: Asked,
    typed: str,
    *,
    errors: dict[str, str] | None = None,
    carried: dict[str, str] | None = None,
    found: stale.Stale | None = None,
) -> Page:
    shown = {"typed": typed, "errors": errors or {}, "carried": carried or stale.carried_on(asked.form), "stale": found}
    return Page("accounts/insurance_plans.html", shown, 409 if found else 422 if errors else 200)
