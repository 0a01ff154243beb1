"""From what a specialist asks to ranked matches with their reasons: the one entrance to ranking."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from directory.errors import UnknownError, UsageError
from directory.places import zips
from directory.referrals.crisis import Crisis, crisis_card
from directory.storage import candidates, search
from directory.storage.publishing.cards import cards
from matching import of_age, of_grade, rank
from matching.needs import Reading, resolve, terms
from matching.query import Ages, Match, Need, Query


@dataclass(frozen=True, slots=True)
class Ask:
    """What was asked, in the asker's words; `near` is a ZIP or "LAT,LON", `within` is in miles."""

    needs: tuple[str, ...]
    age: float | None = None
    grade: str | None = None
    near: str | None = None
    within: float = 10.0
    languages: tuple[str, ...] = ()
    payment: str | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """What was understood, what was found, and the crisis card where words call for it."""

    query: dict[str, Any]
    crisis: Crisis | None
    matches: list[dict[str, Any]]
    near_misses: list[dict[str, Any]]

    def as_json(self) -> dict[str, Any]:
        """The answer as the command line's contract has it; `crisis` is there only where there is one."""
        crisis = {"crisis": asdict(self.crisis)} if self.crisis else {}
        return {
            "query": self.query,
            **crisis,
            "count": len(self.matches),
            "matches": self.matches,
            "near_misses": self.near_misses,
        }


def find_matches(session: Session, ask: Ask, today: datetime.date, *, district_text: str | None = None) -> Finding:
    """Ranked matches for what was asked.

    Raises UnknownError for a need or ZIP that is not known, UsageError for an argument that is malformed.
    """
    readings = [read_need(words) for words in ask.needs]
    query = _query(ask, readings)
    ranking = rank(query, candidates.candidates(session, query), today)
    shown = cards(session, [match.id for match in (*ranking.matches, *ranking.near_misses)])
    heard = tuple(dict.fromkeys(phrase for reading in readings for phrase in reading.crisis))
    return Finding(
        query=_told(ask, query),
        crisis=crisis_card(heard, district_text),
        matches=[_entry(number, match, shown[match.id]) for number, match in enumerate(ranking.matches, 1)],
        near_misses=[_entry(number, match, shown[match.id]) for number, match in enumerate(ranking.near_misses, 1)],
    )


def read_need(words: str) -> Reading:
    """The need terms that the words mean; raises UnknownError where they mean none and tell of no danger."""
    reading = resolve(words)
    if not reading.found and not reading.crisis:
        raise UnknownError(
            f"No need is known by “{words[:80]}”. Try other words, see all needs with `referral-desk needs`, "
            "or look for providers by name with `referral-desk search`."
        )
    return reading


def _query(ask: Ask, readings: Sequence[Reading]) -> Query:
    slugs = dict.fromkeys(found.slug for reading in readings for found in reading.found)
    if not slugs:
        raise UnknownError(
            "These words tell of danger, and name no service to look for. Call 988, or 911 in danger; then name a need."
        )
    return Query(
        needs=tuple(Need(slug) for slug in slugs),
        ages=_ages(ask),
        place=zips.place(ask.near) if ask.near else None,
        within=ask.within,
        languages=tuple(dict.fromkeys(code.strip().lower() for code in ask.languages)),
        payment=ask.payment,  # type: ignore[arg-type]  # the command offers just these words
        limit=ask.limit,
    )


def _ages(ask: Ask) -> Ages | None:
    try:
        if ask.age is not None:
            return of_age(ask.age)
        return of_grade(ask.grade) if ask.grade is not None else None
    except ValueError as error:
        raise UsageError(str(error)) from None


def _told(ask: Ask, query: Query) -> dict[str, Any]:
    known = terms()
    place = query.place
    return {
        "needs": [{"slug": need.slug, "name": known[need.slug].english} for need in query.needs],
        "words": list(ask.needs),
        "age": ask.age,
        "grade": ask.grade,
        "near": None if place is None else {"words": place.words, "latitude": place.latitude, "longitude": place.longitude},
        "within": query.within if place else None,
        "languages": list(query.languages),
        "payment": query.payment,
        "limit": query.limit,
    }


def _entry(number: int, match: Match, card: dict[str, Any]) -> dict[str, Any]:
    return {
        "rank": number,
        "score": round(match.score, 4),
        **card,
        "miles": None if match.miles is None else round(match.miles, 2),
        "approximate": match.approximate,
        "reasons": [asdict(reason) for reason in match.reasons],
    }


def search_services(
    session: Session, words: str, *, near: str | None = None, within: float = 10.0, limit: int = 20
) -> dict[str, Any]:
    """What the words find, as the command line's contract has it."""
    found = search.search(session, words, place=zips.place(near) if near else None, within=within, limit=limit)
    shown = cards(session, [hit.id for hit in found.hits])
    results = [
        {"rank": number, "score": hit.score, **shown[hit.id], "miles": None if hit.miles is None else round(hit.miles, 2)}
        for number, hit in enumerate(found.hits, 1)
    ]
    return {"query": words, "mended": found.mended, "count": len(results), "results": results}
