"""A district's own roster: one table with any headers, read into rows of students."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from importers.columns import people
from importers.columns import roster_headers as headers
from importers.errors import ColumnsError, SubjectError
from importers.problem_codes import FileCode, RosterCode
from importers.problems import Problem, Trouble
from importers.roster import values
from importers.roster.guardians import FoundGuardians, GuardianReader
from importers.roster.notes import RosterProblemLog, check, without_repeats
from importers.roster.orders import order_doubts, order_words, orders
from importers.roster.row import RosterGuardian, RosterListing, RosterProblem, RosterRow, RosterSchool, Value
from importers.tables.table import TableRow, read_table
from importers.times import dates
from importers.values.text import clean, fold

_LEFT = frozenset(
    "left inactive withdrawn exited transferred dropped graduated moved no n false 0 i w x t g withdrew unenrolled gone deceased "
    "not-enrolled disenrolled transferred-out dropout drop tobedeleted former".split()
)
"""Status words for a student who is no longer enrolled; any other word means enrolled."""

_NAMED = frozenset({"name", "given_name", "family_name", "school"})
"""Columns of names: Judge and Corte are family names, and a school may be named after a court."""
_LETTERS = re.compile(r"[^\W\d_]|[†✝⚠⛔🚫]")
_ENROLLED_NO_LONGER = re.compile(r"\bno longer(?: (?:enrolled|attending|attends|here|active|a student|at|in)\b|$)", re.IGNORECASE)

_READERS: Mapping[str, Callable[[str], tuple[Value, Trouble | None]]] = {
    "grade": values.grade,
    "home_zip": values.zip_code,
    "languages": values.spoken_languages,
    "insurance": values.insurance,
}


def read(data: bytes, name: str, today: datetime.date) -> RosterListing:
    """Return the roster in a CSV or a workbook; raise ListError if it is not one."""
    table = read_table(data, name, with_hidden=True)  # a hidden row may hold an order
    if people.names_providers(table):
        raise SubjectError(
            "This is a list of providers, not of students: its columns name agencies or programs and what they offer. Nothing of it was "
            "kept. Providers are read by `referral-desk import`."
        )
    found = headers.columns(table.header)
    _require(found, name)
    notes = RosterProblemLog(table.header)
    reader = _DistrictReader(found, notes, today)
    rows = reader.rows(table.rows)
    told = tuple(_of_table(p) for p in table.problems)
    unread = tuple(" ".join(table.header[at].split()) for at in found.unread if at in reader.passed_over)
    return RosterListing(rows, (*told, *without_repeats(notes.found)), found.understood, unread=unread)


def _require(found: headers.Columns, name: str) -> None:
    have = found.student.keys()
    missing = [
        words
        for words, enough in (
            ("the student's number (“Student ID”)", "number" in have),
            ("the names (“Last Name” and “First Name”, or “Name”)", {"name", "given_name", "family_name"} & have),
            ("the birth date or the grade (“Birth Date”, “Grade”)", {"birth_date", "grade"} & have),
            ("the school (“School”)", {"school", "school_code"} & have),
        )
        if not enough
    ]
    if missing:
        raise ColumnsError(f"{name} is no roster: it has no column for {', none for '.join(missing)}. Name it in the first row.")


def _of_table(problem: Problem) -> RosterProblem:
    """Return a problem of the table without what it quotes: a sheet may be named after a child."""
    if problem.code is FileCode.OTHER_SHEETS:
        return RosterProblem(RosterCode.ONE_SHEET, line=problem.line, severity=problem.severity)
    return RosterProblem(problem.code, problem.fields, problem.line, None, problem.severity)


Guardians = tuple[RosterGuardian, ...] | None
_ORDER = Trouble(RosterCode.ORDER_TAKEN)
_NAMED_ORDER = Trouble(RosterCode.ORDER_TAKEN_BY_NAME)
_NOBODY_MARKED = Trouble(RosterCode.ORDER_OF_NOBODY_HERE)
_UNSURE = Trouble(RosterCode.CUSTODY_WORDS)


class _DistrictReader:
    """Reads the rows of one table; `passed_over` are columns with content that was neither read nor kept."""

    def __init__(self, columns: headers.Columns, notes: RosterProblemLog, today: datetime.date) -> None:
        self.at = columns.student
        self.about = columns.about
        self.guardians = GuardianReader(columns, notes)
        self.fields_at = {at: field for field, at in columns.student.items()}
        read = {at for parts in columns.guardians.values() for several in parts.values() for at in several}
        self.unread = frozenset(range(len(notes.header))) - read - self.fields_at.keys()
        names = {at for parts in columns.guardians.values() for key in _NAMED & parts.keys() for at in parts[key]}
        self.named = names | {at for key, at in columns.student.items() if key in _NAMED}
        self.notes = notes
        self.today = today
        self.passed_over: set[int] = set()

    def rows(self, rows: Sequence[TableRow]) -> tuple[RosterRow, ...]:
        """Return the rows in order.

        Guardians are read first: words on one row may be about a contact on another row of the student.
        """
        contacts: dict[str, dict[str, RosterGuardian]] = {}
        read = []
        for row in rows:
            self.notes.begin(row.line)
            found = self.guardians.read(row.cells)
            number, _ = values.student_number(self._cell(row.cells, "number"))
            people = contacts.setdefault(number, {}) if number else {}
            for guardian in found.guardians or ():
                people.setdefault(fold(guardian.name), guardian)
            read.append((row, found, people))
        return tuple(self._row(row, found, people) for row, found, people in read)

    def _row(self, row: TableRow, found: FoundGuardians, contacts: Mapping[str, RosterGuardian]) -> RosterRow:
        """Return a row whose guardians were `found`; `contacts` are those on any row of the student, by folded name."""
        self.notes.begin(row.line)
        cells = row.cells
        number, trouble = values.student_number(self._cell(cells, "number"))
        self.notes.add(self.at.get("number"), trouble)
        fields = self._fields(cells)
        if not self.notes.rejected:
            check(self.notes, number, fields, self.at.get("number"))
        school, school_at = self._school(cells)
        guardians, concerns = self._orders(cells, found, contacts)
        household, _ = values.student_number(self._cell(cells, "household").strip().lstrip("0"))
        return RosterRow(
            row.line, number, fields, school, self.notes.column(school_at), guardians, household, self._left(cells),
            rejected=self.notes.rejected, concerns=concerns,
        )  # fmt: skip

    def _orders(
        self, cells: Sequence[str], found: FoundGuardians, contacts: Mapping[str, RosterGuardian]
    ) -> tuple[Guardians, str | None]:
        """Return the guardians after applying what the row says about contact in any column, and the words that need a decision.

        This includes a contact on another row whom these words put under an order.
        """
        own = found.guardians or ()
        names = {fold(one.name) for one in own}
        beside = tuple(one for name, one in contacts.items() if name not in names)
        notes = [*self._notes(cells, found.owners), *found.notes]
        notes += self._doubts(cells, (*own, *beside), {note.at for note in notes})
        said = {note.at for note in notes}
        self.passed_over.update(at for at in self.unread if at not in said and cells[at].strip())
        under, outcomes = orders.applied(own, notes, beside)
        elsewhere = tuple(one for one, was in zip(under[len(own) :], beside, strict=True) if one != was)
        for outcome in outcomes:
            self._tell(outcome)
        words = dict.fromkeys(clean(outcome.note.text) for outcome in outcomes if outcome.read)
        if found.guardians is None:
            return None, " | ".join(words) or None
        return (*self.guardians.with_home_phone(cells, under[: len(own)]), *elsewhere), " | ".join(words) or None

    def _tell(self, outcome: orders.OrderReading) -> None:
        note = outcome.note
        if outcome.marked and note.text:
            self.notes.add(note.at, _ORDER if outcome.marked <= set(note.owners) else _NAMED_ORDER)
        elif orders.forbids(note.text):
            self.notes.add(note.at, _NOBODY_MARKED)
        elif note.owners and not note.forbids:
            self.notes.add(note.at, _UNSURE)

    def _notes(self, cells: Sequence[str], owners: Mapping[tuple[int, str], tuple[int, ...]]) -> Iterator[orders.OrderNote]:
        """Yield what the row says about orders in all columns except those of guardians, read or not."""
        for at, cell in enumerate(cells):
            if at in self.unread:
                header = self.notes.header[at]
                answer = order_words.answered(header, cell)
                if words := answer or (cell if _LETTERS.search(cell) and orders.speaks(cell) else None):
                    person = self.about.get(at)
                    yield orders.OrderNote(words, owners.get(person, ()) if person else (), at, asked=answer is not None)
            elif (key := self.fields_at.get(at)) and key != "no_contact" and _LETTERS.search(cell) and _says(key, cell):
                yield orders.OrderNote(cell, (), at)

    def _doubts(
        self, cells: Sequence[str], guardians: Sequence[RosterGuardian], said: AbstractSet[int | None]
    ) -> Iterator[orders.OrderNote]:
        """Yield cells that match no pattern but deny something to a guardian, or mention danger: somebody must read them."""
        student = " ".join(self._cell(cells, key) for key in _NAMED)
        for at, cell in enumerate(cells):
            if at in said or at in self.named or not _LETTERS.search(cell):
                continue
            if order_doubts.doubtful(cell, guardians, student):
                yield orders.OrderNote(cell, (), at, asked=True)

    def _cell(self, cells: Sequence[str], field: str) -> str:
        return cells[self.at[field]] if field in self.at else ""

    def _fields(self, cells: Sequence[str]) -> dict[str, Value]:
        fields = self._names(cells)
        if "birth_date" in self.at:
            at = self.at["birth_date"]
            born = values.beside_words(lambda cell: values.birth_date(cell, self.today), cells[at])
            self.notes.field(fields, "birth_date", born, at)
        for key, reader in _READERS.items():
            if key in self.at:
                self.notes.field(fields, key, values.beside_words(reader, cells[self.at[key]]), self.at[key])
        return fields

    def _names(self, cells: Sequence[str]) -> dict[str, Value]:
        parts: dict[str, Value] = {
            key: values.one_name(orders.bare(self._cell(cells, key))) for key in ("given_name", "family_name") if key in self.at
        }
        if "name" in self.at and not all(parts.get(key) for key in ("given_name", "family_name")):
            said = orders.bare(cells[self.at["name"]])
            whole = values.name(said)
            # A column "Name" beside "Last Name" holds the given name.
            if whole and parts.get("family_name"):
                parts["given_name"] = values.one_name(said) if "," not in said else whole.given
            elif whole:
                parts = {"given_name": whole.given, "family_name": whole.family}
        return {"given_name": parts.get("given_name"), "family_name": parts.get("family_name")}

    def _school(self, cells: Sequence[str]) -> tuple[RosterSchool | None, int | None]:
        words = clean(orders.bare(self._cell(cells, "school"))) or None
        code, _ = values.student_number(self._cell(cells, "school_code"))
        at = self.at.get("school", self.at.get("school_code"))
        if words is None and code is None:
            self.notes.reject(RosterCode.SCHOOL_MISSING, at)
            return None, at
        # A column called "Building" holds a name in one district and a number in the next.
        return RosterSchool(words, tuple(dict.fromkeys(c for c in (code, values.number(words or "")) if c))), at

    def _left(self, cells: Sequence[str]) -> bool:
        status = fold(orders.bare(self._cell(cells, "status"))).replace(" ", "-")
        day, _ = values.beside_words(self._day, self._cell(cells, "left_on"))
        return status in _LEFT or (day is not None and day <= self.today)

    def _day(self, cell: str) -> tuple[datetime.date | None, Trouble | None]:
        found = dates.read(cell, self.today)
        return found.value, next(iter(found.troubles), None)


def _says(field: str, cell: str) -> bool:
    """Whether a column about the student mentions an order or custody; a student who died counts as having left."""
    if field in _NAMED:
        return orders.forbids(cell) or orders.asides(cell)
    return orders.concerns(_ENROLLED_NO_LONGER.sub(" ", cell) if field == "status" else cell)
