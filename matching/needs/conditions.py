"""Services for one condition alone: their other categories say how they help, not with what.

An eating-disorder program is also listed under counseling, because it counsels, but it does not answer grief. So if a
service is surely listed only under one condition and general kinds of care, the general kinds count little. A service
that is surely listed under a second need, or under none of these conditions, is general, and its fits are unchanged.

>>> answered({"eating-disorders": 1.0, "counseling": 1.0})
{'eating-disorders': 1.0, 'counseling': 0.25}
>>> answered({"eating-disorders": 1.0, "counseling": 1.0, "depression": 1.0})["counseling"]
1.0
>>> is_for_crisis({"mobile-crisis": 0.9, "counseling": 1.0}, "Night team"), is_for_crisis({"counseling": 1.0}, "Night team")
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from matching.needs.vocabulary import terms

CRISIS = frozenset({"suicide", "self-harm", "mobile-crisis"})

CONDITIONS: tuple[frozenset[str], ...] = (
    CRISIS,
    frozenset({"eating-disorders"}),
    frozenset({"speech-therapies", "early-intervention", "hearing"}),
    frozenset({"vision"}),
    frozenset({"smoking-vaping"}),
    frozenset({"overdose", "substance-use", "smoking-vaping"}),
    frozenset({"sexual-assault", "trafficking"}),
    frozenset({"grief", "burial-help"}),
    frozenset({"bullying"}),
    frozenset({"kinship-care"}),
)
"""Terms that together are one condition. Anxiety, depression and trauma are not here: providers treat them together."""

GENERAL = frozenset(
    {
        "counseling", "group-therapy", "family-counseling", "play-therapy", "peer-support", "psychiatric-care",
        "intensive-mental-health", "family-support", "parenting", "primary-care", "health-education",
    }
)  # fmt: skip
"""Kinds of care, which do not say what they help with."""

LISTENING = frozenset({"sexual-assault", "child-abuse", "domestic-violence", "violence", "unsafe-tonight", "overdose"})
"""Terms under which lines and teams for danger are also listed."""

DOUBLE = frozenset({"substance-use"})
"""Conditions that general clinics treat: beside a category of counseling, they do not make a service exclusive."""

SURE = 0.8
"""The fit from which a service is surely listed under a term: by a category, its name or a keyword."""

LEFT = 0.25
"""The factor on the fit of a general kind of care."""

_LINE = re.compile(
    r"\b(?:hot ?lines?|help ?lines?|crisis (?:\w+ )?(?:lines?|team|response|intervention|stabilization|hot ?line)|mobile (?:crisis|response)|life ?lines?"
    r"|safe ?lines?|text lines?|suicide prevention|psychiatric emergenc(?:y|ies)|cpep|emergency psychiatr\w+|línea de (?:crisis|ayuda))\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:(?<!in )crisis|psychiatric urgent care|(?:mental|behavioral) health urgent care|stabilization (?:house|unit|center|services?|program|beds?)|988)\b",
    re.IGNORECASE,
)
_NOT_ALONE = re.compile(
    r"\b(?:counseling (?:and|&)|(?:and|&) counseling|and crisis|& crisis|homework|fuel|food|housing|rental?|utility|eviction)\b",
    re.IGNORECASE,
)
_CATEGORY = re.compile(
    r"\s*(?:mental health |psychiatric |suicide |mobile |24[- ]hour )*(?:crisis|hot ?lines?|help ?lines?|suicide prevention|línea de crisis)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:crisis (?:stabilization|residen\w+|houses?|stays?|beds?|respite|hot ?lines?|lines?|team|intervention)|(?:mental health|psychiatric|emotional) (?:crisis|crises|emergenc(?:y|ies))"
    r"|24[- /](?:hours?|7)[a-z/0-9 -]* (?:hot ?line|help ?line|crisis)|mobile crisis|suicid\w+ (?:hot ?line|line)|cannot go on|can't go on|hot ?line)\b",
    re.IGNORECASE,
)
_CLINIC = re.compile(
    r"\b(?:clinics?|outpatient|counseling|counselling|therapy|associates|practice|family services?|guidance)\b", re.IGNORECASE
)


def condition(fits: Mapping[str, float]) -> frozenset[str] | None:
    """Return the one condition that a service with these fits is for; None if it is for several things or general."""
    sure = {slug for slug, fit in fits.items() if fit >= SURE}
    specific = sure - GENERAL
    if not specific or (specific & DOUBLE and fits.get("counseling", 0.0) >= SURE):
        return None
    return next((one for one in CONDITIONS if specific <= one), None)


def answered(fits: Mapping[str, float]) -> dict[str, float]:
    """Return the fits with which a service answers needs; for one condition alone, general kinds of care count little."""
    if condition(fits) is None:
        return dict(fits)
    return {slug: round(fit * LEFT, 3) if slug in GENERAL else fit for slug, fit in fits.items()}


def is_for_crisis(fits: Mapping[str, float], *names: str, categories: Iterable[str] = (), description: str = "") -> bool:
    """Whether a service exists for danger alone: by its terms, or as a line or team by its name or first sentence.

    A clinic that also answers in a crisis is not one.
    """
    lines = any(_LINE.search(name) and not _NOT_ALONE.search(name) for name in names)
    clinic = any(_CLINIC.search(name) for name in names) and fits.get("counseling", 0.0) >= SURE
    if condition(fits) == CRISIS and (lines or not clinic):
        return True
    if not any(terms()[slug].domain in ("mental-health", "safety") for slug in fits if slug in terms()):
        return False
    if lines:
        return True
    ordinary = {slug for slug, fit in fits.items() if fit >= SURE} - GENERAL - CRISIS - LISTENING
    if ordinary or any(_CLINIC.search(name) and not _PLACE.search(name) for name in names):
        return False
    if any(_PLACE.search(name) and not _NOT_ALONE.search(name) for name in names):
        return True
    return any(_CATEGORY.match(category) for category in categories) or bool(
        _SAID.search(re.split(r"(?<=[.!?])\s", description)[0])
    )


def asks_for_crisis(slug: str) -> bool:
    """Whether a need is one of danger, for which crisis services exist."""
    return slug in terms() and terms()[slug].crisis
