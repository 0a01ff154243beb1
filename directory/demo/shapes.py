"""What the demo's tables hold: agencies, the sites where they work, and what they offer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """A place one can go to. `mapped` is False where the list gives no coordinates, so that only the ZIP's centre is known."""

    name: str
    street: str
    postal_code: str
    suite: str = ""
    access: str = ""
    mapped: bool = True


@dataclass(frozen=True, slots=True)
class Agency:
    """A provider; `line` is the end of its phone number (517-555-01xx), `web` the name of its pages under example.org."""

    name: str
    line: int
    web: str
    site: str
    about: str


@dataclass(frozen=True, slots=True)
class Offer:
    """One service in the words of a list; what is blank the list does not say.

    `sites` are keys of words/sites.toml, the agency's own where it is None; () is a service without a place.
    `mode` is how it is given, `area` whom it serves by where they live, `school` the one school whose students it takes.
    `confirmed` is how many days ago somebody last made sure that it is true, None if nobody ever did.
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
