"""Training of the models of danger's words: `make danger-model` writes the file.

The network is trained before (tests.training.comprehension), and there some hands are left out of both to choose how much each
counts and where the thresholds of the detector are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from matching.danger import KINDS
from matching.danger.features import words_of
from matching.danger.model import FILE, log_odds, packed
from matching.danger.pieces import ASK, NOW, SHORT
from matching.danger.sentences import MAYBE, NONE, PLAIN, Sentence, all_sentences, digest
from matching.danger.trainer import examples, fitted, telling, varied

CURVE = (-4.0, -3.5, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0)
SHARES = (0.534, 0.809, 0.372)
"""The factors of the log odds by wording and by the network, and a constant, as the sentences left out choose them."""
OF_THE_KINDS = 0.3  # how much the wording counts beside the network in telling the kinds apart
GATES = (-6.0, -5.0, -4.0, -3.5, -3.0, -2.75, -2.5, -2.25, -2.0, -1.5)

Floats = npt.NDArray[np.float64]


class Heard(NamedTuple):
    """A sentence with its log odds by models that have seen nothing by the same hand, and the kind that they name."""

    sentence: Sentence
    by_wording: float
    by_network: float
    kind: str


def by_wording(sentences: Sequence[Sentence]) -> Floats:
    """Return the weights of the words, of shape (1, BUCKETS + 1)."""
    return fitted(examples(list(varied(sentences)), telling))[None, :]


def kinds_by_wording(sentences: Sequence[Sentence]) -> Floats:
    """Return the weights by which the words tell the kinds apart: a row for each kind."""
    of_danger = [one for one in varied(sentences) if one.kind in KINDS and words_of(one.text)]
    rows = examples(of_danger, telling)
    return np.vstack([fitted(replace(rows, labels=np.array([float(one.kind == kind) for one in of_danger]))) for kind in KINDS])


def left_out(hands: Collection[str], scores: Mapping[str, npt.NDArray[np.float32]]) -> list[Heard]:
    """Return the sentences of some hands with their log odds, given the network's scores of each text, which has not learned from them."""
    sentences = all_sentences()
    seen = [one for one in sentences if one.hand not in hands]
    rest = [one for one in sentences if one.hand in hands and one.text in scores and words_of(one.text)]
    rows = examples(rest, telling)
    wording, kinds = rows.times(by_wording(seen)[0]), kinds_by_wording(seen)
    by_network = np.stack([scores[one.text] for one in rest])
    named = by_network[:, :-1] + OF_THE_KINDS * np.stack([rows.times(row) for row in kinds], axis=1)
    best = [list(KINDS)[place] for place in named.argmax(axis=1)]
    return list(map(Heard, rest, wording.tolist(), log_odds(by_network).tolist(), best))


def chosen_shares(heard: Sequence[Heard]) -> tuple[float, float, float]:
    """Return how much wording and network count, and a constant: the sum is then the log odds of danger among the sentences left out.

    They are rounded, so that the last digits of a sum decide nothing.
    """
    told = [one for one in heard if one.sentence.kind != MAYBE]
    rows = np.array([(one.by_wording, one.by_network) for one in told])
    classifier = LogisticRegression(C=1e6, class_weight="balanced").fit(rows, [one.sentence.kind != NONE for one in told])
    wording, network = classifier.coef_[0]
    return round(float(wording), 3), round(float(network), 3), round(float(classifier.intercept_[0]), 3)


def print_curves(heard: Sequence[Heard], shares: tuple[float, float, float]) -> None:
    """Print how much is heard from each threshold on, by kind too, and what thresholds on the wording alone would lose."""
    told = [one for one in heard if one.sentence.kind != MAYBE]
    score = np.array([shares[0] * one.by_wording + shares[1] * one.by_network + shares[2] for one in told])
    harmless = np.array([one.sentence.kind == NONE for one in told])
    ordinary = np.array([one.sentence.is_of_needs for one in told])
    plain = np.array([one.sentence.manner == PLAIN for one in told])
    short = np.array([len(words_of(one.sentence.text)) <= SHORT for one in told])
    print("          of danger         plain      sounds so  ordinary need   short, danger  short, harmless")
    for least in CURVE:
        parts = (~harmless, plain, harmless & ~ordinary, ordinary, short & ~harmless, short & harmless)
        print(f"{least:8.2f}" + "".join(f"{np.mean(score[part] >= least):14.3f}" for part in parts))
    print(f"kind                  sentences   heard from {ASK}   plain from {NOW}   kind named right")
    kinds = np.array([one.sentence.kind for one in told])
    named = np.array([one.kind for one in told])
    for kind in KINDS:
        of_it = kinds == kind
        print(
            f"{kind:20} {of_it.sum():10} {np.mean(score[of_it] >= ASK):14.3f} {np.mean(score[of_it & plain] >= NOW):15.3f}"
            f" {np.mean(named[of_it] == kind):15.3f}"
        )
    wording = np.array([one.by_wording for one in told])
    heard_at_all = ~harmless & (score >= ASK)
    print("by wording   danger lost   harmless below")
    for least in GATES:
        lost = heard_at_all & (wording < least)
        print(f"{least:10.2f}   {lost.sum() / (~harmless).sum():11.4f}   {np.mean(wording[harmless] < least):14.3f}")


def print_left_out(hands: Collection[str], scores: Mapping[str, npt.NDArray[np.float32]]) -> None:
    """Print how both models together hear some hands that they have not seen, and what each should count."""
    heard = left_out(hands, scores)
    shares = chosen_shares(heard)
    print(f"danger, shares: wording {shares[0]:.3f}, network {shares[1]:.3f}, constant {shares[2]:.3f}")
    print_curves(heard, shares)


def main() -> None:
    sentences = all_sentences()
    weights = {"wording": by_wording(sentences), "kinds_by_wording": kinds_by_wording(sentences)}
    content = packed(tuple(KINDS), digest(), (*SHARES, OF_THE_KINDS), weights)
    FILE.write_bytes(content)
    print(f"{FILE.name}: {len(content):,} bytes, from {len(sentences):,} sentences")


if __name__ == "__main__":
    main()
