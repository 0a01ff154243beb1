"""Handing over a caseload: some or all referrals of one specialist go to another who works at the students' schools."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from directory.accounts import staff
from directory.accounts.staff import StaffMember
from directory.errors import RefusedError, UnknownError, UsageError
from directory.models.codes import EventKind, Role
from directory.referrals import updates
from directory.referrals.event_checks import NewEvent
from directory.referrals.status import STATUS_WORDS
from directory.referrals.work import Work
from directory.storage.referrals import worklist as stored
from directory.storage.referrals.worklist import DueRow
from directory.worklist.work_list import name_of
from matching.needs import terms

CHANGED = "Some of these referrals were handed over or closed meanwhile: load the page again and choose again."


@dataclass(frozen=True, slots=True, repr=False)
class HeldReferral:
    """A referral of a caseload, as a choice on the page for handing over."""

    id: str
    name: str | None
    need: str
    service: str
    status: str
    school_name: str


def caseload(work: Work, from_id: str) -> list[HeldReferral]:
    """Return the referrals that a member of staff could hand over; raise UnknownError for another's unless an administrator asks."""
    known = terms()
    return [
        HeldReferral(
            row.id,
            name_of(work, row),
            known[row.term].english if row.term in known else row.term,
            row.service,
            STATUS_WORDS[row.status],
            row.school_name,
        )
        for row in _rows(work, from_id)
    ]


def colleagues(work: Work, from_id: str) -> list[StaffMember]:
    """Return who may take a caseload over: the other active specialists, with a school in common if a specialist asks."""
    own = work.scope.school_ids
    return [
        one
        for one in staff.all_staff(work.session)
        if one.active
        and one.role == Role.SPECIALIST
        and one.id != from_id
        and (work.scope.role == Role.ADMINISTRATOR or own & {school.id for school in one.schools})
    ]


def hand_over(work: Work, *, from_id: str, to_id: str, chosen: Collection[str] | None = None) -> int:
    """Give the chosen referrals of a caseload, or all of it if `chosen` is None, to a colleague; return how many.

    Raises UsageError if there are none, RefusedError for one that is not in the caseload any more or a colleague who cannot work
    on them: then nothing is handed over.
    """
    rows = _chosen(_rows(work, from_id), chosen)
    giver, taker = staff.find(work.session, from_id), next((one for one in colleagues(work, from_id) if one.id == to_id), None)
    if taker is None:
        raise RefusedError("Choose a specialist who works here and shares a school.")
    _refuse_elsewhere(taker, rows)
    for row in rows:
        updates.record(work, row.id, NewEvent(EventKind.HANDED_OVER, words=f"From {giver.name} to {taker.name}"))
    if stored.give_to(work.session, [row.id for row in rows], to_id, of=from_id) < len(rows):
        raise RefusedError(CHANGED)
    work.changed("referral.handed_over", subject=f"staff:{to_id}", detail=f"{len(rows)} of {giver.name} to {taker.name}")
    return len(rows)


def _rows(work: Work, from_id: str) -> list[DueRow]:
    if work.scope.role != Role.ADMINISTRATOR and from_id != work.scope.staff_id:
        raise UnknownError(staff.NOBODY)
    return stored.caseload(work.session, work.scope, from_id, work.today)


def _chosen(rows: Sequence[DueRow], chosen: Collection[str] | None) -> list[DueRow]:
    if chosen is None:
        found = list(rows)
    else:
        found = [row for row in rows if row.id in chosen]
        if len(found) < len(set(chosen)):
            raise RefusedError(CHANGED)
    if not found:
        raise UsageError("Choose the referrals to hand over.")
    return found


def _refuse_elsewhere(taker: StaffMember, rows: Sequence[DueRow]) -> None:
    at = {school.id for school in taker.schools}
    missing = sorted({row.school_name for row in rows if row.school_id not in at})
    if missing:
        raise RefusedError(f"{taker.name} does not work at {' and '.join(missing)}: add the school first.")
