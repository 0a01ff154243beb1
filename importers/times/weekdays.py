"""Days of the week: their names in English and Spanish, long and short, and how sets of days are written and said."""

from __future__ import annotations

import re

from matching.weekdays import DAYS, runs

_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NAMES = tuple(name.capitalize() for name in _ENGLISH)
_SPANISH = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_SHORT_DAYS = {
    "m": 0, "mo": 0, "t": 1, "tu": 1, "tue": 1, "tues": 1, "w": 2, "we": 2, "weds": 2, "th": 3, "r": 3, "thur": 3, "thurs": 3, "f": 4,
    "fr": 4, "sa": 5, "su": 6, "lun": 0, "mié": 2, "mie": 2, "miercoles": 2, "jue": 3, "vie": 4, "sáb": 5, "sab": 5, "sabado": 5,
    "sábados": 5, "sabados": 5, "domingos": 6, "dom": 6, "wendsday": 2, "wensday": 2,
}  # fmt: skip
EVERY = frozenset(range(7))
GROUPS = {
    "daily": EVERY, "nightly": EVERY, "every day": EVERY, "everyday": EVERY, "each day": EVERY, "all week": EVERY,
    "7 days a week": EVERY, "7days a week": EVERY, "seven days a week": EVERY, "7 days": EVERY, "todos los días": EVERY, "todos los dias": EVERY,
    "weekdays": frozenset(range(5)), "weekday": frozenset(range(5)), "weekends": frozenset({5, 6}), "weekend": frozenset({5, 6}),
    "entre semana": frozenset(range(5)), "fines de semana": frozenset({5, 6}), "fin de semana": frozenset({5, 6}),
}  # fmt: skip
_LETTERS = re.compile(r"(?:M|Tu|Th|T|W|R|F|Sa|Su){2,7}")


def number(word: str) -> int | None:
    """Return the day that a word names, Monday being 0."""
    bare = word.strip(".,").lower()
    if word.strip(".,").islower() and len(bare) < 3:
        return None  # "we", "t" and "m" in lower case are other words
    if bare in _SHORT_DAYS:
        return _SHORT_DAYS[bare]
    bare = bare[:-1] if bare.endswith("days") else bare
    for names in (_ENGLISH, _SPANISH):
        for number, name in enumerate(names):
            if bare == name or (names is _ENGLISH and len(bare) >= 3 and name.startswith(bare)):
                return number
    return None


def letters(word: str) -> list[int]:
    """Return the days of letters run together ("MWF", "TTh"); empty if the word is not such letters."""
    if not _LETTERS.fullmatch(word):
        return []
    return [_SHORT_DAYS[part.lower()] for part in re.findall(r"Tu|Th|Sa|Su|M|T|W|R|F", word)]


def byday(days: frozenset[int]) -> str | None:
    """Return days as iCalendar writes them: "MO,TU"."""
    return ",".join(DAYS[day] for day in sorted(days)) or None


def say(byday: str) -> str:
    """Return days in plain English: "Monday to Friday", "Tuesday and Thursday"."""
    days = [DAYS.index(day) for day in byday.split(",")]
    if len(set(days)) == 7:
        return "Every day"
    said = [
        part
        for run in runs(days)
        for part in ([f"{NAMES[run[0]]} to {NAMES[run[-1]]}"] if len(run) > 2 else [NAMES[day] for day in run])
    ]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
