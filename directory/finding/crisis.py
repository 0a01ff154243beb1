"""What is shown if words report danger: the crisis card above everything, or one quiet line that asks."""

from __future__ import annotations

from dataclasses import dataclass

from matching.danger import Danger, Level

CARD = (
    "If someone is in danger now, call 911.",
    "Call or text 988 (Suicide and Crisis Lifeline), day or night, in English or Spanish.",
    "Stay with the student, and tell your school's crisis lead before anything else.",
)
QUESTION = ("Is somebody in danger? Ask today.",)


@dataclass(frozen=True, slots=True)
class Crisis:
    """How prominently to say it, the kind of danger (one of matching.danger.KINDS), the words that reported it, and the lines."""

    level: Level
    kind: str
    heard: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def now(self) -> bool:
        return self.level is Level.NOW


def crisis_card(danger: Danger | None, district_text: str | None) -> Crisis | None:
    """Return the card, with the district's own text last, or the quiet line; None if there is no danger."""
    if danger is None:
        return None
    card = (*CARD, district_text) if district_text else CARD
    return Crisis(danger.level, danger.kind, danger.heard, card if danger.level is Level.NOW else QUESTION)
