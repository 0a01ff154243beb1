"""Training of the encoder and of the heads of matching.comprehension in JAX, with the same arithmetic as their numpy: three losses by Adam.

The embeddings of the pieces stay as the package has them; everything else learns. Pieces and features are left out at random, so that
an unknown word does not hide what the others say.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt

from matching.comprehension.network import OF_THE_WHOLE
from matching.encoder import ENCODED, FEATURES, WIDTH
from matching.encoder.network import CONVOLVED, WINDOWS
from matching.encoder.pieces import END, UNKNOWN
from tests.training.comprehension_rows import KINDS_AND_NONE, NEEDS, NOTHING, ONLY_WHO, UNTOLD, WHO, Row

HIDDEN = 128
BATCH = 64
RATE, RATE_OF_HEADS = 3e-4, 5.0
DROPPED = 0.3  # share of the hidden units that are left out at random; of the features half as many
PIECES_LOST = 0.04  # most of the pieces that are left out at random
SMOOTHING = 0.05  # of the kinds of danger: some are doubtful
OF_MARKS = 2.0  # how much the loss of marks counts beside the others
DECAY = 0.01
HEADS = ("danger", "needs", "marks")
_FEWEST_MARKS = 40  # in a batch; fewer count less
_WARM_UP, _SORTED_TOGETHER, _LENGTHS = 150, 30, 8
_TOLD_EVERY = 200  # steps
_SQUARE = 2  # dimensions of a matrix, whose weights decay

Floats = npt.NDArray[np.float32]
Weights = dict[str, Any]


class Read(NamedTuple):
    """A row with the scores of danger and of needs, and the likeliest mark of each of its pieces."""

    row: Row
    danger: Floats
    needs: Floats
    marks: npt.NDArray[np.int64]


def begun(encoder: Mapping[str, Floats], marks: Sequence[str]) -> Weights:
    """Return the weights before training: the encoder's, and heads at random."""
    chance = np.random.default_rng(0)
    joint = 2 * HIDDEN + ENCODED
    shapes = {
        "danger_hidden": (FEATURES, HIDDEN, FEATURES**-0.5),
        "danger": (joint, len(KINDS_AND_NONE), 0.02),
        "needs": (WIDTH, len(NEEDS), 0.02),
        "marks_hidden": (FEATURES, HIDDEN, FEATURES**-0.5),
        "marks": (HIDDEN, len(marks), 0.02),
    }
    weights: Weights = dict(encoder)
    for name, (rows, columns, spread) in shapes.items():
        weights[name] = chance.normal(0, spread, (rows, columns))
        weights[f"{name}_constants"] = np.zeros(columns)
    return {name: np.asarray(value, dtype=np.float32) for name, value in weights.items()}


def is_of_heads(name: str) -> bool:
    """Whether weights belong to a head rather than to the encoder."""
    return name.split("_", maxsplit=1)[0] in HEADS


def scores(weights: Weights, table: Any, batch: Weights, key: Any = None) -> tuple[Any, Any, Any]:
    """Return the scores of danger, needs and marks of a batch of sentences; with a key, some of what is known is left out."""
    keys = [None] * 5 if key is None else list(jax.random.split(key, 5))
    there = batch["there"]
    features = _features(weights, table[batch["pieces"]], there)

    def through(name: str, rows: Any) -> Any:
        return rows @ weights[name] + weights[f"{name}_constants"]

    hidden = jax.nn.relu(through("danger_hidden", _dropped(features, keys[0], DROPPED / 2, whole=True))) * there[..., None]
    total = hidden.sum(axis=1) / jnp.sqrt(there.sum(axis=1, keepdims=True))
    whole = _vector(weights, features, there)[:, :ENCODED] * OF_THE_WHOLE
    danger = through("danger", _dropped(jnp.concatenate([hidden.max(axis=1), total, whole], axis=-1), keys[1], DROPPED))
    vector = _vector(weights, features, batch["tells"]) * OF_THE_WHOLE
    needs = through("needs", _dropped(vector, keys[2], DROPPED / 2))
    said = jax.nn.relu(through("marks_hidden", _dropped(features, keys[3], DROPPED / 2)))
    return danger, needs, through("marks", _dropped(said, keys[4], DROPPED))


def _features(weights: Weights, embedded: Any, there: Any) -> Any:
    """Return the features of the pieces, as matching.encoder.network has them."""
    longest = embedded.shape[1]
    projected = _normed(
        embedded @ weights["project"] + weights["project_constant"], weights["narrow_gain"], weights["narrow_shift"]
    )
    found = [embedded]
    for number, (width, before) in enumerate(WINDOWS):
        at = projected[..., number * CONVOLVED : (number + 1) * CONVOLVED]
        for depth in ("first", "second"):
            padded = jnp.pad(jnp.where(there[..., None], at, 0), ((0, 0), (before, width - 1 - before), (0, 0)))
            wide = jnp.concatenate([padded[:, place : place + longest] for place in range(width)], axis=-1)
            at = at + jax.nn.relu(wide @ weights[f"{depth}_{width}"] + weights[f"{depth}_constant_{width}"])
        found.append(at)
    return _normed(jnp.concatenate(found, axis=-1), weights["wide_gain"], weights["wide_shift"])


def _vector(weights: Weights, features: Any, kept: Any) -> Any:
    """Return the vectors of the pieces that are kept, as matching.encoder.network has them."""
    root = jnp.sqrt(kept.sum(axis=1, keepdims=True).astype(jnp.float32))
    pooled = (features * kept[..., None]).sum(axis=1) / root
    mean = pooled @ weights["pool"] + root * weights["pool_constant"]
    one = jax.nn.relu(mean @ weights["dense_0"])
    two = jax.nn.relu(mean @ weights["skip_1"] + one @ weights["dense_1"])
    three = jax.nn.relu(two @ weights["dense_2"])
    encoded = jnp.tanh(two @ weights["skip_3"] + three @ weights["dense_3"])
    return jnp.concatenate([_unit(encoded), _unit(pooled)], axis=-1)


def _unit(rows: Any) -> Any:
    return rows / jnp.maximum(jnp.sqrt((rows * rows).sum(axis=-1, keepdims=True)), 1e-9)


def _normed(rows: Any, gain: Any, shift: Any) -> Any:
    rows = rows - rows.mean(axis=-1, keepdims=True)
    return rows * jax.lax.rsqrt((rows * rows).mean(axis=-1, keepdims=True) + 1e-12) * gain + shift


def _dropped(rows: Any, key: Any, share: float, *, whole: bool = False) -> Any:
    """Return rows with a share of their numbers left out; `whole` leaves a number out of all pieces of a sentence."""
    if key is None:
        return rows
    shape = (rows.shape[0], 1, rows.shape[2]) if whole else rows.shape
    return jnp.where(jax.random.bernoulli(key, 1 - share, shape), rows / (1 - share), 0)


def loss(weights: Weights, table: Any, batch: Weights, key: Any) -> Any:
    """Return the loss of a batch: of danger and of needs for each sentence that tells of them, of marks for each word that is marked."""
    danger, needs, marks = scores(weights, table, batch, key)
    wanted = batch["danger"] * (1 - SMOOTHING) + SMOOTHING / danger.shape[-1]
    of_danger = -(wanted * jax.nn.log_softmax(danger)).sum(axis=-1) * batch["weight"]
    of_needs = -(batch["needs"] * jax.nn.log_softmax(needs)).sum(axis=-1)
    told, who = batch["marks"] >= 0, batch["marks"] == ONLY_WHO
    chances, at = jax.nn.log_softmax(marks), jnp.maximum(batch["marks"], 0)[..., None]
    of_marks = -jnp.take_along_axis(chances, at, axis=2)[..., 0] * told
    of_who = -jax.nn.logsumexp(chances, axis=-1, b=batch["of_who"]) * who
    marked = OF_MARKS * of_marks.sum() / jnp.maximum(told.sum(), _FEWEST_MARKS)
    return (of_danger + of_needs).mean() + marked + of_who.sum() / jnp.maximum(who.sum(), _FEWEST_MARKS)


def _stepped(state: Weights, table: Any, batch: Weights, key: Any) -> Weights:
    """Return the state (weights, their moments, the number of the step and its rate) after one step of Adam (Kingma and Ba 2015)."""
    lost, slopes = jax.value_and_grad(loss)(state["weights"], table, batch, key)
    scale = jnp.minimum(1, 1 / jnp.sqrt(sum((slope * slope).sum() for slope in slopes.values())))
    weights, mean, square = dict[str, Any](), dict[str, Any](), dict[str, Any]()
    for name, weight in state["weights"].items():
        slope = slopes[name] * scale
        mean[name] = 0.9 * state["mean"][name] + 0.1 * slope
        square[name] = 0.999 * state["square"][name] + 0.001 * slope * slope
        move = mean[name] / (1 - 0.9 ** state["at"]) / (jnp.sqrt(square[name] / (1 - 0.999 ** state["at"])) + 1e-8)
        rate = state["rate"] * (RATE_OF_HEADS if is_of_heads(name) else 1.0)
        weights[name] = weight - rate * (move + (DECAY * weight if weight.ndim == _SQUARE else 0))
    return {"weights": weights, "mean": mean, "square": square, "lost": lost}


_step: Any = jax.jit(_stepped)
_scored: Any = jax.jit(scores)


def trained(
    weights: Weights, table: Floats, rows: Sequence[Row], names: Sequence[str], *, epochs: float, most: int | None = None
) -> Weights:
    """Return the weights after so many times all rows, at most `most` steps; how far it has come is printed. `names` are the marks."""
    of_who = np.array([name in (NOTHING, *WHO) for name in names], dtype=np.float32)
    steps = min(int(len(rows) // BATCH * epochs), most or len(rows) * 1000)
    zeros = {name: jnp.zeros_like(value) for name, value in weights.items()}
    state: Weights = {"weights": weights, "mean": zeros, "square": zeros}
    key, chance, begin, kept, at = jax.random.PRNGKey(0), np.random.default_rng(7), time.monotonic(), 0.0, 0
    while at < steps:
        for some in _batches(rows, at):
            at += 1
            rate = RATE * min(1.0, at / _WARM_UP) * (1 - at / steps)
            key, own = jax.random.split(key)
            state = _step({**state, "at": float(at), "rate": rate}, table, {**_batch(some, chance), "of_who": of_who}, own)
            kept = 0.98 * kept + 0.02 * float(state.pop("lost"))
            if at % _TOLD_EVERY == 0:
                print(f"{at:6} of {steps}, loss {kept / (1 - 0.98**at):.3f}, {time.monotonic() - begin:.0f} s", flush=True)
            if at >= steps:
                break
    return {name: np.asarray(value) for name, value in state["weights"].items()}


def _batches(rows: Sequence[Row], seed: int) -> Iterator[list[Row]]:
    """Yield all rows in random batches of about one length each."""
    chance = np.random.default_rng(seed)
    order = chance.permutation(len(rows)).tolist()
    batches = []
    for start in range(0, len(order), BATCH * _SORTED_TOGETHER):
        some = sorted(order[start : start + BATCH * _SORTED_TOGETHER], key=lambda at: len(rows[at].pieces))
        batches += [some[at : at + BATCH] for at in range(0, len(some) - BATCH + 1, BATCH)]
    for number in chance.permutation(len(batches)).tolist():
        yield [rows[at] for at in batches[number]]


def _batch(rows: Sequence[Row], chance: np.random.Generator | None = None) -> Weights:
    """Return rows as arrays, their pieces filled up to one length; with chance, some pieces are lost."""
    longest = -(-max(len(row.pieces) for row in rows) // _LENGTHS) * _LENGTHS
    shape = (len(rows), longest)
    pieces, there, tells = np.zeros(shape, dtype=np.int32), np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    marks = np.full(shape, UNTOLD, dtype=np.int32)
    for number, row in enumerate(rows):
        size = len(row.pieces)
        pieces[number, :size], there[number, :size], tells[number, :size] = row.pieces, True, row.tells
        marks[number, :size] = row.marks
    if chance is not None:
        lost = (chance.random(shape) < PIECES_LOST * chance.random((len(rows), 1))) & (pieces > END)
        pieces = np.where(lost, UNKNOWN, pieces)
    return {
        "pieces": pieces, "there": there, "tells": tells, "marks": marks,
        "danger": np.stack([row.danger for row in rows]), "needs": np.stack([row.needs for row in rows]),
        "weight": np.array([row.weight for row in rows], dtype=np.float32),
    }  # fmt: skip


def read(weights: Weights, table: Floats, rows: Sequence[Row]) -> Iterator[Read]:
    """Yield what the network says of each row."""
    order = sorted(rows, key=lambda row: len(row.pieces))
    for start in range(0, len(order), BATCH):
        some = order[start : start + BATCH]
        filled = [*some, *[some[-1]] * (BATCH - len(some))]
        danger, needs, marks = map(np.asarray, _scored(weights, table, _batch(filled)))
        for number, row in enumerate(some):
            yield Read(row, danger[number], needs[number], marks[number, : len(row.pieces)].argmax(axis=1))
