"""Entries of an answer: a service with its reasons, as a match or a search found it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from directory.finding.reason_words import in_words
from directory.i18n.catalogs import ENGLISH
from directory.listings.cards import Card
from matching.query import Reason, Verdict

WORST_FIRST: tuple[Verdict, ...] = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.PASS)


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


def names_apart(entries: Iterable[Result]) -> Mapping[str, str]:
    """Return by their ids the names of services, each with its organization, or else its place, where several have one name."""
    cards = {one.card.id: one.card for one in entries}
    names = Counter(card.service for card in cards.values())
    of_one = Counter((card.service, card.organization) for card in cards.values())
    return {id: _apart(card, names[card.service], of_one[card.service, card.organization]) for id, card in cards.items()}


def _apart(card: Card, alike: int, of_one: int) -> str:
    if alike == 1:
        return card.service
    of = (card.address or card.location if of_one > 1 else None) or card.organization
    return f"{card.service} ({of})"
