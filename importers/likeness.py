"""Likely duplicates: two records that a person would take for one, though they are not written alike.

Only records at one address, or behind one telephone number without an address, are compared, so that a list of
thousands is read in one pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from importers.identity import fold
from importers.records import Fields, NeedFit, Phone
from importers.values import addresses

NAMES_ALIKE = 90.0
"""How alike two folded names must be, of 100; below it "Bronx Unit 1" and "Bronx Unit 2" would be one."""

MOST_COMPARED = 500
"""Records at one spot with which a new one is compared: a hotline's thousand entries must not cost a million looks."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is compared of a record; `label` names it to a person, `source` is the list it stands in."""

    label: str
    source: str
    organization: str
    service: str
    site: str
    street: str
    phones: frozenset[str]
    ages: tuple[object, object]
    needs: frozenset[str]
    confidential: bool = False

    def spots(self) -> Iterator[tuple[str, str]]:
        """Where it can be met: its street, else each of its telephone numbers, with the numbers in its names.

        Numbers tell units, sites and shifts apart, however alike the rest of two names is.
        """
        numbers = " ".join(
            sorted(word for word in f"{self.organization} {self.service}".split() if any(c.isdigit() for c in word))
        )
        for place in (self.street,) if self.street else self.phones:
            yield place, numbers


def likeness(label: str, source: str, fields: Fields) -> Likeness:
    """What is compared of a record with these fields."""
    street = fields.get("address.address_1")
    area = fields.get("address.postal_code") or fold(fields.get("address.city"))
    phones = fields.get("phones") or ()
    needs = fields.get("needs") or ()
    return Likeness(
        label=label,
        source=source,
        organization=fold(fields.get("organization.name")),
        service=fold(fields.get("service.name")),
        site=fold(fields.get("location.name")),
        street=f"{addresses.normal(street)}|{area}" if isinstance(street, str) and street else "",
        phones=frozenset(p.number for p in phones if isinstance(p, Phone)) if isinstance(phones, tuple) else frozenset(),
        ages=(fields.get("service.minimum_age"), fields.get("service.maximum_age")),
        needs=frozenset(n.slug for n in needs if isinstance(n, NeedFit)) if isinstance(needs, tuple) else frozenset(),
        confidential=bool(fields.get("service.confidential")),
    )


def alike(one: Likeness, other: Likeness) -> bool:
    """Whether two records met at one spot are likely one: alike in names, and not said to be for others."""
    if _contradict(one, other):
        return False
    return _names(one.organization, other.organization) and _names(one.service, other.service) and _same_site(one, other)


def _contradict(one: Likeness, other: Likeness) -> bool:
    """Other ages or other needs make two services; between two lists a blank contradicts nothing."""
    if one.source == other.source:
        return one.ages != other.ages or one.needs != other.needs
    ages = None not in one.ages and None not in other.ages and one.ages != other.ages
    return ages or bool(one.needs and other.needs and not one.needs & other.needs)


def _names(one: str, other: str) -> bool:
    return fuzz.token_sort_ratio(one, other, score_cutoff=NAMES_ALIKE) > 0


def _same_site(one: Likeness, other: Likeness) -> bool:
    return bool(one.street) or one.site == other.site


class Known:
    """Records by the spots where they can be met."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, str], list[Likeness]] = defaultdict(list)
        self._hidden: dict[str, list[Likeness]] = defaultdict(list)

    def add(self, record: Likeness) -> None:
        for spot in record.spots():
            self._at[spot].append(record)
        if record.confidential:
            self._hidden[record.organization].append(record)

    def like(self, record: Likeness) -> Likeness | None:
        """The first known record that this one is likely the same as, of the MOST_COMPARED that were met last at its spot."""
        known = (other for spot in record.spots() for other in self._at.get(spot, ())[-MOST_COMPARED:])
        return next((other for other in known if alike(record, other)), None) or self._confidential(record)

    def _confidential(self, record: Likeness) -> Likeness | None:
        """A confidential record of the same name in another list, where this one would tell where it is."""
        if record.confidential or not record.street:
            return None
        hidden = (other for other in self._hidden.get(record.organization, ())[-MOST_COMPARED:] if other.source != record.source)
        return next((other for other in hidden if _names(other.service, record.service)), None)
