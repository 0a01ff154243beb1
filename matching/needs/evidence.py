"""How certain a label of a listing is beside what its description says.

A label may be contradicted, borne out, or left alone by a description that says nothing. All thresholds of chances are those of
`descriptions`, chosen on listings labeled by hand (tests/matching/needs/measure_listings.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from matching.needs.vocabulary import terms

NAMES = ("name", "program", "organization")
TOLD = 0.8  # what the description says, and its sentences mean
_DOUBTED = 0.6  # a label of which the description says nothing
_BY_ONE_WORD = 0.7  # a word of a name, and nothing else: never sure
_NEAR = 0.1  # the chance from which a description bears out a label
_CLEAR = 0.2  # from which a description says what a service does
PLAIN = 0.45  # from which it says so beyond doubt
_HINTED = 0.05
NAMED = 3  # labels that together are enough, if the description does not speak of something else; a name counts for as many
_FEW = 2  # needs by categories below which a category was chosen with care, and stands
_WIDE = 5  # needs under which a service is listed, of which only those count that several labels name
_SHARE = 0.3  # of the chance of what it says most clearly
CERTAIN = 0.6  # from which it says so even if no phrase does
_OF_ANYTHING = frozenset({"family-support"})  # what a description says that says nothing: "a multi-service center"

PEOPLE = re.compile(
    r"(?:(?:pregnant|young|older|homeless|military|immigrant|people|persons|individuals|adults?|youth|teens?|children|women|men|girls|boys|parents"
    r"|famil(?:y|ies)|survivors|victims|veterans|seniors|lgbtq?\+?|clients|patients|students|with|who have|living|of|and|hiv|aids|domestic violence"
    r"|disabilit(?:y|ies))[ ,/&-]*)+",
    re.IGNORECASE,
)


class Label(NamedTuple):
    """The surest label under which a term is found: its part of the listing, its fit, and the number of its words.

    `people` marks one that says only who comes, `voices` counts the labels that say so, a name for several.
    """

    part: str
    fit: float
    length: int = 1
    people: bool = False
    voices: int = 0


def _is_of_another_kind(slug: str, labels: Mapping[str, Label]) -> bool:
    """Whether the list itself says what a service does, and nothing of the kind that this term is of."""
    listed = {
        terms()[other].domain for other, one in labels.items() if other != slug and one.fit >= TOLD and one.part not in NAMES
    }
    return bool(listed) and terms()[slug].domain not in listed


def borne_out(
    slug: str, label: Label, labels: Mapping[str, Label], described: Collection[str], read: Mapping[str, float]
) -> float:
    """Return the fit of a label beside what the description says: 0 if it speaks of something else."""
    chance = read.get(slug, 0.0)
    specific = {other: odds for other, odds in read.items() if other not in _OF_ANYTHING}
    most = max(specific.values(), default=0.0)
    if label.part == "codes":
        return label.fit
    if chance >= PLAIN or (slug in described and chance >= _NEAR):
        return max(label.fit, TOLD)
    told = most >= _CLEAR or bool(set(described) - _OF_ANYTHING)
    if not read and label.part in NAMES and label.length == 1 and _is_of_another_kind(slug, labels):
        return 0.0  # "Surf Manor", which a list of mental health has under counseling
    if (
        0 < label.fit < TOLD
        and label.part == "categories"
        and label.voices > NAMED + 1
        and not label.people
        and (chance >= _HINTED or not told)
    ):
        return TOLD  # vague, but a category and the name agree: "Public Library - Elm Branch" under Libraries
    wide = sum(one.fit >= TOLD for one in labels.values()) >= _WIDE
    if label.part != "terms" and wide and any(one.voices > NAMED for one in labels.values()) and label.voices < NAMED:
        told = True
    if label.fit < TOLD or not told:
        sure = label.part not in NAMES or label.length > 1
        people = label.people and (label.part == "keywords" or any(one.fit >= TOLD and not one.people for one in labels.values()))
        return min(label.fit, 1.0 if sure and not people else _DOUBTED if people else _BY_ONE_WORD)
    if label.part in NAMES:
        return _DOUBTED if chance >= _HINTED or slug in described else 0.0
    few = label.part == "categories" and sum(one.fit >= TOLD and one.part not in NAMES for one in labels.values()) < _FEW
    near = few or chance >= max(_NEAR, _SHARE * most) or (label.voices >= NAMED and chance >= _HINTED)
    return label.fit if near else _DOUBTED
