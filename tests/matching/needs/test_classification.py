"""Which needs a listed service answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import needs
from matching.needs import classification
from matching.needs.evidence import HINT
from matching.weights import ANSWERS

PARTS = ("categories", "name", "program", "keywords", "description", "organization", "codes", "notes")

LABELS = {
    "After-School Programs": "after-school-program", "OST": "after-school-program", "Out of School Time": "after-school-program",
    "School-Age Child Care": "after-school-program", "Before & After School Care": "after-school-program",
    "Afterschool": "after-school-program", "Summer Camps": "summer-camp", "Education-Tutoring": "tutoring",
    "Youth Employment": "youth-employment", "WIOA Youth": "youth-employment", "SYEP": "summer-jobs", "ABE/GED": "ged",
    "Adult Education": "adult-education", "ESOL": "english-classes", "Education-ESL, ESOL": "english-classes",
    "Immigration Services": "immigration", "Runaway & Homeless Youth": "runaway-homeless-youth", "Homeless-Families": "shelter",
    "MH-Counseling, Individual": "counseling", "Outpatient Mental Health Facilities": "counseling", "CMHC": "counseling",
    "Substance Abuse-Counseling": "substance-use", "Opioid Treatment Program": "substance-use", "Food Pantries": "food-pantry",
    "Food Stamps/SNAP": "food-benefits", "Mentorship, Companionship": "mentoring", "Family Support": "family-support",
    "Teen Parents, Pregnancy": "teen-parents", "Leisure-Athletics": "sports", "Leisure-Arts": "visual-arts",
    "Legal-Aid": "legal-aid", "Juvenile Delinquency": "juvenile-justice", "Libraries": "libraries", "Dental Care": "dental",
    "Autism": "autism", "Head Start": "preschool", "Domestic Violence Shelters": "domestic-violence", "Bereavement": "grief",
    "Psychiatric Day Treatment": "intensive-mental-health", "PROS": "intensive-mental-health", "Older Adult Program": "senior-services",
    "LIHEAP": "utilities", "Suicide Prevention": "suicide", "Gang Intervention": "violence", "Chess": "clubs",
    "Programa después de la escuela": "after-school-program", "Despensa de alimentos": "food-pantry",
    "Mental Health": "counseling", "Recreation": "recreation-center", "Boys & Girls Club": "youth-center",
}  # fmt: skip


@pytest.mark.parametrize(("label", "slug"), LABELS.items())
def test_a_category_means_one_term(label: str, slug: str) -> None:
    """A category that lists of cities and 211s use stands for its term, for certain, and at most hints at another."""
    fits = needs.classify({"categories": [label]})
    assert {slug: fit for slug, fit in fits.items() if fit > HINT} == {slug: 1.0}


@pytest.mark.parametrize(
    ("description", "slugs"),
    [
        (
            "Offers homework assistance and after school enrichment for children.",
            {"homework-help", "after-school-program"},
        ),
        (
            "Provides individual therapy, family therapy program and bereavement support.",
            {"counseling", "family-counseling", "grief"},
        ),
        ("Ofrecemos tutoría académica y clases de pintura.", {"tutoring", "visual-arts"}),
        ("An adult education program for parents.", {"adult-education"}),
        ("Our staff takes a mental health first aid class.", {"health-education"}),
        ("Located near public transportation. Scholarships available. Child care provided.", set()),
        ("Open to families of all income levels in the community.", set()),
        ("Serves women, infants, and children.", {"food-benefits"}),
    ],
)
def test_a_description_tells(description: str, slugs: set[str]) -> None:
    """A description counts by its telling phrases; what it says in passing does not, and what it may mean is at most hinted at."""
    fits = {slug: fit for slug, fit in needs.classify({"description": description}).items() if fit > HINT}
    assert set(fits) == slugs
    assert set(fits.values()) <= {0.6, 0.8}


def test_the_longest_phrase_wins_its_words() -> None:
    """Words of a longer phrase do not count again for a shorter one."""
    assert needs.classify({"categories": "Summer Youth Employment Program"}) == {"summer-jobs": 1.0}
    assert needs.classify({"name": "Youth Court"}) == {"juvenile-justice": 0.9}


def test_surer_parts_count_more() -> None:
    """Categories are surer than names of several words, names than keywords, a word of a name is least; the surest comes first."""
    fits = needs.classify({"keywords": ["chess"], "name": ["Dance Hall", "Food Pantry"], "categories": ["Dental Care"]})
    assert list(fits.items()) == [("dental", 1.0), ("food-pantry", 0.9), ("clubs", 0.8), ("dance", 0.7)]


def test_the_vague_yields_to_the_plain() -> None:
    """A kind of place or of people counts only where nothing plainer is said; a whole category of it counts a little."""
    assert needs.classify({"categories": "Youth"}) == {"youth-center": 1.0}
    assert needs.classify({"categories": "Tutoring for youth"}) == {"tutoring": 1.0}
    assert needs.classify({"categories": ["Health", "Dental care"]}) == {"dental": 1.0, "primary-care": 0.5}
    assert needs.classify({"name": "Riverside Clinic"}) == {"primary-care": 0.7}
    assert needs.classify({"categories": "Substance use treatment", "name": "Riverside Clinic"}) == {"substance-use": 1.0}
    assert needs.classify({"program": "Tutoring", "name": "Example First Baptist Church"}) == {"tutoring": 0.7}


def test_a_school_is_where_it_is() -> None:
    """A school's name says where a service is, not what it is; a category of schools says what it is."""
    assert needs.classify({"categories": "After-School Programs", "name": "Example High School"}) == {"after-school-program": 1.0}
    assert needs.classify({"name": "Example Elementary School", "organization": "Example Public Schools"}) == {}
    assert needs.classify({"categories": "Public Schools"}) == {"school-enrollment": 1.0}


def test_what_people_say_keeps_its_words() -> None:
    """A saying of several words wins them in a label too: credit recovery is no recovery, substance abuse no abuse."""
    assert needs.classify({"categories": "Credit Recovery for Teens"}) == {"alternative-school": 1.0}
    assert needs.classify({"categories": "Substance Abuse"}) == {"substance-use": 1.0}


CODES = {
    "FDC": "childcare", "GFDC": "childcare", "Licensed Center": "childcare", "SACC": "after-school-program", "SA": "substance-use",
    "Apartment/Treatment": "intensive-mental-health", "Clinic Treatment": "counseling", "Psychosocial Club": "peer-support",
    "Supported Housing Community Services": "housing-help", "Emotional Well-Being": "counseling", "ELA": "reading",
    "Sports and Physical Activity": "sports", "English/Language Arts": "reading", "NSLP": "hot-meals", "SSO": "hot-meals",
    "School Market": "food-pantry", "TH": "shelter", "Safe Haven": "shelter", "Emergency Shelter (ES)": "shelter",
    "PSH": "housing-help", "Book Bags": "school-supplies", "WorkReady": "youth-employment", "Health/Wellness": "primary-care",
}  # fmt: skip


@pytest.mark.parametrize(("label", "slug"), CODES.items())
def test_the_shorthand_of_agencies(label: str, slug: str) -> None:
    """What licensing, meal and homeless agencies call their kinds of service stands for its term as a category."""
    assert needs.classify({"categories": [label]}) == {slug: 1.0}


@pytest.mark.parametrize("label", ["Residential", "Cooling Center", "Community Services", "Cooking"])
def test_a_category_too_wide_to_say(label: str) -> None:
    """A category under which anything may be listed answers no need."""
    assert needs.classify({"categories": [label]}) == {}


@pytest.mark.parametrize("part", ["name", "description"])
def test_shorthand_is_no_word_of_a_sentence(part: str) -> None:
    """Two letters that are a code as a category mean nothing in a name or in prose."""
    assert needs.classify({part: "Acme SA, 12 TH Street"}) == {}


def test_a_park_in_a_name_is_a_place() -> None:
    """A neighborhood or a branch named after a park is no recreation center; public schools in prose are no enrollment."""
    assert needs.classify({"name": "Elm Park"}) == {}
    assert needs.classify({"name": "Elm Park Library"}) == {"libraries": 0.7}
    assert needs.classify({"description": "Works with the public schools of the city."}) == {}


def test_a_clinic_of_the_mind_is_no_doctor() -> None:
    """Clinic treatment beside words of mental health is counseling."""
    fits = needs.classify({"categories": ["Clinic Treatment"], "name": "Example Mental Health Clinic"})
    assert [slug for slug, fit in fits.items() if fit > HINT] == ["counseling"]


def test_work_is_that_of_adults_where_nobody_young_is_named() -> None:
    """Labels of work are no sure sign of jobs for teenagers beside those of adults, unless the listing speaks of young people."""
    labels = ["Employment-Readiness", "Job Finding Assistance"]
    of_adults = needs.classify({"categories": labels, "name": "Elm Works"})
    of_all = needs.classify({"categories": labels, "name": "Elm Works for Youth and Adults"})
    assert of_adults["youth-employment"] < ANSWERS <= of_adults["adult-employment"]
    assert of_all["youth-employment"] >= ANSWERS


def test_who_can_come_in_is_no_service() -> None:
    """A room that people with disabilities can enter is no service for them."""
    fits = needs.classify(
        {"name": "Elm Choir", "description": "Choir for teens. Partially accessible to persons with disabilities."}
    )
    assert fits.get("disability-services", 0.0) < ANSWERS


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


def test_an_organization_speaks_last() -> None:
    """An organization's name counts only where nothing else says anything."""
    categories = "After-School Programs"
    for organization in ("Example Early Learning Center", "Example First Baptist Church", "Big Brothers Big Sisters"):
        assert needs.classify({"categories": categories, "organization": organization}) == {"after-school-program": 1.0}
    assert needs.classify({"organization": "Harbor Dental Clinic"}) == {"dental": 0.5}
    assert needs.classify({"organization": "Harbor Dental Clinic", "name": "Summer Camp"}) == {"summer-camp": 0.9}
    assert needs.classify({"organization": "Big Brothers Big Sisters", "name": "Lunch Buddies"})["mentoring"] >= 0.5


def test_codes_of_the_open_taxonomy() -> None:
    """Open Eligibility terms are understood by number and by name; other codes are left alone."""
    assert needs.classify({"codes": ["1343"]}) == {"tutoring": 1.0}
    assert needs.classify({"codes": "Food Pantry"}) == {"food-pantry": 1.0}
    assert needs.classify({"codes": ["RP-1400.8000-500", "PH", ""]}) == {}


def test_absent_parts() -> None:
    """A service of which nothing is told answers no need that we know."""
    assert needs.classify({}) == {}
    assert needs.classify({"name": "", "categories": [], "unheard of": "tutoring"}) == {}


@given(st.dictionaries(st.sampled_from(PARTS), st.one_of(st.text(max_size=80), st.lists(st.text(max_size=30), max_size=4))))
def test_any_text_is_classified(parts: Mapping[str, str | Sequence[str]]) -> None:
    """No text is refused, and the same service is always classified alike."""
    fits = needs.classify(parts)
    assert fits == needs.classify(parts)
    assert set(fits) <= set(needs.terms())
    assert all(0 < fit <= 1 for fit in fits.values())


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


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Home Purchase Counseling", "housing-help"),
        ("Student Loan Counseling", "financial-help"),
        ("Veterans Benefits Counseling", "benefits"),
        ("Medically Supervised Subst Abuse Prog", "substance-use"),
    ],
)
def test_counsel_on_money_is_no_therapy_and_a_short_word_no_other_abuse(name: str, slug: str) -> None:
    """Counseling on a house, a loan or benefits is listed under those alone, and "subst abuse" is no abuse of a child."""
    found = needs.classify({"name": name})
    assert slug in found
    assert not {"counseling", "child-abuse"} & set(found)


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


def test_a_shelter_from_violence_is_a_shelter() -> None:
    """A description that says shelter is found under shelter, whomever it takes in."""
    for description in ("Shelter for battered women.", "Emergency youth shelter"):
        assert "shelter" in needs.classify({"description": description})
    assert needs.classify({"description": "A hotline for battered women, and an animal shelter."}).get("shelter", 0) <= 0.25


def test_a_row_that_its_list_marks_with_nothing_may_be_of_each_kind() -> None:
    """The usual needs of a list are weak where it marks none."""
    fits = needs.classify({"name": ["Elm House"], "usual": ["counseling", "substance-use"]})
    assert fits.keys() == {"counseling", "substance-use"}
    assert all(fit < STRONG for fit in fits.values())
