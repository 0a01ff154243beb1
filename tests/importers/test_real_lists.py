"""The real lists, read whole; what is expected is counted from their files in a slow and obvious way."""

from __future__ import annotations

import csv
import re

import pytest

from directory.listings.problems.words import in_words
from importers import read
from importers.errors import SubjectError
from importers.fields import Target
from importers.records import Record
from tests import real_lists
from tests.real_lists import DATA

pytestmark = pytest.mark.slow


def listing(name: str) -> read.Listing:
    if not (DATA / name).exists():
        print(f"{name} is absent")
        pytest.skip(f"{name} is absent")
    return real_lists.listing(name)


def raw(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", errors="replace", newline="") as file:
        return list(csv.DictReader(file))


def share(records: tuple[Record, ...], target: Target) -> float:
    return sum(record.fields.get(target) not in (None, ()) for record in records) / len(records)


SCHOOL = "nyc-after-school-programs.csv"
HEALTH = "nyc-mental-health-services.csv"
DC = "dc-211-icarol-export.csv"
SF = "sf-locations-old-mac-line-ends.csv"


def test_after_school_columns() -> None:
    """The after-school list maps without a map."""
    columns = listing(SCHOOL).columns
    assert {k.strip(): v for k, v in columns.items()} == {
        "PROGRAM TYPE": "categories", "PROGRAM": "service.name", "SITE NAME": "location.name", "BOROUGH / COMMUNITY": "address.city",
        "AGENCY": "organization.name", "Contact Number": "phones", "Grade Level / Age Group": "ages", "Location 1": "address",
        "Postcode": "address.postal_code", "Latitude": "location.latitude", "Longitude": "location.longitude",
        "BIN": "location.external_identifier",
    }  # fmt: skip


def test_after_school_rows() -> None:
    """Every row becomes a record at its line; ages are missing only where the list does not give them."""
    records = listing(SCHOOL).records
    rows = raw(SCHOOL)
    assert len(records) == len(rows)
    assert not any(record.rejected for record in records)
    for record, row in zip(records, rows, strict=True):
        assert str(record.fields[Target.ORGANIZATION_NAME]).casefold() == " ".join(row["AGENCY"].split()).casefold().replace(
            "\ufffd", ""
        )
        silent = row["Grade Level / Age Group "].strip().lower() in ("", "ost", "esol/civics")
        assert (record.fields[Target.SERVICE_MINIMUM_AGE] is None) == silent
        assert bool(record.fields[Target.PHONES]) or not re.search(r"\d{3}\D{0,3}\d{3}\D?\d{4}(?!\d)", row["Contact Number"])
    assert share(records, Target.NEEDS) == 1


def test_after_school_points() -> None:
    """Wherever the list gives a point in New York it is kept; no other point is."""
    for record, row in zip(listing(SCHOOL).records, raw(SCHOOL), strict=True):
        latitude, longitude = record.fields.get(Target.LOCATION_LATITUDE), record.fields.get(Target.LOCATION_LONGITUDE)
        if latitude is not None:
            assert 40.4 < latitude < 41.0  # type: ignore[operator]
            assert -74.3 < longitude < -73.6  # type: ignore[operator]
        if row["Latitude"] and 40.4 < float(row["Latitude"]) < 41.0:
            assert latitude == float(row["Latitude"])


def test_mental_health() -> None:
    """The mental health list is recognized, and its marks become needs, payments and ages."""
    found = listing(HEALTH)
    assert "recognised" in in_words(found.problems[0])
    for record, row in zip(found.records, raw(HEALTH), strict=True):
        needs = {need.slug for need in record.fields[Target.NEEDS] if need.fit == 1}  # type: ignore[union-attr]
        assert ("substance-use" in needs) >= (row["flag_saf"] == "1")
        assert ("counseling" in needs) == (row["flag_mhf"] == "1")
        assert ("medicaid" in {cost.option for cost in record.fields[Target.COSTS]}) == (row["flag_md"] == "1")  # type: ignore[union-attr]
        groups = [(0, 17)] * bool(row["flag_chld"]) + [(18, 25)] * bool(row["flag_yad"])
        groups += [(18, 64)] * bool(row["flag_adlt"]) + [(60, 200)] * bool(row["flag_snr"])
        ends = (min(g[0] for g in groups), max(g[1] for g in groups)) if groups else (None, None)
        assert (
            record.fields[Target.SERVICE_MINIMUM_AGE],
            record.fields[Target.SERVICE_MAXIMUM_AGE] or (200 if row["flag_snr"] else None),
        ) == ends


def test_dc_agencies_and_programs() -> None:
    """Agency rows are organizations alone, program rows services of their agency; nearly all have a phone and a place."""
    records = listing(DC).records
    for record, row in zip(records, raw(DC), strict=True):
        agency = row["TaxonomyLevelName"] == "Agency"
        assert (Target.SERVICE_NAME in record.fields) != agency
        assert record.fields[Target.ORGANIZATION_NAME]
        if not agency:
            kept_off = "do not refer" in row["AgencyStatus"] or row["ExcludeFromWebsite"] == "Yes"
            assert record.fields[Target.SERVICE_DO_NOT_REFER] == kept_off
            assert record.fields[Target.SERVICE_STATUS] == ("inactive" if row["AgencyStatus"] == "Inactive" else "active")
    programs = tuple(record for record in records if Target.SERVICE_NAME in record.fields)
    assert share(programs, Target.PHONES) > 0.97
    assert share(programs, Target.LOCATION_LATITUDE) > 0.97
    assert share(programs, Target.NEEDS) > 0.95
    assert share(programs, Target.SERVICE_MINIMUM_AGE) > 0.25
    sites = {
        r.fields[Target.IDENTIFIER]
        for r in records
        if Target.SERVICE_NAME not in r.fields and r.fields.get(Target.ORGANIZATION_WEBSITE)
    }
    assert all(r.fields[Target.ORGANIZATION_WEBSITE] for r in programs if r.cells["ParentAgencyNum"] in sites)
    assert any(p.line == 0 and "255" in in_words(p) for p in listing(DC).problems)


def test_dc_confidential() -> None:
    """No address and no point is kept where the list says Confidential."""
    for record, row in zip(listing(DC).records, raw(DC), strict=True):
        if row["PhysicalAddress1"].strip() == "Confidential" and Target.SERVICE_NAME in record.fields:
            assert record.fields[Target.SERVICE_CONFIDENTIAL] is True
            assert record.fields[Target.ADDRESS_ADDRESS_1] is None
            assert (record.fields[Target.LOCATION_LATITUDE], record.fields[Target.LOCATION_PRECISION]) == (None, None)


def test_sf() -> None:
    """The San Francisco list: CR line ends, longitude first, marks as needs, one name for agency and service."""
    records = listing(SF).records
    assert len(records) == len((DATA / SF).read_bytes().decode("cp1252").strip("\r").split("\r")) - 1
    for target in (
        Target.ORGANIZATION_NAME,
        Target.SERVICE_NAME,
        Target.LOCATION_LATITUDE,
        Target.ADDRESS_ADDRESS_1,
        Target.SERVICE_ASSURED_DATE,
        Target.NEEDS,
    ):
        assert share(records, target) == 1
    assert share(records, Target.PHONES) > 0.97
    assert all(37 < r.fields[Target.LOCATION_LATITUDE] < 38 for r in records)  # type: ignore[operator]


def test_one_table_of_several_is_no_list() -> None:
    """Of a relational sample, the organizations are a list by themselves; services and places name theirs by number alone."""
    assert share(listing("ohana-sample-csv/organizations.csv").records, Target.ORGANIZATION_NAME) == 1
    for name in ("services", "locations"):
        with pytest.raises(SubjectError, match="Send the whole export instead"):
            listing(f"ohana-sample-csv/{name}.csv")
