"""Numbers beside a school level that are its grades: "Middle School (6-8)", and "6-8" beside "K-5" in one cell.

The grades that each level can have decide: "High School (14-18)" and "Elementary 5-12" are ages.
"""

from __future__ import annotations

import re

# Lowest first grade, highest first grade, highest last grade.
_LEVELS = {
    "elementary": (1, 4, 6), "middle": (4, 7, 9), "high": (7, 10, 12), "elementary middle": (1, 4, 9), "middle high": (4, 8, 12),
    "elementary high": (1, 4, 12),
}  # fmt: skip
_LEVEL = r"elem(?:entary)?|middle|intermediate|junior high|jr\.? high|(?:senior |sr\.? )?high|ms|hs|es"
_NAME = rf"(?P<level>(?:{_LEVEL})\b\.?)(?:[ -]?schools?)?(?:\s*(?:/|&|and|-|to)\s*(?P<next>(?:{_LEVEL})\b))?\.?(?:[ -]?schools?)?"
_RANGE = r"(?P<low>\d{1,2})(?:st|nd|rd|th)?\s*(?:-|–|to|through)\s*(?P<high>\d{1,2})(?:st|nd|rd|th)?"
_NAME_FIRST = re.compile(rf"\b{_NAME}\s*[(:,-]?\s*{_RANGE}(?![\d+]|\s*y)", re.IGNORECASE)
_NAME_LAST = re.compile(rf"(?<![\d-]){_RANGE}\s*[(:,-]?\s*{_NAME}", re.IGNORECASE)
_BARE = re.compile(r"(?<![\w.-])(\d{1,2})\s*(?:-|–)\s*(\d{1,2})(?![\w.+-])")
_FROM_KINDERGARTEN = re.compile(
    r"(?:^|[,;/&|]\s*|and )(?:pre-?k|pk|tk|k)\s*(?:-|–)\s*(\d{1,2})(?=\s*(?:[,;/&|]|and\b))", re.IGNORECASE
)


def as_grades(text: str) -> str:
    """Return the cell with "grades" inserted before the numbers that can only be grades."""
    text = _NAME_LAST.sub(_as_grade_span, _NAME_FIRST.sub(_as_grade_span, text))
    start = _FROM_KINDERGARTEN.search(text)
    if start and "age" not in text.lower() and all(int(n) <= 12 for n in re.findall(r"\d+", text)):
        return _BARE.sub(r"grades \1-\2", text)
    return text


def all_grades(text: str) -> str:
    """Return the cell with "grades" inserted before each bare range, for a column that is about grades alone."""
    return _BARE.sub(r"grades \1-\2", text)


def _as_grade_span(found: re.Match[str]) -> str:
    first, last = _plain(found["level"]), _plain(found["next"] or found["level"])
    lowest, highest, most = _LEVELS.get(first if first == last else f"{first} {last}", (1, 0, 0))
    low, high = int(found["low"]), int(found["high"])
    return f" grades {low}-{high} " if lowest <= low <= highest and low <= high <= most else found[0]


def _plain(level: str) -> str:
    said = level.lower()
    if said.startswith("e"):
        return "elementary"
    return "middle" if said.startswith(("mi", "ms", "i", "j")) else "high"
