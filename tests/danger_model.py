"""Training of the danger model: `make danger-model` prints how well it detects danger in unseen hands, and writes the file.

Each hand is left out in turn, so that the model learned from nothing that this hand wrote.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from matching.danger import KINDS
from matching.danger.features import words_of
from matching.danger.model import FILE, packed
from matching.danger.sentences import MAYBE, NONE, Sentence, all_sentences, digest
from matching.danger.trainer import examples, fitted, telling, varied

TOGETHER = ("needs", "fragments", "fragments-other-hand")
"""Hands that are never left out: only the detection in whole sentences is measured."""
FOLDS = 5
CURVE = (-3.0, -2.0, -1.5, -1.0, -0.8, -0.6, -0.4, -0.2, 0.0, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 2.5)


def trained(sentences: Sequence[Sentence]) -> bytes:
    """Return the file of the model trained on these sentences."""
    danger = fitted(examples(list(varied(sentences)), telling))
    of_danger = [one for one in varied(sentences) if one.kind in KINDS and words_of(one.text)]
    rows = examples(of_danger, telling)
    kinds = [fitted(replace(rows, labels=np.array([float(one.kind == kind) for one in of_danger]))) for kind in KINDS]
    return packed(KINDS, digest(), danger, np.vstack(kinds))


def left_out(sentences: Sequence[Sentence]) -> list[tuple[Sentence, float]]:
    """Return each whole sentence with its score by a model that has seen nothing by the same hand."""
    hands = sorted({one.hand for one in sentences} - set(TOGETHER))
    scored: list[tuple[Sentence, float]] = []
    for fold in range(FOLDS):
        out = set(hands[fold::FOLDS])
        weights = fitted(examples(list(varied(one for one in sentences if one.hand not in out)), telling))
        rest = [one for one in sentences if one.hand in out]
        scored += zip(rest, examples(rest, telling).times(weights), strict=True)
    return scored


def main() -> None:
    sentences = all_sentences()
    if "--quick" not in sys.argv:
        scored = left_out(sentences)
        telling_scores = np.array([score for one, score in scored if one.kind not in (NONE, MAYBE)])
        harmless = np.array([score for one, score in scored if one.kind == NONE])
        print("log odds   danger heard   harmless heard")
        for least in CURVE:
            print(f"{least:8.1f}   {np.mean(telling_scores >= least):12.3f}   {np.mean(harmless >= least):14.3f}")
        if "--misses" in sys.argv:
            for one, score in sorted(scored, key=lambda pair: pair[1]):
                if (one.kind == NONE and score > 0) or (one.kind in KINDS and score < 0):
                    print(f"{score:6.2f} {one.kind:18} {one.hand:14} {one.text}")
    content = trained(sentences)
    FILE.write_bytes(content)
    print(f"{FILE}: {len(content):,} bytes, from {len(sentences):,} sentences")


if __name__ == "__main__":
    main()
