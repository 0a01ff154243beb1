"""The catalogs of what staff read: whole, in step with what codes say, and honest about who has read them."""

from __future__ import annotations

import pytest

from directory.i18n.catalogs import ENGLISH, STAFF, catalog_of, languages, path
from tests.finding import test_reason_catalogs as reasons
from tests.i18n import refusals
from tests.i18n.catalog_files import LONG, blanks, both, held
from tests.listings.problems import test_problem_words as problems

OTHERS = [language for language in languages(STAFF) if language != ENGLISH]

ROOMS = (reasons, problems, refusals)


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalog_has_every_sentence_and_no_other(language: str) -> None:
    """What codes and their fields say, and what fields of forms are refused with, is in each catalog, and nothing else."""
    told = {words for message in held(language, STAFF) if message.id for words in both(message.id)}
    assert told == {one for room in ROOMS for one in room.sentences()}


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalog_is_filled_in(language: str) -> None:
    """No sentence is blank or marked as a guess, and each has the fields of its English and no other."""
    for message in held(language, STAFF):
        if message.id:
            assert not message.fuzzy, message.id
            for english, other in zip(both(message.id), both(message.string), strict=True):
                assert other, english
                assert blanks(other) == blanks(english), english


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_another_language(language: str) -> None:
    """No long sentence is its own English, or the same as in another language's catalog."""
    others = {words for other in OTHERS if other != language for message in held(other, STAFF) for words in both(message.string)}
    for message in held(language, STAFF):
        if message.id:
            for english, words in zip(both(message.id), both(message.string), strict=True):
                assert len(words.split()) < LONG or words not in others | {english}, english


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalog_says_who_has_reviewed_it(language: str) -> None:
    """The header names a fluent reader, or says nobody."""
    assert "X-Reviewed-By: " in path(language, STAFF).read_text("utf-8").split("\n\n")[0]


def test_nobody_has_reviewed_the_spanish() -> None:
    """There is a Spanish catalog, which no fluent reader has reviewed yet."""
    assert "es" in OTHERS
    assert not catalog_of("es", STAFF).reviewed
