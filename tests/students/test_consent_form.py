"""What the form of a consent says, as plain data, or what is wrong with it."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.students.consent_form import LONGEST_TERM, SIGNED_HOW, ConsentOffer, check_signed, check_spoken, default_until
from directory.students.signatures import HEIGHT, MOST_NUMBERS, WIDTH, as_paths, read_strokes
from directory.students.signers import ConsentSigner
from tests.students.making import TODAY

OFFER = ConsentOffer({"org-1": "Maple House", "org-2": "River Center"}, (ConsentSigner("g1", "Marta Peña", "Mother"),), TODAY)
DRAWING = json.dumps([[10, 100, 200, 20, 300, 180], [320, 90, 400, 90]])
WHOLE: dict[str, str | list[str]] = {
    "recipients": ["org-1"],
    "records": ["name", "need"],
    "other": "",
    "purpose": "To start help",
    "until": "6/30/2026",
    "signer": "g1",
    "how": "drawn",
    "signature": DRAWING,
}
TYPED: dict[str, str | list[str]] = {"how": "typed", "typed_name": "marta pena", "present": "yes"}
PAPER: dict[str, str | list[str]] = {"how": "paper", "signed_on": "3/1/2026"}


@pytest.mark.parametrize(("way", "papers"), [({}, 0), (TYPED, 0), (PAPER, 1)])
def test_a_whole_form_becomes_a_signed_consent(way: dict[str, str | list[str]], papers: int) -> None:
    """Drawn, typed, or on paper: what, why, to whom, by whom, until when, and the day of the signature."""
    signed, errors = check_signed(WHOLE | way, OFFER, papers)
    assert errors == {}
    assert signed is not None
    details = signed.details
    assert (details.recipients, details.recipient, details.records) == (("org-1",), "Maple House", ("name", "need"))
    assert (details.given_by, details.signer, details.relationship) == ("Marta Peña", "g1", "Mother")
    assert (details.purpose, signed.until) == ("To start help", datetime.date(2026, 6, 30))
    assert details.signed_on == (datetime.date(2026, 3, 1) if way is PAPER else TODAY)
    assert (bool(details.strokes), details.typed_name) == (not way, "marta pena" if way is TYPED else None)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"recipients": []}, {"recipients"}),
        ({"recipients": ["org-1", "org-forged"]}, {"recipients"}),
        ({"records": []}, {"records"}),
        ({"records": ["diagnosis"]}, {"records"}),
        ({"records": [], "other": "Her drawings"}, set()),
        ({"purpose": " "}, {"purpose"}),
        ({"until": ""}, {"until"}),
        ({"until": "3/14/2026"}, {"until"}),
        ({"until": "3/13/2026"}, {"until"}),
        ({"until": "4/1/2027"}, {"until"}),
        ({"until": "soon"}, {"until"}),
        ({"signer": ""}, {"signer"}),
        ({"signer": "guardian-of-another-student"}, {"signer"}),
        ({"how": ""}, {"how"}),
        ({"how": "spoken_by_phone"}, {"how"}),
        ({"signature": ""}, {"signature"}),
        ({"signature": "[[5,5]]"}, {"signature"}),
        ({"signature": "<svg onload=alert(1)>"}, {"signature"}),
        (TYPED | {"typed_name": ""}, {"typed_name"}),
        (TYPED | {"typed_name": "Somebody Else"}, {"typed_name"}),
        (TYPED | {"typed_name": "Marta"}, {"typed_name"}),
        (TYPED | {"typed_name": "Peña"}, {"typed_name"}),
        (TYPED | {"typed_name": "Marta Peña Soto"}, {"typed_name"}),
        (TYPED | {"typed_name": "Peña, Marta L."}, set()),
        (TYPED | {"present": ""}, {"present"}),
        (PAPER, {"papers"}),
        (PAPER | {"signed_on": ""}, {"papers", "signed_on"}),
        (PAPER | {"signed_on": "3/15/2026"}, {"papers", "signed_on"}),
        (PAPER | {"signed_on": "11/1/2025"}, {"papers", "signed_on"}),
    ],
)
def test_what_is_wrong_is_told_by_field(change: dict[str, str | list[str]], wrong: set[str]) -> None:
    """Nothing that was not offered is taken, and nothing is signed by an empty field."""
    signed, errors = check_signed(WHOLE | change, OFFER, 0)
    assert set(errors) == wrong
    assert (signed is None) is bool(wrong)


def test_a_spoken_yes_says_who_and_what() -> None:
    """It takes words, a name and how they were said; a signature is none of its ways."""
    assert set(check_spoken({"said_how": "typed"})[1]) == {"said", "said_by", "said_how"}
    details, errors = check_spoken({"said": "You may call", "said_by": "Marta", "said_how": "spoken_by_phone"})
    assert (errors, details and details.what) == ({}, "You may call")


def test_the_last_day_is_the_end_of_the_school_year() -> None:
    """The coming June 30, or the next one from June on; a year at most."""
    days = {day: default_until(day) for day in (TODAY, datetime.date(2026, 5, 31), datetime.date(2026, 6, 1))}
    assert list(days.values()) == [datetime.date(2026, 6, 30)] * 2 + [datetime.date(2027, 6, 2)]
    assert all(until <= day + LONGEST_TERM for day, until in days.items())


def test_a_signature_is_lines_of_numbers_on_the_field() -> None:
    """What leaves the field, is endless, or no number at all is no signature; what is shown of it is numbers."""
    strokes = read_strokes(DRAWING)
    assert strokes is not None
    assert as_paths(strokes) == ("10,100 200,20 300,180", "320,90 400,90")
    for bad in (
        "null",
        "{}",
        "[[10, 20, 400]]",
        f"[[0, 0, {WIDTH + 1}, 10]]",
        f"[[0, 0, 500, {HEIGHT + 1}]]",
        "[[-1, 0, 500, 0]]",
        "[[0.5, 0, 500, 0]]",
        "[[true, 0, 500, 0]]",
        '[["0", 0, 500, 0]]',
        "[" * 5_000,
        json.dumps([[0, 0, 500, 0] * MOST_NUMBERS]),
    ):
        assert read_strokes(bad) is None


@given(st.dictionaries(st.sampled_from([*WHOLE, *TYPED, *PAPER]), st.text(max_size=40) | st.sampled_from([*SIGNED_HOW, DRAWING])))
def test_whatever_is_sent_is_answered(form: dict[str, str]) -> None:
    """Wild input never raises: there is a consent or there are errors, which quote nothing that was typed."""
    signed, errors = check_signed(form, OFFER, 0)
    assert (signed is None) == bool(errors)
    assert all(words.isprintable() and words.endswith(".") for words in errors.values())
