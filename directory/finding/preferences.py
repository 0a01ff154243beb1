"""A family's preferences, and what a listing says about them: reasons that move a service down and never hide it.

What a listing does not say is unknown, and the sentence says what to ask.

So is the insurance plan that a sentence names: a listing's payments say Medicaid or private alone, and its words may name the plan.

>>> from matching.offers import Payment
>>> meridian = InsurancePlan("Meridian", Payment.MEDICAID, ("Meridian Health Plan",))
>>> medicaid = Reason("payment", Verdict.PASS, ReasonCode.PAYMENT, {"payments": ("medicaid",)})
>>> [with_plan(medicaid, meridian, text).code for text in ("We accept MERIDIAN health plan.", "On Meridian Road.", "")]
[<InsurancePlanCode.PLAN_NAMED: 'plan_named'>, <InsurancePlanCode.PLAN_TO_ASK: 'plan_to_ask'>, <InsurancePlanCode.PLAN_TO_ASK: 'plan_to_ask'>]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from directory.district_settings.insurance_plans import InsurancePlan
from directory.finding.reason_codes import InsurancePlanCode, PreferenceCode
from directory.listings.cards import Card
from matching.offers import WITHOUT_PLACE, Mode
from matching.query import Reason, Verdict
from matching.reason_codes import ReasonCode
from matching.traits.faith import faith_in
from matching.traits.helpers import MAN, WOMAN
from matching.wishes import WishKind
from matching.wishes.codes import NOW

CRITERION = "preference"

EVENING = "17:00"
"""A service open later than this is open in the evening."""

CLOSE_MILES = 2.0
"""The farthest, in miles, that a family without a car is expected to go."""

NO_TRIP = WITHOUT_PLACE | {Mode.SCHOOL}


def judged(preferences: Iterable[str], card: Card, miles: float | None) -> tuple[Reason, ...]:
    """Return a reason for each preference that the listing says something about; `miles` is the distance of the match."""
    found = (JUDGES[code](card, miles) for code in dict.fromkeys(preferences) if code in JUDGES)
    return tuple(reason for reason in found if reason)


SAME: Mapping[str, frozenset[str]] = {
    "not_faith_based": frozenset({"helper:not_faith_based", "helper:faith_based"}),
    "faith_based": frozenset({"helper:not_faith_based", "helper:faith_based"}),
    "woman": frozenset({"helper:woman", "helper:man"}),
    "man": frozenset({"helper:woman", "helper:man"}),
    "evenings": frozenset({"time:evening", "time:weekend"}),
    "close_to_home": frozenset({"travel:no_car", "travel:walk", "travel:bus"}),
}
"""The wishes (matching.wishes) beside which a preference is not judged: they say the same, or the opposite."""


def not_wished(preferences: Iterable[str], wishes: Iterable[str]) -> tuple[str, ...]:
    """Return the preferences that no wish speaks of: a wish is a criterion of the match, and nothing is judged twice."""
    given = frozenset(wishes)
    return tuple(code for code in preferences if not SAME.get(code, frozenset()) & given)


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
    "woman": _helped_by(WOMAN, PreferenceCode.WOMAN_UNKNOWN),
    "man": _helped_by(MAN, PreferenceCode.MAN_UNKNOWN),
    "evenings": _evenings,
    "close_to_home": _close_to_home,
}
"""Judges by preference, one for each of students.profile.PREFERENCES."""

_STREET = r"(?! (?:road|rd|street|st|avenue|ave|township|twp|mall|mi\b))"
"""A name before these is that of a place."""

_ASKED = frozenset({ReasonCode.PAYMENT, ReasonCode.PAYMENT_NOT_LISTED, ReasonCode.PAYMENT_OTHERS})


def with_plan(reason: Reason, plan: InsurancePlan | None, text: str) -> Reason:
    """Return the reason on payment with the plan, if the listing's text names it or lists its way to pay; else the reason itself."""
    if plan is None or reason.code not in _ASKED:
        return reason
    if _named(plan).search(text):
        return Reason("payment", Verdict.PASS, InsurancePlanCode.PLAN_NAMED, {"insurance_plan": plan.name})
    if reason.code == ReasonCode.PAYMENT and reason.fields["payments"] == (plan.payment,):
        return Reason("payment", Verdict.PASS, InsurancePlanCode.PLAN_TO_ASK, {**reason.fields, "insurance_plan": plan.name})
    return reason


@lru_cache(maxsize=256)
def _named(plan: InsurancePlan) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(plan.names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w){_STREET}", re.IGNORECASE)


def at_moment(reason: Reason, wishes: Collection[str]) -> Reason:
    """Return a reason that speaks of now where that was asked for, and not of the minute in which it was."""
    wanted = reason.fields.get("wanted_hours")
    if f"{WishKind.HOURS}:{NOW}" not in wishes or not isinstance(wanted, tuple) or len(wanted) != 1:
        return reason
    return replace(reason, fields={**reason.fields, "wanted_hours": (NOW,)})
