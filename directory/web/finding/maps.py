"""Our own maps: rings around the starting point of a student, and a description in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from directory.accounts.schools import SchoolRow
from directory.finding.provider import Provider
from directory.finding.results import Result
from directory.i18n.counts import counted
from directory.places import rings, zips
from directory.places.rings import Dot, MapPoint, RingMap
from matching.query import Place

SIZE = 360
"""In pixels."""

DIRECTIONS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
_ZIP = re.compile(r"\b([0-9]{5})(?:-[0-9]{4})?$")  # an address ends with its ZIP code
HERE = 0.05
"""In miles: a shorter distance is not worth mentioning."""


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """A map; `words` describes it, `numbers` are the numbers of the dots, by id."""

    map: RingMap
    words: str
    numbers: dict[str, int]
    lines: tuple[str, ...]


def of_results(entries: Sequence[Result], center: Place | None, within: float) -> DrawnMap | None:
    """Return a map of the results that have a point, under their own numbers; None without a center or without points."""
    points = [_point(entry) for entry in entries if entry.card.latitude is not None]
    if center is None or not points:
        return None
    drawn = rings.ring_map((center.latitude, center.longitude), points, within, SIZE)
    numbers = {entry.card.id: entry.rank for entry in entries}
    lines = tuple(f"{numbers[dot.id]}: {dot.label}, {whereabouts(dot, center.words)}" for dot in drawn.dots)
    more = len(entries) - len(points)
    without = f" {counted(more, 'more has', 'more have')} no place on the map." if more else ""
    words = f"Map of the results around {center.words}; the numbers match the list.{without}"
    return DrawnMap(drawn, words, numbers, lines)


def _point(entry: Result) -> MapPoint:
    card = entry.card
    assert card.latitude is not None
    assert card.longitude is not None
    return MapPoint(card.id, card.service, card.latitude, card.longitude, card.precision in ("zip", "city"))


def of_provider(provider: Provider, around: SchoolRow | None) -> DrawnMap | None:
    """Return a map of a provider as seen from a school, or else from its own ZIP; None if its place must stay secret."""
    if provider.point is None or provider.confidential:
        return None
    center = (school_place(around) if around else None) or _own_zip(provider)
    if center is None:
        return None
    point = MapPoint(provider.id, provider.service, *provider.point, provider.approximate)
    drawn = rings.ring_map((center.latitude, center.longitude), [point], None, SIZE)
    words = whereabouts(drawn.dots[0], center.words)
    about = " (approx.: only the ZIP or city is known)" if provider.approximate else ""
    return DrawnMap(drawn, f"{words[:1].upper()}{words[1:]}{about}", {provider.id: 1}, ())


def school_place(school: SchoolRow) -> Place | None:
    """Return where a school is: its point or, failing that, the center of its ZIP."""
    if school.latitude is not None and school.longitude is not None:
        return Place(school.latitude, school.longitude, school.name)
    center = zips.center(school.postal_code[:5]) if school.postal_code else None
    return Place(center.latitude, center.longitude, school.name, approximate=True) if center else None


def _own_zip(provider: Provider) -> Place | None:
    postal_code = _ZIP.search(provider.address or "")
    found = zips.center(postal_code[1]) if postal_code else None
    return Place(found.latitude, found.longitude, f"the middle of {found.words}", approximate=True) if found else None


def whereabouts(dot: Dot, center: str) -> str:
    """Return where a dot is, in words: "2.4 miles north of Millrace Middle School"."""
    if dot.miles < HERE:
        return f"right at {center}"
    direction = DIRECTIONS[round(dot.bearing / 45) % 8]
    return f"{dot.miles:.1f} {'mile' if f'{dot.miles:.1f}' == '1.0' else 'miles'} {direction} of {center}"
