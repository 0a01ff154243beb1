"""Entries of an answer: a service with its reasons, and its three decisive facts.

The three facts, by this rule:
1. *Who it takes*: the age, unless the need is less certain than the age, or several needs were asked for: then the one
   that it answers best, unless the age shuts the student out or the listing is for certain people only.
2. *Where*: the distance, but an area or a school that shuts the student out comes before it; without a place to start
   from, the address.
3. *The worst of what else was asked* (the activity, payment, languages, when, who helps, the way there, how it is offered,
   the family's preferences; a lack of openings counts too): what fails, then what is unknown, then what is right. If nothing else was asked, the cost, else the
   hours, else how fresh the listing is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from directory.finding.reason_codes import ListingCode, ReasonNote
from directory.finding.reason_words import in_words
from directory.i18n.catalogs import ENGLISH
from directory.listings.cards import Card
from matching.query import Reason, Verdict

WORST_FIRST: tuple[Verdict, ...] = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.PASS)
ASKED = ("activity", "payment", "languages", "schedule", "helper", "travel", "setting", "mode", "preference")


@dataclass(frozen=True, slots=True)
class Fact:
    """A few decisive words, and their verdict."""

    criterion: str
    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """A service in an answer; `score` is from 0 to 1, `miles` None if either end has no point."""

    rank: int
    score: float
    card: Card
    miles: float | None
    approximate: bool = False
    reasons: tuple[Reason, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return a match as defined by the command line's contract."""
        return {
            "rank": self.rank,
            "score": self.score,
            **self.card.as_json(),
            "miles": None if self.miles is None else round(self.miles, 2),
            "approximate": self.approximate,
            "reasons": [
                {"criterion": one.criterion, "verdict": one.verdict, "text": in_words(one, ENGLISH)} for one in self.reasons
            ],
        }


def decisive(entry: Result, language: str) -> tuple[Fact, Fact, Fact]:
    """Return the three decisive facts in a language, in the order who, where, what else."""
    return _who(entry, language), _where(entry, language), _what_else(entry, language)


def _who(entry: Result, language: str) -> Fact:
    needs = [reason for reason in entry.reasons if reason.criterion == "need"]
    need, age = _best_of(needs), _worst(entry, ("age",))
    if age and age.verdict == Verdict.FAIL:
        return _fact(age, language)
    if people := _worst(entry, ("audience",)):
        return _fact(people, language)
    if need and len(needs) > 1:
        return _fact(need, language)
    if age and (need is None or WORST_FIRST.index(age.verdict) <= WORST_FIRST.index(need.verdict)):
        return _fact(age, language)
    if need and (age or need.verdict != Verdict.PASS or entry.card.ages is None):
        return _fact(need, language)
    return _listed("age", entry.card.ages, ListingCode.AGES_UNLISTED, language)


def _where(entry: Result, language: str) -> Fact:
    shut_out = _worst(entry, ("area", "school"))
    if shut_out and shut_out.verdict == Verdict.FAIL:
        return _fact(shut_out, language)
    distance = _worst(entry, ("distance",))
    if distance:
        return _fact(distance, language)
    if entry.card.confidential:
        return _listed("distance", None, ListingCode.ADDRESS_CONFIDENTIAL, language)
    return _listed("distance", entry.card.address, ListingCode.ADDRESS_UNLISTED, language)


def _what_else(entry: Result, language: str) -> Fact:
    full = [reason for reason in entry.reasons if reason.criterion == "capacity" and reason.verdict == Verdict.FAIL]
    asked = _worst_of([*(r for name in ASKED for r in entry.reasons if r.criterion == name), *full])
    if asked:
        return _fact(asked, language)
    card = entry.card
    if card.cost:
        return Fact("cost", Verdict.PASS, card.cost)
    if card.hours:
        return Fact("hours", Verdict.PASS, card.hours)
    fresh = _worst(entry, ("freshness",))
    return _fact(fresh, language) if fresh else _listed("cost", None, ListingCode.COST_UNLISTED, language)


def _worst(entry: Result, criteria: Sequence[str]) -> Reason | None:
    return _worst_of([reason for reason in entry.reasons if reason.criterion in criteria])


def _worst_of(reasons: Iterable[Reason]) -> Reason | None:
    """Return the first of the worst reasons."""
    return min(reasons, key=lambda reason: WORST_FIRST.index(reason.verdict), default=None)


def _best_of(reasons: Iterable[Reason]) -> Reason | None:
    """Return the first of the best reasons."""
    return max(reasons, key=lambda reason: WORST_FIRST.index(reason.verdict), default=None)


def _listed(criterion: str, words: str | None, unlisted: ListingCode, language: str) -> Fact:
    """Return what the listing itself says, or that it does not."""
    if words:
        return Fact(criterion, Verdict.PASS, words)
    return Fact(criterion, Verdict.UNKNOWN, in_words(ReasonNote(unlisted), language))


def _fact(reason: Reason, language: str) -> Fact:
    """Return a reason's sentence up to where it turns to the student or to what to do: "Takes ages 6 to 12"."""
    return Fact(reason.criterion, reason.verdict, re.split(r"; |: ", in_words(reason, language), maxsplit=1)[0])
