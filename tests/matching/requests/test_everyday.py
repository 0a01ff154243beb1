"""Conditions as people jot them down: each sentence with all its conditions but places."""

from __future__ import annotations

import pytest

from matching.requests import Kind
from matching.sentence import understand

EITHER = "language=en language=es"


@pytest.mark.parametrize(
    ("sentence", "conditions"),
    [
        ("a counselor at her school, age 12", "mode=school age=12"),
        ("reading help in-home", "mode=home"),
        ("terapia física en casa", "mode=home"),
        ("math tutor, in person or at school", "mode=in_person mode=school"),
        ("mentor, on line please", "mode=online"),
        ("a coach who isn't a guy", "helper=woman"),
        ("women only yoga", "helper=woman activity=yoga"),
        ("busco tutora para mi hijo de 9", "helper=woman age=9"),
        ("femal counselor", "helper=woman"),
        ("anxiety support group", "setting=group"),
        ("grupo de apoyo para jóvenes, sábados", "setting=group day=sa"),
        ("counseling, English or Spanish", EITHER),
        ("tutoría en inglés o español", EITHER),
        ("needs ASL story time", "language=ase"),
        ("swimming, weeknights", "hours=mo,tu,we,th,fr@evening activity=swimming"),
        ("therapy, Thurs AM", "hours=th@-1200"),
        ("tutoring Mondays PM", "hours=mo@1200-"),
        ("laptops for kids in grades 1, 6, 8", "grade=1 grade=6 grade=8"),
        ("tutor for grades K and 3", "grade=K grade=3"),
        ("PK girl, speech therapy", "grade=PK"),
        ("internships for sophomores", "grade=10"),
        ("is there a job for me if I'm 15", "age=15"),
        ("daycare for a baby de 1 year", "age=1"),
        ("niño de 6 años con asma, natación", "age=6 activity=swimming"),
        ("chess, no reliable transportation", "travel=no_car activity=chess"),
        ("busco tutor, no tengo insurance", "payment=uninsured"),
        ("piano, but we're broke", "payment=free activity=piano"),
        ("shoes, no $$", "payment=free"),
        ("piano, 10-15 dollars", "activity=piano"),
        ("camp for boys 8-11 years", "age=8-11"),
        ("reading classes at night", "time=evening"),
        ("counseling at the kid's school", "mode=school"),
        ("tutoring in Spanish 3 times a week", "language=es"),
        ("no later than 6, no earlier than 3, tutor", "hours=any@1500-1800"),
        ("choir within two and a half miles", "within=2.5 activity=choir"),
    ],
)
def test_short_forms_are_conditions(sentence: str, conditions: str) -> None:
    """What is written short, in two languages or as an alternative is read as what it means."""
    said = [f"{one.kind.value}={one.value}" for one in understand(sentence).conditions if one.kind is not Kind.PLACE]
    assert sorted(said) == sorted(conditions.split())


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("a mentor, not at school", "not at school"),
        ("tutoría, que no sea en la escuela", "que no sea en la escuela"),
        ("soccer for boys", "boys"),
        ("nobody here speaks English, needs a dentist", "nobody here speaks English"),
        ("internships near Truman HS", "Truman HS"),
        ("a pantry, not by bus", "not by bus"),
        ("tutoring, mornings after 3pm", "mornings after 3pm"),
        ("a bilingual counselor", "bilingual"),
        ("preschool in English", "English"),
        ("therapy 35 minutes by subway", "35 minutes by subway"),
    ],
)
def test_what_no_wish_can_say_is_told(sentence: str, told: str) -> None:
    """A place that is ruled out, for whom a group is, and a school that nobody knows make no condition and are told."""
    found = understand(sentence)
    assert [one.value for one in found.conditions if one.kind is not Kind.ACTIVITY] == []
    assert told in found.unread


@pytest.mark.parametrize(
    ("sentence", "needs"),
    [
        ("therapy but not at school, age 10", "counseling"),
        ("support group for anxiety", "group-therapy"),
        ("needs a tutor, Arabic interp.", "tutoring"),
        ("nadie habla inglés aquí, busca dentista", "dental"),
        ("food pantry, no transportation", "food-pantry"),
        ("busco psicóloga, no tenemos insurance", "counseling"),
    ],
)
def test_words_of_conditions_are_no_other_need(sentence: str, needs: str) -> None:
    """What is said of the help is no need of its own, and what names both is both."""
    found = {one.slug for one in understand(sentence).needs}
    assert needs in found
    assert not found & {"attendance", "internships", "english-classes", "family-support", "transportation", "health-insurance"}


@pytest.mark.parametrize(
    "sentence", ["la consejera dice que necesita lentes", "her mentoring ended", "SAT tutor at 30 Main Street, waiting on line"]
)
def test_what_is_told_of_others_is_no_condition(sentence: str) -> None:
    """A counselor who is there already, or words that only sound like it, ask for nobody of a sex and for nothing online."""
    assert not [one for one in understand(sentence).conditions if one.kind in (Kind.HELPER, Kind.MODE)]
