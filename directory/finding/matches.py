"""From a specialist's question to ranked matches with their reasons: the only entrance to ranking."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from directory.district_settings.effective import DistrictSettings
from directory.finding.children import ages_to_ask, children_of, for_relative, spared, with_needs
from directory.finding.conditions import (
    AppliedConditions,
    OverruledCondition,
    apply,
    criteria_in_order,
    query_as_json,
    understood_facets,
)
from directory.finding.crisis import Crisis, crisis_card
from directory.finding.no_results import SearchSuggestion, how_many, if_meant, kindred, suggestions, why
from directory.finding.place_names import PlaceNames, place_names
from directory.finding.plan_json import plan_as_json
from directory.finding.plans import FoundPlan, found_plan, plan_matches
from directory.finding.preferences import at_moment, judged, not_wished, with_plan
from directory.finding.question import (
    NEAR,
    Ask,
    AskedNeed,
    AskedSchool,
    Heard,
    Understood,
    read_need,
    start,
    understand,
    way_from_school,
    wishes_at_moment,
)
from directory.finding.reason_codes import FewCode, ReasonNote
from directory.finding.reason_words import in_words
from directory.finding.results import Result
from directory.i18n.catalogs import ENGLISH
from directory.listings.cards import Card, cards
from directory.storage import candidates, own_words
from matching import closure_reason, judge, rank_and_count, record_reason, season_reason, tally
from matching.facet_codes import FacetCount
from matching.offers import PAYS, Mode
from matching.plan import is_planned, make_plan
from matching.query import Candidates, Match, Need, Place, Query, Reason, Verdict
from matching.requests import Condition

__all__ = [
    "Ask",
    "AskedNeed",
    "AskedSchool",
    "Finding",
    "find_matches",
    "judge_services",
    "read_need",
    "record_reason",
    "season",
]

FEW = 3
"""With fewer matches than this, the answer says why and what else could be asked."""

READ_ON = 3
"""If the family has preferences, this many times as many services are ranked as are shown, since preferences reorder them."""

WIDER = (10.0, 25.0, 50.0)
"""Larger distances in miles for which the answer also counts services if there are few matches."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was understood, what was found, and the crisis card if the words call for it.

    `needs` are the needs as understood, `unanswered` those that no service fits, and `unread` words that were not understood;
    `nameless` is whether the sentence names no need. `conditions` are those of the sentence, `overruled` those that are not
    asked for, and `denied` the words that say what is not needed; `order` are the criteria in the order in which they were asked.
    `plan` groups the answer to several needs or children; `ages_asked` asks for ages of children whom the sentence only names. `total` is how many match, also beyond the limit, `unnarrowed` how many did
    before they were narrowed, and `facets` by what they can be. If there are few matches or none, `nothing` says why, and
    `suggestions` are what else to ask, each with the number it would find. `place` is where
    miles are counted from, as the form or the sentence names it, and `within` how many.
    """

    query: dict[str, Any]
    crisis: Crisis | None
    matches: tuple[Result, ...]
    near_misses: tuple[Result, ...]
    needs: tuple[Understood, ...] = ()
    unanswered: tuple[Understood, ...] = ()
    unread: tuple[str, ...] = ()
    nothing: tuple[ReasonNote, ...] = ()
    suggestions: tuple[SearchSuggestion, ...] = ()
    conditions: tuple[Condition, ...] = ()
    overruled: tuple[OverruledCondition, ...] = ()
    instead: tuple[Condition, ...] = ()
    denied: tuple[str, ...] = ()
    nameless: bool = False
    order: tuple[str, ...] = ()
    plan: FoundPlan | None = None
    ages_asked: ReasonNote | None = None
    total: int = 0
    unnarrowed: int = 0
    facets: tuple[FacetCount, ...] = ()
    place: Place | None = None
    within: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """Return the answer as defined by the command line's contract; `crisis` is present only if there is danger."""
        return {
            "query": self.query,
            **({"crisis": self.crisis.as_json()} if self.crisis else {}),
            "count": len(self.matches),
            "total": self.total,
            "unnarrowed": self.unnarrowed,
            "facets": [one.as_json() for one in self.facets],
            "matches": [entry.as_json() for entry in self.matches],
            "near_misses": [entry.as_json() for entry in self.near_misses],
            **({"plan": plan_as_json(self.plan)} if self.plan else {}),
            **({"ages_to_ask": in_words(self.ages_asked, ENGLISH)} if self.ages_asked else {}),
        }


def find_matches(session: Session, ask: Ask, today: datetime.date, *, district: DistrictSettings | None = None) -> Finding:
    """Return ranked matches for a question; if the words report only danger, the crisis card alone.

    Raise UnknownError for an unknown need or ZIP, and UsageError for a malformed argument.
    """
    heard, applied = _understood(session, ask, district)
    asked, ask = ask, applied.ask
    query, preferences = _query(session, ask, heard), not_wished(ask.preferences, ask.wishes)
    found = candidates.candidates(session, query)
    # Preferences are judged from the cards of more services than are shown, so that a better one is not cut off first.
    farther = replace(query, limit=query.limit * (READ_ON if preferences else 1))
    counted = rank_and_count(farther, found, today)
    # Words that report danger are answered by the crisis card alone.
    if query.words and counted.unnarrowed < FEW and (heard.needs or not heard.crisis):
        counted = rank_and_count(farther, candidates.found_by_words(session, query, found), today)
    ranking = counted.ranking
    missed = () if len(ranking.matches) >= query.limit else ranking.near_misses
    plan = None if ask.only or not is_planned(query) else make_plan(query, found, today, candidates.names(session, found))
    shown = cards(session, [match.id for match in (*ranking.matches, *missed, *plan_matches(plan))], today)

    def results(some: Sequence[Match]) -> tuple[Result, ...]:
        return _ordered_results(ask, some, shown, danger=query.danger)

    matches = results(ranking.matches)[: query.limit]
    answering = [entry for entry in matches if entry.card.id in {match.id for match in ranking.matches if match.needs}]
    nothing, offered = _if_few(session, ask, heard, query=query, matches=answering, today=today)
    # Whoever narrows an answer knows that there is more.
    unanswered = () if ask.only else _unanswered(query, heard, found, answering, today)
    if matches and unanswered:
        nothing = (*nothing, how_many(query, [need.slug for need in unanswered], 0))
    return Finding(
        query=query_as_json(ask, heard, applied, query),
        crisis=crisis_card(heard.crisis, district),
        matches=matches,
        near_misses=results(missed),
        needs=heard.needs,
        unanswered=unanswered,
        unread=heard.unread,
        nothing=nothing,
        suggestions=tuple(replace(one, ask=applied.kept_out(one.ask)) for one in (*if_meant(ask, heard), *offered)),
        conditions=applied.conditions,
        overruled=applied.overruled,
        instead=applied.instead,
        denied=heard.denied,
        nameless=heard.nameless,
        order=criteria_in_order(applied.conditions),
        plan=found_plan(plan, query, results),
        ages_asked=ages_to_ask(heard, query.children, asked),
        total=counted.total,
        unnarrowed=counted.unnarrowed,
        facets=counted.facets,
        place=query.place,
        within=query.within,
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """How services fit a question, by their ids, and the criteria in the order in which they were asked."""

    results: dict[str, Result]
    order: tuple[str, ...]


def judge_services(
    session: Session, ask: Ask, record_ids: Sequence[str], today: datetime.date, *, district: DistrictSettings | None = None
) -> Judged:
    """Return how each of these services at location fits the question, whatever it fails in; unknown ids are left out.

    Raise the same errors as find_matches.
    """
    heard, applied = _understood(session, ask, district)
    ask = applied.ask
    query = _query(session, ask, heard)
    judged_ones = judge(query, candidates.of_records(session, record_ids, query.words), today)
    shown = cards(session, [match.id for match in judged_ones], today)
    results = _ordered_results(ask, judged_ones, shown, danger=query.danger)
    return Judged({entry.card.id: entry for entry in results}, criteria_in_order(applied.conditions))


def _understood(session: Session, ask: Ask, district: DistrictSettings | None = None) -> tuple[Heard, AppliedConditions]:
    named = place_names(session, ask.near, ask.sentence, district) if ask.sentence else PlaceNames()
    heard = understand(ask, named.names)
    ask = for_relative(ask, heard)
    return heard, apply(ask, heard.conditions, named, heard.siblings)


def season(card: Card, today: datetime.date) -> Reason | None:
    """Return the reason on whether a service runs now; None if it runs all year or names no season."""
    return _closure(card) or (season_reason(card.season.first, card.season.last, today) if card.season else None)


def _closure(card: Card) -> Reason | None:
    return closure_reason(card.closure.words) if card.closure else None


def _query(session: Session, ask: Ask, heard: Heard) -> Query:
    children = with_needs(children_of(ask), heard)
    return Query(
        needs=tuple(told.need for told in heard.needs),
        ages=children[0] if children else None,
        siblings=children[1:],
        together=heard.together,
        spared=spared(children, heard),
        place=start(ask),
        within=NEAR if ask.within is None else ask.within,
        languages=tuple(dict.fromkeys(code.strip().lower() for code in ask.languages)),
        payment=next((way for way in PAYS if way == ask.payment), None),
        school=ask.school.name if ask.school else None,
        modes=tuple(Mode(one) for one in ask.modes if one in tuple(Mode)),
        limit=ask.limit,
        order=ask.order,
        danger=heard.danger,
        wishes=wishes_at_moment(ask),
        after_school=way_from_school(session, ask),
        words=own_words.sought(session, heard.words, " ".join(heard.unread).lower().split()),
        only=understood_facets(ask.only),
        towns=ask.towns,
    )


def _ordered_results(ask: Ask, matches: Sequence[Match], shown: dict[str, Card], *, danger: bool) -> tuple[Result, ...]:
    """Return the matches as results, reordered by the family's preferences; none is hidden.

    A service that goes against a preference comes after the others. Services that do not run now, or are for people the student
    may not belong to, come after these, and services for danger alone come last, each in the order of their rank.
    """
    found, preferences = [], not_wished(ask.preferences, ask.wishes)
    for match in matches:
        card = shown[match.id]
        more = judged(preferences, card, match.miles)
        told = (closed if one.criterion == "season" and (closed := _closure(card)) else one for one in match.reasons)
        reasons = [with_plan(at_moment(one, ask.wishes), ask.insurance_plan, card.payment_text) for one in told]
        entry = Result(0, round(match.score, 4), card, match.miles, match.approximate, (*reasons, *more))
        order = (card.for_crisis and not danger, match.behind, any(reason.verdict == Verdict.FAIL for reason in more))
        found.append((order, entry))
    found.sort(key=lambda one: one[0])
    return tuple(replace(entry, rank=number) for number, (_, entry) in enumerate(found, 1))


def _unanswered(
    query: Query, heard: Heard, found: Candidates, matches: Sequence[Result], today: datetime.date
) -> tuple[Understood, ...]:  # fmt: skip
    """Return the needs that no service fits; if several were asked for, one service may answer them all.

    People who stand beside a need are none: the plan says if nobody is there for them.
    """
    people = {slug for phrase in query.together for slug in phrase.people}
    needs = tuple(need for need in heard.needs if need.slug not in people)
    if len(needs) == 1 or not matches:
        return () if matches else needs
    fitting = tally(query, found, today, [query.within]).by_need
    return tuple(need for need in needs if not fitting[need.slug])


def _if_few(
    session: Session, ask: Ask, heard: Heard, *, query: Query, matches: Sequence[Result], today: datetime.date
) -> tuple[tuple[ReasonNote, ...], tuple[SearchSuggestion, ...]]:
    """Return why there are few matches or none, and what else to ask; this costs two more queries and a count."""
    if not heard.needs:
        return (ReasonNote(FewCode.DID_YOU_MEAN if heard.doubtful else FewCode.NAME_A_NEED),), ()
    if len(matches) >= min(FEW, query.limit) or query.only:
        return (), ()
    distances = sorted({query.within, *(miles for miles in WIDER if miles > query.within)}) if query.place else [query.within]
    around = tally(query, candidates.all_ages(session, query, distances[-1]), today, distances)
    others = replace(query, needs=tuple(Need(slug) for slug in kindred([need.slug for need in heard.needs])))
    related = tally(others, candidates.all_ages(session, others, query.within), today, [query.within]).by_need
    slugs = [need.slug for need in heard.needs]
    told = why(query, slugs, distances, around, anywhere=candidates.listed(session, query), matches=matches)
    return told, suggestions(ask, query, distances, around, related)
