"""What a sentence says the other way round, or in words that the desk cannot search by: no opposite is read, and nothing is lost."""

from __future__ import annotations

import pytest

from matching.sentence import understand


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("soccer within 3 miles of 11220", "within 3 miles"),
        ("soccer less than 3 miles from us", "less than 3 miles from us"),
        ("fútbol a menos de 3 millas", "menos de 3 millas"),
        ("soccer within 20 minutes", "within 20 minutes"),
        ("soccer close to the 4 train", "close to the 4 train"),
        ("fútbol cerca del metro", "cerca del metro"),
        ("soccer under $50", "under $50"),
        ("soccer until 8 pm", "until 8 pm"),
        ("fútbol hasta las 6", "hasta las 6"),
    ],
)
def test_a_measure_that_no_search_has_is_told(sentence: str, told: str) -> None:
    """How far, how near to a train, how much and until when are told as not understood, and are no need and no other condition."""
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
