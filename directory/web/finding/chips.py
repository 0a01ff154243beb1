"""What was understood of a search, as chips that can be removed one by one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from directory.accounts.schools import SchoolRow
from directory.finding.conditions import key_of
from directory.finding.question import SOON, Understood
from directory.finding.wish_phrases import asked_hours
from directory.i18n.catalogs import ENGLISH, catalog_of
from directory.i18n.languages import LANGUAGES
from directory.places import zips
from directory.web.finding import offered, siblings
from directory.web.finding.facet_words import facet_words
from directory.web.finding.typed import TypedSearch, field_of
from matching.needs import terms
from matching.needs.activities import activities
from matching.requests import Condition, Kind


@dataclass(frozen=True, slots=True)
class Chip:
    """A chip: `takes` is what its button sends to remove it; `heard` are the words of the sentence that it comes from, if any.

    `urgency` is None for the usual one.
    """

    words: str
    takes: str
    heard: str | None = None
    urgency: int | None = None


def chips(
    typed: TypedSearch, needs: Sequence[Understood], schools: Sequence[SchoolRow], conditions: Sequence[Condition] = ()
) -> tuple[Chip, ...]:
    """Return chips for the needs and conditions as understood, then for everything else that was asked."""
    said = [_condition(one, schools) for one in conditions]
    shown = {field_of(key) for key in typed.said}
    form = [chip for chip in (*_student(typed, schools), *_chosen(typed)) if not _says(chip, typed, shown)]
    narrowed = (Chip(f"Only: {facet_words(code)}", f"only:{code}") for code in typed.only)
    return (*(_need(typed, need) for need in needs), *said, *form, *narrowed)


def _says(chip: Chip, typed: TypedSearch, shown: Collection[tuple[str, str]]) -> bool:
    """Whether a chip of the form repeats one of the sentence."""
    name, _, value = chip.takes.partition(":")
    return (name, value or getattr(typed, name)) in shown


def left_out(typed: TypedSearch, schools: Sequence[SchoolRow]) -> tuple[tuple[str, str], ...]:
    """Return the needs and conditions that were removed, as keys and words, so that they can be put back."""
    found = []
    for key in typed.left_out:
        kind, _, value = key.partition(":")
        if key in terms():
            found.append((key, terms()[key].english))
        elif kind in KINDS:
            found.append((key, _words(Kind(kind), value, schools)))
    return tuple(found)


KINDS = frozenset(kind.value for kind in Kind)
SAID: Mapping[str, str] = {
    "time:after_school": "After school",
    "time:evening": "In the evening",
    "time:weekend": "On weekends",
    "time:morning": "In the morning",
    "time:weekday": "On weekdays",
    "time:summer": "In summer",
    "time:fall": "In the fall",
    "time:winter_break": "During winter break",
    "time:spring_break": "During spring break",
    "time:now": "Running now",
    "travel:no_car": "No car",
    "travel:walk": "On foot",
    "travel:bus": "By bus",
    "helper:woman": "With a woman",
    "helper:man": "With a man",
    "helper:faith_based": "Faith-based",
    "helper:not_faith_based": "Not faith-based",
    "helper:lgbtq": "Knows LGBTQ+ youth",
    "helper:same_culture": "Of the family's own culture",
    "access:wheelchair": "Without steps",
    "setting:group": "In a group",
    "setting:one_to_one": "One to one",
}
"""The words for conditions that the form has no field for."""


def _condition(one: Condition, schools: Sequence[SchoolRow]) -> Chip:
    return Chip(_words(one.kind, one.value, schools), f"heard:{key_of(one)}", one.heard)


def _words(kind: Kind, value: str, schools: Sequence[SchoolRow]) -> str:
    in_words = _WORDS.get(kind)
    return in_words(value, schools) if in_words else SAID.get(f"{kind.value}:{value}", value)


def _place_words(value: str, schools: Sequence[SchoolRow]) -> str:
    center = zips.center(value)
    named = next((school.name for school in schools if f"school:{school.id}" == value), value)
    return f"Near {center.words if center else named}"


_WORDS: Mapping[Kind, Callable[[str, Sequence[SchoolRow]], str]] = {
    Kind.LANGUAGE: lambda value, _: LANGUAGES[value].english if value in LANGUAGES else value,
    Kind.PAYMENT: lambda value, _: dict(offered.PAYMENTS).get(value, value.removeprefix("plan:")),
    Kind.PLACE: _place_words,
    Kind.AGE: lambda value, _: f"Ages {value.replace('-', ' to ')}" if "-" in value else f"Age {value}",
    Kind.GRADE: lambda value, _: " to ".join(dict(offered.GRADE_CHOICES).get(grade, grade) for grade in value.split("-")),
    Kind.DAY: lambda value, _: f"Not on {offered.DAYS[value[1:]]}" if value.startswith("-") else f"On {offered.DAYS[value]}",
    Kind.HOURS: lambda value, _: f"Open {asked_hours(value, catalog_of(ENGLISH))}",
    Kind.MODE: lambda value, _: dict(offered.MODES).get(value, value),
    Kind.ACTIVITY: lambda value, _: activities()[value].english if value in activities() else value,
}
"""The words for a condition of each kind that the form has a field for."""


def _need(typed: TypedSearch, need: Understood) -> Chip:
    heard = None if need.slug in typed.need or need.heard.casefold() == need.name.casefold() else need.heard
    return Chip(need.name, f"need:{need.slug}", heard, None if need.urgency == SOON else need.urgency)


def _student(typed: TypedSearch, schools: Sequence[SchoolRow]) -> list[Chip]:
    found = []
    if typed.age:
        found.append(Chip(f"Age {typed.age}", "age:"))
    elif typed.grade:
        found.append(Chip(dict(offered.GRADE_CHOICES)[typed.grade], "grade:"))
    for code in siblings.read(typed.siblings) or ():
        kind, _, value = code.partition(":")
        found.append(Chip(_words(Kind(kind), value, schools), f"siblings:{code}"))
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
