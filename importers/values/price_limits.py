"""Words by which a price or a way to pay is taken back, is over, or is for something else than the service or for some alone.

>>> as_meant("not free", is_paid=False), as_meant("free parking", is_paid=True), as_meant("medicaid, no private insurance", is_paid=False)
(AsMeant(words=' ', denies_free=True), AsMeant(words=' ', denies_free=False), AsMeant(words='medicaid,  ', denies_free=False))
>>> as_meant("free for snap households", is_paid=True), as_meant("free for snap households", is_paid=False)
(AsMeant(words=' ', denies_free=False), AsMeant(words='free for snap households', denies_free=False))
"""

from __future__ import annotations

import re
from typing import NamedTuple


class AsMeant(NamedTuple):
    """The words of a clause without prices and ways to pay that do not hold, and whether one of those was that it costs nothing."""

    words: str
    denies_free: bool


_FREE = r"(?:free(?: of (?:charge|cost))?|complimentary|gratis|gratuit[oa]s?|sin costo|no (?:cost|charge|fee))"
_IS_FREE = re.compile(_FREE)
_PAYER = (
    r"(?:medicaid|medicare|medi-?cal|masshealth|chip|(?:private|commercial|health|medical|other|most|any|dental)? ?insurances?(?: plans?)?"
    r"|hmos?|ppos?|tri-?care|seguros?(?: (?:medico|privado)s?)?)"
)
_HELP = (
    r"(?:(?:a )?sliding[ -]?(?:fee )?scales?|sliding fees?|scholarships?|financial (?:aid|assistance)|discounts?|fee waivers?|reduced (?:fees?|rates?)"
    r"|escala (?:movil|variable)|becas?|descuentos?)"
)
_WHAT = rf"(?:{_FREE}|{_PAYER}|{_HELP})"
_MORE = rf"(?: ?(?:,|/|&|or|nor|and|o|ni|y) ?{_WHAT})*"
_NOT = (
    r"(?:(?:is|are|was|were|it'?s|we (?:are|do)|does|do|can|es|son|somos)? ?(?:not|never|n't|no longer|ya no)(?: (?:es|son|hay))?|isn'?t|aren'?t|doesn'?t|don'?t"
    r"|can'?t|cannot|no (?:es|son|hay|(?:se )?acepta(?:n|mos)?|(?:se )?toma(?:n|mos)?)|ya no hay)"
)
_TAKE = r"(?: (?:currently|yet|able to|be))*(?: (?:accept(?:s|ed|ing)?|tak(?:e|es|en|ing)|bill(?:s|ed)?|honor(?:s|ed)?|offer(?:s|ed|ing)?|covered by|covered under|provided|available))?"
_OVER = r"(?:ended|ends|over|expired|discontinued|closed|gone|used up|suspended|exhausted|full|terminado|terminaron|agotad[oa]s?|suspendid[oa]s?)"
_DENIED = re.compile(
    rf"\b{_NOT}{_TAKE} (?:a |an |any |the |un |una )?(?P<denied>{_WHAT}){_MORE}(?:[ -]?based)?(?: accepted| available| offered| taken| aceptad[oa]s?)?"
    rf"|\b(?:no|without|sin|except|excluding|other than|but not|excepto|salvo) (?:the )?(?!(?:health |medical )?insurance\b(?! accept))(?:{_PAYER}|{_HELP}){_MORE}(?! (?:needed|required|necessary|is needed|necesari[oa]))(?: accepted| available| offered| taken)?"
    rf"|\b(?P<was>{_WHAT}){_MORE} ?(?:,|-)? ?(?:is |are |was |were |has |have |esta |estan )?(?:not|no longer|never|n't)(?: (?:be|currently|yet|an option))*(?: (?:accepted|available|offered|taken|provided|covered))?(?=$|[\s.,;)])"
    rf"|\b(?:{_HELP}|{_FREE})(?: \w+)? (?:is |are |was |were |has |have )?(?:now )?{_OVER}\b(?: (?:in )?\d{{4}})?"
    rf"|\b(?P<past>(?:formerly|previously|used to be|antes|anteriormente) {_FREE}|{_FREE} (?:except|excepto|salvo|but not|apart from)\b[^;|.]*)"
)
_NOT_THE_SERVICE = re.compile(
    r"\bfree (?:street |on-?site |validated )?(?:parking|wi-?fi|internet|trials?|consultations?|consults?|estimates?|quotes?|samples?|snacks?|lunch(?:es)?|breakfasts?"
    r"|meals?|refreshments|t-?shirts?|transport(?:ation)?|shuttle|child ?care|intake|assessments?|evaluations?|screenings?|orientation|intro\w*|demo)(?: (?:class|lesson|session)(?:es|s)?)?(?: provided| included| available)?"
    r"|\b(?:the |your |una? |la )?(?:first|1st|initial|trial|primera?) (?:visit|class|lesson|session|month|week|day|consultation|clase|visita|sesion|mes|semana)s?(?: \w+)?? (?:(?:is|are|es) )?(?:free|no charge|gratis|gratuita)"
    r"|\b(?:estacionamiento|almuerzo|consulta inicial|prueba) (?:es )?(?:gratis|gratuit[oa])"
)
_SOME = (
    r"(?:snap|ebt|wic|tanf|medicaid|members?|membership|eligible|qualif\w*|low[- ]income|income|residents?|seniors|veterans|households|siblings|staff"
    r"|employees|enrolled|socios|miembros|residentes|ingresos|hermanos|those|who)"
)
"""Words for some of those who come. Students and services are no such words: who pays a fee beside them buys something else."""
_FOR_SOME = re.compile(
    rf"\b{_FREE}(?: admission| entry| membership)? (?:for|to|if|with|on|under|para|a|si|con|los|las)(?: [\w-]+){{0,3}}? {_SOME}\b[^;|.]*"
    rf"|\b(?!medicaid\b){_SOME}(?: \w+)?? ?(?::|-|are|is|get in|enter|entran|son)? ?{_FREE}(?![\w-])"
)


def as_meant(words: str, *, is_paid: bool) -> AsMeant:
    """Return the folded words of a clause as they are meant; `is_paid` is whether the cell names a price beside it.

    What is free and no part of the service (parking, a first visit), or for some, makes it free only where nobody pays.
    """
    denies_free = any(found["past"] or _IS_FREE.match(found["denied"] or found["was"] or "") for found in _DENIED.finditer(words))
    words = _DENIED.sub(" ", words)
    if is_paid:
        words = _FOR_SOME.sub(" ", _NOT_THE_SERVICE.sub(" ", words))
    return AsMeant(words, denies_free)
