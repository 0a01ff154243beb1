"""What is sealed opens as it was, in its own row and with its own key, and nowhere else."""

from __future__ import annotations

import datetime
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.errors import KeysError
from directory.students.profile import ConsentDetails, GuardianDetails, NeedWords, Profile, RosterWords, Withdrawal
from directory.students.seals import new_data_key, seal, unseal

KEY = new_data_key()
PROFILE = Profile("10442", "Ana", "Ruiz", datetime.date(2015, 3, 14), home_zip="48910", languages=("es", "en"))
WORDS = st.text(max_size=40)
SOME_WORDS = st.none() | WORDS
SEVERAL = st.lists(WORDS, max_size=4).map(tuple)
VALUES = st.one_of(
    st.builds(
        Profile,
        WORDS,
        WORDS,
        WORDS,
        st.none() | st.dates(),
        SOME_WORDS,
        SOME_WORDS,
        SEVERAL,
        SOME_WORDS,
        SEVERAL,
        SOME_WORDS,
    ),
    st.builds(
        GuardianDetails, WORDS, SOME_WORDS, SOME_WORDS, SEVERAL, SOME_WORDS, SEVERAL, SOME_WORDS, st.booleans(), SOME_WORDS
    ),
    st.builds(NeedWords, WORDS),
    st.builds(RosterWords, WORDS),
    st.builds(
        ConsentDetails,
        WORDS,
        WORDS,
        WORDS,
        WORDS,
        records=st.tuples(WORDS),
        signed_on=st.dates(),
        strokes=st.tuples(st.tuples(st.integers(0, 600), st.integers(0, 200))),
    ),
    st.builds(Withdrawal, WORDS),
)


def sealed(value: Any = PROFILE) -> bytes:
    return seal(KEY, value, row_id="row", student_id="student")


@given(VALUES)
def test_what_was_sealed_comes_out_as_it_went_in(value: Any) -> None:
    """Any words, days, flags and lists come back equal."""
    assert unseal(type(value), KEY, sealed(value), row_id="row", student_id="student") == value


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_a_changed_byte_is_noticed(place: int, change: int) -> None:
    """Not one bit of what is stored can be changed unnoticed, the version included."""
    damaged = bytearray(sealed())
    damaged[place % len(damaged)] ^= change
    with pytest.raises(KeysError, match="cannot be opened") as caught:
        unseal(Profile, KEY, bytes(damaged), row_id="row", student_id="student")
    assert not any(words in str(caught.value) for words in ("Ana", "Ruiz", "10442"))


@pytest.mark.parametrize("length", [0, 1, 5, 13, 20, 40])
def test_a_cut_record_is_noticed(length: int) -> None:
    """A record that lost its end is no record."""
    with pytest.raises(KeysError):
        unseal(Profile, KEY, sealed()[:length], row_id="row", student_id="student")


@pytest.mark.parametrize(("row_id", "student_id"), [("other", "student"), ("row", "other"), ("other", "other")])
def test_what_was_moved_does_not_open(row_id: str, student_id: str) -> None:
    """What was sealed in one row opens in no other row and for no other student."""
    with pytest.raises(KeysError):
        unseal(Profile, KEY, sealed(), row_id=row_id, student_id=student_id)


def test_what_was_moved_to_another_table_does_not_open() -> None:
    """What was sealed as one thing opens as no other."""
    with pytest.raises(KeysError):
        unseal(NeedWords, KEY, sealed(), row_id="row", student_id="student")


def test_another_key_does_not_open() -> None:
    """The key of one student opens nothing of another."""
    with pytest.raises(KeysError):
        unseal(Profile, new_data_key(), sealed(), row_id="row", student_id="student")


def test_the_same_is_never_sealed_alike() -> None:
    """Who looks at the database cannot tell whether two students are called the same, nor that nothing changed."""
    assert len({sealed() for _ in range(100)}) == 100


def test_no_name_stands_in_what_is_stored() -> None:
    """What is stored holds no word of what was sealed."""
    assert not any(word in sealed() for word in (b"Ana", b"Ruiz", b"10442", b"48910", b"2015"))


@pytest.mark.slow
@given(VALUES)
def test_nothing_personal_is_in_a_repr(value: Any) -> None:
    """What gets into a log or an error by chance names a class and nothing else."""
    allowed = set(string.ascii_letters + string.digits + " <>._")
    assert type(value).__name__ in repr(value)
    assert set(repr(value)) <= allowed
    assert "Ana" not in repr(PROFILE)
