"""Why a provider was chosen: the reasons of the match for this student and this need, and what else would fit."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from directory.accounts import schools
from directory.errors import DeskError
from directory.referrals.asking import Ask, AskedSchool
from directory.referrals.entries import Entry
from directory.referrals.finding import find_matches
from directory.referrals.for_student import ask_of_file
from directory.referrals.loop.opening import Choice
from directory.referrals.loop.snapshot import FrozenReason
from directory.students.files import NeedEntry, StudentFile

MOST = 200
"""Matches among which a provider that was chosen is looked for."""

NEAR, FAR = 10.0, 100.0
"""Miles: first as a search begins, then for a provider that somebody chose although it is far."""

SUGGESTED = 3

ANEW: Mapping[str, Mapping[str, Any]] = {"cost": {"payment": "free"}, "transport": {"order": "distance"}}
"""What is asked otherwise after a reason why a provider did not work."""

MATTERS: Mapping[str, str] = {"cost": "payment", "language": "languages"}
"""The criterion that the next one should pass after a reason: those that do come first."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody looked instead of near the student's home: a ZIP, and how many miles around it."""

    near: str
    within: float = NEAR


@dataclass(frozen=True, slots=True)
class Why:
    """The choices by their record ids, with reasons where the directory lists them for the need, and the next-best matches."""

    choices: Mapping[str, Choice]
    next_best: tuple[Entry, ...] = ()


def why(
    session: Session,
    file: StudentFile,
    need: NeedEntry,
    record_ids: Sequence[str],
    today: datetime.date,
    *,
    place: Place | None = None,
) -> Why:
    """What speaks for these providers, and the best ones beside them and those that must not be referred to."""
    matches, misses = _found(session, file, need, today, place.within if place else NEAR, place=place)
    entries = {entry.card.id: entry for entry in (*matches, *misses)}
    if not entries.keys() >= set(record_ids):
        far, far_misses = _found(session, file, need, today, FAR, place=place)
        entries = {entry.card.id: entry for entry in (*far, *far_misses)} | entries
    others = [one for one in matches if one.card.id not in record_ids and not one.card.do_not_refer]
    start = "place" if place else "home" if ask_of_file(file, [], today).near else "school"
    return Why({one: _choice(one, entries.get(one), start) for one in record_ids}, tuple(others[:SUGGESTED]))


def next_best(
    session: Session, file: StudentFile, need: NeedEntry, but: Sequence[str], today: datetime.date, *, after: str | None
) -> tuple[Entry, ...]:
    """The best matches beside these, looked for as the reason asks that keeps the last one from working: free, near by, …"""
    matches, _ = _found(session, file, need, today, NEAR, after=after)
    others = [one for one in matches if one.card.id not in but and not one.card.do_not_refer]
    matters = MATTERS.get(after or "")
    return tuple(sorted(others, key=lambda one: matters is not None and not _passes(one, matters))[:SUGGESTED])


def anew(ask: Ask, after: str | None) -> Ask:
    """The search that a reason asks for."""
    return replace(ask, **ANEW.get(after or "", {}))


def _passes(entry: Entry, criterion: str) -> bool:
    return any(one.criterion == criterion and one.verdict == "pass" for one in entry.reasons)


def _found(
    session: Session,
    file: StudentFile,
    need: NeedEntry,
    today: datetime.date,
    within: float,
    *,
    after: str | None = None,
    place: Place | None = None,
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    listed = next((one for one in schools.everything(session) if one.id == file.school_id), None)
    school = AskedSchool(listed.name, listed.latitude, listed.longitude, listed.postal_code) if listed else None
    ask = replace(anew(ask_of_file(file, [need], today, school), after), within=within, limit=MOST)
    ask = replace(ask, near=place.near) if place else ask
    try:
        finding = find_matches(session, ask, today)
    except DeskError:
        # A file that cannot be asked (a need that is no term any more) keeps nobody from referring.
        return (), ()
    return finding.matches, finding.near_misses


def _choice(record_id: str, entry: Entry | None, start: str) -> Choice:
    if entry is None:
        return Choice(record_id)
    reasons = tuple(FrozenReason(one.criterion, one.verdict, one.text) for one in entry.reasons)
    return Choice(record_id, "match", reasons, entry.miles, entry.approximate, start)
