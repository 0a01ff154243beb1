"""Where one clause of a sentence ends and the next begins: at pauses, and at words that join clauses.

>>> CLAUSE.split("mom needs a job, and he - a coat"), THOUGHT.split("a coat and a hat, but no shoes")
(['mom needs a job', ' ', ' he', 'a coat'], ['a coat and a hat', ' ', ' no shoes'])
"""

from __future__ import annotations

import re

_PAUSE = r"[,;:.!?()\n\u2013\u2014]+|\s-+\s"
_ADDS = "and|also|plus|y|e|tambi[e\u00e9]n"
_TURNS = "but|pero"
_EXPLAINS = "because|since|so|porque"

CLAUSE = re.compile(rf"{_PAUSE}|[+&/]+|\b(?:{_ADDS}|{_TURNS})\b", re.IGNORECASE)
"""Between clauses, of which each may have a need or somebody of its own."""
THOUGHT = re.compile(rf"{_PAUSE}|\b(?:{_TURNS}|{_EXPLAINS})\b", re.IGNORECASE)
"""Between thoughts: what "and" joins is asked for together."""
