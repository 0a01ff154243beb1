"""The demo as a coordinator's list: a row for each service at each place, under headers that people use."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io

from directory.demo.shapes import DemoOffer, Site
from directory.demo.tables import agencies, offers, sites
from directory.places import zips

SOURCE = "demo (fictional)"

_MARK = "Fictional: made up for the demo."
_NO_PLACE = Site("", "", "")
_SPREAD = 0.016  # degrees, about a mile: how far the sites of a ZIP are from its center


def rows(today: datetime.date) -> list[dict[str, str]]:
    """Return the demo's list, which depends only on the day; the dates of confirmation count back from `today`."""
    return [_row(offer, site, today) for offer in offers() for site in _sites(offer)]


def csv_bytes(today: datetime.date) -> bytes:
    """Return the demo's list as a CSV file, to be imported like any list."""
    listed = rows(today)
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(listed[0]))
    writer.writeheader()
    writer.writerows(listed)
    return text.getvalue().encode()


def _sites(offer: DemoOffer) -> tuple[Site, ...]:
    keys = (agencies()[offer.agency].site,) if offer.sites is None else offer.sites
    return tuple(sites()[key] for key in keys) or (_NO_PLACE,)


def _row(offer: DemoOffer, site: Site, today: datetime.date) -> dict[str, str]:
    agency = agencies()[offer.agency]
    confirmed = None if offer.confirmed is None else today - datetime.timedelta(days=offer.confirmed)
    return {
        "Record number": "demo-" + _digest(agency.name, offer.program, site.name).hex()[:8],
        "Agency": agency.name,
        "About the agency": f"{agency.about} {_MARK}",
        "Program": offer.program,
        "Category": offer.category,
        "Description": offer.description,
        "Ages": offer.ages,
        "Who can come": offer.who,
        **_place(site),
        "Phone": f"(517) 555-01{agency.line:02}" + (f" ext. {offer.extension}" if offer.extension else ""),
        "Email": f"hello@{agency.web}.example.org",
        "Website": f"https://{agency.web}.example.org",
        "Languages": offer.languages,
        "Fees": offer.fees,
        "Hours": offer.hours,
        "What to bring": offer.bring,
        "How to apply": offer.apply,
        "How it is offered": offer.mode,
        "Area served": offer.area,
        "School served": offer.school,
        "Openings": "" if offer.openings is None else str(offer.openings),
        "Wait time": offer.wait,
        "Confidential address": "Yes" if offer.confidential else "No",
        "Status": offer.status,
        "Last confirmed": "" if confirmed is None else confirmed.isoformat(),
    }


def _place(site: Site) -> dict[str, str]:
    center = zips.center(site.postal_code)
    latitude, longitude = (f"{degrees:.5f}" for degrees in _point(site)) if site.mapped and center else ("", "")
    return {
        "Site": site.name,
        "Address": site.street,
        "Suite": site.suite,
        "City": (center.city or "") if center else "",
        "State": (center.state or "") if center else "",
        "ZIP": site.postal_code,
        "County": (center.county or "") if center else "",
        "Latitude": latitude,
        "Longitude": longitude,
        "Accessibility": site.access,
    }


def _point(site: Site) -> tuple[float, float]:
    """Return a point near the ZIP's center that depends only on the street."""
    center = zips.place(site.postal_code)
    digest = _digest(site.street)
    north, east = (int.from_bytes(part) / 0xFFFF * 2 - 1 for part in (digest[:2], digest[2:4]))
    return center.latitude + north * _SPREAD, center.longitude + east * _SPREAD


def _digest(*words: str) -> bytes:
    """Return bytes that look random but are always the same for the same words."""
    return hashlib.sha256("|".join(words).encode()).digest()
