"""The field of further children: ages and grades as people write them, as the question has them, and as a student's file has them.

>>> read("5, 8 and 3rd grade; K"), written(("age:5", "grade:3", "grade:K"))
(('age:5', 'age:8', 'grade:3', 'grade:K'), '5, grade 3, K')
>>> read("about five") is None
True
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable

from directory.finding.children import MOST_CHILDREN
from directory.finding.question import OLDEST
from directory.form_fields import GRADES
from directory.models.codes import StudentStatus
from directory.students.files import StudentFile
from directory.students.profile import Profile, age_on
from matching.text import plain

_BETWEEN = re.compile(r"[,;/\s]+(?:and|y|e)\s+|[,;/]+|\s+(?:and|y|e)\s+")
_AGE = re.compile(r"(?:age |edad )?(\d{1,2}(?:\.\d)?)(?: years?(?: old)?| anos)?")
_GRADE = re.compile(r"(?:(?:grade|grado) (\d{1,2})|(\d{1,2})(?:st|nd|rd|th|o)(?: grade| grado)?|(\d{1,2}) grad(?:e|o))")
_BEFORE_FIRST = {"k": "K", "kinder": "K", "kindergarten": "K", "pk": "PK", "pre-k": "PK", "prekinder": "PK"}


def read(text: str) -> tuple[str, ...] | None:
    """Return the children as "age:5" and "grade:3", each once; None if a part is neither an age nor a grade."""
    parts = [part for one in _BETWEEN.split(plain(text).casefold()) if (part := " ".join(one.split()))]
    codes = [_code(part) for part in parts]
    return None if None in codes else tuple(dict.fromkeys(code for code in codes if code))


def _code(part: str) -> str | None:
    if part in _BEFORE_FIRST:
        return f"grade:{_BEFORE_FIRST[part]}"
    if grade := _GRADE.fullmatch(part):
        number = str(int(next(digits for digits in grade.groups() if digits)))
        return f"grade:{number}" if number in GRADES else None
    age = _AGE.fullmatch(part)
    return f"age:{float(age[1]):g}" if age and float(age[1]) <= OLDEST else None


def written(codes: Iterable[str]) -> str:
    """Return the children as the field has them."""
    parts = (code.partition(":")[::2] for code in codes)
    return ", ".join(f"grade {value}" if kind == "grade" and value.isdigit() else value for kind, value in parts)


def on_file(file: StudentFile, today: datetime.date) -> tuple[str, ...]:
    """Return the siblings of a student, as far as the reader may see them and they are still here, by their ages or grades."""
    here = (one.profile for one in file.siblings if one.status == StudentStatus.ENROLLED)
    codes = (_of_profile(profile, today) for profile in here)
    return tuple(dict.fromkeys(code for code in codes if code))


def _of_profile(profile: Profile, today: datetime.date) -> str | None:
    if profile.birth_date is None:
        return f"grade:{profile.grade}" if profile.grade in GRADES else None
    age = int(age_on(profile.birth_date, today))
    return f"age:{age}" if 0 <= age <= OLDEST else None


def offered(file: StudentFile, typed: str, own: Collection[str], today: datetime.date) -> tuple[str, ...]:
    """Return the siblings on file whom a search (`typed`, and the student by `own` codes) is not for yet; none if it has no room."""
    asked = read(typed) or ()
    more = tuple(code for code in on_file(file, today) if code not in {*asked, *own})
    return more if len(asked) + len(more) < MOST_CHILDREN else ()
