"""`referral-desk remind`: counts, what is missing in the settings, and quiet when there is nothing to do."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from directory.cli.common import today
from directory.district_settings.school_calendar import SchoolCalendar
from directory.models.codes import EventKind, Role
from directory.referrals import updates
from directory.referrals.event_checks import NewEvent
from directory.referrals.work import NOBODY, Work
from directory.storage import keyring
from directory.storage.engine import writing
from directory.storage.referrals import referrals
from directory.storage.scope import Scope
from directory.students import guardians
from directory.students.profile import GuardianDetails
from tests.command_line import Done, make_command_line
from tests.district import District, open_engine
from tests.mail.mailing import Mailbox, mail_server, no_server

PUBLIC = {"PUBLIC_URL": "https://desk.example.org", "MAIL_FROM": "desk@schools.example.org"}
ADDRESS = "eudora@family.example.org"
HIDDEN = "s3cret-w0rd"


def remind(district: District, settings: Mapping[str, str], *arguments: str) -> Done:
    folder = Path(district.database_url.removeprefix("sqlite:///")).parent
    with pytest.MonkeyPatch.context() as patch:
        for name, words in {"KEYS": district.key, **settings}.items():
            patch.setenv(f"REFERRAL_DESK_{name}", words)
        return make_command_line(folder, district.database_url)("remind", *arguments)


@pytest.fixture
def due(district_on_sqlite: District) -> District:
    """A district in which the family of one referral, with an appointment tomorrow, reads mail: it is recalled on any day."""
    own, settings = district_on_sqlite.ids.own, district_on_sqlite.settings()
    aunt = GuardianDetails("Aunt Eudora", "Aunt", "es", (), ADDRESS)
    with open_engine(district_on_sqlite.database_url) as engine, writing(engine) as session:
        keys = keyring.open_keys(session, settings)
        now, day = datetime.datetime(2026, 1, 2), today()
        guardians.add(session, keys, Scope("", Role.ADMINISTRATOR), own.student, aunt, now=now)
        row = referrals.lock_for_link(session, own.referral)
        appointment = NewEvent(EventKind.SCHEDULED, on_date=day + datetime.timedelta(days=1))
        updates.by_system(Work(session, keys, NOBODY, SchoolCalendar(), day, now), row, appointment)
    return district_on_sqlite


def test_reminders_go_out_once_and_then_it_is_quiet(due: District) -> None:
    """The first run says what it did, the second says nothing, since cron mails whatever is said; neither names anybody."""
    box = Mailbox()
    with mail_server(box) as server:
        settings = PUBLIC | {"SMTP": f"smtp://127.0.0.1:{server.port}"}
        planned = remind(due, settings, "--dry-run")
        first, second = remind(due, settings), remind(due, settings)
    assert (planned.returncode, planned.stderr) == (0, "")
    assert planned.stdout.startswith("1 family and 0 providers would be reminded")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == "1 reminder queued, 1 sent, 0 not wanted any more, 0 waiting, 0 failed.\n"
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert [one.rcpt_tos for one in box.taken] == [[ADDRESS]]


def test_without_a_server_it_says_so(due: District) -> None:
    """Where no mail is meant to go out nothing fails: the setting is named, and how many families mail would reach."""
    done = remind(due, {})
    assert (done.returncode, done.stderr) == (0, "")
    assert "REFERRAL_DESK_SMTP is not set" in done.stdout
    assert "1 family and 0 providers could be reminded" in done.stdout
    told = json.loads(remind(due, {}, "--json").stdout)
    assert (told["mail_goes_out"], told["families"], told["queued"]) == (False, 1, 0)


@pytest.mark.slow
def test_a_server_that_is_away_fails_the_run(due: District) -> None:
    """When mail waits and none of it could go out the command fails with one line, and says when it is tried again."""
    settings = PUBLIC | {"SMTP": f"smtp://127.0.0.1:{no_server().port}"}
    done = remind(due, settings)
    assert (done.returncode, done.stderr) == (1, "The mail server did not answer.\n")
    assert "0 sent" in done.stdout
    assert "1 waiting (The mail server did not answer; next try at 20" in done.stdout
    again = remind(due, settings, "--json")
    told = json.loads(again.stdout)
    assert (again.returncode, told["waiting"], told["trouble"]) == (0, 1, None), "it is not tried before its time"
    assert ADDRESS not in done.stdout + done.stderr + again.stdout + again.stderr


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"SMTP": f"smtp://desk:{HIDDEN}/@mail.example.org", **PUBLIC}, "REFERRAL_DESK_SMTP"),
        ({"SMTP": "smtp://mail.example.org", "MAIL_FROM": PUBLIC["MAIL_FROM"], "PUBLIC_URL": ""}, "REFERRAL_DESK_PUBLIC_URL"),
        ({"SMTP": "smtp://mail.example.org", "PUBLIC_URL": PUBLIC["PUBLIC_URL"]}, "REFERRAL_DESK_MAIL_FROM"),
    ],
)
def test_a_setting_that_is_missing_is_named(due: District, settings: Mapping[str, str], name: str) -> None:
    """Exit 2 with the setting's name, before anything is queued and without any password."""
    done = remind(due, settings)
    assert (done.returncode, done.stdout) == (2, "")
    assert name in done.stderr
    assert HIDDEN not in done.stderr
