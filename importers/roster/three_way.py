"""What stays of a correction: what the roster says now, what it said last time, and what the desk has.

Only what the roster itself changed is changed, so that what staff corrected outlives the next roster. Guardians and
numbers that staff added stay; a ban on contact is added and never taken away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from importers.roster.row import RosterGuardian, Value
from importers.values.text import fold

SEPARATOR = " | "
"""What stands between the statements of a row."""

T = TypeVar("T", bound=Value)


@dataclass(frozen=True, slots=True)
class StandingGuardian:
    """A guardian as the desk has one; `touched` when there is more of them than a roster can say (safe ways, a ban)."""

    id: str
    details: RosterGuardian
    touched: bool = False


@dataclass(frozen=True, slots=True)
class GuardianChanges:
    """What becomes of a student's guardians: new ones, changed ones by id, and ids of those who go."""

    added: tuple[RosterGuardian, ...] = ()
    altered: tuple[tuple[str, RosterGuardian], ...] = ()
    dropped: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.altered or self.dropped)


def value(now: Value, before: Value, current: Value) -> Value:
    """The value that a field has after the roster; a blank takes away only what the roster itself had said."""
    if now == before or (not now and not before):
        return current
    if isinstance(now, tuple) or isinstance(current, tuple):
        return several(_tuple(now), _tuple(before), _tuple(current))
    if not now:
        return current if current != before else None
    return now


def words(now: str | None, before: str | None, current: str | None, *, dated: str = "{}") -> str | None:
    """The words of a field whose words no roster takes away: what it says newly is added after all that stands.

    A statement that comes again after another one is added again, so that the last line is the newest. `dated` is the line
    that is added, with {} for the words.
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
    """What a line says, statement by statement, without the day: "No joint custody" is another one than "joint custody"."""
    day = re.sub(r"\d", "0", dated.partition("{}")[0])
    said = line[len(day) :] if re.sub(r"\d", "0", line[: len(day)]) == day else line
    return (said, *said.split(SEPARATOR))


def several(now: tuple[str, ...], before: tuple[str, ...], current: tuple[str, ...]) -> tuple[str, ...]:
    """The values of a field that holds several: what the roster took away goes, what it added comes, the rest stays."""
    if current == before:
        return now
    kept = [item for item in current if item in now or item not in before]
    return tuple(dict.fromkeys((*kept, *(item for item in now if item not in before))))


def _tuple(held: Value) -> tuple[str, ...]:
    return held if isinstance(held, tuple) else ()


def guardians(
    now: Sequence[RosterGuardian], before: Sequence[RosterGuardian], current: Sequence[StandingGuardian]
) -> GuardianChanges:
    """What a roster does to the guardians of a student; a row that names nobody changes nobody."""
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
            # Somebody whom staff removed or renamed comes back only with a ban that is new.
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


def _same(guardian: RosterGuardian, current: Sequence[StandingGuardian]) -> StandingGuardian | None:
    """The guardian of the same name, or one under a ban who may be the same person.

    The second errs on the side of the ban: neither a middle name, a second family name nor an initial brings back whom
    nobody may call.
    """
    name = fold(guardian.name)
    exact = next((one for one in current if fold(one.details.name) == name), None)
    banned = (one for one in current if one.details.no_contact)
    return exact or next((one for one in banned if _may_be(guardian, one.details)), None)


def _may_be(guardian: RosterGuardian, banned: RosterGuardian) -> bool:
    """Whether a guardian may be the one under a ban: by the words of the name, or by a telephone or e-mail and the relationship."""
    words, theirs = (re.findall(r"\w+", fold(one.name)) for one in (guardian, banned))
    if len(words) > 1 and len(theirs) > 1 and (_within(words, theirs) or _within(theirs, words)):
        return True
    reached = set(guardian.phones) & set(banned.phones) or (guardian.email and guardian.email == banned.email)
    alike = fold(guardian.relationship or "") == fold(banned.relationship or "")
    return bool(reached) and alike and bool(guardian.relationship)


def _within(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the words of a name are words of the other one; an initial says something only beside a single full word."""
    full = [word for word in words if len(word) > 1]
    initials = [] if len(full) > 1 else [word for word in words if len(word) == 1]
    return bool(full) and set(full) <= set(others) and all(any(one.startswith(word) for one in others) for word in initials)


def _renamed(
    guardian: RosterGuardian, now: Sequence[RosterGuardian], before: Sequence[RosterGuardian], current: Sequence[StandingGuardian]
) -> StandingGuardian | None:
    """The guardian whom the roster called otherwise last time: gone from it by that name, but with the same telephone or e-mail."""
    names = {fold(one.name) for one in now}
    if fold(guardian.name) in {fold(one.name) for one in before}:
        return None
    for last in before:
        alike = set(last.phones) & set(guardian.phones) or (last.email and last.email == guardian.email)
        if alike and fold(last.name) not in names:
            return next((one for one in current if fold(one.details.name) == fold(last.name)), None)
    return None


def _merged(now: RosterGuardian, before: RosterGuardian | None, current: RosterGuardian) -> RosterGuardian:
    """What is blank in a roster's guardian is no news: many rosters have no such column."""
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
    """Under a ban every number that was ever this person's stays, so that nobody calls it for somebody else."""
    if current.no_contact:
        return tuple(dict.fromkeys((*current.phones, *now.phones)))
    return several(now.phones, last.phones, current.phones) if now.phones else current.phones


def _newly_said(now: RosterGuardian, last: RosterGuardian) -> bool:
    """Whether a roster speaks of an order in other words than last time: it is another one, though the first was lifted."""
    return bool(now.no_contact_words and last.no_contact_words) and now.no_contact_words != last.no_contact_words


def _taken(now: str | None, before: str | None, current: str | None) -> str | None:
    return current if not now or now == before else now
