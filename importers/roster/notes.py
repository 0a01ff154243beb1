"""The problems of a roster, collected row by row, and what every row must have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from importers.roster.row import Fields, RosterProblem, Value
from importers.values import Trouble

TOLD = 25  # problems reported for one trouble in one column; the rest are only counted


@dataclass(slots=True)
class Notes:
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
            self.found.append(RosterProblem(self.line, self.column(at), trouble.problem, trouble.severity, self.file))
            self.rejected = self.rejected or trouble.severity == "error"

    def field(self, fields: dict[str, Value], key: str, read: tuple[Value, Trouble | None], at: int | None) -> None:
        """Put what was read into the row's fields; a value that cannot be read is not a change, and removes nothing."""
        value, trouble = read
        self.add(at, trouble)
        if value or not trouble:
            fields[key] = value

    def reject(self, problem: str, at: int | None = None) -> None:
        """Record why the row is left out."""
        self.add(at, Trouble(problem, "error"))


def check(notes: Notes, number: str | None, fields: Fields, number_at: int | None = None) -> None:
    """Reject a row that has no number, no name, or neither birth date nor grade."""
    if number is None:
        notes.reject("There is no student number here, so the row was left out. Add it.", number_at)
    if not (fields.get("given_name") or fields.get("family_name")):
        notes.reject("There is no name here, so the row was left out. Add it.")
    if not (fields.get("birth_date") or fields.get("grade")) and not notes.rejected:
        notes.reject("There is neither a birth date nor a grade, so the row was left out. Add one of them.")


def summed(problems: Sequence[RosterProblem]) -> tuple[RosterProblem, ...]:
    """Return the problems by line; of one trouble in one column only the first ones, the last of which counts the rest."""
    counts = Counter((p.file, p.column, p.problem) for p in problems if p.severity != "error")
    seen: Counter[tuple[str | None, str | None, str]] = Counter()
    out: list[RosterProblem] = []
    for problem in problems:
        key = (problem.file, problem.column, problem.problem)
        seen[key] += 1
        if problem.severity == "error" or seen[key] < TOLD or counts[key] == TOLD:
            out.append(problem)
        elif seen[key] == TOLD:
            more = counts[key] - TOLD
            out.append(replace(problem, problem=f"{problem.problem} {more} further rows are like it."))
    return tuple(sorted(out, key=lambda p: (p.file or "", p.line)))
