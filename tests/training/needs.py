"""Training of the model of needs: `make needs-model` prints how well it reads hands that it has not seen, and writes the file.

Each hand of whole sentences is left out in turn; how much the two models count is chosen there.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from matching.encoder import vector
from matching.needs import ngrams, terms
from matching.needs.model import FILE, packed
from matching.needs.sentences import FRAGMENTS, NONE, NeedSentence, all_sentences, digest
from tests.training.sentences import LISTINGS, PHRASES, phrases

KEPT = 24_000
"""The number of hashed features that are shipped: those with the largest weights."""

WEIGHTS = {PHRASES: 0.5, LISTINGS: 0.3, NONE: 0.3}
"""The weight of a sentence by its hand, 1 for the rest. Texts that tell of no need count little: doubt must not become silence."""

SECOND = 0.5
"""The weight of each further term of a sentence, relative to its first."""

SHARES = [(meaning, wording) for meaning in (0.25, 0.5, 0.75, 1.0) for wording in (2.0, 3.0, 4.0, 5.0, 6.0, 8.0)]

Floats = npt.NDArray[np.float32]
SLUGS = (*terms(), NONE)


class Rows:
    """Sentences as matrices, made once: vectors, hashed features, and a row for each pair of a sentence and one of its terms."""

    def __init__(self, sentences: Sequence[NeedSentence]) -> None:
        self.sentences = sentences
        self.vectors = np.stack([vector(one.text) for one in sentences])
        hashed = [ngrams.features(ngrams.plain_words(one.text)) for one in sentences]
        starts = np.concatenate([[0], np.cumsum([len(buckets) for buckets, _ in hashed])])
        self.grams = csr_matrix(
            (np.concatenate([v for _, v in hashed]), np.concatenate([b for b, _ in hashed]), starts),
            shape=(len(sentences), ngrams.BUCKETS),
        )

    def examples(self, chosen: Iterable[int]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Floats]:
        """Return the sentence, the term and the weight of each example."""
        found: list[tuple[int, int, float]] = []
        for at in chosen:
            one = self.sentences[at]
            shares = [1.0] + [SECOND] * (len(one.slugs) - 1)
            weight = WEIGHTS.get(one.hand, 1.0) / sum(shares)
            found += [(at, SLUGS.index(slug), weight * share) for slug, share in zip(one.slugs, shares, strict=True)]
        rows, labels, weights = zip(*found, strict=True)
        return np.array(rows), np.array(labels), np.array(weights, dtype=np.float32)


def fitted(rows: Rows, chosen: Iterable[int]) -> tuple[Floats, Floats, npt.NDArray[np.int64]]:
    """Return the weights of both models, constants last, and the buckets that the second keeps."""
    at, labels, weights = rows.examples(chosen)
    meaning = _weights(LogisticRegression(C=10, max_iter=100), rows.vectors[at], labels, weights)
    wording = _weights(LinearSVC(C=0.5, random_state=0), rows.grams[at], labels, weights)
    kept = np.sort(np.argsort(-np.abs(wording[:-1]).max(axis=1), kind="stable")[:KEPT])
    return meaning, np.vstack([wording[kept], wording[-1:]]), kept


def _weights(classifier: Any, given: Any, labels: npt.NDArray[np.int64], weights: Floats) -> Floats:
    classifier.fit(given, labels, sample_weight=weights)
    if list(classifier.classes_) != list(range(len(SLUGS))):
        raise ValueError("every term must have sentences")
    return np.vstack([classifier.coef_.T, classifier.intercept_]).astype(np.float32)


def scores(rows: Rows, chosen: Sequence[int], weights: tuple[Floats, Floats, npt.NDArray[np.int64]]) -> tuple[Floats, Floats]:
    """Return the log chances by meaning and the scores by wording, each of shape (sentences, terms)."""
    meaning, wording, kept = weights
    by_meaning = rows.vectors[chosen] @ meaning[:-1] + meaning[-1]
    by_meaning -= by_meaning.max(axis=1, keepdims=True)
    by_meaning -= np.log(np.exp(by_meaning).sum(axis=1, keepdims=True))
    return by_meaning, np.asarray(rows.grams[chosen][:, kept] @ wording[:-1] + wording[-1])


def right(found: Floats, sentences: Sequence[NeedSentence], among: int) -> float:
    """Return the share of the sentences of which one of the first terms is one of theirs."""
    best = np.argsort(-found, axis=1)[:, :among]
    return float(np.mean([any(SLUGS[at] in one.slugs for at in row) for row, one in zip(best, sentences, strict=True)]))


def loss(found: Floats, sentences: Sequence[NeedSentence]) -> float:
    """Return the mean surprise, in nats, at the terms that the sentences tell of."""
    chances = np.exp(found - found.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    told = [sum(row[SLUGS.index(slug)] for slug in one.slugs) for row, one in zip(chances, sentences, strict=True)]
    return float(-np.mean(np.log(np.maximum(told, 1e-9))))


def left_out(rows: Rows) -> tuple[list[NeedSentence], Floats, Floats]:
    """Return every whole sentence with its two scores by models that have seen nothing by the same hand."""
    hands = sorted({one.hand for one in rows.sentences} - {FRAGMENTS, NONE, PHRASES, LISTINGS})
    read: list[NeedSentence] = []
    meanings, wordings = [], []
    for hand in hands:
        weights = fitted(rows, [at for at, one in enumerate(rows.sentences) if one.hand != hand])
        rest = [at for at, one in enumerate(rows.sentences) if one.hand == hand]
        by_meaning, by_wording = scores(rows, rest, weights)
        sentences = [rows.sentences[at] for at in rest]
        print(f"{hand:12} by meaning {right(by_meaning, sentences, 1):.3f}, by wording {right(by_wording, sentences, 1):.3f}")
        read += sentences
        meanings.append(by_meaning)
        wordings.append(by_wording)
    return read, np.vstack(meanings), np.vstack(wordings)


def chosen_shares(read: Sequence[NeedSentence], by_meaning: Floats, by_wording: Floats) -> tuple[float, float]:
    """Return the shares with the least loss."""
    return min(SHARES, key=lambda shares: loss(shares[0] * by_meaning + shares[1] * by_wording, read))


def words_read(sentences: Sequence[NeedSentence]) -> list[str]:
    """Return the words that occur more than once in the sentences, in order."""
    counted = Counter(word for one in sentences for word in set(ngrams.plain_words(one.text)))
    return sorted(word for word, times in counted.items() if times > 1)


def main() -> None:
    rows = Rows([*all_sentences(), *phrases()])
    shares = (0.75, 4.0)
    if "--quick" not in sys.argv:
        read, by_meaning, by_wording = left_out(rows)
        shares = chosen_shares(read, by_meaning, by_wording)
        found = shares[0] * by_meaning + shares[1] * by_wording
        print(f"both, {shares[0]} and {shares[1]}: first {right(found, read, 1):.3f}, among three {right(found, read, 3):.3f}")
        print_curve(found, read)
    meaning, wording, kept = fitted(rows, range(len(rows.sentences)))
    content = packed(
        SLUGS, digest(), meaning=meaning, wording=wording, kept=kept, shares=shares, words=words_read(rows.sentences)
    )
    FILE.write_bytes(content)
    print(f"{FILE.name}: {len(content):,} bytes")


def print_curve(found: Floats, read: Sequence[NeedSentence]) -> None:
    """Print how often the first term is right by its chance: a chance is honest if the two agree."""
    chances = np.exp(found - found.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    first, best = chances.argmax(axis=1), chances.max(axis=1)
    correct = np.array([SLUGS[at] in one.slugs for at, one in zip(first, read, strict=True)])
    print("chance of the first term   sentences   right")
    edges = [0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01]
    for low, high in pairwise(edges):
        inside = (best >= low) & (best < high)
        if inside.any():
            print(f"{low:.2f} to {min(high, 1):.2f} {inside.sum():21} {correct[inside].mean():10.3f}")


if __name__ == "__main__":
    main()
