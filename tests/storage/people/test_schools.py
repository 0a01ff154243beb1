"""The rows of schools: held while somebody is tied to them, counted before one goes."""

from __future__ import annotations

from sqlalchemy import Engine

from directory.storage.engine import writing
from directory.storage.people import schools
from tests.accounts.making import make_school, make_staff


def test_only_schools_that_there_are_are_held(engine: Engine) -> None:
    """Of the ids given those that are schools come back."""
    with writing(engine) as session:
        cedar = make_school(session)
        assert schools.lock_all(session, [cedar, cedar, "none"]) == {cedar}
        assert schools.lock_all(session, []) == set()


def test_what_hangs_on_a_school_is_counted(engine: Engine) -> None:
    """Students and staff of one school are counted without those of another."""
    with writing(engine) as session:
        cedar, oak = make_school(session), make_school(session, "Oak")
        make_staff(session, "ana", "specialist", (cedar, oak))
        make_staff(session, "bo", "specialist", (oak,))
        assert schools.count_members(session, cedar) == (0, 1)
        assert schools.count_members(session, oak) == (0, 2)


def test_a_name_or_code_is_added_once(engine: Engine) -> None:
    """A second row of one name or one code is not written, and breaks nothing."""
    with writing(engine) as session:
        assert schools.add(session, "1", schools.SchoolValues("Cedar", code="7"))
        assert not schools.add(session, "2", schools.SchoolValues("Cedar"))
        assert not schools.add(session, "3", schools.SchoolValues("Oak", code="7"))
        assert [school.id for school in schools.all_schools(session)] == ["1"]
