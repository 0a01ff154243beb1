"""How well sentences are understood that nobody tuned for: `make measure-sentences`, and `ARGS=--shut` once, at the end of the work.

They are in `sentences/`, by writers who had seen neither the code nor what its models learned from. A sentence of `needs` has its
main term and all others that a colleague would accept; one of `danger` its kind ("none" for harmless ones), and whether its writer
held it for plain or oblique; those of `short` are typed in a few words. The part that is shut is packed, so that nobody reads it
by accident; nothing is chosen by it.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from matching.danger import KINDS, Danger, Level
from matching.sentence import Understanding, understand
from tests.evaluation.said_conditions import print_conditions

FOLDER = Path(__file__).parent / "sentences"
HARMLESS = "none"


@dataclass(frozen=True, slots=True)
class NeedQuestion:
    """A sentence, its language, and the terms that a colleague would accept, the main one first."""

    accepted: tuple[str, ...]
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class DangerQuestion:
    """A sentence, its language, the kind of danger that it tells of, and whether that is said plainly."""

    kind: str
    plain: bool
    language: str
    text: str


def rows(name: str, *, shut: bool) -> list[list[str]]:
    """Return the fields of each line of a set."""
    if shut:
        text = gzip.decompress((FOLDER / f"{name}.shut.tsv.gz").read_bytes()).decode()
    else:
        text = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


def need_questions(*, shut: bool = False) -> list[NeedQuestion]:
    return [
        NeedQuestion((main, *(one for one in others.split(",") if one)), language, text)
        for main, others, language, _voice, text in rows("needs", shut=shut)
    ]


def danger_questions(*, shut: bool = False) -> list[DangerQuestion]:
    return [
        DangerQuestion(kind, manner == "plain", language, text)
        for kind, manner, language, _voice, text in rows("danger", shut=shut)
    ]


def short_questions() -> list[DangerQuestion]:
    return [DangerQuestion(kind, manner == "plain", language, text) for kind, language, manner, text in rows("short", shut=False)]


def offered(found: Understanding) -> tuple[str, ...]:
    """Return the terms that a page would show, best first: those that are sure, then those that are asked about."""
    return tuple(one.slug for one in (*found.needs, *found.doubtful))


def share(these: Iterable[bool]) -> str:
    """Return a share and how many it is of, as text."""
    listed = list(these)
    return f"{sum(listed) / len(listed):.3f} of {len(listed)}" if listed else "none"


def print_needs(questions: Sequence[NeedQuestion]) -> None:
    """Print how often the first term, and one of the first three, is one that a colleague would accept."""
    read = [(one, offered(understand(one.text))) for one in questions]
    print(f"{'needs':24}{'first':>16}{'among three':>16}{'nothing':>16}")
    for language in ("", "en", "es"):
        some = [(one, found) for one, found in read if language in ("", one.language)]
        first = share(bool(set(found[:1]) & set(one.accepted)) for one, found in some)
        three = share(bool(set(found[:3]) & set(one.accepted)) for one, found in some)
        nothing = share(not found for _, found in some)
        print(f"{language or 'all':24}{first:>16}{three:>16}{nothing:>16}")


def print_danger(questions: Sequence[DangerQuestion], ordinary: Sequence[NeedQuestion]) -> None:
    """Print how often danger is heard, by kind, and how often it is cried where there is none."""
    read = [(one, understand(one.text).danger) for one in questions]
    real = [(one, danger) for one, danger in read if one.kind != HARMLESS]
    print(f"\n{'danger':24}{'heard':>16}{'plain ones now':>16}{'kind named':>16}")
    for kind in ("", *KINDS):
        some = [(one, danger) for one, danger in real if kind in ("", one.kind)]
        heard = share(danger is not None for _, danger in some)
        plain = share(_is_now(danger) for one, danger in some if one.plain)
        named = share(one.kind == danger.kind for one, danger in some if danger is not None)
        print(f"{kind or 'all':24}{heard:>16}{plain:>16}{named:>16}")
    print(f"\n{'no danger':24}{'now':>16}{'ask':>16}")
    safe = [danger for one, danger in read if one.kind == HARMLESS]
    print_cries("sounds like it", safe)
    print_cries("ordinary needs", [understand(one.text).danger for one in ordinary if not KINDS.keys() & set(one.accepted)])


def print_short(questions: Sequence[DangerQuestion]) -> None:
    """Print how a few words of danger are heard, and how often danger is cried in a few words without any."""
    read = [(one, understand(one.text).danger) for one in questions]
    real = [(one, danger) for one, danger in read if one.kind != HARMLESS]
    heard = share(danger is not None for _, danger in real)
    plain = share(_is_now(danger) for one, danger in real if one.plain)
    named = share(one.kind == danger.kind for one, danger in real if danger is not None)
    print(f"\n{'danger in a few words':24}{heard:>16}{plain:>16}{named:>16}")
    print_cries("none in a few words", [danger for one, danger in read if one.kind == HARMLESS])


def print_cries(name: str, found: Sequence[Danger | None]) -> None:
    now = share(_is_now(danger) for danger in found)
    ask = share(danger is not None and not _is_now(danger) for danger in found)
    print(f"{name:24}{now:>16}{ask:>16}")


def _is_now(danger: Danger | None) -> bool:
    return danger is not None and danger.level is Level.NOW


def main() -> None:
    shut = "--shut" in sys.argv
    needs = need_questions(shut=shut)
    print_needs(needs)
    print_danger(danger_questions(shut=shut), needs)
    print_short(short_questions())
    print_conditions(rows("conditions", shut=shut))


if __name__ == "__main__":
    main()
