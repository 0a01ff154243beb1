"""A roster's words about whom nobody may contact, wherever they are: a relationship, a name, a note beside a telephone.

    "Father - NO CONTACT"             -> that guardian must not be contacted
    "Restraining order against father" in a column of notes -> the father, if the row has one father
    "custody: see office"             -> a person must read it before the roster is imported

An error costs a call to the office on one side and a family's safety on the other, so unclear words forbid.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from importers.roster import kin
from importers.roster.orders import order_words
from importers.roster.orders.order_targets import OrderTarget, target
from importers.roster.orders.order_words import concerns, deceased, forbids, marked_off
from importers.roster.row import RosterGuardian
from importers.values.text import clean, fold

__all__ = [
    "OrderNote", "OrderReading", "applied", "asides", "bare", "bare_name", "concerns", "deceased", "forbidden", "forbids", "marked_off", "speaks",
]  # fmt: skip

_APART = tuple(
    map(re.compile, (r"[(\[{][^()\[\]{}]{0,200}[)\]}]?", r"\s+[-–—]+\s*.{0,200}$", r"[;:*/].{0,200}$", r"\*+.{0,200}$"))
)
_NAMED_AFTER = re.compile(
    rf"\b(?:with|to|from|by|against|w/|con|al?|contra) (?:the |his |her |la |el |su )?(?:{kin.WORDS})\b", re.IGNORECASE
)
"""What is left of "NO CONTACT WITH FATHER" without the words that forbid."""
_FILLERS = frozenset("with to from by the his her w al a la el los y and or de del con contra against".split())
DECEASED = "Deceased"


@dataclass(frozen=True, slots=True, repr=False)
class OrderNote:
    """A cell that mentions orders, custody or a death. `owners` are the guardians, by position, whom its column is about.

    `at` is the column. `asked` says that the header asks about orders, so that any answer must be read; `forbids` that it
    forbids contact, `nobody` that its column is about a guardian whom the row does not name, `doubtful` that it is unclear
    where the words belong.
    """

    text: str
    owners: tuple[int, ...] = ()
    at: int | None = None
    asked: bool = False
    forbids: bool = False
    nobody: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class OrderReading:
    """The result of a note: the guardians whom it marked, by position, and whether a person must read it."""

    note: OrderNote
    marked: frozenset[int] = frozenset()
    read: bool = False


def bare(text: str) -> str:
    """Return a name or a relationship without such words: "Basil Fernwood (DO NOT CONTACT)" is "Basil Fernwood"."""
    words = clean(text)
    if not (forbids(words) or deceased(words) or marked_off(words) or asides(words)):
        return text
    # Separate parts (in brackets, after a dash) with such words are removed whole; elsewhere only the words are.
    for part in _APART:
        words = part.sub(lambda found: " " if _speaks(found[0]) else found[0], words)
    if forbids(words):
        words = _NAMED_AFTER.sub(" ", order_words.without(words))
    return " ".join(order_words.without(words).split()).strip(" -–—:;,/*!#()[]")


def bare_name(text: str) -> str:
    """Return a guardian's name without such words; "NO CONTACT WITH FATHER" and "Nora Plum, father not allowed" name no Father."""
    name = bare(text)
    if name == text or not forbids(text):
        return name
    words = name.split()
    relatives = [bool(kin.kinds(fold(word))) for word in words]
    if all(relative or fold(word) in _FILLERS for word, relative in zip(words, relatives, strict=True)):
        return ""
    return " ".join(word for at, word in enumerate(words) if at == 0 or not relatives[at]).strip(" -–—:;,")


def asides(text: str) -> bool:
    """Whether a separate part of a name (in brackets, after a dash) mentions custody, a court or danger."""
    return any(concerns(found[0].strip(" -–—()[]{};:*/")) for part in _APART for found in part.finditer(clean(text)))


def speaks(text: str) -> bool:
    """Whether a cell mentions an order, custody, danger or a death."""
    return concerns(text) or forbids(text) or deceased(text)


def _speaks(text: str) -> bool:
    return concerns(text.strip(" -–—()[]{};:*/")) or deceased(text)


def forbidden(guardian: RosterGuardian, words: str) -> RosterGuardian:
    """Return the guardian under an order, with its words added to those of a known order: none are lost."""
    known, new = guardian.no_contact_words, clean(words)[:500]
    said = known if known and new in known.split(" | ") else " | ".join(filter(None, (known, new)))
    return replace(guardian, no_contact=True, no_contact_words=said or None)


def applied(
    guardians: Sequence[RosterGuardian], notes: Sequence[OrderNote], beside: Sequence[RosterGuardian] = ()
) -> tuple[tuple[RosterGuardian, ...], tuple[OrderReading, ...]]:
    """Return the guardians of a row with its notes applied, and the outcome of each note.

    An order applies to those whom it names, else to the one whom its column is about; one that names nobody here applies to all
    until somebody decides, one about somebody else to none. A death is that of the guardian whom it names.

    `beside` are the guardians on the student's other rows: words may name them, and words that name nobody are about this row
    alone. They are returned after the guardians of the row.
    """
    people = [*guardians, *beside]
    row = frozenset(range(len(guardians)))
    outcomes = []
    for note in notes:
        outcome = _order(note, people, row) if note.forbids or forbids(note.text) else _news(note, people, row)
        words = note.text if note.forbids or forbids(note.text) else DECEASED
        for at in outcome.marked:
            people[at] = forbidden(people[at], words)
        outcomes.append(outcome)
    return tuple(people), tuple(outcomes)


def _order(note: OrderNote, people: Sequence[RosterGuardian], row: frozenset[int]) -> OrderReading:
    found = target(note.text, people, note.owners, header_forbids=note.forbids)
    if not found.named:
        found = replace(found, who=found.who & row)
    if note.nobody and (not found.named or found.absent):
        found = OrderTarget(read=True)
    return OrderReading(note, found.who, found.read or note.doubtful or note.nobody or not found.who)


def _news(note: OrderNote, people: Sequence[RosterGuardian], row: frozenset[int]) -> OrderReading:
    """Return the outcome of a note that forbids nothing: a death marks who died, all else must be read."""
    died = OrderTarget()
    if deceased(note.text):
        # On a row for one of several contacts, a death that names nobody is that of this contact.
        owners = note.owners or (tuple(row) if len(row) == 1 and len(people) > 1 else ())
        died = target(note.text, people, owners)
        known = bool(died.who) and not died.absent and (died.named or bool(owners))
        read = died.absent or (died.read if known else not died.named)
        died = replace(died, who=died.who if known else frozenset(), read=read)
    others = note.asked or concerns(note.text) if not died.who else note.doubtful
    return OrderReading(note, died.who, died.read or others)
