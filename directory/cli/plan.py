"""A plan on the terminal: its trips, and its groups, in which a service is printed once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from directory.finding.plans import FoundGroup, FoundPlan, FoundTrips, FoundVisit
    from directory.finding.results import Result

Show: TypeAlias = "Callable[[Result], None]"


def print_plan(plan: FoundPlan, others: Sequence[Result], show: Show) -> None:
    """Print the trips, the groups and the other matches, or nothing if nothing fits; `show` prints one."""
    from directory.finding.reason_words import in_words

    if plan.is_empty:
        return
    if plan.trips:
        _print_trips(plan.trips)
    for note in plan.notes:
        print(in_words(note))
    numbers: dict[str, int] = {}
    if plan.alone and not plan.groups[0].together:
        _print_nearest(plan.groups[0])
    else:
        for group in (one for one in plan.groups if one.results):
            _print_group(group, numbers, show)
        if any(one.card.id not in numbers for one in others):
            print("\nOthers that fit:")
    for one in others:
        _print_once(one, numbers, show)


def _print_group(group: FoundGroup, numbers: dict[str, int], show: Show) -> None:
    from directory.finding.reason_words import in_words

    print(f"\n== {in_words(group.heading)}")
    for note in group.notes:
        print(in_words(note))
    for one in group.results:
        if one.card.id in numbers:
            print(f"  {numbers[one.card.id]}. {one.card.service}: see above")
        else:
            _print_once(one, numbers, show)


def _print_once(one: Result, numbers: dict[str, int], show: Show) -> None:
    if one.card.id not in numbers:
        numbers[one.card.id] = len(numbers) + 1
        show(replace(one, rank=numbers[one.card.id]))


def _print_nearest(group: FoundGroup) -> None:
    """Print what nobody offers together, and what the nearest lack."""
    from directory.finding.reason_words import in_words

    for note in group.notes:
        print(f"\n{in_words(note)}")
    for one in group.results:
        print(f"  {one.card.service}: {'; '.join(in_words(why) for why in (group.lacking or {}).get(one.card.id, ()))}")


def _print_trips(trips: FoundTrips) -> None:
    from directory.finding.reason_words import in_words

    print(f"\n{in_words(trips.heading)}{':' if trips.trips else ''}")
    for number, trip in enumerate(trips.trips, 1):
        for line, start in zip(_visits(trip), (f"  Trip {number}: ", *["          "] * len(trip)), strict=False):
            print(start + line)
    for heading, visits in (("No trip needed", trips.comes), ("By phone or online", trips.remote), ("Ask first", trips.to_ask)):
        for line in _visits(visits):
            print(f"  {heading}: {line}")


def _visits(visits: Sequence[FoundVisit]) -> Iterator[str]:
    from directory.finding.reason_words import in_words

    for one in visits:
        miles = f", {one.result.miles:.1f} miles" if one.is_trip and one.result.miles is not None else ""
        yield f"{one.result.card.service}{miles}: {in_words(one.purpose)}"
