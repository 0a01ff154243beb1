"""The columns of a district's own roster, recognized by their headers alone.

    "Student ID" -> number      "DOB" -> birth_date      "Parent/Guardian 2 Cell Phone" -> guardian 2, phones

A header that is not in these tables is ignored, so that only words in these tables are ever shown, and never a cell of a file
without a header.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from importers.values.text import fold

_STUDENT = {
    "number": """student id|student number|student no|student num|student #|local id|local student id|local student number|id|id number
        |district id|district student id|pupil number|pupil id|sis id|studentid|studentnumber|stu id|stu number|perm id|permanent id
        |student local id|sasid|lasid|numero de estudiante|student identifier|student identification number""",
    "name": "name|student name|student|full name|student full name|pupil|pupil name|last first|name last first|last name first name|studentname",
    "family_name": """last|last name|student last name|family name|surname|legal last name|lastname|apellido|apellidos|student last|lname
        |last name legal|pupil last name""",
    "given_name": """first|first name|student first name|given name|legal first name|firstname|nombre|nombres|student first|fname
        |first name legal|pupil first name""",
    "birth_date": """dob|birth date|birthdate|date of birth|birthday|student dob|student birth date|student birthdate|born|d o b|bday
        |fecha de nacimiento|student date of birth""",
    "grade": "grade|grade level|current grade|gr|grade lvl|student grade|gradelevel|grado|enrolled grade|grd",
    "school": """school|school name|building|building name|site|campus|home school|school of attendance|attending school|current school
        |enrolled school|school building|schoolname|escuela""",
    "school_code": """school code|building code|school id|school number|building number|building no|school no|bldg|site code|bcode|school #
        |school num|building id|entity code|school entity code|schoolid|schoolcode""",
    "languages": """home language|language|primary language|language at home|language spoken at home|student language|native language
        |first language|preferred language|home lang|primary home language|languages|homelanguage|idioma|idioma del hogar""",
    "home_zip": """zip|zip code|zipcode|postal code|home zip|home zip code|student zip|mailing zip|residence zip|zip5|address zip|postcode
        |codigo postal""",
    "insurance": "insurance|insurance type|health insurance|medical insurance|coverage|payer|insurance provider|seguro",
    "household": "household|household id|family id|family number|household number|family key|household key|sibling group|family no|hh id",
    "status": """status|enrollment status|student status|enrolled|active|active status|enroll status|is active|currently enrolled
        |student active""",
    "left_on": """exit date|withdrawal date|withdraw date|leave date|end date|date withdrawn|date exited|exited on|enrollment end date
        |drop date|date left""",
    "no_contact": "do not contact|no contact|no contact flag|do not contact flag|do not call|do not contact family|dnc|contact restriction",
    "home_phone": "phone|home phone|phone number|telephone|household phone|primary phone|family phone|main phone|home telephone|telefono",
}  # fmt: skip
_FIELDS: Mapping[str, str] = {" ".join(words.split()): target for target, lines in _STUDENT.items() for words in lines.split("|")}

_WHO = {
    "guardian": None, "guardians": None, "parent": None, "parents": None, "caregiver": None, "pg": None,
    "mother": "Mother", "mom": "Mother", "father": "Father", "dad": "Father", "stepmother": "Stepmother", "stepfather": "Stepfather",
    "grandmother": "Grandmother", "grandfather": "Grandfather", "madre": "Mother", "padre": "Father", "tutor": None,
}  # fmt: skip
"""Words for a guardian, and the relationship that the word alone implies."""

_GUARDIAN = {
    "name": "|name|full name|names|last first|legal name",
    "given_name": "first|first name|given name|fname",
    "family_name": "last|last name|family name|surname|lname",
    "relationship": "relationship|relation|relationship to student|type|rel|relation to student",
    "phones": """phone|phones|phone number|cell|cell phone|mobile|mobile phone|home phone|work phone|telephone|cell number|primary phone
        |phone 1|phone 2|phone 3|daytime phone|contact number|number|cellphone|telefono|day phone|evening phone|contact phone|tel|alt phone""",
    "email": "email|e mail|email address|e mail address|mail|correo",
    "language": "language|preferred language|primary language|home language|lang|languages|idioma|correspondence language",
    "no_contact": "no contact|do not contact|no contact order|contact restricted|do not contact flag|no contact flag|restricted|dnc|do not call",
    "may_contact": "contact allowed|may contact|can contact|ok to contact|contact ok",
}  # fmt: skip
_PARTS: Mapping[str, str] = {" ".join(words.split()): target for target, lines in _GUARDIAN.items() for words in lines.split("|")}

_RELATIONSHIPS = frozenset({"relationship", "relation", "relationship to student", "relation to student", "parentesco"})
"""Headers for a relationship that do not say whose."""

_ORDINAL = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "first": 1, "second": 2, "primary": 1, "secondary": 2, "one": 1, "two": 2}
_REPEAT = re.compile(r"(.*\S) \((\d+)\)")  # how the table distinguishes columns of one name
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Z])")


@dataclass(frozen=True, slots=True, order=True)
class GuardianColumn:
    """A column about one guardian: which one, by number and by the relationship in its header, and what about them."""

    person: tuple[int, str]
    part: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The position of each field in a row; a guardian's part may have several columns (two phones)."""

    student: Mapping[str, int]
    guardians: Mapping[tuple[int, str], Mapping[str, tuple[int, ...]]]
    understood: Mapping[str, str]
    unread: tuple[int, ...] = ()
    about: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    """Unread columns whose header names a guardian ("Guardian 2 Comments"), and which guardian."""


def columns(header: Iterable[str]) -> Columns:
    """Return the columns of a header; if two mean the same student field, the first is used."""
    student: dict[str, int] = {}
    people: dict[tuple[int, str], dict[str, list[int]]] = {}
    understood: dict[str, str] = {}
    unread: list[int] = []
    names = list(header)
    for at, written in enumerate(names):
        shown = " ".join(written.split())
        if (of_student := student_field(written)) and of_student not in student:
            student[of_student] = at
            understood[shown] = f"student.{of_student}"
        elif column := guardian_column(written) or _of_neighbor(written, names, at):
            people.setdefault(column.person, {}).setdefault(column.part, []).append(at)
            understood[shown] = f"guardian.{column.part}"
        else:
            unread.append(at)
    named = {who: parts for who, parts in people.items() if {"name", "given_name", "family_name"} & parts.keys()}
    order = sorted(named, key=lambda who: (who[0], min(min(found) for found in named[who].values())))
    return Columns(
        student, {who: {part: tuple(at) for part, at in named[who].items()} for who in order}, understood, tuple(unread),
        {at: who for at in unread if (who := _person(names[at])) in named},
    )  # fmt: skip


def student_field(header: str) -> str | None:
    """Return the student field that a header names; None if unknown."""
    return _FIELDS.get(_words(header)) or _FIELDS.get(_words(_CAMEL.sub(" ", header)))


def guardian_column(header: str) -> GuardianColumn | None:
    """Return the guardian and the field that a header names: "Mother's Cell", "Guardian Name (2)", "2nd Parent/Guardian"."""
    person, rest = _spoken_of(header)
    if person is None:
        return None
    number, relationship = person
    part = _PARTS.get(" ".join(rest)) or _PARTS.get(" ".join(rest).removeprefix("contact "))
    if part is None:
        return None
    repeat = _REPEAT.fullmatch(" ".join(header.split()))
    if repeat and part != "phones":
        number = int(repeat[2])
    return GuardianColumn((number or (0 if relationship else 1), relationship), part)


def _of_neighbor(written: str, names: list[str], at: int) -> GuardianColumn | None:
    """Assign a column called just "Relationship" to the guardian in the columns before it, or else right after it."""
    repeat = _REPEAT.fullmatch(" ".join(written.split()))
    if _words(_CAMEL.sub(" ", repeat[1] if repeat else written)) not in _RELATIONSHIPS:
        return None
    near = (guardian_column(name) for name in (*reversed(names[:at]), *names[at + 1 : at + 2]))
    neighbor = next(filter(None, near), None)
    return replace(neighbor, part="relationship") if neighbor else None


def _person(header: str) -> tuple[int, str] | None:
    """Return which guardian a header names, regardless of the field."""
    person, _ = _spoken_of(header)
    return (person[0] or (0 if person[1] else 1), person[1]) if person else None


def _spoken_of(header: str) -> tuple[tuple[int, str] | None, list[str]]:
    """Return the guardian whom a header names, by number (0 if none) and relationship, and the header's other words."""
    repeat = _REPEAT.fullmatch(" ".join(header.split()))
    words = _words(_CAMEL.sub(" ", repeat[1] if repeat else header)).split()
    who = [word for word in words if word in _WHO]
    if not who or "emergency" in words:
        return None, words
    rest = [word for word in words if word not in _WHO and word not in {"of", "the", "s", "legal", "student", "contact1"}]
    number, rest = _numbered(rest)
    return (number, next((relation for word in who if (relation := _WHO[word])), "")), rest


def _numbered(words: list[str]) -> tuple[int, list[str]]:
    """Return the guardian's number, 0 if none, and the other words; if there are two numbers, the first is used."""
    for at, word in enumerate(words):
        number = _ORDINAL.get(word) or (int(word) if word.isdecimal() and len(word) == 1 else 0)
        if number and not (at == len(words) - 1 and at > 0 and words[at - 1] == "phone" and len(words) > 2):
            return number, words[:at] + words[at + 1 :]
    return 0, words


def _words(header: str) -> str:
    """Return a header as plain lower-case words."""
    return " ".join(re.sub(r"[^\w#]+", " ", re.sub(r"['’]s\b", "", fold(header))).replace("_", " ").split())
