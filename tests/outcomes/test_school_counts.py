"""Aims and monthly counts: what is understood, what is told by line, and that a sheet is taken whole or not at all."""

from __future__ import annotations

import datetime
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from directory.district_settings.aims import Aims, aims_in
from directory.district_settings.table import AIMS
from directory.errors import UnreadableError, UsageError
from directory.outcomes import school_counts
from directory.outcomes.count_sheets import read
from tests.students.making import LATER, NOW, OAK, make_district

TODAY = datetime.date(2026, 11, 24)
SHEET = """School,Month,Attendance rate,Suspensions,Enrollment
Oak Elementary,2026-10,93.4%,4,"1,412"
oak elementary,Sept 2026,0.934,<10,
Elm Middle,10/2026,91,,300
"""


def test_aims_are_read() -> None:
    """The default holds the program's aims; more can be set."""
    assert AIMS.default == aims_in("attendance=90 graduation=85 enrolment=11500") == Aims(90, 85, 11500, "fewer")
    assert aims_in("Attendance=92.5%, enrollment=9000 suspensions=40") == Aims(92.5, None, 9000, 40)


@pytest.mark.parametrize(
    "word", ["attendance", "attendance=lots", "attendance=120", "grades=3", "graduation=fewer", "=", "attendance=-1"]
)
def test_a_wrong_aim_is_named(word: str) -> None:
    """The sentence names the word."""
    with pytest.raises(UsageError, match=f"'{word}' is not an aim"):
        aims_in(f"graduation=85 {word}")


def test_a_sheet_is_understood() -> None:
    """Months, percents, shares and thousands in several writings; a hidden or blank figure is not known."""
    sheet = read(SHEET.encode("utf-8-sig"), TODAY)
    assert sheet.problems == ()
    assert [(one.month.month, one.measure, one.value) for one in sheet.counts] == [
        (10, "attendance", 93.4), (10, "suspensions", 4), (10, "enrolment", 1412), (9, "attendance", 93.4),
        (10, "attendance", 91), (10, "enrolment", 300),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "month", ["2026-10", "2026-10-31", "10/2026", "10/1/2026", "Oct 2026", "October 2026", "Oct-26", "2026 Oct", "Oct. 5, 2026"]
)
def test_a_month_in_many_writings(month: str) -> None:
    """Each is October 2026."""
    (count,) = read(f"School;Month;Suspensions\nOak;{month};3\n".encode(), TODAY).counts
    assert count.month == datetime.date(2026, 10, 1)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",2026-10,3", "school is missing"),
        ("Oak,,3", "month cannot be read"),
        ("Oak,2026-13,3", "month cannot be read"),
        ("Oak,2027-10,3", "not begun"),
        ("Oak,2026-10,many", "not a number"),
        ("Oak,2026-10,2.5", "whole number"),
        ("Oak,2026-10,-4", "not a number"),
        ("Oak,2026-10,999999999", "whole number"),
        ("Oak,2026-10-45,3", "month cannot be read"),
        ("Oak,13/10/2026,3", "month cannot be read"),
        ("Oak,2026-10,41,40", "more than the enrolled"),
        ("Oak,2026-10,,412,380", "divide it by those enrolled"),
        ("Oak,2026-10,,412,1", "1 percent, or all of them"),
        ("Oak,2026-10,,412,-93", "not a number"),
    ],
)
def test_a_wrong_cell_is_told_by_line(row: str, words: str) -> None:
    """The problem names its line and column."""
    (problem,) = read(f"School,Month,Suspensions,Enrolment,Attendance\n\n{row}\n".encode(), TODAY).problems
    assert problem.line == 3
    assert words in problem.problem


@pytest.mark.parametrize(("cell", "value"), [(".934", 93.4), ("1.0", 100), ("100%", 100), ("1%", 1), ("0", 0), ("93.40", 93.4)])
def test_a_rate_in_many_writings(cell: str, value: float) -> None:
    """Shares and percents are told apart."""
    (count,) = read(f"School,Month,ADA\nOak,2026-10,{cell}\n".encode(), TODAY).counts
    assert count.value == value


def test_of_two_columns_that_may_be_meant_none_is_taken() -> None:
    """Which suspensions are meant is not guessed: the sentence names both columns."""
    with pytest.raises(UnreadableError, match="“In-school suspensions” and “Out-of-school suspensions” may both be suspensions"):
        read(b"School,Month,In-school suspensions,Out-of-school suspensions\nOak,2026-10,5,2\n", TODAY)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"School,Month\nOak,2026-10\n", b"a,b\n1,2\n", b"PK\x03\x04\0\0"])
def test_what_is_no_such_table_is_refused(data: bytes) -> None:
    """It is said what the file should be."""
    with pytest.raises(UnreadableError):
        read(data, TODAY)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"School,Month,Attendance\n{text}".encode()))
def test_no_sheet_breaks_the_reader(data: bytes) -> None:
    """Whatever is sent is read or refused with a sentence."""
    with suppress(UnreadableError):
        assert read(data, TODAY).rows >= 0


def test_a_sheet_is_taken_whole_or_not_at_all(engine: Engine) -> None:
    """A try writes nothing; one wrong line keeps all out; a month again is replaced, and told as changed."""
    data, district = SHEET.encode(), make_district(engine)
    with district.reading() as session:
        tried = school_counts.try_sheet(session, read(data, TODAY))
    assert (tried.added, tried.done) == (6, False)
    with district.writing() as session:
        wrong = school_counts.import_sheet(
            session, read(data + b"Fir High,2026-10,90,,\nOak Elementary,2026-10,90,,\n", TODAY), now=NOW, by=None
        )
    assert [(one.line, one.value) for one in wrong.problems] == [(5, "Fir High"), (6, "Oak Elementary")]
    for changed, data_again in ((6, data), (0, data), (1, data.replace(b"93.4%", b"94"))):
        with district.writing() as session:
            taken = school_counts.import_sheet(session, read(data_again, TODAY), now=LATER, by="staff-administrator")
        assert (taken.added + taken.changed, taken.done) == (changed, True)
    with district.reading() as session:
        found = school_counts.beside(session, {(OAK, datetime.date(2026, 10, 1)): (3, 1)}, today=TODAY, school_ids={OAK})
    (oak,) = found
    assert (oak.months[-2].counts["attendance"], oak.months[-2].given, oak.months[-2].connected) == (94, 3, 1)
    assert [action for action, _, _ in district.actions()] == ["counts.imported"] * 3
