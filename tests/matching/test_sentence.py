"""A whole sentence understood: needs, conditions, what is denied, danger, and what is left over."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.danger import Level
from matching.needs import find
from matching.needs.correction import is_known, mended
from matching.requests import ForKin, Kind, NamedPlace, PlaceKind, is_filler, read
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


def test_a_language_is_no_class() -> None:
    """Who speaks only Spanish asks for no English classes."""
    assert "english-classes" not in [one.slug for one in understand("speaks only Spanish, needs a dentist").needs]


def test_a_condition_alone_is_a_need() -> None:
    """Without any other need, no insurance is what help is needed with."""
    assert [one.slug for one in understand("no insurance").needs] == ["health-insurance"]


@pytest.mark.parametrize(
    ("sentence", "slug", "kept"),
    [
        ("does not need food, needs a winter coat", "food-pantry", "clothing"),
        ("already has a counselor, wants to play soccer", "counseling", "sports"),
        ("ya no viven en el carro, ahora necesita tutor", "shelter", "tutoring"),
        ("everything except tutoring, maybe art", "tutoring", "visual-arts"),
        ("todo menos futbol, mejor musica", "sports", "music"),
        ("he hates soccer, wants dance", "sports", "dance"),
        ("odia el futbol, quiere musica", "sports", "music"),
        ("refuses counseling; wants art", "counseling", "visual-arts"),
        ("neither tutoring nor mentoring, just a job", "mentoring", "youth-employment"),
        ("ni comida ni ropa, solo pañales", "food-pantry", "baby-supplies"),
        ("no girls scouts stuff, a tutor", "scouting", "tutoring"),
        ("we have a dentist but need glasses", "dental", "vision"),
        ("has housing, needs furniture", "housing-help", "household-goods"),
        ("tenemos comida pero necesitamos ropa", "food-pantry", "clothing"),
        ("dentist already found, needs a coat", "dental", "clothing"),
        ("is seeing a therapist, needs a dentist", "counseling", "dental"),
        ("va con un psicologo, necesita lentes", "counseling", "vision"),
        ("stopped using vape, just needs homework help", "smoking-vaping", "homework-help"),
        ("dejó de vapear, necesita tutor", "smoking-vaping", "tutoring"),
    ],
)
def test_what_is_not_needed_is_no_need(sentence: str, slug: str, kept: str) -> None:
    """A negation takes its need away, and leaves the other."""
    found = understand(sentence)
    assert found.denied
    assert slug not in [one.slug for one in (*found.needs, *found.doubtful)]
    assert kept in [one.slug for one in found.needs]


@pytest.mark.parametrize(
    ("sentence", "slug"),
    [
        ("has no coat, needs food", "clothing"),
        ("we have neither food nor coats", "clothing"),
        ("no tenemos ni comida ni ropa", "clothing"),
        ("sin cama", "household-goods"),
        ("has a tutor but needs more help in math", "math"),
        ("has glasses but needs new ones", "vision"),
        ("hates reading, needs help", "reading"),
        ("wants to quit smoking", "smoking-vaping"),
        ("refuses to go to school", "attendance"),
        ("besides counseling, she needs a tutor", "counseling"),
        ("we don't need anything but a tutor", "tutoring"),
    ],
)
def test_what_is_lacking_or_hard_is_no_denial(sentence: str, slug: str) -> None:
    """A lack, a struggle and a wish for more of the same take no need away."""
    found = understand(sentence)
    assert not found.denied
    assert slug in [one.slug for one in (*found.needs, *found.doubtful)]


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


def test_a_denied_danger_is_asked_about() -> None:
    """Of danger a denial may make a question, and never silence."""
    found = understand("he says he is not suicidal but he gave away his things")
    assert found.danger
    assert found.danger.level in (Level.ASK, Level.NOW)


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
    ("text", "found"),
    [
        ("cualquier deporte menos natación", ["sports"]),
        ("any sport but football", ["sports"]),
        ("anything but soccer", []),
        ("todo menos futbol", []),
        ("she hates soccer", []),
    ],
)
def test_all_but_one_activity_leaves_the_others(text: str, found: list[str]) -> None:
    """Who wants any sport but one is answered by sports; who refuses one and names no other is not offered what was refused."""
    read = understand(text)
    assert [one.slug for one in read.needs] == found
    assert "sports" not in [one.slug for one in read.doubtful]
    assert not [one for one in read.conditions if one.kind.value == "activity"]


@pytest.mark.parametrize(
    ("text", "need"),
    [("¿dónde hay comida?", "food-pantry"), ("saben de clases de guitarra", "music"), ("any leads on housing?", "housing-help")],
)
def test_a_question_asks(text: str, need: str) -> None:
    """Who asks where something is, or who knows of it, needs it."""
    assert [one.slug for one in understand(text).needs] == [need]


@pytest.mark.parametrize(
    ("text", "kin"),
    [
        ("his sister needs a coat too", ForKin("his sister", is_all=True)),
        ("su hermana necesita un abrigo", ForKin("su hermana", is_all=True)),
        ("trabajo para su mamá", ForKin("su mamá", is_all=True, is_adult=True)),
        ("English classes for mom", ForKin("mom", is_all=True, is_adult=True)),
        ("he needs a tutor, mom needs a job", ForKin("mom", is_all=False, is_adult=True)),
        ("la hermanita ocupa zapatos y él ocupa un tutor", ForKin("la hermanita", is_all=False)),
        ("he needs shoes and his sister needs a coat", ForKin("his sister", is_all=False)),
        ("he and his sister need coats", ForKin("his sister", is_all=False)),
        ("mom needs counseling, he is 7", ForKin("mom", is_all=True, is_adult=True)),
        ("dad needs help with his drinking", ForKin("dad", is_all=True, is_adult=True)),
        ("su mamá no tiene trabajo", ForKin("su mamá", is_all=True, is_adult=True)),
        ("dad is depressed, son is 6", ForKin("dad", is_all=True, is_adult=True, is_sure=False)),
        ("his father drinks", ForKin("his father", is_all=True, is_adult=True, is_sure=False)),
        ("her mom's depression is hard on her", ForKin("her mom", is_all=True, is_adult=True, is_sure=False)),
        ("la depresión de su mamá", ForKin("su mamá", is_all=True, is_adult=True, is_sure=False)),
        ("dad is a soccer coach and needs work", ForKin("dad", is_all=True, is_adult=True)),
        ("grandma, 70, needs a ride", ForKin("grandma", is_all=True, is_adult=True)),
        ("mom (34) needs counseling", ForKin("mom", is_all=True, is_adult=True)),
        ("therapy near her grandma's house", None),
        ("wants to be a nurse because a home nurse came for her grandpa", None),
        ("teen mom needs care to stay in school", None),
        ("mom needs help with his anger", None),
        ("parents need help with their daughter's anxiety", None),
        ("dad is deployed and he is depressed", None),
        ("mom wants a tutor for him", None),
        ("mom needs childcare", None),
        ("grief counseling after her dad's death", None),
        ("mom speaks Spanish, he needs counseling", None),
    ],
)
def test_a_relatives_need_is_theirs(text: str, kin: ForKin | None) -> None:
    """What a relative needs is told from what the student needs, and what a parent asks for on the student's behalf is the student's."""
    assert understand(text).kin == kin


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("la mamá necesita trabajo", ["adult-employment"]),
        ("mom needs a summer job for her son", ["summer-jobs", "adult-employment"]),
        ("dad teaches music and she wants to learn to dance", ["dance"]),
        ("mother is in therapy, he needs a mentor", ["mentoring"]),
        ("her cousin has a tutor, she wants one too", ["tutoring"]),
        ("su hermano juega fútbol pero ella quiere baile", ["dance"]),
        ("his brother plays soccer and he wants to play too", ["sports"]),
        ("my sister's therapist says he needs a tutor", ["tutoring"]),
        ("I'm a social worker; my student needs glasses", ["vision"]),
        ("I am a student who needs a tutor", ["tutoring"]),
        ("mom is a nurse", []),
        ("mom works two jobs, needs childcare", ["childcare"]),
        ("su mamá tiene dos trabajos, necesita tutor", ["tutoring"]),
        ("wants to get a job", ["youth-employment"]),
        ("he got a job but needs a ride", ["transportation"]),
        ("the dog needs a vet", []),
        ("dad is in jail", ["incarcerated-parent"]),
        ("dad is a veteran", ["military-families"]),
    ],
)
def test_what_a_relative_does_is_no_need(text: str, needs: list[str]) -> None:
    """What a relative does for a living or goes to is not needed, what an adult needs is an adult's, and what befalls a family stays."""
    assert [one.slug for one in understand(text).needs] == needs


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
