"""Times of the year that a family wishes for: seasons, school breaks, and the month in which it asks.

One table has the months of each; a service is there if it runs in any of them.

>>> months_of("fall"), months_of("m11"), months_of("evening")
((9, 10, 11), (11,), ())
>>> runs_in((9, 6), "winter_break"), runs_in((6, 8), "winter_break")
(True, False)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

NOW = "now"
"""The time of a service that starts or runs when it is asked for; matching.wishes.codes.at_moment gives it its month."""

SEASONS: Mapping[str, tuple[int, ...]] = {
    "summer": (7,),
    "fall": (9, 10, 11),
    "winter_break": (12, 1),
    "spring_break": (3, 4),
}
"""The months (1 to 12) of each season by its value in wishes; districts take spring break in March or April."""

MONTHS: Mapping[str, tuple[int, ...]] = {f"m{month}": (month,) for month in range(1, 13)}
"""Single months by their values in wishes."""


def months_of(value: str) -> tuple[int, ...]:
    """Return the months of a season or month that is wished for, () for other times."""
    return SEASONS.get(value) or MONTHS.get(value, ())


def wished_months(wishes: Iterable[str]) -> tuple[int, ...]:
    """Return the months that the codes of wishes name, each once."""
    return tuple(dict.fromkeys(month for code in wishes for month in months_of(code.removeprefix("time:"))))


def runs_in(season: tuple[int, int], value: str) -> bool:
    """Return whether a service that runs from one month to another runs in any month of a season."""
    first, last = season
    return any((month - first) % 12 <= (last - first) % 12 for month in months_of(value))
