"""Whether somebody in a wheelchair gets in, and whose culture a service speaks of, in the words of a listing.

>>> wheelchair_in("Ramp at the side door. Elevator."), wheelchair_in("Not wheelchair accessible."), wheelchair_in("Sign language.")
(True, False, None)
>>> speaks_of_culture("Culturally specific services for Latino families."), speaks_of_culture("A garden club.")
(True, False)
"""

from __future__ import annotations

import re

_DENIED = re.compile(
    r"\b(?:not|no|isn['\u2019]t|limited)(?: \w+){0,2} (?:wheelchair|handicap(?:ped)?|ada|accessib\w+|elevator|ramps?)\b[^.;]{0,30}"
    r"|\b(?:no|sin)(?: es| hay| tiene)? (?:accesible|acceso|rampa|elevador)\b[^.;]{0,30}|\b(?:stairs|steps) only\b|\bonly by stairs\b"
    r"|\b(?:wheelchair|handicap(?:ped)?|ada) access(?:ible)?: (?:no|none)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\bwheelchairs?\b|\bhandicap(?:ped)? ?access\w*|\bada[- ](?:access\w*|compliant)\b|\bdisab(?:ility|led) access\w*|\b(?:ramps?|elevators?)\b"
    r"|\bstep[- ]free\b|\b(?:fully|physically) accessible\b|\baccessible (?:building|entrance|facility|location|restrooms?)\b"
    r"|\bsillas? de ruedas\b|\brampas?\b|\belevador(?:es)?\b",
    re.IGNORECASE,
)
_CULTURE = re.compile(
    r"\bcultural(?:ly)?[- ](?:specific|responsive|competent|rooted|relevant|grounded|appropriate|sensitive)\b|\bbicultural\b|\bafrocentric\b"
    r"|\b(?:by|for) (?:and (?:by|for) )?(?:native|indigenous|tribal|latin[oax]s?|hispanic|black|african[- ]american|asian|arab|immigrant|refugee)\b"
    r"|\b(?:tribal|native american|american indian|latin[oax]|hispanic|african[- ]american|black-led|refugee-led|immigrant-led)[- ](?:center|services?|led|youth|famil(?:y|ies)|communit(?:y|ies)|staff|mentors?)\b"
    r"|\bculturalmente (?:\w+)\b|\bcentro (?:latino|hispano)\b",
    re.IGNORECASE,
)


def wheelchair_in(text: str) -> bool | None:
    """Return whether a text says that wheelchairs get in: True, False, or None if it says nothing."""
    if _DENIED.search(text):
        return False
    return True if _LISTED.search(text) else None


def speaks_of_culture(text: str) -> bool:
    """Whether a text speaks of a people's own culture as the one in which it serves."""
    return bool(_CULTURE.search(text))
