"""For whom a sentence asks, where that is somebody else in the family: "his sister needs a coat too", "trabajo para su mamá".

>>> for_kin("he needs a tutor, mom needs a job", {"tutoring": "tutor", "adult-employment": "job"})
ForKin(heard='mom', is_all=False, is_adult=True, is_sure=True)
>>> for_kin("his little sister needs a coat too", {"clothing": "coat"})
ForKin(heard='his little sister', is_all=True, is_adult=False, is_sure=True)
>>> for_kin("dad is depressed, son is 6", {"depression": "depressed"})
ForKin(heard='dad', is_all=True, is_adult=True, is_sure=False)
>>> for_kin("grandma needs a ride and dad is depressed, son needs a tutor", {"transportation": "ride", "depression": "depressed"}).heard
'grandma, dad'
>>> for_kin("mom wants a tutor for him", {"tutoring": "tutor"}), for_kin("mom needs childcare", {"childcare": "childcare"})
(None, None)

A need is a relative's by the clause that it is heard in; a clause without somebody of its own goes on with the one before. What a
relative is only said to have may be told for the student's sake.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from matching.clauses import CLAUSE
from matching.text import plain

_AGE_BESIDE = re.compile(r"[,(]\s*\d{1,3}(?:\s*(?:years? old|yrs?|yo|y/o|anos))?\s*[,)]")
_YOUNG = r"students?|sons?|daughters?|kids?|child|children|boys?|girls?|estudiantes?|alumn[oa]s?|hij[oa]s?|nin[oa]s?"
_SOMEBODY = re.compile(rf"\b(?:he|she|they|i|we|el|ella|yo|nosotros|{_YOUNG})\b")
_CHILD = re.compile(rf"\b(?:{_YOUNG})\b")
_BEFORE_KIN = ((re.compile(r"\b(?:for|para)\s+$"), 4), (re.compile(r"\bde\s+$"), 0))
"""Words between what is needed and a relative, and how many others may stand between: "classes at night for mom", "la depresión de su mamá"."""
_AFTER_KIN, _AFTER_OWNER = 4, 2  # words between a relative and what is only said of them; "mom's depression" is their own
_AND = ("and", "y", "e")
_ALONE = re.compile(rf"\s*(?:the|my|our|el|la|mi)?\s*{_SOMEBODY.pattern}\s*")


class ForKin(NamedTuple):
    """Relatives for whom something is asked: the words for them, by commas, and whether all that is asked is for them.

    `is_adult` is whether they are older than a student's brothers, sisters and cousins. It is sure that they need it, unless they are
    only said to have what might be helped.
    """

    heard: str
    is_all: bool
    is_adult: bool = False
    is_sure: bool = True


class _KinClause(NamedTuple):
    start: int
    end: int
    kin: tuple[int, int] | None
    is_elder: bool = False
    is_shared: bool = False  # "he and his sister need coats"
    is_sure: bool = True


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "tables" / "kin.toml").read_text(encoding="utf-8"))


@cache
def _table() -> Mapping[str, str]:
    return {key: "".join(text.split("\n")) for key, text in _file().items() if isinstance(text, str)}


class _KinPattern(NamedTuple):
    """A pattern of a relative who needs something, or, if it is not sure, of whom something is said that may ask for help."""

    regex: re.Pattern[str]
    is_elder: bool
    is_sure: bool = True


@cache
def _patterns() -> tuple[_KinPattern, ...]:
    """Return the patterns of relatives, the sure ones first."""
    known = _table()
    found, perhaps = list[_KinPattern](), list[_KinPattern]()
    for is_elder in (False, True):
        kin = known["elders" if is_elder else "siblings"]
        verbs = known["needs"] if is_elder else f"{known['needs']}|{known['wishes']}"
        kin = rf"{known['not_kin']}(?P<kin>(?:\b(?:{known['owners']})\s+)?(?:(?:{known['beside']})\s+)*\b(?:{kin}))"
        who = rf"{kin}(?!['’\w])"
        does = rf"{who}(?:\s+(?:{known['beside']}))*\s+"
        asked = rf"\b(?:for|para)\s+{who}(?=\s*$|\s+(?:too|who|that|tambien|que|at|in|on|near|by|en)\b)"
        found += [_KinPattern(re.compile(text), is_elder) for text in (rf"{does}(?:{verbs})\b", asked)]
        said = (rf"{does}(?:{known['said']})\b", rf"{kin}['’]s\b", rf"\bde\s+{who}")
        perhaps += [_KinPattern(re.compile(text), is_elder, is_sure=False) for text in said]
    return (*found, *perhaps)


@cache
def _needs() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{_table()['needs']})\b")


@cache
def _others() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_table()['others']})\b")


def for_kin(text: str, needs: Mapping[str, str]) -> ForKin | None:
    """Return the relatives for whom a text asks, None if it asks for none; `needs` are terms with the words they were heard in."""
    clauses = [*_clauses(plain(text))]
    theirs = {slug: clause for slug, heard in needs.items() if (clause := _of_need(slug, heard, text, clauses))}
    # What a sibling needs too was heard in the student's words: "he needs shoes, his sister needs boots".
    named = list(theirs.values()) or [one for one in clauses if needs and one.kin and one.is_sure and not one.is_elder]
    if not named:
        return None
    spans = [one.kin for one in sorted(named, key=lambda one: (not one.is_sure, one.start)) if one.kin]
    heard = ", ".join(dict.fromkeys(text[start:end] for start, end in spans))
    is_all = len(theirs) == len(needs) and not any(one.is_shared for one in named)
    return ForKin(heard, is_all, all(one.is_elder for one in named), any(one.is_sure for one in named))


def of_adults(text: str, needs: Mapping[str, str]) -> Mapping[str, str]:
    """Return the needs of adult relatives that are other terms than those of the young, each with its own term.

    >>> dict(of_adults("la mamá necesita trabajo", {"youth-employment": "necesita trabajo"}))
    {'youth-employment': 'adult-employment'}
    """
    known: Mapping[str, str] = _file()["of_adults"]
    clauses = [*_clauses(plain(text))] if known.keys() & needs.keys() else []
    found = {slug: _clause_of(needs[slug], text, clauses) for slug in known if slug in needs}
    return {slug: known[slug] for slug, clause in found.items() if clause and clause.kin and clause.is_elder and clause.is_sure}


def _of_need(slug: str, heard: str, text: str, clauses: list[_KinClause]) -> _KinClause | None:
    """Return the clause of a relative in which a need was heard; None if it is the student's."""
    clause = _clause_of(heard, text, clauses)
    if clause is None or clause.kin is None or _is_apart(text, heard, clause):
        return None
    if clause.is_sure and not clause.is_elder:
        return clause
    is_possible = slug not in _file()["of_children"] if clause.is_sure else slug in _file()["of_anybody"]
    return clause if is_possible and not _turns(plain(text), clause) else None


def _is_apart(text: str, heard: str, clause: _KinClause) -> bool:
    """Whether a need is said of somebody else than the relative of its clause: "wants to be a nurse as one came for her grandpa"."""
    at, (start, end) = text.find(heard), clause.kin or (0, 0)
    if at < 0:
        return False
    joints = [(found, most) for pattern, most in _BEFORE_KIN if (found := pattern.search(plain(text), 0, start))]
    if at < start and joints:
        return any(len(text[at + len(heard) : found.start()].split()) > most for found, most in joints)
    most = _AFTER_OWNER if text[end : end + 1] in ("'", "\u2019") else _AFTER_KIN
    return not clause.is_sure and (at < start or len(text[end:at].split()) > most)


def _turns(text: str, clause: _KinClause) -> bool:
    """Whether a clause turns from a relative to a child: "mom needs help with his anger"."""
    kin, said = text[: clause.kin[1]] if clause.kin else "", text[clause.kin[1] if clause.kin else clause.start : clause.end]
    owners: Mapping[str, str] = _file()["not_own"]
    is_others = any(re.search(rf"\b(?:{words})\b", said) and re.search(rf"\b(?:{kins})$", kin) for words, kins in owners.items())
    return is_others or _CHILD.search(said) is not None


def _clause_of(heard: str, text: str, clauses: list[_KinClause]) -> _KinClause | None:
    """Return the clause in which words were heard; None if they are not in one of several."""
    at = text.find(heard)
    if at < 0 or len(heard) > max((one.end - one.start for one in clauses), default=0):  # of the sentence as a whole
        return clauses[0] if clauses and all(one.kin for one in clauses) else None
    return next((one for one in clauses if one.start <= at + len(heard) - 1 < one.end), None)


def _clauses(text: str) -> Iterator[_KinClause]:
    """Yield the clauses of a text in plain letters, each with the relative of whom it speaks."""
    text = _AGE_BESIDE.sub(lambda age: " " * len(age[0]), text)  # "grandma, 70, needs a ride" is one clause
    before, at, joint = _KinClause(0, 0, None), 0, ""
    for match in [*CLAUSE.finditer(text), None]:
        start, end = at, match.start() if match else len(text)
        at = match.end() if match else end
        if not text[start:end].strip():
            continue
        told = next(((found, one) for one in _patterns() if (found := one.regex.search(text, start, end))), None)
        if told and not _others().search(text, start, end):
            found, pattern = told
            is_shared = before.kin is None and _ALONE.fullmatch(text, before.start, before.end) is not None
            before = _KinClause(start, end, found.span("kin"), pattern.is_elder, is_shared, pattern.is_sure)
        elif told or _SOMEBODY.search(text, start, end):
            before = _KinClause(start, end, None)
        else:
            goes_on = joint in _AND and _needs().match(text, start, end) is not None  # "dad is a coach and needs work"
            before = before._replace(start=start, end=end, is_sure=before.is_sure or goes_on)
        joint = match[0] if match else ""
        yield before
