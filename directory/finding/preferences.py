"""A family's preferences, and what a listing says about them: reasons that move a service down and never hide it.

What a listing does not say is unknown, and the sentence says what to ask.

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
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from directory.finding.reason_codes import PreferenceCode
from directory.listings.cards import Card
from matching.offers import WITHOUT_PLACE, Mode
from matching.query import Reason, Verdict

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


CRITERION = "preference"

EVENING = "17:00"
"""A service open later than this is open in the evening."""

CLOSE_MILES = 2.0
"""The farthest, in miles, that a family without a car is expected to go."""

NO_TRIP = WITHOUT_PLACE | {Mode.SCHOOL}

_HELPER = (
    r"(?:staff|counsel(?:l)?ors?|therapists?|clinicians?|providers?|mentors?|doctors?|advocates?|case ?workers?|psychologists?)"
)
_WOMAN = re.compile(rf"\b(?:female|wom[ae]n|women-led)(?: \w+)? {_HELPER}\b", re.IGNORECASE)
_MAN = re.compile(rf"(?<!fe)\b(?:male|m[ae]n)(?: \w+)? {_HELPER}\b", re.IGNORECASE)


def judged(preferences: Iterable[str], card: Card, miles: float | None) -> tuple[Reason, ...]:
    """Return a reason for each preference that the listing says something about; `miles` is the distance of the match."""
    found = (JUDGES[code](card, miles) for code in dict.fromkeys(preferences) if code in JUDGES)
    return tuple(reason for reason in found if reason)


def _not_faith_based(card: Card, _: float | None) -> Reason:
    faith = faith_in(card.names, card.descriptions)
    if faith.sure:
        return Reason(CRITERION, Verdict.FAIL, PreferenceCode.FAITH_NAMED, {"words": faith.sure})
    if faith.denied:
        return Reason(CRITERION, Verdict.PASS, PreferenceCode.FAITH_DENIED, {"words": faith.denied})
    if faith.passing:
        return Reason(CRITERION, Verdict.UNKNOWN, PreferenceCode.FAITH_MENTIONED, {"words": faith.passing})
    if not card.descriptions:
        return Reason(CRITERION, Verdict.UNKNOWN, PreferenceCode.FAITH_UNKNOWN)
    return Reason(CRITERION, Verdict.PASS, PreferenceCode.FAITH_ABSENT)


def _faith_based(card: Card, _: float | None) -> Reason | None:
    """Return what a listing says about faith to a family that welcomes it: a listing that mentions none gives no reason."""
    faith = faith_in(card.names, card.descriptions)
    return Reason(CRITERION, Verdict.PASS, PreferenceCode.FAITH_NAMED, {"words": faith.sure}) if faith.sure else None


def _helped_by(pattern: re.Pattern[str], unknown: PreferenceCode) -> Callable[[Card, float | None], Reason]:
    def judge(card: Card, _: float | None) -> Reason:
        for words in card.descriptions:
            if match := pattern.search(words):
                return Reason(CRITERION, Verdict.PASS, PreferenceCode.HELPER_NAMED, {"words": match.group()})
        return Reason(CRITERION, Verdict.UNKNOWN, unknown)

    return judge


def _evenings(card: Card, _: float | None) -> Reason:
    if not card.spans:
        return Reason(CRITERION, Verdict.UNKNOWN, PreferenceCode.HOURS_UNKNOWN)
    weekend = tuple(span.day for span in card.spans if span.day >= 5)
    late = tuple(span.day for span in card.spans if span.closes_at > EVENING or span.closes_at < span.opens_at)
    if late:
        return Reason(CRITERION, Verdict.PASS, PreferenceCode.EVENINGS, {"days": late})
    if weekend:
        return Reason(CRITERION, Verdict.PASS, PreferenceCode.WEEKEND, {"days": weekend})
    return Reason(CRITERION, Verdict.FAIL, PreferenceCode.NO_EVENINGS)


def _close_to_home(card: Card, miles: float | None) -> Reason:
    if NO_TRIP & set(card.modes):
        return Reason(CRITERION, Verdict.PASS, PreferenceCode.NO_CAR_NEEDED)
    if miles is not None and miles <= CLOSE_MILES:
        return Reason(CRITERION, Verdict.PASS, PreferenceCode.CLOSE_BY, {"within": CLOSE_MILES})
    if card.transport:
        return Reason(CRITERION, Verdict.UNKNOWN, PreferenceCode.TRANSPORT, {"words": card.transport})
    if miles is None:
        return Reason(CRITERION, Verdict.UNKNOWN, PreferenceCode.DISTANCE_UNKNOWN)
    return Reason(CRITERION, Verdict.FAIL, PreferenceCode.NOT_CLOSE_BY, {"within": CLOSE_MILES})


JUDGES: Mapping[str, Callable[[Card, float | None], Reason | None]] = {
    "not_faith_based": _not_faith_based,
    "faith_based": _faith_based,
    "woman": _helped_by(_WOMAN, PreferenceCode.WOMAN_UNKNOWN),
    "man": _helped_by(_MAN, PreferenceCode.MAN_UNKNOWN),
    "evenings": _evenings,
    "close_to_home": _close_to_home,
}
"""Judges by preference, one for each of students.profile.PREFERENCES."""
