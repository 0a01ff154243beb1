"""Towns by name within a state, each as one ZIP, so that "in Holt" is a place to start from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any, cast

from directory.places import zips
from matching.text import fold_text


@cache
def towns(state: str) -> Mapping[str, str]:
    """Return a ZIP for each town of a state ("MI"), by its folded name: of several ZIPs, the one nearest to their middle.

    Names that the post office also accepts for a ZIP count where no town bears the name itself.
    """
    import zipcodes

    filter_by = cast("Callable[..., list[dict[str, Any]]]", zipcodes.filter_by)  # the library's own module has no types
    rows = [row for row in filter_by(state=state) if row["active"] and float(row["lat"]) and row["zip_code_type"] != "MILITARY"]
    ordinary = [row for row in rows if row["zip_code_type"] == "STANDARD"] or rows
    named = _by_name((fold_text(row["city"]), row) for row in ordinary)
    boxes = _by_name((fold_text(row["city"]), row) for row in rows)
    accepted = _by_name((fold_text(name), row) for row in ordinary for name in row["acceptable_cities"])
    return {name: _middle(found) for name, found in (accepted | boxes | named).items() if name}


def _by_name(pairs: Any) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for name, row in pairs:
        found.setdefault(name, []).append(row)
    return found


def _middle(rows: list[dict[str, Any]]) -> str:
    points = [(float(row["lat"]), float(row["long"])) for row in rows]
    latitude, longitude = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    nearest = min(zip(points, rows, strict=True), key=lambda one: (one[0][0] - latitude) ** 2 + (one[0][1] - longitude) ** 2)
    return str(nearest[1]["zip_code"])


def middle_zip(codes: Collection[str]) -> str | None:
    """Return of these ZIPs the one nearest to the middle of them all, each counted as often as it stands there; None without any."""
    rows = [
        {"zip_code": code, "lat": center.latitude, "long": center.longitude} for code in codes if (center := zips.center(code))
    ]
    return _middle(rows) if rows else None


_BOROUGHS: Mapping[str, str] = {
    "manhattan": "New York County",
    "brooklyn": "Kings County",
    "queens": "Queens County",
    "bronx": "Bronx County",
    "the bronx": "Bronx County",
    "staten island": "Richmond County",
}
"""The boroughs of New York City by the names that people say, with their counties; addresses in some name smaller places."""


def borough(name: str, postal_code: str) -> tuple[str, ...]:
    """Return what addresses in a borough, folded, name as their town; nothing unless this is one, around a ZIP of its county.

    >>> "new york" in borough("manhattan", "10128"), "jamaica" in borough("queens", "11432"), borough("brooklyn", "48842")
    (True, True, ())
    """
    center = zips.center(postal_code)
    county = _BOROUGHS.get(name)
    return _towns_of_county("NY", county) if county and center and (center.state, center.county) == ("NY", county) else ()


@cache
def _towns_of_county(state: str, county: str) -> tuple[str, ...]:
    import zipcodes

    filter_by = cast("Callable[..., list[dict[str, Any]]]", zipcodes.filter_by)
    rows = filter_by(state=state, county=county, active=True)
    return tuple(sorted({fold_text(name) for row in rows for name in (row["city"], *row["acceptable_cities"])}))
