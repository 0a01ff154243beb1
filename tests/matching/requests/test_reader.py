"""Reading a whole sentence: what holds for every kind of condition."""

from __future__ import annotations

import time
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.requests import Condition, Denial, read, unread
from tests.matching.requests.measure import PLACES, Expected, expected, figures, found

SENTENCES = [one.sentence for one in expected()]
PIECES = sorted({piece for sentence in SENTENCES for piece in sentence.split()})


def texts() -> st.SearchStrategy[str]:
    """Any text, and texts put together from pieces of sentences, which come close to conditions far more often."""
    pieces = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)
    halves = st.tuples(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES))
    return st.one_of(
        st.text(max_size=80), pieces, halves.map(lambda two: two[0][: len(two[0]) // 2] + two[1][len(two[1]) // 2 :])
    )


@pytest.mark.parametrize("one", [one for one in expected() if one.use == "look"], ids=lambda one: one.sentence)
def test_a_sentence_is_read(one: Expected) -> None:
    """Each sentence that patterns were written for gives the conditions and denials that stand beside it, and no more."""
    assert found(one.sentence) == one.conditions


def test_a_name_ends_before_a_comma() -> None:
    """What was heard of a name in the middle of a sentence is the name, without the pause after it."""
    assert read("a pantry in Holt, on Saturdays", PLACES).conditions[0].heard == "in Holt"


def test_unseen_sentences_are_read() -> None:
    """Of sentences that no pattern was written for, few conditions are wrong and few are missed."""
    right, wrong, missing = (sum(several) for several in zip(*figures("held").values(), strict=True))
    assert right / (right + wrong) >= 0.95
    assert right / (right + missing) >= 0.85


@given(texts())
def test_positions_are_right(sentence: str) -> None:
    """What was heard stands at its position, conditions come in the sentence's order, and the rest is as long as the sentence."""
    request = read(sentence, PLACES)
    heard: list[Condition | Denial] = [*request.conditions, *request.denied]
    for one in heard:
        assert sentence[one.start : one.end] == one.heard
        assert request.rest[one.start : one.end].isspace()
    assert len(request.rest) == len(sentence)
    assert [one.start for one in request.conditions] == sorted(one.start for one in request.conditions)


@given(texts())
@settings(max_examples=200)
def test_the_rest_has_nothing_more(sentence: str) -> None:
    """Nothing is read by the tables out of the rest: what was blanked does not bring its neighbors together."""
    with mock.patch("matching.requests.reader.marked", return_value=()):
        rest = read(sentence, PLACES).rest
        again = read(rest, PLACES)
    assert (again.conditions, again.denied, again.rest) == ((), (), rest)


def test_days_on_both_sides_of_a_gap_are_not_joined() -> None:
    """What stood between two days before it was taken out keeps them apart."""
    rest = read("Saturda dont group Saturda", PLACES).rest
    assert read(rest, PLACES).conditions == ()


@given(texts())
def test_case_does_not_matter(sentence: str) -> None:
    """A sentence in capitals is read as it is in small letters."""
    loud = sentence.upper()
    if len(loud) == len(sentence) and loud.lower() == sentence.lower():
        assert [(one.kind, one.value) for one in read(loud).conditions] == [
            (one.kind, one.value) for one in read(sentence).conditions
        ]


@given(texts(), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=3))
def test_what_is_left_stands_in_the_sentence(sentence: str, spans: list[tuple[int, int]]) -> None:
    """Words that nobody understood are words of the sentence as it was typed, in its order."""
    at = 0
    for words in unread(read(sentence).rest, spans):
        at = sentence.index(words, at) + len(words)


@pytest.mark.parametrize(
    ("rest", "understood", "left"),
    [
        ("needs piano lessons on the south side", [], ("piano lessons", "south side")),
        ("needs piano lessons on the south side", [(6, 19)], ("south side",)),
        ("busca clases de piano para su hija", [(6, 12)], ("piano",)),
        ("for him please", [], ()),
        ("", [], ()),
    ],
)
def test_what_is_left_over(rest: str, understood: list[tuple[int, int]], left: tuple[str, ...]) -> None:
    """Neighbors that nobody understood are one phrase, and words that say nothing are left out."""
    assert unread(rest, understood) == left


@pytest.mark.parametrize(
    "piece",
    ["only speaks Spanish and ", "no ", "does not need a or a ", "7 ", "mondays ", "a", "not in a ", "los lunes y ", ", "],
)
def test_reading_grows_with_the_length(piece: str) -> None:
    """The work of reading a sentence grows as its length does; as its square, it would cost minutes of the processor."""
    read("warm")
    took = []
    for length in (1_500, 15_000):
        began = time.process_time()
        read(piece * (length // len(piece)), PLACES)
        took.append(time.process_time() - began)
    assert took[1] < 40 * took[0] + 2


@pytest.mark.parametrize(
    "accents", ["después de clases, sólo los sábados", "despue\u0301s de clases, so\u0301lo los sa\u0301bados"]
)
def test_accents_may_be_composed_or_not(accents: str) -> None:
    """Letters with their accents apart are read as those that have them."""
    assert [one.value for one in read(f"tutor {accents}").conditions] == ["after_school", "sa"]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [("only speaks Spansh", "es"), ("has medicad", "medicaid"), ("no insurence", "uninsured"), ("tutoring on Wendsdays", "we")],
)
def test_misspelled_words_are_read(sentence: str, value: str) -> None:
    """A long word with a slip in it is read as the word that it surely means."""
    assert [one.value for one in read(sentence).conditions] == [value]
