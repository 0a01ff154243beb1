"""What a text says beside requests and their conditions: age, grade, day, time, language, payment, place and way there.

They quiet the danger that they stand beside, and sound like some where there is none. `beside.toml` knows conditions well enough for that;
matching.requests knows more, and no danger waits for it.

>>> left_of("tutor 4th grade, he hears voices on Tuesdays")
('he hears voices on Tuesdays', 'he hears voices')
>>> without_conditions("home alone til Sunday, no car"), left_of("soccer for my son, 7, on weekends")
('home alone til Sunday', ())
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from matching.danger.clauses import clauses, sentences_of
from matching.danger.plain_words import without_harmless
from matching.danger.word_lists import filled
from matching.needs import beside_requests, only_requests
from matching.text import without_accents

_TABLE = Path(__file__).with_name("beside.toml")
_ALTERNATIVES = ("edge", "numbers", "clock")
"""The lists that are patterns of their own, and no words to choose from."""
_GAPS = re.compile(r"\s+(?=[,.;:!?)]|$)|(?<=\s)\s+")
_PAUSES = re.compile(r"(?:[,;:/]\s*)+(?=[,;:.!?]|$)|^[\s,;:.]+")

_HELP = "tutor"
"""The help by a name that the vocabulary has, in place of jobs that it has not."""
_SHORT = 12  # words; in what is longer conditions say more than they hide
_FEW = 8  # words; the period after them tells a note from a sentence, and nothing else


@lru_cache(maxsize=64)
def left_of(sentence: str) -> tuple[str, ...]:
    """Return what a sentence says beside requests, with its own conditions and without, as it would be said alone; nothing if it only asks."""
    return tuple(_left_of(sentence))


def _left_of(sentence: str) -> Iterator[str]:
    harmless = without_harmless(sentence)
    blanked = with_blanks(harmless)
    told = beside_requests(harmless, blanked) or harmless
    if len(told.split()) <= _FEW:
        told = told.rstrip(" .")
    if told != sentence:
        yield told
    if blanked != harmless and len(told.split()) <= _SHORT and not only_requests(core := without_conditions(told)):
        yield core


def request_alone(text: str) -> str:
    """Return a text without conditions, and who is to help, if it only asks for something by name beside them; nothing otherwise.

    >>> request_alone("older woman tutor for girl 9"), request_alone("older man for girl 9")
    ('tutor', '')
    """
    sentences = [(one, without_harmless(one)) for one in sentences_of(text)]
    alone = [(without_conditions(helped := _without_helpers(meant)), helped == meant) for _, meant in sentences]
    changed = any(one != left for (one, _), (left, _) in zip(sentences, alone, strict=True))
    # "creepy coach for my son": where the words for who helps were taken, no other may stand beside the name.
    return " ".join(left for left, _ in alone) if changed and all(only_requests(left, int(kept)) for left, kept in alone) else ""


def only_denies(text: str) -> bool:
    """Whether all that a text says beside requests is that a danger is not there, or that no help with it is needed.

    >>> only_denies("not hungry, needs shoes"), only_denies("not eating, needs shoes"), only_denies("needs shoes")
    (True, False, False)
    """
    told = [one for sentence in sentences_of(text) if (one := _told(sentence))]
    return bool(told) and all(_patterns().denied.fullmatch(one) for one in told)


def without_denials(text: str) -> str:
    """Return a text without the clauses that say that a danger is not there; the text as it is if it has none.

    >>> without_denials("nobody hits him, he wants karate"), without_denials("nobody saw him, he wants karate")
    ('he wants karate', 'nobody saw him, he wants karate')
    """
    parts = clauses(text)
    left = [one for one in parts if not _patterns().denied.fullmatch(without_accents(one).strip(" .!"))]
    return text if len(left) == len(parts) else ", ".join(left)


def without_conditions(text: str) -> str:
    """Return a text without the conditions of requests; the text as it is if it has none."""
    blanked = with_blanks(text)
    return text if blanked == text else _GAPS.sub("", _PAUSES.sub("", _GAPS.sub("", blanked))).strip()


@lru_cache(maxsize=64)
def with_blanks(text: str) -> str:
    """Return a text with blanks in place of the conditions of requests, of the same length."""
    left = list(text)
    for match in _patterns().conditions.finditer(_letter_by_letter(text)):
        if match["taken"]:
            left[match.start() : match.end()] = " " * (match.end() - match.start())
    return "".join(left)


def _letter_by_letter(text: str) -> str:
    """Return a text without accents, in which every letter keeps its place and its case; nothing if some letter would lose its place."""
    bare = without_accents(text)
    return bare if len(bare) == len(text) else ""


def _without_helpers(sentence: str) -> str:
    """Return a sentence without the words for who is to help and when they come, which only stand beside the name of the help."""
    for match in reversed(list(_patterns().helpers.finditer(_letter_by_letter(sentence)))):
        sentence = f"{sentence[: match.start()]} {_HELP if match['job'] else ''} {sentence[match.end() :]}"
    return " ".join(sentence.split())


def _told(sentence: str) -> str:
    """Return what a sentence says beside requests and conditions, in plain letters."""
    core = without_conditions(sentence)
    return "" if only_requests(core) else without_accents(beside_requests(core) or core).strip(" .!,")


class _PatternsBeside(NamedTuple):
    conditions: re.Pattern[str]
    helpers: re.Pattern[str]
    denied: re.Pattern[str]


@cache
def _patterns() -> _PatternsBeside:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    words = table["words"]

    kept, taken, helpers, denied = (
        "|".join(filled(pattern, words, patterns=_ALTERNATIVES) for pattern in table[name].values())
        for name in ("kept", "taken", "helpers", "denied")
    )
    conditions = f"(?P<kept>{kept})|(?P<taken>{taken})"
    return _PatternsBeside(*(re.compile(pattern, re.IGNORECASE) for pattern in (conditions, helpers, denied)))
