"""Sentences that list needs, and nothing else."""

from __future__ import annotations

import pytest

from matching.needs.lists import listed
from matching.sentence import understand


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
