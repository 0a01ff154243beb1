"""How one gets the help of a listing without a car, in its words: a ride, a bus line, visits at home, by phone or online.

>>> sorted(ways_in("Free transportation is provided. Home visits too.")), sorted(ways_in("Transportation is not provided. Apply online."))
(['home', 'ride'], [])
>>> is_on_a_bus_line("CATA route 5"), is_on_a_bus_line("No public transportation")
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_NO = re.compile(
    r"\b(?:no|not|without|sin)(?: \w+){0,2} (?:transport\w*|rides?|bus(?:es)?|transit|shuttle)\b[^.;]{0,40}"
    r"|\btransport(?:ation|e)?(?: services?)? (?:is|are|will be)? ?(?:not|unavailable|no)\b[^.;]{0,40}"
    r"|\b(?:must|need to|should) (?:provide|arrange|have)(?: \w+){0,3} (?:transportation|rides?)\b"
    r"|\bprovide (?:your|their) own transportation\b|\bno (?:ofrece|ofrecemos|hay) transporte\b",
    re.IGNORECASE,
)
"""Words that say that there is none."""

WAYS: Mapping[str, re.Pattern[str]] = {
    "ride": re.compile(
        r"\b(?:transportation|transport|rides?|shuttles?|busing|bussing)(?: services?)?(?: (?:to|from|home|and)\b(?: \w+){0,5})?"
        r" (?:is |are |may be |can be |will be )?(?:also )?(?:provided|available|offered|included|arranged|free)\b(?!\s*:)"
        r"|\b(?:provides?|offers?|offering|includes?|free|arranges?|with|providing|arrange)(?: (?:free|limited|some|round[- ]trip|door[- ]to[- ]door|bus|van|and|daily|for|meals and|a))* (?:transportation|shuttle|busing|rides?)\b"
        r"|\bpick(?:s|ed)?[- ]up(?: (?:and|or) drop[- ]off)? (?:from|at) (?:school|home|your)\b|\bdoor[- ]to[- ]door\b"
        r"|\b(?:bus|transit) (?:passes|tokens|tickets|vouchers|fare)\b|\bgas (?:cards|vouchers)\b"
        r"|\b(?:ofrece|ofrecemos|incluye|hay|con)(?: servicio de)? transporte\b|\btransporte (?:gratis|gratuito|incluido|disponible|escolar)\b",
        re.IGNORECASE,
    ),
    "bus": re.compile(
        r"\b(?:on|near|along|close to|accessible by|served by|reached by|reachable by)(?: \w+){0,3} (?:bus(?:es)?|metro|subway|train|public transit|public transportation|light rail)\b"
        r"|\bbus (?:lines?|routes?|stops?|access)\b|\b(?:metro|bus|transit)[- ]accessible\b"
        r"|\b(?:parada|ruta|l[ií]nea) (?:de(?:l)? )?(?:autob[uú]s|bus|cami[oó]n|metro)\b|\ben autob[uú]s\b",
        re.IGNORECASE,
    ),
    "home": re.compile(
        r"\b(?:home[- ]visit(?:s|ing|ation)?(?!\s*:)|in[- ]home (?!(?:day ?care|child ?care|family child|preschool))\w+|home[- ]based (?:services|therapy|counseling|support|program|early)"
        r"|in (?:your|the family'?s?|the client'?s|their|the child'?s) (?:own )?homes?|(?:comes?|come|travel|travels) to (?:your|the|their) homes?"
        r"|visitas? (?:a domicilio|al hogar|en (?:el|su) hogar)|a domicilio|en (?:su|la) (?:propia )?casa)\b",
        re.IGNORECASE,
    ),
    "remote": re.compile(
        r"\b(?:tele-?health|tele-?medicine|tele-?therapy|tele-?psychiatry|tele-?counseling"
        r"|virtual(?:ly)? (?:and |or )?(?:\w+ )?(?:sessions?|appointments?|counseling|therapy|tutoring|classes|lessons|visits?|groups?|meetings?|mentoring|services?|programs?)"
        r"|online (?:sessions?|counseling|therapy|tutoring|classes|lessons|groups?|meetings?|mentoring)"
        r"|(?:counseling|therapy|tutoring|support|sessions?|classes|meets?) (?:\w+ )?(?:by|over|via|through) (?:the )?(?:phone|telephone|zoom|video)"
        r"|hot ?lines?|help ?lines?|warm ?lines?|text lines?"
        r"|(?:sesiones|citas|clases|terapia|consejer[ií]a|tutor[ií]as?) (?:virtual(?:es)?|en l[ií]nea|por tel[eé]fono|por internet)|l[ií]nea de (?:ayuda|crisis))\b",
        re.IGNORECASE,
    ),
}
"""The ways to get help, by the words of a text."""

_LINE = re.compile(
    r"\b(?:bus(?:es)?|routes?|metro(?:rail|bus)?|subway|trains?|transit|lines?|trolley|rail|public transportation|autob[uú]s(?:es)?|camiones|ruta|l[ií]nea|tranv[ií]a)\b",
    re.IGNORECASE,
)


def ways_in(text: str) -> set[str]:
    """Return the ways (keys of WAYS) that a text names and does not deny."""
    said = _NO.sub(" ", text)
    return {way for way, pattern in WAYS.items() if pattern.search(said)}


def is_on_a_bus_line(transportation: str) -> bool:
    """Whether the words of a place about getting there name public transportation."""
    return bool(_LINE.search(_NO.sub(" ", transportation)))
