"""Counts in words: how many services are listed within how many miles, and how many of them do not take the student."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from directory.i18n.catalogs import Catalog
from matching.query import Value

Fields = Mapping[str, Value]


def within_miles(miles: float, say: Catalog) -> str:
    """Return a distance that was asked for: "10 miles"."""
    return say.plural("{miles} mile", "{miles} miles", 1 if miles == 1 else 2, miles=f"{miles:g}")


def around(fields: Fields, say: Catalog) -> str:
    """Return how many are listed within each distance: "3 within 10 miles, 8 within 25 miles"."""
    pairs = zip(_each(fields, "distances"), _each(fields, "counts"), strict=True)
    return ", ".join(say("{count} within {miles}", count=count, miles=within_miles(float(miles), say)) for miles, count in pairs)


def shut_out(fields: Fields, say: Catalog) -> str:
    """Return how many do not take the student, by criterion."""
    pairs = zip(_each(fields, "criteria"), _each(fields, "counts"), strict=True)
    return ", ".join(_FAILING[name](fields, say, int(count)) for name, count in pairs)


def _each(fields: Fields, name: str) -> list[str]:
    value = fields[name]
    if not isinstance(value, tuple):
        raise TypeError(f"{name} is not several: {value!r}")
    return [str(one) for one in value]


def _age(fields: Fields, say: Catalog, count: int) -> str:
    student = _of_age(fields, say)
    return say.plural(
        "{count} does not take a student {student}",
        "{count} do not take a student {student}",
        count,
        count=count,
        student=student,
    )


def _of_age(fields: Fields, say: Catalog) -> str:
    grade, age = fields["grade"], fields["age"]
    if grade is None:
        return say("aged {age}", age=f"{age:g}" if isinstance(age, float) else age)
    if grade == 0:
        return say("in kindergarten")
    return say("in pre-kindergarten") if grade == -1 else say("in grade {grade}", grade=grade)


def _audience(_: Fields, say: Catalog, count: int) -> str:
    return say.plural(
        "{count} is for others alone, such as veterans or seniors",
        "{count} are for others alone, such as veterans or seniors",
        count,
        count=count,
    )


def _area(fields: Fields, say: Catalog, count: int) -> str:
    place = fields["place"]
    return say.plural("{count} does not serve {place}", "{count} do not serve {place}", count, count=count, place=place)


def _school(_: Fields, say: Catalog, count: int) -> str:
    return say.plural(
        "{count} is for the students of another school", "{count} are for the students of another school", count, count=count
    )


_FAILING: Mapping[str, Callable[[Fields, Catalog, int], str]] = {
    "age": _age,
    "audience": _audience,
    "area": _area,
    "school": _school,
}
