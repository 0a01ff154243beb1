"""The sentences that the model learns from, each with its kind of danger.

They are in `sentences/`: a file for each author's hand, in sections headed by a kind and a language. A sentence under
"none" only sounds like danger, or not even that; one under "maybe" could be either, and counts half on both sides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NONE, MAYBE = "none", "maybe"
FOLDER = Path(__file__).parent / "sentences"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the kind of danger it reports, and the hand that wrote it."""

    text: str
    kind: str
    language: str
    hand: str


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences in one file; raise ValueError if one is not under a heading."""
    kind = language = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            _, kind, language = line.split()
        elif line.strip():
            if not kind:
                raise ValueError(f"{path.name}: a sentence stands before the first heading")
            yield Sentence(line.strip(), kind, language, path.stem)


def digest() -> str:
    """Return one SHA-256 of what the model learns from (sentences, ideas, grammar of threats), independent of line endings."""
    made = hashlib.sha256()
    for path in (*sorted(FOLDER.glob("*.txt")), FOLDER.with_name("ideas.toml"), FOLDER.with_name("threats.py")):
        made.update(f"{path.name}\n{path.read_text(encoding='utf-8')}\0".encode())
    return made.hexdigest()


def all_sentences() -> list[Sentence]:
    """Return every sentence, file by file in the order of their names."""
    return [sentence for path in sorted(FOLDER.glob("*.txt")) for sentence in read_sentences(path)]
