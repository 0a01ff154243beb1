"""Days and hours that were heard, as the values of wishes (matching.wishes.codes): days alone, or days and a time in one.

>>> day_codes("off", "any day but friday")
('-fr',)
>>> for heard in ("open right now", "saturday morning", "mondays after 4:30", "between 3 and 5 pm", "los sabados por la manana"):
...     print(*hour_codes("when", heard))
now
sa@morning
mo@1630-
any@1500-1700
sa@morning
>>> hour_codes("when", "abierto manana a las 5 y media"), hour_codes("when", "on saturday"), hour_codes("when", "after 25")
(('tomorrow@1730',), (), ())
>>> [hour_codes("when", heard) for heard in ("at 13 pm", "tomorrow at 0:30 am", "at 9:75")]
[(), (), ()]
"""

from __future__ import annotations

import re

from matching.wishes.codes import AFTERNOON, ANY_DAY, DAYS_OF_WEEK, NOW, TODAY, TOMORROW, WishedTime, WishKind, parse

_DAYS = {
    "mon": "mo", "tue": "tu", "wed": "we", "thu": "th", "fri": "fr", "sat": "sa", "sun": "su",
    "lun": "mo", "mar": "tu", "mie": "we", "jue": "th", "vie": "fr", "sab": "sa", "dom": "su",
}  # fmt: skip
_A_DAY = re.compile(
    r"\b(?:(mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*days?|s|rs|es|urs|nes)?|(lun|mar|mie|jue|vie|sab|dom)(?:[a-z]+)?)\b"
)

_TO = re.compile(r" ?- ?| (?:to|through|thru|till|a|al|hasta(?: el)?) ")

_NOW = re.compile(r"\b(?:now|ahora|ahorita)\b")
_RELATIVE = (
    (re.compile(r"\b(?:tomorrow|(?<!\bla )(?<!\besta )manana)\b"), TOMORROW),
    (re.compile(r"\b(?:today|hoy|tonight|this (?:morning|afternoon|evening)|esta (?:manana|tarde|noche))\b"), TODAY),
)
_PARTS = (
    (re.compile(r"\bmornings?\b|\b(?:la|las|esta) mananas?\b"), WishedTime.MORNING),
    (re.compile(r"\bafternoons?\b|\btardes?\b"), AFTERNOON),
    (re.compile(r"\b(?:tonight|evenings?|nights?|noches?)\b"), WishedTime.EVENING),
)
_NUMBERS = (
    "one una two dos three tres four cuatro five cinco six seis seven siete eight ocho nine nueve ten diez eleven once "
    "twelve doce"
).split()
_HOUR = {word: str(number // 2 + 1) for number, word in enumerate(_NUMBERS)} | dict.fromkeys(("noon", "midday", "mediodia"), "12")
_MINUTES = {" y media": 30, " thirty": 30, " y cuarto": 15}
_CLOCK = re.compile(
    rf"\b(?P<hour>\d{{1,2}}|{'|'.join(_HOUR)})(?::(?P<minute>\d\d))?(?P<more>{'|'.join(_MINUTES)})?"
    r" ?(?:(?P<am>am|a \. m|in the morning|de la manana)|(?P<pm>pm|p \. m|in the (?:afternoon|evening)|at night|de la (?:tarde|noche)))?(?!\w)"
)
_AFTER = re.compile(r"\b(?:after|later than|starting at|despues|a partir|from|desde)\b")
_BEFORE = re.compile(r"\b(?:before|earlier than|antes)\b")
_BETWEEN = re.compile(r"\b(?:between|entre|from|de)\b")
_NOON, _HOURS, _MINUTES_OF_HOUR = 12, 24, 60
_EVENING_FROM, _EVENING_TO = 7, 8  # "after 7" is in the evening, "at 7" in the morning


def day_codes(section: str, heard: str) -> tuple[str, ...]:
    """Return the days that are named, with "-" before each if they are ruled out."""
    codes = dict.fromkeys(_DAYS[english or spanish] for english, spanish in _A_DAY.findall(heard))
    return tuple(f"-{code}" if section == "off" else code for code in codes)


def day_span(heard: str) -> tuple[str, ...]:
    """Return the days from one to another, both included; none if the words name no such span.

    >>> day_span("mon-wed"), day_span("lunes a jueves"), day_span("tues thurs")
    (('mo', 'tu', 'we'), ('mo', 'tu', 'we', 'th'), ())
    """
    named = list(_A_DAY.finditer(heard))
    if len(named) != 2 or not _TO.fullmatch(heard[named[0].end() : named[1].start()]):
        return ()
    first, last = (DAYS_OF_WEEK.index(_DAYS[match[1] or match[2]]) for match in named)
    return DAYS_OF_WEEK[first : last + 1] if first < last else ()


def hour_codes(_: str, heard: str) -> tuple[str, ...]:
    """Return the hours that are named: now, or days with a part of the day or a time; none if only a day of the week is named."""
    if _NOW.search(heard):
        return (NOW,)
    relative = next((day for pattern, day in _RELATIVE if pattern.search(heard)), None)
    days = relative or ",".join(day_codes("on", heard))
    clocks = list(_CLOCK.finditer(heard))
    if clocks:
        time = _time(heard, clocks)
        return _checked(f"{days or ANY_DAY}@{time}") if time else ()
    part = next((part for pattern, part in _PARTS if pattern.search(heard)), None)
    if days and part:
        return _checked(f"{days}@{part}")
    return (relative,) if relative else ()


def _checked(value: str) -> tuple[str, ...]:
    try:
        parse(f"{WishKind.HOURS}:{value}")
    except ValueError:
        return ()
    return (value,)


def _time(heard: str, clocks: list[re.Match[str]]) -> str | None:
    """Return the time of the clock that is named: a moment or an interval; None if it is none."""
    after = bool(_AFTER.search(heard))
    if len(clocks) > 1 and _BETWEEN.search(heard):
        return _interval(*clocks[:2])
    moment = _moment(clocks[0], late=after)
    if moment is None:
        return None
    return f"{moment}-" if after else f"-{moment}" if _BEFORE.search(heard) else moment


def _interval(first: re.Match[str], second: re.Match[str]) -> str | None:
    """Return the interval from one time to another; the first is in the same half of the day as the second if it can be."""
    begins, ends = _moment(first), _moment(second)
    if begins and ends and not (first["am"] or first["pm"]):
        other = f"{(int(begins[:2]) + _NOON) % _HOURS:02}{begins[2:]}"
        same_half = [one for one in (begins, other) if (one < "1200") == (ends < "1200") and one < ends]
        begins = same_half[0] if same_half else begins
    return f"{begins}-{ends}" if begins and ends and begins < ends else None


def _moment(clock: re.Match[str], *, late: bool = False) -> str | None:
    """Return a time as HHMM; without am or pm, 1 to 6 is in the afternoon and 7 to 11 in the morning, but "after 7" in the evening."""
    hour = int(_HOUR.get(clock["hour"], clock["hour"]))
    minute = int(clock["minute"] or _MINUTES.get(clock["more"] or "", 0))
    if hour >= _HOURS or minute >= _MINUTES_OF_HOUR or (hour == 0 and not clock["minute"]):
        return None
    if (clock["am"] or clock["pm"]) and not 1 <= hour <= _NOON:
        return None
    if hour <= _NOON:
        afternoon = clock["pm"] or (
            not clock["am"] and (hour in (_NOON, *range(1, 7)) or (late and _EVENING_FROM <= hour <= _EVENING_TO))
        )
        hour = hour % _NOON + (_NOON if afternoon else 0)
    return f"{hour:02}{minute:02}"
