"""The choices in the form of a search, each with the words that people read."""

from __future__ import annotations

from functools import cache

from directory.finding import condition_words
from directory.form_fields import GRADES
from directory.i18n.languages import LANGUAGES
from directory.students.profile import PREFERENCES
from matching.needs import DOMAINS, terms

Choices = tuple[tuple[str, str], ...]

PAYMENTS: Choices = tuple(condition_words.PAYMENTS.items())
ORDERS: Choices = (("fit", "Best fit first"), ("distance", "Nearest first"))
MODES: Choices = tuple(condition_words.MODES.items())
WHEN: Choices = tuple((key, condition_words.TIMES[key]) for key in condition_words.CHOSEN_TIMES)
PREFERRED: Choices = tuple(PREFERENCES.items())
SPOKEN: Choices = tuple((code, language.english) for code, language in LANGUAGES.items())
GRADE_CHOICES: Choices = tuple((grade, condition_words.grade_words(grade)) for grade in GRADES)


@cache
def domains() -> tuple[tuple[str, str, Choices], ...]:
    """Return each domain of needs: its key, its name, and its terms by name."""
    found = []
    for key, (english, _) in DOMAINS.items():
        inside = sorted((term.english, slug) for slug, term in terms().items() if term.domain == key)
        found.append((key, english, tuple((slug, name) for name, slug in inside)))
    return tuple(found)
