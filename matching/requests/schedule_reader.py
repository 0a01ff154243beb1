"""Which of the days and times that a sentence names are asked for: the others are told as not understood, and none is lost.

>>> from matching.requests.utterance import Utterance
>>> def heard(text): return [(" ".join(value for _, value in one.values), one.is_asked) for one in read_schedules(Utterance(text))]
>>> heard("needs a tutor on Tuesdays or Thursdays but not Fridays"), heard("he cried on Tuesday")
([('tu th', True), ('-fr', True)], [('', False)])

The tables of days, hours and times know the words around them by which help is asked for then, or which only look like it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from matching.requests.bounds import bounded_times
from matching.requests.patterns import VOCABULARY, Phrase, is_asked, look_alikes, read_table, table
from matching.requests.request import Kind
from matching.requests.said_times import PlacedPiece, SaidTime
from matching.requests.schedule import ruled_out, schedules
from matching.requests.utterance import Utterance

_KINDS = (Kind.DAY, Kind.HOURS, Kind.TIME)
_OFF = "off"
_NO_TIME = "~"
_WORDS_FROM_A_VERB, _WORDS_TO_A_VERB = 6, 3
_ENDS = frozenset(", . ~ y e pero que so porque".split())
"""What ends the clause of a verb."""


def read_schedules(utterance: Utterance) -> Iterator[SaidTime]:
    """Yield the days and times of an utterance, but for parts of the day or the week alone, which their own table reads."""
    line = utterance.line
    named = [
        [PlacedPiece(piece, *utterance.offsets(piece.first, piece.last)) for piece in pieces]
        for pieces in schedules(_without_ages(utterance))
    ]
    bounded = [*bounded_times(utterance, [one for placed in named for one in placed])]
    yield from bounded
    named = [left for placed in named if (left := [one for one in placed if not any(map(one.meets, bounded))])]
    if not named:
        return
    found = {kind: [one for one in read_table(table(kind), line) if one.section != VOCABULARY] for kind in _KINDS}
    false = [one for kind in _KINDS for one in look_alikes(table(kind), line)]
    for placed in named:
        if _is_past(utterance, placed[0].piece.first, placed[-1].piece.last):
            false.append(Phrase(VOCABULARY, placed[0].start, placed[-1].end))
        false += [Phrase(VOCABULARY, one.start, one.end) for one in placed if _is_possessive(utterance, one.piece.last)]
        if not all(one.piece.is_bare and not one.piece.is_ruled_out for one in placed):
            yield from _read(line, placed, found[Kind.DAY] + found[Kind.HOURS], found[Kind.TIME], false)


def _without_ages(utterance: Utterance) -> list[str]:
    """Return the words of an utterance without those of ages: no time begins in "my son 7 on Saturdays"."""
    ages = [one for one in read_table(table(Kind.AGE), utterance.line) if one.section != VOCABULARY]
    places = (utterance.offsets(number, number + 1) for number in range(len(utterance.words)))
    return [
        _NO_TIME if any(one.start < end and start < one.end for one in ages) else word.text
        for word, (start, end) in zip(utterance.words, places, strict=True)
    ]


def _read(
    line: str, placed: Sequence[PlacedPiece], of_days: Sequence[Phrase], of_times: Sequence[Phrase], false: Sequence[Phrase]
) -> Iterator[SaidTime]:
    sure = any(one.meets(phrase) for one in placed for phrase in of_days) or any(placed[0].meets(phrase) for phrase in of_times)
    has_signs = any(one.piece.is_ruled_out for one in placed)
    asked = sure or has_signs or is_asked(line, placed[0].start, placed[-1].end)
    for one in placed:
        piece = one.piece
        around = [phrase for phrase in of_days if one.meets(phrase)]
        if not has_signs and any(phrase.section == _OFF for phrase in around):
            piece = ruled_out(piece)
        if piece.is_bare and not piece.is_ruled_out and (not asked or any(one.meets(phrase) for phrase in of_times)):
            continue
        is_asked_here = asked and not any(one.meets(phrase) for phrase in false)
        alone = [phrase for phrase in around if not any(other is not one and other.meets(phrase) for other in placed)]
        start, end = min([one.start, *(phrase.start for phrase in alone)]), max([one.end, *(phrase.end for phrase in alone)])
        yield SaidTime(piece.values if is_asked_here else (), start, end, is_asked_here)


def _is_past(utterance: Utterance, start: int, end: int) -> bool:
    """Return whether a Spanish verb of the past with its accent stands beside the words from `start` to before `end`.

    It is one of the next words ("el viernes aventó la silla"), or one of those before, in the same clause: "dibujó una pistola el viernes".
    """
    before = list(
        takewhile(lambda word: word.text not in _ENDS, reversed(utterance.words[max(0, start - _WORDS_FROM_A_VERB) : start]))
    )
    after = utterance.words[end : end + _WORDS_TO_A_VERB]
    return any(utterance.sentence[word.end - 1] in "óÓ" for word in (*before, *after))


def _is_possessive(utterance: Utterance, at: int) -> bool:
    """Return whether the words before number `at` end as in "Friday's deadline", which is no day on which help is wanted."""
    word = utterance.words[at - 1]
    return utterance.sentence[word.start : word.end].lower().endswith(("'s", "’s"))
