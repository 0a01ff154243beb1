"""Entries of an answer: a service with its reasons, as a match or a search found it."""

from __future__ import annotations

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
