"""What a workbook says beside its cells: merged cells and hidden rows."""

from __future__ import annotations

import datetime

import pytest

from importers.errors import FormatError
from importers.fields import Target
from importers.problem_codes import FileCode
from importers.read import listing
from importers.tables.table import Table, read_table
from tests.importers.tables.workbooks import LIST, spreadsheet, text_cell, workbook

PROGRAMS = {
    "A1": "Agency", "B1": "Program", "A2": "Lamp House", "B2": "Reading", "B3": "Math", "B4": "Chess", "A5": "Oak House", "B5": "Choir",
}  # fmt: skip


def rows(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def hidden(table: Table) -> list[tuple[object, object, object]]:
    """How many rows were left out, the first and the last of them."""
    told = [one.fields for one in table.problems if one.code is FileCode.ROWS_HIDDEN]
    return [(one["count"], one["first"], one["last"]) for one in told]


def test_a_merged_cell_holds_for_all_its_rows() -> None:
    """An agency that is written once beside its programs stands in each of their rows, and in no other."""
    found = rows(read_table(workbook(PROGRAMS, merged=["A2:A4"]), "list.xlsx"))
    assert [cells[0] for cells in found] == ["Lamp House", "Lamp House", "Lamp House", "Oak House"]


def test_a_cell_that_is_not_merged_stays_blank() -> None:
    """A blank cell takes nothing from the cell above it."""
    assert [cells[0] for cells in rows(read_table(workbook(PROGRAMS), "list.xlsx"))] == ["Lamp House", "", "", "Oak House"]


def test_merged_cells_of_ods_hold_for_all_their_rows() -> None:
    """Other office programs say it otherwise, and mean the same."""
    twice = text_cell("Lamp House", 'table:number-rows-spanned="2"')
    more = (
        f"<table:table-row>{twice}{text_cell('517-555-0163')}</table:table-row>"
        f"<table:table-row><table:covered-table-cell/>{text_cell('517-555-0164')}</table:table-row>"
    )
    assert rows(read_table(spreadsheet(more), "list.ods"))[2:] == [("Lamp House", "517-555-0163"), ("Lamp House", "517-555-0164")]


def test_a_header_of_two_lines_is_one() -> None:
    """Headers under a cell that is merged over them are named after it too."""
    cells = {
        "A1": "Agency",
        "B1": "Contact",
        "B2": "Phone",
        "C2": "Email",
        "A3": "Oak House",
        "B3": "517-555-0165",
        "C3": "oak@example.org",
    }
    table = read_table(workbook(cells, merged=["A1:A2", "B1:C1"]), "list.xlsx")
    assert (table.header, rows(table)) == (
        ("Agency", "Contact Phone", "Contact Email"),
        [("Oak House", "517-555-0165", "oak@example.org")],
    )


def test_a_banner_is_no_header() -> None:
    """A title that is merged over the whole list heads no column."""
    cells = {"A1": "Partners 2026", "A2": "Agency", "B2": "Phone", "A3": "Oak House", "B3": "517-555-0166"}
    assert read_table(workbook(cells, merged=["A1:B1"]), "list.xlsx").header == ("Agency", "Phone")


def test_hidden_rows_are_left_out_and_told() -> None:
    """What a filter hides is not published, and the lines that are left keep their numbers."""
    table = read_table(workbook(LIST, hidden=[2]), "list.xlsx")
    assert ([row.line for row in table.rows], hidden(table)) == ([3], [(1, 2, 2)])


def test_hidden_rows_of_ods_are_left_out_and_told() -> None:
    """A row that is filtered out in another office program is hidden too."""
    more = f'<table:table-row table:visibility="filter">{text_cell("Elm House")}{text_cell("517-555-0167")}</table:table-row>'
    table = read_table(spreadsheet(more), "list.ods")
    assert (len(table.rows), hidden(table)) == (2, [(1, 4, 4)])


GUARDED = (
    ("Agency", "Program", "Address", "City", "State", "ZIP", "Confidential address"),
    ("Otter House", "Shelter", "101 Reed St", "Lansing", "MI", "48906", "Yes"),
    ("Otter House", "Legal help", "101 Reed St", "Lansing", "MI", "48906", ""),
    ("Oak House", "Tutoring", "9 Oak St", "Lansing", "MI", "48910", ""),
)


@pytest.mark.parametrize("away", [[2], [3], [2, 4]])
def test_a_hidden_row_guards_the_others(away: list[int]) -> None:
    """What a hidden row says is confidential is not published of another row either, and the hidden row is not published at all."""
    cells = {f"{'ABCDEFG'[i]}{n}": text for n, row in enumerate(GUARDED, 1) for i, text in enumerate(row) if text}
    found = listing(workbook(cells, hidden=away), "list.xlsx", datetime.date(2026, 3, 9)).records
    assert [one.line for one in found] == [line for line in (2, 3, 4) if line not in away]
    streets = [one.fields.get(Target.ADDRESS_ADDRESS_1) for one in found if one.line != 4]
    assert streets == [None] * len(streets)


def test_a_hidden_header_heads_the_list() -> None:
    """Where no row that is shown can be the header, a hidden one is."""
    table = read_table(workbook(LIST, hidden=[1]), "list.xlsx")
    assert (table.header, [row.line for row in table.rows]) == (("Agency", "Phone"), [2, 3])


def test_a_roster_is_read_with_its_hidden_rows() -> None:
    """An order that forbids contact may stand in a hidden row."""
    table = read_table(workbook(LIST, hidden=[2]), "roster.xlsx", with_hidden=True)
    assert (len(table.rows), hidden(table)) == (2, [])


def test_a_list_of_hidden_rows_alone_is_refused() -> None:
    """Nobody means to send a list without a row, and the sentence says what to do."""
    with pytest.raises(FormatError, match="Show those that are to be imported"):
        read_table(workbook(LIST, hidden=[1, 2, 3]), "list.xlsx")


def test_cells_merged_without_end_are_refused() -> None:
    """A long text that is merged over a million rows is not written into each."""
    cells = {**LIST, "A4": "x" * 30_000, "B9999": "517-555-0168"}
    cells |= {f"B{row}": "517-555-0168" for row in range(4, 9_999)}
    with pytest.raises(FormatError):
        read_table(workbook(cells, merged=["A4:A9999"]), "list.xlsx")
