"""How words are made comparable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import text as folding


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("classes", "class"), ("tutoring", "tutors"), ("families", "family"), ("counselling", "counselor"), ("can't", "cannot"),
        ("Afterschool", "after-school"), ("daycare", "day care"), ("mothers", "mom"), ("niños", "ninos"), ("PERDIÓ", "perdio"),
        ("bullied", "bullying"), ("lost her mom", "lost my mother"), ("camps", "Camp’s"), ("arts & crafts", "arts and crafts"),
        ("homeless", "homelessness"), ("café", "cafe\u0301"),
    ],
)  # fmt: skip
def test_alike(one: str, other: str) -> None:
    """Case, accents, endings, small words and other spellings of one word make no difference."""
    assert folding.phrase(one) == folding.phrase(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("parenting", "parents"), ("housing", "house"), ("training", "train"), ("reading", "read"), ("boxing", "box"),
        ("drop out", "drop in"), ("hits her", "hits"), ("hurt him", "hurt himself"), ("home visiting", "home visits"),
    ],
)  # fmt: skip
def test_not_alike(one: str, other: str) -> None:
    """Words whose endings carry their meaning stay apart."""
    assert folding.phrase(one) != folding.phrase(other)


def test_edges() -> None:
    """Sentences, list items and markup part the words; a phrase of the vocabulary is one piece."""
    assert folding.tokens("arts, education<br />music &amp; dance") == ["arts", "|", "education", "|", "music", "danc"]
    assert folding.phrase("women, infants and children") == ("women", "infant", "child")


@given(st.text())
def test_places(text: str) -> None:
    """A folded word stands where its letters stand in the composed text, and places only go forward."""
    source = folding.compose(text)
    assert len(folding.plain(source)) == len(source)
    words = folding.fold(source)
    assert all(0 <= word.start < word.end <= len(source) for word in words)
    assert [word.start for word in words] == sorted(word.start for word in words)
    assert [word.text for word in words] == folding.tokens(text)
