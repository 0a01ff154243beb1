"""A plan on the terminal: its trips, and its groups, in which a service is printed once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from directory.finding.plans import FoundGroup, FoundPlan, FoundTrips, FoundVisit
    from directory.finding.results import Result

Show: TypeAlias = "Callable[[Result], None]"


def print_plan(plan: FoundPlan, matches: Sequence[Result], show: Show) -> None:
    """Print the trips, the groups and the other matches, or nothing if nothing fits; `show` prints one."""
    from directory.finding.reason_words import in_words

    if plan.is_empty:
        return
    names = plan.names
    if plan.trips and not plan.says_gaps_alone:
        _print_trips(plan.trips, names)
    for note in plan.notes:
        print(in_words(note))
    numbers: dict[str, int] = {}
    if plan.only_says:
        _print_nearest(plan.groups[0], matches, names)
    else:
        for group in (one for one in plan.groups if one.results):
            _print_group(group, numbers, names, show)
    others = plan.others(matches)
    if others.heading:
        print(f"\n{in_words(others.heading)}:")
    for one in others.results:
        _print_once(one, numbers, show)


def _print_group(group: FoundGroup, numbers: dict[str, int], names: Mapping[str, str], show: Show) -> None:
    from directory.finding.reason_words import in_words

    print(f"\n== {in_words(group.heading)}")
    for note in group.notes:
        print(in_words(note))
    for one in group.results:
        if one.card.id in numbers:
            print(f"  {numbers[one.card.id]}. {names[one.card.id]}: see above")
        else:
            _print_once(one, numbers, show)


def _print_once(one: Result, numbers: dict[str, int], show: Show) -> None:
    if one.card.id not in numbers:
        numbers[one.card.id] = len(numbers) + 1
        show(replace(one, rank=numbers[one.card.id]))


def _print_nearest(group: FoundGroup, matches: Sequence[Result], names: Mapping[str, str]) -> None:
    """Print what nobody offers together, and which come nearest; what one of them lacks stands with it below, or here."""
    from directory.finding.reason_words import in_words

    for note in group.notes:
        print(f"\n{in_words(note)}")
    numbers = {one.card.id: number for number, one in enumerate(matches, 1)}
    for one in group.results:
        if one.card.id in numbers:
            print(f"  {numbers[one.card.id]}. {names[one.card.id]}")
        else:
            lacking = (group.lacking or {}).get(one.card.id, ())
            print(f"  {names[one.card.id]}: {'; '.join(map(in_words, lacking))}")


def _print_trips(trips: FoundTrips, names: Mapping[str, str]) -> None:
    from directory.finding.reason_words import in_words

    print(f"\n{in_words(trips.heading)}{':' if trips.trips else ''}")
    for number, trip in enumerate(trips.trips, 1):
        for line, start in zip(_visits(trip, names), (f"  Trip {number}: ", *["          "] * len(trip)), strict=False):
            print(start + line)
    for heading, visits in (("No trip needed", trips.comes), ("By phone or online", trips.remote), ("Ask first", trips.to_ask)):
        for line in _visits(visits, names):
            print(f"  {heading}: {line}")


def _visits(visits: Sequence[FoundVisit], names: Mapping[str, str]) -> Iterator[str]:
    from directory.finding.reason_words import in_words

    for one in visits:
        miles = f", {one.result.miles:.1f} miles" if one.is_trip and one.result.miles is not None else ""
        yield f"{names[one.result.card.id]}{miles}: {in_words(one.purpose)}"
