"""The rows of staff: no hash is shown, and schools are replaced as a whole."""

from __future__ import annotations

from sqlalchemy import Engine

from directory.storage.engine import reading, writing
from directory.storage.people import staff
from tests.accounts.making import make_school, make_staff


def test_an_account_does_not_show_its_hash(engine: Engine) -> None:
    """What is printed of an account, by chance or in an error, holds no hash of its password."""
    with writing(engine) as session:
        ana = make_staff(session)
        for found in (staff.account(session, "ana@example.org"), staff.lock(session, ana), staff.member(session, ana)):
            assert found is not None
            assert "argon2" not in repr(found)


def test_schools_are_replaced_as_a_whole(engine: Engine) -> None:
    """Setting schools ties to these and no others, each once; none is possible too."""
    with writing(engine) as session:
        cedar, oak = make_school(session), make_school(session, "Oak")
        ana = make_staff(session, "ana", "specialist", (cedar,))
        for wanted in ([oak, oak], [cedar, oak], []):
            staff.set_schools(session, ana, wanted)
            found = staff.member(session, ana)
            assert found is not None
            assert {school.id for school in found.schools} == set(wanted)


def test_nobody_is_none(engine: Engine) -> None:
    """Who is not there is None, whichever way they are asked for."""
    with reading(engine) as session:
        assert staff.member(session, "nobody") is None
        assert staff.lock(session, "nobody") is None
        assert staff.account(session, "nobody@example.org") is None
        assert staff.id_of(session, "nobody@example.org") is None
        assert staff.hold_administrators(session) == set()
