"""Numbers beside an age that are no ages, and several ages before a day."""

from __future__ import annotations

import pytest

from matching.requests import Kind
from matching.sentence import Understanding, understand

WRONG = ("college-access", "libraries", "screen-time", "school-supplies")
"""Needs that words of a place, of a bag or of a phone that was taken name only by chance."""


def values(found: Understanding, kind: Kind) -> list[str]:
    return [one.value for one in found.conditions if one.kind is kind]


@pytest.mark.parametrize(
    ("sentence", "age", "hours"),
    [
        ("dance after 4, 12 yrs", "12", ["any@1600-"]),
        ("mentor before 6, 11 years old", "11", ["any@-1800"]),
        ("natación después de las 5, 7 años", "7", ["any@1700-"]),
        ("counseling after five, twelve years old", "12", ["any@1700-"]),
        ("piano between 3 and 5, 9 yrs", "9", ["any@1500-1700"]),
        ("arte entre 4 y 6, 8 años", "8", ["any@1600-1800"]),
        ("preescolar hasta las 5, 4 años", "4", []),
        ("dentista de 2 a 5, 9 años", "9", []),
        ("mentor, ps 6, 11 yrs", "11", []),
        ("tutor in district 9, 13 yrs", "13", []),
        ("baile para 11 años después de las 6", "11", ["any@1800-"]),
        ("chess within 3 miles, 9 years", "9", []),
    ],
)
def test_a_number_of_something_else_is_no_child(sentence: str, age: str, hours: list[str]) -> None:
    """A time, a ward or a distance before an age is no further child, and the time is kept."""
    found = understand(sentence)
    assert (values(found, Kind.AGE), values(found, Kind.HOURS)) == ([age], hours)


@pytest.mark.parametrize(
    "sentence", ["math for girls 6 and 11 on fridays", "music for 6 and 11 on weekends", "a tutor, 6, 11 yrs"]
)
def test_several_ages_before_a_day_are_several_children(sentence: str) -> None:
    """Ages that "and" or a comma joins are one child each, before a day, too."""
    assert len(understand(sentence).children) == 2


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("art tue-fri til 7", "til 7"),
        ("a camp, he was born in 2014", "born in 2014"),
        ("nacida en 2017, busca baile", "nacida en 2017"),
        ("doctor w/o medicaid", "w/o medicaid"),
        ("dentista sin medicaid", "sin medicaid"),
        ("therapy without blue cross", "without blue cross"),
        ("diapers without showing papers", "without showing papers"),
        ("ropa que no pidan identificación", "que no pidan identificación"),
        ("clínica sin papeles", "sin papeles"),
        ("piano near georgetown university", "georgetown university"),
        ("baile cerca de la biblioteca", "biblioteca"),
        ("mi mamá me quitó el celular", "me quitó el celular"),
        ("pills in her bookbag", "her bookbag"),
        ("dentista cerca", "cerca"),
        ("chess in ward 4", "ward 4"),
    ],
)
def test_what_makes_no_condition_is_told(sentence: str, told: str) -> None:
    """What is not asked for, or no search can tell, is no way to pay and no need, and is told."""
    found = understand(sentence)
    assert told in " ; ".join(found.unread)
    assert not values(found, Kind.PAYMENT)
    assert not {"id-documents", "immigration", "health-insurance", "early-intervention", *WRONG} & {
        one.slug for one in found.needs
    }


@pytest.mark.parametrize(
    ("sentence", "kind", "expected"),
    [
        ("doctor w/o insurance, 8 yrs", Kind.PAYMENT, ["uninsured"]),
        ("dentista sin seguro privado", Kind.PAYMENT, ["uninsured"]),
        ("doctor w/ medicaid", Kind.PAYMENT, ["medicaid"]),
        ("art tue-thu til 7", Kind.DAY, ["tu", "we", "th"]),
        ("mentor 7-8 grade", Kind.GRADE, ["7-8"]),
        ("coach who signs ASL", Kind.LANGUAGE, ["ase"]),
        ("female teacher for piano", Kind.HELPER, ["woman"]),
        ("goes to therapy on tuesdays, needs a tutor", Kind.DAY, []),
        ("Mi J necesita ropa", Kind.DAY, []),
        ("ve a una terapeuta los jueves, busca baile", Kind.DAY, []),
    ],
)
def test_short_requests_say_their_conditions(sentence: str, kind: Kind, expected: list[str]) -> None:
    """Shortened words are conditions as written out; when somebody has other help already is none."""
    assert values(understand(sentence), kind) == expected
