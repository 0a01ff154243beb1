"""Whether a text reports danger, and how prominently to say so.

A text is read in pieces, sentences above all, and each is weighed (matching.danger.pieces). Plain words of other languages are a
table. The gravest piece counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from matching.comprehension import Texts
from matching.danger.beside import left_of
from matching.danger.clauses import clauses, contrasts, finer_clauses, is_added, sentences_of
from matching.danger.features import words_of
from matching.danger.kinds import NEEDS
from matching.danger.other_words import undisguised
from matching.danger.pieces import QUOTED, Danger, DangerInPiece, Level, all_weighed, of_other_languages, screened
from matching.danger.plain_words import sounds_harmless, without_harmless
from matching.needs import terms
from matching.needs.correction import as_written, surely_mended

LONGEST_SENTENCE = 30  # words; a longer one is also read in windows
_WINDOW, _STEP = 20, 10  # words
_TOGETHER = 40  # words; shorter pairs of neighboring sentences are also read as one
_SURE_OF_PART = 2.5
"""Log odds of danger from which a part of a sentence is heard by itself: read from the open half of the sentences, as those of pieces."""
_LONGEST = 10_000  # characters


class _Told(NamedTuple):
    """The danger in each piece of a text, and further kinds that its sentences and their clauses report now by themselves."""

    pieces: tuple[DangerInPiece, ...] = ()
    of_clauses: tuple[str, ...] = ()


def read(*texts: str | None) -> Danger | None:
    """Return the gravest danger that the texts report; None if they report none.

    A long text is read sentence by sentence, so that one sentence of danger among many harmless ones is heard.
    """
    told = [_told(text) for text in texts if text and text.strip()]
    found = [piece for one in told for piece in one.pieces]
    if not found:
        return None
    gravest = max(found, key=_gravity)
    equals = [one for one in found if one.level is gravest.level]
    heard = dict.fromkeys(word for one in equals for word in one.danger.heard)
    kinds = dict.fromkeys(kind for some in (*(one.kinds for one in equals), *(one.of_clauses for one in told)) for kind in some)
    beside = tuple(kind for kind in kinds if kind != gravest.danger.kind) if gravest.level is Level.NOW else ()
    return Danger(gravest.level, gravest.danger.kind, tuple(heard)[:5], beside)


def _gravity(one: DangerInPiece) -> tuple[bool, bool, bool, float]:
    """Return by what the danger of one piece is graver than another's; a whole sentence tells the kind better than what is left of it."""
    now = one.level is Level.NOW
    return now, one.is_left != now, one.exact, one.score


def ends_of(text: str) -> str:
    """Return the beginning and the end of a text that is too long to be read whole while somebody waits, and a shorter one as it is."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}\n{text[-_LONGEST // 2 :]}"


def parts_read(text: str) -> Texts:
    """Return the parts of a text that the network is asked about, so that it can read them ahead."""
    return tuple(one.text for one in map(screened, {**_beside_calm(text), **_written(text)}) if one)


@lru_cache(maxsize=32)
def _told(text: str) -> _Told:
    """Return the danger that a text tells of, cached for a few texts: one request asks several times about its words."""
    written = {**_beside_calm(text), **_written(text)}
    weighed = all_weighed(written)
    read_as = ((piece, of_other_languages(piece, one) or one) for piece, one in weighed)
    danger = [(piece, one) for piece, one in read_as if one and (piece in _written(text) or _is_sure(one))]
    left = {one for sentence in sentences_of(text) for one in left_of(sentence)} if danger else set[str]()
    found = tuple(_quoted(one, piece, written[piece])._replace(is_left=piece in left) for piece, one in danger)
    grave = {piece: one for piece, one in weighed if one and one.level is Level.NOW}
    parts = dict.fromkeys(clause for piece in grave for clause in (*clauses(piece), *finer_clauses(piece)))
    surely = ((part, one) for part, one in all_weighed(parts) if one and (one.level is Level.NOW or is_added(part)))
    of_clauses = (kind for _, one in surely for kind in one.likely)
    heard = {piece: one for piece, one in weighed if one}
    alone = [head.danger.kind for sentence in sentences_of(text) if (head := _head(sentence, heard))] if grave else []
    return _Told(found, tuple(dict.fromkeys((*alone, *of_clauses))))


def _is_sure(one: DangerInPiece) -> bool:
    return one.level is Level.NOW and one.score >= _SURE_OF_PART


def _head(sentence: str, heard: Mapping[str, DangerInPiece]) -> DangerInPiece | None:
    """Return the danger of a sentence by what it says beside requests and conditions, however loud: so its kind is the surest."""
    left = next((heard[one] for one in reversed(left_of(sentence)) if one in heard), None)
    whole = heard.get(sentence)
    return left or (whole if whole and whole.level is Level.NOW else None)


@lru_cache(maxsize=32)
def _written(text: str) -> Mapping[str, str]:
    """Return the words as they stand in the text, by the pieces to read."""
    return dict(_pieces(text))


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield each piece to read with the words as they stand in the text.

    Pieces are the sentences, with disguised and misspelled words as they are meant, what they say beside requests and conditions,
    neighbors joined if both are short, and windows of long ones.
    """
    sentences = sentences_of(text)
    for sentence in sentences:
        yield from ((one, sentence) for one in _meant(sentence))
    for sentence in sentences:
        for left in left_of(sentence):  # a request beside danger must not quiet it, nor its conditions
            yield from ((one, left if left in sentence else sentence) for one in _meant(left))
    for one, two in pairwise(sentences):
        if len(one.split()) + len(two.split()) <= _TOGETHER:
            yield f"{one} {two}", f"{one} {two}"
    for sentence in sentences:
        words = sentence.split()
        if len(words) > LONGEST_SENTENCE:
            windows = (" ".join(words[at : at + _WINDOW]) for at in range(0, len(words) - _WINDOW + _STEP, _STEP))
            yield from ((one, one) for one in windows)


@lru_cache(maxsize=32)
def _beside_calm(text: str) -> Mapping[str, str]:
    """Return the parts of sentences that calm words beside them must not quiet, around a contrast or words that only sound like danger.

    They are given with the sentence that each is from. A part alone says little, and is heard only if it surely raises the card.
    """
    parts = (
        (one, finer_clauses(without_harmless(one)) if sounds_harmless(one) else contrasts(one)) for one in sentences_of(text)
    )
    return {part: one for one, some in parts for part in some}


def _meant(sentence: str) -> list[str]:
    return [one for one in (sentence, undisguised(sentence), _mended(without_harmless(sentence))) if one]


def _mended(sentence: str) -> str | None:
    """Return a sentence with its misspelled words as they are surely meant; None if a word of danger would become another one."""
    meant = surely_mended(sentence)
    pairs = zip(words_of(sentence), words_of(meant), strict=False)
    return None if any(one != other and one in _safety_words() for one, other in pairs) else meant


@cache
def _safety_words() -> frozenset[str]:
    said = (phrase for slug in NEEDS for phrase in (*terms()[slug].says, *terms()[slug].says_spanish))
    return frozenset(word for phrase in said for word in words_of(phrase))


def _quoted(found: DangerInPiece, piece: str, written: str) -> DangerInPiece:
    """Return the danger in a piece with the words for it as they were written; of disguised ones the whole sentence."""
    if piece == written:
        return found
    if piece == undisguised(written):
        return found._replace(danger=replace(found.danger, heard=(written[:QUOTED],)))
    spans = (heard if heard in written else as_written(heard, piece, written) for heard in found.danger.heard)
    heard = tuple(dict.fromkeys(span if span in written else written[:QUOTED] for span in spans))
    return found._replace(danger=replace(found.danger, heard=heard))
