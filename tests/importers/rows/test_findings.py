"""Stages of reading: how their findings are put together, and what a stage that raises costs."""

from __future__ import annotations

import pytest

from importers.fields import Target
from importers.records import Fields, Schedule
from importers.rows.findings import Findings, merged
from importers.rows.read_row import ReadRow
from importers.rows.source_row import SourceRow

ROW = SourceRow(7, "", {"Agency": "Fern", "Street": "12 Oak St"}, {})
MORNING, SUMMER = Schedule("MO", "09:00", "12:00"), Schedule(description="Summer")


@pytest.mark.parametrize(
    ("before", "added", "expected"),
    [
        ({"organization.name": "Fern"}, {"organization.name": "Oak"}, {"organization.name": "Fern"}),
        ({"organization.name": None}, {"organization.name": "Oak"}, {"organization.name": "Oak"}),
        ({"service.confidential": False}, {"service.confidential": True}, {"service.confidential": True}),
        ({"schedules": (MORNING,)}, {"schedules": (SUMMER,)}, {"schedules": (MORNING, SUMMER)}),
        ({"languages": ("en", "es")}, {"languages": ("es", "vi")}, {"languages": ("en", "es", "vi")}),
        ({"location.description": None}, {"location.description": "By phone"}, {"location.description": "By phone"}),
        ({"location.description": "Red door"}, {"location.description": "A"}, {"location.description": "Red door\n\nA"}),
        ({"urls": ()}, {"service.url": "https://fern.example"}, {"urls": (), "service.url": "https://fern.example"}),
    ],
)
def test_who_wins(before: Fields, added: Fields, expected: Fields) -> None:
    """Where two stages fill one field, the table decides: the first, both, or else the later one."""
    assert merged(before, added) == expected


def test_stages_change_nothing_that_was_returned() -> None:
    """A further stage makes a further row: the row before it, its fields and its cells stay as they were."""
    before = ReadRow(ROW, {Target.ORGANIZATION_NAME: "Fern"})
    found = Findings({Target.SERVICE_NAME: "Tutoring"}, hidden=frozenset({"address"}), withheld=frozenset({"Street"}))
    after = before.having(found)
    assert after.fields == {Target.ORGANIZATION_NAME: "Fern", Target.SERVICE_NAME: "Tutoring"}
    assert after.source.cells == {"Agency": "Fern", "Street": "(withheld)"}
    assert before == ReadRow(ROW, {Target.ORGANIZATION_NAME: "Fern"})


def test_a_stage_that_raises_rejects_its_row() -> None:
    """What a stage raises rejects the row with one problem, keeps what was told before, and no later stage runs."""

    def raises(row: ReadRow) -> ReadRow:
        raise ValueError(row)

    record = ReadRow(ROW, {Target.ORGANIZATION_NAME: "Fern"}).after(raises).after(raises).record()
    assert record.rejected
    assert (len(record.problems), record.problems[0].line, record.fields) == (1, 7, {})
