"""Look-up tables for fast answers; each is written in the transaction that writes the data it is derived from."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Integer, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from directory.models.base import Base, Name


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
    first_month: Mapped[int | None] = mapped_column(SmallInteger)
    last_month: Mapped[int | None] = mapped_column(SmallInteger)
    closed_until: Mapped[int | None]
    for_crisis: Mapped[bool]
    audience: Mapped[Name]
    traits: Mapped[Name]


class SearchDocument(Base):
    """The words by which a service at location is found; SQLite indexes them in `search_index` (FTS5), PostgreSQL in `tsv`."""

    __tablename__ = "search_document"

    key: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), _key_of(), primary_key=True, autoincrement=False
    )
    title: Mapped[Name]
    body: Mapped[Name]


class Word(Base):
    """The directory's own vocabulary: how many search documents contain a word."""

    __tablename__ = "word"

    word: Mapped[str] = mapped_column(Text, primary_key=True)
    documents: Mapped[int] = mapped_column(Integer)


class WordKey(Base):
    """The word itself and each way to leave one letter out of it, by which misspelled words find it."""

    __tablename__ = "word_key"
    __table_args__ = ({"sqlite_with_rowid": False},)

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    word: Mapped[str] = mapped_column(Text, ForeignKey("word.word", ondelete="CASCADE"), primary_key=True, index=True)


class Mark(Base):
    """A property of this database: a row "demo" marks everything in it as fictional."""

    __tablename__ = "mark"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[Name]
