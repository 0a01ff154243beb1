"""How much processor time a sentence costs to be read: the first in a new process, everyday ones, their
needs alone, and a long text.

`python -m tests.benchmarks.sentences` prints the table. It is a process of its own, since what is imported and loaded counts.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

SENTENCES = Path(__file__).parents[1] / "evaluation" / "sentences"
_TEXTS = {"needs.tsv": 4, "conditions.tsv": 3, "danger.tsv": 4}
"""The files of sentences that nobody tuned for, and the column of the sentence in each."""
_SHORTEST, _LONGEST = 10, 30  # words of an everyday sentence
_COUNT = 300
_LONG = 3_000  # characters
_LONG_TEXTS = 4


def everyday() -> list[str]:
    """Sentences of the evaluation, in a random order that is always the same."""
    lines = [
        line.split("\t")[column] for name, column in _TEXTS.items() for line in (SENTENCES / name).read_text("utf-8").splitlines()
    ]
    found = [text for text in lines if _SHORTEST <= len(text.split()) <= _LONGEST]
    random.Random(7).shuffle(found)
    return found


def main() -> None:
    begun = time.process_time()
    from matching.needs.reader import read_needs
    from matching.sentence import understand

    imported = time.process_time() - begun
    texts = everyday()

    def costs(some: Sequence[str], read: Callable[[str], object] = understand) -> list[float]:
        """The processor time of each text, in ms."""
        found = []
        for text in some:
            start = time.process_time()
            read(text)
            found.append(1_000 * (time.process_time() - start))
        return found

    first = costs(texts[:1])
    costs(texts[1:101])
    usual = costs(texts[101 : 101 + _COUNT])
    needs = costs(texts[101 + _COUNT : 101 + 2 * _COUNT], read_needs)
    long = costs([" ".join(texts[at : at + 60])[:_LONG] for at in range(0, 60 * _LONG_TEXTS, 60)])

    import numpy as np

    from tests.benchmarks.table import READ, table

    timed = {
        "imports": [1_000 * imported],
        "the first sentence": first,
        "an everyday sentence": usual,
        "the needs of one alone": needs,
        f"a text of {_LONG:,} characters": long,
    }
    rows = [(what, np.median(ms), np.mean(ms), np.percentile(ms, 95)) for what, ms in timed.items()]
    print(table(READ, [(what, *(f"{one:.1f}" for one in ms)) for what, *ms in rows]))


if __name__ == "__main__":
    main()
