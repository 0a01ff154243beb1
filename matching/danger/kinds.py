"""The kinds of danger: what each is called, and the need that it leaves behind.

A kind is told apart from another if something different is to be done about it. Most are a need of the same name; a child
who is alone, or hears voices, needs what another term stands for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple


class KindOfDanger(NamedTuple):
    """What a kind of danger is called, and the term of the need that it is."""

    english: str
    spanish: str
    need: str


KINDS: Mapping[str, KindOfDanger] = {
    "suicide": KindOfDanger("Suicide and thoughts of dying", "Suicidio y pensamientos de muerte", "suicide"),
    "self-harm": KindOfDanger("Self-harm", "Autolesiones", "self-harm"),
    "child-abuse": KindOfDanger("Child abuse and neglect", "Maltrato y abuso infantil", "child-abuse"),
    "child-alone": KindOfDanger("A child left alone", "Un niño sin nadie que lo cuide", "child-abuse"),
    "sexual-assault": KindOfDanger("Sexual abuse and assault", "Abuso y agresión sexual", "sexual-assault"),
    "trafficking": KindOfDanger("Trafficking and exploitation", "Trata y explotación", "trafficking"),
    "domestic-violence": KindOfDanger(
        "Domestic and dating violence", "Violencia doméstica y en el noviazgo", "domestic-violence"
    ),
    "violence": KindOfDanger("Weapons, threats and gangs", "Armas, amenazas y pandillas", "violence"),
    "overdose": KindOfDanger("Overdose and poisoning", "Sobredosis e intoxicación", "overdose"),
    "runaway": KindOfDanger("Run away or missing", "Se escapó o está desaparecido", "unsafe-tonight"),
    "unsafe-tonight": KindOfDanger("Nowhere safe tonight", "No tiene un lugar seguro esta noche", "unsafe-tonight"),
    "starving": KindOfDanger("Going hungry", "Pasa hambre", "food-pantry"),
    "voices": KindOfDanger("Hearing or seeing what others do not", "Oye o ve lo que otros no", "mobile-crisis"),
}
"""The kinds by code, which is what alarms and district settings keep."""

NEEDS = tuple(code for code, kind in KINDS.items() if kind.need == code)
"""The terms that are dangers themselves: their exact words raise the card."""


def kinds_of(need: str) -> tuple[str, ...]:
    """Return the kinds of danger that the exact words of one of NEEDS may mean."""
    return tuple(code for code, kind in KINDS.items() if kind.need == need)


_SURE, _AT_LEAST = 0.95, 2.0  # a chance; log odds of danger
_NAMED, _NAMED_AMONG_OTHERS = 0.6, 0.05
_NEAR = ({"child-abuse", "domestic-violence"}, {"child-abuse", "child-alone"}, {"runaway", "unsafe-tonight"})
"""Kinds whose exact words are the same."""


def sure_kinds(chances: Mapping[str, float], named: Collection[str], score: float) -> tuple[str, ...]:
    """Return the kinds that words of danger surely report, likeliest first.

    `chances` are those of each kind if there is danger, of which `score` is the log odds; `named` are those that exact words may mean.
    """
    kind = max(chances, key=chances.__getitem__)
    near = {kind}.union(*(some for some in _NEAR if kind in some))
    chance = sum(chances[one] for one in near)
    sure = (chance >= _SURE and score >= _AT_LEAST) or (chance >= _NAMED and kind in named)
    others = [one for one in named if one not in near and chances[one] >= _NAMED_AMONG_OTHERS]
    return (*((kind,) if sure else ()), *sorted(others, key=chances.__getitem__, reverse=True))
