"""Publication of a staged list: its report, the doubts that somebody must answer, and the writing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy.orm import Session

from directory.errors import RefusedError
from directory.storage.imports.staged_lists import PUBLISHED, Staged, record_batch, record_rows
from directory.storage.imports.writes import carry_out
from directory.storage.pace import Pace, WholeBatch
from importers.fields import Target
from importers.plan.likeness import Resembled, ResembledLine
from importers.problem_codes import RowCode, SanityCode
from importers.problems import Problem, Severity, Trouble
from importers.sanity import ReadList, doubts

COUNTED = ("rows_read", "created", "updated", "unchanged", "withdrawn", "needs_review", "rejected", "duplicates")
"""The counts of a report that are stored with the import."""

MANY_GONE, SHARE_GONE, MOST_GONE = 5, 0.2, 0.5
"""Thresholds for services that a list no longer has: with at least MANY_GONE, above the first share of the list the page
suggests a second look, and above the second it asks.
"""


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did: each row counted once, and what was wrong in the list."""

    import_id: int | None
    source: str
    rows_read: int
    created: int
    updated: int
    unchanged: int
    withdrawn: int
    needs_review: int
    rejected: int
    duplicates: int
    columns: dict[str, str]
    problems: Sequence[Problem]
    unread_columns: Sequence[str] = ()

    @property
    def doubts(self) -> tuple[Problem, ...]:
        """What makes the list look, as a whole, as if it was read wrong."""
        return tuple(one for one in self.problems if isinstance(one.code, SanityCode))

    @property
    def is_empty(self) -> bool:
        """Whether no row of the list could be used."""
        return self.rows_read == self.rejected

    @property
    def listed_before(self) -> int:
        """How many services the list had in the directory until now, without those that wait for review."""
        return self.withdrawn + self.updated + self.unchanged

    @property
    def hides_many(self) -> bool:
        """Whether so many services would be hidden that it may be the wrong list, or half of one."""
        return self.withdrawn >= MANY_GONE and self.withdrawn >= SHARE_GONE * self.listed_before

    @property
    def hides_most(self) -> bool:
        """Whether more than half of them would be hidden."""
        return self.withdrawn >= MANY_GONE and self.withdrawn > MOST_GONE * self.listed_before


class DoubtfulError(RefusedError):
    """A list that would empty the directory, or looks as if it was read wrong, waits for confirmation; `report` is what it would do."""

    def __init__(self, words: str, done: Report) -> None:
        super().__init__(words)
        self.report = done


def doubt(done: Report) -> str | None:
    """Return why a list is not published without confirmation, as a sentence; None if there is no objection."""
    if done.is_empty:
        gone = f", and all {done.withdrawn} services of “{done.source}” would be withdrawn" if done.withdrawn else ""
        anyway = " If they are gone, say so: --gone-too." if done.withdrawn else ""
        return f"No row of this list could be used{gone}, so nothing was changed. Check that it is the whole file, and the right one.{anyway}"
    if done.hides_most:
        return (
            f"{done.withdrawn} of {done.listed_before} services of “{done.source}” are not in this list and would be withdrawn, so nothing was "
            "changed. If the list is whole and they are gone, say so: --gone-too."
        )
    return None


def misread(done: Report) -> str | None:
    """Return why a list that looks as if it was read wrong is not published without confirmation; None if it does not."""
    if not done.doubts:
        return None
    checks = "a check" if len(done.doubts) == 1 else f"{len(done.doubts)} checks"
    return (
        f"“{done.source}” looks as if it was read wrong, by {checks} of the whole list, so nothing was changed. Look at the rows that are "
        "shown as evidence. If they are right, say so: --all-the-same. It can be undone."
    )


class WithdrawalConsent(StrEnum):
    """What somebody has confirmed about services that a list no longer has."""

    ASK = "ask"
    SEEN = "seen"  # the counts were shown, and publishing was chosen
    ALL = "all"  # all of them may go, even if no row of the list can be used


def refuse_doubtful(done: Report, gone: WithdrawalConsent, *, all_the_same: bool = False) -> None:
    """Raise DoubtfulError if a list needs a confirmation that `gone`, or for one that looks misread `all_the_same`, does not give."""
    answered = bool(done.withdrawn) if gone is WithdrawalConsent.ALL else gone is WithdrawalConsent.SEEN and not done.is_empty
    if (words := doubt(done)) and not answered:
        raise DoubtfulError(words, done)
    if (words := misread(done)) and not all_the_same:
        raise DoubtfulError(words, done)


def publish(session: Session, staged: Staged, now: datetime.datetime, progress: Callable[[int], None] | None = None) -> Report:
    """Carry out the staged list's plan in the session's transaction."""
    done = report(staged)
    import_id = open_import(session, staged, done, now)
    write_import(WholeBatch(session, progress), staged, import_id)
    return replace(done, import_id=import_id)


def open_import(session: Session, staged: Staged, done: Report, now: datetime.datetime, state: str = PUBLISHED) -> int:
    """Store the import without its rows; return its number."""
    return record_batch(session, staged, {name: getattr(done, name) for name in COUNTED}, now, state)


def write_import(pace: Pace, staged: Staged, import_id: int) -> None:
    """Store the rows of the list and carry out its plan."""
    for steps in pace.parts(staged.plan.steps):
        record_rows(pace.session, steps, import_id)
    carry_out(pace, staged.plan, import_id)


def report(staged: Staged) -> Report:
    """Return what the staged list would do."""
    read = ReadList([step.record for step in staged.plan.steps], staged.columns, staged.problems)
    problems = [*doubts(read), *staged.problems, *_reviews(staged)]
    counts = staged.plan.counts()
    return Report(
        import_id=None,
        source=staged.source,
        rows_read=len(staged.plan.steps),
        columns=dict(staged.columns),
        problems=sorted(problems, key=lambda p: p.line),
        unread_columns=list(staged.unread),
        **counts,
    )


def _reviews(staged: Staged) -> list[Problem]:
    """Return the problems of rows that are not taken for what they say, but for another record or row that says it too."""
    likely = [
        _like(step.like, RowCode.LIKE_LINE, RowCode.LIKE_RECORD).at(
            step.record.line, None, str(step.record.fields.get(Target.SERVICE_NAME))
        )
        for step in staged.plan.steps
        if step.like and step.outcome != "duplicate"
    ]
    exact = [
        replace(_like(step.like, RowCode.REPEATS_LINE, RowCode.REPEATS_RECORD), severity=Severity.INFO).at(step.record.line)
        for step in staged.plan.steps
        if step.like and step.outcome == "duplicate"
    ]
    return likely + exact


def _like(like: Resembled, of_line: RowCode, of_record: RowCode) -> Trouble:
    if isinstance(like, ResembledLine):
        return Trouble(of_line, {"first_line": like.line})
    return Trouble(of_record, {"like": like.label})
