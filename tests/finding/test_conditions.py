"""What a sentence asks for beside its needs, and the form that wins where the two differ."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from directory.finding.conditions import apply
from directory.finding.place_names import PlaceNames
from directory.finding.question import Ask, AskedSchool
from directory.finding.reason_words import in_words
from matching.requests import NamedPlace, PlaceKind, read

SCHOOL = AskedSchool("Everett High School", 42.7, -84.5)
OTHER_SCHOOL = AskedSchool("Holt Middle School", 42.6, -84.5)
NAMED = PlaceNames(
    {"holt": NamedPlace(PlaceKind.TOWN, "48842"), "everett high": NamedPlace(PlaceKind.SCHOOL, "school:7")}, {"school:7": SCHOOL}
)


def applied(sentence: str, **form: Any) -> Any:
    ask = Ask(sentence=sentence, **form)
    return apply(ask, read(sentence, NAMED.names).conditions, NAMED)


@pytest.mark.parametrize(
    ("sentence", "changed"),
    [
        ("needs a dentist, only speaks Spanish", {"languages": ("es",)}),
        ("needs a dentist, has Medicaid", {"payment": "medicaid"}),
        ("needs a dentist near 48911", {"near": "48911"}),
        ("needs a dentist in Holt", {"near": "48842", "towns": ("holt",)}),
        ("needs a dentist near Everett High", {"school": SCHOOL}),
        ("a dentist within 3 miles of Holt", {"near": "48842", "towns": ("holt",), "within": 3.0}),
        ("un dentista a menos de 5 millas de 48911", {"near": "48911", "within": 5.0}),
        ("a dentist for my 7th grader", {"grade": "7"}),
        ("a dentist for my 10 year old", {"age": 10.0}),
        ("needs a therapist online", {"modes": ("online",)}),
        ("needs a therapist, no car", {"wishes": ("travel:no_car",)}),
        ("needs a female therapist", {"wishes": ("helper:woman",)}),
        ("needs a tutor on Saturdays", {"wishes": ("day:sa",)}),
        ("needs a one on one tutor", {"wishes": ("setting:one_to_one",)}),
    ],
)
def test_a_condition_fills_what_the_form_leaves_open(sentence: str, changed: dict[str, Any]) -> None:
    """Every kind of condition becomes a field of the question."""
    done = applied(sentence)
    assert done.ask == replace(Ask(sentence=sentence), **changed)
    assert done.conditions
    assert not done.overruled


@pytest.mark.parametrize(
    ("sentence", "form"),
    [
        ("has Medicaid", {"payment": "private"}),
        ("near 48911", {"near": "48910"}),
        ("a dentist for my 10 year old", {"age": 9.0}),
        ("a dentist for my 10 year old", {"grade": "3"}),
        ("a dentist for my 7th grader", {"age": 9.0}),
        ("near Everett High", {"near": "48910"}),
        ("near 00000", {}),
    ],
)
def test_the_form_wins_and_says_so(sentence: str, form: dict[str, Any]) -> None:
    """What the form says otherwise, or what is no place, is not followed and is named."""
    done = applied(sentence, **form)
    assert done.ask == Ask(sentence=sentence, **form)
    assert not done.conditions
    assert len(done.overruled) == 1


@pytest.mark.parametrize(
    ("sentence", "form", "why", "instead"),
    [
        ("near 48911", {"near": "48910"}, "chosen", None),
        ("he is 17, needs a tutor, grade 5", {}, "said", "he is 17"),
        ("he is 17, needs a tutor, grade 5", {"age": 17.0}, "chosen", None),
        ("has Medicaid, a dentist for people who have no insurance", {}, "said", "has Medicaid"),
        ("near 48911 or near 48842", {}, "said", "near 48911"),
        ("near 00000", {}, "unknown", None),
        ("has Fidelis, needs a dentist", {}, "unlisted", None),
        ("has Fidelis, needs a dentist", {"payment": "medicaid"}, "unlisted", None),
        ("near 00000", {"near": "48910"}, "unknown", None),
    ],
)
def test_what_is_not_asked_for_says_truly_why(sentence: str, form: dict[str, Any], why: str, instead: str | None) -> None:
    """The form, another part of the sentence, which is named, a ZIP that is nowhere and a plan that is not listed are four reasons."""
    (one,) = applied(sentence, **form).overruled
    assert (one.why, one.instead) == (why, instead)
    assert one.condition.heard in in_words(one.note)
    assert (instead or "") in in_words(one.note)


def test_what_is_said_twice_is_asked_for_once() -> None:
    """A condition that the sentence repeats is one condition, with the first words for it."""
    done = applied("a female therapist, needs a woman to talk to, one on one, alone with her one to one")
    assert sorted(one.key for one in done.conditions) == ["helper:woman", "setting:one_to_one"]


def test_what_the_form_says_as_well_is_no_contradiction() -> None:
    """A condition that repeats the form is applied, and changes nothing."""
    done = applied("has Medicaid, speaks Somali", payment="medicaid", languages=("so",))
    assert done.ask == Ask(sentence="has Medicaid, speaks Somali", payment="medicaid", languages=("so",))
    assert len(done.conditions) == 2


def test_a_suggestion_that_drops_a_condition_leaves_it_out_of_the_sentence() -> None:
    """Another question about the same sentence must not get back what it gave up."""
    done = applied("has Medicaid, only speaks Spanish")
    less = done.kept_out(replace(done.ask, payment=None))
    assert less.left_out == ("payment:medicaid",)
    assert [one.key for one in done.conditions] == ["payment:medicaid", "language:es"]


@pytest.mark.parametrize(
    ("sentence", "form", "changed"),
    [
        ("needs a dentist, no insurance", {"payment": "medicaid"}, {"payment": "uninsured"}),
        ("needs a dentist near 48911", {"near": "48910", "school": SCHOOL}, {"near": "48911"}),
        ("needs a dentist near Everett High", {"near": "48910", "school": OTHER_SCHOOL}, {"near": None, "school": SCHOOL}),
        ("a dentist for my 5 year old", {"grade": "8"}, {"grade": None, "age": 5.0}),
        ("a dentist for my 7th grader", {"age": 9.0}, {"age": None, "grade": "7"}),
    ],
)
def test_the_sentence_counts_before_what_nobody_chose(sentence: str, form: dict[str, Any], changed: dict[str, Any]) -> None:
    """What a form was filled in with gives way to words, which are named; what somebody chose does not."""
    done = applied(sentence, **form, preset=frozenset(form))
    assert {name: getattr(done.ask, name) for name in changed} == changed
    assert len(done.instead) == 1
    assert not done.overruled
    chosen = applied(sentence, **form)
    assert not chosen.instead
    assert {name: getattr(chosen.ask, name) for name in form} == form
    assert len(chosen.overruled) == 1


def test_a_sentence_that_contradicts_itself_is_no_matter_of_the_form() -> None:
    """Of two places in words the first counts before a preset, and of the second it is said that the first does."""
    done = applied("needs a dentist near 48911, near 48842", near="48910", preset=frozenset({"near"}))
    assert done.ask.near == "48911"
    assert [(one.condition.value, one.why, one.instead) for one in done.overruled] == [("48842", "said", "near 48911")]


def test_a_day_that_is_ruled_out_is_not_asked_for() -> None:
    """Where a sentence names a day and rules it out, that it is ruled out counts, and that is said."""
    done = applied("needs a tutor M/W/F, not on Fridays")
    assert done.ask.wishes == ("day:mo", "day:we", "day:-fr")
    assert [(one.condition.value, one.instead) for one in done.overruled] == [("fr", "not on Fridays")]
    assert in_words(done.overruled[0].note).startswith("Of “M/W/F”, a day is not asked for")
