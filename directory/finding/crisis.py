"""What is shown if words report danger: the crisis card above everything, or one quiet line that asks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from directory.district_settings.default_protocols import DEFAULT_PROTOCOLS
from directory.district_settings.effective import DistrictSettings
from directory.finding.protocol_lines import kind_name, protocol_lines
from matching.danger import KINDS, Danger, Level
from matching.needs import asks_for_crisis

CARD = (
    "If someone is in danger now, call 911.",
    "Call or text 988 (Suicide and Crisis Lifeline), day or night, in English or Spanish.",
    "Stay with the student, and tell your school's crisis lead before anything else.",
)
QUESTION = ("Is somebody in danger? Ask today. Call or text 988, day or night; 911 if it is happening now.",)
ENGLISH = "en"
AT_ONCE = ("suicide", "overdose", "violence", "child-alone")
"""The kinds whose protocols come first, in this order, because minutes count; the others follow as they were read."""

_FURTHER: Mapping[str, str] = {ENGLISH: "And what to do for: {names}", "es": "Y qué hacer por: {names}"}
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
_FOR_ALL_AND_FIRST = len(CARD) + 1
"""The lines that hold for every danger, and the protocol of the gravest kind."""


@dataclass(frozen=True, slots=True)
class Crisis:
    """How prominently to say it, the kinds of danger, the words that reported it, and the lines in each language of staff.

    The kinds are of matching.danger.KINDS, the gravest first; there are none if only the level is known. `own` is the number of
    lines at the end that are the district's own.
    """

    level: Level
    kinds: tuple[str, ...]
    heard: tuple[str, ...]
    spoken: Mapping[str, tuple[str, ...]]
    own: int = 0

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

    def first_lines(self, language: str) -> tuple[str, ...]:
        """Return the lines to read at once: what holds for every danger, the protocol of the gravest kind, the district's own."""
        lines = self.lines_in(language)
        return (*lines[:_FOR_ALL_AND_FIRST], *lines[len(lines) - self.own :]) if self.further_lines(language) else lines

    def further_lines(self, language: str) -> tuple[str, ...]:
        """Return the protocols of the other kinds."""
        lines = self.lines_in(language)
        return lines[_FOR_ALL_AND_FIRST : len(lines) - self.own]

    def further_names(self, language: str) -> str:
        """Return what introduces the protocols of the other kinds, by their names."""
        names = (kind_name(kind, language) for kind in self.kinds[1:])
        return _FURTHER.get(language, _FURTHER[ENGLISH]).format(names="; ".join(names))

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
    return _crisis(danger.level, in_order(danger.kinds), danger.heard, district) if danger else None


def crisis_of_level(level: Level, district: DistrictSettings) -> Crisis:
    """Return the same if the kind of danger is not known."""
    return _crisis(level, (), (), district)


def _crisis(level: Level, kinds: tuple[str, ...], heard: tuple[str, ...], district: DistrictSettings | None) -> Crisis:
    return Crisis(level, kinds, heard, _spoken(level, kinds, district), own=len(_own(district)) if level is Level.NOW else 0)


def in_order(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return kinds of danger in the order in which staff act on them."""
    return tuple(sorted(kinds, key=lambda kind: AT_ONCE.index(kind) if kind in AT_ONCE else len(AT_ONCE)))


def card_lines(kinds: Sequence[str], district: DistrictSettings | None, language: str = ENGLISH) -> tuple[str, ...]:
    """Return the lines of the card for some kinds of danger: the protocol of each and the district's own text come last.

    The protocols are the default ones if the district has none of its own, or is not known.
    """
    line_of = _default_line if district is None else district.protocol_line
    protocols = {kind: line_of(kind, language) for kind in in_order(kinds)}
    return (*_CARDS.get(language, CARD), *protocol_lines(protocols, language), *_own(district))


def _own(district: DistrictSettings | None) -> tuple[str, ...]:
    return (district.crisis_text,) if district and district.crisis_text else ()


def _default_line(kind: str, language: str) -> str:
    return DEFAULT_PROTOCOLS[kind].line(language)


def _spoken(level: Level, kinds: Sequence[str], district: DistrictSettings | None) -> Mapping[str, tuple[str, ...]]:
    return {code: card_lines(kinds, district, code) for code in _CARDS} if level is Level.NOW else _QUESTIONS


def is_of_danger(slug: str, kinds: Collection[str] = ()) -> bool:
    """Whether a need is one of danger, or one that these kinds of danger leave behind: such needs come first."""
    return asks_for_crisis(slug) or any(slug == KINDS[kind].need for kind in kinds)
