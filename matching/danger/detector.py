"""Whether a text reports danger, and how prominently to say so.

Two detectors read each sentence: the exact safety words in the vocabulary, and the trained models. Plain words of other languages,
which neither knows, are a table. Together they lead to one of two levels. *Now* raises the crisis card; *ask* is one quiet line.
Recall comes first: if the exact words find something that the models are not sure is harmless, or the words deny it, the line is
still shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from matching.comprehension import Texts, together
from matching.danger.features import words_of
from matching.danger.kinds import NEEDS, kinds_of
from matching.danger.model import model
from matching.danger.names import without_helpers, without_names
from matching.danger.other_words import in_other_languages, undisguised
from matching.danger.threats import Threat, threat
from matching.needs import SentenceReading, beside_requests, find
from matching.needs.correction import surely_mended

NOW = 1.2
ASK = -0.4
ASK_OF_FEW = -1.2  # in a piece of few words, which say little beside the danger
AGREED, AGREED_IN_SHORT = 1.2, -0.6
THREATENED = 0.0
SURELY_DANGER = 6.0
HARMLESS_BESIDE = -2.1  # beside exact words: "the suicide squad movie"
QUIETED = -1.0  # the whole below this: a clause of it alone is only asked about ("suicides at practice again, my legs hurt")
SURELY_HARMLESS, SURELY_HARMLESS_OF_FEW = -2.5, -4.0  # by wording alone: nothing more is read
"""Thresholds on the models' log odds, read from the table that `make comprehension ARGS="--without HANDS"` prints. Where both cannot hold, hearing wins."""

LONGEST_SENTENCE = 30  # words; a longer one is also read in windows
_WINDOW, _STEP = 20, 10  # words
_TOGETHER = 40  # words; shorter pairs of neighboring sentences are also read as one
_LONGEST = 10_000  # characters
_ALONE = 2  # words; little more than the safety words themselves
SHORT = 5  # words; the safety words are most of it
FEW = 8  # words

_CLAUSE_END = re.compile(r"[,;:()\u2013\u2014]+|\s-+\s")
_SENTENCE_END = re.compile(
    r"(?<=[.!?;\u2026])(?<!\b[MDS]r\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDra\.)(?<!\bSra\.)(?<!\bSrta\.)\s+|[\n\r\u2022]+",
    re.IGNORECASE,
)
"""A period after a title does not end a sentence: the name that follows belongs to it."""

_NAMED_ONLY = re.compile(
    r"(?:orders? of protection|(?:protecti(?:on|ve)|restraining|no[- ]contact|stay[- ]away) orders?"
    r"|[oó]rden(?:es)? de (?:protecci[oó]n|restricci[oó]n|alejamiento)|cps|988|mandated reporters?)",
    re.IGNORECASE,
)
"""Names of court orders, agencies and lines: danger may be why they are named, and their names do not report it."""

_DENIED = re.compile(
    r"\b(?:not?|never|isn'?t|wasn'?t|doesn'?t|didn'?t|don'?t|den(?:y|ies|ied)|without|nunca|niega|neg[oó])\b(?:\s+[\w']+){0,4}\s*$",
    re.IGNORECASE,
)


_UNMEANT = (Threat.SAID_OF_KIN, Threat.BY_A_THING)


class Level(StrEnum):
    """How prominently to report danger: the card now, or one line that asks."""

    NOW = "now"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Danger:
    """The danger that a text reports: its level, the kind (one of matching.danger.KINDS), and the words for it."""

    level: Level
    kind: str
    heard: tuple[str, ...]

    @property
    def now(self) -> bool:
        return self.level is Level.NOW


class _Piece(NamedTuple):
    level: Level
    score: float
    exact: bool
    danger: Danger


def read(*texts: str | None) -> Danger | None:
    """Return the gravest danger that the texts report; None if they report none.

    A long text is read sentence by sentence, so that one sentence of danger among many harmless ones is heard.
    """
    found = [piece for text in texts if text and text.strip() for piece in _pieces_of_danger(text)]
    if not found:
        return None
    gravest = max(found, key=lambda one: (one.level is Level.NOW, one.exact, one.score))
    heard = dict.fromkeys(word for one in found if one.level is gravest.level for word in one.danger.heard)
    return Danger(gravest.level, gravest.danger.kind, tuple(heard)[:5])


def ends_of(text: str) -> str:
    """Return the beginning and the end of a text that is too long to be read whole while somebody waits, and a shorter one as it is."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}\n{text[-_LONGEST // 2 :]}"


class _Screened(NamedTuple):
    """A piece of a text whose words alone are not sure that it is harmless, and what they say."""

    text: str
    words: list[str]
    reading: SentenceReading
    is_threat: bool
    by_wording: float


@lru_cache(maxsize=32)
def _pieces_of_danger(text: str) -> tuple[_Piece, ...]:
    """Return the danger in each piece of a text, cached for a few texts: one request asks several times about its words."""
    pieces = [(piece, _screened(piece)) for piece in _pieces(text)]
    beside = together(one.text for _, one in pieces if one and one.text != text)
    weighed = ((piece, one and _weighed(piece, one, beside.get(one.text, ()))) for piece, one in pieces)
    return tuple(filter(None, (_of_other_languages(piece, found) or found for piece, found in weighed)))


def _pieces(text: str) -> Iterator[str]:
    """Yield the sentences of a text, what they say beside requests, neighbors joined if both are short, and windows of long ones."""
    sentences = [sentence.strip() for sentence in _SENTENCE_END.split(text) if sentence.strip()]
    yield from sentences
    yield from filter(None, map(undisguised, sentences))
    yield from (spelled for sentence in sentences if (spelled := surely_mended(sentence)) != sentence)
    yield from filter(None, map(beside_requests, sentences))  # a request beside danger must not quiet it
    for one, two in pairwise(sentences):
        if len(one.split()) + len(two.split()) <= _TOGETHER:
            yield f"{one} {two}"
    for sentence in sentences:
        words = sentence.split()
        if len(words) > LONGEST_SENTENCE:
            yield from (" ".join(words[at : at + _WINDOW]) for at in range(0, len(words) - _WINDOW + _STEP, _STEP))


def _of_other_languages(piece: str, found: _Piece | None) -> _Piece | None:
    """Return the danger that plain words of other languages report; what the models found in them has no kind to go by."""
    if (found and found.exact) or not (heard := in_other_languages(piece)):
        return None
    level, score = (found.level, found.score) if found else (Level.ASK, ASK)
    return _Piece(level, score, exact=False, danger=Danger(level, heard.kind, (heard.words,)))


def _screened(piece: str) -> _Screened | None:
    text = without_names(without_helpers(piece))
    words = words_of(text)
    if not words:
        return None
    reading, threatened = find(text), threat(words) is Threat.TO_KILL
    by_wording = model().by_wording(words)
    least = SURELY_HARMLESS if len(words) > FEW else SURELY_HARMLESS_OF_FEW
    if by_wording < least and not (reading.crisis or threatened):
        return None
    return _Screened(text, words, reading, threatened, by_wording)


def _weighed(piece: str, screened: _Screened, beside: Texts) -> _Piece | None:
    """Return the danger in a piece; `beside` are pieces that the network reads with it."""
    text, words, reading, threatened, by_wording = screened
    score = model().danger_of(text, by_wording, beside)
    level = _by_model(score, len(words))
    if exact := tuple(heard for heard in reading.crisis if not _NAMED_ONLY.fullmatch(heard)):
        cried = _is_now(text, exact, beside)
        by_a_clause = not cried and any(_is_now(part, exact, beside) for part in _clauses(text))
        now = cried or (by_a_clause and score >= QUIETED)
        asked = by_a_clause or len(words) <= SHORT or score >= HARMLESS_BESIDE or _all_denied(text, exact)
        level = Level.NOW if now else Level.ASK if asked else level
    elif reading.crisis and (len(words) <= SHORT or score >= HARMLESS_BESIDE):
        level = level or Level.ASK
    if threatened:
        level = Level.NOW if score >= THREATENED else level or Level.ASK
    if level is None:
        return None
    named = [one.slug for one in reading.found if one.slug in NEEDS]
    kind = model().kind_of(text, words, [kind for slug in named for kind in kinds_of(slug)], beside)
    return _Piece(level, score, bool(reading.crisis), Danger(level, kind, reading.crisis or (piece[:200],)))


def _by_model(score: float, words: int) -> Level | None:
    return Level.NOW if score >= NOW else Level.ASK if score >= (ASK if words > FEW else ASK_OF_FEW) else None


def _clauses(piece: str) -> list[str]:
    """Return the parts between commas: in "suicidal, needs a tutor" the second must not quiet the first."""
    parts = [part.strip() for part in _CLAUSE_END.split(piece)]
    return [part for part in parts if part and part != piece]


def _all_denied(part: str, heard: Sequence[str]) -> bool:
    return all(_DENIED.search(part[: part.find(one)]) for one in heard)


def _is_now(part: str, heard: tuple[str, ...], beside: Texts) -> bool:
    """Whether exact words raise the card: not if the models disagree, each is denied, or they are a threat that nobody makes."""
    here = [words for words in heard if words in part]
    if not here:
        return False
    words = words_of(part)
    score = _score(part, words, beside)
    if _all_denied(part, here):
        rest = _without(part, here)  # what is said beside the denial counts: "not suicidal, but he gave away his dog"
        others = words_of(rest)
        return _score(rest, others, beside) >= NOW or (score >= SURELY_DANGER and len(others) > SHORT)
    if threat(words) in _UNMEANT:
        return score >= SURELY_DANGER
    return len(words) <= _ALONE or here == [part] or score >= (AGREED if len(words) > SHORT else AGREED_IN_SHORT)


def _score(text: str, words: list[str], beside: Texts) -> float:
    return model().danger_of(text, model().by_wording(words), beside)


def _without(part: str, heard: Sequence[str]) -> str:
    """Return a part without words and the denial before them."""
    for one in heard:
        at = part.find(one)
        denial = _DENIED.search(part[:at])
        part = part[: denial.start() if denial else at] + part[at + len(one) :]
    return part
