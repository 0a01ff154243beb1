"""What is written to a table: dataclasses whose fields are the columns, and members of enumerations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pytest
from sqlalchemy import Engine, Text, cast, insert, select, text, update
from sqlalchemy.exc import StatementError

from directory.models import Mark, Staff, table
from directory.models.codes import Role
from directory.storage.columns import KEEP, Keep, changed, columns_of
from directory.storage.engine import reading, writing
from tests.accounts.making import NOON

MARK = table(Mark)


class Flavor(StrEnum):
    """Text of a column, as a program names it."""

    SWEET = "sweet"
    SOUR = "sour"


@dataclass(frozen=True, slots=True)
class MarkChange:
    """What changes in a mark."""

    name: str | Keep = KEEP
    value: str | Keep | None = KEEP


def test_a_column_to_keep_is_not_written() -> None:
    """A change writes the columns that it gives, None among them, and leaves out those that it keeps."""
    assert columns_of(MarkChange(value=None)) == {"value": None}
    assert changed(name="a", value=KEEP) == {"name": "a"}
    assert columns_of(MarkChange()) == {}


def test_an_enumeration_is_stored_as_its_text(engine: Engine) -> None:
    """A member of an enumeration is written, changed and looked for as the text that it stands for, in both databases."""
    with writing(engine) as session:
        session.execute(insert(MARK).values(name="one", value=Flavor.SWEET))
        session.execute(insert(MARK), [{"name": "two", "value": Flavor.SOUR}, {"name": "three", "value": "sour"}])
        session.execute(update(MARK).where(MARK.c.value == Flavor.SWEET).values(value=Flavor.SOUR))
    with reading(engine) as session:
        found = session.scalars(select(MARK.c.value).where(MARK.c.value.in_((Flavor.SOUR, Flavor.SWEET)))).all()
        kept = session.scalar(select(MARK.c.value).where(MARK.c.name == "one", MARK.c.value == "sour"))
    assert list(found) == ["sour"] * 3
    assert type(kept) is str


def test_a_column_of_codes_is_read_as_its_enumeration(engine: Engine) -> None:
    """What is stored as text is read as a member, and a text that is no code can neither be stored nor read."""
    row = {"id": "a", "email": "ana@example.org", "name": "Ana", "role": "viewer", "made_at": NOON}
    with writing(engine) as session:
        session.execute(insert(table(Staff)).values(**row))
    with reading(engine) as session:
        assert session.scalar(select(Staff.role).where(Staff.role == Role.VIEWER)) is Role.VIEWER
        assert session.scalar(select(cast(Staff.role, Text))) == "viewer"
    with pytest.raises(StatementError), writing(engine) as session:
        session.execute(update(Staff).values(role="visitor"))
    with writing(engine) as session:
        session.execute(text("UPDATE staff SET role = 'visitor'"))
    with reading(engine) as session, pytest.raises(ValueError, match="visitor"):
        session.scalar(select(Staff.role))
