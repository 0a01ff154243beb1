"""What a roster said about a student, which is kept for the next roster: as text that is sealed, and its inverse."""

from __future__ import annotations

import datetime
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from importers.roster.row import Fields, RosterGuardian

_DATES = frozenset({"birth_date"})


@dataclass(frozen=True, slots=True, repr=False)
class RosterStatement:
    """What the roster last said about a student; `signs` are those by which siblings are linked."""

    fields: Fields = field(default_factory=dict)
    school_id: str | None = None
    left: bool = False
    guardians: tuple[RosterGuardian, ...] = ()
    signs: frozenset[str] = frozenset()


def written(said: RosterStatement) -> str:
    """Return the text; equal input gives equal text."""
    told = {
        "fields": {name: value for name, value in said.fields.items() if value},
        "school": said.school_id,
        "left": said.left,
        "guardians": [{k: v for k, v in asdict(guardian).items() if v} for guardian in said.guardians],
        "signs": sorted(said.signs),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=datetime.date.isoformat)


def read(text: str) -> RosterStatement:
    """Return what `written` wrote."""
    told = json.loads(text)
    guardians = tuple(RosterGuardian(**{k: _value(k, v) for k, v in guardian.items()}) for guardian in told["guardians"])
    fields = {name: _value(name, value) for name, value in told["fields"].items()}
    return RosterStatement(fields, told["school"], told["left"], guardians, frozenset(told["signs"]))


def _value(name: str, held: Any) -> Any:
    if isinstance(held, list):
        return tuple(held)
    return datetime.date.fromisoformat(held) if name in _DATES else held
