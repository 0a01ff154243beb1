"""Matching: a query and candidates in, ranked matches with their reasons out.

Pure: no database, no page and no name of a student ever comes in here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matching.ages import of_age, of_ages, of_grade
    from matching.facet_codes import FacetCount
    from matching.query import Ages, Candidates, Match, Need, Place, Query, Ranking, Reason
    from matching.ranking import CountedRanking, judge, rank, rank_and_count
    from matching.reason_codes import ReasonCode
    from matching.reasons import closure_reason, record_reason, season_reason
    from matching.services import best_score
    from matching.tallies import Tally, tally

__all__ = [
    "Ages",
    "Candidates",
    "CountedRanking",
    "FacetCount",
    "Match",
    "Need",
    "Place",
    "Query",
    "Ranking",
    "Reason",
    "ReasonCode",
    "Tally",
    "best_score",
    "closure_reason",
    "judge",
    "of_age",
    "of_ages",
    "of_grade",
    "rank",
    "rank_and_count",
    "record_reason",
    "season_reason",
    "tally",
]

_ELSEWHERE = {
    "CountedRanking": "ranking",
    "FacetCount": "facet_codes",
    "ReasonCode": "reason_codes",
    "rank_and_count": "ranking",
    "best_score": "services",
    "closure_reason": "reasons",
    "judge": "ranking",
    "of_age": "ages",
    "of_ages": "ages",
    "of_grade": "ages",
    "rank": "ranking",
    "record_reason": "reasons",
    "season_reason": "reasons",
    "Tally": "tallies",
    "tally": "tallies",
}


def __getattr__(name: str) -> Any:
    """Import a name when it is first used: matching.needs alone should not wait for numpy and geopy."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"matching.{_ELSEWHERE.get(name, 'query')}"), name)
