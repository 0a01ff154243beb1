"""From school to a service after the bell: how long the way takes, and when a student could be there.

Both are estimates: the great-circle distance, made longer by a detour, at an average speed, and rounded up to 5 minutes. Nobody's
timetable is known here.

>>> way = AfterSchool(42.7325, -84.5555, ("1515", "1515", "1415", "1515", "1515"), Way.BUS)
>>> trips(way, np.array([42.7325, 42.7788, np.nan]), np.array([-84.55, -84.5555, -84.5]))
[Trip(way=<Way.WALK: 'walk'>, minutes=10, ends=('1515', '1515', '1415', '1515', '1515')), Trip(way=<Way.BUS: 'bus'>, minutes=35, ends=('1515', '1515', '1415', '1515', '1515')), Trip(way=None, minutes=None, ends=('1515', '1515', '1415', '1515', '1515'))]
>>> Trip(Way.BUS, 35, way.ends).arrival(0), Trip(Way.BUS, 35, way.ends).arrival(2), Trip(None, None, way.ends).arrival(0)
('1550', '1450', None)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matching.distance import haversine
from matching.query import AfterSchool, Floats, Way

DETOUR = 1.3
"""How much longer the way by streets is than the great circle.

Between random points of a city it is about 1.2 (Newell, Traffic Flow on Transportation Networks, 1980); on short trips, as these are, it
is more (Giacomin and Levinson, Road network circuity in metropolitan areas, 2015).
"""


@dataclass(frozen=True, slots=True)
class TravelPace:
    """How fast one moves, in miles an hour, and the minutes that getting started and waiting take."""

    speed: float
    start: float


PACES: Mapping[Way, TravelPace] = {
    # Five of six younger pedestrians walk faster than 4.09 feet a second (Knoblauch, Pietrucha and Nitzburg, 1996).
    Way.WALK: TravelPace(2.8, 0),
    # With its stops a city bus makes 12 to 13 miles an hour (APTA, Public Transportation Fact Book); then walking to it and waiting.
    Way.BUS: TravelPace(12.5, 15),
    # Trips by car make 27 to 28 miles an hour (FHWA, National Household Travel Survey 2017), less in town; then picking up and parking.
    Way.CAR: TravelPace(25.0, 5),
}

WALK_MILES = 1.0
"""Within these miles nobody waits for a bus."""

STEP = 5
"""Minutes to which a way is rounded up: an estimate pretends no more."""

STAY = 15
"""Minutes that must be left after a student has come for a service to count as open."""

CLOSES = "1800"
"""After school is until 6 pm; whatever is open later only is in the evening."""


@dataclass(frozen=True, slots=True)
class Trip:
    """The way from school to a service and the minutes that it takes, None where one of them has no point.

    `ends` are the times, as HHMM, at which school ends from Monday to Friday.
    """

    way: Way | None
    minutes: int | None
    ends: tuple[str, ...]

    def arrival(self, weekday: int) -> str | None:
        """Return the time at which a student could be there on a weekday, 0 for Monday; None if it is not known."""
        return None if self.minutes is None else later(self.ends[weekday], self.minutes)


def later(time: str, minutes: int) -> str:
    """Return a time some minutes later, at most midnight."""
    of_day = min(int(time[:2]) * 60 + int(time[2:]) + minutes, 24 * 60)
    return f"{of_day // 60:02}{of_day % 60:02}"


def trips(school: AfterSchool, latitudes: Floats, longitudes: Floats) -> list[Trip]:
    """Return the way from a school to each service, by its point in degrees."""
    miles = haversine(school.latitude, school.longitude, latitudes, longitudes)
    on_foot = (miles <= WALK_MILES) & (school.way == Way.BUS)
    taken = np.where(on_foot, _minutes(miles, Way.WALK), _minutes(miles, school.way))
    return [
        Trip(None, None, school.ends) if np.isnan(minutes) else Trip(Way.WALK if walks else school.way, int(minutes), school.ends)
        for minutes, walks in zip(taken, on_foot, strict=True)
    ]


def _minutes(miles: Floats, way: Way) -> Floats:
    pace = PACES[way]
    rounded: Floats = np.ceil((miles * DETOUR / pace.speed * 60 + pace.start) / STEP) * STEP
    return rounded
