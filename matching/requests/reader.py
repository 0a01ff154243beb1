"""Reading a sentence: the conditions of all kinds, what is denied, and the rest.

What is denied comes first: no condition is read inside it. Of phrases that overlap the longest is read, then the first. What the
tables do not know the trained network may (marks): it is heard for more, and the tables are the surer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from matching.requests.contradictions import contradictory
from matching.requests.leftovers import is_filler
from matching.requests.marks import is_likely, marked, unsure
from matching.requests.patterns import VOCABULARY, Covered, asked_for, read_table, table
from matching.requests.places import denied_places, find_places, is_former_home, is_home, unknown_places
from matching.requests.refusals import instead, may_be_refused, named_refusals, refused
from matching.requests.request import Condition, Denial, Kind, NamedPlace, Request
from matching.requests.schedule_reader import read_schedules
from matching.requests.utterance import Utterance
from matching.requests.values import VALUES
from matching.requests.words import language_alone

_NO_NAMES: Mapping[str, NamedPlace] = {}
_WORD = re.compile(r"\S+")
_DENIAL = "denial"
_OTHERS = "others"
"""The table of words that are no condition and no denial."""
_WALK = "walk"
"""The way there of which the refused words stay in the rest: who cannot walk may need a ride."""
_TIMES = (Kind.DAY, Kind.HOURS, Kind.TIME)
_UNSAID = ("unsaid", VOCABULARY)
"""The sections of words that stand for no value: those that are taken out of the rest, and those that stay."""


class _Heard(NamedTuple):
    """Words at a position in the line, with what they mean: conditions (none: not understood), or a denial."""

    values: tuple[tuple[Kind, str], ...]
    start: int
    end: int
    is_taken_out: bool = True
    is_denial: bool = False
    is_time: bool = False
    is_other: bool = False


def read(sentence: str, places: Mapping[str, NamedPlace] | None = None) -> Request:
    """Read what one sentence asks for beside its needs.

    `places` are towns and schools by their names, folded by `matching.text.fold_text`; without them only ZIPs are read.

    >>> found = read("8th grader, only speaks Spanish, no car, does not need food, someone to talk to after school")
    >>> [(one.kind.value, one.value, one.heard) for one in found.conditions]
    [('grade', '8', '8th grader'), ('language', 'es', 'only speaks Spanish'), ('travel', 'no_car', 'no car'), ('time', 'after_school', 'after school')]
    >>> [one.heard for one in found.denied], " ".join(found.rest.split())
    (['does not need food'], ', , , , someone to talk to')
    """
    utterance, names = Utterance(sentence), places or _NO_NAMES
    heard = [*_heard(utterance, names)]
    chosen = _longest((*(one for one in heard if one.is_taken_out), *_homes(utterance)), utterance.line)
    chosen += _language_alone(utterance, chosen)
    chosen = _refused(chosen, utterance.line)
    more = _refused(_marks(chosen, heard, utterance, names), utterance.line, chosen)
    conditions, denied, unmade = list[Condition](), list[Denial](), list[tuple[int, int]]()
    always = {utterance.position(one.start, one.end) for one in heard if (one.is_time or one.is_other) and not one.values}
    made = [*chosen, *(one for one in more if one.values)]
    for one in sorted(made, key=lambda one: one.start):
        start, end = utterance.position(one.start, one.end)
        words = sentence[start:end]
        if one.is_denial:
            denied.append(Denial(words, start, end))
        elif one.values:
            conditions += [Condition(kind, value, words, start, end) for kind, value in one.values]
        else:
            unmade.append((start, end))
    false = contradictory(conditions, sentence)
    spans = {(one.start, one.end) for one in false}
    unmade += [*spans, *_untaken([*heard, *(one for one in more if not one.values), *_unsure(made, utterance)], made, utterance)]
    return Request(
        tuple(one for one in conditions if one not in false),
        tuple(denied),
        _blanked(sentence, utterance, made),
        tuple(sorted(unmade)),
        _blanked(sentence, utterance, chosen),
        tuple(sorted(always.intersection(unmade) | spans)),
    )


def _language_alone(utterance: Utterance, chosen: Iterable[_Heard]) -> Iterator[_Heard]:
    """Yield the language whose name is all that a sentence says beside what was chosen: "Spanish", "Creole, 10 years old"."""
    rest = _blanked(utterance.sentence, utterance, chosen)
    if code := language_alone(rest):
        left = [number for number, word in enumerate(utterance.words) if rest[word.start : word.end].strip(" ,.;!?")]
        yield _Heard(((Kind.LANGUAGE, code),), *utterance.offsets(left[0], left[-1] + 1))


def _refused(heard: Iterable[_Heard], line: str, others: Iterable[_Heard] = ()) -> list[_Heard]:
    """Return what was heard, with what is meant instead of a value that the sentence refuses; with none if nothing is."""
    several = list(heard)
    ends = sorted(one.end for one in (*several, *others))
    return [_unless_refused(one, line, max((end for end in ends if end <= one.start), default=0)) for one in several]


def _unless_refused(one: _Heard, line: str, first: int) -> _Heard:
    """Return words heard as they are meant, if those from `first` on refuse them."""
    if one.is_time or not one.values or not all(may_be_refused(*value) for value in one.values):
        return one
    span = refused(one.values[0][0], f"{' ' * first}{line[first:]}", one.start, one.end)
    if span is None:
        return one
    meant = tuple((kind, other) for kind, value in one.values if (other := instead(kind, value)))
    return one._replace(values=meant, start=span[0], end=span[1], is_taken_out=True, is_other=not meant)


def _blanked(sentence: str, utterance: Utterance, heard: Iterable[_Heard]) -> str:
    """Return the sentence with the words that were heard as blanks."""
    rest = list(sentence)
    for one in heard:
        start, end = utterance.position(one.start, one.end)
        rest[start:end] = " " * (end - start)
    return "".join(rest)


def _marks(
    chosen: Iterable[_Heard], heard: Iterable[_Heard], utterance: Utterance, places: Mapping[str, NamedPlace]
) -> list[_Heard]:
    """Return what stays in the words of needs, of the tables and of what the network marks between their phrases and the told times."""
    taken = Covered(utterance.line)
    for one in (*chosen, *(one for one in heard if one.is_time)):
        taken.add(one.start, one.end)
    also = [one for one in _also(utterance.line) if not taken.meets(one.start, one.end)]
    for one in also:
        taken.add(one.start, one.end)
    found = [_Heard(one.values, one.start, one.end, bool(one.values)) for one in marked(utterance, taken, places)]
    return [*also, *(one for one in found if not any(_is_more_of(one, other, utterance.line) for other in (*chosen, *also)))]


def _also(line: str) -> Iterator[_Heard]:
    """Yield the conditions whose words name a need as well."""
    for kind, values in VALUES.items():
        for phrase in asked_for(table(kind.value), table(kind.value).also, line):
            meant = values(phrase.section, line[phrase.start : phrase.end])
            yield _Heard(tuple((kind, value) for value in meant), phrase.start, phrase.end)


def _unsure(made: Iterable[_Heard], utterance: Utterance) -> Iterator[_Heard]:
    """Yield what the network holds for conditions where none was made."""
    taken = Covered(utterance.line)
    for one in made:
        taken.add(one.start, one.end)
    yield from (_Heard((), start, end, is_taken_out=False) for start, end in unsure(utterance, taken))


def _is_more_of(one: _Heard, known: _Heard, line: str) -> bool:
    """Whether words stand next to those from which the tables have read another value of the kind: "male" says whom, not "mentor"."""
    first, second = sorted((one, known), key=lambda heard: heard.start)
    kinds = {kind for kind, _ in one.values} & {kind for kind, _ in known.values} - {*_TIMES, Kind.PLACE, Kind.LANGUAGE}
    return bool(kinds) and not line[first.end : second.start].strip()


def _homes(utterance: Utterance) -> Iterator[_Heard]:
    """Yield the names of places that nobody knows and where somebody is said to live."""
    homes = (one for one in unknown_places(utterance) if is_home(utterance.line, one[0]))
    yield from (_Heard((), start, end) for start, end in homes)


def _untaken(heard: Iterable[_Heard], chosen: Iterable[_Heard], utterance: Utterance) -> Iterator[tuple[int, int]]:
    """Yield the positions of the vocabulary of conditions outside the chosen phrases, each once."""
    taken = Covered(utterance.line)
    for one in chosen:
        taken.add(one.start, one.end)
    words = [(one.start, one.end) for one in heard if not (one.is_taken_out or one.is_denial)]
    for start, end in sorted({*words, *unknown_places(utterance)}, key=lambda one: (one[0] - one[1], one[0])):
        for part in _free(utterance.line, taken, start, end):
            taken.add(*part)
            yield utterance.position(*part)


def _free(line: str, taken: Covered, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of [start, end) that are not taken: "20 minutes" of "20 minutes by bus", where the bus is a condition."""
    if not taken.meets(start, end):
        yield start, end
        return
    words = [(start + word.start(), start + word.end()) for word in _WORD.finditer(line[start:end])]
    for meets, run in groupby(words, key=lambda word: taken.meets(*word)):
        part = list(run)
        if not meets and not all(is_filler(line[first:last]) or not line[first].isalnum() for first, last in part):
            yield part[0][0], part[-1][1]


def _heard(utterance: Utterance, places: Mapping[str, NamedPlace]) -> Iterator[_Heard]:
    denials = [
        one for one in read_table(table(_DENIAL), utterance.line) if not _is_question(utterance, one.end)
    ]  # "is there food?" asks
    times, denied = [one.with_words_of(denials) for one in read_schedules(utterance)], Covered(utterance.line)
    bounded = [one for one in times if one.is_bound and one.values]
    for phrase in denials:
        if any(
            one.start <= phrase.start and phrase.end <= one.end for one in bounded
        ):  # "mom works until 6" says when she is free
            continue
        denied.add(phrase.start, phrase.end)
        yield _Heard((), phrase.start, phrase.end, is_denial=True)
    for start, end in denied_places(utterance, places):
        denied.add(start, end)
        # No search keeps a place out, so that it is told as not understood.
        yield _Heard((), start, end, is_denial=is_former_home(utterance.line[start:end]))
    timed = Covered(utterance.line)
    for time in times:
        timed.add(time.start, time.end)
    of_times = (_Heard(one.values, one.start, one.end, one.is_asked, is_time=True) for one in times)
    for one in (*of_times, *_conditions(utterance, places, timed)):
        if not denied.meets(one.start, one.end):
            yield one


def _is_question(utterance: Utterance, end: int) -> bool:
    """Whether a question mark follows a position in the line."""
    return utterance.sentence[utterance.position(end - 1, end)[1] :].lstrip().startswith("?")


def _conditions(utterance: Utterance, places: Mapping[str, NamedPlace], timed: Covered) -> Iterator[_Heard]:
    """Yield the conditions of the tables; of days and times those that no schedule has (`timed`)."""
    line = utterance.line
    for phrase in find_places(utterance, places):  # first: a plan is called as the district calls it
        kind = Kind.PAYMENT if phrase.section.startswith("plan:") else Kind.PLACE
        yield _Heard(((kind, phrase.section),), phrase.start, phrase.end)
    for kind, values in VALUES.items():
        known = table(kind.value)
        likely = (one for one in asked_for(known, known.likely, line) if is_likely(utterance, one.start, one.end))
        for phrase in (*read_table(known, line), *likely):
            if kind in _TIMES and phrase.section != VOCABULARY and timed.meets(phrase.start, phrase.end):
                continue
            meant = () if phrase.section in _UNSAID else values(phrase.section, line[phrase.start : phrase.end])
            if meant:
                yield _Heard(tuple((kind, value) for value in meant), phrase.start, phrase.end)
            elif phrase.section in _UNSAID:
                yield _Heard((), phrase.start, phrase.end, phrase.section != VOCABULARY)
    for one in named_refusals(line):
        other = instead(one.kind, one.value)
        yield _Heard(((one.kind, other),) if other else (), one.start, one.end, one.value != _WALK, is_other=not other)
    for phrase in read_table(table(_OTHERS), line):
        yield _Heard((), phrase.start, phrase.end, phrase.section != VOCABULARY, is_other=True)


def _longest(heard: Iterable[_Heard], line: str) -> list[_Heard]:
    """Return the phrases that no longer one overlaps, in the order of the sentence."""
    chosen, taken = list[_Heard](), Covered(line)
    for one in sorted(heard, key=lambda one: (one.start - one.end, one.start)):
        if not taken.meets(one.start, one.end):
            chosen.append(one)
            taken.add(one.start, one.end)
    return sorted(chosen, key=lambda one: one.start)
