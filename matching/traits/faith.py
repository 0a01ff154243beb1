"""What the words of a listing say about faith.

A name that mentions faith is certain ("Lutheran Social Services"). In a description some words are certain ("faith-based") and
others are often said in passing (a group that meets in a church). Names of streets, hospitals and saints no longer have much to do
with faith: "Church Street" and "St. Lawrence Hospital" say nothing.

>>> faith_in(("Church Street Clinic",), ("People of all faiths are welcome.",))
Faith(sure=None, passing=None, denied=None)
>>> faith_in(("Maple House",), ("We meet in the basement of a church.",)).passing, faith_in(("St. Ann Parish Pantry",), ()).passing
('church', 'Parish')
>>> faith_in(("Maple House",), ("We are not a religious organization.",)).denied
'not a religious'
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_STREET = r"(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|boulevard|blvd|court|ct|place|pl|hill|creek|square|way)\b\.?"
_CARE = r"(?:hospitals?|medical|health|clinic|children['’]s)\b"
_CREED = (
    r"catholic|lutheran|baptist|methodist|presbyterian|episcopal(?:ian)?|adventist|mennonite|quaker|pentecostal|evangelical|apostolic"
    r"|nazarene|anglican|orthodox|latter[- ]day saints?|salvation army|christian|jewish|islamic|muslim|buddhist|hindu|sikh"
)
_HOUSE = (
    r"church(?:es)?|chapel|cathedral|diocese|archdiocese|congregation|synagogue|mosque|masjid|gurdwara|ministr(?:y|ies)"
    r"|(?:rescue|gospel|city) mission|bible|gospel|christ|jesus|torah|faith[- ]based|interfaith"
)
_NAMED = re.compile(rf"\b(?:{_CREED}|{_HOUSE})\b(?! {_STREET})(?! {_CARE})", re.IGNORECASE)
_SURE = re.compile(
    r"\b(?:faith[- ]based|christian (?:values|principles|faith|counsel\w*|based|organization|ministry|education)|christ[- ]cent(?:er|r)ed"
    r"|gospel|jesus(?: christ)?|bible stud(?:y|ies)|biblical\w*|worship|prayers?|(?:a|our) ministry(?: of)?"
    rf"|(?:{_CREED}) (?:agency|organization|charit(?:y|ies)|faith|ministry|school|tradition)"
    r"|spiritual (?:guidance|growth|care|direction)|pastoral (?:care|counseling))\b",
    re.IGNORECASE,
)
_PASSING = re.compile(
    rf"\b(?:{_CREED}|{_HOUSE}|parish|pastors?|rabbi|imam|chaplain|temple)\b(?! {_STREET})(?! {_CARE})", re.IGNORECASE
)
_DENIED = re.compile(
    r"\b(?:secular|non-?sectarian|non-?religious|non-?faith[- ]based"
    r"|not (?:an? )?(?:faith[- ]based|religious(?:ly affiliated)?|affiliated with (?:any|a) (?:church|religio\w+|faith)))\b",
    re.IGNORECASE,
)
# Words about who may come, not who helps; and words that only sound like faith.
_QUIET = re.compile(
    r"\b(?:(?:all|any|every|other|different) (?:\w+ )?(?:faiths?|religions?|creeds?|denominations?)"
    r"|(?:regardless of|without regard to|irrespective of|no matter|based on|basis of)[^.;]{0,120}"
    r"|(?:young (?:men|women)['’]s|ym|yw) christian association|temple university|in good faith)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Faith:
    """The words that certainly mention faith, those that may be said in passing, and those that deny it."""

    sure: str | None
    passing: str | None
    denied: str | None


def faith_in(names: Sequence[str], descriptions: Sequence[str]) -> Faith:
    """Return what the names of an agency and a service, and their descriptions, say about faith."""
    return _spoken(tuple(names), tuple(descriptions))


@lru_cache(maxsize=4_096)  # each search for a student with preferences reads three listings for one that it shows
def _spoken(names: Sequence[str], descriptions: Sequence[str]) -> Faith:
    named, said = (" . ".join(_QUIET.sub(" ", text) for text in texts) for texts in (names, descriptions))
    denied = _found(_DENIED, said)
    said = _DENIED.sub(" ", said)
    sure = _found(_NAMED, named) or _found(_SURE, said)
    return Faith(sure, None if sure else _found(_PASSING, f"{named} . {said}"), None if sure else denied)


def _found(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match.group() if match else None
