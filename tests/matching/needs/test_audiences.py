"""For whom or what a service is alone, by its own words: a table of listings as providers write them."""

from __future__ import annotations

import pytest

from matching.needs.audiences import audiences, limits, narrowed, read, shuts_out
from matching.needs.conditions import is_for_crisis
from matching.needs.vocabulary import terms

ALONE = [
    ("Vet Porch", "For veterans only; walk-ins welcome.", "", "veterans"),
    ("Vietnam Veterans Post 9", "", "", "veterans"),
    ("Warrior Peer Circle", "For service members and veterans living with PTSD.", "", "veterans"),
    ("Camp Eagle", "For children of service members.", "", "veterans+kin"),
    ("Círculo de Duelo", "Grupo de duelo para veteranos.", "", "veterans"),
    ("Willow Women's Therapy", "Therapy for women who live with anxiety.", "", "women"),
    ("Young Women's Leadership", "Leadership for girls.", "", "girls"),
    ("Golden Years", "Counseling for adults 60 and over.", "Seniors", "seniors"),
    ("Counseling Office", "Counseling.", "Currently enrolled college students", "college"),
    ("Reentry Therapy", "Counseling for people on parole.", "", "inmates"),
    ("Clinician Wellness", "Counseling for nurses and other health care professionals.", "", "professionals"),
    ("Support Circle", "A weekly group for parents of teens who struggle.", "", "parents"),
    ("Widows Circle", "", "", "couples"),
    ("Counseling", "Counseling for the Hmong community.", "", "community"),
    ("Open Gate", "Counseling for children of incarcerated parents.", "", "prisoners-families"),
    (
        "Letters Home",
        "A weekly group for kids whose mother is away.",
        "Children with a parent who is in prison",
        "prisoners-families",
    ),
    ("Next Chapter", "Tutoring and mentoring for youth in foster care.", "", "foster"),
    ("Foster Youth Scholars", "", "", "foster"),
    ("Stable Steps", "Tutoring for students experiencing homelessness.", "", "homeless"),
    ("Comedor", "Comidas para familias sin hogar.", "", "homeless"),
    ("Pantry", "Food for parishioners.", "Members of the parish", "church"),
    ("Rollers", "Wheelchair basketball for young people.", "", "wheelchair"),
    ("Balance", "Treatment for anorexia and bulimia.", "", "eating"),
    ("New Leaf", "Counseling for people who gamble.", "", "gambling"),
    ("Positive Living", "Counseling for people living with HIV/AIDS.", "", "hiv"),
    ("Type 1 Diabetes Group", "", "", "illness"),
    ("Talk Tools", "Speech therapy for children who stutter.", "", "speech"),
    ("Rainbow Bridge", "For people who mourn a pet.", "", "pets"),
    ("CATS AND DOGS RESCUE", "", "", "pets"),
    ("New Americans", "Classes for residents who apply for citizenship.", "", "citizenship"),
    ("Empty Cradle", "For parents after a stillbirth.", "Ages 18 and over", "infants"),
]
EVERYBODY = [
    ("Veterans Memorial Library", "Books for everyone.", ""),
    ("Listening Post", "Counseling for any student. Veterans welcome.", ""),
    ("Reading Porch", "Tutoring after school. Priority for veterans and their children.", ""),
    ("Boys & Girls Club", "After school for boys and girls.", ""),
    ("Family Resource Center", "Help for parents and children.", ""),
    ("Child Therapy Center", "Our clinicians work with children and parents.", ""),
    ("Community Counseling", "Counseling for individuals, couples and families.", ""),
    ("Food Pantry", "Groceries for seniors, families and veterans.", ""),
    ("Math Tutoring", "Certified teachers help students.", ""),
    ("Senior High Tutoring", "Tutoring for high school seniors.", ""),
    ("Mental Health Clinic", "Treatment for anxiety, depression and eating disorders.", ""),
    ("Mental Health and Addictions Clinic", "", ""),
    ("Animal-assisted Therapy", "Therapy dogs help children.", ""),
    ("Paws for Reading", "Children read to dogs.", ""),
    ("Dental Clinic", "Dental care for children and adults.", ""),
    ("Family Pantry", "Food for anyone, including families experiencing homelessness.", ""),
    ("Foster Hall", "Homework help for all students.", ""),
    ("Club de Tareas", "Ayuda con la tarea. Los tutores hablan español y avisan a los padres cómo va su hijo.", ""),
    ("Reading Room", "Tutors talk to parents every week.", ""),
    ("Math Porch", "Tutoring after school. We keep parents informed.", ""),
    ("Sala de Lectura", "Tutoría gratis. Llamamos a los padres cada semana.", ""),
    ("Elm High School", "Challenges students with a curriculum that fosters citizenship.", ""),
    ("Leaders of Tomorrow", "For teens: lessons in good citizenship.", ""),
    ("Downtown Outreach Group (DOGS)", "Shelter for single adults and families.", ""),
    ("Mental Health and Recovery Program", "For people living with HIV and their loved ones.", ""),
    ("Children's Bureau", "Counseling, mentoring, foster care and adoption for children and families.", ""),
]


@pytest.mark.parametrize(("name", "description", "eligibility", "key"), ALONE)
def test_a_listing_says_for_whom_it_is_alone(name: str, description: str, eligibility: str, key: str) -> None:
    """By its name, by what it says of who may come, or by its first sentences, in English and Spanish."""
    assert key in read(name, description, eligibility)


@pytest.mark.parametrize(("name", "description", "eligibility"), EVERYBODY)
def test_people_named_in_passing_limit_nothing(name: str, description: str, eligibility: str) -> None:
    """A place called after somebody, a list of many people, and who helps there are no limit."""
    assert read(name, description, eligibility) == ()


def test_a_condition_is_answered_and_nothing_else() -> None:
    """General kinds of care are taken out, a need in so many words stays, and the one that the words name is sure."""
    fits = {"counseling": 1.0, "peer-support": 1.0, "grief": 1.0}
    assert narrowed(fits, ("illness",)) == {"grief": 1.0, "chronic-illness": 0.9}
    assert narrowed({"clothing": 1.0}, ("bridal",)) == {}
    assert narrowed(fits, ("girls", "veterans")) == fits


def test_whom_people_shut_out() -> None:
    """Veterans shut out a child; their children, grown students and what parents need are a question; their own need is none."""
    assert shuts_out("veterans", ["grief"], 10)
    assert not shuts_out("veterans+kin", ["grief"], 10)
    assert not shuts_out("veterans", ["grief"], 18)
    assert not shuts_out("veterans", ["food-pantry"], 10)
    assert not shuts_out("girls", ["grief"], 10)
    assert limits(["veterans", "illness"], ["grief"]) == ("veterans",)
    assert limits(["veterans"], ["military-families"]) == ()
    assert limits(["parents"], ["food-pantry"]) == ()


def test_the_table_names_terms() -> None:
    """Every need of the table is one of the vocabulary."""
    assert {slug for one in audiences().values() for slug in one.answers} <= set(terms())


@pytest.mark.parametrize(
    ("fits", "name", "categories", "description", "crisis"),
    [
        ({"counseling": 1.0}, "Stabilization House", ["Mental Health"], "", True),
        ({"counseling": 1.0}, "Walk-in Care", ["Mental Health"], "For a psychiatric emergency, day and night.", True),
        ({"counseling": 1.0, "mobile-crisis": 1.0}, "Teen Link: you are not alone", ["Crisis", "Counseling"], "", True),
        ({"counseling": 1.0, "sexual-assault": 0.6}, "Safe Path Helpline", ["Counseling"], "", True),
        (
            {"counseling": 1.0, "mobile-crisis": 1.0},
            "Family Service Counseling",
            ["Counseling", "Crisis Intervention"],
            "",
            False,
        ),
        ({"counseling": 1.0}, "Outpatient Clinic", ["Mental Health"], "Therapy. A 24-hour crisis line for patients.", False),
        ({"grief": 1.0}, "Harbor Center", ["Grief"], "Help after a suicide.", False),
        ({"respite": 1.0}, "Crisis Nursery", ["Respite Care"], "Care for babies.", False),
    ],
)
def test_danger_is_read_from_categories_and_descriptions(
    fits: dict[str, float], name: str, categories: list[str], description: str, crisis: bool
) -> None:
    """What is there for danger alone is known by its category or first sentence too; a clinic that also answers then is a clinic."""
    assert is_for_crisis(fits, name, categories=categories, description=description) is crisis


@pytest.mark.parametrize("words", ["Female therapists.", "Male mentors and tutors.", "Female licensed counselors, evenings."])
def test_who_helps_is_no_audience(words: str) -> None:
    """A woman or a man who helps says nothing of whom the service is for."""
    assert read("Maple House", words) == ()


def test_parents_come_for_the_needs_that_a_service_answers() -> None:
    """That a family needs coats too opens no service for parents to a child's homework; a young parent is a parent for all."""
    assert limits(["parents"], ["tutoring", "clothing"]) == ()
    assert limits(["parents"], ["tutoring", "clothing"], ["tutoring"]) == ("parents",)
    assert limits(["parents"], ["tutoring", "clothing"], ["clothing"]) == ()
    assert limits(["parents"], ["tutoring", "teen-parents"], ["tutoring"]) == ()


def test_only_alone_names_nobody() -> None:
    """ "Only" before words that name no audience limits the service to none, whatever another sentence names."""
    assert read("Homework Club", "Snacks only for a small fee. Boys and girls are welcome.") == ()
