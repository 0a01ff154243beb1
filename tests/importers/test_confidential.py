"""What of a confidential place is withheld in other words."""

from __future__ import annotations

import time
from typing import Any

import pytest

from importers.confidential import of_streets, scrubbed, withheld
from importers.fields import FIELDS, Field, Target
from importers.records import Contact, Cost, Fields, Phone, Schedule

SAID = "Ring at 22 Deventer Rd"
WORDS = {
    "text": SAID, "long_text": SAID, "texts": (SAID,), "phones": (Phone("+15175550101", description=SAID),),
    "contacts": (Contact("Ann Smith", SAID, "22deventerrd@example.org"), Contact(SAID)), "schedules": (Schedule(description=SAID),),
    "costs": (Cost("fee", None, SAID),),
}  # fmt: skip
NO_TEXTS = {"service_at_location.id", "service.id", "organization.id", "location.id", "identifier", "organization.tax_id"}


@pytest.mark.parametrize(
    ("street", "text", "left"),
    [
        ("31 Quarry Lantern Road", "Beds at 31 Quarry Lantern Road behind the mill", "Beds at (withheld) behind the mill"),
        ("31 Quarry Lantern Road", "Beds at 31 quarry lantern rd. behind", "Beds at (withheld) behind"),
        ("12 Paul Robeson Jones Blvd", "12 Paul Robeson Jones Boulevard, ring", "(withheld), ring"),
        ("1408 Old Mill Rd Apt 2", "At 1408 Old Mill Road, Apt 2, ring twice", "At (withheld), ring twice"),
        ("500 E St Joseph St", "500 East Saint Joseph Street", "(withheld)"),
        ("31 Ox Bow Road Suite 4", "31 Ox Bow Rd", "(withheld)"),
        ("12 Hidden Lane", "Our house on Hidden Lane", "Our house on (withheld)"),
        ("One Hidden Lane", "1 Hidden Lane", "(withheld)"),
        ("12 5th Ave", "on 5th Avenue", "on (withheld)"),
        ("345 Broadway", "Broadway shows, 345 Broadway", "Broadway shows, (withheld)"),
        ("31 Lantern Road", "31 Elm St, 12 lanterns, the road", "31 Elm St, 12 lanterns, the road"),
    ],
)
def test_a_street_is_found_however_it_is_written(street: str, text: str, left: str) -> None:
    """All of its name is withheld, with kind and unit, and so is its name without the number; nothing else is."""
    assert scrubbed({Target.SERVICE_DESCRIPTION: text}, of_streets([street])).get(Target.SERVICE_DESCRIPTION, text) == left


@pytest.mark.parametrize(
    ("street", "text", "left"),
    [
        ("12 9th Street", "12 Ninth St, ring", "(withheld), ring"),
        ("12 Sixth Ave", "Our door on 6th Ave.", "Our door on (withheld)"),
        ("4410 US Highway 127", "off U.S.-127 North", "off (withheld)"),
        ("4410 US Hwy 127", "US-127, first exit", "(withheld), first exit"),
        ("700 M-43", "the house on M-43", "the house on (withheld)"),
        ("N12 County Road KK", "on Cty Rd KK", "on (withheld)"),
        ("12 Cty Rd KK", "at CR KK, barn", "at (withheld), barn"),
        ("66-B Fenwick Rd", "66B Fenwick", "(withheld)"),
        ("66B Fenwick Rd", "66-B fenwick road", "(withheld)"),
        ("7-9 Culver Terrace", "7-9 Culver", "(withheld)"),
        ("Calle Zafra 55", "en Calle Zafra #55, timbre", "en (withheld), timbre"),
        ("Calle Zafra #55", "en Calle Zafra 55", "en (withheld)"),
        ("12 La Crosse St", "12 LaCrosse Street", "(withheld)"),
        ("12 McAllister Rd", "12 Mc Allister", "(withheld)"),
        ("12 Odell Ct", "O'Dell Ct", "(withheld)"),
        ("12 MLK Blvd", "12 Martin Luther King Jr. Blvd", "(withheld)"),
        ("12 Martin Luther King Jr Dr", "12 MLK Drive", "(withheld)"),
        ("12 Oakhurst Ln", "12 oak hurst lane", "(withheld)"),
        ("33 Peñasco St", "33 Penasco Street", "(withheld)"),
        ("33 Dalhousie Street", "33, Dalhousie Street Apt 4B", "(withheld)"),
        ("12 Wexbury Lane", "on wexbury near the bridge", "on (withheld) near the bridge"),
        ("9 Vandermeer St", "house on Vandermeer", "house on (withheld)"),
        ("Dunmire Ave & Fetlock Ln", "Corner of Dunmire and Fetlock", "Corner of (withheld)"),
        ("Confidential - 66 Yarborough Street", "Ring at 66 Yarborough St.", "Ring at (withheld)"),
        ("Undisclosed (near Zimmerlin & 3rd)", "Corner of Zimmerlin and 3rd", "Corner of (withheld)"),
        ("Domicilio confidencial - 32 Nethercote St", "la casa en Nethercote", "la casa en (withheld)"),
        ("1900 Ridgemont Pkwy NE", "at 1900 Ridgemont Parkway N.E., Apt 2", "at (withheld)"),
        ("22 El Camino Real", "22 El Camino Real, ring", "(withheld), ring"),
        ("12 Main Street", "We are on Main, upstairs", "We are on (withheld), upstairs"),
    ],
)
def test_a_street_in_another_spelling_goes_whole(street: str, text: str, left: str) -> None:
    """Ordinals, highways, ranges, accents, words parted or joined, corners, and a telling name alone: nothing is left over."""
    assert scrubbed({Target.SERVICE_DESCRIPTION: text}, of_streets([street])).get(Target.SERVICE_DESCRIPTION, text) == left


@pytest.mark.parametrize(
    ("street", "text"),
    [
        ("The Shelter", "The Shelter program"),
        ("Community Center", "Classes at the Community Center"),
        ("Jasmine House", "Jasmine House takes families"),
        ("Lansing", "For Lansing families"),
        ("Lansing, MI 48910", "Lansing, MI"),
        ("12 Park Ave", "Children play in the park."),
        ("12 Hope Street", "Hope House gives hope"),
        ("12 Church Rd", "Meets after church on Sunday"),
        ("12 Main St", "The main office; main entrance"),
        ("12 2nd St", "Serves 2 St. Vincent families, 2nd grade and up"),
        ("12 Andover Rd", "Ages 12 and over"),
        ("4410 US Highway 127", "Contact us 127 times"),
        ("33 State St", "A state license"),
        ("12 Spring St", "Registration opens in Spring"),
        ("12 Washington Ave", "Washington County residents"),
        ("12 Court Pl", "Help with court dates"),
        ("12 Oak Ln", "Oak trees shade the yard"),
        ("12 Martin Luther King Dr", "Closed on Martin Luther King Day"),
        ("12 Maria Ct", "Ask for Maria"),
        ("12 School St", "After school, 12 weeks"),
        ("12 Lantern Rd", "A lantern walk in October"),
        ("24 hours a day", "Open 24 hours a day"),
        ("Call 517-555-0147", "Call 517-555-0147 at night"),
    ],
)
def test_ordinary_words_stay(street: str, text: str) -> None:
    """What is no street, and names that are ordinary words, towns or first names, leave a place's other words alone."""
    assert scrubbed({Target.SERVICE_DESCRIPTION: text}, of_streets([street])) == {}


@pytest.mark.parametrize("field", [field for field in FIELDS.values() if field.kind in WORDS], ids=lambda one: one.target)
def test_no_text_of_a_record_keeps_the_street(field: Field) -> None:
    """Whatever text of a confidential record names its street, it is shown without it; ids and numbers of lists are no texts."""
    if field.target in NO_TEXTS:
        return
    value: Any = WORDS[field.kind]
    told = withheld({Target.ADDRESS_ADDRESS_1: "22 Deventer Rd", Target.SERVICE_CONFIDENTIAL: True, field.target: value})
    assert "deventer" not in str(told).casefold()


def test_a_person_stays_without_the_street() -> None:
    """Of a contact with the street as a title the name stays; one that is nothing but the street goes."""
    people = (Contact("Ann Smith", "22 Deventer Rd"), Contact("22 Deventer Road"))
    assert withheld({Target.ADDRESS_ADDRESS_1: "22 Deventer Rd", Target.CONTACTS: people})[Target.CONTACTS] == (
        Contact("Ann Smith"),
    )


def test_the_name_of_a_place_stays_where_its_street_is_called_so() -> None:
    """An agency named after its street goes on to be found by its name; the street in its words goes."""
    fields: Fields = {
        Target.ADDRESS_ADDRESS_1: "33 Dalhousie Street",
        Target.ORGANIZATION_NAME: "Dalhousie House",
        Target.SERVICE_DESCRIPTION: "Dalhousie House is on Dalhousie, ring twice.",
    }
    told = withheld(fields)
    assert told[Target.ORGANIZATION_NAME] == "Dalhousie House"
    assert told[Target.SERVICE_DESCRIPTION] == "Dalhousie House is on (withheld), ring twice."


def test_a_long_text_that_names_its_street_often_is_read_at_once() -> None:
    """The work grows with the text, not with its square: 48,000 letters with 4,000 streets would take hours as the square."""
    finder = of_streets(["33 Oakhurst Dalhousie Terrace"])
    assert finder is not None
    began = time.process_time()
    assert "oak" not in finder.sub("-", "33 oak hurst " * 4_000)
    assert time.process_time() - began < 30
