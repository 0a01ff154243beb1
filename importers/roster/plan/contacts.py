"""Students on several rows, one per contact: the guardians and the words of all rows are combined.

student 4417, contact Ida Tansy, mother, "father: no contact"
student 4417, contact Otto Tansy, father    -> is under an order, though his own row does not say so
student 4417, but with another name and birth date    -> somebody must decide whose orders these are
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from importers.roster.orders.orders import forbidden
from importers.roster.row import RosterGuardian, RosterRow
from importers.values.text import fold


def together(rows: Sequence[tuple[RosterRow, str]]) -> list[tuple[RosterRow, str]]:
    """Return the rows, each with its key, with the guardians and the concerns from all rows about the same student.

    A row with the same number but another name and birth date adds no guardian; its orders become concerns.
    """
    same = _same_students(rows)
    guardians = _guardians([pair for pair, is_same in zip(rows, same, strict=True) if is_same])
    concerns: dict[str, dict[str, None]] = {}
    for (row, key), is_same in zip(rows, same, strict=True):
        for words in filter(None, (row.concerns, *(() if is_same else _orders(row)))):
            concerns.setdefault(key, {})[words] = None
    return [
        (replace(row, guardians=guardians.get(key, row.guardians), concerns=" | ".join(concerns.get(key, ())) or None), key)
        for row, key in rows
    ]


def _guardians(rows: Sequence[tuple[RosterRow, str]]) -> dict[str, tuple[RosterGuardian, ...]]:
    """Return the guardians of students on several rows by key; an order on one row is kept beside that on another."""
    repeated = {key for key, times in Counter(key for row, key in rows if key and row.guardians).items() if times > 1}
    found: dict[str, dict[str, RosterGuardian]] = {}
    for row, key in rows:
        for guardian in (row.guardians or ()) if key in repeated else ():
            people, name = found.setdefault(key, {}), guardian.name.casefold()
            known = people.setdefault(name, guardian)
            if guardian.no_contact:
                people[name] = forbidden(known, guardian.no_contact_words or "")
    return {key: tuple(guardians.values()) for key, guardians in found.items()}


def _same_students(rows: Sequence[tuple[RosterRow, str]]) -> list[bool]:
    """Return for each row whether it is about the student on the first row with its number, by name or by birth date."""
    first: dict[str, RosterRow] = {}
    found = []
    for row, key in rows:
        other = first.setdefault(key, row) if key else row
        born = row.fields.get("birth_date")
        found.append(other is row or _name(row) == _name(other) or (born is not None and born == other.fields.get("birth_date")))
    return found


def _name(row: RosterRow) -> tuple[str, ...]:
    return tuple(fold(str(row.fields.get(part) or "")) for part in ("given_name", "family_name"))


def _orders(row: RosterRow) -> tuple[str, ...]:
    return tuple(f"{one.name}: {one.no_contact_words or 'do not contact'}" for one in row.guardians or () if one.no_contact)
