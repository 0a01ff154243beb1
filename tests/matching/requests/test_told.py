"""What a sentence says of the help and no condition was made of: it is told as not understood, whatever the models have learned."""

from __future__ import annotations

import pytest

from matching.sentence import understand
from tests.matching.requests.measure import PLACES


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("guitar lessons three times a week, age 9", "three times a week"),
        ("counseling every two weeks for my niece", "every two weeks"),
        ("terapia cada quince días para mi hijo", "cada quince días"),
        ("preschool for my son, half day", "half day"),
        ("full day head start for 4", "full day"),
        ("campamento de medio día para mi hijo", "medio día"),
        ("a math tutor, 45 minutes, Holt", "45 minutes"),
        ("a therapist no more than 20 minutes by bus", "20 minutes"),
        ("speech therapy but never during lunch", "never during lunch"),
        ("counseling, my mom can't find out", "mom can't find out"),
        ("consejería sin que mis papás se enteren", "sin que mis papás se enteren"),
        ("a dentist for my son, dad has no phone", "no phone"),
        ("a camp that takes her guide dog", "guide dog"),
        ("a mentor, not near the courts", "not near the courts"),
        ("child care with a voucher", "voucher"),
        ("internships, paid, age 17", "paid"),
        ("parenting class, childcare provided", "childcare provided"),
        ("a dentist with parking, walk-ins ok", "walk-ins ok"),
        ("clínica sin cita para mi hijo", "sin cita"),
        ("shelter that takes cats", "takes cats"),
        ("chess during recess", "during recess"),
        ("a halal food pantry", "halal"),
        ("piano lessons, 15-20 bucks", "15-20 bucks"),
        ("clases de baile, 5 a 10 dólares", "5 a 10 dólares"),
        ("a mentor at PS 31", "PS 31"),
        ("a lunch program for grandma, 74, and a tutor", "grandma, 74"),
        ("abuelo de 66 años que necesita comida", "abuelo de 66 años"),
        ("groceries for a household of seven", "household of seven"),
        ("comida, somos 6 en la casa", "somos 6 en la casa"),
        ("a dentist and glasses at one location", "one location"),
        ("therapy, not the VA", "not the VA"),
        ("does the diaper bank require an ID", "require an ID"),
        ("an interpreter for a parent conference", "parent conference"),
        ("a mentor in battle creek for my son", "battle creek"),
        ("food pantry open monday in bay city for my kids", "bay city"),
        ("12 grand rapids", "12"),
        ("dentist in saginaw michigan", "saginaw"),
    ],
)
def test_what_no_listing_tells_is_told(sentence: str, told: str) -> None:
    """Frequencies, lengths, privacy, vouchers and the like are told, though the model of needs has learned their words."""
    assert told in " ; ".join(understand(sentence, PLACES).unread)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("ayuda con la tarea, cerquita de la escuela", "escuela"),
        ("a tutor, women of her age, no photo", "no photo"),
    ],
)
def test_what_the_network_holds_for_a_condition_is_told(sentence: str, told: str) -> None:
    """Words that the network likely marks, too unsure for a condition, are told."""
    assert told in " ; ".join(understand(sentence, PLACES).unread)


@pytest.mark.parametrize(
    "sentence", ["he gets bullied at school", "she fights with her mom at home", "trouble at school, needs a tutor"]
)
def test_a_story_is_not_told(sentence: str) -> None:
    """Where something happens is no condition, and nothing is told of it."""
    assert understand(sentence).unread == ()
