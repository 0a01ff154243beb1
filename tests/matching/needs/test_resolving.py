"""The one term, or the few, that a short phrase asks for."""

from __future__ import annotations

import pytest

from matching import needs

MEANT = {
    "after-school-program": [
        "after-school program", "afterschool", "After School Programs", "something to do after school", "aftercare",
        "programa después de la escuela", "after scool program", "nobody home after school",
    ],
    "summer-camp": ["summer camp", "day camp", "camp in summer", "campamento de verano", "sumer camp", "something to do over the summer"],
    "youth-employment": [
        "a first job for a teenager", "first job", "a part-time job", "busca trabajo", "help finding a job", "youth employment", "job for a teen",
    ],
    "summer-jobs": ["summer job", "SYEP", "trabajo de verano"],
    "immigration": [
        "help with immigration papers", "immigration lawyer", "imigration help", "asylum", "DACA", "ayuda con inmigración",
        "arreglar papeles",
    ],
    "english-classes": [
        "English classes for a newcomer", "English classes", "ESOL", "learn English", "clases de ingles", "ESL for parents",
        "doesn't speak English",
    ],
    "ged": ["GED", "high school equivalency", "GED classes", "terminar la preparatoria"],
    "runaway-homeless-youth": ["runaway or homeless youth", "homeless teen", "youth shelter", "joven sin hogar"],
    "counseling": [
        "counseling", "counsling", "therapy", "a therapist", "terapia", "needs someone to talk to", "mental health counseling",
        "Psicólogo",
    ],
    "substance-use": [
        "help to stop using drugs", "drug treatment", "rehab", "dejar las drogas", "help with adiction", "substance abuse treatment",
        "drinking problem",
    ],
    "homework-help": ["homework help", "help with homework", "homwork help", "ayuda con la tarea"],
    "tutoring": ["tutor", "tutering", "failing his classes", "extra help in school"],
    "grief": ["grief", "greif support", "lost his dad", "bereavement", "duelo"],
    "anxiety": ["anxeity", "panic attacks", "ansiedad"],
    "mentoring": ["big brother", "a mentor", "mentoria", "big brothers big sisters"],
    "food-pantry": ["food", "food pantry", "hungry on weekends", "despensa de alimentos", "grocerys"],
    "food-benefits": ["food stamps", "WIC", "SNAP"],
    "housing-help": ["help with rent", "eviction", "desalojo", "section 8"],
    "shelter": ["homeless family", "living in a car", "albergue"],
    "legal-aid": ["a lawyer", "ayuda legal", "legal help"],
    "dental": ["dentist", "toothake", "dolor de muelas"],
    "vision": ["glasses", "needs glasses", "lentes"],
    "special-education": ["IEP", "special education", "504 plan"],
    "college-access": ["college applications", "wants to go to college", "universidad"],
    "scholarships": ["FAFSA", "becas"],
    "childcare": ["daycare", "child care", "guardería"],
    "preschool": ["head start", "pre-k"],
    "sports": ["basketball", "swimming lessons", "futbol"],
    "stem": ["robotics", "coding", "learn to code"],
    "visual-arts": ["art classes", "arts"],
    "music": ["guitar lessons", "choir"],
    "lgbtq": ["LGBTQ support", "transgender"],
    "autism": ["autism", "autismo"],
    "speech-therapies": ["speech therapy", "stutters"],
    "juvenile-justice": ["probation", "trouble with the law"],
    "teen-parents": ["teen mom", "pregnant teen"],
    "kinship-care": ["grandma is raising him"],
    "domestic-violence": ["domestic violence", "violencia doméstica"],
    "suicide": ["suicide", "wants to die", "quiere morir"],
    "self-harm": ["self harm", "cutting"],
    "unsafe-tonight": ["runaway tonight", "nowhere to sleep tonight"],
    "bullying": ["bullying", "being bullied"],
    "transportation": ["needs a ride", "bus pass"],
    "parenting": ["parenting classes", "clases para padres"],
    "senior-services": ["senior center"],
}  # fmt: skip


@pytest.mark.parametrize(("phrase", "slug"), [(phrase, slug) for slug, phrases in MEANT.items() for phrase in phrases])
def test_a_phrase_asks_for_one_term(phrase: str, slug: str) -> None:
    """A phrase that names one need asks for that need alone."""
    assert [found.slug for found in needs.resolve(phrase).found] == [slug]


def test_two_needs_are_both_asked_for() -> None:
    """A phrase that names two needs asks for both, in the order said."""
    assert [found.slug for found in needs.resolve("tutoring and a winter coat").found] == ["tutoring", "clothing"]


def test_who_somebody_is_yields_to_what_they_need() -> None:
    """A newcomer who needs a dentist is looked for among dentists; a newcomer alone among newcomers' services."""
    assert [found.slug for found in needs.resolve("dentist for a refugee family").found] == ["dental"]
    assert [found.slug for found in needs.resolve("a refugee family").found] == ["newcomer"]


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("imigration lawer", "immigration"), ("abogado para el asilo", "immigration"), ("psychiatrist for adhd", "adhd"),
        ("counselor for grief", "grief"), ("psicólogo para ansiedad", "anxiety"), ("a lawyer", "legal-aid"),
    ],
)  # fmt: skip
def test_who_helps_yields_to_what_with(words: str, slug: str) -> None:
    """A word for who helps asks for nothing beside a need that such a helper answers; alone it is what is meant."""
    assert [found.slug for found in needs.resolve(words).found] == [slug]


def test_who_helps_with_something_else_is_asked_for() -> None:
    """A helper who does not answer the other need is asked for too."""
    assert {found.slug for found in needs.resolve("a lawyer and a winter coat").found} == {"legal-aid", "clothing"}
    assert {found.slug for found in needs.resolve("a doctor and a dentist").found} == {"primary-care", "dental"}


@pytest.mark.parametrize(
    "words", ["new from Honduras", "just arrived from Guatemala", "came from Yemen", "recién llegado", "llegaron de Colombia"]
)
def test_a_country_makes_a_newcomer(words: str) -> None:
    """Who is new from another country is a newcomer, whichever it is; who came from another state is not."""
    assert [found.slug for found in needs.resolve(words).found] == ["newcomer"]
    assert needs.resolve("came from New Jersey").found == ()


def test_words_in_another_order() -> None:
    """Where no phrase stands in the text, the words of one in any order still mean its term."""
    assert [found.slug for found in needs.resolve("classes in which English is taught").found] == ["english-classes"]


def test_never_many() -> None:
    """At most three terms are asked for."""
    assert len(needs.resolve("tutoring, a dentist, food, a lawyer, soccer and a bus pass").found) == 3


def test_nothing_meant() -> None:
    """What names no need asks for none."""
    assert needs.resolve("the weather is nice today").found == ()
