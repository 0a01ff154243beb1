"""Records as a list would give them, made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from importers.fields import FIELDS
from importers.problem_codes import RowCode
from importers.problems import Problem
from importers.records import Cost, NeedFit, Phone, Record, Schedule

WHOLE: dict[str, Any] = {
    "organization.name": "Maple Valley Family Services",
    "organization.website": "https://maple.example.org",
    "service.name": "Homework Club",
    "service.description": "Help with homework on school days.",
    "service.status": "active",
    "service.minimum_age": 6.0,
    "service.maximum_age": 12.0,
    "needs": (NeedFit("homework-help"), NeedFit("tutoring", 0.6)),
    "categories": ("After-School", "Tutoring"),
    "languages": ("en", "es"),
    "modes": ("in_person",),
    "costs": (Cost("free"), Cost("medicaid")),
    "phones": (Phone("+15175550101", "12"), Phone("+15175550102", None, "fax")),
    "schedules": (Schedule("MO,TU,WE", "15:00", "18:00"),),
    "location.name": "Cedar Street Center",
    "location.latitude": 42.7008,
    "location.longitude": -84.549,
    "location.precision": "address",
    "address.address_1": "12 Cedar Street",
    "address.city": "Lansing",
    "address.state_province": "MI",
    "address.postal_code": "48910",
}

HIDES = b"""Agency,Program,Category,Phone,Phone is private,Contact name,Contact email,Contact private,Address,Address private,City,State,ZIP,Ages
Elm House,Chess Club,After school,ask for Zyx,Y,Zyx Quill,zyx at nowhere,Y,"12 Zyx Street, Lansing, MI 00001",Y,Lansing,MI,48910,come to 12 Zyx Street
,,,ask for Zyx,Y,Zyx Quill,zyx at nowhere,Y,12 Zyx Street,Y,Lansing,MI,48910,6-9
""" + b"".join(
    b"Oak %d,Art,After school,517-555-0199,No,Ida Fern,front@oak.example.org,No,8 Plum Street,No,Lansing,MI,48910,6-9\n" % at
    for at in range(8)
)
"""A list that hides telephones, contacts and addresses in its first two rows, each with the word “Zyx” and a mistake."""


def record(line: int = 2, /, **changes: Any) -> Record:
    """A record like WHOLE; `service_name="X"` changes service.name, and `...` takes the target out."""
    fields = dict(WHOLE)
    for name, value in changes.items():
        target = name if name in fields else _target(name)
        if value is ...:
            fields.pop(target, None)
        else:
            fields[target] = value
    return Record(line, {key: str(value) for key, value in fields.items()}, fields)


def _target(name: str) -> str:
    if name in FIELDS:
        return name
    for entity in ("organization", "service_at_location", "service", "location", "address", "program", "capacity"):
        if name.startswith(entity + "_"):
            return f"{entity}.{name.removeprefix(entity + '_')}"
    return name


def rejected(line: int) -> Record:
    """A record whose row names nobody."""
    return replace(record(line), problems=(Problem(RowCode.NAMELESS, line=line, severity="error"),))
