"""The numbers on the card, and what is said of them."""

from __future__ import annotations

import pytest

from directory.letters.composition import letter_content
from directory.referrals.snapshot import FrozenPhone
from tests.letters.making import asked, provider


def told(*phones: FrozenPhone, language: str = "en") -> list[str]:
    return [words for _, words in letter_content(asked(provider(phones=phones), language)).cards[0].phones]


def test_where_a_family_begins_comes_before_an_office() -> None:
    """The number for new families is the large one, and that of an office or of closed hours is a later one."""
    assert told(
        FrozenPhone("+15175550101", note="Administrative Number"),
        FrozenPhone("+15175550102", note="Main Number"),
        FrozenPhone("+15175550103", note="Intake Number"),
    ) == ["(517) 555-0103", "(517) 555-0102", "(517) 555-0101 (office)"]


@pytest.mark.parametrize(
    ("note", "english", "spanish"),
    [
        ("General Information Number", "", ""),
        ("(Information only)", "", ""),
        ("(Langley)", " (Langley)", " (“Langley”)"),
        ("After Hours Number", " (when they are closed)", " (cuando está cerrado)"),
        ("24-hour Helpline", " (day and night)", " (de día y de noche)"),
        ("Spanish Line", " (in Spanish)", " (en español)"),
        ("Langley Intake Number", " (Langley)", " (“Langley”)"),
        ("Abuse Hotline", "", ""),
    ],
)
def test_notes(note: str, english: str, spanish: str) -> None:
    """A note is said in the letter's language as far as it is known, else quoted; one that says nothing or shames is left out."""
    phone = FrozenPhone("+15175550101", note=note)
    assert told(phone) == [f"(517) 555-0101{english}"]
    assert told(phone, language="es") == [f"(517) 555-0101{spanish}"]


def test_tty_is_said_once() -> None:
    """A note that says TTY adds nothing to what the letter says of it."""
    assert told(FrozenPhone("+15175550101", "tty", "TTY/TDD Number")) == ["(517) 555-0101 (TTY, for people who cannot hear)"]
