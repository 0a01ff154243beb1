"""Opening hours: parsed from words into days and times, and written back as words.

    "9:00 am - 5:00 pm, Monday - Friday; Sat 10-2"  ->  MO,TU,WE,TH,FR 09:00-17:00;  SA 10:00-14:00

A cell is split into clauses (";", line breaks), a clause into days, times and words (hour_words.py), and each time is
paired with the days beside it. If a clause leaves any doubt about which times belong to which days, nothing is guessed:
the whole cell becomes one schedule that has only its words. A clause without days and times ("some evenings by
appointment") becomes a schedule of words beside the others. clock.py decides what "9-5" and "3-6" mean. Open around the
clock is 00:00 to 23:59, on every day unless some are named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from importers.problem_codes import ValueCode
from importers.problems import Severity, Trouble
from importers.records import Schedule
from importers.times import clock, weekdays
from importers.times.hour_words import AROUND_THE_CLOCK, Item, items
from importers.values import FoldedCell, Reader, Reading, folded
from importers.values.text import clean_long, is_blank
from matching.weekdays import DAYS

# "First Monday", "every other Tuesday", "Tuesdays once a month": not open every week on the days named.
_NOT_EVERY_WEEK = re.compile(
    r"\b(?:(?<!call )first|second|third|fourth|fifth|last|[1-5](?:st|nd|rd|th)|every other|alternat\w+|bi-?weekly|monthly|month|weeks?|"
    r"primer|segundo|tercer|[uú]ltimo)\b",
    re.IGNORECASE,
)
# Outside parentheses, these words also make the days or times uncertain.
_UNCERTAIN = re.compile(
    r"\b(?:other|some|certain|select\w*|not|except(?! (?:on )?(?:\w+ )?holidays?)|but|var(?:y|ies)|excepto)\b", re.IGNORECASE
)


@dataclass(slots=True)
class _Clause:
    """The result of one clause: its schedules and the days on which it is closed, or that it was not understood."""

    schedules: list[Schedule] = field(default_factory=list)
    closed: frozenset[int] = frozenset()
    days_alone: bool = False
    times_alone: bool = False
    understood: bool = True


LONGEST = 1500  # characters of an hours cell


def _described(schedules: tuple[Schedule, ...]) -> str:
    return " ".join(one.description for one in schedules if one.description)


HOURS: Reader[tuple[Schedule, ...]] = Reader("hours", says=_described, doubt=())
"""Words stand in the schedules themselves, beside the times or in place of them."""


@HOURS.reads
def read(text: str) -> Reading[tuple[Schedule, ...]]:
    """Return the schedules in a cell; a cell that is not fully understood becomes a single schedule of its words."""
    cell = folded(text)
    if is_blank(text):
        return HOURS.blank(cell)
    exported = _read_exported(text)
    if exported is not None:
        return HOURS.account(cell, exported, [cell.whole])
    words = " ".join(clean_long(text).split())
    if len(words) > LONGEST:
        return _in_words(cell, words, ValueCode.HOURS_TOO_LONG)
    clauses = [_clause(part) for part in _parts(text)]
    _pair_two_clauses(clauses)
    if not _agree(clauses):
        return _in_words(cell, words, ValueCode.HOURS_UNCLEAR)
    schedules = _merged([schedule for clause in clauses for schedule in clause.schedules])
    if not schedules:
        return HOURS.account(cell, (Schedule(description=words),), ())
    return HOURS.account(cell, schedules, [cell.whole])


def _in_words(cell: FoldedCell, words: str, code: ValueCode) -> Reading[tuple[Schedule, ...]]:
    return HOURS.account(cell, (Schedule(description=words),), (), Trouble(code, severity=Severity.INFO))


@lru_cache(maxsize=8192)
def timed(text: str) -> tuple[Schedule, ...]:
    """Return the schedules in a text if all have their times, () otherwise: for cells put together that can be read one by one."""
    schedules = read(text).value or ()
    return schedules if all(one.opens_at for one in schedules) else ()


def understood(schedules: tuple[Schedule, ...]) -> bool:
    """Whether the schedules have anything besides words."""
    return any(schedule.byday or schedule.opens_at for schedule in schedules)


def _parts(text: str) -> list[str]:
    """Return the clauses, split at ";", line breaks, sentence ends and wide gaps outside parentheses."""
    text = re.sub(r"\b([ap])\s?\.\s?m\b\.?", r"\1m", text.replace("\u00a0", " "), flags=re.IGNORECASE)
    text = re.sub(r"(?<=[0-9 ][ap]m)(?=[A-Z][a-z])", " ", text)
    text = re.sub(r"(?<![\s,&])(?:\t| {3,})", "; ", text.strip())
    text = clean_long(text).replace("\n", "; ")
    text = re.sub(r"\b(Sept?|Oct|Nov|Dec|Jan|Feb|Mar|Apr|Jun|Jul|Aug)\.", r"\1", text)
    text = re.sub(r"(?<=[a-z])\.\s+(?=[0-9A-Z])", "; ", text)
    text = re.sub(r"(?:[,:]\s*|\s+)(?=\bclosed?\s+(?:on\s+)?(?:mon|tue|wed|thu|fri|sat|sun))", "; ", text, flags=re.IGNORECASE)
    parts = re.findall(r"(?:\([^)]*(?:\)|$)|[^;(])+", text)
    return [part for part in (part.strip(" ,.") for part in parts) if part]


def _clause(text: str) -> _Clause:
    text, found, closed = _without_closed(text, items(text))
    kinds = {item.kind for item in found}
    if not found:
        return _Clause(closed=closed)
    if not kinds & {"days", "times", "stray"}:
        return _Clause([Schedule(description=text)], closed, understood=not closed and not _NOT_EVERY_WEEK.search(text))
    if kinds & {"stray", "closed"}:
        return _Clause(understood=False)
    return _paired(text, found, closed)


def _without_closed(text: str, found: list[Item]) -> tuple[str, list[Item], frozenset[int]]:
    """Return the clause with "closed Sunday" and "Sunday closed" blanked (to keep positions), and the days that these name."""
    left: list[Item] = []
    gone: list[Item] = []
    rest = list(found)
    while rest:
        item = rest.pop(0)
        days_before, days_after = bool(left) and left[-1].kind == "days", bool(rest) and rest[0].kind == "days"
        if item.kind == "closed" and days_after and not days_before:
            gone += [item, rest.pop(0)]
        elif item.kind == "closed" and days_before and not days_after:
            gone += [left.pop(), item]
        elif item.kind == "note" and item.days:
            gone.append(item)
        else:
            left.append(item)
    for item in gone:
        text = text[: item.start] + " " * (item.end - item.start) + text[item.end :]
    return text, left, frozenset[int]().union(*(item.days for item in gone))


def _paired(text: str, found: list[Item], closed: frozenset[int]) -> _Clause:
    """Pair times with the days beside them; words are allowed only before the first pair and after the last."""
    core = [index for index, item in enumerate(found) if item.kind in {"days", "times"}]
    inner = found[core[0] : core[-1] + 1]
    around = text[: inner[0].start], text[inner[-1].end :]
    lead, tail = map(_words, around)
    notes = " ".join(text[item.start : item.end] for item in found if item.kind == "note")
    unbracketed = re.sub(r"\([^)]*(?:\)|$)", "", " | ".join(around))
    if (
        _NOT_EVERY_WEEK.search(f"{lead} {tail} {notes}")
        or _UNCERTAIN.search(unbracketed)
        or any(item.kind == "words" for item in inner)
    ):
        return _Clause(understood=False)
    blocks = _blocks([item for item in inner if item.kind != "note"])
    clause = _Clause(closed=closed)
    clause.days_alone = len(blocks) == 1 and all(item.kind == "days" for item in blocks[0])
    clause.times_alone = len(blocks) == 1 and not any(item.days or AROUND_THE_CLOCK in item.times for item in blocks[0])
    for block in blocks:
        days = frozenset[int]().union(*(item.days for item in block))
        times = [span for item in block for span in item.times]
        if AROUND_THE_CLOCK in times and len(times) > 1:
            return _Clause(understood=False)
        if not days and times == [AROUND_THE_CLOCK]:
            days = weekdays.EVERY
        said = [_words(text[i.start : i.end]) for i in inner if i.kind == "note" and _belongs(i, block, blocks)]
        words = ", ".join(part for part in (lead, *said, tail if block is blocks[-1] else "") if part) or None
        if (clause.days_alone and words) or not (clause.days_alone or clause.times_alone or (days and times)):
            return _Clause(understood=False)
        byday = weekdays.byday(days)
        clause.schedules += [Schedule(byday, *span, words) for span in times] or [Schedule(byday)]
    return clause


def _blocks(core: list[Item]) -> list[list[Item]]:
    """Group times and days that belong together: repeated "times, days" or repeated "days, times"."""
    first, second = ("times", "days") if core[0].kind == "times" else ("days", "times")
    blocks: list[list[Item]] = []
    for item in core:
        if (
            blocks
            and (item.kind == second or blocks[-1][-1].kind == first == "times")
            and not (blocks[-1][-1].kind == item.kind == "days")
        ):
            blocks[-1].append(item)
        else:
            blocks.append([item])
    return blocks


def _belongs(note: Item, block: list[Item], blocks: list[list[Item]]) -> bool:
    """Whether a note in parentheses is within or right after a block."""
    starts = [one[0].start for one in blocks if one[0].start < note.start]
    return bool(starts) and block[0].start == starts[-1]


def _words(text: str) -> str:
    """Return words without the punctuation that only sets them off, and without parentheses around all of them."""
    text = text.strip(" ,:-–—&/")
    if text.startswith("(") and text.find(")") in {-1, len(text) - 1}:
        text = text.strip("()").strip()
    return "" if text.lower() in {"open", "from", "and", "de", "los", "las", "on"} else text


def _pair_two_clauses(clauses: list[_Clause]) -> None:
    """Join "9-5; Mon-Fri", the only unambiguous case of one clause of times and one of days."""
    times = next((clause for clause in clauses if clause.times_alone), None)
    days = next((clause for clause in clauses if clause.days_alone), None)
    if times is None or days is None or len(clauses) != 2:
        return
    byday = days.schedules[0].byday
    times.schedules = [Schedule(byday, one.opens_at, one.closes_at, one.description) for one in times.schedules]
    days.schedules = []
    times.times_alone = days.days_alone = False


def _agree(clauses: list[_Clause]) -> bool:
    """Whether all clauses are understood and none contradicts another: times without days beside days, or an open day closed."""
    if not all(clause.understood for clause in clauses):
        return False
    is_open = {day for clause in clauses for one in clause.schedules if one.byday for day in one.byday.split(",")}
    if is_open and any(clause.times_alone for clause in clauses):
        return False
    closed = {DAYS[day] for clause in clauses for day in clause.closed}
    return not is_open & closed


def _merged(schedules: list[Schedule]) -> tuple[Schedule, ...]:
    """Return the schedules with days of the same times and words merged ("Mon 9-5; Tue 9-5")."""
    merged: dict[tuple[str | None, str | None, str | None, bool], set[int]] = {}
    for one in schedules:
        days = {DAYS.index(day) for day in one.byday.split(",")} if one.byday else set()
        merged.setdefault((one.opens_at, one.closes_at, one.description, bool(days)), set()).update(days)
    return tuple(Schedule(weekdays.byday(frozenset(days)), *key[:3]) for key, days in merged.items())


_EXPORTED = re.compile(
    r"(?:(?P<days>(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*)(?: |$))?"
    r"(?:(?P<opens>[0-2][0-9]:[0-5][0-9])-(?P<closes>[0-2][0-9]:[0-5][0-9])(?: |$))?(?:\[(?P<words>.*)\])?"
)


def write(schedules: tuple[Schedule, ...]) -> str:
    """Return one line per schedule, "MO,TU 09:00-17:00 [words]", from which `read` makes the same schedules (for the CSV export)."""
    lines = []
    for one in schedules:
        times = f"{one.opens_at}-{one.closes_at}" if one.opens_at and one.closes_at else None
        words = f"[{' '.join(one.description.split())}]" if one.description else None
        lines.append(" ".join(part for part in (one.byday, times, words) if part))
    return "\n".join(lines)


def _read_exported(text: str) -> tuple[Schedule, ...] | None:
    lines = text.strip().splitlines()
    matches = [match for line in lines if line.strip() and (match := _EXPORTED.fullmatch(line.strip()))]
    if not matches or len(matches) < len(lines):
        return None
    schedules = tuple(Schedule(m["days"], m["opens"], m["closes"], " ".join((m["words"] or "").split()) or None) for m in matches)
    return None if Schedule() in schedules else schedules


def say(schedules: tuple[Schedule, ...]) -> str:
    """Return the hours in plain English: "Monday to Friday, 9 am to 5 pm; Saturday, 10 am to 2 pm (drop-in)"."""
    return "; ".join(_say_one(schedule) for schedule in schedules)


def _say_one(schedule: Schedule) -> str:
    times = None
    if (schedule.opens_at, schedule.closes_at) == AROUND_THE_CLOCK:
        times = "open 24 hours"
    elif schedule.opens_at and schedule.closes_at:
        times = f"{clock.say(schedule.opens_at)} to {clock.say(schedule.closes_at)}"
    said = ", ".join(part for part in (weekdays.say(schedule.byday) if schedule.byday else None, times) if part)
    if not schedule.description:
        return said
    return f"{said} ({schedule.description})" if said else schedule.description
