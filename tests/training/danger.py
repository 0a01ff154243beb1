"""Training of the models of danger: `make danger-model` prints how well they hear hands that they have not seen, and writes the file.

Each hand of whole sentences is left out in turn; how much the two models count, and the thresholds of the detector, are chosen
there.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from matching.danger import KINDS
from matching.danger.detector import ASK
from matching.danger.features import words_of
from matching.danger.model import FILE, packed
from matching.danger.sentences import MAYBE, NONE, PLAIN, TROUBLE, Sentence, all_sentences, digest
from matching.danger.trainer import WEIGHT_OF_HAND, examples, fitted, telling, varied
from matching.encoder import vector

TOGETHER = ("needs", "fragments", "fragments-other-hand", TROUBLE)
"""Hands that are never left out: only how whole sentences are heard is measured."""
FOLDS = 5
CURVE = (-3.0, -2.5, -2.0, -1.5, -1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5)
EASE = 1.0  # the inverse of the penalty on the weights of a vector
SHARES = (0.5, 0.5, 0.0)  # a little less than what the sentences left out choose, for a quick run
GATES = (-6.0, -5.0, -4.0, -3.5, -3.0, -2.75, -2.5, -2.25, -2.0, -1.5)
_ROUNDS = 300

Floats = npt.NDArray[np.float64]
_VECTORS: dict[str, npt.NDArray[np.float32]] = {}


class Heard(NamedTuple):
    """A sentence with its log odds by models that have seen nothing by the same hand."""

    sentence: Sentence
    by_wording: float
    by_meaning: float


def vectors(sentences: Sequence[Sentence]) -> npt.NDArray[np.float32]:
    """Return the vectors of the sentences, each computed once."""
    for one in sentences:
        if one.text not in _VECTORS:
            _VECTORS[one.text] = vector(one.text)
    return np.stack([_VECTORS[one.text] for one in sentences])


def by_wording(sentences: Sequence[Sentence]) -> Floats:
    """Return the weights of the words, of shape (1, BUCKETS + 1)."""
    return fitted(examples(list(varied(sentences)), telling))[None, :]


def by_meaning(sentences: Sequence[Sentence]) -> Floats:
    """Return the weights of a vector, of shape (1, WIDTH + 1)."""
    sure = [one for one in varied(sentences) if one.kind != MAYBE]
    classifier = LogisticRegression(C=EASE, max_iter=_ROUNDS)
    classifier.fit(
        vectors(sure), [one.kind != NONE for one in sure], sample_weight=[WEIGHT_OF_HAND.get(one.hand, 1.0) for one in sure]
    )
    return np.hstack([classifier.coef_, classifier.intercept_[:, None]])


def kinds(sentences: Sequence[Sentence]) -> tuple[Floats, Floats]:
    """Return the weights by which the kinds are told apart, by words and by vector: a row for each kind."""
    of_danger = [one for one in varied(sentences) if one.kind in KINDS and words_of(one.text)]
    rows = examples(of_danger, telling)
    wording = [fitted(replace(rows, labels=np.array([float(one.kind == kind) for one in of_danger]))) for kind in KINDS]
    classifier = LogisticRegression(C=EASE, max_iter=_ROUNDS)
    classifier.fit(vectors(of_danger), [one.kind for one in of_danger])
    order = [list(classifier.classes_).index(kind) for kind in KINDS]
    return np.vstack(wording), np.hstack([classifier.coef_, classifier.intercept_[:, None]])[order]


def left_out(sentences: Sequence[Sentence]) -> list[Heard]:
    """Return each whole sentence with its log odds by models that have seen nothing by the same hand."""
    hands = sorted({one.hand for one in sentences} - set(TOGETHER))
    heard: list[Heard] = []
    for fold in range(FOLDS):
        out = set(hands[fold::FOLDS])
        seen = [one for one in sentences if one.hand not in out]
        rest = [one for one in sentences if one.hand in out and words_of(one.text)]
        wording, meaning = by_wording(seen)[0], by_meaning(seen)[0]
        scores = zip(examples(rest, telling).times(wording), vectors(rest) @ meaning[:-1] + meaning[-1], strict=True)
        heard += [Heard(one, float(words), float(sense)) for one, (words, sense) in zip(rest, scores, strict=True)]
    return heard


def chosen_shares(heard: Sequence[Heard]) -> tuple[float, float, float]:
    """Return how much wording and meaning count, and a constant: the sum is then the log odds of danger among the sentences left out."""
    told = [one for one in heard if one.sentence.kind != MAYBE]
    rows = np.array([(one.by_wording, one.by_meaning) for one in told])
    classifier = LogisticRegression(C=1e6, class_weight="balanced").fit(rows, [one.sentence.kind != NONE for one in told])
    wording, meaning = classifier.coef_[0]
    return float(wording), float(meaning), float(classifier.intercept_[0])


def print_curves(heard: Sequence[Heard], shares: tuple[float, float, float]) -> None:
    """Print how much is heard from each threshold on, and what the thresholds on the wording alone would lose."""
    told = [one for one in heard if one.sentence.kind != MAYBE]
    score = np.array([shares[0] * one.by_wording + shares[1] * one.by_meaning + shares[2] for one in told])
    wording = np.array([one.by_wording for one in told])
    harmless = np.array([one.sentence.kind == NONE for one in told])
    plain = np.array([one.sentence.manner == PLAIN for one in told])
    print("log odds   danger heard   plain heard   harmless heard")
    for least in CURVE:
        print(
            f"{least:8.2f}   {np.mean(score[~harmless] >= least):12.3f}   {np.mean(score[plain] >= least):11.3f}"
            f"   {np.mean(score[harmless] >= least):14.3f}"
        )
    heard_at_all = ~harmless & (score >= ASK)
    print("by wording   danger lost   harmless below")
    for least in GATES:
        lost = heard_at_all & (wording < least)
        print(f"{least:10.2f}   {lost.sum() / (~harmless).sum():11.4f}   {np.mean(wording[harmless] < least):14.3f}")


def print_misses(heard: Sequence[Heard], shares: tuple[float, float, float]) -> None:
    """Print the sentences on the wrong side of even odds."""
    for one in heard:
        score = shares[0] * one.by_wording + shares[1] * one.by_meaning + shares[2]
        if (one.sentence.kind == NONE and score > 0) or (one.sentence.kind in KINDS and score < 0):
            print(f"{score:6.2f} {one.sentence.kind:18} {one.sentence.hand:22} {one.sentence.text}")


def trained(sentences: Sequence[Sentence], shares: tuple[float, float, float]) -> bytes:
    """Return the file of the model trained on these sentences."""
    words_of_kinds, vector_of_kinds = kinds(sentences)
    weights = {
        "wording": by_wording(sentences),
        "meaning": by_meaning(sentences),
        "kinds_by_wording": words_of_kinds,
        "kinds_by_meaning": vector_of_kinds,
    }
    return packed(tuple(KINDS), digest(), shares, weights)


def main() -> None:
    sentences = all_sentences()
    shares = SHARES
    if "--quick" not in sys.argv:
        heard = left_out(sentences)
        shares = chosen_shares(heard)
        print(f"shares: wording {shares[0]:.3f}, meaning {shares[1]:.3f}, constant {shares[2]:.3f}")
        print_curves(heard, shares)
        if "--misses" in sys.argv:
            print_misses(heard, shares)
    content = trained(sentences, shares)
    FILE.write_bytes(content)
    print(f"{FILE.name}: {len(content):,} bytes, from {len(sentences):,} sentences")


if __name__ == "__main__":
    main()
