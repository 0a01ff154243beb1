"""What is asked of the directory: needs, places, ages and words, the same in every run."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.finding.matches import Ask
from directory.models import SearchDocument
from directory.places import zips
from directory.storage.vocabulary import STOP_WORDS, words_of
from matching import of_age
from matching.needs import resolve, terms
from matching.query import Need, Place, Query
from tests.benchmarks.generating import LANGUAGES, spot

SEED = 11
SHORTEST = 5  # letters of a word that is misspelled
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Question:
    """One student's need: in a specialist's words, and as matching takes it."""

    ask: Ask
    query: Query


@dataclass(frozen=True, slots=True)
class Words:
    """A word of the directory, the same with a typing error, and where it is looked for."""

    right: str
    wrong: str
    place: Place


def questions(count: int) -> list[Question]:
    rng = random.Random(SEED)
    return [_question(rng) for _ in range(count)]


@cache
def _phrases() -> tuple[str, ...]:
    """What school staff say, where it names a need."""
    said = (phrase for term in terms().values() for phrase in (term.slug, *term.says))
    return tuple(phrase for phrase in said if resolve(phrase).found)


def _question(rng: random.Random) -> Question:
    phrases = tuple(rng.choice(_phrases()) for _ in range(rng.choice((1, 1, 2))))
    age, near = float(rng.randint(5, 18)), spot(rng).postal_code
    within = rng.choice((5.0, 10.0, 10.0, 25.0))
    languages = tuple(rng.sample(list(LANGUAGES), rng.choice((0, 0, 1))))
    payment = rng.choice((None, "medicaid", "free"))
    slugs = dict.fromkeys(found.slug for phrase in phrases for found in resolve(phrase).found)
    query = Query(
        needs=tuple(map(Need, slugs)),
        ages=of_age(age),
        place=zips.place(near),
        within=within,
        languages=languages,
        payment=payment,  # type: ignore[arg-type]  # drawn from its own words
    )
    ask = Ask(phrases, age=age, near=near, within=within, languages=languages, payment=payment)
    return Question(ask, query)


def words(session: Session, count: int) -> list[Words]:
    """Words of titles, each as often as services bear it."""
    rng = random.Random(SEED)
    titles = session.scalars(select(SearchDocument.title).order_by(SearchDocument.key)).all()
    found: list[Words] = []
    while len(found) < count:
        known = sorted(word for word in words_of(rng.choice(titles)) - STOP_WORDS if len(word) >= SHORTEST)
        if known:
            right = rng.choice(known)
            found.append(Words(right, misspelled(rng, right), zips.place(spot(rng).postal_code)))
    return found


def misspelled(rng: random.Random, word: str) -> str:
    """The word with one error: a letter too few, a wrong one, or two that have changed places."""
    at = rng.randrange(len(word) - 1)
    wrong = rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + rng.choice(_LETTERS) + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
    return wrong if wrong != word else misspelled(rng, word)
