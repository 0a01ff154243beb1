"""A row with two points that cannot both be true."""

from __future__ import annotations

import datetime

from directory.listings.problems.words import in_words
from importers.fields import Target
from importers.problems import Severity
from importers.read import listing

LIST = """Agency,Program,Location,ZIP,Latitude,Longitude
Elm Street House,Homework Club,"12 Cedar Street
(43.9000, -85.9000)",48910,42.7008,-84.5490
Oak Clinic,Counseling,"9 Elm Street
(42.7101, -84.5502)",48910,42.7100,-84.5500
"""


def test_the_point_near_the_zip_is_taken_and_the_other_told() -> None:
    """Of two points of a row the one that fits its ZIP is taken; the one that cannot be is told with its line and cell."""
    read = listing(LIST.encode(), "list.csv", datetime.date(2026, 9, 1))
    assert [record.fields[Target.LOCATION_LATITUDE] for record in read.records] == [42.7008, 42.71]
    told = [(p.line, p.column, p.severity) for record in read.records for p in record.problems if "point" in in_words(p)]
    assert told == [(2, "Location", Severity.WARNING)]
