"""The sentences that the model of needs learns from, each with the needs that it tells of.

They are in `sentences/`: a file for each author's hand, with a line for each sentence: the terms, best first, the language,
and the sentence. `fragments` are pieces of sentences and `none` tells of no need; all others are whole, as people talk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from matching.digests import digest_of

FOLDER = Path(__file__).parent / "sentences"
FRAGMENTS = "fragments"
NONE = "none"
"""The label, and the hand, of texts that tell of no need: names, greetings, addresses, good news."""


@dataclass(frozen=True, slots=True)
class NeedSentence:
    """A sentence, the terms of the needs that it tells of, best first, its language, and the hand that wrote it."""

    text: str
    slugs: tuple[str, ...]
    language: str
    hand: str


def read_sentences(path: Path) -> Iterator[NeedSentence]:
    """Yield the sentences in one file; raise ValueError if a line does not have the three fields."""
    for line in path.read_text(encoding="utf-8").splitlines():
        slugs, language, text = line.split("\t")
        yield NeedSentence(text.strip(), tuple(slug.strip() for slug in slugs.split(",")), language, path.stem)


def all_sentences() -> list[NeedSentence]:
    """Return every sentence, file by file in the order of their names."""
    return [sentence for path in sorted(FOLDER.glob("*.tsv")) for sentence in read_sentences(path)]


def digest() -> str:
    """Return one SHA-256 of the sentences, independent of line endings."""
    return digest_of(sorted(FOLDER.glob("*.tsv")))
