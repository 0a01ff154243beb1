"""Words of a listing from which a need is likely, without being sure: "clubhouse" beside mental health, "hospice", "dormitory".

They count wherever they stand, in the name of the agency as well. The table is hints.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from matching.needs.listed_phrases import PhraseIndex, phrase_index, phrases_of, spoken
from matching.needs.vocabulary import quiet

ANSWERED = 0.5
"""The fit from which a listing answers a need beside which a phrase counts."""

LENGTH = 4_000
"""Characters of a text that are read."""


@dataclass(frozen=True, slots=True)
class NeedHint:
    """Needs that are likely where a phrase is found, beside any of certain others if there are such."""

    needs: tuple[str, ...]
    beside: tuple[str, ...]
    phrases: tuple[str, ...]


@cache
def hints() -> Sequence[NeedHint]:
    """Return the table."""
    rows = tomllib.loads((Path(__file__).parent / "hints.toml").read_text(encoding="utf-8"))["hint"]
    return tuple(NeedHint(tuple(row["needs"]), tuple(row.get("beside", ())), tuple(row["phrases"])) for row in rows)


@cache
def _index() -> PhraseIndex:
    """Return the phrases, among those that say nothing of the service and consume their words."""
    silent = [(text, "") for text in quiet().listings]
    return phrase_index([*silent, *((phrase, phrase) for hint in hints() for phrase in hint.phrases)])


@cache
def _of_phrase() -> Mapping[str, Sequence[NeedHint]]:
    """Return the hints that each phrase gives, by what the index calls it: phrases that differ in endings are one."""
    found: dict[str, list[NeedHint]] = {}
    for hint in hints():
        for phrase in hint.phrases:
            for hit in phrases_of(_index(), spoken(phrase)):
                found.setdefault(hit.slug, []).append(hint)
    return found


@lru_cache(maxsize=8192)
def _of_text(text: str) -> tuple[NeedHint, ...]:
    """Return what a text hints at; the categories and agencies of a list recur."""
    found = (hint for hit in phrases_of(_index(), spoken(text[:LENGTH])) for hint in _of_phrase()[hit.slug])
    return tuple({id(hint): hint for hint in found}.values())


def hinted(texts: Iterable[str], fits: Mapping[str, float]) -> Sequence[str]:
    """Return the needs that the texts of a listing hint at, which has these fits already."""
    found = (hint for text in texts for hint in _of_text(text))
    told = {slug for slug, fit in fits.items() if fit >= ANSWERED}
    return tuple(dict.fromkeys(slug for hint in found if not hint.beside or told & {*hint.beside} for slug in hint.needs))
