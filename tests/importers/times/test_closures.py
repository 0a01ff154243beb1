"""What a listing says of a service that does not run now."""

from __future__ import annotations

import datetime

import pytest

from importers.times.closures import Closure, read

TODAY = datetime.date(2026, 11, 2)


@pytest.mark.parametrize(
    "words",
    [
        "Program ended in May 2024",
        "Service ended June 30, 2025.",
        "Not currently offered",
        "Suspended until further notice",
        "Closed until March 2027",
        "On hiatus",
        "Coming soon",
        "Opening January 2027",
        "Reopens 3/1/2027",
        "Temporarily suspended due to lack of funding.",
        "The after-school program is paused for 2026.",
        "Due to staffing, the program is not currently running.",
        "We are on hiatus until fall 2027.",
        "Closed for the season",
        "Shut down in 2023",
        "Cerrado temporalmente",
        "Suspendido hasta nuevo aviso",
        "Actualmente cerrado",
        "Ya no se ofrece",
        "El programa terminó en mayo de 2024",
        "We closed our doors in May.",
        "CLOSED FOR SEASON",
        "Out of service.",
        "Fuera de servicio por el momento.",
        "This program is closed.",
        "Service ended",
    ],
)
def test_a_closure_is_read(words: str) -> None:
    """A sentence that says of the service itself that it does not run is found, alone and after others, in its own words."""
    for text in (words, f"A food pantry for families. {words}", f"A food pantry for families.\n{words}"):
        found = read(TODAY, text)
        assert found is not None
        assert found.words == words


@pytest.mark.parametrize(
    "words",
    [
        "Closed on holidays",
        "Closed until 1 pm",
        "Closed for lunch 12-1",
        "Closed July to August",
        "Closed when schools are closed due to snow.",
        "The waiting list is closed until further notice.",
        "Registration ended in May 2024.",
        "For students suspended from school.",
        "Help with suspended licenses.",
        "For families whose SNAP benefits ended in May 2024.",
        "Not available to adults",
        "Not open to the public on Sunday",
        "Pick up is no longer available on Sundays",
        "Closed captioning",
        "Reopened in May 2021.",
    ],
)
def test_other_closings_are_none(words: str) -> None:
    """Holidays, lunch, a waiting list, benefits and people that are suspended say nothing of whether the service runs."""
    assert read(TODAY, words) is None


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("Closed until March 2027", datetime.date(2027, 3, 1)),
        ("Closed until 3/15/2027.", datetime.date(2027, 3, 15)),
        ("Closed through December 2026", datetime.date(2027, 1, 1)),
        ("Closed for winter 2026", datetime.date(2027, 3, 1)),
        ("On hiatus until fall 2027", datetime.date(2027, 9, 1)),
        ("Cerrado hasta el 15 de marzo de 2027", datetime.date(2027, 3, 15)),
    ],
)
def test_a_dated_closure_ends(words: str, until: datetime.date) -> None:
    """A closure with a day or a month holds until then, and no longer."""
    assert read(until - datetime.timedelta(days=1), words) == Closure(words, until)
    assert read(until, words) is None


@pytest.mark.parametrize("words", ["CLOSED", "Season: Closed", "Hours: closed.", "Cerrado", "(Permanently shut)", "Discontinued"])
def test_a_paragraph_that_only_says_closed_is_a_closure(words: str) -> None:
    """Alone, in a paragraph of its own, or between the hours, the one word says that nobody can go there."""
    for text in (words, f"Swimming for kids.\n\n{words}", f"{words}; Ages 5 to 9"):
        assert read(TODAY, text) == Closure(words)


@pytest.mark.parametrize(
    "words",
    [
        "Sunday: Closed",
        "Closed Sundays",
        "Monday to Friday, 9 am to 5 pm; Saturday closed",
        "Sat.\nClosed groups only",
        "Closed caption",
    ],
)
def test_a_day_that_is_closed_is_no_closure(words: str) -> None:
    """What is closed on some days, or says the word of something else, runs."""
    assert read(TODAY, words) is None
