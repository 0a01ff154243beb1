"""What a message to a provider tells of a student, as far as its words show it."""

from __future__ import annotations

import pytest

from directory.referrals.coverage import revealed_parts, uncovered_parts
from directory.students.profile import Profile
from tests.students.making import ANA, MARTA

WILL = Profile("1", "Will", "Peña-May", None, "5")


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("Please expect a call next week.", set()),
        ("Ana would like to come.", {"name"}),
        ("The Ruiz-Peña family will call.", {"name"}),
        ("She is 11 years old.", {"age_grade"}),
        ("She is in the 5th grade.", {"age_grade"}),
        ("Born on 3/14/2015.", {"age_grade"}),
        ("Born 2015-03-14", {"age_grade"}),
        ("Please text Marta Peña at (517) 555-0123.", {"contact"}),
        ("517.555.0123 is her number", {"contact"}),
        ("Write to MARTA@example.org", {"contact"}),
        ("They look for help with: Worry and anxiety.", {"need"}),
        ("It is about her worry", {"need"}),
        ("Her attendance fell to 70%.", {"school"}),
        ("An answer within 5 days, please: we have 11 families waiting.", set()),
    ],
)
def test_a_part_of_the_record_is_seen_in_the_words(message: str, parts: set[str]) -> None:
    """A name, an age, a number, a need or a grade in the message is a part of the record that it tells."""
    assert revealed_parts(message, ANA, [MARTA], "Worry and anxiety") == parts


def test_a_name_is_no_part_of_another_word() -> None:
    """ "We will call" does not name Will, and "Anna" is not Ana; the mother's name alone is not the child's."""
    assert revealed_parts("We will call in May.", WILL, [], "") == set()
    assert revealed_parts("Anna from the office", ANA, [], "") == set()
    assert revealed_parts("Call Marta Peña", Profile("1", "Bo", "Peña", None, "5"), [MARTA], "") == {"contact"}


def test_what_goes_beyond_is_what_is_not_covered() -> None:
    """The parts that are told and not covered, in a fixed order."""
    assert uncovered_parts(("need", "name", "contact"), ("name",)) == ("contact", "need")
