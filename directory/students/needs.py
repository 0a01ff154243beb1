"""Needs of a student: recorded as terms or a sentence, made more or less urgent, closed, reopened."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.errors import RefusedError, UnknownError, UsageError
from directory.keys import Keys
from directory.storage.ids import new_id
from directory.storage.people import needs as stored
from directory.storage.people import students
from directory.storage.people.needs import NO_NEED, NeedRow
from directory.storage.scope import Scope
from directory.storage.versions import refuse_stale
from directory.students import alarms
from directory.students.changes import touch
from directory.students.profile import NeedWords
from directory.students.seals import seal, unseal
from matching.danger import KINDS, Danger, Level, meaning, read
from matching.needs import terms

URGENCIES: Mapping[int, str] = {1: "When there is time", 2: "Soon", 3: "Now"}
LONGEST = 2_000
"""The most characters of a sentence."""


@dataclass(frozen=True, slots=True, repr=False)
class AddedNeeds:
    """The result of adding: the terms that are new, those that were open already, and the danger that the sentence signals.

    If both are empty, nothing was understood and nothing recorded; the danger is reported all the same. `doubtful` are danger
    terms that the sentence names but probably does not mean: they are not recorded either.
    """

    new: tuple[str, ...]
    open_already: tuple[str, ...]
    danger: Danger | None
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class _ReportedNeed:
    """What is reported about one student at once."""

    student_id: str
    data_key: bytes
    sentence: str
    urgency: int
    now: datetime.datetime


def add(
    session: Session,
    keys: Keys,
    scope: Scope,
    student_id: str,
    *,
    chosen: Sequence[str] = (),
    sentence: str = "",
    urgency: int = 2,
    now: datetime.datetime,
) -> AddedNeeds:
    """Record the chosen terms and those that the sentence names; the sentence is sealed with each.

    A term that is open already stays one need, with the higher urgency and both sentences. Raise UnknownError for an unknown
    term, and UsageError for an unknown urgency or a sentence of more than LONGEST characters.
    """
    row = students.lock(session, scope, student_id)
    _check(urgency)
    sentence = sentence.strip()
    if len(sentence) > LONGEST:
        raise UsageError(f"That is too long to read as one need: use {LONGEST:,} characters at most.")
    if any(term not in terms() for term in chosen):
        raise UnknownError("One of the chosen needs is not in the list: choose it again.")
    reading = meaning(sentence)
    danger = read(sentence, *(term for term in chosen if terms()[term].crisis))
    wanted = dict.fromkeys([*chosen, *(found.slug for found in reading.found)])
    if not wanted and danger and danger.level is Level.NOW:
        # Danger without any other need is a need itself, so that the sentence is not lost.
        wanted = {KINDS[kind].need: None for kind in danger.kinds}
    told = _ReportedNeed(student_id, keys.unwrap(row.data_key), sentence, urgency, now)
    have = {need.term: need for need in stored.of(session, scope, student_id) if need.closed_at is None}
    for term in wanted:
        if term in have:
            _strengthen(session, scope, told, have[term])
        else:
            _put(session, scope, told, term)
    if wanted:
        # One alarm for the sentence, independent of any single need, since each of them may be closed.
        staff_id = scope.staff_id or None
        said = sentence or ", ".join(terms()[term].english for term in chosen if terms()[term].crisis)
        origin = {"student_id": student_id, "source": "need", "source_id": new_id()}
        alarms.raise_for(session, danger, said, **origin, data_key=told.data_key, now=now, staff_id=staff_id)
    return AddedNeeds(
        new=tuple(term for term in wanted if term not in have),
        open_already=tuple(term for term in wanted if term in have),
        danger=danger,
        doubtful=tuple(one.slug for one in reading.doubtful if one.slug not in wanted),
    )


def set_urgency(
    session: Session,
    scope: Scope,
    student_id: str,
    need_id: str,
    urgency: int,
    *,
    now: datetime.datetime,
    expected: str | None = None,
) -> None:
    """Set the urgency of a need; `expected`, here and below, is the need's version when the page was opened."""
    students.lock(session, scope, student_id)
    refuse_stale(expected, _one(session, scope, student_id, need_id).version)
    _check(urgency)
    stored.alter(session, scope, student_id, need_id, urgency=urgency)
    _touch(session, scope, student_id, need_id, action="need.changed", now=now)


def close(
    session: Session, scope: Scope, student_id: str, need_id: str, *, now: datetime.datetime, expected: str | None = None
) -> None:
    """Close a need that is met or gone; one that is closed already keeps its time."""
    students.lock(session, scope, student_id)
    need = _one(session, scope, student_id, need_id)
    refuse_stale(expected, need.version)
    if need.closed_at is None:
        stored.alter(session, scope, student_id, need_id, closed_at=now)
        _touch(session, scope, student_id, need_id, action="need.closed", now=now)


def reopen(
    session: Session, scope: Scope, student_id: str, need_id: str, *, now: datetime.datetime, expected: str | None = None
) -> None:
    """Reopen a closed need; raise RefusedError if the same need was opened meanwhile."""
    students.lock(session, scope, student_id)
    need = _one(session, scope, student_id, need_id)
    refuse_stale(expected, need.version)
    if need.closed_at is None:
        return
    others = stored.of(session, scope, student_id)
    if any(other.term == need.term and other.closed_at is None for other in others):
        raise RefusedError("The same need is open already: work with that one.")
    stored.alter(session, scope, student_id, need_id, closed_at=None)
    _touch(session, scope, student_id, need_id, action="need.reopened", now=now)


def _put(session: Session, scope: Scope, told: _ReportedNeed, term: str) -> None:
    need_id = new_id()
    stored.put(
        session,
        stored.NewNeedRow(
            id=need_id,
            student_id=told.student_id,
            term=term,
            urgency=told.urgency,
            sealed=_sealed(told, told.sentence, need_id),
            made_by=scope.staff_id,
            made_at=told.now,
        ),
    )
    _touch(session, scope, told.student_id, need_id, action="need.added", now=told.now)


def _strengthen(session: Session, scope: Scope, told: _ReportedNeed, need: NeedRow) -> None:
    before = ""
    if need.sealed is not None:
        before = unseal(NeedWords, told.data_key, need.sealed, row_id=need.id, student_id=told.student_id).words
    words = before if told.sentence in before else f"{before}\n{told.sentence}".strip()
    urgency = max(told.urgency, need.urgency)
    if (words, urgency) == (before, need.urgency):
        return
    sealed = _sealed(told, words, need.id)
    stored.alter(session, scope, told.student_id, need.id, urgency=urgency, sealed=sealed)
    _touch(session, scope, told.student_id, need.id, action="need.changed", now=told.now)


def _sealed(told: _ReportedNeed, words: str, need_id: str) -> bytes | None:
    return seal(told.data_key, NeedWords(words), row_id=need_id, student_id=told.student_id) if words else None


def _one(session: Session, scope: Scope, student_id: str, need_id: str) -> NeedRow:
    for need in stored.of(session, scope, student_id):
        if need.id == need_id:
            return need
    raise UnknownError(NO_NEED)


def _check(urgency: int) -> None:
    if urgency not in URGENCIES:
        raise UsageError("The urgency is 1 (when there is time), 2 (soon) or 3 (now).")


def _touch(session: Session, scope: Scope, student_id: str, need_id: str, *, action: str, now: datetime.datetime) -> None:
    touch(session, scope, student_id, now=now, action=action, subject=f"need:{need_id}")
