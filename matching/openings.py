"""How much room a service has, and as of which day: free places and waits, which hold for some months only.

A wait is "none", "list" (a waiting list of unknown length), or "list" or "wait" with its length: "list:6-8:week".

>>> today = 739_000
>>> [verdict(8.0, "", day, today) for day in (today - 30, today - 200, float("nan"))]
[2, 1, 1]
>>> [verdict(float("nan"), wait, today, today) for wait in ("none", "wait:1-2:week", "list:6-8:week", "list", "")]
[2, 2, 0, 0, 1]
>>> length("list:6-8:week"), length("list")
((6, 8, 'week'), None)
"""

from __future__ import annotations

import math

import numpy as np

from matching.query import Floats, Texts
from matching.verdicts import FAIL, PASS, UNKNOWN, Codes

HOLDS_FOR = 90
"""Days for which a count of openings or a wait holds; an older one is a question."""

SHORT_WAIT = 14
"""Days of waiting up to which there is room: nearly everybody waits as long for a first appointment."""

DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


def verdicts(places: Floats, waits: Texts, days: Floats, today: int) -> Codes:
    """Return the verdict on the room of each service; `days` are proleptic ordinals, NaN where a count has no date."""
    free = {wait: _is_short(wait) for wait in set(waits.tolist())}
    short = np.fromiter((free[wait] for wait in waits.tolist()), np.float64, len(waits))
    room = np.where(places > 0, PASS, np.where(places <= 0, FAIL, np.where(short > 0, PASS, np.where(short == 0, FAIL, UNKNOWN))))
    return np.where(today - days <= HOLDS_FOR, room, UNKNOWN).astype(np.int8)


def verdict(places: float, wait: str, day: float, today: int) -> int:
    """Return the verdict on the room of one service."""
    return int(verdicts(np.array([places]), np.array([wait], dtype=np.object_), np.array([day]), today)[0])


def length(wait: str) -> tuple[int, int, str] | None:
    """Return the least and most of a wait's length and its unit (day, week, month or year); None if it gives none."""
    _, _, said = wait.partition(":")
    if not said:
        return None
    span, _, unit = said.partition(":")
    least, _, most = span.partition("-")
    return int(least), int(most), unit


def _is_short(wait: str) -> float:
    """Return 1 for no wait or a short one, 0 for a long one or a waiting list, NaN if nothing is said."""
    if not wait:
        return math.nan
    found = length(wait)
    if found is None:
        return float(wait == "none")
    return float(found[1] * DAYS[found[2]] <= SHORT_WAIT)
