"""The demo's referrals: told through the rooms' own doors, on school days, with something of everything."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from directory.accounts import staff
from directory.app import Desk, open_desk
from directory.demo.district import open_demo
from directory.demo.people import district
from directory.demo.referrals import school_day, stories
from directory.district_settings.effective import DistrictSettings
from directory.district_settings.school_calendar import SchoolCalendar
from directory.models.codes import Author, EndCode, EventKind, ReferralStatus, Role
from directory.referrals.due import UNTOUCHED_DAYS, due_on
from directory.referrals.files import ReferralFile, open_referral, under_way
from directory.referrals.reasons import REASONS
from directory.referrals.status import KINDS, STATUSES
from directory.referrals.turns import last_without_backup
from directory.settings import Settings
from directory.storage import keyring
from directory.storage.referrals import flags
from directory.storage.referrals import referrals as stored
from directory.storage.scope import Scope
from directory.students import caseload
from matching.needs import terms
from tests.demo.opened import NOW, TODAY, copy_of

pytestmark = pytest.mark.slow

EVERYBODY = Scope("nobody", Role.ADMINISTRATOR)
MAYA = "maya.torres@demo.example.org"


@dataclass(frozen=True, slots=True, repr=False)
class Demo:
    """The demo as it stands on a day after a holiday: every referral opened, and the school calendar."""

    desk: Desk
    calendar: SchoolCalendar
    files: tuple[ReferralFile, ...]


@pytest.fixture(scope="module")
def demo(made: Settings) -> Iterator[Demo]:
    desk = open_desk(made)
    yield Demo(desk, DistrictSettings(desk.settings).require_calendar(), _files(desk))
    desk.engine.dispose()


def _files(desk: Desk) -> tuple[ReferralFile, ...]:
    with desk.reading() as session:
        keys = keyring.open_keys(session, desk.settings)
        students = caseload.opened(session, keys, EVERYBODY)[0]
        rows = [row for one in students for row in stored.of_student(session, EVERYBODY, one.row.id)]
        return tuple(open_referral(session, keys, EVERYBODY, row.id) for row in rows)


def test_everything_that_can_happen_happens(demo: Demo) -> None:
    """Every status, every kind of event and every reason has a referral that shows it."""
    assert {file.row.status for file in demo.files} == set(STATUSES)
    assert {event.row.kind for file in demo.files for event in file.events} == set(KINDS)
    assert {file.row.reason for file in demo.files} - {None} == set(REASONS)
    assert {event.row.who for file in demo.files for event in file.events} == {
        Author.STAFF,
        Author.FAMILY,
        Author.PROVIDER,
        Author.SYSTEM,
    }
    assert any(event.row.held for file in demo.files for event in file.events)


def test_every_story_is_told(demo: Demo) -> None:
    """Nothing of the file is left out, and it names students and needs that there are."""
    assert Counter(len(story["to"]) for story in stories()["story"]) == Counter(
        len(file.choices) for file in demo.files if file.row.choice == 1
    )
    assert {story["student"] for story in stories()["story"]} <= {one["number"] for one in district()["students"]}
    assert {story["need"] for story in stories()["story"]} <= set(terms())


def test_the_row_is_what_the_events_come_to(demo: Demo) -> None:
    """Status, its first day, reason, appointment and the day to look again are those of the fold."""
    for file in demo.files:
        row, state = file.row, file.state
        assert (row.status, row.reason, row.answered) == (state.status, state.reason, bool(state.unseen))
        assert row.since == (state.since or row.opened_on)
        assert row.appointment_on == (state.on_date if state.status == ReferralStatus.SCHEDULED else None)
        if row.id == last_without_backup(file.choices) and not state.followed:
            assert row.due_on is not None  # another provider is to be chosen
        elif state.status != ReferralStatus.DRAFT:
            assert row.due_on == due_on(state, demo.calendar, row.opened_on)


def test_everything_happened_on_a_school_day_in_order(demo: Demo) -> None:
    """No event lies on a weekend, a holiday or after today, nor before the one that it follows."""
    for file in demo.files:
        events = [event.row for event in file.events]
        assert all(demo.calendar.has_school(event.happened_on) and event.happened_on <= TODAY for event in events)
        assert [event.recorded_at for event in events] == sorted(event.recorded_at for event in events)
        assert events[-1].recorded_at <= NOW


def test_the_work_list_has_something_of_each_kind(demo: Demo) -> None:
    """Maya Torres has what is late, due today, answered and untouched, a backup whose turn it is, and a listing is flagged."""
    with demo.desk.reading() as session:
        maya = staff.find_by_email(session, MAYA).id
        assert [flag.kind for flag in flags.open_ones(session)] == [EndCode.WRONG_CONTACT_DETAILS]
    mine = under_way([file.row for file in demo.files if file.row.owner_id == maya], TODAY)
    due = [row.due_on for row in mine if row.due_on]
    assert sum(day < TODAY for day in due) >= 3
    assert sum(day == TODAY for day in due) >= 3
    everybody = [row.due_on for row in under_way([file.row for file in demo.files], TODAY) if row.due_on]
    assert (TODAY - min(everybody)).days <= 31, "nobody leaves a family for longer than a month"
    assert sum(row.answered for row in mine) >= 2
    assert any(row.status == ReferralStatus.SENT and (TODAY - row.touched_on).days > UNTOUCHED_DAYS for row in mine)
    assert any(row.choice > 1 and row.status == ReferralStatus.DRAFT for row in mine)


def test_the_report_has_groups_that_are_large_enough_to_show(demo: Demo) -> None:
    """Schools, two languages, two needs and three providers have ten or more referrals that were given."""
    given = [file.row for file in demo.files if EventKind.SENT in {event.row.kind for event in file.events}]
    assert sum(row.outcome == 1 for row in given) >= 10
    for group, least in (("school_id", 3), ("language", 2), ("term", 2), ("organization", 3)):
        assert sum(count >= 10 for count in Counter(getattr(row, group) for row in given).values()) >= least


def test_a_second_start_adds_nothing(demo: Demo, tmp_path: Path) -> None:
    """Served again, the next day, the demo's referrals are those that were there."""
    again = open_demo(copy_of(demo.desk.settings, tmp_path), TODAY + datetime.timedelta(days=1), NOW + datetime.timedelta(days=1))
    assert {file.id: len(file.events) for file in _files(again)} == {file.id: len(file.events) for file in demo.files}
    again.engine.dispose()


@pytest.mark.parametrize(
    ("at", "day"),
    [(0, "2026-11-25"), (-1, "2026-11-24"), (1, "2026-11-30"), (-3, "2026-11-20"), (3, "2026-12-02")],
)
def test_school_days_are_counted_over_holidays(at: int, day: str) -> None:
    """On a day without school, 0 is the last school day, -1 the one before, and 1 the next one to come."""
    thanksgiving = datetime.date(2026, 11, 26)
    calendar = SchoolCalendar(frozenset({thanksgiving, datetime.date(2026, 11, 27)}))
    assert school_day(calendar, thanksgiving, at) == datetime.date.fromisoformat(day)
