"""Needs that are asked for by name, whatever else a text says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.needs.plain_requests import listed, plain_requests
from matching.sentence import understand

NAMES = {
    "food": "food-pantry",
    "a coat": "clothing",
    "homework help": "homework-help",
    "a tutor": "tutoring",
    "diapers": "baby-supplies",
    "a dentist": "dental",
    "furniture": "household-goods",
    "a mentor": "mentoring",
    "help with the rent": "housing-help",
    "glasses": "vision",
}
SPANISH_NAMES = {
    "comida": "food-pantry",
    "ropa": "clothing",
    "ayuda con la tarea": "homework-help",
    "pañales": "baby-supplies",
    "un dentista": "dental",
    "muebles": "household-goods",
    "lentes": "vision",
}
BESIDE = (
    "She wants to end it all",
    "He is cutting himself",
    "Mom's boyfriend hits her",
    "His boss keeps his papers and does not pay him",
    "We talked about the winter concert and the bus",
    "The student has been doing well with her classmates",
    "Home language: Twi / English",
    "RE: follow-up from Tuesday",
    "Thanks so much for all you do",
    "He cries every night since his grandpa died",
    "speaks only Spanish, no insurance",
    "Dice que ya no quiere vivir",
    "El papá le pega",
    "Gracias por todo lo que hacen",
)
SEPARATORS = (". ", "\n", ";\n", ".\n\n", "\r\n")


def written(names: list[str], form: int) -> list[str]:
    """Return requests as people write them: a sentence each, bullets below a heading, or one list."""
    if form == 0:
        return [f"needs {name}" for name in names]
    if form == 1:
        return ["Needs:", *(f"- {name}" for name in names)]
    return [f"Please find {', '.join(names[:-1])}{' and ' if names[1:] else ''}{names[-1]}"]


def written_in_spanish(names: list[str], form: int) -> list[str]:
    if form == 0:
        return [f"necesita {name}" for name in names]
    if form == 1:
        return ["Necesidades:", *(f"\u2022 {name}" for name in names)]
    return [f"Busca {', '.join(names[:-1])}{' y ' if names[1:] else ''}{names[-1]}"]


@given(
    st.sampled_from([(NAMES, written), (SPANISH_NAMES, written_in_spanish)]),
    st.lists(st.integers(0, len(SPANISH_NAMES) - 1), min_size=1, max_size=4, unique=True),
    st.integers(0, 2),
    st.tuples(st.lists(st.sampled_from(BESIDE), max_size=6), st.lists(st.sampled_from(BESIDE), max_size=6)),
    st.sampled_from(SEPARATORS),
)
@settings(max_examples=40)
def test_what_is_asked_for_by_name_is_never_lost(
    language: tuple[dict[str, str], Callable[[list[str], int], list[str]]],
    which: list[int],
    form: int,
    beside: tuple[list[str], list[str]],
    separator: str,
) -> None:
    """Every need that is asked for by name is among the needs, beside danger, chatter, headings and line breaks."""
    terms_of, in_words = language
    names = [list(terms_of)[number] for number in which]
    requests = ("\n" if form == 1 else ". ").join(in_words(names, form))
    text = separator.join([*beside[0], requests, *beside[1]])
    assert {terms_of[name] for name in names} <= {one.slug for one in understand(text).needs}


@given(st.lists(st.sampled_from(sorted({*NAMES, *SPANISH_NAMES})), min_size=1, max_size=3, unique=True), st.integers(10, 40))
@settings(max_examples=15)
def test_much_chatter_changes_nothing(names: list[str], often: int) -> None:
    """Forty sentences about something else leave what one sentence asks for, and what nobody understood is listed once."""
    request = f"She needs {', '.join(names)}"
    chatter = "The student has been doing well with her classmates and likes zorbing. "
    found = understand(f"{chatter * often}{request}. {chatter * often}")
    asked = {one.found.slug for one in plain_requests(request)}
    assert asked
    assert asked <= {one.slug for one in found.needs}
    assert found.unread.count("zorbing") == 1


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("wants to end it all, also food", ["food-pantry"]),
        ("1. bus passes 2. eye exam 3. food pantry", ["transportation", "vision", "food-pantry"]),
        ("no tiene abrigo ni cama", ["clothing", "household-goods"]),
        ("terapia cerca de la escuela", ["counseling"]),
        ("Grandma asked about diapers and a summer camp", ["baby-supplies", "summer-camp"]),
        ("Needs: winter coats x3, bed frames", ["clothing", "household-goods"]),
    ],
)
def test_what_is_asked_for_is_heard_by_its_grammar(text: str, slugs: list[str]) -> None:
    """A name asks for its need after a word that asks or that says that there is none, in a list, and alone in a clause."""
    assert [one.found.slug for one in plain_requests(text) if one.sure] == slugs


@pytest.mark.parametrize(
    "text",
    [
        "wants to die",
        "dad, family, English",
        "Language at home: Twi / English",
        "not looking for a tutor",
        "she loses her backpack, her glasses",
        "he has soccer, dance and therapy",
        "no school no therapy",
        "I need help with something",
        "hasta las cinco y media",
    ],
)
def test_what_only_tells_asks_for_nothing(text: str) -> None:
    """Danger, who somebody is, what somebody has or does not want, and words that ask for no one thing are no plain requests."""
    assert not [one for one in plain_requests(text) if one.sure]


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("tutoring, dentist, shoes", ("tutoring", "dental", "clothing")),
        ("family needs food, diapers, and help paying the light bill", ("food-pantry", "baby-supplies", "utilities")),
        ("Necesita comida, ropa y un dentista", ("food-pantry", "clothing", "dental")),
        ("busca tutor de matemáticas y lentes", ("math", "vision")),
    ],
)
def test_every_need_of_a_list_is_searched_for(text: str, needs: tuple[str, ...]) -> None:
    """Needs that are listed one after the other are all sure, in their order, in both languages."""
    assert tuple(one.slug for one in understand(text).needs) == needs


def test_conditions_beside_a_list_stay_conditions() -> None:
    """What a list says of the place and of paying is no item of it."""
    found = understand("food pantry and mentoring and dentist, near 48910, no insurance")
    assert {one.slug for one in found.needs} == {"food-pantry", "mentoring", "dental"}
    assert {one.value for one in found.conditions} == {"48910", "uninsured"}


@pytest.mark.parametrize(
    "text",
    [
        "We lost the apartment, then the car, and now he won't talk",
        "a food pantry",
        "",
        "coats",
        "he wants to die, and a coat",
        "and, and,",
    ],
)
def test_what_tells_more_is_no_list(text: str) -> None:
    """A text with a part that is no need by name, or names danger, is read as a whole."""
    assert listed(text) == ()


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("counseling for anxiety and depression", ["counseling", "anxiety", "depression"]),
        ("terapia para ansiedad y duelo", ["counseling", "anxiety", "grief"]),
        ("tutoring for math and reading", ["math", "reading"]),
    ],
)
def test_a_part_of_a_list_may_name_two_needs(text: str, slugs: list[str]) -> None:
    """Each need that a part of a list names is asked for, not the likeliest of them alone."""
    assert [one.slug for one in listed(text)] == slugs
