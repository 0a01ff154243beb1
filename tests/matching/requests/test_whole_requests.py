"""Requests in a few words, with several conditions beside each other: each is read, and none is lost or made up."""

from __future__ import annotations

import pytest

from matching.sentence import understand


@pytest.mark.parametrize(
    ("sentence", "conditions"),
    [
        ("reading tutor for my son 9 on sundays", "age:9 day:su"),
        ("swim class for our nephew 6 after 4", "activity:swimming age:6 hours:any@1600-"),
        ("tutoría para mi hija 8 los sábados", "age:8 day:sa"),
        ("violin lessons for 12", "activity:violin age:12"),
        ("a job for 16 medicaid", "age:16 payment:medicaid"),
        ("preschool for 4 mornings", "age:4 time:morning"),
        ("triplets 14 months, child care", "age:1.1"),
        ("occupational therapy 5yo in the home medicaid", "age:5 mode:home payment:medicaid"),
        ("terapia del habla para niño de 3 en casa gratis", "age:3 mode:home payment:free"),
        ("writing help online", "mode:online"),
        ("volunteering for a junior on fridays", "day:fr grade:11"),
        ("nepali tutor for a 4th grader", "grade:4 language:ne"),
        ("therapist who speaks somali on tuesdays at 5", "hours:tu@1700 language:so"),
        ("eye doctor no insurance mondays", "day:mo payment:uninsured"),
        ("dentista que acepte medicaid para niño de 8 años viernes por la tarde", "age:8 hours:fr@afternoon payment:medicaid"),
        ("karate 4 our 7yo sunday mornings", "activity:karate age:7 hours:su@morning"),
        ("tutor sat afternoons", "hours:sa@afternoon"),
        ("she is 9 and in 4th grade, tutoring", "age:9 grade:4"),
        ("tutoring 4 to 6 on mondays", "hours:mo@1600-1800"),
    ],
)
def test_each_condition_of_a_short_request_is_read(sentence: str, conditions: str) -> None:
    """An age beside a time, a time beside who gives the help, and a place beside an age are read together."""
    assert " ".join(sorted(one.key for one in understand(sentence).conditions)) == conditions


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("dinner for 4", "4"),
        ("chess for my son who is 38", "38"),
        ("a counselor near home", "home"),
        ("tutor cerca de mi casa", "cerca de mi casa"),
        ("a tutor who gives rides", "gives rides"),
        ("a day program that picks up from school", "picks up from school"),
        ("groceries tonight, we have no id", "no id"),
        ("doesn't have medicaid, needs glasses", "doesn't have medicaid"),
        ("a mentor in Hmong, nobody who speaks Hmong", "nobody who speaks Hmong"),
    ],
)
def test_what_no_search_can_ask_for_is_told(sentence: str, told: str) -> None:
    """A number that may count people, closeness to home, rides and a lack that is no need are told, and make no condition."""
    found = understand(sentence)
    assert told in found.unread
    assert not {"id-documents", "health-insurance", "school-enrollment"} & {one.slug for one in found.needs}
    assert not {"age", "mode"} & {one.kind for one in found.conditions}


@pytest.mark.parametrize(
    ("sentence", "needs"),
    [
        ("tutoring, not science", ["tutoring"]),
        ("dance for 7yo not tap", ["dance"]),
        ("has a reading tutor already, needs math help", ["math"]),
        ("already finished head start, needs a dentist", ["dental"]),
        ("has karate on mondays, needs a tutor", ["tutoring"]),
        ("no danza, clases de música", ["music"]),
        ("anxiety help for 12yo, no meds", ["anxiety"]),
        ("already did counseling and needs more", ["counseling"]),
    ],
)
def test_what_is_had_or_not_wanted_is_no_need(sentence: str, needs: list[str]) -> None:
    """What somebody has, did or rules out is not searched for, unless more of it is wanted."""
    assert [one.slug for one in understand(sentence).needs] == needs


def test_a_young_mother_is_the_one_whose_age_counts() -> None:
    """The age of a teenage parent is read, and her baby is no second student."""
    found = understand("parenting class for 16 year old mom with a 2 month old")
    assert [[one.value for one in child] for child in found.children] == [["16"]]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("a male female tutor", ("male", "female")),
        ("consejería en grupo individual", ("grupo", "individual")),
        ("therapy by zoom in person", ("zoom", "in person")),
        ("a christian mentor not religious", ("christian", "not religious")),
        ("tutoring on fridays, not fridays", ("fridays", "not fridays")),
    ],
)
def test_conditions_that_exclude_each_other_are_told(sentence: str, told: tuple[str, ...]) -> None:
    """Two conditions of which one help meets only one are told, and neither is asked for."""
    found = understand(sentence)
    assert found.conditions == ()
    assert all(any(words in unread or unread in words for unread in found.unread) for words in told)


@pytest.mark.parametrize(
    "sentence",
    [
        "a male or female tutor",
        "online tutoring, in person is fine too",
        "a male mentor for him, a female tutor for her",
        "soccer fridays, tutoring not fridays",
    ],
)
def test_a_choice_is_no_contradiction(sentence: str) -> None:
    """Where one of two is enough, or each is for somebody else, both are asked for."""
    assert len([one for one in understand(sentence).conditions if one.kind in ("mode", "helper", "day")]) == 2
