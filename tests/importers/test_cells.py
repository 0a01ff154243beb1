"""A value goes out as a cell and comes in again, the same."""

from __future__ import annotations

import datetime
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.problems.words import in_words
from importers import cells
from importers.fields import FIELDS, Field, Target
from importers.records import OPTIONS, Contact, Cost, NeedFit, Phone, Schedule

_CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs"), include_characters=" \n;|\\\"'=+-@,"
)
WORDS = st.text(_CHARACTERS, min_size=1, max_size=40).map(lambda t: " ".join(t.split(" ")).strip()).filter(bool)
MAYBE = st.none() | WORDS
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**9), 10**9).map(float)
CLOCK = st.none() | st.times().map(lambda t: t.strftime("%H:%M"))

KINDS: dict[str, st.SearchStrategy[Any]] = {
    "text": MAYBE,
    "long_text": MAYBE,
    "number": st.none() | NUMBERS,
    "date": st.none() | st.dates(),
    "flag": st.none() | st.booleans(),
    "codes": st.lists(st.from_regex(r"[a-z_]{2,9}", fullmatch=True), max_size=4).map(tuple),
    "texts": st.lists(WORDS, max_size=4).map(tuple),
    "phones": st.lists(
        st.builds(
            Phone,
            st.from_regex(r"\+1[2-9][0-9]{9}|988|211", fullmatch=True),
            st.none() | st.from_regex(r"[0-9]{1,6}", fullmatch=True),
            st.sampled_from(["voice", "fax", "text", "tty", "cell", "hotline"]),
            MAYBE,
        ),
        max_size=3,
    ).map(tuple),
    "contacts": st.lists(st.builds(Contact, WORDS, MAYBE, MAYBE), max_size=3).map(tuple),
    "schedules": st.lists(
        st.builds(Schedule, st.none() | st.sampled_from(["MO", "MO,TU", "SA,SU"]), CLOCK, CLOCK, MAYBE).filter(lambda s: s != Schedule()), max_size=3
    ).map(tuple),
    "costs": st.lists(st.builds(Cost, st.sampled_from(OPTIONS), st.none() | NUMBERS, MAYBE), max_size=3).map(tuple),
    "needs": st.lists(
        st.builds(NeedFit, st.from_regex(r"[a-z][a-z0-9-]{1,20}", fullmatch=True), st.floats(0.01, 1)), max_size=4
    ).map(tuple),
}  # fmt: skip


def values(field: Field) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(field.choices) if field.kind == "choice" else KINDS[field.kind]


@given(st.sampled_from(sorted(FIELDS)).flatmap(lambda t: st.tuples(st.just(t), values(FIELDS[t]))))
def test_round_trip(case: tuple[Target, Any]) -> None:
    """parse(format(value)) is the value, for every field and whatever its words hold."""
    target, value = case
    assert cells.parse(FIELDS[target], cells.format(FIELDS[target], value)) == value


@given(st.sampled_from(sorted(FIELDS)).flatmap(lambda t: st.tuples(st.just(t), values(FIELDS[t]))))
def test_no_formula_goes_out(case: tuple[Target, Any]) -> None:
    """No cell but a plain number begins as a formula does."""
    target, value = case
    cell = cells.format(FIELDS[target], value)
    assert cell.lstrip()[:1] not in tuple("=+-@＝＋－＠") or math.isfinite(float(cell))


@pytest.mark.parametrize(
    ("target", "value", "cell"),
    [
        (Target.LOCATION_LONGITUDE, -73.98, "-73.98"),
        (Target.SERVICE_MAXIMUM_AGE, 12.0, "12"),
        (Target.ORGANIZATION_NAME, "=SUM(A1)", "'=SUM(A1)"),
        (Target.ORGANIZATION_NAME, "'tis the Season", "'tis the Season"),
        (Target.LANGUAGES, ("en", "es"), "en; es"),
        (Target.NEEDS, (NeedFit("tutoring"), NeedFit("grief", 0.6)), "tutoring; grief (0.6)"),
        (Target.PHONES, (Phone("+12125550123", "13", "fax", "After 5 | pm"),), "'+12125550123;ext=13 | fax | After 5 \\| pm"),
        (Target.SERVICE_ASSURED_DATE, datetime.date(2026, 3, 9), "2026-03-09"),
        (Target.SERVICE_DO_NOT_REFER, False, "no"),
        (Target.COSTS, (Cost("fee", 12.5),), "fee | 12.5"),
        (Target.PHONES, (), ""),
        (Target.ORGANIZATION_NAME, None, ""),
    ],
)
def test_how_cells_are_written(target: Target, value: Any, cell: str) -> None:
    """The form of a cell is a promise: people edit it."""
    assert cells.format(FIELDS[target], value) == cell
    assert cells.parse(FIELDS[target], cell) == value


@pytest.mark.parametrize(
    ("target", "cell", "hint"),
    [
        (Target.SERVICE_MINIMUM_AGE, "six", "number"),
        (Target.SERVICE_MINIMUM_AGE, "nan", "number"),
        (Target.SERVICE_ASSURED_DATE, "3/9/26", "year-month-day"),
        (Target.SERVICE_STATUS, "maybe", "active"),
        (Target.SERVICE_DO_NOT_REFER, "perhaps", "yes or no"),
        (Target.PHONES, "call us", "line of its own"),
        (Target.COSTS, "barter", "free"),
        (Target.SCHEDULES, "whenever", "09:00"),
    ],
)
def test_wrong_cells_say_how(target: Target, cell: str, hint: str) -> None:
    """A cell that cannot be read is refused with the way to write it."""
    with pytest.raises(cells.CellError) as refused:
        cells.parse(FIELDS[target], cell)
    assert hint in in_words(refused.value.trouble)


def test_phones_as_people_type_them() -> None:
    """Whoever edits an export may write a number as usual."""
    assert cells.parse(FIELDS[Target.PHONES], "(517) 555-0101\n517-555-0102 x4 | fax") == (
        Phone("+15175550101"),
        Phone("+15175550102", "4", "fax"),
    )


def test_dates_that_excel_saved_again() -> None:
    """Excel turns 2026-03-09 into 3/9/2026 when it saves a CSV; that is still the ninth of March."""
    assert cells.parse(FIELDS[Target.SERVICE_ASSURED_DATE], "3/9/2026") == datetime.date(2026, 3, 9)
