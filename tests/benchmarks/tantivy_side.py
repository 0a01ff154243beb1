"""The same services in tantivy, a search engine library, asked the same questions: what ours is measured against.

It only fetches: its 20 best are those of its text score, unranked by our criteria and without reasons.
"""

from __future__ import annotations

import math
from itertools import groupby
from pathlib import Path
from typing import Any

import tantivy
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from tantivy import FieldType, Occur, Query

from directory.models import MatchCandidate, SearchDocument, table
from matching.distance import reach
from matching.needs import answering
from matching.query import Place
from tests.benchmarks.asking import Question, Words
from tests.benchmarks.table import Latency, latency

NAME = "tantivy"
MILES_OF_A_DEGREE = 69.0
MOST = 20
HEAP = 256_000_000  # bytes
NOWHERE = 1_000.0  # the latitude of what has no point
OLDEST = 200.0


def latencies(source: Engine, folder: Path, services: int, questions: list[Question], words: list[Words]) -> list[Latency]:
    """Indexes the directory in `source`, and asks what tantivy can answer."""
    with Session(source) as session:
        index = _indexed(session, folder)
    searcher, schema = index.searcher(), index.schema

    def top(query: Query) -> int:
        return len([searcher.doc(address)["id"] for _, address in searcher.search(query, MOST, count=False).hits])

    within = 10.0
    return [
        latency("candidates", NAME, services, questions, lambda q: top(_matching(schema, q))),
        latency("search, right word", NAME, services, words, lambda w: top(_either(schema, w.right, 0))),
        latency("search, misspelled word", NAME, services, words, lambda w: top(_either(schema, w.wrong, 1))),
        latency(
            "search, right word, near", NAME, services, words,
            lambda w: top(_all(_either(schema, w.right, 0), _near(schema, w.place, within))),
        ),
    ]  # fmt: skip


def _indexed(session: Session, folder: Path) -> tantivy.Index:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("term", fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("title", "body"):
        builder.add_text_field(name, index_option="freq")
    for name in ("latitude", "longitude", "minimum", "maximum"):
        builder.add_float_field(name, fast=True)
    folder.mkdir()
    index = tantivy.Index(builder.build(), path=str(folder))
    writer = index.writer(HEAP, 1)
    for row, terms in _documents(session):
        writer.add_document(
            tantivy.Document(
                id=[row.id],
                term=terms,
                title=[row.title],
                body=[row.body],
                latitude=[NOWHERE if row.latitude is None else row.latitude],
                longitude=[NOWHERE if row.longitude is None else row.longitude],
                minimum=[row.minimum_age or 0.0],
                maximum=[OLDEST if row.maximum_age is None else row.maximum_age],
            )
        )
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def _documents(session: Session) -> list[tuple[Any, list[str]]]:
    """A document for each service at location, with all of its terms."""
    found, texts = table(MatchCandidate).c, table(SearchDocument).c
    columns = (found.key, found.term, found.id, found.latitude, found.longitude, found.minimum_age, found.maximum_age)
    query = select(*columns, texts.title, texts.body).join(SearchDocument, texts.key == found.key).order_by(found.key)
    groups = (list(rows) for _, rows in groupby(session.execute(query), key=lambda row: row.key))
    return [(rows[0], [row.term for row in rows]) for rows in groups]


def _matching(schema: tantivy.Schema, question: Question) -> Query:
    """Listed under a term that may answer, in the box around the circle or without a point, and for the student's age."""
    query = question.query
    assert query.place is not None
    assert query.ages is not None
    terms = sorted({term for need in query.needs for term in answering(need.slug)})
    return _all(
        Query.term_set_query(schema, "term", terms),
        _near(schema, query.place, reach(query.within)),
        _range(schema, "minimum", None, query.ages.high),
        _range(schema, "maximum", query.ages.low - 1, None),
    )


def _near(schema: tantivy.Schema, place: Place, miles: float) -> Query:
    high = miles / MILES_OF_A_DEGREE
    wide = high / math.cos(math.radians(place.latitude))
    box = _all(
        _range(schema, "latitude", place.latitude - high, place.latitude + high),
        _range(schema, "longitude", place.longitude - wide, place.longitude + wide),
    )
    return Query.boolean_query([(Occur.Should, box), (Occur.Should, _range(schema, "latitude", NOWHERE, None))])


def _either(schema: tantivy.Schema, word: str, errors: int) -> Query:
    """The word in title or body, as written or with so many errors; a title counts four times as much, as it does with us."""

    def stands_in(field: str) -> Query:
        if errors:
            return Query.fuzzy_term_query(schema, field, word, distance=errors)
        return Query.term_query(schema, field, word, index_option="freq")

    return Query.boolean_query([(Occur.Should, Query.boost_query(stands_in("title"), 4.0)), (Occur.Should, stands_in("body"))])


def _all(*queries: Query) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _range(schema: tantivy.Schema, field: str, low: float | None, high: float | None) -> Query:
    return Query.range_query(schema, field, FieldType.Float, low, high)
