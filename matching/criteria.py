"""The criteria as columns: a verdict for every service, and the mark (0 to 1) that it earns.

The judges of single texts are also used by `reasons`, which says in codes what they found.

    >>> [payment(listed, Payment.MEDICAID) for listed in ("private sliding_scale", "free", "")]
    [0, 2, 1]
    >>> language("es so", ("so",)), language("es", ("so",)), language("es", ("en",))
    (2, 0, 1)
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np

from matching import ages, areas, languages, needs, openings, schools, seasons
from matching.after_school import Trip, trips
from matching.distance import haversine, within
from matching.freshness import STALE_AFTER
from matching.offers import PAYS, Mode, Payment
from matching.own_words import NamedIn
from matching.query import Candidates, Floats, Integers, Query, SoughtWord, Texts
from matching.text import fold_text
from matching.verdicts import FAIL, PASS, UNASKED, UNKNOWN, Codes, each_text
from matching.weights import (
    ALWAYS,
    ANSWERS,
    FADED,
    FADES_FROM,
    FADES_UNTIL,
    NAME_ALONE,
    PRIOR_CONNECTED,
    PRIOR_MEAN,
    PRIOR_REFERRED,
    RECORD_FULL,
    RECORD_POOR,
    REMOTE,
    WEIGHTS,
)
from matching.wishes.codes import criterion
from matching.wishes.judges import CLOSE_MILES, WALK_MILES, Reach, by_criterion, judge, worst
from matching.wishes.seasons import wished_months

EXCLUDING = ("age", "audience", "distance", "area", "school", "danger")
"""Criteria in which a fail excludes a service."""

FROM_SCHOOL = "time:after_school"
"""The wish that is judged by the way from school, if that is known."""

REMOTE_MODES = (Mode.ONLINE, Mode.PHONE)
"""Modes in which a service needs no address."""


def asked(query: Query) -> frozenset[str]:
    """Return the criteria that count for a query."""
    given = {"distance": query.place, "area": query.place, "age": query.ages, "languages": query.languages,
             "payment": query.payment, "mode": query.modes, "words": query.words}  # fmt: skip
    wished = {criterion(code) for code in query.wishes}
    return frozenset(ALWAYS) | {name for name, wanted in given.items() if wanted} | wished


def weight(name: str, query: Query) -> float:
    """Return what a criterion counts in a query: its weight, of which the asker's words earn no more than they tell.

    A word that one listing names earns all of it, a word that a quarter of them names a sixth.
    """
    told = min(1.0, math.fsum(word.rarity for word in query.words)) if name == "words" else 1.0
    return WEIGHTS[name].weight * told


def words(listed: str) -> int:
    """Return the verdict on the asker's words that a service names: one is enough, and none may be a matter of wording."""
    return PASS if listed else UNKNOWN


def words_mark(listed: str, words: Collection[SoughtWord]) -> float:
    """Return the share of the asker's words that a service names, each counted by its rarity, and less in a name alone."""
    total = math.fsum(word.rarity for word in words)
    return words_told(listed, words) / total if total else 0.0


def words_told(listed: str, words: Collection[SoughtWord]) -> float:
    """Return the rarity of all the words that a service names, of which those in a name alone count less."""
    worth: dict[str, float] = {}
    for where, _, stem in (code.partition(":") for code in listed.split()):
        worth[stem] = max(worth.get(stem, 0.0), NAME_ALONE if where == NamedIn.NAME else 1.0)
    return math.fsum(word.rarity * worth.get(word.stem, 0.0) for word in words)


def payment(listed: str, wanted: Payment) -> int:
    """Return the verdict on the ways to pay that are listed."""
    return _any_of(listed.split(), PAYS[wanted])


def mode(listed: str, wanted: Collection[Mode]) -> int:
    """Return the verdict on the ways in which a service is offered."""
    return _any_of(listed.split(), wanted)


def language(listed: str, wanted: Collection[str]) -> int:
    """Return the verdict on the languages listed: one of those asked for is enough.

    Lists usually name only languages other than English, so missing English is unknown.
    """
    spoken, asked_for = [languages.base(code) for code in listed.split()], [languages.base(code) for code in wanted]
    verdict = _any_of(spoken, asked_for)
    return UNKNOWN if verdict == FAIL and "en" in asked_for else verdict


def remote(modes: str) -> int:
    """Return the verdict on the distance of a service without a point: pass if it works by phone or online, else unknown."""
    return PASS if _any_of(modes.split(), REMOTE_MODES) == PASS else UNKNOWN


def _any_of(listed: Collection[str], wanted: Collection[str]) -> int:
    return UNKNOWN if not listed else PASS if any(one in listed for one in wanted) else FAIL


def audience(listed: str, query: Query, answered: Collection[str] | None = None) -> int:
    """Return the verdict on the people whom a service is exclusively for: fail if no child asked for can be one of them.

    `answered` are those of the needs that the service answers, all of them if None.
    """
    if not listed:
        return UNASKED
    slugs = [need.slug for need in query.needs]
    own = needs.own_needs(slugs, answered)
    years: list[float | None] = [child.low for child in query.children]
    limits = needs.limits(listed.split(), slugs, answered)
    shut_out = (all(needs.shuts_out(key, own, age) for age in years or [None]) for key in limits)
    return min((FAIL if fails else UNKNOWN for fails in shut_out), default=UNASKED)


def answered_needs(query: Query, fits: Floats) -> tuple[str, ...] | None:
    """Return which needs a service answers, by how surely it answers each; None if it answers none and was found by words."""
    slugs = dict.fromkeys(need.slug for need in query.needs)
    return tuple(slug for slug, fit in zip(slugs, fits.tolist(), strict=True) if fit > 0) or None


def audiences(query: Query, columns: Candidates, fits: Floats) -> Codes:
    """Return the verdict on whom each service is exclusively for, by the needs that it answers (needs × services)."""
    found = np.full(len(columns), UNASKED, dtype=np.int8)
    judged: dict[tuple[str, tuple[str, ...] | None], int] = {}
    for i in np.flatnonzero(columns.audience != ""):
        one = str(columns.audience[i]), answered_needs(query, fits[:, i])
        if one not in judged:
            judged[one] = audience(one[0], query, one[1])
        found[i] = judged[one]
    return found


def freshness(days: Floats) -> Codes:
    """Return the verdict on listings confirmed this many days ago, NaN for never; a stale one may still be true, so none fails."""
    return np.where(days <= STALE_AFTER.days, PASS, UNKNOWN).astype(np.int8)


def shrunk(connected: Floats, referred: Floats) -> Floats:
    """Return the share of a provider's closed referrals that were connected, shrunk toward the mean if there are few."""
    total = np.maximum(np.nan_to_num(referred), 0.0)
    good = np.clip(np.nan_to_num(connected), 0.0, total)
    return (good + PRIOR_CONNECTED) / (total + PRIOR_REFERRED)


def record(share: Floats) -> Codes:
    """Return the verdict on a shrunk share: pass above the prior mean, fail if far below it, else unknown."""
    return np.where(share > PRIOR_MEAN, PASS, np.where(share < RECORD_POOR, FAIL, UNKNOWN)).astype(np.int8)


def verdicts(query: Query, columns: Candidates, fits: Floats, today: dt.date) -> dict[str, Codes]:
    """Return a verdict for each row and each criterion asked for, except needs; distance only for services without a point.

    `fits` (needs × rows) is how surely each need is answered.
    """
    found = {
        "freshness": freshness(today.toordinal() - columns.assured),
        "capacity": openings.verdicts(columns.capacity, columns.wait, columns.capacity_day, today.toordinal()),
        "record": record(shrunk(columns.connected, columns.referred)),
        "season": np.where(
            columns.closed_until > today.toordinal(),
            UNKNOWN,
            seasons.in_any(columns.first_month, columns.last_month, wished_months(query.wishes) or (today.month,)),
        ).astype(np.int8),
        "audience": audiences(query, columns, fits),
        "danger": np.where((columns.for_crisis > 0) & (not query.danger), FAIL, UNASKED).astype(np.int8),
    }
    if query.children:
        found["age"] = ages.verdicts_on_all(columns.minimum_age, columns.maximum_age, query.children)
        # If it is for adults but lists ages that include the student's, somebody must ask which is true.
        at_odds = (columns.audience == "adults") & (found["age"] == PASS) & (found["audience"] == FAIL)
        found["audience"] = np.where(at_odds, UNKNOWN, found["audience"]).astype(np.int8)
    texts: dict[str, tuple[Texts, Callable[[str], int]]] = {
        "school": (columns.school, lambda text: schools.read(text, query.school)),
        "languages": (columns.languages, lambda text: language(text, query.languages)),
        "payment": (columns.payments, lambda text: payment(text, query.payment or Payment.FREE)),
        "mode": (columns.modes, lambda text: mode(text, query.modes)),
        "words": (columns.words, words),
    }
    if place := query.place:
        texts |= {"area": (columns.areas, lambda text: areas.read(text, place)), "distance": (columns.modes, remote)}
    found |= {name: each_text(column, judge) for name, (column, judge) in texts.items() if name in asked(query)}
    return found | _granted(query, columns)


def _granted(query: Query, columns: Candidates) -> dict[str, Codes]:
    """Return the verdicts on wishes, by their criteria."""
    found: dict[str, Codes] = {}
    for name, wishes in by_criterion(query.wishes).items():
        away = _reach(query, columns) if name == "travel" else [Reach.UNKNOWN] * len(columns)
        ways = _trips(query, columns) if name == "schedule" else [None] * len(columns)
        ones = list(zip(columns.traits.tolist(), away, ways, strict=True))
        codes = {one: worst(judge(name, frozenset((one[0] or "").split()), wishes, *one[1:])) for one in set(ones)}
        found[name] = np.fromiter(map(codes.__getitem__, ones), np.int8, len(ones))
    return found


def _trips(query: Query, columns: Candidates) -> Sequence[Trip | None]:
    """Return the way from school to each service, if a wish depends on it."""
    if query.after_school is None or FROM_SCHOOL not in query.wishes:
        return [None] * len(columns)
    return trips(query.after_school, columns.latitude, columns.longitude)


def _reach(query: Query, columns: Candidates) -> list[Reach]:
    """Return how far away each service is, for somebody without a car."""
    if query.place is None:
        return [Reach.UNKNOWN] * len(columns)
    start = query.place.latitude, query.place.longitude
    found = np.where(np.isnan(haversine(*start, columns.latitude, columns.longitude)), Reach.UNKNOWN, Reach.FAR)
    for miles, reached in ((CLOSE_MILES, Reach.CLOSE), (WALK_MILES, Reach.WALK)):
        found = np.where(within(start, columns.latitude, columns.longitude, miles), reached, found)
    reaches = tuple(Reach)
    return [reaches[code] for code in found.tolist()]


def behind(query: Query, columns: Candidates, verdicts: Mapping[str, Codes], fits: Floats) -> Integers:
    """Return what sorts services behind all others, however well they score; `fits` (needs × services) is how they answer.

    0 is none. Then come, each before all combinations of those named earlier: what is outside the towns asked for, or there and
    unsure to answer; people whom the student may not belong to; each child
    that is left out; what does not run now, which helps nobody today whomever it takes; and what answers no need.
    """
    # One "for adults" whose ages include the student's is asked about, and is no less likely than others.
    limited = (verdicts["audience"] != UNASKED) & (columns.audience != "adults")
    out_of_season = (verdicts["season"] == FAIL) | (verdicts["season"] == UNKNOWN)
    left_out = ages.left_out(columns.minimum_age, columns.maximum_age, query.children)
    answers_none = ~(fits > 0).any(axis=0)
    late = 2 * (len(query.children) + 1)
    later = limited + 2 * left_out + late * (out_of_season + 2 * answers_none)
    return np.array(_outside(query, columns, fits) + 2 * later if query.towns else later, dtype=np.int64)


def _outside(query: Query, columns: Candidates, fits: Floats) -> Codes:
    """Return 1 for services that are in none of the towns asked for, or do not surely answer a need."""
    is_there = np.fromiter((fold_text(town or "") in query.towns for town in columns.town.tolist()), np.bool_, len(columns))
    return (~(is_there & (fits >= ANSWERS).any(axis=0))).astype(np.int8)


def marks(query: Query, columns: Candidates, verdicts: Mapping[str, Codes], today: dt.date) -> dict[str, Floats]:
    """Return the mark of each verdict that has a weight; days, shares and words give marks in between."""
    found = {name: np.array([0.0, WEIGHTS[name].unknown, 1.0, 1.0])[codes] for name, codes in verdicts.items() if name in WEIGHTS}
    days = today.toordinal() - columns.assured
    faded = np.interp(days, (FADES_FROM, FADES_UNTIL), (1.0, FADED))
    found["freshness"] = np.where(np.isnan(days), found["freshness"], np.where(days > FADES_UNTIL, 0.0, faded))
    found["record"] = np.minimum(shrunk(columns.connected, columns.referred) / RECORD_FULL, 1.0)
    if "words" in found:
        listed = columns.words.tolist()
        earned = {text: words_mark(text, query.words) for text in set(listed)}
        found["words"] = np.fromiter(map(earned.__getitem__, listed), np.float64, len(listed))
    if "distance" in found:
        found["distance"] = np.where(verdicts["distance"] == PASS, REMOTE, WEIGHTS["distance"].unknown)
    return found
