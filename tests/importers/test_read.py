"""Rows to records: names, places, ages, agencies and programs, and what is told of a row."""

from __future__ import annotations

import csv
import datetime
import io
from pathlib import Path
from typing import Any

import pytest

from directory.listings.problems.words import in_words
from importers import cells, read
from importers.errors import ColumnsError
from importers.fields import FIELDS, Target
from importers.problems import Severity
from importers.records import NeedFit, Phone, Record, Schedule

TODAY = datetime.date(2026, 3, 9)
LISTS = Path(__file__).parent / "lists"


def listing(*rows: list[str]) -> read.Listing:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return read.listing(text.getvalue().encode(), "list.csv", TODAY)


def records(*rows: list[str]) -> list[Record]:
    return list(listing(*rows).records)


def problems(record: Record, severity: Severity) -> list[str]:
    return [in_words(p) for p in record.problems if p.severity == severity]


@pytest.mark.parametrize("path", sorted(LISTS.iterdir()), ids=lambda p: p.name)
def test_only_understood_fields(path: Path) -> None:
    """Every record holds targets of fields.py alone, has names and a status, and its values go out and come in as cells."""
    found = read.listing(path.read_bytes(), path.name, TODAY).records
    assert found
    for record in found:
        assert set(record.fields) <= set(FIELDS)
        assert record.fields[Target.ORGANIZATION_NAME]
        assert record.fields[Target.SERVICE_NAME]
        assert record.fields[Target.SERVICE_STATUS] in FIELDS[Target.SERVICE_STATUS].choices
        assert record.fields[Target.PHONES]
        for target, value in record.fields.items():
            assert cells.parse(FIELDS[target], cells.format(FIELDS[target], value)) == value


def test_a_row_without_a_name() -> None:
    """A row that names nobody is rejected, and told with its line and what it holds."""
    _, nameless = records(["Agency", "Program", "Phone"], ["Oak", "Tutoring", "517-555-0101"], ["", "", "517-555-0102"])
    assert nameless.rejected
    assert (nameless.problems[0].line, nameless.problems[0].value) == (3, "517-555-0102")


def test_no_name_column() -> None:
    """A list in which no column can be a name is refused, and the refusal names its columns."""
    with pytest.raises(ColumnsError, match="--columns: Count, Date"):
        listing(["Count", "Date"], ["12", "2026-01-01"], ["13", "2026-01-02"])


def test_names_stand_in_for_each_other() -> None:
    """One column of names names agency and service; a blank program takes its category's name, else the agency's."""
    (alone,) = records(["Name", "Phone"], ["Oak House", "517-555-0101"])
    assert (alone.fields[Target.ORGANIZATION_NAME], alone.fields[Target.SERVICE_NAME]) == ("Oak House", "Oak House")
    first, second, third = records(
        ["Agency", "Program", "Category"],
        ["Oak", "Tutoring", "Education"],
        ["Elm", "", "Mentoring"],
        ["", "Camp Fir", "Summer camp"],
    )
    assert [r.fields[Target.SERVICE_NAME] for r in (first, second, third)] == ["Tutoring", "Mentoring", "Camp Fir"]
    assert third.fields[Target.ORGANIZATION_NAME] == "Camp Fir"


PLACES = ["Agency", "Address", "City", "State", "ZIP", "Latitude", "Longitude"]


def test_a_point_that_cannot_be_true() -> None:
    """A point far from its ZIP is dropped with a warning, and the ZIP's center is taken."""
    good, bad = records(
        PLACES,
        ["Oak", "5 Oak St", "Lansing", "MI", "48910", "42.7005", "-84.5490"],
        ["Elm", "6 Elm St", "Lansing", "MI", "48910", "40.7127", "-74.0059"],
    )
    assert (good.fields[Target.LOCATION_LATITUDE], good.fields[Target.LOCATION_PRECISION]) == (42.7005, "address")
    assert bad.fields[Target.LOCATION_PRECISION] == "zip"
    assert 42 < bad.fields[Target.LOCATION_LATITUDE] < 43.5  # type: ignore[operator]
    assert "miles from ZIP 48910" in problems(bad, Severity.WARNING)[0]


def test_places_are_filled() -> None:
    """Without a point the ZIP's center is taken, else the city's; the state is that of most rows; a row without a place has none."""
    one, two, three = records(
        ["Agency", "Address", "City", "State", "ZIP"],
        ["Oak", "5 Oak St", "", "MI", "48910"],
        ["Elm", "6 Elm St", "Grand Rapids", "", ""],
        ["Ash Hotline", "", "", "", ""],
    )
    assert (one.fields[Target.LOCATION_PRECISION], one.fields[Target.ADDRESS_CITY]) == ("zip", "Lansing")
    assert (two.fields[Target.LOCATION_PRECISION], two.fields[Target.ADDRESS_STATE_PROVINCE]) == ("city", "MI")
    assert two.fields[Target.ADDRESS_POSTAL_CODE] is None
    assert not [t for t in three.fields if t.startswith(("location.", "address."))]


def test_a_box_has_no_point() -> None:
    """Where only mail goes is no place: neither the list's own point nor the ZIP's center says how far it is; a street beside it does."""
    header = ["Name", "Address", "City", "State", "ZIP", "Latitude", "Longitude"]
    rows = [
        ["Oak House", "PO Box 1410", "Lansing", "MI", "48910", "", ""],
        ["Elm House", "P.O. Box 7", "Lansing", "MI", "48910", "42.70", "-84.55"],
        ["Ash House", "12 Fern St, PO Box 5", "Lansing", "MI", "48910", "", ""],
    ]
    found = records(header, *rows)
    assert [one.fields[Target.LOCATION_LATITUDE] is None for one in found] == [True, True, False]
    assert [one.fields[Target.ADDRESS_CITY] for one in found] == ["Lansing"] * 3


def test_shared_points_are_no_addresses() -> None:
    """A point at which many streets are listed is a ZIP's center, whatever the list says."""
    rows = [
        [f"House {i}", f"{i} {street} St", "Lansing", "MI", "48910", "42.7001", "-84.5501"]
        for i, street in enumerate(["Oak", "Elm", "Ash", "Fir"], 1)
    ]
    alone = ["Pine House", "9 Pine St", "Lansing", "MI", "48910", "42.7105", "-84.5402"]
    found = records(PLACES, *rows, alone)
    assert [r.fields[Target.LOCATION_PRECISION] for r in found] == ["zip"] * 4 + ["address"]


def test_confidential_address() -> None:
    """An address that is said to be confidential is not kept, and the service is marked."""
    (hidden, _) = records(
        ["Agency", "Address", "City", "State", "Latitude", "Longitude"],
        ["Safe House", "Confidential", "Lansing", "MI", "42.7001", "-84.5501"],
        ["Oak", "5 Oak St", "Lansing", "MI", "42.7001", "-84.5501"],
    )
    assert hidden.fields[Target.SERVICE_CONFIDENTIAL] is True
    assert hidden.fields[Target.ADDRESS_ADDRESS_1] is None
    assert hidden.fields[Target.LOCATION_LATITUDE] is None


def test_ages() -> None:
    """Ages come from their column, from a pair of columns, or from what is said of who may come, in this order."""
    (column,) = records(["Agency", "Ages", "Eligibility"], ["Oak", "6-12", "Ages 3 to 5"])
    (pair,) = records(["Agency", "Min Age", "Max Age"], ["Oak", "6", "12"])
    (grades,) = records(["Agency", "Lowest grade", "Highest grade"], ["Oak", "K", "5"])
    (prose,) = records(["Agency", "Eligibility"], ["Oak", "Must be between ages 5 - 14"])
    (wrong,) = records(["Agency", "Min Age", "Max Age"], ["Oak", "12", "6"])

    def ages(record: Record) -> tuple[Any, Any]:
        return record.fields[Target.SERVICE_MINIMUM_AGE], record.fields[Target.SERVICE_MAXIMUM_AGE]

    assert [ages(r) for r in (column, pair, grades, prose, wrong)] == [(6, 12), (6, 12), (5, 11), (5, 14), (None, None)]
    assert "below the youngest" in problems(wrong, Severity.WARNING)[0]


def test_needs() -> None:
    """Needs come from categories, names and descriptions, surest first, and from the heading that the row stands under."""
    (record, nothing) = records(
        ["Agency", "Program", "Category"], ["Oak", "Room 5", "Tutoring; Mentoring"], ["Elm", "Room 6", "Other"]
    )
    assert record.fields[Target.NEEDS] == (NeedFit("mentoring"), NeedFit("tutoring"))
    assert nothing.fields[Target.NEEDS] == ()
    assert problems(nothing, Severity.INFO)
    sheet = read.listing((LISTS / "school-sheet.csv").read_bytes(), "school-sheet.csv", TODAY).records
    assert NeedFit("mentoring") in sheet[1].fields[Target.NEEDS]  # type: ignore[operator]


def test_a_row_without_marks_in_a_list_of_one_kind() -> None:
    """What a list of one kind of help marks with nothing may answer each of its needs; in a mixed list it answers none."""
    header = ["Agency", "flag_saf", "flag_mhf", "flag_md"]
    marked, _, bare = records(header, ["Oak", "1", "", "1"], ["Ash", "", "1", "1"], ["Elm", "", "", "1"])
    assert marked.fields[Target.NEEDS] == (NeedFit("substance-use"),)
    found = bare.fields[Target.NEEDS]
    assert isinstance(found, tuple)
    assert {need.slug for need in found if isinstance(need, NeedFit) and need.fit < 0.5} == {"counseling", "substance-use"}
    (_, mixed) = records(["Agency", "Tutoring?", "Food pantry?"], ["Oak", "Yes", "Yes"], ["Elm", "No", "No"])
    assert mixed.fields[Target.NEEDS] == ()


AGENCIES = (
    ["ResourceNum", "PublicName", "Level", "ParentAgency", "ParentAgencyNum", "AgencyDescription", "WebsiteAddress", "Status"],
    [
        "10",
        "Oak Agency",
        "Agency",
        "Oak Agency",
        "0",
        "We help families of the whole county in many ways.",
        "www.oak.example.org",
        "Active",
    ],
    [
        "11",
        "Oak - Tutoring",
        "Program",
        "Oak Agency",
        "10",
        "Tutors help children with reading after school.",
        "",
        "Active, but do not refer",
    ],
    [
        "12",
        "Oak - Mentors",
        "Program",
        "Oak Agency",
        "10",
        "Adults meet with teenagers every week of the year.",
        "www.oak.example.org/m",
        "Inactive",
    ],
)


def test_agency_rows() -> None:
    """An agency's row becomes an organization alone; its programs take what they lack from it."""
    agency, tutoring, mentors = records(*AGENCIES)
    assert {t.split(".")[0] for t in agency.fields} <= {"organization", "identifier"}
    assert agency.fields[Target.ORGANIZATION_NAME] == "Oak Agency"
    assert tutoring.fields[Target.ORGANIZATION_NAME] == "Oak Agency"
    assert tutoring.fields[Target.SERVICE_NAME] == "Oak - Tutoring"
    assert tutoring.fields[Target.ORGANIZATION_WEBSITE] == "https://www.oak.example.org"
    assert tutoring.fields[Target.ORGANIZATION_DESCRIPTION] == agency.fields[Target.ORGANIZATION_DESCRIPTION]
    assert (tutoring.fields[Target.SERVICE_DO_NOT_REFER], mentors.fields[Target.SERVICE_STATUS]) == (True, "inactive")


def test_phones_of_many_columns() -> None:
    """Every phone column adds its numbers once, with the kind that its header gives and the words of its name column."""
    (record,) = records(
        ["Agency", "Phone1Number", "Phone1Name", "Fax", "TTY", "Toll Free", "Phone2Number"],
        ["Oak", "517-555-0101", "Intake", "517-555-0102", "711", "800-555-0103", "(517) 555-0101"],
    )
    assert record.fields[Target.PHONES] == (
        Phone("+15175550101", None, "voice", "Intake"),
        Phone("+15175550102", None, "fax"),
        Phone("711", None, "tty"),
        Phone("+18005550103", None, "voice", "Toll free"),
    )


def test_one_cell_of_contacts() -> None:
    """A cell that mixes a person, a phone and an e-mail address is taken apart."""
    (record, _) = records(
        ["Org", "Contact info"],
        ["Oak", "Rosa Delgado, 517-555-0110, rosa@oak.example.org"],
        ["Elm", "517-555-0111 or info@elm.example.org"],
    )
    assert [p.number for p in record.fields[Target.PHONES]] == ["+15175550110"]  # type: ignore[union-attr]
    assert record.fields[Target.ORGANIZATION_EMAIL] == "rosa@oak.example.org"
    assert [c.name for c in record.fields[Target.CONTACTS]] == ["Rosa Delgado"]  # type: ignore[union-attr]


def test_blank_is_known_and_absent_is_not() -> None:
    """A target whose column is there but blank is None or (); one without a column is not in the record."""
    (record, _) = records(["Agency", "Website", "Languages"], ["Oak", "", ""], ["Elm", "elm.example.org", "English"])
    assert record.fields[Target.ORGANIZATION_WEBSITE] is None
    assert record.fields[Target.LANGUAGES] == ()
    assert Target.ORGANIZATION_EMAIL not in record.fields


def test_problems_name_the_cell() -> None:
    """A problem names the row's line, the header and the cell's text, at most 200 characters of it."""
    (record, _) = records(["Agency", "ZIP "], ["Oak", "99999 " + "x" * 300], ["Elm", "48910"])
    (problem,) = [p for p in record.problems if p.severity == Severity.WARNING]
    assert (problem.line, problem.column) == (2, "ZIP")
    assert len(problem.value or "") == 200


def test_cut_texts() -> None:
    """Texts that a list has cut at 255 characters are told once, and a category cut in half is left out."""
    long = "Tutoring; Mentoring; " + "Counseling " * 30
    found = listing(["Agency", "Category"], *[[f"House {i}", long[:255]] for i in range(4)])
    assert [p.line for p in found.problems] == [0]
    assert found.records[0].fields[Target.CATEGORIES] == ("Tutoring", "Mentoring")


EXPORT = [
    "service_at_location.id",
    "service.id",
    "organization.name",
    "service.name",
    "service.minimum_age",
    "phones",
    "needs",
    "languages",
]


def test_our_own_export() -> None:
    """An export of this project is taken as it is written: ids kept, nothing guessed, blanks None, escapes undone."""
    good, bad = records(
        EXPORT,
        ["0192", "0193", "'=Oak", "Tutoring", "6", "'+15175550101;ext=4 | fax | Desk", "tutoring; grief (0.6)", ""],
        ["0194", "0195", "Elm", "Grief group", "six", "", "", "en; es"],
    )
    assert good.fields == {
        Target.SERVICE_AT_LOCATION_ID: "0192", Target.SERVICE_ID: "0193", Target.ORGANIZATION_NAME: "=Oak", Target.SERVICE_NAME: "Tutoring", Target.SERVICE_MINIMUM_AGE: 6.0,
        Target.PHONES: (Phone("+15175550101", "4", "fax", "Desk"),), Target.NEEDS: (NeedFit("tutoring"), NeedFit("grief", 0.6)), Target.LANGUAGES: (),
    }  # fmt: skip
    assert Target.SERVICE_MINIMUM_AGE not in bad.fields
    assert bad.fields[Target.NEEDS] == ()
    assert (bad.problems[0].column, bad.problems[0].severity) == ("service.minimum_age", Severity.WARNING)


def test_export_saved_by_a_spreadsheet() -> None:
    """A ZIP that has lost its zero gets it back, and a row without a service stays an agency's alone."""
    service, agency = records(
        ["service_at_location.id", "service.name", "organization.id", "organization.name", "address.postal_code", "phones"],
        ["0192", "Tutoring", "0190", "Oak", "2138", ""],
        ["", "", "0191", "Elm", "", ""],
    )
    assert service.fields[Target.ADDRESS_POSTAL_CODE] == "02138"
    assert agency.fields == {Target.ORGANIZATION_ID: "0191", Target.ORGANIZATION_NAME: "Elm"}


def test_exact_repeats_are_kept() -> None:
    """Two rows alike are two records: the plan judges them."""
    assert len(records(["Agency", "Phone"], ["Oak", "517-555-0101"], ["Oak", "517-555-0101"])) == 2


def test_days_and_times_in_two_columns() -> None:
    """Days in one column and times in another are one schedule."""
    (record,) = records(["Agency", "DAYS", "HOURS"], ["Oak Pantry", "Tue, Thu", "10 am - 12 pm"])
    assert record.fields[Target.SCHEDULES] == (Schedule("TU,TH", "10:00", "12:00"),)
