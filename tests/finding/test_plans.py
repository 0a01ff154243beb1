"""Plans of a question: groups, trips, what was asked for together, and several children."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, event

from directory.errors import UsageError
from directory.finding import plan_words
from directory.finding.conditions import WhyOverruled
from directory.finding.matches import Finding, find_matches
from directory.finding.plans import FoundOthers, FoundPlan
from directory.finding.question import Ask, AskedSchool
from directory.finding.reason_codes import PlanCode, ReasonNote
from directory.finding.reason_words import in_words
from directory.finding.results import names_apart
from directory.storage.engine import reading
from importers.records import NeedFit
from matching.query import Reason, Verdict
from matching.reason_codes import ReasonCode
from matching.wishes.codes import CRITERIA
from tests.importers.making import record
from tests.storage.publishing import publish_records

TODAY = datetime.date(2026, 9, 1)
NEAR = "42.7325,-84.5555"

SERVICES: list[dict[str, Any]] = [
    {"service_name": "Pantry", "needs": ("food-pantry",), "location_latitude": 42.74},
    {"service_name": "Closet", "needs": ("clothing",), "location_latitude": 42.74},
    {"service_name": "Big Friends", "needs": ("mentoring",), "location_latitude": 42.76, "ages": (6, 12)},
    {"service_name": "Little Friends", "needs": ("mentoring",), "location_latitude": 42.75, "ages": (3, 5)},
    {"service_name": "Day Camp", "needs": ("summer-camp",), "location_latitude": 42.75, "ages": (5, 15)},
    {"service_name": "Camp Quiet", "needs": ("summer-camp", "autism"), "location_latitude": 42.80, "ages": (5, 12)},
    {"service_name": "Autism Clinic", "needs": ("autism",), "location_latitude": 42.74},
    {
        "service_name": "Reading Van",
        "needs": ("tutoring",),
        "location_latitude": 42.74,
        "ages": (5, 12),
        "at": "Oak Elementary School",
    },
    {"service_name": "Circle", "needs": ("grief",), "location_latitude": 42.74, "languages": ()},
]


@pytest.fixture
def directory(engine: Engine) -> Engine:
    rows = []
    for number, service in enumerate(SERVICES, 2):
        ages = service.get("ages", (None, None))
        rows.append(
            record(
                number,
                service_name=service["service_name"],
                needs=tuple(NeedFit(slug, 1.0) for slug in service["needs"]),
                location_latitude=service["location_latitude"],
                location_longitude=-84.5555,
                service_minimum_age=ages[0],
                service_maximum_age=ages[1],
                languages=service.get("languages", ("es",)),
                **({"location_name": service["at"], "modes": ("school",)} if "at" in service else {}),
            )
        )
    publish_records(engine, rows)
    return engine


def find(engine: Engine, **asked: Any) -> Finding:
    with reading(engine) as session:
        return find_matches(session, Ask(near=NEAR, **asked), TODAY)


def plan_of(engine: Engine, **asked: Any) -> FoundPlan:
    plan = find(engine, **asked).plan
    assert plan is not None
    return plan


def told(plan: FoundPlan) -> list[tuple[str, list[str]]]:
    return [(in_words(group.heading), [one.card.service for one in group.results]) for group in plan.groups]


def test_several_needs_are_grouped_and_covered_by_trips(directory: Engine) -> None:
    """One group for all, one for each need, and the trips: services at one address are one."""
    plan = plan_of(directory, needs=("food-pantry", "clothing", "mentoring"), age=8)
    assert told(plan) == [
        ("All of it from one service: Food pantries and groceries; Clothing and shoes; Mentoring", []),
        ("Food pantries and groceries", ["Pantry"]),
        ("Clothing and shoes", ["Closet"]),
        ("Mentoring", ["Big Friends"]),
    ]
    assert [in_words(note) for note in plan.groups[0].notes] == ["No one service is listed for all of it."]
    assert plan.trips is not None
    # What has no ages listed may take a child of 8, and is no sure way.
    assert in_words(plan.trips.heading) == "1 trip covers 1 of 3"
    plan = plan_of(directory, needs=("food-pantry", "clothing", "mentoring"))
    assert plan.trips is not None
    assert in_words(plan.trips.heading) == "2 trips cover all 3"
    assert [sorted(visit.result.card.service for visit in trip) for trip in plan.trips.trips] == [
        ["Closet", "Pantry"],
        ["Little Friends"],
    ]


def test_what_stands_in_no_group_has_its_heading(directory: Engine) -> None:
    """The others fit, or fit in part if one of them fails in anything; nothing is left of what the groups hold already."""
    found = find(directory, needs=("food-pantry", "clothing"))
    assert found.plan is not None
    (pantry, *rest) = found.plan.groups[1].results
    assert found.plan.others([pantry, *rest]) == FoundOthers(None, ())
    other = replace(pantry, card=replace(pantry.card, id="other"), reasons=())
    partly = replace(other, reasons=(Reason("age", Verdict.FAIL, ReasonCode.AGE_NOT_LISTED),))
    for left, words in ((other, "Others that fit"), (partly, "Others, which fit in part")):
        told = found.plan.others([pantry, left])
        assert (told.heading and in_words(told.heading), told.results) == (words, (left,))


def test_what_comes_to_a_school_is_no_trip(directory: Engine) -> None:
    """At the student's own school nothing is gone to; at another's it is asked about, in one line, and so it is without a school."""
    own, other = AskedSchool("Oak Elementary"), AskedSchool("Elm Middle School")
    asked: dict[str, Any] = {"needs": ("tutoring", "food-pantry"), "age": 8}
    for school, told in ((own, ", at the student’s own school"), (other, "; ask whether it comes to the student’s school")):
        trips = plan_of(directory, school=school, **asked).trips
        assert trips is not None
        assert not [visit for trip in trips.trips for visit in trip]
        (visit,) = (*trips.comes, *trips.to_ask)
        assert (visit.result.card.service, in_words(visit.purpose)) == (
            "Reading Van",
            f"Tutoring{told}",
        )


def test_what_nobody_offers_is_said_once(directory: Engine) -> None:
    """However many children and needs, there is one line for what nobody surely offers, and none for a plan of nothing."""
    plan = plan_of(directory, needs=("mentoring", "grief"), age=4, siblings=("age:8", "age:15"))
    assert [in_words(note) for note in plan.notes] == [
        "Nothing listed fits: Mentoring (age 15). Search farther away, or ask for less at once.",
        "Nobody surely meets all that was asked for: Grief and loss (age 4, age 8 and age 15). Call the nearest below: their cards say what does not fit or is not known.",
    ]
    empty = plan_of(directory, needs=("gambling", "legal-help"), siblings=("age:4", "age:8"))
    assert (empty.is_empty, empty.notes) == (True, ())


def test_siblings_are_planned_for_together(directory: Engine) -> None:
    """First what takes every child, then for each child its best; the flat ranking stays, the same services first."""
    found = find(directory, sentence="a summer camp for my kids, 5, 8 and 14 years old")
    assert found.plan is not None
    assert told(found.plan) == [
        ("For all of the children: age 5, age 8 and age 14", ["Day Camp"]),
        ("Summer camps and summer programs: age 5", ["Day Camp", "Camp Quiet"]),
        ("Summer camps and summer programs: age 8", ["Day Camp", "Camp Quiet"]),
        ("Summer camps and summer programs: age 14", ["Day Camp"]),
    ]
    assert [one.card.service for one in found.matches] == ["Day Camp", "Camp Quiet"]
    assert found.plan.trips is not None
    assert in_words(found.plan.trips.heading) == "1 trip covers all 3"
    mentors = plan_of(directory, needs=("mentoring",), age=4, siblings=("grade:3",))
    assert mentors.trips is not None
    assert in_words(mentors.trips.heading) == "2 trips cover all 2"
    assert [visit.result.card.service for trip in mentors.trips.trips for visit in trip] == ["Little Friends", "Big Friends"]
    both = plan_of(directory, needs=("mentoring", "food-pantry"), age=4, siblings=("grade:3",))
    assert both.trips is not None
    assert in_words(both.trips.heading) == "2 trips cover 2 of 4 (each need of each child is one)"


def test_what_was_asked_for_together_is_met_together(directory: Engine) -> None:
    """A camp for autistic children is neither a camp nor a clinic; and where nobody offers both, that is said, with who nearly does."""
    found = find(directory, sentence="a summer camp for autistic kids")
    assert found.plan is not None
    assert told(found.plan) == [("Summer camps and summer programs, together with: Autism", ["Camp Quiet"])]
    assert [one.card.service for one in found.matches] == ["Camp Quiet", "Day Camp"]
    less = find(directory, sentence="a summer camp for autistic kids", left_out=("autism",))
    assert less.plan is None
    (group,) = plan_of(directory, sentence="grief, in Spanish").groups
    assert group.together is False
    assert [in_words(note) for note in group.notes] == [
        "Nobody surely offers all of this together: Grief and loss, the language. These come nearest; ask them."
    ]
    (circle,) = [one.card.id for one in group.results if one.card.service == "Circle"]
    assert [in_words(one) for one in (group.lacking or {})[circle]] == ["Languages are not listed: call to ask"]


def test_one_reason_speaks_of_all_the_children(directory: Engine) -> None:
    """Of several children one reason says for whom the listed ages are right, and one for whom not."""
    found = find(directory, needs=("mentoring",), age=4, siblings=("age:8", "grade:3"))
    told = {one.card.service: [in_words(why) for why in one.reasons if why.criterion == "age"] for one in found.matches}
    assert told["Little Friends"] == [
        "Takes ages 3 to 5; one of the students: age 4",
        "Takes ages 3 to 5; the students: age 8 and grade 3",
    ]


def test_services_of_one_name_are_told_apart(directory: Engine) -> None:
    """The names of a plan say the organization of services that have one name."""
    plan = plan_of(directory, needs=("food-pantry", "clothing", "mentoring"))
    assert set(plan.names.values()) >= {"Pantry", "Closet"}
    one, other = plan.results[:2]
    twins = names_apart((one, replace(other, card=replace(other.card, service=one.card.service, organization="Elm Agency"))))
    assert twins == {
        one.card.id: f"{one.card.service} ({one.card.organization})",
        other.card.id: f"{one.card.service} (Elm Agency)",
    }


def test_each_criterion_of_a_condition_has_words() -> None:
    """Whatever is asked for together can be named."""
    assert {"languages", "payment", "mode", *CRITERIA.values()} <= set(plan_words.CRITERIA)


def test_one_need_of_one_child_is_answered_as_ever(directory: Engine) -> None:
    """Without a second need, sibling or phrase there is no plan, and the contract has no word of one."""
    for asked in (
        {"needs": ("grief",), "age": 9},
        {"needs": ("grief",), "languages": ("es",)},
        {"sentence": "grief, 9 years old"},
    ):
        found = find(directory, **asked)
        assert found.plan is None
        assert "plan" not in found.as_json()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "How old are “these three children”? Add their ages or grades, and the plan is made for each of them."),
        ({"age": 8, "siblings": ("grade:3",)}, "The ages of only 2 of “these three children” are known. Add the others’, and"),
        ({"age": 8, "siblings": ("grade:3", "age:14")}, None),
        ({"age": 5, "oldest": 11}, None),
    ],
)
def test_ages_that_are_missing_are_asked_for_in_one_line(directory: Engine, asked: dict[str, Any], said: str | None) -> None:
    """Children whom the sentence only counts are asked about, until as many ages are known; what is known is planned for."""
    found = find(directory, sentence="a summer camp for these three children", **asked)
    assert (found.ages_asked is None) == (said is None)
    assert said is None or in_words(found.ages_asked or ReasonNote(PlanCode.NOBODY)).startswith(said)
    assert ("ages_to_ask" in found.as_json()) == (said is not None)
    assert len(found.query["children"]) == min(1 + len(asked.get("siblings", ())), 3 if asked else 0)


def test_the_form_says_for_whom(directory: Engine) -> None:
    """Where the form names a child, the children of the sentence are not followed; too many are refused, and no grade is none."""
    found = find(directory, sentence="a summer camp for my kids, 5 and 8 years old", age=14)
    assert [one["age"] for one in found.query["children"]] == [14]
    assert {one.condition.value for one in found.overruled} == {"5", "8"}
    for siblings in (("grade:15",), ("age:x",), ("age:-1",), tuple(f"age:{n}" for n in range(9))):
        with pytest.raises(UsageError):
            find(directory, needs=("grief",), siblings=siblings)


def test_a_plan_costs_no_further_query(directory: Engine) -> None:
    """The candidates of all needs and children are read at once, and the cards too."""
    counts = []
    for asked in (
        {"needs": ("food-pantry",), "age": 5},
        {"needs": ("food-pantry", "clothing", "mentoring"), "siblings": ("age:5", "age:8")},
    ):
        made: list[str] = []
        with reading(directory) as session:
            event.listen(session.get_bind(), "before_cursor_execute", lambda *said: made.append(said[2]))  # noqa: B023
            find_matches(session, Ask(near=NEAR, **asked), TODAY)
        counts.append(sum("match_candidate" in text for text in made))
    assert counts[1] <= counts[0]


@pytest.mark.parametrize(
    ("sentence", "age", "said"),
    [
        ("his sister needs a mentor", None, "This is asked for “his sister”, so the age in the student’s file is left out."),
        ("his sister, 4, needs a mentor", 4.0, None),
        ("he needs a mentor and his sister needs a coat", 9.0, "All of it is searched for at one age, and “his sister” is"),
        ("needs a mentor", 9.0, None),
        ("mom needs counseling", 18.0, "This is asked for “mom”, so it is searched for ages 18 and up."),
        ("mom needs counseling, he is 7", 18.0, "This is asked for “mom”, so it is searched for ages 18 and up."),
        ("mom needs counseling, she is 20 years old", 20.0, None),
        ("dad is depressed", 9.0, "This is said of “dad”, and searched for the student."),
    ],
)
def test_the_age_in_a_file_is_not_a_relatives(directory: Engine, sentence: str, age: float | None, said: str | None) -> None:
    """A relative's need is not searched for at the student's age in silence: the age is left out, or one age for both is told."""
    found = find(directory, sentence=sentence, age=9.0, preset=frozenset({"age"}))
    assert found.query["age"] == age
    assert said is None or in_words(found.ages_asked or ReasonNote(PlanCode.NOBODY)).startswith(said)
    assert (found.ages_asked is None) == (said is None)


def test_an_age_that_was_chosen_stays(directory: Engine) -> None:
    """Whoever chose an age beside a sentence about a relative means it."""
    assert find(directory, sentence="his sister needs a mentor", age=9.0).query["age"] == 9.0
    found = find(directory, sentence="mom needs counseling", age=9.0)
    assert found.query["age"] == 9.0
    assert in_words(found.ages_asked or ReasonNote(PlanCode.NOBODY)).endswith("Take the age away to look for adults.")


def test_a_childs_age_is_none_of_an_adults_search(directory: Engine) -> None:
    """Where an adult is looked for, the age of a child that the sentence tells is said to be left out."""
    found = find(directory, sentence="su mamá no tiene trabajo, él tiene 7 años")
    assert [(one.condition.value, one.why) for one in found.overruled] == [("7", WhyOverruled.CHILD)]
    assert found.query["children"] == [{"age": 18.0, "grade": None, "oldest": 99.0}]


def test_the_age_stays_where_the_student_needs_something_too(directory: Engine) -> None:
    """A relative's need beside those that were chosen for the student is searched for at the student's age, and that is said."""
    found = find(directory, needs=("grief",), sentence="his sister needs a mentor", age=9.0, preset=frozenset({"age"}))
    assert found.query["age"] == 9.0
    assert in_words(found.ages_asked or ReasonNote(PlanCode.NOBODY)).startswith("All of it is searched for at one age")


@pytest.mark.parametrize(
    ("sentence", "aims"),
    [
        ("tutoring for my 8 year old and a mentor for my 14 year old", {("tutoring", 8.0), ("mentoring", 14.0)}),
        ("mi hijo de 8 necesita tutoría y mi hija de 14 quiere un mentor", {("tutoring", 8.0), ("mentoring", 14.0)}),
        ("mentor for the 8 year old, not for the 14 year old", {("mentoring", None)}),
        (
            "mentor for the 8 year old, not for the 14 year old; tutoring for both",
            {("mentoring", 8.0), ("tutoring", 8.0), ("tutoring", 14.0)},
        ),
        ("I'm 17, have a 6 month old, need child care and a mentor", {("childcare", 0.5), ("mentoring", 17.0)}),
    ],
)
def test_each_child_is_searched_for_with_its_own_needs(
    directory: Engine, sentence: str, aims: set[tuple[str, float | None]]
) -> None:
    """What the sentence wants for one child is no aim of another, and a child who is excepted is not searched for."""
    found = find(directory, sentence=sentence)
    plan = found.plan
    if plan is None:
        assert [(told.slug, None) for told in found.needs] == [*aims]
        assert [one["age"] for one in found.query["children"]] == [8.0]
        assert found.denied
        return
    asked = {
        (need, float(code.removeprefix("age:"))) for group in plan.groups[1:] for need in group.needs for code in group.children
    }
    assert asked == aims
    assert found.ages_asked is None


def test_what_is_not_clearly_of_one_child_is_said_to_be_searched_for_all(directory: Engine) -> None:
    """Where children seem to need different things, and not which, one sentence says that all was searched for all of them."""
    found = find(directory, sentence="my 14 yo skips school and vapes, my 8 yo can't read, and I lost my job")
    assert in_words(found.ages_asked or ReasonNote(PlanCode.NOBODY)).startswith("The search covers every need for every child.")
    assert "ages_to_ask" in found.as_json()
    assert find(directory, sentence="my kids are 5 and 9 and need a tutor and a mentor").ages_asked is None
