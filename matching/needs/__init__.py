"""The vocabulary of needs: the terms, the words for them in a sentence, and the terms that a listed service answers.

It knows words only: no query, no place and no student record may be passed in.
"""

from __future__ import annotations

from matching.needs.asking_clauses import beside_requests, only_requests
from matching.needs.audiences import closed, limits, narrowed, own_needs, shuts_out
from matching.needs.audiences import english as in_english
from matching.needs.audiences import read as audience_of
from matching.needs.classification import classify
from matching.needs.conditions import answered, asks_for_crisis, is_for_crisis
from matching.needs.recognition import FoundNeed, SentenceReading, find, resolve
from matching.needs.vocabulary import DOMAINS, Term, answering, terms

__all__ = [
    "DOMAINS",
    "FoundNeed",
    "SentenceReading",
    "Term",
    "answered",
    "answering",
    "asks_for_crisis",
    "audience_of",
    "beside_requests",
    "classify",
    "closed",
    "find",
    "in_english",
    "is_for_crisis",
    "limits",
    "narrowed",
    "only_requests",
    "own_needs",
    "resolve",
    "shuts_out",
    "terms",
]
