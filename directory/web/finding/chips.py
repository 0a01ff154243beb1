"""What was understood of a search, as chips that can be removed one by one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from directory.accounts.schools import SchoolRow
from directory.finding.condition_words import (
    CHOSEN_TIMES,
    MODES,
    PAYMENTS,
    Names,
    asked_words,
    condition_words,
    need_words,
    only_words,
    place_words,
)
from directory.finding.crisis import Crisis, is_of_danger
from directory.finding.heard_words import quoted
from directory.finding.protocol_lines import kind_name
from directory.finding.question import SOON, Understood
from directory.i18n.catalogs import ENGLISH
from directory.i18n.languages import LANGUAGES
from directory.students.profile import PREFERENCES
from directory.web.finding import siblings
from directory.web.finding.facet_words import facet_words
from directory.web.finding.typed import TypedSearch, field_of
from matching.danger import KINDS
from matching.danger import read as read_danger
from matching.needs import terms
from matching.requests import Condition, Kind


@dataclass(frozen=True, slots=True)
class Chip:
    """A chip: `takes` is what its button sends to remove it, "" if it stays; `heard` are the words of the sentence that it comes from, if any.

    `urgency` is None for the usual one. What `is_of_danger` is never folded.
    """

    words: str
    takes: str
    heard: str | None = None
    urgency: int | None = None
    is_of_danger: bool = False


def chips(
    typed: TypedSearch,
    needs: Sequence[Understood],
    schools: Sequence[SchoolRow],
    conditions: Sequence[Condition] = (),
    language: str = ENGLISH,
    *,
    crisis: Crisis | None = None,
    towns: Collection[str] = (),
) -> tuple[Chip, ...]:
    """Return chips for the needs and conditions as understood, then for everything else that was asked, in a language.

    Dangers come first, then what was read in the sentence, which may be wrong, before what was chosen or is on file.
    """
    dangers = crisis.kinds if crisis else ()
    named = _names(schools)
    said = [_condition(one, towns, language, named) for one in conditions]
    shown = {field_of(key) for key in typed.said}
    form = [chip for chip in (*_student(typed, language, named), *_chosen(typed, language)) if not _says(chip, typed, shown)]
    narrowed = (Chip(only_words(facet_words(code, language), language), f"only:{code}") for code in typed.only)
    of_needs = [_need(typed, need, language, is_first=is_of_danger(need.slug, dangers)) for need in needs]
    chosen = [one for one, need in zip(of_needs, needs, strict=True) if need.slug in typed.need and not one.is_of_danger]
    read = [one for one in of_needs if one not in chosen]
    of_danger = [one for one in read if one.is_of_danger]
    others = [one for one in read if not one.is_of_danger]
    unnamed = _unnamed(crisis, {need.slug for need in needs}.union(typed.left_out), language) if crisis and crisis.now else ()
    return (*of_danger, *unnamed, *others, *said, *chosen, *form, *narrowed)


def _unnamed(crisis: Crisis, named: Collection[str], language: str) -> Iterator[Chip]:
    """Yield the kinds of danger of which no need is asked or was removed, each with the words that told of it."""
    for kind in crisis.kinds:
        if KINDS[kind].need not in named:
            telling = [words for words in crisis.heard if (danger := read_danger(words)) and kind in danger.kinds]
            yield Chip(kind_name(kind, language), "", " … ".join(map(quoted, telling or crisis.heard)), is_of_danger=True)


_LINE, _LINES = 328, 3
"""The pixels of a line of chips on a phone, and how many lines there are before results."""
_LETTER, _AROUND, _GAP, _REST = 7.9, 58, 7, 110
"""About how many pixels a letter takes, what stands around the words of a chip, the gap to the next, and “and 4 more”."""


def shown_on_a_phone(chips: Sequence[Chip], left_out: Sequence[tuple[str, str]]) -> int:
    """Return how many chips, and then those that were removed, fit into a few lines of a phone, beside the way to the others."""
    words = [f"{chip.words} “{chip.heard}”" if chip.heard else chip.words for chip in chips] + [name for _, name in left_out]
    widths = [min(_LINE, len(each) * _LETTER + _AROUND) for each in words]
    least = max(1, sum(chip.is_of_danger for chip in chips))
    for shown in range(len(widths), least, -1):
        if _lines(widths[:shown] + ([_REST] if shown < len(widths) else [])) <= _LINES:
            return shown
    return least


def _lines(widths: Sequence[float]) -> int:
    """Return how many lines are filled one after the other."""
    lines, used = 0, _LINE + 1.0
    for width in widths:
        used += _GAP + width
        if used > _LINE:
            lines, used = lines + 1, width
    return lines


def _says(chip: Chip, typed: TypedSearch, shown: Collection[tuple[str, str] | None]) -> bool:
    """Whether a chip of the form repeats one of the sentence."""
    name, _, value = chip.takes.partition(":")
    return (name, value or getattr(typed, name)) in shown


def left_out(typed: TypedSearch, schools: Sequence[SchoolRow], language: str = ENGLISH) -> tuple[tuple[str, str], ...]:
    """Return the needs and conditions that were removed, as keys and words, so that they can be put back."""
    found = []
    for key in typed.left_out:
        if key in terms():
            found.append((key, need_words(key, language)))
        elif key.partition(":")[0] in CONDITIONS:
            found.append((key, condition_words(key, language, _names(schools))))
    return tuple(found)


CONDITIONS = frozenset(kind.value for kind in Kind)


def _condition(one: Condition, towns: Collection[str], language: str, named: Names) -> Chip:
    return Chip(asked_words(one, towns, language, named), f"heard:{one.key}", quoted(one.heard))


def _names(schools: Sequence[SchoolRow]) -> Names:
    return {school.id: school.name for school in schools}


def _need(typed: TypedSearch, need: Understood, language: str, *, is_first: bool) -> Chip:
    words = quoted(need.heard)
    heard = None if need.slug in typed.need or words.casefold() == need.name.casefold() else words
    urgency = None if need.urgency == SOON else need.urgency
    return Chip(need_words(need.slug, language), f"need:{need.slug}", heard, urgency, is_first)


def _student(typed: TypedSearch, language: str, named: Names) -> list[Chip]:
    found = []
    if typed.age:
        found.append(Chip(condition_words(f"age:{typed.age}", language), "age:"))
    elif typed.grade:
        found.append(Chip(condition_words(f"grade:{typed.grade}", language), "grade:"))
    found += [Chip(condition_words(code, language), f"siblings:{code}") for code in siblings.read(typed.siblings) or ()]
    if typed.near:
        found.append(Chip(place_words(typed.near, typed.within, language), "near:"))
    if typed.school in named:
        found.append(Chip(named[typed.school], "school:"))
    return found


def _chosen(typed: TypedSearch, language: str) -> list[Chip]:
    chosen = [
        *(f"language:{code}" for code in typed.language if code in LANGUAGES),
        *(f"payment:{way}" for way in (typed.payment,) if way in PAYMENTS),
        *(f"mode:{mode}" for mode in typed.mode if mode in MODES),
    ]
    wished = (key for key in CHOSEN_TIMES if key in typed.wish)
    return [
        *(Chip(condition_words(key, language), key) for key in chosen),
        *(Chip(condition_words(key, language), f"wish:{key}") for key in wished),
        *(Chip(words, f"preference:{key}") for key, words in PREFERENCES.items() if key in typed.preference),
    ]
