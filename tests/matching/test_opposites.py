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
        ("soccer until 8 pm", "until 8 pm"),
        ("fútbol hasta las 6", "hasta las 6"),
    ],
)
def test_a_measure_that_no_search_has_is_told(sentence: str, told: str) -> None:
    """How far it is, how near to a train, how much, until when, who drives there and for which sex are told as not understood, and are no need and no other condition."""
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
