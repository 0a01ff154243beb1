"""For whom a sentence asks, where that is somebody else in the family: "his sister needs a coat too", "trabajo para su mamá".

>>> for_kin("he needs a tutor, mom needs a job", {"tutoring": "tutor", "adult-employment": "job"})
ForKin(heard='mom', is_all=False)
>>> for_kin("his little sister needs a coat too", {"clothing": "coat"})
ForKin(heard='his little sister', is_all=True)
>>> for_kin("mom wants a tutor for him", {"tutoring": "tutor"}), for_kin("mom needs childcare", {"childcare": "childcare"})
(None, None)

A need is a relative's by the clause that it is heard in; a clause without somebody of its own goes on with the one before.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from matching.text import plain

_CLAUSE = re.compile(r"[.;,!?\n]+|\b(?:and|but|y|e|pero|also|plus)\b")
_SOMEBODY = re.compile(
    r"\b(?:he|she|they|i|we|student|son|daughter|kid|boy|girl|el|ella|yo|nosotros|estudiante|alumn[oa]|hij[oa]|nin[oa])\b"
)
_ALONE = re.compile(rf"\s*(?:the|my|our|el|la|mi)?\s*{_SOMEBODY.pattern}\s*")


class ForKin(NamedTuple):
    """A relative for whom something is asked: the words for them, and whether all that is asked is for them."""

    heard: str
    is_all: bool


class _KinClause(NamedTuple):
    start: int
    end: int
    kin: tuple[int, int] | None
    is_elder: bool = False
    is_shared: bool = False  # "he and his sister need coats"


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "tables" / "kin.toml").read_text(encoding="utf-8"))


@cache
def _table() -> Mapping[str, str]:
    return {key: "".join(text.split("\n")) for key, text in _file().items() if isinstance(text, str)}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Return the patterns of a relative who needs something, and whether it is one of the older generation."""
    known = _table()
    found = []
    for kin, verbs in ((known["siblings"], f"{known['needs']}|{known['wishes']}"), (known["elders"], known["needs"])):
        who = rf"(?P<kin>(?:\b(?:{known['owners']})\s+)?(?:(?:{known['beside']})\s+)*\b(?:{kin}))(?!['’\w])"
        is_elder = kin == known["elders"]
        found.append((re.compile(rf"{who}(?:\s+(?:{known['beside']}))*\s+(?:{verbs})\b"), is_elder))
        found.append(
            (re.compile(rf"\b(?:for|para)\s+{who}(?=\s*$|\s+(?:too|who|that|tambien|que|at|in|on|near|by|en)\b)"), is_elder)
        )
    return tuple(found)


@cache
def _others() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_table()['others']})\b")


def for_kin(text: str, needs: Mapping[str, str]) -> ForKin | None:
    """Return the first relative for whom a text asks, None if it asks for none; `needs` are terms with the words they were heard in."""
    clauses = [*_clauses(plain(text))]
    theirs = {slug: clause for slug, heard in needs.items() if (clause := _of_need(slug, heard, text, clauses))}
    # What a sibling needs too was heard in the student's words: "he needs shoes, his sister needs boots".
    named = list(theirs.values()) or [one for one in clauses if needs and one.kin and not one.is_elder]
    if not named:
        return None
    start, end = min(named).kin or (0, 0)
    return ForKin(text[start:end], len(theirs) == len(needs) and not any(one.is_shared for one in named))


def _of_need(slug: str, heard: str, text: str, clauses: list[_KinClause]) -> _KinClause | None:
    """Return the clause of a relative in which a need was heard; None if it is the student's."""
    at = text.find(heard)
    if at < 0 or len(heard) > max((one.end - one.start for one in clauses), default=0):  # of the sentence as a whole
        clause = clauses[0] if clauses and all(one.kin for one in clauses) else None
    else:
        clause = next((one for one in clauses if one.start <= at + len(heard) - 1 < one.end), None)
    is_theirs = clause is not None and clause.kin is not None and not (clause.is_elder and slug in _file()["of_children"])
    return clause if is_theirs else None


def _clauses(text: str) -> Iterator[_KinClause]:
    """Yield the clauses of a text in plain letters, each with the relative of whom it speaks."""
    before, at = _KinClause(0, 0, None), 0
    for match in [*_CLAUSE.finditer(text), None]:
        start, end = at, match.start() if match else len(text)
        at = match.end() if match else end
        if not text[start:end].strip():
            continue
        told = next(((found, elder) for pattern, elder in _patterns() if (found := pattern.search(text, start, end))), None)
        if told and not _others().search(text, start, end):
            is_shared = before.kin is None and _ALONE.fullmatch(text, before.start, before.end) is not None
            before = _KinClause(start, end, told[0].span("kin"), told[1], is_shared)
        elif told or _SOMEBODY.search(text, start, end):
            before = _KinClause(start, end, None)
        else:
            before = before._replace(start=start, end=end)
        yield before
