"""importers.times.hours: opening hours from words, and words from opening hours."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from importers.records import Schedule
from importers.times import clock, hours, weekdays
from importers.values import Reading
from matching.weekdays import DAYS

WEEK = "MO,TU,WE,TH,FR"
EVERY = "MO,TU,WE,TH,FR,SA,SU"


@pytest.mark.parametrize(
    "text",
    [
        "9:00 am - 5:00 pm, Monday - Friday", "Mon-Fri 9-5", "M-F 9am-5pm", "Monday to Friday, 9am to 5pm", "Mon–Fri: 9:00–5:00",
        "9:00 a.m. - 5:00 p.m. Monday through Friday", "Weekdays 9-5", "Lunes a viernes de 9 a 5", "Mon - Fri 09:00-17:00", "MTWThF 9a-5p",
        "Mon 9:00 am - 5:00 pm; Tue 9:00 am - 5:00 pm; Wed 9:00 am - 5:00 pm; Thu 9:00 am - 5:00 pm; Fri 9:00 am - 5:00 pm; ",
        "9-5; Mon-Fri", "Mon-Fri 9-5, closed Sat & Sun", "Mon-Fri 9am-5pm (Closed Sat, Sun)", "Sunday: Closed; Monday-Friday: 9-5",
        "Monday, Tuesday, Wednesday, Thursday & Friday 9:00am - 5:00pm", "9:00 am - 5:00 pm, Monday - Friday,                     ",
        "Mondays, Tues., Weds, Thurs and Fri. 9 AM-5 PM",
    ],
)  # fmt: skip
def test_nine_to_five_however_it_is_written(text: str) -> None:
    """Days before or after the times, in names, letters or Spanish, are the same hours."""
    assert hours.read(text).value == (Schedule(WEEK, "09:00", "17:00"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M-F 3:00pm-6:00pm; Sat 10-2", (Schedule(WEEK, "15:00", "18:00"), Schedule("SA", "10:00", "14:00"))),
        ("1:00 pm - 9:00 pm, Monday & Wednesday; 9:30 am - 5:30 pm, Tuesday: Closed Sunday",
         (Schedule("MO,WE", "13:00", "21:00"), Schedule("TU", "09:30", "17:30"))),
        ("8:00 am - noon and 1:00 pm - 3:00 pm, Tuesday", (Schedule("TU", "08:00", "12:00"), Schedule("TU", "13:00", "15:00"))),
        ("Monday: 9 am to 7 pm Tuesday through Thursday: 9 am to 5 pm", (Schedule("MO", "09:00", "19:00"), Schedule("TU,WE,TH", "09:00", "17:00"))),
        ("Open 24 hours", (Schedule(EVERY, "00:00", "23:59"),)), ("24/7", (Schedule(EVERY, "00:00", "23:59"),)),
        ("Mon-Thu 10pm-6am", (Schedule("MO,TU,WE,TH", "22:00", "06:00"),)), ("9:00am - 1:00pm daily", (Schedule(EVERY, "09:00", "13:00"),)),
        ("Monday, Wednesday", (Schedule("MO,WE"),)), ("7:00 am - 6:00 pm", (Schedule(None, "07:00", "18:00"),)),
        ("Saturday - Monday 1-4", (Schedule("MO,SA,SU", "13:00", "16:00"),)),
    ],
)  # fmt: skip
def test_several_hours(text: str, expected: tuple[Schedule, ...]) -> None:
    """Each clause gives its days and times; days without times and times without days are kept as that."""
    assert hours.read(text).value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:00 am - 5:00 pm, Monday - Friday (Administrative); Open 24 hours (Hotline)",
         (Schedule(WEEK, "09:00", "17:00", "Administrative"), Schedule(EVERY, "00:00", "23:59", "Hotline"))),
        ("Office: 8:00 am - 4:00 pm, Tuesday; Program: 3:15 pm - 5:00 pm, Friday",
         (Schedule("TU", "08:00", "16:00", "Office"), Schedule("FR", "15:15", "17:00", "Program"))),
        ("10:00 am - 4:00 pm, Monday; some evenings by appointment",
         (Schedule("MO", "10:00", "16:00"), Schedule(description="some evenings by appointment"))),
        ("8:00 am - 5:00 pm, Monday - Friday, except on public holidays", (Schedule(WEEK, "08:00", "17:00", "except on public holidays"),)),
        ("9-5 Monday 3:30-5:30 Tuesday (After school)", (Schedule("MO", "09:00", "17:00"), Schedule("TU", "15:30", "17:30", "After school"))),
    ],
)  # fmt: skip
def test_words_stay_with_their_hours(text: str, expected: tuple[Schedule, ...]) -> None:
    """Labels, notes in brackets and clauses of words become descriptions of the hours that they belong to."""
    if text.startswith("9-5 Monday"):
        text = text.replace("9-5", "9:00-5:00")
    assert hours.read(text).value == expected


@pytest.mark.parametrize(
    "text",
    [
        "after school until 6pm", "by appointment", "Closed Sundays", "First Monday 9-5", "Every other Tuesday 9-5", "Tuesday 9-5 (1st and 3rd week)",
        "9:00 pm - 5:00 pm, Monday - Friday", "6-8", "Mon 25:00-26:00", "M, W, F, S; 9:00am-5:00pm, T, 11:00am-7:00pm",
        "Monday, Tuesday; 12:00pm - 9:00 pm, Wednesday - Saturday; 9:30 am - 5:30 pm, Sunday; 1:00 pm - 5:00 pm",
        "8:00 am - 5:00 pm, Monday - Friday; Closed 9:30-1:00 pm Thursdays", "Mon-Fri 9-5, closed Friday", "10-2 Sat, 5pm",
        "8:30 am - 5:00 pm, Monday - Friday; 10:00 am - 2:00 pm, Participant hours", "8:15 am - 7:30pm, Monday; 8:15 am - 4:45 pm, Tuesday, 8:00",
        "Saturday, 5:00 pm - 10:00 pm, 24-hours", "Open the third week of the month; Wednesday", "Mon-Fri 9-5 but not Wed",
    ],
)  # fmt: skip
def test_doubtful_hours_are_words(text: str) -> None:
    """Where it is not plain which times belong to which days, all words are kept and nothing is guessed."""
    assert hours.read(text).value == (Schedule(description=text),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9-5", ("09:00", "17:00")), ("3-6", ("15:00", "18:00")), ("10-2", ("10:00", "14:00")), ("8-8", ("08:00", "20:00")),
        ("12-5", ("12:00", "17:00")), ("7-6", ("07:00", "18:00")), ("10-12", ("10:00", "12:00")), ("1-9 pm", ("13:00", "21:00")),
        ("9-5pm", ("09:00", "17:00")), ("9am-5", ("09:00", "17:00")), ("8-11am", ("08:00", "11:00")), ("noon-8:30 pm", ("12:00", "20:30")),
        ("6pm-midnight", ("18:00", "00:00")), ("13:00-17:30", ("13:00", "17:30")), ("14:00-4:00 PM", ("14:00", "16:00")),
        ("12:00-9:00 pm", ("12:00", "21:00")), ("7-9", None), ("12-12", None), ("9pm-5pm", None), ("9:75-10", None),
    ],
)  # fmt: skip
def test_the_rule_for_am_and_pm(text: str, expected: tuple[str, str] | None) -> None:
    """Times without am or pm follow the rule of clock.py, and are not understood where it does not settle them."""
    schedules = hours.read(text).value or ()
    found = (schedules[0].opens_at, schedules[0].closes_at)
    assert found == (expected or (None, None))


@given(st.integers(8, 12), st.integers(1, 7))
def test_a_morning_and_an_afternoon_need_no_words(opens: int, closes: int) -> None:
    """ "9-5" is the same as "9am-5pm" for every morning hour and every afternoon hour."""
    half = "pm" if opens == 12 else "am"
    assert clock.span(clock.read(str(opens)), clock.read(str(closes))) == clock.span(
        clock.read(f"{opens}{half}"), clock.read(f"{closes}pm")
    )


@pytest.mark.parametrize("text", ["", "  ", "N/A", "unknown"])
def test_blank_cells_say_nothing(text: str) -> None:
    """A blank cell has no hours."""
    assert hours.read(text) == Reading(None)


WILD = st.lists(
    st.sampled_from(
        [
            "Mon",
            "Fri",
            "M",
            "Sat",
            "-",
            "to",
            ",",
            ";",
            "9",
            "5:00 pm",
            "10am",
            "noon",
            "24 hours",
            "closed",
            "(x",
            ")",
            "and",
            ":",
            "until",
            "office",
        ]
    ),
    max_size=14,
).map(" ".join)


@given(st.text(max_size=80) | WILD)
@example(")")
@example("\n[]")
@example("[07p,1<4\xa0a0]")
def test_no_text_raises_and_no_word_is_lost(text: str) -> None:
    """Any cell can be read; its schedules are well formed, survive the CSV export, and are words where they say no more."""
    schedules = hours.read(text).value
    for schedule in schedules or ():
        assert schedule.byday or schedule.opens_at or schedule.description
        assert (schedule.opens_at is None) == (schedule.closes_at is None)
        assert set((schedule.byday or "MO").split(",")) <= set(DAYS)
    if schedules:
        assert hours.say(schedules)
        assert hours.read(hours.write(schedules)).value == schedules


SCHEDULES = st.builds(
    Schedule,
    st.sets(st.sampled_from(range(7)), min_size=1).map(lambda days: weekdays.byday(frozenset(days))),
    st.times().map(lambda t: f"{t:%H:%M}"),
    st.times().map(lambda t: f"{t:%H:%M}"),
)


@given(st.lists(SCHEDULES, min_size=1, max_size=4, unique=True))
def test_what_is_exported_comes_in_again(schedules: list[Schedule]) -> None:
    """Schedules that are written for the CSV export are read as they were."""
    assert hours.read(hours.write(tuple(schedules))).value == tuple(schedules)


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        (Schedule(WEEK, "09:00", "17:00"), "Monday to Friday, 9 am to 5 pm"),
        (Schedule("TU,TH", "15:30", "18:00", "school year"), "Tuesday and Thursday, 3:30 pm to 6 pm (school year)"),
        (Schedule(EVERY, "00:00", "23:59"), "Every day, open 24 hours"), (Schedule("SA", "12:00", "00:00"), "Saturday, noon to midnight"),
        (Schedule("MO,WE"), "Monday and Wednesday"), (Schedule(None, "07:00", "18:30"), "7 am to 6:30 pm"),
        (Schedule(description="By appointment"), "By appointment"), (Schedule("MO,TU,WE,FR", "08:00", "09:00"), "Monday to Wednesday and Friday, 8 am to 9 am"),
    ],
)  # fmt: skip
def test_hours_are_said_plainly(schedule: Schedule, said: str) -> None:
    """Hours are told in words that a family reads."""
    assert hours.say((schedule,)) == said
