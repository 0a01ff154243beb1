"""The days and times that an utterance names, each with its sign, whether or not help is asked for then.

>>> def said(line): return [[(" ".join(value for _, value in one.values), one.is_ruled_out) for one in named] for named in schedules(line.split())]
>>> said("tutor mon - thu or sundays , not fridays"), said("between 3 and 5pm on tuesdays")
([[('mo tu we th su', False), ('-fr', True)]], [[('tu@1500-1700', False)]])
>>> said("any day but friday"), said("not before 4"), said("menos el miercoles despues de las 4")
([[('-fr', True)]], [[('any@1600-', True)]], [[('', True)]])
>>> said("before 9 or on sundays"), said("los sabados o en la tarde")
([[('any@-0900', False), ('su', False)]], [[('sa', False), ('after_school', False)]])

A piece is days with or without a time, or a time alone. Pieces that small words join are one schedule: who asks for help on the
first asks for it on the others. Days beside "or" and a time are an alternative: hours of the whole day. What is ruled out stays so through a list ("not Mondays or Tuesdays"), until "but".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from matching.requests.clock_times import interval
from matching.requests.request import Kind
from matching.requests.schedule_pieces import DAYS_OF, Piece, Values, fits, pieces
from matching.requests.schedule_words import schedule_words
from matching.wishes.codes import ANY_DAY, PARTS_OF_DAY, TODAY, WishedTime

__all__ = ["Piece", "Values", "ruled_out", "schedules"]

_LONGEST_JOINT = 6  # words between two pieces of one schedule
_BEFORE_A_PIECE = frozenset("on in el los la las en for any a before too".split())
"""Words that may stand between one that rules out and the piece that it rules out: "not on Mondays"."""


def schedules(words: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    """Yield the schedules that the words of an utterance name, in their order."""
    joined: list[Piece] = []
    for piece in pieces(words):
        if joined and not _joins(words[joined[-1].last : piece.first]):
            yield _signed(words, joined)
            joined = []
        joined.append(piece)
    if joined:
        yield _signed(words, joined)


def _joins(between: Sequence[str]) -> bool:
    known = schedule_words()
    small = known.between | known.no | known.yes
    return len(between) <= _LONGEST_JOINT and all(word in small for word in between)


def _signed(words: Sequence[str], joined: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces of a schedule with their signs."""
    known, signed = schedule_words(), list[Piece]()
    no_after = known.no_after.end_at(words, joined[-1].last) is not None
    for number, piece in enumerate(joined):
        between = words[joined[number - 1].last : piece.first] if number else ()
        start = max(_no_before(words, piece), joined[number - 1].last if number else 0)
        is_out = start < piece.first or not known.no.isdisjoint(between)
        if not is_out and signed and known.yes.isdisjoint(between):
            is_out = signed[-1].is_ruled_out and not fits(words, piece.last)
        is_out = is_out or (no_after and (number == len(joined) - 1))
        signed.append(ruled_out(replace(piece, first=start)) if is_out else piece)
    return tuple(_joined_times(words, _with_alternatives(words, signed)))


def _with_alternatives(words: Sequence[str], signed: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, days that stand by themselves in an alternative to a time as hours: else they are the days of that time."""
    ors = schedule_words().alternative
    found = list(signed)
    for number, (one, other) in enumerate(pairwise(signed)):
        if ors.isdisjoint(words[one.last : other.first]) or one.is_ruled_out or other.is_ruled_out:
            continue
        for at, days, time in ((number, one, other), (number + 1, other, one)):
            if (value := _whole_days(days)) and _is_time_alone(time) and not _stands_beside(days, time):
                found[at] = replace(days, values=((Kind.HOURS, value),), is_bare=False)
    return found


def _stands_beside(days: Piece, time: Piece) -> bool:
    """Whether a weekend is an alternative to a time as it is, as it is to all but mornings (matching.wishes.schedule)."""
    return (Kind.TIME, WishedTime.WEEKEND) in days.values and (Kind.TIME, WishedTime.MORNING) not in time.values


def _whole_days(piece: Piece) -> str:
    """Return the days of a piece without a time as a wish for hours: "sa,su"; "" if it has a time."""
    named = [day for kind, value in piece.values for day in ((value,) if kind == Kind.DAY else DAYS_OF.get(value, ("",)))]
    return ",".join(named) if all(named) else ""


def _is_time_alone(piece: Piece) -> bool:
    """Whether a piece is a time of any day."""
    return bool(piece.values) and all(
        value in PARTS_OF_DAY if kind == Kind.TIME else kind == Kind.HOURS and value.startswith(ANY_DAY)
        for kind, value in piece.values
    )


def _joined_times(words: Sequence[str], signed: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces of a schedule, "after five but before seven" and "no later than 7, no earlier than 4" as one."""
    before = None
    for piece in signed:
        begins, ends = (_only_time(one) if one else "" for one in (before, piece))
        if before and words[before.first : before.first + 2] == ["no", "later"]:  # "before 9 and after 3" are two times
            begins, ends = ends, begins
        if before and begins.endswith("-") and ends.startswith("-") and not (before.is_ruled_out or piece.is_ruled_out):
            time = interval(begins.strip("-"), ends.strip("-"))
            before = replace(before, values=((Kind.HOURS, f"{ANY_DAY}@{time}"),) if time else (), last=piece.last)
            continue
        if before:
            yield before
        before = piece
    if before:
        yield before


def _only_time(piece: Piece) -> str:
    return next(
        (value.removeprefix(f"{ANY_DAY}@") for kind, value in piece.values if kind == Kind.HOURS and value.startswith(ANY_DAY)),
        "",
    )


def _no_before(words: Sequence[str], piece: Piece) -> int:
    """Return where the words before a piece that rule it out begin; its own beginning if there are none."""
    known = schedule_words()
    for begin in range(piece.first, max(-1, piece.first - 3), -1):
        if begin < piece.first and words[begin] not in _BEFORE_A_PIECE:
            break
        start = known.no_before.start_before(words, begin)
        if start is None and begin and words[begin - 1] in known.no:
            start = begin - 1
        if start is not None and words[begin : begin + 1] and words[begin] not in known.only:
            return start
    return piece.first


def ruled_out(piece: Piece) -> Piece:
    """Return a piece that is ruled out with what is left: "not before 4" is after 4, and of a day with a time no wish says it."""
    values: Collection[tuple[Kind, str]] = piece.values
    if any(kind == Kind.HOURS for kind, _ in values):
        left = tuple((Kind.HOURS, other) for _, value in values if (other := _other_times(value)))
    else:
        days = [day for kind, value in values for day in ((value,) if kind == Kind.DAY else DAYS_OF.get(value, ()))]
        left = (
            tuple((Kind.DAY, f"-{day}") for day in days)
            if all(kind == Kind.DAY or value in DAYS_OF for kind, value in values)
            else ()
        )
    return replace(piece, values=left, is_ruled_out=True)


def _other_times(value: str) -> str:
    days, _, time = value.partition("@")
    if days != ANY_DAY or TODAY in days or not time.strip("-").isdigit() or "-" not in time:
        return ""
    return f"{ANY_DAY}@{time.strip('-')}-" if time.startswith("-") else f"{ANY_DAY}@-{time.strip('-')}"
