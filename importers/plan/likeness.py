"""Likely duplicates: two records that a person would consider the same, though they are written differently.

Only records at the same address, or with the same telephone number and no address, are compared, so that a list of thousands is
read in one pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from importers.fields import Target
from importers.identity import fold
from importers.places import addresses
from importers.records import Fields, NeedFit, Phone

NAMES_ALIKE = 90.0
"""The minimum similarity of two folded names, of 100; with less, "Bronx Unit 1" and "Bronx Unit 2" would be the same."""

MOST_COMPARED = 500
"""Records at one spot with which a new one is compared: a hotline's thousand entries must not need a million comparisons."""


@dataclass(frozen=True, slots=True)
class ResembledLine:
    """A row of the same list, by its line in the file."""

    line: int


@dataclass(frozen=True, slots=True)
class ResembledRecord:
    """A record of another list; `label` is its name with the list's: "Homework Club (county)"."""

    label: str


Resembled = ResembledLine | ResembledRecord
"""What a row that is held for review resembles, or what a duplicate repeats."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The parts of a record that are compared; `record` is the record itself, `source` is its list."""

    record: Resembled
    source: str
    organization: str
    service: str
    site: str
    street: str
    phones: frozenset[str]
    ages: tuple[object, object]
    needs: frozenset[str]
    confidential: bool = False
    categories: frozenset[str] = frozenset()

    def spots(self) -> Iterator[tuple[str, str]]:
        """Yield where it can be found: its street, else each of its telephone numbers, with the numbers in its names.

        Numbers distinguish units, sites and shifts, however similar the rest of two names is.
        """
        numbers = " ".join(
            sorted(word for word in f"{self.organization} {self.service}".split() if any(c.isdigit() for c in word))
        )
        for place in (self.street,) if self.street else self.phones:
            yield place, numbers


def likeness(record: Resembled, source: str, fields: Fields) -> Likeness:
    """Return what is compared for a record with these fields."""
    street = fields.get(Target.ADDRESS_ADDRESS_1)
    area = fields.get(Target.ADDRESS_POSTAL_CODE) or fold(fields.get(Target.ADDRESS_CITY))
    phones = fields.get(Target.PHONES) or ()
    needs = fields.get(Target.NEEDS) or ()
    categories = fields.get(Target.CATEGORIES) or ()
    return Likeness(
        record=record,
        source=source,
        organization=fold(fields.get(Target.ORGANIZATION_NAME)),
        service=fold(fields.get(Target.SERVICE_NAME)),
        site=fold(fields.get(Target.LOCATION_NAME)),
        street=f"{addresses.normal(street)}|{area}" if isinstance(street, str) and street else "",
        phones=frozenset(p.number for p in phones if isinstance(p, Phone)) if isinstance(phones, tuple) else frozenset(),
        ages=(fields.get(Target.SERVICE_MINIMUM_AGE), fields.get(Target.SERVICE_MAXIMUM_AGE)),
        needs=frozenset(n.slug for n in needs if isinstance(n, NeedFit)) if isinstance(needs, tuple) else frozenset(),
        confidential=bool(fields.get(Target.SERVICE_CONFIDENTIAL)),
        categories=frozenset(map(fold, categories)) if isinstance(categories, tuple) else frozenset(),
    )


def alike(one: Likeness, other: Likeness) -> bool:
    """Whether two records at one spot are likely the same: similar names, and no contradiction in whom they serve."""
    if _contradict(one, other):
        return False
    return _names(one.organization, other.organization) and _names(one.service, other.service) and _same_site(one, other)


def _contradict(one: Likeness, other: Likeness) -> bool:
    """Whether ages, needs or the list's categories differ, which makes two services; between two lists a blank contradicts nothing."""
    if one.source == other.source:
        return (one.ages, one.needs, one.categories) != (other.ages, other.needs, other.categories)
    ages = None not in one.ages and None not in other.ages and one.ages != other.ages
    return ages or bool(one.needs and other.needs and not one.needs & other.needs)


def _names(one: str, other: str) -> bool:
    return fuzz.token_sort_ratio(one, other, score_cutoff=NAMES_ALIKE) > 0


def _same_site(one: Likeness, other: Likeness) -> bool:
    return bool(one.street) or one.site == other.site


class Known:
    """Records by the spots where they can be found."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, str], list[Likeness]] = defaultdict(list)
        self._hidden: dict[str, list[Likeness]] = defaultdict(list)

    def add(self, record: Likeness) -> None:
        for spot in record.spots():
            self._at[spot].append(record)
        if record.confidential:
            self._hidden[record.organization].append(record)

    def like(self, record: Likeness) -> Likeness | None:
        """Return the first similar known record among the last MOST_COMPARED at its spot; None if there is none."""
        known = (other for spot in record.spots() for other in self._at.get(spot, ())[-MOST_COMPARED:])
        return next((other for other in known if alike(record, other)), None) or self._confidential(record)

    def _confidential(self, record: Likeness) -> Likeness | None:
        """Return a confidential record of the same name in another list, if this one would reveal where it is."""
        if record.confidential or not record.street:
            return None
        hidden = (other for other in self._hidden.get(record.organization, ())[-MOST_COMPARED:] if other.source != record.source)
        return next((other for other in hidden if _names(other.service, record.service)), None)
