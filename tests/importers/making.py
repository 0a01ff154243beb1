"""Records as a list would give them, made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from importers.fields import TARGETS, Target
from importers.problem_codes import RowCode
from importers.problems import Problem, Severity
from importers.records import Cost, NeedFit, Phone, Record, Schedule

WHOLE: dict[Target, Any] = {
    Target.ORGANIZATION_NAME: "Maple Valley Family Services",
    Target.ORGANIZATION_WEBSITE: "https://maple.example.org",
    Target.SERVICE_NAME: "Homework Club",
    Target.SERVICE_DESCRIPTION: "Help with homework on school days.",
    Target.SERVICE_STATUS: "active",
    Target.SERVICE_MINIMUM_AGE: 6.0,
    Target.SERVICE_MAXIMUM_AGE: 12.0,
    Target.NEEDS: (NeedFit("homework-help"), NeedFit("tutoring", 0.6)),
    Target.CATEGORIES: ("After-School", "Tutoring"),
    Target.LANGUAGES: ("en", "es"),
    Target.MODES: ("in_person",),
    Target.COSTS: (Cost("free"), Cost("medicaid")),
    Target.PHONES: (Phone("+15175550101", "12"), Phone("+15175550102", None, "fax")),
    Target.SCHEDULES: (Schedule("MO,TU,WE", "15:00", "18:00"),),
    Target.LOCATION_NAME: "Cedar Street Center",
    Target.LOCATION_LATITUDE: 42.7008,
    Target.LOCATION_LONGITUDE: -84.549,
    Target.LOCATION_PRECISION: "address",
    Target.ADDRESS_ADDRESS_1: "12 Cedar Street",
    Target.ADDRESS_CITY: "Lansing",
    Target.ADDRESS_STATE_PROVINCE: "MI",
    Target.ADDRESS_POSTAL_CODE: "48910",
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
        target = _target(name)
        if value is ...:
            fields.pop(target, None)
        else:
            fields[target] = value
    return Record(line, {key: str(value) for key, value in fields.items()}, fields)


def _target(name: str) -> Target:
    if name in TARGETS:
        return TARGETS[name]
    for entity in ("organization", "service_at_location", "service", "location", "address", "program", "capacity"):
        if name.startswith(entity + "_"):
            return TARGETS[f"{entity}.{name.removeprefix(entity + '_')}"]
    raise KeyError(name)


def rejected(line: int) -> Record:
    """A record whose row names nobody."""
    return replace(record(line), problems=(Problem(RowCode.NAMELESS, line=line, severity=Severity.ERROR),))
