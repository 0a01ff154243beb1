"""A listing as the boxes of a form, and reading the form: fields, and a sentence for each box that is not understood.

    form(fields)                                  ->  {"ages": "5 to 12", "schedules": "Monday to Friday, 9 am to 5 pm", …}
    read_form({"ages": "6-13"}, fields, today)    ->  Typed({"service.minimum_age": 6.0, …}, {})

A box, or a line of a box, whose text is unchanged keeps exactly its value, however the text would be read: opening a form and
saving it changes nothing.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from directory.listings.boxes import AGE_TARGETS, AGES, BOXES, BoxName, TypedError, one_line, read_ages, read_one, show, show_ages
from directory.listings.lines import LINES
from directory.listings.placement import POINT
from directory.listings.typed_times import overlapping
from directory.places.zips import center
from importers.fields import Target
from importers.places import points
from importers.problems import Severity
from importers.records import MODES, Fields, NeedFit, Value
from matching.needs import terms

Shown = str | tuple[str, ...]
Given = str | Sequence[str]
NEEDED = {
    Target.ORGANIZATION_NAME: "Write the name of the agency.",
    Target.SERVICE_NAME: "Write the name of the service.",
    Target.SERVICE_STATUS: "Choose whether the service is running.",
}


@dataclass(frozen=True, slots=True)
class TypedListing:
    """The contents of a form: `fields` by target, `errors` by box, each a sentence for the person who typed it."""

    fields: dict[Target, Value]
    errors: dict[str, str]


def form(fields: Fields) -> dict[str, Shown]:
    """Return what each box shows of a listing: texts, and for ticks what is ticked."""
    return {box.name: _shown(box.name, fields) for box in BOXES.values()}


def read_form(typed: Mapping[str, Given], known: Fields, today: datetime.date) -> TypedListing:
    """Return the fields typed into the boxes, where the listing is now `known` ({} for a new one).

    Boxes that are not in `typed` are left as they are, so a form that has ticks or a flag must send these blank too.
    """
    fields: dict[Target, Value] = {}
    errors: dict[str, str] = {}
    for name in (box.name for box in BOXES.values() if box.name in typed):
        try:
            fields |= _read(name, typed[name], known, today)
        except TypedError as error:
            errors[name] = str(error)
    for target, sentence in NEEDED.items():
        if target in typed and target not in errors and not fields.get(target):
            errors[target] = sentence
    _settle_hours(fields, known, errors)
    _settle_point(fields, known, errors)
    _settle_places(fields, known, errors)
    return TypedListing(fields, errors)


def _shown(name: BoxName, fields: Fields) -> Shown:
    if not isinstance(name, Target):
        return show_ages(*(fields.get(target) for target in AGE_TARGETS))
    items = _items(fields, name)
    if name == Target.NEEDS:
        return tuple(item.slug for item in items)
    if BOXES[name].control == "ticks":
        return tuple(items)
    return "\n".join(_line(name, item) for item in items) if name in LINES else show(name, fields.get(name))


def _read(name: BoxName, typed: Given, known: Fields, today: datetime.date) -> dict[Target, Value]:
    """Return the targets that one box fills."""
    if not isinstance(name, Target):
        return _read_ages(_one(typed), known)
    if BOXES[name].control == "ticks":
        return {name: _ticked(name, _lines(typed), known)}
    if name in LINES:
        return {name: _of_lines(name, _lines(typed), _items(known, name))}
    text = _one(typed)
    unchanged = _plain(text) == _plain(str(_shown(name, known)))
    if unchanged:
        return {name: known.get(name)}
    if BOXES[name].control == "flag" and not text:
        return {name: False}
    return {name: read_one(name, text.strip(), today)}


def _read_ages(text: str, known: Fields) -> dict[Target, Value]:
    if _plain(text) == _plain(str(_shown(AGES, known))):
        return {target: known.get(target) for target in AGE_TARGETS}
    found = read_ages(one_line(text))
    return dict(zip(AGE_TARGETS, (found.minimum, found.maximum), strict=True))


def _one(typed: Given) -> str:
    """Return the text of a box that holds one value: the last of several with its name, as browsers send a ticked flag."""
    text = typed if isinstance(typed, str) else next(reversed(typed), "")
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _lines(typed: Given) -> list[str]:
    texts = [typed] if isinstance(typed, str) else typed
    return [line for text in texts for each in text.splitlines() if (line := one_line(each))]


def _plain(text: str) -> str:
    """Return a text without what browsers change."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n"))


def _items(fields: Fields, name: Target) -> tuple[Any, ...]:
    value = fields.get(name)
    return value if isinstance(value, tuple) else ()


def _line(name: Target, item: Any) -> str:
    """Return the line of an item; an empty item has a line too, or saving the form would lose it."""
    return one_line(LINES[name].write(item)) or "—"


def _of_lines(name: Target, lines: Sequence[str], known: Sequence[Any]) -> Value:
    """Return the items of the lines; an unchanged line keeps its item."""
    there: dict[str, list[Any]] = defaultdict(list)
    for item in known:
        there[_line(name, item)].append(item)
    found: list[Any] = []
    for line in lines:
        if there.get(line):
            found.append(there[line].pop(0))
        else:
            found += [item for item in LINES[name].read(line) if item not in found]
    return tuple(found)


def _ticked(name: Target, ticked: Sequence[str], known: Fields) -> Value:
    """Return what is ticked, in the order of what was ticked before; a need that was there keeps its certainty."""
    items = _items(known, name)
    before = {item.slug if isinstance(item, NeedFit) else item: item for item in items}
    possible = terms().keys() if name == Target.NEEDS else MODES
    if unknown := [one for one in ticked if one not in possible and one not in before]:
        raise TypedError(f"“{unknown[0][:60]}” is not to be chosen here. Choose from what is offered.")
    kept = [item for key, item in before.items() if key in ticked]
    fresh = [one for one in dict.fromkeys(ticked) if one not in before]
    found: Value = (*kept, *(NeedFit(slug) for slug in fresh)) if name == Target.NEEDS else (*kept, *fresh)
    return found


def _settle_places(fields: Mapping[Target, Value], known: Fields, errors: dict[str, str]) -> None:
    """Check that no more places are free than there are, where either number was changed."""
    free, in_all = ({**known, **fields}.get(target) for target in (Target.CAPACITY_AVAILABLE, Target.CAPACITY_MAXIMUM))
    changed = any(fields.get(t, known.get(t)) != known.get(t) for t in (Target.CAPACITY_AVAILABLE, Target.CAPACITY_MAXIMUM))
    if changed and isinstance(free, float) and isinstance(in_all, float) and free > in_all:
        errors.setdefault(
            Target.CAPACITY_AVAILABLE, f"{free:,.0f} openings are more than the {in_all:,.0f} places in all. Check both numbers."
        )


def _settle_hours(fields: Mapping[Target, Value], known: Fields, errors: dict[str, str]) -> None:
    """Check that times that were typed do not overlap on a day."""
    said = overlapping(_items(fields, Target.SCHEDULES), _items(known, Target.SCHEDULES))
    if said and Target.SCHEDULES not in errors:
        errors[Target.SCHEDULES] = said


def _settle_point(fields: dict[Target, Value], known: Fields, errors: dict[str, str]) -> None:
    """Check that a point has two numbers and is where students are, and that without one, a new ZIP is on the map."""
    north, east = ({**known, **fields}.get(target) for target in POINT)
    if not errors.keys() & set(POINT) and (north is None) != (east is None):
        missing = POINT[0] if north is None else POINT[1]
        errors[missing] = "A point needs both numbers: write this one too, or take the other one out."
    elif any(fields.get(target) not in (None, known.get(target)) for target in POINT):
        # Numbers in the wrong order, or without their minus, are recognized by the country that they would be in.
        reading = points.read_pair(str(north), str(east))
        if reading.value is None or any(trouble.severity == Severity.WARNING for trouble in reading.troubles):
            errors[POINT[0]] = f"The point {north}, {east} lies outside the United States. Check both numbers."
        else:
            fields |= dict(zip(POINT, (reading.value.latitude, reading.value.longitude), strict=True))
    code = fields.get(Target.ADDRESS_POSTAL_CODE)
    if isinstance(code, str) and code != known.get(Target.ADDRESS_POSTAL_CODE) and north is None and center(code) is None:
        errors[Target.ADDRESS_POSTAL_CODE] = f"ZIP {code} is not on the map. Check its digits, or give the point too."
