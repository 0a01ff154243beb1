"""Which need of a sentence is of which of its children."""

from __future__ import annotations

import pytest

from matching.sentence import Understanding, understand


def whose(found: Understanding) -> set[tuple[str, str]]:
    """The needs by the ages of the children who are to have them."""
    spared = {(slug, one.value) for slug, one in found.whose.spared}
    return {(need.slug, child[0].value) for need in found.needs for child in found.children} - spared


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("soccer for my son 9, grief help for my daughter 12", {("sports", "9"), ("grief", "12")}),
        ("fútbol para mi hijo de 9, duelo para mi hija de 12", {("sports", "9"), ("grief", "12")}),
        ("soccer and tutoring for my kids, 9 and 12", {("sports", "9"), ("sports", "12"), ("tutoring", "9"), ("tutoring", "12")}),
        ("I'm 17, I have a 1 year old, looking for child care and a job", {("childcare", "1"), ("youth-employment", "17")}),
    ],
)
def test_each_need_is_of_the_child_in_its_clause(sentence: str, expected: set[tuple[str, str]]) -> None:
    """A need beside one child is not searched for the other, and what stands beside both is of both."""
    assert whose(understand(sentence)) == expected


@pytest.mark.parametrize(
    "sentence",
    ["swim lessons for the 6 year old, not for the 13 year old", "natación para la de 6 años, no para el de 13 años"],
)
def test_a_child_who_is_excepted_is_not_searched_for(sentence: str) -> None:
    """The age of a child who does not want it is no condition, and the words are told as a denial."""
    found = understand(sentence)
    assert [child[0].value for child in found.children] == ["6"]
    assert [one for one in found.denied if "13" in one.heard]
