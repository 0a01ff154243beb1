"""Many letters in one file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from directory.letters.layout import LetterError
from directory.letters.paper_lists import table_pdf
from directory.letters.pdf import batch
from tests.letters.drawn_letters import ENGLISH, LONG, SPANISH
from tests.letters.pdfs import inside, pages


@pytest.mark.slow
def test_each_letter_begins_on_a_page_of_its_own() -> None:
    """Thirty letters have thirty beginnings, each at the top of a page, and all keep their order."""
    letters = [replace(ENGLISH, reference=f"A{number:02d}-M42", greeting=f"Hello family {number},") for number in range(30)]
    found = pages(batch(letters))
    assert len(found) == 30
    for number, page in enumerate(found):
        assert page.startswith("Lakeside Unified School District")
        assert f"Hello family {number}," in page
        assert f"A{number:02d}-M42" in page


def test_pages_are_numbered_in_each_letter() -> None:
    """A letter of several pages says which one each is, and whose; a letter of one page says nothing."""
    found = pages(batch([replace(LONG, reference="L11-M42"), ENGLISH, replace(SPANISH, reference="S22-M42")]))
    assert [page[-13:] for page in (found[0], found[1], found[3], found[4])] == [
        "L11-M42 1 / 2",
        "L11-M42 2 / 2",
        "S22-M42 1 / 2",
        "S22-M42 2 / 2",
    ]
    assert " / " not in found[2]


def test_no_letter_is_no_file() -> None:
    """A batch of nothing is refused in words."""
    with pytest.raises(LetterError, match="no letter"):
        batch([])


def test_sheet_is_a_tagged_table_with_its_heading_on_every_page() -> None:
    """A call sheet repeats its heading, wraps what is long, and prints markup as typed."""
    rows = [[f"Family {number}", "(315) 555-0142 #let x *b* <i>", "x" * 200] for number in range(60)]
    data = table_pdf("Calls to make", "Shred it afterwards.", ["Who", "Phone", "Note", "Result"], rows)
    found = pages(data)
    assert len(found) > 1
    assert all("Who Phone Note Result" in page for page in found)
    assert "Shred it afterwards." in found[0]
    assert "Family 59 (315) 555-0142 #let x *b* <i>" in found[-1]
    assert sum(page.count("x") for page in found) == 60 * 201
    assert b"/S/TH" in inside(data)


def test_sheet_without_rows_is_still_a_sheet() -> None:
    """Nobody to call today: the title and the heading stand alone, and a short row ends in blanks."""
    assert "Nobody" in pages(table_pdf("Nobody", "", ["Who"], []))[0]
    assert "one" in pages(table_pdf("List", "", ["A", "B"], [["one"], ["one", "two", "three"]]))[0]
