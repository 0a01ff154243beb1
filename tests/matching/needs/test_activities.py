"""Activities below the terms: what sentences ask for, what listings name, and the table of both."""

from __future__ import annotations

import re

import pytest

from matching.needs import terms
from matching.needs.activities import ListedActivities, activities, asked_activities, listed_activities, others_of
from matching.text import plain

ASKED = {
    "wants to play futbol on Saturdays": ["soccer"],
    "quiere jugar fútbol": ["soccer"],
    "mi hijo quiere entrar a un equipo de football": ["soccer"],
    "loves football and wants to join a team": ["football"],
    "fútbol americano para mi hijo": ["football"],
    "horseback lessons for a girl with anxiety": ["horseback-riding"],
    "le gustan los caballos": ["horseback-riding"],
    "clases de natación": ["swimming"],
    "she never learned to swim": ["swimming"],
    "quiere aprender guitarra o piano": ["guitar", "piano"],
    "wants to learn an instrument": ["instruments"],
    "doesn't like football but loves chess": ["chess"],
    "quit soccer and wants to try karate": ["karate"],
    "no money for basketball": ["basketball"],
    "he plays chess with his grandpa and wants a club": ["chess"],
    "sailing or kayaking this summer": ["sailing", "kayaking"],
    "quiere aprender a programar y la robótica": ["coding", "robotics"],
    "draws all day, wants an art class": ["drawing"],
    "wants to make movies": ["filmmaking"],
    "clases de baile folclórico": ["folk-dance"],
    "socer": ["soccer"],
    "loves socer and swiming": ["soccer", "swimming"],
    "bascketball or voleyball": ["basketball", "volleyball"],
    "clases de balet y natasion": ["ballet", "swimming"],
    "guitarr lesons": ["guitar"],
}
IN_PASSING = (
    "soccer mom works two jobs",
    "his basketball coach is worried about him",
    "plays games on his phone all night",
    "plays soccer on his xbox instead of sleeping",
    "hurt her knee playing soccer",
    "se lastimó jugando fútbol",
    "he quit the wrestling team and stays in bed",
    "dejó el fútbol y ya no sale",
    "does not want to play baseball",
    "needs basketball shoes",
    "necesita zapatos de fútbol",
    "necesita tenis nuevos",
    "couch surfing with friends",
    "wrestling with anxiety",
    "acting out in class",
    "running away from home",
    "keeps track of her meds",
    "food box for the family",
    "got in a fight at football practice",
    "bad rap at school",
    "drama with her friends",
    "fishing for compliments",
    "does all the chores, is choking, slamming doors",
    "dice que lo violan",
    "Socker told him",
)


@pytest.mark.parametrize(("sentence", "slugs"), ASKED.items())
def test_a_sentence_asks_for_activities(sentence: str, slugs: list[str]) -> None:
    """In English and Spanish, each once, with its words where they stand in the sentence."""
    found = asked_activities(sentence)
    assert [one.slug for one in found] == slugs
    assert all(sentence[one.start : one.end] == one.heard for one in found)


@pytest.mark.parametrize("sentence", IN_PASSING)
def test_what_is_mentioned_in_passing_is_not_asked_for(sentence: str) -> None:
    """What somebody quit, was hurt at or has shoes for is no wish, and neither is what only sounds like an activity."""
    assert asked_activities(sentence) == ()


@pytest.mark.parametrize(
    ("text", "slugs", "more"),
    [
        ("Soccer and swimming for ages 6 to 12", ["soccer", "swimming"], False),
        ("Taekwondo", ["taekwondo", "martial-arts"], False),
        ("Basketball, volleyball and other sports", ["basketball", "volleyball"], True),
        ("Clases de guitarra y coro", ["guitar", "choir", "instruments", "singing"], False),
        ("Youth programming and support", [], False),
        ("Annual golf outing supports our shelter", [], False),
        ("Free drawings for a prize", [], False),
        ("Equine therapy", ["horseback-riding"], False),
    ],
)
def test_a_listing_names_activities(text: str, slugs: list[str], more: bool) -> None:
    """With the wider ones that they are part of, and whether it says that there are others."""
    assert listed_activities((text,)) == ListedActivities(tuple(slugs), more)


def test_a_football_is_the_one_of_the_language() -> None:
    """In a Spanish listing football is soccer."""
    assert listed_activities(("Equipo de football para los niños",)).slugs == ("soccer",)
    assert listed_activities(("Football for kids",)).slugs == ("football",)


def test_every_activity_has_a_term_that_is_known() -> None:
    """Terms are those of the vocabulary, the first of them one of sports, music, arts, clubs, technology and the like."""
    slugs = set(terms())
    assert {term for one in activities().values() for term in one.terms} <= slugs
    assert len(activities()) >= 45
    assert {one.part_of for one in activities().values()} - set(activities()) == {None}


def test_every_activity_is_heard_by_its_own_names() -> None:
    """Its English name and its Spanish one, said alone, ask for it or for one that has the same name."""
    unheard = []
    for one in activities().values():
        for name in (one.english, one.spanish):
            heard = {found.slug for found in asked_activities(name)}
            same = {other.slug for other in activities().values() if name in (other.english, other.spanish)}
            if not heard & same:
                unheard.append((one.slug, name))
    assert unheard == []


def test_slugs_are_codes() -> None:
    """A slug is part of a code, which is parted by blanks and a colon."""
    assert [slug for slug in activities() if not re.fullmatch(r"[a-z0-9-]+", slug)] == []
    assert [word for one in activities().values() for word in (one.english,) if plain(word) != word.lower()] == []


def test_others_leave_out_the_wider_and_the_narrower() -> None:
    """Karate is no other activity than martial arts."""
    assert "martial-arts" not in others_of("karate")
    assert "karate" not in others_of("martial-arts")
    assert {"judo", "soccer"} <= others_of("karate")
