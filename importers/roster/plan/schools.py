"""The school that a row means: by its name, in any abbreviation, or by its code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from importers.roster.row import RosterSchool
from importers.values.text import fold

_SHORT = (
    (re.compile(r"\b(?:elementary|elem|el|es|primary|prim)\b"), "elementary"),
    (re.compile(r"\b(?:junior high|jr high|jhs|middle|mid|ms|intermediate)\b"), "middle"),
    (re.compile(r"\b(?:senior high|sr high|high|hs|shs)\b"), "high"),
    (re.compile(r"\b(?:academy|acad)\b"), "academy"),
    (re.compile(r"\b(?:saint|st)\b"), "saint"),
)
_LEVELS = frozenset({"elementary", "middle", "high"})
_IDLE = frozenset({"school", "sch", "schl", "the", "of", "public", "k", "at"})


@dataclass(frozen=True, slots=True)
class KnownSchool:
    """A school in the district, or one that the roster brings with it."""

    id: str
    name: str
    code: str | None = None


class Schools:
    """The schools in the district; those that a roster itself describes are added when they occur."""

    def __init__(self, known: Iterable[KnownSchool], new_id: Callable[[], str]) -> None:
        self.new: list[KnownSchool] = []
        self._new_id = new_id
        self._by_name: dict[str, str] = {}
        self._by_code: dict[str, str] = {}
        self._by_stem: dict[str, set[str]] = {}
        for school in known:
            self._add(school)

    def find(self, school: RosterSchool) -> str | None:
        """Return the id of the school that is meant; None if the district has no such school or it could be several."""
        found = self._by_name.get(_normal(school.name)) if school.name else None
        found = found or next((self._by_code[code] for c in school.codes if (code := _code(c)) in self._by_code), None)
        if found or not school.name:
            return found
        if school.made:
            return self._make(school.name, school.codes)
        stem = self._by_stem.get(_stem(school.name), set()) if not _LEVELS & set(_normal(school.name).split()) else set()
        return next(iter(stem)) if len(stem) == 1 else None

    def _make(self, name: str, codes: tuple[str, ...]) -> str:
        school = KnownSchool(self._new_id(), name, codes[0] if codes else None)
        self.new.append(school)
        self._add(school)
        return school.id

    def _add(self, school: KnownSchool) -> None:
        self._by_name[_normal(school.name)] = school.id
        self._by_stem.setdefault(_stem(school.name), set()).add(school.id)
        if school.code:
            self._by_code[_code(school.code)] = school.id


def _normal(name: str) -> str:
    words = " ".join(re.sub(r"[^\w]+", " ", fold(name).replace("'", "")).split())
    for short, long in _SHORT:
        words = short.sub(long, words)
    kept = [word for word in words.split() if word not in _IDLE]
    return " ".join(kept) or words


def _stem(name: str) -> str:
    return " ".join(word for word in _normal(name).split() if word not in _LEVELS)


def _code(code: str) -> str:
    plain = "".join(c for c in fold(code) if c.isalnum())
    return plain.lstrip("0") or plain
