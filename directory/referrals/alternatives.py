"""Alternatives to the chosen providers: the best other matches for this student and this need."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from directory.errors import DeskError
from directory.finding.matches import find_matches
from directory.finding.question import Ask
from directory.finding.results import Result
from directory.listings.cards import Card
from directory.models.codes import EndCode
from directory.referrals import history
from directory.referrals.fit import FROM_FILE, WantedConditions, ask_for
from directory.students.files import NeedEntry, StudentFile
from matching.needs import asks_for_crisis
from matching.offers import Payment
from matching.query import Verdict

MOST = 60
"""How many matches are considered when looking for alternatives."""

SUGGESTED = 3

ANEW: Mapping[EndCode, Mapping[str, Any]] = {EndCode.COST: {"payment": Payment.FREE}, EndCode.TRANSPORT: {"order": "distance"}}
"""How the search changes after the reason why a provider did not work."""

MATTERS: Mapping[EndCode, str] = {EndCode.COST: "payment", EndCode.LANGUAGE: "languages"}
"""The criterion that an alternative should pass after a reason; those that pass it come first."""


def next_best(
    session: Session,
    file: StudentFile,
    need: NeedEntry,
    but: Sequence[str],
    today: datetime.date,
    *,
    after: EndCode | None = None,
    wanted: WantedConditions = FROM_FILE,
) -> tuple[Result, ...]:
    """Return the best matches other than `but`, searched as the reason `after` asks: free, nearby, …

    Providers that failed the student for a lasting reason come last.
    """
    ask = replace(search_for_reason(ask_for(session, file, need, today, wanted=wanted), after), limit=MOST)
    try:
        matches = find_matches(session, ask, today).matches
    except DeskError:
        # A file that cannot be searched (its need is no longer a term) must not keep anybody from referring.
        return ()
    others = [one for one in matches if one.card.id not in but and offered(one.card, need)]
    others = list(history.after_history(others, history.past(session, file, [one.card.id for one in others])))
    matters = MATTERS.get(after) if after else None
    return tuple(sorted(others, key=lambda one: matters is not None and not _passes(one, matters))[:SUGGESTED])


def offered(card: Card, need: NeedEntry) -> bool:
    """Whether a provider can be offered as another choice.

    It must be open to referrals, and a crisis service is offered only for a need of that kind.
    """
    return not (card.do_not_refer or card.closed) and (not card.for_crisis or asks_for_crisis(need.term))


def search_for_reason(ask: Ask, after: EndCode | None) -> Ask:
    """Return the search changed as a reason asks."""
    return replace(ask, **(ANEW.get(after, {}) if after else {}))


def _passes(entry: Result, criterion: str) -> bool:
    return any(one.criterion == criterion and one.verdict == Verdict.PASS for one in entry.reasons)
