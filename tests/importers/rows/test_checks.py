"""What no record may say."""

from __future__ import annotations

from typing import Any

import pytest

from directory.listings.problems.words import in_words
from importers.fields import Target
from importers.problems import Severity
from importers.records import NeedFit, Record, Value
from importers.rows.checks import checked
from tests.importers.making import record

ID = "0f4c8a52-0000-5000-8000-000000000001"


def one(**changes: Any) -> Record:
    (found,) = checked([record(2, **changes)])
    return found


def test_a_sound_record_stays_as_it_is() -> None:
    """A record without faults is the same, and nothing is told."""
    assert one() == record(2)


@pytest.mark.parametrize(
    ("changes", "dropped"),
    [
        ({"service_minimum_age": 200.0}, ["service.minimum_age", "service.maximum_age"]),
        ({"service_minimum_age": 18.0, "service_maximum_age": 5.0}, ["service.minimum_age", "service.maximum_age"]),
        ({"service_minimum_age": float("nan")}, ["service.minimum_age"]),
        ({"location_latitude": 999.0}, ["location.latitude", "location.longitude"]),
        ({"location_latitude": None}, ["location.longitude"]),
        ({"capacity_available": -1.0}, ["capacity.available"]),
        ({"needs": (NeedFit("juggling"),)}, ["needs"]),
        ({"needs": (NeedFit("tutoring", 7.0),)}, ["needs"]),
    ],
)
def test_an_impossible_value_is_dropped_and_told(changes: dict[Target, Value], dropped: list[str]) -> None:
    """What cannot be is left out with a warning, and the row goes on."""
    found = one(**changes)
    assert not set(dropped) & set(found.fields)
    assert [p.severity for p in found.problems] == [Severity.WARNING]
    assert not found.rejected


@pytest.mark.parametrize(
    "changes",
    [
        {"organization_name": None},
        {"service_at_location_id": ID, "service_name": ""},
        {"service_at_location_id": "xx"},
        {"organization_id": ID.upper()},
    ],
)
def test_a_row_that_cannot_be_a_record_is_rejected(changes: dict[Target, Value]) -> None:
    """A row without a name, or with what is no id, is rejected with one sentence."""
    assert [p.severity for p in one(**changes).problems] == [Severity.ERROR]


def test_two_rows_cannot_be_one_record() -> None:
    """Of two rows that carry one id the second is rejected, and told the line of the first."""
    first, second = checked([record(2, service_at_location_id=ID), record(3, service_at_location_id=ID)])
    assert (first.rejected, second.rejected) == (False, True)
    assert "Line 2" in in_words(second.problems[0])


def test_a_blank_status_leaves_the_status() -> None:
    """A blank status says nothing, rather than that there is none."""
    assert Target.SERVICE_STATUS not in one(service_status=None).fields
