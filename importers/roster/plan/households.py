"""Siblings: students linked by a household key, or by a guardian's telephone and the home."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from importers.roster.row import RosterGuardian
from importers.values.text import fold

MOST = 12
"""With more students than this, a telephone belongs to an agency or a shelter, and a key is a placeholder."""


@dataclass(frozen=True, slots=True, repr=False)
class HouseholdMember:
    """A student with the signs of the home: all current `signs`, those that are `news`, and the existing household."""

    id: str
    signs: frozenset[str]
    news: frozenset[str]
    household_id: str | None


def signs(household: str | None, guardians: Iterable[RosterGuardian], home_zip: object) -> frozenset[str]:
    """Return what siblings share: the key, or a telephone with the ZIP or, if that is unknown, with the guardian's name."""
    found = {f"key {household.casefold()}"} if household else set()
    for guardian in guardians:
        if not guardian.no_contact:
            found |= {f"phone {phone} {home_zip or fold(guardian.name)}" for phone in guardian.phones}
    return frozenset(found)


def ties(members: Sequence[HouseholdMember], new_id: Callable[[], str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the household of each student who gets one, by student, and the new households.

    Only a sign that is new for some student links: what staff have separated stays separate. No student changes households.
    """
    by_sign: dict[str, list[HouseholdMember]] = {}
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
