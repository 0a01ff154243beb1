"""The guardians of one row: what the columns of each say, put together to people."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from importers.roster import orders, values
from importers.roster.headers import Columns
from importers.roster.notes import Notes
from importers.roster.row import RosterGuardian
from importers.values import Trouble
from importers.values.text import fold, is_blank, tidy_name

Parts = Mapping[str, tuple[int, ...]]
_BESIDE = ("relationship", "name", "given_name", "family_name", "phones", "email", "language")
_PLAIN = re.compile(
    r"\bfoster\b|\bcourt[ -]appointed\b|\bguardian ad litem\b|\b(?:legal|sole|joint)? ?custodian\b|(?<!non)(?<!non-)(?<!non )\bcustodial\b",
    re.IGNORECASE,
)
"""What is a relationship, and no news of a court."""


def _unsure_name(cell: str) -> bool:
    return orders.asides(cell) or orders.marked_off(cell)


_MUST_BE_READ: Mapping[str, Callable[[str], bool]] = {
    "relationship": lambda cell: orders.concerns(_PLAIN.sub(" ", cell)) or orders.marked_off(cell),
    "name": _unsure_name,
    "given_name": _unsure_name,
    "family_name": _unsure_name,
    "phones": orders.concerns,
    "email": orders.concerns,
    "language": orders.concerns,
}
_ORDER = Trouble("Words beside this guardian say not to contact: they were taken as “do not contact”. Make sure.")
_UNSURE = Trouble("Words beside this guardian speak of custody, a court or danger: somebody must read them.")
_NO_NAME = Trouble("Words that forbid contact stand here in place of a name: find out whom they mean.")
_MORE = Trouble("Words beside this telephone are not kept: read them, and note what matters by hand.", "info")
_NOBODY = Trouble("There is a telephone or an e-mail here and no name beside it, so it was left out. Add the name.")


@dataclass(frozen=True, slots=True, repr=False)
class Found:
    """The guardians of a row (None where the roster has no columns of theirs), and words beside them that must be read.

    `owners` tells by number and relationship, as in the columns, which of them a column speaks of.
    """

    guardians: tuple[RosterGuardian, ...] | None
    notes: tuple[orders.Note, ...] = ()
    owners: Mapping[tuple[int, str], int] = field(default_factory=dict)


def _says(cell: str) -> bool:
    return orders.forbids(cell) or orders.deceased(cell)


class GuardianReader:
    """Reads the guardians of rows; `columns` says where they stand."""

    def __init__(self, columns: Columns, notes: Notes) -> None:
        self.people = columns.guardians
        self.student = columns.student
        self.notes = notes

    def read(self, cells: Sequence[str]) -> Found:
        """The guardians of a row."""
        if not self.people:
            return Found(None)
        found: dict[str, RosterGuardian] = {}
        owners: dict[tuple[int, str], int] = {}
        unsure: list[orders.Note] = []
        for person, parts in self.people.items():
            guardians = self._people(cells, parts, person[1])
            for guardian in guardians:
                known = found.get(fold(guardian.name))
                if known is None or (guardian.no_contact and not known.no_contact):
                    found[fold(guardian.name)] = guardian
            if len(guardians) == 1:
                owners[person] = list(found).index(fold(guardians[0].name))
            unsure += self._unsure(cells, parts, nobody=not guardians)
        return Found(self._for_all(cells, tuple(found.values())), tuple(unsure), owners)

    def _people(self, cells: Sequence[str], parts: Parts, relationship: str) -> list[RosterGuardian]:
        names = self._names(cells, parts)
        if not names:
            at = next((at for part in ("phones", "email") for at in parts.get(part, ()) if not is_blank(cells[at])), None)
            self.notes.add(at, _NOBODY if at is not None else None)
            return []
        phones = self._phones(cells, parts)
        apart = len(names) > 1 and len(phones) == len(names)
        forbidden, words = self._no_contact(cells, parts)
        told = next((tidy_name(orders.bare(cells[at])) for at in parts.get("relationship", ()) if not is_blank(cells[at])), None)
        guardians = [
            RosterGuardian(name, told or relationship or None, self._language(cells, parts), (), None, forbidden, words)
            for name in names
        ]
        for i, guardian in enumerate(guardians):
            mine = (phones[i],) if apart else phones if i == 0 else ()
            guardians[i] = replace(guardian, phones=mine, email=self._email(cells, parts) if i == 0 else None)
        marked = [orders.marked(guardian, self._beside(cells, parts, i, len(names))) for i, guardian in enumerate(guardians)]
        if any(one.no_contact and not guardian.no_contact for one, guardian in zip(marked, guardians, strict=True)):
            self.notes.add(next(at for part in _BESIDE for at in parts.get(part, ()) if _says(cells[at])), _ORDER)
        return marked

    def _beside(self, cells: Sequence[str], parts: Parts, which: int, of: int) -> list[str]:
        """The words beside one of the guardians who share these columns: of a cell that names them all, only the own part."""
        words = []
        for part in _BESIDE:
            for at in parts.get(part, ()):
                own = values.parts_of_names(cells[at]) if part == "name" and of > 1 else ()
                words.append(own[which] if len(own) == of else cells[at])
        return [cell for cell in words if cell.strip()]

    def _unsure(self, cells: Sequence[str], parts: Parts, *, nobody: bool) -> list[orders.Note]:
        """What stands beside a guardian, forbids nobody by itself, and must be read by a person; all that forbids where nobody is named."""
        unsure = []
        for part in _BESIDE:
            for at in parts.get(part, ()):
                cell = cells[at]
                if nobody and _says(cell):
                    self.notes.add(at, _NO_NAME)
                    unsure.append(orders.Note(cell))
                elif not _says(cell) and _MUST_BE_READ[part](cell):
                    self.notes.add(at, _UNSURE)
                    unsure.append(orders.Note(cell))
        return unsure

    def _names(self, cells: Sequence[str], parts: Parts) -> tuple[str, ...]:
        if "name" in parts:
            return tuple(dict.fromkeys(name for at in parts["name"] for name in values.several_names(orders.bare(cells[at]))))
        said = [values.one_name(orders.bare(cells[at])) for part in ("given_name", "family_name") for at in parts.get(part, ())]
        whole = " ".join(word for word in said if word)
        return (whole,) if whole else ()

    def _phones(self, cells: Sequence[str], parts: Parts) -> tuple[str, ...]:
        found: list[str] = []
        for at in parts.get("phones", ()):
            numbers, trouble = values.phone_numbers(cells[at])
            self.notes.add(at, trouble or (_MORE if values.says_more(cells[at]) and not _says(cells[at]) else None))
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

    def _no_contact(self, cells: Sequence[str], parts: Parts) -> tuple[bool, str | None]:
        for at in parts.get("no_contact", ()):
            forbidden, words, trouble = values.no_contact(cells[at])
            self.notes.add(at, trouble)
            if forbidden:
                return True, words
        for at in parts.get("may_contact", ()):
            if not is_blank(cells[at]) and fold(cells[at]).strip(" .") in values.REFUSALS:
                return True, None
        return False, None

    def _for_all(self, cells: Sequence[str], guardians: tuple[RosterGuardian, ...]) -> tuple[RosterGuardian, ...]:
        """What columns without a person say: a ban holds for all, the telephone at home goes to the first who may be called."""
        if "no_contact" in self.student:
            at = self.student["no_contact"]
            forbidden, words, trouble = values.no_contact(cells[at])
            self.notes.add(at, trouble)
            if forbidden:
                return tuple(replace(g, no_contact=True, no_contact_words=g.no_contact_words or words) for g in guardians)
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
