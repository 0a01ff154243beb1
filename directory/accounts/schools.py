"""Schools: added, changed, listed and removed, each with its entry in the audit log.

`by` is the administrator who does it, None on the command line; `address` is where the request came from.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from directory.accounts import audit
from directory.errors import RefusedError, UnknownError, UsageError
from directory.form_fields import GRADES, FormFields
from directory.places import zips
from directory.storage.ids import new_id
from directory.storage.people import schools as rows
from directory.storage.people.schools import SchoolRow, SchoolValues
from directory.storage.versions import refuse_stale, version_of
from matching.query import Place

__all__ = [
    "SchoolDetails",
    "SchoolRow",
    "add",
    "all_schools",
    "change",
    "counts",
    "find",
    "find_by_name",
    "grades_of",
    "point_of",
    "problems",
    "remove",
    "version",
]

LONGEST = 120  # characters
GONE = "There is no such school."
_SPAN = re.compile(r"(\w+)(?:\s*[-–]\s*(\w+))?")


@dataclass(frozen=True, slots=True)
class SchoolDetails:
    """A school as typed: its place as a ZIP, a point "42.73,-84.55" or both; grades as "K-5"."""

    name: str
    zip: str = ""
    point: str = ""
    grades: str = ""
    code: str = ""
    street: str = ""


def all_schools(session: Session) -> list[SchoolRow]:
    """Return all schools, by name."""
    return rows.all_schools(session)


def counts(session: Session) -> dict[str, tuple[int, int]]:
    """Return how many enrolled students and staff each school has, by its id, without schools that have neither."""
    return rows.counts(session)


def find(session: Session, school_id: str) -> SchoolRow:
    """Return one school; raise UnknownError if there is none."""
    found = rows.school(session, school_id)
    if found is None:
        raise UnknownError(GONE)
    return found


def find_by_name(session: Session, name: str) -> SchoolRow:
    """Return the school with this name, ignoring case; raise UnknownError, which lists the existing ones."""
    wanted = " ".join(name.split()).casefold()
    known = rows.all_schools(session)
    for school in known:
        if school.name.casefold() == wanted:
            return school
    names = ", ".join(school.name for school in known) or "none yet: add one with `referral-desk schools add`"
    raise UnknownError(f"There is no school “{name}”. The schools are {names}.")


def add(session: Session, details: SchoolDetails, *, now: datetime.datetime, by: str | None, address: str | None = None) -> str:
    """Add a school and return its id.

    Raise UsageError or UnknownError if the details are malformed, and RefusedError if another school has the name or code.
    """
    values = _values(details)
    _refuse_duplicates(session, values)
    school_id = new_id()
    if not rows.add(session, school_id, values):
        raise RefusedError("Somebody has just added a school of this name or code: look at the list again.")
    _record(session, "school.added", school_id, now=now, by=by, address=address)
    return school_id


def change(
    session: Session,
    school_id: str,
    details: SchoolDetails,
    *,
    now: datetime.datetime,
    by: str | None,
    address: str | None = None,
    expected: str | None = None,
) -> None:
    """Replace all details of a school; raise as `add` does, and UnknownError if it is gone.

    `expected`, here and below, is the version that the page was opened with.
    """
    values = _values(details)
    _hold(session, school_id, expected)
    _refuse_duplicates(session, values, but=school_id)
    rows.change(session, school_id, values)
    _record(session, "school.changed", school_id, now=now, by=by, address=address)


def remove(
    session: Session,
    school_id: str,
    *,
    now: datetime.datetime,
    by: str | None,
    address: str | None = None,
    expected: str | None = None,
) -> None:
    """Remove a school; raise UnknownError if it is gone, and RefusedError while it has students or staff."""
    school = _hold(session, school_id, expected)
    students, staff = rows.count_members(session, school_id)
    if students or staff:
        raise RefusedError(
            f"{school.name} has students ({students}) or staff ({staff}): move them to another school first, then remove it."
        )
    rows.remove(session, school_id)
    _record(session, "school.removed", school_id, now=now, by=by, address=address)


def version(school: SchoolRow) -> str:
    """Return the version of a school, for the form that changes or removes it."""
    return version_of(school)


def _hold(session: Session, school_id: str, expected: str | None) -> SchoolRow:
    """Return the school, locked; raise UnknownError if it is gone and StaleError if it was changed."""
    school = rows.lock(session, school_id)
    if school is None:
        raise UnknownError(GONE)
    refuse_stale(expected, version(school))
    return school


def grades_of(school: SchoolRow) -> str:
    """Return the grades as people write them: "K-5"; empty if they are not known."""
    return "-".join(dict.fromkeys(grade for grade in (school.low_grade, school.high_grade) if grade))


def point_of(school: SchoolRow) -> str:
    """Return the point as people type it: "42.73000,-84.55000"; empty if it is only the center of the ZIP."""
    if school.latitude is None or school.longitude is None:
        return ""
    center = zips.place(school.postal_code) if school.postal_code else None
    if center is not None and (center.latitude, center.longitude) == (school.latitude, school.longitude):
        return ""
    return f"{school.latitude:.5f},{school.longitude:.5f}"


def problems(details: SchoolDetails) -> dict[str, str]:
    """Return what is wrong with the details, by field; `add` and `change` raise the first of these."""
    fields = FormFields({})
    fields.check("name", lambda: _words("name", details.name) or _nameless())
    fields.check("code", lambda: _words("code", details.code))
    fields.check("grades", lambda: _grades(details.grades))
    fields.check("street", lambda: _words("address", details.street))
    if details.zip.strip() or not details.point.strip():
        fields.check("zip", lambda: _where(details.zip.strip(), ""))
    if details.point.strip():
        fields.check("point", lambda: _where("", details.point.strip()))
    return fields.errors


def _values(details: SchoolDetails) -> SchoolValues:
    low, high = _grades(details.grades)
    place = _where(details.zip.strip(), details.point.strip())
    return SchoolValues(
        name=_words("name", details.name) or _nameless(),
        code=_words("code", details.code),
        low_grade=low,
        high_grade=high,
        address=_words("address", details.street),
        postal_code=place.postal_code,
        latitude=place.latitude,
        longitude=place.longitude,
    )


def _nameless() -> str:
    raise UsageError("Give the school's name.")


def _words(what: str, typed: str) -> str | None:
    words = " ".join(typed.split())
    if len(words) > LONGEST or not words.isprintable():
        raise UsageError(f"The school's {what} is too long, or holds what cannot be printed: at most {LONGEST} characters.")
    return words or None


def _where(postal_code: str, point: str) -> Place:
    """Return the point where its students start from: as given, or else the center of the ZIP."""
    if not postal_code and not point:
        raise UsageError("Give the school's ZIP, such as 48910: distances are measured from there.")
    center = zips.place(postal_code) if postal_code else None
    if center is not None and center.postal_code is None:
        raise UsageError(f"“{postal_code}” is not a ZIP: it should look like 48910.")
    exact = zips.place(point) if point else None
    place = exact or center
    assert place is not None
    return replace(place, postal_code=(center or place).postal_code)


def _grades(typed: str) -> tuple[str | None, str | None]:
    words = typed.strip().upper().replace("TO", "-")
    if not words:
        return None, None
    match = _SPAN.fullmatch(words)
    low, high = (match[1], match[2] or match[1]) if match else ("", "")
    if low not in GRADES or high not in GRADES or GRADES.index(low) > GRADES.index(high):
        raise UsageError(f"“{typed}” are not grades: write them as K-5, 6-8 or PK-12.")
    return low, high


def _refuse_duplicates(session: Session, values: SchoolValues, *, but: str | None = None) -> None:
    if rows.same_name(session, values.name, but=but):
        raise RefusedError(f"There is a school “{values.name}” already: open that one, or give this one a name of its own.")
    if values.code is not None and rows.same_code(session, values.code, but=but):
        raise RefusedError(f"Another school has the code {values.code} already: each has its own, as the roster knows it.")


def _record(
    session: Session, action: str, school_id: str, *, now: datetime.datetime, by: str | None, address: str | None
) -> None:
    audit.record(session, now=now, staff_id=by, action=action, subject=f"school:{school_id}", address=address)
