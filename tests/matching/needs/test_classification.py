"""Which needs a listed service answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import needs
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


def test_a_shelter_from_violence_is_a_shelter() -> None:
    """A description that says shelter is found under shelter, whomever it takes in."""
    for description in ("Shelter for battered women.", "Emergency youth shelter"):
        assert "shelter" in needs.classify({"description": description})
    assert needs.classify({"description": "A hotline for battered women, and an animal shelter."}).get("shelter", 0) <= 0.25
