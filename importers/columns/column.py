"""One column: its target, how that was found, and what is needed to read its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from importers.fields import Target

How = Literal["header", "contents", "both", "map", "export", "none"]


@dataclass(frozen=True, slots=True)
class ColumnMark:
    """What a mark (1, x, Yes) in a column of marks says about the row; ages are inclusive years, None if there is no upper limit."""

    ages: tuple[float, float | None] | None = None
    needs: tuple[str, ...] = ()
    payments: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    days: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != ColumnMark()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list; `target` is a Target or one of READERS, None if the column is left out.

    `option` is what else the reader needs: the type of a phone, a weekday, "lonlat" for a point that begins with the longitude,
    the index of the phone that a name column describes.
    """

    index: int
    header: str
    target: str | None = None
    how: How = "none"
    option: str = ""
    mark: ColumnMark | None = None


READERS: Mapping[str, str] = {
    "name": "The name, of the organization and the service alike.",
    "address": "A whole address in one cell, with or without city, state, ZIP and a point.",
    "street.number": "The number of the house, where the street's parts have columns of their own.",
    "street.before": "North, South, East or West before the street's name.",
    "street.name": "The street's name without its number.",
    "street.type": "Avenue, Street and so on.",
    "street.after": "North, South, East or West after the street's name.",
    "city_line": "City, state and ZIP in one cell.",
    "point": "Latitude and longitude in one cell.",
    "ages": "Ages or grades in one cell.",
    "minimum_grade": "The lowest grade.",
    "maximum_grade": "The highest grade.",
    "contact": "Phones, e-mail, web address and a person in one cell.",
    "contact.name": "A person to ask for.",
    "contact.first_name": "The person's first name.",
    "contact.last_name": "The person's last name.",
    "contact.title": "What that person does.",
    "contact.email": "That person's e-mail address.",
    "phone.name": "What the phone number in another column is for.",
    "phone.extension": "The extension of the phone number in another column.",
    "hours.opens": "The time at which it opens.",
    "hours.closes": "The time at which it closes.",
    "hours.days": "The days on which it is open, where the times have columns of their own.",
    "season": "The months or dates in which it runs, in words.",
    "kind": "Whether the row is an agency, a program or a site.",
    "parent.id": "The number of the agency's own row.",
    "referable": "Whether one may refer there: No means do not refer.",
    "accepting": "Whether there is room for anybody new: No means that no place is free.",
    "names": "Agency, program and site in one cell, parted by dashes, strokes or lines.",
    "private": 'Yes hides the address, phone, contact, email or the whole record: "private:address".',
    "public": 'No hides the address, phone, contact, email or the whole record: "public:address".',
    "flag": "A mark that adds a need, an age group, a payment, a language or the like.",
}
"""Readers of cells that fill several targets, or one together with other columns."""

MANY = frozenset(
    {"season", "private", "public", Target.SERVICE_CONFIDENTIAL, "ages", Target.SERVICE_MINIMUM_AGE,
     Target.SERVICE_MAXIMUM_AGE, Target.PHONES, Target.CATEGORIES, Target.KEYWORDS, Target.LANGUAGES, Target.COSTS,
     Target.MODES, Target.SCHEDULES, Target.CONTACTS, Target.NEEDS, Target.REQUIRED_DOCUMENTS, Target.ACCESSIBILITY,
     "contact", Target.SERVICE_DESCRIPTION, "phone.name", "phone.extension", "flag", Target.SERVICE_FEES_DESCRIPTION,
     Target.SERVICE_ELIGIBILITY_DESCRIPTION, Target.SERVICE_APPLICATION_PROCESS}
)  # fmt: skip
"""Targets that several columns can fill together."""


def unread_headers(headers: Iterable[str], columns: Mapping[str, str]) -> list[str]:
    """Return the headers of the columns that are not read, except blank ones."""
    used = {" ".join(header.split()) for header in columns}
    return [name for header in headers if (name := " ".join(header.split())) and name not in used]
