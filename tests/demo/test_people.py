"""The demo's people: made once, complete, fictional, and sealed like everybody's."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from directory.accounts import demo, passwords, schools, staff
from directory.app import open_desk
from directory.demo.making import demo_settings, open_demo
from directory.demo.people import district
from directory.errors import RefusedError
from directory.storage import keyring
from directory.storage.scope import ROLES, Scope
from directory.students import caseload
from matching.needs import terms

TODAY = datetime.date(2025, 9, 15)
NOW = datetime.datetime(2025, 9, 15, 16)
EVERYBODY = Scope("nobody", "administrator")


def test_the_demo_has_schools_staff_of_each_role_and_students_with_families(tmp_path: Path) -> None:
    """The demo district has 3 schools, somebody of each role who can be played, and 12 students with guardians."""
    settings = demo_settings(tmp_path)
    desk = open_demo(settings, TODAY, NOW)
    with desk.reading() as session:
        keys = keyring.open_keys(session, settings)
        rows = caseload.caseload(session, keys, EVERYBODY).rows
        assert len(schools.everything(session)) == 3
        assert {one.role for one in staff.everybody(session)} == set(ROLES)
        assert {one.role for one in demo.colleagues(session)} == set(ROLES)
        assert len(rows) == 12
        assert all(caseload.look(session, keys, EVERYBODY, row.id).guardians for row in rows)
    desk.engine.dispose()


def test_a_second_start_keeps_what_was_done(tmp_path: Path) -> None:
    """Serving the demo again makes nobody twice and opens what was sealed before."""
    settings = demo_settings(tmp_path)
    for day in (TODAY, TODAY + datetime.timedelta(days=1)):
        desk = open_demo(settings, day, NOW)
        with desk.reading() as session:
            keys = keyring.open_keys(session, settings)
            assert len(caseload.caseload(session, keys, EVERYBODY).rows) == 12
        desk.engine.dispose()


def test_the_demo_stays_out_of_a_district_that_is_real(tmp_path: Path) -> None:
    """A database that holds a school, and no mark of a demo, is refused and left as it is."""
    settings = demo_settings(tmp_path)
    desk = open_desk(settings)
    with desk.writing() as session:
        schools.add(session, schools.SchoolDetails(name="A real school", zip="48910"), now=NOW, by=None)
    with pytest.raises(RefusedError, match="not marked as a demo"):
        open_demo(settings, TODAY, NOW)
    with desk.reading() as session:
        assert [school.name for school in schools.everything(session)] == ["A real school"]
    desk.engine.dispose()


def test_nothing_of_the_demo_can_be_taken_for_a_real_family() -> None:
    """Phones are 555-01xx, mail goes to example.org, needs are terms that there are."""
    told = district()
    phones = [p["phone"] for s in told["students"] for p in s["guardians"] if "phone" in p] + [s["phone"] for s in told["staff"]]
    assert all(phone.startswith("+151755501") for phone in phones)
    assert all(s["email"].endswith("example.org") for s in told["staff"])
    assert {term for s in told["students"] for _, term, _ in s["needs"]} <= set(terms())


def test_the_demos_password_is_one_that_the_rules_allow() -> None:
    """What is good enough for the demo is good enough for the rules, whoever uses it."""
    told = district()
    assert [passwords.problem(told["password"], email=s["email"], district=told["name"]) for s in told["staff"]] == [None] * 5


def test_no_name_of_a_student_stands_in_the_demos_files(tmp_path: Path) -> None:
    """What is personal is sealed: the database file and its log hold no name, number, phone or word of a family."""
    settings = demo_settings(tmp_path)
    desk = open_demo(settings, TODAY, NOW)
    desk.engine.dispose()
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir()).lower()
    told = district()["students"]
    words = {w for s in told for w in (s["family"], s["number"], *(g["name"] for g in s["guardians"]))}
    words |= {sentence for s in told for _, _, sentence in s["needs"] if sentence}
    forms = {form.lower() for w in words for form in (w.encode(), json.dumps(w).strip('"').encode())}
    assert [form for form in forms if form in raw] == []
