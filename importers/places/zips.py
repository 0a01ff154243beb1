"""ZIP codes: five digits from a cell, and the location of a ZIP or a city, from the list that the zipcodes package includes.

"48910-1234" -> "48910";  "2115" (a spreadsheet dropped the zero) -> "02115"
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from importers.fields import Target
from importers.problem_codes import PlaceCode
from importers.problems import Severity, Trouble
from importers.values import Reader, Reading, folded
from importers.values.text import fold, is_blank
from matching.states import CODE_OF


@dataclass(frozen=True, slots=True)
class Center:
    """The center of a ZIP or a city, in degrees; county is "" if not known."""

    latitude: float
    longitude: float
    city: str
    state: str
    county: str


@dataclass(frozen=True, slots=True)
class _Zip:
    """One ZIP in the list; `names` are its cities: the post office's own, those it accepts, those it does not."""

    state: str
    county: str
    names: tuple[str, tuple[str, ...], tuple[str, ...]]
    standard: bool
    point: tuple[float, float] | None

    @property
    def all_names(self) -> tuple[str, ...]:
        return (self.names[0], *self.names[1], *self.names[2])


_FIVE = re.compile(r"(?<![0-9])([0-9]{5})(?:\s*[-–]?\s*[0-9]{4}|\s*[-–]\s*[0-9]{0,3})?(?![0-9])")
_SHORTENED = re.compile(r"([0-9]{3,4})(?:\.0+|-[0-9]{4})?")
_SHORTENED_NINE = re.compile(r"([0-9]{3,4})[0-9]{4}(?:\.0+)?")


_POINT_ZERO = re.compile(r"\.0+(?=\W*$)")  # a spreadsheet's 48906.0
_STATE = re.compile(rf"(?<![0-9] )\b(?:{'|'.join(sorted(CODE_OF, key=len, reverse=True))})\b\.?,?(?= ?[0-9]{{5}})")
_NEXT = re.compile(r"(?<=[0-9])\s*(?:[,;/&]|\b(?:and|or|y|o)\b)\s*(?=[0-9]{5})")

ZIPS: Reader[str] = Reader("zips", keeps=Target.LOCATION_DESCRIPTION)


@ZIPS.reads
def read(text: str) -> Reading[str]:
    """Return the ZIP in a cell, of several the first; one that the post office does not have is dropped, with a warning."""
    cell = folded(text)
    if is_blank(text):
        return ZIPS.blank(cell)
    bare = cell.cell.strip("=\"' ")
    found = [match.group(1) for match in _FIVE.finditer(_POINT_ZERO.sub("", cell.text))]
    shortened = None if found else _SHORTENED.fullmatch(bare) or _SHORTENED_NINE.fullmatch(bare)
    if shortened:
        found = [shortened.group(1).zfill(5)]
    known = [code for code in found if code in _table()]
    shown = bare if len(bare) <= 60 else bare[:59] + "…"
    if not known:
        return ZIPS.nothing(cell, Trouble(PlaceCode.ZIP_UNKNOWN, {"shown": shown}))
    told = {"shown": shown, "zip": known[0]}
    if shortened:
        return ZIPS.account(cell, known[0], [cell.whole], Trouble(PlaceCode.ZIP_SHORTENED, told, Severity.INFO))
    took = [span for pattern in (_FIVE, _POINT_ZERO, _STATE, _NEXT) for span in cell.spans(pattern)]
    if len(set(found)) > 1:
        return ZIPS.account(cell, known[0], took, Trouble(PlaceCode.SEVERAL_ZIPS, told, Severity.INFO), keep=True)
    return ZIPS.account(cell, known[0], took)


def center(code: str) -> Center | None:
    """Return the location of a ZIP; None if it is unknown or has no location (military mail)."""
    entry = _table().get(code)
    if entry is None or entry.point is None:
        return None
    return Center(*entry.point, entry.names[0], entry.state, entry.county)


def state_of(code: str) -> str | None:
    """Return the state of a ZIP, as two letters."""
    entry = _table().get(code)
    return entry.state if entry else None


@functools.cache
def points() -> frozenset[tuple[float, float]]:
    """Return the points of all ZIPs: latitude, longitude."""
    return frozenset(entry.point for entry in _table().values() if entry.point)


@functools.cache
def _by_point() -> dict[tuple[float, float], str]:
    """Return the first ZIP at each point, preferring an ordinary one to one for post office boxes."""
    codes = sorted(_table(), key=lambda code: (not _table()[code].standard, code), reverse=True)
    return {point: code for code in codes if (point := _table()[code].point)}


def at(latitude: float, longitude: float) -> Center:
    """Return the ZIP at this point; raise KeyError if there is none."""
    found = center(_by_point()[(latitude, longitude)])
    assert found is not None, "a ZIP with a point has a center"
    return found


def city_names(code: str) -> tuple[str, ...]:
    """Return all city names of a ZIP, the post office's own first."""
    entry = _table().get(code)
    return entry.all_names if entry else ()


def is_city(name: str, code: str | None = None, state: str | None = None) -> bool:
    """Whether a city has this name in the ZIP, or else in the state, or else anywhere."""
    key = _city_key(name)
    if code:
        return key in {_city_key(one) for one in city_names(code)}
    return bool(key) and key in _cities() and (state is None or state in _cities()[key])


def city_center(city: str, state: str | None = None, states: Sequence[str] = ()) -> Center | None:
    """Return the mean of a city's ZIPs.

    Without `state`, the first of `states` that has such a city is used; without these, the city is only found if it is clear
    which one is meant: "Brooklyn" has 44 ZIPs in New York and one in each of a few other states.
    """
    by_state = _cities().get(_city_key(city))
    if not by_state:
        return None
    if state is None:
        state = next((one for one in states if one in by_state), None) or _plain_state(by_state)
    codes = by_state.get(state) if state else None
    return _mean(_city_key(city), codes) if codes else None


def _plain_state(by_state: dict[str, tuple[str, ...]]) -> str | None:
    """Return the one state in which a city is large (5 ZIPs), if all others are small and at most a third of its size."""
    sizes = Counter({state: sum(_table()[code].standard for code in codes) for state, codes in by_state.items()})
    (first, most), *rest = sizes.most_common(2)
    second = rest[0][1] if rest else 0
    return first if second < 5 <= most and most >= 3 * second else None


def _mean(key: str, codes: tuple[str, ...]) -> Center | None:
    """Return the mean of the ZIPs with the highest-ranking use of the name.

    The post office's own name ranks before all others. Names that it only accepts or rejects ("Queens", "Manhattan") are also
    those of hamlets elsewhere in the state, so only the county where most of them lie is used.
    """
    entries = [entry for code in codes if (entry := _table()[code]).point]
    own = [entry for entry in entries if _city_key(entry.names[0]) == key]
    chosen = [entry for entry in own or entries if entry.standard] or own or entries
    if not chosen:
        return None
    county = Counter(entry.county for entry in chosen).most_common(1)[0][0]
    if not own:
        chosen = [entry for entry in chosen if entry.county == county]
    points = [entry.point for entry in chosen if entry.point]
    latitude = sum(point[0] for point in points) / len(points)
    longitude = sum(point[1] for point in points) / len(points)
    name = next(n for n in (own or chosen)[0].all_names if _city_key(n) == key)
    return Center(round(latitude, 6), round(longitude, 6), name, chosen[0].state, county)


_SHORT_WORDS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "n": "north", "s": "south", "e": "east", "w": "west"}


@functools.lru_cache(maxsize=200_000)
def _city_key(city: str) -> str:
    folded = city.lower() if city.isascii() else fold(city)  # the post office's 80,000 names are plain ASCII
    words = re.sub(r"[^\w\s]", "", folded.replace("-", " ")).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if len(words) > 1:
        words = [_SHORT_WORDS.get(words[0], words[0]), *words[1:]]
    if words[-1:] == ["dc"] and len(words) > 1:
        words = words[:-1]
    return " ".join(words)


@functools.cache
def _table() -> dict[str, _Zip]:
    import zipcodes

    table = {}
    for row in zipcodes.list_all():  # type: ignore[no-untyped-call]  # zipcodes ships no types
        point = float(row["lat"] or 0), float(row["long"] or 0)
        table[row["zip_code"]] = _Zip(
            row["state"],
            row["county"] or "",
            (row["city"], tuple(row["acceptable_cities"]), tuple(row["unacceptable_cities"])),
            row["zip_code_type"] == "STANDARD",
            point if point != (0.0, 0.0) else None,
        )
    return table


@functools.cache
def _cities() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the ZIPs of each city by state."""
    cities: defaultdict[str, defaultdict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for code, entry in _table().items():
        for name in city_names(code):
            cities[_city_key(name)][entry.state][code] = None
    return {key: {state: tuple(codes) for state, codes in states.items()} for key, states in cities.items()}
