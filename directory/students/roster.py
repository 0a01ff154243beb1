"""Roster imports: staged against the students on file, applied in one transaction, reported in counts.

A report, the row of the import and the audit hold nothing personal: only counts, lines and columns.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory.accounts import audit
from directory.errors import OutdatedError, RefusedError
from directory.i18n.catalogs import ENGLISH
from directory.keys import Keys
from directory.listings.problems.words import told_of_roster
from directory.settings import Settings
from directory.storage import jobs, keyring
from directory.storage.engine import reading
from directory.storage.ids import new_id
from directory.storage.imports import roster_rows, rosters
from directory.storage.imports.rosters import RosterPlan, RosterProblem, SealedStudent
from directory.storage.referrals import links
from directory.students.caseload import number_hash
from directory.students.roster_rows import Writer, students_on_file

ROSTER = "district"
"""The roster's name if none is given: most districts have one, whatever its file is called this week."""

TRIES = 3
"""How many times a roster is planned at most while somebody keeps changing its students."""


@dataclass(frozen=True, slots=True, repr=False)
class StagedRoster:
    """A roster as it was understood, and what it would do; nothing is written yet."""

    roster: str
    file_name: str
    columns: Mapping[str, str]
    unread: tuple[str, ...]
    plan: RosterPlan
    stored: Mapping[str, SealedStudent]
    today: datetime.date


class UnconfirmedError(RefusedError):
    """A roster waits for somebody to confirm what it says or would do; `staged` is what would be done."""

    def __init__(self, words: str, staged: StagedRoster) -> None:
        super().__init__(words)
        self.staged = staged


@dataclass(frozen=True, slots=True)
class RosterReport:
    """What a roster did, or would do if `import_id` is None; `rows_read` counts each row in one of the six outcomes."""

    import_id: str | None
    roster: str
    rows_read: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    duplicates: int
    skipped: int
    left: int
    returned: int
    schools_added: int
    doubtful: bool
    columns: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[RosterProblem, ...] = ()
    undecided: int = 0
    unread_columns: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the report as the command line prints it."""
        names = [name for name in self.__slots__ if name not in {"columns", "problems"}]
        told = [asdict(told_of_roster(problem, ENGLISH)) for problem in self.problems]
        return {name: getattr(self, name) for name in names} | {"columns": dict(self.columns), "problems": told}


def stage_roster(
    session: Session,
    keys: Keys,
    files: Mapping[str, bytes],
    *,
    today: datetime.date,
    roster: str = ROSTER,
    name: str | None = None,
) -> StagedRoster:
    """Read a roster (a CSV, a workbook, a zip, or OneRoster's files by name) and plan it; write nothing.

    `name` is what the files are called as a whole. Raise UnreadableError if they are not a roster, and KeysError.
    """
    listing = rosters.listing(files, today)
    hashes = {number: number_hash(keys, number) for row in listing.rows if (number := row.number)}
    stored = {one.id: one for one in rosters.students_of(session, roster, set(hashes.values()))}
    plan = rosters.plan(
        listing,
        [students_on_file(keys, one) for one in stored.values()],
        rosters.known_schools(session),
        roster=roster,
        today=today,
        key_of=hashes.__getitem__,
        new_id=new_id,
    )
    return StagedRoster(roster, name or ", ".join(files), listing.columns, listing.unread, plan, stored, today)


def import_roster(
    engine: Engine,
    settings: Settings,
    files: Mapping[str, bytes],
    *,
    today: datetime.date,
    now: datetime.datetime,
    roster: str = ROSTER,
    name: str | None = None,
    staff_id: str | None = None,
    leavers_too: bool = False,
    orders_read: bool = False,
    first: Callable[[Session], None] = lambda _session: None,
) -> tuple[StagedRoster, RosterReport]:
    """Read a roster and apply it. Reading, planning and sealing, which take nearly all of the time, hold no lock.

    `first` is called at the start of the one transaction that writes. If somebody changes one of the students, or the keys,
    in between, everything is planned again. Raise as stage_roster and refuse do, BusyError if another roster is being imported,
    and OutdatedError if all that has happened TRIES times.
    """
    with jobs.lease(engine, what=jobs.Lease.ROSTER):
        for _ in range(TRIES):
            with reading(engine) as session:
                keys, generation = keyring.open_keys(session, settings), keyring.generation(session)
                staged = stage_roster(session, keys, files, today=today, roster=roster, name=name)
                schools = rosters.known_schools(session)
            refuse(staged, leavers_too=leavers_too, orders_read=orders_read)
            writer = _sealed(keys, staged, now)
            rows = writer.rows(staged.plan.households)
            with roster_rows.held_ready(engine, rows) as connection, roster_rows.writing_ready(connection) as session:
                keyring.open_keys(session, settings)
                same = keyring.generation(session) == generation and rosters.known_schools(session) == schools
                if same and roster_rows.still_stand(session):
                    first(session)
                    done = _write(session, staged, staff_id=staff_id, now=now)
                    _end_links(session, writer.under_new_orders, staff_id=staff_id, now=now)
                    writer.raise_alarms(session)
                    return staged, done
    raise OutdatedError("Students of this roster were changed while it was read. Nothing was done: try again in a minute.")


def refuse(staged: StagedRoster, *, leavers_too: bool, orders_read: bool) -> None:
    """Raise UnconfirmedError for what nobody has confirmed.

    That is more than half of the students leaving, or rows that mention contact, custody or a court in text that must be read.
    """
    if staged.plan.undecided and not orders_read:
        raise UnconfirmedError(unread_orders(staged.plan), staged)
    if staged.plan.doubtful and not leavers_too:
        raise UnconfirmedError(refusal(staged.plan), staged)


def _sealed(keys: Keys, staged: StagedRoster, now: datetime.datetime) -> Writer:
    writer = Writer(keys, staged.roster, staged.stored, staged.today, now)
    for step in (*staged.plan.steps, *staged.plan.gone):
        writer.take(step)
    return writer


def _write(session: Session, staged: StagedRoster, *, staff_id: str | None, now: datetime.datetime) -> RosterReport:
    plan = staged.plan
    rosters.add_schools(session, plan.schools)
    roster_rows.write(session)
    import_id = new_id()
    counts = _counts(plan)
    done = rosters.NewRosterImportRow(import_id, staged.roster, staged.file_name, now, staff_id, json.dumps(counts))
    rosters.keep_import(session, done)
    detail = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items() if count)
    audit.record(
        session, now=now, staff_id=staff_id, action="roster.imported", subject=f"roster_import:{import_id}", detail=detail
    )
    return report(staged, import_id)


def _end_links(session: Session, student_ids: Sequence[str], *, staff_id: str | None, now: datetime.datetime) -> None:
    """End the answer links of families with somebody newly under an order, as recording one by hand does."""
    for student_id in links.revoke_all_of_families(session, student_ids, now):
        audit.record(session, now=now, staff_id=staff_id, action="letter.links_ended", student_id=student_id)


def report(staged: StagedRoster, import_id: str | None = None) -> RosterReport:
    """Return what was staged, in counts and problems."""
    counts = _counts(staged.plan)
    plan = staged.plan
    return RosterReport(
        import_id, staged.roster, **counts, doubtful=plan.doubtful, columns=staged.columns, problems=plan.problems, undecided=plan.undecided, unread_columns=staged.unread
    )  # fmt: skip


def refusal(plan: RosterPlan) -> str:
    """Return why a roster that would make so many students leave is not applied, and what to do."""
    return (
        f"{plan.left} of the {plan.here} students of these schools are not in this roster and would be marked as left, so nothing "
        "was changed. If the file is whole and they did leave, say so: --leavers-too."
    )


def unread_orders(plan: RosterPlan) -> str:
    """Return why a roster whose text about contact needs a person's decision is not applied, and what to do."""
    lines = [problem.line for problem in plan.problems if problem.decision]
    shown = ", ".join(map(str, lines[:20])) + (f" and {len(lines) - 20} more" if len(lines) > 20 else "")
    return (
        f"{len(lines)} rows speak of custody, a court or contact in words that only a person can decide on (line {shown}), so nothing "
        "was changed. Read them in the file, note whom nobody may contact, and say that you have: --orders-read."
    )


def _counts(plan: RosterPlan) -> dict[str, int]:
    return plan.counts() | {"schools_added": len(plan.schools)}
