"""No cell hangs a reader: cells are cut, and what is left of them is read in a moment, whatever they hold."""

from __future__ import annotations

import datetime
import subprocess
import sys

import pytest

from importers import read
from importers.fields import Target
from tests.command_line import ROOT


@pytest.mark.audit
def test_no_reader_hangs_on_a_cell() -> None:
    """Every reader of lists and rosters reads every hostile cell of the greatest length within its limit of CPU time."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.importers.hostile"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[-1] == "done", done.stderr


def test_six_thousand_digits_are_one_bad_cell() -> None:
    """Thousands of digits, commas or brackets in any column leave the other cells of the row and the other rows as they are."""
    header = "Agency,Program,Ages,Minimum age,Capacity,Phone,ZIP,Address,Latitude,Longitude,Hours,Fee,Last verified"
    hostile = ["9" * 6000, "(" * 6000, "x1" * 3000, "-" * 6000]
    rows = [",".join(["Fern", f"Club {i}", *[cell] * 11]) for i, cell in enumerate(hostile)]
    found = read.listing(
        "\n".join([header, *rows, "Oak,Choir,6 to 9" + "," * 10]).encode(), "list.csv", datetime.date(2026, 3, 9)
    )
    assert len(found.records) == 5
    assert not any(record.rejected for record in found.records)
    assert found.records[4].fields[Target.SERVICE_MINIMUM_AGE] == 6
