"""The numbers of the district: what is counted, and what is left out of them for those who may not see the students."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.storage.people import needs as stored
from directory.storage.people.numbers import StudentCount
from directory.students import changes, need_counts, needs
from directory.students.need_counts import CountLine, Numbers
from directory.students.profile import Profile
from directory.students.small_counts import FEWEST
from tests.students.making import ADMINISTRATOR, ELM, NOW, OAK, TODAY, District

NUMBERS = count(1)
PEOPLE = st.lists(
    st.builds(
        StudentCount,
        st.sampled_from(["oak", "elm", "ash"]),
        st.sampled_from([None, "K", "3", "7", "11"]),
        st.sampled_from([None, "en", "es", "so"]),
        st.sampled_from([None, 1, 2, 3]),
        st.integers(1, 15),
    ),
    max_size=8,
)


def put(
    district: District, terms: Sequence[str], school: str = OAK, grade: str = "3", language: str = "en", *, urgency: int = 2
) -> str:
    """Adds a student who needs these."""
    number = str(next(NUMBERS))
    profile = Profile(number, "Somebody", number, grade=grade, languages=(language,))
    with district.writing() as session:
        keys = district.keys
        student = changes.add(session, keys, ADMINISTRATOR, profile, school_id=school, now=NOW)
        needs.add(session, keys, ADMINISTRATOR, student, chosen=terms, urgency=urgency, now=NOW)
    return student


def exact(district: District) -> Numbers:
    with district.reading() as session:
        return need_counts.exact(session)


def guarded(district: District) -> Numbers:
    with district.reading() as session:
        return need_counts.guarded(session)


def as_dict(lines: Sequence[CountLine]) -> dict[str, int | None]:
    return {line.name: line.students for line in lines}


def figures(found: Numbers) -> list[int | None]:
    """Every figure that is told."""
    tables = (found.by_school, found.by_grade, found.by_language, found.by_urgency, *(d.terms for d in found.by_need))
    several = [line.students for table in tables for line in table] + [domain.students for domain in found.by_need]
    return [found.enrolled, found.with_needs, *several]


def test_each_student_is_counted_once_in_a_table_and_in_each_need(district: District) -> None:
    """A student with several needs is in each of them, and once everywhere else, under the most urgent one."""
    both = put(district, ["anxiety", "grief"], urgency=1)
    with district.writing() as session:
        needs.add(session, district.keys, ADMINISTRATOR, both, chosen=["homework-help"], urgency=3, now=NOW)
    put(district, ["anxiety"], ELM, "7", "es")
    put(district, [])
    found = exact(district)
    assert (found.enrolled, found.with_needs) == (3, 2)
    of_need = {domain.name: domain for domain in found.by_need}
    assert of_need["Mental health"].students == 2
    assert [line.students for line in of_need["Mental health"].terms] == [2, 1]
    assert of_need["Help with school"].students == 1
    assert as_dict(found.by_school) == {"Elm Middle": 1, "Oak Elementary": 1}
    assert list(as_dict(found.by_grade).values()) == [1, 1, 0]
    assert as_dict(found.by_language) == {"English": 1, "Spanish": 1}
    assert as_dict(found.by_urgency) == {"Now": 1, "Soon": 1, "When there is time": 0}


def test_what_is_over_is_not_counted(district: District) -> None:
    """Closed needs, and students who have left or were deleted for good, are in no figure."""
    gone, deleted, helped = put(district, ["grief"]), put(district, ["grief"]), put(district, ["grief"])
    with district.writing() as session:
        changes.mark_left(session, ADMINISTRATOR, gone, today=TODAY, now=NOW)
        changes.delete_for_good(session, ADMINISTRATOR, deleted, today=TODAY, now=NOW)
        (need,) = stored.of(session, ADMINISTRATOR, helped)
        needs.close(session, ADMINISTRATOR, helped, need.id, now=NOW)
    found = exact(district)
    assert (found.enrolled, found.with_needs) == (1, 0)
    assert {domain.students for domain in found.by_need} == {0}


def test_small_counts_are_left_out_and_their_complements_with_them(district: District) -> None:
    """With 14 students of Oak and 3 of Elm neither is told, for the total is; the one school's grades go with it."""
    for _ in range(14):
        put(district, ["anxiety"])
    for _ in range(3):
        put(district, ["grief"], ELM, "7", "so", urgency=3)
    found = guarded(district)
    assert (found.enrolled, found.with_needs) == (17, 17)
    assert as_dict(found.by_school) == {"Elm Middle": None, "Oak Elementary": None}
    assert set(as_dict(found.by_grade).values()) == {None}
    assert as_dict(found.by_urgency) == {"Now": None, "Soon": None, "When there is time": None}
    assert as_dict(found.by_language) == {"Other languages": 17}
    (mental,) = (domain for domain in found.by_need if domain.name == "Mental health")
    assert mental.students == 17
    assert "Grief" not in str(mental.terms)


def test_an_empty_district_has_numbers(district: District) -> None:
    """Before the first student every figure is zero, and none is shown to those who see no small ones."""
    assert set(figures(exact(district))) == {0}
    assert set(figures(guarded(district))) == {None}


def test_a_line_that_is_left_out_is_never_alone() -> None:
    """Students of no known grade have their line though none of them needs anything: a single line left out tells its count."""
    people = [
        StudentCount("oak", None, None, None, 2),
        StudentCount("oak", "K", None, 1, 11),
        StudentCount("oak", "7", None, 1, 11),
        StudentCount("oak", "11", None, 1, 10),
    ]
    found = need_counts._guarded_of(need_counts._counted_of(people, {"oak": "Oak"}, domains={}, terms={}))
    assert [line.name for line in found.by_grade if line.students is None] == ["Grades 9 to 12", need_counts.NO_GRADE]


@given(PEOPLE)
def test_what_is_shown_is_never_small_nor_the_rest_of_what_is(people: list[StudentCount]) -> None:
    """No figure under ten is told; in a table with a total what is left out is nothing, or two lines and ten students."""
    names = {"oak": "Oak", "elm": "Elm", "ash": "Ash"}
    some = [one for one in people if one.urgency is not None]
    counted = need_counts._counted_of(people, names, domains={}, terms={})
    found = need_counts._guarded_of(counted)
    assert all(figure is None or figure >= FEWEST for figure in figures(found))
    total = sum(one.students for one in some)
    for lines in (found.by_school, found.by_grade, found.by_urgency):
        hidden = [line for line in lines if line.students is None]
        rest = total - sum(line.students or 0 for line in lines)
        # What nobody could be in is known to be nothing.
        assert not hidden or total < FEWEST or rest == 0 or (len(hidden) > 1 and rest >= FEWEST)


@pytest.mark.parametrize("grade", [None, "UG", "13"])
def test_a_grade_that_is_none_is_told_as_not_known(grade: str | None) -> None:
    """Students without a grade of ours are counted in a line of their own."""
    counted = need_counts._counted_of([StudentCount("oak", grade, "en", 2, 12)], {"oak": "Oak"}, domains={}, terms={})
    assert counted.bands[need_counts.NO_GRADE] == 12
