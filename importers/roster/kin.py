"""People as notes name them: relatives, partners and friends, and whose they are.

"Mother's boyfriend Carl", "el novio de la mamá"   -> a boyfriend, and not the mother
"dad's mother", "la mamá del papá"                 -> a grandmother
"both parents", "neither of them"                  -> several people at once
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FATHER, MOTHER, PARENTS, BOTH = "father", "mother", "parents", "both"

_WORDS = {
    "stepfather": r"step[ -]?(?:father|dad(?:dy)?|pa(?:pa)?)|padrastro",
    "stepmother": r"step[ -]?(?:mother|mom(?:my)?|mum|mama)|madrastra",
    "stepparents": r"step[ -]?parents?",
    "foster mother": r"foster[ -]?(?:mother|mom)|madre de acogida",
    "foster father": r"foster[ -]?(?:father|dad)|padre de acogida",
    "foster parents": r"foster[ -]?parents?|padres de acogida",
    "godmother": r"god[ -]?mother|madrina",
    "godfather": r"god[ -]?father|padrino",
    "in-law": r"(?:mother|father|sister|brother)s?[ -]in[ -]laws?|in-laws|suegr[oa]s?|cunad[oa]s?|yerno|nuera",
    "grandmother": r"(?:great[ -]?)?grand[ -]?(?:mother|ma|mom|mama)|granny|nana|abuel(?:it)?a",
    "grandfather": r"(?:great[ -]?)?grand[ -]?(?:father|pa|dad|papa)|abuel(?:it)?o",
    "grandparents": r"(?:great[ -]?)?grand[ -]?parents?|abuel(?:it)?os",
    "aunt": r"aunt(?:ie|y)?|tia",
    "uncle": r"uncle|tio",
    "brother": r"(?:half[ -]?|step[ -]?)?brother|hermano|hermanastro",
    "sister": r"(?:half[ -]?|step[ -]?)?sister|hermana|hermanastra",
    "cousin": r"cousin|prim[oa]",
    "boyfriend": r"(?:ex[ -]?)?(?:boy[ -]?friend|husband|novio|esposo|marido)|bf|fiance|companero|concubino",
    "girlfriend": r"(?:ex[ -]?)?(?:girl[ -]?friend|wife|novia|esposa)|gf|fiancee|companera|concubina",
    "partner": r"(?:ex[ -]?)?(?:partner|spouse|pareja|conviviente)|ex",
    "friend": r"friend|amig[oa]|room[ -]?mate|neighbou?r|vecin[oa]|baby[ -]?sitter|nanny|niner[oa]|acquaintance|conocid[oa]",
    PARENTS: r"parents?|padres|papas|progenitores",
    BOTH: r"both|either|neither|ambos|ambas|los dos|las dos|ningun[oa]",
    FATHER: r"(?:bio(?:logical)?[ -]?|birth[ -]?)?(?:father|dad(?:dy)?|papa|papi|padre)|progenitor",
    MOTHER: r"(?:bio(?:logical)?[ -]?|birth[ -]?)?(?:mother|mom(?:my|ma)?|mum(?:my)?|mama|mami|madre)|progenitora",
}  # fmt: skip
_PARTNERS = frozenset({"boyfriend", "girlfriend", "partner"})
_OF_A_PARENT = {
    MOTHER: "grandmother", FATHER: "grandfather", "brother": "uncle", "sister": "aunt", PARENTS: "grandparents",
    "stepfather": "grandfather", "stepmother": "grandmother",
}  # fmt: skip
WORDS = "|".join(_WORDS.values())
_PERSON = re.compile("|".join(rf"(?P<k{at}>\b(?:{words})(?=s?\b))" for at, words in enumerate(_WORDS.values())))
_KINDS = tuple(_WORDS)
_ADJECTIVES = r"(?:new |current |former |old |live-in |estranged |present |nuev[oa] |actual |antigu[oa] |ex[ -])*"
_HIS = re.compile(rf"(?:'s|s'|s) {_ADJECTIVES}")
_HIS_PARTNER = re.compile(rf"(?:'s?|s'?)? {_ADJECTIVES}")
_OF_HIS = re.compile(
    r"s? (?:actual |nuev[oa] |anterior )?(?:of|del?)(?: (?:the|his|her|their|la|el|los|su|sus|mi|student's|child's))* "
)


@dataclass(frozen=True, slots=True)
class Person:
    """A mention of somebody in a text: its position and the kind of relative."""

    start: int
    end: int
    kind: str


def people(text: str) -> list[Person]:
    """Return everybody whom folded text names as a relative; the mother in "mother's boyfriend" is not one of them."""
    found: list[Person] = []
    for match in _PERSON.finditer(text):
        one = Person(match.start(), match.end(), _KINDS[int((match.lastgroup or "k0")[1:])])
        last = found[-1] if found else None
        if last is None or last.kind == BOTH:
            found.append(one)
            continue
        between = text[last.end : one.start]
        if _HIS.fullmatch(between) or (one.kind in _PARTNERS and _HIS_PARTNER.fullmatch(between)):
            found[-1] = Person(last.start, one.end, _owned(one.kind, last.kind))
        elif last.kind != BOTH and _OF_HIS.fullmatch(between):
            found[-1] = Person(last.start, one.end, _owned(last.kind, one.kind))
        else:
            found.append(one)
    return found


def kinds(relationship: str) -> frozenset[str]:
    """Return the kinds of relative in a folded relationship: "mother's boyfriend" is a boyfriend."""
    return frozenset(one.kind for one in people(relationship))


def unclear(relationship: str) -> bool:
    """Whether a folded relationship leaves open which parent a guardian is, or whether one at all: "Parent", "Guardian"."""
    return kinds(relationship) <= {PARENTS, BOTH}


def _owned(kind: str, owner: str) -> str:
    if kind in _PARTNERS:
        return kind
    if owner in {FATHER, MOTHER, PARENTS}:
        return _OF_A_PARENT.get(kind, "relative")
    return "relative"
