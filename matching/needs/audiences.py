"""Whom, or what condition, a service is exclusively for by its own words: veterans, girls, one illness, pets.

The table is audiences.toml. People a student cannot belong to shut the student out, people a student may belong to are a
question, and a service for one condition answers that condition only, despite its general kinds of care.

>>> read("Vet Center"), read("Camp", "For children of veterans."), read("Maple House", "Counseling for boys and girls, veterans, and everyone else.")
(('veterans',), ('veterans+kin',), ())
>>> narrowed({"counseling": 1.0, "eating-disorders": 0.6}, read("Balance", "Treatment for anorexia and bulimia."))
{'eating-disorders': 0.9}
>>> limits(read("Girls Group"), ["mentoring"]), limits(read("Girls Group"), ["teen-parents"])
(('girls',), ())
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from matching.needs.conditions import GENERAL
from matching.needs.vocabulary import terms

OF_AGE = 18
"""The age from which a student may count as an adult."""

KIN = "+kin"
"""Suffix of a key if the families or children of these people are also served: a student may be one of them."""

NAMED = 0.9
"""How certainly a service answers the one need that it says it is for."""

_ADULT_NEEDS = frozenset({
    "adult-education", "english-classes", "ged", "adult-employment", "job-training", "disability-employment", "health-insurance",
    "pregnancy", "domestic-violence", "military-families", "incarcerated-parent", "teen-parents",
})  # fmt: skip
"""Needs outside the family domain that parents have themselves."""

_OF_PARENTS = frozenset({"pregnancy", "teen-parents"})
"""Needs that say that the student is a parent, or will be one."""

_SIDES = ((("girls", "women"), ("boys", "men")),)
"""Pairs of opposite sides."""

_SEVERAL = 3
"""A text that names this many conditions is for several things."""

_FOR = (
    r"(?:\bfor|\bto|\bwith|\bof|\bserv(?:es?|ing)|\bhelp(?:s|ing)?|\bsupport(?:s|ing)?|\btreat(?:s|ing|ment)?|\bassist(?:s|ing)?|\bwho"
    r"|\bafter|\bmourn(?:s|ing)?|\bpara|\bcon|\bde|\ba)\s+(?:[\w'&/-]+\s+){0,4}?"
)
_ONLY = r"(?:\s+only\b|\s+(?:y |and )?sus familias solamente\b)|\bonly\s+(?:for\s+)?(?:[\w'-]+\s+){0,2}"
_YOUNG = re.compile(
    r"\b(?:child\w*|kids?|youth\w*|young|teens?|teenagers?|adolescen\w*|pediatric\w*|(?:school|k-12|high school|elementary) students?|minors?"
    r"|girls?|boys?|sons?|daughters?|all ages|any age|of every age|niñ[oa]s?|jóvenes|joven|adolescentes?|hij[oa]s?|alumn[oa]s?|famil\w+)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:tell|inform|notif(?:y|ies)|updat(?:e|ing)|call|text|e-?mail|write|report(?:ing)?|speak|talk|communicat(?:e|ing)|stay in touch|check in)s?"
    r"(?: (?:to|with|the|all|their|your|our|students?['’]s?))* (?:parents|caregivers|guardians|mothers|fathers|moms|dads)\b"
    r"|\bkeep(?:s|ing)? (?:the |their |your |our )?(?:parents|caregivers|guardians) (?:informed|up to date|posted|in the loop|updated)\b"
    r"|\b(?:avis|inform|llam|habl|comunic|escrib|notific|cuent|explic)\w*(?: (?:a|con|los|las|sus|tus|todos))* (?:padres|madres|cuidadores|tutores)\b",
    re.IGNORECASE,
)
"""Words by which those who help tell parents how a child is doing: they name no audience."""
_OFFSPRING = re.compile(
    r"\b(?:of|de) (?:teens?|teenagers?|(?:young )?children|kids|adolescents|youth|niñ[oa]s|jóvenes|adolescentes)\b"
    r"|\blost (?:a|an|their|her|his) (?:child|son|daughter|baby)\b",
    re.IGNORECASE,
)
_KIN = re.compile(
    r"\b(?:their|your|whose|sus) (?:\w+ )?(?:famil\w+|child\w*|dependents?|kids|loved ones|spouses|parents?|hij[oa]s)|(?:children|kids|teens|youth|families|hij[oa]s"
    r"|familias) (?:of|whose|with|de)\b|\b(?:military|veteran) (?:famil\w+|kids|children|youth|teens)",
    re.IGNORECASE,
)
_LISTS = re.compile(r",|\band\b|&|\by\b")
_ANYBODY = re.compile(
    r"\b(?:any(?:one|body)|any (?:students?|child(?:ren)?|teens?|kids?|youth|famil(?:y|ies)|person)|every(?:one|body)|all (?:people|residents|persons|individuals|students|children|families|genders|are welcome|welcome)"
    r"|general public|the public|the community|others|among|including|as well as|regardless|no restrictions?|open to all|todos|cualquier)\b",
    re.IGNORECASE,
)
_WELCOME = re.compile(
    r"\b(?:welcomed?|encouraged|preferred|priority|preference|bienvenid[oa]s|preferencia|prioridad)\b", re.IGNORECASE
)
_ALONE = re.compile(r"\b(?:only|exclusively|solely|solo|solamente|exclusivamente)\b", re.IGNORECASE)
"""Words that make "welcome" or "preferred" exclusive; otherwise these do not limit who may come."""
_ALL_KINDS = re.compile(
    r"\b(?:mental (?:health|illness\w*) and|and mental health|behavioral health|including|such as|variety|wide range|full range|and more|as well as"
    r"|anxiety|depression|also|and other|general|comprehensive)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Audience:
    """People or a condition that a service may be exclusively for; the fields are explained in audiences.toml."""

    key: str
    english: str
    kind: Literal["never", "ask", "condition"]
    answers: tuple[str, ...]
    strict: bool
    adults: bool
    kin: bool
    words: str  # alternatives of a regular expression

    @property
    def begun(self) -> re.Pattern[str]:
        """The beginning of the words, as a quick check: most texts have none of most audiences."""
        return _compiled(rf"\b(?:{self.words})")

    @property
    def anywhere(self) -> re.Pattern[str]:
        """The words, wherever they stand."""
        return _compiled(rf"\b(?:{self.words})(?!\w)")

    @property
    def meant(self) -> re.Pattern[str]:
        """The words as they stand in a text that may mention them in passing."""
        return _compiled(rf"(?:^|{_FOR})(?:{self.words})(?!\w)|\b(?:{self.words}){_ONLY}(?:{self.words})?(?!\w)")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of an audience, which is compiled when it is first asked for: most sentences ask for few."""
    return re.compile(pattern, re.IGNORECASE)


@cache
def audiences() -> Mapping[str, Audience]:
    """Return all audiences by key, in the order of the table."""
    table = tomllib.loads((Path(__file__).parent / "audiences.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            key: Audience(
                key, row["english"], row["kind"], tuple(row["answers"]),
                row.get("strict", False), row.get("adults", False), row.get("kin", False), row["words"],
            )
            for key, row in table.items()
        }
    )  # fmt: skip


def named(key: str) -> Audience:
    """Return the audience of a key, with or without KIN."""
    return audiences()[key.removesuffix(KIN)]


def english(key: str) -> str:
    """Return how a sentence names the people of a key."""
    return named(key).english + (" and their families" if key.endswith(KIN) else "")


@lru_cache(maxsize=8192)
def read(name: str, description: str = "", eligibility: str = "") -> tuple[str, ...]:
    """Return the keys of all that the service is exclusively for, by its names, who may come, and its description."""
    everything = f"{name}. {eligibility}. {description}"
    named = [one for one in audiences().values() if one.begun.search(everything)]
    conditions = [one for one in named if one.kind == "condition"]
    people = [one for one in audiences().values() if one.adults or (one in named and one.kind != "condition")] if named else []
    return (*_people(people, name, description, eligibility), *_conditions(conditions, name, description, eligibility))


def _people(named: Sequence[Audience], name: str, description: str, eligibility: str) -> Iterator[str]:
    everybody = f"{name}. {eligibility}. {description}"
    if not (spoken := {one.key for one in named if _speaks(one, name, description, eligibility)}):
        return
    for sides in _SIDES:
        # If both are mentioned, it is for neither alone; and a service for girls is not a women's group.
        if all(any(audiences()[key].anywhere.search(everybody) for key in side) for side in sides):
            spoken -= {key for side in sides for key in side}
    spoken -= {grown for young, grown in (("girls", "women"), ("boys", "men")) if young in spoken}
    if spoken - {"adults"}:
        spoken -= {"adults"}
    related = _KIN.search(everybody)
    yield from (key + KIN if related and one.kin else key for key, one in audiences().items() if key in spoken)


def _speaks(one: Audience, name: str, description: str, eligibility: str) -> bool:
    """Whether the words name these people as the audience, and nobody else."""
    if one.adults:
        return _speaks_of_grown(one, name, description, eligibility)
    if eligibility and one.anywhere.search(eligibility):
        return not _ANYBODY.search(eligibility)
    # "Jewish Community Center" and "Grace Church" name the helper, not the audience.
    if (one.meant if one.key in ("community", "church") else one.anywhere).search(name):
        return not _ANYBODY.search(name)
    sentence = _sentence_of(one.meant, description)
    if not sentence or _ANYBODY.search(sentence) or (_WELCOME.search(sentence) and not _ALONE.search(sentence)):
        return False
    if one.kin and _KIN.search(sentence):
        return True
    # "For girls, boys and deaf children" names them among others; "for deaf children" names them alone.
    return one.key in ("girls", "boys") or not _YOUNG.search(one.anywhere.sub("", sentence)) or not _LISTS.search(sentence)


def _speaks_of_grown(one: Audience, name: str, description: str, eligibility: str) -> bool:
    """Whether the words name only adults, parents or couples, who are named beside children in most listings."""
    young = _OFFSPRING.sub("", f"{name}. {eligibility}")
    if _YOUNG.search(one.anywhere.sub("", young)) or _ANYBODY.search(eligibility):
        return False
    if one.anywhere.search(eligibility):
        return (
            bool(re.search(r"\bonly\b|\bsolo\b", eligibility, re.IGNORECASE))
            or one.anywhere.match(eligibility.strip()) is not None
        )
    if one.anywhere.search(name):
        return True
    description = _TOLD.sub("", description)
    sentence = _sentence_of(one.meant, description)
    told = sentence if one.key == "parents" else description
    return bool(sentence) and not _YOUNG.search(one.anywhere.sub("", _OFFSPRING.sub("", told)))


def _sentence_of(pattern: re.Pattern[str], text: str) -> str:
    """Return the first of the text's first two sentences in which the pattern is found; "" if none."""
    return next((part for part in re.split(r"(?<=[.!?])\s+", text)[:2] if pattern.search(part)), "")


def _conditions(named: Sequence[Audience], name: str, description: str, eligibility: str) -> Iterator[str]:
    by_name = [one for one in named if one.anywhere.search(name)]
    several = _ALL_KINDS.search(name) is not None  # "Mental Health and Addiction Treatment", whoever its description names
    if by_name and not several and len(by_name) < _SEVERAL:
        yield from (one.key for one in by_name)
    if by_name or several:
        return
    told = f"{eligibility}. {description}" if eligibility else description
    sentence_of = {one.key: _sentence_of(one.meant, told) for one in named}
    # If it answers no need, children mentioned beside it are whom it helps: they read to dogs.
    meant = [one for one in named if (said := sentence_of[one.key]) and (one.answers or not _YOUNG.search(f"{name}. {said}"))]
    if meant and len(meant) < _SEVERAL and not any(_ALL_KINDS.search(_before_also(sentence_of[one.key])) for one in meant):
        yield from (one.key for one in meant)


def _before_also(sentence: str) -> str:
    """Return a sentence without additions: "for families living with cancer; also grief groups"."""
    return re.split(r"[;,.]?\s*\b(?:also|as well as|también)\b", sentence, maxsplit=1)[0]


def narrowed(fits: Mapping[str, float], keys: Collection[str]) -> dict[str, float]:
    """Return the fits of a service for these alone; for a condition, without the kinds of care that only say how it helps."""
    only = [one for one in map(named, keys) if one.kind == "condition"]
    if not only:
        return dict(fits)
    answers = frozenset[str]().union(*(one.answers for one in only))
    left = {
        slug: fit for slug, fit in fits.items() if slug in answers or not (slug in GENERAL or any(one.strict for one in only))
    }
    for one in only:
        # What the words name as the only subject is not a passing remark in a description.
        if one.answers and fits and not one.strict:
            best = max(one.answers, key=lambda slug: left.get(slug, 0.0))
            left[best] = max(left.get(best, 0.0), NAMED)
    return left


def closed(keys: Iterable[str]) -> frozenset[str] | None:
    """Return the needs that a service for one condition answers besides those it is listed for; None if it is not for one."""
    only = [one for one in map(named, keys) if one.kind == "condition"]
    return frozenset[str]().union(*(one.answers for one in only)) if only else None


def limits(keys: Iterable[str], needs: Collection[str], answered: Collection[str] | None = None) -> tuple[str, ...]:
    """Return the keys of people that limit who may come with one of these needs.

    `answered` are those of the needs that the service answers, all of them if None: a service for parents is not there for a
    child's homework because the family needs coats too.
    """
    people = ((key, one) for key in keys if (one := named(key)).kind != "condition")
    own = own_needs(needs, answered)
    return tuple(
        key
        for key, one in people
        if not set(one.answers) & set(own if one.adults else needs) and not (one.adults and any(map(is_of_family, own)))
    )


def own_needs(needs: Collection[str], answered: Collection[str] | None) -> tuple[str, ...]:
    """Return the needs that tell whether a family's adults may come: those that are answered, and those of young parents."""
    return tuple(slug for slug in needs if answered is None or slug in answered or slug in _OF_PARENTS)


def is_of_family(slug: str) -> bool:
    """Whether a need is one that the adults of a family have themselves."""
    return slug in _ADULT_NEEDS or (slug in terms() and terms()[slug].domain == "family")


def shuts_out(key: str, needs: Sequence[str], age: float | None) -> bool:
    """Whether a student of this age cannot belong to these people; a family's own needs may be an adult's."""
    return (
        named(key).kind == "never"
        and not key.endswith(KIN)
        and (age is None or age < OF_AGE)
        and not any(map(is_of_family, needs))
    )
