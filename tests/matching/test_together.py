"""What is asked for together, and the children of a sentence, in English and Spanish."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.sentence import understand

PEOPLE = {
    "a camp for kids in wheelchairs": ("summer-camp", "disability-services"),
    "a summer camp for autistic kids": ("summer-camp", "autism"),
    "counseling for a teen mom": ("counseling", "teen-parents"),
    "support group for foster kids": ("group-therapy", "foster-adoption"),
    "we need a food pantry and a mentor for a boy in foster care": ("mentoring", "foster-adoption"),
    "a dentist who sees deaf children": ("dental", "hearing"),
    "campamento de verano para niños autistas": ("summer-camp", "autism"),
    "un dentista que atienda a niños con autismo": ("dental", "autism"),
}
APART = (
    "my son is autistic, needs a camp",
    "counseling for my daughter because her dad is in prison",
    "autism evaluation and a food pantry",
    "mi hija es autista, busca clases de música",
    "food and a mentor",
)


@pytest.mark.parametrize(("sentence", "phrase"), PEOPLE.items())
def test_a_need_is_joined_to_the_people_it_is_for(sentence: str, phrase: tuple[str, str]) -> None:
    """Words that say who somebody is, joined to a need, are asked for with it, and with the nearest only."""
    found = understand(sentence)
    assert [(one.need, one.people) for one in found.together if one.people] == [(phrase[0], (phrase[1],))]
    assert set(phrase) <= {one.slug for one in found.needs}
    assert not {one.slug for one in found.doubtful} & set(phrase)


@pytest.mark.parametrize("sentence", APART)
def test_people_in_a_clause_of_their_own_are_joined_to_nothing(sentence: str) -> None:
    """What is said of a child elsewhere in the sentence asks for nothing together."""
    assert not any(one.people for one in understand(sentence).together)


@pytest.mark.parametrize(
    ("sentence", "criteria"),
    [
        ("grief, in Spanish", {"grief": {"languages"}}),
        ("grief counseling in Spanish, and a food pantry", {"grief": {"languages"}}),
        ("a camp for a child in a wheelchair", {"summer-camp": {"access"}}),
        ("duelo, en español", {"grief": {"languages"}}),
        ("no insurance, no car, needs a dentist and a food pantry", {"dental": {"payment", "travel"}, "food-pantry": {"payment", "travel"}}),
        ("soccer and guitar lessons", {"sports": {"activity"}, "music": {"activity"}}),
        ("a dentist for my 9 year old near 48910", {}),
    ],
)  # fmt: skip
def test_a_condition_stands_with_the_needs_of_its_clause(sentence: str, criteria: dict[str, set[str]]) -> None:
    """A condition holds for the need of its clause, for all if its clause has none; age and place exclude by themselves."""
    assert {one.need: set(one.criteria) for one in understand(sentence).together} == criteria


@pytest.mark.parametrize(
    ("sentence", "children"),
    [
        ("for these three children: 5, 8 and 12 years old, a summer camp", [["5"], ["8"], ["12"]]),
        ("my kids are 5, 8 and 12, after school program", [["5"], ["8"], ["12"]]),
        ("para mis hijos de 4 y 9 años, un campamento", [["4"], ["9"]]),
        ("one is 5, the other is 9, need soccer", [["5"], ["9"]]),
        ("my son is 7 and my daughter is 12, swimming", [["7"], ["12"]]),
        ("a 2nd grader and a 5th grader, homework help", [["2"], ["5"]]),
        ("camp for my 3rd grader and my 10 year old", [["3"], ["10"]]),
        ("tutoring for my 10 year old in 5th grade", [["10", "5"]]),
        ("9 or 10 years old, tutoring", [["9"]]),
        ("16 year old with a 1 year old needs childcare", [["16"]]),
        ("twins, 10 years old, need coats", [["10"]]),
        ("food for the family", []),
        ("my 8 year old and his sister, 12, need mentoring", [["8"], ["12"]]),
        ("son 7 and daughter 12 need a camp", [["7"], ["12"]]),
        ("grief group for my 3rd grader and her brother (K)", [["3"], ["K"]]),
        ("mi hijo de 8 y su hermana de 12 necesitan ropa", [["8"], ["12"]]),
        ("mi hijo tiene 8 y mi hija 12, necesitan ropa", [["8"], ["12"]]),
        ("mentor for a 10 year old and her 13 year old brother", [["10"], ["13"]]),
        ("an 8 and a 12 year old need a mentor", [["8"], ["12"]]),
        ("kids 7, 9 and 12 need winter coats", [["7"], ["9"], ["12"]]),
        ("grandson 6, granddaughter 8, and the baby (1)", [["6"], ["8"], ["1"]]),
        ("son 7 times absent, needs a mentor", []),
        ("swim team, boys 12 and under", []),
        ("her brother, 30, lives with them; she is 9", [["9"]]),
        ("she lost her mom and her 13 year old brother, she is 9", [["9"]]),
    ],
)
def test_children_are_told_apart(sentence: str, children: list[list[str]]) -> None:
    """Several ages are several children; an age and a grade of one child are not, nor is the child of the one named."""
    assert [[one.value for one in child] for child in understand(sentence).children] == children


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("a camp for these three children", (3, "these three children")),
        ("un campamento para mis tres hijos", (3, "mis tres hijos")),
        ("a camp for my kids", (None, "my kids")),
        ("two boys, 6 and 9, need a mentor", (2, "two boys")),
        ("two boys, both 8, need a mentor", None),
        ("lives with 4 siblings, age 9, needs a mentor", None),
        ("the youngest of three children needs speech therapy", None),
        ("family of 5 needs food", None),
    ],
)
def test_children_without_ages_are_noticed(sentence: str, named: tuple[int | None, str] | None) -> None:
    """Several children who are to be helped are counted, however old; brothers and sisters who are only mentioned are not."""
    assert understand(sentence).named_children == named


WORDS = "5 9 12 8th grader years old my son kids and , for with autism deaf camp food in Spanish niños de 4 y años para . has a".split(
    " "
)


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_what_is_told_hangs_together(sentence: str) -> None:
    """Whatever the words: phrases name needs of the sentence, people never twice as needs, and children are made of its conditions."""
    found = understand(sentence)
    slugs = [one.slug for one in found.needs]
    assert len(slugs) == len(set(slugs))
    assert {slug for one in found.together for slug in (one.need, *one.people)} <= set(slugs)
    assert not {one.need for one in found.together} & {slug for one in found.together for slug in one.people}
    told = [one for child in found.children for one in child]
    assert all(one in found.conditions for one in told)
    assert len(told) == len(set(told))
