"""The sentences of a text and their clauses: one may tell of a danger of its own, which the rest hides.

>>> clauses("suicidal, needs a tutor")
['suicidal', 'needs a tutor']
>>> finer_clauses("he hits her and she says she will kill herself")
['he hits her', 'she says she will kill herself']
"""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(
    r"(?<=[.!?;\u2026])(?<!\b[MDS]r\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDra\.)(?<!\bSra\.)(?<!\bSrta\.)\s+|[\n\r\u2022]+",
    re.IGNORECASE,
)
"""A period after a title does not end a sentence: the name that follows belongs to it."""

_END = re.compile(r"[,;:()\u2013\u2014]+|\s-+\s")
_JOINED = re.compile(
    _END.pattern + r"|(?<=[.!?;])\s+|\b(?:and|but|because|cuz|bc|so|then|while|when|since|after"
    r"|y|e|pero|porque|entonces|cuando|aunque|mientras|por eso)\b",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r"[,;]?\s*\b(?:but|however|although|though|pero|aunque|sin embargo)\b,?\s*", re.IGNORECASE)
_ADDED = re.compile(
    r"\b(?:also|too|as well|on top of (?:that|it|this)|plus|besides|tambi[eé]n|adem[aá]s|encima|aparte)\b", re.IGNORECASE
)
_FEWEST = 2  # words; one alone says too little to be read by itself


def sentences_of(text: str) -> list[str]:
    """Return the sentences and the lines of a text."""
    return [sentence.strip() for sentence in _SENTENCE_END.split(text) if sentence.strip()]


def clauses(piece: str) -> list[str]:
    """Return the parts between commas and other marks: in "suicidal, needs a tutor" the second must not quiet the first."""
    return _parts(_END, piece)


def finer_clauses(piece: str) -> list[str]:
    """Return the parts between marks and conjunctions, of at least two words."""
    return [part for part in _parts(_JOINED, piece) if len(part.split()) >= _FEWEST]


def contrasts(piece: str) -> list[str]:
    """Return the parts around "but", of at least two words: what is said on one side does not belittle the other."""
    return [part for part in _parts(_CONTRAST, piece) if len(part.split()) >= _FEWEST]


def is_added(part: str) -> bool:
    """Whether a clause is told as one more thing: "and he also touches her"."""
    return bool(_ADDED.search(part))


def _parts(end: re.Pattern[str], piece: str) -> list[str]:
    parts = [part.strip() for part in end.split(piece)]
    return [part for part in parts if part and part != piece]
