"""Pure: how many years of school a text requires of its reader.

English: the Flesch-Kincaid grade (Kincaid and others 1975), 0.39 · words/sentences + 11.8 · syllables/words − 15.59. Spanish: the
Fernández-Huerta score (Fernández Huerta 1959), 206.84 − 0.60 · P − 1.02 · F, where P is syllables in 100 words and F is words in
a sentence. Copies of the formula give F as sentences in 100 words, by which longer sentences would read more easily, and some
multiply 0.60 by the syllables of one word; the first mistake was reported by G. Law (Linguist List 22.2332, 2011), and legible.es
prints both the corrected formula and the bands: 90 and up 4th grade, 80 to 90 5th, 70 to 80 6th, 60 to 70 7th or 8th.

Each line is one sentence or more, divided at full stops, question and exclamation marks. Names, addresses, telephone numbers,
links, codes, figures and times of day cannot be made easier: each counts as one word in the length of its sentence and not at all
in the length of words, and a line of nothing else is not counted. Labels and headings are not counted either: they are not
sentences, and would make any letter look easier than it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from directory.letters.syllables import english_syllables, spanish_syllables

SIXTH_GRADE = 6.0
"""The highest Flesch-Kincaid grade allowed for a letter in English."""

SIXTH_GRADE_SCORE = 70.0
"""The lowest Fernández-Huerta score of 6th grade ("algo fácil")."""

_NAME = "\ue000"
_FIXED = re.compile(
    r"https?://\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)+/\S*"  # links and e-mail addresses
    r"|\+?\(?\d[\d()\s.\-]{5,}\d(?:\s*ext\.\s*\d+)?"  # telephone numbers
    r"|\$?\d+(?:[:.,]\d+)*(?:\s?[ap]\.?\s?m\b\.?)?"  # figures, prices and times of day
    r"|_{2,}",  # a blank to fill in
    re.IGNORECASE,
)
_WORD = re.compile(rf"[^\W\d_]+(?:['’][^\W\d_]+)*|{_NAME}")
_ENDS = re.compile(r"[.!?…]+(?=[\s”\"»)]|$)")


@dataclass(frozen=True, slots=True)
class ReadingMeasure:
    """The counts: words including names, and the number and syllables of our own words alone."""

    sentences: int
    words: int
    own_words: int
    syllables: int


def measure(lines: Iterable[str], names: Iterable[str], syllables: Callable[[str], int]) -> ReadingMeasure:
    """Count the lines; `names` are left out wherever they appear."""
    ordered = sorted({name for name in names if name.strip()}, key=len, reverse=True)
    sentences = words = own = spoken = 0
    for line in lines:
        for name in ordered:
            line = line.replace(name, f" {_NAME} ")  # noqa: PLW2901 - one line, less each name in turn
        for sentence in _ENDS.split(_FIXED.sub(f" {_NAME} ", line)):
            found = _WORD.findall(re.sub(rf"{_NAME}(?:\s+{_NAME})+", _NAME, sentence))
            ours = [word for word in found if word != _NAME]
            if ours:
                sentences, words, own = sentences + 1, words + len(found), own + len(ours)
                spoken += sum(map(syllables, ours))
    return ReadingMeasure(sentences, words, own, spoken)


def flesch_kincaid(lines: Iterable[str], names: Iterable[str] = ()) -> float:
    """Return the grade of an English text, 0 if it has no words."""
    found = measure(lines, names, english_syllables)
    if not found.sentences:
        return 0.0
    return 0.39 * found.words / found.sentences + 11.8 * found.syllables / found.own_words - 15.59


def fernandez_huerta(lines: Iterable[str], names: Iterable[str] = ()) -> float:
    """Return the score of a Spanish text: the higher, the easier; 206.84 if it has no words."""
    found = measure(lines, names, spanish_syllables)
    if not found.sentences:
        return 206.84
    return 206.84 - 60 * found.syllables / found.own_words - 1.02 * found.words / found.sentences


_SIMPLE: Mapping[str, Callable[[Sequence[str], Sequence[str]], bool]] = {
    "en": lambda lines, names: flesch_kincaid(lines, names) <= SIXTH_GRADE,
    "es": lambda lines, names: fernandez_huerta(lines, names) >= SIXTH_GRADE_SCORE,
}


def simple(language: str, lines: Sequence[str], names: Sequence[str] = ()) -> bool:
    """Whether a text reads at or below 6th grade; a language without a measure here is trusted to its reviewer."""
    return language not in _SIMPLE or _SIMPLE[language](lines, names)
