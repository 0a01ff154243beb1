"""What a list hides stays out of its records: streets, telephones, contacts, and rows that the list does not stand by."""

from __future__ import annotations

import pytest

from directory.listings.problems.words import in_words
from importers.fields import Target
from importers.places.secret_places import in_prose, withheld
from importers.problems import Severity
from tests.importers.rows.small_lists import OTHER, ROW, STREET, everything, records


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("PhysicalAddressIsPrivate", "Yes"), ("Address Private?", "1"), ("Confidential address", "x"), ("Confidential", "TRUE"),
        ("Hide from map", "Y"), ("Hide address on website", "T"), ("Address is confidential (Y/N)", "Y"), ("Undisclosed location", "yes"),
        ("Publish address?", "No"), ("Show address", "N"), ("Address public", "false"), ("OK to share address", "0"), ("Display location on map", "n"),
        ("Address not public", "Yes"), ("Do not publish address", "X"), ("Dirección privada", "Sí"), ("Mostrar dirección", "No"),
        ("Site is private", "yes - ask the director"), ("Location visibility", "Internal"), ("Address privacy", "Private"), ("Address confidential", "see Ana"),
        ("Keep address private", "Y"), ("addr_conf", "1"), ("Conf?", "x"), ("Okay to give address", "No"), ("DV confidential site ind", "see notes"),
        ("Adresse vertraulich", "ja"), ("地址保密", "是"), ("عنوان سري", "1"), ("Safe house", "Y"),
    ],
)  # fmt: skip
def test_a_private_address_keeps_its_city_alone(header: str, cell: str) -> None:
    """However a list says that an address is private, no street, no point and no name of the place is in the record."""
    hidden, shown = records([*STREET, header], [*ROW, cell], [*OTHER, opposite(cell)])
    assert "Lantern" not in everything(hidden)
    assert "42.7012" not in everything(hidden)
    assert hidden.fields[Target.SERVICE_CONFIDENTIAL] is True
    assert (hidden.fields[Target.LOCATION_LATITUDE], hidden.fields[Target.LOCATION_PRECISION]) == (None, None)
    assert (hidden.fields[Target.ADDRESS_CITY], hidden.fields[Target.ADDRESS_POSTAL_CODE]) == ("Lansing", "48910")
    assert hidden.fields[Target.PHONES]
    assert hidden.fields[Target.SERVICE_NAME] == "Pear Nights"
    assert shown.fields[Target.ADDRESS_ADDRESS_1] == "8 Plum Street"
    assert shown.fields[Target.SERVICE_CONFIDENTIAL] is False


def opposite(cell: str) -> str:
    pairs = [("yes", "no"), ("y", "n"), ("1", "0"), ("true", "false"), ("t", "f"), ("x", "no"), ("sí", "no"), ("internal", "public"), ("private", "public")]  # fmt: skip
    both = dict(pairs) | {no: yes for yes, no in pairs[:5]}
    return both.get(cell.casefold(), "no")


@pytest.mark.parametrize(
    "cell",
    [
        "Confidential", "confidential location", "31 Lantern Road (confidential)", "Address withheld", "Undisclosed", "Location is confidential",
        "Call for address", "call 517-555-0147 for the address", "Domestic violence shelter - address not published", "Do not publish",
        "Address not disclosed", "Location provided upon intake", "Unlisted", "Private residence", "secret location", "Dirección confidencial",
        "Ubicación reservada", "Llame para la dirección", "No publicar", "31 Lantern Road, Lansing [PRIVATE]", "31 Lantern Road - hidden", "Private",
        "31 Lantern Road (staff only)", "31 Lantern Road CONF", "31 Lantern Road (please keep private)", "C O N F I D E N T I A L 31 Lantern Road",
        "31 Lantern Road - off the website", "31 Lantern Road; keep off web", "31 Lantern Road (for internal use)", "31 Lantern Road ~ DNP", "31 Lantern Road (omit from print)",
        "31 Lantern Road - not for distribution", "31 Lantern Road: exclude from directory", "31 Lantern Road (safehouse)", "31 Lantern Road <do not map>", "31 Lantern Road (DV)",
        "31 Lantern Road (adresse confidentielle)", "31 Lantern Road (保密)", "31 Lantern Road (سري)", "31 Lantern Road (địa chỉ bảo mật)",
    ],
)  # fmt: skip
def test_words_in_an_address_withhold_it(cell: str) -> None:
    """Words in place of an address, or beside it, that withhold it make the place confidential."""
    (hidden, _) = records(STREET, [*ROW[:2], cell, *ROW[3:]], OTHER)
    assert hidden.fields[Target.SERVICE_CONFIDENTIAL] is True
    assert (hidden.fields[Target.ADDRESS_ADDRESS_1], hidden.fields[Target.LOCATION_LATITUDE]) == (None, None)
    assert "Lantern" not in everything(hidden)


@pytest.mark.parametrize(
    "cell", ["12 Confidential Way", "9 Private Drive", "14 Secret Lane", "Public Library", "4 Published Row", "Call ahead"]
)
def test_streets_of_such_names_are_streets(cell: str) -> None:
    """A street or a place that is only called so is not withheld."""
    assert not withheld(cell)


@pytest.mark.parametrize(
    ("words", "secret"),
    [
        ("Free and confidential counseling.", False),
        ("Calls are confidential. The office is at the library.", False),
        ("Emergency shelter; the location is confidential.", True),
        ("We have a confidential shelter for families.", True),
        ("Do not publish the address.", True),
        ("La ubicación es confidencial.", True),
        ("Por seguridad no se da la dirección.", True),
        ("Safe house; call for location.", True),
        ("Shelter for families. Location given at intake.", True),
        ("Food pantry. Call for locations and hours.", False),
        ("Free. Private. Call for hours.", False),
        ("The shelter is in a confidential, secure location.", True),
        ("The shelter's address is not given to the public.", True),
        ("We never disclose where the shelter is.", True),
        ("Families are told the location after a screening.", True),
        ("La dirección del albergue es confidencial.", True),
        ("Die Adresse ist geheim.", True),
        ("地址保密。", True),
        ("Адрес не разглашается.", True),
        ("hide address", True),
        ("The address is only given to clients.", True),
        ("The location of the house is protected by law.", True),
        ("No address is listed for safety.", True),
        ("Please remove the address before posting.", True),
        ("The address must not be released.", True),
        ("Address is not to be given out.", True),
        ("Addresses are not available to the public.", True),
        ("Beds in a confidential setting.", True),
        ("Our whereabouts are not made public.", True),
        ("Emergency DV safe house.", True),
        ("We do not share your address with anyone.", False),
        ("Your location is not shared.", False),
        ("We address confidential matters.", False),
        ("Location = confidential", True),
        ("Address: CONF", True),
        ("Location: Confidential Counseling Center", False),
        ("Keep your address up to date.", False),
        ("Confidential help in Spanish. All of our locations have parking.", False),
        ("Konfidansyèl, gratis.", False),
    ],
)
def test_a_description_may_withhold_the_place(words: str, *, secret: bool) -> None:
    """A description that calls the place confidential hides it; confidential counseling does not."""
    assert in_prose(words) is secret


@pytest.mark.parametrize("cell", ["Confidential", "DO NOT PUBLISH", "(address withheld)"])
def test_words_in_the_address_s_second_line_withhold_it(cell: str) -> None:
    """Words in the second line of an address withhold the street in the first."""
    assert "Lantern" not in everything(records([*STREET, "Address 2"], [*ROW, cell], [*OTHER, ""])[0])


@pytest.mark.parametrize("name", ["Pear Nights (confidential location)", "DV Shelter: address withheld", "Confidential Shelter"])
def test_a_name_may_withhold_the_place(name: str) -> None:
    """Words of a program's or an agency's name that withhold the place hide its street as words of its address do."""
    for row in ([ROW[0], name, *ROW[2:]], [name, *ROW[1:]]):
        assert "Lantern" not in everything(records(STREET, row, OTHER)[0])


def test_the_street_is_taken_out_of_other_words() -> None:
    """A private street is in no other text of its row, in whatever case and with whatever kind of street."""
    row = [*ROW[:8], "Come to 31 lantern rd. at night; 31 Lantern Road is lit.", ROW[9]]
    hidden, _ = records([*STREET, "Address private"], [*row, "Yes"], [*OTHER, "No"])
    assert "lantern" not in everything(hidden).casefold()


def test_an_agencys_private_street_is_private_in_all_its_rows() -> None:
    """A street that one row of an agency hides is hidden in the agency's other rows too, not in another agency's."""
    rows = [[*ROW, "Yes"], [ROW[0], "Pear Days", "31 Lantern Rd", *ROW[3:], "No"], [*OTHER[:2], *ROW[2:9], OTHER[9], "No"]]
    _, same, other = records([*STREET, "Address private"], *rows)
    assert same.fields[Target.SERVICE_CONFIDENTIAL] is True
    assert other.fields[Target.ADDRESS_ADDRESS_1] == "31 Lantern Road"
    assert any("Make sure" in in_words(problem) and problem.severity == Severity.WARNING for problem in other.problems)


@pytest.mark.parametrize("sign", [["Plum House", "Pear Nights", OTHER[9]], ["Plum House", "Plum Days", ROW[9]]])
def test_a_private_place_is_private_under_another_agencys_name(sign: list[str]) -> None:
    """A row of another agency with the private street and the same program or telephone is the same place: its street goes too."""
    agency, program, phone = sign
    _, again = records([*STREET, "Address private"], [*ROW, "Yes"], [agency, program, *ROW[2:9], phone, "No"])
    assert again.fields[Target.SERVICE_CONFIDENTIAL] is True
    assert "Lantern" not in everything(again)


def test_a_number_with_a_private_note_is_left_out() -> None:
    """A note that a number is not for the public leaves it out; a confidential hotline is for the public."""
    (one,) = records(
        ["Agency", "Phone"], ["Fig", "517-555-0151 confidential hotline; 517-555-0152 (staff only, do not give out)"]
    )
    assert [p.number for p in one.fields[Target.PHONES]] == ["+15175550151"]  # type: ignore[union-attr]


def test_a_note_that_nobody_reads_still_hides_the_place() -> None:
    """Notes of staff are not shown, and what they say of the address counts."""
    hidden, other = records([*STREET, "Internal notes"], [*ROW, "DV shelter - location is not disclosed"], [*OTHER, ""])
    assert hidden.fields[Target.SERVICE_CONFIDENTIAL] is True
    assert "Lantern" not in everything(hidden)
    assert other.fields[Target.ADDRESS_ADDRESS_1] == "8 Plum Street"


def test_a_web_address_that_leads_to_a_private_street_is_left_out() -> None:
    """A link to a map holds the street as surely as the address does."""
    row = [*ROW, "Yes", "https://maps.example.com/?q=31+Lantern+Road"]
    hidden, _ = records([*STREET, "Address private", "Website"], row, [*OTHER, "No", "https://plum.example.org"])
    assert "lantern" not in everything(hidden).casefold()
    assert hidden.fields[Target.ORGANIZATION_WEBSITE] is None


def test_a_status_that_is_a_word_for_a_secret_hides_the_place() -> None:
    """ "Address status: confidential" takes the street out of the record, which no page of a coordinator may show either."""
    hidden, shown = records([*STREET, "Address Status"], [*ROW, "Confidential"], [*OTHER, "Verified"])
    assert "Lantern" not in everything(hidden)
    assert hidden.fields[Target.SERVICE_CONFIDENTIAL] is True
    assert shown.fields[Target.ADDRESS_ADDRESS_1] == "8 Plum Street"


def test_a_place_that_is_hidden_by_words_is_told_as_a_warning() -> None:
    """Words may be meant of something else, so that a coordinator is asked to look."""
    (hidden, _) = records(STREET, [*ROW[:8], "The location is confidential.", ROW[9]], OTHER)
    assert any("in words" in in_words(problem) and problem.severity == Severity.WARNING for problem in hidden.problems)
