"""Services for one condition alone: what else they are listed under says how they help, not what with.

An eating-disorder program is listed under counseling too, because it counsels: that makes it no answer to grief. So where
all that a service is surely listed under is one condition and general kinds of care, the general kinds count little. A
service that is surely listed under a second need, or under none of these conditions, is general, and stays as it is.

>>> answered({"eating-disorders": 1.0, "counseling": 1.0})
{'eating-disorders': 1.0, 'counseling': 0.25}
>>> answered({"eating-disorders": 1.0, "counseling": 1.0, "depression": 1.0})["counseling"]
1.0
>>> is_for_crisis({"mobile-crisis": 0.9, "counseling": 1.0}, "Night team"), is_for_crisis({"counseling": 1.0}, "Night team")
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from matching.needs.loading import terms

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
"""Terms that together are one condition. Anxiety, depression and trauma are none: who treats one of them treats the others."""

GENERAL = frozenset(
    {
        "counseling", "group-therapy", "family-counseling", "play-therapy", "peer-support", "psychiatric-care",
        "intensive-mental-health", "family-support", "parenting", "primary-care", "health-education",
    }
)  # fmt: skip
"""Kinds of care, which say nothing of what they help with."""

DOUBLE = frozenset({"substance-use"})
"""Treated in clinics that are general: beside a category of counseling it does not make a service one for it alone."""

SURE = 0.8
"""From this fit on a service is surely listed under a term: by a category, its name or a keyword."""

LEFT = 0.25
"""What is left of the fit of a general kind of care."""

_LINE = re.compile(
    r"\b(?:hot ?lines?|crisis (?:\w+ )?(?:lines?|team|response|intervention|stabilization|hot ?line)|mobile crisis|life ?line"
    r"|suicide prevention|psychiatric emergenc(?:y|ies)|cpep|emergency psychiatr\w+)\b",
    re.IGNORECASE,
)


def condition(fits: Mapping[str, float]) -> frozenset[str] | None:
    """The one condition that a service with these fits is for, None where it is for several things or general."""
    sure = {slug for slug, fit in fits.items() if fit >= SURE}
    specific = sure - GENERAL
    if not specific or (specific & DOUBLE and fits.get("counseling", 0.0) >= SURE):
        return None
    return next((one for one in CONDITIONS if specific <= one), None)


def answered(fits: Mapping[str, float]) -> dict[str, float]:
    """The fits with which a service answers needs: of one for a condition alone, the general kinds of care count little."""
    if condition(fits) is None:
        return dict(fits)
    return {slug: round(fit * LEFT, 3) if slug in GENERAL else fit for slug, fit in fits.items()}


def is_for_crisis(fits: Mapping[str, float], *names: str) -> bool:
    """Whether a service is there for danger alone: by what it is listed under, or a line or team by its name."""
    only = condition(fits)
    if only is not None and only == CRISIS:
        return True
    cares = any(terms()[slug].domain in ("mental-health", "safety") for slug in fits if slug in terms())
    return cares and any(_LINE.search(name) for name in names)


def asks_for_crisis(slug: str) -> bool:
    """Whether a need is one of danger, for which crisis services are there."""
    return slug in terms() and terms()[slug].crisis
