"""OneRoster 1.1 and 1.2 in CSV: reads users.csv with demographics.csv, orgs.csv and (1.2) roles.csv into rows of students.

    1.1 users:  sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,
                middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
    1.2 users:  the same without orgSourcedIds and role, and with userMasterIdentifier, preferredGivenName, …,
                primaryOrgSourcedId, pronouns; role and orgSourcedId are in roles.csv by userSourcedId

The legal given name is used, never the preferred one: a letter home must not reveal to a family what only school knows.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from importers.errors import ColumnsError
from importers.problem_codes import FileCode, RosterCode
from importers.problems import Trouble
from importers.roster import values
from importers.roster.notes import RosterProblemLog, check, without_repeats
from importers.roster.orders import orders
from importers.roster.row import RosterGuardian, RosterListing, RosterProblem, RosterRow, RosterSchool, Value
from importers.tables.table import Table, read_table
from importers.values.text import clean, fold

USERS, DEMOGRAPHICS, ORGS, ROLES = "users.csv", "demographics.csv", "orgs.csv", "roles.csv"
FILES = (USERS, DEMOGRAPHICS, ORGS, ROLES)

_GUARDIANS = {"parent": "Parent", "guardian": "Guardian"}
_NAMES = {"given_name": "givenname", "family_name": "familyname"}
_UNDERSTOOD = {
    "sourcedid": "student.id", "identifier": "student.number", "givenname": "student.given_name", "familyname": "student.family_name",
    "grades": "student.grade", "role": "student.role", "status": "student.status", "enableduser": "student.status",
    "orgsourcedids": "student.school", "primaryorgsourcedid": "student.school", "agentsourcedids": "student.guardians",
    "phone": "guardian.phones", "sms": "guardian.phones", "email": "guardian.email",
}  # fmt: skip

_CODES = frozenset("sourcedid status datelastmodified enableduser orgsourcedids role username userids agentsourcedids grades password identifier "
                   "usermasteridentifier primaryorgsourcedid resourcesourcedids usersourcedid".split())  # fmt: skip
"""Columns of codes: a single word in them is a code."""
_ADDRESS = re.compile(r"\S+@\S+")
_ORDER = Trouble(RosterCode.ORDER_TAKEN)


@dataclass(frozen=True, slots=True, repr=False)
class _User:
    line: int
    said: Mapping[str, str]
    at: Mapping[str, int]

    def __getitem__(self, field: str) -> str:
        return self.said.get(field, "")

    @property
    def gone(self) -> bool:
        return fold(self["status"]) == "tobedeleted" or fold(self["enableduser"]) in {"false", "0", "no"}


def is_users(header: Iterable[str]) -> bool:
    """Whether a header is that of users.csv."""
    return {"sourcedid", "givenname", "familyname"} <= {fold(name) for name in header}


def read(files: Mapping[str, bytes], today: datetime.date) -> RosterListing:
    """Return the students in the files, given by their OneRoster names; raise ListError if users.csv is missing or invalid."""
    if USERS not in files:
        raise ColumnsError(f"There is no {USERS} here: a OneRoster export has one. Give its folder or its zip file.")
    read_tables = {name: read_table(data, name, with_hidden=True) for name, data in files.items() if name in FILES}
    users = read_tables[USERS]
    if not is_users(users.header):
        raise ColumnsError(
            f"{USERS} has no columns sourcedId, givenName and familyName: export it again as OneRoster 1.1 or 1.2."
        )
    if "role" not in _positions(users) and ROLES not in read_tables:
        raise ColumnsError(f"{USERS} says of nobody whether it is a student: OneRoster 1.2 does so in {ROLES}. Give both.")
    people = [_User(line, said, _positions(users)) for line, said in _said(users)]
    notes = RosterProblemLog(users.header, USERS)
    reader = _OneRosterReader(
        people, {name: dict(_by_id(table)) for name, table in read_tables.items()}, read_tables, notes, today
    )
    rows = [reader.student(user) for user in people if reader.role(user) == "student"]
    told = tuple(
        RosterProblem(p.code, p.fields, p.line, None, p.severity, name)
        for name, table in read_tables.items()
        for p in table.problems
        if p.code is not FileCode.OTHER_SHEETS
    )
    understood = {" ".join(h.split()): _UNDERSTOOD[fold(h)] for h in users.header if fold(h) in _UNDERSTOOD}
    return RosterListing(tuple(rows), (*told, *without_repeats(notes.found)), understood, len(people) - len(rows), _unread(users))


def _unread(users: Table) -> tuple[str, ...]:
    """Return the columns of users.csv with content that is not read, except those that OneRoster always has."""
    full = {at for row in users.rows for at, cell in enumerate(row.cells) if cell.strip()}
    return tuple(
        " ".join(h.split())
        for at, h in enumerate(users.header)
        if at in full and fold(h) not in _UNDERSTOOD and fold(h) not in _CODES
    )


def _positions(table: Table) -> dict[str, int]:
    return {fold(name): at for at, name in enumerate(table.header)}


def _said(table: Table) -> Iterable[tuple[int, dict[str, str]]]:
    names = [fold(name) for name in table.header]
    return ((row.line, dict(zip(names, row.cells, strict=False))) for row in table.rows)


def _by_id(table: Table) -> Iterable[tuple[str, dict[str, str]]]:
    return ((clean(said.get("sourcedid", "")), said) for _, said in _said(table))


def _ids(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for item in cell.split(",") if (part := clean(item))))


class _OneRosterReader:
    def __init__(
        self,
        people: Sequence[_User],
        by_id: Mapping[str, Mapping[str, Mapping[str, str]]],
        given: Mapping[str, Table],
        notes: RosterProblemLog,
        today: datetime.date,
    ) -> None:
        self.born = by_id.get(DEMOGRAPHICS)
        self.orgs = by_id.get(ORGS, {})
        self.roles = _roles(given[ROLES]) if ROLES in given else {}
        self.notes = notes
        self.today = today
        self.guardians_of = self._ties(people)
        self.knows_guardians = any(self.role(user) in _GUARDIANS for user in people)

    def role(self, user: _User) -> str:
        return fold(user["role"]) or self.roles.get(clean(user["sourcedid"]), ("", ""))[0]

    def _ties(self, people: Sequence[_User]) -> dict[str, list[_User]]:
        """Return the guardians of each student by sourcedId; either of the two may name the other."""
        adults = {clean(user["sourcedid"]): user for user in people if self.role(user) in _GUARDIANS and not user.gone}
        ties: dict[str, dict[str, _User]] = {}
        for user in people:
            own = clean(user["sourcedid"])
            for other in _ids(user["agentsourcedids"]):
                if own in adults:
                    ties.setdefault(other, {})[own] = user
                elif other in adults:
                    ties.setdefault(own, {})[other] = adults[other]
        return {student: list(found.values()) for student, found in ties.items()}

    def student(self, user: _User) -> RosterRow:
        self.notes.begin(user.line)
        own = clean(user["sourcedid"])
        number, trouble = values.student_number(user["identifier"] if values.number(user["identifier"]) else own)
        self.notes.add(user.at.get("identifier"), trouble)
        fields = self._fields(user, own)
        if not self.notes.rejected:
            check(self.notes, number, fields, user.at.get("identifier"))
        school = self._school(user, own)
        adults = self.guardians_of.get(own, ())
        guardians = tuple(self._guardian(adult) for adult in adults)
        born = self.born.get(own, {}) if self.born is not None else {}
        said = [orders.OrderNote(cell) for cell in (*_words(user.said), *_words(born))]
        said += [orders.OrderNote(cell, (at,), at) for at, adult in enumerate(adults) for cell in _words(adult.said)]
        under, outcomes = orders.applied(guardians, said)
        for outcome in outcomes:
            if outcome.marked:
                self.notes.line = adults[outcome.note.at].line if outcome.note.at is not None else user.line
                self.notes.add(None, _ORDER)
        self.notes.line = user.line
        words = dict.fromkeys(clean(outcome.note.text) for outcome in outcomes if outcome.read)
        return RosterRow(
            user.line, number, fields, school, None, under if self.knows_guardians else None, None, user.gone,
            rejected=self.notes.rejected, concerns=" | ".join(words) or None,
        )  # fmt: skip

    def _fields(self, user: _User, own: str) -> dict[str, Value]:
        grades = _ids(user["grades"])
        fields: dict[str, Value] = {key: values.one_name(orders.bare(user[said])) for key, said in _NAMES.items()}
        self.notes.field(fields, "grade", values.beside_words(values.grade, grades[0] if grades else ""), user.at.get("grades"))
        if self.born is not None:
            born = self.born.get(own, {}).get("birthdate", "")
            self.notes.field(
                fields, "birth_date", values.beside_words(lambda cell: values.birth_date(cell, self.today), born), None
            )
        return fields

    def _school(self, user: _User, own: str) -> RosterSchool | None:
        given = (*_ids(user["primaryorgsourcedid"]), *_ids(self.roles.get(own, ("", ""))[1]), *_ids(user["orgsourcedids"]))
        if not given:
            self.notes.reject(RosterCode.SCHOOL_MISSING)
            return None
        schools = [org for org in given if fold(self.orgs.get(org, {}).get("type", "school")) == "school"]
        chosen = (schools or list(given))[0]
        org = self.orgs.get(chosen, {})
        name = clean(org.get("name", "")) or None
        code = clean(org.get("identifier", "")) or chosen
        return RosterSchool(name, (code,), made=name is not None and bool(schools))

    def _guardian(self, user: _User) -> RosterGuardian:
        self.notes.line = user.line
        name = " ".join(part for key in ("givenname", "familyname") if (part := values.one_name(orders.bare_name(user[key]))))
        phones: list[str] = []
        for key in ("sms", "phone"):
            numbers, trouble = values.phone_numbers(user[key])
            self.notes.add(user.at.get(key), trouble)
            phones += numbers
        address, trouble = values.email(user["email"])
        self.notes.add(user.at.get("email"), trouble)
        return RosterGuardian(name, _GUARDIANS[self.role(user)], None, tuple(dict.fromkeys(phones)), address)


def _words(said: Mapping[str, str]) -> Iterable[str]:
    """Yield a person's cells that mention orders, custody or a death; in columns of codes, only cells of several words."""
    for key, cell in said.items():
        if key in _NAMES.values():
            if orders.forbids(cell) or orders.deceased(cell) or orders.asides(cell):
                yield cell
        elif (key not in _CODES or " " in cell.strip()) and orders.speaks(_ADDRESS.sub(" ", cell)):
            yield cell


def _roles(table: Table) -> dict[str, tuple[str, str]]:
    """Return the role and organization of each user; the primary one if there are several."""
    found: dict[str, tuple[str, str]] = {}
    for _, said in _said(table):
        user = clean(said.get("usersourcedid", ""))
        if fold(said.get("status", "")) == "tobedeleted" or (user in found and fold(said.get("roletype", "")) != "primary"):
            continue
        found[user] = fold(said.get("role", "")), said.get("orgsourcedid", "")
    return found
