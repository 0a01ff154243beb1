"""When a school lets out: set on the school's page, and made unknown again by emptying the boxes."""

from __future__ import annotations

from dataclasses import asdict

from directory.accounts import schools
from directory.district_settings.dismissal_lines import DismissalLines, lines_of, read_lines
from directory.district_settings.dismissals import change_dismissal, dismissal_of
from directory.errors import StaleError
from directory.form_fields import repeated
from directory.web.core import notices, stale
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post

notices.add({"dismissal_saved": "When school ends is saved."})

SHAPE = stale.Shape({"ends": "School ends", "others": "Other times", "early": "Days of early release"})


@get("/schools/{school_id:str}/dismissal", may="people")
def show(asked: Asked, school_id: str) -> Answer:
    schools.find(asked.session, school_id)
    known = dismissal_of(asked.session, school_id)
    held = lines_of(known.dismissal)
    return _page(asked, school_id, held, carried=stale.carried(asked, known.version, asdict(held)))


@post("/schools/{school_id:str}/dismissal", may="people")
def change(asked: Asked, school_id: str) -> Answer:
    typed = DismissalLines(**{name: asked.form.get(name) for name in DismissalLines.__dataclass_fields__})
    dismissal, errors = read_lines(typed)
    errors |= repeated(asked.form.values, DismissalLines.__dataclass_fields__)
    if errors:
        return _page(asked, school_id, typed, errors=errors)
    try:
        change_dismissal(
            asked.session, school_id, dismissal, now=asked.now, by=asked.me.staff_id, address=asked.address,
            expected=asked.form.get("version"),
        )  # fmt: skip
    except StaleError:
        return _changed_meanwhile(asked, school_id, typed)
    return Redirect(f"/schools/{school_id}", done="dismissal_saved")


def _changed_meanwhile(asked: Asked, school_id: str, typed: DismissalLines) -> Page:
    known = dismissal_of(asked.session, school_id)
    held = lines_of(known.dismissal)
    found = stale.put_together(
        asked, SHAPE, asdict(typed), asdict(held), actions=("school.dismissal_changed",), subject=f"school:{school_id}"
    )
    kept = DismissalLines(**{name: str(box) for name, box in found.boxes.items()})
    return _page(asked, school_id, kept, carried=stale.carried(asked, known.version, asdict(held)), found=found)


def _page(
    asked: Asked,
    school_id: str,
    typed: DismissalLines,
    *,
    errors: dict[str, str] | None = None,
    carried: dict[str, str] | None = None,
    found: stale.Stale | None = None,
) -> Page:
    shown = {
        "school": schools.find(asked.session, school_id),
        "typed": asdict(typed),
        "errors": errors or {},
        "carried": carried or stale.carried_on(asked.form),
        "stale": found,
    }
    return Page("accounts/dismissal.html", shown, 409 if found else 422 if errors else 200)
