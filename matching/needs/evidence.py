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
DOUBTED = 0.6  # a label of which the description says nothing
_BY_ONE_WORD = 0.7  # a word of a name, and nothing else: never sure
_NAMED_TOO = 0.02  # the chance from which a description bears out a label whose words are in it
_HALF = 0.1  # if the label is vague, or only says who comes
_NEAR = 0.25  # from which it bears out any label
_CLEAR = 0.1  # from which a description says what a service does
PLAIN = 0.45  # from which it says so beyond doubt
_HINTED = 0.05
HINT = 0.25  # what only the model reads, or only a name says that the description does not bear out: found where little else is
LIKELY = 0.18  # the chance from which it is a hint
MOST_HINTS = 3  # of the needs that a description most likely names
NAMED = 3  # labels that together are enough, if the description does not speak of something else; a name counts for as many
FEW = 2  # categories up to which each was chosen with care, and stands
_WIDE = 5  # needs under which a service is listed, of which only those count that several labels name
_SHARE = 0.3  # of the chance of what it says most clearly
CERTAIN = 0.6  # from which it says so even if no phrase does
_HAD = frozenset({"computers-internet"})
"""Needs for which a list marks what a place has: beside a description of something else, no more than that."""

ENTAILED: Mapping[str, str] = {
    "unsafe-tonight": "runaway-homeless-youth",
    "disability-employment": "adult-employment",
    "intensive-mental-health": "psychiatric-care",
}
"""Needs that a service surely for another is likely to answer too."""

SHELTERS = frozenset({"domestic-violence", "unsafe-tonight", "runaway-homeless-youth", "trafficking"})
"""Needs that some answer by shelter, and some by a telephone."""

OF_YOUNG: Mapping[str, str] = {"youth-employment": "adult-employment"}
"""Needs of young people that labels name as those of adults: "Employment General" says nothing of youth."""

YOUNG = re.compile(
    r"\b(?:youths?|young|teens?|teenagers?|adolescen\w*|(?:high school|school) students?|summer|j[oó]ven(?:es)?|estudiantes?)\b",
    re.IGNORECASE,
)

ENDED = re.compile(
    r"\W*(?:no longer (?:provid|offer|operat|in operation|exist|available)\w*"
    r"|(?:this |the )?(?:program|service|agency|center) (?:has |is |was )?(?:permanently )?(?:closed|ended|discontinued|been (?:closed|discontinued)|no longer)"
    r"|permanently closed|ya no (?:ofrece|existe|funciona))\b",
    re.IGNORECASE,
)
"""How a description begins of what is there no more: its labels say what it did."""

OF_ANYTHING = frozenset({"family-support"})  # what a description says that says nothing: "a multi-service center"

PEOPLE = re.compile(
    r"(?:(?:pregnant|young|older|homeless|military|immigrant|people|persons|individuals|adults?|youth|teens?|children|women|men|girls|boys|parents"
    r"|famil(?:y|ies)|survivors|victims|veterans|seniors|lgbtq?\+?|clients|patients|students|with|who have|living|of|and|hiv|aids|domestic violence"
    r"|disabilit(?:y|ies)|without|uninsured|health insurance|general|issues|mentally ill)[ ,/&-]*)+",
    re.IGNORECASE,
)


class Label(NamedTuple):
    """The surest label under which a term is found: its part of the listing, its fit, and the number of its words.

    `people` marks one that says only who comes, `voices` counts the labels that say so, a name for several, and `alone` marks a
    category beside which there are hardly any.
    """

    part: str
    fit: float
    length: int = 1
    people: bool = False
    voices: int = 0
    alone: bool = False


def _is_of_another_kind(slug: str, labels: Mapping[str, Label]) -> bool:
    """Whether the list itself says what a service does, and nothing of the kind that this term is of."""
    listed = {
        terms()[other].domain
        for other, one in labels.items()
        if other != slug and one.fit >= TOLD and one.part not in NAMES and not one.people
    }
    return bool(listed) and terms()[slug].domain not in listed


def _is_overruled(slug: str, labels: Mapping[str, Label]) -> bool:
    """Whether the name says plainly what a service is for, and not this: "Supported Employment" in a list of mental health."""
    named = {terms()[other].domain for other, one in labels.items() if one.part in NAMES and one.fit >= TOLD and one.length > 1}
    return bool(named) and terms()[slug].domain not in named


def borne_out(
    slug: str, label: Label, labels: Mapping[str, Label], described: Collection[str], read: Mapping[str, float]
) -> float:
    """Return the fit of a label beside what the description says: 0 if it speaks of something else."""
    chance = read.get(slug, 0.0)
    specific = {other: odds for other, odds in read.items() if other not in OF_ANYTHING}
    most = max(specific.values(), default=0.0)
    if label.part == "codes":
        return label.fit
    by_words = _NAMED_TOO if label.fit >= TOLD and not label.people and label.part not in NAMES else _HALF
    if chance >= (PLAIN if label.fit >= TOLD else CERTAIN) or (
        slug in described and (chance >= by_words or (label.part in NAMES and label.length > 1))
    ):
        return max(label.fit, TOLD)
    told = most >= (PLAIN if label.part == "terms" else _CLEAR) or bool(set(described) - OF_ANYTHING)
    if label.part == "terms" and ((read and slug in _HAD and chance < _HALF) or (not read and _is_overruled(slug, labels))):
        return DOUBTED
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
        return min(label.fit, 1.0 if sure and not people else DOUBTED if people else _BY_ONE_WORD)
    if label.part in NAMES:
        return DOUBTED if chance >= _HINTED or slug in described else HINT if label.length > 1 else 0.0
    if label.people:
        return DOUBTED
    near = chance >= max(_NEAR, _SHARE * most) or (label.voices >= NAMED and chance >= _HINTED)
    return label.fit if near or (label.alone and most < CERTAIN) else DOUBTED
