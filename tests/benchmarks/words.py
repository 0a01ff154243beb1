"""Names and sentences of fictional services, drawn from a vocabulary of a few thousand words."""

from __future__ import annotations

import random
from functools import cache
from itertools import accumulate, product
from typing import NamedTuple

from matching.needs import Term, terms
from matching.text import fold_text

_STARTS = "Al Bar Cor Dal El Fen Gar Hol In Jor Kel Lin Mar Nor Ost Per Quin Ros Sel Tor Ul Ver Wil Yor Zan".split()
_MIDDLES = "a be di lo mi ne ra so ti va".split()
_ENDS = "berg don field ham kins ley man ner ville wood".split()
_KINDS = "Center|Family Services|Youth Center|Clinic|House|Community Services|Foundation|Association|Neighborhood Center".split(
    "|"
)
_SHAPES = "Program|Services|Group|Project|Clinic|for Families|for Teens|for Children|Support|Workshop".split("|")
_COMMON = "help for families and children in the area call to ask about hours every week with trained staff at no cost".split()


class Named(NamedTuple):
    """What a service is called and what is said of it."""

    service: str
    description: str


@cache
def surnames() -> tuple[str, ...]:
    """2,500 names that nobody bears."""
    return tuple("".join(parts) for parts in product(_STARTS, _MIDDLES, _ENDS))


@cache
def spoken() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """The words of descriptions with their cumulated weights: as in all texts, a few stand everywhere and most are rare."""
    phrases = (phrase for term in terms().values() for phrase in (*term.provides, term.english))
    rare = sorted({word for phrase in phrases for word in fold_text(phrase).split()} - set(_COMMON))
    random.Random(5).shuffle(rare)
    words = (*_COMMON, *rare, *(name.lower() for name in surnames()))
    return words, tuple(accumulate(1 / (rank + 3) for rank in range(len(words))))


def agency(rng: random.Random) -> str:
    return f"{rng.choice(surnames())} {rng.choice(_KINDS)}"


def named(rng: random.Random, term: Term) -> Named:
    """A service for the need `term`."""
    phrase = rng.choice(term.provides or (term.english,))
    words, weights = spoken()
    said = " ".join(rng.choices(words, cum_weights=weights, k=rng.randint(12, 36)))
    service = f"{phrase.title()} {rng.choice(_SHAPES)}"
    if rng.random() < 0.3:
        service = f"{rng.choice(surnames())} {service}"
    return Named(service, f"{phrase.capitalize()}: {said}.")
