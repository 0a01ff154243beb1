"""Misspelled words: the index of a vocabulary finds what comparing with every word would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from matching.needs.misspellings import Spellings, near
from matching.needs.vocabulary import ordinary

WORDS = sorted(ordinary())
VOCABULARY = Spellings(WORDS)
LETTERS = "abcdefghijklmnopqrstuvwxyzñé'"


@st.composite
def misspelled(draw: st.DrawFn) -> str:
    """A word of the vocabulary after up to three slips, or any text."""
    word = draw(st.sampled_from(WORDS))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(word)))
        letter = draw(st.sampled_from(LETTERS))
        before, after = word[:at], word[at:]
        slips = [before + letter + after, before + letter + after[1:], before + after[1:], before + after[:2][::-1] + after[2:]]
        word = draw(st.sampled_from(slips))
    return word


@given(st.one_of(misspelled(), st.text(max_size=12)))
def test_near_words_are_those_of_a_walk_over_all(word: str) -> None:
    """The words one slip away, or two in a long word, are found whatever the slip is."""
    most = 2 if len(word) >= 8 else 1
    assert {one for one, _ in near(word, VOCABULARY)} == {one for one in WORDS if 1 <= OSA.distance(word, one) <= most}


def test_a_vocabulary_may_be_empty() -> None:
    """Nothing is near a word where there are no words."""
    assert near("tutor", Spellings([])) == ()
