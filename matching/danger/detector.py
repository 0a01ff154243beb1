"""Whether a text reports danger, and how prominently to say so.

Two detectors read each sentence: the exact safety words in the vocabulary, and the trained models. Plain words of other languages,
which neither knows, are a table. Together they lead to one of two levels. *Now* raises the crisis card; *ask* is one quiet line.
Recall comes first: if the exact words find something that the models are not sure is harmless, or the words deny it, the line is
still shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from matching.comprehension import Texts, together
from matching.danger.clauses import clauses, finer_clauses, sentences_of
from matching.danger.features import words_of
from matching.danger.kinds import NEEDS, kinds_of, sure_kinds
from matching.danger.model import model
from matching.danger.names import without_helpers, without_names
from matching.danger.other_words import in_other_languages, undisguised
from matching.danger.plain_words import PlainDanger, plain_danger, without_harmless
from matching.danger.threats import Threat, threat
from matching.needs import SentenceReading, beside_requests, find
from matching.needs.correction import as_written, surely_mended

NOW = 1.2
ASK = -0.4
ASK_OF_FEW = -1.2  # in a piece of few words, which say little beside the danger
AGREED, AGREED_IN_SHORT = 1.2, -0.6
THREATENED = 0.0
PLAINLY = -4.0  # by plain words of the table
SURELY_DANGER = 6.0
HARMLESS_BESIDE = -2.1  # beside exact words: "the suicide squad movie"
QUIETED = -1.0  # the whole below this: a clause of it alone is only asked about ("suicides at practice again, my legs hurt")
SURELY_HARMLESS, SURELY_HARMLESS_OF_FEW = -2.5, -4.0  # by wording alone: nothing more is read
"""Thresholds on the models' log odds, read from the table that `make comprehension ARGS="--without HANDS"` prints. Where both cannot hold, hearing wins."""

LONGEST_SENTENCE = 30  # words; a longer one is also read in windows
_WINDOW, _STEP = 20, 10  # words
_TOGETHER = 40  # words; shorter pairs of neighboring sentences are also read as one
_LONGEST = 10_000  # characters
_QUOTED = 200  # characters of a sentence, where no word of it is the danger
_ALONE = 2  # words; little more than the safety words themselves
SHORT = 5  # words; the safety words are most of it
FEW = 8  # words

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
    """The danger that a text reports: its level, the kind (one of matching.danger.KINDS), and the words for it.

    `beside` are further kinds that the text surely reports now.
    """

    level: Level
    kind: str
    heard: tuple[str, ...]
    beside: tuple[str, ...] = ()

    @property
    def now(self) -> bool:
        return self.level is Level.NOW

    @property
    def kinds(self) -> tuple[str, ...]:
        """All kinds, the gravest one first."""
        return (self.kind, *self.beside)


class _Piece(NamedTuple):
    """The danger in a piece of a text, and the kinds that the piece surely reports."""

    level: Level
    score: float
    exact: bool
    danger: Danger
    kinds: tuple[str, ...]


class _Told(NamedTuple):
    """The danger in each piece of a text, and further kinds that clauses of those surely report now."""

    pieces: tuple[_Piece, ...] = ()
    of_clauses: tuple[str, ...] = ()


def read(*texts: str | None) -> Danger | None:
    """Return the gravest danger that the texts report; None if they report none.

    A long text is read sentence by sentence, so that one sentence of danger among many harmless ones is heard.
    """
    told = [_told(text) for text in texts if text and text.strip()]
    found = [piece for one in told for piece in one.pieces]
    if not found:
        return None
    gravest = max(found, key=lambda one: (one.level is Level.NOW, one.exact, one.score))
    equals = [one for one in found if one.level is gravest.level]
    heard = dict.fromkeys(word for one in equals for word in one.danger.heard)
    kinds = dict.fromkeys(kind for some in (*(one.kinds for one in equals), *(one.of_clauses for one in told)) for kind in some)
    beside = tuple(kind for kind in kinds if kind != gravest.danger.kind) if gravest.level is Level.NOW else ()
    return Danger(gravest.level, gravest.danger.kind, tuple(heard)[:5], beside)


def ends_of(text: str) -> str:
    """Return the beginning and the end of a text that is too long to be read whole while somebody waits, and a shorter one as it is."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}\n{text[-_LONGEST // 2 :]}"


class _Screened(NamedTuple):
    """A piece of a text whose words alone are not sure that it is harmless, and what they say."""

    text: str
    words: list[str]
    reading: SentenceReading
    is_threat: bool
    plain: PlainDanger | None
    by_wording: float


def parts_read(text: str) -> Texts:
    """Return the parts of a text that the network is asked about, so that it can read them ahead."""
    return tuple(one.text for one in map(_screened, _written(text)) if one)


@lru_cache(maxsize=32)
def _told(text: str) -> _Told:
    """Return the danger that a text tells of, cached for a few texts: one request asks several times about its words."""
    written = _written(text)
    weighed = _all_weighed(written)
    loud = {piece for piece, one in weighed if one and one.level is Level.NOW}
    # A sentence that is loud as it stands is not read as it may have been meant.
    weighed = [(piece, one) for piece, one in weighed if piece == written[piece] or written[piece] not in loud]
    read_as = ((piece, _of_other_languages(piece, one) or one) for piece, one in weighed)
    found = tuple(_quoted(one, piece, written[piece]) for piece, one in read_as if one)
    grave = (piece for piece, one in weighed if one and one.level is Level.NOW)
    of_clauses = _all_weighed(dict.fromkeys(clause for piece in grave for clause in (*clauses(piece), *finer_clauses(piece))))
    kinds = (kind for _, one in of_clauses if one and one.level is Level.NOW for kind in one.kinds)
    return _Told(found, tuple(dict.fromkeys(kinds)))


def _all_weighed(pieces: Iterable[str]) -> list[tuple[str, _Piece | None]]:
    screened = [(piece, _screened(piece)) for piece in pieces]
    beside = together(one.text for _, one in screened if one)
    return [(piece, one and _weighed(piece, one, beside.get(one.text, ()))) for piece, one in screened]


@lru_cache(maxsize=32)
def _written(text: str) -> Mapping[str, str]:
    """Return the words as they stand in the text, by the pieces to read."""
    return dict(_pieces(text))


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield each piece to read with the words as they stand in the text.

    Pieces are the sentences, with disguised and misspelled words as they are meant, what they say beside requests, neighbors joined if
    both are short, and windows of long ones.
    """
    sentences = sentences_of(text)
    for sentence in sentences:
        meant = (sentence, undisguised(sentence), surely_mended(sentence))
        yield from ((one, sentence) for one in meant if one)
    for sentence in sentences:
        if one := beside_requests(without_harmless(sentence)):  # a request beside danger must not quiet it
            yield one, one if one in sentence else sentence
    for one, two in pairwise(sentences):
        if len(one.split()) + len(two.split()) <= _TOGETHER:
            yield f"{one} {two}", f"{one} {two}"
    for sentence in sentences:
        words = sentence.split()
        if len(words) > LONGEST_SENTENCE:
            windows = (" ".join(words[at : at + _WINDOW]) for at in range(0, len(words) - _WINDOW + _STEP, _STEP))
            yield from ((one, one) for one in windows)


def _quoted(found: _Piece, piece: str, written: str) -> _Piece:
    """Return the danger in a piece with the words for it as they were written; of disguised ones the whole sentence."""
    if piece == written:
        return found
    if piece == undisguised(written):
        return found._replace(danger=replace(found.danger, heard=(written[:_QUOTED],)))
    spans = (heard if heard in written else as_written(heard, piece, written) for heard in found.danger.heard)
    heard = tuple(dict.fromkeys(span if span in written else written[:_QUOTED] for span in spans))
    return found._replace(danger=replace(found.danger, heard=heard))


def _of_other_languages(piece: str, found: _Piece | None) -> _Piece | None:
    """Return the danger that plain words of other languages report; what the models found in them has no kind to go by."""
    if (found and found.exact) or not (heard := in_other_languages(piece)):
        return None
    level, score = (found.level, found.score) if found else (Level.ASK, ASK)
    return _Piece(level, score, exact=False, danger=Danger(level, heard.kind, (heard.words,)), kinds=(heard.kind,))


@lru_cache(maxsize=128)
def _screened(piece: str) -> _Screened | None:
    text = without_harmless(without_names(without_helpers(piece)))
    words = words_of(text)
    if not words:
        return None
    reading, threatened, plain = find(text), threat(words) is Threat.TO_KILL, plain_danger(words)
    by_wording = model().by_wording(words)
    least = SURELY_HARMLESS if len(words) > FEW else SURELY_HARMLESS_OF_FEW
    if by_wording < least and not (reading.crisis or threatened or plain):
        return None
    return _Screened(text, words, reading, threatened, plain, by_wording)


def _weighed(piece: str, screened: _Screened, beside: Texts) -> _Piece | None:
    """Return the danger in a piece; `beside` are pieces that the network reads with it."""
    text, words, reading, threatened, plain, by_wording = screened
    score = model().danger_of(text, by_wording, beside)
    level = _by_model(score, len(words))
    if exact := tuple(heard for heard in reading.crisis if not _NAMED_ONLY.fullmatch(heard)):
        cried = _is_now(text, exact, beside)
        by_a_clause = not cried and any(_is_now(part, exact, beside) for part in clauses(text))
        now = cried or (by_a_clause and score >= QUIETED)
        asked = by_a_clause or len(words) <= SHORT or score >= HARMLESS_BESIDE or _all_denied(text, exact)
        level = Level.NOW if now else Level.ASK if asked else level
    elif reading.crisis and (len(words) <= SHORT or score >= HARMLESS_BESIDE):
        level = level or Level.ASK
    if threatened:
        level = Level.NOW if score >= THREATENED else level or Level.ASK
    if plain and plain.now:
        level = Level.NOW if score >= PLAINLY else level or Level.ASK
    if level is None:
        return None
    named = {kind: one.heard for one in reading.found if one.slug in NEEDS for kind in kinds_of(one.slug)}
    chances = model().chances_of_kinds(text, words, list(named), beside)
    said = [kind for kind, heard in named.items() if not _all_denied(text, (heard,))]
    kind, sure = max(chances, key=chances.__getitem__), sure_kinds(chances, said, score)
    if plain and plain.now:  # such words say the kind better than the models do; of others it is one of several
        kind, sure = plain.kind, plain.kinds
    kinds = tuple(dict.fromkeys((*sure, *(plain.kinds if plain else ()))))
    danger = Danger(level, kind, reading.crisis or (piece[:_QUOTED],))
    return _Piece(level, score, bool(reading.crisis), danger, kinds)


def _by_model(score: float, words: int) -> Level | None:
    return Level.NOW if score >= NOW else Level.ASK if score >= (ASK if words > FEW else ASK_OF_FEW) else None


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
