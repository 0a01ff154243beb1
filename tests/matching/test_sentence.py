"""A whole sentence: its needs and conditions together, and the words that nobody understood."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.needs import find
from matching.needs.correction import is_known
from matching.requests import Kind, NamedPlace, PlaceKind, is_filler, read
from matching.requests.utterance import Utterance
from matching.sentence import understand

REQUESTS = Path(__file__).parent / "requests"


PLACES = {"holt": NamedPlace(PlaceKind.TOWN, "48842"), "everett high": NamedPlace(PlaceKind.SCHOOL, "school:7")}


READ = {
    "habla mixteco y no tiene seguro, necesita terapia los sábados": (
        ["counseling"], [("language", "mix"), ("payment", "uninsured"), ("day", "sa")],
    ),
    "soccer in Holt for my 10 year old": (["sports"], [("place", "48842"), ("age", "10"), ("activity", "soccer")]),
    "a tutor near Everett High, evenings only, must be free": (
        ["tutoring"], [("place", "school:7"), ("time", "evening"), ("payment", "free")],
    ),
    "grief group with a female counselor, not church-based": (
        ["group-therapy", "grief"], [("setting", "group"), ("helper", "woman"), ("helper", "not_faith_based")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "read"), READ.items())
def test_a_sentence_is_needs_and_conditions(sentence: str, read: tuple[list[str], list[tuple[str, str]]]) -> None:
    """Needs and conditions are told apart, in English and Spanish."""
    found = understand(sentence, PLACES)
    assert {one.slug for one in found.needs} <= set(read[0])
    assert found.needs
    assert sorted((one.kind.value, one.value) for one in found.conditions) == sorted(read[1])


@pytest.mark.parametrize(
    ("sentence", "slugs", "needs"),
    [
        ("sailing lessons for my 10 year old", ["sailing"], {"sports"}),
        ("quiere jugar futbol los sábados", ["soccer"], {"sports"}),
        ("needs a tutor and swim lessons", ["swimming"], {"tutoring", "sports"}),
        ("his soccer coach says she cries every day and feels hopeless", [], {"depression"}),
        ("lost her mom at the football game", [], {"grief"}),
    ],
)
def test_an_activity_is_asked_for_below_its_need(sentence: str, slugs: list[str], needs: set[str]) -> None:
    """An activity is a condition and brings its need; one that is only mentioned is neither."""
    found = understand(sentence)
    assert [one.value for one in found.conditions if one.kind is Kind.ACTIVITY] == slugs
    assert {one.slug for one in found.needs} == needs


def test_words_that_nobody_knows_are_said() -> None:
    """What neither a need nor a condition was made of is told, a day on which nothing is asked for too, and ordinary words are not."""
    assert understand("a vorpelblat workshop for my 7th grader").unread == ("vorpelblat",)
    assert understand("every Monday he is in my office with a stomachache").unread == ("every Monday",)
    assert understand("he is in my office with a stomachache").unread == ()


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        ("a dentist in Flagstaff", ("Flagstaff",)),
        ("he needs tutoring and speaks no English", ("English",)),
        ("needs a dentist in Springfield, Ohio", ("Springfield",)),
        ("busca dentista por la Kalamazoo", ("Kalamazoo",)),
        ("the nurse lost her weekends, needs a dentist", ("weekends",)),
    ],
)
def test_what_speaks_of_a_condition_and_makes_none_is_said(sentence: str, left: tuple[str, ...]) -> None:
    """Words of a condition's vocabulary of which none was made, and no need either, are told as not understood."""
    found = understand(sentence, PLACES)
    assert [word for word in left if word in " ".join(found.unread)] == list(left)
    assert "english-classes" not in [one.slug for one in found.needs]


SAMPLE = [line.split("\t")[1] for line in (REQUESTS / "sentences.tsv").read_text("utf-8").splitlines()[1:]]


@given(
    st.tuples(st.sampled_from(SAMPLE), st.sampled_from(SAMPLE)),
    st.sampled_from(["Flagstaff", "Somali", "Medicaid", "evenings", "zoom"]),
)
@settings(max_examples=60)
def test_nothing_vanishes(two: tuple[str, str], word: str) -> None:
    """Every word that says something is in a chip, in a denial, in a need's words, learned by the model and no condition's, or unread."""
    sentence = f"{two[0][: len(two[0]) // 2]} near {word} {two[1][len(two[1]) // 2 :]}"
    found, request = understand(sentence, PLACES), read(sentence, PLACES)
    taken = [(one.start, one.end) for one in request.conditions] + [(one.start, one.end) for one in request.denied]
    heard = " ".join([*(one.heard for one in found.needs), *(one.heard for one in found.conditions), *found.unread]).casefold()
    for one in Utterance(sentence).words:
        written = sentence[one.start : one.end].casefold()
        if (
            not any(start <= one.start < end for start, end in taken)
            and len(one.text) > 1
            and not is_filler(one.text)
            and written not in heard
        ):
            assert is_known(written) or any(written in need.heard.casefold() for need in find(request.rest).found)
            assert not any(start <= one.start < end for start, end in request.unmade)


@given(st.text(max_size=200))
def test_whatever_is_typed_is_understood(text: str) -> None:
    """Understanding never fails."""
    understand(text, PLACES)


@pytest.mark.parametrize(
    ("sentence", "unread"),
    [
        ("food pantry tomorrow at 25:00", ("tomorrow at 25:00",)),
        ("food pantry open at 13 pm", ("13 pm",)),
        ("food pantry on Saturday at 26", ("Saturday at 26",)),
        ("food pantry at 9:75", ("9:75",)),
        ("food pantry on Feb 30", ("Feb 30",)),
        ("food pantry open on March 13", ("March 13",)),
        ("despensa abierta mañana a las 25:00", ("mañana a las 25:00",)),
        ("despensa a las 13 pm", ("13 pm",)),
        ("despensa el 30 de febrero", ("30 de febrero",)),
    ],
)
def test_times_that_no_clock_shows_and_dates_are_said(sentence: str, unread: tuple[str, ...]) -> None:
    """No number is taken from a time or a date that cannot be searched by, and its words are said as not understood."""
    found = understand(sentence)
    assert [need.slug for need in found.needs] == ["food-pantry"]
    assert (found.conditions, found.unread) == ((), unread)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("food pantry open at 13:00", "any@1300"),
        ("food pantry tomorrow at 12 pm", "tomorrow@1200"),
        ("despensa a las 5 pm", "any@1700"),
    ],
)
def test_times_of_a_clock_are_heard(sentence: str, value: str) -> None:
    """Times that a clock shows, of twelve hours or of twenty-four, are conditions."""
    assert [one.value for one in understand(sentence).conditions] == [value]


@pytest.mark.parametrize(
    ("sentence", "grades"),
    [
        ("tutoring T/Th, 6th - 8th grade", ["6-8"]),
        ("tutoring, 6th through 8th graders", ["6-8"]),
        ("tutoring, grades 3-5", ["3-5"]),
        ("tutoring, K-2", ["K-2"]),
        ("tutoría de 6to a 8vo grado", ["6-8"]),
        ("tutoring, 6th and 8th grade", ["6", "8"]),
        ("tutoring, 6th, 8th grade", ["6", "8"]),
    ],
)
def test_from_one_grade_to_another_is_one_span(sentence: str, grades: list[str]) -> None:
    """Grades from one to another are one condition, as ages are; several that are named are several."""
    assert [one.value for one in understand(sentence).conditions if one.kind == "grade"] == grades
