"""Times of the clock in the words of an utterance, as the values of wishes (matching.wishes.clock): moments and intervals.

>>> [time_at(text.split(), 0) for text in ("after 4", "before 9 am", "at 7", "noon", "at 13 pm")]
[(2, '1600-'), (3, '-0900'), (2, '0700'), (1, '1200'), (3, None)]
>>> [time_at(text.split(), 0)[1] for text in ("between 3 and 5pm", "3:30-5", "4-6pm", "9-11 am", "entre las 3 y las 5", "11pm - 1am")]
['1500-1700', '1530-1700', '1600-1800', '0900-1100', '1500-1700', '2300-2400']
>>> time_at("de 8 a 3".split(), 0), time_at("de 3 a 5".split(), 0)
((4, '0800-1500'), None)
>>> time_at("after 2 weeks".split(), 0), time_at("3 kids".split(), 0), time_at("until 7".split(), 0)
(None, None, (2, None))

A time that no wish can say ("until 7", whose words around it say what it bounds, or "at 13 pm") has no value. A number alone is a time after "after", "at" and the like, where
what follows does not count something.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from matching.requests.schedule_words import WordPhrases, schedule_table, schedule_words

_NOON, _HOURS, _MINUTES_OF_HOUR = 12, 24, 60
_EVENING_FROM, _EVENING_TO, _LAST_OF_MORNING = 7, 8, 11  # "after 7" is in the evening, "at 7" in the morning
_MIDNIGHT = "2400"
_MORE: Mapping[str, int] = {"y media": 30, "thirty": 30, "y cuarto": 15, "fifteen": 15, "forty five": 45}
_A_TIME = re.compile(r"(\d{1,2})(?::(\d\d))?(am|pm)?")
_DASH = re.compile(r"(\d{1,2}(?::\d\d)?(?:am|pm)?)-(\d{1,2}(?::\d\d)?(?:am|pm)?)")


class Clock(NamedTuple):
    """An hour and a minute as said, `half` "am" or "pm" if that is said; a sure one is a time whatever stands around it."""

    hour: int
    minute: int
    half: str
    is_sure: bool


class _ClockWords(NamedTuple):
    before: Mapping[str, WordPhrases]
    hours: Mapping[str, int]
    noon: frozenset[str]
    more: WordPhrases
    onward: Mapping[str, WordPhrases]
    halves: Mapping[str, WordPhrases]
    oclock: WordPhrases
    articles: frozenset[str]
    counted: frozenset[str]
    years: frozenset[str]
    follows: frozenset[str]
    to: WordPhrases
    events: frozenset[str]
    event_of: frozenset[str]
    event_at: WordPhrases
    precedes: frozenset[str]


@cache
def _words() -> _ClockWords:
    table = schedule_table()
    clock = table["clock"]
    numbers = (clock["numbers"].split(), clock["numeros"].split())
    return _ClockWords(
        {key: WordPhrases(text) for key, text in table["before_clock"].items()},
        {word: number for several in numbers for number, word in enumerate(several, start=1)},
        frozenset(clock["noon"].split()),
        WordPhrases(clock["more"]),
        {key: WordPhrases(clock[f"or_{key}"]) for key in ("after", "before")},
        {half: WordPhrases(clock[half]) for half in ("am", "pm")},
        WordPhrases(clock["oclock"]),
        frozenset(clock["articles"].split()),
        frozenset(clock["counted"].split()),
        frozenset(clock["years"].split()),
        frozenset(clock["follows"].split()),
        WordPhrases(table["joints"]["to"]),
        frozenset(clock["events"].split()),
        frozenset(clock["event_of"].split()),
        WordPhrases(clock["event_at"]),
        frozenset(clock["precedes"].split()),
    )


def time_at(words: Sequence[str], at: int, *, beside_a_day: bool = False) -> tuple[int, str | None] | None:
    """Return where the time that begins at a word ends, and its value (None if no wish can say it); None if no time begins there.

    Beside a day two bare numbers are an interval as well: "Mondays 3 to 5".
    """
    return _interval_at(words, at, beside_a_day=beside_a_day) or _moment_at(words, at)


@cache
def first_words() -> frozenset[str]:
    """Return the words with which a time begins; another one begins with a digit."""
    known = _words()
    before = frozenset[str]().union(*(phrases.first_words for phrases in known.before.values()))
    return before | known.articles | known.noon | known.hours.keys()


def last_moment(words: Sequence[str]) -> str | None:
    """Return the last moment that words name, whatever is said to happen then; None if they name none.

    >>> last_moment("he works until 6 so".split()), last_moment("2 kids".split())
    ('1800', None)
    """
    clock = _last_clock(words)
    return _moment(clock, late=True) if clock else None


def last_interval(words: Sequence[str]) -> str | None:
    """Return the last interval that words name, whatever is said to happen then; None if they name none.

    >>> last_interval("i work 9 to 5 so".split()), last_interval("trabajo de 6 a 2".split()), last_interval("at 5".split())
    ('0900-1700', '0600-1400', None)
    """
    found = (_interval_at(words, at, beside_a_day=True) for at in range(len(words) - 1, -1, -1))
    return next((one[1] for one in found if one), None)


def bounding_moment(words: Sequence[str], *, is_last: bool) -> str | None:
    """Return when what words tell of ends, or, if `is_last`, the last moment for help; None if nobody knows ("works until 9", "home by 7").

    >>> bounding_moment("until 6".split(), is_last=False), bounding_moment("by 9".split(), is_last=True)
    ('1800', None)
    """
    clock = _last_clock(words)
    return None if not clock or _is_of_either_half(clock, is_last=is_last) else _moment(clock, late=True)


def _is_of_either_half(clock: Clock, *, is_last: bool) -> bool:
    first = _EVENING_FROM if is_last else _EVENING_TO + 1
    return not clock.half and first <= clock.hour <= _LAST_OF_MORNING


def _last_clock(words: Sequence[str]) -> Clock | None:
    known = _words()
    found = ((at, clock[1]) for at in range(len(words) - 1, -1, -1) if (clock := _clock_at(words, at)))
    return next((clock for at, clock in found if clock.is_sure or words[max(0, at - 1)] in known.precedes), None)


def _interval_at(words: Sequence[str], at: int, *, beside_a_day: bool) -> tuple[int, str | None] | None:
    known = _words()
    begin = known.before["between"].end_at(words, at)
    is_said = bool(begin)
    begin = _past_article(words, begin or known.before["at"].end_at(words, at) or at)
    two = _dash_at(words, begin)
    if not two:
        first = _clock_at(words, begin)
        joint = known.to.end_at(words, first[0]) if first else None
        second = _clock_at(words, _past_article(words, joint)) if joint else None
        if not (first and joint and second):
            return None
        two = (second[0], first[1], second[1])
        if not is_said and words[first[0]] in ("and", "y", "or"):  # "at 3 and 5pm" are two times
            return None
    end, opens, closes = two
    half, end = _half_at(words, end) if not closes.half else (closes.half, end)
    closes = closes._replace(half=half, is_sure=closes.is_sure or bool(half))
    if end < len(words) and words[end] in known.counted:
        return None
    has_article = words[begin - 1] in ("la", "las") if begin else False
    is_sure = opens.is_sure or closes.is_sure or has_article
    of_day = words[at] in ("between", "entre", "from") or closes.hour < opens.hour  # "de 8 a 3" are no ages
    is_bare = is_said and of_day and _follows(words, end) and not _of_years(words, at)
    is_of_days = (
        words[end : end + 1] in (["on"], ["los"]) and words[end + 1 : end + 2] and words[end + 1] in schedule_words().days
    )
    return (end, _interval(opens, closes)) if is_sure or is_bare or beside_a_day or is_of_days else None


def _dash_at(words: Sequence[str], at: int) -> tuple[int, Clock, Clock] | None:
    match = _DASH.fullmatch(words[at]) if at < len(words) else None
    first, second = (_clock(match[1]), _clock(match[2])) if match else (None, None)
    return (at + 1, first, second) if first and second else None


def _moment_at(words: Sequence[str], at: int) -> tuple[int, str | None] | None:
    known = _words()
    found = ((end, key) for key, phrases in known.before.items() if key != "between" and (end := phrases.end_at(words, at)))
    begin, key = max(found, default=(at, ""))
    start = _past_article(words, _past_event(words, begin) if key in ("after", "before") else begin)
    clock = _clock_at(words, start)
    if not clock or (clock[0] < len(words) and words[clock[0]] in known.counted):
        return None
    end, time = clock
    onward = ((until, of) for of, phrases in known.onward.items() if (until := phrases.end_at(words, end)))
    more, key = next((one for one in onward if not _begins_a_time(words, one[0])), (0, key))
    end = more or end
    has_article = start > begin and words[start - 1] in ("la", "las")
    is_bare = key and words[at] not in ("about", "a", "around") and time.hour <= _NOON and _follows(words, end)
    if not (time.is_sure or (key and has_article) or is_bare):
        return None
    moment = None if key == "until" else _moment(time, late=key == "after")
    value = {"after": f"{moment}-", "before": f"-{moment}"}.get(key, moment)
    return end, value if moment else None


def _begins_a_time(words: Sequence[str], at: int) -> bool:
    """Return whether another time begins at a word: "before 9 or after 5" does not go on from 9."""
    return _clock_at(words, _past_article(words, at + (words[at : at + 1] in (["de"], ["del"])))) is not None


def _past_event(words: Sequence[str], at: int) -> int:
    """Return where the time of an event begins that is named at a word: "his shift at 4"; the word itself if none is."""
    known = _words()
    event = at + (words[at : at + 1] != [] and words[at] in known.event_of)
    if event < len(words) and words[event] in known.events:
        return known.event_at.end_at(words, event + 1) or at
    return at


def _past_article(words: Sequence[str], at: int) -> int:
    return at + (at < len(words) and words[at] in _words().articles)


def _follows(words: Sequence[str], at: int) -> bool:
    return at >= len(words) or words[at] in _words().follows


def _of_years(words: Sequence[str], at: int) -> bool:
    return not _words().years.isdisjoint(words[max(0, at - 4) : at])


def _clock_at(words: Sequence[str], at: int) -> tuple[int, Clock] | None:
    """Return the time of the clock at a word, and where it ends."""
    known = _words()
    if at >= len(words):
        return None
    word = words[at]
    if word in known.noon:
        return at + 1, Clock(_NOON, 0, "pm", is_sure=True)
    time = Clock(known.hours[word], 0, "", is_sure=False) if word in known.hours else _clock(word)
    if not time:
        return None
    end = at + 1
    if more := known.more.end_at(words, end):
        time = time._replace(minute=_MORE[" ".join(words[end:more])], is_sure=True)
        end = more
    if oclock := known.oclock.end_at(words, end):
        time, end = time._replace(is_sure=True), oclock
    half, end = _half_at(words, end) if not time.half else (time.half, end)
    return end, time._replace(half=half, is_sure=time.is_sure or bool(half))


def _half_at(words: Sequence[str], at: int) -> tuple[str, int]:
    found = ((half, end) for half, phrases in _words().halves.items() if (end := phrases.end_at(words, at)))
    return next(found, ("", at))


def _clock(word: str) -> Clock | None:
    match = _A_TIME.fullmatch(word)
    if not match:
        return None
    return Clock(int(match[1]), int(match[2] or 0), match[3] or "", is_sure=bool(match[2] or match[3]))


def _interval(first: Clock, second: Clock) -> str | None:
    """Return the interval from one time to another; the first is in the same half of the day as the second if it can be."""
    begins, ends = _moment(first), _moment(second)
    if not (begins and ends):
        return None
    if second.half and not first.half:
        other = _half_a_day_on(begins)
        same_half = [one for one in (begins, other) if (one < "1200") == (ends < "1200") and one < ends]
        begins = same_half[0] if same_half else begins
    if begins >= ends and not second.half and ends < "1200":
        ends = _half_a_day_on(ends)
    if (
        begins >= ends and not (first.half or second.half) and first.hour <= _NOON <= int(begins[:2])
    ):  # "6 to 2" begins in the morning
        begins = _half_a_day_on(begins)
    if begins >= ends and first.half == "pm" and second.half == "am":
        ends = _MIDNIGHT
    return f"{begins}-{ends}" if begins < ends else None


def interval(begins: str, ends: str) -> str | None:
    """Return the interval from one moment to another, which is half a day later if it would be earlier; None if there is none."""
    if begins >= ends and ends < "1200":
        ends = _half_a_day_on(ends)
    return f"{begins}-{ends}" if begins < ends else None


def _half_a_day_on(moment: str) -> str:
    return f"{(int(moment[:2]) + _NOON) % _HOURS:02}{moment[2:]}"


def _moment(clock: Clock, *, late: bool = False) -> str | None:
    """Return a time as HHMM; without am or pm, 1 to 6 is in the afternoon and 7 to 11 in the morning, but "after 7" in the evening."""
    hour, minute, half, _ = clock
    if hour >= _HOURS or minute >= _MINUTES_OF_HOUR or (hour == 0 and not clock.is_sure) or (half and not 1 <= hour <= _NOON):
        return None
    if hour <= _NOON and (hour or half):
        evening = late and _EVENING_FROM <= hour <= _EVENING_TO
        afternoon = half == "pm" or (not half and (hour in (_NOON, *range(1, 7)) or evening))
        hour = hour % _NOON + (_NOON if afternoon else 0)
    return f"{hour:02}{minute:02}"
