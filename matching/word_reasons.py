"""The reason that a listing names some of the asker's words, of which none stands in another reason already.

>>> from matching.query import Need, SoughtWord
>>> query = Query((Need("sports"),), words=(SoughtWord("sports", "sports", 0.3), SoughtWord("soccer", "soccer", 0.8)))
>>> words_reason(query, ["sports"], "", "categories:sports description:soccer").fields
{'words': ('soccer',)}
>>> words_reason(query, ["sports"], "", "categories:sports") is None
True
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from matching.needs import terms
from matching.needs.activities import activities
from matching.own_words import NamedIn, own_words
from matching.query import Query, Reason, Verdict
from matching.reason_codes import ReasonCode
from matching.wishes.codes import WishKind, parse

NAMING: Mapping[NamedIn, ReasonCode] = {
    NamedIn.DESCRIPTION: ReasonCode.WORDS_IN_DESCRIPTION,
    NamedIn.CATEGORIES: ReasonCode.WORDS_IN_CATEGORIES,
    NamedIn.NAME: ReasonCode.WORDS_IN_NAME,
}
"""The code for each place in which a listing names words."""


def words_reason(query: Query, met: Iterable[str], traits: str, listed: str) -> Reason | None:
    """Return which words a listing names in the place that says most of them; None if it names none, or other reasons say so.

    `met` are the needs that it answers, `traits` and `listed` its columns of that name (matching.query.Candidates).
    """
    if not listed:
        return None
    said = _of_needs(tuple(met)) | _of_activities(tuple(code for code in query.wishes if code in traits.split()))
    codes = set(listed.split())
    left = [word for word in query.words if word.stem not in said]
    places = {where: [word for word in left if f"{where}:{word.stem}" in codes] for where in NamedIn}
    where = max(places, key=lambda one: math.fsum(word.rarity for word in places[one]))
    named = tuple(dict.fromkeys(word.text for word in places[where]))
    return Reason("words", Verdict.PASS, NAMING[where], {"words": named}) if named else None


@lru_cache(maxsize=256)
def _of_needs(slugs: tuple[str, ...]) -> frozenset[str]:
    """Return the stems of the names of needs."""
    return _stems(name for slug in slugs for name in (terms()[slug].english, terms()[slug].spanish))


@lru_cache(maxsize=256)
def _of_activities(codes: Collection[str]) -> frozenset[str]:
    """Return the stems of the names of activities, of wishes."""
    wished = (wish for wish in map(parse, codes) if wish.kind == WishKind.ACTIVITY)
    found = [activities()[wish.value] for wish in wished]
    return _stems(name for one in found for name in (one.english, one.spanish))


def _stems(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word.stem for name in names for word in own_words(name))
