"""The vocabulary is sound: complete, without contradictions, and true to the taxonomy that it names."""

from __future__ import annotations

import csv
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from matching import needs
from matching import text as folding
from matching.needs import vocabulary

TAXONOMY = Path(__file__).resolve().parents[3] / ".." / "shared" / "taxonomy" / "open-eligibility.csv"
TERMS = list(needs.terms().values())


def shared(phrases: Iterable[tuple[str, str]]) -> dict[tuple[str, ...], set[str]]:
    """The folded phrases that more than one term has, with these terms."""
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for text, slug in phrases:
        owners[folding.phrase(text)].add(slug)
    return {words: slugs for words, slugs in owners.items() if len(slugs) > 1}


def test_size() -> None:
    """There are about a hundred terms, and each domain has at least eight of them."""
    assert 95 <= len(TERMS) <= 130
    assert min(Counter(term.domain for term in TERMS).values()) >= 8
    assert {term.domain for term in TERMS} == set(needs.DOMAINS)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.slug)
def test_term_is_complete(term: needs.Term) -> None:
    """A term has both names and enough words of staff, families and providers."""
    assert term.english
    assert term.spanish
    assert len(term.says) >= 3
    assert len(term.says_spanish) >= 2
    assert len(term.provides) >= 3


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.slug)
def test_every_phrase_says_something(term: needs.Term) -> None:
    """No phrase consists of small words alone: it would never be heard."""
    phrases = (*term.says, *term.says_spanish, *term.provides, *term.labels, *term.vague, term.english, term.spanish)
    assert [text for text in phrases if not folding.phrase(text)] == []


def test_a_saying_has_one_term() -> None:
    """What people say belongs to one term, inflections and small words aside."""
    assert shared((text, term.slug) for term in TERMS for text in (*term.says, *term.says_spanish)) == {}


def test_a_listing_has_one_term() -> None:
    """What providers write belongs to one term, whether it is told, only a label or vague."""
    assert shared((text, term.slug) for term in TERMS for text in (*term.provides, *term.labels, *term.vague)) == {}


def test_related_terms_exist() -> None:
    """A related term is another term of the vocabulary, with a weight between 0 and 1."""
    for term in TERMS:
        for slug, weight in term.related.items():
            assert slug in needs.terms()
            assert slug != term.slug
            assert 0 < weight < 1


def test_safety_terms_raise_the_card() -> None:
    """The terms of harm are crisis terms, and each of their sayings raises the card."""
    assert {
        "suicide", "self-harm", "child-abuse", "sexual-assault", "domestic-violence", "violence", "unsafe-tonight", "overdose",
    } <= {term.slug for term in TERMS if term.crisis}  # fmt: skip
    silent = [text for term in TERMS if term.crisis for text in (*term.says, *term.says_spanish) if not needs.find(text).crisis]
    assert silent == []


def test_open_eligibility_ids_are_known() -> None:
    """Every Open Eligibility id stands in the taxonomy, and none in two terms."""
    ids = [number for term in TERMS for number in term.open_eligibility]
    assert [number for number, count in Counter(ids).items() if count > 1] == []
    if not TAXONOMY.exists():
        pytest.skip("the taxonomy's list is absent")
    with TAXONOMY.open(encoding="utf-8") as rows:
        assert set(ids) <= {int(row["id"]) for row in csv.DictReader(rows)}


def test_answering_begins_with_the_term_itself() -> None:
    """A need is answered first by services listed under its own term, then by related ones."""
    answers = needs.answering("homework-help")
    assert next(iter(answers.items())) == ("homework-help", 1.0)
    assert answers["tutoring"] == 0.9
    assert answers["after-school-program"] == 0.6
    with pytest.raises(KeyError):
        needs.answering("no-such-need")


def test_quiet_phrases_are_silent() -> None:
    """A quiet phrase of speech never raises the crisis card."""
    assert [text for text in vocabulary.quiet().speech if needs.find(text).crisis] == []


def test_quiet_listings_mean_nothing() -> None:
    """A quiet phrase of a listing classifies to no term."""
    assert [text for text in vocabulary.quiet().listings if needs.classify({"description": text})] == []


def test_a_quiet_listing_is_more_than_a_word() -> None:
    """A quiet phrase of a listing keeps two words at least once small ones are dropped: one word would silence too much."""
    assert [text for text in vocabulary.quiet().listings if len(folding.phrase(text)) < 2] == []


def test_ordinary_words_are_not_vocabulary() -> None:
    """The ordinary words are words that the vocabulary itself does not use as a whole phrase."""
    single = set(itertools.chain.from_iterable(term.says for term in TERMS))
    assert vocabulary.ordinary() & single == set()
