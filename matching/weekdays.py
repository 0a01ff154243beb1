"""Days of the week by number, Monday being 0, and the runs among them.

>>> runs({5, 0, 2, 1})
[[0, 1, 2], [5]]
"""

from __future__ import annotations

from collections.abc import Iterable

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""As iCalendar writes them."""


def runs(days: Iterable[int]) -> list[list[int]]:
    """Return the days in their order, those that follow one another together."""
    found: list[list[int]] = []
    for day in sorted(set(days)):
        if found and found[-1][-1] == day - 1:
            found[-1].append(day)
        else:
            found.append([day])
    return found
