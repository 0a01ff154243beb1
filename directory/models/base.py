"""Common parts of all tables: constraint names that migrations can rely on, and the kinds of column."""

from __future__ import annotations

from typing import Annotated

from sqlalchemy import ForeignKey, MetaData, SmallInteger, String, Table, Text
from sqlalchemy.orm import DeclarativeBase, mapped_column

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Base(DeclarativeBase):
    """The root of all tables."""

    metadata = metadata


def table(model: type[Base]) -> Table:
    """Return the Core table of a model, for statements that write many rows."""
    found = model.__table__
    assert isinstance(found, Table)
    return found


Id = Annotated[str, mapped_column(String(36), primary_key=True)]
"""A UUID as text, lower case with dashes."""

Name = Annotated[str, mapped_column(Text)]
Words = Annotated[str | None, mapped_column(Text)]

# The order in which the list gave several values of one kind, so that an export keeps it.
Position = Annotated[int, mapped_column(SmallInteger, default=0)]


def _owner(table: str) -> object:
    return mapped_column(String(36), ForeignKey(f"{table}.id", ondelete="CASCADE"), index=True)


OfService = Annotated[str, _owner("service")]
OfOrganization = Annotated[str, _owner("organization")]
OfLocation = Annotated[str, _owner("location")]
OfServiceAtLocation = Annotated[str, _owner("service_at_location")]
