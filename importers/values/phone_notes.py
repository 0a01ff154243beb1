"""The words around telephone numbers: which of two numbers they belong to, and what is worth keeping."""

from __future__ import annotations

import re

KINDS = (
    ("tty", re.compile(r"\b(?:tty|tdd|ttd|tt/y|teletype|relay)\b", re.IGNORECASE)),
    ("fax", re.compile(r"\b(?:fax|facsimile)\b", re.IGNORECASE)),
    ("hotline", re.compile(r"\b(?:crisis|suicide|emergenc(?:y|ies)|(?:hot|help|life|warm|safe)[ -]?line)\b", re.IGNORECASE)),
    ("text", re.compile(r"\b(?:text|sms|txt)\b", re.IGNORECASE)),
    ("cell", re.compile(r"\b(?:cell|mobile|cellphone)\b", re.IGNORECASE)),
)
ONLY_KIND = re.compile(
    r"(?:tty|tdd|ttd|fax|facsimile|hot ?line|text|sms|cell|mobile|voice|[ /,&.-]|only|number|no|phone|line|or)+", re.IGNORECASE
)
CONNECTORS = re.compile(
    r"(?:\b(?:or|and|also|tel|telephone|phone|ph|call|dial|at|o)\b\.?:?|[\s,;:/&|.\-–—]|\(\s*\)|\[\s*\])+",
    re.IGNORECASE,
)


def split(gap: str, labels_lead: bool) -> int:
    """Return the index at which the words for the second number begin, in the text between two numbers."""
    bracket = re.match(r"\s*\([^)]*\)", gap)
    least = bracket.end() if bracket else 0
    label = re.search(r"[^.,;:/|\n()]*:\s*$", gap)
    if label:
        return max(least, label.start())
    if labels_lead:
        return least
    last = re.search(r"[;|\n/]\s*(?=[A-Za-z][A-Za-z ]*$)", gap)
    return last.start() if last else len(gap)


def words(text: str) -> str:
    """Return the words of a note without those that only join it to the number."""
    text = " ".join(text.split())
    lead = CONNECTORS.match(text)
    text = text[lead.end() :] if lead else text
    while tail := re.search(r"(?:\s|^)(?:or|and|call|dial|at|tel|phone)$|[\s,;:/&|\-(]+$|(?<=[^.])\.$", text, re.IGNORECASE):
        text = text[: tail.start()]
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1].strip()
    only_a_number = len(re.sub(r"[^0-9]", "", text)) > 6 and not re.search(r"[^\W0-9_]", text)
    return "" if only_a_number or text in ".)" else text
