"""The choices in the form of a search, each with the words that people read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from directory.finding.provider import MODES as LISTED_MODES
from directory.form_fields import GRADES
from directory.i18n.languages import LANGUAGES
from directory.students.profile import PREFERENCES
from matching.needs import DOMAINS, terms
from matching.offers import Payment

Choices = tuple[tuple[str, str], ...]

PAYMENTS: Choices = (
    (Payment.MEDICAID, "Medicaid or MIChild"),
    (Payment.PRIVATE, "Private insurance"),
    (Payment.UNINSURED, "No insurance"),
    (Payment.SLIDING_SCALE, "Low cost or free"),
    (Payment.FREE, "Free only"),
)
ORDERS: Choices = (("fit", "Best fit first"), ("distance", "Nearest first"))
MODES: Choices = tuple(LISTED_MODES.items())
PREFERRED: Choices = tuple(PREFERENCES.items())
SPOKEN: Choices = tuple((code, language.english) for code, language in LANGUAGES.items())
DAYS: Mapping[str, str] = {
    "mo": "Mondays",
    "tu": "Tuesdays",
    "we": "Wednesdays",
    "th": "Thursdays",
    "fr": "Fridays",
    "sa": "Saturdays",
    "su": "Sundays",
}
GRADE_CHOICES: Choices = tuple((grade, {"PK": "Pre-K", "K": "Kindergarten"}.get(grade, f"Grade {grade}")) for grade in GRADES)


@cache
def domains() -> tuple[tuple[str, str, Choices], ...]:
    """Return each domain of needs: its key, its name, and its terms by name."""
    found = []
    for key, (english, _) in DOMAINS.items():
        inside = sorted((term.english, slug) for slug, term in terms().items() if term.domain == key)
        found.append((key, english, tuple((slug, name) for name, slug in inside)))
    return tuple(found)
