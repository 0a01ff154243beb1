"""Whether a service is running."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.problems import Severity
from importers.values import status
from importers.values.status import Status

WORDS = {
    "Active": Status("active"),
    "Inactive": Status("inactive"),
    "Active, but do not refer": Status("active", do_not_refer=True),
    "DO NOT REFER": Status("active", do_not_refer=True),
    "closed": Status("inactive"),
    "temporarily closed": Status("temporarily closed"),
    "Closed until further notice": Status("temporarily closed"),
    "suspended": Status("temporarily closed"),
    "Permanently closed": Status("defunct"),
    "Program no longer exists.": Status("defunct"),
    "defunct": Status("defunct"),
    "waitlist only": Status("active", wait="waitlist only"),
    "Active, waitlist": Status("active", wait="waitlist"),
    "Full": Status("active", full=True),
    "Activo - cupo lleno": Status("active", full=True),
    "Not accepting new clients": Status("active", full=True),
    "Not closed": Status("active"),
    "Licensed": Status("active"),
    "Closed 6/2024": Status("inactive"),
    "open": Status("active"),
    "Not active": Status("inactive"),
    "Cerrado": Status("inactive"),
}


@pytest.mark.parametrize(("word", "expected"), WORDS.items())
def test_words_become_one_of_the_four(word: str, expected: Status) -> None:
    """Each spelling becomes one of HSDS's four words, and "do not refer" stands beside it."""
    loud = status.read(word.upper())
    assert loud.value is not None
    assert replace(loud.value, wait=loud.value.wait.lower()) == expected
    assert status.read(word).value == expected
    assert not status.read(word).troubles


@pytest.mark.parametrize(
    ("word", "heading", "expected"),
    [("yes", "Active", Status("active")), ("0", "Active?", Status("inactive")), ("TRUE", "Closed", Status("inactive")),
     ("no", "closed", Status("active")), ("1", "Do_Not_Refer", Status("active", do_not_refer=True))],
)  # fmt: skip
def test_a_bare_flag_answers_the_heading(word: str, heading: str, expected: Status) -> None:
    """Yes under "Active" is active, yes under "Closed" is not."""
    assert status.read(word, heading).value == expected


@pytest.mark.parametrize(
    "word",
    ["Closed Fridays", "Active until June", "Open? call", "Closed to walk-ins", "Reopening 2027", "Full until January", "Abierto hasta mayo",
     "Cerrado los viernes", "Open except Fridays", "Yes, until May"],
)  # fmt: skip
def test_what_is_not_understood_is_no_status(word: str) -> None:
    """Words beside a status that may turn it round leave none; they are kept, and told."""
    reading = status.read(word, "Open?")
    assert reading.value is None
    assert reading.kept == word
    assert reading.troubles


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Inactive? check", Status("inactive")), ("Active - do not list", Status("inactive")), ("No, until May", Status("inactive")),
     ("Suspended, but some walk-ins", Status("temporarily closed")), ("Do not refer until May", Status("active", do_not_refer=True))],
)  # fmt: skip
def test_what_holds_back_counts_whatever_stands_beside_it(word: str, expected: Status) -> None:
    """Nobody is sent where a list says that a service has stopped, although it says more, which is kept and told."""
    reading = status.read(word, "Open")
    assert (reading.value, reading.kept) == (expected, word)
    assert reading.troubles


def test_unknown_words_are_told() -> None:
    """A word nobody knows hides no service, and the coordinator hears of it."""
    reading = status.read("purple")
    assert reading.value is None
    assert reading.troubles[0].severity == Severity.WARNING


def test_a_blank_says_nothing() -> None:
    """A blank leaves the status alone."""
    assert status.read(" ").value is None


@given(st.text(), st.text())
def test_any_text_is_read(word: str, heading: str) -> None:
    """Nothing raises and nothing but the four words comes out."""
    value = status.read(word, heading).value
    assert value is None or value.status in {"active", "inactive", "defunct", "temporarily closed"}
