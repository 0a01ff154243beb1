"""Each criterion as a column: a verdict for every service, and the mark (0 to 1) that it earns.

What a text says is judged by the same functions here and in `reasons`, which says it in codes.

    >>> payment("private sliding_scale", "medicaid"), payment("free", "medicaid"), payment("", "medicaid")
    (0, 2, 1)
    >>> language("es so", ("so",)), language("es", ("so",)), language("es", ("en",))
    (2, 0, 1)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping

import numpy as np

from matching import ages, areas, languages, needs, schools, seasons
from matching.freshness import STALE_AFTER
from matching.query import Candidates, Floats, Integers, Query, Texts
from matching.verdicts import FAIL, PASS, UNASKED, UNKNOWN, Codes, each_text
from matching.weights import (
    ALWAYS,
    FADED,
    FADES_FROM,
    FADES_UNTIL,
    PRIOR_CONNECTED,
    PRIOR_MEAN,
    PRIOR_REFERRED,
    RECORD_FULL,
    RECORD_POOR,
    REMOTE,
    WEIGHTS,
)

EXCLUDING = ("age", "audience", "distance", "area", "school", "danger")
"""A fail in one of these excludes."""

PAYS: Mapping[str, tuple[str, ...]] = {
    "medicaid": ("medicaid", "free"),
    "private": ("private", "free"),
    "uninsured": ("uninsured", "sliding_scale", "free"),
    "free": ("free",),
}
"""What a listing may say to serve each way of paying."""

REMOTE_MODES = ("online", "phone")
"""Offered in one of these ways, a service without an address needs none."""


def asked(query: Query) -> frozenset[str]:
    """The criteria that count for a query."""
    given = {"distance": query.place, "area": query.place, "age": query.ages, "languages": query.languages,
             "payment": query.payment, "mode": query.modes}  # fmt: skip
    return frozenset(ALWAYS) | {criterion for criterion, wanted in given.items() if wanted}


def payment(listed: str, wanted: str) -> int:
    """The verdict on the ways to pay that are listed."""
    return _any_of(listed.split(), PAYS[wanted])


def mode(listed: str, wanted: Collection[str]) -> int:
    """The verdict on the ways in which a service is offered."""
    return _any_of(listed.split(), wanted)


def language(listed: str, wanted: Collection[str]) -> int:
    """The verdict on the languages listed: one of those asked for is enough.

    Lists name the languages beside English, so that English left out is unknown.
    """
    spoken, asked_for = [languages.base(code) for code in listed.split()], [languages.base(code) for code in wanted]
    verdict = _any_of(spoken, asked_for)
    return UNKNOWN if verdict == FAIL and "en" in asked_for else verdict


def remote(modes: str) -> int:
    """The verdict on the distance of a service without a point: none where it works by phone or online."""
    return PASS if _any_of(modes.split(), REMOTE_MODES) == PASS else UNKNOWN


def _any_of(listed: Collection[str], wanted: Collection[str]) -> int:
    return UNKNOWN if not listed else PASS if any(one in listed for one in wanted) else FAIL


def audience(listed: str, query: Query) -> int:
    """The verdict on the people whom a service is for alone: a fail where a student cannot be one of them."""
    if not listed:
        return UNASKED
    slugs, age = [need.slug for need in query.needs], query.ages.low if query.ages else None
    codes = (FAIL if needs.shuts_out(key, slugs, age) else UNKNOWN for key in needs.limits(listed.split(), slugs))
    return min(codes, default=UNASKED)


def freshness(days: Floats) -> Codes:
    """Return the verdict on listings confirmed so many days ago, NaN for never: a stale one may still be true, so it never fails."""
    return np.where(days <= STALE_AFTER.days, PASS, UNKNOWN).astype(np.int8)


def capacity(places: Floats) -> Codes:
    """The verdict on the number of free places."""
    return np.where(places > 0, PASS, np.where(places <= 0, FAIL, UNKNOWN)).astype(np.int8)


def shrunk(connected: Floats, referred: Floats) -> Floats:
    """The share of a provider's closed referrals that were connected, shrunk towards the mean where there are few."""
    total = np.maximum(np.nan_to_num(referred), 0.0)
    good = np.clip(np.nan_to_num(connected), 0.0, total)
    return (good + PRIOR_CONNECTED) / (total + PRIOR_REFERRED)


def record(share: Floats) -> Codes:
    """The verdict on a shrunk share: better than what a new provider is taken for, far worse, or neither."""
    return np.where(share > PRIOR_MEAN, PASS, np.where(share < RECORD_POOR, FAIL, UNKNOWN)).astype(np.int8)


def verdicts(query: Query, columns: Candidates, today: dt.date) -> dict[str, Codes]:
    """A verdict for each criterion asked for but the needs, and for each row; of distance only where there is no point."""
    found = {
        "freshness": freshness(today.toordinal() - columns.assured),
        "capacity": capacity(columns.capacity),
        "record": record(shrunk(columns.connected, columns.referred)),
        "season": np.where(
            columns.closed_until > today.toordinal(),
            UNKNOWN,
            seasons.verdicts(columns.first_month, columns.last_month, today.month),
        ).astype(np.int8),
        "audience": each_text(columns.audience, lambda text: audience(text, query)),
        "danger": np.where((columns.for_crisis > 0) & (not query.danger), FAIL, UNASKED).astype(np.int8),
    }
    if query.ages:
        found["age"] = ages.verdicts(columns.minimum_age, columns.maximum_age, query.ages)
        # Where it is called one for adults and lists ages that take the student, somebody must ask which of them holds.
        at_odds = (columns.audience == "adults") & (found["age"] == PASS) & (found["audience"] == FAIL)
        found["audience"] = np.where(at_odds, UNKNOWN, found["audience"]).astype(np.int8)
    texts: dict[str, tuple[Texts, Callable[[str], int]]] = {
        "school": (columns.school, lambda text: schools.read(text, query.school)),
        "languages": (columns.languages, lambda text: language(text, query.languages)),
        "payment": (columns.payments, lambda text: payment(text, query.payment or "free")),
        "mode": (columns.modes, lambda text: mode(text, query.modes)),
    }
    if place := query.place:
        texts |= {"area": (columns.areas, lambda text: areas.read(text, place)), "distance": (columns.modes, remote)}
    return found | {name: each_text(column, judge) for name, (column, judge) in texts.items() if name in asked(query)}


def behind(columns: Candidates, verdicts: Mapping[str, Codes]) -> Integers:
    """What stands behind all the others, however well it scores: 1 for what speaks of people the student may not belong to, 2
    and more for what does not run now.
    """
    # One "for adults" whose ages take the student is asked about, and no less likely than others.
    limited = (verdicts["audience"] != UNASKED) & (columns.audience != "adults")
    out_of_season = (verdicts["season"] == FAIL) | (verdicts["season"] == UNKNOWN)
    return np.array(limited + 2 * out_of_season, dtype=np.int64)


def marks(columns: Candidates, verdicts: Mapping[str, Codes], today: dt.date) -> dict[str, Floats]:
    """The mark of each verdict that has a weight; where more than a verdict is known (days, shares), a mark between."""
    found = {name: np.array([0.0, WEIGHTS[name].unknown, 1.0, 1.0])[codes] for name, codes in verdicts.items() if name in WEIGHTS}
    days = today.toordinal() - columns.assured
    faded = np.interp(days, (FADES_FROM, FADES_UNTIL), (1.0, FADED))
    found["freshness"] = np.where(np.isnan(days), found["freshness"], np.where(days > FADES_UNTIL, 0.0, faded))
    found["record"] = np.minimum(shrunk(columns.connected, columns.referred) / RECORD_FULL, 1.0)
    if "distance" in found:
        found["distance"] = np.where(verdicts["distance"] == PASS, REMOTE, WEIGHTS["distance"].unknown)
    return found
