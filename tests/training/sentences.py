"""Everything that the models learn from, as texts: sentences of needs, of danger and with marks, and the phrases of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator

from matching.danger.sentences import all_sentences as danger_sentences
from matching.needs import terms
from matching.needs.sentences import NeedSentence
from matching.needs.sentences import all_sentences as need_sentences
from matching.requests.sentences import all_sentences as marked_sentences

PHRASES, LISTINGS = "phrases", "listings"
"""The hands of what the vocabulary says: in the words of people, and in those of providers."""


def phrases() -> Iterator[NeedSentence]:
    """Yield each phrase of the vocabulary as a sentence of its term."""
    for term in terms().values():
        said = [(text, "en") for text in (term.english, *term.says)] + [
            (text, "es") for text in (term.spanish, *term.says_spanish)
        ]
        yield from (NeedSentence(text, (term.slug,), language, PHRASES) for text, language in said)
        yield from (NeedSentence(text, (term.slug,), "en", LISTINGS) for text in term.provides)


def every_text() -> Iterator[str]:
    """Yield every text that the models learn from."""
    yield from (one.text for one in (*need_sentences(), *phrases()))
    yield from (one.text for one in danger_sentences())
    yield from (one.text for one in marked_sentences())
