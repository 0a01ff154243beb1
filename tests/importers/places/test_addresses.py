"""importers.places.addresses: one cell taken apart into street, suite, city, state, ZIP and point."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from directory.listings.problems.words import in_words
from importers.places import addresses, secret_places
from importers.places.addresses import ParsedAddress
from importers.places.points import Point
from importers.problem_codes import PlaceCode
from importers.values import Reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("47 Street11220\n(40.6, -74.0)", ParsedAddress("47 Street", None, None, None, "11220", Point(40.6, -74.0))),
        ("1130 Grand\nConcourse 10456", ParsedAddress("1130 Grand Concourse", postal_code="10456")),
        ("121 Avenue\nof the Americas 10013", ParsedAddress("121 Avenue of the Americas", postal_code="10013")),
        ("545 Broadway\nLower Level 11206", ParsedAddress("545 Broadway", "Lower Level", postal_code="11206")),
        ("391 Grove Street\nProgram Site 11237", ParsedAddress("391 Grove Street", "Program Site", postal_code="11237")),
        ("133 04 39th Avenue\nFlushing 11354", ParsedAddress("133 04 39th Avenue", None, "Flushing", None, "11354")),
        ("33 47 91st Street (Jackson Heights11372", ParsedAddress("33 47 91st Street", None, "Jackson Heights", None, "11372")),
        ("351 Fort\nWASHINGTON 10033", ParsedAddress("351 Fort WASHINGTON", postal_code="10033")),
        ("127 127th10027", ParsedAddress("127 127th", postal_code="10027")),
        ("89 3111432", ParsedAddress("89 31", postal_code="11432")),
    ],
)  # fmt: skip
def test_zips_glued_to_streets(text: str, expected: ParsedAddress) -> None:
    """A ZIP that was glued to the street, over lines broken anywhere, is taken off and the street made whole."""
    assert addresses.read(text).value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("123 Main St, Suite 4, Lansing, MI 48910", ParsedAddress("123 Main St", "Suite 4", "Lansing", "MI", "48910")),
        ("123 Main St Lansing MI 48910", ParsedAddress("123 Main St", None, "Lansing", "MI", "48910")),
        ("123 Main St, Lansing, Michigan 48910-1234, USA", ParsedAddress("123 Main St", None, "Lansing", "MI", "48910")),
        ("123 Main St, East Lansing, MI, 48910, US", ParsedAddress("123 Main St", None, "East Lansing", "MI", "48910")),
        ("123 Main St\nSuite 200\nLansing, MI 48910", ParsedAddress("123 Main St", "Suite 200", "Lansing", "MI", "48910")),
        ("Hope Center\n123 Main St\nLansing, MI 48910\nUnited States", ParsedAddress("123 Main St", "Hope Center", "Lansing", "MI", "48910")),
        ("PO Box 12, Lansing, MI 48910", ParsedAddress("PO Box 12", None, "Lansing", "MI", "48910")),
        ("123 Main St, PO Box 45, Lansing, MI 48910", ParsedAddress("123 Main St", "PO Box 45", "Lansing", "MI", "48910")),
        ("12 Elm Road, NW, Washington, DC 20009", ParsedAddress("12 Elm Road, NW", None, "Washington", "DC", "20009")),
        ("12 Elm Road, NW Washington D.C. 20009", ParsedAddress("12 Elm Road, NW", None, "Washington", "DC", "20009")),
        ("100 Main St St Paul MN 55101", ParsedAddress("100 Main St", None, "St Paul", "MN", "55101")),
        ("1 Elm Ct, Hartford, CT 06103", ParsedAddress("1 Elm Ct", None, "Hartford", "CT", "06103")),
        ("10 Elm Ave, Buffalo NY", ParsedAddress("10 Elm Ave", None, "Buffalo", "NY")),
        ("2 Oak St., Lansing", ParsedAddress("2 Oak St.", None, "Lansing")),
        ("Lansing, MI", ParsedAddress(None, None, "Lansing", "MI")),
        ("48910", ParsedAddress(postal_code="48910")),
    ],
)  # fmt: skip
def test_whole_addresses(text: str, expected: ParsedAddress) -> None:
    """With and without commas, an address is taken apart from its end: country, ZIP, state, city, suite, street."""
    reading = addresses.read(text)
    assert reading.value == expected
    assert reading.troubles == ()


@pytest.mark.parametrize(
    "text",
    [
        "16th St. & Mission St.",
        "Castro St. and Duboce Ave.",
        "500 Washington Ave",
        "12 Elm CT",
        "1110A 6th Street, NE",
        "Virtual",
    ],
)
def test_streets_stay_whole(text: str) -> None:
    """Crossings, streets named after states, courts and directions are streets."""
    assert addresses.read(text).value == ParsedAddress(text)


def test_a_zip_in_another_state_is_told() -> None:
    """Where ZIP and state disagree both are kept, with a warning."""
    reading = addresses.read("123 Main St, Lansing, OH 48910")
    assert reading.value == ParsedAddress("123 Main St", None, "Lansing", "OH", "48910")
    assert "MI" in in_words(reading.troubles[0])


def test_a_wrong_zip_is_left_out_of_the_street() -> None:
    """Five glued digits that are no ZIP leave the street, with a warning that shows them."""
    reading = addresses.read("92 10 Elm Avenue13372")
    assert reading.value == ParsedAddress("92 10 Elm Avenue")
    assert "13372" in in_words(reading.troubles[0])


def test_confidential_addresses_are_not_taken() -> None:
    """ "Confidential" is no address but a wish, which can be asked for."""
    assert addresses.read("Confidential").value is None
    assert secret_places.withheld("Address withheld")
    assert not secret_places.withheld("12 Confidential Way")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("995 Elm St., 6th Floor", ("995 Elm St.", "6th Floor")), ("3543 18th St., #19", ("3543 18th St.", "#19")),
        ("380 Elm St., Rm 21", ("380 Elm St.", "Rm 21")), ("118 Elm Avenue Suite 100", ("118 Elm Avenue", "Suite 100")),
        ("Suite 100, 118 Elm Avenue", ("118 Elm Avenue", "Suite 100")), ("Building 17, Lower Level", ("", "Building 17, Lower Level")),
        ("20 Main St Ste. B", ("20 Main St", "Ste. B")), ("12 Building Rd", ("12 Building Rd", None)), ("100 Floor St", ("100 Floor St", None)),
        ("Elm School Building 45 P Street", ("Elm School Building 45 P Street", None)), ("PO Box 45", ("PO Box 45", None)),
    ],
)  # fmt: skip
def test_suites(text: str, expected: tuple[str, str | None]) -> None:
    """Floors, rooms and suites leave the street; streets that bear such names stay."""
    assert addresses.split_suite(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("MI", "MI"), ("mich.", "MI"), ("Michigan", "MI"), ("D.C.", "DC"), ("Washington, D.C.", "DC"), ("Washington", "WA"), ("N.Y.", "NY"),
     ("New York State", "NY"), ("W. Va.", "WV"), ("Puerto Rico", "PR"), ("US-MI", "MI"), ("-1", None), ("", None), ("Ontario", None)],
)  # fmt: skip
def test_states(text: str, expected: str | None) -> None:
    """Names, old and new abbreviations, the district and the territories are two letters."""
    assert addresses.state(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("37-20 74Th Street", "37 20 74 st"), ("14 Elm Road, NW", "14 Elm Rd N.W."), ("12 Fifth Avenue, Suite 4", "12 5th Ave"),
        ("225 E. 93rd Street", "225 East 93 St"), ("16th St. & Mission St.", "Mission Street and 16th Street"),
        ("201 St Ann's Avenue", "201 SAINT ANNS AVE"), ("P.O. Box 12", "PO Box 12"),
    ],
)  # fmt: skip
def test_two_ways_to_write_one_street(one: str, other: str) -> None:
    """Spelling, directions, ordinals, suites and the order of a crossing do not make two streets of one."""
    assert addresses.normal(one) == addresses.normal(other)


def test_different_streets_differ() -> None:
    """A house number and a direction are part of the street."""
    assert len({addresses.normal(text) for text in ("12 Elm St", "14 Elm St", "12 N Elm St", "12 Elm Ave")}) == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7 Ash Rd Apt 2, Lansing MI 489101234", ParsedAddress("7 Ash Rd", "Apt 2", "Lansing", "MI", "48910")),
        ("30 W Elm St Boston MA 021341234", ParsedAddress("30 W Elm St", None, "Boston", "MA", "02134")),
        ("7 Ash Rd, Lansing, MI, 489109999, USA", ParsedAddress("7 Ash Rd", None, "Lansing", "MI", "48910")),
    ],
)
def test_nine_digits_at_the_end_are_a_zip_and_four_more(text: str, expected: ParsedAddress) -> None:
    """The first five of nine digits are the ZIP, and what stands before them is read as before any ZIP."""
    assert addresses.read(text) == Reading(expected)


def test_nine_digits_of_another_state_are_told() -> None:
    """A state that is written is kept, and a ZIP of another one beside it is told."""
    reading = addresses.read("7 Ash Rd, Lansing, MI 021341234")
    assert reading.value
    assert reading.value.state_province == "MI"
    assert [trouble.code for trouble in reading.troubles] == [PlaceCode.ZIP_ELSEWHERE]


@example("., 4 Elm\n5 Oak")
@given(
    st.text(max_size=80)
    | st.lists(
        st.sampled_from("12 Main St , Suite Lansing MI 48910 USA \n ( ) # NW Washington DC &".split(" ")), max_size=12
    ).map(" ".join)
)
def test_no_text_raises(text: str) -> None:
    """Any text gives an address, a suite, a state and a key, or none of them."""
    addresses.read(text)
    addresses.split_suite(text)
    addresses.state(text)
    addresses.normal(text)


@given(
    st.integers(1, 9999), st.sampled_from(["Main St", "Oak Avenue", "W 5th St"]), st.sampled_from([None, "Suite 4", "2nd Floor"])
)
def test_an_address_put_together_is_taken_apart(number: int, street: str, suite: str | None) -> None:
    """Parts that are joined in the usual way come out as they went in."""
    text = ", ".join(part for part in (f"{number} {street}", suite, "Lansing", "MI 48910") if part)
    assert addresses.read(text).value == ParsedAddress(f"{number} {street}", suite, "Lansing", "MI", "48910")
