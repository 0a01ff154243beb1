"""Which need of a sentence is of which of its children: "soccer for my son 9, dance for my daughter 12", "not for the 13 year old".

A need is of one child where each clause with a child has needs of its own, and no need stands elsewhere. A child who is excepted
("but not for her brother 10") needs nothing of what the same sentence asks for. Care for a baby is for the baby of a young parent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from matching.requests.children import Child
from matching.requests.request import Condition, Denial, Kind
from matching.text import plain

_CLAUSE = re.compile(r"[;,.!?\n]|\b(?:and|y|e|plus|but|pero|while|mientras)\b")
_SENTENCE = re.compile(r"[;.!?\n]")
_NOT_FOR = re.compile(
    r"(?:\b(?:but|and|pero|y)\s+)?\b(?:(?:not|except|no|excepto|menos|salvo)\s+(?:for|para|a)\s+(?:an?\s+|una?\s+)?|(?:not|except|excepto|menos|salvo)\s+(?=the|my|our|el|la|mi))"
    r"(?:(?:the|my|our|her|his|their|el|la|los|mi|su)\s+)?(?:[a-z]+\s+(?:(?:de|is|who is|que tiene)\s+)?){0,2}$"
)
_I_AM = re.compile(r"\b(?:i'?m|i\u2019m|i am|soy|tengo)\b[^,;.]*$")
_BABYS = frozenset({"childcare", "early-intervention", "baby-supplies", "preschool", "home-visiting"})
"""What the baby of a young parent is in need of, and not the parent."""
_OLDEST_BABY, _YOUNGEST_PARENT = 5.0, 13.0  # years


@dataclass(frozen=True, slots=True)
class Apart:
    """Needs that are not of a child, each a slug with a condition that tells of that child, and what is said of it.

    `excepted` are the conditions of children who need nothing, `denied` the words that except them. `is_unsure` is whether several
    children seem to need different things, but not which.
    """

    spared: tuple[tuple[str, Condition], ...] = ()
    excepted: tuple[Condition, ...] = ()
    denied: tuple[Denial, ...] = ()
    is_unsure: bool = False


NOT_APART = Apart()
"""What a sentence says that tells no child from another."""


def apart(text: str, children: Sequence[Child], heard: Mapping[str, str]) -> Apart:
    """Return which needs are not of which children; `heard` are the words of a sentence for each need, by its slug."""
    if len(children) < 2 or not heard:
        return NOT_APART
    if two := of_young_parent(text, children, heard):
        return two
    said = plain(text)
    at = {slug: text.find(words) for slug, words in heard.items()}
    if denied := {number: match for number, child in enumerate(children) if (match := _exception(said, child[0].start))}:
        return _without_excepted(text, said, children, at, denied)
    if len(at) == 1:
        return NOT_APART
    of_child = _of_clauses(said, children, at)
    if of_child and all(place >= 0 for place in at.values()) and set().union(*of_child.values()) == set(at):
        spared = ((slug, one) for number, own in of_child.items() for slug in at if slug not in own for one in children[number])
        return Apart(tuple(spared)) if len(of_child) == len(children) else Apart(is_unsure=True)
    return Apart(is_unsure=len(of_child) > 1)


def of_young_parent(text: str, children: Sequence[Child], needs: Iterable[str]) -> Apart | None:
    """Return the needs of a baby as not those of its young parent, and the other way round; None if two children are no such two."""
    if len(children) != 2 or children[0][0].kind is not Kind.AGE or children[1][0].kind is not Kind.AGE:
        return None
    parent, baby = children[0][0], children[1][0]
    is_of_two = _first(parent) >= _YOUNGEST_PARENT and _first(baby) <= _OLDEST_BABY and _I_AM.search(plain(text), 0, parent.end)
    if not is_of_two or _BABYS.isdisjoint(slugs := [*needs]):
        return None
    return Apart(tuple((slug, parent if slug in _BABYS else baby) for slug in slugs))


def _first(age: Condition) -> float:
    return float(age.value.partition("-")[0])


def _exception(said: str, start: int) -> re.Match[str] | None:
    """Return the words before a child that except it."""
    return _NOT_FOR.search(said, max(0, start - 50), start)


def _without_excepted(
    text: str, said: str, children: Sequence[Child], at: Mapping[str, int], denied: Mapping[int, re.Match[str]]
) -> Apart:
    if len(denied) == len(children):
        return NOT_APART
    spared, excepted, words = list[tuple[str, Condition]](), list[Condition](), list[Denial]()
    for number, match in denied.items():
        child = children[number]
        first, last = _around(_SENTENCE, said, match.start())
        not_for = {slug for slug, place in at.items() if place < 0 or first <= place < last}
        if not_for >= set(at):
            excepted += child
        else:
            spared += [(slug, one) for slug in sorted(not_for) for one in child]
        end = child[-1].end
        words.append(Denial(text[match.start() : end], match.start(), end))
    return Apart(tuple(spared), tuple(excepted), tuple(words))


def _of_clauses(said: str, children: Sequence[Child], at: Mapping[str, int]) -> dict[int, set[str]]:
    """Return the needs in the clause of each child that has one to itself; none if two children share one."""
    clauses = {number: _around(_CLAUSE, said, child[0].start) for number, child in enumerate(children)}
    if len({*clauses.values()}) < len(children):
        return {}
    own = {number: {slug for slug, place in at.items() if first <= place < last} for number, (first, last) in clauses.items()}
    return {number: needs for number, needs in own.items() if needs}


def _around(ends: re.Pattern[str], said: str, place: int) -> tuple[int, int]:
    """Return the part between two ends in which a position is."""
    before = [match.end() for match in _ends(ends, said, 0, place)]
    after = next(_ends(ends, said, place, len(said)), None)
    return before[-1] if before else 0, after.start() if after else len(said)


def _ends(ends: re.Pattern[str], said: str, first: int, last: int) -> Iterator[re.Match[str]]:
    return ends.finditer(said, first, last)
