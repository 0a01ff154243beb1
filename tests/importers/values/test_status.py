"""Whether a service is running."""

from __future__ import annotations

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
    "waitlist only": Status("active"),
    "open": Status("active"),
    "Not active": Status("inactive"),
    "Cerrado": Status("inactive"),
}


@pytest.mark.parametrize(("word", "expected"), WORDS.items())
def test_words_become_one_of_the_four(word: str, expected: Status) -> None:
    """Each spelling becomes one of HSDS's four words, and "do not refer" stands beside it."""
    assert status.read(word) == status.read(word.upper())
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


def test_unknown_words_are_told_and_count_as_active() -> None:
    """A word nobody knows hides no service, and the coordinator hears of it."""
    reading = status.read("purple")
    assert reading.value == Status("active")
    assert reading.troubles[0].severity == Severity.WARNING


def test_a_blank_says_nothing() -> None:
    """A blank leaves the status alone."""
    assert status.read(" ").value is None


@given(st.text(), st.text())
def test_any_text_is_read(word: str, heading: str) -> None:
    """Nothing raises and nothing but the four words comes out."""
    value = status.read(word, heading).value
    assert value is None or value.status in {"active", "inactive", "defunct", "temporarily closed"}
