"""Listings that say that a service is not running: "Suspended until further notice", "Closed until March 2027".

Holidays, a lunch break, a closed waiting list and benefits that ended do not close the service itself.

>>> import datetime
>>> read(datetime.date(2026, 11, 2), "A pantry. Closed until March 2027.")
Closure(words='Closed until March 2027.', until=datetime.date(2027, 3, 1))
>>> read(datetime.date(2027, 4, 5), "A pantry. Closed until March 2027.") is None
True
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from importers.times import months
from importers.values.text import clean, fold

_YET = r"(?:currently|presently|now|yet|at this time|being)"
_DONE = r"(?:offer(?:ed|ing)?|available|operat(?:ing|ional|ed)|running|open|active|meeting|provid(?:ed|ing)|accepting (?:new )?(?:clients|students|referrals|families|participants|anyone|patients)|taking (?:new )?(?:clients|students|referrals|families|patients)|in (?:operation|service|business|session)|held|exists?|operates?|runs?|meets?|happening)"
_CLOSING = (
    "|".join(
        (
            rf"(?:not|isn'?t|aren'?t) (?:{_YET} )*{_DONE}(?: (?:again|yet|now|currently|at this time|right now|at the moment|this (?:year|season|semester|summer)|in \d{{4}}))*(?=\W*$|[,;:(]| (?:until|due|because|while|since|as|in \d{{4}})\b)",
            rf"(?:currently|presently|temporarily) (?:closed|suspended|unavailable|inactive|not {_DONE}|out of service|on (?:hold|pause|hiatus|break))",
            rf"no longer (?:being )?{_DONE}(?=\W*$|[,;:(]| (?:as of|since|at|in|due|because|effective|after)\b)",
            r"(?:temporarily |indefinitely )?(?:suspended|discontinued|defunct|paused|postponed|shut ?down|cancell?ed)(?=\W*$|[,;:(]| (?:until|till|indefinitely|as of|since|due|because|for|in|through|effective|this|temporarily|after|while|by)\b)",
            r"closed (?:(?:indefinitely|temporarily|permanently)\b|(?:until|till|thru|through) (?!\d{1,2}(?::\d\d)? ?[ap]?\.?m?\b(?!/)|noon)|for (?:now|good|(?:the )?(?:season|year|summer|winter|time being)|repairs?|renovations?|construction|remodel\w*|(?:summer|winter|spring|fall) (?:of )?\d{4})|due to|because of|as of|since (?!\w+day))",
            r"(?:permanently|temporarily|indefinitely) closed",
            r"on (?:an? )?(?:extended |indefinite |temporary |short |long )?(?:hiatus|pause|hold|break until)",
            r"(?:coming|opening|launching|starting|reopening|returning|resuming) (?:soon|shortly)",
            r"(?:re-?open(?:s|ing)?|resum(?:es|ing)|return(?:s|ing)|will (?:re-?open|resume|return)) (?:again )?(?:in |on |for |by )?(?:(?:early|mid|late|the) ?-?)*(?:@POINT|\d{1,2}/\d|spring|summer|fall|autumn|winter|20\d\d)",
            r"(?:will (?:open|begin|start|launch)|opening|launching|opens|launches|starting|beginning) (?:in |on |for |by )?(?:(?:early|mid|late|the) ?-?)*(?:@DATED|\d{1,2}/\d{1,2}/\d{2,4}|(?:spring|summer|fall|autumn|winter) (?:of )?20\d\d|20\d\d\b)",
            r"until further notice|hasta nuevo aviso",
            r"(?:has |have |was |were )?(?:ended|terminated|expired|ceased) (?:@POINT|\d{1,2}/\d{1,2}/\d)",
            r"(?:has |have |was |were |is |are )?(?:ended|closed|stopped|ceased|terminated|expired|shut down|wrapped up|concluded|finished) (?:operations? |services? )?(?:(?:in|on|as of|since|effective|at the end of|after) )(?:(?:the )?(?:end of|spring|summer|fall|winter|early|mid|late)[ -](?:of )?)?(?:@POINT|\d{1,2}/\d|20\d\d)",
            r"(?:has|have) (?:ended|closed|stopped|ceased|been (?:discontinued|terminated|cut|eliminated|defunded))(?=\W*$|[,;:(]| (?:due|because|operat))",
            r"(?:ended|closed) 20\d\d",
            r"(?:closed|shut|closing) (?:our|its|their|the) doors(?=\W*$|[,;:(]| (?:in|on|for|since|as of|permanently|after) )",
            r"(?:esta )?fuera de servicio|out of service",
            r"(?:temporalmente )?(?:cerrad[oa]s?|suspendid[oa]s?|cancelad[oa]s?|descontinuad[oa]s?|pausad[oa]s?) (?:temporalmente|indefinidamente|permanentemente|hasta (?!las)|por (?:ahora|el momento|remodelacion|reparacion\w*|obras|renovacion\w*|la temporada)|desde)",
            r"(?:actualmente|por ahora|por el momento) (?:esta )?(?:cerrad|suspendid|cancelad)[oa]s?",
            r"(?:suspendid[oa]|descontinuad[oa]|cancelad[oa]|cerrad[oa] temporalmente)(?=\W*$)",
            r"ya no (?:se ofrece\w*|funciona\w*|esta\w* disponibles?|existe\w*|opera\w*)|(?:actualmente |por el momento |ahora )no (?:se ofrece\w*|funciona\w*|esta\w* disponibles?|opera\w*)",
            r"no (?:se ofrece\w*|funciona\w*|esta\w* disponibles?|disponible) (?:actualmente|por ahora|por el momento|hasta)",
            r"(?:muy )?pronto abrira|proximamente|en pausa|(?:termino|finalizo|concluyo|cerro|reabre|reabrira|abrira) (?:en|el) (?:@POINT|\d|20\d\d)",
        )
    )
    .replace("@POINT", months.POINT_PLAIN)
    .replace("@DATED", months.DATED_PLAIN)
)
_CLOSURE = re.compile(rf"(?<![\w-])(?:{_CLOSING})")
# Before it, the sentence may only name the service itself, in a few words.
_BEFORE = re.compile(
    r"\W*(?:(?:note|please note|update|notice|alert|status|nota|aviso|important|attention|current status)\W+)?"
    r"(?:(?:due to|because of|debido a) [^,]{1,60}, )?"
    r"(?:(?:the|this|our|all|both|these|el|la|los|las|este|esta|estos|estas|nuestro|nuestra|todos|todas) )*(?:[\w'’&/-]+ ){0,5}?"
    r"(?:(?:is|are|was|were|be|been|being|has|have|had|it'?s|we'?re|we|it|they|will|remains?|esta|estan|es|fue|ha sido|sido|se encuentra|permanece|queda|currently|presently|now|temporarily|indefinitely|also|actualmente|ahora|temporalmente"
    r"|program|programs|service|services|programa|servicio|which|that|and)\W*)*(?:\(|\")?"
)
_OTHERS = re.compile(
    r"\b(?:for|who|whom|whose|if|when|families|students?|youth|children|kids|parents?|people|clients?|patients?|residents|anyone|those|licen[cs]es?|registrations?|wait(?:ing)? ?-?lists?|applications?|benefits?|enrollment|intakes?|holidays?|weekends?"
    r"|lunch|snap|medicaid|insurance|coverage|jobs?|accounts?|utilit\w+|power|water|gas|phones?|funding|grant|membership|cards?|visits?|appointments?|class is|sign-?ups?|deadline|lista|inscripci\w+|estudiantes|familias|ninos|help|ayuda|with|con|para|my|your|their|never|not be"
    r"|schools? (?:is|are)|offices? (?:is|are) closed on|monday|tuesday|wednesday|thursday|friday|saturday|sunday|orders?|events?|street|road|building|website|page)\b"
)
_NOT_IT = re.compile(
    r"closed (?:until|till|through|thru) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|if (?:school|schools)|in (?:case|the event) of|when (?:school|schools|the)|whenever|snow|weather|holidays?\b"
)
_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
_AGAIN = re.compile(
    rf"\b(?:until|till|hasta|re-?open(?:s|ing)?|reabre|reabrira|abrira|opens?|opening|starting|beginning|resum(?:e|es|ing)|returns?|returning|begin|start|launch(?:es|ing)?)\b[^.;]{{0,24}}?"
    rf"(?:(?P<us>\d{{1,2}}/\d{{1,2}}/\d{{2,4}})|(?P<named>{months.DATED_PLAIN})|(?P<season>spring|summer|fall|autumn|winter) (?:of )?(?P<of>\d{{4}})|(?P<year>20\d\d))"
)
_THROUGH = re.compile(
    rf"\b(?:through|thru|to|a|-) ?(?:(?P<us>\d{{1,2}}/\d{{1,2}}/\d{{2,4}})|(?P<named>{months.DATED_PLAIN}))"
    r"|\bfor (?:the )?(?P<season>spring|summer|fall|autumn|winter) (?:of )?(?P<of>\d{4})"
)
_LONGEST = 200
_SHUT = (
    r"(?:(?:permanently |now |currently )?(?:closed|shut ?down|shut|ended|terminated|defunct|discontinued)|no longer in business|out of business"
    r"|(?:permanentemente )?cerrad[oa]|terminad[oa]|finalizad[oa])"
)
_NOTHING_ELSE = re.compile(
    rf"(?:(?:[a-z]+ ){{0,2}}(?:seasons?|months?|dates?|hours|schedule|status|availability|temporada|meses|horario|estado):\s*)?{_SHUT}"
)
"""A paragraph that says only that the service is closed: "CLOSED", "Season: Closed"."""
_IT_IS_SHUT = re.compile(
    rf"(?:the |this |our |el |la |este |esta )?(?:program|programs|service|services|agency|office|site|we|it|programa|servicio|agencia)"
    rf" (?:(?:is|are|has|have|was|been|esta) )*{_SHUT}"
)
"""A sentence that says only that the service is closed: "This program is closed."."""


@dataclass(frozen=True, slots=True)
class Closure:
    """The listing's own words, and the first day on which they no longer apply, if they name one."""

    words: str
    until: datetime.date | None = None


def read(today: datetime.date, *texts: str | None) -> Closure | None:
    """Return the closure that the texts give today; None if the service runs, or runs again."""
    return next((one for one in found(*texts) if one.until is None or today < one.until), None)


def found(*texts: str | None) -> tuple[Closure, ...]:
    """Return every sentence in the texts that says that the service is not running, even if that is over."""
    return tuple(closure for text in texts if text for closure in _found(text))


@lru_cache(maxsize=8192)
def _found(text: str) -> tuple[Closure, ...]:
    alone = tuple(
        Closure(clean(part)) for part in re.split(r"\n\s*\n|;", text) if _NOTHING_ELSE.fullmatch(fold(part).strip(" .!*()[]-–—"))
    )
    return alone + tuple(closure for sentence in _sentences(text) if (closure := _closure(sentence)))


def _sentences(text: str) -> Iterator[str]:
    for part in re.split(r"(?<=[^\W\d_]{4}[.!?])\s+|(?<=\d[.!?])\s+(?=[A-Z])|[\n;]|\s[-–—]\s|(?<=\))\s", text):
        if part.strip():
            yield part.strip()


def _closure(sentence: str) -> Closure | None:
    folded = fold(sentence)
    if _IT_IS_SHUT.fullmatch(folded.strip(" .!*()[]")):
        return Closure(clean(sentence))
    for at in _CLOSURE.finditer(folded):
        before = folded[: at.start()]
        if not _OTHERS.search(before) and _BEFORE.fullmatch(before) and not _NOT_IT.search(folded):
            return Closure(clean(sentence)[:_LONGEST], _until(folded))
    return None


def _until(folded: str) -> datetime.date | None:
    """Return the first day on which it runs again; None if the sentence gives no certain day."""
    if said := _AGAIN.search(folded):
        return _day(said, last=False)
    if said := _THROUGH.search(folded):
        return _day(said, last=True)
    return None


def _day(said: re.Match[str], *, last: bool) -> datetime.date | None:
    """Return the named day, or the first of its month; with `last`, the day after it, or the first of the next month."""
    parts = said.groupdict()
    try:
        if parts["us"]:
            month, day, year = (int(part) for part in parts["us"].split("/"))
            return datetime.date(year + 2000 if year < 100 else year, month, day) + datetime.timedelta(days=last)
        if parts["season"]:
            return _month(int(parts["of"]), _SEASONS[parts["season"]] + 3 * last)
        if parts["named"]:
            year, month, named_day = months.date_of(parts["named"])
            if named_day:
                return datetime.date(year, month, named_day) + datetime.timedelta(days=last)
            return _month(year, month + last)
        return datetime.date(int(parts["year"]), 1, 1)
    except ValueError:
        return None


def _month(year: int, month: int) -> datetime.date:
    return datetime.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
