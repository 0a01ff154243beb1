"""The trained model of needs: how likely each term is what a sentence asks for.

Two linear models read the sentence, one its vector (matching.encoder), one its words and their parts (ngrams), and their
scores are added. `make needs-model` writes the file from the sentences beside it; the same sentences give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.encoder import vector
from matching.needs import ngrams

FILE = Path(__file__).parent / "model.npz"
_CERTAIN = np.float32(50)  # a score beside which all others are nothing
Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class NeedModel:
    """Weights in one byte: `meaning` of shape (WIDTH, terms), `wording` of shape (kept buckets, terms).

    `rows` maps each bucket to its row of `wording`, or to the last row, which is zero. `steps` and `constants` have a row for
    each of the two models; `shares` are how much each counts, chosen on hands that a model had not seen. `words` are those
    that it has read more than once: any other word says nothing to it.
    """

    slugs: tuple[str, ...]
    learned_from: str
    meaning: Bytes
    wording: Bytes
    rows: npt.NDArray[np.int32]
    steps: Floats
    constants: Floats
    shares: Floats
    words: frozenset[str]

    def chances(self, text: str) -> Floats:
        """Return the chance of each term, of shape (terms,), the last of them that there is none; they sum to 1."""
        words = ngrams.plain_words(text)
        if not words:
            return _chances(np.eye(len(self.slugs), dtype=np.float32)[-1] * _CERTAIN)
        scores = self.shares[0] * _log_chances(self._by_meaning(text)) + self.shares[1] * self._by_wording(words)
        return _chances(scores)

    def _by_meaning(self, text: str) -> Floats:
        scores: Floats = (vector(text) @ self.meaning) * self.steps[0] + self.constants[0]
        return scores

    def _by_wording(self, words: Sequence[str]) -> Floats:
        buckets, values = ngrams.features(words)
        scores: Floats = (values @ self.wording[self.rows[buckets]]) * self.steps[1] + self.constants[1]
        return scores

    def by_wording(self, words: Sequence[str]) -> Floats:
        """Return the chance of each term by the words alone, which is quick and good for parts of a sentence."""
        return _chances(self.shares[1] * self._by_wording(words))

    def evidence(self, words: Sequence[str], slug: str) -> Floats:
        """Return how much each word, of shape (words,), speaks for a term more than for terms on average."""
        column = self.slugs.index(slug)
        found = np.zeros(len(words), dtype=np.float32)
        for number, word in enumerate(words):
            buckets, values = ngrams.features([word])
            weights = self.wording[self.rows[buckets]].astype(np.float32) * self.steps[1]
            found[number] = float(values @ (weights[:, column] - weights.mean(axis=1)))
        return found


def _log_chances(scores: Floats) -> Floats:
    highest = scores.max()
    chances: Floats = scores - highest - np.log(np.exp(scores - highest).sum())
    return chances


def _chances(scores: Floats) -> Floats:
    chances: Floats = np.exp(_log_chances(scores))
    return chances


def packed(
    slugs: Sequence[str],
    learned_from: str,
    *,
    meaning: Floats,
    wording: Floats,
    kept: npt.NDArray[np.int64],
    shares: Sequence[float],
    words: Sequence[str],
) -> bytes:
    """Return the file of a model, given weights with the constants in the last row, and the buckets of the rows of `wording`."""
    arrays: dict[str, npt.NDArray[np.generic]] = {"slugs": np.array(slugs), "learned_from": np.array(learned_from)}
    for name, weights in (("meaning", meaning), ("wording", wording)):
        steps = np.maximum(np.abs(weights[:-1]).max(axis=0) / 127, 1e-12).astype(np.float32)
        arrays |= {name: np.rint(weights[:-1] / steps).astype(np.int8), f"{name}_steps": steps}
        arrays[f"{name}_constants"] = weights[-1].astype(np.float32)
    out = io.BytesIO()
    extra: Mapping[str, npt.NDArray[np.generic]] = {
        "kept": kept.astype(np.uint16),
        "shares": np.array(shares, dtype=np.float32),
        "words": np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
    }
    np.savez_compressed(out, **arrays, **extra)  # type: ignore[arg-type]
    return out.getvalue()


def unpacked(content: bytes) -> NeedModel:
    """Return the model in the content of a file."""
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:
        wording = np.vstack([kept["wording"], np.zeros((1, kept["wording"].shape[1]), dtype=np.int8)])
        rows = np.full(ngrams.BUCKETS, len(wording) - 1, dtype=np.int32)
        rows[kept["kept"]] = np.arange(len(wording) - 1)
        return NeedModel(
            slugs=tuple(map(str, kept["slugs"])),
            learned_from=str(kept["learned_from"]),
            meaning=kept["meaning"],
            wording=wording,
            rows=rows,
            steps=np.stack([kept["meaning_steps"], kept["wording_steps"]]),
            constants=np.stack([kept["meaning_constants"], kept["wording_constants"]]),
            shares=kept["shares"],
            words=frozenset(kept["words"].tobytes().decode().split("\n")),
        )


@cache
def model() -> NeedModel:
    """Return the model that is shipped."""
    return unpacked(FILE.read_bytes())
