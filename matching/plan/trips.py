"""The fewest trips that surely meet all aims, and of these the shortest: a small set cover over places, solved exactly.

Services at one address are one trip. Services at home or at the student's own school need none and are taken first; services by phone
or online meet an aim only where no place does. A service that must first be asked where it is given (matching.plan.venues) is named
only for an aim that nothing else meets.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.measures import Measure, first
from matching.plan.aims import Aim, aims, surely_meets
from matching.plan.venues import TO_ASK, WITHOUT_TRIP, Venue
from matching.query import Integers, Match, Query, Texts
from matching.services import Services

MOST_AIMS = 12
"""The most aims for which trips are planned: the exact search looks at every set of them."""

_MICROMILES = 1e6


@dataclass(frozen=True, slots=True)
class Visit:
    """A service, the aims that it is to meet, and where."""

    match: Match
    aims: tuple[Aim, ...]
    venue: Venue = Venue.PLACE


@dataclass(frozen=True, slots=True)
class PlannedTrip:
    """One address and what is met there; `miles` as in a match."""

    visits: tuple[Visit, ...]
    miles: float | None


@dataclass(frozen=True, slots=True)
class Trips:
    """The fewest trips, nearest first, what needs none, and what must be asked about; `unmet` are the aims that nobody surely meets.

    `comes` are visits at home or at the student's own school, `remote` those by phone or online, `to_ask` those that may be.
    """

    trips: tuple[PlannedTrip, ...]
    comes: tuple[Visit, ...] = ()
    remote: tuple[Visit, ...] = ()
    to_ask: tuple[Visit, ...] = ()
    unmet: tuple[Aim, ...] = ()

    @property
    def visits(self) -> tuple[Visit, ...]:
        """All visits, those of the trips first."""
        return (*(visit for trip in self.trips for visit in trip.visits), *self.comes, *self.remote, *self.to_ask)

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


def plan_trips(
    query: Query, found: Services, measure: Measure, match: Callable[[int], Match], at: Callable[[bool], Texts]
) -> Trips | None:
    """Return the trips for all aims of a query; None if there are more than MOST_AIMS.

    `match` gives the match of a service, `at` the venue of each, by whether the query's school is the child's own.
    """
    wanted = aims(query)
    if len(wanted) > MOST_AIMS:
        return None
    able = _Able(query, found, measure, wanted, at)
    comes = able.best(WITHOUT_TRIP, (1 << len(wanted)) - 1)
    masks = able.masks((Venue.PLACE,)) & ~_met(comes)
    stops = dict(_stops(query, found, measure, masks))
    left = functools.reduce(operator.or_, (stop.mask for stop in stops), 0)
    met = _met(comes) | left
    trips = []
    for stop in fewest(left, stops):
        rows = stops[stop]
        here: dict[int, int] = {}
        for number in _bits(stop.mask & left):
            some = [i for i in rows if masks[i] >> number & 1]
            row = min(some, key=lambda i: (-measure.score(i), *measure.order(i)))
            here[row] = here.get(row, 0) | 1 << number
        trips.append(PlannedTrip(_visits(here, wanted, match), measure.miles(rows[0])))
        left &= ~stop.mask
    everything = (1 << len(wanted)) - 1
    remote = able.best((Venue.REMOTE,), everything & ~met)
    met |= _met(remote)
    to_ask = able.best(TO_ASK, everything & ~met)
    return Trips(
        tuple(trips),
        _visits(comes, wanted, match, able),
        _visits(remote, wanted, match, able),
        _visits(to_ask, wanted, match, able),
        tuple(wanted[number] for number in _bits(everything & ~(met | _met(to_ask)))),
    )


class _Able:
    """Which services are able to meet which aims (as a set of bits), and where."""

    def __init__(
        self, query: Query, found: Services, measure: Measure, wanted: Sequence[Aim], at: Callable[[bool], Texts]
    ) -> None:
        self._query, self._measure = query, measure
        self._at = [at(aim.child is None or aim.child == query.ages) for aim in wanted]
        # What is limited to a school that is not known is asked about.
        self._meets = [surely_meets(query, found, aim, but=("school",)) for aim in wanted]
        self._sure = [surely_meets(query, found, aim) for aim in wanted]

    def masks(self, where: Collection[Venue]) -> Integers:
        """Return the aims that each service meets at one of these venues."""
        flags = [
            np.isin(at, [str(one) for one in where]) & (meets if set(where) <= set(TO_ASK) else sure)
            for at, meets, sure in zip(self._at, self._meets, self._sure, strict=True)
        ]
        masks: Integers = (1 << np.arange(len(flags))) @ np.array(flags, dtype=np.int64)
        return masks

    def venue(self, i: int, number: int) -> Venue:
        return Venue(self._at[number][i])

    def best(self, where: Collection[Venue], among: int) -> dict[int, int]:
        """Return the best service at these venues for each of some aims: the aims of each row, as sets of bits."""
        masks, chosen = self.masks(where), dict[int, int]()
        for number in _bits(among):
            rows = np.flatnonzero(masks >> number & 1)
            for i in first(1, rows, (-self._measure.highest[rows],), self._exactly):
                chosen[i] = chosen.get(i, 0) | 1 << number
        return chosen

    def _exactly(self, i: int) -> tuple[float, float, str, int] | None:
        miles = self._measure.miles(i)
        if miles is not None and miles > self._query.within:
            return None
        return (-self._measure.score(i), *self._measure.order(i))


def _visits(
    chosen: Mapping[int, int], wanted: Sequence[Aim], match: Callable[[int], Match], able: _Able | None = None
) -> tuple[Visit, ...]:
    """Return a visit for each service and venue, in the order in which they were chosen."""
    found: dict[tuple[int, Venue], list[Aim]] = {}
    for i, mask in chosen.items():
        for number in _bits(mask):
            found.setdefault((i, able.venue(i, number) if able else Venue.PLACE), []).append(wanted[number])
    return tuple(Visit(match(i), tuple(met), venue) for (i, venue), met in found.items())


def _met(chosen: Mapping[int, int]) -> int:
    return functools.reduce(operator.or_, chosen.values(), 0)


def _bits(mask: int) -> list[int]:
    return [number for number in range(mask.bit_length()) if mask >> number & 1]


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
