"""Small files that were once read wrongly, each as it is right; a file that is not beside the project is skipped.

The rules behind them are tested with rows of their own beside each reader.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from importers.errors import SubjectError
from importers.fields import Target
from importers.plan.planner import plan
from importers.read import Listing, listing
from importers.records import NeedFit

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
TODAY = datetime.date(2026, 3, 9)


def ages(found: Listing) -> list[tuple[object, object]]:
    return [(one.fields.get(Target.SERVICE_MINIMUM_AGE), one.fields.get(Target.SERVICE_MAXIMUM_AGE)) for one in found.records]


def each(target: Target) -> Callable[[Listing], list[object]]:
    return lambda found: [one.fields.get(target) for one in found.records]


EXPECTED: Mapping[str, tuple[tuple[Callable[[Listing], object], object], ...]] = {
    "space-before-quote.csv": (
        (lambda found: len(found.columns), 6),
        (ages, [(11, 17), (0, None)]),
        (each(Target.ADDRESS_ADDRESS_1), ["12 Elm Street", "9 Oak Street"]),
    ),
    "ages-negated.csv": ((ages, [(18, None), (18, None), (18, None), (12, None), (None, None), (None, None)]),),
    "ages-with-asides.csv": ((ages, [(11, 14), (14, 18), (14, 18), (6, 12), (6, 14), (0, 17)]),),
    "ages-in-words.csv": ((ages, [(11, 21), (11, 18), (14, None), (18, None), (60, None), (6, None)]),),
    "soft-hyphen-dash.csv": (
        (ages, [(5, 18), (6, 14)]),
        (
            lambda found: [one.byday for record in found.records for one in record.fields[Target.SCHEDULES]],  # type: ignore[union-attr]
            ["MO,TU,WE,TH,FR", "TU,WE,TH"],
        ),
    ),
    "merged-agency.xlsx": (
        (lambda found: [one.fields.get(Target.ORGANIZATION_NAME) for one in found.records][:3], ["Lamp House"] * 3),
    ),
    "cost-negated.csv": (
        (
            lambda found: [[(cost.option, cost.amount) for cost in one.fields[Target.COSTS]] for one in found.records],  # type: ignore[union-attr]
            [
                [("fee", None)],
                [("fee", 5.0)],
                [("fee", 40.0)],
                [("fee", 15.0)],
                [("fee", 10.0)],
                [("fee", 25.0)],
                [("medicaid", None)],
            ],
        ),
    ),
    "zip-nine-digits-in-address.csv": (
        (each(Target.ADDRESS_POSTAL_CODE), ["48906", "02134", "48910"]),
        (each(Target.ADDRESS_STATE_PROVINCE), ["MI", "MA", "MI"]),
        (each(Target.ADDRESS_ADDRESS_1), ["12 Fern St", "120 W Main St", "12 Fern St"]),
    ),
    "internal-notes.csv": ((each(Target.SERVICE_DESCRIPTION), [None, "Tutors for teens."]),),
    "translation-column.csv": ((each(Target.LANGUAGES), [("en", "es"), ("en", "es", "zh")]),),
    "lead-agency-and-site.csv": (
        (each(Target.ADDRESS_ADDRESS_1), ["555 Tulip Ave", None]),
        (each(Target.ADDRESS_ADDRESS_2), [None, None]),
        (lambda found: found.records[1].fields.get(Target.LOCATION_LATITUDE), None),
    ),
    "same-site-two-programs.csv": (
        (each(Target.SERVICE_NAME), ["Early Head Start", "Head Start"]),
        (lambda found: [step.outcome for step in plan(found.records, (), source="list").steps], ["created", "created"]),
    ),
    "description-one-word.csv": ((each(Target.NEEDS), [(NeedFit("tutoring", 1.0),)] * 3),),
    "name-only-row.csv": (
        (each(Target.ORGANIZATION_NAME), ["Otter House", *["Oakview Youth Center"] * 4]),
        (each(Target.SERVICE_NAME), ["Otter House", None, "Basic Center", "Adult Rehabilitation Center", "Shelter for Men"]),
        (lambda found: [one.line for one in found.records if "youth-center" in str(one.fields.get(Target.NEEDS))], []),
    ),
    "organization-by-id.csv": (
        (each(Target.SERVICE_NAME), ["Day Camp", "Day Camp"]),
        (lambda found: len({step.organization_id for step in plan(found.records, (), source="list").steps}), 2),
    ),
}
"""What is right, by file: what to look at, and what it must be."""


@pytest.mark.parametrize("name", EXPECTED)
def test_case(name: str) -> None:
    """A file gives what is right for it."""
    file = CASES / name
    if not file.exists():
        pytest.skip(f"{name} is absent")
    found = listing(file.read_bytes(), name, TODAY)
    for look, right in EXPECTED[name]:
        assert look(found) == right


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("contacts-table.csv", "Send the whole export instead"),
        ("roster-names.csv", "students import"),
        ("roster-no-contact.csv", "students import"),
        ("roster-other-scripts.csv", "students import"),
    ],
)
def test_refused(name: str, instead: str) -> None:
    """What lists no providers is refused with what to do instead."""
    file = CASES / name
    if not file.exists():
        print(f"{name} is absent")
        pytest.skip(f"{name} is absent")
    with pytest.raises(SubjectError, match=instead):
        listing(file.read_bytes(), name, TODAY)
