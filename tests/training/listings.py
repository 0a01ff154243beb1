"""Training of the model that reads descriptions: `make listings-model` writes the file from the vocabulary and `descriptions/`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from sklearn.linear_model import LogisticRegression

from matching.encoder import vector
from matching.needs.descriptions import FILE, FOLDER, NOTHING, packed
from matching.needs.vocabulary import terms

WRITTEN = 4.0
"""The weight of a written description beside a phrase of the vocabulary."""


def phrases() -> Iterator[tuple[str, str, float]]:
    """Yield each phrase of the vocabulary by which providers name a service, with its term and its weight."""
    yield from ((text, term.slug, 1.0) for term in terms().values() for text in (term.english, *term.provides, *term.labels))


def written() -> Iterator[tuple[str, str, float]]:
    """Yield each description that was written for the model, once for each of its terms, or once for none."""
    for path in sorted(FOLDER.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            slugs, text = line.split("\t")
            yield from ((text, slug, WRITTEN) for slug in slugs.split(","))


def main() -> None:
    """Train and write the model; rare terms count as the square root of how rare they are."""
    slugs = [*terms(), NOTHING]
    texts, names, given = zip(*(*phrases(), *written()), strict=True)
    labels, weights = np.array([slugs.index(name) for name in names]), np.array(given)
    counts = np.bincount(labels, weights=weights)
    weights *= np.sqrt(counts.mean() / counts[labels])
    rows = {text: vector(text) for text in dict.fromkeys(texts)}
    read = LogisticRegression(C=3, max_iter=60).fit(np.stack([rows[text] for text in texts]), labels, sample_weight=weights)
    FILE.write_bytes(packed(slugs, read.coef_.T.astype(np.float32), read.intercept_.astype(np.float32)))
    print(f"{len(texts)} texts, {FILE.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
