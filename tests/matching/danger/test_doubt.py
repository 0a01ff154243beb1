"""Which needs a text surely means, where it tells of danger or only sounds so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.danger import KINDS, Level, meaning
from matching.danger.doubt import named_services, service_names
from matching.needs import asks_for_crisis, resolve, terms
from matching.needs.reader import SURE, model_chance, read_needs
from matching.text import phrase

HARMLESS = {
    "she wants to die her costume green for the play": "suicide",
    "a book report about a suicide in Romeo and Juliet": "suicide",
    "quiere morir de risa con sus primos": "suicide",
    "she denies any self-harm and wants a tutor": "self-harm",
    "abuse of the copy machine in the library": "child-abuse",
    "un ensayo sobre el abuso infantil para la clase": "child-abuse",
    "an essay about rape in ancient myths": "sexual-assault",
    "el grupo de teatro habla de violación de las reglas": "sexual-assault",
    "explota por cualquier cosa": "trafficking",
    "an essay about domestic violence laws for civics class": "domestic-violence",
    "the gun in the school play is made of cardboard": "violence",
    "el arma del juego es de cartón": "violence",
    "the overdose of homework this week": "overdose",
    "sobredosis de videojuegos, quiere deportes": "overdose",
    "a novel about a boy who ran away, for the reading club": "unsafe-tonight",
}
"""Sentences with the exact words of a safety need that tell of no danger now, and the need."""

DANGER = {
    "she wants to die and wrote it in her notebook": "suicide",
    "dice que se quiere morir y que nadie la va a extrañar": "suicide",
    "she is cutting herself and hides her arms": "self-harm",
    "su papá le pega con el cinturón": "child-abuse",
    "her uncle raped her last year": "sexual-assault",
    "her boyfriend makes her have sex for money": "trafficking",
    "her boyfriend hits her and she is afraid to go home": "domestic-violence",
    "he has a gun and says he will shoot them": "violence",
    "se tomó todas las pastillas, es una sobredosis": "overdose",
    "they have nowhere to sleep tonight": "unsafe-tonight",
}
"""Sentences that tell of danger now, and the need of it that their exact words name."""

DENIED = ("he says he is not suicidal but he misses his grandpa", "dice que no es suicida pero extraña a su abuelo")


@pytest.mark.parametrize(("sentence", "slug"), HARMLESS.items())
def test_the_need_of_a_danger_that_is_none_is_not_meant(sentence: str, slug: str) -> None:
    """Where the exact words name a safety need and no danger is heard now, the need is not taken as meant; it is offered where danger
    is asked about or the model of needs is sure of it, and nowhere else.
    """
    assert slug in [one.slug for one in resolve(sentence).found]
    read = meaning(sentence)
    is_offered = read.danger is not None or model_chance(sentence, slug) >= SURE
    assert (slug in [one.slug for one in read.doubtful]) is is_offered
    assert not set(KINDS) & {one.slug for one in read.found}
    assert read.danger is None or read.danger.level is Level.ASK


@pytest.mark.parametrize(("sentence", "slug"), DANGER.items())
def test_the_need_of_a_danger_now_is_meant(sentence: str, slug: str) -> None:
    """Danger that is heard now keeps its need, and nothing of it is doubtful."""
    read = meaning(sentence)
    assert read.danger
    assert (read.danger.level, read.doubtful) == (Level.NOW, ())
    assert slug in [one.slug for one in read.found]


@pytest.mark.parametrize("sentence", DENIED)
def test_what_is_denied_is_asked_about_and_offered(sentence: str) -> None:
    """A denial keeps the quiet line, and its need as one that may be meant."""
    read = meaning(sentence)
    assert read.danger
    assert read.danger.level is Level.ASK
    assert read.doubtful[0].slug == "suicide"


def test_the_other_needs_are_read_as_if_the_doubtful_one_were_not_named() -> None:
    """A doubtful need pushes none aside: not who somebody is, nor what is meant less surely."""
    assert [one.slug for one in meaning("wants to die her hair purple, a refugee family").found] == ["newcomer"]
    beside = meaning("sobredosis de videojuegos, quiere deportes")
    assert [one.slug for one in beside.found] == ["sports"]
    assert "screen-time" in [one.slug for one in beside.doubtful]


@pytest.mark.parametrize("slug", sorted(slug for slug, term in terms().items() if term.crisis))
def test_a_need_that_is_named_is_meant(slug: str) -> None:
    """A safety need by its slug or its name, as from a list, is never doubtful."""
    for words in (slug, terms()[slug].english, terms()[slug].spanish):
        assert slug in [one.slug for one in meaning(words).found]


@pytest.mark.parametrize("sentence", ["está en crisis", "call the mobile crisis team for a student"])
def test_a_service_for_crises_may_be_asked_for(sentence: str) -> None:
    """A mobile crisis team is a service and no kind of danger: the danger reader does not put it in doubt."""
    assert asks_for_crisis("mobile-crisis")
    assert [one.slug for one in meaning(sentence).found] == ["mobile-crisis"]


@pytest.mark.parametrize("sentence", ["lost her mom, can't sleep", "needs a winter coat", "", "xyzzy qwfpgj"])
def test_other_sentences_mean_what_they_mean(sentence: str) -> None:
    """Without a safety need among them the needs are those of matching.needs."""
    read = meaning(sentence)
    assert ([one.slug for one in read.found], read.doubtful) == ([one.slug for one in resolve(sentence).found], ())


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("needs a domestic violence shelter for mom", "domestic-violence"),
        ("suicide prevention group", "suicide"),
    ],
)
def test_a_service_that_is_named_is_looked_for(words: str, slug: str) -> None:
    """Who names the service itself is taken at their word, however quietly the danger is heard."""
    assert slug in [one.slug for one in meaning(words).found]


LISTED = sorted({text for slug in service_names() for text in (*terms()[slug].provides, *terms()[slug].says)})


@given(st.lists(st.sampled_from([*LISTED, "needs a", "for mom,", "a", "tutor", "he said", "."]), max_size=4).map(" ".join))
@settings(max_examples=60)
def test_services_are_found_as_if_every_text_were_read_for_them(text: str) -> None:
    """The needs of a text are read for the services that it names only where it has their words; else none would be found."""
    sure = [one for one in read_needs(text).sure if one.slug in service_names() and len(one.heard.split()) > 1]
    assert named_services(text) == {one.slug for one in sure if phrase(one.heard) in service_names()[one.slug]}


@pytest.mark.parametrize("sentence", ["says he is not suicidal", "dice que no es suicida"])
def test_danger_that_is_asked_about_offers_its_need(sentence: str) -> None:
    """Where a denial is all that names the danger, and it was taken out of what is read for needs, the need is offered all the same."""
    read = meaning(" " * len(sentence) + " but he gave away his dog", f"{sentence} but he gave away his dog")
    assert read.danger
    assert "suicide" in [one.slug for one in (*read.found, *read.doubtful)]


@pytest.mark.parametrize(
    ("sentence", "need"),
    [
        ("she wants to kill herself, food pantry, a mentor and tutoring", "suicide"),
        ("he cuts himself, needs tutoring, a mentor in Spanish, and food", "self-harm"),
        ("food pantry, a mentor, tutoring, camp, counseling, dental, a ride and she wants to kill herself", "suicide"),
        ("su padrastro le pega, ocupa comida, tutoría, ropa y un mentor", "child-abuse"),
    ],
)
def test_other_needs_do_not_crowd_out_that_of_a_danger(sentence: str, need: str) -> None:
    """The need that exact words of danger name is asked for, however many needs are asked for beside it."""
    assert need in {one.slug for one in meaning(sentence).found}


@pytest.mark.parametrize(
    ("sentence", "needs"),
    [
        (
            "She wants to kill herself. Her stepdad hits her. She cuts herself. She needs food and tutoring.",
            {"suicide", "child-abuse", "self-harm"},
        ),
        (
            "he is suicidal, uncle touches him, he ran away, needs food and a mentor",
            {"suicide", "sexual-assault", "unsafe-tonight"},
        ),
        ("se quiere matar, el tío la toca y se corta los brazos; comida", {"suicide", "sexual-assault", "self-harm"}),
    ],
)
def test_one_danger_does_not_crowd_out_another(sentence: str, needs: set[str]) -> None:
    """The need of each danger that exact words name is asked for."""
    assert needs <= {one.slug for one in meaning(sentence).found}
