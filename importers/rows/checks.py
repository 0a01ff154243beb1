"""Checks that hold for every record, whatever its list: run once for every row, before anything is planned."""

from __future__ import annotations

import math
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from rapidfuzz import process

from importers.errors import unreadable
from importers.fields import Target
from importers.identity import ID_TARGETS, is_organization
from importers.problem_codes import RowCode
from importers.problems import Severity, Trouble
from importers.records import NeedFit, Record, Value, blank
from matching.needs import terms

OLDEST = 120  # years
CARRIED = Target.SERVICE_AT_LOCATION_ID


def checked(records: Iterable[Record]) -> tuple[Record, ...]:
    """Return the records without impossible values; each dropped value and each rejected row is reported as a problem."""
    seen: dict[str, int] = {}
    return tuple(_safely_checked(record, seen) for record in records)


def _safely_checked(record: Record, seen: dict[str, int]) -> Record:
    """Return a record after its checks; an exception rejects this row and no other."""
    try:
        return _checked(record, seen)
    except Exception as error:  # noqa: BLE001  # as ReadRow.after
        return replace(record, fields={}, problems=(*record.problems, unreadable(record.line, error)))


def _checked(record: Record, seen: dict[str, int]) -> Record:
    fields = dict(record.fields)
    told = [trouble.at(record.line, column, _shown(value)) for column, value, trouble in _faults(fields)]
    given = fields.get(CARRIED) or (fields.get(Target.ORGANIZATION_ID) if is_organization(fields) else None)
    if isinstance(given, str) and given:
        if given in seen:
            told.append(Trouble(RowCode.ID_REPEATED, {"first_line": seen[given]}, Severity.ERROR).at(record.line, CARRIED, given))
        seen.setdefault(given, record.line)
    return record if fields == record.fields and not told else replace(record, fields=fields, problems=(*record.problems, *told))


Fault = tuple[Target, Value, Trouble]


def _faults(fields: dict[Target, Value]) -> Iterable[Fault]:
    """Yield the faults of a record, removing each dropped value from `fields`."""
    yield from _names(fields)
    yield from _ids(fields)
    for targets, possible, trouble in _POSSIBLE:
        values = {target: fields.get(target) for target in targets}
        if any(not blank(value) for value in values.values()) and not possible(values):
            shown = " and ".join(f"{value:g}" if isinstance(value, float) else "nothing" for value in values.values())
            for target in targets:
                fields.pop(target, None)
            yield targets[0], shown, trouble
    for target in [t for t, v in fields.items() if isinstance(v, float) and not math.isfinite(v)]:
        del fields[target]
        yield target, None, Trouble(RowCode.NUMBER_TOO_LARGE)
    if Target.SERVICE_STATUS in fields and blank(fields[Target.SERVICE_STATUS]):
        del fields[Target.SERVICE_STATUS]
    yield from _needs(fields)


def _names(fields: Mapping[Target, Value]) -> Iterable[Fault]:
    if Target.ORGANIZATION_NAME in fields and blank(fields[Target.ORGANIZATION_NAME]):
        yield Target.ORGANIZATION_NAME, None, Trouble(RowCode.NO_ORGANIZATION, severity=Severity.ERROR)
    if fields.get(CARRIED) and blank(fields.get(Target.SERVICE_NAME)) and Target.SERVICE_NAME in fields:
        yield Target.SERVICE_NAME, None, Trouble(RowCode.NO_SERVICE, severity=Severity.ERROR)


def _ids(fields: Mapping[Target, Value]) -> Iterable[Fault]:
    for target in sorted(ID_TARGETS):
        value = fields.get(target)
        if not blank(value) and not _is_id(value):
            yield target, value, Trouble(RowCode.NOT_AN_ID, severity=Severity.ERROR)


def _is_id(value: Value) -> bool:
    try:
        return isinstance(value, str) and str(uuid.UUID(value)) == value
    except ValueError:
        return False


def _ages(values: Mapping[Target, Value]) -> bool:
    minimum, maximum = (0.0 if v is None else v for v in values.values())
    return _between(minimum, 0, OLDEST) and _between(maximum, 0, OLDEST) and (None in values.values() or minimum <= maximum)  # type: ignore[operator]


def _point(values: Mapping[Target, Value]) -> bool:
    latitude, longitude = values.values()
    return _between(latitude, -90, 90) and _between(longitude, -180, 180)


def _between(value: Value, low: float, high: float) -> bool:
    return isinstance(value, int | float) and math.isfinite(value) and low <= value <= high


_POSSIBLE: tuple[tuple[tuple[Target, ...], Callable[[Mapping[Target, Value]], bool], Trouble], ...] = (
    ((Target.SERVICE_MINIMUM_AGE, Target.SERVICE_MAXIMUM_AGE), _ages, Trouble(RowCode.AGES_IMPOSSIBLE, {"oldest": OLDEST})),
    ((Target.LOCATION_LATITUDE, Target.LOCATION_LONGITUDE), _point, Trouble(RowCode.POINT_IMPOSSIBLE)),
    (
        (Target.CAPACITY_AVAILABLE,),
        lambda v: _between(v[Target.CAPACITY_AVAILABLE], 0, 1e9),
        Trouble(RowCode.FREE_PLACES_NEGATIVE),
    ),
    ((Target.CAPACITY_MAXIMUM,), lambda v: _between(v[Target.CAPACITY_MAXIMUM], 0, 1e9), Trouble(RowCode.PLACES_NEGATIVE)),
)


def _needs(fields: dict[Target, Value]) -> Iterable[Fault]:
    needs = fields.get(Target.NEEDS)
    known = terms()
    for need in needs if isinstance(needs, tuple) else ():
        if isinstance(need, NeedFit) and (need.slug not in known or not 0 < need.fit <= 1):
            fields.pop(Target.NEEDS, None)
            near = tuple(found for found, _, _ in process.extract(need.slug, known.keys(), limit=3))
            yield Target.NEEDS, need.slug, Trouble(RowCode.NEED_UNKNOWN, {"near": near})


def _shown(value: Value) -> str | None:
    return None if value is None else str(value)[:200]
