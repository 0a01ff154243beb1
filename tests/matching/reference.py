"""The slow, obvious ranking: every service of its own, every distance measured. The fast one is held against it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import Any

import geopy.distance

from matching import Ages, Query, areas, needs, schools
from matching.weights import (
    ANSWERS,
    FADED,
    FADES_FROM,
    FADES_UNTIL,
    FARTHEST,
    NAME_ALONE,
    PRIOR_CONNECTED,
    PRIOR_REFERRED,
    RECORD_FULL,
    RELATED,
    REMOTE,
    WEIGHTS,
)
from tests.matching.making import full
from tests.matching.reference_wishes import MONTHS, granted, there

Row = Mapping[str, Any]
Verdicts = dict[str, str]

NAMES = {0: "fail", 1: "unknown", 2: "pass", 3: "unasked"}
PAYS = {
    "medicaid": {"medicaid", "free"},
    "private": {"private", "free"},
    "uninsured": {"uninsured", "sliding_scale", "free"},
    "sliding_scale": {"sliding_scale", "free"},
    "free": {"free"},
}


def reference_rank(query: Query, rows: Sequence[Row], today: dt.date) -> list[tuple[str, float, float | None]]:
    """The id, score (to nine places) and geodesic miles of each match, best first."""
    ranked = []
    if not (query.needs or query.words):
        return []
    for service in services(rows):
        miles = distance(query, service[0])
        marks = judged(query, service, miles, today)
        if marks is not None and not shut_out(query, service, miles) and stated(query.only, service):
            away = math.inf if miles is None else round(miles, 9)
            ranked.append((behind(query, service, today), -weighed(query, marks), away, service[0]["id"], miles))
    return [(name, -score, miles) for _, score, _, name, miles in sorted(ranked, key=lambda r: r[:4])[: query.limit]]


def reference_counts(query: Query, rows: Sequence[Row], codes: Sequence[str]) -> dict[str, tuple[int, int]]:
    """How many of the matches state each facet, and how many say nothing of it."""
    matching = [
        service
        for service in services(rows)
        if (query.needs or query.words)
        and judged(query, service, distance(query, service[0]), dt.date.min) is not None
        and not shut_out(query, service, distance(query, service[0]))
        and stated(query.only, service)
    ]
    told = {code: [facet_verdict(code, service) for service in matching] for code in codes}
    return {code: (verdicts.count("pass"), verdicts.count("unknown")) for code, verdicts in told.items()}


def stated(codes: Sequence[str], service: Sequence[Row]) -> bool:
    return all(facet_verdict(code, service) == "pass" for code in codes)


def facet_verdict(code: str, service: Sequence[Row]) -> str:
    """What a service says of a facet, one by one."""
    kind, _, value = code.partition(":")
    row = service[0]
    if kind == "need":
        fit = max((one["fit"] for one in service if one["term"] == value), default=0.0)
        return "pass" if fit >= 0.75 else "unknown" if fit > 0 else "fail"
    if kind == "town":
        return "unknown" if not row["town"] else "pass" if row["town"].lower() == value.lower() else "fail"
    if kind == "age":
        low, high = row["minimum_age"], row["maximum_age"]
        if math.isnan(low) and math.isnan(high):
            return "unknown"
        first, last = (int(end) for end in value.split("-"))
        ends = math.inf if math.isnan(high) else high + 1 if float(high).is_integer() else high
        return "pass" if (math.isnan(low) or low < last + 1) and ends > first else "fail"
    if kind == "day":
        days = row["traits"].split()
        return "pass" if f"day:{value}" in days else "fail" if "days:all" in days else "unknown"
    wanted = PAYS[value] if kind == "payment" else {value}
    listed = set(row[{"payment": "payments", "mode": "modes", "language": "languages"}[kind]].split())
    silent = not listed or (code == "language:en" and "en" not in listed)
    return "pass" if listed & wanted else "unknown" if silent else "fail"


def behind(query: Query, service: list[Row], today: dt.date) -> tuple[bool, bool, int, bool, bool]:
    """What stands behind the others however well it scores: what answers no need, what does not run, what leaves out more of the
    children, then what is for people the student may not be, then what is not in a town asked for or not surely an answer there.
    """
    row = service[0]
    left_out = sum(age_verdict(child, row) == "fail" for child in query.children)
    late, limited = season(query, row, today) in ("fail", "unknown"), audience_verdict(query, service) != "unasked"
    sure = any(fit_of(query, need.slug, service) >= ANSWERS for need in query.needs)
    outside = bool(query.towns) and not (row["town"].lower() in query.towns and sure)
    return not need_mark(query, service), late, left_out, limited, outside


def audience_verdict(query: Query, service: list[Row]) -> str:
    """Of "veterans", "parents", "girls" and conditions alone: the first two are no students under 18, but they may be the family
    for a family's own need that the service answers, which is what parents' services are there for.
    """
    audience, slugs = service[0]["audience"], [need.slug for need in query.needs]
    if audience == "girls":
        return "unknown"
    answered = [slug for slug in slugs if fit_of(query, slug, service) > 0] or slugs
    for_family = any(needs.terms()[slug].domain == "family" for slug in answered)
    if audience not in ("veterans", "parents") or (audience == "parents" and for_family):
        return "unasked"
    minor = not query.children or all(child.low < 18 for child in query.children)
    return "fail" if minor and not for_family else "unknown"


def season(query: Query, row: Row, today: dt.date) -> str:
    """The verdict on the season, by walking from month to month until one of its own comes."""
    if row["closed_until"] > today.toordinal():
        return "unknown"
    if math.isnan(row["first_month"]):
        return "unasked"
    own, month = {int(row["first_month"])}, int(row["first_month"])
    while month != row["last_month"]:
        month = month % 12 + 1
        own.add(month)
    asked = {month for wish in query.wishes for month in MONTHS.get(wish.partition(":")[2], ())} or {today.month}
    wait = min(next(months for months in range(12) if (start - 1 + months) % 12 + 1 in own) for start in asked)
    return "pass" if wait == 0 else "unknown" if wait <= 2 else "fail"


def services(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each key together."""
    found: dict[int, list[Row]] = {}
    for number, row in enumerate(rows):
        filled = full(row, number)
        found.setdefault(filled["key"], []).append(filled)
    return list(found.values())


def distance(query: Query, row: Row) -> float | None:
    if query.place is None or math.isnan(row["latitude"]) or math.isnan(row["longitude"]):
        return None
    here, there = (query.place.latitude, query.place.longitude), (row["latitude"], row["longitude"])
    return float(geopy.distance.geodesic(here, there).miles)


def age_verdict_on_all(query: Query, row: Row) -> str:
    """The verdict that all of the children share, unknown where they differ."""
    each = {age_verdict(child, row) for child in query.children} or {"unasked"}
    return each.pop() if len(each) == 1 else "unknown"


def age_verdict(child: Ages, row: Row) -> str:
    low, high = row["minimum_age"], row["maximum_age"]
    if math.isnan(low) and math.isnan(high):
        return "unknown"
    begins = -math.inf if math.isnan(low) else low
    ends = math.inf if math.isnan(high) else high + 1 if float(high).is_integer() else high
    if child.high <= begins or child.low >= ends:
        return "fail"
    return "pass" if begins <= child.low and child.high <= ends else "unknown"


def excluding(query: Query, service: list[Row], miles: float | None) -> Verdicts:
    """The verdicts that exclude where they fail."""
    row = service[0]
    remote = bool({"online", "phone"} & set(row["modes"].split()))
    return {
        "age": age_verdict_on_all(query, row),
        "audience": audience_verdict(query, service),
        "danger": "fail" if row["for_crisis"] and not query.danger else "unasked",
        "distance": "unasked" if query.place is None
        else ("pass" if miles <= query.within else "fail") if miles is not None
        else "pass" if remote else "unknown",
        "area": "unasked" if query.place is None else NAMES[areas.read(row["areas"], query.place)],
        "school": NAMES[schools.read(row["school"], query.school)],
    }  # fmt: skip


def shut_out(query: Query, service: list[Row], miles: float | None) -> bool:
    return "fail" in excluding(query, service, miles).values()


def listed(codes: str, wanted: set[str]) -> str:
    return "pass" if wanted & set(codes.split()) else "fail" if codes else "unknown"


def soft(query: Query, row: Row, miles: float | None, today: dt.date) -> Verdicts:
    """The verdicts that do not exclude, of what was asked for."""
    ends = there(query.after_school, row["latitude"], row["longitude"], row["traits"])
    found = granted(query.wishes, row["traits"], miles, ends)
    if query.languages:
        found["languages"] = listed(row["languages"], set(query.languages))
        if found["languages"] == "fail" and "en" in query.languages:
            found["languages"] = "unknown"
    if query.payment:
        found["payment"] = listed(row["payments"], PAYS[query.payment])
    if query.modes:
        found["mode"] = listed(row["modes"], set(query.modes))
    days, share = today.toordinal() - row["assured"], shrunk(row)
    found["freshness"] = "pass" if days <= 365 else "unknown"
    found["capacity"] = room(row, today)
    found["record"] = "pass" if share > 0.6 else "fail" if share < 0.4 else "unknown"
    found["season"] = season(query, row, today)
    return found


def room(row: Row, today: dt.date) -> str:
    """A count of the last 90 days says what it says, an older one nothing; two weeks of waiting are no wait."""
    places, wait = row["capacity"], row["wait"]
    if math.isnan(row["capacity_day"]) or today.toordinal() > row["capacity_day"] + 90:
        return "unknown"
    if not math.isnan(places):
        return "pass" if places > 0 else "fail"
    if wait in ("", "none", "list"):
        return {"": "unknown", "none": "pass", "list": "fail"}[wait]
    _, span, unit = wait.split(":")
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[unit]
    return "pass" if int(span.split("-")[1]) * days < 15 else "fail"


def shrunk(row: Row) -> float:
    return float((row["connected"] + PRIOR_CONNECTED) / (row["referred"] + PRIOR_REFERRED))


def need_mark(query: Query, service: list[Row]) -> float | None:
    """How well the needs are answered, by their urgency; 0 where none is, None where nothing else found the service."""
    urgent: dict[str, int] = {}
    for need in query.needs:
        urgent[need.slug] = max(need.urgency, urgent.get(need.slug, 0))
    fits = {slug: fit_of(query, slug, service) for slug in urgent}
    if not any(fits.values()):
        return 0.0 if any(row["term"] == "" and row["words"] for row in service) else None
    mean = sum(urgent[slug] * fits[slug] for slug in urgent) / sum(urgent.values())
    best = max(urgent[slug] * fits[slug] for slug in urgent) / max(urgent.values())
    return 0.85 * best + 0.15 * mean


def fit_of(query: Query, slug: str, service: list[Row]) -> float:
    """How well a need is answered; whom a service is for counts only where it answers a need that they stand beside, and without
    them that need is answered no better than by a related term."""
    slugs = [need.slug for need in query.needs]
    beside = [one.need for one in query.together if slug in one.people and one.need in slugs]
    if beside and not any(answered(need, row) for need in beside for row in service):
        return 0.0
    people = [whom for one in query.together if one.need == slug for whom in one.people if whom in slugs]
    limits = [max(RELATED, *(answered(whom, row) for row in service)) for whom in people]
    return min(max(answered(slug, row) for row in service), *limits, 1.0)


def answered(slug: str, row: Row) -> float:
    if row["term"] == slug:
        return float(row["fit"])
    if row["audience"] == "gambling" and slug != "screen-time":
        return 0.0
    return float(row["fit"] * min(RELATED, needs.answering(slug).get(row["term"], 0.0)))


def judged(query: Query, service: list[Row], miles: float | None, today: dt.date) -> dict[str, float] | None:
    """The mark of each criterion asked for; None where no need is answered."""
    need, row = need_mark(query, service), service[0]
    if need is None:
        return None
    verdicts = excluding(query, service, miles) | soft(query, row, miles, today)
    for orders in ("season", "audience", "danger"):  # they order or exclude, and earn nothing
        verdicts.pop(orders)
    asked = {"age": query.ages, "distance": query.place, "area": query.place}
    marks = {
        name: {"pass": 1.0, "unasked": 1.0, "unknown": WEIGHTS[name].unknown, "fail": 0.0}[verdict]
        for name, verdict in verdicts.items()
        if asked.get(name, True) is not None
    }
    marks["need"] = need
    if verdicts.get("activity") == "unknown" and all(fit_of(query, one.slug, service) < 0.75 for one in query.needs):
        marks["activity"] = 0.0  # of what is doubtful, nothing is presumed
    if miles is not None:
        share = miles / query.within if query.within else math.inf if miles else 0
        marks["distance"] = 0.0 if miles > query.within else 1 / (1 + share * (1 / FARTHEST - 1))
    elif query.place is not None:
        marks["distance"] = REMOTE if verdicts["distance"] == "pass" else WEIGHTS["distance"].unknown
    days = today.toordinal() - row["assured"]
    if FADES_FROM < days <= FADES_UNTIL:
        marks["freshness"] = 1 - (1 - FADED) * (days - FADES_FROM) / (FADES_UNTIL - FADES_FROM)
    elif days > FADES_UNTIL:
        marks["freshness"] = 0.0
    if query.words:
        marks["words"] = named(query, row)
    marks["record"] = min(1.0, shrunk(row) / RECORD_FULL)
    return marks


def named(query: Query, row: Row) -> float:
    """The share of the asker's words that are named, by their rarity; half of it for one in a name alone."""
    has = set(row["words"].split())
    earned = 0.0
    for word in query.words:
        if {f"description:{word.stem}", f"categories:{word.stem}"} & has:
            earned += word.rarity
        elif f"name:{word.stem}" in has:
            earned += word.rarity * NAME_ALONE
    return earned / sum(word.rarity for word in query.words)


def weighed(query: Query, marks: Mapping[str, float]) -> float:
    weights = {name: WEIGHTS[name].weight for name in marks}
    if "words" in marks:
        weights["words"] *= min(1, sum(word.rarity for word in query.words))
    return round(sum(weights[name] * mark for name, mark in marks.items()) / sum(weights.values()), 9)


def reference_misses(query: Query, rows: Sequence[Row], today: dt.date) -> list[tuple[str, float, str]]:
    """The id, score and failing criterion of each near misses, nearest to passing first, of all that there are."""
    found = []
    if not (query.needs or query.words):
        return []
    for service in services(rows):
        row, miles = service[0], distance(query, service[0])
        marks = judged(query, service, miles, today)
        failing = [name for name, verdict in excluding(query, service, miles).items() if verdict == "fail"]
        answers_all = all(fit_of(query, need.slug, service) > 0 for need in query.needs)
        if (
            marks is None
            or len(failing) != 1
            or failing[0] in ("audience", "danger")
            or "fail" in soft(query, row, miles, today).values()
            or not answers_all
        ):
            continue
        gap = off_by(query, row, miles, failing[0])
        if gap <= 1:
            order = math.inf if miles is None else round(miles, 9)
            asked_about = failing[0] in ("area", "school")
            found.append((round(gap, 9), asked_about, -weighed(query, marks), order, row["id"], failing[0]))
    return [(name, -score, failing) for _, _, score, _, name, failing in sorted(found)]


def off_by(query: Query, row: Row, miles: float | None, failing: str) -> float:
    """How far from passing, as a share of what a near miss may be off by."""
    if failing == "distance" and miles is not None:
        allowed = max(2 * query.within, query.within + 5) - query.within
        return (miles - query.within) / allowed
    if failing == "age":
        return min(years_off(child, row) for child in query.children) / 2
    return 1.0


def years_off(child: Ages, row: Row) -> float:
    young = row["minimum_age"] - (child.high - 1) if child.high <= row["minimum_age"] else 0
    ends = row["maximum_age"] + 1 if float(row["maximum_age"]).is_integer() else row["maximum_age"]
    old = child.low - row["maximum_age"] if child.low >= ends else 0
    return float(max(young, old))
