"""Monthly counts of schools: importing a sheet completely or not at all, and the counts beside the referrals of each month."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from directory.accounts import audit
from directory.outcomes.count_sheets import MEASURES, Sheet, SheetProblem
from directory.storage.people.schools import SchoolRow, all_schools
from directory.storage.referrals import school_counts as stored
from directory.storage.referrals.school_counts import Key
from matching.text import fold_text

MONTHS = 13
"""The number of months in a chart: a year, and the same month of the year before."""

SAYS_NOT = (
    "This picture puts two things beside each other that were counted apart. It cannot show that one made the other: "
    "attendance and suspensions move with the season, illness, rules and who is counted, and the few students who were "
    "referred are a small part of a school."
)


@dataclass(frozen=True, slots=True)
class SheetImport:
    """The result of importing a sheet: with any problem nothing was imported. `done` is False for a dry run."""

    rows: int
    columns: Mapping[str, str]
    added: int
    changed: int
    unchanged: int
    problems: tuple[SheetProblem, ...]
    done: bool

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a school: its counts by measure, None if missing, and the referrals given in it and connected since."""

    first: datetime.date
    counts: Mapping[str, float | None]
    given: int
    connected: int


@dataclass(frozen=True, slots=True)
class SchoolMonths:
    """A school with its months, the earliest first, and the measures that have any counts."""

    id: str
    name: str
    months: tuple[Month, ...]
    measures: tuple[str, ...]


def try_sheet(session: Session, sheet: Sheet) -> SheetImport:
    """Return what importing a sheet would do."""
    return _sheet_import(session, sheet)[0]


def import_sheet(
    session: Session, sheet: Sheet, *, now: datetime.datetime, by: str | None, address: str | None = None
) -> SheetImport:
    """Import a sheet if it has no problems; a count of the same school and month is replaced."""
    taken, counts = _sheet_import(session, sheet)
    if taken.problems:
        return taken
    stored.put(session, counts, now)
    detail = f"{taken.added} new, {taken.changed} changed"
    audit.record(session, now=now, staff_id=by, action="counts.imported", detail=detail, address=address)
    return SheetImport(taken.rows, taken.columns, taken.added, taken.changed, taken.unchanged, (), done=True)


def _sheet_import(session: Session, sheet: Sheet) -> tuple[SheetImport, dict[Key, float]]:
    counts, problems = _known(sheet, all_schools(session))
    before = stored.values(session)
    added = sum(key not in before for key in counts)
    changed = sum(key in before and before[key] != value for key, value in counts.items())
    told = tuple(sorted(problems, key=lambda one: one.line))
    return SheetImport(sheet.rows, sheet.columns, added, changed, len(counts) - added - changed, told, done=False), counts


def _known(sheet: Sheet, schools: Sequence[SchoolRow]) -> tuple[dict[Key, float], list[SheetProblem]]:
    """Return the counts of known schools, and the problems."""
    by_name = {fold_text(one.name): one.id for one in schools}
    by_code = {one.code.lstrip("0").casefold(): one.id for one in schools if one.code}
    counts: dict[Key, float] = {}
    problems = list(sheet.problems)
    unknown: set[int] = set()
    for one in sheet.counts:
        school_id = by_name.get(fold_text(one.school)) or by_code.get(one.school.lstrip("0").casefold())
        key = (school_id or "", one.month, one.measure)
        if school_id is None:
            if one.line not in unknown:
                words = "There is no such school: write its name or code as on the Schools page."
                problems.append(SheetProblem(one.line, "School", one.school[:80], words))
            unknown.add(one.line)
        elif key in counts:
            words = f"{MEASURES[one.measure]} of this school and month is in the file twice: keep one of the two lines."
            problems.append(SheetProblem(one.line, None, one.school[:80], words))
        else:
            counts[key] = one.value
    return counts, problems


def beside(
    session: Session,
    given: Mapping[tuple[str, datetime.date], tuple[int, int]],
    *,
    today: datetime.date,
    school_ids: Collection[str] | None = None,
) -> list[SchoolMonths]:
    """Return the last months of each school that has counts or referrals; `given` has the referrals by school and month."""
    values = stored.values(session, school_ids)
    found = []
    for school in all_schools(session):
        months = tuple(_month(school.id, first, values, given) for first in last_months(today))
        measures = tuple(one for one in MEASURES if any(month.counts[one] is not None for month in months))
        if (school_ids is None or school.id in school_ids) and (measures or any(month.given for month in months)):
            found.append(SchoolMonths(school.id, school.name, months, measures))
    return found


def _month(
    school_id: str, first: datetime.date, values: Mapping[Key, float], given: Mapping[tuple[str, datetime.date], tuple[int, int]]
) -> Month:
    return Month(first, {one: values.get((school_id, first, one)) for one in MEASURES}, *given.get((school_id, first), (0, 0)))


def last_months(today: datetime.date) -> list[datetime.date]:
    """Return the first days of the last MONTHS months, this one included."""
    months = [today.replace(day=1)]
    while len(months) < MONTHS:
        months.insert(0, (months[0] - datetime.timedelta(days=1)).replace(day=1))
    return months
