"""The models of danger: packed and learned alike each time, read only where they must be, and no text costs too much."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from matching.danger import KINDS, read
from matching.danger.model import FILE, model, packed, unpacked
from matching.danger.sentences import MAYBE, NONE, all_sentences, digest, read_sentences
from matching.danger.trainer import examples, fitted, telling, varied
from tests.calls import calls

HELD_OUT = list(read_sentences(Path(__file__).with_name("held_out.txt")))
HARMLESS_NOTE = (
    "Met with the family at school. They moved here in August and like the building. The older brother plays soccer and the "
    "younger one draws. Mother asked about the bus. We went over the forms. Dad works evenings. The coat drive has a jacket "
    "in his size. He needs help with fractions. We agreed to talk again on Friday. "
)


def test_a_long_text_takes_work_in_proportion() -> None:
    """What a text costs grows with its length, and not with the square of it."""
    read("the cat ran home " * 10)
    assert calls(lambda: read("the dog ran home " * 800)) < 15 * calls(lambda: read("the dog ran home " * 80))


def test_the_words_of_one_request_are_read_once() -> None:
    """The rooms that handle a request each ask about its words: the second answer costs no second reading."""
    note = HARMLESS_NOTE * 3
    once = calls(lambda: read(note))
    assert read(f" {note} ") == read(note)
    assert calls(lambda: read(note)) < once / 5


def test_the_model_is_read_only_when_a_text_is() -> None:
    """Importing the reading does not read the model's file, and the file is small."""
    code = "import matching.danger, matching.danger.model as m; assert m.model.cache_info().currsize == 0"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=FILE.parents[2])
    assert FILE.stat().st_size < 3_000_000


def test_a_model_is_packed_the_same_each_time() -> None:
    """The same weights give the same bytes, and come back as they were but for the last digits."""
    weights = np.linspace(-1, 1, 1001)[None, :]
    kinds = np.vstack([weights, -weights])
    parts = {"wording": weights, "kinds_by_wording": kinds}
    content = packed(("one", "two"), "x", (0.5, 1.0, 0.0, 0.3), parts)
    assert content == packed(("one", "two"), "x", (0.5, 1.0, 0.0, 0.3), parts)
    again = unpacked(content)
    assert (again.names, again.shares.tolist()) == (("one", "two"), [0.5, 1.0, 0.0, 0.3])
    kept = again.wording
    assert np.abs(kept.weights * kept.steps[:, None] - weights[:, :-1]).max() <= kept.steps[0] / 2 + 1e-12


def test_the_model_has_learned_from_the_sentences_as_they_stand() -> None:
    """Whoever changes a sentence or an idea trains the model again: make danger-model."""
    assert model().learned_from == digest()


@pytest.mark.slow
def test_a_model_is_learned_the_same_each_time() -> None:
    """The same few sentences teach the same weights, and those tell them apart."""
    few = [one for one in all_sentences() if one.hand in ("partner", "prose")]
    first, again = (fitted(examples(list(varied(few)), telling)) for _ in range(2))
    assert first.tobytes() == again.tobytes()
    scores = examples(few, telling).times(first)
    assert all((score > 0) == (one.kind in KINDS) for one, score in zip(few, scores, strict=True))


def test_the_sentences_are_of_known_kinds_and_each_stands_once() -> None:
    """Every sentence to learn from has a known kind and language, and no sentence is both harmless and danger."""
    sentences = [*all_sentences(), *HELD_OUT]
    assert {one.kind for one in sentences} <= {*KINDS, NONE, MAYBE}
    assert {one.language for one in sentences} == {"en", "es"}
    harmless = {one.text.casefold() for one in sentences if one.kind == NONE}
    assert [one.text for one in sentences if one.kind in KINDS and one.text.casefold() in harmless] == []
