"""The words without which a pattern of a table finds nothing, so that only the patterns whose words a line has are tried.

They are read from the pattern as its table writes it (matching.requests.patterns), which costs far less than compiling it. What
cannot be told so easily is not required: a pattern may be tried in vain, and is never left out where it would find something.

>>> lists = {"thing": "therapy|art classes"}
>>> [sorted(words) for words in RequiredWords(lists).of("[she|he] (?:has|had) no {thing} ...2 insur(?:ance|ed)")]
[['had', 'has'], ['no'], ['classes', 'therapy'], ['insurance', 'insured']]
>>> [sorted(words) for words in RequiredWords(lists).of(r"hij[oa]s? de (?:\\d{1,2}|diez) (?: anos)?")]
[['hija', 'hijas', 'hijo', 'hijos'], ['de'], ['0', 'diez']]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import product

DIGIT = "0"
"""Stands for any digit among the required words."""

_NESTED = re.compile(r"[()\[<\\]| (?:[?*+]|\{\d)")
_MARK = re.compile(r"\\.|\(\?(?:<?[=!]|:)|\(|\)|\[[^\]]*\]|<|>|\|| (?![?*+]|\{\d)")
_END = "END"
_OPTION = re.compile(r"\[[^\]]*\]")
_PLAIN = re.compile(r"[a-z0-9/]+")
_LIST = re.compile(r"(?:\(\?:|\()?\{([a-z_]+)\}\)?")
_UNIT = re.compile(r"([a-z0-9/]|\[[a-z]+\]| (?=\?))(\?)?")
_SIMPLE = re.compile(rf"(?:{_UNIT.pattern})+")
_A_DIGIT = re.compile(r"\\d(?![?*]|\{0)")
_OPTIONAL = re.compile(r"(?:[?*]|\{0?,\d*\})\??")
_QUANTIFIER = re.compile(r"(?:[?*+]|\{\d*,?\d*\})\??")
_MOST_FORMS = 64  # of one word
_SHORT, _COMMON = 3, 8  # letters of words that stand in most sentences, and how many rarer ones one of them is worth

Words = frozenset[str]
_OfList = Callable[[str], Words | None]
_NO_LISTS: Mapping[str, Words] = {}


class RequiredWords:
    """Reads patterns that may name these word lists, each written as alternatives."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        self._lists = lists
        self._of_lists: dict[str, Words | None] = {}

    def of(self, line: str) -> tuple[Words, ...]:
        """Return sets of words, of each of which every line has one in which the pattern finds something."""
        return tuple(_of_sequence(line, self._of_list))

    def _of_list(self, name: str) -> Words | None:
        if name not in self._of_lists:
            text = self._lists[name]
            self._of_lists[name] = _of_alternatives(text, self._of_list) if "{" in text else _of_plain_part(f"({text})")
        return self._of_lists[name]


def _of_alternatives(text: str, of_list: _OfList) -> Words | None:
    """Return words of which each match has one; None if there is an alternative that requires none."""
    found = set[str]()
    for one in split(text, "|"):
        if one.isalnum() and one != _END:
            found.add(one)
        elif words := min(_of_sequence(one, of_list), key=commonness, default=None):
            found |= words
        else:
            return None
    return frozenset(found)


def _of_sequence(text: str, of_list: _OfList) -> Iterator[Words]:
    """Yield what each part between blanks requires, where it is one or more whole words."""
    several, is_whole = split(text, " "), True
    for number, part in enumerate(several, start=1):
        if _OPTION.fullmatch(part):
            continue
        is_open = part.endswith("]") and number < len(several)  # "[…] " is an option, and takes the blank after it
        if is_whole and part and not is_open and (words := _of_part(part, of_list)):
            yield words
        is_whole = not is_open


def _of_part(part: str, of_list: _OfList) -> Words | None:
    if named := _LIST.fullmatch(part):
        return of_list(named[1])
    return _of_items(part, of_list) if "{" in part else _of_plain_part(part)


def _of_items(part: str, of_list: _OfList) -> Words | None:
    items = _without_options([*_items(part)])
    if len(items) == 1 and items[0].startswith("("):
        return _of_alternatives(_inside(items[0]), of_list) if items[0].endswith(")") else None
    if any(_A_DIGIT.search(one) for one in items if not one.startswith("(")):
        return frozenset((DIGIT,))
    return _forms(items)


@lru_cache(maxsize=5_000)
def _of_plain_part(part: str) -> Words | None:
    """Return what a part requires that names no list; the same few stand in many patterns."""
    if part.isalnum() or _PLAIN.fullmatch(part):
        return None if part == _END else frozenset((part,))
    return _of_items(part, _NO_LISTS.__getitem__)


def split(text: str, separator: str) -> list[str]:
    """Return the parts of a pattern between separators outside of its groups."""
    if not _NESTED.search(text):
        return text.split(separator)
    parts, depth, at = list[str](), 0, 0
    for match in _MARK.finditer(text):
        mark = match[0]
        if mark == separator:
            if not depth:
                parts.append(text[at : match.start()])
                at = match.end()
        elif mark[0] in "(<":
            depth += 1
        elif mark in ")>":
            depth -= 1
    return [*parts, text[at:]]


def _items(part: str) -> Iterator[str]:
    """Yield the groups of a part, each as "(inside)" with its quantifier, and what stands between; lookarounds take no words."""
    depth, at, opened = 0, 0, ""
    for match in _MARK.finditer(part):
        mark = match[0]
        if mark[0] in "(<":
            if not depth:
                if at < match.start():
                    yield part[at : match.start()]
                opened, at = mark, match.end()
            depth += 1
        elif mark in ")>":
            depth -= 1
            if not depth:
                quantifier = _QUANTIFIER.match(part, match.end())
                if opened in ("(", "(?:", "<"):
                    yield f"({part[at : match.start()]}){quantifier[0] if quantifier else ''}"
                at = quantifier.end() if quantifier else match.end()
    if at < len(part):
        yield part[at:]


def _inside(group: str) -> str:
    return group[1 : group.rindex(")")]


def _quantified(group: str) -> str:
    return group[group.rindex(")") + 1 :]


def _without_options(items: list[str]) -> list[str]:
    """Return the items of a part without groups of whole words before and after the rest that may be missing."""
    while items and _is_option(items[0]) and all(split(one, " ")[-1] == "" for one in split(_inside(items[0]), "|")):
        items = items[1:]
    while items and _is_option(items[-1]) and all(split(one, " ")[0] == "" for one in split(_inside(items[-1]), "|")):
        items = items[:-1]
    return items


def _is_option(item: str) -> bool:
    return item.startswith("(") and _OPTIONAL.fullmatch(_quantified(item)) is not None


def _forms(items: list[str]) -> Words | None:
    """Return every form of one word that is written with signs for its letters; None if it is more than that."""
    several = [""]
    for item in items:
        forms = _forms_of(item)
        if not forms or len(several) * len(forms) > _MOST_FORMS:
            return None
        several = ["".join(pair) for pair in product(several, forms)]
    return frozenset(max(form.split(), key=len) for form in several) if all(several) else None


def _forms_of(item: str) -> list[str] | None:
    if item.startswith("("):
        told = [_forms_of(one) if one else [""] for one in split(_inside(item), "|")]
        if _quantified(item) not in ("", "?") or not all(told):
            return None
        return [*(form for forms in told for form in forms or ()), *([""] if _quantified(item) else [])]
    if not _SIMPLE.fullmatch(item):
        return None
    units = ([*unit[1].strip("[]"), *([""] if unit[2] else [])] for unit in _UNIT.finditer(item))
    several = [""]
    for unit in units:
        several = ["".join(pair) for pair in product(several, unit)]
        if len(several) > _MOST_FORMS:
            return None
    return several


@lru_cache(maxsize=5_000)
def commonness(words: Words) -> int:
    """Return how likely a line is to have one of these words, as a number that only compares."""
    return sum(_COMMON if len(word) <= _SHORT else 1 for word in words)
