"""Which needs of a listing are strong and which are only hints: names, headings and marks against descriptions."""

from __future__ import annotations

import pytest

from matching import needs
from matching.needs import classification
from matching.weights import ANSWERS


@pytest.mark.parametrize(
    "description", ["No longer offers tutoring.", "This program has been discontinued.", "Ya no ofrece clases."]
)
def test_what_has_ended_is_answered_by_nothing_sure(description: str) -> None:
    """A listing that is there no more answers nothing for sure, whatever its labels still say."""
    fits = needs.classify({"categories": ["Education-Tutoring"], "name": "Elm Tutoring", "description": description})
    assert max(fits.values()) < ANSWERS


def test_the_only_category_gives_way_to_a_plain_description() -> None:
    """One category stands alone beside a description that is not clear, and no longer where it plainly says something else."""
    of_disability = "Provides individualized support for adults living with developmental disabilities."
    plain = needs.classify({"categories": ["Family Counseling"], "name": "Elm House", "description": of_disability})
    vague = needs.classify(
        {"categories": ["Family Counseling"], "name": "Elm House", "description": "Open to all, by appointment."}
    )
    assert plain["family-counseling"] < ANSWERS <= vague["family-counseling"]


CARE = "Mental Health and Substance Abuse Services"


@pytest.mark.parametrize(
    ("trail", "sure", "headings"),
    [
        (f"{CARE} - Substance Abuse Services - Drug Treatment", {"substance-use"}, set()),
        (f"{CARE} - Counseling Settings - Individual Counseling", {"counseling"}, set()),
        (f"{CARE} - Counseling Settings - Group Counseling", {"counseling", "group-therapy"}, set()),
        (f"{CARE} - Counseling Settings - Family Counse", {"counseling"}, set()),
        (f"{CARE} - Counseling", {"counseling"}, set()),
    ],
)
def test_a_kind_of_care_that_only_heads_a_trail_is_no_category(trail: str, sure: set[str], headings: set[str]) -> None:
    """What the deepest part of a trail says is what a service does; the kinds of care above it are headings of a whole list."""
    found = needs.classify({"categories": [trail]})
    assert {slug for slug, fit in found.items() if fit >= 0.8} == sure
    assert {slug for slug, fit in found.items() if fit <= 0.5} == headings


def test_a_drug_program_under_a_heading_of_care_is_no_answer_to_grief() -> None:
    """Of a service for one condition the heading of its list is not left as counseling."""
    found = needs.answered(needs.classify({"categories": [f"{CARE} - Substance Abuse Services - Drug Treatment"]}))
    assert found["substance-use"] == 1.0
    assert found.get("counseling", 0.0) < 0.2


STRONG = 0.75


@pytest.mark.parametrize(
    ("name", "description", "wrong"),
    [
        ("Hope House", "Dinner is served to whoever comes, every evening at six.", "faith-community"),
        ("Harbor Crisis Records", "Teenagers learn to record and mix songs.", "mobile-crisis"),
        ("Friendship Place", "Beds for men for up to ninety days, with a case manager.", "friendship"),
        ("Vision Youth Ballet", "Ballet and tap lessons for beginners.", "vision"),
        ("Settlement Music Center", "Violin and piano lessons and a youth orchestra.", "immigration"),
        ("Child Development Clinic", "Therapists talk with children who worry or are sad.", "childcare"),
        ("Lighthouse Kitchen", "Hot lunches for anyone who is hungry.", "vision"),
        ("Champions Track Club", "Sprints, hurdles and relays for girls and boys.", "mobile-crisis"),
    ],
)
def test_a_word_of_a_name_is_never_strong_against_its_description(name: str, description: str, wrong: str) -> None:
    """Names say much that a service does not do; what its description says counts."""
    assert needs.classify({"name": name, "description": description}).get(wrong, 0.0) < STRONG


@pytest.mark.parametrize("name", ["Riverside Clinic", "Elm Library", "Leadership Center", "Surf Manor"])
def test_a_word_of_a_name_alone_is_never_strong(name: str) -> None:
    """One word of a name is a hint, even where nothing else is said."""
    assert all(fit < STRONG for fit in needs.classify({"name": name}).values())


def test_a_category_that_the_description_does_not_bear_out_is_doubted() -> None:
    """A service that is listed under everything answers for sure what its description says."""
    fits = needs.classify({
        "categories": ["Tutoring", "Dental Care", "Job Training", "Youth Sports"],
        "description": "Tutors meet with pupils who are behind in class, one to one.",
    })  # fmt: skip
    assert fits["tutoring"] >= STRONG
    assert max(fits["dental"], fits["job-training"], fits["sports"]) < STRONG


def test_a_vague_description_contradicts_nothing() -> None:
    """A description that says nothing of what is done leaves the categories as they are."""
    fits = needs.classify({"categories": ["Dental Care"], "description": "Multi-service center"})
    assert fits["dental"] == 1.0


def test_a_keyword_that_says_only_who_comes_is_weak() -> None:
    """Marks of a population say whom a service takes, not what it does."""
    fits = needs.classify(
        {"categories": ["Substance use treatment"], "keywords": ["People with HIV", "Veterans", "Pregnant women"]}
    )
    assert [slug for slug, fit in fits.items() if fit >= STRONG] == ["substance-use"]


def test_the_name_of_the_organization_is_not_that_of_the_service() -> None:
    """What stands before the dash is who runs it."""
    fits = needs.classify({"name": "Elm Dental Clinic - Food Pantry", "organization": "Elm Dental Clinic"})
    assert "dental" not in fits
    assert fits["food-pantry"] >= STRONG


def test_a_word_of_a_name_counts_for_nothing_beside_a_list_that_says_otherwise() -> None:
    """Without a description a single word of a name is no need of another kind than those under which the list has the service."""
    for name in ("Surf Manor", "Rainbow Heights Club"):
        assert needs.classify({"name": [name], "terms": ["counseling"]}) == {"counseling": 1.0}
    assert needs.classify({"name": ["Surf Manor"]}) == {"sports": 0.7}
    assert "clubs" not in needs.classify({"name": ["Metro Club PROS"]})
    assert "clubs" in needs.classify({"name": ["Chess Club"]})


def test_a_heading_says_little_beside_what_it_heads() -> None:
    """A category that only heads others of its list, such as "Disability General", is no need beside a plain one."""
    fits = needs.classify({"categories": ["Disability General", "Mental Health", "Education-Tutoring"]})
    assert [slug for slug, fit in fits.items() if fit >= STRONG] == ["tutoring"]
    assert needs.classify({"categories": ["Disability General"]}) == {"disability-services": 1.0}


def test_what_a_description_hints_at_is_weak(monkeypatch: pytest.MonkeyPatch) -> None:
    """A need that the model finds likely and no word names is found where little else is; that families come hints at none."""
    monkeypatch.setattr(classification, "_read", lambda _: {"stem": 0.3, "family-support": 0.4, "math": 0.05})
    assert needs.classify({"description": "Something is done here."}) == {"stem": 0.25}


def test_a_category_that_the_description_names_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """A category is strong if the words of the description say so too, though its sentences mean more than that."""
    parts = {"categories": ["Tutoring", "Dental Care", "Youth Sports"], "description": "Dances, trips and tutoring services."}
    monkeypatch.setattr(classification, "_read", lambda _: {"dance": 0.9, "tutoring": 0.03, "dental": 0.03})
    fits = needs.classify(parts)
    assert fits["tutoring"] >= STRONG
    assert fits["dental"] < STRONG


def test_a_plain_name_overrules_the_marks_of_a_list() -> None:
    """A name that says plainly what is done puts in doubt a mark of another kind, and leaves one of its own kind."""
    fits = needs.classify({"name": ["Supported Employment"], "terms": ["counseling"]})
    assert fits["counseling"] < STRONG <= fits["disability-employment"]
    assert needs.classify({"name": ["Family Counseling"], "terms": ["counseling"]})["counseling"] == 1.0


def test_what_a_place_has_is_not_what_it_is_for() -> None:
    """A mark of technology beside a description without it says that there are computers, no more."""
    marked = {"terms": ["computers-internet"]}
    assert needs.classify({**marked, "description": "Lunch and bingo for older adults."})["computers-internet"] < STRONG
    assert needs.classify({**marked, "description": "Computer lab."})["computers-internet"] >= STRONG


def test_a_row_that_its_list_marks_with_nothing_may_be_of_each_kind() -> None:
    """The usual needs of a list are weak where it marks none."""
    fits = needs.classify({"name": ["Elm House"], "usual": ["counseling", "substance-use"]})
    assert fits.keys() == {"counseling", "substance-use"}
    assert all(fit < STRONG for fit in fits.values())
