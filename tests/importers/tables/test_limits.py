"""Files that were made to kill, or are merely too large, are refused in one sentence before anything is made of them."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest

from directory.listings.problems.words import in_words
from importers import read
from importers.errors import FormatError
from importers.fields import Target
from importers.problems import Severity
from importers.roster import files as roster_files
from importers.tables import archives, limits
from importers.tables.table import read_table
from tests.importers.tables.workbooks import LIST, spreadsheet, text_cell, workbook

TODAY = datetime.date(2026, 3, 9)


@pytest.mark.parametrize("cell", ["XFD1048576", "CV200000", "A1048576", "XFD1", "AA90000"])
@pytest.mark.parametrize("sheet", ["worksheets/sheet1.xml", "elsewhere/list.XML"])
def test_a_cell_far_from_the_list_is_refused(cell: str, sheet: str) -> None:
    """A sheet that one cell stretches over more cells than can be held is refused with its name and the cell's."""
    corner = {"A1048576": "B1048576", "XFD1": "XFD3"}.get(cell, cell)
    with pytest.raises(FormatError, match=f"list.xlsx has a sheet that reaches to cell {corner},"):
        read_table(workbook({**LIST, cell: "x"}, sheet), "list.xlsx")


@pytest.mark.parametrize(
    ("written", "instead"),
    [('r="XFD9"', " " * 100 + 'r="CV200000"'), ('r="XFD9"', 'r = "XFD1048576"'), ('r="XFD9"', 'r="xfd1048576"'), ('r="XFD9"', 'vm="1" ph="0" r="XFD1048576"'),
     ('<row r="9"><c r="XFD9"', '<row r="1048576"><c'), ('<row r="9"><c r="XFD9"', '<row r="9">' + "<c/>" * 20_000 + "<c")],
)  # fmt: skip
def test_a_far_cell_is_found_however_it_is_written(written: str, instead: str) -> None:
    """References in small letters, behind other attributes, or left out for the place behind the cell before are counted as well."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook({**LIST, "XFD9": "x"}))) as old, zipfile.ZipFile(data, "w") as new:
        for member in old.infolist():
            new.writestr(member.filename, old.read(member).replace(written.encode(), instead.encode()))
    with pytest.raises(FormatError, match="reaches to cell"):
        archives.check(data.getvalue(), "list.xlsx")


@pytest.mark.parametrize(
    "rows",
    [
        '<table:table-row table:number-rows-repeated="1048000"/><table:table-row>' + text_cell("x") + "</table:table-row>",
        "<table:table-row>" + text_cell("x", 'table:number-columns-repeated="16384"') + "</table:table-row>",
        '<table:table-row table:number-rows-repeated="1000000">' + text_cell("a") * 2 + "</table:table-row>",
    ],
)
def test_a_repeated_cell_of_an_ods_file_is_counted_as_often_as_it_stands(rows: str) -> None:
    """An ods file says a cell once and how often it stands: what reaches too far is refused like a far cell of a workbook."""
    with pytest.raises(FormatError, match=r"list\.ods has a sheet that reaches to cell"):
        archives.check(spreadsheet(rows), "list.ods")


def test_blank_rows_to_the_end_of_an_ods_file_are_no_cells() -> None:
    """Every ods file ends in a million blank rows, which count for nothing."""
    end = '<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    assert len(read_table(spreadsheet(end), "list.ods").rows) == 2


def test_blanks_by_the_million_in_an_ods_cell_are_refused() -> None:
    """An ods file may say two billion blanks in 30 bytes."""
    row = "<table:table-row>" + text_cell('a<text:s text:c="2000000000"/>b') + "</table:table-row>"
    with pytest.raises(FormatError, match="far more than a list can"):
        archives.check(spreadsheet(row), "list.ods")


def test_one_huge_text_in_very_many_cells_is_refused() -> None:
    """A workbook keeps a text once however many cells it stands in: the cells are counted with it."""
    sheet = b'<sheetData><row r="1">' + b'<c t="s"><v>0</v></c>' * 900 + b"</row></sheetData>"
    strings = b"<sst><si><t>" + b"A" * 500_000 + b"</t></si></sst>"
    with pytest.raises(FormatError, match="far more than a list can"):
        archives.check(_zip(sheet_xml=sheet, strings_xml=strings), "list.xlsx")
    archives.check(_zip(sheet_xml=sheet, strings_xml=b"<sst><si><t>" + b"A" * 30_000 + b"</t></si></sst>"), "list.xlsx")


def test_a_size_that_a_sheet_only_claims_stops_nothing() -> None:
    """Sheets that claim to be of the largest size are common and are read by what they hold."""
    assert len(read_table(workbook(dimension="A1:XFD1048576"), "list.xlsx").rows) == 2


def _zip(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return data.getvalue()


def test_a_zip_that_unpacks_to_far_more_is_refused() -> None:
    """What shrinks a hundredfold and is large was made to fill a disk."""
    with pytest.raises(FormatError, match="unpacks to"):
        roster_files.read({"roster.zip": _zip(users_csv=b"0" * 30_000_000)}, TODAY)


def test_a_zip_that_lies_about_its_size_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """The size is that of what comes out, not what the zip says of itself."""
    data = bytearray(_zip(users_csv=bytes(range(256)) * 4000))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    monkeypatch.setattr(limits, "UNPACKED", 100_000)
    with pytest.raises(FormatError, match=r"unpacks to|cannot be unpacked"):
        archives.check(bytes(data), "roster.zip")


def test_a_zip_of_very_many_files_is_refused() -> None:
    """No list and no roster is a zip of thousands of files."""
    with pytest.raises(FormatError, match="files"):
        archives.check(_zip(**{f"f{i}": b"" for i in range(limits.MEMBERS + 1)}), "roster.zip")


def test_a_long_line_too_many_columns_and_a_large_file_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text is no list where one line is longer than any row, where it has thousands of columns, or where it is too large."""
    with pytest.raises(FormatError, match=r"Line 2 of list\.csv has"):
        read_table(b"Agency,Phone\n" + b"x" * (limits.LINE + 1) + b",1\n", "list.csv")
    with pytest.raises(FormatError, match="columns"):
        read_table(b"Agency" + b",a" * limits.COLUMNS + b"\nFern\n", "list.csv")
    monkeypatch.setattr(limits, "FILE", 10)
    with pytest.raises(FormatError, match="MB"):
        read_table(b"Agency,Phone\nFern,1\n", "list.csv")


def test_a_long_cell_is_cut_and_reported() -> None:
    """A cell of more characters than any text has is cut, and its line is named."""
    found = read.listing(f"Agency,Description\nFern,{'word ' * 2000}\nOak,Tutoring\n".encode(), "list.csv", TODAY)
    assert len(str(found.records[0].fields[Target.SERVICE_DESCRIPTION])) <= limits.CELL
    assert [(p.line, p.severity) for p in found.problems if "only its beginning" in in_words(p)] == [(2, Severity.WARNING)]


def test_columns_that_nobody_read_are_named() -> None:
    """A column that holds something of which nothing is read is named in the report, a blank one is not."""
    found = read.listing(b"Agency,Phone,Zyx,Blank\nFern,517-555-0161,q7,\nOak,517-555-0162,q8,\n", "list.csv", TODAY)
    assert found.unread == ("Zyx",)
    assert any("Zyx" in in_words(p) and p.line == 0 for p in found.problems)
