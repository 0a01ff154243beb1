"""How many conditions are read of those that a writer says a sentence holds, and how many that are read are among them.

What the desk has no condition for ("by text", "by bike", "as soon as possible") is left out of what is wanted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from matching.requests import Condition, NamedPlace, PlaceKind
from matching.requests.words import bare, languages
from matching.sentence import understand
from matching.text import fold_text

_DAYS = {day: day[:2] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
_VALUES = {
    "low-cost": ("sliding_scale", "free"), "sliding": ("sliding_scale",), "none": ("uninsured",), "no-car": ("no_car", "bus", "walk"),
    "after-school": ("after_school",), "in-person": ("in_person",), "one-to-one": ("one_to_one",), "not-religious": ("not_faith_based",),
    "religious": ("faith_based",), "lgbtq-aware": ("lgbtq",), "same-culture": ("same_culture",), "no stairs": ("wheelchair",),
    "k": ("K",), "middle": ("6-8",), "high": ("9-12",), "not-phone": ("in_person",), "not-online": ("in_person",), "school-hours": ("weekday", "morning"),
    "morning": ("morning", "-1200"), "afternoon": ("afternoon", "after_school", "1200-"), "night": ("night", "evening"),
}  # fmt: skip
"""What the values of writers are in conditions, where they are not the same."""
_LEFT_OUT = {"start", "mode=text", "mode=not-home", "mode=not-school", "travel=bike", "helper=young", "time=lunch"}
_TIMES = ("time", "hours", "day")
_PARTS = re.compile(r"(?<![-\w])[a-z_]+|\d{4}")  # of hours: "sa,su@morning", "mo@1630-"
_ENDS = re.compile(r"(\d{4}-)|(?<=-)(\d{4})")  # of a span
_BOUNDS = {"after": "{}-", "before": "-{}"}
"""How hours that begin or end at a time are written in conditions."""
_OLDEST = 21


class Wanted(NamedTuple):
    """A condition that a writer says a sentence holds: its kind, and the values that are right, or none if any is."""

    kind: str
    values: tuple[str, ...]

    def meets(self, made: Condition) -> bool:
        """Return whether a condition is this one; days and times may be one or two."""
        kind = made.kind.value
        if kind != self.kind and not (kind in _TIMES and self.kind in _TIMES):
            return False
        said = {made.value, *_parts(made.value)} if kind in _TIMES else {made.value}
        return not self.values or not said.isdisjoint(self.values)


class ToldSentence(NamedTuple):
    """A sentence with its language and what its writer says it holds."""

    language: str
    text: str
    wanted: tuple[Wanted, ...]


def wanted(listed: str) -> Iterator[Wanted]:
    """Yield the conditions of a writer's list: `age=15; days=not-wed`."""
    for one in filter(None, map(str.strip, listed.split(";"))):
        kind, _, value = one.partition("=")
        if kind in _LEFT_OUT or one in _LEFT_OUT or (kind == "age" and value.isdigit() and int(value) > _OLDEST):
            continue
        if kind == "days":
            day = value.removeprefix("not-")
            off = "-" if value.startswith("not-") else ""
            yield Wanted("day", (f"{off}{_DAYS[day]}" if day in _DAYS else day,))
        elif kind == "place":
            yield Wanted(kind, tuple(map(_key, value.split(" or "))))
        elif kind == "language":
            yield Wanted(kind, (languages().get(bare(value), value),))
        elif value.startswith("insurance") or value == "chip":
            yield Wanted(kind, ())
        elif ":" in value:
            bound, _, time = value.rpartition(" ")
            yield Wanted(kind, (_BOUNDS.get(bound, "{}").format(time.replace(":", "")),))
        else:
            yield Wanted(kind, _VALUES.get(value, (value,)))


def _parts(hours: str) -> Iterator[str]:
    yield from _PARTS.findall(hours)
    yield from (begins or f"-{ends}" for begins, ends in _ENDS.findall(hours))


def sentences(lines: Sequence[Sequence[str]]) -> list[ToldSentence]:
    """Return the sentences of the lines of a set."""
    return [ToldSentence(language, text, tuple(wanted(conditions))) for language, _, text, _, conditions, *_ in lines]


def named_places(lines: Sequence[Sequence[str]]) -> dict[str, NamedPlace]:
    """Return the places that the writers name, as a directory of their region would know them."""
    listed = (one.split("=", 1)[1] for line in lines for one in line[4].split("; ") if one.startswith("place="))
    names = {name.removeprefix("near ") for some in listed for name in some.split(" or ")}
    return {fold_text(name).strip(): NamedPlace(_kind_of(name), _key(name)) for name in names if not name.isdigit()}


def _kind_of(name: str) -> PlaceKind:
    return PlaceKind.SCHOOL if name.endswith(("High", "School")) else PlaceKind.TOWN


def _key(place: str) -> str:
    name = place.removeprefix("near ")
    return name if name.isdigit() else f"{_kind_of(name)}:{name}"


def print_conditions(lines: Sequence[Sequence[str]]) -> None:
    """Print how many are read and how many of those made are right, by kind."""
    places = named_places(lines)
    asked, met, made, right = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for one in sentences(lines):
        found = [condition for condition in understand(one.text, places).conditions if condition.kind != "activity"]
        for wish in one.wanted:
            asked[wish.kind] += 1
            met[wish.kind] += any(wish.meets(condition) for condition in found)
        for condition in found:
            made[condition.kind.value] += 1
            right[condition.kind.value] += any(wish.meets(condition) for wish in one.wanted)
    print(f"\n{'conditions':16}{'asked':>8}{'read':>8}{'made':>8}{'right':>8}")
    for kind in (*sorted({*asked, *made}), "all"):
        counts = [sum(some.values()) if kind == "all" else some[kind] for some in (asked, met, made, right)]
        print(f"{kind:16}{counts[0]:8}{counts[1] / (counts[0] or 1):8.2f}{counts[2]:8}{counts[3] / (counts[2] or 1):8.2f}")
