"""What is typed into a record's form, and what the form shows of a record."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.listings.boxes import AGES, BOXES
from directory.listings.form import Given, form, read_form
from importers.fields import FIELDS, Target
from importers.records import MODES, OPTIONS, Contact, Cost, Fields, NeedFit, Phone, Schedule
from matching.languages import NAMES
from matching.needs import terms
from tests.importers.making import record
from tests.storage.imports.test_publication import FULL

TODAY = datetime.date(2026, 9, 2)

LINE_END = re.compile(r"\r\n?|\n")

WORDS = st.text(min_size=1, max_size=40)
NUMBERS = st.floats(0, 120) | st.integers(0, 120).map(float)
ITEMS: dict[str, st.SearchStrategy[Any]] = {
    "phones": st.builds(
        Phone, st.sampled_from(["+15175550101", "+525512345678", "988", "741741"]), st.none() | st.just("12"),
        st.sampled_from(["voice", "fax", "text", "hotline"]), st.none() | WORDS,
    ),
    "contacts": st.builds(Contact, WORDS, st.none() | WORDS, st.none() | st.just("ana@example.org")),
    "schedules": st.builds(
        Schedule, st.sampled_from([None, "MO", "MO,TU,WE,TH,FR"]), st.sampled_from([None, "09:00"]),
        st.sampled_from([None, "17:30"]), st.none() | WORDS,
    ),
    "costs": st.builds(Cost, st.sampled_from(OPTIONS), st.none() | st.floats(0, 1e5), st.none() | WORDS),
    "needs": st.builds(NeedFit, st.sampled_from(sorted(terms())), st.floats(0.01, 1)),
    "languages": st.sampled_from(sorted(NAMES)),
    "modes": st.sampled_from(MODES),
}  # fmt: skip
KINDS: dict[str, st.SearchStrategy[Any]] = {
    "number": NUMBERS,
    "date": st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 1, 1)),
    "flag": st.booleans(),
    "texts": st.lists(WORDS, max_size=3).map(tuple),
    "long_text": WORDS,
    "text": WORDS,
}
SHOWN = [t for t in FIELDS if t in BOXES or t in (Target.SERVICE_MINIMUM_AGE, Target.SERVICE_MAXIMUM_AGE)]


def _values(target: Target) -> st.SearchStrategy[Any]:
    field = FIELDS[target]
    if target in ITEMS:
        distinct = (lambda need: need.slug) if target == "needs" else None
        unique = target in ("needs", "modes")
        return st.lists(ITEMS[target], max_size=3, unique_by=distinct, unique=unique and not distinct).map(tuple)
    if field.kind == "choice":
        return st.sampled_from(field.choices)
    return KINDS[field.kind]


RECORDS = st.fixed_dictionaries({target: _values(target) for target in SHOWN if target != Target.LOCATION_LATITUDE})


def as_sent(shown: dict[str, Any]) -> dict[str, Given]:
    """What a browser sends of a form that nobody touched: every end of a line, however it was written, as two characters."""
    return {name: value if isinstance(value, tuple) else LINE_END.sub("\r\n", value) for name, value in shown.items()}


@settings(max_examples=40)
@given(RECORDS)
def test_a_form_that_nobody_touched_says_what_the_record_says(values: dict[Target, Any]) -> None:
    """Whatever a record holds, opening its form and saving it is no change."""
    fields = values | {Target.LOCATION_LATITUDE: values[Target.LOCATION_LONGITUDE]}
    typed = read_form(as_sent(form(fields)), fields, TODAY)
    assert typed.fields == fields
    assert set(typed.errors) <= {"organization.name", "service.name"}  # a name of blanks alone


def test_a_usual_record_is_read_from_its_form_alone() -> None:
    """What the boxes show is what people would write: read as a new record's, it says the same."""
    fields = {t: v for t, v in record(2, **FULL).fields.items() if t in SHOWN}
    shown = as_sent(form(fields))
    typed = read_form(shown, {}, TODAY)
    assert typed.errors == {}
    needs = (NeedFit("homework-help"), NeedFit("tutoring"))  # ticked by hand, they are sure
    assert {t: typed.fields[t] for t in fields} == fields | {
        "needs": needs,
        "service.do_not_refer": None,
        "service.confidential": None,
    }
    assert shown["ages"] == "6 to 12"
    assert shown["schedules"] == "Monday to Wednesday, 3 pm to 6 pm"
    assert shown["phones"] == "(517) 555-0101 ext. 12\r\nfax: (517) 555-0102"


@pytest.mark.parametrize(
    ("box", "typed", "value"),
    [
        ("schedules", "Mon-Fri 9-5\nSat 10-2", (Schedule("MO,TU,WE,TH,FR", "09:00", "17:00"), Schedule("SA", "10:00", "14:00"))),
        ("phones", "517-555-0123 x4\n517.555.0124 (fax)", (Phone("+15175550123", "4"), Phone("+15175550124", None, "fax"))),
        ("contacts", "Ana Ruiz, Intake, ana@example.org", (Contact("Ana Ruiz", "Intake", "ana@example.org"),)),
        ("costs", "Medicaid\nFee: $12.50 (a week)", (Cost("medicaid"), Cost("fee", 12.5, "a week"))),
        ("languages", "English, Spanish", ("en", "es")),
        ("required_documents", "ID\n\n  Proof of  address ", ("ID", "Proof of address")),
        ("service.assured_date", "9/1/2026", datetime.date(2026, 9, 1)),
        ("service.url", "www.example.org", "https://www.example.org"),
        ("service.email", "Info@Example.org", "Info@example.org"),
        ("address.postal_code", "48910-1234", "48910"),
        ("address.state_province", "michigan", "MI"),
        ("address.country", "USA", "US"),
        ("service.do_not_refer", ["", "yes"], True),
        ("modes", ["online", "phone"], ("online", "phone")),
        ("needs", ["sports"], (NeedFit("sports"),)),
        ("capacity.available", "0", 0.0),
        (
            "schedules",
            "(First Monday, 6-8 pm)\nBy appointment",
            (Schedule(None, None, None, "First Monday, 6-8 pm"), Schedule(None, None, None, "By appointment")),
        ),
        ("schedules", "Mon-Fri 9-5, June 1 to August 3", (Schedule("MO,TU,WE,TH,FR", "09:00", "17:00", "June 1 to August 3"),)),
        ("service.wait_time", "about 6 to 8 weeks", "about 6 to 8 weeks"),
        ("service.alert", "It may 40 times be closed on February 29", "It may 40 times be closed on February 29"),
    ],
)
def test_people_type_as_they_write(box: str, typed: Given, value: object) -> None:
    """Each box understands what a coordinator would put down."""
    found = read_form({box: typed}, {}, TODAY)
    assert (found.fields, found.errors) == ({box: value}, {})


@pytest.mark.parametrize(
    ("typed", "minimum", "maximum"),
    [("5 to 12", 5, 12), ("5-12", 5, 12), ("13 and up", 13, None), ("up to 17", None, 17), ("7 only", 7, 7), ("", None, None),
     ("all ages", 0, None), ("K-5", 5, 11), ("5.5 to 12", 5.5, 12)],
)  # fmt: skip
def test_ages_are_typed_as_one(typed: str, minimum: float | None, maximum: float | None) -> None:
    """The youngest and the oldest stand in one box, in words or numbers."""
    found = read_form({AGES: typed}, {}, TODAY)
    assert (found.fields, found.errors) == ({Target.SERVICE_MINIMUM_AGE: minimum, Target.SERVICE_MAXIMUM_AGE: maximum}, {})


@pytest.mark.parametrize(
    ("box", "typed", "said"),
    [
        ("service.email", "do not email ana@example.org", "is not an e-mail address"),
        ("service.email", "ana@example.org, ask for Ana", "“ask for Ana” is not understood here"),
        ("service.url", "no longer example.org", "is not a web address"),
        ("address.postal_code", "48910 rear building", "“rear building” is not understood here"),
        ("languages", "Everything except Russian", "is not a language"),
        ("languages", "Spanish on Tuesdays", "is not a language"),
        (AGES, "12 to 5", "write 5 to 12"),
        (AGES, "5", "or older ones too"),
        (AGES, "small ones", "not understood as ages"),
        (AGES, "200", "not understood as ages"),
        ("phones", "517-555-0123\n555-0124", "“555-0124” is not a telephone number"),
        ("languages", "Klingon", "not a language"),
        ("costs", "two goats", "not a price"),
        ("contacts", "ana@example.org", "Write name, title"),
        ("urls", "nothing here", "not a web address"),
        ("service.email", "info at example", "not an e-mail"),
        ("service.assured_date", "2027-01-01", "not a day up to today"),
        ("service.assured_date", "31 February", "not a day up to today"),
        ("service.status", "closed", "Choose one of"),
        ("service.status", "", "Choose whether"),
        ("service.name", "  ", "name of the service"),
        ("organization.name", "", "name of the agency"),
        ("organization.year_incorporated", "84", "four digits"),
        ("address.postal_code", "00000", "not a ZIP in use"),
        ("address.state_province", "Middle-earth", "not a state"),
        ("address.country", "Narnia", "not a country"),
        ("capacity.maximum", "-1", "0 or more"),
        ("capacity.available", "2.5", "whole number"),
        ("schedules", "Mon-Fri 25-30", "not understood as hours"),
        ("schedules", "2nd Sat 25-30", "not understood as hours"),
        ("schedules", "Fri 4-6; Fri 5-8", "overlap"),
        ("schedules", "Sat 10pm-2am\nSat 11pm-1am", "overlap"),
        ("schedules", "Mon 5-3", "such as Mon-Fri 9-5 or Sat 10 am-2 pm"),
        ("schedules", "Sat 9-11\nMon 3:75-4", "“Mon 3:75-4” is not understood"),
        ("schedules", "Blursday 9-5", "does not say on which days"),
        ("schedules", "Feb 30 to March 2: Sat 9-11", "“Feb 30” is not a day"),
        ("schedules", "Mon-Fri 9-5 June 31 to August 3", "“June 31” is not a day"),
        ("schedules", "Mon-Fri 9-5, 6/31 to 8/3", "“6/31” is not a day"),
        ("service.description", "Abierto hasta el 31 de junio", "“31 de junio” is not a day"),
        ("service.alert", "Closed until February 30", "“February 30” is not a day"),
        ("service.wait_time", "-3 weeks", "Write 2 to 3 weeks"),
        ("service.wait_time", "3 to 2 weeks", "Write 2 to 3 weeks"),
        ("service.wait_time", "soon", "not understood as a wait"),
        ("service.wait_time", "999 years", "ten years"),
        ("costs", "$-5 a week", "not a price"),
        ("costs", "$5 to $3", "write $3 to $5"),
        ("costs", "Fee: $99999999", "Check the price"),
        ("phones", "517-555-0123 ext. -4", "not a telephone number"),
        (AGES, "-3 to 5", "not understood as ages"),
        (AGES, "grades K-15", "not understood as ages"),
        ("organization.year_incorporated", "2199", "up to this one"),
        ("organization.tax_id", "12", "nine digits"),
        ("address.city", "48910", "not a city"),
        ("service_areas", "??", "no letters"),
        ("location.latitude", "42.7", None),
        ("location.longitude", "nan", "degrees east"),
        ("needs", ["levitation"], "not to be chosen"),
        ("modes", ["telepathy"], "not to be chosen"),
    ],
)
def test_what_is_not_understood_is_said(box: str, typed: Given, said: str | None) -> None:
    """A sentence at the box tells what to write, and nothing of it is taken."""
    errors = read_form({box: typed}, {}, TODAY).errors
    assert errors
    assert said is None or said in errors[box]


def test_a_need_that_was_there_keeps_how_surely_it_was_said() -> None:
    """One that is ticked anew is sure; one that is no longer ticked is gone."""
    known: Fields = {Target.NEEDS: (NeedFit("tutoring", 0.6), NeedFit("grief", 0.4))}
    found = read_form({"needs": ["sports", "tutoring"]}, known, TODAY)
    assert found.fields == {Target.NEEDS: (NeedFit("tutoring", 0.6), NeedFit("sports"))}


def test_a_flag_that_nobody_ticked_stays_unsaid() -> None:
    """Unticked is no where it was yes, and unknown where it was unknown."""
    assert read_form({Target.SERVICE_CONFIDENTIAL: ""}, {Target.SERVICE_CONFIDENTIAL: None}, TODAY).fields == {
        Target.SERVICE_CONFIDENTIAL: None
    }
    assert read_form({Target.SERVICE_CONFIDENTIAL: ""}, {Target.SERVICE_CONFIDENTIAL: True}, TODAY).fields == {
        Target.SERVICE_CONFIDENTIAL: False
    }


def test_a_way_to_pay_that_nobody_knows_is_shown_and_kept() -> None:
    """A code of another version has a line by its own name, and stays where nobody changes the line."""
    known: Fields = {Target.COSTS: (Cost("time_bank", 5.0), Cost("free"))}
    assert form(known)[Target.COSTS] == "Time bank: $5\nFree"
    assert read_form({Target.COSTS: form(known)[Target.COSTS]}, known, TODAY).fields == known


def test_points_are_mended_or_asked_about() -> None:
    """A longitude without its minus gets it; a point in another country is refused."""
    mended = read_form({"location.latitude": "42.7", "location.longitude": "84.5"}, {}, TODAY)
    assert mended.fields == {Target.LOCATION_LATITUDE: 42.7, Target.LOCATION_LONGITUDE: -84.5}
    assert read_form({"location.latitude": "48.8", "location.longitude": "2.3"}, {}, TODAY).errors


def test_no_more_places_are_free_than_there_are() -> None:
    """Both numbers are held against each other where one is changed, and left alone where neither is."""
    known: Fields = {Target.CAPACITY_AVAILABLE: 30.0, Target.CAPACITY_MAXIMUM: 20.0}
    assert (
        "30 openings"
        in read_form({"capacity.available": "30"}, {Target.CAPACITY_MAXIMUM: 20.0}, TODAY).errors["capacity.available"]
    )
    assert read_form({"capacity.available": "30"}, known, TODAY).errors == {}


@pytest.mark.parametrize(
    ("typed", "days", "words"),
    [
        ("L/M/V 15:00 a 18:00", ["MO,WE,FR"], []),
        ("L-V 3-6 pm", ["MO,TU,WE,TH,FR"], []),
        ("TuTh 4:30-6, 2nd Sat 10-noon", ["TU,TH"], ["2nd Sat 10-noon"]),
        ("first Monday of the month 6-8 pm", [], ["first Monday of the month 6-8 pm"]),
        ("segundo sábado 10-12", [], ["segundo sábado 10-12"]),
        ("Fri 4-6 (teens); Fri 5-8 (parents)", ["FR", "FR"], ["teens", "parents"]),
        ("Fri 4-6 pm; Fri 6-8 pm", ["FR", "FR"], []),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, days: list[str], words: list[str]) -> None:
    """Spanish letters of days are read, days of a month are kept as words, and times for different people may overlap."""
    done = read_form({"schedules": typed}, {}, TODAY)
    assert done.errors == {}
    found = done.fields[Target.SCHEDULES]
    assert isinstance(found, tuple)
    assert [one.byday for one in found if isinstance(one, Schedule) and one.byday] == days
    assert [one.description for one in found if isinstance(one, Schedule) and one.description] == words
