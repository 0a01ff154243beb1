"""Each kind of condition: sentences that hold one, and sentences that only look like it."""

from __future__ import annotations

import pytest

from matching.requests import Kind, read
from tests.matching.requests.measure import PLACES

HELD: dict[Kind, list[tuple[str, str]]] = {
    Kind.LANGUAGE: [
        ("mom only speaks Spanish", "es"),
        ("his mother doesn't speak English, only Mixteco", "mix"),
        ("grief, in Spanish", "es"),
        ("a tutor in Spanish please", "es"),
        ("math tutor in Spanish", "es"),
        ("tutoring in Arabic for my son", "ar"),
        ("Spanish-language parenting class", "es"),
        ("Vietnamese grief group", "vi"),
        ("consejera de habla hispana", "es"),
        ("sign language interpreter for mom", "ase"),
        ("we speak Dari and Pashto at home", "prs ps"),
        ("the family’s home language is Swahili", "sw"),
        ("dad only speaks English", "en"),
        ("Nepali interpreter for a meeting", "ne"),
        ("una psicóloga que hable español", "es"),
        ("la abuela solo entiende q'anjob'al", "kjb"),
        ("terapia en español o mixteco", "es mix"),
        ("parenting class with an ASL interpreter", "ase"),
        ("Hmong at home, some English", "hmn"),
        ("hablo más español que inglés", "es"),
        ("papá que habla solo K'iche'", "quc"),
        ("SOLO HABLAMOS ESPAÑOL", "es"),
    ],
    Kind.PAYMENT: [
        ("they have no insurance", "uninsured"),
        ("uninsured family", ""),
        ("guardería con tarifa según ingresos", "sliding_scale"),
        ("que cobren según lo que uno gana", "sliding_scale"),
        ("a reading specialist that charges by income", "sliding_scale"),
        ("un campamento, que den beca", "sliding_scale"),
        ("takes Medicaid", "medicaid"),
        ("we have Blue Cross", "private"),
        ("has insurance through her work", "private"),
        ("has Blue Cross Complete", "plan:Blue Cross Complete"),
        ("swim lessons, free", "free"),
        ("free counseling", "free"),
        ("can't afford a tutor", "free"),
        ("no carro ni seguro, sin aseguranza", "uninsured uninsured"),
        ("no podemos pagar la terapia", "free"),
        ("clases gratis", "free"),
        ("un lugar con escala móvil", "sliding_scale"),
        ("a dentist with low fees", "sliding_scale"),
        ("swim lessons, nothing over thirty dollars", "sliding_scale"),
        ("affordable counseling", "sliding_scale"),
        ("clases que no sean muy caras", "sliding_scale"),
        ("it has to cost nothing", "free"),
        ("the kids have CHIP", "medicaid"),
        ("CHIP covers her", "medicaid"),
        ("MassHealth dentist", "medicaid"),
        ("has Kaiser Medi-Cal", "medicaid plan:Kaiser Permanente"),
        ("insured by Anthem", "private"),
        ("no tiene carro, no seguro", "uninsured"),
        ("tenemos Medi-Cal", "medicaid"),
        ("on Husky A, needs glasses", "medicaid"),
        ("her kid has STAR Kids", "medicaid"),
        ("he has Fidelis", "plan:Fidelis Care"),
        ("insurance is Amerigroup", "plan:Amerigroup"),
        ("dentist who takes Molina", "plan:Molina Healthcare"),
        ("Molina Medicaid dentist", "medicaid plan:Molina Healthcare"),
        ("un doctor que agarre el Medicaid", "medicaid"),
        ("we can't pay too much", "sliding_scale"),
        ("it can't be expensive", "sliding_scale"),
        ("somos de bajos recursos", "sliding_scale"),
        ("somos cuatro con MIChild", "medicaid"),
    ],
    Kind.PLACE: [
        ("near 48911-1234", "48911"),
        ("zip code 48823", "48823"),
        ("a pantry in Holt", "town:holt"),
        ("we moved to Okemos", "town:okemos"),
        ("nos mudamos a Holt", "town:holt"),
        ("mom of five, Okemos, asks for a doctor", "town:okemos"),
        ("by Everett High School", "school:everett"),
        ("cerca de Lansing", "town:lansing"),
        ("needs shoes, size 4, Okemos.", "town:okemos"),
        ("in downtown Lansing", "town:lansing"),
        ("vivimos en Holt", "town:holt"),
    ],
    Kind.AGE: [
        ("our twins are both eight", "8"),
        ("my 7½ year old", "7.5"),
        ("he's seven and a half years old", "7.5"),
        ("kids ages 4, 6 and 9", "4 6 9"),
        ("15 yo girl", "15"),
        ("turns 6 in May", "5"),
        ("a nine-year-old boy", "9"),
        ("18 months old", "1.5"),
        ("niña de 10", "10"),
        ("mi hijo tiene nueve años", "9"),
        ("cumple 6 en mayo", "5"),
        ("bebé de 8 meses", "0.6"),
        ("im 17 and need work", "17"),
        ("my 16yo is failing", "16"),
        ("our oldest is thirteen", "13"),
        ("a drama club for ages 5 to 7", "5-7"),
        ("story time for 3-5 year olds", "3-5"),
        ("three kids under six", "0-5"),
        ("she is tired all the time, 13, no friends", "13"),
        ("niños de 4 a 6 años", "4-6"),
        ("para el de 12 que no duerme", "12"),
        ("tengo quince y busco trabajo", "15"),
    ],
    Kind.GRADE: [
        ("Kinder girl needs glasses", "K"),
        ("elementary aged kids", "K-5"),
        ("junior in high school, wants a job", "11"),
        ("Senior, needs help with FAFSA", "12"),
        ("Brayan (kínder) needs a coat", "K"),
        ("necesito ayuda, estoy en 11", "11"),
        ("my 7th grader", "7"),
        ("2nd and 5th graders", "2 5"),
        ("a kindergartner", "K"),
        ("in pre-k", "PK"),
        ("he is a junior and lonely", "11"),
        ("grade 7 girl", "7"),
        ("va en séptimo", "7"),
        ("está en 7º grado", "7"),
        ("primero de secundaria", ""),
        ("en primero de secundaria", "7"),
        ("alumno de tercero de primaria", "3"),
        ("my daughter is in middle school", "6-8"),
        ("a chess club for high schoolers", "9-12"),
        ("para niños de primaria", "K-5"),
        ("Est. 9.º busca un tutor", "9"),
        ("anda en sexto y lee poco", "6"),
        ("Kevin (gr. 6)", "6"),
        ("son (gr. K)", "K"),
    ],
    Kind.DAY: [
        ("tutoring on Saturdays", "sa"),
        ("weekends only, not Sundays", "-su"),
        ("he can't come on Wednesdays", "-we"),
        ("any day but Friday", "-fr"),
        ("someone Tuesdays, Wednesdays or Thursdays", "tu we th"),
        ("puede los martes", "tu"),
        ("busca clases los sábados", "sa"),
        ("todos los días menos el viernes", "-fr"),
    ],
    Kind.TIME: [
        ("a sitter for some weekend", "weekend"),
        ("tutoring, late afternoons", "after_school"),
        ("free summer lunch", "summer"),
        ("quiere sacar el GED de noche", "evening"),
        ("a mentor after school", "after_school"),
        ("weekends only", "weekend"),
        ("mom can only do evenings", "evening"),
        ("un tutor entre semana", "weekday"),
        ("de lunes a viernes", "weekday"),
        ("algo para el verano", "summer"),
        ("something to do over winter break", "winter_break"),
        ("a camp for spring break", "spring_break"),
        ("clases de arte en las vacaciones de invierno", "winter_break"),
        ("basketball this fall", "fall"),
        ("a tutor that starts now", "now"),
        ("citas en la mañana", "morning"),
    ],
    Kind.HOURS: [
        ("a pantry open now", "now"),
        ("a clinic that is open today", "today"),
        ("tutoring Saturday morning", "sa@morning"),
        ("boxing Saturday afternoons", "sa@afternoon"),
        ("needs a pantry tomorrow morning", "tomorrow@morning"),
        ("a therapist after 4:30", "any@1630-"),
        ("open at 5 pm", "any@1700"),
        ("a mentor Tuesdays before noon", "tu@-1200"),
        ("a tutor from 3:30 to 5 pm", "any@1530-1700"),
        ("despensa abierta ahora", "now"),
        ("abierto los sábados por la mañana", "sa@morning"),
        ("terapia a las 5", "any@1700"),
        ("clases entre las 3 y las 5", "any@1500-1700"),
        ("abierto mañana por la tarde", "tomorrow@afternoon"),
    ],
    Kind.MODE: [
        ("we got no car so zoom", "online"),
        ("ayuda, solo por llamada", "phone"),
        ("a nurse who comes to the house", "home"),
        ("terapia aquí mismo en la casa", "home"),
        ("a therapist on video", "online"),
        ("hablar con alguien por videollamada", "online"),
        ("online therapy", "online"),
        ("counseling by phone", "phone"),
        ("tutoring at school", "school"),
        ("needs somebody who comes to the house", "home"),
        ("in person", "in_person"),
        ("terapia en línea", "online"),
        ("que la atiendan en persona", "in_person"),
        ("visitas a domicilio", "home"),
        ("somebody to come out to our apartment", "home"),
        ("una enfermera que vaya a la casa", "home"),
        ("terapia por videollamada", "online"),
        ("over facetime is fine", "online"),
        ("talk to someone over the phone", "phone"),
        ("alguien que venga a la escuela a hablar", "school"),
    ],
    Kind.WITHIN: [
        ("soccer within 3 miles of 11220", "3"),
        ("tutoring, no more than 10 miles away", "10"),
        ("can't go farther than fifteen miles, needs a tutor", "15"),
        ("a dentist in a 15-mile radius", "15"),
        ("food, 5 miles or less from school", "5"),
        ("glasses, half a mile at most", "0.5"),
        ("baile a menos de 5 millas", "5"),
        ("terapia que no quede a más de diez millas", "10"),
        ("comida, máximo una milla", "1"),
        ("clases de arte en un radio de 8 km", "5"),
    ],
    Kind.TRAVEL: [
        ("somewhere I can bus to", "bus"),
        ("que el camión pase por la MLK", "bus"),
        ("we have no car", "no_car"),
        ("we don't drive", "no_car"),
        ("within walking distance", "walk"),
        ("on the bus line", "bus"),
        ("sin carro ni seguro", "no_car"),
        ("no tengo coche", "no_car"),
        ("podemos llegar a pie", "walk"),
        ("cerca de la parada del autobús", "bus"),
        ("we can walk or get there by bus", "walk bus"),
        ("un lugar donde llegue el camión", "bus"),
        ("nobody at home drives", "no_car"),
        ("no tengo en qué moverme", "no_car"),
        ("we can get there on foot, she takes the bus everywhere", "walk bus"),
    ],
    Kind.HELPER: [
        ("he'd rather meet one on one with a man", "man"),
        ("therapy, no male therapists", "woman"),
        ("ninguna terapeuta mujer, que sea hombre", "man man"),
        ("a therapist, nobody religious", "not_faith_based"),
        ("no queremos que sea de la iglesia", "not_faith_based"),
        ("a counselor who is a Christian and kind", "faith_based"),
        ("needs a woman to talk to", "woman"),
        ("female therapist", "woman"),
        ("male mentor", "man"),
        ("he prefers a man", "man"),
        ("not church-based", "not_faith_based"),
        ("a Christian counselor", "faith_based"),
        ("someone who knows trans kids", "lgbtq"),
        ("necesita hablar con un hombre", "man"),
        ("que sea mujer", "woman"),
        ("que no sea religioso", "not_faith_based"),
        ("anyone but a man", "woman"),
        ("cualquiera menos una mujer", "man"),
        ("a mentor who looks like her", "same_culture"),
        ("alguien de nuestra misma cultura", "same_culture"),
        ("she'd do better with a woman", "woman"),
        ("she won't go unless it's a woman", "woman"),
        ("nobody from a church", "not_faith_based"),
        ("a Black woman to talk to", "same_culture woman"),
        ("a church program would be fine", "faith_based"),
        ("nothing with preaching, without sermons", "not_faith_based"),
    ],
    Kind.ACCESS: [
        ("a camp for a boy in a wheelchair", "wheelchair"),
        ("somewhere without stairs, grandpa has a walker", "wheelchair wheelchair"),
        ("anda en silla de ruedas", "wheelchair"),
        ("un lugar con rampa", "wheelchair"),
    ],
    Kind.SETTING: [
        ("one on one", "one_to_one"),
        ("therapy, but not in a group", "one_to_one"),
        ("small group tutoring", "group"),
        ("support group for teen moms", "group"),
        ("individual counseling", "one_to_one"),
        ("terapia en grupo", "group"),
        ("no quiere grupos", "one_to_one"),
        ("a grief group", "group"),
        ("is there a walking group for new moms", "group"),
        ("quiere conocer a otros niños", "group"),
        ("he shuts down in big groups", "one_to_one"),
    ],
}
HELD[Kind.PAYMENT].remove(("uninsured family", ""))
HELD[Kind.GRADE].remove(("primero de secundaria", ""))

LOOKS_LIKE_IT: dict[Kind, list[str]] = {
    Kind.LANGUAGE: [
        "only some Spanish", "poquito español",
        "wants to learn Spanish", "needs a Spanish tutor", "failing in Spanish", "tutoring in math and Spanish", "tutor in French for the AP test",
        "credit recovery in Spanish", "fails Spanish class", "english classes for mom", "nobody at school speaks Somali",
        "he speaks English fine", "needs tutoring in English", "not Spanish speaking", "her Spanish teacher is mean", "doesn't speak Spanish",
        "she speaks English and Tagalog fine, either is good", "the only Hmong kid in class", "quiere aprender inglés", "reprobó español", "la clase de español", "Karen is her aunt",
    ],
    Kind.PAYMENT: [
        "lost MassHealth", "no longer on MassHealth", "ya no tiene Medi-Cal", "applying for Medi-Cal", "Mrs. Molina needs a tutor", "Oscar needs a tutor", "camps for all kids", "she is a star",
        "free time", "drug free", "free lunch form", "feel free to call", "is he free on Saturdays", "can't pay the rent",
        "Medicaid lapsed", "Medicaid pending", "se le venció el Medicaid", "lost her Medicaid", "applying for Medicaid", "no car insurance", "not medicaid", "no está seguro en casa",
        "low grades", "ayuda económica para la universidad", "a cheap shot", "no puede pagar la renta", "sin seguro de auto", "perdió el Medicaid",
    ],
    Kind.PLACE: [
        "my son, Holt, 7, is here",
        "on the south side", "student id 48911", "call 5175550142", "call 517-555-0142", "they owe 12000 dollars", "moved from Lansing",
        "he was born in Lansing", "in Lansing, Kansas", "hit by Holt",
    ],
    Kind.AGE: [
        "a mom of five", "grandmother raising four", "madre de 4",
        "for 3 years", "2 years ago", "has been here 6 years", "5 miles", "at 7", "48911", "a 10 year old car", "he was 9 when it happened",
        "his 45 year old mom", "17 absences", "tiene 12 faltas", "5 of us in one room", "are 5, need food stamps", "somos 6 en un cuarto", "DOB 11/17", "grade 14",
        "scored 14 on the test", "apartment 6, needs food", "$15 a month", "hace 3 años", "lleva 2 años aquí", "novio de 20 años", "at table 3, by the door", "it took 2 to 3 years", "under ten minutes", "tiene 2 años sin ver a su papá",
    ],
    Kind.GRADE: [
        "caminando desde el Walmart de la 8th", "his second deployment",
        "grade C", "reads at a 2nd grade level", "her 5th grade teacher", "since 4th grade", "senior center", "Junior is angry",
        "on 7th Avenue", "the 2nd floor", "in 3rd period", "1st time mom", "en el 2do piso", "her 2nd time in foster care", "grade 14",
        "finished high school", "high school diploma", "in second place", "third grade burns", "reprobó quinto grado", "maestra de tercero", "once upon a time",
    ],
    Kind.DAY: [
        "since Monday", "last Tuesday he cried", "every Monday he is in my office", "on Saturday the house burned", "he cries on Mondays",
        "los lunes falta a la escuela", "el sábado se quemó la casa", "desde el martes no come",
    ],
    Kind.TIME: [
        "an after-school program", "gets in fights after school", "after school he cries", "no food on weekends", "mom works evenings",
        "summer camp", "he broke his arm over the winter", "no come en la noche", "este fin de semana", "trabaja por las tardes",
    ],
    Kind.HOURS: [
        "he was hit Saturday night", "the fight was at 2 pm", "after 2 weeks he stopped eating", "at 9 years old he lost his mom",
        "he cries every Saturday morning", "dad works from 3 to 11 pm", "goes to bed at 9 pm", "needs help before 6th grade",
        "le pegaron el sábado por la noche", "trabaja de 3 a 11", "se duerme a las 2 de la mañana", "needs food now",
    ],
    Kind.MODE: [
        "bullied online", "met a man online", "no food at home", "problems at school", "the police came to the house",
        "threatened over the phone", "hours online every night", "she'd rather text than talk on the phone", "nobody home at school pickup", "there is no adult at home", "lo conoció por internet", "pelea en la escuela",
    ],
    Kind.WITHIN: [
        "lives within 2 miles of school, wants art", "runs up to 5 miles a day", "a ride of about 10 miles", "2 miles away", "moved 900 miles", "vive a menos de una milla",
        "needs shoes, walks less than a mile", "corre hasta 3 millas al día",
    ],
    Kind.TRAVEL: [
        "le hacen burla en la guagua", "antes vivíamos sin carro, ahora tenemos troca",
        "no car seat", "walks home alone", "fights on the bus", "needs a bus pass", "lives in the car", "wants a driver's license", "drives him crazy",
        "his car was stolen", "will not get on the bus", "le pegaron en el camión", "perdió el autobús", "camina a casa",
    ],
    Kind.HELPER: [
        "a woman hit her", "her mom is a woman who works", "a man followed her", "he came out as gay", "the church gave them food",
        "una mujer le pegó", "un hombre la sigue", "los hombres le dan miedo",
    ],
    Kind.ACCESS: [
        "needs a new wheelchair", "fell down the stairs", "the first steps to college", "necesita una silla de ruedas",
    ],
    Kind.SETTING: [
        "lives in a group home", "a group of boys hit him", "the group chat", "un grupo de muchachos le pegó",
        "each individual in the family", "our youth group wants to help", "the other one",
    ],
}  # fmt: skip

DENIED = [
    ("does not need food", "does not need food"),
    ("no longer homeless", "no longer homeless"),
    ("already has a counselor", "already has a counselor"),
    ("not suicidal", "not suicidal"),
    ("doesn't need food, clothes or housing, needs a ride", "doesn't need food, clothes or housing"),
    ("We do not need rides but he needs a coat", "do not need rides"),
    ("food is not needed", "food is not needed"),
    ("ya tiene consejera", "ya tiene consejera"),
    ("no necesita comida", "no necesita comida"),
    ("ya no viven en el carro", "ya no viven en el carro"),
    ("no ocupa ropa, ocupa zapatos", "no ocupa ropa"),
    ("ya no necesitamos transporte", "ya no necesitamos transporte"),
    ("CPS ruled out neglect", "ruled out neglect"),
    ("se descartó el abuso", "se descartó el abuso"),
    ("rent is covered, they need beds", "rent is covered"),
    ("the food isn't the problem", "the food isn't the problem"),
    ("mentoring instead of counseling", "instead of counseling"),
    ("un mentor en vez de terapia", "en vez de terapia"),
    ("it's not autism", "it's not autism"),
    ("no es depresión", "no es depresión"),
    ("todo bien con la vivienda", "todo bien con la vivienda"),
    ("la renta está cubierta", "la renta está cubierta"),
    ("soccer is out", "soccer is out"),
    ("la ve una psicóloga", "la ve una psicóloga"),
    ("says she doesn't want to die", "doesn't want to die"),
    ("no piensa en matarse", "no piensa en matarse"),
    ("immigration is handled", "immigration is handled"),
    ("sin ideas suicidas", "sin ideas suicidas"),
    ("the bullying stopped", "bullying stopped"),
    ("skip the counseling", "skip the counseling"),
    ("family turned down housing", "turned down housing"),
    ("she declined the food pantry", "declined the food pantry"),
    ("rechazó la vivienda", "rechazó la vivienda"),
    ("any sport but football", "but football"),
    ("cualquier deporte menos natación", "menos natación"),
    ("todo menos futbol", "todo menos futbol"),
    ("busco clases pero no de futbol", "pero no de futbol"),
    ("she is in a Sunday choir already", "is in a Sunday choir already"),
]
NOT_DENIED = [
    "can't sleep", "no food at home", "doesn't have a coat", "won't eat", "no longer talks to anyone", "doesn't want to live",
    "already has two kids", "already has an eviction notice", "food is needed", "no puede dormir", "no tiene comida", "no quiere comer",
    "refuses food", "got turned down for housing", "¿dónde hay comida?", "¿hay comida?", "the landlord refused housing",
    "does he have food", "no tenemos comida", "no hay ropa", "home is not an option", "school is out", "a baby with no crib",
    "ya no quiere ir a la escuela", "ya no come", "ya tiene tres meses sin trabajo", "no longer has a home",
]  # fmt: skip

PAIRS = [(kind, sentence, values) for kind, several in HELD.items() for sentence, values in several]


@pytest.mark.parametrize(("kind", "sentence", "values"), PAIRS)
def test_a_condition_is_read(kind: Kind, sentence: str, values: str) -> None:
    """What asks for something of a kind is a condition of that kind."""
    found = [one.value for one in read(sentence, PLACES).conditions if one.kind is kind]
    assert " ".join(found) == values


@pytest.mark.parametrize(
    ("kind", "sentence"), [(kind, sentence) for kind, several in LOOKS_LIKE_IT.items() for sentence in several]
)
def test_what_only_looks_like_a_condition_is_none(kind: Kind, sentence: str) -> None:
    """Words that tell of an event, a person or a need are no condition, however near they come."""
    assert [one for one in read(sentence, PLACES).conditions if one.kind is kind] == []


@pytest.mark.parametrize(("sentence", "heard"), DENIED)
def test_what_is_not_needed_is_denied(sentence: str, heard: str) -> None:
    """What is not needed, or is there already, is taken out of the rest."""
    assert [one.heard for one in read(sentence).denied] == [heard]


@pytest.mark.parametrize("sentence", NOT_DENIED)
def test_a_lack_is_a_need(sentence: str) -> None:
    """What somebody lacks, cannot do or will not do is a need, and stays in the rest."""
    request = read(sentence)
    assert (request.denied, request.rest) == ((), sentence)


@pytest.mark.parametrize(
    "accents", ["después de clases, sólo los sábados", "despue\u0301s de clases, so\u0301lo los sa\u0301bados"]
)
def test_accents_may_be_composed_or_not(accents: str) -> None:
    """Letters with their accents apart are read as those that have them."""
    assert [one.value for one in read(f"tutor {accents}").conditions] == ["after_school", "sa"]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [("only speaks Spansh", "es"), ("has medicad", "medicaid"), ("no insurence", "uninsured"), ("tutoring on Wendsdays", "we")],
)
def test_misspelled_words_are_read(sentence: str, value: str) -> None:
    """A long word with a slip in it is read as the word that it surely means."""
    assert [one.value for one in read(sentence).conditions] == [value]
