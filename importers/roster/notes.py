"""The problems of a roster, collected row by row, and what every row must have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from importers.problem_codes import RosterCode
from importers.problems import FieldValue, Severity, Trouble
from importers.roster.row import Fields, RosterProblem, Value

ProblemKey = tuple[str | None, str | None, str, tuple[tuple[str, FieldValue], ...]]

TOLD = 25  # problems reported for one trouble in one column; the rest are only counted


@dataclass(slots=True)
class RosterProblemLog:
    """The problems of a file; `rejected` is about the current row."""

    header: Sequence[str]
    file: str | None = None
    found: list[RosterProblem] = field(default_factory=list)
    rejected: bool = False
    line: int = 0

    def begin(self, line: int) -> None:
        """Start a row: problems from here on concern this line."""
        self.line = line
        self.rejected = False

    def column(self, at: int | None) -> str | None:
        return None if at is None else " ".join(self.header[at].split())

    def add(self, at: int | None, trouble: Trouble | None) -> None:
        """Record a trouble of the cell in column `at`, if there is one."""
        if trouble:
            column = self.column(at)
            self.found.append(RosterProblem(trouble.code, trouble.fields, self.line, column, trouble.severity, self.file))
            self.rejected = self.rejected or trouble.severity == Severity.ERROR

    def field(self, fields: dict[str, Value], key: str, read: tuple[Value, Trouble | None], at: int | None) -> None:
        """Put what was read into the row's fields; a value that cannot be read is not a change, and removes nothing."""
        value, trouble = read
        self.add(at, trouble)
        if value or not trouble:
            fields[key] = value

    def reject(self, code: RosterCode, at: int | None = None) -> None:
        """Record why the row is left out."""
        self.add(at, Trouble(code, severity=Severity.ERROR))


def check(notes: RosterProblemLog, number: str | None, fields: Fields, number_at: int | None = None) -> None:
    """Reject a row that has no number, no name, or neither birth date nor grade."""
    if number is None:
        notes.reject(RosterCode.STUDENT_NUMBER_MISSING, number_at)
    if not (fields.get("given_name") or fields.get("family_name")):
        notes.reject(RosterCode.NAME_MISSING)
    if not (fields.get("birth_date") or fields.get("grade")) and not notes.rejected:
        notes.reject(RosterCode.BIRTH_DATE_AND_GRADE_MISSING)


def without_repeats(problems: Sequence[RosterProblem]) -> tuple[RosterProblem, ...]:
    """Return the problems by line. Of identical warnings in a column only TOLD are kept; the last says how many more there are."""
    counts = Counter(_kind(p) for p in problems if p.severity != Severity.ERROR)
    seen: Counter[ProblemKey] = Counter()
    out: list[RosterProblem] = []
    for problem in problems:
        key = _kind(problem)
        seen[key] += 1
        if problem.severity == Severity.ERROR or seen[key] < TOLD or counts[key] == TOLD:
            out.append(problem)
        elif seen[key] == TOLD:
            out.append(replace(problem, fields={**problem.fields, "more_rows": counts[key] - TOLD}))
    return tuple(sorted(out, key=lambda p: (p.file or "", p.line)))


def _kind(problem: RosterProblem) -> ProblemKey:
    return problem.file, problem.column, problem.code, tuple(sorted(problem.fields.items()))
