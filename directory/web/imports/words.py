"""The counts of an import in words, and the browser's version of sentences for the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from importers.problems import Severity

COUNTS: tuple[tuple[str, str, str, str], ...] = (
    ("created", "New", "are added to the directory", "were added to the directory"),
    ("updated", "Changed", "are in the directory and say something else now", "were in the directory and were changed"),
    ("unchanged", "The same", "say what the directory says already", "matched the directory already"),
    (
        "withdrawn",
        "Gone from the list",
        "were in the last edition and are hidden from searches",
        "were in the last edition and were hidden from searches",
    ),
    (
        "needs_review",
        "For you to decide",
        "look like a provider that is there: you decide on each",
        "look like a provider that is there and wait for you",
    ),
    ("rejected", "Left out", "cannot be used: see the problems", "could not be used, or were left out on purpose"),
    ("duplicates", "Twice", "repeat another row and are passed over", "repeated another row, or a provider that is there"),
)
"""The figures of a report: key, name, and meaning before and after publishing."""

SEVERITIES = {
    Severity.ERROR: "The row was left out",
    Severity.WARNING: "Something was left out or doubted",
    Severity.INFO: "Good to know",
}

_SAID_HERE = (
    ("Say which one it is with --columns: ", "Say which one it is under “What the columns mean”. The columns are: "),
    (
        "A roster is read by `referral-desk students import`.",
        "A roster goes in on the page “Import a roster”, or by `referral-desk students import`.",
    ),
    (
        "Providers are read by `referral-desk import`.",
        "Providers go in on the page “Import a list”, or by `referral-desk import`.",
    ),
    ("say which column names the agency with --columns.", "say which column names the agency under “What the columns mean”."),
    ("The terms are listed by `referral-desk needs`.", "Look the terms up under “Find help”."),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A count with its name and meaning."""

    key: str
    number: int
    name: str
    meaning: str


def figures(counts: Mapping[str, int], *, done: bool) -> list[Figure]:
    """Return the counts that are not zero, with their meaning before or after publishing."""
    return [Figure(key, counts[key], name, after if done else before) for key, name, before, after in COUNTS if counts.get(key)]


def here(sentence: str) -> str:
    """Replace what the sentence of an error of the importers says for the command line only."""
    for said, instead in _SAID_HERE:
        sentence = sentence.replace(said, instead)
    return sentence
