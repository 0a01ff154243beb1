"""Siblings: students whom a household's key ties, or the telephone of a guardian and the home."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from importers.roster.row import RosterGuardian
from importers.values.text import fold

MOST = 12
"""Of more students one telephone is that of an agency or a shelter, and one key a placeholder."""


@dataclass(frozen=True, slots=True, repr=False)
class Member:
    """A student with what speaks of the home: `signs` now, those of them that are `news`, and the household that there is."""

    id: str
    signs: frozenset[str]
    news: frozenset[str]
    household_id: str | None


def signs(household: str | None, guardians: Iterable[RosterGuardian], home_zip: object) -> frozenset[str]:
    """What siblings have in common: the key, or a telephone with the ZIP or, where that is unknown, with the guardian's name."""
    found = {f"key {household.casefold()}"} if household else set()
    for guardian in guardians:
        if not guardian.no_contact:
            found |= {f"phone {phone} {home_zip or fold(guardian.name)}" for phone in guardian.phones}
    return frozenset(found)


def ties(members: Sequence[Member], new_id: Callable[[], str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The household of each student who gets one, by student, and the new households.

    Only a sign that is new for somebody ties: what staff have parted stays parted. Nobody changes households.
    """
    by_sign: dict[str, list[Member]] = {}
    for member in members:
        for sign in member.signs:
            by_sign.setdefault(sign, []).append(member)
    found: dict[str, str] = {}
    new: list[str] = []
    for sign in sorted(by_sign):
        group = by_sign[sign]
        if not 2 <= len(group) <= MOST or not any(sign in member.news for member in group):
            continue
        homes = [home for member in group if (home := found.get(member.id) or member.household_id)]
        joining = [member for member in group if sign in member.news]
        if not homes:
            homes, joining = [new_id()], group
            new += homes
        for member in joining:
            if member.household_id is None:
                found.setdefault(member.id, homes[0])
    return found, tuple(new)
