"""What a student, and the siblings whom the reader may see, already have with a provider: for cards, ranking and the check.

The scope that opened the file decides whose referrals are shown: all of the student's own, whichever school opened them, and
those of the siblings in the file. Nothing is shown of siblings elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from sqlalchemy.orm import Session

from directory.finding.reason_codes import HistoryCode
from directory.finding.reason_words import in_words
from directory.finding.results import Result
from directory.models.codes import EndCode, ReferralStatus
from directory.storage.listings.edits import merges
from directory.storage.referrals import referrals as stored
from directory.students.files import StudentFile
from matching.query import Reason, Value, Verdict

CRITERION = "history"
Said: TypeAlias = tuple[HistoryCode, dict[str, Value]]

LASTING = frozenset({EndCode.INELIGIBLE, EndCode.COST, EndCode.TRANSPORT, EndCode.LANGUAGE, EndCode.FAMILY_DECLINED})
"""Reasons that will most likely hold again, since the provider or the family's way there has not changed."""

UNSAID = frozenset({EndCode.DUPLICATE, EndCode.MOVED})
"""Reasons that say nothing about the provider."""


@dataclass(frozen=True, slots=True, repr=False)
class PastReferral:
    """A referral to the provider: `reason` describes its result, `sibling` is whose it was, None for the student's own.

    It is a fail if it did not work for a lasting reason, unknown if it did not work for another one.
    """

    referral_id: str
    reason: Reason
    sibling: str | None = None

    @property
    def verdict(self) -> Verdict:
        return self.reason.verdict

    def sentence(self, language: str) -> str:
        words = in_words(self.reason, language)
        return words if self.sibling is None else f"{self.sibling}: {words[:1].lower()}{words[1:]}"


def past(session: Session, file: StudentFile, record_ids: Iterable[str]) -> dict[str, tuple[PastReferral, ...]]:
    """Return the family's referrals to each of these services at location: the student's first, the newest of each student."""
    wanted = set(record_ids)
    stands_for = {away: kept for away, kept in merges(session).items() if kept in wanted} if wanted else {}
    names = {one.id: one.profile.given_name for one in file.siblings}
    rows = stored.at_records(session, [file.id, *names], [*wanted, *stands_for]) if wanted else []
    found: dict[str, dict[str, PastReferral]] = {}
    for row in rows:
        if reason := _reason(row):
            here = found.setdefault(stands_for.get(row.record_id, row.record_id), {})
            here.setdefault(row.student_id, PastReferral(row.id, reason, names.get(row.student_id)))
    return {record_id: tuple(sorted(of.values(), key=lambda one: one.sibling or "")) for record_id, of in found.items()}


def failed(pasts: Sequence[PastReferral]) -> tuple[Reason, ...]:
    """Return why a provider did not work for the student, as reasons beside those of a match."""
    return tuple(one.reason for one in pasts if one.sibling is None and one.verdict != Verdict.PASS)


def after_history(entries: Sequence[Result], pasts: Mapping[str, Sequence[PastReferral]]) -> tuple[Result, ...]:
    """Return the entries with what did not work for the student; providers that failed for a lasting reason come last."""
    told = [replace(one, reasons=(*one.reasons, *failed(pasts.get(one.card.id, ())))) for one in entries]
    told.sort(key=lambda one: any(why.criterion == CRITERION and why.verdict == Verdict.FAIL for why in one.reasons))
    return tuple(replace(one, rank=number) for number, one in enumerate(told, 1))


def _verdict(row: Any) -> Verdict:
    if row.status != ReferralStatus.NOT_COMPLETED:
        return Verdict.PASS
    return Verdict.FAIL if row.reason in LASTING else Verdict.UNKNOWN


def _reason(row: Any) -> Reason | None:
    """What came of a referral, None where it says nothing of the provider."""
    said = SAID.get(row.status)
    if said is None or row.reason in UNSAID:
        return None
    code, fields = said(row)
    return Reason(CRITERION, _verdict(row), code, fields)


def _draft(row: Any) -> Said:
    return HistoryCode.BACKUP if row.due_on is None else HistoryCode.OPENED, {"day": row.opened_on}


def _scheduled(row: Any) -> Said:
    if row.appointment_on:
        return HistoryCode.APPOINTMENT, {"day": row.appointment_on}
    return HistoryCode.APPOINTMENT_MADE, {"day": row.since}


def _since(code: HistoryCode) -> Callable[[Any], Said]:
    return lambda row: (code, {"day": row.since})


SAID: Mapping[str, Callable[[Any], Said]] = {
    ReferralStatus.DRAFT: _draft,
    ReferralStatus.SENT: _since(HistoryCode.SENT),
    ReferralStatus.REACHED: _since(HistoryCode.REACHED),
    ReferralStatus.ACCEPTED: _since(HistoryCode.ACCEPTED),
    ReferralStatus.WAITLISTED: _since(HistoryCode.WAITLISTED),
    ReferralStatus.SCHEDULED: _scheduled,
    ReferralStatus.CONNECTED: _since(HistoryCode.CONNECTED),
    ReferralStatus.COMPLETED: lambda row: (HistoryCode.COMPLETED, {"month_of": row.since}),
    ReferralStatus.NOT_COMPLETED: lambda row: (
        HistoryCode.NOT_COMPLETED,
        {"month_of": row.since, "reason": row.reason or EndCode.OTHER},
    ),
}
"""The words for each status; cancelled referrals and those entered by mistake are not mentioned."""
