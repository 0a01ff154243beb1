"""Everyday words, slang and misspelled ones in both languages: what people say for what the vocabulary names."""

from __future__ import annotations

import pytest

from matching.sentence import understand

EVERYDAY: dict[str, tuple[str, tuple[str, ...]]] = {
    "gorcery": ("food-pantry", ()),
    "gorcery help": ("food-pantry", ()),
    "shrink": ("counseling", ()),
    "he needs a shrink": ("counseling", ()),
    "un loquero para mi hijo": ("counseling", ()),
    "rec center": ("recreation-center", ()),
    "centro recreativo": ("recreation-center", ()),
    "terapia gratis": ("counseling", ("payment:free",)),
    "free therapy": ("counseling", ("payment:free",)),
    "somebody to talk to": ("counseling", ()),
    "alguien con quien hablar": ("counseling", ()),
    "lentes para mi hija": ("vision", ()),
    "glasses for my daughter": ("vision", ()),
    "socer": ("sports", ("activity:soccer",)),
    "natasion": ("sports", ("activity:swimming",)),
}
"""Words, the need that they mean first, and the conditions beside it."""


@pytest.mark.parametrize("words", EVERYDAY)
def test_everyday_words_are_understood(words: str) -> None:
    """The need is surely meant and comes first, with its conditions."""
    found = understand(words)
    said = tuple(f"{one.kind.value}:{one.value}" for one in found.conditions)
    assert (found.needs[0].slug, said) == EVERYDAY[words]
