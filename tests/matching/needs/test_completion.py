"""Needs for the beginning of a name or a saying, held against a walk over all phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.danger import meaning
from matching.needs import completion, terms
from matching.needs.completion import complete, complete_misspelled
from matching.text import fold_text, root

EVERYTHING = 1_000
NAMES = sorted(name for term in terms().values() for name in (term.english, term.spanish))
PHRASES = sorted({fold_text(phrase) for term in terms().values() for phrase in (term.english, term.spanish, *term.says)})


def by_walking(beginning: str) -> set[str]:
    """The terms that have a phrase with this beginning, by the rules in words: names from any word, sayings from the first."""
    introducing = {"needs", "need", "wants", "want", "see", "necesita", "necesitan", "quiere", "busca", *completion.SMALL}
    found: set[str] = set()
    taken: dict[str, str] = {}
    names = [(term.slug, name, True) for term in terms().values() for name in (term.english, term.spanish)]
    sayings = [(term.slug, said, False) for term in terms().values() for said in (*term.says, *term.says_spanish)]
    for slug, phrase, is_name in (*names, *sayings):
        words = fold_text(phrase).split()
        if taken.setdefault(" ".join(words), slug) != slug:
            continue
        for at, word in enumerate(words):
            led_to = all(earlier in introducing for earlier in words[:at])
            if at > 0 and (word in completion.SMALL or not (is_name or led_to)):
                continue
            rest = words[at:]
            if " ".join(rest).startswith(beginning) or " ".join(map(root, rest)).startswith(beginning):
                found.add(slug)
    return found


beginnings = st.builds(
    lambda phrase, at, letters: " ".join(phrase.split()[at:])[:letters].strip(), st.sampled_from(PHRASES), st.integers(0, 2), st.integers(1, 20)
) | st.text(alphabet="abcdefghino rst", min_size=1, max_size=6).map(str.strip)  # fmt: skip


@pytest.mark.slow
@given(beginning=beginnings.filter(bool))
def test_completions_are_those_of_a_walk_over_all_phrases(beginning: str) -> None:
    """The slice of sorted phrases holds the terms that a look at every phrase finds, each once."""
    found = [one.slug for one in complete(beginning, EVERYTHING)]
    assert len(found) == len(set(found))
    assert set(found) == by_walking(beginning)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_completes_to_itself(name: str) -> None:
    """A need's whole name, in either language, suggests that need first."""
    first = complete(fold_text(name), 1)[0]
    assert name in (terms()[first.slug].english, terms()[first.slug].spanish)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_completed_is_understood(name: str) -> None:
    """A name that was put into a sentence is read there as the need that was chosen."""
    read = meaning(name)
    slugs = {slug for slug, term in terms().items() if name in (term.english, term.spanish)}
    assert slugs & {one.slug for one in (*read.found, *read.doubtful)}


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("gorcery", "food-pantry"),
        ("terapa", "counseling"),
        ("greif", "grief"),
        ("anxeity", "anxiety"),
        ("tutring", "tutoring"),
        ("conselin", "counseling"),
        ("homwork", "homework-help"),
        ("dentits", "dental"),
        ("homewrok he", None),
    ],
)
def test_a_misspelled_beginning_is_mended(typed: str, slug: str | None) -> None:
    """One slip in the last word is allowed for, in either language; an earlier word must be right."""
    assert complete(typed, 1) == []
    assert [one.slug for one in complete_misspelled(typed, 1)] == ([slug] if slug else [])


@pytest.mark.parametrize(
    "word",
    "there which about could should their teacher really around looking wanted another through against something".split(),
)
def test_an_ordinary_word_is_no_misspelling(word: str) -> None:
    """Words that everybody writes are never taken for a misspelled need."""
    assert complete_misspelled(word, EVERYTHING) == []


def test_the_shortest_way_to_say_it_comes_first() -> None:
    """What was typed to its end comes before what only begins so, and names before sayings."""
    assert complete("terapia", 1)[0].slug == "counseling"
    assert complete("homew", 1)[0].phrase == "Homework help"
