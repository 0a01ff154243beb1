"""Bytes to a table: encodings, line ends, delimiters, headers, and what is no row."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.problems.words import in_words
from importers.errors import FormatError
from importers.problems import Severity
from importers.tables.table import Table, read_table

PLAIN = "Name,Phone,City\nOak House,517-555-0101,Lansing\nCafé Niño,517-555-0102,Lansing\n"
HEADER = ("Name", "Phone", "City")


def read(text: str | bytes) -> Table:
    return read_table(text.encode() if isinstance(text, str) else text, "list.csv")


def lines(table: Table) -> list[int]:
    return [row.line for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "utf-32"])
def test_encodings(encoding: str) -> None:
    """Byte-order marks, UTF-16 with and without one, UTF-8, Windows-1252 and Mac Roman give the same table."""
    table = read(PLAIN.encode(encoding))
    assert table.header == HEADER
    assert table.rows[1].cells == ("Café Niño", "517-555-0102", "Lansing")


def test_guessed_encoding_is_told() -> None:
    """What is not UTF-8 is read as Windows-1252, or Latin-1 where bytes are undefined, and the first such line is named."""
    assert "Windows-1252" in in_words(read(PLAIN.encode("cp1252")).problems[0])
    assert "line 3" in in_words(read(PLAIN.encode("cp1252")).problems[0])
    table = read(PLAIN.encode("cp1252") + b"Pine\x81House,517-555-0103,Lansing\n")
    assert table.encoding == "latin-1"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    """CR, LF and CRLF all end a line."""
    table = read(PLAIN.replace("\n", end))
    assert (len(table.rows), lines(table)) == (2, [2, 3])


def test_mixed_line_ends() -> None:
    """One file may mix its line ends."""
    assert lines(read("Name,Phone\rOak,517-555-0101\r\nElm,517-555-0102\nAsh,517-555-0103")) == [2, 3, 4]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    """The delimiter is the one that parts rows alike, though prose holds others."""
    text = f"Name{delimiter}About{delimiter}Phone\n"
    text += "".join(f'Place {i}{delimiter}"Help, food; and more | here"{delimiter}517-555-010{i}\n' for i in range(4))
    table = read(text)
    assert table.delimiter == delimiter
    assert table.rows[0].cells[1] == "Help, food; and more | here"


def test_lines_count_through_quoted_line_ends() -> None:
    """A row's line is the physical one on which it begins."""
    table = read('Name,Address,Phone\n"Oak","1 Oak St\nLansing\n(42.7, -84.5)",517-555-0101\nElm,2 Elm St,517-555-0102\n')
    assert lines(table) == [2, 5]
    assert table.rows[0].cells[1] == "1 Oak St\nLansing\n(42.7, -84.5)"


def test_banners_headings_totals() -> None:
    """Titles above the header, blank rows, repeated headers, section headings and totals are no rows; headings are kept."""
    table = read(
        "Community partners 2026,,\n,,\nName,Phone,City\nFOOD,,\nOak Pantry,517-555-0101,Lansing\nElm Pantry,517-555-0102,Lansing\n,,\n"
        "Name,Phone,City\nMENTORING,,\nAsh Mentors,517-555-0103,Lansing\nFir Mentors,517-555-0104,Lansing\nTotal,4,\n"
    )
    assert (table.header, table.header_line) == (HEADER, 3)
    assert [(r.line, r.cells[0], r.heading) for r in table.rows] == [
        (5, "Oak Pantry", "FOOD"), (6, "Elm Pantry", "FOOD"), (10, "Ash Mentors", "MENTORING"), (11, "Fir Mentors", "MENTORING"),
    ]  # fmt: skip
    assert [p.line for p in table.problems] == [4, 9, 12]


def test_below_the_list() -> None:
    """At the end of a list a line of one cell is a note where it reads like one, else a row that says little."""
    rows = "".join(f"House {i},517-555-010{i},Lansing\n" for i in range(6))
    table = read(f"Name,Phone,City\n{rows}Quiet House,,\nLast updated in March,,\n")
    assert table.rows[-1].cells == ("Quiet House", "", "")
    assert [p.line for p in table.problems] == [9]


def test_ragged_rows() -> None:
    """Missing cells are blank; cells beyond the header are kept and told."""
    table = read("Name,Phone,City\nOak,517-555-0101\nElm,517-555-0102,Lansing,extra,,\n")
    assert table.header == (*HEADER, "Column 4")
    assert table.rows[0].cells == ("Oak", "517-555-0101", "", "")
    assert [(p.line, p.value) for p in table.problems] == [(3, "extra")]


def test_blank_and_repeated_headers() -> None:
    """Headers are made distinct, and trailing columns without a header or a cell are dropped."""
    assert read("Name,Phone,,Phone,phone,,\nOak,1,x,2,3,,\n").header == ("Name", "Phone", "Column 3", "Phone (2)", "phone (3)")


def test_header_spaces_stay() -> None:
    """A header is kept as it is written, a trailing space included."""
    assert read("Name,Grade Level \nOak,5\n").header == ("Name", "Grade Level ")


def test_unclosed_quote() -> None:
    """A quotation mark that is never closed costs its own line at most, and the line is told."""
    table = read('Name,Phone,City\nOak,517-555-0101,Lansing\n"Elm,517-555-0102,Lansing\nAsh,517-555-0103,Lansing\n')
    assert [row.cells[0] for row in table.rows] == ["Oak", "Elm", "Ash"]
    assert [(p.line, p.severity) for p in table.problems] == [(3, Severity.WARNING)]


def test_careless_quotes() -> None:
    """Quotation marks inside a cell do not break the row."""
    table = read('Name,About,City\n"The "Big" House",Help,Lansing\nElm,A 5" pipe,Lansing\n')
    assert [row.cells[2] for row in table.rows] == ["Lansing", "Lansing"]


@pytest.mark.parametrize(
    "text",
    [
        '"Name", "About", "City"\n"Oak", "Art, music",  "Lansing"\n"Elm","Help", "Lansing"\n',
        'Name, "About", City\nOak, "Art, music", Lansing\nElm, Help, "Lansing"\n',
        'Name;"About";City\nOak; "Art; music";Lansing\nElm; "Help; hope"; Lansing\n',
        'Name,About,City\nOak,\t"Art, music",\u00a0"Lansing"\nElm,Help,Lansing\n',
        'Nombre, "Texto", "Ciudad"\n"Roble" , "Arte,\nmúsica" , "Lansing"\n"Olmo" , "Ayuda" , "Lansing"\n',
    ],
)
def test_blank_before_quote(text: str) -> None:
    """A blank between delimiter and quotation mark belongs to the mark."""
    table = read(text)
    assert [len(table.header), *(row.cells[2].strip() for row in table.rows)] == [3, "Lansing", "Lansing"]
    assert not table.problems


def test_quotes_within_words() -> None:
    """A quotation mark after a blank that quotes only part of a cell is the cell's own."""
    table = read('Name,About,City\nOak, "Big" things,Lansing\nElm, 5" pipes,Lansing\n')
    assert [row.cells[1].strip() for row in table.rows] == ['"Big" things', '5" pipes']


def test_no_header() -> None:
    """A list that begins with data keeps its first row and says so."""
    table = read("Oak House,517-555-0101,1 Oak St\nElm House,517-555-0102,2 Elm St\n")
    assert (len(table.rows), table.header) == (2, ("Column 1", "Column 2", "Column 3"))
    assert "no header" in in_words(table.problems[0])


def test_header_alone() -> None:
    """A header without rows is a list of none, and told."""
    table = read("Name,Phone\n")
    assert table.rows == ()
    assert "no rows" in in_words(table.problems[-1])


def _archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("letter.txt", "hello")
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n\n", b"\x89PNG\r\n\x1a\n....", b"%PDF-1.7 ...", b"\xff\xd8\xff\xe0....", _archive(), b"<!DOCTYPE html><html></html>",
     b'[{"name": "Oak"}]', b"a\x00b\x01c\x02" * 50, b",,,\n,,,\n"],
)  # fmt: skip
def test_no_list(data: bytes) -> None:
    """What holds no table is refused in one sentence that names the file."""
    with pytest.raises(FormatError, match=r"list\.csv"):
        read(data)


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    """No bytes do more than be refused, and every row is as wide as the header."""
    try:
        table = read_table(data, "wild")
    except FormatError:
        return
    assert all(len(row.cells) == len(table.header) for row in table.rows)
    assert len({h.casefold() for h in table.header}) == len(table.header)


@given(
    st.lists(
        st.tuples(*[st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12)] * 3),
        min_size=1,
        max_size=8,
    )
)
def test_rows_survive(rows: list[tuple[str, str, str]]) -> None:
    """What is written as CSV under a plain header is read again: no row is invented and lines only rise."""
    import csv

    out = io.StringIO()
    csv.writer(out).writerows([("Name", "About", "Place"), *rows])
    table = read(out.getvalue())
    if table.header == ("Name", "About", "Place") and not table.problems and table.delimiter == ",":
        written = [
            row
            for row in rows
            if any(c.strip() for c in row) and tuple(c.strip().casefold() for c in row) != ("name", "about", "place")
        ]
        assert [row.cells for row in table.rows] == written
    assert lines(table) == sorted(set(lines(table)))


def workbook(*sheets: list[list[object]]) -> bytes:
    """A workbook in the fewest parts that Excel accepts; numbers stay numbers, all else is text."""
    out = io.BytesIO()
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    numbers = range(1, len(sheets) + 1)
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{space}" xmlns:r="{relations}"><sheets>'
            + "".join(f'<sheet name="Sheet {i}" sheetId="{i}" r:id="r{i}"/>' for i in numbers)
            + "</sheets></workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + "".join(f'<Relationship Id="r{i}" Type="{relations}/worksheet" Target="worksheets/sheet{i}.xml"/>' for i in numbers)
            + "</Relationships>",
        )
        for i, rows in enumerate(sheets, start=1):
            archive.writestr(
                f"xl/worksheets/sheet{i}.xml", f'<worksheet xmlns="{space}"><sheetData>{_sheet(rows)}</sheetData></worksheet>'
            )
    return out.getvalue()


def _sheet(rows: list[list[object]]) -> str:
    return "".join(
        f'<row r="{r}">' + "".join(_cell(f"{chr(65 + c)}{r}", value) for c, value in enumerate(row) if value != "") + "</row>"
        for r, row in enumerate(rows, start=1)
    )


def _cell(at: str, value: object) -> str:
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>'


def test_workbook() -> None:
    """The first sheet that has a table is read, whole numbers as such; other sheets with tables are named."""
    notes: list[list[object]] = [["Read me first"], [""], ["Ask the office."]]
    first: list[list[object]] = [
        ["Partners", ""],
        ["Name", "ZIP", "Fee"],
        ["Oak House", 2138, 12.5],
        ["", ""],
        ["Elm House", 48910, 0],
    ]
    second: list[list[object]] = [["Name", "ZIP"], ["Ash House", 48911]]
    table = read_table(workbook(notes, first, second), "partners.xlsx")
    assert (table.header, table.header_line, table.encoding) == (("Name", "ZIP", "Fee"), 2, "xlsx")
    assert [(r.line, r.cells) for r in table.rows] == [(3, ("Oak House", "2138", "12.5")), (5, ("Elm House", "48910", "0"))]
    assert "Sheet 3" in in_words(table.problems[0])


def test_wrong_format() -> None:
    """A CSV given as a workbook, and a workbook given as CSV, are refused with a way out."""
    with pytest.raises(FormatError, match="workbook"):
        read_table(PLAIN.encode(), "list.csv", "xlsx")
    with pytest.raises(FormatError, match="--format xlsx"):
        read_table(workbook([["Name", "ZIP"], ["Oak", 1]]), "list.xlsx", "csv")
