"""What a sentence says the other way round, or in words that the desk cannot search by: no opposite is read, and nothing is lost."""

from __future__ import annotations

import pytest

from matching.sentence import understand


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("soccer about 3 miles from us", "about 3 miles from us"),
        ("soccer within 20 minutes", "within 20 minutes"),
        ("soccer close to the 4 train", "close to the 4 train"),
        ("fútbol cerca del metro", "cerca del metro"),
        ("soccer under $50", "under $50"),
        ("soccer, rides provided", "rides provided"),
        ("soccer, someone who can drive the kids to school", "who can drive the kids to school"),
        ("fútbol y quien la lleve", "quien la lleve"),
        ("soccer, girls only", "girls only"),
        ("soccer just for girls", "just for girls"),
        ("fútbol solo para niñas", "solo para niñas"),
    ],
)
def test_a_measure_that_no_search_has_is_told(sentence: str, told: str) -> None:
    """How far it is, how near to a train, how much, who drives there and for which sex are told as not understood, and are no need and no other condition."""
    found = understand(sentence)
    assert [need.slug for need in found.needs] == ["sports"]
    assert "financial-help" not in {need.slug for need in found.doubtful}
    assert {one.kind for one in found.conditions} <= {"activity", "place"}
    assert found.unread == (told,)


@pytest.mark.parametrize(
    "sentence",
    [
        "mom drives, wants dance",
        "no need for a ride, mom drives; wants dance",
        "we have a car, wants dance",
        "mamá maneja, quiere baile",
        "wants dance and a summer job",
    ],
)
def test_who_drives_has_a_car_and_a_job_is_no_insurance(sentence: str) -> None:
    """Who drives is not without a car, and work that is looked for is no way to pay."""
    assert not {one.kind for one in understand(sentence).conditions} & {"travel", "payment"}


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("nobody drives, wants dance", "no_car"),
        ("no tenemos carro, quiere baile", "no_car"),
        ("dance, dad has insurance through his job", "private"),
        ("más cómoda en español, quiere baile", "es"),
    ],
)
def test_what_is_lacking_or_there_is_still_read(sentence: str, value: str) -> None:
    """The same words with what turns them are conditions."""
    assert [one.value for one in understand(sentence).conditions] == [value]


@pytest.mark.parametrize(
    ("sentence", "needs", "denied"),
    [
        ("he doesn't have anxiety, he has ADHD", ["adhd"], "doesn't have anxiety"),
        ("no tiene ansiedad, tiene TDAH", ["adhd"], "no tiene ansiedad"),
        ("he quit soccer and wants art", ["visual-arts"], "quit soccer"),
        ("dejó el fútbol y quiere arte", ["visual-arts"], "dejó el fútbol"),
        ("ya no juega fútbol, quiere arte", ["visual-arts"], "ya no juega fútbol"),
        ("ropa pero no zapatos", ["clothing"], "pero no zapatos"),
        ("clothes but not shoes", ["clothing"], "but not shoes"),
        ("en vez de fútbol, arte", ["visual-arts"], "en vez de fútbol"),
    ],
)
def test_what_is_not_so_or_given_up_is_denied(sentence: str, needs: list[str], denied: str) -> None:
    """A condition that somebody does not have, what was quit, and what is not wanted beside something else are no needs."""
    found = understand(sentence)
    assert [need.slug for need in found.needs] == needs
    assert [one.heard for one in found.denied] == [denied]


@pytest.mark.parametrize(
    ("sentence", "need"),
    [
        ("tenemos casa pero no comida", "food-pantry"),
        ("he quit soccer because we could not pay", "sports"),
        ("dejó el fútbol porque es caro", "sports"),
        ("she gave up the piano and misses it", "music"),
        ("he doesn't have anxiety meds", "psychiatric-care"),
    ],
)
def test_what_is_missed_is_needed(sentence: str, need: str) -> None:
    """What a family lacks, or gave up for another reason than not liking it, is a need in the same words."""
    assert need in {one.slug for one in understand(sentence).needs}


@pytest.mark.parametrize("sentence", ["en vez de terapia, un grupo", "instead of therapy, a group"])
def test_a_group_instead_of_something_is_offered(sentence: str) -> None:
    """Conditions beside a denial may be a need themselves, which is offered."""
    assert [need.slug for need in understand(sentence).doubtful] == ["group-therapy"]


@pytest.mark.parametrize("sentence", ["camp, dental, a ride", "a ride and a mentor", "food and rides", "soccer and a ride there"])
def test_a_ride_beside_other_needs_is_one(sentence: str) -> None:
    """A ride that stands in a list is a need like the others."""
    assert "transportation" in {need.slug for need in understand(sentence).needs}


@pytest.mark.parametrize(
    ("sentence", "needs"),
    [
        ("outpatient, not inpatient", ["counseling"]),
        ("does the pantry take appointments", ["food-pantry"]),
        ("an interpreter for a conference", ["newcomer"]),
    ],
)
def test_what_is_asked_of_help_is_no_other_need(sentence: str, needs: list[str]) -> None:
    """A question about a service does not deny it; what is refused beside it and what an interpreter is for are no needs."""
    assert [one.slug for one in understand(sentence).needs] == needs


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("she can't ride the bus, karate", "can't ride the bus"),
        ("no quiere ir en metro, karate", "no quiere ir en metro"),
        ("karate, the train is not an option", "train is not an option"),
        ("karate but no walking distance", "no walking distance"),
        ("karate, doesn't take Aetna", "doesn't take Aetna"),
        ("karate, he has no Medicaid anymore", "has no Medicaid anymore"),
        ("karate, ya no tienen Medicaid", "ya no tienen Medicaid"),
        ("karate but not in the summer", "not in the summer"),
        ("karate, no durante las clases", "no durante las clases"),
        ("karate cheaper than $35 a month", "cheaper than $35 a month"),
    ],
)
def test_a_refused_value_is_told_and_never_asked_for(sentence: str, told: str) -> None:
    """A way there, a way to pay or a time that somebody cannot or does not want is neither a condition nor a need: it is told."""
    found = understand(sentence)
    assert [need.slug for need in found.needs] == ["sports"]
    assert [one.value for one in found.conditions] == ["karate"]
    assert found.unread == (told,)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("she doesn't want a man, mentor", "woman"),
        ("no gentlemen please, mentor", "woman"),
        ("mentor, not comfortable with women", "man"),
        ("mentor, male mentors don't work for her", "woman"),
        ("mentor, no le gusta trabajar con mujeres", "man"),
        ("mentor, refuses to be in a group", "one_to_one"),
        ("he has no male role model, mentor", "man"),
        ("she doesn't have a female role model, mentor", "woman"),
    ],
)
def test_who_refuses_one_of_two_wants_the_other(sentence: str, value: str) -> None:
    """Where the vocabulary has the other of two, it is asked for; a person who is missed is not refused."""
    assert [one.value for one in understand(sentence).conditions] == [value]


@pytest.mark.parametrize("sentence", ["no Medicaid", "no tienen Medicaid"])
def test_an_insurance_that_is_lacked_is_a_need_where_nothing_else_is_said(sentence: str) -> None:
    """A lack beside another need says how nobody can pay; alone it is what somebody asks about."""
    assert [need.slug for need in understand(sentence).needs] == ["health-insurance"]
