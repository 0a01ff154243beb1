"""What is shown if words report danger: the crisis card above everything, or one quiet line that asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from directory.district_settings.default_protocols import DEFAULT_PROTOCOLS
from directory.district_settings.effective import DistrictSettings
from directory.finding.protocol_lines import protocol_lines
from matching.danger import KINDS, Danger, Level
from matching.needs import asks_for_crisis

CARD = (
    "If someone is in danger now, call 911.",
    "Call or text 988 (Suicide and Crisis Lifeline), day or night, in English or Spanish.",
    "Stay with the student, and tell your school's crisis lead before anything else.",
)
QUESTION = ("Is somebody in danger? Ask today. Call or text 988, day or night; 911 if it is happening now.",)
ENGLISH = "en"

_CARDS: Mapping[str, tuple[str, ...]] = {
    ENGLISH: CARD,
    "es": (
        "Si alguien está en peligro ahora, llame al 911.",
        "Llame o mande un texto al 988 (línea de prevención del suicidio y crisis), de día o de noche, en español o en inglés.",
        "Quédese con el estudiante, y avise antes que nada a quien dirige las crisis en su escuela.",
    ),
}
_QUESTIONS: Mapping[str, tuple[str, ...]] = {
    ENGLISH: QUESTION,
    "es": (
        "¿Alguien está en peligro? Pregunte hoy. Llame o mande un texto al 988, de día o de noche; al 911 si está pasando ahora.",
    ),
}


@dataclass(frozen=True, slots=True)
class Crisis:
    """How prominently to say it, the kinds of danger, the words that reported it, and the lines in each language of staff.

    The kinds are of matching.danger.KINDS, the gravest first; there are none if only the level is known.
    """

    level: Level
    kinds: tuple[str, ...]
    heard: tuple[str, ...]
    spoken: Mapping[str, tuple[str, ...]]

    @property
    def now(self) -> bool:
        return self.level is Level.NOW

    @property
    def kind(self) -> str:
        """The gravest kind, or "" if only the level is known."""
        return self.kinds[0] if self.kinds else ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines in English."""
        return self.lines_in(ENGLISH)

    def lines_in(self, language: str) -> tuple[str, ...]:
        """Return the lines in a language, in English if there are none in it."""
        return self.spoken.get(language, self.spoken[ENGLISH])

    def as_json(self) -> dict[str, Any]:
        """Return it as defined by the command line's contract: the lines in English, and in each language."""
        return {
            "level": self.level.value,
            "kind": self.kind,
            "kinds": self.kinds,
            "heard": self.heard,
            "lines": self.lines,
            "spoken": dict(self.spoken),
        }


def crisis_card(danger: Danger | None, district: DistrictSettings | None) -> Crisis | None:
    """Return the card, with what the district adds last, or the quiet line; None if there is no danger."""
    return Crisis(danger.level, danger.kinds, danger.heard, _spoken(danger.level, danger.kinds, district)) if danger else None


def crisis_of_level(level: Level, district: DistrictSettings) -> Crisis:
    """Return the same if the kind of danger is not known."""
    return Crisis(level, (), (), _spoken(level, (), district))


def card_lines(kinds: Sequence[str], district: DistrictSettings | None, language: str = ENGLISH) -> tuple[str, ...]:
    """Return the lines of the card for some kinds of danger: the protocol of each and the district's own text come last.

    The protocols are the default ones if the district has none of its own, or is not known.
    """
    line_of = _default_line if district is None else district.protocol_line
    own = (district.crisis_text,) if district and district.crisis_text else ()
    protocols = {kind: line_of(kind, language) for kind in kinds}
    return (*_CARDS.get(language, CARD), *protocol_lines(protocols, language), *own)


def _default_line(kind: str, language: str) -> str:
    return DEFAULT_PROTOCOLS[kind].line(language)


def _spoken(level: Level, kinds: Sequence[str], district: DistrictSettings | None) -> Mapping[str, tuple[str, ...]]:
    return {code: card_lines(kinds, district, code) for code in _CARDS} if level is Level.NOW else _QUESTIONS


def is_of_danger(slug: str, kinds: Collection[str] = ()) -> bool:
    """Whether a need is one of danger, or one that these kinds of danger leave behind: such needs come first."""
    return asks_for_crisis(slug) or any(slug == KINDS[kind].need for kind in kinds)
