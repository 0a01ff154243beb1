"""The demo's list: fictional, the same every time, and with something to show for every domain."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import Counter

import pytest
from geopy.distance import geodesic

from directory.demo.services import csv_bytes, rows
from directory.demo.tables import agencies, offers, sites
from directory.places import zips
from matching.needs import DOMAINS, classify, terms

TODAY = datetime.date(2025, 9, 15)
ROWS = rows(TODAY)

# Words of organizations and programs that do exist around Lansing or all over the country: none may be in the demo.
REAL = """
    salvation army|goodwill|united way|ymca|ywca|boys & girls club|boys and girls club|big brothers|catholic charities|habitat for humanity
    |red cross|head start|boy scouts|girl scouts|planned parenthood|legal aid of|feeding america|food bank|mclaren|sparrow health|henry ford
    |michigan state|community mental health|ele's place|cristo rey|st\\. vincent|end violent encounters|gateway|advent house|haven house
    |loaves|refugee development|samaritas|bethany|wellspring|trevor|childhelp|crisis text line|early on|mckinney|cata |capital area
    |ingham county health|eaton resa|ingham isd|holt public|mason public|lansing school
""".replace("\n", "").split("|")


def needs_of(row: dict[str, str]) -> dict[str, float]:
    """The need terms that a row is listed under."""
    return classify({"categories": row["Category"].split("; "), "name": row["Program"], "description": row["Description"]})


def test_there_are_between_60_and_100_rows() -> None:
    """Enough for matches and near misses, few enough to look through."""
    assert 60 <= len(ROWS) <= 100


def test_the_same_day_gives_the_same_list() -> None:
    """Nothing in it is drawn at random: two lists of one day are equal byte for byte, and those of two days differ in dates only."""
    assert csv_bytes(TODAY) == csv_bytes(TODAY)
    later = rows(TODAY + datetime.timedelta(days=3))
    assert {key for old, new in zip(ROWS, later, strict=True) for key in old if old[key] != new[key]} == {"Last confirmed"}


def test_the_file_holds_the_rows() -> None:
    """The CSV file is the rows under their headers."""
    assert list(csv.DictReader(io.StringIO(csv_bytes(TODAY).decode()))) == ROWS


def test_every_row_says_that_it_is_fictional() -> None:
    """Whoever looks at an agency of the demo reads that it is made up."""
    assert all("Fictional" in row["About the agency"] for row in ROWS)


def test_phones_and_web_addresses_are_fictional() -> None:
    """Phones are 517-555-01xx, one to an agency, and web and mail addresses end in example.org."""
    for row in ROWS:
        assert re.fullmatch(r"\(517\) 555-01\d\d( ext\. \d+)?", row["Phone"])
        assert re.fullmatch(r"https://[a-z]+\.example\.org", row["Website"])
        assert re.fullmatch(r"hello@[a-z]+\.example\.org", row["Email"])
    lines = [agency.line for agency in agencies().values()]
    assert len(set(lines)) == len(lines)
    assert not re.search(r"\d{3}[-. ]\d{3}[-. ]\d{4}", " ".join(offer.description for offer in offers()))


def test_no_real_organization_is_named() -> None:
    """Names and texts hold no organization that exists, as far as we know of them."""
    text = csv_bytes(TODAY).decode().lower()
    assert [name for name in REAL if re.search(rf"\b{name.strip()}", text)] == []


def test_every_zip_is_known_and_every_point_is_near_it() -> None:
    """Real ZIPs of mid-Michigan with their cities; points lie within two miles of the ZIP's center, each at its own place."""
    for row in ROWS:
        if not row["ZIP"]:
            assert not row["Address"]
            continue
        center = zips.place(row["ZIP"])
        assert (row["City"], row["State"], row["County"]) == (center.city, "MI", center.county)
        if row["Latitude"]:
            point = (float(row["Latitude"]), float(row["Longitude"]))
            assert geodesic(point, (center.latitude, center.longitude)).miles < 2
    points = {row["Site"]: (row["Latitude"], row["Longitude"]) for row in ROWS if row["Latitude"]}
    assert len(set(points.values())) == len(points)


@pytest.mark.parametrize("domain", list(DOMAINS))
def test_every_domain_has_providers(domain: str) -> None:
    """The vocabulary finds at least three providers in each domain."""
    found = {row["Agency"] for row in ROWS if any(terms()[slug].domain == domain for slug in needs_of(row))}
    assert len(found) >= 3


def test_most_needs_are_offered_by_somebody() -> None:
    """At least four of five need terms have a service in the demo, and no service goes without a need."""
    offered = {slug for row in ROWS for slug in needs_of(row)}
    assert len(offered) >= 0.8 * len(terms())
    assert [row["Program"] for row in ROWS if not needs_of(row)] == []


def test_every_agency_and_site_is_used() -> None:
    """The tables hold nothing that no row shows."""
    assert {row["Agency"] for row in ROWS} == {agency.name for agency in agencies().values()}
    assert {row["Site"] for row in ROWS} - {""} == {site.name for site in sites().values()}


def test_each_offer_stands_once() -> None:
    """An agency lists a program once at each site, under a number of its own."""
    assert len({row["Record number"] for row in ROWS}) == len(ROWS)
    assert max(Counter((row["Agency"], row["Program"], row["Site"]) for row in ROWS).values()) == 1


def test_descriptions_are_whole_sentences() -> None:
    """Each is two to four sentences long, as a provider would write it."""
    for offer in offers():
        assert 80 <= len(offer.description) <= 400, offer.program
        assert offer.description[-1] in ".?!", offer.program


@pytest.mark.parametrize(
    ("what", "least"),
    [
        ("Ages", 3),
        ("Languages", 2),
        ("Openings", 5),
        ("Last confirmed", 1),
        ("Latitude", 5),
    ],
)
def test_some_things_are_unknown(what: str, least: int) -> None:
    """Real lists have gaps, and so has this one: unknowns have something to show."""
    assert sum(not row[what] for row in ROWS) >= least


def test_the_special_cases_are_there() -> None:
    """One do-not-refer, one closed for now, one confidential, two inside one school, some without a place, one out of date."""
    assert Counter(row["Status"] for row in ROWS if row["Status"] != "Active") == {
        "Active, but do not refer": 1,
        "Temporarily closed": 1,
    }
    assert sum(row["Confidential address"] == "Yes" for row in ROWS) == 1
    assert {row["School served"] for row in ROWS if row["School served"]} == {"Otter Run High School"}
    assert any(row["Area served"] == "Statewide" and not row["Address"] for row in ROWS)
    assert min(row["Last confirmed"] for row in ROWS if row["Last confirmed"]) < "2023-09-15"
    assert any("inglés" in row["Description"] for row in ROWS)
