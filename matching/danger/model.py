"""The trained model: one-byte integers in one small file, loaded when the first text is read.

Two linear models read a sentence, one its words and the ideas behind them (features), one its vector (matching.encoder), and
their log odds are added. `make danger-model` writes the file from the sentences beside it; the same sentences give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.danger.features import features
from matching.encoder import vector

FILE = Path(__file__).parent / "model.npz"
Floats = npt.NDArray[np.float64]


@lru_cache(maxsize=16)
def _vector_of(text: str) -> npt.NDArray[np.float32]:
    """Return the vector of a text, kept for a moment: the level and the kind are both read from it."""
    return vector(text)


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights in one byte, of shape (rows, features); `steps` is the value of one unit in each row, `constants` are added."""

    weights: npt.NDArray[np.int8]
    steps: Floats
    constants: Floats

    def at(self, buckets: npt.NDArray[np.int64], values: Floats) -> Floats:
        """Return the scores of a few features, of shape (rows,)."""
        scores: Floats = (self.weights[:, buckets] @ values) * self.steps + self.constants
        return scores

    def of(self, vector: npt.NDArray[np.float32]) -> Floats:
        """Return the scores of a whole vector, of shape (rows,)."""
        scores: Floats = (self.weights @ vector) * self.steps + self.constants
        return scores


@dataclass(frozen=True, slots=True)
class Model:
    """Two linear models of danger; two of the kinds, whose rows are `names`; and how the first two are added.

    `shares` are the factors of the log odds by wording and by meaning, and a constant. `learned_from` is the training data's digest.
    """

    names: tuple[str, ...]
    learned_from: str
    wording: Linear
    meaning: Linear
    kinds_by_wording: Linear
    kinds_by_meaning: Linear
    shares: Floats

    def by_wording(self, words: list[str]) -> float:
        """Return how certainly the words of a sentence report danger, in log odds, by their wording alone, which is quick."""
        return float(self.wording.at(*features(words))[0])

    def danger_of(self, text: str, by_wording: float) -> float:
        """Return how certainly a text reports danger, in log odds, given the same by its wording."""
        return float(self.shares[0] * by_wording + self.shares[1] * self.meaning.of(_vector_of(text))[0] + self.shares[2])

    def kind_of(self, text: str, words: list[str], among: Sequence[str] = ()) -> str:
        """Return the kind of danger that a text most likely reports, of all or of a few."""
        scores = self.kinds_by_wording.at(*features(words)) + self.kinds_by_meaning.of(_vector_of(text))
        places = [self.names.index(name) for name in among] or list(range(len(self.names)))
        return self.names[max(places, key=lambda place: float(scores[place]))]


def packed(names: Sequence[str], learned_from: str, shares: Sequence[float], weights: Mapping[str, Floats]) -> bytes:
    """Return the file of a model; each part of `weights` has shape (rows, features + 1), with the constants in the last column."""
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "names": np.array(names),
        "learned_from": np.array(learned_from),
        "shares": np.array(shares, dtype=np.float64),
    }
    for name, rows in weights.items():
        steps = np.maximum(np.abs(rows[:, :-1]).max(axis=1) / 127, 1e-12)
        arrays[f"{name}_weights"] = np.rint(rows[:, :-1] / steps[:, None]).astype(np.int8)
        arrays[f"{name}_steps"] = steps
        arrays[f"{name}_constants"] = rows[:, -1]
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)  # type: ignore[arg-type]
    return out.getvalue()


def unpacked(content: bytes) -> Model:
    """Return the model in the content of a file."""
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:

        def linear(name: str) -> Linear:
            return Linear(kept[f"{name}_weights"], kept[f"{name}_steps"], kept[f"{name}_constants"])

        return Model(
            tuple(map(str, kept["names"])),
            str(kept["learned_from"]),
            linear("wording"),
            linear("meaning"),
            linear("kinds_by_wording"),
            linear("kinds_by_meaning"),
            kept["shares"],
        )


@cache
def model() -> Model:
    """Return the model that is shipped."""
    return unpacked(FILE.read_bytes())
