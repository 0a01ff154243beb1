"""The trained model: one-byte integers in one small file, loaded when the first text is read.

Two models read a sentence: a linear one its words and the ideas behind them (features), a network its pieces (matching.comprehension).
Their log odds are added. `make danger-model` writes the file from the sentences beside it; the same sentences give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.comprehension import Texts, read
from matching.danger.features import features
from matching.encoder.packed_weights import file_of

FILE = Path(__file__).parent / "model.npz"
NAMED = 0.5
"""What exact words add to the score of the kinds that they may mean: they lean toward them, and the sentence decides."""

Floats = npt.NDArray[np.float64]


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


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A linear model of danger and one of each kind, whose rows are `names`, the kinds of the network; and how they are added to it.

    `shares` are the factors of the log odds by wording and by the network, a constant, and the factor of the wording in telling
    the kinds apart. `learned_from` is the training data's digest.
    """

    names: tuple[str, ...]
    learned_from: str
    wording: Linear
    kinds_by_wording: Linear
    shares: Floats

    def by_wording(self, words: list[str]) -> float:
        """Return how certainly the words of a sentence report danger, in log odds, by their wording alone, which is quick."""
        return float(self.wording.at(*features(words))[0])

    def danger_of(self, text: str, by_wording: float, beside: Texts = ()) -> float:
        """Return how certainly a text reports danger, in log odds, given the same by its wording; `beside` are texts that are read with it."""
        by_network = float(log_odds(read(text, beside).danger))
        return float(self.shares[0] * by_wording + self.shares[1] * by_network + self.shares[2])

    def chances_of_kinds(self, text: str, words: list[str], named: Sequence[str] = (), beside: Texts = ()) -> Mapping[str, float]:
        """Return the chance of each kind if a text reports danger; `named` are the kinds that its exact words may mean."""
        scores = read(text, beside).danger[:-1] + self.shares[3] * self.kinds_by_wording.at(*features(words))
        scores = scores + NAMED * np.isin(self.names, named)
        raised = np.exp(scores - scores.max())
        return dict(zip(self.names, (raised / raised.sum()).tolist(), strict=True))


def log_odds(scores: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Return the log odds of any kind of danger against none, from scores of shape (…, kinds + 1): shape (…,)."""
    precise = scores.astype(np.float64)
    odds: npt.NDArray[np.float64] = np.logaddexp.reduce(precise[..., :-1], axis=-1) - precise[..., -1]
    return odds


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
    return file_of(arrays)


def unpacked(content: bytes) -> Model:
    """Return the model in the content of a file."""
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:

        def linear(name: str) -> Linear:
            return Linear(kept[f"{name}_weights"], kept[f"{name}_steps"], kept[f"{name}_constants"])

        return Model(
            tuple(map(str, kept["names"])),
            str(kept["learned_from"]),
            linear("wording"),
            linear("kinds_by_wording"),
            kept["shares"],
        )


@cache
def model() -> Model:
    """Return the model that is shipped."""
    return unpacked(FILE.read_bytes())
