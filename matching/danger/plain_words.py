"""Plain words that surely report danger, or surely report none, where the models are not sure enough.

`plain_words.toml` has them, by kind, in English and in Spanish.

>>> plain_danger("he is diabetic, his father refuses to buy the insulin".split())
PlainDanger(kind='child-abuse', beside='', now=True)
>>> without_harmless("he bombed the final. Algebra M/W/F please"), without_harmless("he bombed the school")
('he failed the final. Algebra  please', 'he bombed the school')
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from matching.text import without_accents

_TABLE = Path(__file__).with_name("plain_words.toml")
_LIST = re.compile(r"\{([a-z]+)\}")


class PlainDanger(NamedTuple):
    """The kind of danger that words report, one that they report beside it or "", and whether they raise the card by themselves."""

    kind: str
    beside: str
    now: bool

    @property
    def kinds(self) -> tuple[str, ...]:
        return (self.kind, self.beside) if self.beside else (self.kind,)


class _Patterns(NamedTuple):
    dangers: tuple[tuple[re.Pattern[str], PlainDanger], ...]
    harmless: tuple[tuple[re.Pattern[str], str], ...]


def plain_danger(words: list[str]) -> PlainDanger | None:
    """Return the first danger of the table that words report, in plain lower case without accents and apostrophes; None if none."""
    text = " ".join(words)
    return next((danger for pattern, danger in _patterns().dangers if pattern.search(text)), None)


def without_harmless(text: str) -> str:
    """Return a text with words that only sound like danger as they are meant."""
    for pattern, meant in _patterns().harmless:
        plain = without_accents(text.lower())
        if len(plain) != len(text):
            return text
        for match in reversed(list(pattern.finditer(plain))):
            text = f"{text[: match.start()]}{match.expand(meant)}{text[match.end() :]}"
    return text


@cache
def _patterns() -> _Patterns:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    lists = table["words"]

    def pattern(row: dict[str, str]) -> re.Pattern[str]:
        written = _LIST.sub(lambda name: lists[name[1]] if name[1] == "between" else f"(?:{lists[name[1]]})", row["pattern"])
        return re.compile(written)

    dangers = tuple(
        (pattern(row), PlainDanger(row["kind"], row.get("beside", ""), row.get("now", False))) for row in table["danger"]
    )
    return _Patterns(dangers, tuple((pattern(row), row["meant"]) for row in table["harmless"]))
