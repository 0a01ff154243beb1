"""The three-way merge of a roster: what it says now, what it said last time, and what is on file.

Only what the roster itself changed is changed, so that corrections by staff outlive the next roster. Guardians and
numbers that staff added are kept; a ban on contact is added and never removed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from importers.roster.row import RosterGuardian, Value
from importers.values.text import fold

SEPARATOR = " | "
"""The separator between the statements on a row."""

T = TypeVar("T", bound=Value)


@dataclass(frozen=True, slots=True)
class GuardianOnFile:
    """A guardian on file; `touched` if the file has more than a roster can say (safe ways to contact, a ban)."""

    id: str
    details: RosterGuardian
    touched: bool = False


@dataclass(frozen=True, slots=True)
class GuardianChanges:
    """The changes to a student's guardians: new ones, changed ones by id, and ids of those to remove."""

    added: tuple[RosterGuardian, ...] = ()
    altered: tuple[tuple[str, RosterGuardian], ...] = ()
    dropped: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.altered or self.dropped)


def value(now: Value, before: Value, current: Value) -> Value:
    """Return the value of a field after the roster; a blank removes only what the roster itself had said."""
    if now == before or (not now and not before):
        return current
    if isinstance(now, tuple) or isinstance(current, tuple):
        return several(_tuple(now), _tuple(before), _tuple(current))
    if not now:
        return current if current != before else None
    return now


def words(now: str | None, before: str | None, current: str | None, *, dated: str = "{}") -> str | None:
    """Return the words of a field from which no roster removes any: what it newly says is added at the end.

    A statement that returns after another one is added again, so that the last line is the newest. `dated` is the line that is
    added, with {} for the words.
    """
    if not now or now == before:
        return current
    standing = current or ""
    lines = standing.split("\n") if before is None else standing.split("\n")[-1:]
    if set(now.split(SEPARATOR)) <= {said for line in lines for said in _statements(line, dated)}:
        return current
    line = dated.format(now)
    return f"{standing}\n{line}" if standing else line


def _statements(line: str, dated: str) -> tuple[str, ...]:
    """Return a line's statements without the date: "No joint custody" is not "joint custody"."""
    day = re.sub(r"\d", "0", dated.partition("{}")[0])
    said = line[len(day) :] if re.sub(r"\d", "0", line[: len(day)]) == day else line
    return (said, *said.split(SEPARATOR))


def several(now: tuple[str, ...], before: tuple[str, ...], current: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values of a field that holds several: what the roster dropped goes, what it added comes, the rest stays."""
    if current == before:
        return now
    kept = [item for item in current if item in now or item not in before]
    return tuple(dict.fromkeys((*kept, *(item for item in now if item not in before))))


def _tuple(held: Value) -> tuple[str, ...]:
    return held if isinstance(held, tuple) else ()


def guardians(
    now: Sequence[RosterGuardian], before: Sequence[RosterGuardian], current: Sequence[GuardianOnFile]
) -> GuardianChanges:
    """Return what a roster changes in the guardians of a student; a row that names nobody changes nobody."""
    if not now:
        return GuardianChanges()
    told = {fold(guardian.name): guardian for guardian in before}
    free = {guardian.id: guardian for guardian in current}
    added: list[RosterGuardian] = []
    altered: list[tuple[str, RosterGuardian]] = []
    pairs = [(guardian, _same(guardian, list(free.values()))) for guardian in now]
    for guardian, found in sorted(pairs, key=lambda pair: pair[1] is None):
        last = told.get(fold(guardian.name))
        mine = found if found and found.id in free else _renamed(guardian, now, before, list(free.values()))
        if mine is None:
            # Somebody whom staff removed or renamed comes back only with a new ban.
            if last is None or (guardian.no_contact and not last.no_contact):
                added.append(guardian)
            continue
        del free[mine.id]
        last = last or told.get(fold(mine.details.name))
        if (changed := _merged(guardian, last, mine.details)) != mine.details:
            altered.append((mine.id, changed))
    names = {fold(guardian.name) for guardian in now}
    dropped = [
        g.id for g in free.values() if (n := fold(g.details.name)) in told and n not in names and not g.touched
    ]  # fmt: skip
    order = {guardian.name: i for i, guardian in enumerate(now)}
    return GuardianChanges(tuple(sorted(added, key=lambda g: order[g.name])), tuple(altered), tuple(dropped))


def _same(guardian: RosterGuardian, current: Sequence[GuardianOnFile]) -> GuardianOnFile | None:
    """Return the guardian of the same name, or one under a ban who may be the same person.

    The second errs on the side of the ban: neither a middle name, a second family name nor an initial brings back somebody whom
    nobody may call.
    """
    name = fold(guardian.name)
    exact = next((one for one in current if fold(one.details.name) == name), None)
    banned = (one for one in current if one.details.no_contact)
    return exact or next((one for one in banned if _may_be(guardian, one.details)), None)


def _may_be(guardian: RosterGuardian, banned: RosterGuardian) -> bool:
    """Whether a guardian may be the one under a ban: by name, or by a telephone or email and the relationship."""
    words, theirs = (re.findall(r"\w+", fold(one.name)) for one in (guardian, banned))
    if len(words) > 1 and len(theirs) > 1 and (_within(words, theirs) or _within(theirs, words)):
        return True
    reached = set(guardian.phones) & set(banned.phones) or (guardian.email and guardian.email == banned.email)
    alike = fold(guardian.relationship or "") == fold(banned.relationship or "")
    return bool(reached) and alike and bool(guardian.relationship)


def _within(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the words of a name are among those of another; an initial counts only beside a single full word."""
    full = [word for word in words if len(word) > 1]
    initials = [] if len(full) > 1 else [word for word in words if len(word) == 1]
    return bool(full) and set(full) <= set(others) and all(any(one.startswith(word) for one in others) for word in initials)


def _renamed(
    guardian: RosterGuardian, now: Sequence[RosterGuardian], before: Sequence[RosterGuardian], current: Sequence[GuardianOnFile]
) -> GuardianOnFile | None:
    """Return the guardian whom the roster renamed: the old name is gone from it, the telephone or email is the same."""
    names = {fold(one.name) for one in now}
    if fold(guardian.name) in {fold(one.name) for one in before}:
        return None
    for last in before:
        alike = set(last.phones) & set(guardian.phones) or (last.email and last.email == guardian.email)
        if alike and fold(last.name) not in names:
            return next((one for one in current if fold(one.details.name) == fold(last.name)), None)
    return None


def _merged(now: RosterGuardian, before: RosterGuardian | None, current: RosterGuardian) -> RosterGuardian:
    """Return the merged guardian. A blank in a roster is not a change: many rosters have no such column."""
    last = before or RosterGuardian("")
    same = fold(now.name) == fold(current.name)
    return replace(
        current,
        name=current.name if same else _taken(now.name, before.name if before else None, current.name) or current.name,
        relationship=_taken(now.relationship, last.relationship, current.relationship),
        language=_taken(now.language, last.language, current.language),
        email=_taken(now.email, last.email, current.email),
        phones=_phones(now, last, current),
        no_contact=current.no_contact or (now.no_contact and (not last.no_contact or _newly_said(now, last))),
        no_contact_words=words(now.no_contact_words, last.no_contact_words, current.no_contact_words),
    )


def _phones(now: RosterGuardian, last: RosterGuardian, current: RosterGuardian) -> tuple[str, ...]:
    """Return the merged phones; under a ban, every number this person ever had stays, so that nobody calls it for somebody else."""
    if current.no_contact:
        return tuple(dict.fromkeys((*current.phones, *now.phones)))
    return several(now.phones, last.phones, current.phones) if now.phones else current.phones


def _newly_said(now: RosterGuardian, last: RosterGuardian) -> bool:
    """Whether a roster describes an order in other words than last time: it is a new order, even if the first was lifted."""
    return bool(now.no_contact_words and last.no_contact_words) and now.no_contact_words != last.no_contact_words


def _taken(now: str | None, before: str | None, current: str | None) -> str | None:
    return current if not now or now == before else now
