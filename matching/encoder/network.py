"""The network: embeddings of word pieces, three convolutions over them, and a few dense layers, in numpy.

The architecture is that of Google's Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2019): two residual
convolutions of each width 2, 3 and 5 beside the embeddings, all pieces summed, then dense layers to 512 numbers.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
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
_PARTS = [slice(number * CONVOLVED, (number + 1) * CONVOLVED) for number in range(len(WINDOWS))]
"""Where what the convolution of each width begins with stands in a row."""
FEATURES = EMBEDDED + len(WINDOWS) * CONVOLVED
"""The number of features of one piece: its embedding, and what the convolutions found around it."""
WIDTH = ENCODED + FEATURES
"""The length of a vector: what the network encodes, and the sum over the pieces that it encodes it from."""

_ONE_THREAD = (1 << 19) - 1
"""Multiplications in a product of matrices up to which OpenBLAS uses one thread, as it takes one for each 2^18: with more, its
threads wait for one another and cost ten times the processor time of the work."""

_SMALL = 1_200
"""Numbers in the result of a product up to which OpenBLAS multiplies at once; for a greater one it first copies both matrices, which
costs as much as the work."""

_ROWS = 64  # more would leave single columns, whose products threads share as well, as they share those of single rows

_MOST_PIECES = 512  # of one text; a longer one is read from its beginning
_TINY = 1e-12
Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]


class PieceRows(NamedTuple):
    """What some pieces bring to the features of a text, whatever stands beside them: a row of each array for each piece.

    `places` are their rows by number, `embedded` their embeddings of shape (pieces, EMBEDDED), and `projected` what the convolutions
    begin with. `first` holds for each width their part of the first convolution at each place of a window, side by side.
    """

    places: Mapping[int, int]
    embedded: Floats
    projected: Floats
    first: Mapping[int, Floats]


class Encoded(NamedTuple):
    """The features of the pieces of a text, of shape (pieces, FEATURES); its words; and the place of the first piece of each."""

    features: Floats
    words: tuple[Word, ...]
    first: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """The pieces and the weights: `table` (pieces, 256) holds two numbers of 4 bits a byte, each an index into `levels`.

    A piece's embedding is its levels times `spreads` plus `centers`. `layers` are the other weights by name, as floats.
    `first` are the weights of the first convolution by its width, those of each place of a window side by side.
    """

    pieces: Pieces
    table: npt.NDArray[np.uint8]
    levels: Floats
    spreads: Floats
    centers: Floats
    layers: Mapping[str, Floats]
    first: Mapping[int, Floats]

    def vector(self, text: str) -> Floats:
        """Return the vector of a text, of shape (WIDTH,): two parts, each of length 1."""
        return self.vector_of(self.features(text).features)

    def features(self, text: str) -> Encoded:
        """Return the features of each piece of a text in its context, its words, and the place of each word's first piece."""
        return self.features_of((text,))[0]

    def features_of(self, texts: Sequence[str]) -> list[Encoded]:
        """Return the features of several texts, which share most of their pieces: the parts of one text."""
        told = [self.pieces.words(text, _MOST_PIECES) for text in texts]
        rows = self._rows(sorted({number for numbers, _, _ in told for number in numbers}))
        features = self._features([np.array([rows.places[one] for one in numbers]) for numbers, _, _ in told], rows)
        return [Encoded(some, tuple(words), tuple(first)) for some, (_, words, first) in zip(features, told, strict=True)]

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

    def _rows(self, numbers: Sequence[int]) -> PieceRows:
        layers = self.layers
        embedded = self.embeddings(np.array(numbers))
        projected = product(embedded, layers["project"]) + layers["project_constant"]
        projected = _normed(projected, layers["narrow_gain"], layers["narrow_shift"])
        first = {width: product(projected[:, part], self.first[width]) for (width, _), part in zip(WINDOWS, _PARTS, strict=True)}
        return PieceRows({number: place for place, number in enumerate(numbers)}, embedded, projected, first)

    def _features(self, places: Sequence[Places], rows: PieceRows) -> list[Floats]:
        """Return the features of each piece of some texts in its context, given their rows: its embedding, and three convolutions."""
        layers, found = self.layers, [rows.embedded[np.concatenate(places)]]
        for (width, before), part in zip(WINDOWS, _PARTS, strict=True):
            once = [self._once(at, rows, width, before, part) for at in places]
            windows = np.concatenate([_windows(some, width, before) for some in once])
            twice = product(windows, layers[f"second_{width}"]) + layers[f"second_constant_{width}"]
            found.append(np.concatenate(once) + np.maximum(twice, 0))
        features = _normed(np.concatenate(found, axis=1), layers["wide_gain"], layers["wide_shift"])
        return np.split(features, np.cumsum([len(at) for at in places])[:-1])

    def _once(self, at: Places, rows: PieceRows, width: int, before: int, part: slice) -> Floats:
        """Return what the first convolution of a width finds at each piece of a text."""
        found = np.tile(self.layers[f"first_constant_{width}"], (len(at), 1))
        for place in range(width):
            first, last = max(before - place, 0), len(at) - max(place - before, 0)
            beside = at[first + place - before : last + place - before]
            found[first:last] += rows.first[width][beside, place * CONVOLVED : (place + 1) * CONVOLVED]
        once: Floats = rows.projected[at, part] + np.maximum(found, 0)
        return once

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
    if len(rows) == 1:
        return product(np.vstack([rows, np.zeros_like(rows)]), layer)[:1]
    result = np.empty((len(rows), layer.shape[1]), dtype=np.float32)
    for start, end in _parts(len(rows), _ROWS):
        most = min(_ONE_THREAD // len(layer), _SMALL) // (end - start)
        for first, last in _parts(layer.shape[1], most):
            np.matmul(rows[start:end], layer[:, first:last], out=result[start:end, first:last])
    return result


def _parts(length: int, most: int) -> Iterator[tuple[int, int]]:
    """Yield where the parts of about one length begin and end, none of them longer than the most."""
    number = -(-length // max(most, 1))
    return ((part * length // number, (part + 1) * length // number) for part in range(number))


def times(vector: Floats, layer: Floats) -> Floats:
    """Return the product of one vector and a matrix."""
    result: Floats = product(vector[None], layer)[0]
    return result


def _windows(rows: Floats, width: int, before: int) -> Floats:
    """Return for each row the rows of its window side by side, of shape (rows, width * CONVOLVED); beyond the ends there is nothing."""
    padded = np.zeros((len(rows) + width - 1, CONVOLVED), dtype=np.float32)
    padded[before : before + len(rows)] = rows
    return np.lib.stride_tricks.sliding_window_view(padded, width, axis=0).swapaxes(1, 2).reshape(len(rows), width * CONVOLVED)


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
    layers = packed_weights.unpacked(arrays, STEPS)
    first = {width: np.asfortranarray(np.hstack(np.split(layers.pop(f"first_{width}"), width))) for width, _ in WINDOWS}
    return Network(pieces, table, base["levels"], base["spreads"], base["centers"], layers, first)


@cache
def network() -> Network:
    """Return the network that is shipped."""
    return unpacked(FILE.read_bytes())


def features(text: str) -> Encoded:
    """Return the features of each piece of a text, with its words."""
    return network().features(text)


def features_of(texts: Sequence[str]) -> list[Encoded]:
    """Return the features of several texts, which are read together."""
    return network().features_of(texts)


def vector_of(of_pieces: Floats) -> Floats:
    """Return the vector of a text whose pieces have these features, of shape (WIDTH,)."""
    return network().vector_of(of_pieces)


def vector(text: str) -> Floats:
    """Return the vector of a text, of shape (WIDTH,)."""
    return network().vector(text)
