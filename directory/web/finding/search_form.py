"""A search form turned into a question, with a sentence beside each field that cannot be understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from directory.accounts.schools import SchoolRow
from directory.errors import UnknownError, UsageError
from directory.finding.for_student import MOST_NEEDS, OLDEST
from directory.finding.question import SOON, Ask, AskedNeed, AskedSchool
from directory.places import zips
from directory.web.finding import offered
from directory.web.finding.typed import TypedSearch
from matching.needs import terms

LONGEST_SENTENCE = 1_000
MOST_LEFT_OUT = 40
FARTHEST = 500
"""In miles."""

_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,6})?", re.ASCII)
_URGENT = re.compile(r"([a-z-]+):([123])", re.ASCII)

NO_AGE = "Write the age in years, from 0 to 25, such as 9 or 9.5."
NO_MILES = f"Write how many miles, from 1 to {FARTHEST}."
NOT_LISTED = "Choose from the list."


def ask_of(typed: TypedSearch, schools: Sequence[SchoolRow]) -> tuple[Ask | None, dict[str, str]]:
    """Return the question and no errors, or None and the errors by field."""
    wrong = {name: words for name, problem in PROBLEMS.items() if (words := problem(typed))}
    school = next((one for one in schools if one.id == typed.school), None)
    if typed.school and school is None:
        wrong["school"] = "Choose one of the schools: this one is not among them any more."
    if wrong:
        return None, wrong
    return _asked(typed, school), {}


def _asked(typed: TypedSearch, school: SchoolRow | None) -> Ask:
    urgency = {match[1]: int(match[2]) for one in typed.urgent if (match := _URGENT.fullmatch(one))}
    return Ask(
        needs=tuple(AskedNeed(slug, urgency.get(slug, SOON)) for slug in typed.need),
        age=float(typed.age) if typed.age else None,
        grade=typed.grade or None,
        near=typed.near or None,
        within=float(typed.within),
        languages=typed.language,
        payment=typed.payment or None,
        sentence=typed.sentence or None,
        left_out=tuple(slug for slug in typed.left_out if slug in terms()),
        school=AskedSchool(school.name, school.latitude, school.longitude, school.postal_code) if school else None,
        modes=typed.mode,
        order="distance" if typed.order == "distance" else "fit",
        preferences=typed.preference,
    )


def _sentence(typed: TypedSearch) -> str | None:
    if len(typed.sentence) > LONGEST_SENTENCE:
        return f"Shorten this to {LONGEST_SENTENCE:,} letters: a sentence or two are enough."
    if not typed.sentence and not typed.need:
        return "Say what is needed in your own words, or choose from the list of needs."
    return None


def _need(typed: TypedSearch) -> str | None:
    if any(slug not in terms() for slug in typed.need):
        return "Choose needs from the list: one of those chosen is not in it."
    if len(typed.need) > MOST_NEEDS:
        return f"Choose {MOST_NEEDS} needs at most: with more, nearly everything fits."
    # The form's own buttons leave out one at a time.
    return "Begin a new search: too much was taken away from this one." if len(typed.left_out) > MOST_LEFT_OUT else None


def _age(typed: TypedSearch) -> str | None:
    if not typed.age:
        return None
    return None if _NUMBER.fullmatch(typed.age) and float(typed.age) <= OLDEST else NO_AGE


def _within(typed: TypedSearch) -> str | None:
    return None if _NUMBER.fullmatch(typed.within) and 0 < float(typed.within) <= FARTHEST else NO_MILES


def _near(typed: TypedSearch) -> str | None:
    if len(typed.near) > 40:
        return "Write a ZIP of five digits, such as 48910."
    try:
        if typed.near:
            zips.place(typed.near)
    except (UnknownError, UsageError) as error:
        return str(error)
    return None


def _one_of(name: str, choices: offered.Choices) -> Callable[[TypedSearch], str | None]:
    known = {value for value, _ in choices}

    def problem(typed: TypedSearch) -> str | None:
        value = getattr(typed, name)
        given = value if isinstance(value, tuple) else (value,) if value else ()
        return None if known.issuperset(given) else NOT_LISTED

    return problem


PROBLEMS: Mapping[str, Callable[[TypedSearch], str | None]] = {
    "sentence": _sentence,
    "need": _need,
    "age": _age,
    "grade": _one_of("grade", offered.GRADE_CHOICES),
    "near": _near,
    "within": _within,
    "language": _one_of("language", offered.SPOKEN),
    "payment": _one_of("payment", offered.PAYMENTS),
    "mode": _one_of("mode", offered.MODES),
    "preference": _one_of("preference", offered.PREFERRED),
    "order": _one_of("order", offered.ORDERS),
}
"""The check of each field, in the order of the form."""
