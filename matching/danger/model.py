"""The trained model: one-byte integers in one small file, loaded when the first text is read.

`make danger-model` writes the file from the sentences beside it; the same sentences give the same bytes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.danger.features import features

FILE = Path(__file__).parent / "model.npz"


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by bucket: `danger` of shape (BUCKETS,), `kinds` of (kinds, BUCKETS); `learned_from` is the training data's digest."""

    names: tuple[str, ...]
    learned_from: str
    danger: npt.NDArray[np.int8]
    kinds: npt.NDArray[np.int8]
    steps: npt.NDArray[np.float64]  # the value of one unit: for danger, then for each kind
    constants: npt.NDArray[np.float64]  # likewise

    def danger_of(self, words: list[str]) -> float:
        """Return how certainly the words of a sentence report danger, in log odds."""
        buckets, values = features(words)
        return float(self.danger[buckets] @ values) * float(self.steps[0]) + float(self.constants[0])

    def kind_of(self, words: list[str]) -> str:
        """Return the kind of danger that they most likely report."""
        buckets, values = features(words)
        scores = (self.kinds[:, buckets] @ values) * self.steps[1:] + self.constants[1:]
        return self.names[int(np.argmax(scores))]


def packed(names: tuple[str, ...], learned_from: str, danger: npt.NDArray[np.float64], kinds: npt.NDArray[np.float64]) -> bytes:
    """Return the file of a model, given weights with the constant last."""
    rows = np.vstack([danger[None, :], kinds])
    steps = np.abs(rows[:, :-1]).max(axis=1) / 127
    whole = np.rint(rows[:, :-1] / steps[:, None]).astype(np.int8)
    out = io.BytesIO()
    np.savez_compressed(
        out, names=np.array(names), learned_from=np.array(learned_from), weights=whole, steps=steps, constants=rows[:, -1]
    )
    return out.getvalue()


def unpacked(content: bytes) -> Model:
    """Return the model in the content of a file."""
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:
        weights = kept["weights"]
        return Model(
            tuple(map(str, kept["names"])), str(kept["learned_from"]), weights[0], weights[1:], kept["steps"], kept["constants"]
        )


@cache
def model() -> Model:
    """Return the model that is shipped."""
    return unpacked(FILE.read_bytes())
