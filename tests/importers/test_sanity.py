"""A list that looks, as a whole, as if it was read wrong is told from a clean one."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path

import pytest

from importers import read, sanity
from importers.columns import mapfile
from importers.problem_codes import SanityCode
from tests.benchmarks import generating
from tests.importers.making import HIDES

TODAY = datetime.date(2026, 3, 9)
LISTS = sorted((Path(__file__).parent / "lists").iterdir())
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

ASKED: dict[str, tuple[SanityCode, str]] = {
    "unquoted commas": (
        SanityCode.ROWS_MISFIT,
        "Agency,Phone,About\nOak House,517-555-0101,Food, clothes, rides\nElm House,517-555-0102,Reading, math\nFern,517-555-0103,Art",
    ),
    "unquoted commas, spanish": (
        SanityCode.ROWS_MISFIT,
        "Agencia,Teléfono,Descripción\nCasa Roble,517-555-0101,Comida, ropa\nCasa Olmo,517-555-0102,Lectura, arte",
    ),
    "lines broken inside cells": (
        SanityCode.ROWS_MISFIT,
        "Agency,Program,Phone,About\nOak House,Food,517-555-0101,We give food\nto families\nin the county\nand rides\nto doctors\n",
    ),
    "names in another column": (
        SanityCode.ROWS_NAMELESS,
        "Agency,Phone,About\n,517-555-0101,Oak House\n,517-555-0102,Elm House\n,517-555-0103,Fern\nAsh,517-555-0104,Ash House",
    ),
    "dates for names": (
        SanityCode.NAMES_ODD,
        "Agency,Phone,Languages\n3/4/2026,517-555-0101,English\n3/5/2026,517-555-0102,English\nAsh House,517-555-0103,English",
    ),
    "numbers for names": (
        SanityCode.NAMES_ODD,
        "Agency,Phone,Languages\n1001,517-555-0101,English\n1002,517-555-0102,English\n1003,517-555-0103,English",
    ),
    "days for names": (
        SanityCode.NAMES_ODD,
        "Organization,Phone,Address\nMonday,517-555-0101,12 Oak St\nMon-Fri,517-555-0102,14 Oak St\nTuesday,517-555-0103,16 Oak St",
    ),
    "hours for names": (
        SanityCode.NAMES_ODD,
        "Organización,Teléfono,Dirección\n9am-5pm,517-555-0101,12 Oak St\n9:00 - 17:00,517-555-0102,14 Oak St\nCasa,517-555-0103,16 Oak St",
    ),
    "letters for names": (
        SanityCode.NAMES_ODD,
        "Agency,Phone,Languages\nA,517-555-0101,English\nB,517-555-0102,English\nC,517-555-0103,English",
    ),
    "an agency's number for its name": (
        SanityCode.COLUMN_EMPTY,
        "Agency,Program,Phone\n1001,Chess Club,517-555-0101\n1002,Homework Help,517-555-0102\n1003,Food Pantry,517-555-0103",
    ),
    "markup for names": (
        SanityCode.NAMES_ODD,
        'Agency,Phone\n{"name": "Oak House",517-555-0101\n{"name": "Elm House",517-555-0102\n{"name": "Fern",517-555-0103',
    ),
    "cut short": (
        SanityCode.ROWS_EMPTY,
        "Agency,Program,Phone,Address\nOak House,Art,,\nElm House,Food,,\nFern House,Rides,,\nAsh House,Chess,,",
    ),
    "shifted by one, spanish": (
        SanityCode.HEADERS_MISFIT,
        "Agencia,Teléfono,Dirección,Código postal\n12 Calle Olmo,Casa Roble,48906,517-555-0101\n14 Calle Olmo,Casa Olmo,48906,517-555-0102",
    ),
    "phones for names": (
        SanityCode.HEADERS_MISFIT,
        "Agency,Telephone,Address\n517-555-0101,Oak House,12 Oak St\n(517) 555-0102,Elm House,14 Oak St\n517 555 0103,Fern,16 Oak St",
    ),
    "shifted by one": (
        SanityCode.HEADERS_MISFIT,
        ("Agency,Phone,Address,Ages\nOak House,Food pantry,517-555-0101,12 Oak St\nElm House,Rides,517-555-0102,14 Oak St\n"
         "Fern House,Art,517-555-0103,16 Oak St\nAsh House,Music,517-555-0104,18 Oak St"),
    ),
    "a column of something else": (
        SanityCode.COLUMN_EMPTY,
        ("Agency,Phone,Address,Languages\nOak House,ask inside,12 Oak St,English\nElm House,come by,14 Oak St,English\n"
         "Fern House,see below,16 Oak St,English\nAsh House,517-555-0104,18 Oak St,English"),
    ),
    "nothing but names": (
        SanityCode.ROWS_EMPTY,
        "Agency,Phone,Address,Zip,Ages\nOak House,,,,6-9\nElm House,,,,6-9\nFern House,,,,6-9\nAsh House,517-555-0104,,48906,6-9",
    ),
    "cells that are not understood": (
        SanityCode.CELLS_LOST,
        "Agency,Phone,Languages,Zip\nOak House,555-0101,Klingonese,48906\nElm House,555-0102,Elvishian,48906\nFern House,555-0103,Latinish,48906",
    ),
}  # fmt: skip


MAP = """[columns]
"Agency" = "organization.name"
"Phone" = "phones"
"Languages" = "languages"
"""
"""What somebody says the columns are, whatever they hold."""


MAPPED = {
    "dates for names",
    "numbers for names",
    "letters for names",
    "cells that are not understood",
    "a column of something else",
}


def asked(data: bytes, name: str = "list.csv", told: str | None = None) -> dict[SanityCode, tuple[object, object, str]]:
    found = read.listing(data, name, TODAY, given=mapfile.parse(told) if told else None)
    doubts = sanity.doubts(sanity.ReadList(found.records, found.columns, found.problems))
    return {SanityCode(one.code): (one.fields["count"], one.fields["of"], one.value or "") for one in doubts}


@pytest.mark.parametrize("what", ASKED)
def test_a_list_that_was_read_wrong_is_doubted(what: str) -> None:
    """Each way in which a list comes out wrong as a whole is doubted by its check, with up to three rows as evidence."""
    code, text = ASKED[what]
    mapped = what in MAPPED
    found = asked(text.encode(), told=MAP if mapped else None)
    assert code in found, found
    count, of, shown = found[code]
    assert isinstance(count, int)
    assert isinstance(of, int)
    assert of / 2 < count <= of
    assert 1 <= len(shown.splitlines()) <= sanity.SHOWN
    assert all(line.partition(": ")[0].isdecimal() for line in shown.splitlines())


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_lists_of_every_style_are_not_doubted(path: Path) -> None:
    """No list that a person would call clean is asked about."""
    assert asked(path.read_bytes(), path.name) == {}


@pytest.mark.parametrize("moved", [1, 2, 5, 9, 17])
def test_generated_lists_whose_cells_are_shifted_are_doubted(moved: int) -> None:
    """A list whose cells all stand some columns beside their headers is asked about, however well they are found again."""
    header, *rows = csv.reader(io.StringIO(generating.csv_bytes(20).decode()))
    text = io.StringIO()
    csv.writer(text).writerows([header, *(row[moved:] + row[:moved] for row in rows)])
    assert asked(text.getvalue().encode())


@pytest.mark.parametrize("seed", range(4))
def test_generated_lists_are_not_doubted(seed: int) -> None:
    """No list of generated services is asked about, whatever their columns hold."""
    assert asked(generating.csv_bytes(60, seed=seed)) == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["dc-211-icarol-export", "nyc-after-school-programs", "nyc-mental-health-services", "sf-locations-old-mac-line-ends"]
)
def test_real_lists_are_not_doubted(name: str) -> None:
    """No real list is asked about."""
    path = DATA / f"{name}.csv"
    if not path.exists():
        print(f"{name} is absent")
        pytest.skip(f"{name} is absent")
    assert asked(path.read_bytes(), path.name) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Agency,Ages\nOak House,6-9\nElm House,8-11\nFern House,11-14",
        "Agency,Program\nOak House,Art\nElm House,Art\nFern House,Art",
        "Agency,Phone\n211,211\nOak House,517-555-0104\nElm House,517-555-0101\n4-H,517-555-0102",
        "Agency,Address,Phone\nOak House,Confidential,517-555-0101\nElm House,Confidential,\nFern House,Confidential,",
        "Agency,Phone,Phone is private\nOak House,517-555-0101,Yes\nElm House,517-555-0102,Yes\nFern House,517-555-0103,Yes",
        "Agency,Phone,About\nOak House,517-555-0101,Food\nElm House,517-555-0102,Food, rides\nFern,517-555-0103,Art\nAsh,517-555-0104,Art",
        "Agency,Phone,Website\nOak House,n/a,oak.example.org\nElm House,n/a,elm.example.org\nFern House,n/a,fern.example.org",
    ],
)  # fmt: skip
def test_poor_lists_are_not_doubted(text: str) -> None:
    """A list that says little, hides much or has one odd row in three is read as it is."""
    assert asked(text.encode()) == {}


def test_an_export_is_not_doubted() -> None:
    """This project's own export is never asked about: nothing in it is guessed."""
    text = "service_at_location.id,organization.name,service.name\n,1,2\n,3,4\n,5,6\n"
    assert asked(text.encode()) == {}


def test_evidence_shows_nothing_that_a_list_hides() -> None:
    """The rows that are shown are those that records keep: private telephones, contacts and addresses are not among them."""
    header, *rows = HIDES.splitlines()
    found = asked(b"\n".join([header, *(row + b",x,y" for row in rows)]))
    assert "zyx" not in found[SanityCode.ROWS_MISFIT][2].casefold()
