"""The real lists of ../shared/data as a directory: imported by the ordinary command into a database of their own, and read back."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from directory import clock
from directory.listings import words
from directory.settings import Settings
from directory.storage.engine import make_engine, reading
from directory.storage.listings import facts
from directory.storage.listings.records import all_ids, load
from importers.fields import Target
from tests.command_line import ROOT, CommandLine, make_command_line

DATA = ROOT.parent / "shared" / "data"
MAPS = {"nyc-mental-health-services.csv": ROOT / "importers" / "maps" / "nyc-mental-health-services.toml"}
LISTS = (
    "dc-211-icarol-export.csv",
    "nyc-after-school-programs.csv",
    "nyc-mental-health-services.csv",
    "sf-locations-old-mac-line-ends.csv",
)
TABLES = "ohana-sample-csv"
ZONE = "America/New_York"


@dataclass(frozen=True, slots=True)
class Listing:
    """A service at a place, as far as a reader of grades or a plain way to find needs it; its id is the same after each import."""

    id: str
    name: str
    organization: str
    description: str
    categories: tuple[str, ...]
    minimum_age: float | None
    maximum_age: float | None
    languages: tuple[str, ...]
    payments: tuple[str, ...]
    address: str
    latitude: float | None
    longitude: float | None

    @property
    def text(self) -> str:
        """Name, description and categories as one text."""
        return "\n".join((self.name, self.organization, self.description, *self.categories))

    def takes(self, low: float, high: float) -> bool:
        """Whether somebody between these ages may come, as far as the listing says."""
        return (self.minimum_age or 0) < high and (self.maximum_age is None or low < self.maximum_age + 1)


def absent() -> str | None:
    """Return why the lists cannot be asked, None if they can."""
    missing = [name for name in (*LISTS, TABLES) if not (DATA / name).exists()]
    return f"The real lists are absent from {DATA}: {', '.join(missing)}." if missing else None


def import_lists(folder: Path) -> str:
    """Import all lists into a new database in this folder, and return its address."""
    address = f"sqlite:///{folder / 'directory.db'}"
    desk = make_command_line(folder, address)
    joined = folder / "ohana-sample.csv"
    _join_tables(DATA / TABLES, joined)
    for name in LISTS:
        _import(desk, DATA / name, *(("--columns", MAPS[name]) if name in MAPS else ()))
    _import(desk, joined)
    return address


def _import(desk: CommandLine, file: Path, *more: str | Path) -> None:
    report: dict[str, Any] = desk.json("import", file, *more)
    if not report["created"]:
        raise RuntimeError(f"Nothing of {file} was imported: {report}")


def _join_tables(folder: Path, file: Path) -> None:
    """Write the services of the tables as one list, each beside its place and its agency, as a spreadsheet's look-up does."""
    places, agencies = (_rows(folder / f"{name}.csv", "id") for name in ("locations", "organizations"))
    addresses, phones = (_rows(folder / f"{name}.csv", "location_id") for name in ("addresses", "phones"))
    services = _rows(folder / "services.csv", "id").values()
    joined = []
    for service in services:
        place = places[service["location_id"]]
        address = addresses.get(place["id"], {})
        joined.append(
            {
                "id": service["id"],
                "organization name": agencies[place["organization_id"]]["name"],
                "service name": service["name"],
                "description": service["description"],
                "eligibility": service["eligibility"],
                "application process": service["application_process"],
                "fees": service["fees"],
                "categories": service["keywords"],
                "languages": service["languages"] or place["languages"],
                "status": service["status"],
                "website": service["website"] or place["website"],
                "location name": place["name"],
                "latitude": place["latitude"],
                "longitude": place["longitude"],
                "address": address.get("address_1", ""),
                "city": address.get("city", ""),
                "state": address.get("state_province", ""),
                "zip": address.get("postal_code", ""),
                "phone": phones.get(place["id"], {}).get("number", ""),
            }
        )
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(joined[0]))
        writer.writeheader()
        writer.writerows(joined)


def _rows(file: Path, key: str) -> dict[str, dict[str, str]]:
    """Return the first row of a table for each value of this column."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {row[key]: row for row in reversed(rows)}


@contextmanager
def opened(address: str) -> Iterator[Session]:
    """Open the directory for reading, with the time zone set."""
    clock.use(Settings(time_zone=ZONE))
    engine = make_engine(address)
    try:
        with reading(engine) as session:
            yield session
    finally:
        engine.dispose()


def listings(session: Session) -> dict[str, Listing]:
    """Return every listing that may be referred to, by id."""
    found = {}
    for key, fields in load(session, all_ids(session)).items():
        if not (facts.is_closed(fields) or fields.get(Target.SERVICE_DO_NOT_REFER)):
            found[key] = _listing(key, fields)
    return found


def _listing(key: str, all_fields: dict[Target, Any]) -> Listing:
    fields = facts.shown(all_fields)
    told = [facts.text(fields, target) for target in (Target.SERVICE_DESCRIPTION, Target.ORGANIZATION_DESCRIPTION)]
    return Listing(
        id=key,
        name=facts.text(fields, Target.SERVICE_NAME) or "",
        organization=facts.text(fields, Target.ORGANIZATION_NAME) or "",
        description="\n".join(dict.fromkeys(filter(None, told))),
        categories=facts.texts(fields, Target.CATEGORIES),
        minimum_age=facts.number(fields, Target.SERVICE_MINIMUM_AGE),
        maximum_age=facts.number(fields, Target.SERVICE_MAXIMUM_AGE),
        languages=facts.texts(fields, Target.LANGUAGES),
        payments=facts.options(fields),
        address=words.address(fields) or "",
        latitude=facts.number(fields, Target.LOCATION_LATITUDE),
        longitude=facts.number(fields, Target.LOCATION_LONGITUDE),
    )
