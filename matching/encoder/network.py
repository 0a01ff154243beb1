"""The network: embeddings of word pieces, three convolutions over them, and a few dense layers, in numpy.

The architecture is that of Google's Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2019): two residual
convolutions of each width 2, 3 and 5 beside the embeddings, all pieces summed, then dense layers to 512 numbers.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.encoder import packed_weights
from matching.encoder.pieces import Pieces, Word

FILE = Path(__file__).parent / "weights.npz"
STEPS = "_step"
"""What the names of steps end with in the file."""

EMBEDDED, CONVOLVED, ENCODED = 512, 256, 512
WINDOWS = ((2, 0), (3, 1), (5, 2))
"""The widths of the convolutions in pieces, and how many of them stand before the piece itself."""
FEATURES = EMBEDDED + len(WINDOWS) * CONVOLVED
"""The number of features of one piece: its embedding, and what the convolutions found around it."""
WIDTH = ENCODED + FEATURES
"""The length of a vector: what the network encodes, and the sum over the pieces that it encodes it from."""

_ONE_THREAD = 1 << 18
"""Multiplications in a product of matrices up to which OpenBLAS uses one thread: with more, its threads wait for one another
and cost ten times the processor time of the work."""

_ROWS = 64  # more would leave single columns, whose products threads share as well

_MOST_PIECES = 512  # of one text; a longer one is read from its beginning
_TINY = 1e-12
Floats = npt.NDArray[np.float32]


class Encoded(NamedTuple):
    """The features of the pieces of a text, of shape (pieces, FEATURES); its words; and the place of the first piece of each."""

    features: Floats
    words: tuple[Word, ...]
    first: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """The pieces and the weights: `table` (pieces, 256) holds two numbers of 4 bits a byte, each an index into `levels`.

    A piece's embedding is its levels times `spreads` plus `centers`. `layers` are the other weights by name, as floats.
    """

    pieces: Pieces
    table: npt.NDArray[np.uint8]
    levels: Floats
    spreads: Floats
    centers: Floats
    layers: Mapping[str, Floats]

    def vector(self, text: str) -> Floats:
        """Return the vector of a text, of shape (WIDTH,): two parts, each of length 1."""
        return self.vector_of(self.features(text).features)

    def features(self, text: str) -> Encoded:
        """Return the features of each piece of a text in its context, its words, and the place of each word's first piece."""
        numbers, words, first = self.pieces.words(text, _MOST_PIECES)
        return Encoded(self._features(np.array(numbers, dtype=np.int64)), tuple(words), tuple(first))

    def vector_of(self, features: Floats) -> Floats:
        """Return the vector of a text whose pieces have these features."""
        pooled = features.sum(axis=0) / np.sqrt(np.float32(len(features)))
        return np.concatenate([_unit(self._encoded(pooled, len(features))), _unit(pooled)])

    def embeddings(self, numbers: npt.NDArray[np.int64]) -> Floats:
        """Return the embeddings of some pieces, of shape (pieces, EMBEDDED)."""
        packed = self.table[numbers]
        halves = np.stack([packed >> 4, packed & 15], axis=-1).reshape(len(numbers), EMBEDDED)
        embedded: Floats = self.levels[halves] * self.spreads[numbers, None] + self.centers[numbers, None]
        return embedded

    def _features(self, numbers: npt.NDArray[np.int64]) -> Floats:
        """Return the features of each piece in its context: its embedding, and three convolutions."""
        layers, count = self.layers, len(numbers)
        embedded = self.embeddings(numbers)
        projected = _normed(
            product(embedded, layers["project"]) + layers["project_constant"], layers["narrow_gain"], layers["narrow_shift"]
        )
        found = [embedded]
        for number, (width, before) in enumerate(WINDOWS):
            around = np.arange(count)[:, None] + np.arange(-before, width - before)
            around = np.where((around >= 0) & (around < count), around, count)
            at = projected[:, number * CONVOLVED : (number + 1) * CONVOLVED]
            for depth in ("first", "second"):
                padded = np.vstack([at, np.zeros((1, CONVOLVED), dtype=np.float32)])
                wide = padded[around].reshape(count, width * CONVOLVED)
                at = at + np.maximum(product(wide, layers[f"{depth}_{width}"]) + layers[f"{depth}_constant_{width}"], 0)
            found.append(at)
        return _normed(np.concatenate(found, axis=1), layers["wide_gain"], layers["wide_shift"])

    def _encoded(self, pooled: Floats, count: int) -> Floats:
        layers = self.layers
        mean = times(pooled, layers["pool"]) + np.sqrt(np.float32(count)) * layers["pool_constant"]
        one = np.maximum(times(mean, layers["dense_0"]), 0)
        two = np.maximum(times(mean, layers["skip_1"]) + times(one, layers["dense_1"]), 0)
        three = np.maximum(times(two, layers["dense_2"]), 0)
        encoded: Floats = np.tanh(times(two, layers["skip_3"]) + times(three, layers["dense_3"]))
        return encoded


def product(rows: Floats, layer: Floats) -> Floats:
    """Return the matrix product, a few rows and columns at a time."""
    result = np.empty((len(rows), layer.shape[1]), dtype=np.float32)
    for start in range(0, len(rows), _ROWS):
        some = rows[start : start + _ROWS]
        columns = max(_ONE_THREAD // some.size, 1)
        for at in range(0, layer.shape[1], columns):
            np.matmul(some, layer[:, at : at + columns], out=result[start : start + _ROWS, at : at + columns])
    return result


def times(vector: Floats, layer: Floats) -> Floats:
    """Return the product of one vector and a matrix; a second row keeps it with the products of matrices, whose threads can be held back."""
    result: Floats = product(np.stack([vector, np.zeros_like(vector)]), layer)[0]
    return result


def _normed(rows: Floats, gain: Floats, shift: Floats) -> Floats:
    rows = rows - rows.mean(axis=-1, keepdims=True)
    spread = np.sqrt((rows * rows).mean(axis=-1, keepdims=True) + np.float32(_TINY))
    normed: Floats = rows / spread * gain + shift
    return normed


def _unit(vector: Floats) -> Floats:
    unit: Floats = vector / max(np.float32(np.sqrt(vector @ vector)), np.float32(1e-9))
    return unit


def unpacked(content: bytes) -> Network:
    """Return the network in the content of a file: whole numbers of one byte become floats, column by column."""
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:
        arrays = {name: kept[name] for name in kept.files}
    spelled = arrays.pop("pieces").tobytes().decode().split("\n")
    pieces = Pieces.of(spelled, arrays.pop("likelihoods").astype(np.float64).tolist())
    base = {name: arrays.pop(name).astype(np.float32) for name in ("levels", "spreads", "centers")}
    table = arrays.pop("table")
    return Network(pieces, table, base["levels"], base["spreads"], base["centers"], packed_weights.unpacked(arrays, STEPS))


@cache
def network() -> Network:
    """Return the network that is shipped."""
    return unpacked(FILE.read_bytes())


def features(text: str) -> Encoded:
    """Return the features of each piece of a text, with its words."""
    return network().features(text)


def vector_of(of_pieces: Floats) -> Floats:
    """Return the vector of a text whose pieces have these features, of shape (WIDTH,)."""
    return network().vector_of(of_pieces)


def vector(text: str) -> Floats:
    """Return the vector of a text, of shape (WIDTH,)."""
    return network().vector(text)
