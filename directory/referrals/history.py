"""What a student, and the siblings whom the reader may see, already have with a provider: for cards, ranking and the check.

The scope that opened the file decides whose referrals are shown: all of the student's own, whichever school opened them, and
those of the siblings in the file. Nothing is shown of siblings elsewhere.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from directory.finding.results import Entry
from directory.i18n.dates import MONTHS, day
from directory.referrals.reasons import REASONS
from directory.storage.listings.edits import merges
from directory.storage.referrals import referrals as stored
from directory.students.files import StudentFile
from matching.query import Reason, Verdict

CRITERION = "history"

LASTING = frozenset({"ineligible", "cost", "transport", "language", "family_declined"})
"""Reasons that will most likely hold again, since the provider or the family's way there has not changed."""

UNSAID = frozenset({"duplicate", "moved"})
"""Reasons that say nothing about the provider."""


@dataclass(frozen=True, slots=True, repr=False)
class Past:
    """A referral to the provider: `words` describe its result, `sibling` is whose it was, None for the student's own.

    `verdict` is fail if it did not work for a lasting reason, unknown if it did not work for another reason.
    """

    referral_id: str
    verdict: Verdict
    words: str
    sibling: str | None = None

    @property
    def sentence(self) -> str:
        return self.words if self.sibling is None else f"{self.sibling}: {self.words[:1].lower()}{self.words[1:]}"


def past(session: Session, file: StudentFile, record_ids: Iterable[str]) -> dict[str, tuple[Past, ...]]:
    """Return the family's referrals to each of these services at location: the student's first, the newest of each student."""
    wanted = set(record_ids)
    stands_for = {away: kept for away, kept in merges(session).items() if kept in wanted} if wanted else {}
    names = {one.id: one.profile.given_name for one in file.siblings}
    rows = stored.at_records(session, [file.id, *names], [*wanted, *stands_for]) if wanted else []
    found: dict[str, dict[str, Past]] = {}
    for row in rows:
        if words := _words(row):
            here = found.setdefault(stands_for.get(row.record_id, row.record_id), {})
            here.setdefault(row.student_id, Past(row.id, _verdict(row), words, names.get(row.student_id)))
    return {record_id: tuple(sorted(of.values(), key=lambda one: one.sibling or "")) for record_id, of in found.items()}


def failed(pasts: Sequence[Past]) -> tuple[Reason, ...]:
    """Return why a provider did not work for the student, as reasons beside those of a match."""
    return tuple(Reason(CRITERION, one.verdict, one.words) for one in pasts if one.sibling is None and one.verdict != "pass")


def after_history(entries: Sequence[Entry], pasts: Mapping[str, Sequence[Past]]) -> tuple[Entry, ...]:
    """Return the entries with what did not work for the student; providers that failed for a lasting reason come last."""
    told = [replace(one, reasons=(*one.reasons, *failed(pasts.get(one.card.id, ())))) for one in entries]
    told.sort(key=lambda one: any(why.criterion == CRITERION and why.verdict == "fail" for why in one.reasons))
    return tuple(replace(one, rank=number) for number, one in enumerate(told, 1))


def _verdict(row: Any) -> Verdict:
    if row.status != "not_completed":
        return "pass"
    return "fail" if row.reason in LASTING else "unknown"


def _words(row: Any) -> str | None:
    """Return a referral's result in words, or None if it says nothing about the provider."""
    tell = TOLD.get(row.status)
    return tell(row) if tell and row.reason not in UNSAID else None


def _draft(row: Any) -> str:
    if row.due_on is None:
        return f"Chosen as a backup on {day(row.opened_on)}"
    return f"A referral was opened on {day(row.opened_on)}; no letter is given yet"


def _scheduled(row: Any) -> str:
    return f"Appointment on {day(row.appointment_on)}" if row.appointment_on else f"An appointment was made on {day(row.since)}"


def _not_completed(row: Any) -> str:
    reason = REASONS[row.reason or "other"].words
    return f"Tried in {_month(row.since)}, it did not work: {reason[:1].lower()}{reason[1:]}"


def _on(words: str) -> Callable[[Any], str]:
    return lambda row: f"{words} {day(row.since)}"


def _month(date: datetime.date) -> str:
    return f"{MONTHS[date.month - 1]} {date.year}"


TOLD: Mapping[str, Callable[[Any], str]] = {
    "draft": _draft,
    "sent": _on("A letter was given on"),
    "reached": _on("They have talked, on"),
    "accepted": _on("Accepted on"),
    "waitlisted": _on("On their waiting list since"),
    "scheduled": _scheduled,
    "connected": _on("Connected since"),
    "completed": lambda row: f"Was helped there; it ended in {_month(row.since)}",
    "not_completed": _not_completed,
}
"""The words for each status; cancelled referrals and those entered by mistake are not mentioned."""
