"""The plan of a roster: what it would do to the students on file, decided without changing any.

Every row is counted once: created, updated, unchanged, rejected, a duplicate or skipped; students gone from the roster, or back
in it, are counted separately.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from importers.problem_codes import RosterCode
from importers.problems import Severity
from importers.roster.plan import contacts, households, three_way
from importers.roster.plan.kept_rows import RosterStatement
from importers.roster.plan.schools import KnownSchool, Schools
from importers.roster.plan.three_way import GuardianChanges, GuardianOnFile
from importers.roster.row import Fields, RosterListing, RosterProblem, RosterRow, Value
from importers.values.text import fold

CONCERNS = "concerns"
"""The name under which words that needed a decision are kept, so that the next roster does not ask again."""

CUSTODY = "custody_words"
"""The student field that shows those words, where staff read them before releasing a child."""

Outcome = Literal["created", "updated", "unchanged", "rejected", "duplicate", "skipped"]


@dataclass(frozen=True, slots=True, repr=False)
class StudentOnFile:
    """A student on file; `key` is the keyed hash of the number, `roster` the name of the roster that said `said`."""

    id: str
    key: str
    school_id: str
    roster: str | None
    left: bool
    household_id: str | None
    fields: Fields
    guardians: tuple[GuardianOnFile, ...] = ()
    said: RosterStatement = field(default_factory=RosterStatement)


@dataclass(frozen=True, slots=True, repr=False)
class RosterStep:
    """The outcome for one student: `changes` are fields to write, `left` whether to mark as left or back (None: neither).

    `standing` is None for a new student; `said` is kept for the next roster.
    """

    outcome: Outcome
    row: RosterRow | None
    id: str = ""
    key: str = ""
    standing: StudentOnFile | None = None
    school_id: str = ""
    changes: Fields = field(default_factory=dict)
    left: bool | None = None
    guardians: GuardianChanges = field(default_factory=GuardianChanges)
    household_id: str | None = None
    said: RosterStatement = field(default_factory=RosterStatement)


@dataclass(frozen=True, slots=True, repr=False)
class RosterPlan:
    """The steps of the rows; `gone` are students missing from the roster, `here` counts those it had enrolled in its schools."""

    steps: tuple[RosterStep, ...]
    gone: tuple[RosterStep, ...]
    schools: tuple[KnownSchool, ...]
    households: tuple[str, ...]
    problems: tuple[RosterProblem, ...]
    skipped: int
    here: int

    @property
    def left(self) -> int:
        return sum(step.left is True for step in (*self.gone, *self.steps))

    @property
    def undecided(self) -> int:
        """Return how many rows say something about contact that must be read before the roster is imported."""
        return sum(problem.decision for problem in self.problems)

    @property
    def doubtful(self) -> bool:
        """Whether more than half of the students would leave, which suggests a truncated or wrong file."""
        return self.left * 2 > self.here

    def counts(self) -> dict[str, int]:
        """Return how many rows had each outcome, how many students left and how many returned."""
        outcomes = Counter(step.outcome for step in self.steps)
        return {
            "rows_read": len(self.steps) + self.skipped,
            "created": outcomes["created"],
            "updated": outcomes["updated"],
            "unchanged": outcomes["unchanged"],
            "rejected": outcomes["rejected"],
            "duplicates": outcomes["duplicate"],
            "skipped": outcomes["skipped"] + self.skipped,
            "left": self.left,
            "returned": sum(step.left is False for step in self.steps),
        }


def plan(
    listing: RosterListing,
    standing: Iterable[StudentOnFile],
    schools: Iterable[KnownSchool],
    *,
    roster: str,
    today: datetime.date,
    key_of: Callable[[str], str],
    new_id: Callable[[], str],
) -> RosterPlan:
    """Decide what each row does.

    `standing` holds the students of this roster and those whose numbers are on the rows; `key_of` makes the keyed hash of a
    number, `new_id` the ids of new students and schools.
    """
    return _RosterPlanner(standing, schools, (roster, today), key_of, new_id).plan(listing)


class _RosterPlanner:
    def __init__(
        self,
        standing: Iterable[StudentOnFile],
        schools: Iterable[KnownSchool],
        named: tuple[str, datetime.date],
        key_of: Callable[[str], str],
        new_id: Callable[[], str],
    ) -> None:
        self.by_key = {one.key: one for one in standing}
        self.schools = Schools(schools, new_id)
        self.roster, today = named
        self.dated = f"{today.isoformat()}, roster: {{}}"
        self.key_of = key_of
        self.new_id = new_id
        self.first: dict[str, RosterRow] = {}
        self.problems: list[RosterProblem] = []

    def plan(self, listing: RosterListing) -> RosterPlan:
        rows = [(row, self.key_of(row.number) if row.number else "") for row in listing.rows]
        whole = contacts.together(rows)
        steps = [self._step(row, key) for row, key in whole]
        for (row, key), step in zip(rows, steps, strict=True):
            if step.outcome == "rejected" and key not in self.first and _tells_news(row, self.by_key.get(key)):
                self.problems.append(RosterProblem(RosterCode.CONCERNS_LEFT_OUT, line=row.line, decision=True))
        covered = {step.school_id for step in steps if step.school_id}
        present = {key for _, key in rows}
        own = [one for one in self.by_key.values() if one.roster == self.roster and one.school_id in covered]
        gone = tuple(_gone(one) for one in own if one.key not in present and not (one.left and one.said.left))
        here = sum(not one.left for one in own)
        tied, new = self._tie(steps, present)
        steps = [_in_household(step, tied) for step in steps]
        problems = sorted((*listing.problems, *self.problems), key=lambda p: (p.file or "", p.line))
        return RosterPlan(tuple(steps), gone, tuple(self.schools.new), new, tuple(problems), listing.skipped, here)

    def _step(self, row: RosterRow, key: str) -> RosterStep:
        if row.rejected or row.school is None:
            return RosterStep("rejected", row)
        school_id = self.schools.find(row.school)
        if school_id is None:
            unknown = RosterProblem(RosterCode.SCHOOL_UNKNOWN, line=row.line, column=row.school_column, severity=Severity.ERROR)
            self.problems.append(unknown)
            return RosterStep("rejected", row)
        if key in self.first:
            fields = {"first_line": self.first[key].line}
            self.problems.append(RosterProblem(RosterCode.STUDENT_NUMBER_REPEATED, fields, row.line))
            return RosterStep("duplicate", row)
        self.first[key] = row
        found = self.by_key.get(key)
        if found is None:
            return self._create(row, key, school_id)
        return self._update(row, found, school_id)

    def _ask(self, row: RosterRow, before: RosterStatement) -> None:
        """Require a decision on words about contact that are new."""
        if row.concerns and row.concerns != before.fields.get(CONCERNS):
            self.problems.append(RosterProblem(RosterCode.CONCERNS_TO_READ, line=row.line, decision=True))

    def _create(self, row: RosterRow, key: str, school_id: str) -> RosterStep:
        if row.left:
            return RosterStep("skipped", row, school_id=school_id)
        self._ask(row, RosterStatement())
        fields = {"number": row.number, **row.fields}
        added = GuardianChanges(added=row.guardians or ())
        said = _said(row, fields, school_id, RosterStatement())
        changes = {**fields, CUSTODY: self.dated.format(row.concerns)} if row.concerns else fields
        return RosterStep("created", row, self.new_id(), key, None, school_id, changes, guardians=added, said=said)

    def _update(self, row: RosterRow, found: StudentOnFile, school_id: str) -> RosterStep:
        self._ask(row, found.said)
        now = {"number": row.number, **row.fields}
        before, current = found.said.fields, found.fields
        merged = {name: three_way.value(value, before.get(name), current.get(name)) for name, value in now.items()}
        merged[CUSTODY] = three_way.words(row.concerns, _text(before.get(CUSTODY)), _text(current.get(CUSTODY)), dated=self.dated)
        changes = {name: value for name, value in merged.items() if (value or None) != (current.get(name) or None)}
        guardians = GuardianChanges()
        if row.guardians is not None:
            guardians = three_way.guardians(row.guardians, found.said.guardians, found.guardians)
        school = found.school_id if school_id == found.said.school_id else school_id
        told = found.said.left if found.said.fields else None
        left = None if row.left in (told, found.left) else row.left
        moved = school != found.school_id
        outcome: Outcome = "updated" if changes or guardians or moved or left is not None else "unchanged"
        said = _said(row, now, school_id, found.said)
        return RosterStep(outcome, row, found.id, found.key, found, school, changes, left, guardians, said=said)

    def _tie(self, steps: Sequence[RosterStep], present: set[str]) -> tuple[dict[str, str], tuple[str, ...]]:
        members = [
            households.HouseholdMember(
                step.id,
                step.said.signs,
                step.said.signs - (step.standing.said.signs if step.standing else frozenset()),
                step.standing.household_id if step.standing else None,
            )
            for step in steps
            if step.id
        ]
        others = (one for one in self.by_key.values() if one.key not in present and one.said.signs)
        members += [households.HouseholdMember(one.id, one.said.signs, frozenset(), one.household_id) for one in others]
        return households.ties(members, self.new_id)


def _tells_news(row: RosterRow, known: StudentOnFile | None) -> bool:
    """Whether a row reports an order or concerns about a student on file that the file does not have."""
    if known is None:
        return False
    barred = {fold(one.details.name) for one in known.guardians if one.details.no_contact}
    named = {fold(one.name) for one in row.guardians or () if one.no_contact}
    return not named <= barred or (row.concerns is not None and row.concerns != known.said.fields.get(CONCERNS))


def _gone(one: StudentOnFile) -> RosterStep:
    """Return a step that notes a student as gone from the roster (even if staff marked them as left), so the next can undo it."""
    said = replace(one.said, left=True)
    return RosterStep("updated", None, one.id, one.key, one, one.school_id, left=None if one.left else True, said=said)


def _text(held: Value) -> str | None:
    return held if isinstance(held, str) else None


def _said(row: RosterRow, now: Mapping[str, Value], school_id: str, before: RosterStatement) -> RosterStatement:
    fields = {**before.fields, **now}
    guardians = before.guardians if row.guardians is None else row.guardians or before.guardians
    signs = households.signs(row.household, guardians, fields.get("home_zip"))
    if row.concerns:
        fields[CONCERNS] = fields[CUSTODY] = row.concerns
    return RosterStatement(fields, school_id, row.left, guardians, signs)


def _in_household(step: RosterStep, tied: Mapping[str, str]) -> RosterStep:
    home = tied.get(step.id)
    if home is None:
        return step
    return replace(step, household_id=home, outcome="updated" if step.outcome == "unchanged" else step.outcome)
