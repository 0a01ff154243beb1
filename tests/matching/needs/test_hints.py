"""Words of a listing from which a need is likely without being sure."""

from __future__ import annotations

import pytest

from matching import needs
from matching.needs.evidence import HINT
from matching.needs.hints import hinted, hints

HINTED = [
    ({"categories": ["Mental health clinic"], "name": "Harbor House Clubhouse"}, "peer-support"),
    ({"categories": ["Mental health clinic"], "name": "Elm Clinic", "organization": "Center for Older Adults"}, "senior-services"),
    ({"categories": ["Mental health clinic"], "name": "Elm Clinic"}, "psychiatric-care"),
    ({"name": "Elm Men's Dormitory", "description": "Case management."}, "shelter"),
    ({"name": "Elm Center", "description": "Showers and lockers for all. Open daily. Groceries are given out on Fridays."}, "food-pantry"),
    ({"categories": ["Mental health clinic"], "name": "Elm Behavioral Health", "keywords": ["Inpatient service"]}, "intensive-mental-health"),
    ({"name": "Casa Olmo", "description": "Programa para adultos. Cuidados paliativos en casa."}, "chronic-illness"),
]  # fmt: skip


def test_hints_are_terms() -> None:
    """Every hint names terms, and so does what it stands beside."""
    assert {slug for hint in hints() for slug in (*hint.needs, *hint.beside)} <= needs.terms().keys()


def test_each_phrase_hints() -> None:
    """Every phrase of the table is heard by itself: none is quiet, and none lies inside another."""
    silent = [
        phrase
        for hint in hints()
        for phrase in hint.phrases
        if not {*hint.needs} <= {*hinted([phrase], dict.fromkeys(hint.beside, 1.0))}
    ]
    assert silent == []


@pytest.mark.parametrize(("parts", "slug"), HINTED)
def test_a_hint_is_found_behind_all_else(parts: dict[str, str | list[str]], slug: str) -> None:
    """What words only hint at is among the needs, and less sure than all that is said."""
    assert needs.classify(parts)[slug] == HINT


def test_a_hint_beside_a_need_counts_only_there() -> None:
    """Inpatient care of a detox unit hints at no psychiatric care."""
    fits = needs.classify({"categories": ["Substance use treatment"], "name": "Detox Unit", "keywords": ["Inpatient service"]})
    assert "intensive-mental-health" not in fits
