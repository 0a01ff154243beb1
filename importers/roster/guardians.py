"""The guardians of one row: what the columns of each say, put together to people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from importers.roster import orders, values
from importers.roster.headers import Columns
from importers.roster.notes import Notes
from importers.roster.row import RosterGuardian
from importers.values import Trouble
from importers.values.text import fold, is_blank, tidy_name

Parts = dict[str, tuple[int, ...]]
_BESIDE = ("relationship", "name", "given_name", "family_name", "phones", "email", "language")
_ORDER = Trouble("Words beside this guardian say not to contact: they were taken as “do not contact”. Make sure.")
_NOBODY = Trouble("There is a telephone or an e-mail here and no name beside it, so it was left out. Add the name.")


def _says(cell: str) -> bool:
    return orders.forbids(cell) or orders.deceased(cell)


class GuardianReader:
    """Reads the guardians of rows; `columns` says where they stand."""

    def __init__(self, columns: Columns, notes: Notes) -> None:
        self.people = columns.guardians
        self.student = columns.student
        self.notes = notes

    def read(self, cells: Sequence[str]) -> tuple[RosterGuardian, ...] | None:
        """The guardians of a row; None where the roster has no columns of theirs."""
        if not self.people:
            return None
        found: dict[str, RosterGuardian] = {}
        for (_, relationship), parts in self.people.items():
            for guardian in self._people(cells, {part: tuple(at) for part, at in parts.items()}, relationship):
                known = found.get(fold(guardian.name))
                if known is None or (guardian.no_contact and not known.no_contact):
                    found[fold(guardian.name)] = guardian
        return self._for_all(cells, tuple(found.values()))

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
        beside = [cells[at] for part in _BESIDE for at in parts.get(part, ()) if cells[at].strip()]
        guardians = [
            RosterGuardian(name, told or relationship or None, self._language(cells, parts), (), None, forbidden, words)
            for name in names
        ]
        for i, guardian in enumerate(guardians):
            mine = (phones[i],) if apart else phones if i == 0 else ()
            guardians[i] = replace(guardian, phones=mine, email=self._email(cells, parts) if i == 0 else None)
        marked = [orders.marked(guardian, beside) for guardian in guardians]
        if any(one.no_contact and not guardian.no_contact for one, guardian in zip(marked, guardians, strict=True)):
            self.notes.add(next(at for part in _BESIDE for at in parts.get(part, ()) if _says(cells[at])), _ORDER)
        return marked

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
            self.notes.add(at, trouble)
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
        numbers, trouble = values.phone_numbers(cells[self.student["home_phone"]])
        self.notes.add(self.student["home_phone"], trouble)
        mine = guardians[first]
        changed = replace(mine, phones=tuple(dict.fromkeys((*mine.phones, *numbers))))
        return (*guardians[:first], changed, *guardians[first + 1 :])
