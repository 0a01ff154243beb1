"""What the trained model reads in whole sentences, beside the phrases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.needs import terms
from matching.needs.correction import mended
from matching.needs.long_texts import MOST_OFFERED
from matching.needs.model import model
from matching.needs.ngrams import features, plain_words
from matching.needs.reader import read_needs
from matching.needs.sentences import NONE, all_sentences, digest

HANDS = {"counselor", "parent", "teacher", "teen"}
LEAST = 40
"""Whole sentences for each term and language, of all hands together."""

SAID = {
    "they are sleeping in their van behind the store": {"shelter", "housing-help"},
    "since her brother was buried she sits alone and says nothing": {"grief"},
    "I can't see the board from my seat": {"vision"},
    "the lights got shut off on Tuesday and the baby is cold": {"utilities"},
    "todas las tardes se queda solo porque trabajo hasta las ocho": {"after-school-program", "childcare"},
    "le duele la muela desde hace una semana": {"dental"},
    "no entiende las fracciones y llora con la tarea": {"math", "homework-help", "tutoring"},
}
"""Sentences that name no need, and the needs that a colleague would hear in them."""


@pytest.mark.parametrize(("sentence", "slugs"), SAID.items())
def test_a_sentence_that_names_no_need_is_understood(sentence: str, slugs: set[str]) -> None:
    """A need is heard in what happened, in English and Spanish."""
    assert read_needs(sentence).sure[0].slug in slugs


def test_what_happens_on_school_days_is_no_program() -> None:
    """Words of a school day beside a symptom ask for help with the symptom."""
    assert read_needs("He throws up before the bus comes, but only on school days").sure[0].slug in {"anxiety", "attendance"}


@pytest.mark.parametrize("text", ["", "...", "the", "xqzt vvk", "Kestrel Associates", "hola buenos días", "517-555-0142", "👍"])
def test_a_text_without_a_need_has_none(text: str) -> None:
    """Names, greetings, numbers and noise are taken for no need."""
    assert read_needs(text).sure == ()


def test_two_needs_in_one_sentence_are_both_meant() -> None:
    """A need that has a clause to itself is heard beside another."""
    assert {one.slug for one in read_needs("needs winter boots, and somebody to help with his reading").sure} >= {
        "clothing",
        "reading",
    }


@given(st.text(max_size=300) | st.lists(st.sampled_from(sorted(model().words)), max_size=12).map(" ".join))
def test_whatever_is_typed_is_read(text: str) -> None:
    """Reading never fails, names known terms once, best first, and its words stand in the text."""
    reading = read_needs(text)
    found = (*reading.sure, *reading.doubtful)
    assert len({one.slug for one in found}) == len(found)
    assert all(one.slug in terms() and 0 < one.score <= 1 for one in found)
    assert all(one.heard in text for one in found)
    assert len(reading.sure) >= MOST_OFFERED or len(found) <= MOST_OFFERED
    assert [one.score for one in reading.sure] == sorted((one.score for one in reading.sure), reverse=True)


@given(st.text(max_size=200))
def test_chances_sum_to_one(text: str) -> None:
    """The chances of all terms, and of none, are shares of one."""
    assert abs(float(model().chances(text).sum()) - 1) < 1e-3


def test_features_are_of_one_norm() -> None:
    """A long sentence counts no more than a short one."""
    for text in ("sad", "she is sad and tired and will not eat her lunch at school"):
        _, values = features(plain_words(text))
        assert abs(float(values @ values) - 2) < 1e-5


def test_the_model_learned_from_the_sentences_that_are_here() -> None:
    """Whoever changes a sentence trains the model again: make needs-model."""
    assert model().learned_from == digest()
    assert model().slugs == (*terms(), NONE)


def test_every_term_has_sentences_by_several_hands() -> None:
    """Each hand tells of each term in each language, in at least 40 whole sentences together; every label is a term."""
    counted: dict[tuple[str, str], int] = {}
    for one in all_sentences():
        assert set(one.slugs) <= {*terms(), NONE}
        if one.hand in HANDS:
            counted[one.slugs[0], one.language] = counted.get((one.slugs[0], one.language), 0) + 1
    assert {
        key: counted.get(key, 0) for slug in terms() for key in ((slug, "en"), (slug, "es")) if counted.get(key, 0) < LEAST
    } == {}


@pytest.mark.parametrize(
    ("sentence", "slug"),
    [
        ("she wants to play socer with others", "sports"),
        ("needs cownseling for his moods", "counseling"),
        ("ocupan vivenda porque los sacaron", "housing-help"),
    ],
)
def test_misspelled_words_are_understood(sentence: str, slug: str) -> None:
    """A slip of a letter changes no need."""
    assert read_needs(sentence).sure[0].slug == slug


def test_names_are_not_mended() -> None:
    """A name that resembles a word stays a name, and words that are known stay as they are."""
    for text in ("Talk to Mr. Shoess", "she lost her mom", "xqzt"):
        assert mended(text) == text
