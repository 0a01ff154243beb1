"""The trained model of needs: how likely each term is what a sentence asks for.

Two models read the sentence, a network its pieces (matching.comprehension), a linear one its words and their parts (ngrams), and
their scores are added. `make needs-model` writes the file from the sentences beside it; the same sentences give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from matching.comprehension import Texts, log_chances, network, read
from matching.encoder.packed_weights import file_of, in_bytes
from matching.needs import ngrams

FILE = Path(__file__).parent / "model.npz"
_CERTAIN = np.float32(50)  # a score beside which all others are nothing
Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True, eq=False)
class NeedModel:
    """Weights in one byte: `wording` of shape (kept buckets, terms), with `steps` and `constants` for each term.

    `rows` maps each bucket to its row of `wording`, or to the last row, which is zero. `shares` are how much the network and the
    wording count, chosen on hands that neither had seen. `words` are those that it has read more than once: any other word says
    nothing to it.
    """

    slugs: tuple[str, ...]
    learned_from: str
    wording: Bytes
    rows: npt.NDArray[np.int32]
    steps: Floats
    constants: Floats
    shares: Floats
    words: frozenset[str]

    def chances(self, text: str, whole: str | None = None, beside: Texts = ()) -> Floats:
        """Return the chance of each term, of shape (terms,), the last of them that there is none; they sum to 1.

        `whole` is the sentence that the text is left of, with its words at the same positions: it is read once for all that it says.
        `beside` are texts that the network reads with this one.
        """
        words = ngrams.plain_words(text)
        if not words:
            return _chances(np.eye(len(self.slugs), dtype=np.float32)[-1] * _CERTAIN)
        by_network = (read(whole).needs(text) if whole else read(text, beside).needs())[_places(self.slugs)]
        return _chances(self.shares[0] * by_network + self.shares[1] * self._by_wording(words))

    def _by_wording(self, words: Sequence[str]) -> Floats:
        buckets, values = ngrams.features(words)
        scores: Floats = (values @ self.wording[self.rows[buckets]]) * self.steps + self.constants
        return scores

    def by_wording(self, words: Sequence[str]) -> Floats:
        """Return the chance of each term by the words alone, which is quick and good for parts of a sentence."""
        return _chances(self.shares[1] * self._by_wording(words))

    def evidence(self, words: Sequence[str], slug: str) -> Floats:
        """Return how much each word, of shape (words,), speaks for a term more than for terms on average."""
        column = self.slugs.index(slug)
        return np.array([_evidence(self, word)[column] for word in words], dtype=np.float32)


@lru_cache(maxsize=5_000)
def _evidence(model: NeedModel, word: str) -> Floats:
    """Return how much a word speaks for each term more than for terms on average, of shape (terms,)."""
    buckets, values = ngrams.features([word])
    weights = model.wording[model.rows[buckets]].astype(np.float32) * model.steps
    found: Floats = values @ (weights - weights.mean(axis=1, keepdims=True))
    return found


@cache
def _places(slugs: tuple[str, ...]) -> npt.NDArray[np.int64]:
    """Return the place of each term among those of the network."""
    return np.array([network().needs.index(slug) for slug in slugs])


def _chances(scores: Floats) -> Floats:
    chances: Floats = np.exp(log_chances(scores))
    return chances


def packed(
    slugs: Sequence[str],
    learned_from: str,
    *,
    wording: Floats,
    kept: npt.NDArray[np.int64],
    shares: Sequence[float],
    words: Sequence[str],
) -> bytes:
    """Return the file of a model, given weights with the constants in the last row, and the buckets of the rows of `wording`."""
    arrays: dict[str, npt.NDArray[np.generic]] = {"slugs": np.array(slugs), "learned_from": np.array(learned_from)}
    arrays["wording"], arrays["steps"] = in_bytes(wording[:-1])
    arrays["constants"] = wording[-1].astype(np.float32)
    extra: Mapping[str, npt.NDArray[np.generic]] = {
        "kept": kept.astype(np.uint16),
        "shares": np.array(shares, dtype=np.float32),
        "words": np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
    }
    return file_of({**arrays, **extra})


def unpacked(content: bytes) -> NeedModel:
    """Return the model in the content of a file."""
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:
        wording = np.vstack([kept["wording"], np.zeros((1, kept["wording"].shape[1]), dtype=np.int8)])
        rows = np.full(ngrams.BUCKETS, len(wording) - 1, dtype=np.int32)
        rows[kept["kept"]] = np.arange(len(wording) - 1)
        return NeedModel(
            slugs=tuple(map(str, kept["slugs"])),
            learned_from=str(kept["learned_from"]),
            wording=wording,
            rows=rows,
            steps=kept["steps"],
            constants=kept["constants"],
            shares=kept["shares"],
            words=frozenset(kept["words"].tobytes().decode().split("\n")),
        )


@cache
def model() -> NeedModel:
    """Return the model that is shipped."""
    return unpacked(FILE.read_bytes())
