"""What the encoder's features of a sentence tell: three small heads, in numpy.

Danger is read from the strongest answer of each hidden unit and their sum over all pieces, beside the vector of the whole, so that a few
words of danger in a long sentence are seen where they stand. Needs are read from the vector, and marks from each word's first piece.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching import encoder
from matching.encoder import ENCODED, packed_weights, product, times

FILE = Path(__file__).parent / "weights.npz"
NAMES = ("kinds", "needs", "marks", "learned_from")
"""What a file names: the kinds of danger, the needs, the marks, and the digest of what was learned from."""

_STEPS = "_steps"
_MOST_TOGETHER = 24  # texts
_KEPT = encoder.RecentValues[str, "Comprehended"](most=100)

OF_THE_WHOLE = np.float32(6.0)
"""What vectors are multiplied by, so that they count beside the hidden units."""

Floats = npt.NDArray[np.float32]
Texts = tuple[str, ...]
Left = tuple[int, ...] | None
"""The places of the pieces that are left of a text; None are all of them."""


class Comprehended:
    """What the network says of a text, each head of it when it is asked.

    `words` are the text's, `features` those of its pieces, and `first` is the place of each word's first piece (matching.encoder).
    `vectors` are those that were asked for, of the whole text or of the pieces that are left of it.
    """

    def __init__(self, of: Comprehension, encoded: encoder.Encoded) -> None:
        self.features, self.words, self.first = encoded
        self._of = of
        self.vectors: dict[Left, Floats] = {}

    @property
    def vector(self) -> Floats:
        """The vector of the whole text (matching.encoder)."""
        return self._vector(None)

    @cached_property
    def danger(self) -> Floats:
        """The scores of the kinds of danger and, last, of none: shape (kinds + 1,)."""
        return self._of.danger_of(self.features, self.vector)

    @cached_property
    def marks(self) -> Floats:
        """The chances that each of the words says one of its marks, the first of them nothing: shape (words, marks)."""
        return self._of.marks_of(self.features[list(self.first)])

    def needs(self, rest: str | None = None) -> Floats:
        """Return the log chances of the network's needs: shape (needs,).

        `rest` is the text with some words blanked, of the same length: what was said with them tells nothing.
        """
        return self._of.needs_of(self._vector(self.left(rest)))

    def _vector(self, left: Left) -> Floats:
        if left not in self.vectors:
            _encode([(self, left)])
        return self.vectors[left]

    def left(self, rest: str | None) -> Left:
        """Return the places of the pieces that are left in the rest of the text; None if all are."""
        if rest is None:
            return None
        kept = np.ones(len(self.features), dtype=bool)
        ends = (*self.first, len(self.features) - 1)[1:]
        for word, start, end in zip(self.words, self.first, ends, strict=True):
            kept[start:end] = not rest[word.start : word.end].isspace()
        return None if kept.all() else tuple(np.flatnonzero(kept).tolist())


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
        return Comprehended(self, encoder.features(text))

    def read_together(self, texts: Sequence[str]) -> list[Comprehended]:
        """Return what the network says of each of several texts."""
        return [Comprehended(self, one) for one in encoder.features_of(texts)]

    def marks_of(self, features: Floats) -> Floats:
        """Return the chances of the marks of some words, given the features of their first pieces: shape (words, marks)."""
        if not len(features):
            return _NO_MARKS
        return _chances(self._through("marks", np.maximum(self._through("marks_hidden", features), 0)))

    def danger_of(self, features: Floats, vector: Floats) -> Floats:
        """Return the scores of the kinds of danger, as the pieces of a text and its vector tell: shape (kinds + 1,)."""
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
    return packed_weights.file_of({**arrays, **packed_weights.packed(weights, _STEPS)})


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


def together(texts: Iterable[str]) -> Mapping[str, Texts]:
    """Return for each of several texts those to read it with, itself among them: not too many, which would need much memory."""
    parts = tuple(dict.fromkeys(texts))
    several = (parts[at : at + _MOST_TOGETHER] for at in range(0, len(parts), _MOST_TOGETHER))
    return {part: some for some in several for part in some}


def read(text: str, beside: Texts = ()) -> Comprehended:
    """Return what the network says of a text; `beside` are texts that are read with it (together), in half of the time.

    Those that were read last are kept: one request asks about its sentence for needs, danger and conditions.
    """
    known = _known(beside if text in beside else (text,))
    if len(known) > 1:
        _encode((one, None) for one in known.values())
    return known[text]


def read_ahead(texts: Iterable[str]) -> None:
    """Read several texts at once that will be asked about, of many the first: the weights come from memory once."""
    _known(tuple(dict.fromkeys(texts))[:_MOST_TOGETHER])


def encode_ahead(texts: Iterable[tuple[str, str | None]]) -> None:
    """Work out the vectors of several texts at once, each with the rest of it that needs will be asked of, as Comprehended.needs."""
    several = tuple(dict.fromkeys(texts))[:_MOST_TOGETHER]
    known = _known(tuple(dict.fromkeys(text for text, _ in several)))
    _encode((known[text], known[text].left(rest)) for text, rest in several)


def _known(texts: Texts) -> dict[str, Comprehended]:
    """Return what the network says of each text; those that it has not read lately it reads together."""
    known = _KEPT.among(texts)
    if missing := [one for one in texts if one not in known]:
        new = dict(zip(missing, network().read_together(missing), strict=True))
        _KEPT.keep(new)
        known |= new
    return known


def _encode(readings: Iterable[tuple[Comprehended, Left]]) -> None:
    """Work out the vectors that are not known of what is left of some texts."""
    unknown = list(dict.fromkeys((one, left) for one, left in readings if left not in one.vectors))
    if not unknown:
        return
    features = [one.features if left is None else one.features[list(left)] for one, left in unknown]
    for (one, left), vector in zip(unknown, encoder.vectors_of(features), strict=True):
        one.vectors[left] = vector
