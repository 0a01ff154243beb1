"""What is written to a table: dataclasses whose fields are the columns, and members of enumerations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Engine, insert, select, update

from directory.models import Mark, table
from directory.storage.columns import KEEP, Keep, changed, columns_of
from directory.storage.engine import reading, writing

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
