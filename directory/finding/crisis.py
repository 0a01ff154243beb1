"""What is shown if words report danger: the crisis card above everything, or one quiet line that asks."""

from __future__ import annotations

from dataclasses import dataclass

from directory.district_settings.default_protocols import DEFAULT_PROTOCOLS
from directory.district_settings.effective import DistrictSettings
from matching.danger import Danger, Level

CARD = (
    "If someone is in danger now, call 911.",
    "Call or text 988 (Suicide and Crisis Lifeline), day or night, in English or Spanish.",
    "Stay with the student, and tell your school's crisis lead before anything else.",
)
QUESTION = ("Is somebody in danger? Ask today. Call or text 988, day or night; 911 if it is happening now.",)


@dataclass(frozen=True, slots=True)
class Crisis:
    """How prominently to say it, the kind of danger, the words that reported it, and the lines.

    The kind is one of matching.danger.KINDS, or "" if only the level is known.
    """

    level: Level
    kind: str
    heard: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def now(self) -> bool:
        return self.level is Level.NOW


def crisis_card(danger: Danger | None, district: DistrictSettings | None) -> Crisis | None:
    """Return the card, with what the district adds last, or the quiet line; None if there is no danger."""
    return Crisis(danger.level, danger.kind, danger.heard, _lines(danger.level, danger.kind, district)) if danger else None


def crisis_of_level(level: Level, district: DistrictSettings) -> Crisis:
    """Return the same if the kind of danger is not known."""
    return Crisis(level, "", (), _lines(level, None, district))


def card_lines(kind: str | None, district: DistrictSettings | None) -> tuple[str, ...]:
    """Return the lines of the card for a kind of danger, or None for any: the protocol and the district's own text come last.

    The protocol is the default one if the district has none of its own, or is not known.
    """
    if district is not None:
        return (*CARD, *district.crisis_lines(kind))
    protocol = DEFAULT_PROTOCOLS.get(kind or "")
    return (*CARD, protocol.line()) if protocol else CARD


def _lines(level: Level, kind: str | None, district: DistrictSettings | None) -> tuple[str, ...]:
    return card_lines(kind, district) if level is Level.NOW else QUESTION
