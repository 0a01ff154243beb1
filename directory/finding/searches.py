"""From words to listings: a name, a street, anything in a listing, with typing errors corrected, and what the words ask for.

Words that name a need ("shrink", "terapia gratis") are answered as Find answers them, under the conditions that they name, beside
what has the words in its listing. A service whose name has all of the words comes first: it was looked for by its name.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from directory.district_settings.effective import DistrictSettings
from directory.errors import UnknownError
from directory.finding.condition_words import condition_words, need_words
from directory.finding.crisis import Crisis, crisis_card
from directory.finding.matches import Ask, Finding, find_matches
from directory.finding.question import NEAR
from directory.finding.results import Result
from directory.i18n.catalogs import ENGLISH
from directory.listings.cards import cards
from directory.storage import search
from directory.storage.listings.contact_search import listings_at
from directory.storage.vocabulary import STOP_WORDS
from matching.danger import ends_of, read
from matching.query import Place
from matching.text import fold_text


@dataclass(frozen=True, slots=True)
class Searched:
    """What words find, and the words that were searched for if spelling was corrected.

    `asked` is what was found for the needs and conditions that the words name, None if they name no need. `partial` is whether no
    listing has all of the words, and those with some are shown.
    """

    query: str
    corrected: str | None
    results: tuple[Result, ...]
    crisis: Crisis | None = None
    asked: Finding | None = None
    partial: bool = False

    @property
    def order(self) -> Sequence[str]:
        """The criteria in the order in which they were asked."""
        return self.asked.order if self.asked else ()

    def understood(self, language: str = ENGLISH) -> tuple[str, ...]:
        """Return the needs and conditions that the words name, in words of a language."""
        if self.asked is None:
            return ()
        needs = (need_words(need.slug, language) for need in self.asked.needs)
        return (*needs, *(condition_words(one.key, language) for one in self.asked.conditions))

    def as_json(self) -> dict[str, Any]:
        """Return the answer as defined by the command line's contract; `crisis` is present only if there is danger."""
        results = [entry.as_json() for entry in self.results]
        for result in results:
            del result["reasons"], result["approximate"]
        understood = {"understood": list(self.understood())} if self.asked else {}
        crisis = {"crisis": self.crisis.as_json()} if self.crisis else {}
        partial = {"partial": True} if self.partial else {}
        return {
            "query": self.query,
            "mended": self.corrected,
            **partial,
            **understood,
            "count": len(results),
            "results": results,
            **crisis,
        }


def search_services(
    session: Session,
    words: str,
    today: datetime.date,
    *,
    place: Place | None = None,
    within: float | None = None,
    limit: int = 20,
    district: DistrictSettings | None = None,
) -> Searched:
    """Return what the words find, nearest first if there is a place to start from; those at a street or a number, if the words are one."""
    found = search.search(session, words, place=place, within=NEAR if within is None else within, limit=limit)
    unknown = bool(found.corrected) or not (found.whole and found.hits)
    is_approximate = place is not None and place.approximate
    at = listings_at(session, words[: search.LONGEST], unknown=unknown)
    if at.ids:
        # A street may be in the name of an agency as well, whose other listings are elsewhere.
        named = () if at.is_number or not found.whole else _results(session, found.hits, today, is_approximate=is_approximate)
        ids = dict.fromkeys((*(one.card.id for one in named if _is_named(one, found.corrected or words)), *at.ids))
        found = search.Hits(search.hits_at(session, list(ids)[:limit], place), at.meant)
    by_words = _results(session, found.hits, today, is_approximate=is_approximate)
    finding = (
        None
        if at.ids
        else _asked(session, words[: search.LONGEST], today, place=place, within=within, limit=limit, district=district)
    )
    results = _together(by_words, finding, found.corrected or words, whole=found.whole)[:limit]
    danger = read(ends_of(words))
    # What was searched for as words is said only where that found something, and words of danger are never said otherwise.
    shown_by_words = {one.card.id for one in by_words} & {one.card.id for one in results}
    is_said = (finding is None or shown_by_words) and not (danger and danger.now)
    corrected = found.corrected if is_said else None
    ranked = tuple(replace(one, rank=number) for number, one in enumerate(results, 1))
    partial = finding is None and not found.whole and bool(ranked)
    return Searched(words, corrected, ranked, crisis_card(danger, district), finding, partial)


def _results(session: Session, hits: Sequence[search.Hit], today: datetime.date, *, is_approximate: bool) -> list[Result]:
    """Return hits as results; `is_approximate` is whether the starting place is."""
    shown = cards(session, [hit.id for hit in hits], today)
    return [
        Result(
            number, hit.score, card, hit.miles, hit.miles is not None and (is_approximate or card.precision in ("zip", "city"))
        )
        for number, hit in enumerate(hits, 1)
        for card in (shown[hit.id],)
    ]


def _asked(
    session: Session,
    words: str,
    today: datetime.date,
    *,
    place: Place | None,
    within: float | None,
    limit: int,
    district: DistrictSettings | None,
) -> Finding | None:
    """Return what Find answers to the words; None if they surely name no need."""
    ask = Ask(sentence=words, near=place.words if place else None, within=within, limit=limit, place=place)
    try:
        found = find_matches(session, ask, today, district=district)
    except UnknownError:
        return None
    return found if found.needs else None


def _together(by_words: Sequence[Result], finding: Finding | None, words: str, *, whole: bool) -> list[Result]:
    """Return what was found by words and by needs, each once: what has the words as its name, what was asked for, the other listings.

    Listings that have only some of the words are left out where it is understood what is asked for.
    """
    if finding is None:
        return list(by_words)
    answers = {one.card.id: one for one in finding.matches}
    named = [answers.get(one.card.id, one) for one in by_words if _is_named(one, words)]
    found: dict[str, Result] = {}
    for one in (*named, *finding.matches, *(by_words if whole else ())):
        found.setdefault(one.card.id, one)
    return list(found.values())


def _is_named(entry: Result, words: str) -> bool:
    """Whether a service's names have all of the words."""
    names = set(fold_text(f"{entry.card.service} {entry.card.organization}").split())
    wanted = {word for word in fold_text(words).split() if word not in STOP_WORDS}
    return bool(wanted) and wanted <= names
