"""The demo's people: made once, complete, fictional, and sealed like everybody's."""

from __future__ import annotations

import datetime
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from directory.accounts import demo, passwords, schools, staff
from directory.app import open_desk
from directory.demo.district import demo_settings, open_demo
from directory.demo.people import district
from directory.demo.referrals import stories
from directory.district_settings.dismissals import dismissals
from directory.district_settings.effective import Source, read_district
from directory.district_settings.table import NAME
from directory.errors import RefusedError
from directory.finding.crisis import CARD, card_lines
from directory.models.codes import Role
from directory.settings import Settings
from directory.storage import keyring
from directory.storage.scope import ROLES, Scope
from directory.students import caseload
from matching.needs import terms
from tests.demo.opened import NOW, TODAY, copy_of

pytestmark = pytest.mark.slow

LONG = 10
"""Letters of a word that no chance brings about."""
EVERYBODY = Scope("nobody", Role.ADMINISTRATOR)


def test_the_demo_has_schools_staff_of_each_role_and_students_with_families(made: Settings) -> None:
    """The demo district has 3 schools, somebody of each role who can be played, and 40 students with guardians."""
    settings, desk = made, open_desk(made)
    with desk.reading() as session:
        keys = keyring.open_keys(session, settings)
        rows = caseload.caseload(session, keys, EVERYBODY).rows
        assert len(schools.all_schools(session)) == 3
        assert {one.role for one in staff.all_staff(session)} == set(ROLES)
        assert {one.role for one in demo.colleagues(session)} == set(ROLES)
        assert len(rows) == 40
        assert all(caseload.open_student(session, keys, EVERYBODY, row.id).guardians for row in rows)
    desk.engine.dispose()


def test_a_second_start_keeps_what_was_done(made: Settings, tmp_path: Path) -> None:
    """Serving the demo again makes nobody twice and opens what was sealed before."""
    desk = open_demo(copy_of(made, tmp_path), TODAY + datetime.timedelta(days=1), NOW)
    with desk.reading() as session:
        keys = keyring.open_keys(session, desk.settings)
        assert len(caseload.caseload(session, keys, EVERYBODY).rows) == 40
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
        assert [school.name for school in schools.all_schools(session)] == ["A real school"]
    desk.engine.dispose()


def test_nothing_of_the_demo_can_be_taken_for_a_real_family() -> None:
    """Phones are 555-01xx, mail goes to example.org, needs are terms that there are."""
    people = district()
    phones = [p["phone"] for s in people["students"] for p in s["guardians"] if "phone" in p] + [
        s["phone"] for s in people["staff"]
    ]
    assert all(phone.startswith("+151755501") for phone in phones)
    assert all(s["email"].endswith("example.org") for s in people["staff"])
    assert {term for s in people["students"] for _, term, _ in s["needs"]} <= set(terms())


def test_the_demos_password_is_one_that_the_rules_allow() -> None:
    """What is good enough for the demo is good enough for the rules, whoever uses it."""
    people = district()
    assert [passwords.problem(people["password"], email=s["email"], district=people["name"]) for s in people["staff"]] == [
        None
    ] * 5


def test_no_name_of_a_student_stands_in_the_demos_files(made: Settings) -> None:
    """What is personal is sealed: the database file and its log hold no name, number, phone or word of a family."""
    raw = b"".join(path.read_bytes() for path in made.keys_file.parent.iterdir()).lower()
    cells = b"\0".join(_cells(made)).lower()
    students, reports = district()["students"], stories()["story"]
    words = {w for s in students for w in (s["family"], s["number"], *(g["name"] for g in s["guardians"]))}
    words |= {sentence for s in students for _, _, sentence in s["needs"] if sentence}
    words |= {s[key] for s in reports for key in ("sentence", "why") if key in s}
    words |= {step[2]["words"] for s in reports for step in s["steps"] if "words" in (step[2:] or ({},))[0]}
    words |= {one["words"] for one in stories()["contacts"] if "words" in one}
    forms = {form.lower() for w in words for form in (w.encode(), json.dumps(w).strip('"').encode())}
    # Six digits or a short name come about by chance within ids and within what is sealed: there they are sought as words.
    assert [form for form in forms if len(form) >= LONG and form in raw] == []
    held = [form for form in forms if form in cells]  # few, and quickly found; the pattern walks through every letter
    assert [form for form in held if re.search(rb"(?<![\w-])" + re.escape(form) + rb"(?![\w-])", cells)] == []


def _cells(made: Settings) -> Iterator[bytes]:
    """Every text and blob of every table."""
    with closing(sqlite3.connect(made.database_url.removeprefix("sqlite:///"))) as opened:
        tables = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in opened.execute(f'SELECT * FROM "{table}"'):
                yield from (one.encode() if isinstance(one, str) else one for one in row if isinstance(one, (str, bytes)))


def test_the_district_has_set_its_own_desk(made: Settings) -> None:
    """The demo's name, crisis texts and protocols stand in its own table, and each school has its dismissal times."""
    desk = open_desk(made)
    with desk.reading() as session:
        decided, times = read_district(session, made), dismissals(session)
        assert (decided.effective(NAME).value, decided.effective(NAME).source) == ("Three Rivers Bend Schools", Source.DISTRICT)
        assert len(card_lines(("suicide",), decided)) == len(CARD) + 2
        assert {one.id for one in schools.all_schools(session)} == times.keys()
        assert all(one.dismissal for one in times.values())
    desk.engine.dispose()
