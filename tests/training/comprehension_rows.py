"""What the network of matching.comprehension learns from: sentences of danger, of needs and with marked conditions, as rows of pieces."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.danger import KINDS
from matching.danger.features import words_of
from matching.danger.sentences import MAYBE, NONE, Sentence, digest_of_sentences
from matching.danger.sentences import all_sentences as danger_sentences
from matching.danger.trainer import varied
from matching.encoder.pieces import LONGEST_TEXT, Pieces
from matching.needs import sentences as needs
from matching.needs import terms
from matching.requests.sentences import MarkedSentence, MarkedWords
from matching.requests.sentences import all_sentences as marked_sentences
from matching.requests.sentences import digest as digest_of_marked

KINDS_AND_NONE = (*KINDS, NONE)
NEEDS = (*sorted(terms()), needs.NONE)
NOTHING = "none"
WHO = ("age", "grade", "language", "denied")
"""Marks that any sentence may hold. One of danger asks for no help on a day, by bus or for free: it tells what happened then."""
ONLY_WHO = -2
"""The mark of a word that says nothing, or who it is about."""
UNTOLD = -1
"""The mark of a piece of which nothing is known: not the first of a word, or in a sentence without marks."""

LONGEST = 80  # pieces that are learned from
MARKED_TIMES = 4  # how often a marked sentence is learned beside each other one
_SECOND = 0.5  # what the further needs of a sentence count beside its first
_RAREST = 5  # a mark that fewer words have is none of its own
_FRAGMENTS = "needs"  # a hand of danger's that repeats the fragments of needs

COMPOSED = 4000
"""How many rows are two sentences in one, so that neither hides the other: a request beside danger, or beside what is harmless."""
_BESIDE = {"danger": 0.5, "lookalike": 0.35, "request": 0.15}
"""The shares of what stands beside a request."""
_LONGEST_REQUEST, _LONGEST_BESIDE = 14, 26  # words
_JOINTS = {
    "en": (". ", ", and ", ", also ", "; ", " and ", ", btw ", "\n", ", ", " also "),
    "es": (". ", ", y ", ", también ", "; ", " y ", "\n", ", ", " además "),
}

_CLOSED = {
    "payment": {"medicaid", "private", "uninsured", "free", "low_cost"},
    "time": {"after_school", "morning", "afternoon", "evening", "night", "now", "today"},
    "mode": {"home", "school", "online", "phone", "text", "in_person"},
    "travel": {"no_car", "bus", "walk", "ride"},
    "helper": {"woman", "man", "not_religious", "religious", "lgbtq", "same_culture", "young", "older"},
    "setting": {"group", "one_to_one"},
    "access": {"wheelchair", "quiet", "no_stairs"},
}
"""The values of the kinds that have few: each is a label of its own."""

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence as the network learns from it; the hands that wrote its parts are joined by "+".

    `danger` (kinds + 1) and `needs` are shares that sum to 1, or zeros where nothing is known; `weight` is that of danger. `marks`
    has a label for each piece, UNTOLD where none is known, and `tells` says which pieces tell of the need.
    """

    hand: str
    text: str
    pieces: Numbers
    danger: Floats
    weight: float
    needs: Floats
    marks: Numbers
    tells: npt.NDArray[np.bool_]


def digest() -> str:
    """Return one SHA-256 of what the network learns from."""
    return hashlib.sha256(f"{digest_of_sentences()}{digest_of_marked()}".encode()).hexdigest()


def label_of(mark: MarkedWords) -> str:
    """Return the label of a mark: its kind and, if the kind has few values, its value; "off" for what is ruled out."""
    kind, value = mark.kind, mark.value.strip()
    if value in _CLOSED.get(kind, ()):
        return f"{kind}={value}"
    if kind in ("mode", "day") and value.startswith("-"):
        return f"{kind}=off"
    if kind == "payment" and value.startswith("plan"):
        return "payment=plan"
    return "hours" if kind == "time" else kind


def labels(sentences: Iterable[MarkedSentence]) -> tuple[str, ...]:
    """Return the labels, nothing first."""
    counted = [label_of(mark) for one in sentences for mark in one.marks]
    return (NOTHING, *sorted(label for label in set(counted) if counted.count(label) >= _RAREST))


def rows(pieces: Pieces, names: Sequence[str]) -> list[Row]:
    """Return all rows; `names` are the labels of marks."""
    told = {one.text: one.slugs for one in needs.all_sentences()}
    known = frozenset(told)
    of_danger = (one for one in varied([one for one in danger_sentences() if one.hand != _FRAGMENTS], beside=False))
    found = [_of_danger(one, pieces, told.get(one.text, ())) for one in of_danger if words_of(one.text) and one.kind != MAYBE]
    seen = {row.text for row in found}
    found += [_of_need(one, pieces) for one in needs.all_sentences() if one.text in known - seen]
    found += [row for one in marked_sentences() for row in [_of_marks(one, pieces, names)] * MARKED_TIMES]
    return [*found, *_composed(pieces, told)]


def _composed(pieces: Pieces, told: Mapping[str, Sequence[str]]) -> Iterator[Row]:
    """Yield rows of a request joined with a sentence of danger or a harmless one, in either order."""
    chance = random.Random(0)
    every = [one for one in danger_sentences() if one.kind != MAYBE and one.hand != _FRAGMENTS]
    requests = [one for one in every if one.is_of_needs and one.weight == 1 and len(one.text.split()) <= _LONGEST_REQUEST]
    others = [one for one in every if not one.is_of_needs and len(one.text.split()) <= _LONGEST_BESIDE]
    pools = {"danger": [one for one in others if one.kind != NONE], "lookalike": [one for one in others if one.kind == NONE]}
    pools["request"] = requests
    of_language = {
        (part, lang): [one for one in pool if one.language == lang] for part, pool in pools.items() for lang in _JOINTS
    }
    for _ in range(COMPOSED):
        request = chance.choice(requests)
        (part,) = chance.choices(list(_BESIDE), list(_BESIDE.values()))
        other = chance.choice(of_language[part, request.language])
        parts = [request, other]
        chance.shuffle(parts)
        text = chance.choice(_JOINTS[request.language]).join((parts[0].text.rstrip(" .!"), parts[1].text))
        kinds = (np.array(KINDS_AND_NONE) == other.kind).astype(np.float32)
        slugs = dict.fromkeys(slug for one in parts if one.is_of_needs for slug in told[one.text])
        asked = [slug for slug in slugs if slug != needs.NONE] or list(slugs)
        yield _row(f"{request.hand}+{other.hand}", text, pieces.split(text), _shares(asked), danger=kinds, weight=other.weight)


def _shares(slugs: Collection[str]) -> Floats:
    shares = np.zeros(len(NEEDS), dtype=np.float32)
    for number, slug in enumerate(slug for slug in slugs if slug in NEEDS):
        shares[NEEDS.index(slug)] += _SECOND if number else 1
    return shares / max(float(shares.sum()), 1e-9)


def _row(
    hand: str, text: str, numbers: Sequence[int], needs_told: Floats, *, danger: Floats | None = None, weight: float = 0.0
) -> Row:
    cut = np.array([*numbers[: LONGEST - 1], numbers[-1]] if len(numbers) > LONGEST else numbers, dtype=np.int32)
    kinds = np.zeros(len(KINDS_AND_NONE), dtype=np.float32) if danger is None else danger
    untold = np.full(len(cut), UNTOLD, dtype=np.int32)
    return Row(hand, text, cut, kinds, weight, needs_told, untold, np.ones(len(cut), dtype=bool))


def _of_danger(one: Sentence, pieces: Pieces, slugs: Collection[str]) -> Row:
    kinds = (np.array(KINDS_AND_NONE) == one.kind).astype(np.float32)
    numbers, _, first = pieces.words(one.text, LONGEST_TEXT)
    row = _row(one.hand, one.text, numbers, _shares(slugs), danger=kinds, weight=one.weight)
    if not one.is_of_needs:
        row.marks[[place for place in first if place < len(row.marks)]] = ONLY_WHO
    return row


def _of_need(one: needs.NeedSentence, pieces: Pieces) -> Row:
    """Return the row of a sentence of a need that is a danger itself: which, and how grave, it does not say."""
    return _row(one.hand, one.text, pieces.split(one.text), _shares(one.slugs))


def _of_marks(one: MarkedSentence, pieces: Pieces, names: Sequence[str]) -> Row:
    numbers, words, first = pieces.words(one.text, LONGEST_TEXT)
    row = _row(f"marked-{one.hand}", one.text, numbers, _shares(one.needs))
    for word, start, end in zip(words, first, (*first[1:], len(numbers) - 1), strict=True):
        if start >= len(row.pieces):
            break
        over = {mark: min(word.end, mark.end) - max(word.start, mark.start) for mark in one.marks}
        best = max(over, key=over.__getitem__, default=None)
        if best is None or over[best] <= 0:
            row.marks[start] = 0
            continue
        row.tells[start:end] = False
        if label_of(best) in names:
            row.marks[start] = names.index(label_of(best))
    return row


def originals(found: Sequence[Row], hands: Collection[str]) -> Iterator[Row]:
    """Yield the rows of some hands as they were written, each once, without their variants."""
    written = {one.text for one in danger_sentences()} | {one.text for one in marked_sentences()}
    for row in {row.text: row for row in found if row.hand in hands}.values():
        if row.text in written:
            yield row
