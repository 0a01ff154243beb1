"""The small network that reads the pieces of a sentence: what each of them tells in its context, and what the whole does.

The encoder's features of a piece go through one hidden layer. The strongest answer of each hidden unit and their sum over
all pieces, beside the vector of the whole, decide between the kinds of danger and none. So a few words of danger in a long
sentence are seen where they stand, which a sum over the sentence alone would blur.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.encoder import ENCODED, features, product, vector

LONGEST = 72
"""The most pieces that are read, and learned from: a longer text is read in windows as well (matching.danger.detector)."""
OF_THE_WHOLE = np.float32(6.0)
"""What the vector of the whole is multiplied by, so that it counts beside the hidden units."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class DangerNetwork:
    """Weights: `first` (features, hidden), `second` (hidden * 2 + ENCODED, kinds + 1), each with its constants; the last is none."""

    first: Floats
    first_constants: Floats
    second: Floats
    second_constants: Floats

    def scores(self, text: str) -> Floats:
        """Return the scores of each kind of danger and, last, of none: shape (kinds + 1,)."""
        hidden = np.maximum(product(features(text)[:LONGEST], self.first) + self.first_constants, 0)
        total = hidden.sum(axis=0) / np.sqrt(np.float32(len(hidden)))
        whole = vector(text)[:ENCODED] * OF_THE_WHOLE
        scores: Floats = np.concatenate([hidden.max(axis=0), total, whole]) @ self.second + self.second_constants
        return scores


def log_odds(scores: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Return the log odds of any kind of danger against none, from scores of shape (…, kinds + 1): shape (…,)."""
    precise = scores.astype(np.float64)
    odds: npt.NDArray[np.float64] = np.logaddexp.reduce(precise[..., :-1], axis=-1) - precise[..., -1]
    return odds


def packed(network: DangerNetwork) -> Mapping[str, npt.NDArray[np.generic]]:
    """Return the weights as whole numbers of one byte, with the value of one unit for each column."""
    arrays: dict[str, npt.NDArray[np.generic]] = {}
    for name, weights, constants in (
        ("first", network.first, network.first_constants),
        ("second", network.second, network.second_constants),
    ):
        steps = np.maximum(np.abs(weights).max(axis=0) / 127, 1e-12).astype(np.float32)
        arrays[f"{name}_weights"] = np.rint(weights / steps).astype(np.int8)
        arrays[f"{name}_steps"] = steps
        arrays[f"{name}_constants"] = constants.astype(np.float32)
    return arrays


def unpacked(kept: Mapping[str, npt.NDArray[np.generic]]) -> DangerNetwork:
    """Return the network in arrays as `packed` made them."""

    def floats(name: str) -> Floats:
        weights: Floats = kept[f"{name}_weights"].astype(np.float32) * kept[f"{name}_steps"].astype(np.float32)
        return weights

    constants = (kept[f"{name}_constants"].astype(np.float32) for name in ("first", "second"))
    one, two = constants
    return DangerNetwork(floats("first"), one, floats("second"), two)
