"""Training of the model of the words of needs: `make needs-model` writes the file.

The network is trained before (tests.training.comprehension), and there some hands are left out of both to choose how much each
counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from matching.needs import ngrams, terms
from matching.needs.model import FILE, packed
from matching.needs.sentences import NONE, NeedSentence, all_sentences, digest
from tests.training.sentences import LISTINGS, PHRASES, phrases

KEPT = 22_000
"""The number of hashed features that are shipped: those with the largest weights."""

WEIGHTS = {PHRASES: 0.5, LISTINGS: 0.3, NONE: 0.3}
"""The weight of a sentence by its hand, 1 for the rest. Texts that tell of no need count little: doubt must not become silence."""

SECOND = 0.5
"""The weight of each further term of a sentence, relative to its first."""

SHARES = (0.75, 5.0)
"""How much the network and the wording count, as the sentences left out choose it of TRIED."""
TRIED = [(network, wording) for network in (0.25, 0.5, 0.75, 1.0) for wording in (0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0)]

Floats = npt.NDArray[np.float32]
SLUGS = (*terms(), NONE)


class Rows:
    """Sentences as a matrix of hashed features, made once."""

    def __init__(self, sentences: Sequence[NeedSentence]) -> None:
        self.sentences = sentences
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


def fitted(rows: Rows, chosen: Iterable[int]) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Return the weights, constants last, and the buckets that are kept."""
    at, labels, weights = rows.examples(chosen)
    classifier = LinearSVC(C=0.5, random_state=0).fit(rows.grams[at], labels, sample_weight=weights)
    if list(classifier.classes_) != list(range(len(SLUGS))):
        raise ValueError("every term must have sentences")
    wording = np.vstack([classifier.coef_.T, classifier.intercept_]).astype(np.float32)
    kept = np.sort(np.argsort(-np.abs(wording[:-1]).max(axis=1), kind="stable")[:KEPT])
    return np.vstack([wording[kept], wording[-1:]]), kept


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


def print_left_out(hands: Collection[str], scores: Mapping[str, Floats], names: Sequence[str]) -> None:
    """Print how both models together read some hands, given the network's scores of each text, and what each should count."""
    rows = Rows([*all_sentences(), *phrases()])
    rest = [at for at, one in enumerate(rows.sentences) if one.hand in hands and one.text in scores]
    wording, kept = fitted(rows, [at for at, one in enumerate(rows.sentences) if one.hand not in hands])
    by_wording = np.asarray(rows.grams[rest][:, kept] @ wording[:-1] + wording[-1])
    order = [names.index(slug) for slug in SLUGS]
    by_network = np.stack([scores[rows.sentences[at].text][order] for at in rest])
    by_network -= np.log(np.exp(by_network - by_network.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True))
    sentences = [rows.sentences[at] for at in rest]
    by_network, by_wording = by_network.astype(np.float32), by_wording.astype(np.float32)
    shares = min(TRIED, key=lambda pair: loss(_both(pair, by_network, by_wording), sentences))
    for name, found in (
        ("network", by_network),
        ("wording", by_wording),
        (f"both, {shares[0]} and {shares[1]}", _both(shares, by_network, by_wording)),
    ):
        print(f"needs, {name}: first {right(found, sentences, 1):.3f}, among three {right(found, sentences, 3):.3f}")
    print_curve(_both(shares, by_network, by_wording), sentences)


def _both(shares: tuple[float, float], by_network: Floats, by_wording: Floats) -> Floats:
    return np.float32(shares[0]) * by_network + np.float32(shares[1]) * by_wording


def words_read(sentences: Sequence[NeedSentence]) -> list[str]:
    """Return the words that occur more than once in the sentences, in order."""
    counted = Counter(word for one in sentences for word in set(ngrams.plain_words(one.text)))
    return sorted(word for word, times in counted.items() if times > 1)


def main() -> None:
    rows = Rows([*all_sentences(), *phrases()])
    wording, kept = fitted(rows, range(len(rows.sentences)))
    content = packed(SLUGS, digest(), wording=wording, kept=kept, shares=SHARES, words=words_read(rows.sentences))
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
