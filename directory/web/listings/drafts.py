"""What was typed into the form of a record, kept despite any errors, and merged with what others changed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from directory.accounts import schools
from directory.form_fields import repeated
from directory.listings.boxes import BOXES
from directory.listings.edits import version_of
from directory.listings.form import TypedListing, form, read_form
from directory.listings.value_lines import unplain
from directory.storage.listings.facts import Listing
from directory.storage.listings.history import HistoryEntry, history
from directory.web.core.forms import Form
from directory.web.listings import words
from directory.web.listings.layout import LABELS, ORGANIZATION, SERVICE, Section, rows
from importers.fields import TARGETS, Target
from matching.needs import DOMAINS, terms

Boxes = dict[str, str | tuple[str, ...]]
LONGEST_LINE, LONGEST_AREA = 300, 20_000


@dataclass(frozen=True, slots=True)
class ConflictingBox:
    """A box that somebody else changed meanwhile; `kept` says that what was typed here stays, because it was changed here too."""

    label: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    kept: bool


def typed_of(sent: Form, sections: Iterable[Section]) -> Boxes:
    """Return what a form says in each of its boxes."""
    names = [name for section in sections for name in section.names()]
    return {name: tuple(sent.all(name)) if BOXES[name].control == "ticks" else sent.get(name) for name in names}


def read(sent: Form, typed: Boxes, known: Listing, today: datetime.date) -> TypedListing:
    """Return the fields and the errors of what was typed, including texts that are too long and different ones for one box."""
    found, before = read_form(typed, known, today), form(known)
    one_value = [name for name in typed if BOXES[name].control != "ticks"]
    too_long = {name: words for name, given in typed.items() if given != before.get(name) and (words := _too_long(name, given))}
    return TypedListing(found.fields, in_order(too_long | found.errors | repeated(sent.values, one_value)))


def _too_long(name: str, given: str | tuple[str, ...]) -> str | None:
    most = LONGEST_LINE if BOXES[name].control == "line" else LONGEST_AREA
    return f"This has more than {most:,} letters. Shorten it." if isinstance(given, str) and len(given) > most else None


def in_order(errors: Mapping[str, str]) -> dict[str, str]:
    """Return the errors of boxes in the order of the form."""
    return {name: errors[name] for section in (*SERVICE, ORGANIZATION) for name in section.names() if name in errors}


def seen(entries: Sequence[HistoryEntry]) -> str:
    """Return a mark of the newest entry of a history, to tell later which entries came after it."""
    return "|".join(map(str, entries[0].order)) if entries else ""


def newer(entries: Sequence[HistoryEntry], mark: str) -> list[HistoryEntry]:
    """Return the entries that came after the marked one."""
    return [entry for entry in entries if "|".join(map(str, entry.order)) != mark and _order(mark) < entry.order]


def _order(mark: str) -> tuple[int, int, str]:
    after, _, rest = mark.partition("|")
    kind, _, key = rest.partition("|")
    return (int(after), int(kind), key) if after.isdecimal() and kind.isdecimal() else (0, 0, "")


def put_together(
    session: Session, record_id: str, typed: Boxes, known: Listing, *, version: str, mark: str
) -> tuple[Boxes, list[ConflictingBox]]:
    """Merge what was typed with what others changed since: theirs if nothing was typed, ours if both changed a box.

    If it is no longer known what the form was opened with, everything typed stays and no changes are listed.
    """
    original = dict(known)
    for entry in newer(history(session, record_id), mark):
        original |= {target: unplain(name, old) for name, (old, _) in entry.changes.items() if (target := TARGETS.get(name))}
    if version_of(original) != version:
        return typed, []
    before, now = form(original), form(known)
    merged, found = dict(typed), []
    for name in typed:
        if now[name] == before[name]:
            continue
        mine = not _same(typed[name], before[name]) and not _same(typed[name], now[name])
        merged[name] = typed[name] if mine else now[name]
        found.append(ConflictingBox(LABELS[name], _lines(name, before[name]), _lines(name, now[name]), mine))
    return merged, found


def _same(one: str | tuple[str, ...], other: str | tuple[str, ...]) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    return set(one) == set(other)


def _lines(name: str, box: str | tuple[str, ...]) -> tuple[str, ...]:
    if name == "needs":
        return tuple(terms()[slug].english if slug in terms() else slug for slug in box)
    codes = words.CHOICES.get(name, {})
    return tuple(codes.get(line, line) for line in (box.splitlines() if isinstance(box, str) else box))


def shown(session: Session, sections: Sequence[Section], boxes: Boxes, errors: Mapping[str, str]) -> dict[str, Any]:
    """Return the values for the form's template."""
    school = boxes.get(Target.SERVICE_SCHOOL, "")
    names = [one.name for one in schools.all_schools(session)]
    return {
        "sections": sections,
        "rows": rows,
        "boxes": boxes,
        "filled_in": {name for name, box in boxes.items() if box},
        "errors": errors,
        "choices": {name: [(code, _choice(name, code)) for code in box.choices] for name, box in BOXES.items() if box.choices},
        "schools": [(name, name) for name in (*names, *([school] if school and school not in names else []))],
        "domains": _domains(),
        "other_needs": [slug for slug in boxes.get("needs", ()) if slug not in terms()],
    }


def _choice(name: str, code: str) -> str:
    return words.CHOICES.get(name, {}).get(code, code)


def _domains() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the name of each domain with its needs."""
    return [
        (name, [(slug, term.english) for slug, term in terms().items() if term.domain == domain])
        for domain, (name, _) in DOMAINS.items()
    ]
