"""The crisis card: what stands above everything where words tell of danger."""

from __future__ import annotations

from dataclasses import dataclass

CARD = (
    "If someone is in danger now, call 911.",
    "Call or text 988 (Suicide and Crisis Lifeline), day or night, in English or Spanish.",
    "Stay with the student, and tell your school's crisis lead before anything else.",
)


@dataclass(frozen=True, slots=True)
class Crisis:
    """The words that called it up, and the card's lines."""

    heard: tuple[str, ...]
    lines: tuple[str, ...]


def crisis_card(heard: tuple[str, ...], district_text: str | None) -> Crisis | None:
    """The card for the safety words that were heard, the district's own text last; None where there were none."""
    if not heard:
        return None
    return Crisis(heard, (*CARD, district_text) if district_text else CARD)
