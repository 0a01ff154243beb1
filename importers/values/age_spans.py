"""Age expressions in a marked text (see age_words), and the one range that covers them all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from importers.problem_codes import AgeCode
from importers.problems import Severity, Trouble
from importers.values import Reading
from importers.values.age_words import group

OLDEST = 120


@dataclass(frozen=True, slots=True)
class AgeRange:
    """A range of ages in inclusive years; None if there is no limit or none is given."""

    minimum: float | None
    maximum: float | None


@dataclass(frozen=True, slots=True)
class Span:
    """One expression: its ages, its position in the marked text, and its parts."""

    low: float | None
    high: float | None
    start: int
    end: int
    first: str
    second: str | None = None
    form: str = "single"

    @property
    def only_a_word(self) -> bool:
        return self.form == "single" and self.first.startswith("{")


_POINT = r"@?(?:(?<![\d.:$#])\d{1,4}(?:\.\d+)?+(?!\d|:\d|\s?%)[yYZ]?+|g(?:\d{1,2}(?!\d)|p|q)|\{[A-Z]\})"
_OLDER = (
    r"\s*(?:\+|plus\b|,?\s*(?:(?:and|or|&|y|o|/|to)\s*)?\(?(?:older|over|up(?!\s*to\b)|upwards?|above|beyond|mas|mayor(?:es)?)\b(?!\s*(?:the\s*|de\s*|que\s*)?@?\d)"
    r"|en adelante\b|-\s*(?:up|older)\b)"
)
_YOUNGER = r"\s*,?\s*(?:(?:and|or|&|y|o|/)\s*)?\(?(?:under|younger|below|less|menos|menor(?:es)?)\b(?!\s*(?:than|de|que|(?:the\s*)?@?\d))"
_THE = r"\s*(?:(?:the|de|of|is|los|edad)\b\s*)*"
# Words before an age; the group that matches tells which limit it is.
_BEFORE = {
    "least": r"\b(?:no ?(?:one|body)|not|none|no \{[A-Z]\}) (?:under|below|younger than)\b|\b(?:no|not) (?:younger|less) than\b"
              r"|\b(?:must be |be )?(?:at least|over|above|older than|more than)\b|\bmust be\b|\bmin(?:imum)?\b\.?|\bstarting(?: at)?\b"
              r"|\bbeginning(?: at)?\b|\b(?:begins?|starts?) at\b|\bfrom\b|\bdesde\b|\ba partir\b|\bmayor(?:es)?\b|\bmas\b|>=?|≥",
    "most": r"\b(?:no|not) (?:older|more) than\b|\b(?:no ?(?:one|body) |not )over\b|\b(?:up to|until|till|through|thru|to|hasta)\b"
             r"|\bmax(?:imum)?\b\.?|\bat most\b|<=|≤",
    "less": r"\b(?:must be )?(?:under|below|younger than|less than)\b|\bmenor(?:es)?\b|\bmenos\b|<",
    "between": r"\b(?:between|bet\.?|entre)(?![a-z])",
}  # fmt: skip
_PREFIX = "(?:(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _BEFORE.items()) + rf"){_THE}:?\s*)?+"
_TO = rf"\s*(?:-+|/?\bto\b|\bthru\b|\bthrough\b|\buntil\b|\btill\b|\bup to\b|\ba\b|\bhasta\b|(?(between)(?:\band\b|\by\b|&)|(?!))){_THE}"
# A range ends only if neither another dash nor "and up" follows: "Elementary - 5-12", "6-12 and older".
_NO_MORE = rf"(?!\s*(?:-+|to\b|through\b|thru\b)\s*[\dg@{{])(?!{_OLDER})"
EXPRESSION = re.compile(
    rf"{_PREFIX}(?P<first>{_POINT})(?:(?P<to>{_TO})(?P<second>{_POINT}){_NO_MORE}|(?P<older>{_OLDER})|(?P<younger>{_YOUNGER}))?"
)


def _point(text: str) -> tuple[float | None, float | None]:
    """Return the first and last year of one point; None if it is not a possible age, or is open."""
    bare = text.lstrip("@")
    if bare.startswith("{"):
        _, meant = group(bare)
        return float(meant.low), None if meant.high is None else float(meant.high)
    if bare.startswith("g"):
        grade = {"p": -1, "q": -2}.get(bare[1]) if bare[1] in "pq" else int(bare[1:])
        return (grade + 5.0, grade + 6.0) if grade is not None and grade <= 12 else (None, None)
    years = float(bare.rstrip("yYZ"))
    return (years, years) if years <= OLDEST else (None, None)


def _below(years: float | None) -> float | None:
    """Return the last inclusive year of "under" an age; fractions of a year are unchanged."""
    if years is None or years != int(years):
        return years
    return max(years - 1.0, 0.0)


def _span(found: re.Match[str]) -> Span:
    first, second = found["first"], found["second"]
    low, high = _point(first)
    form = next((name for name in ("second", "older", "younger", "least", "most", "less") if found[name]), "single")
    if second:
        high = _point(second)[1]
        if first.startswith("{") and group(first)[1].vague and high is not None:
            low = None  # "youth through age 21" does not give the lowest age
    ends = {
        "older": (low, None),
        "least": (low, None),
        "younger": (None, high),
        "most": (None, high),
        "less": (None, _below(low)),
    }
    low, high = ends.get(form, (low, high))
    return Span(low, high, found.start(), found.end(), first, second, form)


def _impossible(span: Span) -> bool:
    """Whether a number in the expression cannot be an age."""
    return any(_point(point) == (None, None) for point in (span.first, span.second) if point)


def refined(text: str, spans: list[Span]) -> list[Span]:
    """Return the spans without words that the numbers beside them make precise: "adults 21 and over", "Elementary (K-5)"."""
    dropped = set()
    if not all(span.only_a_word for span in spans):
        dropped = {at for at, span in enumerate(spans) if span.only_a_word and group(span.first)[0] == "families"}
    for at, (left, right) in enumerate(pairwise(spans)):
        between = text[left.end : right.start]
        if left.only_a_word and not right.only_a_word and re.fullmatch(r"[\s,:(\[-]*(?:of |are |is |grades? )?", between):
            dropped.add(at)
        if right.only_a_word and not left.only_a_word and not between.strip(" -"):
            dropped.add(at + 1)
        if right.only_a_word and _repeats(left, right, between):
            dropped.add(at + 1)
        if left.only_a_word is False and right.only_a_word:
            dropped |= _aside(text, left, spans, at + 1)
    for at in range(len(spans) - 2, -1, -1):  # "Boys and girls, 11 - 21 years"
        left, right = spans[at], spans[at + 1]
        same = left.only_a_word and right.only_a_word and group(left.first) == group(right.first)
        if at + 1 in dropped and same and _AND.fullmatch(text[left.end : right.start]):
            dropped.add(at)
    return [span for at, span in enumerate(spans) if at not in dropped]


_AND = re.compile(r"\s*(?:,|&|/|\band\b|\bor\b|\by\b)\s*")
_LEVELS = frozenset({"elementary school", "middle school", "high school", "secondary school"})


def _repeats(left: Span, right: Span, between: str) -> bool:
    """Whether a word only names the pupils of a level of school: "high school students"."""
    if not left.only_a_word or between.strip():
        return False
    return group(left.first)[0] in _LEVELS and group(right.first)[0] == "students"


def apart(spans: list[Span]) -> bool:
    """Whether the spans leave out ages between them, so that one range says more than the cell: "0-5, 13-17"."""
    ends = sorted((span.low or 0.0, OLDEST if span.high is None else span.high) for span in spans)
    highest = ends[0][1] if ends else 0.0
    for low, high in ends[1:]:
        if low > highest + 1:
            return True
        highest = max(highest, high)
    return False


def _aside(text: str, left: Span, spans: list[Span], at: int) -> set[int]:
    """Return the indexes of words in parentheses that only repeat the range before: "ages 9-12 (elementary & middle school)"."""
    bracket = re.match(r"\s*\(([^()]*)\)", text[left.end :])
    if not bracket or left.low is None or left.high is None:
        return set()
    words = [i for i in range(at, len(spans)) if spans[i].end <= left.end + bracket.end()]
    low, high = left.low, left.high
    again = all(spans[i].only_a_word and (spans[i].low or 0) <= high and (spans[i].high or OLDEST) >= low for i in words)
    return set(words) if again else set()


_BOTH_HOLD = re.compile(r"[\s,]*(?:and|but|&|y)[\s,]*(?:(?:also|must|be|is|are|{[A-Z]})[\s,]+)*")


def joined(text: str, spans: list[Span]) -> list[Span]:
    """Return the spans with two limits that both apply merged into one range: "at least 13 and not older than 17"."""
    whole: list[Span] = []
    for span in spans:
        least = whole[-1] if whole else span
        if (
            least.low is not None
            and least.high is None
            and span.low is None
            and span.high is not None
            and span.high >= least.low
            and _BOTH_HOLD.fullmatch(text[least.end : span.start])
        ):
            whole[-1] = Span(least.low, span.high, least.start, span.end, least.first, span.first, "second")
        else:
            whole.append(span)
    return whole


def _hull(spans: list[Span]) -> AgeRange:
    """Return the range that covers every span.

    An upper limit alone that reaches beyond another range extends it ("12-17 (up to 21 if in school)") and does not remove its
    lower limit.
    """
    lows = [span.low for span in spans if span.low is not None]
    tops = [span.high for span in spans if span.low is None and span.high is not None]
    closed = [span.high for span in spans if span.low is not None and span.high is not None]
    extends = bool(tops) and bool(closed) and len(closed) == len(lows) and min(tops) >= max(closed)
    low = min(lows) if lows and (not tops or extends) else None
    high = None if any(span.high is None for span in spans) else max(closed + tops)
    return AgeRange(low, high)


def expressions(marks: str) -> tuple[list[Span], list[Trouble]]:
    """Return the spans of a marked text; backward ranges are reversed, and numbers that are not ages are dropped."""
    spans, troubles = [], []
    for found in EXPRESSION.finditer(marks):
        span = _span(found)
        if _impossible(span):
            number = next(p.strip("@gyYZ") for p in (span.first, span.second) if p and _point(p) == (None, None))
            troubles.append(Trouble(AgeCode.NUMBER_NO_AGE, {"number": number}))
        if span.low is None and span.high is None:  # not an age, or as vague as "up to adult"
            continue
        if span.low is not None and span.high is not None and span.low > span.high:
            low, high = _point(span.second or "")[0] if span.second else span.high, _point(span.first)[1]
            span = Span(low, high, span.start, span.end, span.first, span.second, span.form)
            troubles.append(Trouble(AgeCode.AGES_BACKWARDS, {"minimum": low, "maximum": high}, Severity.INFO))
        spans.append(span)
    return spans, troubles


def concluded(spans: list[Span], troubles: list[Trouble]) -> Reading[AgeRange]:
    ages = _hull(spans)
    if ages == AgeRange(None, None):
        if max(s.high for s in spans if s.high is not None) + 1 >= min(s.low for s in spans if s.low is not None):
            return Reading(AgeRange(0.0, None), tuple(dict.fromkeys(troubles)))
        troubles.append(Trouble(AgeCode.AGES_APART))
        return Reading(None, tuple(troubles))
    if ages.minimum is not None and ages.maximum is not None and ages.minimum > ages.maximum:
        ages = AgeRange(ages.maximum, ages.minimum)
    return Reading(ages, tuple(dict.fromkeys(troubles)))
