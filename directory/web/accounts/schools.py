"""The district's schools: listed with the people there, added, changed, and removed while nobody is there."""

from __future__ import annotations

from dataclasses import asdict

from directory.accounts import schools
from directory.accounts.schools import SchoolDetails, SchoolRow
from directory.district_settings.dismissal_lines import written_dismissal
from directory.district_settings.dismissals import dismissal_of
from directory.errors import RefusedError, StaleError, UnknownError
from directory.form_fields import repeated
from directory.web.core import notices, stale
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post

notices.add({"school_added": "The school is added.", "school_removed": "The school is removed."})

SHAPE = stale.Shape(
    {
        "name": "Name",
        "code": "Code in the roster",
        "grades": "Grades",
        "street": "Address",
        "zip": "ZIP",
        "point": "Exact point",
    }
)


@get("/schools", may="people")
def everything(asked: Asked) -> Answer:
    return _list(asked, SchoolDetails(""))


@post("/schools", may="people")
def add(asked: Asked) -> Answer:
    typed = _typed(asked)
    if errors := _problems(asked, typed):
        return _list(asked, typed, errors)
    try:
        schools.add(asked.session, typed, now=asked.now, by=asked.me.staff_id, address=asked.address)
    except RefusedError as error:
        return _list(asked, typed, _taken(error, typed), 409)
    return Redirect("/schools", done="school_added")


@get("/schools/{school_id:str}", may="people")
def show(asked: Asked, school_id: str) -> Answer:
    school = schools.find(asked.session, school_id)
    return _one(asked, school_id, _of_school(school), carried=_carried(asked, school))


@post("/schools/{school_id:str}", may="people")
def change(asked: Asked, school_id: str) -> Answer:
    typed = _typed(asked)
    try:
        schools.find(asked.session, school_id)
    except UnknownError:
        if not asked.form.has("version"):
            raise
        # The page was opened while the school still existed.
        return _list(asked, typed, status=409, removed=True)
    if errors := _problems(asked, typed):
        return _one(asked, school_id, typed, errors)
    try:
        schools.change(
            asked.session, school_id, typed, now=asked.now, by=asked.me.staff_id, address=asked.address,
            expected=asked.form.get("version"),
        )  # fmt: skip
    except StaleError:
        return _changed_meanwhile(asked, school_id, typed)
    except RefusedError as error:
        return _one(asked, school_id, typed, _taken(error, typed), 409)
    return Redirect(f"/schools/{school_id}", done="saved")


@post("/schools/{school_id:str}/remove", may="people")
def remove(asked: Asked, school_id: str) -> Answer:
    try:
        schools.remove(
            asked.session, school_id, now=asked.now, by=asked.me.staff_id, address=asked.address,
            expected=asked.form.get("version"),
        )  # fmt: skip
    except StaleError:
        school = schools.find(asked.session, school_id)
        held = asdict(_of_school(school))
        return stale.clicked(
            asked,
            wanted=f"Remove {school.name}",
            now=[(label, [held[name]]) for name, label in SHAPE.labels.items() if held[name]],
            version=schools.version(school),
            back=f"/schools/{school_id}",
            button="Remove it all the same",
        )
    return Redirect("/schools", done="school_removed")


def _changed_meanwhile(asked: Asked, school_id: str, typed: SchoolDetails) -> Page:
    school = schools.find(asked.session, school_id)
    found = stale.put_together(
        asked, SHAPE, asdict(typed), asdict(_of_school(school)), actions=("school.changed",), subject=f"school:{school_id}"
    )
    kept = SchoolDetails(**{name: str(box) for name, box in found.boxes.items()})
    return _one(asked, school_id, kept, status=409, carried=_carried(asked, school), found=found)


def _of_school(school: SchoolRow) -> SchoolDetails:
    return SchoolDetails(
        name=school.name,
        zip=school.postal_code or "",
        point=schools.point_of(school),
        grades=schools.grades_of(school),
        code=school.code or "",
        street=school.address or "",
    )


def _carried(asked: Asked, school: SchoolRow) -> dict[str, str]:
    return stale.carried(asked, schools.version(school), asdict(_of_school(school)))


def _typed(asked: Asked) -> SchoolDetails:
    return SchoolDetails(**{name: asked.form.get(name) for name in SchoolDetails.__dataclass_fields__})


def _problems(asked: Asked, typed: SchoolDetails) -> dict[str, str]:
    return schools.problems(typed) | repeated(asked.form.values, SchoolDetails.__dataclass_fields__)


def _taken(error: RefusedError, typed: SchoolDetails) -> dict[str, str]:
    """Return by field the error that another school has the name or the code."""
    return {"code" if typed.code and f"code {' '.join(typed.code.split())}" in str(error) else "name": str(error)}


def _list(
    asked: Asked, typed: SchoolDetails, errors: dict[str, str] | None = None, status: int = 422, *, removed: bool = False
) -> Page:
    counts = schools.counts(asked.session)
    listed = [(one, schools.grades_of(one), *counts.get(one.id, (0, 0))) for one in schools.all_schools(asked.session)]
    shown = {"listed": listed, "typed": asdict(typed), "errors": errors or {}, "removed": removed}
    return Page("accounts/schools.html", shown, status if errors or removed else 200)


def _one(
    asked: Asked,
    school_id: str,
    typed: SchoolDetails,
    errors: dict[str, str] | None = None,
    status: int = 422,
    *,
    carried: dict[str, str] | None = None,
    found: stale.Stale | None = None,
) -> Page:
    students, staff = schools.counts(asked.session).get(school_id, (0, 0))
    shown = {
        "school": schools.find(asked.session, school_id),
        "students": students,
        "staff": staff,
        "ends": written_dismissal(dismissal_of(asked.session, school_id).dismissal),
        "typed": asdict(typed),
        "errors": errors or {},
        "carried": carried or stale.carried_on(asked.form),
        "stale": found,
    }
    return Page("accounts/school.html", shown, status if errors or found else 200)
