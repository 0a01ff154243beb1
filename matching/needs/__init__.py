"""The vocabulary of needs: the terms, what in a sentence names them, and which of them a listed service answers.

It knows words only: no query, no place and no record of a student ever comes in here.
"""

from __future__ import annotations

from matching.needs.classifying import classify
from matching.needs.finding import Found, Reading, find, resolve
from matching.needs.loading import DOMAINS, Term, answering, terms

__all__ = ["DOMAINS", "Found", "Reading", "Term", "answering", "classify", "find", "resolve", "terms"]
