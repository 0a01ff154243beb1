"""How the danger in one piece of a text is weighed: by exact words, the trained models, threats and plain words.

The exact safety words of the vocabulary and the models lead to one of two levels together. *Now* raises the crisis card; *ask* is one
quiet line. Recall comes first: if the exact words find something that the models are not sure is harmless, or the words deny it, the
line is still shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from matching.comprehension import Texts, together
from matching.danger.beside import only_denies, request_alone, without_denials
from matching.danger.clauses import clauses
from matching.danger.features import words_of
from matching.danger.kinds import NEEDS, kinds_of, sure_kinds
from matching.danger.model import model
from matching.danger.names import without_helpers, without_names
from matching.danger.other_words import in_other_languages
from matching.danger.plain_words import PlainDanger, plain_danger, without_harmless
from matching.danger.threats import Threat, threat
from matching.needs import SentenceReading, find

NOW = 1.2
ASK = -0.2
ASK_OF_FEW = -1.2  # in a piece of few words, which say little beside the danger
AGREED, AGREED_IN_SHORT = 1.2, -0.6
THREATENED = 0.0
PLAINLY = -4.0  # by plain words of the table
SURELY_DANGER = 6.0
HARMLESS_BESIDE = -2.1  # beside exact words: "the suicide squad movie"
QUIETED = -1.0  # the whole below this: a clause of it alone is only asked about ("suicides at practice again, my legs hurt")
SURELY_HARMLESS, SURELY_HARMLESS_OF_FEW = -2.5, -4.0  # by wording alone: nothing more is read
"""Thresholds on the models' log odds, read from the table that `make comprehension ARGS="--without HANDS"` prints. Where both cannot hold, hearing wins."""

LIKELY = 0.7
"""The chance from which a clause that raises the card by itself is of a kind."""

QUOTED = 200  # characters of a sentence, where no word of it is the danger
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


class DangerInPiece(NamedTuple):
    """The danger in a piece of a text, the kinds that the piece surely reports, and those that it likely does, if it is a clause.

    `is_left` if it is what is left of a sentence without requests and conditions.
    """

    level: Level
    score: float
    exact: bool
    danger: Danger
    kinds: tuple[str, ...]
    likely: tuple[str, ...] = ()
    is_left: bool = False

    def asked(self) -> DangerInPiece:
        """Return the same danger as one to ask about."""
        return self._replace(level=Level.ASK, danger=replace(self.danger, level=Level.ASK))


class Screened(NamedTuple):
    """A piece of a text whose words alone are not sure that it is harmless, and what they say."""

    text: str
    words: list[str]
    reading: SentenceReading
    is_threat: bool
    plain: PlainDanger | None
    by_wording: float


def all_weighed(pieces: Iterable[str]) -> list[tuple[str, DangerInPiece | None]]:
    each = [(piece, screened(piece)) for piece in pieces]
    beside = together(one.text for _, one in each if one)
    return [(piece, one and _in_all(piece, one, beside.get(one.text, ()))) for piece, one in each]


def _in_all(piece: str, of: Screened, beside: Texts) -> DangerInPiece | None:
    """Return the danger in a piece, but none that only the conditions of a plain request sound like, and no card for what is denied."""
    found = weighed(piece, of, beside)
    if found is None or of.is_threat:
        return found
    if not (found.exact or of.plain) and (alone := request_alone(piece)):
        request = screened(alone)
        return found if request and weighed(alone, request, ()) else None
    return found.asked() if found.level is Level.NOW and (only_denies(piece) or _is_calm_beside_denials(piece)) else found


def _is_calm_beside_denials(piece: str) -> bool:
    """Whether a piece denies some danger, and tells of none beside that."""
    left = without_denials(piece)
    return left != piece and not ((of := screened(left)) and weighed(left, of, ()))


@lru_cache(maxsize=128)
def screened(piece: str) -> Screened | None:
    text = without_harmless(without_names(without_helpers(piece)))
    words = words_of(text)
    if not words:
        return None
    reading, threatened, plain = find(text), threat(words) is Threat.TO_KILL, plain_danger(words)
    by_wording = model().by_wording(words)
    least = SURELY_HARMLESS if len(words) > FEW else SURELY_HARMLESS_OF_FEW
    if by_wording < least and not (reading.crisis or threatened or plain):
        return None
    return Screened(text, words, reading, threatened, plain, by_wording)


def weighed(piece: str, of: Screened, beside: Texts) -> DangerInPiece | None:
    """Return the danger in a piece; `beside` are pieces that the network reads with it."""
    text, words, reading, _, plain, by_wording = of
    score = model().danger_of(text, by_wording, beside)
    level = _level(of, score, beside)
    if level is None:
        return None
    named = {kind: one.heard for one in reading.found if one.slug in NEEDS for kind in kinds_of(one.slug)}
    chances = model().chances_of_kinds(text, words, list(named), beside)
    said = [kind for kind, heard in named.items() if not _all_denied(text, (heard,))]
    kind, sure = max(chances, key=chances.__getitem__), sure_kinds(chances, said, score)
    if plain and plain.now:  # such words say the kind better than the models do; of others it is one of several
        kind, sure = plain.kind, plain.kinds
    kinds = tuple(dict.fromkeys((*sure, *(plain.kinds if plain else ()))))
    likely = kinds or ((kind,) if chances[kind] >= LIKELY else ())
    return DangerInPiece(
        level, score, bool(reading.crisis), Danger(level, kind, reading.crisis or (piece[:QUOTED],)), kinds, likely
    )


def _level(of: Screened, score: float, beside: Texts) -> Level | None:
    text, words, reading, threatened, plain, _ = of
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
    return level


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


def of_other_languages(piece: str, found: DangerInPiece | None) -> DangerInPiece | None:
    """Return the danger that plain words of other languages report; what the models found in them has no kind to go by."""
    if (found and found.exact) or not (heard := in_other_languages(piece)):
        return None
    level, score = (found.level, found.score) if found else (Level.ASK, ASK)
    return DangerInPiece(level, score, exact=False, danger=Danger(level, heard.kind, (heard.words,)), kinds=(heard.kind,))
