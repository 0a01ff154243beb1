"""When schools let out: what is stored, what is refused, and the time on a day."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from directory.accounts import audit, schools
from directory.accounts.schools import SchoolDetails
from directory.district_settings.changes import as_json, from_json
from directory.district_settings.dismissal_lines import DismissalLines, lines_of, read_lines
from directory.district_settings.dismissals import (
    Dismissal,
    EarlyRelease,
    KnownDismissal,
    change_dismissal,
    checked_dismissal,
    dismissal_of,
    dismissals,
)
from directory.district_settings.school_calendar import SchoolCalendar
from directory.errors import StaleError, UnknownError, UsageError
from directory.models import SchoolDismissal
from directory.storage.engine import reading, writing

NOW = datetime.datetime(2026, 11, 29, 17)
USUAL, WEDNESDAY, NOON = datetime.time(15, 10), datetime.time(14, 0), datetime.time(12)
MONDAY = datetime.date(2026, 11, 30)
EARLY = EarlyRelease(datetime.date(2026, 12, 4), NOON, "Conferences")
OAK = Dismissal(USUAL, {2: WEDNESDAY}, (EARLY,))
TIMES = st.times(datetime.time(9), datetime.time(19)).map(lambda time: time.replace(second=0, microsecond=0, fold=0))
DISMISSALS = st.builds(
    Dismissal,
    TIMES,
    st.dictionaries(st.integers(0, 4), TIMES),
    st.lists(
        st.builds(EarlyRelease, st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 12, 31)), TIMES, st.text(max_size=20)),
        max_size=5,
    ).map(tuple),
)


def add_school(session: Session) -> str:
    return schools.add(session, SchoolDetails("Oak", zip="48910"), now=NOW, by=None)


def test_the_time_of_a_day_is_the_nearest_that_is_known() -> None:
    """Early release comes before the weekday's own time, that before the usual; without school there is no time."""
    calendar = SchoolCalendar(frozenset({MONDAY}))
    days = [MONDAY + datetime.timedelta(days=at) for at in range(6)]
    assert [OAK.at(day, calendar) for day in days] == [None, USUAL, WEDNESDAY, USUAL, NOON, None]


def test_a_school_keeps_its_times(engine: Engine) -> None:
    """They come out as they went in, each with its version; a school of which nothing is set is not known."""
    with writing(engine) as session:
        oak, elm = add_school(session), schools.add(session, SchoolDetails("Elm", zip="48910"), now=NOW, by=None)
        assert change_dismissal(session, oak, OAK, now=NOW, by=None, expected="0")
    with reading(engine) as session:
        assert dismissals(session) == {oak: KnownDismissal(OAK, "1", None, NOW)}
        assert dismissal_of(session, elm) == KnownDismissal(None, "0")


def test_times_are_changed_by_version_and_audited(engine: Engine) -> None:
    """An old page is refused, the same again writes nothing, and each change is one entry that names the school."""
    with writing(engine) as session:
        oak = add_school(session)
        assert change_dismissal(session, oak, OAK, now=NOW, by=None)
        assert not change_dismissal(session, oak, OAK, now=NOW, by=None, expected="1")
        with pytest.raises(StaleError):
            change_dismissal(session, oak, Dismissal(USUAL), now=NOW, by=None, expected="0")
        assert change_dismissal(session, oak, None, now=NOW, by=None, expected="1")
        assert dismissal_of(session, oak) == KnownDismissal(None, "2", None, NOW)
        entries = audit.search(session, action="school.dismissal_changed").entries
    assert [entry.subject for entry in entries] == [f"school:{oak}"] * 2


def test_times_go_with_their_school(engine: Engine) -> None:
    """A school that is removed takes its times along, and one that is gone cannot be given any."""
    with writing(engine) as session:
        oak = add_school(session)
        change_dismissal(session, oak, OAK, now=NOW, by=None)
        schools.remove(session, oak, now=NOW, by=None)
        assert dismissals(session) == {}
        with pytest.raises(UnknownError):
            change_dismissal(session, oak, OAK, now=NOW, by=None)


@pytest.mark.parametrize(
    ("dismissal", "words"),
    [
        (Dismissal(datetime.time(3, 10)), "03:10 cannot be the end of a school day"),
        (Dismissal(datetime.time(15, 10, 30)), "cannot be the end"),
        (Dismissal(USUAL, {5: WEDNESDAY}), "Monday to Friday"),
        (Dismissal(USUAL, early=(EARLY, EARLY)), "December 4, 2026 is listed twice"),
        (Dismissal(USUAL, early=(EarlyRelease(datetime.date(2026, 12, 5), NOON),)), "weekend"),
        (Dismissal(USUAL, {2: NOON}, (EarlyRelease(datetime.date(2026, 12, 2), NOON),)), "no earlier than on other days"),
        (Dismissal(USUAL, early=(EarlyRelease(EARLY.day, NOON, "a" * 121),)), "Shorten"),
    ],
)
def test_times_that_cannot_be_are_refused(dismissal: Dismissal, words: str) -> None:
    """A slip of am and pm, a day twice, a weekend and an early release that is none are told in a sentence."""
    with pytest.raises(UsageError, match=words):
        checked_dismissal(dismissal)


@given(DISMISSALS)
def test_what_passes_the_check_is_stored_as_it_is(dismissal: Dismissal) -> None:
    """Checked times pass again unchanged, keep every day's time, and come back from JSON the same."""
    try:
        checked = checked_dismissal(dismissal)
    except UsageError:
        return
    assert checked_dismissal(checked) == checked
    assert [checked.on_weekday(day) for day in range(5)] == [dismissal.on_weekday(day) for day in range(5)]
    assert from_json(as_json(checked), Dismissal) == checked


@pytest.mark.parametrize("stored", [{"usual": "3 pm"}, ["15:10"], {"usual": "03:10:00"}, "15:10"])
def test_times_of_another_version_are_not_known(engine: Engine, stored: Any) -> None:
    """What this version of the program cannot read stops no page: the times are unknown."""
    with writing(engine) as session:
        oak = add_school(session)
        session.add(SchoolDismissal(school_id=oak, value=stored, version=4, changed_at=NOW))
    with reading(engine) as session:
        assert dismissal_of(session, oak) == KnownDismissal(None, "4", None, NOW)


@given(DISMISSALS)
def test_what_is_shown_in_the_boxes_is_read_again(dismissal: Dismissal) -> None:
    """A form that nobody changed saves what it showed."""
    try:
        checked = checked_dismissal(dismissal)
    except UsageError:
        return
    read, errors = read_lines(lines_of(checked))
    assert errors == {}
    assert read == checked


@pytest.mark.parametrize(
    ("typed", "box"),
    [
        (DismissalLines("8 pm"), "ends"),
        (DismissalLines("3:15", "Wed 7 am"), "others"),
        (DismissalLines("3:15", "Wed 2:15\nWednesday 2:30"), "others"),
        (DismissalLines("3:15", "Wed"), "others"),
        (DismissalLines("3:15", "", "12/4/2026 4 pm"), "early"),
        (DismissalLines("3:15", "", "12/5/2026 noon"), "early"),
        (DismissalLines("", "", "12/4/2026 noon"), "ends"),
    ],
)
def test_what_is_no_time_is_told_beside_its_box(typed: DismissalLines, box: str) -> None:
    """Times that cannot be the end of a school day are refused where they were typed."""
    dismissal, errors = read_lines(typed)
    assert (dismissal, list(errors)) == (None, [box])
