"""Real listings, held against labels by hand."""

from __future__ import annotations

import pytest

from matching.needs import terms
from tests.matching.needs.measure_listings import ALL, counts, labels
from tests.real_lists import DATA


def test_labels_are_terms() -> None:
    """Every label is a term, and no term has two labels in a row."""
    for one in (*labels(), *labels(shut=True)):
        slugs = (*one.main, *one.also, *one.maybe)
        assert len(set(slugs)) == len(slugs), one
        assert set(slugs) <= terms().keys(), one


@pytest.mark.slow
@pytest.mark.skipif(not DATA.is_dir(), reason=f"the real lists are absent: {DATA}")
def test_few_strong_needs_are_wrong_and_few_main_needs_are_missed() -> None:
    """Over all labeled listings at most 2 % of the strong needs are wrong, and 2 % of the main needs are missed."""
    count = counts()[ALL]
    assert count["wrong"] <= 0.02 * count["strong"]
    assert count["missing"] <= 0.02 * count["main"]
