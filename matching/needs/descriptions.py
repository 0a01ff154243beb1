"""What a description says that a service does: the chance of each term, by a linear model over the vectors of its sentences.

>>> max(chances("Volunteers sit with second graders who cannot read yet.").items(), key=lambda pair: pair[1])[0]
'reading'

`make listings-model` trains it from the phrases of the vocabulary and from `descriptions/`, which are written for it: a line for
each description, with its terms, best first, before the text, or with "-" where it says nothing that a service does. A text
without words has no chances.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.encoder import vector
from matching.encoder.packed_weights import file_of, in_bytes

FILE = Path(__file__).parent / "descriptions.npz"
FOLDER = Path(__file__).parent / "descriptions"

MOST_SENTENCES = 2
"""Sentences that are read: the first say what a service does, the rest whom to call. With a third, as many needs were wrong."""

LONGEST = 240
"""Characters of one sentence that are read."""

NOTHING = "-"
"""What stands for a sentence that says nothing that a service does: an address, a history, whom to call."""

_FIELD = re.compile(
    r"(?:home visits?|hours?|days|phone|telephone|fax|address|contact|fees?|costs?|languages?|website|e-?mail|parking|bus|metro|intake|note)\s*:",
    re.IGNORECASE,
)
"""How a line begins that belongs in another column: "Hours: 9 to 5" says nothing that a service does."""

_END = re.compile(r"(?<=[.!?;\u2026])\s+|[\n\r\u2022]+")
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class DescriptionModel:
    """Weights in one byte, of shape (WIDTH, terms), and the steps and constants of each term."""

    slugs: tuple[str, ...]
    weights: npt.NDArray[np.int8]
    steps: Floats
    constants: Floats

    def chances(self, sentence: str) -> Floats:
        """Return the chance of each term, of shape (terms,)."""
        scores = (vector(sentence) @ self.weights) * self.steps + self.constants
        scores = np.exp(scores - scores.max())
        shares: Floats = scores / scores.sum()
        return shares


def packed(slugs: Sequence[str], weights: Floats, constants: Floats) -> bytes:
    """Return the file of a model."""
    whole, steps = in_bytes(weights)
    return file_of({"slugs": np.array(slugs), "weights": whole, "steps": steps, "constants": constants})


def unpacked(content: bytes) -> DescriptionModel:
    """Return the model in the content of a file."""
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:
        return DescriptionModel(tuple(map(str, kept["slugs"])), kept["weights"], kept["steps"], kept["constants"])


@cache
def model() -> DescriptionModel:
    """Return the model that is shipped."""
    return unpacked(FILE.read_bytes())


def sentences(text: str) -> list[str]:
    """Return the first sentences of a description that have at least two words."""
    told = (part for part in _END.split(text) if len(part.split()) > 1 and not _FIELD.match(part))
    return [part[:LONGEST] for part in told][:MOST_SENTENCES]


def chances(text: str) -> Mapping[str, float]:
    """Return the best chance that each term has in a sentence of a description; nothing if there is no sentence to read."""
    read = [_of_sentence(sentence) for sentence in sentences(text)]
    best = dict(zip(model().slugs, np.max(read, axis=0).tolist(), strict=True)) if read else {}
    return {slug: chance for slug, chance in best.items() if slug != NOTHING}


@lru_cache(maxsize=8192)
def _of_sentence(sentence: str) -> Floats:
    """Return the chances of one sentence; the programs of one agency begin with the same."""
    return model().chances(sentence)
