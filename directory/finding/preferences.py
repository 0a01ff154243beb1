"""What a family prefers, and what a listing says to it: reasons that put a service after others and never hide it.

What a listing does not say is unknown, and its sentence says what to ask.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from directory.finding.faith import spoken
from directory.listings.cards import Card
from directory.listings.words import day_runs
from matching.query import Reason

CRITERION = "preference"

EVENING = "17:00"
"""Open later than this is open in the evening."""

CLOSE_MILES = 2.0
"""As far as a family without a car may go."""

NO_TRIP = frozenset({"phone", "online", "home", "school"})

_HELPER = (
    r"(?:staff|counsel(?:l)?ors?|therapists?|clinicians?|providers?|mentors?|doctors?|advocates?|case ?workers?|psychologists?)"
)
_WOMAN = re.compile(rf"\b(?:female|wom[ae]n|women-led)(?: \w+)? {_HELPER}\b", re.IGNORECASE)
_MAN = re.compile(rf"(?<!fe)\b(?:male|m[ae]n)(?: \w+)? {_HELPER}\b", re.IGNORECASE)


def judged(preferences: Iterable[str], card: Card, miles: float | None) -> tuple[Reason, ...]:
    """A reason for each preference that the listing has something to say to; `miles` as of the match."""
    found = (JUDGES[code](card, miles) for code in dict.fromkeys(preferences) if code in JUDGES)
    return tuple(reason for reason in found if reason)


def _not_faith_based(card: Card, _: float | None) -> Reason:
    faith = spoken(card.names, card.descriptions)
    if faith.sure:
        return Reason(CRITERION, "fail", f"The listing speaks of faith: “{faith.sure}”")
    if faith.denied:
        return Reason(CRITERION, "pass", f"The listing says that it is not faith-based: “{faith.denied}”")
    if faith.passing:
        return Reason(CRITERION, "unknown", f"The listing mentions “{faith.passing}”: ask whether it is faith-based")
    if not card.descriptions:
        return Reason(CRITERION, "unknown", "The listing does not say who runs it: ask whether it is faith-based")
    return Reason(CRITERION, "pass", "Nothing in the listing speaks of faith")


def _faith_based(card: Card, _: float | None) -> Reason | None:
    """Welcome is not wished for: only what speaks of faith is told."""
    faith = spoken(card.names, card.descriptions)
    return Reason(CRITERION, "pass", f"The listing speaks of faith: “{faith.sure}”") if faith.sure else None


def _helped_by(pattern: re.Pattern[str], ask: str) -> Callable[[Card, float | None], Reason]:
    def judge(card: Card, _: float | None) -> Reason:
        for words in card.descriptions:
            if match := pattern.search(words):
                return Reason(CRITERION, "pass", f"The listing says “{match.group()}”")
        return Reason(CRITERION, "unknown", f"The listing does not say who one talks to: ask for {ask}")

    return judge


def _evenings(card: Card, _: float | None) -> Reason:
    if not card.spans:
        return Reason(CRITERION, "unknown", "Hours are not listed: ask for an evening or a weekend")
    weekend = tuple(span.day for span in card.spans if span.day >= 5)
    late = tuple(span.day for span in card.spans if span.closes_at > EVENING or span.closes_at < span.opens_at)
    if late:
        return Reason(CRITERION, "pass", f"Open after 5 pm on {day_runs(late)}")
    if weekend:
        return Reason(CRITERION, "pass", f"Open on {day_runs(weekend)}")
    return Reason(CRITERION, "fail", "No evening or weekend hours are listed: ask whether there are any")


def _close_to_home(card: Card, miles: float | None) -> Reason:
    if NO_TRIP & set(card.modes):
        return Reason(CRITERION, "pass", "No car is needed: it can come to the student, or works by phone or online")
    if miles is not None and miles <= CLOSE_MILES:
        return Reason(CRITERION, "pass", f"Close by: within {CLOSE_MILES:g} miles")
    if card.transport:
        return Reason(CRITERION, "unknown", f"Getting there without a car: {card.transport}")
    if miles is None:
        return Reason(CRITERION, "unknown", "How far it is is not known: ask how to get there without a car")
    return Reason(CRITERION, "fail", f"More than {CLOSE_MILES:g} miles away: ask how to get there without a car")


JUDGES: Mapping[str, Callable[[Card, float | None], Reason | None]] = {
    "not_faith_based": _not_faith_based,
    "faith_based": _faith_based,
    "woman": _helped_by(_WOMAN, "a woman to talk to"),
    "man": _helped_by(_MAN, "a man to talk to"),
    "evenings": _evenings,
    "close_to_home": _close_to_home,
}
"""One for each of students.profile.PREFERENCES."""
