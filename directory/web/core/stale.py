"""A save from an outdated page: what was typed is shown beside what is saved now, field by field, and nothing is lost.

A form carries the version that it was opened with (storage.versions), which decides, and the values that its boxes had then,
which serve only to show who changed what.
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
    """The labels of a form's boxes, in order, and the words for the codes that some of them hold."""

    labels: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def lines(self, name: str, box: Box) -> tuple[str, ...]:
        """Return the value of a box as people read it."""
        words = self.choices.get(name, {})
        return tuple(words.get(line, line) for line in (box.splitlines() if isinstance(box, str) else box))


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A box that somebody changed: `by` says who; `opened` is None if its original value is not known."""

    label: str
    opened: tuple[str, ...] | None
    saved: tuple[str, ...]
    typed: tuple[str, ...]
    by: Literal["you", "them", "both"]


@dataclass(frozen=True, slots=True)
class Stale:
    """What the page of a refused save shows above its form; `boxes` are the new values of the form.

    There, a box that only they changed has their value; every other box has what was typed. `who` and `at` are those of the last
    change in the audit log since the form was opened.
    """

    rows: tuple[DifferenceRow, ...]
    boxes: Boxes
    who: str | None
    at: datetime.datetime | None

    @property
    def both(self) -> int:
        """The number of boxes that both changed."""
        return sum(row.by == "both" for row in self.rows)


def carried(asked: Asked, version: str, boxes: Boxes) -> dict[str, str]:
    """Return the hidden fields of a form that is opened now."""
    return {"version": version, "opened": json.dumps({"at": asked.now.isoformat(), "boxes": boxes}, ensure_ascii=False)}


def carried_on(form: Form) -> dict[str, str]:
    """Return the hidden fields of a form that is shown again to fix mistakes: what it was opened with stays the same."""
    return {"version": form.get("version"), "opened": form.get("opened")}


def shown_before(form: Form) -> frozenset[str]:
    """Return the texts that the boxes had when the form was opened, which nobody typed this time."""
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
    """Compare what was typed with what is saved; `actions` are the audit actions, on a student or a subject, that change it."""
    since, opened = _opened(asked.form)
    rows, boxes = [], dict(typed)
    for name, label in shape.labels.items():
        theirs, before = saved[name], opened.get(name)
        # A form without this box did not change it.
        mine = typed.get(name, theirs if before is None else before)
        by = _by(before, mine, theirs)
        if by is None:
            continue
        if by == "them":
            boxes[name] = theirs
        known = None if before is None else shape.lines(name, before)
        rows.append(DifferenceRow(label, known, shape.lines(name, theirs), shape.lines(name, mine), by))
    last = audit.last(asked.session, actions, since=since, student_id=student_id, subject=subject) if since else None
    return Stale(tuple(rows), boxes, last.staff_name if last else None, last.at if last else None)


def _by(before: Box | None, mine: Box, theirs: Box) -> Literal["you", "them", "both"] | None:
    """Return who changed a box; None if nobody did, or if both made the same change."""
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
    """Return when a form was opened and what its boxes held, as far as the browser returned it intact."""
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
    """Return the page for a button clicked on an outdated page: `wanted` is what was asked for, `now` what is saved, by label.

    The user can confirm, which sends the same form with the new version.
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
