"""The rows of the demo's tables: agencies, the sites where they work, and what they offer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """A place that people can go to; `mapped` is False if the list gives no coordinates: only the ZIP's center is known."""

    name: str
    street: str
    postal_code: str
    suite: str = ""
    access: str = ""
    mapped: bool = True


@dataclass(frozen=True, slots=True)
class DemoAgency:
    """A provider; `line` is the end of its phone number (517-555-01xx), `web` the name of its pages under example.org."""

    name: str
    line: int
    web: str
    site: str
    about: str


@dataclass(frozen=True, slots=True)
class DemoOffer:
    """A service as a list describes it; a blank field is one that the list leaves out.

    `sites` are keys of words/sites.toml, or None for the agency's own; () is a service without a place. `mode` is how it is
    offered, `area` whose residents it serves, `school` the one school whose students it accepts. `confirmed` is how many days ago
    somebody last confirmed it, None if nobody ever did.
    """

    agency: str
    program: str
    category: str
    description: str
    ages: str = ""
    who: str = ""
    hours: str = ""
    fees: str = ""
    languages: str = ""
    sites: tuple[str, ...] | None = None
    bring: str = ""
    apply: str = ""
    mode: str = "In person"
    area: str = ""
    openings: int | None = None
    wait: str = ""
    extension: str = ""
    status: str = "Active"
    school: str = ""
    confidential: bool = False
    confirmed: int | None = None
