"""Look-up tables for fast answers; each is written in the transaction that writes the data it is derived from."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, Index, Integer, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, Code, Name
from directory.models.codes import ListedKind

_SORTED = Text().with_variant(Text(collation="C"), "postgresql")
"""Text whose index is in the order of code points on both engines, so that a beginning is one range of it."""


def _key_of() -> ForeignKey:
    return ForeignKey("service_at_location.key", ondelete="CASCADE", onupdate="CASCADE")


class MatchCandidate(Base):
    """A row for each (need term, service at location) with the small columns that scoring reads.

    Its primary key is (term, key), and key begins with the map cell, so that a circle is a few ranges of it; on SQLite the row
    is stored in that index itself.
    """

    __tablename__ = "match_candidate"
    __table_args__ = ({"sqlite_with_rowid": False},)

    term: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[int] = mapped_column(BigInteger, _key_of(), primary_key=True, index=True)
    id: Mapped[str] = mapped_column(String(36))
    fit: Mapped[float]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    precision: Mapped[Name]
    minimum_age: Mapped[float | None]
    maximum_age: Mapped[float | None]
    languages: Mapped[Name]
    payments: Mapped[Name]
    modes: Mapped[Name]
    areas: Mapped[Name]
    school: Mapped[Name]
    assured: Mapped[int | None]
    capacity: Mapped[float | None]
    wait: Mapped[Name]
    capacity_day: Mapped[int | None]
    first_month: Mapped[int | None] = mapped_column(SmallInteger)
    last_month: Mapped[int | None] = mapped_column(SmallInteger)
    closed_until: Mapped[int | None]
    for_crisis: Mapped[bool]
    audience: Mapped[Name]
    traits: Mapped[Name]
    town: Mapped[Name]


class SearchDocument(Base):
    """The words by which a service at location is found; SQLite indexes them in `search_index` (FTS5), PostgreSQL in `tsv`."""

    __tablename__ = "search_document"

    key: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), _key_of(), primary_key=True, autoincrement=False
    )
    title: Mapped[Name]
    body: Mapped[Name]


class DocumentWords(Base):
    """The words that a service at location names, by their stems, with where each is named (matching.own_words.listed_words)."""

    __tablename__ = "document_words"

    key: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), _key_of(), primary_key=True, autoincrement=False
    )
    words: Mapped[Name]


class Word(Base):
    """The directory's own vocabulary: how many search documents contain a word."""

    __tablename__ = "word"

    word: Mapped[str] = mapped_column(Text, primary_key=True)
    documents: Mapped[int] = mapped_column(Integer)


class WordKey(Base):
    """The word itself and each way to leave one letter out of it, by which misspelled words find it."""

    __tablename__ = "word_key"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: Mapped[str] = mapped_column(_SORTED, primary_key=True)
    word: Mapped[str] = mapped_column(Text, ForeignKey("word.word", ondelete="CASCADE"), primary_key=True, index=True)


class ListedName(Base):
    """A name of an organization, a service or a town: folded, as it is written, and how many search documents bear it."""

    __tablename__ = "listed_name"

    kind: Mapped[ListedKind] = mapped_column(Code(ListedKind), primary_key=True)
    folded: Mapped[str] = mapped_column(_SORTED, primary_key=True)
    name: Mapped[Name]
    documents: Mapped[int] = mapped_column(Integer)


class ListedNameStart(Base):
    """A name from each of its first words on, by which the beginning of that word finds it.

    Its primary key is the order in which suggestions are read: names that begin so, then those with such a word within.
    """

    __tablename__ = "listed_name_start"
    __table_args__ = (
        ForeignKeyConstraint(["kind", "folded"], ["listed_name.kind", "listed_name.folded"], ondelete="CASCADE"),
        Index(None, "kind", "folded"),
        {"sqlite_with_rowid": False},
    )

    kind: Mapped[ListedKind] = mapped_column(Code(ListedKind), primary_key=True)
    within: Mapped[bool] = mapped_column(primary_key=True)
    start: Mapped[str] = mapped_column(_SORTED, primary_key=True)
    folded: Mapped[str] = mapped_column(_SORTED, primary_key=True)


class DocumentName(Base):
    """A name that a search document bears."""

    __tablename__ = "document_name"
    __table_args__ = (Index(None, "kind", "folded"), {"sqlite_with_rowid": False})

    key: Mapped[int] = mapped_column(BigInteger, _key_of(), primary_key=True, autoincrement=False)
    kind: Mapped[ListedKind] = mapped_column(Code(ListedKind), primary_key=True)
    folded: Mapped[str] = mapped_column(_SORTED, primary_key=True)


class Mark(Base):
    """A property of this database: a row "demo" marks everything in it as fictional."""

    __tablename__ = "mark"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[Name]
