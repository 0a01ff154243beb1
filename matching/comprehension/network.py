"""What the encoder's features of a sentence tell: three small heads, in numpy.

Danger is read from the strongest answer of each hidden unit and their sum over all pieces, beside the vector of the whole, so that a few
words of danger in a long sentence are seen where they stand. Needs are read from the vector, and marks from each word's first piece.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching import encoder
from matching.encoder import ENCODED, Word, packed_weights, product, times

FILE = Path(__file__).parent / "weights.npz"
NAMES = ("kinds", "needs", "marks", "learned_from")
"""What a file names: the kinds of danger, the needs, the marks, and the digest of what was learned from."""

_STEPS = "_steps"

OF_THE_WHOLE = np.float32(6.0)
"""What vectors are multiplied by, so that they count beside the hidden units."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Comprehended:
    """What the network says of a text. `danger` are the scores of its kinds and, last, of none: shape (kinds + 1,).

    `marks` are the chances that each of `words` says one of its marks, the first of them nothing: shape (words, marks). `features`
    are those of the pieces, `first` is the place of each word's first piece, and `vector` that of the whole (matching.encoder).
    """

    words: tuple[Word, ...]
    danger: Floats
    marks: Floats
    features: Floats
    first: tuple[int, ...]
    vector: Floats

    def needs(self, rest: str | None = None) -> Floats:
        """Return the log chances of the network's needs: shape (needs,).

        `rest` is the text with some words blanked, of the same length: what was said with them tells nothing.
        """
        kept = np.ones(len(self.features), dtype=bool)
        if rest is not None:
            ends = (*self.first[1:], len(self.features) - 1)
            for word, start, end in zip(self.words, self.first, ends, strict=True):
                kept[start:end] = not rest[word.start : word.end].isspace()
        return network().needs_of(self.vector if kept.all() else encoder.vector_of(self.features[kept]))


@dataclass(frozen=True, slots=True, eq=False)
class Comprehension:
    """The names of what is read, and the weights by name: a matrix and constants for each layer of each head.

    `learned_from` is the training data's digest.
    """

    kinds: tuple[str, ...]
    needs: tuple[str, ...]
    marks: tuple[str, ...]
    learned_from: str
    weights: Mapping[str, Floats]

    def read(self, text: str) -> Comprehended:
        """Return what the network says of a text."""
        features, words, first = encoder.features(text)
        marks = (
            self._through("marks", np.maximum(self._through("marks_hidden", features[list(first)]), 0)) if first else _NO_MARKS
        )
        vector = encoder.vector_of(features)
        return Comprehended(words, self._danger(features, vector), _chances(marks), features, first, vector)

    def _danger(self, features: Floats, vector: Floats) -> Floats:
        hidden = np.maximum(self._through("danger_hidden", features), 0)
        total = hidden.sum(axis=0) / np.sqrt(np.float32(len(hidden)))
        told = np.concatenate([hidden.max(axis=0), total, vector[:ENCODED] * OF_THE_WHOLE])
        danger: Floats = times(told, self.weights["danger"]) + self.weights["danger_constants"]
        return danger

    def needs_of(self, vector: Floats) -> Floats:
        """Return the log chances of the needs, as the vector of some pieces tells."""
        return log_chances(times(vector * OF_THE_WHOLE, self.weights["needs"]) + self.weights["needs_constants"])

    def _through(self, name: str, rows: Floats) -> Floats:
        through: Floats = product(rows, self.weights[name]) + self.weights[f"{name}_constants"]
        return through


_NO_MARKS = np.zeros((0, 1), dtype=np.float32)


def log_chances(scores: Floats) -> Floats:
    """Return the logarithms of the chances that scores stand for, of shape (scores,)."""
    highest = scores.max()
    found: Floats = scores - highest - np.log(np.exp(scores - highest).sum())
    return found


def _chances(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    chances: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return chances


def packed(names: Mapping[str, tuple[str, ...]], weights: Mapping[str, Floats]) -> bytes:
    """Return the file of a network, given its NAMES: matrices as whole numbers of one byte, with the value of one unit for each column."""
    arrays: dict[str, npt.NDArray[np.generic]] = {
        f"{name}_named": np.frombuffer("\n".join(names[name]).encode(), dtype=np.uint8) for name in NAMES
    }
    out = io.BytesIO()
    np.savez_compressed(out, **arrays, **packed_weights.packed(weights, _STEPS))  # type: ignore[arg-type]
    return out.getvalue()


def unpacked(content: bytes) -> Comprehension:
    """Return the network in the content of a file."""
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:
        arrays = {name: kept[name] for name in kept.files}
    named = {name: tuple(arrays.pop(f"{name}_named").tobytes().decode().split("\n")) for name in NAMES}
    learned_from, weights = named["learned_from"][0], packed_weights.unpacked(arrays, _STEPS)
    return Comprehension(named["kinds"], named["needs"], named["marks"], learned_from, weights)


@cache
def network() -> Comprehension:
    """Return the network that is shipped."""
    return unpacked(FILE.read_bytes())


@lru_cache(maxsize=16)
def read(text: str) -> Comprehended:
    """Return what the network says of a text; a few are kept: one request asks about its sentence for needs, danger and conditions."""
    return network().read(text)
