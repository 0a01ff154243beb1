"""What several cells decide together: how a service is offered, whether its place is confidential, and the needs it answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from importers.fields import Target
from importers.identity import fold
from importers.problem_codes import RowCode
from importers.problems import Severity, Trouble
from importers.records import Fields, NeedFit
from importers.rows.findings import Findings, ProblemLog, items, words
from importers.rows.source_row import SourceRow, plain
from importers.rows.stages.marks import Marks
from importers.values import text
from matching import needs

_MODES: Sequence[tuple[str, re.Pattern[str]]] = tuple(
    (mode, re.compile(pattern, re.IGNORECASE))
    for mode, pattern in (
        ("in_person", r"in[- ]person|face[- ]to[- ]face|on[- ]?site\b|hybrid|walk[- ]in|presencial"),
        ("online", r"\bonline\b|\bon-line (?:class|program|tutor|counsel)|\bvirtual(?:ly)?\b|telehealth|telemedicine|\bremote(?:ly)?\b|hybrid|\bzoom\b|en l[ií]nea"),
        ("phone", r"\bhot ?line\b|\bhelp ?line\b|\bwarm ?line\b|by (?:tele)?phone\b|over the (?:tele)?phone|telephone (?:counsel|support)|phone support"),
        ("home", r"home[- ]visit(?!s?:)|in[- ]home\b|home[- ]based|visits? (?:families )?at home|visitas? (?:al hogar|a domicilio)"),
        ("school", r"school[- ]based|\bin[- ]school (?:program|service|counsel|support)|at (?:the )?student'?s'? school"),
    )
)  # fmt: skip
_WORDS_OF_MODE = (Target.SERVICE_NAME, Target.PROGRAM_NAME, Target.SERVICE_DESCRIPTION, Target.CATEGORIES)
_PLACES = {
    "home": re.compile(r"(?:^|[,;/&|]|\bor |\band |\bat )\s*(?:student'?s'? |your |the )?homes?\s*(?:$|[,;/&|]|or\b|and\b)", re.IGNORECASE),
    "school": re.compile(r"(?:^|[,;/&|]|\bor |\band |\bat )\s*(?:on |the )?schools?(?: sites?| buildings?| campus)?\s*(?:$|[,;/&|]|or\b|and\b)", re.IGNORECASE),
    "in_person": re.compile(r"\blibrary\b|\bcommunity center\b|\bour (?:center|office|site)\b|\btutoring center\b|\boffice\b", re.IGNORECASE),
}  # fmt: skip
_PHONE_CELL = re.compile(r"\b(tele)?phone\b|\btel[eé]fono\b|\bcall\b", re.IGNORECASE)
_VIOLENCE = re.compile(
    r"domestic violence|battered|abus(?:ed|ive) (?:women|partner|relationship)|violencia dom[eé]stica|fleeing violence",
    re.IGNORECASE,
)
_LISTED = 90  # characters of a description that may be a list of kinds of help
_WORDS_OF_KIND = 3
_OTHER_THAN_HELP = re.compile(
    r"[.!?\d]|\b(?:cent(?:er|re)s?|organi[sz]ations?|agenc(?:y|ies)|offices?|facilit(?:y|ies)|centros?|organizaci[oó]n|agencias?|oficinas?)\b",
    re.IGNORECASE,
)
"""Sentences, figures and kinds of places: "Multi-service center" does not say which help is given there."""
_SHELTER = re.compile(r"\bshelter|safe ?house|safe home|transitional housing|refugio|albergue", re.IGNORECASE)


def modes(row: SourceRow, fields: Fields, online: Sequence[str]) -> Findings:
    """Return how the service is offered: from its own column, from plain words elsewhere, and from having a street.

    `online` are the cells in place of an address that say so.
    """
    said = [*(cell for _, cell in row.full("modes")), *online]
    found = set(items(fields.get(Target.MODES)))
    for told in (*said, *(_text(fields.get(t)) for t in _WORDS_OF_MODE)):
        found |= {mode for mode, pattern in _MODES if pattern.search(told)}
    found |= {mode for mode, pattern in _PLACES.items() if any(pattern.search(cell) for cell in said)}
    if any(_PHONE_CELL.search(cell) for cell in said):
        found.add("phone")
    if fields.get(Target.ADDRESS_ADDRESS_1) and fields.get(Target.LOCATION_LOCATION_TYPE) != "postal":
        found.add("in_person")
    return Findings({Target.MODES: tuple(sorted(found))} if found or online or row.has("modes") else {})


def _text(value: object) -> str:
    return value if isinstance(value, str) else "; ".join(map(str, value)) if isinstance(value, tuple) else ""


def confidential(fields: Fields) -> Findings:
    """Return whether a shelter from violence without a street keeps its place confidential on purpose."""
    told = " ".join(
        _text(fields.get(t))
        for t in (Target.ORGANIZATION_NAME, Target.SERVICE_NAME, Target.SERVICE_DESCRIPTION, Target.CATEGORIES)
    )
    hides = _VIOLENCE.search(told) and _SHELTER.search(told) and not fields.get(Target.ADDRESS_ADDRESS_1)
    return Findings({Target.SERVICE_CONFIDENTIAL: True} if hides else {})


def answered_needs(row: SourceRow, fields: Fields, marked: Marks) -> Findings:
    """Return the need terms that the service answers, surest first."""
    log = ProblemLog(row.line)
    heading = (row.heading,) if row.heading else ()
    found = _classified(
        (*_words(fields.get(Target.CATEGORIES)), *heading, *_kinds_described(fields)),
        tuple(dict.fromkeys(n for n in (words(fields, Target.SERVICE_NAME), words(fields, Target.SERVICE_ALTERNATE_NAME)) if n)),
        words(fields, Target.PROGRAM_NAME),
        _words(fields.get(Target.KEYWORDS)),
        words(fields, Target.SERVICE_DESCRIPTION),
        "" if row.organization else words(fields, Target.ORGANIZATION_NAME),
        tuple(dict.fromkeys(slug for mark in marked.marks for slug in mark.needs)),
        marked.usual,
    )
    fits = dict(found)
    if not fits:
        said = words(fields, Target.SERVICE_NAME) or plain(" ".join(row.cells.values()))
        log.add(None, said, Trouble(RowCode.NO_NEED, severity=Severity.INFO))
    surest = sorted(fits.items(), key=lambda item: (-item[1], item[0]))
    return Findings({Target.NEEDS: tuple(NeedFit(slug, fit) for slug, fit in surest)}, log.problems())


def _kinds_described(fields: Fields) -> tuple[str, ...]:
    """Return the kinds of help that a description is no more than a list of: "Tutoring", "Food pantry; clothing."."""
    said = words(fields, Target.SERVICE_DESCRIPTION)
    names = {fold(fields.get(target)) for target in (Target.SERVICE_NAME, Target.ORGANIZATION_NAME, Target.LOCATION_NAME)}
    return () if len(said) > _LISTED or fold(said) in names else _kinds(said)


@lru_cache(maxsize=8192)
def _kinds(said: str) -> tuple[str, ...]:
    items = tuple(item for item in text.split_list(said.strip().rstrip(".")) if item.strip())
    brief = all(len(item.split()) <= _WORDS_OF_KIND and not _OTHER_THAN_HELP.search(item) for item in items)
    return items if brief and all(needs.classify({"categories": [item]}) for item in items) else ()


def _words(value: object) -> tuple[str, ...]:
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, tuple) else ()


@lru_cache(maxsize=8192)
def _classified(  # noqa: PLR0917  # the parts of classify, as a cache wants them: hashable and in one order
    categories: tuple[str, ...],
    name: tuple[str, ...],
    program: str,
    keywords: tuple[str, ...],
    description: str,
    organization: str,
    marked: tuple[str, ...],
    usual: tuple[str, ...],
) -> tuple[tuple[str, float], ...]:
    parts = {
        "categories": categories,
        "name": name,
        "program": program,
        "keywords": keywords,
        "description": description,
        "organization": organization,
        "terms": marked,
        "usual": usual,
    }
    return tuple(needs.classify(parts).items())
