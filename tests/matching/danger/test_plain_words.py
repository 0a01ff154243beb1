"""Plain words that the models alone would miss, misname or be troubled by."""

from __future__ import annotations

import pytest

from matching.danger import KINDS, Level, read
from matching.danger.plain_words import _patterns, plain_danger, without_harmless

HEARD = {
    "he is diabetic, his father refuses to buy the insulin": ("child-abuse",),
    "stepmom hides his inhaler when she is mad": ("child-abuse",),
    "his mom says God will heal him and stopped the chemo": ("child-abuse",),
    "el papá no le quiere comprar la insulina": ("child-abuse",),
    "le niega la mamá las pastillas, y la abuela le esconde el inhalador": ("child-abuse",),
    "they are in the Corolla again and it's 8 below": ("unsafe-tonight",),
    "she's been living in a Jeep since June": ("unsafe-tonight",),
    "durmieron en la Suburban, hacía cinco bajo cero": ("unsafe-tonight",),
    "she has a box cutter and says she's going to finish it today": ("suicide", "violence"),
    "con la navaja en la mano dijo que esta noche termina todo": ("suicide", "violence"),
    "Mom says he tied a noose, just for attention": ("suicide",),
    "amarró una soga, su mamá dice que para llamar la atención": ("suicide",),
    "él le pega y ella dice que se va a matar": ("domestic-violence", "suicide"),
    "he hears voices that tell him to stab his brother": ("voices", "violence"),
    "oye voces que le dicen que se mate": ("voices", "suicide"),
    "nobody can find my daughter, she was in art": ("runaway",),
    "head count was 30 going to the zoo, now only 29 on the bus": ("runaway",),
    "llevo desde anoche buscando a mi hijo": ("runaway",),
    "Perdimos a una alumna en la excursión": ("runaway",),
    "mom went back to Honduras and left the kids here": ("child-alone",),
    "mom left the country, a 12 year old is raising the baby": ("child-alone",),
    "los papás se regresaron a su país y dejaron a los niños": ("child-alone",),
    "I saw a lady smack a little girl outside the office": ("child-abuse",),
    "tiene el labio partido por el papá": ("child-abuse",),
    "my boyfriend slammed me into the lockers": ("domestic-violence",),
    "mi esposo me jaló del pelo": ("domestic-violence",),
    "delante de ella apuñalaron a su mamá": ("domestic-violence",),
    "watched his mom get strangled": ("domestic-violence",),
    "i took like 20 of my moms klonopins": ("overdose",),
    "se tragó quince clonazepam": ("overdose",),
    "passed out in PE from not eating": ("starving",),
    "los niños no comen desde el jueves": ("starving",),
    "come de la basura en el recreo": ("starving",),
    "albergues llenos, necesito cama para 3": ("unsafe-tonight",),
    "esta noche nos toca dormir en la troca": ("unsafe-tonight",),
    "la corrió su mamá y anda sin techo": ("unsafe-tonight",),
    "my mom put me out with a trash bag of clothes": ("unsafe-tonight",),
    "she picked the day and the way": ("suicide",),
    "ya escogió el día y cómo": ("suicide",),
    "cuando lean esto ya voy a estar muerto": ("suicide",),
    "the scoreboard was sending him messages": ("voices",),
    "el diablo le habla en clase": ("voices",),
    "noose under her bed": ("suicide",),
    "somebody left a noose by his locker": ("violence",),
    "he overdosed on purpose": ("suicide", "overdose"),
    "googled how many ibuprofen is lethal": ("suicide", "overdose"),
    "buscaba cómo hacer una soga": ("suicide",),
    "my wife slaps our kids": ("child-abuse",),
    "a mi hijo le pega mi marido": ("child-abuse",),
    "my ex chokes my kids and me": ("domestic-violence", "child-abuse"),
    "mi marido nos pega a mí y a los niños": ("domestic-violence", "child-abuse"),
    "mi novio manosea a mi hija": ("sexual-assault", "child-abuse"),
    "she took a handful of pills to die": ("suicide", "overdose"),
    "preguntó cuántas pastillas se necesitan para morir": ("suicide", "overdose"),
    "he wants to die and his mom beats him every day": ("suicide", "child-abuse"),
    "my cousin overdosed last night and the gang says theyll kill us": ("violence", "overdose"),
    "found my dad passed out with a needle in his arm": ("overdose",),
    "llevamos desde el lunes en el carro con el bebé": ("unsafe-tonight",),
    "my husband beats us, me and the kids": ("domestic-violence", "child-abuse"),
    "mi marido nos pega, a mí y a las niñas": ("domestic-violence", "child-abuse"),
    "my boyfriend choked us both, my son and me": ("domestic-violence", "child-abuse"),
    "su tío la golpea y además la manosea": ("child-abuse", "sexual-assault"),
    "no tienen comida y además duermen en la calle": ("starving", "unsafe-tonight"),
    "he put his dad's revolver to his head": ("suicide", "violence"),
    "5 yr old left alone every night until 3am, needs a tutor on mondays": ("child-alone",),
    "he tried to jump off the second floor, also needs a winter coat": ("suicide",),
    "la alumna se quería aventar de la azotea; busca clases de canto": ("suicide",),
    "wish a truck would just hit me. chess club?": ("suicide",),
    "she doesn't care if she lives, wants guitar": ("suicide",),
    "ojalá no despierte mañana, clases de danza": ("suicide",),
    "her sketch is a girl hanged with her own name on it": ("suicide",),
    "dibujó un monito ahorcado y puso su nombre": ("suicide",),
    "stopped his insulin and wrote a will": ("suicide",),
    "tiene escondidas pastillas en la mochila": ("suicide",),
    "she has a rope in her room and locked the door": ("suicide",),
    "there are cord marks on his back": ("child-abuse",),
    "le da dinero a cambio de besos": ("sexual-assault",),
    "dad's been gone since friday, only me and my little brother": ("child-alone",),
    "we slept at the bus station again": ("unsafe-tonight",),
    "the mirror tells him to cut his sister": ("voices",),
    "they run a charcoal grill inside the apartment for heat and everybody is dizzy": ("overdose",),
    "prendieron el anafre en el cuarto y la niña amaneció con dolor de cabeza": ("overdose",),
    "grandma keeps him locked in the basement all weekend as punishment": ("child-abuse",),
    "la encerró en el baño sin comer, tarea de mate": ("child-abuse",),
    "she sees dead people in the hallway": ("voices",),
    "las sombras le dicen cosas en la noche": ("voices",),
}
QUIET = (
    "bombed the final", "rifle team tryouts", "skeet shooting club for teens", "el equipo de tiro deportivo", "the dog ran away", "se les escapó el perro y está triste",
    "this paperwork is killing me", "el papeleo me está matando", "basketball coach, a man, for my 12-year-old", "un entrenador, hombre, para mi hijo de 12",
    "tutoring M/W/F after school", "tutoría L/M/V después de la escuela", "turned 13 yesterday", "cumplió 13 ayer",
    "un maestro para mi hijo", "a guy to tutor my son", "la gata se escapó ayer y la niña llora", "turned eleven yesterday", "marching band rifle line",
    "the insurance refuses to cover the insulin, mom is worried", "el seguro no quiere pagar la insulina", "she slept in the Honda on the way to the game",
    "mom is a police officer and carries a gun to work", "su papá es guardia y trae pistola en el trabajo", "cobija para mi niño de 6",
    "mom works at a domestic violence shelter, needs after school care", "the cat scratches her arms when they play", "bomb pop art class",
    "boxing gym, he likes to hit the bag", "minecraft zombies hit him", "alguien que venga por él al salir de la escuela", "belt for my son",
    "that old man beats me at gin rummy every night", "a gang of geese has the parking lot", "golpe de estado, proyecto de historia", "Alexa keeps talking to grandpa",
    "somebody whispers the answers at trivia night", "la cabeza del dragón de papel maché no cabe, duerme afuera el dragón", "juegan a la roña, que si me tocaste, que si no te toqué",
    "salimos al cine y mi suegra se quedó con los niños", "tallando un barquito con navaja, scouts", "whittling with a pocket knife at camp", "desapareció mi lonchera azul", "can't find her shoes anywhere",
    "we can't find him a tutor", "my dog acts like nobody has fed him", "someone who isn't gonna pray over me", "un tutor que no haya que pagar", "GED class, i can only do nights",
    "comida, que me la traigan a la casa", "tutoring in real life, not zoom", "food, family of 6", "the coach pushed him to apply", "she beats me to the shower",
    "bring the food to my house please", "solo de noche, clases de GED", "a tutor i dont have to pay for", "face to face tutoring, no computer",
    "poison oak from scout camp, needs a clinic", "she trafficks in puns, comedy class", "archery camp, shooting arrows at bales", "bruises easily, she has anemia, wants swimming",
    "he doesn't want a man, a mentor please", "no quiere un hombre, busca terapeuta", "sleeping at the museum with the scouts", "collecting pill bugs in a shoe box",
)  # fmt: skip
NEVER_SILENT = (
    "he bombed the school bathroom", "her brother and the dog ran away", "the dog ran away and then so did she last night", "the coach, a man, touches my 12-year-old",
    "a coach for my son touched him", "this paperwork is killing me and I want to end my life", "she turned 13 yesterday and wants to die", "he took his dad's rifle to the team bus",
    "cumplió 13 ayer y se corta los brazos", "se escapó con el perro anoche y no contesta", "mi esposo me está matando a golpes",
    "he beats me when he loses at poker", "my dog is starving and so are my kids", "he ducks, a gang of them after him", "i can only do nights, my husband hits me if he finds out about the class",
    "stepfather is pushing to take him home", "me tomo un vaso de agua para no sentir hambre", "Alexa tells me to kill my brother", "we played tag and he touched me under my shirt",
    "left the kids with the babysitter who hits them", "carved my name in my arm with a pocket knife", "her phone is gone and so is she", "can't find her a place to sleep tonight",
    "she won't work with a man because her tutor touched her", "poison ivy, and then he drank poison", "he sat in the car line with a gun in his lap",
    "mi mamá se quedó con los niños y los golpea", "jugando a las escondidas mi primo me tocó abajo", "que me la lleven a la casa, mi esposo me encierra con candado",
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "kinds"), HEARD.items())
def test_plain_danger_raises_the_card_of_its_kind(sentence: str, kinds: tuple[str, ...]) -> None:
    """What the table knows is heard now and by its kinds, in English and in Spanish."""
    found = read(sentence)
    assert found
    assert (found.level, set(kinds) <= set(found.kinds)) == (Level.NOW, True)


@pytest.mark.parametrize("sentence", QUIET)
def test_words_that_only_sound_so_raise_nothing(sentence: str) -> None:
    """What people ask or say every day in words of harm is not even asked about."""
    assert read(sentence) is None


@pytest.mark.parametrize("sentence", NEVER_SILENT)
def test_danger_beside_such_words_is_heard(sentence: str) -> None:
    """Words that are harmless elsewhere hide no danger that is told in them or beside them."""
    assert read(sentence)


ASIDE = {
    "en": (
        "he shoots hoops all day", "they are shooting a film for class", "he killed it at practice", "we got killed in the second half", "we hit the gym after school",
        "she threw a bigger girl in judo class", "she hit her head on a desk", "the baby laughs when she hears my voice", "he does all the voices in the story",
        "she wants to be a chef and has a knife set", "she took her pill with breakfast", "the coach touches base with us", "we need a suicide prevention class for parents",
        "my husband never hits the kids", "nobody at school hits him", "she sings in the choir and she is doing great",
    ),
    "es": (
        "golpea la piñata con ganas", "mató el examen de ciencias", "nos mataron en el partido", "hay que disparar la cámara", "lo tiró al suelo en judo",
        "el bebé se calma cuando oye mi voz", "le encantan las voces de la radio", "usa los cuchillos en la clase de cocina", "se tomó su pastilla en la mañana",
        "queremos un taller contra el acoso escolar para padres", "mi esposo nunca les pega a los niños", "en casa nadie grita ni pega",
    ),
}  # fmt: skip
DANGERS = {
    "en": (
        "my daughter says she wants to kill herself", "his stepdad beats him with a belt", "her stepfather touches her at night", "he hears voices that tell him to hurt people",
        "my son ran away last night", "he brought a gun to school", "the kids have not eaten in two days",
    ),
    "es": (
        "mi hijo dice que se quiere matar", "su padrastro le pega con el cinturón", "mi hija se escapó anoche", "oye voces que le dicen que nos mate", "se tomó todas las pastillas",
        "no tenemos dónde dormir esta noche", "trae una pistola en la mochila",
    ),
}  # fmt: skip
JOINED = {"en": ("{}, but {}", "{1}. {0}", "{}, {}"), "es": ("{}, pero {}", "{} y {}", "{1}. {0}")}


@pytest.mark.parametrize("language", ["en", "es"])
def test_danger_is_as_loud_beside_calm_words(language: str) -> None:
    """What is calm, or denied, quiets no plain danger that is told in the same sentence, before it or after it."""
    pairs = [
        (calm, danger)
        for at, calm in enumerate(ASIDE[language])
        for danger in (*DANGERS[language], *DANGERS[language])[at % 7 :][:3]
    ]
    texts = [JOINED[language][at % 3].format(*pair) for at, pair in enumerate(pairs)]
    assert [text for text in texts if not ((found := read(text)) and found.now)] == []


CALM = (
    "we keep the bikes in the basement all weekend", "the grill is in the garage", "the ghost tells jokes in the school play", "gas stove is broken, need help with the bill", "sees ghosts in minecraft",
    *(one for some in ASIDE.values() for one in some), "my son never hits other kids, he's gentle", "we never leave the kids alone, we need a sitter", "no le pego a mi hijo, quiero consejos",
    "her ex was arrested four years ago, they are safe and she needs a job", "I was abused as a child and I would like to volunteer", "he imitates the voices on the radio",
    "mom flew to Texas and left the kids with grandma", "dad hit his son a fly ball", "the man hit the ball and a kid caught it", "vio cómo mataron a la mamá de Bambi", "hoy nos toca el parque, es el picnic",
    "took 30 tablets back to the cart", "he took 12 tablets to the computer lab", "the shelter is full of puppies, we need volunteers", "head count for lunch is 22, now it's 21", "pulled his retainer out of the trash",
    "they chose the date and how to decorate", "el diablo le habla a los pastores en la pastorela", "la echaron del equipo", "mi esposo me empujó a estudiar inglés", "perdimos a mi abuela en abril",
    "learned the noose knot at boy scouts", "saltar la soga en el recreo", "my husband hits my son fly balls at practice", "my wife beats my son at chess", "mi esposo le toca el piano a mi hija", "how many pills a day does she take",
    "she wants to jump off the diving board at the pool", "quiere saltar del trampolín", "drew a monkey hanging from a tree", "the nurse hides his pills in applesauce so the dog won't get them",
    "belt for his karate, the locker in the bathroom is broken", "I don't care if he plays or not", "the radio tells when to cut the hay",
)  # fmt: skip


@pytest.mark.parametrize("sentence", CALM)
def test_what_is_near_such_words_raises_no_card(sentence: str) -> None:
    """The words of a plain danger in another sense raise no card."""
    found = read(sentence)
    assert found is None or not found.now


def test_the_table_keeps_to_the_kinds() -> None:
    """Each kind of the table is one that the card has words for, and no harmless row matches what the table hears as danger."""
    assert {kind for _, danger in _patterns().dangers for kind in danger.kinds} <= set(KINDS)
    assert [one for one in HEARD if without_harmless(one) != one] == []
    assert plain_danger([]) is None
