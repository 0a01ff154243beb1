"""The network that reads a sentence once for needs, danger and conditions."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.comprehension import FILE, encode_ahead, network, read, read_ahead
from matching.comprehension.network import packed, unpacked
from matching.danger import KINDS
from matching.needs import terms
from tests.training.comprehension_rows import digest


@given(st.text(max_size=200))
def test_every_text_is_read(text: str) -> None:
    """Whatever is typed has scores of danger, chances of needs that sum to 1, and chances of marks for each of its words."""
    reading = read(text)
    assert reading.danger.shape == (len(KINDS) + 1,)
    assert np.isclose(np.exp(reading.needs()).sum(), 1, atol=1e-3)
    assert len(reading.marks) == len(reading.words) == len(reading.first)
    assert np.allclose(reading.marks.sum(axis=1), 1, atol=1e-3)
    assert all(not text[word.start : word.end].isspace() for word in reading.words)


def test_the_names_are_those_of_the_rooms() -> None:
    """The network names the kinds of danger in their order, and every term of needs."""
    assert network().kinds == tuple(KINDS)
    assert set(network().needs) == {*terms(), "none"}
    assert network().marks[0] == "none"


def test_blanked_words_tell_nothing_of_needs() -> None:
    """Of a sentence that is read as a whole, only the words that are left over tell of needs."""
    whole = "a food pantry for a boy who is in a wheelchair"
    rest = "a food pantry for a boy who " + " " * len("is in a wheelchair")
    of_rest, of_all = read(whole).needs(rest), read(whole).needs()
    assert network().needs[int(of_rest.argmax())] == "food-pantry"
    assert of_rest[network().needs.index("disability-services")] < of_all[network().needs.index("disability-services")]


def test_a_network_is_packed_the_same_each_time() -> None:
    """The same weights give the same bytes, and come back as they were but for the last digits."""
    chance = np.random.default_rng(0)
    weights = {"needs": chance.normal(size=(4, 3)).astype(np.float32), "needs_constants": np.ones(3, dtype=np.float32)}
    names = {"kinds": ("one",), "needs": ("two", "three"), "marks": ("none",), "learned_from": ("x",)}
    assert packed(names, weights) == packed(names, weights)
    again = unpacked(packed(names, weights))
    assert (again.needs, again.marks, again.learned_from) == (("two", "three"), ("none",), "x")
    assert np.abs(again.weights["needs"] - weights["needs"]).max() <= np.abs(weights["needs"]).max() / 127


def test_the_network_has_learned_from_the_sentences_as_they_stand() -> None:
    """Whoever changes a sentence trains the network again: make comprehension."""
    assert network().learned_from == digest()


def test_a_text_is_read_the_same_whatever_was_read_before() -> None:
    """That a text was read together with another changes nothing for the text by itself, to the last digit."""
    one, two = "She hides bread in her desk.", "Nobody is at home."
    before = network().read(one).danger
    beside = read(one, (one, two)).danger
    assert np.array_equal(read(one).danger, before)
    assert np.allclose(beside, before, atol=1e-2)
    assert np.array_equal(read(one, (one, two)).danger, beside)


def test_what_is_worked_out_ahead_is_what_is_worked_out_when_it_is_asked() -> None:
    """Texts read at once, and their vectors, say the same to the last digit as each by itself; a text without words has no rest."""
    whole, other = "needs a quiet place to sleep, on Tuesdays", "his goldfish naps all day"
    rest = "needs a quiet place to sleep" + " " * len(", on Tuesdays")
    alone = unpacked(FILE.read_bytes())
    expected = [alone.read(whole).needs(rest), alone.read(whole).danger, alone.read(other).needs()]
    read_ahead((whole, other))
    encode_ahead([(whole, rest), (whole, None), (other, None)])
    found = [read(whole).needs(rest), read(whole).danger, read(other).needs()]
    assert all(np.array_equal(here, there) for here, there in zip(found, expected, strict=True))
    encode_ahead([(" ", None), (" ", " ")])
    assert read(" ").left(" ") is None
