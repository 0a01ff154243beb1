"""MAP.toml: what a coordinator says about columns, and how a wrong map is refused."""

from __future__ import annotations

import datetime

import pytest

from importers import read
from importers.columns import ColumnMark, mapfile
from importers.errors import ListError, MapError
from importers.fields import Target
from importers.records import Cost, NeedFit, Record
from importers.rows import pipeline
from importers.tables.table import read_table

TODAY = datetime.date(2026, 3, 9)
LIST = (
    "Who,What,Line 2,teens?,kids,Remarks,Town\n"
    "Oak House,Homework room,517-555-0101,1,1,Closed for repairs,Lansing\n"
    "Elm House,Reading room,517-555-0102,,1,,Lansing\n"
    "Ash House,Quiet room,517-555-0103,,,,Lansing\n"
)
MAP = """
[columns]
"who" = "organization.name"
"What " = "service.name"
"Line 2" = "phones:fax"
"Remarks" = ""

[flags."teens?"]
ages = [13, 18]
needs = ["tutoring"]
payments = ["medicaid"]
languages = ["Spanish"]

[flags.kids]
ages = [5, 12]

[defaults]
"address.state_province" = "MI"
languages = ["en"]
"service.fees_description" = "Free"
"""


def records(map_text: str, text: str = LIST) -> list[Record]:
    table = read_table(text.encode(), "list.csv")
    given = mapfile.parse(map_text)
    return pipeline.records(table, read.columns_of(table, given), given, TODAY)


def test_columns_flags_defaults() -> None:
    """Named columns are what the map says, marks add what they mean, defaults fill what is blank, the rest is guessed."""
    first, second, third = (r.fields for r in records(MAP))
    assert (first[Target.ORGANIZATION_NAME], first[Target.SERVICE_NAME]) == ("Oak House", "Homework room")
    assert [p.type for p in first[Target.PHONES]] == ["fax"]  # type: ignore[union-attr]
    assert (first[Target.SERVICE_MINIMUM_AGE], first[Target.SERVICE_MAXIMUM_AGE]) == (5, 18)
    assert (second[Target.SERVICE_MINIMUM_AGE], second[Target.SERVICE_MAXIMUM_AGE]) == (5, 12)
    assert third[Target.SERVICE_MINIMUM_AGE] is None
    assert NeedFit("tutoring", 1.0) in first[Target.NEEDS]  # type: ignore[operator]
    assert first[Target.COSTS] == (Cost("medicaid"),)
    assert (first[Target.LANGUAGES], second[Target.LANGUAGES]) == (("es",), ("en",))
    assert (first[Target.ADDRESS_STATE_PROVINCE], first[Target.ADDRESS_CITY], first[Target.SERVICE_FEES_DESCRIPTION]) == (
        "MI",
        "Lansing",
        "Free",
    )
    assert "Closed" not in str(first.get(Target.SERVICE_DESCRIPTION))


def test_a_mark_without_an_end() -> None:
    """Ages of one number have no end, and united with others there is none."""
    assert mapfile.parse("[flags.old]\nages = [60]").flags["old"] == ColumnMark(ages=(60.0, None))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[columns", "not TOML"),
        ("[colums]\nx = 'y'", "colums"),
        ("[columns]\nWho = 'organisation.name'", "Did you mean organization.name"),
        ("[columns]\nWho = 'languages:es'", "languages:es"),
        ("[columns]\nWho = 3", "must be a text"),
        ("[flags.x]\nneeds = ['tutorng']", "Did you mean tutoring"),
        ("[flags.x]\nages = [18, 5]", "youngest, oldest"),
        ("[flags.x]\nages = 'all'", "youngest, oldest"),
        ("[flags.x]\npayments = ['cash']", "sliding_scale"),
        ("[flags.x]\nlanguages = ['Klingonish']", "not a language"),
        ("[flags.x]\ncolor = ['red']", "can mean ages"),
        ("[flags.x]\nmodes = 'online'", "list of texts"),
        ("[defaults]\n'address.zip' = '1'", "nothing called"),
        ("[defaults]\n'service.status' = 'sleeping'", "active"),
    ],
)
def test_a_wrong_map(text: str, hint: str) -> None:
    """A wrong map is refused, and the refusal names what is wrong and what is possible."""
    with pytest.raises(MapError, match=hint):
        mapfile.parse(text)


def test_unknown_header() -> None:
    """A header that the list does not have is refused with the nearest ones; the error is a ListError."""
    with pytest.raises(ListError, match="Did you mean Remarks"):
        records("[columns]\nRemark = ''")


def test_kept_maps() -> None:
    """Every map that comes with the program is valid, and is taken only for the list that has all of its columns."""
    assert mapfile.kept()
    assert mapfile.recognized(read_table(LIST.encode(), "list.csv")) is None
    headers = ",".join((*mapfile.kept()[0].columns, *mapfile.kept()[0].flags))
    found = mapfile.recognized(read_table((headers + "\n").encode(), "list.csv"))
    assert found is mapfile.kept()[0]


@pytest.mark.parametrize("target", ["private:street", "public:phone:two", "private:email:2", "private:"])
def test_a_guard_of_nothing_known_is_refused(target: str) -> None:
    """A map cannot say that a column hides something that nothing knows: it would hide nothing, and nobody would notice."""
    with pytest.raises(MapError, match="would hide nothing"):
        mapfile.parse(f'[columns]\n"Secret" = "{target}"')
    assert mapfile.parse('[columns]\n"Secret" = "private:phone:2"').columns == {"Secret": "private:phone:2"}
