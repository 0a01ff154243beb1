"""The guardians on one row, assembled from the columns about each of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from importers.columns.roster_headers import Columns
from importers.problem_codes import RosterCode
from importers.problems import Severity, Trouble
from importers.roster import kin, values
from importers.roster.notes import RosterProblemLog
from importers.roster.orders import orders
from importers.roster.row import RosterGuardian
from importers.values.text import fold, is_blank, tidy_name

Parts = Mapping[str, tuple[int, ...]]
_PLAIN = re.compile(
    r"\bfoster\b|\bcourt[ -]appointed\b|\bguardian ad litem\b|\b(?:legal|sole|joint)? ?custodian\b|(?<!non)(?<!non-)(?<!non )\bcustodial\b",
    re.IGNORECASE,
)
"""Words that are a relationship, not a court matter."""
_REFUSED = re.compile(r"(?:no|never|not)\b")


_ADDRESS = re.compile(r"\S+@\S+")


def _says(cell: str) -> bool:
    return orders.forbids(cell) or orders.deceased(cell)


def _says_in_name(cell: str) -> bool:
    return _says(cell) or orders.asides(cell) or orders.marked_off(cell)


_SAYS: Mapping[str, Callable[[str], bool]] = {
    "relationship": lambda cell: _says(cell) or orders.concerns(_PLAIN.sub(" ", cell)) or orders.marked_off(cell),
    "name": _says_in_name,
    "given_name": _says_in_name,
    "family_name": _says_in_name,
    "email": lambda cell: orders.speaks(_ADDRESS.sub(" ", cell)),
}
_BESIDE = ("relationship", "name", "given_name", "family_name", "phones", "email", "language", "may_contact")
_BOTH = re.compile(r"\b(?:neither|either|both|ambos|ambas|los dos|las dos|ni|ningun[oa]?)\b")
_MORE = Trouble(RosterCode.PHONE_WORDS_NOT_KEPT, severity=Severity.INFO)
_NOBODY = Trouble(RosterCode.GUARDIAN_NAMELESS)


@dataclass(frozen=True, slots=True, repr=False)
class FoundGuardians:
    """The guardians on a row (None if the roster has no such columns), and what their columns say about orders.

    `owners` has the guardians whom a column is about, by the column's number and relationship.
    """

    guardians: tuple[RosterGuardian, ...] | None
    notes: tuple[orders.OrderNote, ...] = ()
    owners: Mapping[tuple[int, str], tuple[int, ...]] = field(default_factory=dict)


class GuardianReader:
    """Reads the guardians on rows; `columns` gives their positions."""

    def __init__(self, columns: Columns, notes: RosterProblemLog) -> None:
        self.people = columns.guardians
        self.student = columns.student
        self.notes = notes

    def read(self, cells: Sequence[str]) -> FoundGuardians:
        """Return the guardians on a row."""
        if not self.people:
            return FoundGuardians(None)
        found: dict[str, RosterGuardian] = {}
        owners: dict[tuple[int, str], tuple[int, ...]] = {}
        for person, parts in self.people.items():
            guardians = self._people(cells, parts, person[1])
            for guardian in guardians:
                known = found.get(fold(guardian.name))
                if known is None or (guardian.no_contact and not known.no_contact):
                    found[fold(guardian.name)] = guardian
            names = list(found)
            owners[person] = tuple(names.index(fold(guardian.name)) for guardian in guardians)
        said = [note for person, parts in self.people.items() for note in self._said(cells, parts, owners[person])]
        said += self._flags(cells, ("no_contact", self.student.get("no_contact")), tuple(range(len(found))))
        return FoundGuardians(tuple(found.values()), tuple(said), owners)

    def _people(self, cells: Sequence[str], parts: Parts, relationship: str) -> list[RosterGuardian]:
        names = self._names(cells, parts)
        if not names:
            at = next((at for part in ("phones", "email") for at in parts.get(part, ()) if not is_blank(cells[at])), None)
            self.notes.add(at, _NOBODY if at is not None else None)
            return []
        phones = self._phones(cells, parts)
        apart = len(names) > 1 and len(phones) == len(names)
        told = next((tidy_name(orders.bare(cells[at])) for at in parts.get("relationship", ()) if not is_blank(cells[at])), None)
        language, email = self._language(cells, parts), self._email(cells, parts)
        guardians = []
        for i, name in enumerate(names):
            mine = (phones[i],) if apart else phones if i == 0 else ()
            guardians.append(RosterGuardian(name, told or relationship or None, language, mine, email if i == 0 else None))
        return guardians

    def _said(self, cells: Sequence[str], parts: Parts, owners: tuple[int, ...]) -> Iterator[orders.OrderNote]:
        """Yield what a person's columns say about orders, custody or a death."""
        nobody = not owners
        for part in _BESIDE:
            for at in parts.get(part, ()):
                cell = cells[at]
                if part == "name" and len(owners) > 1:
                    yield from _in_names(cell, at, owners)
                elif cell.strip() and _SAYS.get(part, orders.speaks)(cell):
                    yield orders.OrderNote(cell, owners, at, asked=not _says(cell), nobody=nobody)
        for at in parts.get("no_contact", ()):
            yield from self._flags(cells, ("no_contact", at), owners)
        for at in parts.get("may_contact", ()):
            yield from self._flags(cells, ("may_contact", at), owners)

    def _flags(self, cells: Sequence[str], column: tuple[str, int | None], owners: tuple[int, ...]) -> Iterator[orders.OrderNote]:
        """Yield what a column that asks whether somebody may be contacted says: yes, no, or words."""
        part, at = column
        if at is None or is_blank(cells[at]):
            return
        cell = cells[at]
        if part == "may_contact":
            if fold(cell).strip(" .") in values.REFUSALS:
                yield orders.OrderNote("", owners, at, forbids=True, nobody=not owners)
            elif not orders.speaks(cell) and _REFUSED.match(fold(cell)):
                yield orders.OrderNote(cell, owners, at, forbids=True, nobody=not owners)
            return
        forbidden, words, trouble = values.no_contact(cell)
        self.notes.add(at, trouble)
        if forbidden:
            yield orders.OrderNote(words or "", owners, at, forbids=True, nobody=not owners)
        elif orders.speaks(cell):
            yield orders.OrderNote(cell, owners, at, asked=True)

    def _names(self, cells: Sequence[str], parts: Parts) -> tuple[str, ...]:
        if "name" in parts:
            return tuple(
                dict.fromkeys(name for at in parts["name"] for name in values.several_names(orders.bare_name(cells[at])))
            )
        said = [
            values.one_name(orders.bare_name(cells[at])) for part in ("given_name", "family_name") for at in parts.get(part, ())
        ]
        whole = " ".join(word for word in said if word)
        return (whole,) if whole else ()

    def _phones(self, cells: Sequence[str], parts: Parts) -> tuple[str, ...]:
        found: list[str] = []
        for at in parts.get("phones", ()):
            numbers, trouble = values.phone_numbers(cells[at])
            self.notes.add(at, trouble or (_MORE if values.says_more(cells[at]) and not orders.speaks(cells[at]) else None))
            found += numbers
        return tuple(dict.fromkeys(found))

    def _email(self, cells: Sequence[str], parts: Parts) -> str | None:
        for at in parts.get("email", ()):
            address, trouble = values.email(cells[at])
            self.notes.add(at, trouble)
            if address:
                return address
        return None

    def _language(self, cells: Sequence[str], parts: Parts) -> str | None:
        for at in parts.get("language", ()):
            codes, trouble = values.spoken_languages(cells[at])
            self.notes.add(at, trouble)
            if codes:
                return codes[0]
        return None

    def with_home_phone(self, cells: Sequence[str], guardians: tuple[RosterGuardian, ...]) -> tuple[RosterGuardian, ...]:
        """Return the guardians after orders were applied: the home telephone goes to the first who may be called."""
        first = next((i for i, guardian in enumerate(guardians) if not guardian.no_contact), None)
        if first is None or "home_phone" not in self.student:
            return guardians
        if _says(cells[self.student["home_phone"]]):
            return guardians  # the words are read with the row's notes
        numbers, trouble = values.phone_numbers(cells[self.student["home_phone"]])
        self.notes.add(self.student["home_phone"], trouble)
        mine = guardians[first]
        changed = replace(mine, phones=tuple(dict.fromkeys((*mine.phones, *numbers))))
        return (*guardians[:first], changed, *guardians[first + 1 :])


def _in_names(cell: str, at: int, owners: tuple[int, ...]) -> Iterator[orders.OrderNote]:
    """Yield what a cell with several names says: each part about its own person, or all of it about all if they share a name."""
    if not _says_in_name(cell):
        return
    parts = values.parts_of_names(cell)
    bare = [orders.bare_name(part) for part in parts]
    both = bool(_BOTH.search(fold(cell)) or kin.kinds(fold(cell)))
    if both or len(parts) != len(owners) or not all(" " in name for name in bare):
        yield orders.OrderNote(cell, owners, at, asked=not _says(cell), doubtful=not both)
        return
    for part, owner in zip(parts, owners, strict=True):
        if _says_in_name(part):
            yield orders.OrderNote(part, (owner,), at, asked=not _says(part))
