"""Which needs the words of a sentence ask for, and which words ask for none."""

from __future__ import annotations

import pytest

from matching.needs.correction import mended
from matching.sentence import understand


def test_a_language_is_no_class() -> None:
    """Who speaks only Spanish asks for no English classes."""
    assert "english-classes" not in [one.slug for one in understand("speaks only Spanish, needs a dentist").needs]


def test_a_condition_alone_is_a_need() -> None:
    """Without any other need, no insurance is what help is needed with."""
    assert [one.slug for one in understand("no insurance").needs] == ["health-insurance"]


@pytest.mark.parametrize(
    ("sentence", "slug"),
    [
        ("dad has Blue Cross, looking for a dentist", "fatherhood"),
        ("family isn't looking for therapy; they want furniture", "family-support"),
        ("after 6pm weekdays, free", "after-school-program"),
        ("teen boy needs a dentist", "teen-parents"),
    ],
)
def test_who_asks_and_when_are_no_needs(sentence: str, slug: str) -> None:
    """Words that only say who somebody is, or that belong to conditions, are no need by themselves."""
    assert slug not in [one.slug for one in understand(sentence).needs]


@pytest.mark.parametrize("sentence", ["help", "I need help", "ayuda", "please help us"])
def test_help_alone_means_no_need(sentence: str) -> None:
    """Who asks for help with nothing in particular is asked no question about some need: the domains are offered."""
    found = understand(sentence)
    assert (found.needs, found.doubtful) == ((), ())


def test_a_grade_that_is_a_service_is_a_need() -> None:
    """Pre-k is a condition beside a need, and alone what is looked for."""
    assert [one.slug for one in understand("pre-k for my 3 year old, free").needs] == ["preschool"]
    assert [one.slug for one in understand("my pre-k student needs a coat").needs] == ["clothing"]
    assert {one.slug for one in understand("needs a dentist and preschool for the little one").needs} == {"dental", "preschool"}


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("necesitamos intérprete", "newcomer"),
        ("we need an interpreter", "newcomer"),
        ("necesitan intérprete de señas", "hearing"),
        ("sign language interpreter for mom", "hearing"),
        ("necesita intérprete de lengua de señas", "hearing"),
    ],
)
def test_an_interpreter_is_language_help_but_for_signs(text: str, need: str) -> None:
    """An interpreter is asked for as language help, and one for sign language as help for deaf people."""
    assert [one.slug for one in understand(text).needs] == [need]


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("hw help pls", "homework-help"),
        ("tarea d mate", "homework-help"),
        ("azma", "chronic-illness"),
        ("kiere aprender gitara", "music"),
        ("aftr skool prgm", "after-school-program"),
        ("my frend needs a cnslr", "counseling"),
    ],
)
def test_messages_are_read_as_they_are_meant(text: str, need: str) -> None:
    """Words that are shortened or written by ear, as in messages, ask for what they stand for, and none is told as not understood."""
    said = understand(text)
    assert said.needs[0].slug == need
    assert not said.unread


@pytest.mark.parametrize("text", ["Maria", "Sofia, 8", "aftrz skoolz", "xyzzy"])
def test_one_word_or_unknown_ones_ask_for_nothing_surely(text: str) -> None:
    """A name, and words that the model has not learned, are no need that is searched for, unless it is very sure."""
    assert understand(text).needs == ()
    assert [one.slug for one in understand("odontologist").needs] == ["dental"]


@pytest.mark.parametrize(
    ("text", "needs", "conditions", "unread"),
    [
        ("has Foobar Health insurance, needs a dentist", ["dental"], [], ("has Foobar Health insurance",)),
        ("terapia, tiene seguro Meridian", ["counseling"], ["plan:Meridian"], ()),
        ("terapia, tiene seguro Sol Vida", ["counseling"], [], ("tiene seguro Sol Vida",)),
        ("has Aetna insurance, needs a dentist", ["dental"], ["private"], ()),
        ("we have Emblem Health insurance", [], ["plan:EmblemHealth"], ()),
        ("no insurance", ["health-insurance"], ["uninsured"], ()),
        ("has trouble getting health insurance", ["health-insurance"], [], ()),
        ("mentor, no girls groups", ["mentoring"], [], ("no girls groups",)),
        ("no tienen comida en casa", ["food-pantry"], [], ()),
    ],
)
def test_what_names_no_value_is_no_need(text: str, needs: list[str], conditions: list[str], unread: tuple[str, ...]) -> None:
    """An insurance that nobody listed and a group that is not wanted are told, and become neither a need nor another condition."""
    said = understand(text)
    assert ([one.slug for one in said.needs], [one.value for one in said.conditions], said.unread) == (needs, conditions, unread)


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("someone to pick her up from school", ["after-school-program"]),
        ("dad is on strike, needs food", ["food-pantry"]),
        ("wants to cut down on screen time", ["screen-time"]),
        ("my mom passed the test", ["ged"]),
        ("quit soccer, wants art", ["visual-arts"]),
    ],
)
def test_ordinary_words_are_no_other_need(text: str, needs: list[str]) -> None:
    """A word that is right as it stands is not taken for another, nor do words of a harmless phrase make up another one."""
    assert [one.slug for one in understand(text).needs] == needs


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("I work nights, my son needs a mentor", ["mentoring"]),
        ("mom works the night shift, needs childcare", ["childcare"]),
        ("trabajo de noche, necesito guardería", ["childcare"]),
        ("quiero un tutor para mi hija, trabajo hasta las 7", ["tutoring"]),
        ("trabajo los sábados, 16 años", ["youth-employment"]),
        ("nobody speaks English at home, needs a dentist", ["dental"]),
        ("nadie habla inglés en casa, necesita lentes", ["vision"]),
        ("the child speaks English, needs a mentor", ["mentoring"]),
        ("preschool in English", ["preschool"]),
        ("bilingual therapist", ["counseling"]),
        ("mom needs English classes", ["english-classes"]),
        ("tutoring + soccer", ["tutoring", "sports"]),
        ("ropa/comida", ["clothing", "food-pantry"]),
        ("needs glasses not hearing aids", ["vision"]),
        ("quiere fútbol no baile", ["sports"]),
        ("gets food stamps and section 8, needs a coat", ["clothing"]),
        ("recibimos estampillas de comida, necesitamos ropa", ["clothing"]),
        ("how can we get food stamps", ["food-benefits"]),
        ("has Section 8, needs diapers", ["baby-supplies"]),
        ("working parents, need a babysitter", ["childcare"]),
        ("after school near PS 169, ages 6 and 8", ["after-school-program"]),
        ("gets food stamps but they ran out", ["food-benefits"]),
        ("parenting class, child care on site", ["parenting"]),
        ("conseleria para mi ijo", ["counseling"]),
        ("seeks female LCSW", ["counseling"]),
    ],
)
def test_only_what_is_asked_for_is_a_need(text: str, needs: list[str]) -> None:
    """Hours of work, languages, help that is had already, care on the spot and what stands after a "not" ask for nothing."""
    assert [one.slug for one in understand(text).needs] == needs


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("cutting class, needs a mentor", "mentoring"),
        ("mom lost her job, need help with rent and groceries", "housing-help"),
        ("papá perdió el trabajo, necesitamos comida", "food-pantry"),
        ("referred by teacher for reading; ELL; no transportation", "reading"),
    ],
)
def test_what_a_word_asks_for_comes_first(text: str, first: str) -> None:
    """What is asked for comes before what phrases tell of, which is searched for too; words that ask are never mended to others."""
    needs = [one.slug for one in understand(text).needs]
    assert needs[0] == first
    assert len(needs) > 1
    asking = "referred seeking hoping searching wondering conseguir solicito"
    assert mended(f"x {asking}") == f"x {asking}"
