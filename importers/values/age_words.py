"""The words that lists use for ages, and a text rewritten so that every age in it has the same form.

`marked` turns "Ages 6 weeks – 5 yrs", "teens" and "6th grade" into "@0.12y - 5y", "{M}" and "g6":

    @      an age is announced ("ages", "aged", "edad")
    12     a bare number; 12y with "years", 12Y with "years old" or "of age", 12Z "12-year-olds"
    g6     a grade; g0 kindergarten, gp and gq the years before it
    {A}    a group in GROUPS, with its position in the table as a letter
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from importers.values.text import fold


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """A word for an age group and the inclusive years that it is read as; `vague` if lists mean different things by it."""

    low: float
    high: float | None
    pattern: str
    vague: bool = False


GROUPS: Mapping[str, AgeGroup] = {
    "any age": AgeGroup(0, None, r"\b(?:(?:for |of |open to )*(?:all|any|every) ages?|regardless of age|no age (?:limits?|restrictions?|requirements?)"
                              r"|todas las edades|all age groups)\b"),
    "school age": AgeGroup(5, 18, r"\bschool[- ]?aged?\b(?: (?:children|kids|youths?|students?))?|\bedad escolar\b"),
    "elementary school": AgeGroup(5, 11, r"\belementary\b(?:[- ]?(?:school|age)s?\b)*|\belem\b\.?|\b(?:primary|grade) ?school\b|\bprimaria\b"),
    "middle school": AgeGroup(11, 14, r"\b(?:middle|intermediate|junior high|jr\.? high)(?:[- ]?school(?:ers?)?s?)?\b(?:[- ]?aged?\b)?"),
    "high school": AgeGroup(14, 18, r"\b(?:senior |sr\.? )?high[- ]?school(?:ers?)?s?\b(?:[- ]?aged?\b)?|\bpreparatoria\b"),
    "secondary school": AgeGroup(11, 18, r"\bsecondary ?(?:school)?\b|\bsecundaria\b"),
    "birth": AgeGroup(0, 0, r"\b(?:birth|newborns?|prenatal|nacimiento|recien nacidos?)\b"),
    "infants": AgeGroup(0, 1, r"\b(?:infants?|infancy|bab(?:y|ies)|bebes?)\b"),
    "toddlers": AgeGroup(1, 3, r"\btoddlers?\b"),
    "early childhood": AgeGroup(0, 5, r"\bearly (?:childhood|learning|learners)\b|\bprimera infancia\b"),
    "preschool": AgeGroup(3, 5, r"\bpre-? ?school(?:ers?)?\b(?:[- ]?aged?\b)?|\bnursery school\b|\bpreescolar(?:es)?\b|\bhead start\b"),
    "tweens": AgeGroup(9, 12, r"\b(?:tweens?|pre-?teens?|preadolescents?)\b"),
    "teens": AgeGroup(13, 19, r"\b(?:teens?|teenage(?:rs?|d)?)\b"),
    "adolescents": AgeGroup(12, 19, r"\b(?:adolescents?|adolescentes?)\b"),
    "out-of-school youth": AgeGroup(16, 24, r"\bout[- ]of[- ]school youths?\b|\b(?:transition(?:al)?[- ]age(?:d)?) youths?\b|\btay\b"),
    "young adults": AgeGroup(18, 25, r"\byoung adults?\b|\badultos jovenes\b"),
    "college": AgeGroup(18, None, r"\b(?:college|university|undergraduates?)\b(?: students?| age)?"),
    "older adults": AgeGroup(55, None, r"(?<!and )(?<!or )\b(?:older|elder|aging) (?:adults?|persons?|people)\b|\bsenior(?: citizen)?s?\b|\belders?\b"
                                    r"|\belderly\b|\b(?:adultos|personas) mayores\b|\bancianos?\b|\btercera edad\b"),
    "adults": AgeGroup(18, None, r"\badult(?:s|os?|as?)?\b"),
    "youth": AgeGroup(5, 24, r"\b(?:youths?|young (?:people|persons?)|juveniles?|jovenes|juventud)\b", vague=True),
    "children": AgeGroup(0, 17, r"\b(?:children|child|childhood|kids?|minors?|ninos?|ninas?|ninez|boys?|girls?)\b", vague=True),
    "students": AgeGroup(5, 18, r"\b(?:students?|pupils?|estudiantes?)\b", vague=True),
    "families": AgeGroup(0, None, r"\b(?:famil(?:y|ies|ias?)|everyone|everybody|all people|general public|intergenerational)\b", vague=True),
}  # fmt: skip
"""What each word means. A vague word is read broadly, since an age that does not match shuts a student out."""

LONGEST = 3000
"""The number of characters of a text that are read; no list gives an age later, and rewriting is slow."""

_MARKS = {chr(ord("A") + at): group for at, group in enumerate(GROUPS.values())}
_NAMES = dict(zip(_MARKS, GROUPS, strict=True))
_ANY_GROUP = re.compile("|".join(f"(?P<{mark}>{group.pattern})" for mark, group in _MARKS.items()))
_ALONE = {"all": "any age", "any": "any age", "open": "any age", "todos": "any age", "es": "elementary school", "ms": "middle school",
          "hs": "high school", "ya": "young adults", "school": "school age"}  # fmt: skip
_ALONE_OR_IN_LIST = re.compile(
    r"\b(?:es|ms|hs|ya)\b|^(?:all|any|open|todos)$|(?:(?<=[,;|/])|(?<=[,;|/] )|^)school(?=\s*(?:[,;|/]|$))"
)

_NUMBER = r"(?<![\d.$#])\d{1,4}(?:\.\d+)?(?!\d)"
_GRADE = r"(?:grad(?:e|o)s?|graders?|gr\.?)"
_TO = r"\s*(?:-+|to|thru|through|a)\s*"
_LINK = r"\s*(?:-+|to|thru|through|and|or|&|,|/|a|y)\s*"
_STREET = r"(?! ?(?:st|street|ave|avenue|floor|fl)\b)"

_SMALL = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
          "nineteen twenty twenty-one twenty-two twenty-three twenty-four twenty-five")  # fmt: skip
_NUMBER_WORDS = {word: number for number, word in enumerate(_SMALL.split())} | {
    "thirty": 30, "forty": 40, "fifty": 50, "fifty-five": 55, "sixty": 60, "sixty-two": 62, "sixty-five": 65, "seventy": 70,
    "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "doce": 12, "trece": 13, "catorce": 14, "quince": 15,
    "dieciseis": 16, "diecisiete": 17, "dieciocho": 18, "veintiuno": 21,
}  # fmt: skip
_A_NUMBER_WORD = re.compile(
    r"(?<!no )\b(?:" + "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True)).replace("-", "[- ]") + r")\b"
)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINAL_WORDS = {word: number for number, word in enumerate(_ORDINALS.split(), start=1)}
_AN_ORDINAL = re.compile(r"\b(" + "|".join(_ORDINAL_WORDS) + rf")(?=(?:{_LINK}\w+)?[ -]{_GRADE}\b)")

_PARTS_OF_YEAR = (("m(?:onths?|os?|ths?)?|mes(?:es)?", 12), ("w(?:ee)?ks?|semanas?", 52), ("days?|dias?", 365))
_UNIT = "(?P<unit>" + "|".join(pattern for pattern, _ in _PARTS_OF_YEAR) + r")\b\.?"
_SHORT_RANGE = re.compile(rf"({_NUMBER})(\s*(?:-+|to|a|and)\s*)({_NUMBER})\s*-?{_UNIT}")
_SHORT = re.compile(rf"({_NUMBER})\s*-?{_UNIT}")
_OLD = r"(?:\s*-?\s*(?:olds?\b|of age\b|de edad\b))"

# Applied in this order; later steps leave alone what an earlier one marked.
_YEARS = (
    (rf"({_NUMBER})\s*-?\s*(?:years?|yrs?\.?)\s*-?\s*olds\b", r"\1Z"),
    (rf"({_NUMBER})y?\s*-?\s*(?:years?|yrs?\.?|anos?|y)?{_OLD}", r"\1Y"),
    (rf"({_NUMBER})\s*-?\s*(?:y/?o|y\.o)\b\.?", r"\1Y"),
    (rf"({_NUMBER})\s*-?\s*(?:years?|yrs?|anos?|y)\b\.?", r"\1y"),
    (r"\bfresh[- ]?m[ae]n\b", "g9"),
    (r"\bsophomores?\b", "g10"),
    (r"\bu-?(\d{1,2})\b", r"under \1"),
    (r"\b(\d{1,2})u\b", r"\1 and under"),
    (r"\b(?:pre-?k|pk)([34])\s*-\s*(\d{1,2})\b(?!y)", r"\1y - g\2"),
    (r"\bhigh school juniors?\b", "g11"),
    (r"\b(?:high |public )?school seniors?\b", "g12"),
)
_SCHOOL_YEARS = (
    (r"\b(?:pre-? ?k(?:inder(?:gart[ae]n|garden)?)?|pk) ?\(?3s?\)?(?!\s*-)(?!\d)|\b3-?k\b", "gq"),
    (
        r"\b(?:pre-? ?k(?:inder(?:gart[ae]n|garden)?)?|pk|u-?pk|vpk|tk|transitional kindergarten)(?: ?\(?4s?\)?(?!\s*-)(?!\d))?(?![a-z])|\b4-?k\b",
        "gp",
    ),
    (r"\bkinder(?:gart[ae]n|garden)?(?:ers?|s)?\b", "g0"),
    (
        rf"\bk(?={_TO}(?:\d|g\d|{{))|\bk-?(?=(?:[1-9]|1[0-2])(?:th|rd|nd|st)?\b)|(?<=grade )k\b|(?<=grades )k\b|(?<=grados )k\b",
        "g0-",
    ),
    (r"g0-(?=\s*\D)", "g0"),
    (
        rf"(?<!th )(?<!st )(?<!nd )(?<!rd )\b{_GRADE}(?: levels?)?[ :]*(?:(\d{{1,2}})(?:st|nd|rd|th|o|°)?(?!\d|\.\d)|(?=g\d))",
        r"g\1",
    ),
    (r"\bgg", "g"),
    (
        rf"(?<![g@\d.])\b(\d{{1,2}})(?:st|nd|rd|th)?(?=(?:{_LINK}g?\d{{1,2}}(?:st|nd|rd|th)?)*[ -]*{_GRADE}\b(?!\s*:?\s*(?:k|pre|\d|g)))",
        r"g\1",
    ),
    (rf"\b(\d{{1,2}})(?:st|nd|rd|th)(?={_TO}(?:g|\d{{1,2}}(?:st|nd|rd|th)\b{_STREET}))", r"g\1"),
    (rf"(?<=g\d)({_TO})(\d{{1,2}})(?:st|nd|rd|th)\b|(?<=g\d\d)({_TO})(\d{{1,2}})(?:st|nd|rd|th)\b", r"\1\3g\2\4"),
)
_ONLY_IN_CELLS = (
    (r"(?<!{)\bk\b", "g0"),
    (r"\b(\d{1,2})(?:st|nd|rd|th)\b(?! ?(?:birthday|cumple))", r"g\1"),
)
_AFTER_GRADE = rf"\b(g(?:\d{{1,2}}|p|q))({_LINK})(?:{_GRADE} )?(\d{{1,2}})(?:st|nd|rd|th)?(?![\dyYZ]|\.\d)(?!\s*(?:\+|{_OLD}))"
_NEXT_IN_CELL = re.compile(_AFTER_GRADE)
_NEXT_IN_PROSE = re.compile(_AFTER_GRADE + r"(?=\s*(?:$|[-.,;:)&{]|(?:and|or|to|only|in|at|from|who|students?|with|as)\b))")
_BEFORE_GRADE = re.compile(r"(?<![\d.@g])\b(\d{1,2})(\s*(?:-+|to|thru|through|and|&|,|/)\s*)(?=g\d)")
_ANNOUNCED = re.compile(
    r"\b(?:ages?|aged|edad(?:es)?)\b(?: ?(?:groups?|ranges?|of|is|are|from|entre|de|between|the|served|requirements?)\b)*[ :=]*(?=[\d.{])"
)

_Steps = tuple[tuple[re.Pattern[str], str], ...]


def _compiled(steps: tuple[tuple[str, str], ...]) -> _Steps:
    return tuple((re.compile(pattern), instead) for pattern, instead in steps)


_YEAR_STEPS, _SCHOOL_STEPS, _CELL_STEPS = _compiled(_YEARS), _compiled(_SCHOOL_YEARS), _compiled(_ONLY_IN_CELLS)


def _rewritten(text: str, steps: _Steps) -> str:
    for pattern, instead in steps:
        text = pattern.sub(instead, text)
    return text


def _in_years(number: str, unit: str) -> str:
    parts = next(parts for pattern, parts in _PARTS_OF_YEAR if re.fullmatch(pattern, unit))
    return f"{round(float(number) / parts, 2):g}"


def _numbers(text: str) -> str:
    """Return folded text with numbers as digits, and months and weeks as years."""
    for sign, digits in (("½", " 1/2"), ("¼", " 1/4"), ("¾", " 3/4")):
        text = text.replace(sign, digits)
    text = _A_NUMBER_WORD.sub(lambda found: str(_NUMBER_WORDS[found[0].replace(" ", "-")]), fold(text))
    text = _AN_ORDINAL.sub(lambda found: f"{_ORDINAL_WORDS[found[1]]}th", text)
    text = re.sub(r"(?<![\d/])(\d{1,2})[ -]1/2\b", r"\1.5", text)
    text = _SHORT_RANGE.sub(lambda m: f"{_in_years(m[1], m['unit'])}y{m[2]}{_in_years(m[3], m['unit'])}y", text)
    return _SHORT.sub(lambda m: f"{_in_years(m[1], m['unit'])}y", text)


def _with_neighbors(text: str, following: re.Pattern[str]) -> str:
    """Mark the numbers beside each grade as grades, up to the twelfth: "K, 1, 2", "6-8th grade"."""
    for _ in range(14):  # the number of grades
        before = text
        text = following.sub(lambda m: f"{m[1]}{m[2]}g{m[3]}" if int(m[3]) <= 12 else m[0], text)
        text = _BEFORE_GRADE.sub(lambda m: f"g{m[1]}{m[2]}" if int(m[1]) <= 12 else m[0], text)
        if text == before:
            break
    return re.sub(rf"(g(?:\d+|p|q)) ?-?{_GRADE}\b", r"\1", text)


def _marked(text: str, cell: bool) -> str:
    text = _rewritten(_numbers(text[:LONGEST]), _YEAR_STEPS)
    text = _ANY_GROUP.sub(lambda found: "{" + str(found.lastgroup) + "}", text)
    if cell:
        marks = {name: mark for mark, name in _NAMES.items()}
        text = _ALONE_OR_IN_LIST.sub(lambda found: "{" + marks[_ALONE[found[0]]] + "}", text)
    text = _rewritten(text, _SCHOOL_STEPS + (_CELL_STEPS if cell else ()))
    return _ANNOUNCED.sub("@", _with_neighbors(text, _NEXT_IN_CELL if cell else _NEXT_IN_PROSE))


def marked_cell(text: str) -> str:
    """Return a cell from an age or grade column with its ages marked."""
    return _marked(text, cell=True)


def marked_prose(text: str) -> str:
    """Return one or more sentences with their ages marked; abbreviations such as "HS" and a lone "K" are left as they are."""
    return _marked(text, cell=False)


def group(mark: str) -> tuple[str, AgeGroup]:
    """Return the name and the group of a mark such as "{F}"."""
    letter = mark.strip("{}")
    return _NAMES[letter], _MARKS[letter]
