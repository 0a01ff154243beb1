"""The months in which a service runs, where a listing says that it does not run all year: "June to August", "summer only".

What else a range of months may be (when one may apply, when it is closed) is none; two ranges leave the season unknown.

>>> read("Monday to Friday, 9 am to 4 pm, June to August")
Season(first=6, last=8)
>>> read("Closed July to August") is None
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_MONTH = rf"(?:(?:early|mid|late|the (?:beginning|middle|end) of)[ -])?({_NAMES})\b\.?(?: \d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,? \d{{4}}\b)?"
_RANGE = re.compile(rf"\b{_MONTH} ?(?:to|thru|through|until|till|[-–—]) ?{_MONTH}", re.IGNORECASE)
_WORDS = (
    (re.compile(r"\bsummers? only\b|\bonly (?:in|during) (?:the )?summers?\b|\bduring the summer only\b", re.IGNORECASE), (6, 8)),
    (re.compile(r"\bschool year only\b|\bonly (?:in|during) the school year\b", re.IGNORECASE), (9, 6)),
)
_ALL_YEAR = re.compile(r"\ball year\b|\byear[ -]round\b|\bevery month\b|\b12 months\b", re.IGNORECASE)
# What a range of months is about where it is no season.
_OTHER = re.compile(
    r"\b(?:appl(?:y|ic)|enrol|regist|sign[ -]?up|deadline|clos|except|exclud|not?\b|without|intake|birth|born|fiscal|accept|due\b|tax|summer hours|hours? (?:change|vary))",
    re.IGNORECASE,
)
# What a sentence of prose says where it does tell a season.
_RUNS = re.compile(
    r"\b(?:open|runs?|running|meets?|held|offered|operates?|available|season|camps?|programs?|only|sessions?|classes|takes place|happens)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Season:
    """The first and the last month, from 1 to 12; a season may go over the new year."""

    first: int
    last: int

    def holds(self, month: int) -> bool:
        """Whether it runs in a month."""
        inside = self.first <= month <= self.last
        return inside if self.first <= self.last else not self.last < month < self.first


def read(hours: str | None, description: str | None = None) -> Season | None:
    """The season that a line of hours tells, else that of the description; None where none is told or it is not plain."""
    if _ALL_YEAR.search(f"{hours or ''} {description or ''}"):
        return None
    lines = _found(re.split(r"[;\n]", hours or ""))
    told = lines or _found([part for part in re.split(r"[.;\n]", description or "") if _RUNS.search(part)])
    return Season(*next(iter(told))) if len(told) == 1 else None


def _found(parts: list[str]) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for part in parts:
        if not _OTHER.search(part):
            found |= {(_number(match[1]), _number(match[2])) for match in _RANGE.finditer(part)}
            found |= {months for pattern, months in _WORDS if pattern.search(part)}
    # The whole year, and a month alone that somebody wrote twice, are no season.
    return {(first, last) for first, last in found if (last + 1 - first) % 12 and first != last}


def _number(name: str) -> int:
    return _MONTHS.index(name[:3].casefold()) + 1
