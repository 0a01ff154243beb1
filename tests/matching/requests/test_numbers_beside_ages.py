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
        ("de las 3 en adelante, guitarra, 9 años", "9", ["any@1500-"]),
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


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("daughter 8 ballet, son 11 karate", [["8"], ["11"]]),
        ("hija 8 ajedrez, hijo 11 boxeo", [["8"], ["11"]]),
        ("my nephew 10 wants guitar and my niece 6 wants art", [["10"], ["6"]]),
        ("triplets (4) and a toddler (2): daycare", [["4"], ["2"]]),
        ("gemelas (9) y un bebé (1): guardería", [["9"], ["1"]]),
        ("4 1/2 year old, speech therapy", [["4.5"]]),
        ("3 años y medio, arte", [["3.5"]]),
        ("one year and a half, art", [["1.5"]]),
        ("U12 basketball", [["0-11"]]),
        ("8U softball", [["0-7"]]),
        ("art, 7 or under", [["0-7"]]),
        ("art, 7 and up", [["7"]]),
        ("arte, de 7 años en adelante", [["7"]]),
        ("K-4 girl, chess", [["K-4"]]),
        ("K-3 art", [["K-3"]]),
        ("he goes to a K-8 school, chess", []),
    ],
)
def test_ages_in_short_are_read_of_each_child(sentence: str, expected: list[list[str]]) -> None:
    """An age between a child and an activity, in brackets, with a half, in the name of a team, at most, at least, and grades from K on."""
    assert [[one.value for one in child] for child in understand(sentence).children] == expected


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("born June 2015, chess", "born June 2015"),
        ("nacido en junio de 2015, ajedrez", "nacido en junio de 2015"),
        ("chess, 8 and up", "and up"),
        ("ASL tutoring", "ASL"),
    ],
)
def test_an_age_that_nothing_says_is_told(sentence: str, told: str) -> None:
    """A day of birth, an age that has no end, and a language that may be taught or spoken are told as not understood."""
    assert told in understand(sentence).unread


@pytest.mark.parametrize(
    ("sentence", "kind", "value"),
    [
        ("chess, 9 yrs, w/o a car", Kind.TRAVEL, "no_car"),
        ("chess w/o car", Kind.TRAVEL, "no_car"),
        ("que venga una señora a enseñarle ajedrez", Kind.HELPER, "woman"),
        ("un señor que le enseñe ajedrez", Kind.HELPER, "man"),
        ("a woman who can teach her chess", Kind.HELPER, "woman"),
    ],
)
def test_who_helps_and_what_is_lacked_is_read_beside_a_verb(sentence: str, kind: Kind, value: str) -> None:
    """Somebody who is to do something, and a car that is not there, are conditions wherever they stand."""
    assert values(understand(sentence), kind) == [value]


@pytest.mark.parametrize(
    ("sentence", "number"), [("camp for all three of my girls", 3), ("campamento para los dos de mis hijos", 2)]
)
def test_how_many_children_there_are_is_read(sentence: str, number: int) -> None:
    """All so many of somebody's children are so many, whose ages are asked for."""
    named = understand(sentence).named_children
    assert named
    assert named.number == number
