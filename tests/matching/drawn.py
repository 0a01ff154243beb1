"""Services and queries as Hypothesis draws them, for what is held against the reference."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Sequence
from itertools import permutations
from typing import Any

import hypothesis.strategies as st

from matching import Ages, Need, Place, Query, needs
from matching.distance import geodesic_miles
from matching.offers import PAYS, Mode
from matching.phrase import Together
from matching.query import AfterSchool, SoughtWord, Way

TODAY = dt.date(2025, 10, 1)
RELATED = next(term for term in needs.terms().values() if term.related)
OTHER = next(iter(RELATED.related))
FAMILY = "clothing"
"""A need that the adults of a family have themselves."""
ELSEWHERE = next(slug for slug in needs.terms() if slug not in {RELATED.slug, *RELATED.related})

HERE = Place(42.7325, -84.5555, "48910", postal_code="48910", city="Lansing", county="Ingham County", state="MI")
# A grid in steps of about a third of a mile, so that points coincide, mirror one another and lie on borders.
STEPS = [step * 0.005 for step in sorted(range(-12, 13), key=abs)]
PRECISIONS = ("address", "zip", "city")
BORDER = geodesic_miles((HERE.latitude, HERE.longitude), (HERE.latitude + 0.01, HERE.longitude + 0.015))


@st.composite
def points(draw: st.DrawFn) -> dict[str, Any]:
    """The point of a service; one of five has none."""
    if draw(st.integers(0, 4)) == 0:
        return {}
    return point(draw(st.sampled_from(STEPS)), draw(st.sampled_from(STEPS)), draw(st.sampled_from(PRECISIONS)))


def point(north: float, east: float, precision: str) -> dict[str, Any]:
    return {"latitude": HERE.latitude + north, "longitude": HERE.longitude + east, "precision": precision}


def codes(*options: str) -> list[str]:
    """None, one, or two of the options in either order, each number of them as often as the others."""
    pairs = [" ".join(pair) for pair in permutations(options, 2)]
    return [*[""] * len(pairs), *options * (len(pairs) // len(options)), *pairs]


def unknown_or(*known: float) -> list[float]:
    """Unknown every second time."""
    return [*[math.nan] * len(known), *known]


def days_ago(*days: int) -> list[float]:
    return [float(TODAY.toordinal() - ago) for ago in days]


TRAITS = (
    "day:mo", "day:tu", "day:sa", "day:su", "days:all", "hours:all", "time:morning", "time:after_school", "time:evening", "-mo:morning",
    "-mo:after_school", "-tu:evening", "-sa:evening", "time:summer", "-time:summer", "time:winter_break", "-time:winter_break", "-time:m11", "setting:group", "setting:one_to_one",
    "helper:woman", "helper:man", "helper:lgbtq", "helper:faith_based", "helper:not_faith_based", "helper:faith_mentioned",
    "helper:faith_absent", "helper:culture", "access:wheelchair", "-access:wheelchair", "travel:home", "travel:remote", "travel:ride", "travel:bus", "activity:soccer", "activity:karate",
    "activity:martial-arts", "activity:chess", "activity:more", "open:mo,sa:0900-1200", "open:sa:1300-1800", "open:tu,su:1500-0200",
)  # fmt: skip
WISHES = (
    "day:mo", "day:sa", "day:-mo", "day:-sa", "hours:sa@morning", "hours:sa@afternoon", "hours:mo,tu@1630-", "hours:any@1200",
    "hours:any@-0930", "hours:we@0130", "hours:sa@1200-1300", "hours:sa", "hours:tu,su", "time:morning", "time:after_school", "time:evening", "time:weekday", "time:weekend",
    "time:summer", "time:winter_break", "time:fall", "time:m11", "setting:group", "setting:one_to_one", "helper:woman", "helper:man", "helper:lgbtq", "helper:faith_based",
    "helper:not_faith_based", "helper:same_culture", "access:wheelchair", "travel:no_car", "travel:walk", "travel:bus", "activity:soccer", "activity:karate",
    "activity:martial-arts", "activity:chess",
)  # fmt: skip

SOUGHT = (SoughtWord("soccer", "soccer", 0.83), SoughtWord("teams", "team", 0.31), SoughtWord("lessons", "lesson", 0.07))
FACETS = (
    f"need:{RELATED.slug}", f"need:{OTHER}", "town:Lansing", "town:Holt", "language:en", "language:es", "language:so", "payment:free",
    "payment:medicaid", "payment:private", "payment:uninsured", "mode:in_person", "mode:online", "day:mo", "day:tu", "day:sa", "age:0-4",
    "age:5-10", "age:11-13", "age:14-18", "age:19-26",
)  # fmt: skip

CELLS: dict[str, Sequence[Any]] = {
    "minimum_age": unknown_or(0.0, 5.0, 9.0, 10.0, 11.0, 12.0, 12.5),
    "maximum_age": unknown_or(7.0, 8.0, 9.0, 9.5, 12.0, 18.0, 99.0),
    "languages": codes("en", "es", "so"),
    "payments": codes("free", "sliding_scale", "medicaid", "private", "fee"),
    "modes": codes("in_person", "online", "phone"),
    "areas": ["", "", "", "Ingham County", "Kent County", "East Side", "Ohio"],
    "school": ["", "", "", "Lincoln Elementary", "Kennedy High"],
    "assured": unknown_or(*days_ago(0, 183, 184, 400, 731, 732, 4000)),
    "capacity": [math.nan, math.nan, math.nan, math.nan, 0.0, 3.0],
    "wait": ["", "", "none", "list", "wait:2-2:week", "list:2-15:day", "list:6-8:month"],
    "capacity_day": unknown_or(*days_ago(-5, 0, 90, 91)),
    "referred": [0.0, 0.0, 1.0, 5.0, 9.0],
    "season": [(), (), (6, 8), (9, 6), (11, 11), (12, 2), (10, 9)],
    "for_crisis": [0.0, 0.0, 0.0, 1.0],
    "closed_until": [math.nan, math.nan, math.nan, *days_ago(0, -1)],
    "audience": ["", "", "", "girls", "veterans", "parents", "gambling"],
    "words": codes(
        "description:soccer", "categories:soccer", "name:soccer", "name:team", "description:team", "description:lesson"
    ),
    "town": ["", "Lansing", "Lansing", "LANSING", "Holt"],
}
"""What the cells of a service may hold, the simplest first."""
MOST_TRAITS = 9
TERMS = (RELATED.slug, OTHER, ELSEWHERE, FAMILY)
FITS = (0.5, 0.75, 1.0)
ENDS = ("1515", "0905", "1640", "1515", "1759")

NEEDS = 3
BYTES = len(CELLS) + MOST_TRAITS + 4 + 1 + 1 + 2 * NEEDS


def service_of(drawn: bytes) -> list[dict[str, Any]]:
    """The rows of a service, one for each of its needs; each byte chooses one thing, so that a service is one draw and not seventy.

    Every second service is found by the asker's words alone, and answers no need.
    """
    rest = iter(drawn)

    def chosen(options: Sequence[Any]) -> Any:
        return options[next(rest) % len(options)]

    service: dict[str, Any] = {column: chosen(options) for column, options in CELLS.items()}
    if months := service.pop("season"):
        service |= dict(zip(("first_month", "last_month"), map(float, months), strict=True))
    traits = [chosen((*[""] * len(TRAITS), *TRAITS)) for _ in range(MOST_TRAITS)]
    service["traits"] = " ".join(dict.fromkeys(filter(None, traits)))
    service["connected"] = float(chosen(range(int(service["referred"]) + 1)))
    lies, at = chosen(range(5)), point(chosen(STEPS), chosen(STEPS), chosen(PRECISIONS))
    answered = [(chosen(TERMS), chosen(FITS)) for _ in range(chosen((0, 0, 0, 1, 2, 3)))] or [("", 0.0)]
    return [service | (at if lies else {}) | {"term": term, "fit": fit} for term, fit in answered]


@st.composite
def rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows of up to 40 services, one to three for each, shuffled."""
    found = []
    for key in range(draw(st.integers(0, 40))):
        drawn = draw(st.binary(min_size=BYTES, max_size=BYTES))
        found += [row | {"key": key, "id": f"s{key * 7 % 40:02}"} for row in service_of(drawn)]
    random.Random(draw(st.integers(0, 9))).shuffle(found)
    return found


QUERIES = st.builds(
    Query,
    needs=st.sampled_from(
        [
            (),
            (Need(RELATED.slug),),
            (Need(ELSEWHERE),),
            (Need(RELATED.slug, 3), Need(ELSEWHERE, 1)),
            (Need(RELATED.slug), Need(FAMILY)),
            (Need(RELATED.slug, 1), Need(RELATED.slug, 2)),
        ]
    ),
    ages=st.sampled_from([None, Ages(9, 10), Ages(9, 11, 4), Ages(5, 8), Ages(12, 13), Ages(9.5, 9.6)]),
    place=st.sampled_from([None, HERE, HERE]),
    within=st.sampled_from([0.0, BORDER, 1.0, 2.0, 3.0, 100.0, math.inf]),
    languages=st.sampled_from([(), ("es",), ("so", "es"), ("en",)]),
    payment=st.sampled_from([None, *PAYS]),
    school=st.sampled_from([None, "Lincoln Elementary School"]),
    modes=st.sampled_from([(), (Mode.IN_PERSON,), (Mode.ONLINE, Mode.PHONE)]),
    limit=st.sampled_from([1, 5, 20, 100]),
    danger=st.booleans(),
    words=st.just(()) | st.lists(st.sampled_from(SOUGHT), min_size=1, max_size=3, unique=True).map(tuple),
    wishes=st.just(()) | st.lists(st.sampled_from(WISHES), max_size=5, unique=True).map(tuple),
    after_school=st.sampled_from([None, *(AfterSchool(42.73, -84.55, ENDS, way) for way in Way)]),
    siblings=st.sampled_from([(), (), (Ages(5, 6),), (Ages(12, 13), Ages(18, 19)), (Ages(10, 12, 5),)]),
    together=st.sampled_from(
        [(), (), (Together(RELATED.slug, (ELSEWHERE,)),), (Together(ELSEWHERE, (RELATED.slug,), ("age",)),)]
    ),
    only=st.just(()) | st.lists(st.sampled_from(FACETS), max_size=2, unique=True).map(tuple),
    towns=st.sampled_from([(), (), ("lansing",), ("lansing", "holt"), ("mason",)]),
)
