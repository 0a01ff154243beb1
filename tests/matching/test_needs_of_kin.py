"""Needs of a student's relatives, and what relatives only do or have."""

from __future__ import annotations

import pytest

from matching.requests import ForKin
from matching.sentence import understand


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
