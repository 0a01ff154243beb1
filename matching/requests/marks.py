"""The conditions that the trained network marks in a sentence, word by word (matching.comprehension).

A mark says what kind of condition some words are, and of kinds with few values also which; the value of an age, a grade, a day, a
time, a language or a place is read from the words themselves. Marked words without a value that the desk can search by ("by text",
"off Cedar Street") are conditions that were not understood, and are told as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from matching.comprehension import network, read
from matching.requests.leftovers import is_filler
from matching.requests.patterns import Covered, is_asked, list_of, only_told, table
from matching.requests.request import Kind, NamedPlace
from matching.requests.schedule import ruled_out, schedules
from matching.requests.utterance import Utterance
from matching.requests.values import ages, grades, language_codes
from matching.text import fold_text
from matching.wishes.codes import WishedTime

MARKED = 0.65
"""The mean chance from which marked words are a condition."""
LIKELY = 0.4
"""The chance of any condition from which words of a table are one that might as well tell of something."""
TOLD = 0.6
"""The chance of any condition, whichever it is, from which a word of which none was made is told as not understood."""

_Values = tuple[tuple[Kind, str], ...]

_SAY_NOTHING = ("none", "denied", "travel=ride")
"""Labels that make no condition. What a sentence denies is left to the tables: a lack is often said in the same words. A ride is a need."""
_LONGEST_NAME = 6  # words of a place
_WHO = frozenset({"age", "grade", "language", "place"})
"""What is so of somebody, whatever the sentence asks for."""
_PLACE = "place"
"""The mark of places: a name that nobody knows is told, however the sentence goes on."""
_TIMES = (Kind.DAY.value, Kind.TIME.value, Kind.HOURS.value)
_BARRED = frozenset({"age", "grade", "mode", "helper", "setting", "place", "payment"})
"""The kinds whose tables have bars: words around a mark that make no condition of it."""
_JOINTS = frozenset(", . ~ and or y o e u".split())
_OF_MARKS: Mapping[str, _Values] = {
    "payment=medicaid": ((Kind.PAYMENT, "medicaid"),),
    "payment=private": ((Kind.PAYMENT, "private"),),
    "payment=uninsured": ((Kind.PAYMENT, "uninsured"),),
    "payment=free": ((Kind.PAYMENT, "free"),),
    "payment=low_cost": ((Kind.PAYMENT, "sliding_scale"),),
    "time=after_school": ((Kind.TIME, "after_school"),),
    "time=morning": ((Kind.TIME, "morning"),),
    "time=afternoon": ((Kind.TIME, "after_school"),),
    "time=evening": ((Kind.TIME, "evening"),),
    "time=night": ((Kind.TIME, "evening"),),
    "time=now": ((Kind.HOURS, "now"),),
    "time=today": ((Kind.HOURS, "today"),),
    "mode=home": ((Kind.MODE, "home"),),
    "mode=school": ((Kind.MODE, "school"),),
    "mode=online": ((Kind.MODE, "online"),),
    "mode=phone": ((Kind.MODE, "phone"),),
    "mode=in_person": ((Kind.MODE, "in_person"),),
    "travel=no_car": ((Kind.TRAVEL, "no_car"),),
    "travel=bus": ((Kind.TRAVEL, "bus"),),
    "travel=walk": ((Kind.TRAVEL, "walk"),),
    "helper=woman": ((Kind.HELPER, "woman"),),
    "helper=man": ((Kind.HELPER, "man"),),
    "helper=religious": ((Kind.HELPER, "faith_based"),),
    "helper=not_religious": ((Kind.HELPER, "not_faith_based"),),
    "helper=lgbtq": ((Kind.HELPER, "lgbtq"),),
    "helper=same_culture": ((Kind.HELPER, "same_culture"),),
    "setting=group": ((Kind.SETTING, "group"),),
    "setting=one_to_one": ((Kind.SETTING, "one_to_one"),),
    "access=wheelchair": ((Kind.ACCESS, "wheelchair"),),
    "access=no_stairs": ((Kind.ACCESS, "wheelchair"),),
}  # fmt: skip
"""What the marks of kinds with few values stand for."""

_REMOTE = re.compile(r"\b(?:online|zoom|video\w*|virtual\w*|remote|screens?|phone|calls?|telefono|linea|pantalla|computadora)\b")
_SEASONS = (WishedTime.SUMMER, WishedTime.FALL, WishedTime.WINTER_BREAK, WishedTime.SPRING_BREAK)
_YEARS = (
    ("months", re.compile(r"\b(?:months?|mos?|meses)\b")),
    ("turns", re.compile(r"\b(?:turns?|turning|going on|gonna be|will be|almost|cumple|va a cumplir|por cumplir|casi)\b")),
    ("below", re.compile(r"\b(?:under|below|younger than|menor(?:es)? de)\b")),
)
_OPEN = re.compile(r"\b(?:over|older than|and (?:up|older)|mayor(?:es)? de|en adelante)\b")
_A_SPAN = re.compile(r"\d ?(?:-|to|through|thru|a|al?) ?\d|\b(?:entre|between)\b")
_SCHOOLS = (
    ("middle", re.compile(r"\bmiddle[- ]?school\w*|\bjunior high\b|\bmiddle\b|\bescuela intermedia\b")),
    ("high_school", re.compile(r"\bhigh[- ]?school\w*|\bhs\b|\bhigh\b")),
    ("elementary", re.compile(r"\belementary\b|\bgrade school\w*|\bprimaria$")),
)
_MEXICAN = re.compile(r"\b(?:sec|prepa|bachi)")


class Marked(NamedTuple):
    """Words of an utterance's line with the conditions that they mean; none of them is known if `values` is empty."""

    values: _Values
    start: int
    end: int


def marked(utterance: Utterance, taken: Covered, places: Mapping[str, NamedPlace]) -> Iterator[Marked]:
    """Yield what the network marks outside the parts of the line that are taken, in the order of the sentence."""
    for label, chance, start, end in _runs(utterance):
        if chance < MARKED:
            continue
        for begin, stop in _free(utterance, taken, label, start, end):
            heard = utterance.line[begin:stop]
            values = _values(label, heard, places)
            if _is_told(label, utterance.line, begin, stop) and (values or label != _PLACE):
                continue
            if values or not all(map(is_filler, heard.split())):
                yield Marked(values, begin, stop)


def unsure(utterance: Utterance, taken: Covered) -> Iterator[tuple[int, int]]:
    """Yield where in the line the network holds words for a condition, however unsure of which, outside the parts that are taken."""
    reading, labels = read(utterance.sentence), network().marks
    says = [chance >= TOLD for chance in _chances(utterance)]
    best = [labels[number] for number in reading.marks.argmax(axis=1).tolist()]
    for says_one, run in groupby(range(len(says)), key=says.__getitem__):
        places = list(run)
        if not says_one:
            continue
        for begin, stop in _parts(utterance, taken, reading.words[places[0]].start, reading.words[places[-1]].end):
            if not any(_is_told(best[place], utterance.line, begin, stop) for place in places):
                yield begin, stop


def is_likely(utterance: Utterance, start: int, end: int) -> bool:
    """Return whether the network holds one of the words at [start, end) of the line for a condition."""
    begin, stop = utterance.position(start, end)
    words = zip(read(utterance.sentence).words, _chances(utterance), strict=True)
    return any(chance >= LIKELY for word, chance in words if word.start < stop and begin < word.end)


def _chances(utterance: Utterance) -> list[float]:
    """Return for each word the chance that it says a condition of any kind."""
    reading = read(utterance.sentence)
    nothing = [number for number, label in enumerate(network().marks) if label in _SAY_NOTHING]
    return [1 - float(chances[nothing].sum()) for chances in reading.marks[: len(reading.words)]]


def _parts(utterance: Utterance, taken: Covered, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of the line at a position in the sentence that are not taken, each with a word that says something."""
    words = utterance.words

    def is_free(number: int) -> bool:
        return words[number].text not in _JOINTS and not taken.meets(*utterance.offsets(number, number + 1))

    inside = [number for number, word in enumerate(words) if word.start >= start and word.end <= end]
    for free, run in groupby(inside, key=is_free):
        numbers = list(run)
        following = numbers[-1] + 1
        if all(is_filler(words[number].text) for number in numbers) and following < len(words) and is_free(following):
            numbers.append(following)  # "at" of "at school"
        if free and not all(is_filler(words[number].text) for number in numbers):
            yield utterance.offsets(numbers[0], numbers[-1] + 1)


def _is_told(label: str, line: str, start: int, end: int) -> bool:
    """Return whether the sentence tells of the words and asks for nothing there, as far as the tables know: they are the surer."""
    kind = label.partition("=")[0]
    if kind not in _WHO and not is_asked(line, start, end):
        return True
    if kind in _BARRED and any(bar.search(f"{line[:start]}«{line[start:end]}»{line[end:]}") for bar in table(kind).bars):
        return True
    names = _TIMES if kind in _TIMES else (kind,) if kind in set(Kind) - {Kind.PLACE} else ()
    return any(start < one.end and one.start < end for name in names for one in only_told(table(name), line))


def _runs(utterance: Utterance) -> Iterator[tuple[str, float, int, int]]:
    """Yield the label, the mean chance and the position in the sentence of each run of words of one label."""
    reading, labels = read(utterance.sentence), network().marks
    best = reading.marks.argmax(axis=1).tolist()
    for label, run in groupby(range(len(best)), key=best.__getitem__):
        places = list(run)
        if labels[label] not in _SAY_NOTHING:
            chance = float(reading.marks[places, label].mean())
            yield labels[label], chance, reading.words[places[0]].start, reading.words[places[-1]].end


def _free(utterance: Utterance, taken: Covered, label: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of the line at a position in the sentence that are not taken and say something, without pauses at their ends."""
    inside = [number for number, word in enumerate(utterance.words) if word.start >= start and word.end <= end]
    is_part_of_more = [taken.meets(*utterance.offsets(number, number + 1)) for number in inside]
    if (label in _OF_MARKS or label.partition("=")[0] in _TIMES) and any(is_part_of_more):  # the tables have read what is meant
        return
    for is_taken, run in groupby(inside, key=lambda number: is_part_of_more[number - inside[0]]):
        numbers = list(run)
        while numbers and utterance.words[numbers[0]].text in _JOINTS:
            numbers.pop(0)
        while numbers and utterance.words[numbers[-1]].text in _JOINTS:
            numbers.pop()
        says = not (label in _OF_MARKS and all(is_filler(utterance.words[number].text) for number in numbers))  # no "lo" alone
        if numbers and says and not is_taken:
            yield utterance.offsets(numbers[0], numbers[-1] + 1)


def _values(label: str, heard: str, places: Mapping[str, NamedPlace]) -> _Values:
    """Return the conditions that marked words stand for, none if their value is not known."""
    if label.startswith(("time", "hours")) and (said := _times(heard, places)):
        return said
    if label in _OF_MARKS:
        return _OF_MARKS[label]
    if label == "mode=off":
        return ((Kind.MODE, "in_person"),) if _REMOTE.search(heard) else ()
    read_values = _READERS.get(label)
    return read_values(heard, places) if read_values else ()


def _times(heard: str, _: Mapping[str, NamedPlace]) -> _Values:
    return tuple(value for pieces in schedules(heard.split()) for piece in pieces for value in piece.values)


def _times_off(heard: str, _: Mapping[str, NamedPlace]) -> _Values:
    return tuple(
        value
        for pieces in schedules(heard.split())
        for piece in pieces
        for value in (piece if piece.is_ruled_out else ruled_out(piece)).values
    )


def _ages(heard: str, _: Mapping[str, NamedPlace]) -> _Values:
    if _OPEN.search(heard):
        return ()
    section = next((name for name, pattern in _YEARS if pattern.search(heard)), "years")
    section = "span" if _A_SPAN.search(heard) and section != "months" else section
    try:
        return tuple((Kind.AGE, value) for value in ages(section, heard) or ages("years", heard))
    except IndexError:  # a span or a limit without a number
        return ()


def _grades(heard: str, _: Mapping[str, NamedPlace]) -> _Values:
    section = next((name for name, pattern in _SCHOOLS if pattern.search(heard)), "")
    section = section or ("mexican" if _MEXICAN.search(heard) else "usual")
    return tuple((Kind.GRADE, value) for value in grades(section, heard))


def _languages(heard: str, _: Mapping[str, NamedPlace]) -> _Values:
    return tuple((Kind.LANGUAGE, code) for code in language_codes("spoken", heard))


def _starts(heard: str, _: Mapping[str, NamedPlace]) -> _Values:
    return tuple((Kind.TIME, str(value)) for value in _SEASONS if list_of("time", f"{value}_name").search(f" {heard} "))[:1]


def _places(heard: str, places: Mapping[str, NamedPlace]) -> _Values:
    """Return the longest name of a town or school among the words."""
    words = [word for word in heard.split() if word not in _JOINTS]
    found = _longest_name(words, places)
    return ((Kind.PLACE, found.key),) if found else ()


def _longest_name(words: Sequence[str], places: Mapping[str, NamedPlace]) -> NamedPlace | None:
    for size in range(min(len(words), _LONGEST_NAME), 0, -1):
        for start in range(len(words) - size + 1):
            named = places.get(fold_text(" ".join(words[start : start + size])))
            if named and named.key and not named.key.startswith("plan:"):
                return named
    return None


_READERS = {
    "day": _times, "day=off": _times_off, "hours": _times, "age": _ages, "grade": _grades, "language": _languages, "place": _places,
    "start": _starts,
}  # fmt: skip
"""By mark the reader of its words."""
