"""What was understood of a search, as chips that can be removed one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from directory.accounts.schools import SchoolRow
from directory.finding.question import SOON, Understood
from directory.i18n.languages import LANGUAGES
from directory.web.finding import offered
from directory.web.finding.typed import TypedSearch
from matching.needs import terms


@dataclass(frozen=True, slots=True)
class Chip:
    """A chip: `takes` is what its button sends to remove it; `heard` are the words of the sentence that it comes from, if any.

    `urgency` is None for the usual one.
    """

    words: str
    takes: str
    heard: str | None = None
    urgency: int | None = None


def chips(typed: TypedSearch, needs: Sequence[Understood], schools: Sequence[SchoolRow]) -> tuple[Chip, ...]:
    """Return chips for the needs as understood, then for everything else that was asked."""
    return (*(_need(typed, need) for need in needs), *_student(typed, schools), *_chosen(typed))


def left_out(typed: TypedSearch) -> tuple[tuple[str, str], ...]:
    """Return the needs that were removed, as slugs and names, so that they can be put back."""
    return tuple((slug, terms()[slug].english) for slug in typed.left_out if slug in terms())


def _need(typed: TypedSearch, need: Understood) -> Chip:
    heard = None if need.slug in typed.need or need.heard.casefold() == need.name.casefold() else need.heard
    return Chip(need.name, f"need:{need.slug}", heard, None if need.urgency == SOON else need.urgency)


def _student(typed: TypedSearch, schools: Sequence[SchoolRow]) -> list[Chip]:
    found = []
    if typed.age:
        found.append(Chip(f"Age {typed.age}", "age:"))
    elif typed.grade:
        found.append(Chip(dict(offered.GRADE_CHOICES)[typed.grade], "grade:"))
    if typed.near:
        found.append(Chip(f"Within {typed.within} miles of {typed.near}", "near:"))
    found += [Chip(one.name, "school:") for one in schools if one.id == typed.school]
    return found


def _chosen(typed: TypedSearch) -> list[Chip]:
    payments, modes = dict(offered.PAYMENTS), dict(offered.MODES)
    return [
        *(Chip(LANGUAGES[code].english, f"language:{code}") for code in typed.language if code in LANGUAGES),
        *(Chip(payments[way], f"payment:{way}") for way in (typed.payment,) if way in payments),
        *(Chip(modes[mode], f"mode:{mode}") for mode in typed.mode if mode in modes),
        *(Chip(words, f"preference:{key}") for key, words in offered.PREFERRED if key in typed.preference),
    ]
