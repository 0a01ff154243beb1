"""Lists of a few rows, as tests of what is hidden write them."""

from __future__ import annotations

import csv
import datetime
import io

from importers import read
from importers.records import Record

TODAY = datetime.date(2026, 3, 9)
STREET = ["Agency", "Program", "Address", "City", "State", "ZIP", "Latitude", "Longitude", "Description", "Phone"]
ROW = [
    "Pear House",
    "Pear Nights",
    "31 Lantern Road",
    "Lansing",
    "MI",
    "48910",
    "42.7012",
    "-84.5512",
    "A place to stay.",
    "517-555-0147",
]
OTHER = ["Plum House", "Plum Days", "8 Plum Street", "Lansing", "MI", "48910", "42.7013", "-84.5513", "Tutoring.", "517-555-0148"]


def records(*rows: list[str]) -> list[Record]:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return list(read.listing(text.getvalue().encode(), "list.csv", TODAY).records)


def everything(record: Record) -> str:
    return f"{record.fields} {record.cells} {record.problems}"
