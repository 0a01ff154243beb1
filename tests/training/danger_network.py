"""Training of the network that reads the pieces of a sentence for danger: cross-entropy by Adam, in numpy, from fixed seeds.

A sentence is one of the kinds of danger or none; sentences of ordinary needs also say which need they tell of, so that the
hidden layer learns what people talk about beside danger. Some sentences are joined with a harmless one while it learns: what
stands beside danger must not hide it, and length alone tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.danger import KINDS
from matching.danger.network import LONGEST, OF_THE_WHOLE, DangerNetwork
from matching.danger.sentences import NONE, Sentence
from matching.encoder import ENCODED, features, vector

CLASSES = (*KINDS, NONE)
WIDTH = 256  # principal components of the features of a piece, while it learns
HIDDEN = 128
EPOCHS = 6
BATCH = 64
RATE = 2e-3
DROPPED = 0.5  # share of the hidden units that are left out at random; of the features half as many
JOINED = 0.3  # share of the sentences that are joined with a harmless one
ORDER_KEPT = 0.6  # share of those in which the harmless one comes last
PIECES_LOST = 0.1  # most of the pieces that are left out at random
SMOOTHING = 0.05  # of the labels: some are doubtful
BESIDE = 0.5  # how much the needs count beside danger
DECAY = 1e-3
_SAMPLE = 16  # every so many sentences the components are computed from one
_WARM_UP, _SORTED_TOGETHER = 200, 30  # batches

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Rows:
    """Sentences as the network learns from them.

    `pieces` holds each sentence's pieces by their components, `whole` (sentences, ENCODED) the vectors; `kinds` are places in
    CLASSES and `needs` those among all needs, -1 where none is known; `basis` and `center` lead from features to components.
    """

    sentences: Sequence[Sentence]
    pieces: Sequence[npt.NDArray[np.float16]]
    whole: Floats
    kinds: npt.NDArray[np.int64]
    needs: npt.NDArray[np.int64]
    weights: Floats
    basis: Floats
    center: Floats

    def where(self, kept: npt.NDArray[np.bool_]) -> Rows:
        """Return some of the rows."""
        at = np.flatnonzero(kept).tolist()
        return Rows(
            [self.sentences[row] for row in at], [self.pieces[row] for row in at], self.whole[at], self.kinds[at],
            self.needs[at], self.weights[at], self.basis, self.center,
        )  # fmt: skip


def rows_of(sentences: Sequence[Sentence]) -> Rows:
    """Return the sentences as rows; each must have a kind, and at least one piece."""
    sample = np.vstack([features(one.text) for one in sentences[::_SAMPLE]])
    center = sample.mean(axis=0)
    values, vectors = np.linalg.eigh(np.cov((sample - center).T.astype(np.float64)))
    basis = (vectors[:, ::-1][:, :WIDTH] / np.sqrt(values[::-1][:32].mean())).astype(np.float32)
    names = sorted({one.need for one in sentences if one.need})
    pieces, whole = [], []
    for one in sentences:
        pieces.append(((features(one.text)[:LONGEST] - center) @ basis).astype(np.float16))
        whole.append(vector(one.text)[:ENCODED] * OF_THE_WHOLE)
    return Rows(
        sentences,
        pieces,
        np.stack(whole),
        np.array([CLASSES.index(one.kind) for one in sentences]),
        np.array([names.index(one.need) if one.need else -1 for one in sentences]),
        np.array([one.weight for one in sentences], dtype=np.float32),
        basis,
        center,
    )


class _Adam:
    """The weights in training, and the moments of their slopes (Kingma and Ba 2015), with decoupled weight decay."""

    def __init__(self, weights: dict[str, Floats]) -> None:
        self.weights = weights
        self.mean = {name: np.zeros_like(value) for name, value in weights.items()}
        self.square = {name: np.zeros_like(value) for name, value in weights.items()}
        self.steps = 0

    def step(self, slopes: dict[str, Floats], rate: float) -> None:
        self.steps += 1
        for name, slope in slopes.items():
            self.mean[name] = np.float32(0.9) * self.mean[name] + np.float32(0.1) * slope
            self.square[name] = np.float32(0.999) * self.square[name] + np.float32(0.001) * slope * slope
            mean = self.mean[name] / np.float32(1 - 0.9**self.steps)
            move = mean / (np.sqrt(self.square[name] / np.float32(1 - 0.999**self.steps)) + np.float32(1e-8))
            kept = np.float32(0 if name.endswith("constants") else DECAY)
            self.weights[name] = self.weights[name] - np.float32(rate) * (move + kept * self.weights[name])


def trained(rows: Rows, seed: int = 0) -> DangerNetwork:
    """Return the network that has learned from the rows."""
    chance = np.random.default_rng(seed)
    outputs, count = len(CLASSES) + int(rows.needs.max()) + 1, len(rows.sentences)
    joint = HIDDEN * 2 + ENCODED
    adam = _Adam({
        "first": chance.normal(0, WIDTH**-0.5, (WIDTH, HIDDEN)).astype(np.float32),
        "first_constants": np.zeros(HIDDEN, dtype=np.float32),
        "second": chance.normal(0, 0.5 * (2 * HIDDEN) ** -0.5, (joint, outputs)).astype(np.float32),
        "second_constants": np.zeros(outputs, dtype=np.float32),
    })  # fmt: skip
    batches = EPOCHS * (count // BATCH + 1)
    for number, batch in enumerate(at for _ in range(EPOCHS) for at in _batches(rows, chance)):
        rate = RATE * min(1.0, (number + 1) / _WARM_UP) * max(1 - number / batches, 0.0)
        adam.step(_slopes(adam.weights, rows, batch, chance), rate)
    first = rows.basis @ adam.weights["first"]
    return DangerNetwork(
        first,
        adam.weights["first_constants"] - rows.center @ first,
        adam.weights["second"][:, : len(CLASSES)],
        adam.weights["second_constants"][: len(CLASSES)],
    )


def _batches(rows: Rows, chance: np.random.Generator) -> Iterator[npt.NDArray[np.int64]]:
    """Yield the places of all rows in random batches of about one length each."""
    order = chance.permutation(len(rows.sentences))
    lengths = np.array([len(one) for one in rows.pieces])
    batches: list[npt.NDArray[np.int64]] = []
    for at in range(0, len(order), BATCH * _SORTED_TOGETHER):
        some = order[at : at + BATCH * _SORTED_TOGETHER]
        some = some[np.argsort(lengths[some], kind="stable")]
        batches += [some[start : start + BATCH] for start in range(0, len(some), BATCH)]
    for number in chance.permutation(len(batches)):
        yield batches[number]


def _varied(
    rows: Rows, batch: npt.NDArray[np.int64], chance: np.random.Generator
) -> tuple[Floats, Floats, Floats, npt.NDArray[np.bool_]]:
    """Return the pieces (rows, pieces, WIDTH) and which there are, the vectors, and which rows are joined with a harmless one."""
    joined = chance.random(len(batch)) < JOINED
    harmless = np.flatnonzero(rows.kinds == CLASSES.index(NONE))
    others = harmless[chance.integers(0, len(harmless), len(batch))]
    texts = []
    for place, (row, other) in enumerate(zip(batch, others, strict=True)):
        pieces = rows.pieces[row]
        left = chance.random(len(pieces)) > PIECES_LOST * chance.random()
        pieces = pieces[left] if left.any() else pieces
        if joined[place]:
            pair = (pieces, rows.pieces[other])
            pieces = np.concatenate(pair if chance.random() < ORDER_KEPT else pair[::-1])
        texts.append(pieces[:LONGEST])
    longest = max(map(len, texts))
    padded = np.zeros((len(batch), longest, WIDTH), dtype=np.float32)
    there = np.zeros((len(batch), longest), dtype=np.float32)
    for place, pieces in enumerate(texts):
        padded[place, : len(pieces)] = pieces
        there[place, : len(pieces)] = 1
    whole = rows.whole[batch].copy()
    whole[joined] = (whole[joined] + rows.whole[others[joined]]) * np.float32(0.7)
    return padded, there, whole, joined


def _slopes(
    weights: dict[str, Floats], rows: Rows, batch: npt.NDArray[np.int64], chance: np.random.Generator
) -> dict[str, Floats]:
    """Return the slopes of the loss of one batch, by backpropagation."""
    padded, there, whole, joined = _varied(rows, batch, chance)
    padded = padded * _mask(chance, (len(batch), 1, WIDTH), DROPPED / 2)
    count, longest, _ = padded.shape
    hidden = np.maximum(padded @ weights["first"] + weights["first_constants"], 0) * there[:, :, None]
    strongest = hidden.argmax(axis=1)[:, None, :]
    root = np.sqrt(there.sum(axis=1, keepdims=True))
    together = np.concatenate([np.take_along_axis(hidden, strongest, 1)[:, 0], hidden.sum(axis=1) / root, whole], axis=1)
    mask = _mask(chance, together.shape, DROPPED)
    together = together * mask
    scores = together @ weights["second"] + weights["second_constants"]
    wrong = _wrong(scores, rows, batch, joined) / np.float32(count)
    back = (wrong @ weights["second"].T) * mask
    of_hidden = np.repeat((back[:, HIDDEN : 2 * HIDDEN] / root)[:, None, :], longest, axis=1)
    np.put_along_axis(of_hidden, strongest, np.take_along_axis(of_hidden, strongest, 1) + back[:, None, :HIDDEN], 1)
    of_hidden = (of_hidden * (hidden > 0)).reshape(-1, HIDDEN)
    return {
        "first": padded.reshape(-1, WIDTH).T @ of_hidden,
        "first_constants": of_hidden.sum(axis=0),
        "second": together.T @ wrong,
        "second_constants": wrong.sum(axis=0),
    }


def _wrong(scores: Floats, rows: Rows, batch: npt.NDArray[np.int64], joined: npt.NDArray[np.bool_]) -> Floats:
    """Return the slopes of the loss by the scores: of the kinds always, of the needs where one is told alone."""
    places, width = np.arange(len(batch)), len(CLASSES)
    wrong = np.zeros_like(scores)
    wanted = np.full((len(batch), width), SMOOTHING / width, dtype=np.float32)
    wanted[places, rows.kinds[batch]] += 1 - SMOOTHING
    wrong[:, :width] = _chances(scores[:, :width]) - wanted
    told = np.flatnonzero((rows.needs[batch] >= 0) & ~joined)
    if not len(told):
        return wrong * rows.weights[batch][:, None]
    of_needs = _chances(scores[told, width:])
    of_needs[np.arange(len(told)), rows.needs[batch][told]] -= 1
    wrong[told, width:] = of_needs * np.float32(BESIDE)
    return wrong * rows.weights[batch][:, None]


def _mask(chance: np.random.Generator, shape: tuple[int, ...], share: float) -> Floats:
    kept: Floats = (chance.random(shape, dtype=np.float32) > share).astype(np.float32) / np.float32(1 - share)
    return kept


def _chances(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances: Floats = raised / raised.sum(axis=1, keepdims=True)
    return chances
