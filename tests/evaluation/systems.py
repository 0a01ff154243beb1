"""The ways to find that are compared: each answers a question with ids of listings, best first.

The plain ways are given the circle of the question, which they would not know by themselves, and nothing else.
"""

from __future__ import annotations

import datetime
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from geopy.distance import great_circle
from rapidfuzz import fuzz, process, utils
from sqlalchemy.orm import Session

from directory.errors import UnknownError
from directory.finding.matches import Ask, Finding, find_matches
from directory.finding.results import Result
from directory.places import zips
from matching import of_age, of_grade
from tests.evaluation.lists import Listing
from tests.evaluation.questions import Question

DEEP = 50
"""As many are asked for as recall is measured in."""
WITHIN = 10.0  # miles, as the product asks by itself
TODAY = datetime.date(2026, 11, 30)
"""The day of all questions, so that the same lists give the same table on any other."""


@dataclass(frozen=True, slots=True)
class Found:
    """A listing that a way to find puts forward, and whether it says that this answers what was asked; plain ways always do."""

    id: str
    sure: bool = True


System = Callable[[Question], Sequence[Found]]

STOP_WORDS = frozenset(
    """a about after all am an and any are as at be because been before but by can cannot could did do does for from get gets
    had has have he her him his how i if in into is it its just me my no not of off on one or our out she so some somebody
    someone that the their them then there they this to too up us wants want was we were what when where which who whom will
    with would you your needs need near year years old age aged grade grader
    a al algo alguien ande anda con de del donde el ella en es esta está este hay la las le les lo los me mi mis muy no nos o
    para pero por porque puede que qué quien se ser si sin solo su sus te tengo tiene un una y ya yo
    años año edad grado cerca necesita necesito quiere""".split()
)
"""What is no word of a need, nor the student's age: without these, "9 year old" would find whatever is open at 9."""


def answer(session: Session, question: Question, *, order: Literal["fit", "distance"] = "fit") -> Finding | None:
    """Return what the product answers to the sentence; None if it understands nothing of it."""
    ask = Ask(
        sentence=question.words, age=question.age, grade=question.grade, near=question.zip, within=WITHIN, limit=DEEP, order=order
    )
    try:
        return find_matches(session, ask, TODAY)
    except UnknownError:
        return None


def product(session: Session, *, order: Literal["fit", "distance"] = "fit") -> System:
    """The product's own path from a sentence to matches; by distance it is what filters by need and age would list."""

    def find(question: Question) -> Sequence[Found]:
        found = answer(session, question, order=order)
        return [Found(match.card.id, _is_sure(match)) for match in found.matches] if found else []

    return find


def _is_sure(match: Result) -> bool:
    """Whether a match says of no need that it may not be answered."""
    return all(reason.verdict == "pass" for reason in match.reasons if reason.criterion == "need")


def bm25(everything: Mapping[str, Listing]) -> System:
    """BM25 of FTS5 over name, description and categories, English stems, without stop words, in the circle."""
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE text USING fts5(id UNINDEXED, body, tokenize='porter unicode61 remove_diacritics 2')")
    index.executemany("INSERT INTO text VALUES (?, ?)", ((one.id, one.text) for one in everything.values()))

    def find(question: Question) -> Sequence[Found]:
        words = content_words(question)
        asked = " OR ".join(f'"{word}"' for word in words)
        found = index.execute("SELECT id FROM text WHERE text MATCH ? ORDER BY bm25(text), id", (asked,)) if words else ()
        return [Found(key) for (key,) in found if _in_circle(everything[key], question)][:DEEP]

    return find


def names(everything: Mapping[str, Listing]) -> System:
    """The names of services and agencies that rapidfuzz holds for most like the question, in the circle."""

    def find(question: Question) -> Sequence[Found]:
        near = {
            one.id: f"{one.name} {one.organization}"
            for one in sorted(everything.values(), key=lambda one: one.id)
            if _in_circle(one, question)
        }
        asked = " ".join(content_words(question))
        likest = process.extract(asked, near, scorer=fuzz.token_set_ratio, processor=utils.default_process, limit=DEEP)
        return [Found(key) for _, _, key in likest]

    return find


def nearest(everything: Mapping[str, Listing]) -> System:
    """Whatever takes the age, nearest first."""

    def find(question: Question) -> Sequence[Found]:
        low, high = ages(question)
        fitting = [(_miles(one, question), one.id) for one in everything.values() if one.takes(low, high)]
        return [Found(key) for miles, key in sorted(fitting) if miles <= WITHIN][:DEEP]

    return find


def content_words(question: Question) -> list[str]:
    """Return the question's words that a plain way looks for: no stop words, no numbers."""
    words = re.findall(r"[^\W_]+", question.words.lower())
    return [word for word in words if word not in STOP_WORDS and len(word) > 1 and not word.isdigit()]


def ages(question: Question) -> tuple[float, float]:
    """Return the ages that the student may have, from the first up to but not including the second; any age if none was said."""
    if question.age is None and question.grade is None:
        return 0.0, 200.0
    said = of_grade(question.grade) if question.grade is not None else of_age(question.age or 0.0)
    return said.low, said.high


def _in_circle(one: Listing, question: Question) -> bool:
    """Whether a listing is in reach; one without a point may be."""
    return one.latitude is None or _miles(one, question) <= WITHIN


def _miles(one: Listing, question: Question) -> float:
    place = zips.place(question.zip)
    if one.latitude is None or one.longitude is None:
        return float("inf")
    return float(great_circle((one.latitude, one.longitude), (place.latitude, place.longitude)).miles)
