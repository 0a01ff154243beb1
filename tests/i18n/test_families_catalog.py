"""The catalogs of what families read: whole, in step with what the desk says, and honest about who has read them."""

from __future__ import annotations

import pytest

from directory.i18n.catalogs import ENGLISH, FOLDER, catalog_of, languages, path
from tests.i18n.catalog_files import LONG, blanks, held
from tests.letters import test_words as letters
from tests.mail import test_texts as mails
from tests.web.answers import test_answer_words as answers
from tests.web.students import test_consent_paper as consent

OTHERS = [language for language in languages() if language != ENGLISH]

ROOMS = (letters, mails, answers, consent)


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalog_has_every_sentence_and_no_other(language: str) -> None:
    """What letters, reminders, answer pages and the consent form say is in each catalog, and what they no longer say is not."""
    assert {message.id for message in held(language) if message.id} == {one for room in ROOMS for one in room.sentences()}


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalog_is_filled_in(language: str) -> None:
    """No sentence is blank or marked as a guess, and each has the fields of its English and no other."""
    messages = [message for message in held(language) if message.id]
    assert [message.id for message in messages if not message.string or message.fuzzy] == [], "translate these"
    assert [message.id for message in messages if blanks(str(message.string)) != blanks(str(message.id))] == []


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_the_language_that_was_copied(language: str) -> None:
    """No long sentence is the same as in another language's catalog."""
    others = {str(message.string) for other in OTHERS if other != language for message in held(other)}
    same = [str(message.string) for message in held(language) if message.id and message.string in others]
    assert [sentence for sentence in same if len(sentence.split()) >= LONG] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalog_says_who_has_reviewed_it(language: str) -> None:
    """The header names a fluent reader, or says nobody; letters of the second kind carry the English."""
    assert "X-Reviewed-By: " in path(language).read_text("utf-8").split("\n\n")[0]


def test_nobody_has_reviewed_the_spanish() -> None:
    """Our Spanish was written by us: until somebody fluent stands by it, it is not taken for reviewed."""
    assert not catalog_of("es").reviewed
    assert catalog_of(ENGLISH).reviewed


def test_no_compiled_catalog_is_kept() -> None:
    """Catalogs are compiled as they are read."""
    assert list(FOLDER.rglob("*.mo")) == []
