"""The children whom a sentence tells of: each with the conditions that say how old they are or what grade they are in.

>>> from matching.requests.reader import read
>>> def told(sentence): return [[one.value for one in child] for child in children(read(sentence).conditions, sentence)]
>>> told("my kids are 5, 8 and 12 years old"), told("a 3rd grader and my 10 year old")
([['5'], ['8'], ['12']], [['3'], ['10']])
>>> told("my 10 year old, a 5th grader"), told("9 or 10 years old"), told("a 16 year old, she has a 1 year old")
([['10', '5']], [['9']], [['16']])

A number or a bare grade beside a word for a child counts as well, where nothing but a pause, "and" or what is needed follows:

>>> text = "grief groups: son 7, his sister 12 and their brother (K), these four children"
>>> told_beside = with_kin(read(text), text)
>>> [[one.value for one in child] for child in children(told_beside.conditions, text)], named_children(text)
([['7'], ['12'], ['K']], NamedChildren(number=4, heard='these four children'))

Ages in one phrase are several children, unless "or" joins them: then the age of one is not sure, and the first is taken. So are two
phrases with different ages or grades. An age and a grade are one child, unless the words between them turn to another. The child
of the one who was named ("has a 1 year old") is no sibling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from matching.requests.request import Condition, Kind, Request
from matching.text import plain

_EITHER = re.compile(r"\b(?:or|o|u)\b")
_ANOTHER = re.compile(
    r"\b(?:and|y|e|plus|also|other|another|one|otr[oa]|tambien|brothers?|sisters?|siblings?|herman[oa]s?|hermanit[oa]s?)\b|[;.]"
)
_ALSO_SAID = re.compile(
    r"\s*(?:years? old|yrs? old|yo|anos)?,?\s*(?:and|y)\s+(?:(?:he|she|is|now|already|also|ya|esta|va|entra)\s+)*"
    r"(?:in|into|entering|starting|going into|en|a)?(?:\s+(?:the|el))?\s*"
)
"""Between an age and a grade of one child: "he is 10 and in 5th grade"."""
_OWN = re.compile(r"\b(?:has|have|having|with|raising|expecting|tiene|tengo|con|cuida|cria)\s+(?:an?|her|his|una?|su)?\s*$")

_KIN = (
    r"(?:step|grand)?(?:sons?|daughters?|child|children|kids?)|boys?|girls?|brothers?|sisters?|siblings?|twins|nephews?|niece|nieces"
    r"|baby|toddler|hij[oa]s?|nin[oa]s?|herman[oa]s?|hermanit[oa]s?|niet[oa]s?|sobrin[oa]s?|bebe|nenes?|nenas?|gemel[oa]s|mellizos"
)
_SAID_OF = r"[\s,(:]{1,3}(?:(?:is|are|es|son|age|ages|aged|tiene|tienen|de|who is|who are|in|en)\s+)?"
_FOLLOWS = (
    r"(?=\s*(?:$|[,;.)!?/]|-\s|&|(?:and|y|e|plus)\b(?!\s+(?:under|up|over|older|younger|below|menos|mas|menores|mayores|a half|medio)\b)"
    r"|(?:needs?|wants?|both|for|who|necesitan?|quieren?|ambos|para)\b))"
)
_YEARS = r"(?<![\d.])(?:1[0-8]|\d)(?![\d.]\d|\d)"
_BESIDE = re.compile(rf"\b(?:{_KIN}){_SAID_OF}(?P<ages>{_YEARS}(?:\s*(?:,|&|,?\s*\b(?:and|y|e)\b)\s*{_YEARS})*){_FOLLOWS}")
_SAYS = (
    r"(?=\s*(?:lost|are|were|have|had|live|go|share|sleep|came|got|keep|can|will|perdieron|perdimos|viven|van|estan|duermen|comparten|llegaron"
    r"|se|ya|no)\b)"
)
"""What is said of several children, of one it may be of something else that a number counts."""
_SEVERAL_BESIDE = re.compile(rf"\b(?:{_KIN}){_SAID_OF}(?P<ages>{_YEARS}(?:\s*(?:,|&|,?\s*\b(?:and|y|e)\b)\s*{_YEARS})+){_SAYS}")
_OF_GRADE = re.compile(
    rf"\b(?:{_KIN}){_SAID_OF}(?P<grade>pre-?k|pk|k|kinder|(?:[1-9]|1[0-2])(?:st|nd|rd|th))(?:\s+(?:grade|grader))?{_FOLLOWS}"
)
_AND_SIBLING = re.compile(
    rf"\b(?:and|y|plus)\s+(?:her|his|their|my|our|an?)?\s*(?:older|younger|little|big|baby)?\s*"
    rf"(?P<ages>{_YEARS})[-\s]*(?:year|yr)s?[-\s]*olds?\s+(?:brother|sister|sibling)\b{_FOLLOWS}"
)
_TWO_OF_ONE_PHRASE = re.compile(rf"\ban?\s+(?P<ages>{_YEARS})\s+(?:and|&)\s+an?\s+{_YEARS}[-\s]*(?:year|yr|yo\b)")
_NOT_FOR_THEM = re.compile(
    r"\b(?:lost|died|dead|death|passed|killed|murdered|jail|prison|hits?|hurts?|abus\w*|molest\w*|raped?|touch\w*|bull(?:y|ies|ied)"
    r"|fight\w*|perdio|perdieron|murio|fallecio|mataron|muerte|carcel|pegan?|abus\w*|golpean?|pelean?)\b"
)
"""What is said of a brother or sister who is not one of those to be helped: the one who died, or hurts them."""

_A_SIBLING = re.compile("brother|sister|sibling|herman")
_SIBLINGS = re.compile(r"brothers|sisters|siblings|herman(?:it)?[oa]s")
_OF_SOMEBODY = re.compile(r"\b(?:his|her|their|my|of|has|have|with|sus?|mis?|tiene|tengo|con)\s+(?:\w+\s+)?$")
"""Whose brothers they are: "siblings 5 and 15 lost their dad" are themselves those to be helped."""
_CLAUSES = re.compile(r"[;.!?]")
_DIGITS = re.compile(r"\d{1,2}")
_FEW = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6}
_HOW_MANY = re.compile(
    rf"(?<!of )(?<!of my )(?<!of the )(?<!de )\b(?:(?:these|those|my|our|all|the|her|his|their|mis|estos|estas|sus|los|las|nuestros)\s+)?"
    rf"(?P<count>{'|'.join(_FEW)}|[2-8])\s+(?:(?:young|small|little|school[- ]age|other|otros|otras|pequen[oa]s)\s+)?"
    r"(?P<who>(?:grand|step)?(?:children|kids|sons|daughters)|boys|girls|siblings|hij[oa]s|nin[oa]s|niet[oa]s|hermanos|hermanas)\b"
)
_ALL_SO_MANY = re.compile(
    rf"\b(?:all|the|los|las)\s+(?P<count>{'|'.join(_FEW)}|[2-8])\s+(?:of\s+(?:my|our|her|his|their|the|these)|de\s+(?:mis|nuestr[oa]s|sus|los|las))\s+"
    r"(?P<who>(?:grand|step)?(?:children|kids|sons|daughters)|boys|girls|siblings|hij[oa]s|nin[oa]s|niet[oa]s|hermanos|hermanas)\b"
)
_ALL_OF_THEM = re.compile(
    r"\b(?:for|para)\s+(?:these|both|all|my|our|ambos|todos)\s+(?:(?:my|our|the|of my|mis|los|nuestros)\s+)?(?:children|kids|sons|daughters|siblings)\b"
    r"|\bpara\s+(?:estos|mis|nuestros|todos (?:mis|los))\s+(?:hij[oa]s|nin[oa]s|niet[oa]s)\b"
)
_SIBLINGS_OF = re.compile(r"\b(?:with|has|have|had|of|con|tiene|tengo|de)\s+$")
_SAME_AGE = re.compile(r"\b(?:twins?|triplets?|both|each|all (?:are )?\d+|gemel[oa]s|mellizos|ambos|cada)\b")

Child = tuple[Condition, ...]


class NamedChildren(NamedTuple):
    """The children whom a sentence speaks of, however old: how many (None if it does not say), and the words for them."""

    number: int | None
    heard: str


def with_kin(request: Request, sentence: str) -> Request:
    """Return what was read of a sentence, with the ages and grades that stand alone beside a word for a child."""
    taken = [*((one.start, one.end) for one in request.conditions), *((one.start, one.end) for one in request.denied)]
    added: list[Condition] = []
    for one in _beside_kin(plain(sentence), sentence):
        if not any(start < one.end and one.start < end for start, end in taken):
            added.append(one)
            taken.append((one.start, one.end))
    conditions = sorted((*request.conditions, *added), key=lambda one: one.start)
    rest, of_needs = (_without(text, added) for text in (request.rest, request.of_needs))
    return replace(request, conditions=tuple(conditions), rest=rest, of_needs=of_needs)


def _without(text: str, taken: Iterable[Condition]) -> str:
    for one in taken:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def _beside_kin(text: str, sentence: str) -> Iterator[Condition]:
    for pattern in (_SEVERAL_BESIDE, _BESIDE, _AND_SIBLING, _TWO_OF_ONE_PHRASE):
        for match in pattern.finditer(text):
            if not _is_not_for_them(text, match):
                for number in _DIGITS.finditer(text, *match.span("ages")):
                    yield Condition(Kind.AGE, f"{int(number[0])}", number[0], *number.span())
    for match in _OF_GRADE.finditer(text):
        if not _is_not_for_them(text, match):
            start, end = match.span("grade")
            yield Condition(Kind.GRADE, _grade(match["grade"]), sentence[start:end], start, end)


def _grade(word: str) -> str:
    return f"{int(word[:-2])}" if word[0].isdigit() else "PK" if word.startswith("p") else "K"


def _is_not_for_them(text: str, match: re.Match[str]) -> bool:
    """Whether the clause says of somebody's brother or sister what is not asked for their sake."""
    if not _A_SIBLING.search(match[0]) or (_SIBLINGS.match(match[0]) and not _OF_SOMEBODY.search(text, 0, match.start())):
        return False
    starts = [one.end() for one in _CLAUSES.finditer(text, 0, match.start())]
    ends = _CLAUSES.search(text, match.end())
    return _NOT_FOR_THEM.search(text, starts[-1] if starts else 0, ends.start() if ends else len(text)) is not None


def named_children(sentence: str) -> NamedChildren | None:
    """Return the several children whom a sentence asks for; None if it names none, or says that they are of one age."""
    text = plain(sentence)
    if _SAME_AGE.search(text):
        return None
    for match in (*_HOW_MANY.finditer(text), *_ALL_SO_MANY.finditer(text)):
        # Somebody's brothers and sisters may need nothing themselves.
        if not (match["who"] in {"siblings", "hermanos", "hermanas"} and _SIBLINGS_OF.search(text[: match.start()])):
            count = _FEW.get(match["count"]) or int(match["count"])
            return NamedChildren(count, sentence[match.start() : match.end()])
    several = _ALL_OF_THEM.search(text)
    return NamedChildren(None, sentence[several.start() : several.end()].partition(" ")[2]) if several else None


def child_of_first(conditions: Sequence[Condition], sentence: str) -> Condition | None:
    """Return the age of the child of the one who was named first: "I'm 16, have a 5 month old"."""
    several = [one for one in conditions if one.kind is Kind.AGE]
    if len(several) != 2 or not _OWN.search(plain(sentence[several[0].end : several[1].start])):
        return None
    return several[1]


def children(conditions: Iterable[Condition], sentence: str) -> tuple[Child, ...]:
    """Return the children of a sentence in its order, each with one or more conditions of the kinds age and grade."""
    found: list[list[Condition]] = []
    phrases = groupby(
        (one for one in conditions if one.kind in (Kind.AGE, Kind.GRADE)), lambda one: (one.start, one.end, one.kind)
    )
    for _, of_phrase in phrases:
        several = _several(list(of_phrase))
        before = found[-1][-1] if found else None
        between = plain(sentence[before.end : several[0].start]) if before else ""
        if before and _OWN.search(between):
            continue
        if before and len(several) == 1 and _is_same(found[-1], several[0], between):
            found[-1].append(several[0])
            continue
        known = {(one.kind, one.value) for child in found for one in child}
        found += [[one] for one in several if (one.kind, one.value) not in known]
    return tuple(map(tuple, found))


def _several(phrase: Sequence[Condition]) -> Sequence[Condition]:
    """Return the conditions of a phrase; of alternatives, only the first."""
    return phrase[:1] if _EITHER.search(plain(phrase[0].heard)) else phrase


def _is_same(child: Sequence[Condition], other: Condition, between: str) -> bool:
    """Whether a further condition tells of the same child."""
    if any(one.kind == other.kind for one in child):
        return False
    if _ALSO_SAID.fullmatch(between):
        return True
    return not _ANOTHER.search(between)
