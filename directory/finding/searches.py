"""From words to listings: a name, a street, anything in a listing, with typing errors corrected."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from directory.district_settings.effective import DistrictSettings
from directory.finding.crisis import Crisis, crisis_card
from directory.finding.results import Result
from directory.listings.cards import cards
from directory.storage import search
from matching.danger import read
from matching.query import Place


@dataclass(frozen=True, slots=True)
class Searched:
    """What words find, and the words that were searched for if spelling was corrected."""

    query: str
    corrected: str | None
    results: tuple[Result, ...]
    crisis: Crisis | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the answer as defined by the command line's contract; `crisis` is present only if there is danger."""
        results = [entry.as_json() for entry in self.results]
        for result in results:
            del result["reasons"], result["approximate"]
        crisis = {"crisis": self.crisis.as_json()} if self.crisis else {}
        return {"query": self.query, "mended": self.corrected, "count": len(results), "results": results, **crisis}


def search_services(
    session: Session,
    words: str,
    today: datetime.date,
    *,
    place: Place | None = None,
    within: float = 10.0,
    limit: int = 20,
    district: DistrictSettings | None = None,
) -> Searched:
    """Return what the words find, nearest first if there is a place to start from."""
    found = search.search(session, words, place=place, within=within, limit=limit)
    shown = cards(session, [hit.id for hit in found.hits], today)
    about = place is not None and place.approximate
    results = tuple(
        Result(number, hit.score, card, hit.miles, hit.miles is not None and (about or card.precision in ("zip", "city")))
        for number, hit in enumerate(found.hits, 1)
        for card in (shown[hit.id],)
    )
    # The beginning of a long pasted text is enough to detect danger.
    danger = read(words[: search.LONGEST * 10])
    return Searched(words, found.corrected, results, crisis_card(danger, district))
