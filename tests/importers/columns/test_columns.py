"""Columns of fictional lists in many styles are told apart, each by its header, by what it holds, or by both."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from importers.columns import Column, ColumnMark, guess
from importers.columns.headers import hints, words
from importers.tables.table import read_table

LISTS = Path(__file__).parents[1] / "lists"

EXPECTED = {
    "camps-semicolon.csv": {
        "Camp Name": "service.name",
        "Sponsoring Organization": "organization.name",
        "Min Age": "service.minimum_age",
        "Max Age": "service.maximum_age",
        "Weekly Fee": "service.fees_description",
        "Start Time": "hours.opens",
        "End Time": "hours.closes",
        "Days": "hours.days",
        "Street": "address.address_1",
        "Town": "address.city",
        "St": "address.state_province",
        "Zip": "address.postal_code",
        "Tel.": "phones",
        "E-mail": "organization.email",
        "Registration Link": "service.url",
        "Capacity": "capacity.maximum",
        "Openings": "capacity.available",
    },
    "chicago-style.csv": {
        "Site Name": "organization.name",
        "Contact Name": "contact.name",
        "Address": "address.address_1",
        "Address Line 2": "address.address_2",
        "City": "address.city",
        "State": "address.state_province",
        "ZIP": "address.postal_code",
        "Phone Number": "phones",
        "Hours of Operation": "schedules",
        "Program Model": "categories",
        "Ages Served": "ages",
        "LOCATION": "address",
        "the_geom": "point",
    },
    "county-211.csv": {
        "Agency_ID": "parent.id",
        "Agency_Name": "organization.name",
        "Program_Name": "service.name",
        "Site_Name": "location.name",
        "Street_Address": "address.address_1",
        "Suite": "address.address_2",
        "City": "address.city",
        "State": "address.state_province",
        "Zip_Code": "address.postal_code",
        "County": "address.region",
        "Main_Phone": "phones",
        "Toll_Free": "phones:Toll free",
        "Fax": "phones:fax",
        "TTY": "phones:tty",
        "Crisis_Line": "phones:hotline",
        "Email_Address": "organization.email",
        "Website_URL": "organization.website",
        "Hours_of_Operation": "schedules",
        "Eligibility": "service.eligibility_description",
        "Intake_Procedure": "service.application_process",
        "Fees": "service.fees_description",
        "Languages_Spoken": "languages",
        "Area_Served": "service_areas",
        "Required_Documents": "required_documents",
        "Program_Description": "service.description",
        "Taxonomy_Term": "categories",
        "Last_Verified": "service.assured_date",
        "Status": "service.status",
    },
    "espanol.csv": {
        "Organización": "organization.name",
        "Nombre del programa": "service.name",
        "Descripción": "service.description",
        "Dirección": "address.address_1",
        "Ciudad": "address.city",
        "Estado": "address.state_province",
        "Código postal": "address.postal_code",
        "Teléfono": "phones",
        "Correo electrónico": "organization.email",
        "Página web": "organization.website",
        "Edades": "ages",
        "Costo": "service.fees_description",
        "Idiomas": "languages",
        "Horario": "schedules",
        "Requisitos": "service.eligibility_description",
        "Cómo inscribirse": "service.application_process",
    },
    "flags.csv": {
        "Provider": "organization.name",
        "Address": "address.address_1",
        "City": "address.city",
        "Zip": "address.postal_code",
        "Phone": "phones",
        "Website": "organization.website",
        "Medicaid": "flag",
        "Private insurance": "flag",
        "Sliding scale": "flag",
        "Spanish": "flag",
        "Wheelchair accessible": "flag",
        "Telehealth": "flag",
        "Children": "flag",
        "Teens": "flag",
        "Adults": "flag",
        "Substance use": "flag",
        "Grief counseling": "flag",
    },
    "insurance.csv": {
        "Practice / Clinician": "organization.name",
        "Specialties": "categories",
        "Population(s) Served": "service.eligibility_description",
        "Insurance Accepted": "costs",
        "Out-of-pocket cost": "service.fees_description",
        "Wait time": "service.wait_time",
        "Modality (in-person/virtual)": "modes",
        "Languages spoken (other than English)": "languages",
        "Office address": "address",
        "City, State, Zip": "city_line",
        "Office Phone": "phones",
        "Ext.": "phone.extension",
        "Fax": "phones:fax",
        "Web site": "organization.website",
        "Accepting new clients?": "accepting",
    },
    "misspelt.csv": {
        "Agencey Name": "organization.name",
        "Progam": "service.name",
        "Adress": "address.address_1",
        "Citty": "address.city",
        "Zipcode": "address.postal_code",
        "Telphone": "phones",
        "Emial": "organization.email",
        "Webiste": "organization.website",
        "Langauges": "languages",
        "Eligibilty": "service.eligibility_description",
        "Discription": "service.description",
        "Age Grp": "ages",
    },
    "no-header.csv": {
        "Column 1": "organization.name",
        "Column 2": "address",
        "Column 3": "phones",
        "Column 4": "organization.email",
        "Column 5": "service.description",
    },
    "school-sheet.csv": {
        "Org": "organization.name",
        "Name of Program": "service.name",
        "Who do they serve?": "service.eligibility_description",
        "Where": "address",
        "Cost?": "service.fees_description",
        "How to sign up": "service.application_process",
        "Contact info": "contact",
        "Days/Times": "schedules",
        "Notes": "service.description",
    },
    "socrata-lower.csv": {
        "objectid": "identifier",
        "facilityname": "organization.name",
        "programtype": "categories",
        "streetaddress": "address.address_1",
        "cityname": "address.city",
        "statecode": "address.state_province",
        "zipcode": "address.postal_code",
        "phonenumber": "phones",
        "emailaddress": "organization.email",
        "websiteurl": "organization.website",
        "agegroup": "ages",
        "x": "location.longitude",
        "y": "location.latitude",
        "lastupdated": "service.assured_date",
    },
    "weekdays.tsv": {
        "Name": "organization.name",
        "Type": "categories",
        "Location": "address",
        "Phone #": "phones",
        "Monday": "schedules:MO",
        "Tuesday": "schedules:TU",
        "Wednesday": "schedules:WE",
        "Thursday": "schedules:TH",
        "Friday": "schedules:FR",
        "Saturday": "schedules:SA",
        "Sunday": "schedules:SU",
        "Grades": "ages",
    },
}


def columns(rows: list[list[str]]) -> dict[str, Column]:
    """The guess for a small list, by header."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return {c.header: c for c in guess(read_table(text.getvalue().encode(), "small.csv"))}


def shown(column: Column) -> str:
    """The target with the option that a person gave the column, not the number of another column."""
    return f"{column.target}:{column.option}" if column.option and not column.option.isdigit() else column.target or ""


@pytest.mark.parametrize("name", EXPECTED)
def test_every_style_of_list(name: str) -> None:
    """Each fictional list of tests/importers/lists gets the mapping that a person would give it."""
    table = read_table((LISTS / name).read_bytes(), name)
    assert {c.header: shown(c) for c in guess(table) if c.target} == EXPECTED[name]


def test_marks() -> None:
    """A column of marks means what its header names: a payment, a language, a group, a need, a mode, access."""
    table = read_table((LISTS / "flags.csv").read_bytes(), "flags.csv")
    marks = {c.header: c.mark for c in guess(table) if c.mark}
    assert marks["Medicaid"] == ColumnMark(payments=("medicaid",))
    assert marks["Spanish"] == ColumnMark(languages=("es",))
    assert marks["Children"] == ColumnMark(ages=(0, 17))
    assert marks["Telehealth"] == ColumnMark(modes=("online",))
    assert marks["Substance use"] == ColumnMark(needs=("substance-use",))
    assert marks["Wheelchair accessible"] == ColumnMark(accessibility=("Wheelchair accessible",))


def test_the_better_claim_wins() -> None:
    """Of two columns that claim one target the plainer takes it; the other falls back or is left out."""
    found = columns([
        ["Agency", "Program", "X", "Y", "Latitude", "Longitude"],
        ["Oak", "Tutoring", "1", "2", "42.7001", "-84.5001"],
        ["Elm", "Mentors", "3", "4", "42.7002", "-84.5002"],
    ])  # fmt: skip
    assert (found["Latitude"].target, found["Longitude"].target) == ("location.latitude", "location.longitude")
    assert found["X"].target is None


def test_cells_overrule_headers() -> None:
    """A header that the cells contradict is not believed."""
    found = columns([
        ["Name", "Website", "Contact"],
        ["Oak House", "517-555-0101", "oak@example.org"],
        ["Elm House", "517-555-0102", "elm@example.org"],
        ["Ash House", "517-555-0103", "ash@example.org"],
    ])  # fmt: skip
    assert found["Website"].target == "phones"
    assert found["Contact"].target in ("contact", "organization.email")


def test_what_differs_within_an_agency_is_the_services() -> None:
    """A web address that differs among the programs of one agency is the service's own; one that does not, the agency's."""
    rows = [["Agency", "Program", "Website", "Email"]]
    rows += [
        [f"Agency {a}", f"Program {a}{p}", f"www.a{a}.example.org/{p}", f"info@a{a}.example.org"]
        for a in range(4)
        for p in range(3)
    ]
    found = columns(rows)
    assert (found["Website"].target, found["Email"].target) == ("service.url", "organization.email")


def test_private_columns_stay_out() -> None:
    """Internal notes, staff names and political districts are never taken."""
    found = columns([
        ["Agency", "InternalNotes", "Last Verified By", "Council District", "Senior Worker Name"],
        ["Oak House", "The director is difficult, call the office.", "Pat Doe", "4", "Sam Poe"],
        ["Elm House", "Funding ends in June and nobody knows it yet.", "Pat Doe", "7", "Ann Roe"],
    ])  # fmt: skip
    assert {h for h, c in found.items() if c.target} == {"Agency"}


def test_phone_names_follow_their_phone() -> None:
    """ "Phone2Name" describes "Phone2Number", wherever the two stand."""
    found = columns([
        ["Agency", "Phone1Number", "Phone2Number", "Phone1Name", "Phone2Name"],
        ["Oak House", "517-555-0101", "517-555-0102", "Main", "Intake"],
        ["Elm House", "517-555-0103", "517-555-0104", "Main", "Intake"],
    ])  # fmt: skip
    assert (found["Phone1Name"].option, found["Phone2Name"].option) == ("1", "2")


def test_mailing_address_gives_way() -> None:
    """A mailing address is used only where the list has no other."""
    both = columns(
        [["Agency", "Mailing Address", "Street Address"], ["Oak", "PO Box 5", "5 Oak St"], ["Elm", "PO Box 6", "6 Elm St"]]
    )
    assert (both["Mailing Address"].target, both["Street Address"].target) == (None, "address.address_1")
    alone = columns(
        [["Agency", "Mailing Address"], ["Oak", "5 Oak St, Lansing, MI 48910"], ["Elm", "6 Elm St, Lansing, MI 48910"]]
    )
    assert alone["Mailing Address"].target == "address"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("PhysicalAddress1", ("physical", "address", "1")),
        ("Grade Level / Age Group ", ("grade", "level", "age", "group")),
        ("Teléfonos", ("telefono",)),
        ("Org. E-mail", ("organization", "email")),
        ("# of slots", ("number", "slot")),
    ],
)
def test_header_words(header: str, expected: tuple[str, ...]) -> None:
    """Headers are compared by their words: no capitals, accents, plurals, abbreviations or little words."""
    assert words(header) == expected


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Appointment required?", "service.application_process"),
        ("By appointment only", "service.application_process"),
        # A header one or two letters off is still understood.
        ("Elegibility", "service.eligibility_description"),
        ("Telehpone", "phones"),
    ],
)
def test_a_header_names_its_target(header: str, target: str) -> None:
    """Of all targets that a header hints at, the surest is the one that a person would choose."""
    found = hints(header)
    assert max(found, key=lambda one: found[one].score, default=None) == target
