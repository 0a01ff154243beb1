"""importers.values.phones: what a cell says, as E.164 numbers with extension, kind and note."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.listings.problems.words import in_words
from importers.problems import Severity
from importers.records import Phone
from importers.values import Reading, phones

MAIN = "+17185550123"


def numbers(text: str) -> list[tuple[str, str | None]]:
    return [(phone.number, phone.extension) for phone in phones.read(text).value or ()]


@pytest.mark.parametrize(
    "text",
    [
        "718.555.0123", "(718) 555-0123", "718-555-0123", "7185550123", " 718- 555-0123 ", "718555-0123", "(718)-555-0123",
        "( 718) 555- 0123", "718) 555-0123", "1-(718) 555-0123", "+1 718 555 0123", "718/555-0123", "718-555-0123-", "(718) 555-0123.",
        "7185550123.0", "(718) 555-0123ï¿½", "718-555-0123Â\u00a0", "718–555–0123", "tel:+1-718-555-0123",
    ],
)  # fmt: skip
def test_every_way_to_write_ten_digits(text: str) -> None:
    """However ten digits are parted, and whatever rubbish follows, they are one number."""
    reading = phones.read(text)
    assert reading.value == (Phone(MAIN),)
    assert reading.troubles == ()


@pytest.mark.parametrize(
    ("text", "extension"),
    [
        ("718-555-0123 x 2237", "2237"), ("718.555.0123 ext.13", "13"), ("718-555-0123 ext. 0532", "0532"), ("718-555-0123 X 205 ", "205"),
        ("718-555-0123x330", "330"), ("718-555-0123 #4", "4"), ("718-555-0123 xt 2109", "2109"), ("718-555-0123 extension 9", "9"),
        ("718-555-0123-222", "222"), ("718-555-0123-0", "0"), ("718-555-0123-840202", "840202"), ("718-555-0123 23", "23"),
        ("718-555-0123           ext. 264", "264"), ("+17185550123;ext=13", "13"), ("(718) 555-0123 (ext 5)", "5"),
    ],
)  # fmt: skip
def test_extensions_are_kept_apart(text: str, extension: str) -> None:
    """An extension is recognized by its word, its sign, a dash or its place, and leading zeros stay."""
    assert numbers(text) == [(MAIN, extension)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("718.555.0123 or 646.555.0100", [(MAIN, None), ("+16465550100", None)]),
        ("(718) 555-0123 / (917) 555-0101", [(MAIN, None), ("+19175550101", None)]),
        ("718-555-0123 646-555-0100", [(MAIN, None), ("+16465550100", None)]),
        ("718-555-0123 646 555-0100 X 205 ", [(MAIN, None), ("+16465550100", "205")]),
        ("718.555.0123 ext.107 or 973.555.0146", [(MAIN, "107"), ("+19735550146", None)]),
        ("718-555-0123 x258/261", [(MAIN, "258"), (MAIN, "261")]),
        ("718-555-0123\n718-555-0124", [(MAIN, None), ("+17185550124", None)]),
    ],
)
def test_several_numbers_in_a_cell(text: str, expected: list[tuple[str, str | None]]) -> None:
    """Each number of a cell is taken, in its order, with its own extension."""
    assert numbers(text) == expected


def test_notes_stay_with_their_number() -> None:
    """A label before a number and a note in brackets after it become that number's description and kind."""
    text = "Crisis line: 877-555-0150. Teen crisis line: 877-555-0107 (counseling & referrals only). Call 877-555-0150 anytime"
    assert phones.read(text).value == (
        Phone("+18775550150", None, "hotline", "Crisis line"),
        Phone("+18775550107", None, "hotline", "Teen crisis line, (counseling & referrals only). Call 877-555-0150 anytime"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("718-555-0123 (fax)", Phone(MAIN, type="fax")),
        ("TTY: 718-555-0123", Phone(MAIN, type="tty")),
        ("718-555-0123 (24-hour hotline)", Phone(MAIN, type="hotline", description="24-hour hotline")),
        ("718-555-0123, Ask for the social worker", Phone(MAIN, description="Ask for the social worker")),
        ("718-555-0123 Press 2", Phone(MAIN, description="Press 2")),
    ],
)
def test_words_tell_the_kind(text: str, expected: Phone) -> None:
    """A word that only names the kind is not repeated as a description; other words are kept."""
    assert phones.read(text).value == (expected,)


def test_the_column_tells_kind_and_description() -> None:
    """What the column is for goes before what the words say, and its name's words are kept."""
    assert phones.read("718-555-0123", "fax").value == (Phone(MAIN, type="fax"),)
    assert phones.read("718-555-0123", description="TTY/TDD Number").value == (
        Phone(MAIN, type="tty", description="TTY/TDD Number"),
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [("(800) 230-PLAN", "+18002307526"), ("(800) TAX-1040", "+18008291040"), ("1-800-FLOWERS", "+18003569377"),
     ("(202) 727-4TAX", "+12027274829"), ("(800) 66N-OFAS", "+18006666327")],
)  # fmt: skip
def test_letters_on_the_keypad_are_digits(text: str, number: str) -> None:
    """Vanity numbers are dialed as their letters stand on the keypad."""
    assert numbers(text) == [(number, None)]


@pytest.mark.parametrize(
    ("text", "number"), [("988", "988"), ("Call 2-1-1", "211"), ("311", "311"), ("TTY 711", "711"), ("911", "911")]
)
def test_short_numbers_are_numbers(text: str, number: str) -> None:
    """Three digits that everybody can dial are kept as they are."""
    assert numbers(text) == [(number, None)]


def test_short_numbers_are_those_of_the_library() -> None:
    """Our table of short numbers holds nothing that the phone library does not know for the United States."""
    assert all(phonenumbers.is_valid_short_number(phonenumbers.parse(number, "US")) for number in phones.SHORT)


def test_a_code_to_text_to_is_told_by_its_words() -> None:
    """Five or six digits are a number only where the cell says "text WORD to"."""
    found = phones.read("Call 988 or text HOME to 741741").value
    assert found == (Phone("988", type="hotline"), Phone("741741", type="text", description="text HOME"))
    assert phones.read("741741").value is None


@pytest.mark.parametrize(
    "text",
    [
        "(64) 555-0102",
        "718-555-01234 ext.459",
        "(202) 555-442-0100",
        "123-555-0100",
        "(99) 999-9999",
        "999-999-99999",
        "567-0120",
    ],
)
def test_wrong_numbers_are_left_out_and_shown(text: str) -> None:
    """A number with too few or too many digits is never cut to fit; the warning shows it."""
    reading = phones.read(text)
    assert reading.value is None
    assert [trouble.severity for trouble in reading.troubles] == [Severity.WARNING]
    assert text.split(" ext", maxsplit=1)[0] in in_words(reading.troubles[0])


def test_a_wrong_number_does_not_hide_a_right_one() -> None:
    """One number without area code costs a warning and not the other number."""
    reading = phones.read("800-555-0196 (toll-free) or 567-0120")
    assert [phone.number for phone in reading.value or ()] == ["+18005550196"]
    assert "567-0120" in in_words(reading.troubles[0])


@pytest.mark.parametrize("text", ["", "  ", "N/A", "none", "-1", "unknown"])
def test_blank_cells_say_nothing(text: str) -> None:
    """A blank cell is no number and no trouble."""
    assert phones.read(text) == Reading(None)


def test_words_without_a_number_are_a_warning() -> None:
    """A cell of words is told, so that somebody writes a number there."""
    assert "no telephone number" in in_words(phones.read("call the office").troubles[0])


def test_other_countries() -> None:
    """A number that begins with + and a country's code is read as the library reads it."""
    assert numbers("+44 20 7946 0958") == [("+442079460958", None)]


@given(
    st.from_regex(r"[2-9][0-9]{2}[2-9][0-9]{6}", fullmatch=True),
    st.sampled_from(["{}{}{}", "({}) {}-{}", "{}-{}-{}", "{}.{}.{}", "1-{}-{}-{}"]),
)
def test_the_fast_path_agrees_with_the_library(digits: str, form: str) -> None:
    """Ten plain digits come out as phonenumbers would format them, without its being asked."""
    text = form.format(digits[:3], digits[3:6], digits[6:])
    parsed = phonenumbers.parse(text, "US")
    assert phonenumbers.is_possible_number(parsed)
    assert numbers(text) == [(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164), None)]


@given(st.text(max_size=80) | st.text(alphabet="0123456789()-.+ x#/;TAXext\n", max_size=60))
def test_no_text_raises_and_all_phones_are_sound(text: str) -> None:
    """Whatever a cell holds, reading it does not fail, and what comes out can be written and read again."""
    found = phones.read(text).value or ()
    for phone in found:
        assert phone.number in phones.SHORT or phone.type == "text" or phone.number.startswith("+")
        assert phones.format_national(phone)
        assert phones.parse_e164(phones.e164_with_extension(phone)) == Phone(phone.number, phone.extension)
    if found:
        assert phones.read(phones.write(found)).value == found


@pytest.mark.parametrize(
    ("phone", "shown"),
    [(Phone(MAIN, "13"), "(718) 555-0123 ext. 13"), (Phone(MAIN), "(718) 555-0123"), (Phone("988"), "988"),
     (Phone("+442079460958"), "+44 20 7946 0958")],
)  # fmt: skip
def test_numbers_are_shown_as_people_write_them(phone: Phone, shown: str) -> None:
    """Numbers of this country are shown without its code."""
    assert phones.format_national(phone) == shown


@pytest.mark.parametrize("text", ["", "718-555-0123", "+1718555012345678", "fax: +17185550123", "988 (x)"])
def test_parse_e164_takes_its_own_form_alone(text: str) -> None:
    """Only what e164_with_extension writes is taken back."""
    assert phones.parse_e164(text) is None


def test_what_is_exported_comes_in_again() -> None:
    """Kinds and notes survive the CSV export, also those that words would have been read differently."""
    written = (
        Phone(MAIN, "13", "fax", "Front desk"),
        Phone("+16465550100", None, "voice", "Crisis team (days)"),
        Phone("988", None, "hotline"),
    )
    assert phones.read(phones.write(written)).value == written


@pytest.mark.parametrize(
    "text",
    ["517-555-01O1", "517-555-O101", "517-555-0101 (disconnected)", "former number 517-555-0101", "wrong number: 517-555-0101",
     "517-555-0101 desconectado"],
)  # fmt: skip
def test_a_number_with_a_slip_or_that_has_gone_is_none(text: str) -> None:
    """A letter among digits spells no word, and a number that a cell takes back is not called; the words are kept, and told."""
    reading = phones.read(text)
    assert (reading.value, reading.kept) == (None, text)
    assert reading.troubles


@pytest.mark.parametrize(
    "text", ["517-555-0101 after 5 only", "1-800-CALL-NOW", "Office 517-555-0101 or fax 517-555-0102", "517-555-TEEN"]
)
def test_words_of_a_note_are_kept_in_it_alone(text: str) -> None:
    """What stands beside a number is its note, and is told nowhere else."""
    reading = phones.read(text)
    assert reading.value
    assert (reading.kept, reading.troubles) == ("", ())
