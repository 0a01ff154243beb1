"""A sentence as plain words with their positions, in the one form that patterns are matched against.

>>> Utterance("She doesn’t drive – Sábados, 7½-year-old").line
' she doesnt drive , sabados , 7h year old '

Words are lower case without accents and apostrophes, with single spaces between them, and one at each end. "," stands for a pause,
"." for the end of a sentence, "-" from one day, time or grade to another, and "~" for a gap of three spaces or more, as a blanked phrase leaves: no pattern extends across it.
"$$" is money, "½" is an h after its number, and "10.º" is "10o". Misspelled words are replaced by the word of the tables that they surely mean.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from matching.requests.day_letters import lettered_days
from matching.requests.spellings import mended
from matching.text import plain

_LONGEST = 40  # letters of a word; the rest of a longer one is ignored
_SPECIAL = {ord("½"): "h", ord("º"): "o", ord("°"): "o", ord("ª"): "a"}
_JOINED = "'\u0300\u0301\u0302\u0303\u0308\u0327"  # stand within words, and are left out
_TOKEN = re.compile(
    rf"(?P<number>[$#]?\d+(?:[-\u2013:./,]\d+)*(?:\.?o(?![a-z])|[a-z]*))|(?P<word>y/o|(?<![\w/])w/(?:o(?:ut)?(?!\w))?|[^\W\d_](?:[\w{_JOINED}]*[\w{_JOINED}])?)"
    r"|(?P<money>\${2,3}(?!\d))|(?P<gap>\s{3,})|(?P<end>[.!?;\n\r]+)|(?P<pause>[,:()\[\]\u2013\u2014\u2022\u00b7|/\"]|(?<=\s)-(?=\s))"
)
_LEFT_OUT = str.maketrans("", "", _JOINED)
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mie|jue|vie|sab|dom)[a-z]*"
_CLOCK = r"\d{1,2}(?::\d\d)?\s?[ap]\.?m\b"
_SPAN = re.compile(
    rf"(?:(?<=[a-z])|(?<=[a-z]\s))[-\u2013\u2014]\s?(?={_DAY}\b)|(?<=[ap]m)\s?[-\u2013\u2014]\s?(?=\d)|(?<=[ap]\.m\.)\s?[-\u2013\u2014]\s?(?=\d)"
    rf"|(?<=\d)\s[-\u2013\u2014]\s(?={_CLOCK}|\d{{1,2}}:\d\d\b)|(?<=:\d\d)\s[-\u2013\u2014]\s(?=\d)"
    r"|(?<=\d(?:st|nd|rd|th))\s?[-\u2013\u2014]\s?(?=\d{1,2}(?:st|nd|rd|th)\b)|(?<=\bk)\s?[-\u2013\u2014]\s?(?=(?:[1-9]|1[0-2])(?:st|nd|rd|th)?\b)"
)
"""The dash from one day, time or grade to another: "Mon-Thu", "3pm-5", "3 - 5 pm", "6th - 8th", "K-2"."""
_IS_DAY = re.compile(_DAY)
_AFTER_FOR = frozenset("my our his her me us him them".split())
_BEFORE_A_NUMBER = frozenset("after before at by until till from to and or around past since a las de age is grade of".split())
"""Before a number that stands for itself, unlike that of "soccer 4 my son"."""
_SHORTENED = {"we'd": "we", "we\u2019d": "we", "w/": "with", "w/o": "without", "w/out": "without"}  # or it is a Wednesday


class PlainWord(NamedTuple):
    """A word, a pause or an end, with its position in the sentence."""

    text: str
    start: int
    end: int


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the positions of dashes that stand for "to", where a day, a time or a grade is before them."""
    for match in _SPAN.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()].split()[-1:]
        if before and (not before[0].isalpha() or before[0] in ("am", "pm", "k") or _IS_DAY.fullmatch(before[0])):
            yield match.start(), match.end()


@lru_cache(maxsize=16)
def _words(sentence: str) -> tuple[PlainWord, ...]:
    """Return the words of a sentence; a few are kept, since one request asks several times about its sentence and what is left of it."""
    words = [word for word in _words_in(sentence) if word.text]
    fors = [
        number
        for number, (before, word, after) in enumerate(zip(words, words[1:], words[2:], strict=False), start=1)
        if word.text == "4" and after.text in _AFTER_FOR and before.text.isalpha() and before.text not in _BEFORE_A_NUMBER
    ]
    for number in fors:
        words[number] = words[number]._replace(text="for")
    return tuple(words)


def _words_in(sentence: str) -> Iterator[PlainWord]:
    text, at = plain(sentence.translate(_SPECIAL)), 0
    lettered = [[PlainWord(*word) for word in days] for days in lettered_days(sentence)]
    for said in sorted([*([PlainWord("-", *span)] for span in _spans(text)), *lettered], key=lambda words: words[0].start):
        if said[0].start >= at:
            yield from _words_of(text, at, said[0].start)
            yield from said
            at = said[-1].end
    yield from _words_of(text, at, len(text))


def _words_of(text: str, at: int, end: int) -> Iterator[PlainWord]:
    for match in _TOKEN.finditer(text, at, end):
        if match["number"] or match["word"]:
            text = match[0][:_LONGEST].translate(_LEFT_OUT).replace("\u2013", "-").replace(".o", "o")
            text = mended(text) if match["word"] else text
            yield PlainWord(_SHORTENED.get(match[0], text), match.start(), match.end())
        elif match["money"]:
            yield PlainWord("money", match.start(), match.end())
        elif match["gap"]:
            yield PlainWord("." if "\n" in match[0] else "~", match.start(), match.end())
        else:
            yield PlainWord("," if match["pause"] else ".", match.start(), match.end())


class Utterance:
    """A sentence with its plain words. `line` is the words in a row, which patterns are matched against."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        self.words = _words(sentence)
        self.line = f" {' '.join(word.text for word in self.words)} "
        self._starts = [1, *accumulate((len(word.text) + 1 for word in self.words), initial=1)][1:]

    def position(self, start: int, end: int) -> tuple[int, int]:
        """Return the positions in the sentence of the words at [start, end) of the line."""
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1) - 1
        return self.words[first].start, self.words[last].end

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """Return the positions in the line of the words from number `first` to before number `last`."""
        return self._starts[first], self._starts[last] - 1
