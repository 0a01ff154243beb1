"""Ages that a service takes, from age and grade columns and from sentences about who may come.

Inclusive years: a maximum of 12 takes a child until the 13th birthday, "under 18" is 17. Grade g is ages g+5 to g+6, K
5 to 6, Pre-K 4 to 5. Months and weeks are fractions of years. If a cell can be read in two ways, the broader reading is
used; in sentences, none is, since an age that does not match shuts a student out and an unknown one does not.

    >>> read("20-May").value
    AgeRange(minimum=5.0, maximum=20.0)
    >>> in_prose("Must be between ages  5 - 14").value
    AgeRange(minimum=5.0, maximum=14.0)
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from importers.fields import Target
from importers.problem_codes import AgeCode, ValueCode
from importers.problems import ProblemFields, Severity, Trouble
from importers.times.dates import MONTHS
from importers.values import Reading
from importers.values.age_asides import without_asides
from importers.values.age_exclusions import ages_only
from importers.values.age_levels import all_grades, as_grades
from importers.values.age_spans import AgeRange, Span, apart, concluded, expressions, joined, refined
from importers.values.age_words import group, marked_cell, marked_prose
from importers.values.text import clean, fold, is_blank

__all__ = ["AgeRange", "groups_alone", "in_prose", "read", "says_more"]

_DAY_MONTH = re.compile(r"(?P<d>\d{1,2})[- ](?P<name>[a-z]{3,9})\.?(?:[- ,]+\d{2,4})?")
_MONTH_DAY = re.compile(r"(?P<name>[a-z]{3,9})\.?[- ](?P<d>\d{1,2})(?:[- ,]+\d{2,4})?")
_ISO = re.compile(r"\d{4}-(?P<m>\d{2})-(?P<d>\d{2})(?:[t ].*)?")
_US = re.compile(r"(?P<m>\d{1,2})[-/](?P<d>\d{1,2})[-/](?P<y>\d{2}|\d{4})(?: \d.*)?")
_SERIAL = re.compile(r"(?P<days>[345]\d{4})(?:\.0+)?")


def _month_and_day(cell: str) -> tuple[int, int] | None:
    """Return the month and day of a cell that a spreadsheet turned into a date."""
    for form in (_DAY_MONTH, _MONTH_DAY, _ISO, _US, _SERIAL):
        found = form.fullmatch(cell)
        if not found:
            continue
        parts = found.groupdict()
        if "days" in parts:
            day = datetime.date(1899, 12, 30) + datetime.timedelta(days=int(parts["days"]))
            return day.month, day.day
        month, day_of_month = MONTHS.get(parts.get("name") or "", 0) or int(parts.get("m") or 0), int(parts["d"])
        if form is _US and int(parts["y"]) - 1 == day_of_month == month + 1:
            return None  # "10/11/12" is a list of grades or ages
        if 1 <= month <= 12 and 1 <= day_of_month <= 31:
            return month, day_of_month
    return None


def _as_repaired(text: str, month: int, day: int, grades: bool) -> Reading[AgeRange]:
    low, high = sorted((month, day))
    if grades and high <= 12:
        code, ages = AgeCode.GRADES_AS_DATE, AgeRange(low + 5.0, high + 6.0)
    else:
        code, ages = AgeCode.AGES_AS_DATE, AgeRange(float(low), float(high))
    written = {"shown": clean(text), "written": f"{low}-{high}"}
    return Reading(ages, (Trouble(code, {**written, "minimum": ages.minimum, "maximum": ages.maximum}, Severity.INFO),))


def _means_grades(heading: str, cell: str) -> bool:
    """Whether bare numbers in a column are grades: its heading names grades and not ages, and none is above 12."""
    about = re.sub(r"[\W_]+", " ", fold(heading))
    numbers = [int(number) for number in re.findall(r"\d+", cell)]
    return (
        bool(re.search(r"\b(?:grades?|grados?)\b", about))
        and not re.search(r"\b(?:ages?|edad)\b", about)
        and max(numbers, default=0) <= 12
    )


def _by_heading(span: Span, heading: str) -> Span:
    """Return a bare number in a column for the youngest or the oldest age as that limit alone."""
    about = fold(heading)
    if re.search(r"\bmin(?!or)|minimum|\byoungest|\blowest|\bfrom\b|\bstart", about):
        return Span(span.low, None, span.start, span.end, span.first, None, "least")
    if re.search(r"\bmax|maximum|\boldest|\bhighest|\bto\b|\bend|\buntil", about):
        return Span(None, span.high, span.start, span.end, span.first, None, "most")
    return span


LONGEST, LONGEST_PROSE = 1000, 3000  # characters of an age cell, and of a text about who may come


def says_more(text: str) -> bool:
    """Whether an age cell says who is not served, or on what condition, so that people must read its words."""
    return not is_blank(text) and len(text) <= LONGEST and ages_only(text).kept


def _nothing(shown: str, more: bool) -> Trouble:
    """Return the trouble for a cell that gave no ages; `more` if it says who is not served."""
    if more:
        return Trouble(AgeCode.AGES_DENIED, {"shown": shown})
    return Trouble(
        AgeCode.AGES_NOT_GIVEN, {"shown": shown}, Severity.WARNING if any(char.isdigit() for char in shown) else Severity.INFO
    )


def read(text: str, heading: str = "") -> Reading[AgeRange]:
    """Return the ages in a cell of an age or grade column; `heading` decides whether bare numbers are grades or limits."""
    if is_blank(text):
        return Reading(None)
    if len(text) > LONGEST:
        return Reading(None, (Trouble(AgeCode.AGES_TOO_LONG),))
    served = without_asides(fold(text))
    aside = served != fold(text)
    reading, spans = _of_served(served if aside else text, heading, clean(text)[:_SHOWN], aside)
    gaps = reading.value and any(map(str.isdigit, text)) and (apart(spans) or _BY_SEX.search(served))
    if not aside and not gaps:
        return reading
    told = (Trouble(ValueCode.WORDS_KEPT, {"shown": clean(text)[:_SHOWN]}, Severity.INFO),) if reading.value else ()
    return replace(reading, troubles=(*reading.troubles, *told), kept=clean(text), keeps=Target.SERVICE_ELIGIBILITY_DESCRIPTION)


_SHOWN = 80  # characters of a cell in a sentence
_NAMES_ADULTS = re.compile(
    r"(?<!young )\b(?:men|women)\b(?=,| and | & ).*\byoung adults\b"
)  # "Men, women, young adults": no limit


def _of_served(text: str, heading: str, shown: str, aside: bool) -> tuple[Reading[AgeRange], list[Span]]:
    """Return the ages in a cell that speaks of those served alone, and its expressions; `aside` if it also spoke of others."""
    text, more = ages_only(text)
    cell = fold(text)
    grades = _means_grades(heading, cell)
    date = _month_and_day(cell)
    if date:
        return _as_repaired(text, *date, grades=grades), []
    if re.fullmatch(r"\(?-\s?\d+(?:\.\d+)?\)?", cell):
        return Reading(None, (Trouble(AgeCode.CELL_NO_AGE, {"shown": shown}),)), []
    bare = re.match(r"\d+(?!\s*(?:-|–)\s*\d)", cell)
    marks = marked_cell((f"grades {text}" if bare else all_grades(text)) if grades else as_grades(text))
    spans, troubles = expressions(marks)
    spans = joined(marks, refined(marks, spans))
    if not spans:
        return Reading(None, (*troubles, *([] if troubles and not more else [_nothing(shown, more or aside)]))), []
    if _NAMES_ADULTS.search(cell) and all(span.only_a_word for span in spans):
        spans = [replace(span, high=None) for span in spans]
    if len(spans) == 1 and spans[0].form == "single" and spans[0].first.lstrip("@")[0].isdigit():
        spans = [_by_heading(spans[0], heading)]
        if spans[0].form == "single":
            troubles.append(Trouble(AgeCode.AGE_ALONE, {"shown": shown}, Severity.INFO))
    for span in spans:
        if span.only_a_word and group(span.first)[1].vague:
            meant = group(span.first)[1]
            fields: ProblemFields = {"shown": shown, "minimum": meant.low, "maximum": meant.high}
            troubles.append(Trouble(AgeCode.AGES_VAGUE, fields, Severity.INFO))
    return concluded(spans, troubles), spans


_SEX = r"\b(?:girls?|boys?|females?|males?|men|women|ninas|ninos|mujeres|hombres)\b[^;.\d]{0,12}\d"
_BY_SEX = re.compile(rf"{_SEX}.*{_SEX}")  # "Girls 6-9; boys 10-14"
_BETWEEN_GROUPS = re.compile(r"(?:\{[A-Z]\}|g[pq]|g0|\b(?:and|or|y|with|only|of|older)\b|[\s@,;:/&|().+-])+")


def groups_alone(text: str) -> Reading[AgeRange]:
    """Return the ages of a cell with age groups and nothing else: "Adolescents", "Children & Adults"; None for other cells."""
    if len(text) > 80:
        return Reading(None)
    marks = marked_cell(text)
    if not re.search(r"\{|\bg[pq0]", marks) or not _BETWEEN_GROUPS.fullmatch(marks):
        return Reading(None)
    return read(text, "ages")


# A sentence must show that a number is an age: by "ages", "years old", a grade, "or older", or by naming the people.
_PEOPLE = re.compile(
    r"(?:\{[A-Z]\}|\b(?:men|women|males?|females?|persons?|people|individuals?|anyone|residents?|clients?|participants?|applicants?|patients?|fathers?"
    r"|mothers?|parents?|campers?|members?|veterans?|those|must be|hombres|mujeres|personas))[\s,:(-]*(?:who are |are |is |of |from |between )?$"
)
_SOMEBODY_ELSE = re.compile(
    r"\b(?:prior to|before|accompan\w+|guardians?|volunteers?|providers?|staff|mentors?|tutors?|employees?|drivers?|supervis\w+|instructors?|counselors?"
    r"|diagnos\w+|test(?:s|ing)? at|reading|since|within|lasting|last|experience)\b[^.;,]*$"
    r"|\b(?:emphasis|priority|preference|especially|particularly|focus\w*|primarily)\b[^.;]*$"
    r"|(?:\b(?:women|females?|mothers?|fathers?|parents?|caregivers?|grandparents?)\b|\{S\})[^.;]*\b(?:with|have|having|has|and their)\b[^.;]*$"
)
_GOES_ON = re.compile(
    r"\s*(?:$|[.,;:)\]&/(-]|(?:and|or|from|in|who|whose|with|at|that|are|is|living|lives?|resid\w+|regardless|only|inclusive|for|on|currently|not|referred"
    r"|enrolled|attending|homeless|y|que|con|may|can|will|must|throughout|through|by|to)\b)"
)
_NO_AGE_AFTER = re.compile(
    r"\s*-?\s*(?:%|percent|[ap]\.?m\b|:\d|o'?clock|hours?|hrs?|days?|minutes?|miles?|people|participants?|beds?|times|per\b|program|experience|ago\b"
    r"|degree|levels?|point|average|reading|math|projects?|units?|sessions?|of experience|term)"
)
# "ages 2 (potty trained) to 11", "16 and 17 years old", "ages 14-17 (youth) or 18-35".
_ASIDE = re.compile(r"\s*\([^()\d{}]*\)\s*(?=-|to\b|through\b)")
_TWO_AGES = re.compile(r"(?<![\d.$-])(\d{1,2}) (?:and|or|&) (?=\d{1,2}[YZ])(\d{1,2}[YZ])")
_ALSO = re.compile(r"\s*(?:\([^()\d]*\))?[\s,]*(?:or|and|&|,)\s*")


def _is_said(span: Span, marks: str) -> bool:
    """Whether a sentence plainly gives an age of the people served."""
    said, before, after = marks[span.start : span.end], marks[: span.start][-120:], marks[span.end : span.end + 40]
    if _NO_AGE_AFTER.match(after) or _SOMEBODY_ELSE.search(before):
        return False
    numbers = [point for point in (span.first, span.second) if point and not point.startswith("{")]
    if span.form == "single":
        if span.first.startswith("{"):
            return group(span.first)[0] == "any age"
        return "Z" in said or (said.startswith("g") and bool(re.search(r"\b(?:in|the|rising)\s$", before)))
    if not numbers:
        return False
    if any(mark in said for mark in "@YZ") or any(point.startswith("g") for point in numbers):
        return True
    if span.first.startswith("{") or (span.second or "").startswith("{"):
        return span.form == "second"
    if re.search(r"\b(?:older|younger)\b", said):
        return True
    named = _PEOPLE.search(before) or said.startswith("must be") or (span.form != "least" and not before.strip())
    return bool(named and _GOES_ON.match(after))


def in_prose(text: str) -> Reading[AgeRange]:
    """Return the ages that a sentence about who may come plainly gives; None if it gives none or they are somebody else's."""
    if len(text) > LONGEST_PROSE:
        return Reading(None)
    marks = _TWO_AGES.sub(r"\1-\2", _ASIDE.sub(" ", marked_prose(ages_only(text).text)))
    found, troubles = expressions(marks)
    found = joined(marks, found)
    spans: list[Span] = []
    for span in found:
        follows = bool(spans) and span.form == "second" and _ALSO.fullmatch(marks[spans[-1].end : span.start])
        if follows or _is_said(span, marks):
            spans.append(span)
    if not spans:
        return Reading(None)
    return concluded(spans, [trouble for trouble in troubles if trouble.severity == Severity.INFO])
