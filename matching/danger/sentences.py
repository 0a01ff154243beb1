"""The sentences that the models learn from, each with its kind of danger.

They are in `sentences/`: a file for each author's hand, in sections headed by a kind and a language, in some files also by a
manner: plain, which names the danger, or oblique, which lets it be guessed. A sentence under "none" only sounds like danger,
or not even that; one under "maybe" could be either, and counts half on both sides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from matching.encoder import network as encoder

NONE, MAYBE = "none", "maybe"
PLAIN, OBLIQUE = "plain", "oblique"
FOLDER = Path(__file__).parent / "sentences"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the kind of danger it reports, the hand that wrote it, and how it says it, if that hand told."""

    text: str
    kind: str
    language: str
    hand: str
    manner: str = ""


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences in one file; raise ValueError if one is not under a heading."""
    kind = language = ""
    manner: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            _, kind, language, *manner = line.split()
        elif line.strip():
            if not kind:
                raise ValueError(f"{path.name}: a sentence stands before the first heading")
            yield Sentence(line.strip(), kind, language, path.stem, *manner)


def digest() -> str:
    """Return one SHA-256 of what the models learn from: sentences, ideas, grammar of threats, and the encoder's weights."""
    made = hashlib.sha256()
    for path in (*sorted(FOLDER.glob("*.txt")), FOLDER.with_name("ideas.toml"), FOLDER.with_name("threats.py")):
        made.update(f"{path.name}\n{path.read_text(encoding='utf-8')}\0".encode())
    made.update(encoder.FILE.read_bytes())
    return made.hexdigest()


def all_sentences() -> list[Sentence]:
    """Return every sentence, file by file in the order of their names."""
    return [sentence for path in sorted(FOLDER.glob("*.txt")) for sentence in read_sentences(path)]
