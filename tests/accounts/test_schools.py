"""Schools: where they are, which grades they have, and that none goes while somebody is there."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, insert

from directory.accounts import audit, schools
from directory.accounts.schools import SchoolDetails
from directory.errors import DeskError, RefusedError, UnknownError, UsageError
from directory.models import Student, table
from directory.storage.engine import writing
from tests.accounts.making import NOON, at_once, make_school, make_staff


def test_a_school_lies_at_its_zip_or_its_point(engine: Engine) -> None:
    """Without a point a school lies in the middle of its ZIP; with one it lies there, and keeps its ZIP."""
    with writing(engine) as session:
        cedar = schools.find(session, make_school(session))
        details = SchoolDetails(
            " Oak  Middle ", zip="48912-1234", point="42.74,-84.51", grades="6 to 8", code="0007", street="9 Oak"
        )
        oak = schools.find(session, schools.add(session, details, now=NOON, by=None))
        only_point = SchoolDetails("Elm High", point="42.7,-84.5")
        elm = schools.find(session, schools.add(session, only_point, now=NOON, by=None))
        assert [school.name for school in schools.all_schools(session)] == ["Cedar Elementary", "Elm High", "Oak Middle"]
        assert audit.search(session).entries[0].subject == f"school:{elm.id}"
    assert cedar.postal_code == "48910"
    assert (round(cedar.latitude or 0), round(cedar.longitude or 0)) == (43, -85)
    assert (oak.name, oak.postal_code, oak.latitude, oak.longitude) == ("Oak Middle", "48912", 42.74, -84.51)
    assert (oak.code, oak.address, schools.grades_of(oak)) == ("0007", "9 Oak", "6-8")
    assert (elm.postal_code, elm.latitude, schools.grades_of(elm)) == (None, 42.7, "")


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [("K-5", "K", "5"), ("pk–12", "PK", "12"), ("9", "9", "9"), (" 6 - 8 ", "6", "8"), ("k to 2", "K", "2")],
)
def test_grades_are_read_as_people_write_them(engine: Engine, typed: str, low: str, high: str) -> None:
    """A span of grades or a single one is understood."""
    with writing(engine) as session:
        details = SchoolDetails("Cedar", zip="48910", grades=typed)
        found = schools.find(session, schools.add(session, details, now=NOON, by=None))
    assert (found.low_grade, found.high_grade) == (low, high)


@pytest.mark.parametrize(
    "given",
    [
        {"name": " "},
        {"name": "x" * 121},
        {"name": "Ced\x00ar"},
        {"zip": ""},
        {"zip": "489"},
        {"zip": "42.7,-84.5"},
        {"zip": "00000"},
        {"point": "far away"},
        {"grades": "5-K"},
        {"grades": "13"},
        {"grades": "all"},
        {"grades": "K-5-8"},
    ],
)
def test_a_malformed_school_is_refused(engine: Engine, given: dict[str, str]) -> None:
    """What cannot be a school's name, place or grades is refused in a sentence."""
    details = SchoolDetails(**{"name": "Cedar", "zip": "48910", **given})
    with writing(engine) as session, pytest.raises((UsageError, UnknownError)):
        schools.add(session, details, now=NOON, by=None)


def test_names_and_codes_are_each_schools_own(engine: Engine) -> None:
    """A second school of one name, in whatever letters, or of one code is refused, also when one is changed to it."""
    with writing(engine) as session:
        cedar = make_school(session, code="1")
        oak = make_school(session, "Oak Middle", code="2")
        for twin in (SchoolDetails("CEDAR elementary", zip="48910"), SchoolDetails("Elm", zip="48910", code="1")):
            with pytest.raises(RefusedError):
                schools.add(session, twin, now=NOON, by=None)
            with pytest.raises(RefusedError):
                schools.change(session, oak, twin, now=NOON, by=None)
        schools.change(session, cedar, SchoolDetails("Cedar Primary", zip="48912", code="1"), now=NOON, by=None)
        assert schools.find_by_name(session, " cedar  PRIMARY ").id == cedar
        with pytest.raises(UnknownError, match="Cedar Primary, Oak Middle"):
            schools.find_by_name(session, "Cedar Elementary")


def test_one_name_at_one_moment_is_one_school(engine: Engine) -> None:
    """Of several who add a school of one name at one moment, one does."""
    done = at_once(engine, *[make_school] * 3)
    assert sorted(isinstance(one, DeskError) for one in done) == [False, True, True]


def test_a_school_with_people_stays(engine: Engine) -> None:
    """A school is removed only when neither staff nor students hang on it."""
    with writing(engine) as session:
        cedar, oak, elm = make_school(session), make_school(session, "Oak"), make_school(session, "Elm")
        make_staff(session, "ana", "specialist", (cedar,))
        student = {"id": "s", "school_id": oak, "status": "enrolled", "made_at": NOON, "changed_at": NOON}
        session.execute(insert(table(Student)).values(student))
        for school_id in (cedar, oak):
            with pytest.raises(RefusedError, match="move them"):
                schools.remove(session, school_id, now=NOON, by=None)
        schools.remove(session, elm, now=NOON, by=None)
        for call in (schools.find, lambda s, i: schools.remove(s, i, now=NOON, by=None)):
            with pytest.raises(UnknownError):
                call(session, elm)
