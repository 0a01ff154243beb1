"""Whether a sentence asks for something where a phrase stands, or tells of something that happens there.

>>> line = " needs a mentor on saturdays "
>>> is_asked(line, line.index("on"), len(line) - 1)
True
>>> line = " she cries on saturdays "
>>> is_asked(line, line.index("on"), len(line) - 1)
False

A day in a sentence is a condition only if help is wanted on it. In doubt it is none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_BACK = 14  # words before the phrase that are looked at
_AFTER = 5  # words after it
_BARE = 7  # words; the longest phrase without a verb: "tutoring for reading on Saturdays"
_PAST = ("ed", "aron", "ieron")
_SHORTEST_PAST = 5  # letters


@cache
def _words() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads((Path(__file__).parent / "tables" / "asks.toml").read_text("utf-8"))
    return {key: frozenset(text.split()) for key, text in table.items()}


def _tells(word: str) -> bool:
    return word in _words()["tells"] or (len(word) >= _SHORTEST_PAST and word.endswith(_PAST))


def asks_for(word: str) -> bool:
    """Return whether a word asks for something."""
    return word in _words()["asks"]


def is_asked(line: str, start: int, end: int) -> bool:
    """Return whether the words around [start, end) of an utterance's line ask for something."""
    before = line[max(0, start - 40 * _BACK) : start].split()[-_BACK:]
    after = _without_who(line[end : end + 40 * _AFTER].split()[:_AFTER])
    return _asked_after(after) if not before or before[-1] in {",", "."} else _asked_before(before, after)


def _asked_before(before: list[str], after: list[str]) -> bool:
    """Return whether the words before a phrase ask for it; a few words without a verb do: "tutoring for reading on Saturdays"."""
    words, clause = _words(), list[str]()
    before = _without_who(before)
    for number, word in reversed(list(enumerate(before))):
        if word in {",", "."}:
            break
        if word in words["asks"]:
            return number == 0 or before[number - 1] not in words["denies"]
        if word == "there" and number and before[number - 1] in words["before_there"]:
            return True
        if word in words["so"] and words["begins"].issuperset(clause) and words["finite"].isdisjoint(after[:1]):
            break  # "works nights so Sundays only", and not "so nights are hard"
        if word == "~" or (_tells(word) and not _is_to_come(before, number)):
            return False
        clause.append(word)
    return len(clause) <= _BARE and words["finite"].isdisjoint(clause)


def _is_to_come(before: list[str], number: int) -> bool:
    """Return whether a word is the English "come" of who is to come; the Spanish one says that somebody eats."""
    is_said = number > 0 and before[number - 1] in _words()["before_come"]
    return before[number] == "come" and (is_said or not _words()["after_come"].isdisjoint(before[number + 1 : number + 2]))


def _without_who(before: list[str]) -> list[str]:
    """Return the words without those that say who it is or for whom: "a counselor who is a woman", "swimming for my kid"."""
    relative, whose = _words()["relative"], _words()["for_whom"]
    return [
        word
        for number, word in enumerate(before)
        if not (
            (number and word in relative and before[number - 1] in relative)
            or (number + 1 < len(before) and word in relative and before[number + 1] in relative)
            or (number and word in _words()["finite"] and before[number - 1] in whose)
            or (number and word == "son" and before[number - 1] in _words()["owners"])
        )
    ]


def _asked_after(after: list[str]) -> bool:
    """Return whether the words after a phrase that begins its clause ask for it, or no verb follows."""
    words, finite = _words(), False
    if after and after[0] in words["while"]:  # "mornings while the kids are in school" is a wish
        return True
    for word in after:
        if word in words["asks_after"]:
            return True
        if word in words["ends"]:
            break
        if word == "~" or _tells(word):
            return False
        finite = finite or word in words["finite"]
    return not finite
