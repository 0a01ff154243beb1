"""What a column of marks means, by its header: an age group, a need, a payment, a language, a mode, a weekday, access."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from importers.columns import headers
from importers.columns.column import ColumnMark
from importers.values import ages, languages
from matching import needs

_AGES: Mapping[str, tuple[float, float | None]] = {
    "infant": (0, 1), "baby": (0, 1), "toddler": (1, 3), "early childhood": (0, 5), "preschool": (3, 5), "pre k": (3, 5), "prek": (3, 5),
    "elementary": (5, 11), "middle school": (11, 14), "high school": (14, 18), "child": (0, 17), "children": (0, 17), "chld": (0, 17),
    "kid": (0, 17), "adolescent": (12, 17), "teen": (13, 18), "teenager": (13, 18), "young adult": (18, 25), "yad": (18, 25),
    "transition age youth": (16, 24), "adult": (18, 64), "adlt": (18, 64), "senior": (60, None), "snr": (60, None), "older adult": (60, None),
    "all age": (0, None), "nino": (0, 17), "adolescente": (12, 17), "adulto": (18, 64), "k 5": (5, 11), "6 8": (11, 14), "9 12": (14, 18),
}  # fmt: skip
_PAYMENTS: Mapping[str, str] = {
    "medicaid": "medicaid", "medicare": "medicare", "medi cal": "medicaid", "private insurance": "private", "commercial insurance": "private",
    "sliding": "sliding_scale", "sliding scale": "sliding_scale", "sliding fee": "sliding_scale", "free": "free", "no cost": "free",
    "uninsured": "uninsured", "no insurance": "uninsured", "self pay": "fee", "gratis": "free", "gratuito": "free", "private pay": "fee",
    "no fee": "free", "financial aid": "sliding_scale", "scholarship": "sliding_scale", "scholarships": "sliding_scale",
    "financial assistance": "sliding_scale", "free service": "free", "free or low cost": "free",
}  # fmt: skip
_MODES: Mapping[str, str] = {
    "in person": "in_person", "online": "online", "virtual": "online", "telehealth": "online", "remote": "online", "telemedicine": "online",
    "phone support": "phone", "by phone": "phone", "home visit": "home", "in home": "home", "home based": "home", "school based": "school",
    "on site school": "school", "presencial": "in_person", "en linea": "online",
}  # fmt: skip
_TOGETHER = 3  # number of two-letter codes that together are certain
_ACCESS = re.compile(r"wheelchair|accessib|\bada\b|\bramp\b|elevator|handicap|asl\b|sign language", re.IGNORECASE)
_PREFIX = re.compile(
    r"^(flag|filter|is|has|offers?|accepts?|serves?|provides?|takes?|for|svc|speaks?|service|q\d+)[\s_:.-]+", re.IGNORECASE
)
_WHOM = re.compile(r"(serves?|accepts?|takes?)[\s_:.-]+(\S.*)", re.IGNORECASE)
_SAMHSA: Mapping[str, ColumnMark] = {  # codes of the federal treatment locator, in its downloads and in lists made from them
    "saf": ColumnMark(needs=("substance-use",)), "sa": ColumnMark(needs=("substance-use",)), "mhf": ColumnMark(needs=("counseling",)), "mh": ColumnMark(needs=("counseling",)),
    "mc": ColumnMark(payments=("medicare",)), "md": ColumnMark(payments=("medicaid",)), "pi": ColumnMark(payments=("private",)), "ss": ColumnMark(payments=("sliding_scale",)),
    "np ss": ColumnMark(payments=("free", "sliding_scale", "uninsured")), "np": ColumnMark(payments=("free",)), "gl": ColumnMark(keywords=("LGBTQ+ clients",)),
    "vet": ColumnMark(keywords=("Veterans",)), "pw": ColumnMark(keywords=("Pregnant women",)), "hv": ColumnMark(keywords=("People with HIV",)),
    "dv": ColumnMark(keywords=("Survivors of domestic violence",)), "inpatient svc": ColumnMark(keywords=("Inpatient service",)),
    "residential pgm": ColumnMark(keywords=("Residential program",)), "military": ColumnMark(keywords=("Military families",)),
}  # fmt: skip


def federal(headers: Iterable[str]) -> Mapping[str, ColumnMark]:
    """Return the headers that are codes of the federal treatment locator, if there are enough that they must be those codes."""
    found = {header: _SAMHSA[code] for header in headers if (code := re.sub(r"[\s_-]+", " ", header.strip()).lower()) in _SAMHSA}
    return found if len(found) >= _TOGETHER else {}


def of(header: str) -> ColumnMark | None:
    """Return what a mark under `header` says; None if the header does not show it."""
    bare = _PREFIX.sub("", header.strip())
    code = re.sub(r"[\s_-]+", " ", bare).lower()
    if bare != header.strip() and code in _SAMHSA:
        return _SAMHSA[code]
    if day := headers.weekday(header):
        return ColumnMark(days=(day[0],))
    said = " ".join(headers.words(bare))
    whole = re.sub(r"[^a-z0-9+]+", " ", bare.lower()).strip()
    group = _group(said, whole, bare)
    spoken = tuple(dict.fromkeys(c for word in (bare, *whole.split()) if len(word) > 3 and (c := languages.code(word))))
    mark = ColumnMark(
        ages=group,
        payments=_named(_PAYMENTS, said, whole),
        languages=spoken,
        modes=_named(_MODES, said, whole),
        accessibility=(bare,) if _ACCESS.search(bare) else (),
    )
    if not mark and (whom := _WHOM.match(header.strip())):
        return ColumnMark(keywords=(whom[2].replace("_", " ").strip(),))
    return mark or ColumnMark(needs=_NEEDS.get(whole) or tuple(needs.classify({"categories": [bare.replace("_", " ")]}))) or None


_NEEDS = {"technology": ("computers-internet",)}
"""Needs that a header of a column of marks means otherwise than a category of that name."""


def _group(said: str, whole: str, header: str) -> tuple[float, float | None] | None:
    for words in (said, whole):
        if words in _AGES:
            return _AGES[words]
    read = (ages.read(header, "ages") if re.search(r"\d", header) else ages.groups_alone(header)).value
    return (read.minimum or 0, read.maximum) if read else None


def _named(table: Mapping[str, str], said: str, whole: str) -> tuple[str, ...]:
    found = [value for words, value in table.items() if f" {words} " in f" {said} " or f" {words} " in f" {whole} "]
    return tuple(dict.fromkeys(found))
