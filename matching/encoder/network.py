"""The network: embeddings of word pieces, three convolutions over them, and a few dense layers, in numpy.

The architecture is that of Google's Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2019): two residual
convolutions of each width 2, 3 and 5 beside the embeddings, all pieces summed, then dense layers to 512 numbers.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.encoder import packed_weights
from matching.encoder.pieces import Pieces, Word
from matching.encoder.products import product
from matching.encoder.recent_values import RecentValues

FILE = Path(__file__).parent / "weights.npz"
STEPS = "_step"
"""What the names of steps end with in the file."""

EMBEDDED, CONVOLVED, ENCODED = 512, 256, 512
WINDOWS = ((2, 0), (3, 1), (5, 2))
"""The widths of the convolutions in pieces, and how many of them stand before the piece itself."""
FEATURES = EMBEDDED + len(WINDOWS) * CONVOLVED
"""The number of features of one piece: its embedding, and what the convolutions found around it."""
_EMBEDDING = slice(0, EMBEDDED)
_PROJECTED = {
    width: slice(at, at + CONVOLVED) for (width, _), at in zip(WINDOWS, range(EMBEDDED, FEATURES, CONVOLVED), strict=True)
}
_FIRST = {width: FEATURES + CONVOLVED * sum(other for other, _ in WINDOWS if other < width) for width, _ in WINDOWS}
"""Where in the row of a piece its embedding is, what the convolution of each width begins with, and from where on its part of the
first convolution at each place of a window of this width."""
_REACH = 2 * max(max(before, width - 1 - before) for width, before in WINDOWS)
_BEYOND = -1
"""How many pieces on each side of one change its features, and what stands for those beyond the ends of the text."""
WIDTH = ENCODED + FEATURES
"""The length of a vector: what the network encodes, and the sum over the pieces that it encodes it from."""

_MOST_ROWS = 1_000  # pieces, at 15 KB each; two of three in a sentence are among them
_MOST_FEATURES = 1_000  # pieces in their contexts, at 5 KB each
_MOST_PIECES = 512  # of one text; a longer one is read from its beginning
_TINY = 1e-12
Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
Context = tuple[int, ...]
"""A piece by its number, between the _REACH before and after it."""


class PieceRows(NamedTuple):
    """What some pieces bring to the features of a text, whatever stands beside them: a row for each piece, whose places are by number."""

    places: Mapping[int, int]
    of_pieces: Floats


class Encoded(NamedTuple):
    """The features of the pieces of a text, of shape (pieces, FEATURES); its words; and the place of the first piece of each."""

    features: Floats
    words: tuple[Word, ...]
    first: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """The pieces and the weights: `table` (pieces, 256) holds two numbers of 4 bits a byte, each an index into `levels`.

    A piece's embedding is its levels times `spreads` plus `centers`. `layers` are the other weights by name, as floats.
    `first` are the weights of the first convolution by its width, those of each place of a window side by side. `kept` are what
    pieces that were read lately bring to any text (PieceRows), `kept_features` the features of pieces in their contexts.
    """

    pieces: Pieces
    table: npt.NDArray[np.uint8]
    levels: Floats
    spreads: Floats
    centers: Floats
    layers: Mapping[str, Floats]
    first: Mapping[int, Floats]
    kept: RecentValues[int, Floats] = field(default_factory=lambda: RecentValues(_MOST_ROWS))
    kept_features: RecentValues[Context, Floats] = field(default_factory=lambda: RecentValues(_MOST_FEATURES))

    def vector(self, text: str) -> Floats:
        """Return the vector of a text, of shape (WIDTH,): two parts, each of length 1."""
        return self.vectors_of((self.features(text).features,))[0]

    def features(self, text: str) -> Encoded:
        """Return the features of each piece of a text in its context, its words, and the place of each word's first piece."""
        return self.features_of((text,))[0]

    def features_of(self, texts: Sequence[str]) -> list[Encoded]:
        """Return the features of several texts, which share most of their pieces: the parts of one text."""
        told = [self.pieces.words(text, _MOST_PIECES) for text in texts]
        contexts = [_contexts(numbers) for numbers, _, _ in told]
        found = self._features([numbers for numbers, _, _ in told], contexts)
        features = (np.concatenate([found[one] for one in some]).reshape(len(some), -1) for some in contexts)
        return [Encoded(some, tuple(words), tuple(first)) for some, (_, words, first) in zip(features, told, strict=True)]

    def vectors_of(self, features: Sequence[Floats]) -> list[Floats]:
        """Return the vectors of texts whose pieces have these features."""
        roots: Floats = np.sqrt(np.array([len(some) for some in features], dtype=np.float32))[:, None]
        sums: Floats = np.stack([some.sum(axis=0) for some in features])
        pooled: Floats = sums / roots
        return [np.concatenate([_unit(one), _unit(two)]) for one, two in zip(self._encoded(pooled, roots), pooled, strict=True)]

    def embeddings(self, numbers: npt.NDArray[np.int64]) -> Floats:
        """Return the embeddings of some pieces, of shape (pieces, EMBEDDED)."""
        packed = self.table[numbers]
        halves = np.stack([packed >> 4, packed & 15], axis=-1).reshape(len(numbers), EMBEDDED)
        embedded: Floats = self.levels[halves] * self.spreads[numbers, None] + self.centers[numbers, None]
        return embedded

    def _rows(self, numbers: Sequence[int]) -> PieceRows:
        rows = self.kept.among(numbers)
        if missing := [number for number in numbers if number not in rows]:
            new = {number: row.copy() for number, row in zip(missing, self._rows_of(missing), strict=True)}
            self.kept.keep(new)
            rows |= new
        together = np.concatenate([rows[number] for number in numbers]).reshape(len(numbers), -1)
        return PieceRows({number: place for place, number in enumerate(numbers)}, together)

    def _rows_of(self, numbers: Sequence[int]) -> Floats:
        layers = self.layers
        embedded = self.embeddings(np.array(numbers))
        projected = product(embedded, layers["project"]) + layers["project_constant"]
        projected = _normed(projected, layers["narrow_gain"], layers["narrow_shift"])
        parts = np.split(projected, len(WINDOWS), axis=1)
        first = [product(part, self.first[width]) for (width, _), part in zip(WINDOWS, parts, strict=True)]
        return np.hstack([embedded, projected, *first])

    def _features(self, texts: Sequence[Sequence[int]], contexts: Sequence[Sequence[Context]]) -> dict[Context, Floats]:
        """Return the features of the pieces of some texts by their contexts; those that were worked out lately are kept."""
        found = self.kept_features.among(one for some in contexts for one in some)
        first: dict[Context, tuple[int, int]] = {}  # in which text, and where
        for number, some in enumerate(contexts):
            for place, one in enumerate(some):
                if one not in found:
                    first.setdefault(one, (number, place))
        if first:
            by_text = groupby(first.values(), key=itemgetter(0))
            rows = self._convolved([(texts[number], [place for _, place in places]) for number, places in by_text])
            new = {one: row.copy() for one, row in zip(first, rows, strict=True)}
            self.kept_features.keep(new)
            found |= new
        return found

    def _convolved(self, parts: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Floats:
        """Return the features of some pieces of texts, given the pieces of each text and the places of those: embeddings and convolutions."""
        rows = self._rows(sorted({number for numbers, _ in parts for number in numbers}))
        layers, texts = self.layers, [(np.array([rows.places[one] for one in numbers]), places) for numbers, places in parts]
        found = [rows.of_pieces[np.concatenate([at[places] for at, places in texts]), _EMBEDDING]]
        for width, before in WINDOWS:
            once = [(self._once(at, rows.of_pieces, width, before), places) for at, places in texts]
            windows = np.concatenate([_windows(some, width, before, places) for some, places in once])
            twice = product(windows, layers[f"second_{width}"]) + layers[f"second_constant_{width}"]
            found.append(np.concatenate([some[places] for some, places in once]) + np.maximum(twice, 0))
        return _normed(np.concatenate(found, axis=1), layers["wide_gain"], layers["wide_shift"])

    def _once(self, at: Places, of_pieces: Floats, width: int, before: int) -> Floats:
        """Return what the first convolution of a width finds at each piece of a text."""
        found = np.tile(self.layers[f"first_constant_{width}"], (len(at), 1))
        for place in range(width):
            first, last = max(before - place, 0), len(at) - max(place - before, 0)
            begin = _FIRST[width] + place * CONVOLVED
            found[first:last] += of_pieces[at[first + place - before : last + place - before], begin : begin + CONVOLVED]
        once: Floats = of_pieces[at, _PROJECTED[width]] + np.maximum(found, 0)
        return once

    def _encoded(self, pooled: Floats, roots: Floats) -> Floats:
        """Return what texts are encoded to, of shape (texts, ENCODED), given the roots of how many pieces each has."""
        layers = self.layers
        mean = product(pooled, layers["pool"]) + roots * layers["pool_constant"]
        one = np.maximum(product(mean, layers["dense_0"]), 0)
        two = np.maximum(product(mean, layers["skip_1"]) + product(one, layers["dense_1"]), 0)
        three = np.maximum(product(two, layers["dense_2"]), 0)
        encoded: Floats = np.tanh(product(two, layers["skip_3"]) + product(three, layers["dense_3"]))
        return encoded


def _contexts(numbers: Sequence[int]) -> list[Context]:
    """Return the context of each piece of a text, as far as the convolutions look, two on top of each other."""
    beyond = (_BEYOND,) * _REACH
    padded = (*beyond, *numbers, *beyond)
    return [padded[at : at + 2 * _REACH + 1] for at in range(len(numbers))]


def _windows(rows: Floats, width: int, before: int, places: Sequence[int]) -> Floats:
    """Return the rows of the windows at some places side by side, of shape (places, width * CONVOLVED); beyond the ends there is nothing."""
    padded = np.zeros((len(rows) + width - 1, CONVOLVED), dtype=np.float32)
    padded[before : before + len(rows)] = rows
    return padded[np.add.outer(places, np.arange(width))].reshape(len(places), width * CONVOLVED)


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


def vectors_of(of_pieces: Sequence[Floats]) -> list[Floats]:
    """Return the vectors of texts whose pieces have these features, each of shape (WIDTH,)."""
    return network().vectors_of(of_pieces)


def vector(text: str) -> Floats:
    """Return the vector of a text, of shape (WIDTH,)."""
    return network().vector(text)
