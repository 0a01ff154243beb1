"""Openings, waiting lists and waits in words."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.values.openings import Openings, in_sentences, read

LATEST = datetime.date(2026, 11, 30)
NOTHING = Openings()


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("About 6 weeks", Openings(None, "wait:6-6:week")),
        ("2-3 months", Openings(None, "wait:2-3:month")),
        ("de 2 a 3 semanas", Openings(None, "wait:2-3:week")),
        ("Waitlist", Openings(None, "list")),
        ("Lista de espera", Openings(None, "list")),
        ("No wait", Openings(None, "none")),
        ("Full as of 10/1/2026", Openings(0.0, "", datetime.date(2026, 10, 1))),
        ("8 as of Nov. 3", Openings(8.0, "", datetime.date(2026, 11, 3))),
        ("12 openings (updated December 5)", Openings(12.0, "", datetime.date(2025, 12, 5))),
        ("3 lugares disponibles al 3 de noviembre de 2026", Openings(3.0, "", datetime.date(2026, 11, 3))),
        ("Within 5 days after a hospital stay", NOTHING),
        ("Call every morning at 8", NOTHING),
        ("4 weeks for new patients", NOTHING),
        ("There may be a waiting list", NOTHING),
        ("", NOTHING),
    ],
)
def test_a_cell_is_understood_whole_or_not_at_all(cell: str, found: Openings) -> None:
    """Numbers beside words that are not understood say nothing; a day without a year is the last such day."""
    assert read(cell, LATEST) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chess club. As of November 3, we have 8 open spots.", Openings(8.0, "", datetime.date(2026, 11, 3))),
        ("There is currently a 6-week waiting list. Call first.", Openings(None, "list:6-6:week")),
        ("Hay una lista de espera de 3 meses.", Openings(None, "list:3-3:month")),
        ("The program is currently full.", Openings(0.0)),
        ("A full day program for 12 weeks with a capacity of 20.", NOTHING),
        ("If there is a waiting list, apply by March 3.", NOTHING),
        ("Wait for the bus at 3 pm.", NOTHING),
    ],
)
def test_a_text_says_it_of_itself(text: str, found: Openings) -> None:
    """Only a sentence that speaks of openings or a wait is read, and none that says what may be."""
    assert in_sentences(text, LATEST) == found


@given(st.text(max_size=200), st.sampled_from([None, LATEST]))
def test_any_words_are_read(text: str, latest: datetime.date | None) -> None:
    """No words raise, and what is found fits its form."""
    for found in (read(text, latest), in_sentences(text, latest)):
        assert found.places is None or found.places >= 0


def test_long_words_are_read_fast() -> None:
    """Work does not grow faster than the text: as the square of it, it would take hours of the processor."""
    start = time.process_time()
    for text in ("wait " * 12_000, "6 weeks to " * 6_000, "about " * 10_000, "no opening " * 6_000):
        read(text, LATEST)
        in_sentences(text, LATEST)
    assert time.process_time() - start < 10
