"""A district's own roster: any headers, any way of writing, and problems that repeat nothing."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.problems.words import in_words
from importers.columns import roster_headers as headers
from importers.errors import ListError
from importers.problems import Severity
from importers.roster import files, values
from importers.roster.row import RosterListing, RosterSchool

TODAY = datetime.date(2026, 9, 1)
WHOLE = """Student ID,Last Name,First Name,DOB,Grade,School,Home Language,ZIP,Insurance,Parent/Guardian 1 Name,Guardian 1 Relationship,Guardian 1 Cell Phone,Guardian 1 Email,Guardian 1 Language,Guardian 2 Name,Guardian 2 No Contact,Family ID,Status
00417,Ruiz,Ana,3/14/2017,03,Cedar Elementary,Spanish,48910,Medicaid,"Ruiz, Elena",Mother,(517) 555-0101,elena@example.org,Spanish,Luis Ruiz,Yes,F9,Active
"""


def listing(text: str, name: str = "roster.csv") -> RosterListing:
    return files.read({name: text.encode()}, TODAY)


def test_a_whole_row_is_understood() -> None:
    """Each column that is known by its header becomes what it is; numbers keep their leading zeros."""
    (row,) = listing(WHOLE).rows
    assert (row.number, row.school, row.household, row.left, row.rejected) == (
        "00417", RosterSchool("Cedar Elementary", ("Cedar Elementary",)), "F9", False, False,
    )  # fmt: skip
    assert row.fields == {
        "given_name": "Ana", "family_name": "Ruiz", "birth_date": datetime.date(2017, 3, 14), "grade": "3", "home_zip": "48910",
        "languages": ("es",), "insurance": "medicaid",
    }  # fmt: skip
    assert row.guardians is not None
    elena, luis = row.guardians
    assert (elena.name, elena.relationship, elena.language, elena.phones, elena.email, elena.no_contact) == (
        "Elena Ruiz", "Mother", "es", ("+15175550101",), "elena@example.org", False,
    )  # fmt: skip
    assert (luis.name, luis.no_contact, luis.phones) == ("Luis Ruiz", True, ())


@pytest.mark.parametrize(
    ("written", "given", "family"),
    [
        ("Ruiz, Ana", "Ana", "Ruiz"),
        ("Ana Ruiz", "Ana", "Ruiz"),
        ("RUIZ, ANA MARIA", "Ana Maria", "Ruiz"),
        ("Ana Maria de la Cruz", "Ana Maria", "de la Cruz"),
        ("John Smith Jr.", "John", "Smith Jr."),
        ("Smith, Jr.", "Smith", "Jr."),
        ("Amina", "", "Amina"),
    ],
)
def test_a_full_name_is_parted(written: str, given: str, family: str) -> None:
    """A full name is parted at its comma, else before the last word and the small words before it."""
    assert values.name(written) == (given, family)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("K", "K"), ("KG", "K"), ("Kindergarten", "K"), ("00", "K"), ("01", "1"), ("9th", "9"), ("Grade 4", "4"), ("12.0", "12"),
        ("Pre-K", "PK"), ("PK", "PK"), ("-1", "PK"), ("11th Grade", "11"), ("Third grade", "3"), ("", None),
    ],
)  # fmt: skip
def test_grades_are_read(written: str, read: str | None) -> None:
    """A grade is PK, K or 1 to 12, however it is written."""
    assert values.grade(written) == (read, None)


@pytest.mark.parametrize(
    ("written", "read"),
    [("00417", "00417"), ("12345.0", "12345"), ('="00417"', "00417"), ("'0099", "0099"), ("", None), ("n/a", None)],
)
def test_numbers_are_texts(written: str, read: str | None) -> None:
    """A student's number keeps its zeros and loses what a spreadsheet added."""
    assert values.number(written) == read


@pytest.mark.parametrize("written", ["2017-03-14", "3/14/2017", "42808", "3/14/17", "2017-03-14 00:00:00", "March 14, 2017"])
def test_birth_dates_are_read(written: str) -> None:
    """A birth date may be ISO, month first, a spreadsheet's number or words."""
    assert values.birth_date(written, TODAY) == (datetime.date(2017, 3, 14), None)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Student Number", "number"), ("Local ID", "number"), ("STUDENT_ID", "number"), ("studentId", "number"), ("Birthdate", "birth_date"),
        ("Date of Birth", "birth_date"), ("Building", "school"), ("School Code", "school_code"), ("Name", "name"), ("Exit Date", "left_on"),
        ("Household ID", "household"), ("Do Not Contact", "no_contact"), ("Student Email", None), ("Ana", None),
    ],
)  # fmt: skip
def test_headers_of_the_student(header: str, field: str | None) -> None:
    """A header is known by its words, however they are joined, and an unknown one is left alone."""
    assert headers.student_field(header) == field


@pytest.mark.parametrize(
    ("header", "person", "part"),
    [
        ("Guardian 1 Name", (1, ""), "name"), ("Guardian2Phone", (2, ""), "phones"), ("Parent/Guardian", (1, ""), "name"),
        ("Mother's Name", (0, "Mother"), "name"), ("Father Cell", (0, "Father"), "phones"), ("2nd Parent Email", (2, ""), "email"),
        ("Guardian Name (2)", (2, ""), "name"), ("Guardian 1 Phone 2", (1, ""), "phones"), ("Mother", (0, "Mother"), "name"),
        ("Primary Guardian First Name", (1, ""), "given_name"), ("Parent 2 Relationship", (2, ""), "relationship"),
        ("Guardian 1 Contact Allowed", (1, ""), "may_contact"),
    ],
)  # fmt: skip
def test_headers_of_guardians(header: str, person: tuple[int, str], part: str) -> None:
    """A header says which guardian it speaks of, and what."""
    assert headers.guardian_column(header) == headers.GuardianColumn(person, part)


def test_an_emergency_contact_is_no_guardian() -> None:
    """A neighbor who may fetch a child is told nothing about the family."""
    assert headers.guardian_column("Emergency Parent Contact Phone") is None


def test_parents_in_one_cell_are_two() -> None:
    """Two parents in a cell are two guardians, and the first has the telephone number."""
    (row,) = listing("ID,Name,Grade,School,Parents,Phone\n1,Ana Ruiz,3,Cedar,Elena & Luis Ruiz,517-555-0101\n").rows
    assert row.guardians is not None
    assert [(g.name, g.phones) for g in row.guardians] == [("Elena Ruiz", ("+15175550101",)), ("Luis Ruiz", ())]


def test_what_forbids_contact_is_taken_seriously() -> None:
    """Words that are neither yes nor no forbid contact, a ban without a name holds for all, and no home number is given to a banned one."""
    head = "ID,Name,Grade,School,Guardian 1,Guardian 1 No Contact,Guardian 2,Home Phone,Do Not Contact\n"
    rows = listing(
        head + "1,Ana Ruiz,3,Cedar,Luis Ruiz,see order,Elena Ruiz,517-555-0101,\n2,Bo Lee,3,Cedar,A Lee,,B Lee,,X\n"
    ).rows
    first, second = (row.guardians or () for row in rows)
    assert [(g.no_contact, g.no_contact_words, g.phones) for g in first] == [
        (True, "see order", ()),
        (False, None, ("+15175550101",)),
    ]
    assert [g.no_contact for g in second] == [True, True]


REJECTED = {
    "no number": (",Ruiz,Ana,2017-03-14,3,Cedar", "number"),
    "no name": ("1,,,2017-03-14,3,Cedar", "name"),
    "neither birth date nor grade": ("1,Ruiz,Ana,,,Cedar", "neither"),
    "a birth date in the future": ("1,Ruiz,Ana,2027-03-14,3,Cedar", "future"),
    "no school": ("1,Ruiz,Ana,2017-03-14,3,", "school"),
}


@pytest.mark.parametrize(("row", "word"), REJECTED.values(), ids=REJECTED)
def test_what_is_missing_rejects_the_row_alone(row: str, word: str) -> None:
    """A row without what a student needs is left out with its line; the others are read."""
    found = listing(f"Student ID,Last Name,First Name,DOB,Grade,School\n{row}\n2,Lee,Bo,2016-01-02,4,Cedar\n")
    assert [r.rejected for r in found.rows] == [True, False]
    assert [(p.line, word in in_words(p)) for p in found.problems if p.severity == Severity.ERROR] == [(2, True)]


def test_what_cannot_be_read_is_no_news() -> None:
    """A cell that cannot be read is told and takes nothing away; a blank one says that there is nothing."""
    found = listing("ID,Name,DOB,Grade,School,ZIP,Language\n1,Ana Ruiz,2017-03-14,99,Cedar,ABC,\n")
    (row,) = found.rows
    assert {"grade", "home_zip"}.isdisjoint(row.fields)
    assert row.fields["languages"] == ()
    assert [(p.column, p.severity) for p in found.problems] == [("Grade", Severity.WARNING), ("ZIP", Severity.WARNING)]


@pytest.mark.parametrize(
    ("status", "left"), [("Active", False), ("Withdrawn", True), ("Inactive", True), ("Enrolled", False), ("", False)]
)
def test_a_status_tells_who_has_left(status: str, left: bool) -> None:
    """A status of leaving marks a leaver; so does an exit date that is past."""
    text = f"ID,Name,Grade,School,Status,Exit Date\n1,Ana Ruiz,3,Cedar,{status},\n2,Bo Lee,3,Cedar,Active,2026-06-01\n3,C Lee,3,Cedar,,2027-06-01\n"
    assert [row.left for row in listing(text).rows] == [left, True, False]


@pytest.mark.parametrize(
    "text", ["Agency,Phone\nMaple House,517-555-0101\n", "ID,Name\n1,Ana Ruiz\n", "Ana,Ruiz\nBo,Lee\nCy,Lee\n"]
)
def test_what_is_no_roster_says_what_is_missing(text: str) -> None:
    """A list without the columns of a roster is refused, and the sentence names those and nothing of the list."""
    with pytest.raises(ListError, match="no column for") as raised:
        listing(text)
    assert not re.search("Maple|Ruiz|Lee", str(raised.value))


SECRETS = ("Zyxwana", "Qwertzruiz", "9911", "2017-03-14x", "zz-elena", "517-555-01", "Zorkian", "Court order 77")


def test_problems_repeat_nothing() -> None:
    """No problem, no column and no repr repeats a cell."""
    head = "Student ID,Last Name,First Name,DOB,Grade,School,Home Language,ZIP,Insurance,Guardian 1,Guardian 1 Phone,Guardian 1 Email,Guardian 1 No Contact"
    row = (
        "9911,Qwertzruiz,Zyxwana,2017-03-14x,Zorkian,Zorkian,Zorkian,Zorkian,Zorkian,zz-elena,517-555-01,zz-elena,Court order 77"
    )
    found = listing(f"{head}\n{row},extra Zyxwana\n{row}\nTotal,2\n")
    told = repr(found)
    assert len(found.problems) > 8
    assert [secret for secret in SECRETS if secret in told] == []


def test_a_headless_file_shows_none_of_its_cells() -> None:
    """Where the first row is data, no cell of it is shown as a column."""
    with pytest.raises(ListError) as raised:
        listing("9911,Qwertzruiz,Zyxwana,2017-03-14\n9912,Zorkian,Zyxwana,2016-03-14\n")
    assert [secret for secret in SECRETS if secret in str(raised.value)] == []


def test_a_zip_without_users_is_refused() -> None:
    """A zip file that is no OneRoster export is refused, and so is one that was cut off."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("other.csv", "a,b\n1,2\n")
    for data in (packed.getvalue(), packed.getvalue()[:40]):
        with pytest.raises(ListError):
            files.read({"export.zip": data}, TODAY)


_CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["Ana Ruiz", "2017-03-14", "3", "Cedar", "517-555-0101", "K", "x", "", "Yes", '"', "1/2", "00417", "Elena & Luis Ruiz", ","]),
)  # fmt: skip
_HEADERS = st.lists(
    st.sampled_from(
        "Student ID,Name,Last Name,First Name,DOB,Grade,School,Building,ZIP,Home Language,Insurance,Status,Exit Date,Mother,Father Phone,"
        "Guardian 1 Name,Guardian 1 Phone,Guardian 2 Name,Guardian 1 No Contact,Do Not Contact,Home Phone,Household ID,Notes,sourcedId".split(
            ","
        )
    ),
    min_size=1,
    max_size=14,
)


@given(_HEADERS, st.lists(st.lists(_CELLS, max_size=14), max_size=6), st.sampled_from([",", ";", "\t"]))
def test_wild_tables_are_read_or_refused(header: list[str], rows: list[list[str]], mark: str) -> None:
    """Whatever stands in a table, it is read or refused with a sentence."""
    text = "\n".join(mark.join(cells) for cells in (header, *rows))
    try:
        found = files.read({"roster.csv": text.encode("utf-8", "surrogatepass")}, TODAY)
    except ListError:
        return
    assert all(row.number and row.school for row in found.rows if not row.rejected)


@given(st.binary(max_size=300))
def test_wild_bytes_are_refused(data: bytes) -> None:
    """Whatever bytes a file holds, it is read or refused with a sentence."""
    for start in (b"", b"PK\x03\x04", b"sourcedId,givenName,familyName,role\n"):
        try:
            files.read({"roster.csv": start + data}, TODAY)
        except ListError:
            continue
