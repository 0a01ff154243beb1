"""The sentences that the models learn from, each with its kind of danger.

They are in `sentences/`: a file for each author's hand, in sections headed by a kind and a language, in some files also by a
manner: plain, which names the danger, or oblique, which lets it be guessed. A sentence under "none" only sounds like danger,
or not even that; one under "maybe" could be either, and counts half on both sides. The sentences of matching.needs tell of
ordinary trouble, and are learned as harmless but for those of needs that are dangers themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from matching import comprehension
from matching.digests import digest_of
from matching.needs import sentences as needs
from matching.needs import terms

NONE, MAYBE = "none", "maybe"
PLAIN, OBLIQUE = "plain", "oblique"
FOLDER = Path(__file__).parent / "sentences"

OF_NEEDS = "needs-"
"""What the hands of the sentences of matching.needs begin with here."""
_WEIGHTS = {"needs": 0.25, "fragments": 0.6, "fragments-other-hand": 0.6, f"{OF_NEEDS}{needs.FRAGMENTS}": 0.5}
"""The weight of a sentence by hand, if it is not 1: fragments are weaker evidence than whole sentences."""
_WEIGHT_NEAR_DANGER = 0.5

_NEAR_DANGER = frozenset({
    "trauma", "depression", "intensive-mental-health", "psychiatric-care", "substance-use", "shelter", "runaway-homeless-youth",
    "bullying", "crime-victims", "hot-meals", "custody", "foster-adoption", "parenting",
})  # fmt: skip
"""Needs whose sentences may tell of danger as well, beside those of danger itself."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the kind of danger it reports, the hand that wrote it, and how it says it, if that hand told.

    `need` is the term that it tells of, if it is one of matching.needs; `weight` is how much it counts.
    """

    text: str
    kind: str
    language: str
    hand: str
    manner: str = ""
    need: str = ""
    weight: float = 1.0

    @property
    def is_of_needs(self) -> bool:
        return self.hand.startswith(OF_NEEDS)


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences in one file; raise ValueError if one is not under a heading."""
    kind = language = manner = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            _, kind, language, manner = (*line.split(), "")[:4]
        elif line.strip():
            if not kind:
                raise ValueError(f"{path.name}: a sentence stands before the first heading")
            yield Sentence(line.strip(), kind, language, path.stem, manner, weight=_WEIGHTS.get(path.stem, 1.0))


def digest_of_sentences() -> str:
    """Return one SHA-256 of the sentences, of danger and of needs."""
    return digest_of(sorted(FOLDER.glob("*.txt")), after=needs.digest().encode())


def digest() -> str:
    """Return one SHA-256 of what the models learn from: sentences, ideas, grammar of threats, and the network's weights."""
    beside = (FOLDER.with_name("ideas.toml"), FOLDER.with_name("threats.py"))
    return digest_of(beside, before=digest_of_sentences(), after=comprehension.FILE.read_bytes())


def all_sentences() -> list[Sentence]:
    """Return every sentence, file by file in the order of their names, then those of ordinary trouble."""
    written = [sentence for path in sorted(FOLDER.glob("*.txt")) for sentence in read_sentences(path)]
    return [*written, *_of_trouble()]


def _of_trouble() -> Iterator[Sentence]:
    known = terms()
    for one in needs.all_sentences():
        if any(slug in known and known[slug].crisis for slug in one.slugs):
            continue
        hand = f"{OF_NEEDS}{one.hand}"
        weight = _WEIGHTS.get(hand, _WEIGHT_NEAR_DANGER if any(slug in _NEAR_DANGER for slug in one.slugs) else 1.0)
        yield Sentence(one.text, NONE, one.language, hand, need="" if one.slugs[0] == needs.NONE else one.slugs[0], weight=weight)
