"""Provider lists read into records: the table, the meaning of its columns, and every row.

    listing(data, "list.csv", today)  ->  Listing(columns={"Agency": "organization.name", …}, records, problems)

Each row goes through the stages of importers.rows.pipeline. Exact repeats of a row are kept, for the plan to judge.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from importers.columns import Column, guess, mapfile, people, privacy, relations, staff_columns
from importers.columns.guesses import is_export
from importers.columns.mapfile import Map
from importers.errors import ColumnsError, SubjectError
from importers.fields import Target
from importers.problem_codes import FileCode, SecrecyCode
from importers.problems import WITHHELD, Problem, Severity
from importers.records import Record
from importers.rows import checks
from importers.rows.pipeline import records
from importers.rows.stages import categories
from importers.tables import archives, hyphenation
from importers.tables.table import Format, Table, read_table
from importers.values import staff_notes

_NAMES = (Target.ORGANIZATION_NAME, Target.SERVICE_NAME, Target.PROGRAM_NAME, Target.LOCATION_NAME, "name", "names")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that was read; `problems` are those of the file, `unread` the headers of columns that were not read."""

    columns: Mapping[str, str]
    records: tuple[Record, ...]
    problems: tuple[Problem, ...]
    unread: tuple[str, ...] = ()


def check(data: bytes, name: str, given: Map | None = None) -> None:
    """Raise ListError if a file is not a list; its rows are not read."""
    table = table_of(data, name)
    columns_of(table, given or mapfile.recognized(table))


def listing(data: bytes, name: str, today: datetime.date, format: Format = "auto", given: Map | None = None) -> Listing:
    """Return the list in the bytes of a file called `name`; raise ListError if it is not one."""
    table = table_of(data, name, format)
    used = given or mapfile.recognized(table)
    columns = columns_of(table, used)
    read = checks.checked(_of_shown_rows(table, columns, used, today))
    told = _of_shown_lines(table.problems, read)
    if used and not given:
        told.append(Problem(FileCode.LIST_RECOGNIZED, {"map": used.name}, severity=Severity.INFO))
    unread = unread_columns(table, columns)
    if unread:
        headers = ", ".join(unread)[:1500]
        told.append(Problem(FileCode.COLUMNS_UNREAD, {"count": len(unread), "headers": headers}, severity=Severity.INFO))
    told += _staff_notes(table, columns)
    told += [Problem(SecrecyCode.GUARD_UNREAD, column=header) for header in _unread_guards(table, columns)]
    return Listing(mapping(columns), read, (*told, *_cut(table, columns)), unread)


def _of_shown_rows(table: Table, columns: Sequence[Column], used: Map | None, today: datetime.date) -> list[Record]:
    """Return the records of a table; a row that a workbook hides gives none, but guards the others as any row does."""
    if not table.hidden:
        return records(table, columns, used, today)
    every = sorted((*table.rows, *table.hidden), key=lambda row: row.line)
    hidden = {row.line for row in table.hidden}
    return [one for one in records(replace(table, rows=tuple(every)), columns, used, today) if one.line not in hidden]


def table_of(data: bytes, name: str, format: Format = "auto") -> Table:
    """Return the table of a list, with the words that its line breaks cut made whole unless it is this project's own export.

    Raise FormatError if there is none, and SubjectError if it is the archive of a roster.
    """
    if "users.csv" in archives.members(data):
        raise SubjectError(_STUDENTS.format(marks="the users of a OneRoster export"))
    table = read_table(data, name, format)
    return table if is_export(table) else hyphenation.joined(table)


def columns_of(table: Table, given: Map | None = None) -> tuple[Column, ...]:
    """Return what each column is, from the map if it says so.

    Raise SubjectError if the table does not list providers, and ColumnsError if no column can be a name.
    """
    own = is_export(table)
    if not own and (marks := people.marks(table)):
        raise SubjectError(_STUDENTS.format(marks=_joined(marks[:3])))
    columns = guess(table, mapfile.settled(given, table) if given else None)
    said = any(c.how == "map" and c.target in _NAMES for c in columns)
    if table.rows and not own and not said and (words := relations.refusal(table, columns)):
        raise SubjectError(words)
    defaults = given.defaults if given else {}
    if table.rows and not any(c.target in _NAMES for c in columns) and not any(t in defaults for t in _NAMES):
        headers = ", ".join(h.strip() for h in table.header)
        raise ColumnsError(
            f"This list has no column that names an agency or a program. Say which one it is with --columns: {headers[:600]}"
        )
    return columns


_STUDENTS = (
    "This is a list of students or other people, not of providers: it has {marks}. Nothing of it was kept. A roster is read by "
    "`referral-desk students import`. If it does list providers, take what is about people out of it, and import the rest."
)


def _joined(words: Sequence[str]) -> str:
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]


def unread_columns(table: Table, columns: Iterable[Column]) -> tuple[str, ...]:
    """Return the headers of columns with content that is not read."""
    full = {i for row in table.rows for i, cell in enumerate(row.cells) if cell.strip()}
    return tuple(" ".join(c.header.split()) for c in columns if not c.target and c.index in full)


def _staff_notes(table: Table, columns: Iterable[Column]) -> list[Problem]:
    """Return that columns of staff are not read, and in which lines they say that a service ended or moved, without their words."""
    told = []
    for column in staff_columns.found(table, columns):
        header = column.header.strip()
        told.append(Problem(FileCode.STAFF_COLUMN, column=header, severity=Severity.INFO))
        changed = [row.line for row in table.rows if staff_notes.tells_a_change(row.cells[column.index])]
        told += [Problem(SecrecyCode.STAFF_NOTE, line=line, column=header) for line in changed]
    return told


def _unread_guards(table: Table, columns: Iterable[Column]) -> list[str]:
    """Return the headers of columns that are not read and seem to say what must not be shown."""
    unread = [c for c in columns if not c.target and c.how != "map"]
    return [c.header.strip() for c in unread if privacy.seems_to_hide(c.header, (row.cells[c.index] for row in table.rows))]


def mapping(columns: Iterable[Column]) -> Mapping[str, str]:
    """Return the target of each column in use, by header, for a report."""
    return {c.header: c.target for c in columns if c.target}


def _of_shown_lines(problems: Iterable[Problem], rows: Iterable[Record]) -> list[Problem]:
    """Return what is told of lines of the file, quoting no line of which the list hides anything."""
    hiding = {row.line for row in rows if any(WITHHELD in cell for cell in row.cells.values())}
    return [replace(one, value=None) if one.line in hiding else one for one in problems]


def _cut(table: Table, columns: Sequence[Column]) -> Iterable[Problem]:
    for index, count in categories.cut_columns(table, columns).items():
        fields = {"count": count, "characters": categories.CUT}
        yield Problem(FileCode.TEXTS_CUT, fields, column=table.header[index].strip(), severity=Severity.INFO)
