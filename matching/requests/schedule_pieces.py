"""The pieces of schedules in the words of an utterance: days with or without a time, or a time alone.

>>> [(piece.first, piece.last, piece.values) for piece in pieces("tutoring on mondays and fridays after 4".split())]
[(1, 7, ((<Kind.HOURS: 'hours'>, 'mo,fr@1600-'),))]
>>> [piece.values for piece in pieces("every other saturday".split())], [piece.is_bare for piece in pieces("weekends".split())]
([()], [True])
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from matching.requests.clock_times import first_words, last_interval, last_moment, time_at
from matching.requests.request import Kind
from matching.requests.schedule_words import schedule_words
from matching.wishes.codes import AFTERNOON, ANY_DAY, DAYS_OF_WEEK, TOMORROW, WishedTime

DAYS_OF: Mapping[str, tuple[str, ...]] = {WishedTime.WEEKDAY: DAYS_OF_WEEK[:5], WishedTime.WEEKEND: DAYS_OF_WEEK[5:]}
"""The days of the parts of a week."""
_NOON = "1200"
_PARTS = ("morning", "afternoon", "evening")
"""The parts of a day before which a short name is one: "sat mornings"."""
_LONGEST_START = 4  # words before the first element of a piece

Values = tuple[tuple[Kind, str], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words from number `first` to before `last`: what they mean as conditions, and whether they are ruled out.

    No values: no wish can say it. A bare piece is a part of the day or the week alone, which often is no time ("weekend camp").
    """

    values: Values
    first: int
    last: int
    is_bare: bool
    is_ruled_out: bool = False


class _PieceElements(NamedTuple):
    days: tuple[str, ...] = ()
    is_run: bool = False
    week: str = ""
    relative: str = ""
    part: str = ""
    time: str | None = ""
    is_untellable: bool = False


def pieces(words: Sequence[str]) -> Iterator[Piece]:
    """Yield the pieces in their order; none is ruled out yet."""
    at, firsts = 0, _first_words()
    while at < len(words):
        piece = _said_before(words, at) or (_piece_at(words, at) if words[at] in firsts or words[at][:1].isdecimal() else None)
        if piece:
            yield piece
        at = piece.last if piece else at + 1


def _said_before(words: Sequence[str], at: int) -> Piece | None:
    """Return the piece at a word that means a time which was named before: "works until 6, so later than that"."""
    for key, times in _TIMES_OF_WHAT_WAS_SAID.items():
        end = schedule_words().said_before[key].end_at(words, at)
        if end and (found := times(words[:at])):
            return Piece(tuple((Kind.HOURS, f"{ANY_DAY}@{time}") for time in found), at, end, is_bare=False)
    return None


def _after(words: Sequence[str]) -> tuple[str, ...]:
    moment = last_moment(words)
    return (f"{moment}-",) if moment else ()


def _outside(words: Sequence[str]) -> tuple[str, ...]:
    begins, _, ends = (last_interval(words) or "").partition("-")
    return (f"-{begins}", f"{ends}-") if begins and ends else ()


_TIMES_OF_WHAT_WAS_SAID = {"after": _after, "outside": _outside}
"""By key of the words that refer to a time before them: the times that are meant."""


@cache
def _first_words() -> frozenset[str]:
    """Return the words with which an element of a piece begins; another one begins with a digit."""
    known = schedule_words()
    named = (phrases.first_words for section in known.named.values() for phrases in section.values())
    return frozenset((*known.days, *known.short_days, *first_words())).union(*named)


def _piece_at(words: Sequence[str], at: int) -> Piece | None:
    """Return the piece whose first element is at a word, with the small words before it."""
    found, end = _PieceElements(), at
    while True:
        start = end
        while found != _PieceElements() and start < min(len(words), end + 3) and words[start] in schedule_words().inside:
            start += 1
        more = next((one for begin in {end: 0, start: 0} if (one := _element_at(words, begin, found))), None)
        if not more:
            break
        end, found = more
    if found == _PieceElements():
        return None
    start = at
    while start and at - start < _LONGEST_START and words[start - 1] in schedule_words().starts:
        start -= 1
    told_from = schedule_words().told.start_before(words, at) if found.days or found.week or found.part else None
    told_to = schedule_words().told_after.end_at(words, end) if found.days or found.week else None
    untellable = found.is_untellable or _is_against_itself(found) or told_from is not None or told_to is not None
    start, end = min(start, at if told_from is None else told_from), told_to or end
    is_bare = not (found.days or found.relative or found.time != "")
    return Piece(() if untellable else _values(found), start, end, is_bare)


def _is_against_itself(found: _PieceElements) -> bool:
    """Whether a time is no part of a morning that is named: "mornings after 5pm"."""
    begins, is_span, _ = (found.time or "").partition("-")
    return found.part == WishedTime.MORNING and bool(is_span) and begins >= _NOON


def _element_at(words: Sequence[str], at: int, found: _PieceElements) -> tuple[int, _PieceElements] | None:
    """Return where one more element of a piece ends, and the piece with it."""
    if not (found.days or found.week or found.relative):
        if days := _days_at(words, at, found):
            return days[0], found._replace(days=days[1], is_run=days[2])
        if week := _named_at(words, at, "weeks"):
            of_week, _, at_time = week[1].partition("@")
            return week[0], found._replace(days=DAYS_OF[of_week], part=at_time) if at_time else found._replace(week=of_week)
        relative = _named_at(words, at, "relative")
        if relative and not _is_morning(words, at, relative[1]):
            return relative[0], found._replace(relative=relative[1])
    time = time_at(words, at, beside_a_day=bool(found.days or found.week)) if found.time == "" else None
    if time and (time[1] or not (found.part or found.days or found.week)):  # "mon-thu til 6" are days still
        return time[0], found._replace(time=time[1], is_untellable=time[1] is None)
    if not found.part and (part := _named_at(words, at, "parts") or (_named_at(words, at, "day_parts") if found.days else None)):
        return part[0], found._replace(part=part[1])
    return None


def _is_morning(words: Sequence[str], at: int, value: str) -> bool:
    """Whether "manana" is the morning, or the day after tomorrow."""
    return value == TOMORROW and at > 0 and words[at - 1] in ("la", "las", "pasado")


def _named_at(words: Sequence[str], at: int, section: str) -> tuple[int, str] | None:
    ends = [(end, value) for value, phrases in schedule_words().named[section].items() if (end := phrases.end_at(words, at))]
    return max(ends, default=None)


def _days_at(words: Sequence[str], at: int, found: _PieceElements) -> tuple[int, tuple[str, ...], bool] | None:
    """Return where the days that begin at a word end, which they are, and whether they are one run ("Mon-Thu")."""
    known = schedule_words()
    codes: list[str] = []
    end, is_run, is_sure = at, False, False
    while True:
        begin, joint = end, known.to.end_at(words, end) if codes else None
        if joint:
            begin = joint
        else:
            while codes and begin < min(len(words), end + 3) and words[begin] in known.of_list:
                begin += 1
        code = None if codes and "," in words[end:begin] and fits(words, begin + 1) else _day(words, begin)
        if not code and joint and known.to.end_at(words, joint):
            code = None
        if not code:
            break
        is_sure = is_sure or words[begin] in known.days
        if joint:
            first, last = DAYS_OF_WEEK.index(codes[-1]), DAYS_OF_WEEK.index(code)
            codes += (
                DAYS_OF_WEEK[first + 1 : last + 1] if first < last else [*DAYS_OF_WEEK[first + 1 :], *DAYS_OF_WEEK[: last + 1]]
            )
            is_run = True
        else:
            codes.append(code)
        end = begin + 1
    if not codes:
        return None
    if not is_sure and len(codes) == 1 and not _is_short_day(words, at, found):
        return None
    return end, tuple(dict.fromkeys(codes)), is_run


def fits(words: Sequence[str], at: int) -> bool:
    """Return whether what follows a day says that it fits: "Tuesdays are fine"."""
    return not schedule_words().fits.isdisjoint(words[at : at + 3])


def _day(words: Sequence[str], at: int) -> str | None:
    if at >= len(words):
        return None
    return schedule_words().days.get(words[at]) or schedule_words().short_days.get(words[at])


def _is_short_day(words: Sequence[str], at: int, found: _PieceElements) -> bool:
    """Whether a short name alone is a day: "on sat", "sat morning", "sat at 10 am"."""
    before, after = words[at - 1] if at else "", at + 1
    if before in ("on", "every", "el", "los"):
        return words[after : after + 1] not in (["prep"], ["test"], ["scores"])
    if before in schedule_words().alternative and at > 1 and _ends_a_time(words, at - 1):  # "evenings or Sun"
        return True
    time = time_at(words, after)
    part = _named_at(words, after, "parts") and words[after].removesuffix("s") in _PARTS
    return bool(found.time or (time and time[1]) or part or _named_at(words, after, "day_parts"))


def _ends_a_time(words: Sequence[str], end: int) -> bool:
    """Whether a part of the day or the week ends before a word."""
    named = schedule_words().named
    return any(phrases.start_before(words, end) is not None for part in ("parts", "weeks") for phrases in named[part].values())


def _values(found: _PieceElements) -> Values:
    """Return what the elements of a piece mean as conditions."""
    time = found.time or (AFTERNOON if found.part == WishedTime.AFTER_SCHOOL and found.relative else found.part)
    if found.relative:
        day, _, part = found.relative.partition("@")
        time = found.time or part or time
        return ((Kind.HOURS, f"{day}@{time}" if time else day),)
    days = found.days or (DAYS_OF[found.week] if found.week and found.time else ())
    if days and time == WishedTime.AFTER_SCHOOL:
        return (*((Kind.DAY, day) for day in days), (Kind.TIME, str(time)))
    if days and time:
        return ((Kind.HOURS, f"{','.join(days)}@{time}"),)
    if found.time:
        return ((Kind.HOURS, f"{ANY_DAY}@{found.time}"),)
    if found.is_run and days == DAYS_OF[WishedTime.WEEKDAY]:
        return ((Kind.TIME, str(WishedTime.WEEKDAY)),)
    part = WishedTime.AFTER_SCHOOL if found.part == AFTERNOON else found.part
    return (*((Kind.DAY, day) for day in days), *((Kind.TIME, str(one)) for one in (found.week, part) if one))
