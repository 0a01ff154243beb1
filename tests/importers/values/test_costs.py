"""Prices and ways to pay."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.records import OPTIONS, Cost
from importers.values import costs

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"
READ = {
    "No fee": (("free", None),),
    "Free": (("free", None),),
    "None.": (("free", None),),
    "$0": (("free", None),),
    "Gratis": (("free", None),),
    "$2.50 suggested donation": (("free", None),),
    "No fee for most services": (("free", None),),
    "Sliding scale": (("sliding_scale", None),),
    "Sliding scale, $0.00 - $120.00": (("sliding_scale", None),),
    "Fees can be waived": (("sliding_scale", None),),
    "Scholarships available": (("sliding_scale", None),),
    "Vary according to income ($5-$90)": (("sliding_scale", None),),
    "No one turned away for inability to pay": (("sliding_scale", None), ("uninsured", None)),
    "$25/month": (("fee", 25.0),),
    "25": (("fee", 25.0),),
    "Flat fee; $1,250.50 per year": (("fee", 1250.5),),
    "Flat fee $85; Sliding Scale $20-30": (("sliding_scale", None), ("fee", 85.0)),
    "Practical Nursing $6,950; Nurse Aide $700": (("fee", 700.0), ("fee", 6950.0)),
    "$10-20 per class": (("fee", None),),
    "Cash, Check, Credit Card": (("fee", None),),
    "Medicaid, private insurance": (("medicaid", None), ("private", None)),
    "MassHealth": (("medicaid", None),),
    "Medi-Cal": (("medicaid", None),),
    "CHIP": (("medicaid", None),),
    "BadgerCare": (("medicaid", None),),
    "Medicare": (("medicare", None),),
    "insurance accepted": (("private", None),),
    "Uninsured welcome": (("uninsured", None),),
    "No insurance needed": (("uninsured", None),),
    "Insurance (will refer for Medicaid)": (("private", None),),
    "Sliding scale (accepts Social Security insurance)": (("sliding_scale", None),),
    "It isn't free": (("fee", None),),
    "Ya no es gratis: $20": (("fee", 20.0),),
    "Formerly free, now $12": (("fee", 12.0),),
    "Free except supplies": (("fee", None),),
    "$30 a class, first lesson free": (("fee", 30.0),),
    "Free consultation; $90 per visit": (("fee", 90.0),),
    "Free for residents, $8 for others": (("fee", 8.0),),
    "WIC: free, others $9": (("fee", 9.0),),
    "Miembros: gratis; otros $9": (("fee", 9.0),),
    "Gratis para socios; $15 los demás": (("fee", 15.0),),
    "No fee for students, $30 fee to become a mentor": (("free", None), ("fee", 30.0)),
    "$45, scholarships not available": (("fee", 45.0),),
    "$60; financial aid ended in 2024": (("fee", 60.0),),
    "Medicare, no HMOs": (("medicare", None),),
    "Medicaid; does not take private insurance": (("medicaid", None),),
    "No se acepta Medicaid; escala móvil": (("sliding_scale", None),),
    "No fee, Sliding Scale, Insurance (accepts Medicaid, Medicare)": (
        ("free", None), ("sliding_scale", None), ("medicaid", None), ("medicare", None), ("private", None)),
}  # fmt: skip


@pytest.mark.parametrize(("written", "expected"), READ.items())
def test_ways_to_pay_are_read(written: str, expected: tuple[tuple[str, float | None], ...]) -> None:
    """Each cell names its options, and one price its amount; the ends of a range are no amount."""
    value = costs.read(written).value
    assert value is not None
    assert tuple((cost.option, cost.amount) for cost in value) == expected


@pytest.mark.parametrize("written", ["", "n/a", "Varies", "Call", "Please inquire", "Contact office."])
def test_a_cell_that_only_says_to_ask_is_unknown(written: str) -> None:
    """Where no price is named none is read, and that is no trouble."""
    reading = costs.read(written)
    assert reading.value is None
    assert not reading.troubles


@pytest.mark.parametrize(
    "written", ["Medicaid not accepted", "Does not accept insurance", "free and reduced lunch", "Loans up to $750"]
)
def test_what_is_refused_or_meant_otherwise_is_no_way_to_pay(written: str) -> None:
    """The word alone does not make it so."""
    assert costs.read(written).value is None


def test_what_a_clause_says_beyond_its_word_is_kept() -> None:
    """A free service with a condition keeps the condition; a bare word needs no description."""
    assert costs.read("No fee if county resident").value == (Cost("free", None, "No fee if county resident"),)
    assert costs.read("No fee").value == (Cost("free"),)


@given(
    st.text()
    | st.lists(st.sampled_from(["$5", "free", "sliding scale", "Medicaid", "-", ";", "no", "$1,000.50", "fee", "."])).map(
        " ".join
    )
)
def test_any_text_is_read(written: str) -> None:
    """Nothing raises, options and amounts are sound, and spaces and case do not matter."""
    reading = costs.read(written)
    for cost in reading.value or ():
        assert cost.option in OPTIONS
        assert cost.amount is None or cost.amount > 0
    if written.isascii():
        again = costs.read(f"  {written.upper()} ").value
        assert [cost.option for cost in again or ()] == [cost.option for cost in reading.value or ()]


def test_most_fees_of_a_real_list_are_read() -> None:
    """Of the fee cells of a real list at most one in fifty is left unread without reason."""
    path = SHARED / "dc-211-icarol-export.csv"
    if not path.exists():
        pytest.skip(f"{path.name} is absent")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        cells = [row["FeeStructureSource"] for row in csv.DictReader(lines) if row["FeeStructureSource"].strip()]
    assert sum(bool(costs.read(cell).troubles) for cell in cells) <= len(cells) * 0.02
