"""How long matching and search take on a directory."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory.finding.matches import find_matches
from directory.storage.candidates import candidates
from directory.storage.engine import reading
from directory.storage.search import search
from matching import rank
from matching.query import Candidates, Query
from tests.benchmarks.asking import Question, Words
from tests.benchmarks.generating import TODAY
from tests.benchmarks.table import Latency, latency


def latencies(engine: Engine, name: str, services: int, questions: list[Question], words: list[Words]) -> list[Latency]:
    """A figure for each kind of question; every question is a transaction of its own, as a request is."""

    def asking(answer: Callable[[Session], int]) -> int:
        with reading(engine) as session:
            return answer(session)

    def matched(session: Session, question: Question) -> int:
        found = find_matches(session, question.ask, TODAY)
        return len(found.matches) + len(found.near_misses)

    return [
        latency("candidates", name, services, questions, lambda q: asking(lambda s: len(candidates(s, q.query)))),
        latency("match, whole, with cards", name, services, questions, lambda q: asking(lambda s: matched(s, q))),
        latency("search, right word", name, services, words, lambda w: asking(lambda s: len(search(s, w.right).hits))),
        latency("search, misspelled word", name, services, words, lambda w: asking(lambda s: len(search(s, w.wrong).hits))),
        latency(
            "search, right word, near",
            name,
            services,
            words,
            lambda w: asking(lambda s: len(search(s, w.right, place=w.place).hits)),
        ),
    ]


def ranking(engine: Engine, services: int, questions: list[Question]) -> Latency:
    """The figure for ranking alone, of candidates that are in memory; `engine` is where they are fetched from."""
    return latency("rank alone", "memory", services, [(q.query, _fetched(engine, q.query)) for q in questions], _ranked)


def _fetched(engine: Engine, query: Query) -> Candidates:
    with reading(engine) as session:
        return candidates(session, query)


def _ranked(given: tuple[Query, Candidates]) -> int:
    ranking = rank(*given, TODAY)
    return len(ranking.matches) + len(ranking.near_misses)
