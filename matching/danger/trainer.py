"""Training of the model of words: a logistic regression over hashed features, in numpy alone and deterministic.

One set of weights decides whether a sentence reports danger at all; one more for each kind decides which kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
import numpy.typing as npt

from matching.danger.features import BUCKETS, features, words_of
from matching.danger.sentences import MAYBE, NONE, Sentence

Floats = npt.NDArray[np.float64]

_PENALTY = 0.005  # on squared weights, relative to a mean loss per sentence of one
_STEPS = 60
_REMEMBERED = 8  # pairs of the L-BFGS recursion
_DANGER_FIRST = 0.7  # share of the sentences combined with a need in which the danger comes first
_ARMIJO, _SHORTEST, _NO_GAIN = 1e-4, 1e-6, 1e-7
_UNVARIED = "needs"
"""A hand of so many fragments that they are learned as they stand, as the sentences of matching.needs are."""

_SWAPS = [
    ("he", "she"), ("him", "her"), ("his", "her"), ("himself", "herself"), ("son", "daughter"), ("boy", "girl"),
    ("brother", "sister"), ("nephew", "niece"), ("hes", "shes"), ("he's", "she's"), ("hijo", "hija"), ("niño", "niña"),
    ("alumno", "alumna"), ("hermano", "hermana"), ("solo", "sola"),
]  # fmt: skip
_OTHER = dict(_SWAPS) | {two: one for one, two in reversed(_SWAPS)}
_CARRIERS = {
    "en": (
        "The teacher says that", "Mom called to say that", "Just so you know,", "Update:", "She told me that", "He told me that",
        "I am writing because", "hey so", "From the bus driver:", "Talked with the family today.", "Please help,", "Grandma says",
    ),
    "es": ("La maestra dice que", "La mamá llamó porque", "Hola,", "Me contó que", "Le escribo porque", "Por favor,"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Examples:
    """Sentences as rows of a sparse matrix: the start of each row, its buckets and values; labels from 0 to 1, and weights."""

    starts: npt.NDArray[np.int64]
    buckets: npt.NDArray[np.int64]
    values: Floats
    labels: Floats
    weights: Floats

    def times(self, vector: Floats) -> Floats:
        """Return the product with a vector of shape (BUCKETS + 1,), whose last entry is the constant: shape (sentences,)."""
        sums: Floats = np.add.reduceat(vector[self.buckets] * self.values, self.starts)
        return sums + float(vector[-1])

    def back(self, rows: Floats) -> Floats:
        """Return the product of the transpose with a vector of shape (sentences,): shape (BUCKETS + 1,)."""
        lengths = np.diff(np.append(self.starts, len(self.buckets)))
        spread = np.repeat(rows, lengths) * self.values
        return np.append(np.bincount(self.buckets, weights=spread, minlength=BUCKETS), rows.sum())


def varied(sentences: Iterable[Sentence], *, beside: bool = True) -> Iterator[Sentence]:
    """Yield each sentence and its variants: about another person, beside an ordinary need, after another opening and with slips.

    Beside a need, danger is still danger: "she wants to die, needs counseling" reports it as much as its first half.
    """
    given = list(sentences)
    needs = {
        language: [one.text for one in given if one.hand == "needs" and one.kind == NONE and one.language == language]
        for language in _CARRIERS
    }
    for sentence in given:
        yield sentence
        if sentence.hand == _UNVARIED or sentence.is_of_needs:
            continue
        chance = Random(sentence.text)  # noqa: S311 - the same each time is what is wanted
        if (other := _of_another(sentence.text)) != sentence.text:
            yield replace(sentence, text=other)
        if beside and needs[sentence.language]:
            yield replace(sentence, text=_beside(sentence.text, chance.choice(needs[sentence.language]), chance))
        yield replace(sentence, text=_slipped(f"{chance.choice(_CARRIERS[sentence.language])} {sentence.text}", chance))


def _beside(text: str, need: str, chance: Random) -> str:
    """Return a text and a need in one sentence, in either order."""
    first, second = (text.rstrip(".!? "), need) if chance.random() < _DANGER_FIRST else (need, text)
    return f"{first}, {second}"


def _of_another(text: str) -> str:
    return re.sub(r"[\w']+", lambda word: _OTHER.get(word[0].lower(), word[0]), text)


def _slipped(text: str, chance: Random) -> str:
    """Return a text with one letter dropped and two others exchanged."""
    at, other = chance.randrange(len(text)), chance.randrange(1, len(text) - 1)
    text = text[:other] + text[other + 1] + text[other] + text[other + 2 :]
    return text[:at] + text[at + 1 :]


def examples(sentences: Sequence[Sentence], label: Callable[[Sentence], float]) -> Examples:
    """Return the sentences as rows, in order."""
    rows = [features(words_of(sentence.text)) for sentence in sentences]
    kept = [(row, sentence) for row, sentence in zip(rows, sentences, strict=True) if len(row[0])]
    lengths = [len(row[0]) for row, _ in kept]
    return Examples(
        starts=np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64),
        buckets=np.concatenate([row[0] for row, _ in kept]),
        values=np.concatenate([row[1] for row, _ in kept]),
        labels=np.array([label(sentence) for _, sentence in kept]),
        weights=np.array([sentence.weight for _, sentence in kept]),
    )


def telling(sentence: Sentence) -> float:
    """Return 1 if a sentence reports danger, 0 if it does not, and 0.5 if it may."""
    return {NONE: 0.0, MAYBE: 0.5}.get(sentence.kind, 1.0)


def fitted(given: Examples, penalty: float = _PENALTY) -> Floats:
    """Return the weights of a logistic regression, the constant last, of shape (BUCKETS + 1,)."""
    share = given.weights / given.weights.sum()
    scale = penalty / len(given.labels) ** 0.5

    def loss(vector: Floats) -> tuple[float, Floats]:
        score = given.times(vector)
        chance = 1 / (1 + np.exp(-score))
        wrong = np.logaddexp(0, score) - given.labels * score
        slope = given.back(share * (chance - given.labels))
        slope[:-1] += scale * vector[:-1]
        return float(share @ wrong + 0.5 * scale * vector[:-1] @ vector[:-1]), slope

    return _lowest(loss, np.zeros(BUCKETS + 1))


def _lowest(loss: Callable[[Floats], tuple[float, Floats]], vector: Floats) -> Floats:
    """Return the minimum of a smooth convex function, by L-BFGS with a backtracking line search (Nocedal and Wright, 7.4)."""
    steps: list[tuple[Floats, Floats]] = []
    value, slope = loss(vector)
    for _ in range(_STEPS):
        way = -_recursion(steps, slope)
        length, downhill = 1.0, float(slope @ way)
        while True:
            after, after_slope = loss(vector + length * way)
            if after <= value + _ARMIJO * length * downhill or length < _SHORTEST:
                break
            length /= 2
        if value - after < _NO_GAIN * abs(value):
            return vector + length * way
        steps = [*steps[1 - _REMEMBERED :], (length * way, after_slope - slope)]
        vector, value, slope = vector + length * way, after, after_slope
    return vector


def _recursion(steps: Sequence[tuple[Floats, Floats]], slope: Floats) -> Floats:
    """Return the slope times the remembered inverse curvature, by the two loops of L-BFGS."""
    result, kept = slope.copy(), []
    for move, change in reversed(steps):
        part = float(move @ result) / float(move @ change)
        kept.append(part)
        result -= part * change
    if steps:
        move, change = steps[-1]
        result *= float(move @ change) / float(change @ change)
    for (move, change), part in zip(steps, reversed(kept), strict=True):
        result += (part - float(change @ result) / float(move @ change)) * move
    return result
