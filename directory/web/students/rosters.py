"""The roster in the browser: uploaded, checked, and imported once its effects have been seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from directory.errors import UnreadableError, UsageError
from directory.listings.problems.words import told_of_roster
from directory.storage.people import receipts
from directory.students.roster import RosterReport, StagedRoster, UnconfirmedError, import_roster, report, stage_roster
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.imports.words import here
from importers.problems import Severity

LARGEST = 20_000_000  # bytes
NAMES_SHOWN, LINES_SHOWN = 60, 12
NO_FILE = "Choose the file of your student system: CSV, Excel or a OneRoster zip."

OUTCOMES = {
    "created": "new",
    "updated": "changed",
    "unchanged": "as they were",
    "rejected": "left out: something is wrong with the row",
    "duplicates": "twice in the file",
    "skipped": "of staff and others",
}
BESIDE = {"left": "are not in it any more and are marked as left", "returned": "are back", "schools_added": "schools are new"}
SEVERITIES = {
    Severity.ERROR: "Rows that are left out",
    Severity.WARNING: "Worth a look",
    Severity.INFO: "Good to know",
}


@dataclass(frozen=True, slots=True)
class RosterProblemKind:
    """Problems of one kind; `where` are the first lines (and files), `more` is the number of others."""

    problem: str
    column: str | None
    where: tuple[str, ...]
    more: int
    count: int


@dataclass(frozen=True, slots=True, repr=False)
class Leaver:
    """A student who is not in the roster any more."""

    student_id: str
    name: str


@get("/roster", may="roster")
def show(asked: Asked) -> Answer:  # noqa: ARG001  # a page's signature
    return Page("students/roster.html", _shown({}, only_try=True))


@post("/roster", may="roster", reads=True, largest=LARGEST)
def take(asked: Asked) -> Answer:
    """Check or import a roster; declared as reading, because an import writes in a transaction of its own after the long work."""
    sent, only_try, leavers_too = asked.form.file("file"), asked.form.has("only_try"), asked.form.has("leavers_too")
    orders_read = asked.form.has("orders_read")
    if sent is None or not sent.data:
        return Page("students/roster.html", _shown({"file": NO_FILE}, only_try=only_try), 422)
    name = sent.name or "roster"
    try:
        if only_try:
            staged = stage_roster(asked.session, asked.keys, {name: sent.data}, today=asked.today, name=name)
            return _roster_page(asked, staged, report(staged))
        return _imported(asked, name, sent.data, leavers_too=leavers_too, orders_read=orders_read)
    except (UnreadableError, UsageError) as error:
        return Page("students/roster.html", _shown({"file": here(str(error))}, only_try=only_try), 422)
    except UnconfirmedError as error:
        return _roster_page(asked, error.staged, report(error.staged), 409)


class _TwiceError(Exception):
    """The form was carried out before."""


def _imported(asked: Asked, name: str, data: bytes, *, leavers_too: bool, orders_read: bool) -> Answer:
    def once(session: Session) -> None:
        number = asked.form.get("once")
        if number and not receipts.claim(session, number, asked.now):
            raise _TwiceError

    try:
        staged, done = import_roster(
            asked.parts.engine, asked.settings, {name: data}, today=asked.today, now=asked.now, name=name,
            staff_id=asked.me.staff_id, leavers_too=leavers_too, orders_read=orders_read, first=once,
        )  # fmt: skip
    except _TwiceError:
        # To an empty form rather than the home page.
        return Redirect("/roster", done="twice")
    return _roster_page(asked, staged, done)


def _roster_page(asked: Asked, staged: StagedRoster, done: RosterReport, status: int = 200) -> Page:
    leavers = _leavers(staged)
    if leavers:
        asked.look("student.listed", detail="not in a roster")
    shown = _shown({}, only_try=done.import_id is not None) | {
        "done": done,
        "file_name": staged.file_name,
        "refused": status == 409,
        "decisions": [problem.line for problem in done.problems if problem.decision],
        "rows": [(words, count) for name, words in OUTCOMES.items() if (count := getattr(done, name))],
        "beside": [(words, count) for name, words in BESIDE.items() if (count := getattr(done, name))],
        "problems": [
            (words, kinds) for severity, words in SEVERITIES.items() if (kinds := kinds_of(done, severity, asked.language))
        ],
        "leavers": leavers[:NAMES_SHOWN],
        "here": staged.plan.here,
    }
    return Page("students/roster.html", shown, status)


def _shown(errors: Mapping[str, str], *, only_try: bool) -> dict[str, Any]:
    return {"errors": errors, "only_try": only_try, "done": None, "refused": False, "decisions": []}


def kinds_of(done: RosterReport, severity: Severity, language: str) -> list[RosterProblemKind]:
    """Return the problems of this severity, grouped by kind, the most frequent first."""
    grouped: dict[tuple[str, str | None], list[str]] = {}
    for one in (told_of_roster(problem, language) for problem in done.problems):
        if one.severity == severity:
            line = f"{one.file or ''} {one.line or ''}".strip()
            grouped.setdefault((one.problem, one.column), []).append(line)
    kinds = [_kind(problem, column, lines) for (problem, column), lines in grouped.items()]
    return sorted(kinds, key=lambda kind: -kind.count)


def _kind(problem: str, column: str | None, lines: Sequence[str]) -> RosterProblemKind:
    where = tuple(line for line in lines if line)
    return RosterProblemKind(problem, column, where[:LINES_SHOWN], max(0, len(where) - LINES_SHOWN), len(lines))


def _leavers(staged: StagedRoster) -> list[Leaver]:
    """Return the students whom the roster marks as left, by name."""
    found = []
    for step in (*staged.plan.gone, *staged.plan.steps):
        if step.left is True and step.standing is not None:
            fields = step.standing.fields
            found.append(Leaver(step.id, f"{fields['family_name']}, {fields['given_name']}"))
    return sorted(found, key=lambda one: one.name.casefold())
