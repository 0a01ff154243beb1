"""The vocabulary of needs: the terms, what in a sentence names them, and which of them a listed service answers.

It knows words only: no query, no place and no record of a student ever comes in here.
"""

from __future__ import annotations

from matching.needs.classifying import classify
from matching.needs.conditions import answered, asks_for_crisis, is_for_crisis
from matching.needs.finding import Found, Reading, find, resolve
from matching.needs.loading import DOMAINS, Term, answering, terms

__all__ = [
    "DOMAINS",
    "Found",
    "Reading",
    "Term",
    "answered",
    "answering",
    "asks_for_crisis",
    "classify",
    "find",
    "is_for_crisis",
    "resolve",
    "terms",
]
