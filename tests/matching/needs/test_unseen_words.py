"""Words of lists and of people that the vocabulary was not written from: each belongs to the one term that it should."""

from __future__ import annotations

import pytest

from matching import needs
from matching.needs.evidence import HINT

CATEGORIES: dict[str, str] = {
    "after-school-program": "Before & After Care|After School Care|Out-of-School-Time|Expanded Learning|Extended Day|COMPASS",
    "summer-camp": "Summer Programs|Day Camps|Summer Learning",
    "youth-center": "Youth|Youth Services|Teen Programs|Clubhouse|Community Center|Drop-In|Boys & Girls Clubs",
    "recreation-center": "Recreation|Parks & Recreation|Pool",
    "sports": "Team Sports|Aquatics|Cheer|Tennis Clinic|Sports & Recreation",
    "fitness": "Fitness/Exercise|Yoga",
    "visual-arts": "Arts & Creative Expression|Museums|Fine Arts",
    "media-arts": "Digital Media Production|Creative Writing|Photography and Film",
    "theatre": "Performing Arts|Drama/Theatre",
    "stem": "Science, Technology, Engineering and Math (STEM)|Computer Science|STEAM",
    "clubs": "Culinary Arts|Chess",
    "libraries": "Library|Public Library",
    "tutoring": "Education|Academic Support|SES Provider|Tutoring/Academic Support|High Dosage Tutoring",
    "reading": "Literacy|Reading & Literacy",
    "special-education": "IEP Advocacy|Special Education",
    "alternative-school": "Credit Recovery|Re-Engagement|Dropout Prevention|Alternative High School",
    "school-enrollment": "Public Schools|Charter School|Gifted & Talented",
    "college-access": "SAT/ACT Prep|College & Career Readiness|Higher Education",
    "scholarships": "Financial Aid|FAFSA Help",
    "ged": "HSE|HiSET|GED Preparation|High School Diploma",
    "adult-education": "Adult Literacy|Adult Ed",
    "youth-employment": "Employment|In-School Youth|WIOA Youth Program|Youth Employment & Training",
    "adult-employment": "WIOA Adult|American Job Center",
    "job-training": "Vocational Training|Industry Specific Training",
    "disability-employment": "Supported Employment|Vocational Rehabilitation",
    "juvenile-justice": "Diversion|Justice Involvement|Teen Court|Ex-Offender Reentry|Rehabilitation Services for Offenders",
    "violence": "Youth Gun Violence Prevention|Street Violence Intervention",
    "primary-care": "Health|Clinic|Community Health Center|Youth Health Services|Medical Care",
    "vision": "Eye Exams & Glasses|Vision Care",
    "sexual-health": "STD/STI Treatment & Prevention|Women's Health",
    "counseling": "Mental Health Clinic|Behavioral Health|Teen Mental Health|Outpatient mental health facility|Therapy|In-Home Therapy",
    "intensive-mental-health": "Partial hospitalization/day treatment|Inpatient Psychiatric|Intensive outpatient treatment",
    "substance-use": "Substance Abuse|Alcohol and Other Drugs|Halfway house|Substance use treatment for youth|AA/NA",
    "smoking-vaping": "Smoking/vaping/tobacco cessation counseling",
    "shelter": "Family Shelters|Interim Shelter|Low-Cost Temporary Housing|Transitional Housing",
    "runaway-homeless-youth": "Youth Shelter|Unaccompanied Youth|Drop-In Center for Homeless Youth|Transitional Independent Living",
    "housing-help": "Housing|Eviction Prevention|Housing Support Services|Affordable Housing",
    "domestic-violence": "DV Shelter|Domestic Abuse",
    "food-pantry": "Food|Basic Needs|Mobile Food Pantry|Comida",
    "hot-meals": "Summer Meal Site|Free Meals",
    "childcare": "Daycare|Licensed Child Care Center|Playgroups",
    "preschool": "3-K|UPK|Preschool for All|Early Learning Center",
    "family-support": "Human Services|Single Parent Agencies, Services|Family Resource Centers",
    "legal-aid": "Legal|Legal, Consumer and Public Safety Services",
    "newcomer": "Ethnic, Immigrant Centers, Services|Refugee Services",
    "disability-services": "Developmentally Disabled Centers, Services|Special Needs",
    "faith-community": "Churches|Religious Organizations",
}  # fmt: skip

NAMES: dict[str, set[str]] = {
    "Roosevelt High School": set(),
    "Jane Doe Elementary School": set(),
    "P.S. 901": set(),
    "Riverside Clinic": {"primary-care"},
    "Ash Park Family Health Center": {"primary-care"},
    "Family Law Clinic": {"custody"},
    "Saturday Tennis Clinic": {"sports"},
    "Lakeside Recovery Clinic": {"substance-use"},
    "Roosevelt High School Tutoring Room": {"tutoring"},
    "Carver Branch Library": {"libraries"},
    "Homework Help at Carver Public Library": {"homework-help"},
    "St. Example's Church Food Pantry": {"food-pantry"},
    "Music in the Park": {"music"},
    "Little Acorns Daycare": {"childcare"},
    "Harbor House Youth Shelter": {"runaway-homeless-youth"},
}

SAID: dict[str, str] = {
    "after-school-program": "somewhere safe to be until 6 after school|mom works late and he is home alone|aftr school programm|algo después de la escuela para mi hijo|cuidado de niños despues de la escuela",
    "summer-camp": "kids home all summer|cheap summer activities for kids|actividades para el verano",
    "youth-center": "a place for teens to hang out",
    "mentoring": "una figura paterna|a boy who needs a father figure|un mentor para mi hijo",
    "math": "doesn't know times tables|tutering in math|tutor de matemáticas",
    "tutoring": "help with science|clases de apoyo|failing all his classes|mi hijo saca malas notas",
    "reading": "struggles to read|lee muy despacio|my child cant read|mi hijo no sabe leer",
    "alternative-school": "school for kids who got expelled|wants to drop out",
    "ged": "finish highschool diploma|quiero terminar la prepa",
    "english-classes": "english tutoring for my wife|no hablo ingles",
    "immigration": "got deported|detenido por ICE|afraid of deportation|work permit|no tenemos papeles|abogado de migracion",
    "scholarships": "scholarships for college|becas para la universidad",
    "attendance": "skips school|no quiere ir al colegio",
    "school-enrollment": "enroll my child in school",
    "youth-employment": "interview skills|my son wants to work|mi hijo quiere trabajar",
    "adult-employment": "dad needs work|trabajo para mi esposo",
    "job-training": "wants to be a welder",
    "food-pantry": "not enough to eat|no tienen qué comer|they ran out of groceries|no tenemos comida",
    "hot-meals": "free lunch in summer|comida gratis para niños en verano",
    "shelter": "durmiendo en el carro|a place to live for a mom with two kids|no tenemos donde vivir",
    "housing-help": "security deposit|our rent is too high|nos van a sacar de la casa",
    "utilities": "lights shut off|me van a cortar la luz",
    "transportation": "car broke down|no tiene cómo llegar|bus tokens|raite a la escuela",
    "household-goods": "cama para mi hijo",
    "health-insurance": "medical coverage|aseguranza medica",
    "primary-care": "sports physical|doctor para los niños",
    "dental": "mouth hurts|tooth ache|me duele la muela",
    "vision": "gafas|eyeglases|mi hijo no ve bien",
    "counseling": "someone to listen|hablar con alguien|someone to talk to|counciling|thearpy for teen|mi hija no quiere hablar con nadie",
    "psychiatric-care": "medication for depression",
    "anxiety": "nervous about school|miedo a la escuela|scared to come to school|anxity",
    "depression": "won't come out of his room|no tiene ganas de nada|never smiles anymore|mi hija esta triste",
    "grief": "dad passed|losing a parent|dad died in october|murio mi esposo",
    "behavior": "outbursts|se enoja mucho|6th grader who fights with everyone|mi hijo se porta mal",
    "family-counseling": "parents fight all the time|doesn't get along with stepdad",
    "sleep": "can't fall asleep at night",
    "screen-time": "video game addiction",
    "trauma": "saw a shooting",
    "substance-use": "he smokes weed|substence abuse|mi esposo toma mucho",
    "bullying": "being picked on|le hacen bullying",
    "domestic-violence": "mom is being beaten by boyfriend|mi esposo me pega",
    "unsafe-tonight": "teen kicked out sleeping on couches|mi hija se fue de la casa",
    "incarcerated-parent": "child of an inmate|mi mama esta en la carcel",
    "newcomer": "just arrived from Venezuela",
    "early-intervention": "toddler not talking|mi niño no habla",
    "home-visiting": "newborn nurse visits",
    "visual-arts": "painting classes",
    "music": "mi hijo quiere aprender guitarra",
    "fatherhood": "class for dads",
    "custody": "custody lawyer|custodia de mis hijos",
    "burial-help": "bury a family member",
    "financial-help": "tax help|no tengo dinero",
}  # fmt: skip


def pairs(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(text, slug) for slug, texts in table.items() for text in texts.split("|")]


@pytest.mark.parametrize(("category", "slug"), pairs(CATEGORIES))
def test_a_category_is_filed_under_its_term_alone(category: str, slug: str) -> None:
    """A category in any city's words stands for its one term, and at most hints at another."""
    assert {found for found, fit in needs.classify({"categories": [category]}).items() if fit > HINT} == {slug}


@pytest.mark.parametrize(("name", "slugs"), NAMES.items())
def test_a_name_tells_what_is_done_there(name: str, slugs: set[str]) -> None:
    """Of a service's name what it does counts; the kind of place only where it says nothing else, and a school never."""
    assert set(needs.classify({"name": [name]})) == slugs


@pytest.mark.parametrize(("words", "slug"), pairs(SAID))
def test_plain_words_ask_for_one_term(words: str, slug: str) -> None:
    """What a teacher or a parent writes asks for one term, clumsy, misspelled or in Spanish."""
    assert [found.slug for found in needs.resolve(words).found] == [slug]
