"""A save from a page that is no longer true: what was typed beside what is saved now, field by field, and nothing is lost.

A form carries the version that it was opened with (storage.versions), which decides, and what its boxes held then, which
only serves to tell who changed what.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from directory.accounts import audit
from directory.web.core.forms import Form
from directory.web.core.request import Asked, Page

Box = str | tuple[str, ...]
Boxes = Mapping[str, Box]


@dataclass(frozen=True, slots=True)
class Shape:
    """The boxes of a form in their order, by label, with the words for the codes that some hold."""

    labels: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def lines(self, name: str, box: Box) -> tuple[str, ...]:
        """What a box holds, as people read it."""
        words = self.choices.get(name, {})
        return tuple(words.get(line, line) for line in (box.splitlines() if isinstance(box, str) else box))


@dataclass(frozen=True, slots=True)
class Row:
    """A box that somebody changed: `by` says who did; `opened` is None where it is not known what it held."""

    label: str
    opened: tuple[str, ...] | None
    saved: tuple[str, ...]
    typed: tuple[str, ...]
    by: Literal["you", "them", "both"]


@dataclass(frozen=True, slots=True)
class Stale:
    """What the page of a refused save shows above its form; `boxes` are what the form holds then.

    In these, a box that only they changed holds theirs, and any other what was typed. `who` and `at` are of the last change
    that the audit log knows since the form was opened.
    """

    rows: tuple[Row, ...]
    boxes: Boxes
    who: str | None
    at: datetime.datetime | None

    @property
    def both(self) -> int:
        """How many boxes both changed."""
        return sum(row.by == "both" for row in self.rows)


def carried(asked: Asked, version: str, boxes: Boxes) -> dict[str, str]:
    """The hidden fields of a form that is opened now."""
    return {"version": version, "opened": json.dumps({"at": asked.now.isoformat(), "boxes": boxes}, ensure_ascii=False)}


def carried_on(form: Form) -> dict[str, str]:
    """The hidden fields of a form whose mistakes are being mended: what it was opened with stays the same."""
    return {"version": form.get("version"), "opened": form.get("opened")}


def shown_before(form: Form) -> frozenset[str]:
    """The texts with which the boxes of a form were opened: nobody typed them now."""
    _, boxes = _opened(form)
    return frozenset(box for box in boxes.values() if isinstance(box, str))


def put_together(
    asked: Asked,
    shape: Shape,
    typed: Boxes,
    saved: Boxes,
    *,
    actions: Collection[str],
    student_id: str | None = None,
    subject: str | None = None,
) -> Stale:
    """What was typed and what is saved, side by side; `actions` of the audit log, about a student or a subject, change it."""
    since, opened = _opened(asked.form)
    rows, boxes = [], dict(typed)
    for name, label in shape.labels.items():
        theirs, before = saved[name], opened.get(name)
        # What only stands beside the form was not typed.
        mine = typed.get(name, theirs if before is None else before)
        by = _by(before, mine, theirs)
        if by is None:
            continue
        if by == "them":
            boxes[name] = theirs
        known = None if before is None else shape.lines(name, before)
        rows.append(Row(label, known, shape.lines(name, theirs), shape.lines(name, mine), by))
    last = audit.last(asked.session, actions, since=since, student_id=student_id, subject=subject) if since else None
    return Stale(tuple(rows), boxes, last.staff_name if last else None, last.at if last else None)


def _by(before: Box | None, mine: Box, theirs: Box) -> Literal["you", "them", "both"] | None:
    """Who changed a box; None where nobody did, or both to the same."""
    if _same(mine, theirs):
        return None
    if before is None:
        return "both"
    if _same(mine, before):
        return "them"
    return "you" if _same(theirs, before) else "both"


def _same(one: Box, other: Box) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    return set(one) == set(other)


def _opened(form: Form) -> tuple[datetime.datetime | None, dict[str, Box]]:
    """When a form was opened and what its boxes held, as far as the browser brought it back whole."""
    try:
        told = json.loads(form.get("opened"))
        at = datetime.datetime.fromisoformat(told["at"]).replace(tzinfo=None)
        boxes = {str(name): _box(held) for name, held in told["boxes"].items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        return None, {}
    return at, boxes


def _box(held: object) -> Box:
    return tuple(map(str, held)) if isinstance(held, list) else str(held)


def clicked(asked: Asked, *, wanted: str, now: Iterable[tuple[str, Sequence[str]]], version: str, back: str, button: str) -> Page:
    """The page of a button that stood on an older page: `wanted` is what was asked, `now` what is saved, by label.

    The same can be sent once more, knowingly, with the new version.
    """
    again = [(name, value) for name, value in asked.form.typed() if name not in {"version", "opened"}]
    shown = {
        "wanted": wanted,
        "now": list(now),
        "again": [*again, ("version", version)],
        "action": asked.path,
        "back": back,
        "button": button,
    }
    return Page("stale.html", shown, 409)
