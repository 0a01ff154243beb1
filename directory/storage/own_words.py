"""The asker's own words in the directory: how many listings name each, and which of some listings do.

How rare a word is comes from the counts of the vocabulary, which are the same on both databases.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from directory.storage.engine import is_sqlite
from directory.storage.vocabulary import STOP_WORDS, correct_spelling
from matching.own_words import OwnWord, forms, named, own_words, rarity
from matching.query import SoughtWord

MOST = 24
"""The most words of a question that are looked for, the rarest first."""

# One value holds all words, or all keys: an IN list is written anew for each search, which takes longer than looking them up.
_COUNTS_SQLITE = text("SELECT w.word, w.documents FROM json_each(:words) AS s CROSS JOIN word AS w WHERE w.word = s.value")
_COUNTS = text("SELECT w.word, w.documents FROM word AS w WHERE w.word = ANY(CAST(:words AS text[]))")
_SQLITE_NEAR = """SELECT d.key, d.words FROM json_each(:spots) AS s CROSS JOIN document_words AS d
                  WHERE d.key BETWEEN json_extract(s.value, '$[0]') AND json_extract(s.value, '$[1]') AND ({some})"""
_POSTGRESQL_NEAR = """SELECT d.key, d.words FROM unnest(CAST(:first AS bigint[]), CAST(:last AS bigint[])) AS s (first, last)
                      JOIN document_words AS d ON d.key BETWEEN s.first AND s.last WHERE ({some})"""
_SQLITE = """SELECT d.key, d.words FROM json_each(:keys) AS k CROSS JOIN document_words AS d
             WHERE d.key = k.value AND ({some})"""
_POSTGRESQL = "SELECT d.key, d.words FROM document_words AS d WHERE d.key = ANY(CAST(:keys AS bigint[])) AND ({some})"


def sought(session: Session, words: Sequence[OwnWord], unread: Collection[str] = ()) -> tuple[SoughtWord, ...]:
    """Return the words that some listing names, with their rarity; a word nobody understood may be a misspelled one of these.

    `unread` are the words that nobody understood, in plain lower case.
    """
    spelled = {word: forms(word.stem) | {word.text} for word in words}
    counts = _counts(session, {form for every in spelled.values() for form in every} | STOP_WORDS)
    # Counting a million documents takes longer than all the rest, so their number is that of those with the commonest small word.
    total = max((counts.get(word, 0) for word in STOP_WORDS), default=0)
    found = [_sought(word, counts, spelled[word], total) for word in words]
    strange = [word.text for word, one in zip(words, found, strict=True) if not one.rarity and word.text in unread]
    found += [word for right in _corrected(session, strange) for word in sought(session, right)]
    known = {word.stem: word for word in found if word.rarity}
    rarest = sorted(known.values(), key=lambda word: -word.rarity)[:MOST]
    return tuple(word for word in known.values() if word in rarest)


def _sought(word: OwnWord, counts: dict[str, int], spelled: Iterable[str], total: int) -> SoughtWord:
    return SoughtWord(word.text, word.stem, rarity(sum(counts.get(form, 0) for form in spelled), total))


def _corrected(session: Session, words: Sequence[str]) -> list[tuple[OwnWord, ...]]:
    meant = correct_spelling(session, words)
    return [own_words(right) for word, right in meant.items() if right != word]


def _counts(session: Session, words: Iterable[str]) -> dict[str, int]:
    """Return how many search documents have each of these words, of those that any has."""
    sqlite, wanted = is_sqlite(session), sorted(words)
    rows = session.execute(_COUNTS_SQLITE if sqlite else _COUNTS, {"words": json.dumps(wanted) if sqlite else wanted})
    return {row.word: row.documents for row in rows}


def named_by(session: Session, keys: Iterable[int], words: Sequence[SoughtWord]) -> dict[int, str]:
    """Return what each of these services at location names of the words, by its key, as codes; those that name none are left out."""
    wanted = sorted(set(keys))
    if not wanted or not words:
        return {}
    keyed = {"keys": json.dumps(wanted) if is_sqlite(session) else wanted}
    return _named(session, words, _SQLITE if is_sqlite(session) else _POSTGRESQL, keyed)


def named_near(session: Session, spots: Sequence[tuple[int, int]], words: Sequence[SoughtWord]) -> dict[int, str]:
    """Return what each service at location names of the words, as named_by does; `spots` are the first and last keys of ranges."""
    if is_sqlite(session):
        return _named(session, words, _SQLITE_NEAR, {"spots": json.dumps(spots)})
    first, last = ([spot[end] for spot in spots] for end in (0, 1))
    return _named(session, words, _POSTGRESQL_NEAR, {"first": first, "last": last})


def _named(session: Session, words: Sequence[SoughtWord], query: str, given: Mapping[str, Any]) -> dict[int, str]:
    stems = [word.stem for word in words]
    sought_for = {f"w{n}": f" {stem}:" for n, stem in enumerate(stems)}
    rows = session.execute(_naming(query, len(stems), is_sqlite(session)), {**given, **sought_for})
    return {row.key: named(row.words, stems) for row in rows}


@cache
def _naming(query: str, words: int, sqlite: bool) -> TextClause:
    """Return a query for the listings that name one of so many words."""
    find = "instr(d.words, :w{n}) > 0" if sqlite else "strpos(d.words, :w{n}) > 0"
    return text(query.format(some=" OR ".join(find.format(n=n) for n in range(words))))
