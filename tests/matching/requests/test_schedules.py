"""Days, hours and spans of them in a sentence: each is one condition with its sign, or told as not understood."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.requests.schedule_pieces import _first_words, _piece_at
from matching.requests.schedule_words import schedule_table
from matching.sentence import Understanding, understand
from matching.wishes.codes import DAYS_OF_WEEK

ENGLISH = dict(zip(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), DAYS_OF_WEEK, strict=True))
SPANISH = dict(zip(("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"), DAYS_OF_WEEK, strict=True))
_GROUPS = {"weekday": DAYS_OF_WEEK[:5], "weekend": DAYS_OF_WEEK[5:]}

Named = tuple[str, Sequence[tuple[str, str]]]
"""A phrase, and each day that it names: its word and its code, with "-" if it is ruled out."""


def days_in(found: Understanding) -> set[str]:
    """Return the codes of the days that conditions name, those that are ruled out with "-"."""
    days: set[str] = set()
    for one in found.conditions:
        if one.kind.value in ("day", "hours", "time"):
            named = one.value.partition("@")[0]
            days.update(_GROUPS.get(named, named.split(",")))
    return days


@st.composite
def phrases(draw: st.DrawFn) -> Named:
    """Draw a phrase out of a grammar of days, spans, hours, joins and negations, in English or Spanish."""
    english = draw(st.booleans())
    words = ENGLISH if english else SPANISH
    text, named = "", list[tuple[str, str]]()
    for number in range(draw(st.integers(1, 3))):
        ruled_out = draw(st.integers(0, 3)) == 0
        first, last = sorted(
            draw(st.lists(st.sampled_from(list(words)), min_size=2, max_size=2, unique=True)), key=list(words).index
        )
        if draw(st.booleans()):
            to = draw(st.sampled_from((" through ", "-", " to ") if english else (" a ", " al ", "-")))
            those = list(words)[list(words).index(first) : list(words).index(last) + 1]
            part = f"{first}{to}{last}"
        else:
            part, those = draw(
                st.sampled_from([(first, [first]), (f"{first} {'and' if english else 'y'} {last}", [first, last])])
            )
            part = part if english else f"{draw(st.sampled_from(['los', 'el']))} {part}"
            part = f"on {part}" if english and draw(st.booleans()) else part
        hour = draw(st.sampled_from(
            ["", "", " after 4", " from 3 to 5 pm", " 3:30-5", " before 9 am", " mornings"] if english
            else ["", "", " después de las 4", " de 3 a 5 de la tarde", " antes de las 9", " por la mañana"]
        ))  # fmt: skip
        no = (
            draw(st.sampled_from(["not ", "never ", "except "] if english else ["no ", "menos ", "excepto "]))
            if ruled_out
            else ""
        )
        join = draw(st.sampled_from([" or ", " and ", ", "] if english else [" o ", " y ", ", "])) if number else ""
        if number and (ruled_out or named[-1][1][0] == "-"):
            join = " but " if english else " pero "
        text += f"{join}{no}{part}{hour}"
        named += [(one if one in part else first, ("-" if ruled_out else "") + words[one]) for one in those]
    return f"{'tutoring' if english else 'tutoría'} {text}", named


@given(phrases())
@settings(max_examples=120)
def test_every_day_is_a_condition_or_told(named: Named) -> None:
    """Each day that a request names is in a condition with the right sign, or in what was not understood."""
    text, expected = named
    found = understand(text)
    days, unread = days_in(found), " ".join(found.unread)
    for word, code in expected:
        opposite = code[1:] if code.startswith("-") else f"-{code}"
        assert code in days or word in unread
        assert code in days or opposite not in days or opposite in {other for _, other in expected}


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("tutoring Mon-Thu", "mo tu we th"),
        ("tutoring Monday - Friday", "weekday"),
        ("tutoría de lunes a miércoles", "mo tu we"),
        ("tutoring between 3 and 5pm", "any@1500-1700"),
        ("tutoring 3:30-5", "any@1530-1700"),
        ("tutoring Mon, Wed and Fri 3-5pm", "mo,we,fr@1500-1700"),
        ("tutoría de 4 a 6 de la tarde", "any@1600-1800"),
        ("tutoring 6:30am - 5pm weekdays", "mo,tu,we,th,fr@0630-1700"),
        ("tutoring after five but before seven", "any@1700-1900"),
        ("clinic before 9 am or on Sundays", "any@-0900 su"),
        ("dentist Saturdays or after 6", "sa any@1800-"),
        ("dentist Saturdays or after 6 on Mondays", "sa mo@1800-"),
        ("tutoring mornings or weekends", "morning sa,su"),
        ("tutoring weekdays or after 6", "mo,tu,we,th,fr any@1800-"),
        ("tutoría por las tardes o los domingos", "after_school su"),
        ("tutor M-F after 4", "mo,tu,we,th,fr@1600-"),
        ("we can only do T/Th after 4:30 or Saturdays, tutoring", "tu,th@1630- sa"),
        ("guardería lunes a viernes de 8 a 3", "mo,tu,we,th,fr@0800-1500"),
        ("guardería, lunes-viernes, de 8 a 3", "weekday any@0800-1500"),
        ("counseling m/w/f", "mo we fr"),
        ("tutor M, W and F at 4", "mo,we,fr@1600"),
        ("swim lessons TuTh 4-5pm", "tu,th@1600-1700"),
        ("not M/W, tutoring", "-mo -we"),
        ("guitar Sa/Su", "sa su"),
        ("clases de guitarra L-V", "weekday"),
        ("tutoría L/M/V o después de las 5", "mo,we,fr any@1700-"),
        ("tutoría M/J", "tu th"),
        ("not before 4, tutoring", "any@1600-"),
        ("tutoring, not after 7pm", "any@-1900"),
        ("tutoring any day but Mondays", "-mo"),
        ("tutoring, not Mondays, Tuesdays are fine", "-mo tu"),
        ("tutoría, ni los lunes ni los viernes", "-mo -fr"),
        ("a coach who is free on Tuesdays", "tu"),
        ("tutoring tomorrow", "tomorrow"),
        ("tutoring Saturdays not at a church", "sa"),
        ("counseling, nothing on Saturdays", "-sa"),
        ("terapia, nada los sábados", "-sa"),
        ("tutoría, ningún domingo", "-su"),
        ("dance, nothing before 4", "any@1600-"),
        ("baile, nada más los martes", "tu"),
    ],
)
def test_a_span_is_one_condition_with_its_sign(text: str, conditions: str) -> None:
    """Days and times from one to another are one condition, a list is all of its days, and what is ruled out stays so."""
    times = [one.value for one in understand(text).conditions if one.kind.value in ("day", "hours", "time")]
    assert " ".join(times) == conditions


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tutoría menos el miércoles después de las 4", "menos el miércoles después de las 4"),
        ("tutoring every other Saturday", "every other Saturday"),
        ("tutoring until 7", "until 7"),
        ("call mom after 5pm, needs a tutor", "after 5pm"),
        ("teacher can meet Tuesday, needs a tutor", "Tuesday"),
        ("llamar a la mamá después de las 5, necesita ropa", "después de las 5"),
        ("food pantry, closes at 8", "at 8"),
        ("she was hit on Saturday, needs counseling", "Saturday"),
        ("tutoring before Friday's deadline", "before Friday's"),
        ("tutoring about 2 miles away", "about 2 miles away"),
        ("girls only swimming", "girls only"),
        ("tutoring, no waiting list", "no waiting list"),
        ("grade 14, tutoring", "grade 14"),
        ("tutoring, $15 a month ok", "$15 a month"),
    ],
)
def test_what_makes_no_condition_is_told_once(text: str, told: str) -> None:
    """A day or an hour of something else, one that no listing can answer, and a grade that there is not, are told and make no condition."""
    found = understand(text)
    assert [one for one in found.unread if told in one or one in told] == [told]
    assert not [one for one in found.conditions if one.kind.value in ("day", "hours", "time", "age", "grade", "payment")]


@pytest.mark.parametrize(
    "text", ["coat size M/L", "16 M/F, counseling", "MTF youth group", "grade S-M shirts", "T and F questions in math"]
)
def test_letters_of_something_else_are_no_days(text: str) -> None:
    """Sizes, sexes and other letters in a row are no days of the week."""
    assert not [one for one in understand(text).conditions if one.kind.value in ("day", "hours", "time")]


def test_an_alternative_is_one_of_the_hours() -> None:
    """Days beside "or" and a time are hours of their own, so that the time does not have to be on them."""
    found = understand("before 9 or on Sundays, tutoring").conditions
    assert [(one.kind.value, one.value) for one in found] == [("hours", "any@-0900"), ("hours", "su")]


SAID = sorted(
    {word for section in schedule_table().values() for text in section.values() for word in text.replace(",", " ").split()}
)
CLOCKS = ["3", "13", "3-5", "4:30", "3pm-5", "25:00", "10th", "\u0663", "48911", "half"]


@given(st.lists(st.sampled_from([*SAID, *CLOCKS]), min_size=1, max_size=8))
def test_a_piece_begins_with_one_of_the_first_words(words: list[str]) -> None:
    """At a word that no day and no time begins with, no piece is found."""
    for at, word in enumerate(words):
        if word not in _first_words() and not word[0].isdecimal():
            assert _piece_at(words, at) is None
