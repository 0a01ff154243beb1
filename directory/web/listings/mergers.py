"""The merging of two duplicate records: the other one is looked up, then the user chooses for each difference which is right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from directory.errors import RefusedError, UnknownError, UsageError
from directory.listings.boxes import AGE_TARGETS, AGES
from directory.listings.cards import cards
from directory.listings.duplicates import likely_same
from directory.listings.edits import version_of
from directory.listings.form import form
from directory.listings.mergers import merge
from directory.listings.value_lines import differing
from directory.storage.listings.catalog import CatalogFilters, browse
from directory.storage.listings.edits import merged_into
from directory.storage.listings.facts import Listing
from directory.storage.listings.organizations import organization
from directory.storage.listings.records import opened
from directory.web.core import notices
from directory.web.core.request import Answer, Asked, Page, Redirect
from directory.web.core.routes import get, post
from directory.web.listings.layout import LABELS, TARGET_LABELS, position
from directory.web.listings.listing import badges_of
from directory.web.listings.words import lines_of
from importers.fields import Target

LONGEST = 200
POINT = (Target.LOCATION_LATITUDE, Target.LOCATION_LONGITUDE, Target.LOCATION_PRECISION)
ADDRESS = tuple(target for target in TARGET_LABELS if target.startswith("address."))
WAYS = ("keep", "take", "both")
PLACE = "place"
# Half of one address and half of another make no address: what belongs together is chosen together.
_PARTS: Mapping[str, tuple[Target, ...]] = {AGES: AGE_TARGETS, PLACE: (*ADDRESS, *POINT)}
_NAMES = {AGES: "Ages", PLACE: "Address"}
_GROUP_OF = {target: name for name, targets in _PARTS.items() for target in targets}

notices.add({"record_merged": "Merged: this is the record that is kept. “History” takes it back."})


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference between two records in targets that belong together; `way` is the chosen one of `ways`."""

    name: str
    label: str
    targets: tuple[Target, ...]
    mine: tuple[str, ...]
    other: tuple[str, ...]
    ways: tuple[str, ...]
    way: str


@get("/directory/{record_id:str}/merge", may="directory")
def look(asked: Asked, record_id: str) -> Answer:
    if kept := merged_into(asked.session, record_id):
        return Redirect(f"/directory/{kept}", done="record_moved")
    other_id, words = asked.word("with"), asked.word("words")[:LONGEST]
    if other_id:
        return _side_by_side(asked, record_id, other_id)
    fields = opened(asked.session, record_id)
    found = browse(asked.session, CatalogFilters(words=words), asked.today) if words else None
    likely = cards(asked.session, likely_same(asked.session, record_id), asked.today)
    shown = {
        "record_id": record_id,
        "fields": fields,
        "words": words,
        "found": [one for one in found.records if one.id != record_id] if found else [],
        "count": found.count if found else 0,
        "likely": list(likely.values()),
    }
    return Page("listings/merge_search.html", shown)


@post("/directory/{record_id:str}/merge", may="directory")
def merge_them(asked: Asked, record_id: str) -> Answer:
    other_id = asked.form.one("with")
    mine = opened(asked.session, record_id)
    if not other_id:
        raise UsageError("Choose the other record first: look for it by its name.")
    other = opened(asked.session, other_id)
    for one in (record_id, other_id):
        if merged_into(asked.session, one):
            raise RefusedError("One of these was merged into another record meanwhile. Open it again from the directory.")
    if asked.form.get("version") != _version(mine, other):
        return _side_by_side(asked, record_id, other_id, status=409)
    found = _differences(mine, other, asked)
    edit_id = merge(
        asked.session,
        record_id,
        other_id,
        choices=_targets(found, "take"),
        unite=_targets(found, "both"),
        staff_id=asked.me.staff_id,
        now=asked.now,
    )
    asked.changed("directory.merged", subject=f"record:{record_id}", detail=f"record:{other_id} was merged into it ({edit_id})")
    return Redirect(f"/directory/{record_id}", done="record_merged")


def _side_by_side(asked: Asked, record_id: str, other_id: str, status: int = 200) -> Page:
    if merged_into(asked.session, other_id):
        raise RefusedError("The other record was merged into another one already. Choose that one instead.")
    if record_id == other_id:
        raise UsageError("This is one and the same record. Choose another one to merge with it.")
    mine, other = opened(asked.session, record_id), _other(asked, other_id)
    found = _differences(mine, other, asked)
    shown = {
        "record_id": record_id,
        "other_id": other_id,
        "sides": [(mine, badges_of(asked, mine)), (other, badges_of(asked, other))],
        "service": [one for one in found if not one.name.startswith("organization.")],
        "agency_differences": [one for one in found if one.name.startswith("organization.")],
        "agency": organization(asked.session, str(mine[Target.ORGANIZATION_ID])),
        "version": _version(mine, other),
        "meanwhile": status == 409,
    }
    return Page("listings/merge.html", shown, status)


def _other(asked: Asked, other_id: str) -> Listing:
    try:
        return opened(asked.session, other_id)
    except UnknownError as error:
        raise UnknownError("The other record is not in the directory (any more). Choose another one.") from error


def _version(mine: Listing, other: Listing) -> str:
    return f"{version_of(mine)}-{version_of(other)}"


def _differences(mine: Listing, other: Listing, asked: Asked) -> list[Difference]:
    """Return the differences in the order of the form, each with the way that was chosen or that is probably right."""
    found: dict[str, list[Target]] = {}
    for target in sorted(set(differing(mine, other)) & TARGET_LABELS.keys(), key=position):
        found.setdefault(_GROUP_OF.get(target, target), []).append(target)
    return [_difference(name, targets, mine, other, asked) for name, targets in found.items()]


def _difference(name: str, targets: list[Target], mine: Listing, other: Listing, asked: Asked) -> Difference:
    here, there = _lines(name, targets, mine), _lines(name, targets, other)
    several = isinstance(mine.get(targets[0]), tuple) and bool(here and there)
    ways = WAYS if several else WAYS[:2]
    chosen = asked.form.one(name)
    likely = "keep" if here or any(mine.get(target) for target in _PARTS.get(name, ())) else "take"
    return Difference(
        name, _NAMES.get(name) or LABELS[targets[0]], tuple(targets), here, there, ways, chosen if chosen in ways else likely
    )


def _lines(name: str, targets: list[Target], fields: Listing) -> tuple[str, ...]:
    if name == AGES:
        return tuple(filter(None, [str(form(fields)[AGES])]))
    if name != PLACE:
        return lines_of(targets[0], fields.get(targets[0]))
    point = ", ".join(f"{fields[target]:.4f}" for target in POINT[:2] if fields.get(target) is not None)
    known = "; ".join(lines_of(POINT[2], fields.get(POINT[2])))
    where = tuple(f"On the map: {point} ({known})" if known else f"On the map: {point}" for _ in [point] if point)
    return tuple(line for target in ADDRESS for line in lines_of(target, fields.get(target))) + where


def _targets(found: list[Difference], way: str) -> set[Target]:
    return {target for one in found if one.way == way for target in one.targets}
