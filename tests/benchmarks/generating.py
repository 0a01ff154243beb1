"""Fictional services scattered over Michigan as people live there, as records and as a coordinator's list."""

from __future__ import annotations

import csv
import datetime
import io
import random
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import Any, NamedTuple

from directory.places import zips
from importers.fields import Target
from importers.records import Cost, NeedFit, Phone, Record, Schedule, Value
from matching.needs import Term, terms
from tests.benchmarks import words

TODAY = datetime.date(2026, 9, 1)
SEED = 20260901

# Thousands of people, about; a ZIP of any other town counts as OTHER. A city's people are spread over its ZIPs.
CITIES = {
    "Detroit": 640, "Grand Rapids": 199, "Warren": 139, "Sterling Heights": 134, "Ann Arbor": 124, "Lansing": 113, "Dearborn": 110,
    "Livonia": 95, "Troy": 87, "Westland": 84, "Farmington": 84, "Flint": 81, "Southfield": 77, "Kalamazoo": 74, "Pontiac": 62,
    "Battle Creek": 53, "Saginaw": 44, "Midland": 42, "Muskegon": 38, "Jackson": 31, "Traverse City": 16, "Marquette": 21,
}  # fmt: skip
OTHER = 6.0
SPREAD = 0.03  # degrees, about two miles around a ZIP's center
LANGUAGES = {"en": "English", "es": "Spanish", "ar": "Arabic", "so": "Somali", "vi": "Vietnamese", "zh": "Chinese"}
PAYMENTS = ("free", "medicaid", "private", "sliding_scale", "uninsured", "fee")
FEES = {"sliding_scale": "sliding scale", "private": "private insurance", "fee": "$20"}


class Spot(NamedTuple):
    """A ZIP's center."""

    postal_code: str
    city: str
    county: str
    latitude: float
    longitude: float


@cache
def spots() -> tuple[tuple[Spot, ...], tuple[float, ...]]:
    """Michigan's ZIPs with their people, cumulated."""
    import zipcodes

    rows: list[dict[str, str]] = zipcodes.filter_by(state="MI", active=True)  # type: ignore[no-untyped-call]
    centers = [center for row in rows if (center := zips.center(row["zip_code"]))]
    found = tuple(Spot(c.postal_code or "", c.city or "", c.county or "", c.latitude, c.longitude) for c in centers)
    towns = [spot.city for spot in found]
    return found, tuple(accumulate(CITIES[town] / towns.count(town) if town in CITIES else OTHER for town in towns))


def spot(rng: random.Random) -> Spot:
    found, people = spots()
    return rng.choices(found, cum_weights=people)[0]


@cache
def needs() -> tuple[tuple[Term, ...], tuple[float, ...]]:
    """The need terms, a few of which half of all services are for."""
    known = list(terms().values())
    random.Random(7).shuffle(known)
    return tuple(known), tuple(accumulate(1 / (rank + 8) for rank in range(len(known))))


def records(count: int, *, first: int = 0, seed: int = SEED) -> Iterator[Record]:
    """`count` records from the number `first` on: the same numbers are always the same services."""
    for number in range(first, first + count):
        fields = _fields(random.Random(seed * 1_000_003 + number), random.Random(seed * 1_000_003 - 1 - number // 4), number)
        yield Record(number + 2, {"Record number": str(number), "Service": str(fields[Target.SERVICE_NAME])}, fields)


def _fields(rng: random.Random, of_agency: random.Random, number: int) -> dict[Target, Value]:
    known, popular = needs()
    wanted = list({term.slug: term for term in rng.choices(known, cum_weights=popular, k=rng.randint(2, 4))}.values())
    named = words.named(rng, wanted[0])
    least = rng.choice((None, 0.0, 3.0, 5.0, 6.0, 11.0, 12.0, 14.0))
    return {
        Target.IDENTIFIER: f"B-{number}",
        Target.ORGANIZATION_NAME: words.agency(of_agency),
        Target.SERVICE_NAME: named.service,
        Target.SERVICE_DESCRIPTION: named.description,
        Target.SERVICE_STATUS: "active",
        Target.SERVICE_MINIMUM_AGE: least,
        Target.SERVICE_MAXIMUM_AGE: None if least is None else rng.choice((None, least + 5.0, least + 7.0, 18.0, 21.0)),
        Target.SERVICE_ASSURED_DATE: TODAY - datetime.timedelta(days=rng.randint(1, 1_000)) if rng.random() < 0.8 else None,
        Target.NEEDS: tuple(
            NeedFit(term.slug, 1.0 if i == 0 else round(rng.uniform(0.5, 1.0), 2)) for i, term in enumerate(wanted)
        ),
        Target.LANGUAGES: tuple(sorted(rng.sample(list(LANGUAGES), rng.choice((0, 1, 1, 2, 3))))),
        Target.COSTS: tuple(Cost(option) for option in rng.sample(PAYMENTS, rng.choice((0, 1, 1, 2, 3)))),
        Target.PHONES: (Phone(f"+1517555{100 + rng.randint(0, 99):04}"),),
        Target.SCHEDULES: (Schedule("MO,TU,WE,TH,FR", "09:00", "17:00"),),
        **_place(rng),
    }


def _place(rng: random.Random) -> dict[Target, Value]:
    """One service of twelve has no place, and half of these serve an area."""
    there = spot(rng)
    if rng.random() < 1 / 12:
        areas = (there.county,) if rng.random() < 0.5 else ()
        return {Target.MODES: (rng.choice(("phone", "online")),), Target.SERVICE_AREAS: areas}
    return {
        Target.MODES: ("in_person",),
        Target.SERVICE_AREAS: (),
        Target.LOCATION_LATITUDE: round(there.latitude + rng.gauss(0, SPREAD), 5),
        Target.LOCATION_LONGITUDE: round(there.longitude + rng.gauss(0, SPREAD), 5),
        Target.LOCATION_PRECISION: "address",
        Target.ADDRESS_ADDRESS_1: f"{rng.randint(1, 9_999)} {rng.choice(words.surnames())} Street",
        Target.ADDRESS_CITY: there.city,
        Target.ADDRESS_STATE_PROVINCE: "MI",
        Target.ADDRESS_POSTAL_CODE: there.postal_code,
    }


def csv_bytes(count: int, seed: int = SEED + 1) -> bytes:
    """A list of `count` services as a coordinator has it, under the headers that people use."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADERS)
    writer.writerows(_cells(record.fields) for record in records(count, seed=seed))
    return text.getvalue().encode()


HEADERS = (
    "Record number", "Agency", "Program", "Category", "Description", "Ages", "Address", "City", "State", "ZIP", "Latitude", "Longitude",
    "Phone", "Languages", "Fees", "Hours", "How it is offered", "Area served", "Last confirmed",
)  # fmt: skip


def _cells(fields: Any) -> list[str]:
    known = terms()
    phone = fields["phones"][0].number
    least, most = fields["service.minimum_age"], fields["service.maximum_age"]
    place = (fields.get(f"address.{part}", "") for part in ("address_1", "city", "state_province", "postal_code"))
    point = (fields.get(f"location.{part}", "") for part in ("latitude", "longitude"))
    assured = fields["service.assured_date"]
    return [
        fields["identifier"],
        fields["organization.name"],
        fields["service.name"],
        "; ".join(known[need.slug].english for need in fields["needs"]),
        fields["service.description"],
        "" if least is None else f"{least:g} and up" if most is None else f"{least:g} to {most:g}",
        *map(str, (*place, *point)),
        f"({phone[2:5]}) {phone[5:8]}-{phone[8:]}",
        ", ".join(LANGUAGES[code] for code in fields["languages"]),
        ", ".join(FEES.get(cost.option, cost.option) for cost in fields["costs"]),
        "Mon-Fri 9am-5pm",
        fields["modes"][0].replace("_", " "),
        ", ".join(fields["service_areas"]),
        assured.isoformat() if assured else "",
    ]
