"""Whether a table lists students, clients or other people, who must never be read as providers.

    Student ID, Last Name, First Name, DOB, Grade   ->  ("numbers of students", "birth dates", …)
    Agency, Contact First Name, Grades Served       ->  ()

A mark is a column, known by its header and held against its cells, and has points. What it is called is all that is ever shown
of the table: a header can be the row of a child.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from importers.columns import roster_headers
from importers.columns.contents import LOOKS
from importers.tables.table import Table
from importers.values.text import fold

ENOUGH = 3
"""Points above which a table lists people; none but birth dates and the ids of OneRoster has them alone."""

_STRONG_MARK = 2
_MOST, _NEARLY_ALL = 0.5, 0.7  # shares of the cells that are not blank
_BEGINNING = 240  # characters of a cell that are examined
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Z])")
_PUPIL = r"(?:student|pupil|stu|scholar|learner|child|kid|camper|client|participant|patient|alumn[oa]|estudiante|nin[oa]|hij[oa]|cliente)"
_NAME = r"(?:(?:legal|full|first|last|middle|given|family|preferred|sur)? ?names?|(?:last|sur|family) ?name|first|last|fname|lname|apellidos?|nombres?|initials|iniciales)"
_NUMBER = (
    r"(?:(?:local|state|district|unique|permanent|sis|perm|other)? ?(?:id|ids|numbers?|no|num|nbr|#|identifier|uid|unique id))"
)
_BORN = re.compile(r"\b(?:d ?o ?b|birth ?dates?|dates? of birth|birth ?day|born(?: on)?|fecha de nac\w*|nacimiento|f nac)\b")
_PAPER = re.compile(r"\b(?:required?|certificates?|proof|copy|verif\w*|part(?:y|ies))\b")
_PUPIL_NAME = re.compile(rf"{_PUPIL}s? {_NAME}(?: {_NAME})*|{_NAME} (?:of (?:the )?|de(?:l| la)? )?{_PUPIL}")
_PUPIL_ALONE = re.compile(rf"{_PUPIL}s?")
_OF_A_BUSINESS = re.compile(r"(?:client|participant|patient|cliente)s?")
_BOTH_NAMES = re.compile(
    r"apellidos? (?:y )?nombres?|nombres? (?:y )?apellidos?|(?:last|family) (?:name )?(?:and )?first(?: name)?|first (?:and )?last name"
)
_AGE, _SINGLE_AGE = (
    re.compile(r"age|edad|current age|age in years"),
    re.compile(r"^\W*(?:[3-9]|1\d|2[01])(?:\.\d)?(?: (?:years?(?: old)?|yrs?|a[nñ]os))?\W*$", re.IGNORECASE),
)
_PUPIL_NUMBER = re.compile(
    rf"{_PUPIL} {_NUMBER}|{_NUMBER} (?:de )?(?:el |la |del )?{_PUPIL}|numero de estudiante|sasid|lasid|perm id|permanent id"
)
_SCHOOL_FIELDS = frozenset({"school", "school_code"})
_LIFE = re.compile(
    r"home ?room|hr teacher|household(?: id)?|family id|home language|lunch(?: status)?|f r l|iep|504(?: plan)?|custody\b.*|sibling\w*"
    r"|emergency (?:contact|phone|name)(?: \w+)?|contacto de emergencia|bus(?: (?:route|number|no))?|allerg\w+|alergias|teacher|maestr[oa]"
    r"|enrol\w* (?:date|status)|(?:exit|withdraw\w*) date|graduation year|grad year|idioma del hogar"
)
_SINGLE_GRADE = re.compile(
    r"^\W*(?:grade |grado )?(?:p-?k|pre-?k|tk|k|kg|kinder\w*|-?[01]?\d(?:\.0)?(?:st|nd|rd|th|o|°)?|(?:first|second|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth|tenth|eleventh|twelfth))(?: grade| grado)?\W*$",
    re.IGNORECASE,
)
_TWO_DIGITS, _DIGIT = re.compile(r"\d{2}").search, re.compile(r"\d").search
_LAST_FIRST = re.compile(r"^[^\W\d_][\w'’-]*(?: [\w'’.-]+){0,2}, [^\W\d_][\w'’-]*(?: [\w'’.-]+){0,2}$")
_NO_PERSON = re.compile(
    r"\b(?:academy|after|agency|art|arts|association|basketball|camp|care|center|centre|centro|chess|children|church|class|clinic|club"
    r"|college|community|counsel\w*|county|department|drama|education|english|family|food|foundation|girls|boys|group|head|health|help|high"
    r"|home|homework|hospital|house|inc|institute|kids|lab|league|library|math|mentor\w*|music|office|program|project|reading|robotics"
    r"|school|science|services?|society|sports?|street|support|swim\w*|teen|team|therapy|tutor\w*|university|ymca|youth)\b"
)
_PROVIDER = re.compile(
    r"(?:\w+ )*(?:agency|agencies|organi[sz]ations?|orgs?|provider|nonprofit|facility|clinic|sponsor|program|service|practice|company"
    r"|agencia|organizacion|proveedor|programa|servicio|entidad)s?(?: name| title)?|nombre (?:del? |de la )?(?:programa|agencia|organizacion|servicio)"
)
_OFFERED = re.compile(
    r"(?:\w+ )?(?:web ?sites?|url|web page|pagina web|sitio web)|eligib\w*(?: \w+)*|(?:hours|days)(?: of operation| open)?|horario|(?:ages?|grades?|populations?)"
    r" served|(?:\w+ )?fees?|costs?|costo|services? (?:provided|offered|description)|(?:program )?description|descripcion|service type|intake(?: \w+)*"
)
"""Headers of what an agency offers."""


class PeopleMark(NamedTuple):
    """What a column is evidence of, and how many points it counts for."""

    what: str
    points: int


def marks(table: Table) -> tuple[str, ...]:
    """Return what makes a table one of people, in words, the surest first; () if it is not, or not surely."""
    found: dict[str, int] = {}
    for mark in _all(table):
        found[mark.what] = max(found.get(mark.what, 0), mark.points)
    strong = any(found.get(what, 0) >= _STRONG_MARK for what in _STRONG)
    weak = found.keys() & _OF_ONE and not _names_providers(table.header) and found.keys() & _NAMED
    enough = sum(found.values()) >= ENOUGH and (strong or weak)
    return tuple(sorted(found, key=lambda what: -found[what])) if enough else ()


_STRONG = frozenset({"birth dates", "numbers of students", "names of students", "guardians", "ids of OneRoster"})
_OF_ONE = frozenset({"grades", "ages", "what a school keeps of a student"})
_NAMED = frozenset({"first and last names", "names of people"})


def _all(table: Table) -> Iterator[PeopleMark]:
    header = table.header
    names = [spoken(one) for one in header]
    fields = [roster_headers.student_field(one) for one in header]
    if {"given_name", "family_name"} <= {*fields}:
        yield PeopleMark("first and last names", 2)
    for at, (name, field) in enumerate(zip(names, fields, strict=True)):
        yield from _of_column(name, field, functools.partial(_filled, table, at))
    guardians = [c for one in header if (c := roster_headers.guardian_column(one)) and "tutor" not in spoken(one).split()]
    yield from _of_guardians(guardians, names)
    if all(re.fullmatch(r"column \d+", name) for name in names):
        yield from _without_header(table)


def _filled(table: Table, at: int) -> Sequence[str]:
    return [cell[:_BEGINNING] for row in table.rows if (cell := row.cells[at].strip())]


def _of_column(name: str, field: str | None, cells: Callable[[], Sequence[str]]) -> Iterator[PeopleMark]:
    """Yield what one column is evidence of; `cells` returns those that are not blank."""
    for mark, says, holds in _MARKS:
        if says(name, field) and holds(cells()):
            yield mark


def _without_header(table: Table) -> Iterator[PeopleMark]:
    """Yield birth dates as evidence where one unnamed column holds dates, another one single grades, and none a web address."""
    full = [column for at in range(len(table.header)) if (column := _filled(table, at))]
    dates = any(_nearly_all(LOOKS["date"], column) and len({*column}) > _MOST * len(column) for column in full)
    grades = any(_nearly_all(_SINGLE_GRADE.match, column) and _no_marks(column) for column in full)
    if dates and grades and not any(_mostly(LOOKS["url"], column) for column in full):
        yield PeopleMark("birth dates", ENOUGH)


def _of_guardians(found: Sequence[roster_headers.GuardianColumn], names: Sequence[str]) -> Iterator[PeopleMark]:
    """Yield guardians as evidence; a "Parent" alone is the agency above a program in lists of providers."""
    parts = {one.part for one in found}
    surely = any(
        re.search(r"\b(?:guardian|caregiver|mother|father|mom|dad|grand\w+|step\w+|madre|padre)s?\b", name) for name in names
    )
    if not {"name", "given_name", "family_name", "phones"} & parts or not (surely or {"relationship", "email", "phones"} & parts):
        return
    several = len(parts) > 1 and (surely or "relationship" in parts)
    yield PeopleMark("guardians", ENOUGH if several else 2 if surely else 1)


def names_providers(table: Table) -> bool:
    """Whether the headers of a table are those of a list of providers, and none of its columns is evidence of people."""
    return not marks(table) and _names_providers(table.header)


def _names_providers(header: Sequence[str]) -> bool:
    """Whether a header names agencies or programs, beside what they offer, or names them twice."""
    names = [spoken(one) for one in header]
    named = sum(1 for name in names if _PROVIDER.fullmatch(name))
    return named >= 2 or (named == 1 and any(_OFFERED.fullmatch(name) for name in names)) or _offers(names)


def _offers(names: Sequence[str]) -> bool:
    return sum(1 for name in names if _OFFERED.fullmatch(name)) >= 2


def of_people(cells: Sequence[str]) -> bool:
    """Whether cells are names of people and not of agencies or programs; blank ones do not count."""
    full = [" ".join(cell.split()) for cell in cells if cell.strip()]
    names = [cell for cell in full if _LAST_FIRST.match(cell) or _person(cell)]
    return len(names) > _NEARLY_ALL * len(full) and len({*full}) > _MOST * len(full)


def _some_people(cells: Sequence[str]) -> bool:
    return bool(cells) and of_people(cells)


def _person(cell: str) -> bool:
    words = cell.split()
    letters = all(word[0].isalpha() and (word[0].isupper() or word in _PARTICLES) for word in words)
    return len(words) in (2, 3, 4) and letters and not any(c.isdigit() for c in cell) and not _NO_PERSON.search(fold(cell))


_PARTICLES = frozenset("de del la las los van von der den bin al el da dos y".split())


def _no_marks(cells: Sequence[str]) -> bool:
    return not cells or not _mostly(LOOKS["flag"], cells)


def _mostly(look: Callable[[str], object], cells: Sequence[str]) -> bool:
    """Whether more than half of the cells look so; True of no cells."""
    return not cells or sum(1 for cell in cells if look(cell)) > _MOST * len(cells)


def _nearly_all(look: Callable[[str], object], cells: Sequence[str]) -> bool:
    return sum(1 for cell in cells if look(cell)) > _NEARLY_ALL * len(cells)


def spoken(header: str) -> str:
    """Return the words of a header in lower case, parted where its letters change ("StudentID", "student_id")."""
    return " ".join(re.sub(r"[^\w#]+", " ", re.sub(r"['’]s\b", "", fold(_CAMEL.sub(" ", header)))).replace("_", " ").split())


_MARKS: Sequence[tuple[PeopleMark, Callable[[str, str | None], object], Callable[[Sequence[str]], bool]]] = (
    (PeopleMark("ids of OneRoster", ENOUGH), lambda name, _: re.fullmatch(r"(?:.* )?sourced ?ids?", name), lambda _: True),
    (
        PeopleMark("birth dates", ENOUGH),
        lambda name, _: _BORN.search(name) and not _PAPER.search(name),
        lambda cells: _no_marks(cells) and _mostly(_TWO_DIGITS, cells),
    ),
    (
        PeopleMark("numbers of students", 2),
        lambda name, _: _PUPIL_NUMBER.fullmatch(name),
        lambda cells: _no_marks(cells) and _mostly(_DIGIT, cells),
    ),
    (PeopleMark("names of students", ENOUGH), lambda name, _: _PUPIL_NAME.fullmatch(name), _no_marks),
    (
        PeopleMark("names of students", ENOUGH),
        lambda name, _: _PUPIL_ALONE.fullmatch(name) and not _OF_A_BUSINESS.fullmatch(name),
        _some_people,
    ),
    (PeopleMark("names of students", 2), lambda name, _: _OF_A_BUSINESS.fullmatch(name), _some_people),
    (PeopleMark("first and last names", 2), lambda name, _: _BOTH_NAMES.fullmatch(name), _some_people),
    (PeopleMark("names of people", 1), lambda _, field: field == "name", _some_people),
    (
        PeopleMark("grades", 1),
        lambda name, field: field == "grade" or name.endswith(" grade"),
        lambda cells: bool(cells) and _nearly_all(_SINGLE_GRADE.match, cells),
    ),
    (
        PeopleMark("ages", 1),
        lambda name, _: _AGE.fullmatch(name),
        lambda cells: bool(cells) and _nearly_all(_SINGLE_AGE.match, cells),
    ),
    (PeopleMark("schools", 1), lambda _, field: field in _SCHOOL_FIELDS, lambda _: True),
    (PeopleMark("what a school keeps of a student", 1), lambda name, _: _LIFE.fullmatch(name), lambda _: True),
)
"""What a column is evidence of: by its header's words and the field of a roster that they name, and by its cells."""
