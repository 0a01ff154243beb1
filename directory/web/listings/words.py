"""Records in words for coordinators: values by target, the state of a record, what was done to it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from directory.finding.condition_words import MODES
from directory.listings.form import form
from directory.listings.value_lines import say, unplain
from directory.models.codes import EditKind
from directory.storage.listings.edits import Changes
from directory.storage.listings.facts import Listing
from directory.web.listings.layout import LABELS, SECTIONS, position
from importers.fields import Target
from matching.freshness import is_stale

STATUSES = {
    "active": "Running",
    "inactive": "Hidden",
    "temporarily closed": "Closed for a time",
    "defunct": "Closed for good",
}
CHOICES: Mapping[str, Mapping[str, str]] = {
    Target.SERVICE_STATUS: STATUSES | {"inactive": "Not running: hidden from searches"},
    Target.LOCATION_LOCATION_TYPE: {"physical": "A place to go to", "postal": "For mail only", "virtual": "Online only"},
    Target.LOCATION_PRECISION: {
        "address": "the address itself",
        "zip": "the middle of its ZIP",
        "city": "the middle of its city",
    },
    "modes": MODES,
}
"""The words for codes, by target and code."""

DONE = {
    EditKind.ADDED: "Added",
    EditKind.ACCEPTED: "Taken over from a row that waited",
    EditKind.CORRECTED: "Corrected",
    EditKind.CONFIRMED: "Confirmed",
    EditKind.HIDDEN: "Hidden",
    EditKind.SHOWN: "Shown again",
    EditKind.MERGED: "Merged with another record",
    EditKind.MERGED_AWAY: "Merged into another record",
    EditKind.TAKEN_BACK: "A correction was undone",
    "imported": "Imported",
    "updated": "Changed by an import",
}
"""The name of each kind of entry in a history."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one target: the lines before and after it."""

    target: str
    label: str
    old: tuple[str, ...]
    new: tuple[str, ...]


def lines_of(target: str, value: Any) -> tuple[str, ...]:
    """Return the lines of a target's value, with codes as words; () if it is empty."""
    words = CHOICES.get(target, {})
    return tuple(words.get(line, line) for line in say(target, value))


def changes(found: Changes) -> list[Change]:
    """Return the changes in an entry of a history, in the order of the form."""
    known = sorted((target for target in LABELS if target in found), key=position)
    return [
        Change(target, LABELS[target], *(lines_of(target, unplain(target, value)) for value in found[target])) for target in known
    ]


def facts(fields: Listing) -> Iterator[tuple[str, list[tuple[str, tuple[str, ...]]], list[str]]]:
    """Yield each section of the form: its heading, the filled-in values by label, and the labels of usual values that are
    missing.
    """
    boxes = form(fields)
    for section in SECTIONS:
        said, missing = [], []
        for entry in (*section.entries, *section.more):
            # Both ages share one box.
            if isinstance(entry.name, Target):
                known = lines_of(entry.name, fields.get(entry.name))
            else:
                known = tuple(str(boxes[entry.name]).splitlines())
            if known and known != ("no",):
                said.append((LABELS[entry.name], known))
            elif entry in section.entries and entry.control != "flag" and entry.name not in SELDOM:
                missing.append(LABELS[entry.name])
        yield section.title, said, missing


SELDOM = frozenset(
    (
        Target.SERVICE_SCHOOL,
        Target.SERVICE_ALERT,
        Target.ADDRESS_ADDRESS_2,
        Target.CAPACITY_AVAILABLE,
        Target.CAPACITY_MAXIMUM,
        Target.CAPACITY_UPDATED,
        Target.LOCATION_NAME,
        "contacts",
    )
)
"""Boxes that many records rightly leave blank."""


def badges(
    *, status: str | None, confidential: bool, do_not_refer: bool, assured: datetime.date | None, today: datetime.date
) -> list[tuple[str, str]]:
    """Return the words and the CSS class of each badge of a record."""
    known = status or "active"
    found = (
        (STATUSES.get(known, known), "fail", known != "active"),
        ("Do not refer", "fail", do_not_refer),
        ("Confidential", "soon", confidential),
        ("Stale: not confirmed for a year", "unknown", known == "active" and is_stale(assured, today)),
    )
    return [(words, of) for words, of, shown in found if shown]
