"""What a list hides stays out of its records: streets, telephones, contacts, and rows that the list does not stand by."""

from __future__ import annotations

import csv
import datetime
import io

import pytest

from directory.listings.problems.words import in_words
from importers import read
from importers.columns import privacy
from importers.columns.privacy import Guard
from importers.fields import Target
from importers.places.secret_places import in_prose, withheld
from importers.problem_codes import SecrecyCode
from importers.problems import Severity
from importers.records import Record

TODAY = datetime.date(2026, 3, 9)
STREET = ["Agency", "Program", "Address", "City", "State", "ZIP", "Latitude", "Longitude", "Description", "Phone"]
ROW = [
    "Pear House",
    "Pear Nights",
    "31 Lantern Road",
    "Lansing",
    "MI",
    "48910",
    "42.7012",
    "-84.5512",
    "A place to stay.",
    "517-555-0147",
]
OTHER = ["Plum House", "Plum Days", "8 Plum Street", "Lansing", "MI", "48910", "42.7013", "-84.5513", "Tutoring.", "517-555-0148"]


def records(*rows: list[str]) -> list[Record]:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return list(read.listing(text.getvalue().encode(), "list.csv", TODAY).records)


def everything(record: Record) -> str:
    return f"{record.fields} {record.cells} {record.problems}"


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


@pytest.mark.parametrize(
    ("header", "cell", "plain", "field", "value"),
    [
        ("Status", "Hidden", "Approved", Target.SERVICE_STATUS, "inactive"),
        ("Status", "WIP", "Published", Target.SERVICE_STATUS, "inactive"),
        ("Status", "needs review", "approved", Target.SERVICE_STATUS, "inactive"),
        ("Workflow state", "draft", "published", Target.SERVICE_STATUS, "inactive"),
        ("Internal use only", "Y", "N", Target.SERVICE_DO_NOT_REFER, True),
        ("Access level", "Internal", "Public", Target.SERVICE_DO_NOT_REFER, True),
        ("Audience", "Staff only", "Everyone", Target.SERVICE_DO_NOT_REFER, True),
    ],
)
def test_rows_that_a_list_holds_back_are_not_offered(
    header: str, cell: str, plain: str, field: Target, value: bool | str
) -> None:
    """A row that is draft, hidden or for the staff is inactive or not referred to, under whatever header; others stay."""
    held, offered = records([*STREET, header], [*ROW, cell], [*OTHER, plain])
    assert held.fields[field] == value
    assert offered.fields[Target.SERVICE_STATUS] == "active"
    assert not offered.fields.get(Target.SERVICE_DO_NOT_REFER)


@pytest.mark.parametrize(
    "name",
    [
        "ZZZ Pear Nights",
        "Pear Nights [internal]",
        "Pear Nights - do not refer minors",
        "TEST RECORD Pear Nights",
        "Pear Nights (DRAFT)",
        "DRAFT - Pear Nights",
        "[INTERNAL ONLY] Pear Nights",
        "Do not use: Pear Nights",
    ],
)
def test_a_name_may_hold_its_row_back(name: str) -> None:
    """A mark apart in a name holds the row back; a name that only contains such a word does not."""
    held, offered = records(STREET, [ROW[0], name, *ROW[2:]], [OTHER[0], "Draft Horse Club", *OTHER[2:]])
    assert held.fields[Target.SERVICE_DO_NOT_REFER] is True
    assert not offered.fields.get(Target.SERVICE_DO_NOT_REFER)


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


def test_private_phones_and_contacts_are_left_out() -> None:
    """A number or a person that the list calls private is nowhere in the record; the others stay."""
    header = [
        "Agency",
        "Phone 1",
        "Phone 2",
        "Phone 2 is private",
        "Contact name",
        "Contact email",
        "Contact private",
        "Description",
    ]
    (one,) = records(
        header, ["Fig", "517-555-0151", "517-555-0152", "Y", "Ida Quill", "ida@fig.example.org", "Y", "Ask for Ida Quill."]
    )
    assert [p.number for p in one.fields[Target.PHONES]] == ["+15175550151"]  # type: ignore[union-attr]
    assert "0152" not in everything(one)
    assert "Quill" not in everything(one)
    assert "ida@" not in everything(one)


@pytest.mark.parametrize(
    ("guard", "other", "value"),
    [
        ("Phone 3 is private", "Phone 1", "517-555-0151"),
        ("Contact private", "Case lead", "Ida Quill"),
        ("Hide email", "Where to write", "Box at the front desk"),
    ],
)
def test_a_guard_of_no_known_column_is_reported(guard: str, other: str, value: str) -> None:
    """Where a list hides something that none of its columns was recognized as, the row says that nothing was left out."""
    hidden, shown = records(["Agency", "Program", other, guard], ["Fig", "Days", value, "Y"], ["Fig", "Nights", value, "N"])
    (problem,) = [one for one in hidden.problems if one.code == SecrecyCode.GUARDED_COLUMN_UNKNOWN]
    assert (problem.line, problem.column, problem.severity) == (2, guard, Severity.WARNING)
    assert "nothing was left out" in in_words(problem)
    assert not {SecrecyCode.PHONE_PRIVATE, SecrecyCode.CONTACT_PRIVATE, SecrecyCode.EMAIL_PRIVATE} & {
        one.code for one in hidden.problems
    }
    assert [one.code for one in shown.problems if one.code in SecrecyCode] == []


@pytest.mark.parametrize(
    ("header", "answers", "told"),
    [
        ("Internal caseworker notes only", ("Y", "N"), True),
        ("Do not share case lead", ("Yes", "No"), True),
        ("Internal caseworker notes only", ("N", "N"), False),
        ("Serves left-handed children", ("Y", "N"), False),
    ],
)
def test_a_guard_that_is_not_understood_is_reported(header: str, answers: tuple[str, str], told: bool) -> None:
    """A column that seems to hide something and is not read is named before the list is published."""
    rows = [["Agency", "Program", header], ["Fig", "Days", answers[0]], ["Fig", "Nights", answers[1]]]
    text = "\n".join(",".join(row) for row in rows)
    problems = read.listing(text.encode(), "list.csv", TODAY).problems
    assert [one.column for one in problems if one.code == SecrecyCode.GUARD_UNREAD] == ([header] if told else [])


def test_a_number_with_a_private_note_is_left_out() -> None:
    """A note that a number is not for the public leaves it out; a confidential hotline is for the public."""
    (one,) = records(
        ["Agency", "Phone"], ["Fig", "517-555-0151 confidential hotline; 517-555-0152 (staff only, do not give out)"]
    )
    assert [p.number for p in one.fields[Target.PHONES]] == ["+15175550151"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "header", ["ExcludeFromWebsite", "Exclude from website", "Private record", "Do not publish", "Hidden", "Staff only"]
)
def test_what_a_list_keeps_off_its_pages_is_not_offered(header: str) -> None:
    """A row that the list excludes from its own public pages is marked "do not refer", and that is told."""
    hidden, shown = records([*STREET, header], [*ROW, "Yes"], [*OTHER, "No"])
    assert (hidden.fields[Target.SERVICE_DO_NOT_REFER], shown.fields[Target.SERVICE_DO_NOT_REFER]) == (True, False)
    assert any(p.severity == Severity.WARNING and "do not refer" in in_words(p) for p in hidden.problems)


@pytest.mark.parametrize(
    ("header", "no", "yes"),
    [
        ("Approved", "No", "Yes"), ("Approved?", "", "X"), ("Approval status", "Pending", "Approved"), ("Published", "false", "true"),
        ("Status", "Draft", "Published"), ("Status", "Pending", "Active"), ("Status", "not approved", "approved"), ("Status", "Spam", "Live"),
        ("Record status", "Rejected", "Active"), ("Draft", "1", "0"), ("Spam", "yes", "no"), ("Aprobado", "No", "Sí"), ("Estatus", "Borrador", "Activo"),
        ("Status", "Awaiting review", "Active"), ("Status", "Unpublished", "Published"), ("Publication status", "draft", "live"),
    ],
)  # fmt: skip
def test_rows_that_a_list_does_not_stand_by_are_inactive(header: str, no: str, yes: str) -> None:
    """A row that is not approved, a draft, unpublished, pending or spam is inactive, and that is told."""
    hidden, shown = records([*STREET, header], [*ROW, no], [*OTHER, yes])
    assert (hidden.fields[Target.SERVICE_STATUS], shown.fields[Target.SERVICE_STATUS]) == ("inactive", "active")
    assert any("not approved or not published" in in_words(p) for p in hidden.problems)


def test_answers_that_are_not_understood_hide() -> None:
    """What a column of secrets says in words that nobody understands counts as private, and the line is told."""
    hidden, _ = records([*STREET, "Address private"], [*ROW, "ask first"], [*OTHER, "No"])
    assert hidden.fields[Target.SERVICE_CONFIDENTIAL] is True
    assert any(p.severity == Severity.WARNING and p.column == "Address private" for p in hidden.problems)


@pytest.mark.parametrize(
    "header",
    [
        "PublicName", "Public transportation", "Private insurance", "Public or private", "Open to the public", "LastVerificationApprovedBy",
        "Confidential notes", "Share of families", "Published date", "Show times", "Site list", "Mailing list", "Available online", "Program",
        "Hidden disabilities served", "Public school", "Private pay accepted", "Display name",
    ],
)  # fmt: skip
def test_other_headers_are_no_guards(header: str) -> None:
    """A header that speaks of anything besides what may be shown hides nothing."""
    assert privacy.of_header(header) is None


@pytest.mark.parametrize(
    ("header", "guard"),
    [
        ("Phone1IsPrivate", Guard("private", "phone:1")),
        ("MainContactIsPrivate", Guard("private", "contact")),
        ("Email is not public", Guard("private", "email")),
        ("MailingAddressIsPrivate", Guard("private", "mailing")),
        ("Available for directory", Guard("public", "record")),
        ("Unapproved", Guard("private", "approval")),
    ],
)
def test_what_a_guard_speaks_of(header: str, guard: Guard) -> None:
    """The words of a header say of what it speaks, and whether yes hides or shows."""
    assert privacy.of_header(header) == guard


def test_private_insurance_beside_other_payers_is_a_payment() -> None:
    """ "Private" beside Medicaid and Medicare is private insurance and hides nothing."""
    one, _ = records(
        ["Agency", "Service", "Medicaid", "Medicare", "Private"], ["Fig", "Therapy", "1", "", "1"], ["Ash", "Art", "", "1", ""]
    )
    assert not one.fields.get(Target.SERVICE_DO_NOT_REFER)


def test_what_is_private_by_its_header_is_not_read() -> None:
    """A number under "Private phone" is not taken."""
    (one,) = records(["Agency", "Private phone", "Phone"], ["Fig", "517-555-0152", "517-555-0151"])
    assert [p.number for p in one.fields[Target.PHONES]] == ["+15175550151"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "words",
    [
        "internal only - do not publish",
        "Staff use only.",
        "Please do not list on the website",
        "No publicar",
        "Not for public release",
        "Do not release to the public.",
        "Please remove from the directory",
        "Not ready to publish",
        "This listing is a draft",
        "The provider asked not to be listed",
        "Do not send students here",
        "Do NOT refer minors here",
        "License revoked",
    ],
)
def test_words_that_keep_a_row_off_the_record_keep_it_from_families(words: str) -> None:
    """A description, a name or a note that nobody reads may say that its row is not for the public: nobody is sent there, and it is told."""
    described = records(STREET, [*ROW[:8], words, ROW[9]], OTHER)[0]
    noted, other = records([*STREET, "Staff remarks"], [*ROW, words], [*OTHER, ""])
    for record in (described, noted):
        assert record.fields[Target.SERVICE_DO_NOT_REFER] is True
        assert any("do not refer" in in_words(problem) and problem.severity == Severity.WARNING for problem in record.problems)
    assert not other.fields.get(Target.SERVICE_DO_NOT_REFER)


@pytest.mark.parametrize(
    "words", ["We do not publish your name.", "The elevator is for staff only on weekends", "Not open to the public on Sundays"]
)
def test_words_about_other_matters_hide_no_row(words: str) -> None:
    """Only a sentence that says nothing else takes its row off the record."""
    record, _ = records(STREET, [*ROW[:8], words, ROW[9]], OTHER)
    assert not record.fields.get(Target.SERVICE_DO_NOT_REFER)


def test_a_note_that_nobody_reads_still_hides_the_place() -> None:
    """Notes of staff are not shown, and what they say of the address counts."""
    hidden, other = records([*STREET, "Internal notes"], [*ROW, "DV shelter - location is not disclosed"], [*OTHER, ""])
    assert hidden.fields[Target.SERVICE_CONFIDENTIAL] is True
    assert "Lantern" not in everything(hidden)
    assert other.fields[Target.ADDRESS_ADDRESS_1] == "8 Plum Street"


@pytest.mark.parametrize(
    "header", ["DV confidential site ind", "Adresse confidentielle", "Endereço sigiloso", "ACP confidentiality participant?"]
)
def test_a_header_in_other_words_is_answered_by_its_cells(header: str) -> None:
    """A column of yes and no under a header that speaks of secrecy hides the address, however else the header goes."""
    hidden, other = records([*STREET, header], [*ROW, "oui" if header.startswith("Adr") else "Y"], [*OTHER, "N"])
    assert hidden.fields[Target.SERVICE_CONFIDENTIAL] is True
    assert other.fields[Target.ADDRESS_ADDRESS_1] == "8 Plum Street"


def test_answers_hide_under_a_header_that_says_nothing() -> None:
    """A column of "ok" and "unlisted" says which rows are off the record, whatever its name is."""
    hidden, other = records([*STREET, "Column 9"], [*ROW, "unlisted"], [*OTHER, "ok"])
    assert (hidden.fields[Target.SERVICE_DO_NOT_REFER], bool(other.fields.get(Target.SERVICE_DO_NOT_REFER))) == (True, False)


@pytest.mark.parametrize(
    ("header", "cells"), [("School type", ("Private", "Public")), ("Offers confidential services", ("Y", "N"))]
)
def test_answers_of_other_columns_hide_nothing(header: str, cells: tuple[str, str]) -> None:
    """Private schools and confidential services are no secrets."""
    one, _ = records([*STREET, header], [*ROW, cells[0]], [*OTHER, cells[1]])
    assert one.fields[Target.ADDRESS_ADDRESS_1] == "31 Lantern Road"
    assert not one.fields.get(Target.SERVICE_DO_NOT_REFER)


def test_a_street_under_a_private_header_is_quoted_nowhere() -> None:
    """Where the private column holds the street itself, neither the report nor the row's cells keep it."""
    header = ["Agency", "Program", "Street (not for public release)", "City", "State", "ZIP", "Description", "Phone"]
    row = ["Pear House", "Pear Nights", "31 Lantern Road", "Lansing", "MI", "48910", "Come to 31 Lantern Rd.", "517-555-0147"]
    hidden = records(header, row)[0]
    assert "Lantern" not in everything(hidden)
    assert hidden.fields[Target.SERVICE_CONFIDENTIAL] is True


def test_a_web_address_that_leads_to_a_private_street_is_left_out() -> None:
    """A link to a map holds the street as surely as the address does."""
    row = [*ROW, "Yes", "https://maps.example.com/?q=31+Lantern+Road"]
    hidden, _ = records([*STREET, "Address private", "Website"], row, [*OTHER, "No", "https://plum.example.org"])
    assert "lantern" not in everything(hidden).casefold()
    assert hidden.fields[Target.ORGANIZATION_WEBSITE] is None


@pytest.mark.parametrize(
    "name", ["Pear Nights (CLOSED)", "Pear Nights - permanently closed", "Pear Nights: no longer in operation"]
)
def test_a_name_may_say_that_its_service_has_ended(name: str) -> None:
    """Such a mark makes the row inactive, and is told."""
    ended, runs = records(STREET, [ROW[0], name, *ROW[2:]], OTHER)
    assert (ended.fields[Target.SERVICE_STATUS], runs.fields[Target.SERVICE_STATUS]) == ("inactive", "active")
    assert any("has ended" in in_words(problem) for problem in ended.problems)


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
