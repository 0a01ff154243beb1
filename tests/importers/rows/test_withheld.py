"""What a list hides is quoted by no problem, whatever was wrong with the cell that held it."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re

import pytest

from directory.listings.problems.words import told
from directory.storage.imports.stored_problems import stored
from importers import confidential, read
from importers.records import Record
from importers.rows.stages import contacts

TODAY = datetime.date(2026, 3, 9)
MARKER, NUMBER = "zyx", ".0123"
HIDDEN = {
    "a telephone with words alone": (["Phone 1", "Phone 1 is private"], ["ask Zyx Quill", "Y"]),
    "a telephone that is too short": (["Phone 1", "Phone 1 is private"], ["555-01 zyx, 517-555-01", "Y"]),
    "every telephone": (["Phone", "Phone is private"], ["zyx at the desk", "yes"]),
    "a contact's e-mail": (["Contact name", "Contact email", "Contact private"], ["Zyx Quill", "zyx at nowhere", "Y"]),
    "two e-mail addresses": (
        ["Contact name", "Contact email", "Contact private"],
        ["Zyx Quill", "zyx@elm.example.org; zyx@oak.example.org", "Y"],
    ),
    "an agency's e-mail": (["Email", "Email is private"], ["zyx (at) elm", "Y"]),
    "a contact in other words": (
        ["Contact name", "Contact email", "Contact private", "Ages"],
        ["Zyx Quill", "zyx@elm.example.org", "Y", "ask Zyx Quill"],
    ),
    "a contact in words that are cut": (
        ["Contact name", "Contact private", "Ages"],
        ["Anna Lee Zyxquill", "Y", f"{'By age. ' * 8}ask Anna Lee Zyxquill"],
    ),
    "an address that is too long": (["Address", "Address private"], ["12 Zyx Street, " * 80, "Y"]),
    "an address with a wrong ZIP": (["Address", "Address private"], ["12 Zyx Street, Lansing, MI 00001", "Y"]),
    "a point": (["Coordinates", "Address", "Address private"], ["somewhere by zyx", "12 Zyx Street", "Y"]),
    "latitude and longitude": (
        ["Latitude", "Longitude", "Address", "Address private"],
        ["42.0123", "84.0123", "12 Zyx Street", "Y"],
    ),
    "a street in other words": (["Address", "Address private", "Ages"], ["12 Zyx Street", "Y", "come to 12 Zyx Street"]),
    "a street under its own guard": (["Street (not for public release)", "Ages"], ["12 Zyx Street", "ask at 12 Zyx Street"]),
    "an answer that holds it": (["Address private"], ["12 Zyx Street, ask first"]),
}


OPEN = {
    "phone": "517-555-0199", "email": "front@oak.example.org", "contact name": "Ida Fern", "address": "8 Plum Street", "street": "8 Plum Street",
    "coordinates": "42.7013, -84.5513", "latitude": "42.7013", "longitude": "-84.5513", "ages": "6-12", "city": "Lansing", "state": "MI",
    "zip": "48910",
}  # fmt: skip
"""What the other rows have in a column, by words of its header; all else is "No"."""


def read_list(
    header: list[str], row: list[str], more: str = "", names: tuple[str, str] = ("Elm House", "Chess Club")
) -> read.Listing:
    """Reads a list of one row and nine others, which hide nothing and show what each column is."""
    text = io.StringIO()
    private = [re.search(r"private|not for", head) is not None and len(header) > 1 for head in header]
    open_cells = [
        "No" if guard else next((cell for words, cell in OPEN.items() if words in head.casefold()), "No")
        for head, guard in zip(header, private, strict=True)
    ]
    others = [
        [f"Oak {name}", "Art", *open_cells]
        for name in ("House", "Hall", "Inn", "Cottage", "Lodge", "Barn", "Mill", "Gate", "Yard")
    ]
    csv.writer(text).writerows([["Agency", "Program", *header], [*names, *row], *others])
    return read.listing((text.getvalue() + more).encode(), "list.csv", TODAY)


def told_of(listing: read.Listing) -> str:
    """All that a list's problems and rows say, as they are stored and as they are put into words."""
    problems = [*listing.problems, *(problem for record in listing.records for problem in record.problems)]
    kept = [{"line": r.line, "cells": dict(r.cells), "fields": {t: str(v) for t, v in r.fields.items()}} for r in listing.records]
    return json.dumps([kept, [stored(one) for one in problems], [told(one).problem for one in problems]]).casefold()


@pytest.mark.parametrize("name", HIDDEN)
def test_no_problem_quotes_what_a_list_hides(name: str) -> None:
    """Whatever is wrong with a hidden cell, no problem, no stored row and no sentence has a word of it."""
    told_words = told_of(read_list(*HIDDEN[name]))
    assert MARKER not in told_words
    assert NUMBER not in told_words


@pytest.mark.parametrize("name", HIDDEN)
def test_a_row_without_a_name_quotes_nothing_that_it_hides(name: str) -> None:
    """A row that is rejected for want of a name tells its cells, and none of those that the list hides."""
    header, row = HIDDEN[name]
    listing = read_list(header, row, names=("", ""))
    assert listing.records[0].rejected
    assert MARKER not in told_of(listing)


def test_a_line_that_is_broken_quotes_nothing_that_its_row_hides() -> None:
    """A quotation mark that is never closed, and cells beyond the header, are told without the line where it hides something."""
    header, row = ["Phone 1", "Phone 1 is private"], ["517-555-0142", "Y"]
    quoted = read_list(header, row, 'Oak "Art",Art,"zyx Quill,Y\r\nFig,Soup,517-555-0143,\r\n')
    wide = read_list(header, row, "Oak,Art,zyx desk,Y,zyx beyond\r\n")
    for listing in (quoted, wide):
        (problem,) = [one for one in listing.problems if one.line == 12]
        assert MARKER not in str(problem).casefold()


@pytest.mark.parametrize("export", [False, True])
def test_a_row_that_could_not_be_read_keeps_no_cell(
    export: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Where reading a row raises, nobody knows what it hides: its cells, its problems and the log have nothing of it."""

    def raising(*_: object) -> None:
        raise ValueError(MARKER)

    monkeypatch.setattr(*((confidential, "of_a_confidential_row") if export else (contacts, "_telephones")), raising)
    if export:
        text = "service_at_location.id,organization.name,service.name,service.confidential,phones\n,Elm,Chess,true,zyx\n"
        listing = read.listing(text.encode(), "list.csv", TODAY)
    else:
        listing = read_list(["Phone 1", "Phone 1 is private"], ["zyx", "Y"])
    assert [problem.code for problem in listing.records[0].problems][-1:] == ["unreadable"]
    assert MARKER not in told_of(listing) + caplog.text.casefold()


def test_an_exports_confidential_row_keeps_no_street() -> None:
    """A row of our own export that is marked confidential loses its street in cells and problems too."""
    header = [
        "service_at_location.id",
        "organization.name",
        "service.name",
        "service.confidential",
        "address.address_1",
        "location.latitude",
        "service.minimum_age",
    ]
    row = ["", "Elm House", "Nights", "true", "12 Zyx Street", "zyx 42", "ask at 12 Zyx Street"]
    text = io.StringIO()
    csv.writer(text).writerows([header, row])
    listing = read.listing(text.getvalue().encode(), "list.csv", TODAY)
    assert listing.records[0].problems
    assert MARKER not in told_of(listing)


def test_a_place_that_stays_confidential_has_its_point_quoted_nowhere() -> None:
    """A row for a listing that is confidential already is told without its point, however the list wrote it."""
    header = ["Address", "City", "State", "ZIP", "Latitude", "Longitude"]
    listing = read_list(header, ["12 Elm Street", "Lansing", "MI", "48910", "42.7012", "84.5512"])
    record = listing.records[0]
    assert any("84.5512" in str(dict(problem.fields)) for problem in record.problems)
    kept = confidential.of_a_standing_place(record, {confidential.MARK: True})
    assert "84.55" not in _everything(kept)
    assert "42.70" not in _everything(kept)


def _everything(record: Record) -> str:
    return f"{record.fields} {record.cells} {[stored(problem) for problem in record.problems]}"


def test_a_row_that_hides_nothing_is_quoted_in_full() -> None:
    """Where nothing is hidden a problem still shows the cell."""
    assert "ask at the desk" in told_of(read_list(["Phone"], ["ask at the desk"]))
