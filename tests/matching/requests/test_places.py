"""Towns in a sentence: with their state, after an article, beside a need; and names that nobody knows."""

from __future__ import annotations

import pytest

from matching.requests import Kind, NamedPlace, PlaceKind
from matching.sentence import understand

NAMES = {
    name: NamedPlace(PlaceKind.TOWN, key)
    for name, key in {
        "holt": "holt",
        "holt michigan": "holt",
        "holt mi": "holt",
        "bronx": "bronx",
        "washington": "town",
        "washington dc": "capital",
        "washington d c": "capital",
        "jamaica": "jamaica",
        "jamaica queens": "jamaica",
        "queens": "queens",
    }.items()
}


def places(sentence: str) -> list[str]:
    return [one.value for one in understand(sentence, NAMES).conditions if one.kind is Kind.PLACE]


@pytest.mark.parametrize("sentence", ["has medicaid 48911", "MEDICAD 48911", "already paid, 48911", "case number 12345, 48911"])
def test_a_zip_is_one_after_any_word_but_for_the_name_of_a_number(sentence: str) -> None:
    """Five digits are a ZIP, even after a word that ends like one for a number of a file."""
    assert places(sentence) == ["48911"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("a tutor in Holt MI", ["holt"]),
        ("a tutor in Holt, Mich", ["holt"]),
        ("a tutor in Washington DC", ["capital"]),
        ("a tutor in Washington, D.C. for my son", ["capital"]),
        ("a tutor in washington dc", ["capital"]),
        ("dance in Jamaica, Queens", ["jamaica"]),
        ("a food pantry in the Bronx", ["bronx"]),
        ("a food pantry in the Bronx or Queens", ["bronx", "queens"]),
        ("dentist in Holt, Queens or Washington", ["holt", "queens", "town"]),
        ("despensa en Holt o Queens", ["holt", "queens"]),
        ("lives in Holt and Jamaica needs a tutor", ["holt"]),
        ("viven en el Bronx, necesita terapia", ["bronx"]),
        ("a tutor in Holt or Mason", ["holt"]),
        ("en Holt mi hijo necesita un tutor", ["holt"]),
        ("a tutor in Holt, OH", []),
        ("a tutor in Holt NY", []),
    ],
)
def test_a_state_after_a_town_decides_which_town_it_is(sentence: str, expected: list[str]) -> None:
    """A state in letters or words belongs to its town, and a town of that name in another state is not meant; "or" is no Oregon."""
    assert places(sentence) == expected


@pytest.mark.parametrize(
    "sentence", ["Holt food pantry", "a Holt dentist", "food pantry Holt", "a dentist Holt MI", "holt food pantry"]
)
def test_a_town_beside_the_words_of_a_need_is_a_place(sentence: str) -> None:
    """A town right before what is needed, or at the end after it, is where one goes, and neither unread nor one of the asker's words."""
    found = understand(sentence, NAMES)
    assert [one.value for one in found.conditions] == ["holt"]
    assert not found.unread
    assert "holt" not in {word.text for word in found.words}


@pytest.mark.parametrize("sentence", ["Holt needs a tutor", "a tutor for Holt who is shy", "Holt and his tutor"])
def test_a_name_elsewhere_is_no_place(sentence: str) -> None:
    """A name before a verb or after "for" may be a child's."""
    assert places(sentence) == []


def test_where_somebody_lives_is_no_need_even_if_nobody_knows_the_place() -> None:
    """The name of a place that nobody knows is said as not understood, and no need is read in it."""
    found = understand("a tutor, we live in Flushing", NAMES)
    assert [one.slug for one in found.needs] == ["tutoring"]
    assert "Flushing" in found.unread


@pytest.mark.parametrize(
    ("sentence", "denied", "expected"),
    [
        ("dance, not in Holt", "not in Holt", []),
        ("dance in the Bronx, not Holt", "not Holt", ["bronx"]),
        ("dance anywhere but Holt or Queens", "anywhere but Holt or Queens", []),
        ("dance in Holt, not in 48911", "not in 48911", ["holt"]),
        ("dance, they don't live in Holt anymore", "don't live in Holt anymore", []),
        ("moved away from Holt, wants dance", "moved away from Holt", []),
        ("dance, Holt is too far", "Holt is too far", []),
        ("baile que no sea en Holt", "que no sea en Holt", []),
        ("clases de baile pero no en Holt ni Queens", "no en Holt ni Queens", []),
        ("baile, no quiere ir a Holt", "no quiere ir a Holt", []),
        ("ya no viven en el Bronx, baile en Holt", "ya no viven en el Bronx", ["holt"]),
    ],
)
def test_a_denied_place_is_no_place(sentence: str, denied: str, expected: list[str]) -> None:
    """A town or ZIP that is ruled out is told as not understood, where nobody lives any more as denied; none is searched around."""
    found = understand(sentence, NAMES)
    assert places(sentence) == expected
    assert ([one.heard for one in found.denied] or [*found.unread]) == [denied]
    assert bool(found.denied) is any(word in sentence for word in ("live", "moved", "viven"))


@pytest.mark.parametrize("sentence", ["dance not only in Holt", "a tutor, se mudaron a Holt", "if not in Holt, a tutor online"])
def test_not_before_a_place_may_rule_nothing_out(sentence: str) -> None:
    """Words of a denial that deny something else, or nothing, leave the place."""
    assert places(sentence) == ["holt"]
