"""What sentences of staff and families mean, and when they raise the crisis card."""

from __future__ import annotations

import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import needs
from matching import text as folding
from matching.needs import vocabulary


def is_long(word: str) -> bool:
    return len(word) >= 6 and word.isalpha()


SAYINGS = [
    (text, term.slug)
    for term in needs.terms().values()
    for text in (*term.says, *term.says_spanish)
    if any(is_long(word) for word in text.split())
]
KNOWN = vocabulary.ordinary() | {
    word
    for term in needs.terms().values()
    for text in (term.slug, term.english, term.spanish, *term.says, *term.says_spanish, *term.provides)
    for word in folding.spelled(text)
}

SENTENCES: list[tuple[str, list[str]]] = [
    ("lost her mom, can't sleep", ["grief", "sleep"]),
    ("Perdió a su mamá y no puede dormir", ["grief", "sleep"]),
    ("perdio a su mama", ["grief"]),
    ("anxeity", ["anxiety"]),
    ("needs counsling", ["counseling"]),
    ("homwork help", ["homework-help"]),
    ("greif", ["grief"]),
    ("She seems very depresed since October", ["depression"]),
    ("his grandmother passed away last week", ["grief"]),
    ("hungry on weekends and no winter coat", ["food-pantry", "clothing"]),
    ("They are getting evicted and the lights got cut off", ["utilities", "housing-help"]),
    ("won't come to school", ["attendance"]),
    ("doesn't want to come to scool anymore", ["attendance"]),
    ("has no friends and sits alone at lunch", ["friendship"]),
    ("mi hijo no tiene amigos y no quiere ir a la escuela", ["attendance", "friendship"]),
    ("can't see the board", ["vision"]),
    ("family just arrived and needs English classes", ["english-classes", "newcomer"]),
    ("dad is deployed", ["military-families"]),
    ("lives with grandma", ["kinship-care"]),
    ("caught vaping in the bathroom", ["smoking-vaping"]),
    ("failing math", ["math"]),
    ("loves to draw", ["visual-arts"]),
    ("wants to play soccer", ["sports"]),
    ("tiene hambre", ["food-pantry"]),
    ("ayuda con la tarea", ["homework-help"]),
    ("se burlan de él en la escuela", ["bullying"]),
    ("sleeping in their car", ["shelter"]),
]

UNRELATED = [
    "", "   ", "?!", "the weather is nice today", "Please call me back at noon", "permission slip due Friday",
    "Our meeting is at 3 pm on Tuesday", "He has brown hair and wears a red jacket", "They moved from Ohio last year",
    "The cafeteria serves tacos", "el partido es el viernes", "gracias por su ayuda", "kill time before class",
    "wants to dye her hair", "he hits his desk", "rob@example.org", "<br />&nbsp;", "Rob will pick him up at three",
]  # fmt: skip

CALM = [
    "dying to play football", "shooting hoops after school", "shoots hoops with his dad", "kill time", "his phone died",
    "dying to see the show", "the math test killed me", "my feet are killing me", "cutting class", "cuts class every day",
    "cut his hair", "missing assignments", "missing school", "he is missing a form", "drug abuse", "substance abuse treatment",
    "photo shoot on Friday", "shooting stars project", "glue gun for crafts", "hits the gym", "hit a home run",
    "beat me at chess", "hurt his ankle", "hurt her feelings", "kicked out of class", "heart attack", "panic attacks",
    "wants to dive into the pool", "would die for that pizza", "takes the bus home", "lockdown drill", "flu shots",
    "homeless youth", "runaway or homeless youth services", "a boxing club", "fruit punch", "ice cream",
    "muerto de risa", "matar el tiempo", "le pega a la pelota", "corta el papel", "se corta el pelo", "toca la guitarra",
    "qué lástima", "se trata de la escuela", "Mom works nights", "needs a belt", "can't go to school on Mondays",
    "dad's not home after school", "won't come to school", "lost her mom", "needs a mentor",
]  # fmt: skip

ALARMING = [
    "wants to die", "he said he wants to kill himself", "i wanna die", "suicidel thoughts", "sucide", "suicde", "wnats to die",
    "wish i was dead", "doesnt want to be alive", "dosent want to live", "better off dead", "no reason to live", "kms",
    "thinking of ending her life", "kil himself", "suicide prevention training", "quiere morir", "quere morir", "suisidio",
    "Quiere morirse", "ya no quiere vivir", "se quiere matar", "tengo ganas de morirme", "self-harm", "selfharm",
    "cutting hersef", "cuts his arms", "cutting", "hurting himself", "se corta los brazos", "abuse", "being abusd at home",
    "hurting him", "someone hurts her", "his dad hits him", "hit with a belt", "beat by his dad", "slapped by her stepmom",
    "me pega", "mi papá le pega", "lo golpean en casa", "bruises on his arms", "afraid to go home", "not safe at home",
    "raped", "touched her private parts", "su padrastro la toca", "weapon", "wepon", "brought a knfe to school", "has a gun",
    "threatened to shoot up the school", "pulled a knife", "bomb threat", "trajo una pistola", "runaway tonight",
    "runaway tonite", "ran away last night", "ran awy from home", "kicked out of the house", "nowhere to sleep tonight",
    "se escapó de la casa", "overdosed", "took a bottle of pills", "human trafficking", "mom's boyfriend hits her",
    "domestic violnce", "mental health crisis", "lost her mom to suicide",
    "He is a quiet boy who loves soccer, and yesterday he told his teacher that he does not want to live any more.",
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "slugs"), SENTENCES)
def test_a_sentence_names_its_needs(sentence: str, slugs: list[str]) -> None:
    """A sentence names its needs and no others, whatever its spelling and in both languages."""
    assert sorted(found.slug for found in needs.find(sentence).found) == sorted(slugs)


def test_the_first_named_comes_first() -> None:
    """Needs that are equally sure come in the order in which they were said."""
    assert [found.slug for found in needs.find("lost her mom, can't sleep").found] == ["grief", "sleep"]
    assert [found.slug for found in needs.find("can't sleep, lost her mom").found] == ["sleep", "grief"]


@pytest.mark.parametrize("sentence", UNRELATED)
def test_unrelated_text_names_nothing(sentence: str) -> None:
    """What names no need finds none and raises nothing."""
    assert needs.find(sentence) == needs.SentenceReading()


@pytest.mark.parametrize("sentence", CALM)
def test_ordinary_sentences_do_not_raise_the_card(sentence: str) -> None:
    """Words of harm in harmless phrases do not raise the crisis card."""
    assert needs.find(sentence).crisis == ()


@pytest.mark.parametrize("sentence", ALARMING)
def test_safety_words_raise_the_card(sentence: str) -> None:
    """Words of harm raise the crisis card, misspelled, inside a long sentence and in Spanish too, on either path."""
    assert needs.find(sentence).crisis
    assert needs.resolve(sentence).crisis


@pytest.mark.parametrize("term", needs.terms().values(), ids=lambda term: term.slug)
def test_a_name_finds_its_term_alone(term: needs.Term) -> None:
    """A slug or a name as the whole input gives exactly that term, for certain."""
    for text in (term.slug, term.english, term.spanish, term.english.upper()):
        assert [(found.slug, found.score) for found in needs.find(text).found] == [(term.slug, 1.0)], text


def test_heard_is_what_was_written() -> None:
    """The words that said so are quoted as they were written."""
    (first, second) = needs.find("Creo que PERDIÓ a su mamá; no puede dormir.").found
    assert {first.heard, second.heard} == {"PERDIÓ a su mamá", "no puede dormir"}
    assert needs.find("she Wants to DIE!").crisis == ("Wants to DIE",)


@pytest.mark.slow
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    """No text is refused, and the same text is always read alike."""
    reading = needs.find(text)
    assert reading == needs.find(text)
    assert needs.resolve(text) == needs.resolve(text)
    assert all(0 < found.score <= 1 for found in reading.found)


def slipped(word: str, chance: random.Random) -> str:
    """The word with a letter inside it left out, added or exchanged with the next one."""
    place = chance.randint(1, len(word) - 2)
    return chance.choice(
        [
            word[:place] + word[place + 1 :],
            word[:place] + chance.choice(string.ascii_lowercase) + word[place:],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        ]
    )


def test_one_typing_error_is_forgiven() -> None:
    """A saying with a slip in a long word still finds its term (99 of 100 at least), and what should still raises the card."""
    chance = random.Random(7)
    tried, lost = 0, []
    for text, slug in chance.sample(SAYINGS, 1000):
        words = text.split()
        at = chance.choice([i for i, word in enumerate(words) if is_long(word)])
        words[at] = slipped(words[at], chance)
        if folding.plain(words[at]) in KNOWN:
            continue  # the slip made another word, right as it stands
        tried += 1
        reading = needs.find(" ".join(words))
        if slug not in [found.slug for found in reading.found] or (needs.terms()[slug].crisis and not reading.crisis):
            lost.append((" ".join(words), slug))
    assert len(lost) <= tried / 100, lost


@pytest.mark.parametrize(
    ("typed", "slug"), [("dacyare", "childcare"), ("afterscool", "after-school-program"), ("prekindergaten", "preschool")]
)
def test_a_slip_in_a_joined_word(typed: str, slug: str) -> None:
    """A word that is also written as two is mended before it is parted."""
    assert [found.slug for found in needs.find(typed).found] == [slug]
