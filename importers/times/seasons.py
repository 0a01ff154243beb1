"""The months in which a service runs, if its listing says that it does not run all year: "June to August", "every summer".

Months in other contexts (when to apply, when it is closed, a meeting, somebody's name) are not a season; two seasons leave it
unknown.

>>> read("Monday to Friday, 9 am to 4 pm, June to August")
Season(first=6, last=8)
>>> read(None, "Solo durante el verano.")
Season(first=6, last=8)
>>> read("Closed July to August") is None
True
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from importers.times import months
from importers.values.text import fold

_POINT = months.POINT
_SUMMER, _WINTER, _SPRING, _FALL = (
    "summer(?:time|s)?|verano",
    "winter(?:time|s)?|invierno",
    "spring(?:time)?|primavera",
    "fall|autumn|otono",
)
_SCHOOL = (
    r"(?:school|academic) (?:year|term|calendar|months)|school is in session|(?:ano|ciclo|curso|calendario) escolar"
    r"|(?:when|while) school(?:s are| is) (?:in|open)"
)
_PARTS = ((_SUMMER, (6, 8)), (_WINTER, (12, 2)), (_SPRING, (3, 5)), (_FALL, (9, 11)), (_SCHOOL, (9, 6)))
_PART = "|".join(pattern for pattern, _ in _PARTS)

_RANGE = re.compile(rf"(?<![\w/]){_POINT} ?(?:to|thru|through|until|till|up to|a|al|hasta|[-–—]+) ?(?:the )?{_POINT}(?![\w/])")
_LIST = re.compile(rf"\b{months.NAMES}\b\.?(?:(?:,? (?:and|y|e|&) |, ?| ?[/&+] ?){months.NAMES}\b\.?)+")
_ALONE = re.compile(
    rf"\b(?:only|just|solo|solamente|unicamente|every|each|cada|todos los) (?:(?:runs?|open|offered|held|available|meets?) )?(?:in |during |en |durante )?(?:the month of |(?:el )?mes de )?{months.NAMES}\b(?! \d)"
    rf"|\b(?:in |during |en |durante )?(?:the month of |(?:el )?mes de )?{months.NAMES} (?:only|solamente|unicamente)\b"
    rf"|\b(?:(?:first|last|second|middle|next|two|three|\d) ){{1,3}}weeks? (?:of|in) {months.NAMES}\b"
)
_LIMITED = re.compile(
    rf"\b(?:only|just|solo|solamente|unicamente)\b(?: \w+){{0,2}}? ?(?:in |during |over |for |en |durante |por )?(?:the |el |la )?(?:{_PART})\b"
    rf"|\b(?:{_PART})(?: (?:months?|season|break|sessions?|semesters?|terms?|program|camp|vacation))?(?: |-)(?:only|solamente|unicamente)\b"
    rf"|\b(?:in|during|en|durante) (?:the |el |la )?(?:{_PART}) (?:only|solamente)\b"
)
_RECURRENT = re.compile(
    rf"\b(?:every|each|in|during|over|throughout|for|while|when|cada|en|durante|todos los|todas las) (?:the |el |la )?(?:{_PART})\b|\b(?:{_PART}) (?:of )?(?:20\d\d|'\d\d)\b"
)
_COUNT = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)"
)
_WHOLE = re.compile(
    rf"(?:(?:[a-z]+ ){{0,2}}(?:season|months?|dates?|terms?|sessions?|semesters?|when|starts?|duration|temporada|meses|fechas?|epoca|periodo)\b\W*)?"
    rf"(?:an? )?(?:{_COUNT}[ -](?:weeks?|days?|months?|semanas?|dias?|meses)\W{{0,2}}(?:long )?)?"
    rf"(?:(?:every|each|in|during|over|throughout|for|this|next|of|only|cada|en|durante|todos los|de|del|este|proximo) )*(?:the |el |la )?"
    rf"(?:{_PART})(?: (?:season|months?|program|session|term|semester|break|vacation|camp|only))?(?: \d| i+)?(?:,? (?:of )?(?:20\d\d|'\d\d))?"
)
_STARTS = re.compile(rf"\b(?:season|months?|dates|when|temporada|meses|mes|epoca)\W+(?:in |en )?{months.NAMES}\W*$")
_ALL_YEAR = re.compile(
    r"\ball[ -]year\b|\byear[ -]?round\b|\bevery month\b|\b(?:12|twelve) months\b|\btodo el ano\b|\ball seasons\b|\bthroughout the year\b|\bany time of (?:the )?year\b"
)
# What months are about if they are not a season.
_OTHER = re.compile(
    r"\b(?:appl(?:y|ic)|enrol|regist|sign(?:ing)?[ -]?ups?\b|deadline|clos|except|exclud|not?\b|without|intake|birth|born|fiscal|accept|due\b|tax(?:es)?\b(?! (?:help|prep|site|clinic|assist))"
    r"|(?:summer|winter|school[ -]year|holiday|extended|longer|shorter|different) hours|hours? (?:change|vary|differ|are)|schedule (?:change|var)|also\b|additional|addition\b|plus\b|as well\b|extra\b|besides|tambien|ademas"
    r"|since\b|desde\b|founded|established|call\b|by appointment|meeting (?:is|are|will|dates?)|(?:next|board|annual) (?:meetings?|workshops?|events?|class|session)|orientation|open house|picnic|gala|fundrais|conference|inscri|solicit|cerrad|excepto|salvo|ningun"
    r"|stree?t\b|avenue|road|reopen|weather|festival|parade|survey|newsletter|updated?\b|as of\b|data\b|serves? (?:as )?|survived|tutor(?:ed|s) (?:who|since))"
)
# Phrases with which a sentence gives the season of the service itself and of nothing else.
_RUNS = re.compile(
    r"\b(?:open|runs?|running|meets?|held|offered|operates?|available|season|camps?|programs?|only|sessions?|class(?:es)?|takes place|happens|seasonal|clubs?|plays?"
    r"|lasts?|weeks?|serves?|served|dates|funciona|abiert[oa]s?|abre|abren|se ofrece|se ofrecen|ofrecid[oa]s?|disponible|campamento|programa|clases|solo|solamente|temporada|semanas|fechas|from"
    r"|free|for (?:kids|children|youth|teens|ages)|lessons?|lunch(?:es)?|meals?|activit(?:y|ies)|workshops?|groups?|practices?|trips?|leagues?|almuerzos?|comidas?|talleres?|gratis|gratuit[oa]s?)\b"
)
_OF_IT = re.compile(
    r"^\W*(?:it|this|we|our|the (?:program|camp|class(?:es)?|service|sessions?|groups?|season|league)|program|camp|class(?:es)?|sessions?|groups?|season(?:al)?|dates?|open|runs?|meets?|held|offered|operates"
    r"|available|only|every|each|during|in|over|from|el (?:programa|campamento)|programa|campamento|las clases|solo|solamente|abierto|abre|funciona|se ofrece|cada|durante|en|de|temporada|fechas?"
    r"|\d|early|mid|late)\b"
)
_BOTH = (re.compile(rf"\b(?:{_SUMMER})\b"), re.compile(rf"\b(?:{_SCHOOL})\b"))


@dataclass(frozen=True, slots=True)
class Season:
    """The first and the last month, from 1 to 12; a season may extend past the new year."""

    first: int
    last: int

    def holds(self, month: int) -> bool:
        """Whether the service runs in a month."""
        inside = self.first <= month <= self.last
        return inside if self.first <= self.last else not self.last < month < self.first


def read(hours: str | None, *texts: str | None) -> Season | None:
    """Return the season in the hours, or else in the texts, where a sentence must give it for the service itself.

    None if there is no season or it is not clear.
    """
    return _read(hours or "", tuple(text for text in texts if text))


@lru_cache(maxsize=8192)
def _read(hours: str, texts: tuple[str, ...]) -> Season | None:
    if _ALL_YEAR.search(fold("\n".join((hours, *texts)))):
        return None
    told = _season([part for part in re.split(r"[;\n]", hours) if part.strip()])
    if not told:
        told = _season([part for text in texts for part in _sentences(text)])
    return Season(*next(iter(told))) if len(told) == 1 else None


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences about when the service runs; later ones only if the service is their subject."""
    first = True
    for part in re.split(
        r"(?<!\b[Jj]an)(?<!\b[Ff]eb)(?<!\b[AaMm][pa]r)(?<!\b[Jj]u[nl])(?<!\b[Aa]ug)(?<!\b[SsOoNnDd]e[pcv])(?<!\b[Oo]ct)(?<!\b[Nn]ov)(?<!\b[Ss]ept)\.(?!\w)|[!;\n]",
        text,
    ):
        if part.strip():
            folded = fold(part).strip()
            if _spoken_alone(folded) or (_RUNS.search(folded) and (first or _OF_IT.match(folded))):
                yield part
            first = False


def _spoken_alone(folded: str) -> bool:
    """Whether a sentence is a season and nothing else: "Every summer", "6 weeks in summer", "June-August"."""
    bare = _bare(folded)
    return (
        any(pattern.fullmatch(bare) for pattern in (_WHOLE, _RANGE, _LIST))
        or any(pattern.match(bare) for pattern in (_ALONE, _LIMITED))
        or any(months.dated(bare))
    )


_BEHIND = re.compile(
    r"\W+(?:only|solamente|unicamente|weather permitting|(?:each|every) year|annually|yearly|cada ano|todos los anos)\W*$"
)


def _bare(folded: str) -> str:
    folded = _BEHIND.sub("", folded)
    return re.sub(r"^(?:from|between|in|during|de|desde|del|entre|en) ", "", folded.strip(" .()[]:-–—")).strip(" .()[]")


def _season(parts: list[str]) -> set[tuple[int, int]]:
    """Return the seasons in these parts: months and dates if any are named, else the summer, the school year and the like."""
    months_named: set[tuple[int, int]] = set()
    words: set[tuple[int, int]] = set()
    for part in parts:
        folded = _BEHIND.sub("", fold(part).strip()) if _RANGE.search(fold(part)) else fold(part).strip()
        if _OTHER.search(folded) or all(pattern.search(folded) for pattern in _BOTH):
            continue
        months_named |= set(_months(part, folded))
        words |= set(_words(folded))
    # The whole year is not a season.
    return {(first, last) for first, last in months_named or words if (last + 1 - first) % 12}


def _months(said: str, folded: str) -> Iterator[tuple[int, int]]:
    yield from months.dated(folded)
    for found in _RANGE.finditer(folded):
        first, last = months.of_point(found, 1), months.of_point(found, 2)
        if first != last:  # the same month twice, or days within one month, is a meeting
            yield first, last
    for found in _LIST.finditer(folded):
        if not months.is_names(said, found[0]) and (season := months.in_a_row(found[0])):
            yield season
    for found in (*_ALONE.finditer(folded), *_STARTS.finditer(folded)):
        month = next(months.number(name) for name in found.groups() if name)
        if not _LIST.search(folded) and not _RANGE.search(folded):
            yield month, month


def _words(folded: str) -> Iterator[tuple[int, int]]:
    said = [found[0] for found in (*_LIMITED.finditer(folded), *_RECURRENT.finditer(folded))]
    if _WHOLE.fullmatch(_bare(folded)):
        said.append(folded)
    for words in said:
        yield from (of for pattern, of in _PARTS if re.search(rf"\b(?:{pattern})\b", words))
