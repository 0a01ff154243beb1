"""The fewest trips that surely meet all aims, and of these the shortest: a small set cover over places, solved exactly.

Services at one address are one trip. A service that works by phone or online and has no address is no trip, and meets an aim only
where no place does.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from matching.criteria import remote
from matching.measures import Measure, first
from matching.plan.aims import Aim, aims, surely_meets
from matching.query import Integers, Match, Query
from matching.services import Services
from matching.verdicts import PASS

MOST_AIMS = 12
"""The most aims for which trips are planned: the exact search looks at every set of them."""

_MICROMILES = 1e6


@dataclass(frozen=True, slots=True)
class Visit:
    """A service and the aims that it is to meet."""

    match: Match
    aims: tuple[Aim, ...]


@dataclass(frozen=True, slots=True)
class PlannedTrip:
    """One address and what is met there; `miles` as in a match."""

    visits: tuple[Visit, ...]
    miles: float | None


@dataclass(frozen=True, slots=True)
class Trips:
    """The fewest trips, nearest first, what is met by phone or online, and the aims that nobody surely meets."""

    trips: tuple[PlannedTrip, ...]
    remote: tuple[Visit, ...] = ()
    unmet: tuple[Aim, ...] = ()

    @property
    def met(self) -> int:
        """The number of aims that the trips meet."""
        return sum(len(visit.aims) for trip in self.trips for visit in trip.visits)


@dataclass(frozen=True, slots=True)
class Stop:
    """A place that may be gone to: the aims that it meets as a set of bits, how far it is in millionths of a mile, its first id."""

    mask: int
    away: int
    id: str


def fewest(wanted: int, stops: Iterable[Stop]) -> tuple[Stop, ...]:
    """Return the fewest stops that meet all that is wanted (a set of bits), of these the nearest together, then by id.

    All that is wanted must be met by some stop.

    >>> [stop.id for stop in fewest(0b111, [Stop(0b001, 1, "a"), Stop(0b011, 9, "b"), Stop(0b110, 5, "c"), Stop(0b100, 1, "d")])]
    ['a', 'c']
    """
    nearest: dict[int, Stop] = {}
    for stop in sorted(stops, key=lambda stop: (stop.away, stop.id)):
        nearest.setdefault(stop.mask & wanted, stop)

    @functools.cache
    def rest(met: int) -> tuple[int, int, tuple[str, ...], tuple[int, ...]]:
        """Return the number of stops, their miles, their ids in order and their sets, for what is not met yet."""
        if met == wanted:
            return 0, 0, (), ()
        lowest = (wanted & ~met) & -(wanted & ~met)
        options = []
        for mask, stop in nearest.items():
            if mask & lowest:
                count, away, ids, masks = rest(met | mask)
                options.append((count + 1, away + stop.away, tuple(sorted((*ids, stop.id))), (*masks, mask)))
        return min(options)

    chosen = [nearest[mask] for mask in rest(0)[3]]
    return tuple(sorted(chosen, key=lambda stop: (stop.away, stop.id)))


def plan_trips(query: Query, found: Services, measure: Measure, match: Callable[[int], Match]) -> Trips | None:
    """Return the trips for all aims of a query; None if there are more than MOST_AIMS. `match` gives the match of a service."""
    wanted = aims(query)
    if len(wanted) > MOST_AIMS:
        return None
    masks: Integers = (1 << np.arange(len(wanted))) @ np.array(
        [surely_meets(query, found, aim) for aim in wanted], dtype=np.int64
    )
    stops = dict(_stops(query, found, measure, masks))
    left = functools.reduce(operator.or_, (stop.mask for stop in stops), 0)

    def visits(mask: int, rows: Sequence[int]) -> tuple[Visit, ...]:
        """Return the best of these services for each aim in the mask."""
        best: dict[int, list[Aim]] = {}
        for number, aim in enumerate(wanted):
            if mask >> number & 1:
                able = [i for i in rows if masks[i] >> number & 1]
                best.setdefault(min(able, key=lambda i: (-measure.score(i), *measure.order(i))), []).append(aim)
        return tuple(Visit(match(i), tuple(met)) for i, met in best.items())

    trips = []
    for stop in fewest(left, stops):
        rows = stops[stop]
        trips.append(PlannedTrip(visits(stop.mask & left, rows), measure.miles(rows[0])))
        left &= ~stop.mask
    met = functools.reduce(operator.or_, (stop.mask for stop in stops), 0)
    afar = [i for i in np.flatnonzero(masks).tolist() if _is_remote(found, i)]
    by_phone = functools.reduce(operator.or_, (int(masks[i]) for i in afar), 0) & ~met
    unmet = tuple(aim for number, aim in enumerate(wanted) if not (met | by_phone) >> number & 1)
    return Trips(tuple(trips), visits(by_phone, afar), unmet)


def _stops(query: Query, found: Services, measure: Measure, masks: Integers) -> Iterator[tuple[Stop, list[int]]]:
    """Yield the nearest place of each set of aims, with its services."""
    columns, places = found.columns, dict[tuple[float, float, str], list[int]]()
    for i in np.flatnonzero((masks > 0) & ~np.isnan(columns.latitude) & ~np.isnan(columns.longitude)).tolist():
        # Where only the ZIP or the city is known, two services are not at one address.
        apart = "" if columns.precision[i] == "address" else str(columns.id[i])
        places.setdefault((float(columns.latitude[i]), float(columns.longitude[i]), apart), []).append(i)
    of_mask: dict[int, dict[int, list[int]]] = {}
    for rows in places.values():
        rows.sort(key=lambda i: str(columns.id[i]))
        of_mask.setdefault(int(np.bitwise_or.reduce(masks[rows])), {})[rows[0]] = rows

    def exactly(i: int) -> tuple[int, str] | None:
        miles = measure.miles(i)
        return None if miles is not None and miles > query.within else (_away(miles), str(columns.id[i]))

    for mask, at in of_mask.items():
        rows_of = np.array(list(at), dtype=np.int64)
        bounds = measure.nearest[rows_of] * _MICROMILES - 1 if query.place else np.zeros(len(rows_of))
        for i in first(1, rows_of, (bounds,), exactly):
            yield Stop(mask, _away(measure.miles(i)), str(columns.id[i])), at[i]


def _away(miles: float | None) -> int:
    return 0 if miles is None else round(miles * _MICROMILES)


def _is_remote(found: Services, i: int) -> bool:
    """Whether a service without a point works by phone or online."""
    return bool(np.isnan(found.columns.latitude[i])) and remote(str(found.columns.modes[i])) == PASS
