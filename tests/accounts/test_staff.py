"""Staff: added, changed, disabled; and never without an administrator."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, text

from directory.accounts import audit, schools, staff
from directory.errors import RefusedError, UnknownError, UsageError
from directory.models.codes import Role
from directory.storage.engine import reading, writing
from tests.accounts.making import NOON, at_once, make_school, make_staff
from tests.accounts.test_sign_in import come_in

NEW = "seven green bicycles"


def test_somebody_new_is_invited(engine: Engine) -> None:
    """A new account has its e-mail in small letters, its name trimmed, its schools, and no password."""
    with writing(engine) as session:
        cedar = make_school(session)
        added = staff.add(
            session, email=" Ana.Ruiz@Example.ORG ", name="  Ana   Ruiz ", role="specialist", school_ids=[cedar, cedar],
            phone="(517) 555-0123", now=NOON, by=None,
        )  # fmt: skip
        found = staff.find(session, added)
        assert staff.find_by_email(session, "ANA.RUIZ@example.org") == found
        entry = audit.search(session).entries[0]
    assert (found.email, found.name, found.phone) == ("ana.ruiz@example.org", "Ana Ruiz", "(517) 555-0123")
    assert (found.invited, found.active, [school.id for school in found.schools]) == (True, True, [cedar])
    assert (entry.action, entry.subject, entry.detail) == ("staff.added", f"staff:{added}", "as specialist")


@pytest.mark.parametrize("kept", ["ana..ruiz@example.org", "ana@mail_server.example.org", "ana@oak"])
def test_an_account_is_found_by_an_address_that_could_not_be_set_today(engine: Engine, kept: str) -> None:
    """Whoever has an account can be disabled by its address, whatever rule held when the address was set."""
    with writing(engine) as session:
        added = make_staff(session)
        session.execute(text("UPDATE staff SET email = :kept"), {"kept": kept})
        assert staff.find_by_email(session, kept.upper()).id == added
        with pytest.raises(UsageError):
            staff.find_by_email(session, f"\x00{kept}")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"email": "ana"}, "e-mail"),
        ({"email": "ana@example"}, "e-mail"),
        ({"email": "ana ruiz@example.org"}, "e-mail"),
        ({"email": "ana@example.org\x00"}, "e-mail"),
        ({"email": "a" * 250 + "@example.org"}, "e-mail"),
        ({"name": "  "}, "name"),
        ({"name": "a" * 121}, "name"),
        ({"name": "Ana\x00"}, "name"),
        ({"role": "boss"}, "specialist, coordinator, administrator or viewer"),
        ({"role": "specialist"}, "at least one school"),
        ({"phone": "1" * 41}, "telephone"),
    ],
)
def test_what_is_malformed_is_refused(engine: Engine, given: dict[str, str], says: str) -> None:
    """Each field that cannot be says so in words that help."""
    good = {"email": "ana@example.org", "name": "Ana", "role": "viewer", "phone": ""}
    with writing(engine) as session, pytest.raises(UsageError, match=says):
        staff.add(session, **good | given, now=NOON, by=None)


def test_a_school_that_is_gone_is_told(engine: Engine) -> None:
    """A specialist is tied only to schools that there are."""
    with writing(engine) as session, pytest.raises(UnknownError, match="gone"):
        make_staff(session, "ana", "specialist", ("no such school",))


def test_an_email_has_one_account(engine: Engine) -> None:
    """A second account of one e-mail is refused, in other letters and at one moment as well."""
    done = at_once(engine, *[lambda session: make_staff(session, "ANA", "viewer")] * 3)
    assert sorted(isinstance(one, RefusedError) for one in done) == [False, True, True]
    with reading(engine) as session:
        assert [member.email for member in staff.all_staff(session)] == ["ana@example.org"]


def test_name_role_and_schools_change(engine: Engine) -> None:
    """A colleague can be renamed, moved to other schools, and given a role without any."""
    with writing(engine) as session:
        make_staff(session)
        cedar, oak = make_school(session), make_school(session, "Oak Middle")
        bo = make_staff(session, "bo", "specialist", (cedar,))
        staff.rename(session, bo, name="Bo Berg", phone="", now=NOON, by=None)
        staff.set_role(session, bo, "specialist", [oak], now=NOON, by=None)
        assert [school.name for school in staff.find(session, bo).schools] == ["Oak Middle"]
        staff.set_role(session, bo, "viewer", [oak], now=NOON, by=None)
        found = staff.find(session, bo)
    assert (found.name, found.phone, found.role, found.schools) == ("Bo Berg", None, Role.VIEWER, ())


def test_staff_are_listed_by_name(engine: Engine) -> None:
    """The list goes by name, whatever the letters, and shows those who are disabled."""
    with writing(engine) as session:
        make_staff(session, "bo")
        ana = make_staff(session, "ana", "viewer")
        staff.disable(session, ana, now=NOON, by=None)
        assert [(member.name, member.active) for member in staff.all_staff(session)] == [("Ana", False), ("Bo", True)]


def test_the_last_administrator_stays(engine: Engine) -> None:
    """The last active administrator can neither be disabled nor given another role; with a second one, both can be done."""
    with writing(engine) as session:
        ana = make_staff(session)
        bo = make_staff(session, "bo")
        staff.disable(session, bo, now=NOON, by=None)
        with pytest.raises(RefusedError, match="Ana is the last active administrator"):
            staff.disable(session, ana, now=NOON, by=ana)
        with pytest.raises(RefusedError):
            staff.set_role(session, ana, "viewer", now=NOON, by=ana)
        staff.set_role(session, ana, "administrator", now=NOON, by=ana)
        staff.enable(session, bo, now=NOON, by=ana)
        staff.set_role(session, ana, "viewer", now=NOON, by=bo)
        staff.disable(session, ana, now=NOON, by=bo)


def test_two_administrators_do_not_shut_each_other_out(engine: Engine) -> None:
    """Of two administrators who disable or demote each other at one moment, one is refused."""
    with writing(engine) as session:
        ana, bo = make_staff(session), make_staff(session, "bo")
    done = at_once(
        engine,
        lambda session: staff.disable(session, bo, now=NOON, by=ana),
        lambda session: staff.set_role(session, ana, "viewer", now=NOON, by=bo),
    )
    assert sorted(isinstance(one, RefusedError) for one in done) == [False, True]
    with reading(engine) as session:
        assert sum(member.active and member.role == Role.ADMINISTRATOR for member in staff.all_staff(session)) == 1


def test_disabling_twice_is_disabling_once(engine: Engine) -> None:
    """A second disabling or enabling changes nothing and is not in the log."""
    with writing(engine) as session:
        make_staff(session)
        bo = make_staff(session, "bo")
        for _ in range(2):
            staff.disable(session, bo, now=NOON, by=None)
        for _ in range(2):
            staff.enable(session, bo, now=NOON, by=None)
        assert [entry.action for entry in audit.search(session).entries[:3]] == ["staff.enabled", "staff.disabled", "staff.added"]
    come_in(engine, email="bo@example.org")


def test_nobody_is_unknown_everywhere(engine: Engine) -> None:
    """Each function says so where there is no such member of staff."""
    with writing(engine) as session:
        calls: list[Callable[[], object]] = [
            lambda: staff.find(session, "nobody"),
            lambda: staff.find_by_email(session, "nobody@example.org"),
            lambda: staff.rename(session, "nobody", name="N", phone=None, now=NOON, by=None),
            lambda: staff.set_role(session, "nobody", "viewer", now=NOON, by=None),
            lambda: staff.disable(session, "nobody", now=NOON, by=None),
            lambda: staff.enable(session, "nobody", now=NOON, by=None),
        ]
        for call in calls:
            with pytest.raises(UnknownError):
                call()


def test_a_school_does_not_go_under_a_specialist(engine: Engine) -> None:
    """Of tying somebody to a school and removing it at one moment, one is told that it cannot be."""
    with writing(engine) as session:
        make_staff(session)
        cedar, oak = make_school(session), make_school(session, "Oak Middle")
        bo = make_staff(session, "bo", "specialist", (oak,))
    done = at_once(
        engine,
        lambda session: staff.set_role(session, bo, "specialist", [cedar], now=NOON, by=None),
        lambda session: schools.remove(session, cedar, now=NOON, by=None),
    )
    assert sorted(isinstance(one, RefusedError | UnknownError) for one in done) == [False, True]
    with reading(engine) as session:
        assert len(staff.find(session, bo).schools) == 1
