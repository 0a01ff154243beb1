"""Common parts of all tables: constraint names that migrations can rely on, and the kinds of column."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TypeVar

from sqlalchemy import Dialect, ForeignKey, MetaData, SmallInteger, String, Table, Text, TypeDecorator
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


Member = TypeVar("Member", bound=StrEnum)


class Code(TypeDecorator[Member]):
    """The type of a text column that holds codes: written as their text, and read as members of their enumeration."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[Member]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  # SQLAlchemy's
        """Return the text of a member, or of a text that is one."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Member | None:  # noqa: ARG002  # SQLAlchemy's
        """Return the member that a text stands for; raise ValueError for any other text."""
        return None if value is None else self.kind(value)


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
