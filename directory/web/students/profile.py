"""A student's profile: added by hand and corrected, with every error beside its field."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from directory.errors import RefusedError, StaleError
from directory.form_fields import repeated
from directory.i18n.languages import LANGUAGES
from directory.students import changes, custody
from directory.students.files import StudentFile
from directory.students.form_checks import check_profile
from directory.students.profile import INSURANCE, PREFERENCES, Profile
from directory.web.core import notices, stale
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.finding.offered import GRADE_CHOICES
from directory.web.students import access

notices.add(
    {
        "student_added": "The student is added. Write down what they need, and who cares for them.",
        "student_changed": "The file is corrected.",
    }
)

LINES = (
    "given_name", "family_name", "number", "school", "birth_date", "grade", "home_zip",
    "home_language", "insurance", "preference_words", "custody_words",
)  # fmt: skip
SEVERAL = ("other_languages", "preferences")
"""The fields with one value and those with several, in the order of the form."""

NO_SCHOOL = "Choose the school."
STILL_HOLDS = (
    "What you took out is back above, because it stays until somebody says that it no longer holds. To take it away, take it out "
    "again and tick the box below."
)
CHOICES = {
    "grades": GRADE_CHOICES,
    "insurances": tuple(INSURANCE.items()),
    "preferences": tuple(PREFERENCES.items()),
    "languages": tuple(
        (code, f"{one.english} ({one.own})" if one.own != one.english else one.english) for code, one in LANGUAGES.items()
    ),
}
OF_CHOICES = {
    "grade": "grades",
    "home_language": "languages",
    "other_languages": "languages",
    "insurance": "insurances",
    "preferences": "preferences",
}
"""The key in CHOICES of the codes for each field."""

LABELS = {
    "given_name": "First name",
    "family_name": "Last name",
    "number": "Student number",
    "school": "School",
    "birth_date": "Birth date",
    "grade": "Grade",
    "home_zip": "Home ZIP",
    "home_language": "Language spoken at home",
    "other_languages": "Other languages",
    "insurance": "Insurance",
    "preferences": "What the family prefers",
    "preference_words": "Anything else they prefer",
    "custody_words": "Custody and court",
}


@get("/students/new", may="students")
def new(asked: Asked) -> Answer:
    only = asked.me.schools[0].id if len(asked.me.schools) == 1 else ""
    blank = dict.fromkeys(LINES, "") | {"school": only} | dict.fromkeys(SEVERAL, ())
    return _new(asked, blank, {})


@post("/students/new", may="students")
def add(asked: Asked) -> Answer:
    typed = _typed(asked)
    profile, errors = _checked(asked, typed)
    if profile is None or errors:
        return _new(asked, typed, errors, 422)
    try:
        student_id = changes.add(
            asked.session, asked.keys, asked.scope, profile, school_id=typed["school"], now=asked.now
        )  # fmt: skip
    except RefusedError as error:
        asked.look("student.number_refused")
        return _new(asked, typed, {"number": str(error)}, 409)
    return Redirect(f"/students/{student_id}", done="student_added")


@get("/students/{student_id:str}/edit", may="students")
def edit(asked: Asked, student_id: str) -> Answer:
    file = access.opened(asked, student_id)
    return _edit(asked, file, _of_file(file), {}, carried=_carried(asked, file))


@post("/students/{student_id:str}/edit", may="students")
def change(asked: Asked, student_id: str) -> Answer:
    file, typed = access.opened(asked, student_id), _typed(asked)
    profile, errors = _checked(asked, typed)
    is_current = asked.form.get("version") in ("", changes.profile_version(file))
    gone = custody.dropped(file.profile.custody_words, typed["custody_words"])
    if is_current and gone and not asked.form.has("custody_ended"):
        typed["custody_words"], errors["custody_words"] = "\n".join((*gone, typed["custody_words"])).strip(), STILL_HOLDS
    if profile is None or errors:
        return _edit(asked, file, typed, errors, 422)
    try:
        changes.change(
            asked.session, asked.keys, asked.scope, student_id, profile, school_id=typed["school"], now=asked.now,
            expected=asked.form.get("version"),
        )  # fmt: skip
    except StaleError:
        return _changed_meanwhile(asked, student_id, typed)
    except RefusedError as error:
        asked.look("student.number_refused", student_id=student_id)
        return _edit(asked, file, typed, {"number": str(error)}, 409)
    if gone:
        custody.keep_dropped(asked.session, asked.keys, asked.scope, student_id, gone, now=asked.now)
    return Redirect(f"/students/{student_id}", done="student_changed")


def _changed_meanwhile(asked: Asked, student_id: str, typed: Mapping[str, Any]) -> Page:
    file = access.opened(asked, student_id)
    schools = {one.id: one.name for one in asked.me.schools} | {file.school_id: file.school_name}
    codes = {name: dict(CHOICES[of]) for name, of in OF_CHOICES.items()}
    shape = stale.Shape(LABELS, codes | {"school": schools})
    actions = ("student.changed", "student.added")
    found = stale.put_together(asked, shape, typed, _of_file(file), actions=actions, student_id=student_id)
    return _edit(asked, file, found.boxes, {}, 409, carried=_carried(asked, file), found=found)


def _carried(asked: Asked, file: StudentFile) -> dict[str, str]:
    return stale.carried(asked, changes.profile_version(file), _of_file(file))


def _typed(asked: Asked) -> dict[str, Any]:
    form = asked.form
    return {name: form.get(name) for name in LINES} | {name: tuple(form.all(name)) for name in SEVERAL}


def _checked(asked: Asked, typed: Mapping[str, Any]) -> tuple[Profile | None, dict[str, str]]:
    """Return the profile that was typed, and the errors in the order of the form."""
    spoken = (typed["home_language"], *typed["other_languages"])
    profile, errors = check_profile({**typed, "languages": spoken}, asked.today)
    if "languages" in errors:
        errors["home_language"] = errors.pop("languages")
    if not any(one.id == typed["school"] for one in asked.me.schools):
        errors["school"] = NO_SCHOOL
    errors |= repeated(asked.form.values, LINES)
    return profile, {name: errors[name] for name in (*LINES, *SEVERAL) if name in errors}


def _of_file(file: StudentFile) -> dict[str, Any]:
    profile = file.profile
    held = {name: getattr(profile, name) or "" for name in LINES if hasattr(profile, name)}
    return held | {
        "birth_date": _american(profile.birth_date),
        "school": file.school_id,
        "home_language": next(iter(profile.languages), ""),
        "other_languages": profile.languages[1:],
        "preferences": profile.preferences,
    }


def _american(day: datetime.date | None) -> str:
    return f"{day.month}/{day.day}/{day.year}" if day else ""


def _new(asked: Asked, typed: Mapping[str, Any], errors: Mapping[str, str], status: int = 200) -> Page:
    return Page("students/new.html", _form(asked, typed, errors), status)


def _edit(
    asked: Asked,
    file: StudentFile,
    typed: Mapping[str, Any],
    errors: Mapping[str, str],
    status: int = 200,
    *,
    carried: Mapping[str, str] | None = None,
    found: stale.Stale | None = None,
) -> Page:
    shown = _form(asked, typed, errors) | {"carried": carried or stale.carried_on(asked.form), "stale": found}
    return access.page(asked, file, "edit", shown, status)


def _form(asked: Asked, typed: Mapping[str, Any], errors: Mapping[str, str]) -> dict[str, Any]:
    return {"typed": typed, "errors": errors, "choices": CHOICES, "schools": [(one.id, one.name) for one in asked.me.schools]}
